//! What was promised, over the pages: shown to a company in words that the desk chose, said by it to be done, and seen by the desk at once.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{
    Person, TestApp,
    checks::{shared, stands},
    everywhere, reported,
};

async fn get(app: &TestApp, who: &Person, path: &str) -> String {
    let answer = app.send(&Method::GET, path, Some(&who.sent()), None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text().into_owned()
}

/// What stands between two texts of a page, the first time that it does.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {page}"));
    rest.split_once(after).unwrap().0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_reads_what_was_chosen_of_a_promise_and_says_that_it_was_done() {
    everywhere(a_company_reads_what_was_chosen_of_a_promise_and_says_that_it_was_done_on).await;
}

async fn a_company_reads_what_was_chosen_of_a_promise_and_says_that_it_was_done_on(app: TestApp) {
    let lead = app.staff(Role::Supervisor);
    let company = app.company.iter().find(|p| p.role == Role::Supervisor);
    let company = company.unwrap();
    let sent = reported(&app.platform, app.channel, &[("a.txt", b"as it came")]).await;
    let (case, receipt) = (sent.case, sent.receipt.as_str());
    let leading = stands::session(&app, lead).await;
    let (room, _) = shared::share(&app, &leading.working().unwrap(), (case, receipt)).await;
    let (case, room) = (format!("/desk/cases/{case}"), format!("/desk/rooms/{room}"));
    let remedy = format!("{case}/remedy");
    let promise = "commitment=&step=promised&kind=back-pay&words=Pay+Amina+Example&who=The+company&due=2099-01-01&shows=The+bank";
    let made = app.form(lead, &remedy, &format!("once=1&{promise}")).await;
    assert_eq!(made.to(), remedy);
    let page = get(&app, lead, &remedy).await;
    let id = between(&page, "tell?promise=", "\"").to_owned();
    assert!(!get(&app, company, &room).await.contains("id=\"promised\""));

    // It is chosen, worded for the company, and looked at; words that may say who reported are pointed at.
    let who = format!("{case}/told/tell?promise={id}");
    let page = get(&app, lead, &who).await;
    let to = between(&page, "tell?to=", "\"")
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let page = get(&app, lead, &format!("{case}/told/tell?to={to}")).await;
    assert!(page.contains("Pay Amina Example"));
    let ticked = page.split(&format!("value=\"{id}\"")).nth(1).unwrap();
    assert!(ticked.starts_with(" checked"));
    let party = between(&page, "name=\"party\" value=\"", "\"").to_owned();
    let words = |what: &str| {
        format!(
            "once=2&party={party}&promise={id}&promised-what-{id}={what}&promised-who-{id}=The+company&promised-shows-{id}=The+bank"
        )
    };
    let tell = format!("{case}/told/tell");
    let refused = app.form(lead, &tell, &words("")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("The bank"),
        "what was typed is kept"
    );
    let written = app
        .form(lead, &tell, &words("Amina+Example+is+paid."))
        .await;
    assert_eq!(written.to(), format!("{case}/told"));
    let look = get(&app, lead, written.to()).await;
    assert!(
        look.contains("<q dir=\"auto\">Amina Example</q>"),
        "it is pointed at"
    );
    let written = app
        .form(
            lead,
            &tell,
            &words("Wages+are+paid.").replace("once=2", "once=3"),
        )
        .await;
    let look = get(&app, lead, written.to()).await;
    let draft = between(&look, "name=\"draft\" value=\"", "\"").to_owned();
    let release = format!("{case}/told/release");
    app.form(lead, &release, &format!("draft={draft}")).await;

    // The company reads just that, and says that it was done; the same form twice is one word.
    let page = get(&app, company, &room).await;
    assert!(page.contains("Wages are paid.") && !page.contains("Amina"));
    let claim = format!("{room}/claim");
    let empty = format!("once=4&commitment={id}&after=1&words=");
    let refused = app.form(company, &claim, &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = format!("once=5&commitment={id}&after=1&words=We+paid+canary");
    for _ in 0..2 {
        let done = app.form(company, &claim, &said).await;
        assert_eq!(done.to(), room);
    }
    let page = get(&app, company, &room).await;
    assert_eq!(page.matches("We paid canary").count(), 1);
    let page = get(&app, lead, &remedy).await;
    assert!(page.contains("We paid canary") && page.contains("Said to be done"));

    // Whoever saw less than there is looks first, and keeps what was typed; on both sides.
    let stale = format!("once=6&commitment={id}&after=1&step=claimed&words=They+phoned");
    let late = app.form(lead, &remedy, &stale).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let page = late.text().into_owned();
    assert!(page.contains("They phoned") && page.contains("We paid canary"));
    let again = stale
        .replace("after=1", "after=2")
        .replace("once=6", "once=7");
    assert_eq!(app.form(lead, &remedy, &again).await.to(), remedy);
    let late = format!("once=8&commitment={id}&after=2&words=And+more");
    let late = app.form(company, &claim, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let page = late.text().into_owned();
    assert!(page.contains("And more"), "what was typed is kept");
    assert!(
        !page.contains("They phoned"),
        "what the desk wrote is not told"
    );
}
