//! A copy that goes out, and one that the person takes along: over the pages.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{TestApp, everywhere, reported};

/// Somebody outside who can open what is sealed to them.
const OUTSIDE: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

async fn get(app: &TestApp, cookie: &str, path: &str) -> String {
    let answer = app.send(&Method::GET, path, Some(cookie), None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text().into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_chosen_looked_at_and_given_out() {
    everywhere(a_copy_is_chosen_looked_at_and_given_out_on).await;
}

async fn a_copy_is_chosen_looked_at_and_given_out_on(app: TestApp) {
    let officer = app.staff(Role::CaseOfficer);
    let sent = reported(&app.platform, app.channel, &[("a.txt", b"as it came")]).await;
    let case = format!("/desk/cases/{}", sent.case);
    let page = get(&app, &officer.sent(), &case).await;
    assert!(page.contains(&format!("{case}/take-out")) && page.contains(&format!("{case}/print")));

    // What is wrong is said beside its field, and nothing that was typed is lost.
    let choose = format!("{case}/take-out");
    let typed =
        "purpose=court&to=The+labour+court&recipient=age1nobody&words=Amina&items-line=line.0";
    let refused = app.form(officer, &choose, &format!("once=1&{typed}")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = refused.text().into_owned();
    for kept in [
        "value=\"The labour court\"",
        "age1nobody",
        "Amina",
        "This is no age recipient.",
    ] {
        assert!(again.contains(kept), "{kept}");
    }
    let ticked = again.split("value=\"line.0\"").nth(1).unwrap();
    assert!(ticked.starts_with(" checked"));

    // Without just that consent nothing goes, and which is missing is said.
    let typed = typed.replace("age1nobody", OUTSIDE);
    let refused = app.form(officer, &choose, &format!("once=2&{typed}")).await;
    let words = refused.text().into_owned();
    assert!(
        words.contains("The person’s consent: Use it in court")
            && words.contains("The labour court")
    );
    let open = app.platform.open_follow_up(&sent.receipt).await.unwrap();
    let purposes = ["store", "court"].map(str::to_owned);
    let allowed = app.platform.change_consent(&open, (&purposes, None), "en");
    allowed.await.unwrap();
    let done = app.form(officer, &choose, &format!("once=3&{typed}")).await;
    assert_eq!(done.to(), format!("{choose}/look"));
    let look = get(&app, &officer.sent(), done.to()).await;
    assert!(look.contains("Written down for The labour court"));
    let part = look.split("name=\"prepared\" value=\"").nth(1).unwrap();
    let part = part.split('"').next().unwrap();

    let old = app
        .form(officer, &format!("{choose}/give"), "prepared=x")
        .await;
    assert_eq!(old.status, StatusCode::CONFLICT);
    let form = format!("prepared={part}");
    let copy = app.form(officer, &format!("{choose}/give"), &form).await;
    assert_eq!(copy.status, StatusCode::OK);
    assert!(copy.text().starts_with("age-encryption.org/v1\n-> X25519 "));
    let look = get(&app, &officer.sent(), &format!("{choose}/look")).await;
    assert!(look.contains("Copies that went out") && look.contains("to The labour court"));
    let print = get(&app, &officer.sent(), &format!("{case}/print")).await;
    assert!(print.contains("gave out a copy of chosen parts"));

    // Who reported reads it, and takes along what is theirs.
    let theirs = format!("__Host-box={open}");
    let page = get(&app, &theirs, "/follow-up/open").await;
    assert!(page.contains("to The labour court") && page.contains("/follow-up/copy"));
    let taken = app
        .send(&Method::GET, "/follow-up/copy?lang=ar", Some(&theirs), None)
        .await;
    assert_eq!(taken.status, StatusCode::OK);
    let named = &taken.headers["content-disposition"];
    assert_eq!(named, "attachment; filename*=UTF-8''copy.zip");
    let text = taken.text();
    assert!(text.starts_with("PK") && text.contains("as it came") && text.contains("dir=\"rtl\""));
}
