//! A narrow case that is asked for in an emergency, over the pages: what each sees, and what is refused in plain words.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{Answer, Person, TestApp, everywhere};

const PATH: &str = "/desk/emergency";
const ANSWER: &str = "/desk/emergency/answer";

async fn get(app: &TestApp, who: &Person, path: &str) -> String {
    let answer = app.send(&Method::GET, path, Some(&who.sent()), None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    plain(&answer)
}

fn plain(answer: &Answer) -> String {
    answer.text().replace(['\u{2068}', '\u{2069}'], "")
}

/// The number of the first ask on a page.
fn ask_of(page: &str) -> String {
    let id = page.split("name=\"ask\" value=\"").nth(1).unwrap();
    id[..32].to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_asks_everybody_is_told_and_the_case_opens() {
    everywhere(a_lead_asks_everybody_is_told_and_the_case_opens_on).await;
}

async fn a_lead_asks_everybody_is_told_and_the_case_opens_on(app: TestApp) {
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let (keeper, intake) = (app.staff(Role::Custodian), app.staff(Role::Intake));
    let case = format!("/desk/cases/{}", app.case);
    let page = get(&app, officer, &case).await;
    assert!(page.contains("the desk can open the case in an emergency"));
    let reference = page.split("<h1 dir=\"ltr\">").nth(1).unwrap();
    let reference = reference.split('<').next().unwrap().to_owned();
    let access = format!("{case}/access");
    let narrowed = app.form(officer, &access, "to=named&access=few");
    assert!(narrowed.await.status.is_redirection());
    let hidden = app
        .send(&Method::GET, &case, Some(&lead.sent()), None)
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    // Whoever leads finds it in a list that says how it stands, and nothing of what it is about.
    let list = get(&app, lead, PATH).await;
    assert!(list.contains(&reference) && list.contains("Received"));
    assert!(!list.contains("said what happened"));
    assert!(!get(&app, officer, PATH).await.contains("id=\"ask\""));
    let chosen = get(&app, lead, &format!("{PATH}?case={reference}")).await;
    assert!(chosen.contains(&format!("value=\"{reference}\"")));
    // What is missing is said beside it, and all that was typed is kept.
    let refused = app.form(lead, PATH, "once=1&case=NONE&why=hurry+up").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = plain(&refused);
    assert!(page.contains("value=\"NONE\"") && page.contains("hurry up</textarea>"));
    let form = format!("once=1&case={reference}&why=She+writes+that+two+men+wait+at+her+door.");
    let refused = app.form(officer, PATH, &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(app.form(lead, PATH, &form).await.to(), PATH);
    let again = app
        .form(lead, PATH, &form.replace("once=1", "once=2"))
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(plain(&again).contains("Your ask still waits"));

    // All whom it concerns are told above their list, and why on the page; who cannot do anything about it is not.
    for who in [officer, keeper] {
        assert!(
            get(&app, who, "/desk/cases")
                .await
                .contains("that you have not seen: 1")
        );
        let page = get(&app, who, PATH).await;
        assert!(page.contains("two men wait at her door") && page.contains(&reference));
    }
    for who in [intake, lead] {
        assert!(
            !get(&app, who, "/desk/cases")
                .await
                .contains("that you have not seen")
        );
    }
    assert!(
        get(&app, intake, PATH)
            .await
            .contains("You were told of no such ask")
    );
    assert!(
        get(&app, officer, &case)
            .await
            .contains("asks to open this case")
    );
    let id = ask_of(&get(&app, officer, PATH).await);
    let act = |what: &str| format!("ask={id}&do={what}");
    let seen = app.form(keeper, ANSWER, &act("seen")).await;
    assert!(seen.status.is_redirection());
    assert!(
        !get(&app, keeper, "/desk/cases")
            .await
            .contains("that you have not seen")
    );

    // Not yet, not by oneself, not without a reason.
    let early = app.form(lead, ANSWER, &act("open")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(plain(&early).contains("nobody has agreed whose word counts"));
    let own = app.form(lead, ANSWER, &act("agree")).await;
    assert!(plain(&own).contains("Somebody else has to agree"));
    let silent = app
        .form(officer, ANSWER, &format!("{}&stop=", act("stop")))
        .await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let agreed = app.form(officer, ANSWER, &act("agree")).await;
    assert!(agreed.status.is_redirection());
    assert!(
        get(&app, lead, "/desk/cases")
            .await
            .contains("that you have not seen: 1")
    );
    assert!(get(&app, lead, PATH).await.contains("value=\"open\""));
    let opened = app.form(lead, ANSWER, &act("open")).await;
    assert_eq!(opened.to(), case);
    let page = get(&app, lead, &case).await;
    assert!(page.contains("This case was opened in an emergency; case-officer of one agreed"));
    assert!(page.contains("asked to open the case in an emergency"));
    let audit = get(&app, lead, "/desk/audit").await;
    assert!(audit.contains("opened a narrow case in an emergency"));
    assert!(!audit.contains("two men"));
    let late = app
        .form(officer, ANSWER, &format!("{}&stop=no", act("stop")))
        .await;
    assert!(plain(&late).contains("It was opened already"));
    assert!(plain(&late).contains("value=\"no\"") || late.status == StatusCode::CONFLICT);
    for language in ["fr", "es", "ar"] {
        get(&app, lead, &format!("{PATH}?lang={language}")).await;
    }
}

/// A case that only the officer reads, by its reference.
async fn narrowed(app: &TestApp) -> String {
    let officer = app.staff(Role::CaseOfficer);
    let case = format!("/desk/cases/{}", app.case);
    let page = get(app, officer, &case).await;
    let reference = page.split("<h1 dir=\"ltr\">").nth(1).unwrap();
    let access = format!("{case}/access");
    let narrowed = app.form(officer, &access, "to=named&access=few");
    assert!(narrowed.await.status.is_redirection());
    reference.split('<').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_steps_aside_from_a_narrow_case() {
    let app = TestApp::new().await;
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let aside = format!("{PATH}/aside");
    assert!(!get(&app, lead, PATH).await.contains(&aside));
    let reference = narrowed(&app).await;
    assert!(get(&app, lead, PATH).await.contains(&aside));
    let refused = app
        .form(lead, &aside, &format!("once=1&other={reference}&aside="))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = plain(&refused);
    assert!(page.contains("<details open>") && page.contains(&format!("value=\"{reference}\"")));
    let form = format!("once=1&other={reference}&aside=my+cousin");
    let refused = app.form(officer, &aside, &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let sent = (0..10).map(|_| app.form(lead, &aside, &form));
    for answer in futures_util::future::join_all(sent).await {
        assert!(answer.status.is_redirection(), "{}", answer.status);
    }
    assert!(!get(&app, lead, PATH).await.contains(&reference));
    let page = get(&app, officer, &format!("/desk/cases/{}", app.case)).await;
    assert_eq!(page.matches("my cousin").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_who_waits_for_a_word_stands_above_the_list() {
    everywhere(a_colleague_who_waits_for_a_word_stands_above_the_list_on).await;
}

const RULES: &str = r#"name = "ours"
version = 1
status = "reviewed"
languages = ["en", "fr", "es", "ar"]
note = { en = "a", fr = "b", es = "c", ar = "d" }
second = { release = false, close = true, erase = false, give-out = false, days = 3 }
emergency = { wait-hours = 0, days = 1 }
alike = { days = 365, score = 82 }
"#;

async fn a_colleague_who_waits_for_a_word_stands_above_the_list_on(app: TestApp) {
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let second = format!("/desk/cases/{}/second", app.case);
    let rules = app.platform.read_team(RULES).await.unwrap().unwrap();
    app.platform.set_team(rules);
    let waits = async |who: &Person| {
        let page = get(&app, who, "/desk/cases").await;
        page.contains("before something that nobody does alone: 1") && page.contains(&second)
    };
    for (refusal, agree) in [("not+yet", "no"), ("", "yes")] {
        let ask = "ask=close&thing=unfounded&why=look";
        assert!(
            app.form(officer, &second, ask)
                .await
                .status
                .is_redirection()
        );
        assert!(waits(lead).await && !waits(officer).await);
        assert!(!waits(app.staff(Role::Intake)).await, "who cannot agree");
        let by = officer.member;
        let word = format!("act=close&thing=unfounded&by={by}&agree={agree}&refusal={refusal}");
        let answer = format!("{second}/answer");
        assert!(app.form(lead, &answer, &word).await.status.is_redirection());
        assert!(!waits(lead).await);
    }
    // What the case moved on from waits for nobody.
    let ask = "ask=close&thing=out-of-scope-redirected&why=look";
    assert!(
        app.form(officer, &second, ask)
            .await
            .status
            .is_redirection()
    );
    assert!(waits(lead).await);
    let step = format!("/desk/cases/{}/step", app.case);
    let done = app.form(officer, &step, "act=acknowledge").await;
    assert!(done.status.is_redirection());
    assert!(!waits(lead).await);
    assert!(
        get(&app, lead, PATH)
            .await
            .contains("at once, also when nobody else agrees")
    );
}
