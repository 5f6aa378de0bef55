//! Lists that grow: what is shown at once is bounded, and the rest is one step away.

use axum::http::{Method, StatusCode};
use watchpost_domain::{intake::Fields, policy::Role};
use watchpost_testkit::{Person, TestApp};

async fn get(app: &TestApp, who: &Person, path: &str) -> String {
    let page = app.send(&Method::GET, path, Some(&who.sent()), None).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    page.text().into_owned()
}

#[tokio::test]
async fn long_lists_come_in_pieces() {
    let app = TestApp::new().await;
    let (lead, officer) = (app.staff(Role::Supervisor), app.staff(Role::CaseOfficer));
    // Two who open a case by turns write a line each time; one who opens it twice in a day writes one.
    let case = format!("/desk/cases/{}", app.case);
    for _ in 0..2 {
        get(&app, lead, &case).await;
    }
    assert!(!get(&app, lead, &case).await.contains("Older"));
    for _ in 0..16 {
        get(&app, officer, &case).await;
        get(&app, lead, &case).await;
    }
    assert!(get(&app, lead, &case).await.contains("Older"));

    let channel = app.channel.to_string();
    for _ in 0..25 {
        let said = ["what_happened", "where", "when", "contact"].map(|k| (k.into(), "a".into()));
        let one = app.platform.begin_submission();
        let said = Fields(said.into());
        let sent = app.platform.submit(one, &channel, "en", &said);
        sent.await.unwrap();
    }
    let page = get(&app, lead, "/desk/cases").await;
    let rows = |page: &str| page.matches("href=\"/desk/cases/").count();
    let (before, _) = page.split_once("\" rel=\"next\"").expect("there is more");
    let (_, next) = before.rsplit_once("href=\"").unwrap();
    let next = next.replace("&#38;", "&");
    let rest = get(&app, lead, &next).await;
    assert!(
        rows(&rest) < rows(&page),
        "26 cases, 25 of them on the first page"
    );
}
