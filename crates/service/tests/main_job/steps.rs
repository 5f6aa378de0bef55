//! Cases follow their procedure: from receipt to a remedy that the harmed person confirms, with clocks that stand still and run on.

use jiff::civil::date;
use watchpost_domain::{CaseId, Day, cases::Case, policy::Role, procedure::Need};
use watchpost_service::{Error, Platform, Working, procedures::NotUsed, steps::StepAsked};

use crate::{
    signing_in::{a_case_and_receipt, at_work, session},
    world::{World, act, worlds},
};

fn stating(name: &str, needs: &[Need]) -> StepAsked {
    StepAsked {
        stated: needs.to_vec(),
        ..act(name)
    }
}

async fn case_of(platform: &Platform, who: &Working<'_>, id: CaseId) -> Case {
    platform.read_case(who, id).await.unwrap().0
}

async fn step(platform: &Platform, who: &Working<'_>, id: CaseId, asked: StepAsked) {
    let name = asked.act.clone();
    let done = platform.step(who, id, &asked).await;
    assert!(done.is_ok(), "{name}: {done:?}");
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
            .change_consent(&cookie, &["store".into()], "en")
            .await
            .unwrap();
        step(platform, &officer, id, act("acknowledge")).await;
        // What has to be so before is named, and nothing is done.
        let early = platform.step(&officer, id, &act("continue")).await;
        assert!(matches!(early, Err(Error::Needs(needs)) if needs == [Need::SafetyJudged]));
        step(
            platform,
            &officer,
            id,
            stating("continue", &[Need::SafetyJudged]),
        )
        .await;
        step(
            platform,
            &officer,
            id,
            stating("complete", &[Need::Mandate]),
        )
        .await;
        // The company is told nothing that the person did not allow, whatever anybody says.
        let told = stating("admit-harm", &[Need::TestsDone, Need::ConsentSendToCompany]);
        let refused = platform.step(&boss, id, &told).await;
        assert!(
            matches!(refused, Err(Error::Needs(needs)) if needs == [Need::ConsentSendToCompany])
        );
        let all = ["store".into(), "send-to-company".into()];
        platform.change_consent(&cookie, &all, "en").await.unwrap();
        step(platform, &boss, id, told).await;
        step(platform, &boss, id, act("reply")).await;
        step(
            platform,
            &boss,
            id,
            stating("use-good-offices", &[Need::PersonChose]),
        )
        .await;
        step(platform, &boss, id, stating("agree", &[Need::PersonAgreed])).await;
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

        // A question: its own clock runs, and what was there waits for the answer.
        step(
            platform,
            &officer,
            id,
            stating("continue", &[Need::SafetyJudged]),
        )
        .await;
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
        assert_eq!(case.clocks.len(), 1);
        assert_eq!(case.clocks[0].left, None);
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
