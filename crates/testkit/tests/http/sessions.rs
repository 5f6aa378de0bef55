//! Sessions: none that somebody else chose, none after its end, none out of a row that was stolen; on both databases.

use axum::http::{Method, StatusCode, header};
use watchpost_domain::policy::Role;
use watchpost_testkit::{Answer, Person, SIGN_IN, TestApp, UNLOCK, checks::stands::session};

/// Where somebody is led who asks for the case; nothing where they are shown it.
async fn led(app: &TestApp, cookie: &str) -> Option<String> {
    let case = format!("/desk/cases/{}", app.case);
    let answer = app.send(&Method::GET, &case, Some(cookie), None).await;
    match answer.status {
        StatusCode::OK => None,
        _ => Some(answer.to().to_owned()),
    }
}

/// Signs in with the cookies that a browser has already. Gives the cookie of the session that it is given.
async fn signs_in(app: &TestApp, who: &Person, has: &str) -> String {
    let words = SIGN_IN.replace(' ', "+");
    let form = format!(
        "_token={}&name={}&passphrase={words}&code={}",
        app.token(None),
        who.login,
        app.code_of(who)
    );
    let signed = app
        .send(&Method::POST, "/desk/sign-in", Some(has), Some(form))
        .await;
    let set = signed.headers.get_all(header::SET_COOKIE).iter();
    let lines = set.map(|line| line.to_str().unwrap());
    let mut sessions = lines.filter(|line| line.starts_with("__Host-session="));
    let line = sessions.next().unwrap();
    line.split(';').next().unwrap().to_owned()
}

async fn unlocks(app: &TestApp, cookie: &str) -> Answer {
    let (_, value) = cookie.split_once('=').unwrap();
    let words = UNLOCK.replace(' ', "+");
    let form = format!("_token={}&passphrase={words}", app.token(Some(value)));
    app.send(&Method::POST, "/desk/unlock", Some(cookie), Some(form))
        .await
}

/// What holds after unlocking, whether it gives the session another cookie or not.
async fn unlocked(app: &TestApp, cookie: String) -> String {
    let answer = unlocks(app, &cookie).await;
    assert_eq!(answer.to(), "/desk");
    answer.cookie().unwrap_or(cookie)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_somebody_else_chose_is_not_taken_over() {
    for app in TestApp::all().await {
        let (victim, other) = (app.staff(Role::CaseOfficer), app.staff(Role::Intake));
        app.clock.advance(60);
        // One that was never given out, and one that belongs to whoever planted it.
        for planted in [
            "__Host-session=00112233445566778899aabbccddeeff",
            &other.sent(),
        ] {
            app.clock.advance(60);
            let given = signs_in(&app, victim, planted).await;
            assert_ne!(given, planted);
            assert_eq!(led(&app, &given).await.unwrap(), "/desk/unlock");
            let given = unlocked(&app, given).await;
            assert_eq!(led(&app, &given).await, None);
            assert_ne!(given, planted);
        }
        let never = "__Host-session=00112233445566778899aabbccddeeff";
        assert_eq!(led(&app, never).await.unwrap(), "/desk/sign-in");
        let mine = session(&app, other).await;
        assert_eq!(mine.member.id, other.member, "and nobody became another");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_it_is_ended_and_by_itself() {
    for app in TestApp::all().await {
        let who = app.staff(Role::CaseOfficer);
        app.clock.advance(60);
        let cookie = unlocked(&app, signs_in(&app, who, "").await).await;
        let (_, value) = cookie.split_once('=').unwrap();
        let form = || Some(format!("_token={}", app.token(Some(value))));
        let send = async |path: &str| app.send(&Method::POST, path, Some(&cookie), form()).await;
        send("/desk/lock").await;
        assert_eq!(led(&app, &cookie).await.unwrap(), "/desk/unlock");
        send("/desk/sign-out").await;
        assert_eq!(led(&app, &cookie).await.unwrap(), "/desk/sign-in");
        assert_eq!(
            unlocks(&app, &cookie).await.to(),
            "/desk/sign-in",
            "it does not come back"
        );

        // Unused for half an hour it is locked, for four hours it is over.
        app.clock.advance(60);
        let cookie = unlocked(&app, signs_in(&app, who, "").await).await;
        app.clock.advance(30 * 60);
        assert_eq!(led(&app, &cookie).await.unwrap(), "/desk/unlock");
        app.clock.advance(4 * 3600);
        assert_eq!(led(&app, &cookie).await.unwrap(), "/desk/sign-in");

        // However much it is used, it is locked after twelve hours, and over after a day.
        let mut cookie = unlocked(&app, signs_in(&app, who, "").await).await;
        let (mut locked, mut minutes) = (0, 0);
        let over = loop {
            app.clock.advance(20 * 60);
            minutes += 20;
            match led(&app, &cookie).await.as_deref() {
                None => {}
                Some("/desk/unlock") => {
                    locked += 1;
                    cookie = unlocked(&app, cookie).await;
                }
                _ => break minutes,
            }
            assert!(minutes <= 24 * 60, "still there after a day");
        };
        assert_eq!((locked, over), (1, 24 * 60));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_row_opens_nothing() {
    for app in TestApp::all().await {
        let (thief, victim) = (app.staff(Role::Administrator), app.staff(Role::CaseOfficer));
        let rows = app.ground.dump().await;
        for person in &app.staff {
            let lies = rows
                .values()
                .flatten()
                .any(|row| row.contains(&person.cookie));
            assert!(!lies, "the cookie is in no row");
        }
        // Whoever writes to the database gives their own session the other's name and sealed keys.
        let (thief_id, victim_id) = (
            app.ground.id(thief.member.0),
            app.ground.id(victim.member.0),
        );
        let stolen = format!(
            "update session set member_id = {victim_id}, unlocked_at = (select unlocked_at from session where member_id = {victim_id}),
            unlocked = (select unlocked from session where member_id = {victim_id}) where member_id = {thief_id}"
        );
        assert_eq!(app.ground.run(&stolen).await, 1);
        let case = format!("/desk/cases/{}", app.case);
        for path in ["/desk/cases", &case] {
            let answer = app
                .send(&Method::GET, path, Some(&thief.sent()), None)
                .await;
            assert_ne!(answer.status, StatusCode::OK, "{path}");
            assert!(!answer.text().contains("a thing"));
        }
        assert!(
            app.platform.session(&thief.cookie).await.is_err(),
            "the seal was another's"
        );
        // The one it was stolen from still works.
        assert_eq!(led(&app, &victim.sent()).await, None);
    }
}
