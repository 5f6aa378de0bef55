//! Cases follow their procedure: from receipt to a remedy that the harmed person confirms, with clocks that stand still and run on.

use jiff::civil::date;
use watchpost_domain::{
    CaseId, Day, Fact,
    cases::{Case, clocks::Running},
    policy::Role,
    procedure::Need,
};
use watchpost_service::{Error, Platform, Working, policy_data::NotUsed, steps::StepAsked};

use crate::{
    signing_in::{a_case_and_receipt, at_work, session},
    world::{World, act, fill, worlds},
};

async fn case_of(platform: &Platform, who: &Working<'_>, id: CaseId) -> Case {
    platform.read_case(who, id).await.unwrap().0
}

async fn step(platform: &Platform, who: &Working<'_>, id: CaseId, asked: StepAsked) {
    let name = asked.act.clone();
    let done = platform.step(who, id, &asked).await;
    assert!(done.is_ok(), "{name}: {done:?}");
}

async fn filled(platform: &Platform, who: &Working<'_>, id: CaseId, sheet: &str) {
    let done = fill(platform, who, id, sheet).await;
    assert!(done.is_ok(), "{sheet}: {done:?}");
}

/// Fills in sheets and carries the case on with the act that waits for them.
async fn with(platform: &Platform, who: &Working<'_>, id: CaseId, sheet: &str, name: &str) {
    filled(platform, who, id, sheet).await;
    step(platform, who, id, act(name)).await;
}

fn found(code: &str) -> Need {
    Need::Found(code.to_owned())
}

fn today(world: &World) -> Day {
    Day::of(world.clock.now())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_goes_from_receipt_to_a_remedy_that_the_person_confirms() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        platform
            .change_consent(&cookie, (&["store".into()], None), "en")
            .await
            .unwrap();
        step(platform, &officer, id, act("acknowledge")).await;
        // What has to be so before is named, and nothing is done.
        let early = platform.step(&officer, id, &act("continue")).await;
        assert!(matches!(early, Err(Error::Needs(needs)) if needs == [found("safety-judged")]));
        with(platform, &officer, id, "safety", "continue").await;
        with(platform, &officer, id, "mandate", "complete").await;
        // The company is told nothing that the person did not allow, whatever anybody says.
        filled(platform, &boss, id, "eligibility").await;
        let told = act("admit-harm");
        let refused = platform.step(&boss, id, &told).await;
        assert!(
            matches!(refused, Err(Error::Needs(needs)) if needs == [Need::Consent("send-to-company".into())])
        );
        let all = ["store".into(), "send-to-company".into()];
        platform
            .change_consent(&cookie, (&all, None), "en")
            .await
            .unwrap();
        // Nor while they are not safe, whatever they allowed before.
        platform.stop_contact(&cookie, true).await.unwrap();
        let unsafe_now = platform.step(&boss, id, &told).await;
        assert!(matches!(unsafe_now, Err(Error::Needs(_))), "{unsafe_now:?}");
        platform.stop_contact(&cookie, false).await.unwrap();
        step(platform, &boss, id, told).await;
        step(platform, &boss, id, act("reply")).await;
        with(platform, &boss, id, "way=good-offices", "use-good-offices").await;
        with(platform, &boss, id, "agreement", "agree").await;
        // Only who was harmed says that it was put right.
        let by_desk = platform.step(&boss, id, &act("confirm-remedy")).await;
        assert!(matches!(by_desk, Err(Error::NotNow(_))));
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        let can: Vec<&str> = theirs.steps().map(|exit| exit.act.as_str()).collect();
        assert_eq!(can, ["confirm-remedy", "breach"]);
        let silent = platform
            .step_as_reporter(
                &cookie,
                "1",
                ("confirm-remedy", Some("remedied")),
                (" ", "en"),
            )
            .await;
        assert!(matches!(silent, Err(Error::Invalid(_))));
        for _ in 0..2 {
            platform
                .step_as_reporter(
                    &cookie,
                    "2",
                    ("confirm-remedy", Some("remedied")),
                    ("They paid all of it.", "en"),
                )
                .await
                .unwrap();
        }
        let (case, seen) = platform.read_case(&officer, id).await.unwrap();
        assert_eq!(
            (case.state.as_str(), case.ended, case.due),
            ("closed", true, None)
        );
        assert_eq!(seen.messages.last().unwrap().text, "They paid all of it.");
        assert_eq!(seen.messages.len(), 1, "sent twice, it is said once");
        // A broken promise takes it up again.
        platform
            .step_as_reporter(&cookie, "3", ("reopen", None), ("They stopped.", "en"))
            .await
            .unwrap();
        let case = case_of(platform, &officer, id).await;
        assert_eq!((case.state.as_str(), case.ended), ("eligibility", false));
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clocks_begin_stand_still_and_run_on() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, ..] = world.staff();
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        step(platform, &officer, id, act("acknowledge")).await;
        let begun = today(&world);
        let case = case_of(platform, &officer, id).await;
        assert_eq!(case.clocks.len(), 1);
        assert_eq!(
            case.due,
            Some(case.clocks[0].due.min(case.answer_by.unwrap()))
        );
        let due = case.clocks[0].due;
        assert!(due > begun);

        // "I am not safe": nothing is due while they wait, and as much is left afterwards.
        platform.stop_contact(&cookie, true).await.unwrap();
        let case = case_of(platform, &officer, id).await;
        assert!(case.clocks[0].left.is_some());
        assert_eq!(case.due, None);
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert!(theirs.next_date().is_none() && theirs.clocks.is_empty());
        world.clock.advance(70 * 24 * 3600);
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        platform.stop_contact(&cookie, false).await.unwrap();
        let case = case_of(platform, &officer, id).await;
        assert_eq!(case.clocks[0].left, None);
        assert_eq!(
            case.clocks[0].due.days_from(today(&world)),
            due.days_from(begun)
        );

        // The desk can stop it as well, and only the person lets it go on.
        platform
            .set_beside(&officer, id, ("paused-for-safety", true), "He is watched.")
            .await
            .unwrap();
        let hello = platform
            .write_to_reporter(&officer, id, "f", "Hello", "en")
            .await;
        assert!(matches!(hello, Err(Error::Denied(_))));
        let over = platform.set_beside(&officer, id, ("paused-for-safety", false), "");
        assert!(matches!(over.await, Err(Error::NotNow(_))));
        platform.stop_contact(&cookie, false).await.unwrap();
        let hold = ("on-hold", true);
        platform
            .set_beside(&officer, id, hold, "A holiday.")
            .await
            .unwrap();
        let case = case_of(platform, &officer, id).await;
        assert!(case.clocks[0].left.is_some() && case.due.is_none());
        let on = ("on-hold", false);
        platform.set_beside(&officer, id, on, "").await.unwrap();

        // A question: its own clock runs, and what was there waits for the answer.
        with(platform, &officer, id, "safety", "continue").await;
        step(platform, &officer, id, act("ask-more")).await;
        let case = case_of(platform, &officer, id).await;
        let codes: Vec<(&str, bool)> = { case.clocks.iter() }
            .map(|clock| (clock.code.as_str(), clock.left.is_some()))
            .collect();
        assert!(codes.contains(&("info-requested", false)), "{codes:?}");
        assert!(codes.contains(&("representation-check", true)), "{codes:?}");
        platform
            .write_as_reporter(&cookie, "once", "It was at the gate.", "en")
            .await
            .unwrap();
        let case = case_of(platform, &officer, id).await;
        assert_eq!(case.state, "representation-check", "writing is the answer");
        let runs_on = |c: &Running| c.left.is_none() && c.code != "info-requested";
        assert!(case.clocks.iter().all(runs_on), "{:?}", case.clocks);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_keeps_the_procedure_under_which_it_came() {
    for world in worlds().await {
        let platform = &world.platform;
        let (before, _) = a_case_and_receipt(&world).await;
        let shipped = watchpost_domain::procedure::DEFAULT;
        let same = platform.use_procedure(shipped).await;
        assert!(matches!(same, Err(NotUsed::InUse(1))));
        let broken = shipped.replacen("days = 45", "days = -45", 1);
        let Err(NotUsed::NotWhole(faults)) = platform.use_procedure(&broken).await else {
            panic!("it is not whole")
        };
        assert_eq!(faults.len(), 1);
        let ours = shipped.replacen(
            "act = \"acknowledge\", by = [\"desk\"]",
            "act = \"acknowledge\", by = [\"director\"]",
            1,
        );
        assert_eq!(platform.use_procedure(&ours).await.unwrap(), 2);
        let lead = session(platform, &at_work(&world, 1).await).await;
        let audit = platform.audit(&lead, None).await.unwrap();
        let told =
            |fact: &Fact| matches!(fact, Fact::Desk(fact) if fact.code() == "procedure-used");
        assert!(
            audit.lines.iter().any(|line| told(&line.fact)),
            "it is told"
        );
        let (after, _) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        assert!(!officer.member.roles.has(Role::Supervisor));
        step(platform, &officer, before, act("acknowledge")).await;
        let refused = platform.step(&officer, after, &act("acknowledge")).await;
        let Err(Error::NotNow(allowed)) = refused else {
            panic!("the officer is not the director")
        };
        assert!(allowed.contains(&("acknowledge".into(), vec!["director".into()])));
        step(platform, &boss, after, act("acknowledge")).await;
        let versions = [before, after].map(|id| case_of(platform, &boss, id));
        let [one, two] = versions;
        assert_eq!((one.await.procedure, two.await.procedure), (1, 2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn working_days_are_those_of_where_the_desk_works() {
    for world in worlds().await {
        let platform = &world.platform;
        let [officer, ..] = world.staff();
        // A Thursday before Good Friday.
        let thursday = Day::from_date(date(2027, 3, 25));
        world
            .clock
            .advance(thursday.days_from(today(&world)) * 24 * 3600);
        let (id, _) = a_case_and_receipt(&world).await;
        step(platform, &officer, id, act("acknowledge")).await;
        let plain = case_of(platform, &officer, id).await.clocks[0].due;
        assert_eq!(plain, Day::from_date(date(2027, 3, 30)));
        let cookie = at_work(&world, 1).await;
        let boss = session(platform, &cookie).await;
        let nowhere = platform.set_country(&boss, "QQ").await;
        assert!(matches!(nowhere, Err(Error::Invalid(_))));
        platform.set_country(&boss, "DE").await.unwrap();
        let (id, _) = a_case_and_receipt(&world).await;
        step(platform, &officer, id, act("acknowledge")).await;
        let berlin = case_of(platform, &officer, id).await.clocks[0].due;
        assert_eq!(
            berlin,
            Day::from_date(date(2027, 4, 1)),
            "Easter is no working day"
        );
    }
}

/// A year of a case, in which only time acts.
#[tokio::test(flavor = "multi_thread")]
async fn clocks_remind_and_run_out_each_once_and_time_acts_where_it_may() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let all = ["store".into(), "send-to-company".into()];
        platform
            .change_consent(&cookie, (&all, None), "en")
            .await
            .unwrap();
        step(platform, &boss, id, act("acknowledge")).await;
        with(platform, &boss, id, "safety", "continue").await;
        with(platform, &boss, id, "mandate", "complete").await;
        with(platform, &boss, id, "eligibility", "admit-harm").await;
        let asked = case_of(platform, &boss, id).await;
        let (due, begun) = (asked.clocks[0].due, today(&world));
        let longer = platform
            .extend_clock(&boss, id, "company-notified", "They asked for it.")
            .await;
        longer.unwrap();
        let twice = platform.extend_clock(&boss, id, "company-notified", "And again.");
        assert!(
            matches!(twice.await, Err(Error::Conflict)),
            "once, and no more"
        );
        let later = case_of(platform, &boss, id).await.clocks[0].due;
        assert!(later > due);

        let mut said = Vec::new();
        for passed in 0..365 {
            let sweep = platform.sweep_clocks().await.unwrap();
            let again = platform.sweep_clocks().await.unwrap();
            assert_eq!((again.said, again.carried), (0, 0), "a day is said once");
            if sweep.said + sweep.carried > 0 {
                said.push((begun.plus(passed), sweep.said, sweep.carried));
            }
            world.clock.advance(24 * 3600);
        }
        // The company did not answer; the choice of a way was not made in time; the answer that was promised is late.
        assert_eq!(said[0], (later.plus(1), 0, 1), "{said:?}");
        assert!(said.len() < 6, "{said:?}");
        let (case, seen) = platform.read_case(&officer, id).await.unwrap();
        assert_eq!(case.state, "route-choice");
        assert!(case.due.unwrap() < today(&world), "it is overdue");
        let by_time = seen.history.iter().filter(|line| {
            matches!(
                line.by,
                watchpost_domain::cases::content::ActedBy::Installation
            )
        });
        assert_eq!(by_time.count(), said.len());
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_jump_of_the_clock_makes_one_word_and_no_act() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, _) = a_case_and_receipt(&world).await;
        let (waiting, _) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        step(platform, &officer, waiting, act("acknowledge")).await;
        with(platform, &officer, waiting, "safety", "continue").await;
        step(platform, &officer, waiting, act("ask-more")).await;
        step(platform, &officer, id, act("acknowledge")).await;
        with(platform, &boss, id, "safety", "continue").await;
        with(platform, &boss, id, "mandate", "complete").await;
        with(platform, &boss, id, "eligibility", "choose-other-door").await;
        with(platform, &boss, id, "way=good-offices", "use-good-offices").await;
        platform.sweep_clocks().await.unwrap();
        world.clock.advance(200 * 24 * 3600);
        let jumped = platform.sweep_clocks().await.unwrap();
        assert_eq!(
            (jumped.said, jumped.carried),
            (2, 0),
            "each case says it once"
        );
        world.clock.advance(24 * 3600);
        let next = platform.sweep_clocks().await.unwrap();
        assert_eq!((next.said, next.carried), (0, 0));
        assert_eq!(
            case_of(platform, &boss, id).await.state,
            "route-good-offices"
        );
        // Nothing is skipped: once there was time to look, time acts.
        world.clock.advance(24 * 3600);
        let acted = platform.sweep_clocks().await.unwrap();
        assert_eq!((acted.said, acted.carried), (0, 1));
        assert_eq!(case_of(platform, &boss, id).await.state, "route-choice");
        // Nobody is given up by a clock: who was asked stays asked until somebody decides.
        let case = case_of(platform, &boss, waiting).await;
        assert_eq!((case.state.as_str(), case.ended), ("info-requested", false));
        // A clock that goes back says nothing again.
        world.clock.advance(-90 * 24 * 3600);
        let back = platform.sweep_clocks().await.unwrap();
        assert_eq!((back.said, back.carried), (0, 0));
    }
}

/// What was taken back goes to nobody, and no clock carries it there; still the desk is told that somebody has to look.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_back_goes_nowhere_by_itself_and_is_not_forgotten() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [_, boss, _] = world.staff();
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let all = ["store".into(), "send-to-company".into()];
        platform
            .change_consent(&cookie, (&all, None), "en")
            .await
            .unwrap();
        step(platform, &boss, id, act("acknowledge")).await;
        with(platform, &boss, id, "safety", "continue").await;
        with(platform, &boss, id, "mandate", "complete").await;
        platform.withdraw(&cookie, true).await.unwrap();
        filled(platform, &boss, id, "eligibility").await;
        let told = act("admit-harm");
        let refused = platform.step(&boss, id, &told).await;
        assert!(
            matches!(refused, Err(Error::Needs(needs)) if needs == [Need::Consent("send-to-company".into())])
        );
        with(platform, &boss, id, "eligibility", "choose-other-door").await;
        filled(platform, &boss, id, "way=elsewhere").await;
        filled(platform, &boss, id, "referral").await;
        let refused = platform.step(&boss, id, &act("refer")).await;
        assert!(
            matches!(refused, Err(Error::Needs(needs)) if needs == [found("consent-for-recipient")])
        );
        with(platform, &boss, id, "way=good-offices", "use-good-offices").await;
        let mut said = 0;
        for _ in 0..120 {
            let sweep = platform.sweep_clocks().await.unwrap();
            assert_eq!(sweep.carried, 0, "time does nothing with it");
            said += sweep.said;
            world.clock.advance(24 * 3600);
        }
        assert!(said > 0);
        let case = case_of(platform, &boss, id).await;
        assert_eq!(case.state, "route-good-offices");
        assert!(case.due.unwrap() < today(&world), "it is overdue, and seen");
    }
}
