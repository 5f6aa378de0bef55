//! Coming in by invitation, being let in and let go, and the own account: over the pages alone, as people do it.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{Answer, SIGN_IN, TestApp, UNLOCK};

/// What stands between two marks of a page.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let start = page.find(before).unwrap() + before.len();
    let length = page[start..].find(after).unwrap();
    &page[start..start + length]
}

async fn get(app: &TestApp, path: &str, cookie: Option<&str>) -> Answer {
    app.send(&Method::GET, path, cookie, None).await
}

/// Sends a form of somebody who is not signed in.
async fn send(app: &TestApp, path: &str, form: &str) -> Answer {
    let form = format!("_token={}&{form}", app.token(None));
    app.send(&Method::POST, path, None, Some(form)).await
}

/// The code of an authenticator that was set up by typing.
fn code(app: &TestApp, typed: &str) -> String {
    let seed = data_encoding::BASE32_NOPAD.decode(typed.as_bytes());
    app.platform.code_now(&seed.unwrap()).unwrap()
}

#[tokio::test]
async fn somebody_is_invited_joins_is_let_in_and_let_go() {
    let app = TestApp::new().await;
    let lead = app.staff(Role::Supervisor);
    let refused = app
        .form(lead, "/desk/people/invite", "name=Beno%C3%AEt")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("value=\"Benoît\""),
        "what was typed is kept"
    );
    let form = "name=Beno%C3%AEt+E.&roles=case-officer&roles=intake";
    let made = app.form(lead, "/desk/people/invite", form).await;
    assert_eq!(made.status, StatusCode::OK);
    let page = made.text().into_owned();
    let link = between(&page, "http", "</code>");
    let path = &link[link.find("/join/").unwrap()..];

    let page = get(&app, path, None).await;
    assert!(page.text().contains("Benoît E.") && page.text().contains("Case officer"));
    let typo = "login=benoit&passphrase=some+words+to+come+in&passphrase_again=x&unlocking=a&unlocking_again=a";
    let refused = send(&app, path, typo).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("value=\"benoit\""));
    assert!(
        !refused.text().contains("some words"),
        "secrets are typed anew"
    );
    let right = "login=benoit&passphrase=some+words+to+come+in&passphrase_again=some+words+to+come+in\
        &unlocking=others+for+the+cases&unlocking_again=others+for+the+cases";
    let sheet = send(&app, path, right).await;
    assert_eq!(sheet.status, StatusCode::OK);
    let sheet = sheet.text().into_owned();
    assert!(sheet.contains("<svg class=\"qr\""));
    let typed = between(
        &sheet,
        "<code class=\"link\" dir=\"ltr\" translate=\"no\">",
        "</code>",
    );
    let carried = between(&sheet, "name=\"carried\" value=\"", "\"");
    let recovery = between(
        &sheet,
        "<p class=\"receipt\"><code dir=\"ltr\" translate=\"no\">",
        "</code>",
    );
    let codes = format!("{path}/code");
    let wrong = send(&app, &codes, &format!("carried={carried}&code=123")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains(recovery), "the sheet stays the same");
    let done = format!("carried={carried}&code={}", code(&app, typed));
    let joined = send(&app, &codes, &done).await;
    assert_eq!(joined.status, StatusCode::OK);
    let joined = joined.text().into_owned();
    let sign = between(
        &joined,
        "<p class=\"receipt\"><code dir=\"ltr\" translate=\"no\">",
        "</code>",
    );
    let again = send(&app, &codes, &done).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "it works once");
    assert_eq!(get(&app, path, None).await.status, StatusCode::NOT_FOUND);

    let people = get(&app, "/desk/people", Some(&lead.sent()))
        .await
        .text()
        .into_owned();
    assert!(people.contains(sign) && people.contains("Not let in yet"));
    let row = &people[people.find("Benoît E.").unwrap() - 100..];
    let person = format!("/desk/people/{}", between(row, "/desk/people/", "\""));
    let admitted = app.form(lead, &format!("{person}/admit"), "").await;
    assert_eq!(admitted.to(), "/desk/people");
    let people = get(&app, "/desk/people", Some(&lead.sent())).await;
    assert!(!people.text().contains("Not let in yet"));
    let twice = app.form(lead, &format!("{person}/admit"), "").await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.text().contains("cannot be made now"));

    let none = app.form(lead, &format!("{person}/roles"), "").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let analyst = app
        .form(lead, &format!("{person}/roles"), "roles=analyst")
        .await;
    assert_eq!(analyst.to(), "/desk/people");
    let removed = app.form(lead, &format!("{person}/remove"), "").await;
    assert_eq!(removed.to(), "/desk/people");
    let audit = get(&app, "/desk/audit", Some(&lead.sent())).await;
    let audit = audit.text();
    assert!(
        audit.contains("invited somebody")
            && audit.contains("removed <span dir=\"auto\">Benoît E.")
    );
    // The last who signs cannot go.
    let own = format!("/desk/people/{}/remove", lead.member);
    assert_eq!(app.form(lead, &own, "").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn who_was_closed_out_by_the_operator_is_still_removed_by_a_lead() {
    let app = TestApp::new().await;
    let (lead, officer) = (app.staff(Role::Supervisor), app.staff(Role::CaseOfficer));
    app.platform.disable_login(&officer.login).await.unwrap();
    let out = get(&app, "/desk/cases", Some(&officer.sent())).await;
    assert_eq!(out.to(), "/desk/sign-in");
    let path = format!("/desk/people/{}", officer.member);
    let page = get(&app, &path, Some(&lead.sent())).await;
    assert!(page.text().contains("Account closed") && page.text().contains("/remove\""));
    let removed = app.form(lead, &format!("{path}/remove"), "").await;
    assert_eq!(removed.to(), "/desk/people");
    let page = get(&app, &path, Some(&lead.sent())).await;
    assert!(page.text().contains("No longer here") && !page.text().contains("/remove\""));
}

#[tokio::test]
async fn an_invitation_is_taken_back() {
    let app = TestApp::new().await;
    let lead = app.staff(Role::Administrator);
    let made = app
        .form(lead, "/desk/people/invite", "name=A&roles=intake")
        .await;
    let page = made.text().into_owned();
    let link = between(&page, "http", "</code>");
    let path = &link[link.find("/join/").unwrap()..];
    let number = between(&page, "name=\"invitation\" value=\"", "\"");
    let back = app
        .form(
            lead,
            "/desk/people/take-back",
            &format!("invitation={number}"),
        )
        .await;
    assert_eq!(back.to(), "/desk/people");
    assert_eq!(get(&app, path, None).await.status, StatusCode::NOT_FOUND);
    let twice = app
        .form(
            lead,
            "/desk/people/take-back",
            &format!("invitation={number}"),
        )
        .await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    // An administrator cannot make somebody who signs.
    let lead = app
        .form(lead, "/desk/people/invite", "name=A&roles=supervisor")
        .await;
    assert_eq!(lead.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_member_looks_after_their_own_account() {
    let app = TestApp::new().await;
    let me = app.staff(Role::CaseOfficer);
    let enc = |words: &str| words.replace(' ', "+");
    let (pass, key) = (enc(SIGN_IN), enc(UNLOCK));
    let account = get(&app, "/desk/account", Some(&me.sent())).await;
    assert!(account.text().contains(&me.login));

    let form = format!("old={pass}&new=quite+another+passphrase&again=different");
    let refused = app.form(me, "/desk/account/passphrase", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text()
            .contains("<details open><summary>Another passphrase to sign in")
    );
    let form = format!("old={pass}&new=quite+another+passphrase&again=quite+another+passphrase");
    let changed = app.form(me, "/desk/account/passphrase", &form).await;
    assert_eq!(changed.status, StatusCode::OK);
    let me = &me.renewed(&changed);
    // The forms of the page that says so belong to the new cookie.
    let token = between(&changed.text(), "name=\"_token\" value=\"", "\"").to_owned();
    let form = format!("_token={token}&language=en");
    let path = "/desk/account/language";
    let kept = app
        .send(&Method::POST, path, Some(&me.sent()), Some(form))
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);

    let wrong = app
        .form(me, "/desk/account/recovery", "unlocking=wrong")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let printed = app
        .form(me, "/desk/account/recovery", &format!("unlocking={key}"))
        .await;
    let printed = printed.text().into_owned();
    let printed = between(
        &printed,
        "<li><code dir=\"ltr\" translate=\"no\">",
        "</code>",
    );
    app.form(me, "/desk/lock", "").await;
    let form = format!("code={printed}&new=one+to+unlock+with&again=one+to+unlock+with");
    let next = app.form(me, "/desk/unlock/recover", &form).await;
    assert_eq!(next.status, StatusCode::OK);
    assert!(!next.text().contains(printed));
    let me = &me.renewed(&next);
    let used = app.form(me, "/desk/unlock/recover", &form).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unlocked = app
        .form(me, "/desk/unlock", "passphrase=one+to+unlock+with")
        .await;
    assert_eq!(unlocked.to(), "/desk");
    let me = &me.renewed(&unlocked);

    let again = "passphrase=quite+another+passphrase";
    let spares = app.form(me, "/desk/account/spares", again).await;
    assert_eq!(spares.text().matches("<li><code").count(), 8);
    let new = app.form(me, "/desk/account/authenticator", again).await;
    let new = new.text().into_owned();
    let typed = between(
        &new,
        "<code class=\"link\" dir=\"ltr\" translate=\"no\">",
        "</code>",
    );
    let carried = between(&new, "name=\"carried\" value=\"", "\"");
    let other = app.staff(Role::Intake);
    let form = format!("carried={carried}&code={}", code(&app, typed));
    let path = "/desk/account/authenticator/code";
    app.form(other, path, &form).await;
    let kept = app.form(me, path, &form).await;
    assert_eq!(kept.to(), "/desk/account");

    let ended = between(
        &get(&app, "/desk/account", Some(&me.sent())).await.text(),
        "name=\"session\" value=\"",
        "\"",
    )
    .to_owned();
    app.form(other, "/desk/account/end", &format!("session={ended}"))
        .await;
    assert_eq!(
        get(&app, "/desk/account", Some(&me.sent())).await.status,
        StatusCode::OK,
        "not another's"
    );
    app.form(me, "/desk/account/end", &format!("session={ended}"))
        .await;
    assert_eq!(
        get(&app, "/desk/account", Some(&me.sent())).await.to(),
        "/desk/sign-in"
    );
}

#[tokio::test]
async fn a_wish_for_mail_is_kept_and_what_is_wrong_is_said_beside_it() {
    let app = TestApp::new().await;
    let who = &app.staff[0];
    let none = get(&app, "/desk/account", Some(&who.sent())).await;
    assert!(none.text().contains("No mail goes out from here"));
    let server = "smtp://localhost:9";
    let mailer = watchpost_service::mail::Mailer::new(server, None, "w@example.org", "S", None);
    app.platform.set_mailer(mailer.unwrap());
    let wrong = "often=hourly&address=nobody&at=8&quiet_from=20&quiet_until=7&zone=Mars/Olympus";
    let refused = app.form(who, "/desk/account/mail", wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("value=\"nobody\"") && page.contains("value=\"Mars/Olympus\""));
    assert!(page.contains("not an e-mail address"));
    let right = wrong
        .replace("nobody", "noor%40example.org")
        .replace("Mars/Olympus", "Africa/Nairobi");
    let kept = app.form(who, "/desk/account/mail", &right).await;
    assert_eq!(kept.status, StatusCode::OK);
    let page = get(&app, "/desk/account", Some(&who.sent())).await;
    let page = page.text();
    assert!(page.contains("noor@example.org") && page.contains("Africa/Nairobi"));
    let ended = app.form(who, "/desk/account/mail", "often=off").await;
    assert_eq!(ended.status, StatusCode::OK);
    let page = get(&app, "/desk/account", Some(&who.sent())).await;
    let page = page.text();
    assert!(!page.contains("noor@example.org"));
}

#[tokio::test]
async fn numbers_name_no_case_and_are_in_the_menu_of_those_who_may() {
    let app = TestApp::new().await;
    for (role, may) in [(Role::Analyst, true), (Role::CaseOfficer, false)] {
        let who = app.staff(role).sent();
        let people = get(&app, "/desk/people", Some(&who)).await;
        assert_eq!(people.text().contains("\"/desk/numbers\""), may, "{role:?}");
    }
    let analyst = app.staff(Role::Analyst).sent();
    for (lang, few) in [
        ("en", "few"),
        ("fr", "peu"),
        ("es", "pocas"),
        ("ar", "قليل"),
    ] {
        let page = get(&app, &format!("/desk/numbers?lang={lang}"), Some(&analyst)).await;
        assert_eq!(page.status, StatusCode::OK);
        let page = page.text();
        // The one case there is: in its state, its week and its clock.
        assert_eq!(
            page.matches(&format!("<td>{few}</td>")).count(),
            3,
            "{lang}"
        );
        assert!(!page.contains(&app.case.to_string()));
    }
}

#[tokio::test]
async fn everybody_of_a_desk_sees_which_roster_is_in_force() {
    let app = TestApp::new().await;
    let line = |page: &Answer| {
        let page = page.text().into_owned();
        between(&page, "<p>The list of who may read, ", "</p>").to_owned()
    };
    let mut seen = Vec::new();
    for person in &app.staff {
        seen.push(line(&get(&app, "/desk/people", Some(&person.sent())).await));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1);
    assert!(seen[0].starts_with("number 1: sign "), "{seen:?}");
    let lead = app.staff(Role::Supervisor);
    let path = format!("/desk/people/{}/roles", app.staff(Role::Intake).member);
    app.form(lead, &path, "roles=intake&roles=analyst").await;
    let after = line(&get(&app, "/desk/people", Some(&lead.sent())).await);
    assert!(after.starts_with("number 2: sign "), "{after}");
}
