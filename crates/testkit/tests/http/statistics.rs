//! Numbers for the public, as anybody reads them: on a page in each language, in a spreadsheet, and by a program.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};
use watchpost_testkit::{Answer, TestApp, everywhere};

const CSV: &str = "/data/statistics.csv";
const JSON: &str = "/data/statistics.json";

async fn get(app: &TestApp, path: &str) -> Answer {
    let answer = app.send(&Method::GET, path, None, None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer
}

/// Ten reports of Kenya, six of Uganda and four of Peru, whose senders allow that they are counted, one whose sender does not; and numbers of that year.
async fn told(app: &TestApp) {
    for n in 0..21 {
        let (country, kind) = match n {
            0..10 => ("KE", "force"),
            10..16 => ("UG", "weapons"),
            _ => ("PE", "weapons"),
        };
        let consent = if n == 20 { "store" } else { "statistics" };
        let report = json!({
            "channel": app.channel.to_string(), "language": "en",
            "answers": {
                "what_happened": "They hit me.", "when": "March", "contact": "do not contact",
                "where": {"words": "the gate", "country": country},
                "kind": [kind], "consent": [consent],
            }
        });
        let path = "/api/v1/reports";
        let sent = app.post(path, "application/json", &[], report.to_string());
        assert_eq!(sent.await.status, StatusCode::CREATED);
    }
    app.clock.advance(400 * 24 * 3600);
    assert_eq!(app.platform.publish_statistics().await.unwrap(), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn before_anything_is_told_it_is_said_what_will_be() {
    let app = TestApp::new().await;
    let page = get(&app, "/statistics").await.text().into_owned();
    assert!(
        page.contains("There are no numbers yet") && page.contains("Cases received, by country")
    );
    assert!(!page.contains("<table"));
    let csv = get(&app, CSV).await.text().into_owned();
    assert_eq!(csv.lines().count(), 1, "the names of the columns");
    let json: Value = serde_json::from_slice(&get(&app, JSON).await.body).unwrap();
    assert_eq!(json["releases"], json!([]));
    let home = get(&app, "/").await.text().into_owned();
    assert!(home.contains("href=\"/statistics\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_told_with_what_they_count_and_what_is_held_back_in_words() {
    everywhere(numbers_are_told_on).await;
}

async fn numbers_are_told_on(app: TestApp) {
    told(&app).await;
    for (lang, held, country, quarter, none) in [
        (
            "en",
            "held back",
            "Kenya",
            "1st quarter of 2026",
            "What is not:",
        ),
        (
            "fr",
            "non communiqué",
            "Kenya",
            "1er trimestre 2026",
            "Ce qui ne l’est pas",
        ),
        (
            "es",
            "reservado",
            "Kenia",
            "1.er trimestre de 2026",
            "Lo que no:",
        ),
        ("ar", "محجوب", "كينيا", "الفصل الأول من", "ما لا يُحسب:"),
    ] {
        let page = get(&app, &format!("/statistics?lang={lang}")).await;
        let page = page.text().into_owned();
        for words in [held, country, quarter, none] {
            assert!(page.contains(words), "{lang}: {words}");
        }
        // Of a country with few nothing is said, not even its name, nor of the one that would give it away; nor of who is not counted.
        for few in ["Peru", "Pérou", "Perú", "بيرو", "Uganda", "Ouganda", ">21<"] {
            assert!(!page.contains(few), "{lang}: {few}");
        }
    }

    let csv_answer = get(&app, CSV).await;
    let kind = &csv_answer.headers[header::CONTENT_TYPE];
    assert_eq!(kind, "text/csv; charset=utf-8; header=present");
    let mut reader = csv::Reader::from_reader(&csv_answer.body[..]);
    let heads = reader.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let kenya = rows.iter().find(|row| &row[at("value")] == "KE").unwrap();
    assert_eq!(
        (&kenya[at("count")], &kenya[at("name")]),
        ("10", "Cases received, by country")
    );
    let held = rows.iter().filter(|row| &row[at("held_back")] == "yes");
    assert!(held.clone().count() > 3 && held.clone().all(|row| row[at("count")].is_empty()));
    let french = get(&app, &format!("{CSV}?lang=fr")).await;
    assert!(french.text().contains("Dossiers reçus, par pays"));

    let json: Value = serde_json::from_slice(&get(&app, JSON).await.body).unwrap();
    for key in [
        "format",
        "as_of",
        "counted",
        "held_back",
        "definitions",
        "releases",
    ] {
        assert!(!json[key].is_null(), "{key}");
    }
    let release = &json["releases"][0];
    assert_eq!(
        (&release["total"], &release["floor"]),
        (&json!(20), &json!(5))
    );
    assert_eq!(json["releases"][1]["total"], Value::Null, "none has ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_numbers_already_gets_nothing_again() {
    let app = TestApp::new().await;
    let asked = async |path: &str, known: &str| {
        let request = Request::get(path).header(header::IF_NONE_MATCH, known);
        app.ask(request.body(Body::empty()).unwrap()).await
    };
    for path in [CSV, JSON] {
        let first = get(&app, path).await;
        let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(first.headers[header::CACHE_CONTROL], "public, max-age=3600");
        for known in [tag.clone(), format!("\"other\", W/{tag}"), "*".into()] {
            let again = asked(path, &known).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{known}");
            assert!(again.body.is_empty() && again.headers[header::ETAG] == tag.as_str());
            assert_eq!(again.headers[header::CACHE_CONTROL], "public, max-age=3600");
        }
        assert_eq!(asked(path, "\"other\"").await.status, StatusCode::OK);
    }
    let before = get(&app, JSON).await.headers[header::ETAG].clone();
    told(&app).await;
    let known = asked(JSON, before.to_str().unwrap()).await;
    assert_eq!(known.status, StatusCode::OK, "there are new ones");
    // What a browser wishes for changes no document that others may keep.
    let wish = Request::get(CSV).header(header::ACCEPT_LANGUAGE, "fr");
    let wished = app.ask(wish.body(Body::empty()).unwrap()).await;
    assert_eq!(wished.body, get(&app, CSV).await.body);
}
