//! The API, as programs use and abuse it.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use watchpost_testkit::{Answer, TestApp, everywhere};

const JSON: &str = "application/json";
const REPORTS: &str = "/api/v1/reports";
const FOLLOW_UP: &str = "/api/v1/follow-up";

fn body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}

fn smallest(app: &TestApp) -> Value {
    json!({
        "channel": app.channel.to_string(), "language": "en",
        "answers": {"what_happened": "They hit me.", "where": "the gate", "when": "March", "contact": "do not contact"}
    })
}

async fn post(app: &TestApp, path: &str, document: &Value) -> Answer {
    app.post(path, JSON, &[], document.to_string()).await
}

/// A refusal says what it is to programs, and which field.
fn refuses(answer: &Answer, status: StatusCode, field: &str, code: &str) -> bool {
    let said = body(answer);
    let errors = said["errors"].as_array().cloned().unwrap_or_default();
    let named = |e: &Value| e["field"] == field && e["code"] == code && e["message"].is_string();
    answer.status == status
        && answer.headers[header::CONTENT_TYPE] == "application/problem+json"
        && said["type"]
            .as_str()
            .unwrap()
            .starts_with("urn:watchpost:problem:")
        && said["status"] == status.as_u16()
        && errors.iter().any(named)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_sent_and_followed_up() {
    everywhere(a_report_is_sent_and_followed_up_on).await;
}

async fn a_report_is_sent_and_followed_up_on(app: TestApp) {
    let intake = app.send(&Method::GET, "/api/v1/intake", None, None).await;
    let intake = body(&intake);
    let channels = intake["channels"].as_array().unwrap();
    let ours = channels
        .iter()
        .find(|c| c["id"] == app.channel.to_string())
        .unwrap();
    assert_eq!(
        ours["recipients"].as_array().unwrap().len(),
        2,
        "the desk, and its custodian"
    );
    let questions = ours["questions"].as_array().unwrap();
    assert_eq!(
        questions.iter().filter(|q| q["required"] == true).count(),
        4
    );
    let kind = questions.iter().find(|q| q["key"] == "kind").unwrap();
    assert!(kind["options"][0]["name"].is_string());

    let mut report = smallest(&app);
    report["answers"]["when"] = json!({"year": "2026", "month": "2", "words": "in the rains"});
    report["answers"]["where"] = json!({"words": "the gate", "country": "KE"});
    report["answers"]["kind"] = json!([kind["options"][0]["code"], kind["options"][1]["code"]]);
    let sent = post(&app, REPORTS, &report).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let sent = body(&sent);
    assert_eq!(
        sent["receipt"].as_str().unwrap().split_whitespace().count(),
        9
    );
    for receipt in [&sent["receipt"], &sent["receipt_digits"]] {
        let typed = receipt.as_str().unwrap().to_uppercase().replace(' ', "   ");
        let stands = post(&app, FOLLOW_UP, &json!({"receipt": typed})).await;
        assert_eq!(stands.status, StatusCode::OK);
        let stands = body(&stands);
        assert_eq!(stands["reference"], sent["reference"]);
        assert_eq!(stands["state"], "received");
        assert_eq!(stands["next_date"], "2026-03-11");
    }

    let message = json!({"receipt": sent["receipt"], "text": "Is anybody there?"});
    for _ in 0..2 {
        let key = [("idempotency-key", "one and the same")];
        let path = format!("{FOLLOW_UP}/messages");
        let written = app.post(&path, JSON, &key, message.to_string()).await;
        assert_eq!(written.status, StatusCode::CREATED);
    }
    let another = json!({"receipt": sent["receipt"], "text": "Hello?"});
    let key = [("idempotency-key", "one and the same")];
    let path = format!("{FOLLOW_UP}/messages");
    app.post(&path, JSON, &key, another.to_string()).await;
    let stands = body(&post(&app, FOLLOW_UP, &json!({"receipt": sent["receipt"]})).await);
    let messages = stands["messages"].as_array().unwrap();
    assert_eq!(
        messages.len(),
        2,
        "another text under the same key is not lost"
    );
    assert_eq!(messages[0]["from"], "reporter");
    let empty = json!({"receipt": sent["receipt"], "text": " "});
    let empty = post(&app, &format!("{FOLLOW_UP}/messages"), &empty).await;
    assert!(refuses(
        &empty,
        StatusCode::UNPROCESSABLE_ENTITY,
        "text",
        "required"
    ));

    let unknown = json!({"receipt": "12345 12345 12345 12345 12345 12345"});
    let unknown = post(&app, FOLLOW_UP, &unknown).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(
        unknown.headers[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let none = post(&app, FOLLOW_UP, &json!({})).await;
    assert!(refuses(&none, StatusCode::NOT_FOUND, "receipt", "required"));
}

fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map_or(String::new(), |f| format!("; filename=\"{f}\""));
        body.extend(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
                .bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_before_or_after_and_go_back_byte_for_byte() {
    everywhere(files_come_before_or_after_and_go_back_byte_for_byte_on).await;
}

async fn files_come_before_or_after_and_go_back_byte_for_byte_on(app: TestApp) {
    let kind = "multipart/form-data; boundary=edge";
    let report = smallest(&app).to_string();
    let picture: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
    let parts: [(&str, Option<&str>, &[u8]); 3] = [
        ("file", Some("gate.jpg"), &picture),
        ("report", None, report.as_bytes()),
        ("file", Some("voice.ogg"), b"OggS and more"),
    ];
    let sent = app.post(REPORTS, kind, &[], form(&parts)).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let receipt = json!({"receipt": body(&sent)["receipt"]});
    let stands = body(&post(&app, FOLLOW_UP, &receipt).await);
    let files = stands["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    let jpg = files.iter().find(|f| f["name"] == "gate.jpg").unwrap();
    assert_eq!(jpg["bytes"], 200_000);
    let path = format!("{FOLLOW_UP}/files/{}", jpg["id"].as_str().unwrap());
    let back = post(&app, &path, &receipt).await;
    assert_eq!((back.status, back.body), (StatusCode::OK, picture.clone()));
    let other = post(&app, REPORTS, &smallest(&app)).await;
    let other = json!({"receipt": body(&other)["receipt"]});
    let theirs = post(&app, &path, &other).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND, "another's receipt");

    let empty: [(&str, Option<&str>, &[u8]); 2] = [
        ("report", None, report.as_bytes()),
        ("file", Some("nothing.jpg"), b""),
    ];
    let refused = app.post(REPORTS, kind, &[], form(&empty)).await;
    assert!(refuses(
        &refused,
        StatusCode::UNPROCESSABLE_ENTITY,
        "files",
        "empty_file"
    ));
    let missing = app.post(REPORTS, kind, &[], form(&parts[..1])).await;
    assert!(refuses(
        &missing,
        StatusCode::UNPROCESSABLE_ENTITY,
        "report",
        "required"
    ));
    let strange: [(&str, Option<&str>, &[u8]); 1] = [("surprise", None, b"x")];
    let strange = app.post(REPORTS, kind, &[], form(&strange)).await;
    assert!(refuses(
        &strange,
        StatusCode::UNPROCESSABLE_ENTITY,
        "surprise",
        "unknown_question"
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repetition_is_harmless_and_another_report_is_not_mixed_in() {
    everywhere(a_repetition_is_harmless_and_another_report_is_not_mixed_in_on).await;
}

async fn a_repetition_is_harmless_and_another_report_is_not_mixed_in_on(app: TestApp) {
    let report = smallest(&app).to_string();
    let key = [("idempotency-key", "0f5b1c52-8a44-4a53-9d5f-0c7a4bd8a111")];
    let first = app.post(REPORTS, JSON, &key, report.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let again = app.post(REPORTS, JSON, &key, report.clone()).await;
    assert_eq!(again.body, first.body, "the same receipt");
    let kind = "multipart/form-data; boundary=edge";
    let parts: [(&str, Option<&str>, &[u8]); 2] = [
        ("file", Some("a.txt"), b"a"),
        ("report", None, report.as_bytes()),
    ];
    let again = app.post(REPORTS, kind, &key, form(&parts)).await;
    assert_eq!(again.body, first.body);
    let mut other = smallest(&app);
    other["answers"]["what_happened"] = json!("something else");
    let mixed = app.post(REPORTS, JSON, &key, other.to_string()).await;
    assert_eq!(mixed.status, StatusCode::CONFLICT);
    let short = app
        .post(REPORTS, JSON, &[("idempotency-key", "1")], report.clone())
        .await;
    assert!(refuses(
        &short,
        StatusCode::UNPROCESSABLE_ENTITY,
        "Idempotency-Key",
        "too_short"
    ));
    // The same request at once, from several sides.
    let key = [("idempotency-key", "another that nobody guesses")];
    let at_once = (0..8).map(|_| app.post(REPORTS, JSON, &key, report.clone()));
    let answers = futures_util::future::join_all(at_once).await;
    assert!(
        answers
            .iter()
            .all(|a| a.status == StatusCode::CREATED && a.body == answers[0].body)
    );
    // A day later it is forgotten, and a new report.
    app.clock.advance(25 * 3600);
    let later = app.post(REPORTS, JSON, &key, report).await;
    assert_eq!(later.status, StatusCode::CREATED);
    assert_ne!(later.body, answers[0].body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_named() {
    everywhere(what_cannot_be_taken_is_named_on).await;
}

async fn what_cannot_be_taken_is_named_on(app: TestApp) {
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    let cases: [(&str, Value, &str, &str); 9] = [
        (
            "/answers/what_happened",
            json!("x".repeat(20_001)),
            "answers.what_happened",
            "too_long",
        ),
        (
            "/answers/what_happened",
            json!("a\u{0}b"),
            "answers.what_happened",
            "bad_characters",
        ),
        (
            "/answers/what_happened",
            json!(""),
            "answers.what_happened",
            "required",
        ),
        (
            "/answers/what_happened",
            json!({"deep": {"er": 1}}),
            "answers.what_happened.deep",
            "not_an_option",
        ),
        (
            "/answers/when",
            json!({"year": "2026", "month": "13"}),
            "answers.when.month",
            "not_a_date",
        ),
        (
            "/answers/where",
            json!({"country": "ZZ"}),
            "answers.where.country",
            "not_an_option",
        ),
        ("/channel", json!("nowhere"), "channel", "not_an_option"),
        ("/language", json!("xx"), "language", "not_an_option"),
        ("/channel", json!(7), "channel", "not_an_option"),
    ];
    for (at, value, field, code) in cases {
        let mut report = smallest(&app);
        *report.pointer_mut(at).unwrap() = value;
        let answer = post(&app, REPORTS, &report).await;
        assert!(
            refuses(&answer, invalid, field, code),
            "{at}: {}",
            answer.text()
        );
    }
    let mut report = smallest(&app);
    report["answers"]["shoe_size"] = json!("42");
    report["answers"]["kind"] = json!(["no such kind"]);
    report["surprise"] = json!(true);
    let answer = post(&app, REPORTS, &report).await;
    assert!(refuses(&answer, invalid, "surprise", "unknown_question"));
    report.as_object_mut().unwrap().remove("surprise");
    let answer = post(&app, REPORTS, &report).await;
    assert!(refuses(
        &answer,
        invalid,
        "answers.shoe_size",
        "unknown_question"
    ));
    assert!(
        refuses(&answer, invalid, "answers.kind", "not_an_option"),
        "all at once"
    );

    let deep = format!("{}1{}", "[".repeat(3_000), "]".repeat(3_000));
    let bad = [
        (JSON, deep.into_bytes(), StatusCode::BAD_REQUEST),
        (
            JSON,
            b"{\"channel\": \"\xff\"}".to_vec(),
            StatusCode::BAD_REQUEST,
        ),
        (JSON, b"[]".to_vec(), StatusCode::BAD_REQUEST),
        (JSON, vec![b' '; 2 << 20], StatusCode::PAYLOAD_TOO_LARGE),
        (
            "text/plain",
            b"{}".to_vec(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            "application/x-www-form-urlencoded",
            b"a=b".to_vec(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        ("multipart/form-data", b"".to_vec(), StatusCode::BAD_REQUEST),
    ];
    for (kind, bytes, status) in bad {
        for path in [REPORTS, FOLLOW_UP] {
            let answer = app.post(path, kind, &[], bytes.clone()).await;
            let multipart = path == FOLLOW_UP && kind.starts_with("multipart");
            assert!(
                answer.status == status || multipart,
                "{kind} to {path}: {}",
                answer.status
            );
            assert_eq!(
                answer.headers[header::CONTENT_TYPE],
                "application/problem+json"
            );
        }
    }
    let french = app
        .post(REPORTS, JSON, &[("accept-language", "fr")], "[]")
        .await;
    assert_ne!(
        body(&french)["title"],
        body(&app.post(REPORTS, JSON, &[], "[]").await)["title"]
    );
    for path in ["/api/v1/nothing", "/api/v1/follow-up/files/x"] {
        let answer = app.send(&Method::GET, path, None, None).await;
        assert_eq!(
            answer.headers[header::CONTENT_TYPE],
            "application/problem+json"
        );
    }
}

/// What the API says of itself is what it does.
#[tokio::test(flavor = "multi_thread")]
async fn every_call_is_described_and_nothing_else() {
    everywhere(every_call_is_described_and_nothing_else_on).await;
}

async fn every_call_is_described_and_nothing_else_on(app: TestApp) {
    let document = app
        .send(&Method::GET, "/api/v1/openapi.json", None, None)
        .await;
    let document = body(&document);
    assert_eq!(document["openapi"], "3.1.0");
    let mut described: Vec<(String, String)> = Vec::new();
    for (path, calls) in document["paths"].as_object().unwrap() {
        let methods = calls.as_object().unwrap().keys();
        described.extend(methods.map(|m| (m.to_uppercase(), path.clone())));
    }
    let mut served: Vec<(String, String)> = app
        .entries
        .iter()
        .filter(|r| r.path.starts_with("/api/v1/") && !r.path.ends_with("openapi.json"))
        .map(|r| (r.method.to_string(), r.path.to_owned()))
        .collect();
    described.sort();
    served.sort();
    assert_eq!(described, served);
    let page = app.send(&Method::GET, "/api?lang=ar", None, None).await;
    assert!(page.text().contains("POST /api/v1/reports"));
}
