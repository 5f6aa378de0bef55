//! Working together over the pages: what is to be done, and what is usually done.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{Person, TestApp, everywhere};

async fn get(app: &TestApp, who: &Person, path: &str) -> String {
    let answer = app.send(&Method::GET, path, Some(&who.sent()), None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text().into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_written_down_found_and_done() {
    everywhere(a_task_is_written_down_found_and_done_on).await;
}

async fn a_task_is_written_down_found_and_done_on(app: TestApp) {
    let (officer, intake) = (app.staff(Role::CaseOfficer), app.staff(Role::Intake));
    let case = format!("/desk/cases/{}", app.case);
    let tasks = format!("{case}/tasks");
    assert!(get(&app, officer, &case).await.contains("nothing to do"));
    // What is missing is said beside it, and what was typed is kept.
    let form = format!("once=t1&what=call+her&whom={}&by=never", intake.member);
    let refused = app.form(officer, &tasks, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("value=\"call her\"") && page.contains("value=\"never\""));
    let form = format!("once=t1&what=call+her&whom={}&by=2099-01-01", intake.member);
    let set = app.form(officer, &tasks, &form).await;
    assert_eq!(set.to(), tasks);
    assert!(get(&app, officer, &case).await.contains("one thing to do"));
    assert!(!get(&app, officer, "/desk/tasks").await.contains("call her"));
    let mine = get(&app, intake, "/desk/tasks").await;
    assert!(mine.contains("call her") && mine.contains(&tasks));
    let page = get(&app, intake, &tasks).await;
    let id = page.split("name=\"task\" value=\"").nth(1).unwrap();
    let id = &id[..32];
    // Put aside needs a word, and the word that was not taken is asked for in this form.
    let form = format!("task={id}&do=aside&word=");
    let refused = app.form(intake, &tasks_change(&tasks), &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("<details open>"));
    let form = format!("task={id}&do=done&word=reached");
    let done = app.form(intake, &tasks_change(&tasks), &form).await;
    assert!(done.status.is_redirection());
    let page = get(&app, officer, &tasks).await;
    assert!(page.contains("done by intake of one") && page.contains("reached"));
    let timeline = get(&app, officer, &case).await;
    assert!(timeline.contains("did what was to be done"));
}

fn tasks_change(tasks: &str) -> String {
    format!("{tasks}/change")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_usually_done_is_ticked_in_each_language() {
    let app = TestApp::new().await;
    let officer = app.staff(Role::CaseOfficer);
    let tasks = format!("/desk/cases/{}/tasks", app.case);
    for (language, words) in [
        ("en", "Usually done here: Received"),
        ("fr", "Ce que l’on fait d’habitude ici : Reçu"),
        ("es", "Lo que se suele hacer aquí: Recibida"),
        ("ar", "ما يُعمل عادة هنا: وصلت"),
    ] {
        let page = get(&app, officer, &format!("{tasks}?lang={language}")).await;
        let plain = page.replace(['\u{2068}', '\u{2069}'], "");
        assert!(plain.contains(words), "{language}");
    }
    let form = "state=received&item=read-whole";
    let ticked = app.form(officer, &format!("{tasks}/tick"), form).await;
    assert!(ticked.status.is_redirection());
    let page = get(&app, officer, &tasks).await;
    assert!(page.contains("name=\"undo\" value=\"read-whole\""));
    let again = app.form(officer, &format!("{tasks}/tick"), form).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_put_into_the_form_and_sent_by_who_read_it() {
    everywhere(a_letter_is_put_into_the_form_and_sent_by_who_read_it_on).await;
}

async fn a_letter_is_put_into_the_form_and_sent_by_who_read_it_on(app: TestApp) {
    let officer = app.staff(Role::CaseOfficer);
    let case = format!("/desk/cases/{}", app.case);
    let plain = get(&app, officer, &case).await;
    assert!(plain.contains("value=\"closing\">How it ended") && !plain.contains("[…"));
    let none = get(&app, officer, &format!("{case}?letter=never")).await;
    assert!(!none.contains("[…"));
    // The page speaks French, the letter the language of the report.
    let page = get(&app, officer, &format!("{case}?lang=fr&letter=what-now")).await;
    assert!(page.contains("It stands now at: Received."));
    assert!(page.contains("name=\"language\" value=\"en\""));
    // With a gap left open it is not sent; it is named, and all that was typed is there, in its language.
    let path = format!("{case}/message?lang=fr");
    let form = "once=l1&language=en&message=Why:+[…+a+reason]";
    let refused = app.form(officer, &path, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(text.contains("resté ouvert") && text.contains("Why: [… a reason]</textarea>"));
    assert!(text.contains("name=\"language\" value=\"en\""));
    let sent = app
        .form(officer, &path, "once=l1&language=en&message=Why:+rain")
        .await;
    assert!(sent.status.is_redirection());
    assert!(get(&app, officer, &case).await.contains("Why: rain"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_done_alone_is_said_asked_and_agreed() {
    everywhere(what_is_not_done_alone_is_said_asked_and_agreed_on).await;
}

const RULES: &str = r#"name = "ours"
version = 1
status = "reviewed"
languages = ["en", "fr", "es", "ar"]
note = { en = "a", fr = "b", es = "c", ar = "d" }
second = { release = false, close = true, erase = false, give-out = false, days = 3 }
emergency = { wait-hours = 24, days = 7 }
alike = { days = 365, score = 82 }
"#;

async fn what_is_not_done_alone_is_said_asked_and_agreed_on(app: TestApp) {
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let case = format!("/desk/cases/{}", app.case);
    let second = format!("{case}/second");
    assert!(!get(&app, officer, &case).await.contains(&second));
    let rules = app.platform.read_team(RULES).await.unwrap().unwrap();
    app.platform.set_team(rules);
    assert!(get(&app, officer, &case).await.contains(&second));
    // What is missing is said, and who can give it; what was typed is kept.
    let step = "act=close&reason=unfounded&why=nothing+found";
    let refused = app.form(officer, &format!("{case}/step"), step).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let page = refused.text().replace(['\u{2068}', '\u{2069}'], "");
    assert!(page.contains("Somebody else has to agree to this first: end the case"));
    assert!(page.contains("supervisor of one") && page.contains("nothing found"));
    let silent = app
        .form(officer, &second, "ask=close&thing=unfounded&why=")
        .await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let asked = app
        .form(officer, &second, "ask=close&thing=unfounded&why=look")
        .await;
    assert!(asked.status.is_redirection());
    assert!(
        get(&app, lead, &case)
            .await
            .contains("one waits for a word")
    );
    let page = get(&app, lead, &second).await;
    assert!(page.contains("name=\"agree\"") && page.contains("look"));
    let own = get(&app, officer, &second).await;
    assert!(
        !own.contains("name=\"agree\""),
        "nobody is their own second person"
    );
    let by = officer.member;
    let no = format!("act=close&thing=unfounded&by={by}&agree=no&refusal=");
    let silent = app.form(lead, &format!("{second}/answer"), &no).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let yes = format!("act=close&thing=unfounded&by={by}&agree=yes");
    let agreed = app.form(lead, &format!("{second}/answer"), &yes).await;
    assert!(agreed.status.is_redirection());
    assert!(
        get(&app, officer, &second)
            .await
            .contains("supervisor of one")
    );
    let done = app.form(officer, &format!("{case}/step"), step).await;
    assert!(done.status.is_redirection(), "{}", done.status);
    assert!(
        get(&app, officer, &case)
            .await
            .contains("agreed, as the second person, with")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_hands_over_what_somebody_has() {
    everywhere(a_lead_hands_over_what_somebody_has_on).await;
}

async fn a_lead_hands_over_what_somebody_has_on(app: TestApp) {
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let (from, to) = (officer.member, app.staff(Role::Intake).member);
    let case = format!("/desk/cases/{}", app.case);
    let (assign, form) = (format!("{case}/assign"), format!("member={from}"));
    let given = app.form(officer, &assign, &form).await;
    assert!(given.status.is_redirection());
    let path = format!("/desk/workload/{from}");
    assert!(get(&app, lead, "/desk/workload").await.contains(&path));
    let page = get(&app, lead, &path).await;
    assert!(page.contains("The work of ") && page.contains(&case));
    // What is missing is said; what was ticked and typed is kept.
    let form = format!("case={}&to=&note=leave", app.case);
    let refused = app.form(lead, &path, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("value=\"leave\"") && page.contains(" checked"));
    let none = app.form(lead, &path, &format!("to={to}&note=leave")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().contains("Which cases"));
    let done = app
        .form(lead, &path, &format!("all=yes&to={to}&note=leave"))
        .await;
    let page = get(&app, lead, done.to()).await;
    assert!(page.contains("One case was handed over"));
    let timeline = get(&app, officer, &case).await;
    assert!(timeline.contains("handed over to: intake of one") && timeline.contains("leave"));
    let theirs = officer.sent();
    let refused = app.send(&Method::GET, "/desk/workload", Some(&theirs), None);
    assert_eq!(refused.await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_says_what_its_reader_declared_and_lets_them_step_aside() {
    everywhere(a_case_says_what_its_reader_declared_and_lets_them_step_aside_on).await;
}

async fn a_case_says_what_its_reader_declared_and_lets_them_step_aside_on(app: TestApp) {
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let (mine, case) = (
        "/desk/account/conflicts",
        format!("/desk/cases/{}", app.case),
    );
    assert!(get(&app, officer, "/desk/account").await.contains(mine));
    let session = app
        .platform
        .session(&officer.cookie)
        .await
        .unwrap()
        .unwrap();
    let who = session.working().unwrap();
    let (_, seen) = app.platform.read_case(&who, app.case).await.unwrap();
    let answers = seen.answers.unwrap().answers;
    let said = answers.iter().find_map(|a| a.answer.words()).unwrap();
    // What is missing is named, and what was typed is kept.
    let name = watchpost_web::query_part(said);
    let form = format!("name={name}&why=&from=never");
    let refused = app.form(officer, mine, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("value=\"never\""));
    let form = format!("name={name}&why=my+brother");
    assert!(app.form(officer, mine, &form).await.status.is_redirection());
    let page = get(&app, officer, mine).await;
    assert!(page.contains("my brother"));
    assert!(
        get(&app, lead, "/desk/conflicts")
            .await
            .contains("my brother")
    );
    // In the case it is said to them alone; one press, and they are out.
    assert!(
        !get(&app, lead, &case)
            .await
            .contains("may touch what you declared")
    );
    let page = get(&app, officer, &case).await;
    assert!(page.contains("may touch what you declared"));
    let aside = page.split("name=\"aside\" value=\"").nth(1).unwrap();
    assert!(aside.split('"').next().unwrap().ends_with(": my brother"));
    let path = format!("{case}/aside");
    let done = app.form(officer, &path, "aside=my+brother").await;
    assert!(done.status.is_redirection());
    let theirs = officer.sent();
    let gone = app.send(&Method::GET, &case, Some(&theirs), None).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}
