//! The Code, paragraph by paragraph.

use axum::http::{Method, StatusCode};
use watchpost_domain::conduct::{Conduct, Crosswalk};
use watchpost_testkit::TestApp;

async fn get(app: &TestApp, path: &str) -> (StatusCode, String) {
    let answer = app.send(&Method::GET, path, None, None).await;
    let page = answer.text().replace(['\u{2068}', '\u{2069}'], "");
    (answer.status, page)
}

#[tokio::test]
async fn every_paragraph_has_a_page_that_is_found_in_every_language() {
    let app = TestApp::new().await;
    let conduct = Conduct::known().unwrap();
    for lang in ["en", "fr", "es", "ar"] {
        let (status, list) = get(&app, &format!("/code?lang={lang}")).await;
        assert_eq!(status, StatusCode::OK);
        for paragraph in &conduct.paragraphs {
            let path = format!("/code/{}?lang={lang}", paragraph.number);
            assert!(list.contains(&format!("href=\"{path}\"")), "{path}");
            let (status, page) = get(&app, &path).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            let title = paragraph.title.text(lang).replace('\'', "&#39;");
            assert!(page.contains(&title), "{path}");
            for (framework, _) in Crosswalk::known().unwrap().of(paragraph) {
                assert!(page.contains(framework.name.text(lang)), "{path}");
            }
        }
    }
    for none in [
        "/code/0",
        "/code/71",
        "/code/067",
        "/code/+7",
        "/code/x",
        "/code/7.0",
    ] {
        assert_eq!(get(&app, none).await.0, StatusCode::NOT_FOUND, "{none}");
    }
}

#[tokio::test]
async fn it_is_searched_by_words_subject_and_whom_it_protects() {
    let app = TestApp::new().await;
    let numbers = async |query: &str| {
        let (status, page) = get(&app, &format!("/code?{query}")).await;
        assert_eq!(status, StatusCode::OK, "{query}");
        let links = page.split("href=\"/code/").skip(1);
        let numbers = links.filter_map(|rest| rest.split(['"', '?']).next()?.parse().ok());
        numbers.collect::<Vec<u16>>()
    };
    assert_eq!(numbers("words=67").await, [67]);
    assert_eq!(numbers("words=identity+papers").await, [54]);
    assert_eq!(
        numbers("words=papiers+d%E2%80%99identit%C3%A9&lang=fr").await,
        [54]
    );
    assert_eq!(numbers("tag=id-documents").await, [54]);
    let held = numbers("affected=detainees").await;
    assert_eq!(held, [33, 34, 35, 36, 37]);
    assert_eq!(numbers("affected=detainees&tag=apprehension").await, [34]);
    assert!(numbers("words=unicorns").await.is_empty());
    // What is no subject is none, and what is typed stays.
    assert_eq!(numbers("tag=nothing").await.len(), 70);
    let (_, page) = get(&app, "/code?words=%3Cb%3E").await;
    assert!(page.contains("value=\"&#60;b&#62;\"") && page.contains("Paragraphs found: 0"));
    let long = format!("words={}unicorns", "67+".repeat(100));
    assert_eq!(numbers(&long).await, [67], "the rest is left out");
    // The text itself is elsewhere, and is told nothing of who comes.
    let (_, page) = get(&app, "/code/67").await;
    let address = &Conduct::known().unwrap().address;
    let link = format!("href=\"{address}\" rel=\"noreferrer noopener external\"");
    assert!(page.contains(&link));
    assert!(page.contains("icoc-2021-67"), "{page}");
    assert!(
        page.contains("Principle <bdi dir=\"ltr\">20, 22, 25-31</bdi>"),
        "{page}"
    );
}
