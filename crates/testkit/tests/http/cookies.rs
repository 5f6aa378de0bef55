//! Cookies: each is set once, and looked at.

use axum::http::{HeaderValue, Method, header};
use watchpost_domain::policy::Role;
use watchpost_testkit::{Answer, SIGN_IN, TestApp, UNLOCK};

/// Whether a cookie is kept from scripts, from other sites and from lines that can be read.
///
/// # Panics
/// When it is not.
fn is_guarded(set: &HeaderValue) {
    let line = set.to_str().unwrap();
    let (pair, flags) = line.split_once("; ").unwrap();
    let flags: Vec<&str> = flags.split("; ").collect();
    assert!(pair.starts_with("__Host-"), "{line}");
    for flag in ["Path=/", "HttpOnly", "SameSite=Strict", "Secure"] {
        assert!(flags.contains(&flag), "{line}");
    }
    assert!(!line.contains("Domain="), "{line}");
    // Only a browser's mark outlives the browser.
    let lasts = flags
        .iter()
        .any(|f| f.starts_with("Max-Age=") && *f != "Max-Age=0");
    assert_eq!(lasts, pair.starts_with("__Host-mark="), "{line}");
}

fn names(answer: &Answer) -> Vec<&str> {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter();
    answer
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .for_each(is_guarded);
    let pairs = lines.map(|line| line.to_str().unwrap().split('=').next().unwrap());
    pairs.collect()
}

#[tokio::test]
async fn every_cookie_is_kept_from_scripts_and_other_sites() {
    let app = TestApp::new().await;
    let fields = format!("_token={}&channel={}", app.token(None), app.channel);
    let begun = app.send(&Method::POST, "/report", None, Some(fields)).await;
    assert_eq!(names(&begun), ["__Host-page"]);

    let officer = app.staff(Role::CaseOfficer);
    let (name, words) = (&officer.login, SIGN_IN.replace(' ', "+"));
    let session = app
        .platform
        .session(&officer.cookie)
        .await
        .unwrap()
        .unwrap();
    let spare = app
        .platform
        .new_spare_codes(&session, SIGN_IN)
        .await
        .unwrap();
    let form = format!(
        "_token={}&name={name}&passphrase={words}&code={}",
        app.token(None),
        *spare[0]
    );
    let signed = app
        .send(&Method::POST, "/desk/sign-in", None, Some(form))
        .await;
    assert_eq!(names(&signed), ["__Host-session", "__Host-mark"]);
    let mark = signed.headers.get_all(header::SET_COOKIE).iter().nth(1);
    let year = format!("Max-Age={}", 365 * 24 * 3600);
    assert!(mark.unwrap().to_str().unwrap().ends_with(&year));

    let officer = officer.renewed(&signed);
    let form = format!("passphrase={}", UNLOCK.replace(' ', "+"));
    let unlocked = app.form(&officer, "/desk/unlock", &form).await;
    assert_eq!(names(&unlocked), ["__Host-session"]);
    let before = app
        .send(&Method::GET, "/desk/people", Some(&officer.sent()), None)
        .await;
    assert_eq!(before.to(), "/desk/sign-in", "the old one is over");
    let officer = officer.renewed(&unlocked);
    let out = app.form(&officer, "/desk/sign-out", "").await;
    assert_eq!(names(&out), ["__Host-session", "__Host-again"]);
}
