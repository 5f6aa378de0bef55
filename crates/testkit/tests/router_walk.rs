//! Every route, as everybody. A route without an expectation fails the test, and so does one that lets somebody through
//! who may not.
#![allow(clippy::unwrap_used)]

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{Answer, Person, TestApp};
use watchpost_web::{Door, RouteEntry};

const WORKERS: &[Role] = &[Role::Intake, Role::CaseOfficer, Role::Supervisor];
const OFFICERS: &[Role] = &[Role::CaseOfficer, Role::Supervisor];

/// Which roles come through a door of the desk. Read beside `crates/domain/tests/policy_matrix.md`.
fn may(action: &str) -> &'static [Role] {
    match action {
        "desk.know" => &Role::ALL,
        "desk.enter-report" | "desk.act-on-many" => WORKERS,
        "desk.edit-channels" => &[Role::Supervisor],
        "desk.invite" => &[Role::Supervisor, Role::Administrator],
        "desk.sign-roster" => &[Role::Supervisor],
        "desk.see-numbers" => &[
            Role::Supervisor,
            Role::Analyst,
            Role::Auditor,
            Role::Administrator,
        ],
        "desk.see-audit" => &[Role::Supervisor, Role::Auditor, Role::Administrator],
        "desk.see-inbox" | "case.read" | "case.step-aside" => &[
            Role::Intake,
            Role::CaseOfficer,
            Role::Supervisor,
            Role::Custodian,
        ],
        "case.write-note" => WORKERS,
        "case.read-identity" | "desk.keep-identities" => &[Role::Custodian],
        "case.agree-identity"
        | "case.write-to-reporter"
        | "case.add-file"
        | "case.assign"
        | "case.move-on" => WORKERS,
        "case.close" | "case.reopen" | "case.change-access" | "case.merge" => OFFICERS,
        other => panic!("{other} has no expectation: say who comes through this door"),
    }
}

/// What a walk knocks at: a case, somebody of its desk, and the way it came.
struct At {
    case: String,
    member: String,
    channel: String,
}

impl At {
    /// Those of the desk that the case belongs to.
    fn of(app: &TestApp) -> Self {
        Self {
            case: app.case.to_string(),
            member: app.staff[0].member.to_string(),
            channel: app.channel.0.simple().to_string(),
        }
    }

    /// None of them is there.
    fn nothing() -> Self {
        Self {
            case: "00000000000000000000000000000002".into(),
            member: "00000000000000000000000000000003".into(),
            channel: "00000000000000000000000000000004".into(),
        }
    }
}

/// The address of a route, with this case or member where it has one.
fn address(route: &RouteEntry, at: &At) -> String {
    route
        .path
        .replace("{id}", &at.case)
        .replace("{member}", &at.member)
        .replace("{file}", "00000000000000000000000000000001")
        .replace("{channel}", &at.channel)
        .replace("{question}", "company")
        .replace("{number}", "1")
        .replace("{invitation}", "nobody-was-invited-by-this-link")
        .replace("{*path}", "0/000")
}

async fn knock(app: &TestApp, route: &RouteEntry, who: Option<&Person>, at: &At) -> Answer {
    let session = who.map(|p| p.cookie.as_str());
    // Filled in, so that nobody is refused for what they typed before they are refused for who they are.
    let form = (route.method == Method::POST).then(|| {
        let filled =
            "do=acknowledged&all=yes&message=a&note=a&title=a&reopen=a&access=a&identity=a&aside=a&to=acknowledged&once=";
        let once = uuid::Uuid::new_v4().simple();
        format!("_token={}&{filled}{once}", app.token(session))
    });
    let cookie = who.map(Person::sent);
    app.send(&route.method, &address(route, at), cookie.as_deref(), form)
        .await
}

fn desk_routes(app: &TestApp) -> Vec<(&RouteEntry, &'static str)> {
    let action = |route: &RouteEntry| match route.door {
        Door::Member(action) => Some(action),
        _ => None,
    };
    let all: Vec<_> = app
        .entries
        .iter()
        .filter_map(|route| Some((route, action(route)?)))
        .collect();
    assert!(all.len() > 15, "the desk has routes");
    all
}

#[tokio::test]
async fn nobody_comes_in_without_a_session() {
    let app = TestApp::new().await;
    for (route, action) in desk_routes(&app) {
        may(action);
        let answer = knock(&app, route, None, &At::nothing()).await;
        let shown = answer.status == StatusCode::SEE_OTHER && answer.to() == "/desk/sign-in";
        assert!(shown, "{} {}: {}", route.method, route.path, answer.status);
    }
}

#[tokio::test]
async fn a_form_without_a_token_changes_nothing() {
    let app = TestApp::new().await;
    let mut walked = 0;
    for route in app.entries.iter().filter(|r| r.method == Method::POST) {
        let officer = app
            .staff
            .iter()
            .find(|p| p.role == Role::Supervisor)
            .unwrap();
        let session = officer.sent();
        for form in ["", "_token=", "_token=AAAA"] {
            let path = address(route, &At::nothing());
            let answer = app
                .send(&route.method, &path, Some(&session), Some(form.into()))
                .await;
            // Forms of a visitor who has no draft or receipt lead to where one is begun; nothing is taken from them.
            let refused = match answer.status {
                StatusCode::FORBIDDEN | StatusCode::UNSUPPORTED_MEDIA_TYPE => true,
                StatusCode::SEE_OTHER => ["/report?over", "/follow-up"].contains(&answer.to()),
                _ => false,
            };
            assert!(refused, "{}: {}", route.path, answer.status);
            walked += 1;
        }
    }
    assert!(walked > 50);
}

#[tokio::test]
async fn another_desk_finds_exactly_nothing() {
    let app = TestApp::new().await;
    let theirs = At::of(&app);
    for (route, action) in desk_routes(&app).into_iter().filter(|(r, _)| {
        ["{id}", "{member}", "{channel}"]
            .iter()
            .any(|part| r.path.contains(part))
    }) {
        for stranger in &app.strangers {
            let hidden = knock(&app, route, Some(stranger), &theirs).await;
            let missing = knock(&app, route, Some(stranger), &At::nothing()).await;
            assert_eq!(hidden, missing, "{} as {:?}", route.path, stranger.role);
            let denied = hidden.status == StatusCode::NOT_FOUND
                || hidden.status == StatusCode::UNSUPPORTED_MEDIA_TYPE;
            // At their own desk they may not do this either, whoever it is about.
            let may_not = !route.path.contains("{id}") && !may(action).contains(&stranger.role);
            assert!(
                denied || may_not && hidden.status == StatusCode::FORBIDDEN,
                "{} as {:?}: {}",
                route.path,
                stranger.role,
                hidden.status
            );
        }
    }
}

#[tokio::test]
async fn each_role_comes_through_its_doors_and_no_others() {
    let app = TestApp::new().await;
    let ours = At::of(&app);
    // What ends the case, the session or the keys comes last, and is not walked here.
    let ends = [
        "/desk/lock",
        "/desk/sign-out",
        "/desk/cases/{id}/aside",
        "/desk/cases/{id}/close",
        "/desk/people/{member}/remove",
    ];
    for (route, action) in desk_routes(&app) {
        if ends.contains(&route.path) {
            continue;
        }
        for person in &app.staff {
            let answer = knock(&app, route, Some(person), &ours).await;
            let through = !matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
            let file = route.path.contains("{file}") || route.path.ends_with("/reopen");
            let allowed = may(action).contains(&person.role);
            // A file that is not there, and a case that is not closed, are refused to those who may as well.
            if !(file && allowed) && answer.status != StatusCode::UNSUPPORTED_MEDIA_TYPE {
                let said = answer.status;
                assert_eq!(
                    through, allowed,
                    "{} as {:?}: {said}",
                    route.path, person.role
                );
            }
        }
    }
}

/// A language that a member chose holds on every page behind the door, whichever way they came.
#[tokio::test]
async fn every_page_speaks_the_language_that_a_member_chose() {
    let app = TestApp::new().await;
    let ours = At::of(&app);
    for person in &app.staff {
        let session = app.platform.session(&person.cookie).await.unwrap().unwrap();
        app.platform.choose_language(&session, "ar").await.unwrap();
    }
    let mut pages = 0;
    for (route, action) in desk_routes(&app) {
        let person = app.staff.iter().find(|p| may(action).contains(&p.role));
        if route.method != Method::GET {
            continue;
        }
        let answer = knock(&app, route, person, &ours).await;
        if answer.status == StatusCode::OK {
            assert!(
                answer.text().contains("<html lang=\"ar\" dir=\"rtl\">"),
                "{}",
                route.path
            );
            pages += 1;
        }
    }
    assert!(pages >= 7, "{pages}");
}
