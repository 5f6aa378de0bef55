//! A form that was not taken: its page is kept for the browser that sent it, and for nobody else; where it cannot be kept it is
//! shown at once.

use crate::visitor::{World, token_of};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use watchpost_domain::{intake::Questionnaire, policy::Role};
use watchpost_service::{Bounds, turns::Source};
use watchpost_testkit::{
    Answer, TestApp,
    checks::{cookies, headers},
    everywhere,
};

const WORDS: &str = "canary-8101 after the shooting";
const FORM: &str = "application/x-www-form-urlencoded";

/// A day that is in no calendar, and words beside it.
fn no_day(token: &str) -> String {
    let words = watchpost_web::query_part(WORDS);
    format!("_token={token}&when.day=31&when.month=2&when.year=2026&when.words={words}")
}

/// Where it is asked when it was.
fn when() -> String {
    let asked = Questionnaire::shipped().questions;
    let at = asked.iter().position(|q| q.key == "when").unwrap();
    format!("/report/{}", at + 1)
}

fn post(path: &str, cookie: &str) -> axum::http::request::Builder {
    Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, FORM)
}

/// A browser with a draft, whose answer cannot be taken: the draft's cookie, the form, and what is answered.
async fn refused(world: &World) -> (String, String, Answer) {
    let draft = world.begin().await;
    let form = no_day(&token_of(&world.get(&when(), &draft).await));
    let led = send(&world.0, &when(), &draft, &form).await;
    (draft, form, led)
}

/// Sends a form and follows nowhere.
async fn send(app: &TestApp, path: &str, cookie: &str, form: &str) -> Answer {
    let request = post(path, cookie);
    app.one(request.body(Body::from(form.to_owned())).unwrap())
        .await
}

async fn rows(app: &TestApp) -> Vec<String> {
    app.ground.dump().await["again"].clone()
}

/// Shown at once, with all that was typed, and nothing is kept.
fn at_once(answer: &Answer, why: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    assert!(answer.text().contains(WORDS), "{why}");
    let key = answer.set().any(|line| line.starts_with("__Host-again="));
    assert!(!key, "{why}");
}

#[tokio::test]
async fn a_form_that_was_not_taken_leads_to_a_page_for_this_browser_alone() {
    everywhere(async |app| {
        let world = World(app);
        let app = &world.0;
        let (draft, form, led) = refused(&world).await;
        assert_eq!(led.status, StatusCode::SEE_OTHER);
        assert_eq!((led.body.len(), led.set().count()), (0, 1));
        let wrong = headers::wrong(&led.headers, &when(), led.status);
        assert_eq!(wrong, Vec::<String>::new());
        let line = led.set().next().unwrap();
        assert!(line.starts_with("__Host-again="), "{line}");
        assert_eq!(cookies::wrong(line), Vec::<String>::new());
        let (key, to) = (led.cookie().unwrap(), led.to());
        assert!(to.starts_with(&format!("{}?again=", when())), "{to}");
        let both = format!("{draft}; {key}");

        // As often as it is asked for, with the status and the headers of the page that is shown at once.
        let bounds = |kept_pages| Bounds {
            kept_pages,
            ..Bounds::default()
        };
        app.platform.set_bounds(bounds(0));
        let direct = send(app, &when(), &draft, &form).await;
        app.platform.set_bounds(bounds(2_000));
        at_once(&direct, "there is no room");
        for _ in 0..2 {
            let page = world.get(to, &both).await;
            assert_eq!(
                (page.status, &page.headers),
                (direct.status, &direct.headers)
            );
            assert!(page.text().contains(WORDS));
            assert!(page.text().contains("value=\"31\""));
        }
        let head = app.send(&Method::HEAD, to, Some(&both), None).await;
        assert_eq!((head.status, head.body.len()), (direct.status, 0));

        // Another page of the same browser, in another window: one key, and both are there.
        let second = send(app, &when(), &both, &form.replace("8101", "8102")).await;
        assert_eq!(second.set().count(), 0, "the key stays");
        let words = |page: Answer| page.text().contains("canary-8101");
        assert!(!words(world.get(second.to(), &both).await));
        assert!(words(world.get(to, &both).await));

        // Nobody else: without the key, with another's, at another path, with no number of ours.
        let other = refused(&world).await.2.cookie().unwrap();
        let plain = world.get(&when(), &draft).await;
        for (address, cookie) in [
            (to.to_owned(), draft.clone()),
            (to.to_owned(), format!("{draft}; {other}")),
            (format!("{}?again=", when()), both.clone()),
            (format!("{}?again=%2e%2e", when()), both.clone()),
            (format!("{to}a"), both.clone()),
        ] {
            let page = world.get(&address, &cookie).await;
            assert_eq!(
                (page.status, page.text()),
                (StatusCode::OK, plain.text()),
                "{address}"
            );
        }
        let elsewhere = to.replace(&when(), "/about");
        assert_eq!(world.get(&elsewhere, &both).await.status, StatusCode::OK);

        // The row tells nothing, not even how it is asked for.
        let hex = |text: &str| text.bytes().map(|b| format!("{b:02x}")).collect::<String>();
        let all = rows(app).await.join("\n").to_ascii_lowercase();
        let id = to.split_once("again=").unwrap().1;
        let secret = key.split_once('=').unwrap().1;
        for text in ["canary-8101", "/report", id, secret] {
            assert!(!all.contains(&hex(text)), "{text}");
        }

        // Half an hour.
        app.clock.advance(30 * 60 - 1);
        assert_eq!(world.get(to, &both).await.status, direct.status);
        app.clock.advance(1);
        assert_eq!(
            world.get(to, &both).await.text(),
            world.get(&when(), &draft).await.text()
        );
        app.clock.advance(3600);
        assert_eq!(app.platform.sweep_pages().await.unwrap(), 3);
        assert_eq!(rows(app).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_page_of_a_way_that_only_takes_forms_says_that_it_is_over() {
    let world = World(TestApp::new().await);
    let draft = world.begin().await;
    let way = "/report/15/files?lang=fr";
    let request = post(way, &draft);
    let led = world.0.one(request.body("a=b".into()).unwrap()).await;
    let again = "/report/15/files?lang=fr&again=";
    assert!(led.to().starts_with(again), "{}", led.to());
    let key = led.cookie().unwrap();
    let page = world.get(led.to(), &key).await;
    world.0.platform.set_bounds(Bounds {
        kept_pages: 0,
        ..Bounds::default()
    });
    let direct = world.0.one(post(way, &draft).body("a=b".into()).unwrap());
    assert_eq!(page, direct.await, "sign for sign what is shown at once");
    for cookie in [key.as_str(), ""] {
        world.0.clock.advance(30 * 60);
        let over = world.get(led.to(), cookie).await;
        assert_eq!(over.status, StatusCode::GONE);
        assert!(over.text().contains("<html lang=\"fr\""));
        assert!(over.text().contains("plus gardée"));
        let wrong = headers::wrong(&over.headers, way, over.status);
        assert_eq!(wrong, Vec::<String>::new());
    }
}

#[tokio::test]
async fn what_cannot_be_kept_is_shown_at_once() {
    everywhere(async |app| {
        let world = World(app);
        let app = &world.0;
        let (draft, form, led) = refused(&world).await;
        assert_eq!(led.status, StatusCode::SEE_OTHER);
        app.platform.set_bounds(Bounds {
            kept_pages: 1,
            ..Bounds::default()
        });
        at_once(
            &send(app, &when(), &draft, &form).await,
            "all places are taken",
        );
        // What is over takes no place.
        app.clock.advance(2 * 3600);
        let led = send(app, &when(), &draft, &form).await;
        assert_eq!(led.status, StatusCode::SEE_OTHER);
        app.platform.set_bounds(Bounds::default());

        // Of one sender so many and no more; others have theirs.
        let from = async |source: u64| {
            let mut request = post(&when(), &draft)
                .body(Body::from(form.clone()))
                .unwrap();
            request.extensions_mut().insert(Source(source));
            app.one(request).await
        };
        let mut led = 0;
        let last = loop {
            match from(1).await {
                answer if answer.status == StatusCode::SEE_OTHER => led += 1,
                answer => break answer,
            }
            assert!(led <= 150, "{led}");
        };
        assert!(led >= 100, "{led}");
        at_once(&last, "over the budget");
        assert_eq!(from(2).await.status, StatusCode::SEE_OTHER);

        let long = form.replace("canary-8101", &"<\"canary-8101\">".repeat(20_000));
        let large = send(app, &when(), &draft, &long).await;
        assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(large.body.len() > 256 << 10);

        let led = send(app, &when(), &draft, &form).await;
        let both = format!("{draft}; {}", led.cookie().unwrap());
        app.ground.run("drop table again").await;
        at_once(
            &send(app, &when(), &draft, &form).await,
            "the database is gone",
        );
        let page = world.get(led.to(), &both).await;
        assert_eq!(
            page.status,
            StatusCode::SERVICE_UNAVAILABLE,
            "and not that it was over"
        );
    })
    .await;
}

#[tokio::test]
async fn another_site_can_neither_fill_the_places_nor_take_a_key_away() {
    let world = World(TestApp::new().await);
    let (_, form, _) = refused(&world).await;
    let before = rows(&world.0).await.len();
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let request = post(&when(), "").header(name, value);
        let answer = world
            .0
            .one(request.body(form.clone().into()).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(answer.set().count(), 0);
    }
    // Nor is anybody led elsewhere, and programs get their answers at once.
    let away = send(&world.0, "//evil.example/", "", "a=b").await;
    assert_eq!((away.status, away.to()), (StatusCode::NOT_FOUND, ""));
    let api = send(&world.0, "/api/v1/reports", "", "a=b").await;
    assert_eq!(api.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(rows(&world.0).await.len(), before);
}

#[tokio::test]
async fn a_wrong_receipt_an_unknown_and_a_long_one_leave_the_same() {
    let world = World(TestApp::new().await);
    let token = token_of(&world.get("/follow-up", "").await);
    let mut sizes = Vec::new();
    for receipt in [
        "12345 12345",
        "00000 00000 00000 00000 00000 00000",
        &"word ".repeat(200),
    ] {
        let form = format!(
            "_token={token}&receipt={}",
            watchpost_web::query_part(receipt)
        );
        let led = send(&world.0, "/follow-up", "", &form).await;
        assert_eq!((led.status, led.set().count()), (StatusCode::SEE_OTHER, 1));
        let page = world.get(led.to(), &led.cookie().unwrap()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        sizes = rows(&world.0).await.iter().map(String::len).collect();
    }
    assert_eq!(sizes.len(), 3);
    assert!(sizes.iter().all(|size| *size == sizes[0]), "{sizes:?}");
}

#[tokio::test]
async fn who_leaves_or_locks_takes_the_key_along() {
    let world = World(TestApp::new().await);
    let app = &world.0;
    let gone = |answer: &Answer| {
        let mut lines = answer.set();
        lines.any(|line| line.starts_with("__Host-again=;") && line.ends_with("Max-Age=0"))
    };
    assert!(gone(&world.get("/leave", "").await));
    let (draft, _, _) = refused(&world).await;
    let token = token_of(&world.get(&when(), &draft).await);
    let discarded = world
        .post(
            "/report/discard",
            &draft,
            &[("_token", &token), ("sure", "yes")],
        )
        .await;
    assert!(gone(&discarded));
    let (_, pass) = world.sent_and_opened().await;
    let token = token_of(&world.get("/follow-up/open", &pass).await);
    let fields = [("_token", token.as_str())];
    assert!(gone(&world.post("/follow-up/close", &pass, &fields).await));
    let officer = app.staff(Role::CaseOfficer);
    assert!(gone(&app.form(officer, "/desk/lock", "").await));
    assert!(gone(&app.form(officer, "/desk/sign-out", "").await));
}
