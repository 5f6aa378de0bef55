//! What is to be done in cases, by whom and by when: found by each in all cases that they read, and nowhere else.

use watchpost_domain::{
    CaseId, Day, Denied, MemberId, Problem, TaskId, cases::CaseAccess, team::Task,
};
use watchpost_service::{
    Error, Platform, Working,
    accounts::Session,
    team::{MyTask, NewTask},
};

use crate::{
    signing_in::{a_case, at_work, session},
    world::{act, worlds},
};

const WHAT: &str = "canary-7361 call her after dark";
const DAY: i64 = 24 * 3600;

/// Writes down a task for somebody, so many days from now.
pub async fn set(
    platform: &Platform,
    who: &Working<'_>,
    case: CaseId,
    (what, whom, days): (&str, MemberId, i64),
) -> Result<(), Error> {
    let new = NewTask {
        what,
        whom: Some(whom),
        by: Ok(Some(platform.today().plus(days))),
    };
    let once = uuid::Uuid::new_v4().simple().to_string();
    platform.set_task(who, case, &once, new).await
}

/// The tasks that are open in a case.
pub async fn open(platform: &Platform, who: &Working<'_>, case: CaseId) -> Vec<Task> {
    let seen = platform.tasks_of(who, case).await.unwrap();
    seen.tasks.into_iter().filter(Task::is_open).collect()
}

async fn mine(platform: &Platform, session: &Session) -> Vec<MyTask> {
    platform.my_tasks(session, None, 50).await.unwrap().tasks
}

/// What each says and whose case it is.
fn said(tasks: &[MyTask]) -> Vec<(CaseId, &str)> {
    let all = tasks.iter();
    all.map(|task| (task.case, task.line.what.as_str()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_finds_what_is_theirs_to_do_in_all_cases_that_they_read() {
    for world in worlds().await {
        let platform = &world.platform;
        let (first, second) = (a_case(&world).await, a_case(&world).await);
        let (officer, lead) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let officer = session(platform, &officer).await;
        let lead = session(platform, &lead).await;
        let (me, other) = (officer.working().unwrap(), lead.working().unwrap());
        let (my, their) = (me.member.member, other.member.member);
        assert!(mine(platform, &officer).await.is_empty());
        set(platform, &other, first, (WHAT, my, 2)).await.unwrap();
        set(platform, &other, second, ("write to her", my, 1))
            .await
            .unwrap();
        set(platform, &me, second, ("look for others", their, 1))
            .await
            .unwrap();
        let tasks = mine(platform, &officer).await;
        assert_eq!(said(&tasks), [(second, "write to her"), (first, WHAT)]);
        assert_eq!(
            said(&mine(platform, &lead).await),
            [(second, "look for others")]
        );
        // Page by page, and what is late is said.
        world.clock.advance(2 * DAY);
        let page = platform.my_tasks(&officer, None, 1).await.unwrap();
        assert_eq!((page.all, page.overdue, page.tasks.len()), (2, 1, 1));
        assert!(page.tasks[0].is_overdue(page.today));
        let page = platform
            .my_tasks(&officer, page.next.as_deref(), 1)
            .await
            .unwrap();
        assert_eq!(said(&page.tasks), [(first, WHAT)]);
        assert_eq!(page.next, None);
        // The same after a restart, from the sealed records alone.
        platform.forget_lists();
        assert_eq!(mine(platform, &officer).await.len(), 2);
        // Done, given on, put aside.
        let task = tasks[0].task;
        platform
            .end_task(&me, second, (task, true, "she answered"))
            .await
            .unwrap();
        let again = platform.end_task(&me, second, (task, true, "")).await;
        assert!(matches!(again, Err(Error::Conflict)));
        world.clock.advance(1);
        platform
            .give_task(&me, first, (tasks[1].task, Some(their)))
            .await
            .unwrap();
        assert!(mine(platform, &officer).await.is_empty());
        assert_eq!(mine(platform, &lead).await.len(), 2);
        let silent = platform
            .end_task(&other, first, (tasks[1].task, false, " "))
            .await;
        assert!(matches!(silent, Err(Error::Invalid(p)) if p.0[0].problem == Problem::Required));
        platform
            .end_task(&other, first, (tasks[1].task, false, "she moved"))
            .await
            .unwrap();
        assert_eq!(open(platform, &me, first).await, []);
        // The person who reported reads nothing of it, and nothing lies readable on the disk.
        platform.forget_lists();
        assert_eq!(
            said(&mine(platform, &lead).await),
            [(second, "look for others")]
        );
        crate::row_sums::hold(&world).await;
        for file in crate::world::objects(world.folder.path()) {
            let bytes = std::fs::read(&file).unwrap();
            let found = bytes.windows(11).any(|w| w == &WHAT.as_bytes()[..11]);
            assert!(!found, "{}", file.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_for_whoever_reads_the_case_and_goes_with_it() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let (cookie, lead) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let officer = session(platform, &cookie).await;
        let lead = session(platform, &lead).await;
        let keeper = world.staff()[2].member.member;
        let (me, other) = (officer.working().unwrap(), lead.working().unwrap());
        let (my, their) = (me.member.member, other.member.member);
        // Whoever only keeps who reported reads no notes, has no tasks, and keeps none.
        let refused = set(platform, &me, case, (WHAT, keeper, 1)).await;
        assert!(matches!(refused, Err(Error::Invalid(p)) if p.0[0].field == "whom"));
        let refused = set(platform, &world.staff()[2], case, (WHAT, my, 1)).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))));
        set(platform, &other, case, (WHAT, my, 3)).await.unwrap();
        set(platform, &me, case, ("for the lead", their, 3))
            .await
            .unwrap();
        platform.assign(&me, case, Some(my), "").await.unwrap();
        // Narrowed to one: the task stays where it is read, with who carries the case; and is not in the desk's list for the other.
        platform
            .change_access(&me, case, CaseAccess::Named, "few")
            .await
            .unwrap();
        platform.forget_lists();
        assert_eq!(said(&mine(platform, &officer).await), [(case, WHAT)]);
        assert!(mine(platform, &lead).await.is_empty());
        let inbox = platform
            .inbox(&officer, &Default::default(), None, 9)
            .await
            .unwrap();
        assert_eq!(inbox.rows[0].assignee.as_deref(), Some("case-officer"));
        let hidden = platform.tasks_of(&other, case).await.err();
        assert!(matches!(hidden, Some(Error::Denied(Denied::NotFound))));
        let left = platform.tasks_of(&me, case).await.unwrap();
        assert!(left.readers.iter().all(|(member, _)| *member != their));
        // Opened again, or given to be read, it is there for both.
        platform
            .give_access(&me, case, their, "to help", None)
            .await
            .unwrap();
        assert_eq!(said(&mine(platform, &lead).await), [(case, "for the lead")]);
        world.clock.advance(1);
        platform
            .change_access(&me, case, CaseAccess::Desk, "all")
            .await
            .unwrap();
        platform.forget_lists();
        assert_eq!(said(&mine(platform, &officer).await), [(case, WHAT)]);
        // Who steps aside has nothing to do there any more, and the task can be given on.
        platform.step_aside(&other, case, "kin").await.unwrap();
        assert!(mine(platform, &lead).await.is_empty());
        world.clock.advance(1);
        let task = { open(platform, &me, case).await.into_iter() }.find(|t| t.whom == their);
        platform
            .give_task(&me, case, (task.unwrap().id, Some(my)))
            .await
            .unwrap();
        assert_eq!(mine(platform, &officer).await.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_comes_twice_makes_one_task_and_what_is_wrong_is_named() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let [officer, ..] = world.staff();
        let my = officer.member.member;
        for _ in 0..2 {
            let new = NewTask {
                what: "call",
                whom: Some(my),
                by: Ok(Some(platform.today())),
            };
            platform.set_task(&officer, case, "one", new).await.unwrap();
        }
        assert_eq!(open(platform, &officer, case).await.len(), 1);
        let new = NewTask {
            what: " ",
            whom: None,
            by: Ok(None),
        };
        let wrong = platform.set_task(&officer, case, "two", new).await;
        let Err(Error::Invalid(problems)) = wrong else {
            panic!("{wrong:?}")
        };
        let fields: Vec<_> = problems.0.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["what", "whom", "by"]);
        let nothing = TaskId(uuid::Uuid::nil());
        let none = platform.end_task(&officer, case, (nothing, true, "")).await;
        assert!(matches!(none, Err(Error::Conflict)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_a_state_says_who_saw_to_it_and_blocks_nothing() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let [officer, supervisor, custodian] = world.staff();
        let tick = |who, ticked| platform.tick(who, case, ticked);
        tick(&officer, ("received", "read-whole", true))
            .await
            .unwrap();
        let again = tick(&supervisor, ("received", "read-whole", true)).await;
        assert!(matches!(again, Err(Error::Conflict)));
        let unknown = tick(&officer, ("received", "never", true)).await;
        assert!(matches!(unknown, Err(Error::Invalid(_))));
        let elsewhere = tick(&officer, ("closed", "person-knows", true)).await;
        assert!(matches!(elsewhere, Err(Error::Conflict)));
        let refused = tick(&custodian, ("received", "read-whole", false)).await;
        assert!(matches!(refused, Err(Error::Denied(_))));
        let seen = platform.tasks_of(&supervisor, case).await.unwrap();
        assert_eq!(seen.ticks.len(), 1);
        assert_eq!(seen.ticks[0].by, Some(officer.member.member));
        assert_eq!(Day::of(seen.ticks[0].at), platform.today());
        tick(&supervisor, ("received", "read-whole", false))
            .await
            .unwrap();
        // Nothing of it has to be ticked for the case to go on; then the list is that of the next state.
        platform
            .step(&officer, case, &act("acknowledge"))
            .await
            .unwrap();
        let seen = platform.tasks_of(&officer, case).await.unwrap();
        assert!(seen.ticks.is_empty());
        tick(&officer, ("safety-check", "who-else", true))
            .await
            .unwrap();
    }
}

/// An installation's own rules take the place of the shipped ones.
#[tokio::test]
async fn an_installation_has_its_own_list() {
    for world in worlds().await {
        let platform = &world.platform;
        let own = platform.read_team(OWN).await.unwrap().unwrap();
        platform.set_team(own);
        let case = a_case(&world).await;
        let [officer, ..] = world.staff();
        let gone = platform
            .tick(&officer, case, ("received", "read-whole", true))
            .await;
        assert!(matches!(gone, Err(Error::Invalid(_))));
        platform
            .tick(&officer, case, ("received", "ring", true))
            .await
            .unwrap();
        let wrong = OWN.replace("\"received\"", "\"nowhere\"");
        let faults = platform.read_team(&wrong).await.unwrap().unwrap_err();
        assert_eq!(
            faults[0].to_string(),
            "line 11: there is no state `nowhere`"
        );
    }
}

const OWN: &str = r#"name = "ours"
version = 1
status = "reviewed"
languages = ["en", "fr", "es", "ar"]
note = { en = "a", fr = "b", es = "c", ar = "d" }
second = { release = false, close = false, erase = false, give-out = false, days = 7 }
emergency = { wait-hours = 24, days = 7 }
alike = { days = 365, score = 82 }

[[item]]
state = "received"
code = "ring"
name = { en = "a", fr = "b", es = "c", ar = "d" }
"#;
