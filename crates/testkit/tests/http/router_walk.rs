//! Every route, as everybody, on both databases. A route without an expectation fails the test, and so does one that lets somebody
//! through who may not, or that tells a hidden thing from a missing one. What was planted for it is in `planted.rs`.

use axum::http::{Method, StatusCode, header};
use watchpost_domain::{
    network::DeskKind,
    policy::{Roles, Verdict},
};
use watchpost_testkit::{
    TestApp,
    checks::{
        Knock, action, cookies, csrf, filled::Names, headers, posted, shared, stands, visits, walk,
    },
};

const NOTHING: Vec<String> = Vec::new();

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_what_the_policy_says_and_hidden_is_missing() {
    for app in TestApp::all().await {
        let (found, knocked) = walk::findings(&app).await;
        assert_eq!(found, NOTHING, "on {}", app.ground.name);
        assert!(knocked > 3_000, "{knocked}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_its_token_changes_nothing() {
    for app in TestApp::all().await {
        let (found, sent) = csrf::findings(&app).await;
        assert_eq!(found, NOTHING, "on {}", app.ground.name);
        assert!(sent > 500, "{sent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_headers_that_protect_and_every_cookie_its_flags() {
    for app in TestApp::all().await {
        let visits = visits::all(&app).await;
        assert_eq!(
            headers::findings(&visits),
            NOTHING,
            "on {}",
            app.ground.name
        );
        let mut met: Vec<u16> = visits.iter().map(|v| v.answer.status.as_u16()).collect();
        met.sort_unstable();
        met.dedup();
        for status in [200, 201, 204, 303, 400, 403, 404, 405, 409, 413, 415, 422] {
            assert!(met.contains(&status), "{status} was not met: {met:?}");
        }
        let (found, names) = cookies::findings(&visits);
        assert_eq!(found, NOTHING, "on {}", app.ground.name);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let all = [
            "__Host-again",
            "__Host-box",
            "__Host-mark",
            "__Host-page",
            "__Host-session",
        ];
        assert_eq!(names, all, "each was set");
        let (found, sent) = posted::findings(&visits);
        assert_eq!(found, NOTHING, "on {}", app.ground.name);
        assert!(sent > 200, "{sent}");
    }
}

/// A language that a member chose holds on every page behind the door, whichever way they came.
#[tokio::test]
async fn every_page_speaks_the_language_that_a_member_chose() {
    let app = TestApp::new().await;
    for person in app.staff.iter().chain(&app.company) {
        let session = stands::session(&app, person).await;
        app.platform.choose_language(&session, "ar").await.unwrap();
    }
    let names = Names {
        case: app.case.to_string(),
        file: uuid::Uuid::new_v4().to_string(),
        member: app.staff[0].member.to_string(),
        channel: app.channel.to_string(),
        ..Names::default()
    };
    let mut pages = 0;
    let routes = app.entries.iter().filter(|r| r.method == Method::GET);
    for (route, action) in routes.filter_map(|r| Some((r, action(r)?))) {
        let may = |who: &&watchpost_testkit::Person| match stands::is_of_cases(action) {
            true => who.role.code() == "case-officer",
            false => {
                let roles = Roles::of([who.role]);
                stands::of_desk(action, DeskKind::Desk, roles) == Some(Verdict::Allow)
            }
        };
        let of_company = stands::is_of_rooms(action) || action == "desk.see-rooms";
        let who = match of_company {
            true => shared::who(&app, action),
            false => app.staff.iter().find(may).unwrap(),
        };
        let knock = Knock {
            route,
            names: &names,
            cookie: Some(&who.sent()),
            token: "",
            headers: &[],
        };
        let answer = knock.send(&app).await;
        let kind = answer.headers.get(header::CONTENT_TYPE);
        let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if answer.status == StatusCode::OK && is_page {
            let speaks = answer.text().contains("<html lang=\"ar\" dir=\"rtl\">");
            assert!(speaks, "{}", route.path);
            pages += 1;
        }
    }
    assert!(pages >= 7, "{pages}");
}
