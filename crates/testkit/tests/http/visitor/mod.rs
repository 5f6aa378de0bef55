//! A visitor who reports and comes back, over HTTP, in process.

use axum::http::{Method, StatusCode};
use watchpost_domain::intake::Questionnaire;
use watchpost_testkit::{Answer, TestApp};

/// A browser without scripts: it asks and sends forms with the cookie it is given.
pub struct World(pub TestApp);

pub async fn world() -> World {
    World(TestApp::new().await)
}

/// What stands between two pieces of a page.
pub fn between(page: &Answer, before: &str, after: &str) -> String {
    let text = page.text();
    let (_, rest) = text.split_once(before).expect("it is on the page");
    rest.split(after).next().unwrap().to_owned()
}

pub fn token_of(page: &Answer) -> String {
    between(page, "name=\"_token\" value=\"", "\"")
}

impl World {
    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.0.send(&Method::GET, path, Some(cookie), None).await
    }

    pub async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(k, v)| format!("{k}={}", watchpost_web::query_part(v)))
            .collect();
        let form = Some(pairs.join("&"));
        self.0.send(&Method::POST, path, Some(cookie), form).await
    }

    /// Begins a draft and gives its cookie.
    pub async fn begin(&self) -> String {
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

/// Answers what must be answered, and keeps the receipt. Gives its digits.
pub async fn up_to_the_receipt(world: &World, draft: &str, token: &str) -> String {
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

impl World {
    /// A report that was sent and opened with its receipt. Gives its digits and the cookie of the box.
    pub async fn sent_and_opened(&self) -> (String, String) {
        let draft = self.begin().await;
        let token = token_of(&self.get("/report/2", &draft).await);
        let digits = up_to_the_receipt(self, &draft, &token).await;
        let sent = self
            .post("/report/send", &draft, &[("_token", &token)])
            .await;
        assert_eq!(sent.to(), "/report/sent");
        let pass = self.open(&digits).await.cookie().unwrap();
        (digits, pass)
    }

    /// Enters a receipt.
    pub async fn open(&self, receipt: &str) -> Answer {
        let token = token_of(&self.get("/follow-up", "").await);
        let fields = [("_token", token.as_str()), ("receipt", receipt)];
        self.post("/follow-up", "", &fields).await
    }

    /// Sends files with a form, whose fields come first.
    pub async fn upload(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        let mut part = |head: String, content: &[u8]| {
            let head = format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n");
            body.extend(head.bytes());
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        };
        for (name, value) in fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (name, bytes) in files {
            part(format!("name=\"files\"; filename=\"{name}\""), bytes);
        }
        body.extend(b"--edge--\r\n");
        let kind = "multipart/form-data; boundary=edge";
        self.0.post(path, kind, &[("cookie", cookie)], body).await
    }
}
