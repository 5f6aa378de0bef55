//! What is done to many cases at once, and the views that a member saves of them: over the pages.

use axum::http::{Method, StatusCode};
use watchpost_domain::{CaseId, Fact, intake::Fields, policy::Role};
use watchpost_service::inbox::Filter;
use watchpost_testkit::{Person, TestApp, UNLOCK, everywhere};

async fn get(app: &TestApp, cookie: &str, path: &str) -> String {
    let answer = app.send(&Method::GET, path, Some(cookie), None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text().into_owned()
}

/// A report as a machine sends it. Gives its case, as whoever leads the desk finds it.
async fn another_case(app: &TestApp, channel: &str, said: &str, lead: &Person) -> CaseId {
    let platform = &app.platform;
    let said =
        ["what_happened", "where", "when", "contact"].map(|key| (key.to_owned(), said.to_owned()));
    let submission = platform.begin_submission();
    let sent = platform
        .submit(submission, channel, "en", &Fields(said.into()))
        .await
        .unwrap();
    let session = platform.session(&lead.cookie).await.unwrap().unwrap();
    let all = Filter::default();
    let inbox = platform.inbox(&session, &all, None, 100).await.unwrap();
    let mut rows = inbox.rows.iter();
    let row = rows.find(|r| r.case.reference == sent.reference);
    row.unwrap().case.id
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_is_done_to_those_ticked_and_nothing_else_is_touched() {
    everywhere(the_same_is_done_to_those_ticked_and_nothing_else_is_touched_on).await;
}

async fn the_same_is_done_to_those_ticked_and_nothing_else_is_touched_on(app: TestApp) {
    let (officer, keeper) = (app.staff(Role::CaseOfficer), app.staff(Role::Custodian));
    let (lead, ours) = (
        app.staff(Role::Supervisor),
        app.channel.0.simple().to_string(),
    );
    let page = get(&app, &officer.sent(), "/desk/cases").await;
    assert!(page.contains("type=\"checkbox\" name=\"case\""));
    let page = get(&app, &keeper.sent(), "/desk/cases").await;
    assert!(!page.contains("name=\"case\""), "a custodian acts on none");

    let none = app
        .form(officer, "/desk/cases/many", "do=acknowledge")
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().contains("Nothing was chosen"));
    let silent = format!("do=close&reason=unfounded&case={}", app.case);
    let silent = app.form(officer, "/desk/cases/many", &silent).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text().contains("value=\"unfounded\" selected"));

    // One's own, one of another desk, and one that is not there: the last two cannot be told apart.
    let other = another_case(&app, &ours, "another one", lead).await;
    let nowhere = uuid::Uuid::new_v4().simple();
    let channels = app.platform.channels().await.unwrap();
    let foreign = channels.iter().find(|c| c.id != app.channel).unwrap();
    let foreign = foreign.id.0.simple().to_string();
    let mut strangers = app.strangers.iter();
    let their_lead = strangers.find(|p| p.role == Role::Supervisor).unwrap();
    let theirs = another_case(&app, &foreign, "at another desk", their_lead).await;
    let theirs = theirs.to_string();
    for (id, done) in [
        (app.case.to_string(), 1),
        (theirs, 0),
        (nowhere.to_string(), 0),
    ] {
        let form = format!("do=acknowledge&case={id}");
        let to = app
            .form(officer, "/desk/cases/many?state=all&order=newest", &form)
            .await;
        assert_eq!(to.to(), "/desk/cases?order=newest&state=all");
        let page = get(&app, &officer.sent(), "/desk/cases").await;
        assert!(page.contains(&format!("Done: {done} of 1")), "{id}");
        let again = get(&app, &officer.sent(), "/desk/cases").await;
        assert!(!again.contains("Done:"), "it is told once");
    }
    let page = get(&app, &officer.sent(), "/desk/cases?state=safety-check").await;
    assert!(page.contains(&app.case.to_string()) && !page.contains(&other.to_string()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_is_discarded_in_one_act_and_a_true_report_stays() {
    everywhere(a_flood_is_discarded_in_one_act_and_a_true_report_stays_on).await;
}

async fn a_flood_is_discarded_in_one_act_and_a_true_report_stays_on(app: TestApp) {
    let officer = app.staff(Role::CaseOfficer);
    let (lead, ours) = (
        app.staff(Role::Supervisor),
        app.channel.0.simple().to_string(),
    );
    for n in 0..40 {
        another_case(&app, &ours, &format!("buy cheap watches {n}"), lead).await;
    }
    let real = another_case(&app, &ours, "they took our papers", lead).await;
    let page = get(&app, &officer.sent(), "/desk/cases?words=cheap+watches").await;
    assert!(page.contains("All 40 that are found"));
    let as_of = page.split("name=\"as_of\" value=\"").nth(1).unwrap();
    let as_of = as_of.split('"').next().unwrap().to_owned();
    // While they decide, a true report comes in that the same filter finds: nobody has seen it.
    app.clock.advance(1);
    let unseen = "they make us sell cheap watches at gunpoint";
    let unseen = another_case(&app, &ours, unseen, lead).await;
    let form = "do=close&all=yes&reason=not-a-report&explanation=Sent+by+a+machine";
    let blind = app
        .form(officer, "/desk/cases/many?words=cheap+watches", form)
        .await;
    assert_eq!(blind.status, StatusCode::SEE_OTHER);
    let session = app
        .platform
        .session(&officer.cookie)
        .await
        .unwrap()
        .unwrap();
    let ended = async || loop {
        match app.platform.many_running(session.member.id) {
            Some(progress) if progress.ended => break progress,
            _ => tokio::task::yield_now().await,
        }
    };
    assert_eq!(
        ended().await.all,
        0,
        "without the moment it was seen, nothing is touched"
    );
    let form = &format!("{form}&as_of={as_of}");
    let path = "/desk/cases/many?words=cheap+watches";
    assert_eq!(
        app.form(officer, path, form).await.status,
        StatusCode::SEE_OTHER
    );
    let progress = ended().await;
    assert_eq!(
        (progress.all, progress.done, progress.not_possible),
        (40, 40, 0)
    );
    let page = get(&app, &officer.sent(), "/desk/cases").await;
    assert!(page.contains("Done: 40 of 40") && page.contains(&real.to_string()));
    let page = get(&app, &officer.sent(), "/desk/cases?words=cheap+watches").await;
    let left = page.matches("name=\"case\"").count();
    assert!(
        left == 1 && page.contains(&unseen.to_string()),
        "the unseen one stays"
    );
    let (_, seen) = app
        .platform
        .read_case(&session.working().unwrap(), real)
        .await
        .unwrap();
    let acts = seen.history.iter().filter_map(|l| match &l.committed.fact {
        Fact::Case(fact) => Some(fact.act.code()),
        Fact::Desk(_) | Fact::Room(_) => None,
    });
    assert!(acts.into_iter().all(|act| act != "closed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_views_are_a_members_own_and_gone_while_they_are_locked() {
    everywhere(saved_views_are_a_members_own_and_gone_while_they_are_locked_on).await;
}

async fn saved_views_are_a_members_own_and_gone_while_they_are_locked_on(app: TestApp) {
    let (officer, boss) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let path = "/desk/cases/views?words=canary+quarry&order=newest&evil=1";
    let unnamed = app.form(officer, path, "name=+").await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        app.form(officer, path, "name=The+quarry").await.to(),
        "/desk/cases?order=newest&words=canary%20quarry"
    );
    let page = get(&app, &officer.sent(), "/desk/cases").await;
    let link = "href=\"/desk/cases?order=newest&#38;words=canary%20quarry\"";
    assert!(page.contains("The quarry") && page.contains(link), "{page}");
    let theirs = get(&app, &boss.sent(), "/desk/cases").await;
    assert!(!theirs.contains("The quarry"));
    app.form(officer, "/desk/lock", "").await;
    let locked = get(&app, &officer.sent(), "/desk/cases").await;
    assert!(!locked.contains("The quarry") && !locked.contains("name=\"case\""));
    let form = format!("passphrase={}", UNLOCK.replace(' ', "+"));
    let unlocked = app.form(officer, "/desk/unlock", &form).await;
    let officer = &officer.renewed(&unlocked);
    app.form(officer, "/desk/cases/views/drop", "view=The+quarry")
        .await;
    let page = get(&app, &officer.sent(), "/desk/cases").await;
    assert!(!page.contains("The quarry"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_on_many_ends_when_its_member_locks() {
    everywhere(an_act_on_many_ends_when_its_member_locks_on).await;
}

async fn an_act_on_many_ends_when_its_member_locks_on(app: TestApp) {
    let (officer, lead) = (app.staff(Role::CaseOfficer), app.staff(Role::Supervisor));
    let ours = app.channel.0.simple().to_string();
    for n in 0..12 {
        another_case(&app, &ours, &format!("junk {n}"), lead).await;
    }
    let as_of = app.platform.now();
    let form = format!("do=close&all=yes&reason=not-a-report&explanation=junk&as_of={as_of}");
    app.form(officer, "/desk/cases/many?words=junk", &form)
        .await;
    app.form(officer, "/desk/lock", "").await;
    let member = officer.member;
    let progress = loop {
        match app.platform.many_running(member) {
            Some(progress) if progress.ended => break progress,
            _ => tokio::task::yield_now().await,
        }
    };
    assert!(progress.done < progress.all, "{progress:?}");
    let many: Vec<String> = (0..101)
        .map(|_| format!("case={}", uuid::Uuid::new_v4()))
        .collect();
    let form = format!("do=acknowledge&{}", many.join("&"));
    let too_many = app.form(lead, "/desk/cases/many", &form).await;
    assert_eq!(too_many.status, StatusCode::UNPROCESSABLE_ENTITY);
}
