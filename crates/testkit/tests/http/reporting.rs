//! Reporting and coming back over HTTP, in process: every page in every language, what bad input gets, what is never set.

use std::collections::BTreeMap;

use crate::visitor::{between, token_of, up_to_the_receipt, world};
use axum::http::{Method, StatusCode, header};
use watchpost_domain::intake::Questionnaire;
use watchpost_testkit::TestApp;

#[tokio::test]
async fn every_page_speaks_every_language_and_keeps_nothing() {
    let world = world().await;
    let draft = world.begin().await;
    let questions = Questionnaire::shipped().questions.len();
    let open = ["/", "/about", "/notice", "/report", "/follow-up"];
    let mut pages: Vec<(String, &str)> = open.map(|p| (p.to_owned(), "")).into();
    pages.extend((1..=questions).map(|n| (format!("/report/{n}"), draft.as_str())));
    pages.push(("/report/check".into(), &draft));
    let mut said = BTreeMap::new();
    for (path, cookie) in &pages {
        for lang in ["en", "fr", "es", "ar"] {
            let page = world.get(&format!("{path}?lang={lang}"), cookie).await;
            if page.status == StatusCode::NOT_FOUND {
                // A question that depends on an answer which was not given.
                continue;
            }
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(
                page.text().contains(&format!("<html lang=\"{lang}\"")),
                "{path}"
            );
            assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
            let set = page.headers.get(header::SET_COOKIE);
            assert!(set.is_none(), "{path} sets a cookie");
            let weight = page.text().len();
            assert!(weight < 50_000, "{path} weighs {weight}");
            assert!(!page.text().contains("<script"), "{path}");
            let main = between(&page, "<main", "</main>");
            let same = said.insert(main, path.clone());
            assert!(same.is_none(), "{path} in {lang} says the same as {same:?}");
        }
    }
    assert!(said.len() > 4 * 15);
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_kindly_and_nothing_is_lost() {
    let world = world().await;
    let draft = world.begin().await;
    let token = token_of(&world.get("/report/2", &draft).await);
    let say = async |text: &str| {
        let fields = [("_token", token.as_str()), ("what_happened", text)];
        world.post("/report/2", &draft, &fields).await
    };
    let long = "x".repeat(20_001);
    for typed in [long.as_str(), "a\0b", ""] {
        let answer = say(typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("f-what_happened-error"));
        assert!(
            answer.text().contains(typed),
            "what was typed is still there"
        );
    }
    let naughty = "<script>alert(1)</script> \" ' & \u{202e} \u{1f525} ${7*7} {{7*7}} %00";
    assert_eq!(say(naughty).await.status, StatusCode::SEE_OTHER);
    let check = world.get("/report/check", &draft).await;
    assert!(check.text().contains("alert(1)") && !check.text().contains("<script>alert"));

    let fields = [("_token", token.as_str()), ("urgent", "no-such")];
    let option = world.post("/report/1", &draft, &fields).await;
    assert_eq!(option.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = format!("_token={token}&what_happened=they+hit+%ff%fe+me");
    let answer = world
        .0
        .send(&Method::POST, "/report/2", Some(&draft), Some(body))
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text().contains("they hit \u{fffd}\u{fffd} me")
            && answer.text().contains("f-what_happened-error"),
        "what is no text is a problem of its field, and the rest is kept"
    );
    for number in ["0", "999", "x", "-1", "1e3", "%ff"] {
        for lang in ["en", "fr", "es", "ar"] {
            let answer = world
                .get(&format!("/report/{number}?lang={lang}"), &draft)
                .await;
            let missing = match number {
                "%ff" => StatusCode::BAD_REQUEST,
                _ => StatusCode::NOT_FOUND,
            };
            assert_eq!(answer.status, missing, "{number}");
            let page = format!("<html lang=\"{lang}\"");
            assert!(answer.text().contains(&page), "{number}: {}", answer.text());
        }
    }
    let fields = [("what_happened", "x")];
    let without = world.post("/report/2", &draft, &fields).await;
    assert_eq!(
        without.status,
        StatusCode::FORBIDDEN,
        "a form token is needed"
    );
    let another = world.begin().await;
    let fields = [("_token", token.as_str()), ("what_happened", "x")];
    let stolen = world.post("/report/2", &another, &fields).await;
    assert_eq!(
        stolen.status,
        StatusCode::FORBIDDEN,
        "it is bound to its draft"
    );
}

#[tokio::test]
async fn a_report_is_sent_once_and_opened_with_its_receipt() {
    let world = world().await;
    let draft = world.begin().await;
    let token = token_of(&world.get("/report/2", &draft).await);
    let digits = up_to_the_receipt(&world, &draft, &token).await;
    for _ in 0..2 {
        let sent = world
            .post("/report/send", &draft, &[("_token", &token)])
            .await;
        assert_eq!(sent.to(), "/report/sent");
    }
    assert_eq!(
        world.get("/report/sent", &draft).await.status,
        StatusCode::OK
    );
    assert_eq!(world.get("/report/2", &draft).await.to(), "/report/sent");

    let token = token_of(&world.get("/follow-up", "").await);
    let open = async |receipt: &str| {
        let fields = [("_token", token.as_str()), ("receipt", receipt)];
        world.post("/follow-up", "", &fields).await
    };
    let unknown = open("22288 57663 09336 16401 29712 16000").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let opened = open(&digits).await;
    assert_eq!(opened.to(), "/follow-up/open");
    let pass = opened.cookie().unwrap();
    let page = world.get("/follow-up/open", &pass).await;
    let (token, once) = (
        token_of(&page),
        between(&page, "name=\"once\" value=\"", "\""),
    );
    let write = async |once: &str, text: &str| {
        let fields = [("_token", token.as_str()), ("once", once), ("text", text)];
        world.post("/follow-up/message", &pass, &fields).await
    };
    for _ in 0..2 {
        assert_eq!(write(&once, "one more thing").await.to(), "/follow-up/open");
    }
    let page = world.get("/follow-up/open", &pass).await;
    let times = page.text().matches("one more thing").count();
    assert_eq!(times, 1, "the same form writes one message");
    assert_eq!(
        write("2", " ").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );

    world.0.clock.advance(31 * 60);
    let closed = world.get("/follow-up/open", &pass).await;
    assert_eq!(closed.to(), "/follow-up?over", "the box closes by itself");
    let word = world.get("/follow-up?over", &pass).await;
    assert!(word.text().contains("These pages have closed"));
    world.0.clock.advance(25 * 3600);
    let over = world.get("/report/check", &draft).await;
    assert_eq!(over.to(), "/report?over", "a draft ends after a day");
    assert_eq!(
        world.get("/follow-up/open", "__Host-box=00ff").await.to(),
        "/follow-up?over"
    );
    assert_eq!(world.get("/follow-up/open", "").await.to(), "/follow-up");
}

/// The page of the log says what the log says, and to whom it belongs.
#[tokio::test]
async fn the_log_is_shown_to_people() {
    let app = TestApp::new().await;
    let page = app.send(&Method::GET, "/log", None, None).await;
    assert!(page.text().contains("There is nothing here yet"));
    app.platform.sequence().await.unwrap();
    let checkpoint = app.platform.checkpoint().await.unwrap().unwrap();
    let page = app.send(&Method::GET, "/log?lang=es", None, None).await;
    let page = page.text();
    assert!(
        page.contains(checkpoint.lines().nth(2).unwrap()),
        "the root"
    );
    assert!(page.contains(&app.platform.log_key()) && page.contains("log verify"));
}
