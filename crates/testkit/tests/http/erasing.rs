//! A case is erased over its page: not by a slip, and afterwards it is there for nobody.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{TestApp, everywhere};

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_erases_a_closed_case_and_nobody_finds_it() {
    everywhere(a_lead_erases_a_closed_case_and_nobody_finds_it_on).await;
}

async fn a_lead_erases_a_closed_case_and_nobody_finds_it_on(app: TestApp) {
    let (lead, officer) = (app.staff(Role::Supervisor), app.staff(Role::CaseOfficer));
    let case = format!("/desk/cases/{}", app.case);
    let get = async |person: &watchpost_testkit::Person| {
        let cookie = person.sent();
        app.send(&Method::GET, &case, Some(&cookie), None).await
    };
    let erase = format!("{case}/erase");
    assert!(!get(lead).await.text().contains("/erase"), "it is open");
    let early = app.form(lead, &erase, "erase=asked-for&reference=a").await;
    assert_eq!(early.status, StatusCode::FORBIDDEN);
    let close = "act=close&reason=unfounded&why=over";
    let closed = app.form(lead, &format!("{case}/step"), close).await;
    assert_eq!(closed.to(), case);
    assert!(!get(officer).await.text().contains("/erase"));

    let page = get(lead).await.text().into_owned();
    let reference = page.split("<h1 dir=\"ltr\">").nth(1).unwrap();
    let reference = reference.split("</h1>").next().unwrap().to_owned();
    for (fields, shown) in [
        ("erase=asked-for&reference=WP-other", "value=\"WP-other\""),
        ("erase=&reference=WP-other", "value=\"WP-other\""),
    ] {
        let refused = app.form(lead, &erase, fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains(shown), "what was typed is kept");
    }
    let form = format!("erase=asked-for&reference={reference}");
    let done = app.form(lead, &erase, &form).await;
    assert_eq!(done.to(), "/desk/cases");
    for person in [lead, officer] {
        assert_eq!(get(person).await.status, StatusCode::NOT_FOUND);
    }
    let again = app.form(lead, &erase, &form).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let auditor = app.staff(Role::Auditor);
    let audit = app
        .send(&Method::GET, "/desk/audit", Some(&auditor.sent()), None)
        .await;
    let audit = audit.text().into_owned();
    assert!(audit.contains(&format!(
        "{reference} · Somebody with the right to it asked"
    )));
}
