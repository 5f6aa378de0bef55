//! A member's calendar: told how much is due on which days, at an address of its own, and nothing else.

use axum::http::{Method, StatusCode, header};
use watchpost_domain::policy::Role;
use watchpost_testkit::{TestApp, everywhere};

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_is_told_days_and_counts_and_nothing_else() {
    everywhere(a_calendar_is_told_days_and_counts_and_nothing_else_on).await;
}

async fn a_calendar_is_told_days_and_counts_and_nothing_else_on(app: TestApp) {
    let officer = app.staff(Role::CaseOfficer);
    let made = app.form(officer, "/desk/account/calendar", "").await;
    assert_eq!(made.status, StatusCode::OK);
    let page = made.text().into_owned();
    let path = page.split("/calendar/").nth(1).unwrap();
    let path = format!("/calendar/{}", path.split("</code>").next().unwrap());
    assert!(path.ends_with(".ics"));
    let get = async |path: &str| app.send(&Method::GET, path, None, None).await;

    let feed = get(&path).await;
    assert_eq!(feed.status, StatusCode::OK);
    let kind = feed.headers.get(header::CONTENT_TYPE).unwrap();
    assert_eq!(kind, "text/calendar; charset=utf-8");
    let text = feed.text().into_owned();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
    assert!(text.contains("SUMMARY:Due: 1\r\n"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:"), "{text}");
    let (case, cookie) = (format!("/desk/cases/{}", app.case), officer.sent());
    let shown = app.send(&Method::GET, &case, Some(&cookie), None).await;
    let shown = shown.text().into_owned();
    let reference = shown.split("<h1 dir=\"ltr\">").nth(1).unwrap();
    let reference = reference.split("</h1>").next().unwrap();
    assert!(!text.contains(reference) && !text.contains(&app.case.to_string()));

    // Who reads no case has nothing due; another address is none; a new one ends the old one, and it can be ended.
    let auditor = app.staff(Role::Auditor);
    let none = app.form(auditor, "/desk/account/calendar", "").await;
    let none = none.text().into_owned();
    let none = none.split("/calendar/").nth(1).unwrap();
    let none = get(&format!(
        "/calendar/{}",
        none.split("</code>").next().unwrap()
    ))
    .await;
    assert_eq!(none.text().matches("BEGIN:VEVENT").count(), 0);
    let unknown = format!("/calendar/{}.ics", "A".repeat(43));
    for path in [unknown.as_str(), "/calendar/nothing.ics", "/calendar/%00"] {
        assert_eq!(get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    app.form(officer, "/desk/account/calendar", "").await;
    assert_eq!(get(&path).await.status, StatusCode::NOT_FOUND);
    let ended = app.form(officer, "/desk/account/calendar", "end=yes").await;
    assert_eq!(ended.to(), "/desk/account");
}
