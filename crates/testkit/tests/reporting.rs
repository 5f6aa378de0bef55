//! Reporting and coming back over HTTP, in process: every page in every language, what bad input gets, what is never set.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode, header};
use watchpost_domain::intake::Questionnaire;
use watchpost_testkit::{Answer, TestApp};

/// A browser without scripts: it asks and sends forms with the cookie it is given.
struct World(TestApp);

async fn world() -> World {
    World(TestApp::new().await)
}

/// What stands between two pieces of a page.
fn between(page: &Answer, before: &str, after: &str) -> String {
    let text = page.text();
    let (_, rest) = text.split_once(before).expect("it is on the page");
    rest.split(after).next().unwrap().to_owned()
}

fn token_of(page: &Answer) -> String {
    between(page, "name=\"_token\" value=\"", "\"")
}

impl World {
    async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.0.send(&Method::GET, path, Some(cookie), None).await
    }

    async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(k, v)| format!("{k}={}", watchpost_web::query_part(v)))
            .collect();
        let form = Some(pairs.join("&"));
        self.0.send(&Method::POST, path, Some(cookie), form).await
    }

    /// Begins a draft and gives its cookie.
    async fn begin(&self) -> String {
        let page = self.get("/report", "").await;
        let (token, channel) = (token_of(&page), self.0.channel.to_string());
        let fields = [("_token", token.as_str()), ("channel", &channel)];
        let begun = self.post("/report", "", &fields).await;
        assert_eq!(
            (begun.status, begun.to()),
            (StatusCode::SEE_OTHER, "/report/1")
        );
        begun.cookie().unwrap()
    }
}

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
    let body = format!("_token={token}&what_happened=%ff%fe");
    let answer = world
        .0
        .send(&Method::POST, "/report/2", Some(&draft), Some(body))
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    for number in ["0", "999", "x"] {
        let answer = world.get(&format!("/report/{number}"), &draft).await;
        assert!(answer.status.is_client_error(), "{number}");
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

/// Answers what must be answered, and keeps the receipt. Gives its digits.
async fn up_to_the_receipt(world: &World, draft: &str, token: &str) -> String {
    let asked = Questionnaire::shipped().questions;
    for (n, question) in (1..).zip(&asked).filter(|(_, q)| q.required()) {
        let skip = format!("{}.skip", question.key);
        let fields = [("_token", token), (&skip, "unknown")];
        let answer = world.post(&format!("/report/{n}"), draft, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let early = world
        .post("/report/send", draft, &[("_token", token)])
        .await;
    assert_eq!(
        early.to(),
        "/report/receipt",
        "not before the receipt is kept"
    );
    let page = world.get("/report/receipt", draft).await;
    let fields = [("_token", token), ("typed", "nonsense")];
    let wrong = world.post("/report/receipt", draft, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = between(&page, "receipt-words\" translate=\"no\">", "<");
    for word in words.split_whitespace() {
        let fields = [("_token", token), ("typed", word)];
        let answer = world.post("/report/receipt", draft, &fields).await;
        if answer.to() == "/report/send" {
            return between(&page, "receipt-digits\" dir=\"ltr\" translate=\"no\">", "<");
        }
    }
    panic!("no word of the receipt was the one that was asked for");
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
    assert_eq!(closed.to(), "/follow-up", "the box closes by itself");
    world.0.clock.advance(25 * 3600);
    let over = world.get("/report/check", &draft).await;
    assert_eq!(over.to(), "/report?over", "a draft ends after a day");
    assert_eq!(
        world.get("/follow-up/open", "__Host-box=00ff").await.to(),
        "/follow-up"
    );
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
