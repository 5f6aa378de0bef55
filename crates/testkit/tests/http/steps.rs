//! Two who act at once: the second is told what is possible now and who may do it, and loses nothing that they typed.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{TestApp, everywhere, reported};

#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_sees_what_changed_and_loses_nothing() {
    everywhere(the_second_of_two_sees_what_changed_and_loses_nothing_on).await;
}

async fn the_second_of_two_sees_what_changed_and_loses_nothing_on(app: TestApp) {
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let case = format!("/desk/cases/{}", app.case);
    let step = format!("{case}/step");
    let first = app
        .form(officer, &step, "act=acknowledge&why=I+called")
        .await;
    assert_eq!(first.to(), case);
    let second = app
        .form(lead, &step, "act=acknowledge&why=she+wrote+today")
        .await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let page = second.text().into_owned();
    assert!(page.contains("That cannot be done from where the case stands"));
    assert!(page.contains("Protect (The desk)") && page.contains("Go on (The desk)"));
    assert!(page.contains("she wrote today"), "what was typed is kept");

    // What is missing is named, and what was typed is kept.
    let early = app.form(lead, &step, "act=continue&why=all+is+well").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = early.text().into_owned();
    assert!(page.contains("The danger was judged first"));
    assert!(page.contains("all is well"));
    let long = format!("act=protect&why={}", "x".repeat(2_001));
    let long = app.form(lead, &step, &long).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.text().contains(&"x".repeat(2_001)));

    // Who reported, as well: what they wrote for a step that is over can be sent as a message.
    let sent = reported(&app.platform, app.channel, &[]).await;
    let open = app.platform.open_follow_up(&sent.receipt).await.unwrap();
    let body = format!(
        "_token={}&once=a1&act=confirm-remedy&reason=remedied&text=they+paid+me",
        app.token(Some(&open))
    );
    let cookie = format!("__Host-box={open}");
    let over = app
        .send(&Method::POST, "/follow-up/step", Some(&cookie), Some(body))
        .await;
    assert_eq!(over.status, StatusCode::CONFLICT);
    assert!(
        over.text().contains("they paid me</textarea>"),
        "it is kept"
    );
}
