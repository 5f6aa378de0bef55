//! Worksheets: what is found out in a case, by whom, and what it lets be done.

use watchpost_domain::{
    CaseId,
    cases::{Case, CaseAccess},
    procedure::Need,
};
use watchpost_service::{Error, Platform, Working, sheets::Typed, steps::StepAsked};

use crate::{
    signing_in::a_case_and_receipt,
    world::{World, act, answered, fill, values, worlds},
};

async fn step(platform: &Platform, who: &Working<'_>, id: CaseId, name: &str) {
    let done = platform.step(who, id, &act(name)).await;
    assert!(done.is_ok(), "{name}: {done:?}");
}

async fn filled(platform: &Platform, who: &Working<'_>, id: CaseId, sheet: &str) {
    let done = fill(platform, who, id, sheet).await;
    assert!(done.is_ok(), "{sheet}: {done:?}");
}

async fn by_reporter(
    platform: &Platform,
    receipt: &str,
    sheet: &str,
    once: &str,
) -> Result<(), Error> {
    let cookie = platform.open_follow_up(receipt).await.unwrap();
    let all = answered(sheet);
    let typed = Typed {
        sheet: sheet.split('=').next().unwrap(),
        once,
        values: values(&all),
        language: "en",
    };
    platform.fill_sheet_as_reporter(&cookie, typed).await
}

async fn case_of(platform: &Platform, who: &Working<'_>, id: CaseId) -> Case {
    platform.read_case(who, id).await.unwrap().0
}

/// As far as the choice of a way, without the company.
async fn at_the_choice(platform: &Platform, who: &Working<'_>, id: CaseId) {
    step(platform, who, id, "acknowledge").await;
    filled(platform, who, id, "safety").await;
    step(platform, who, id, "continue").await;
    filled(platform, who, id, "mandate").await;
    step(platform, who, id, "complete").await;
    filled(platform, who, id, "eligibility").await;
    step(platform, who, id, "choose-other-door").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_person_chooses_and_chooses_anew_each_time() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        // It is not asked for before its time, of nobody.
        let early = by_reporter(platform, &receipt, "way=mediation", "1").await;
        assert!(matches!(early, Err(Error::NotNow(_))), "{early:?}");
        at_the_choice(platform, &boss, id).await;
        let needs = |error| match error {
            Err(Error::Needs(needs)) => needs,
            other => panic!("{other:?}"),
        };
        let none = platform.step(&officer, id, &act("use-good-offices")).await;
        assert_eq!(needs(none), [Need::Found("chose-good-offices".into())]);
        for once in ["2", "2"] {
            let chosen = by_reporter(platform, &receipt, "way=good-offices", once).await;
            chosen.unwrap();
        }
        // Another way is not what they chose.
        let other = platform.step(&officer, id, &act("use-mediation")).await;
        assert_eq!(needs(other), [Need::Found("chose-mediation".into())]);
        step(platform, &officer, id, "use-good-offices").await;
        step(platform, &officer, id, "fail").await;
        let again = platform.step(&officer, id, &act("use-good-offices")).await;
        assert_eq!(
            needs(again),
            [Need::Found("chose-good-offices".into())],
            "that was another time"
        );
        let (_, seen) = platform.read_case(&officer, id).await.unwrap();
        let ways = seen.sheets.iter().filter(|part| part.sheet == "way");
        let ways: Vec<_> = ways.map(|part| (part.by.as_str(), part.member)).collect();
        assert_eq!(ways, [("reporter", None)], "sent twice, it is there once");
        let theirs = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&theirs).await.unwrap().unwrap();
        let read: Vec<&str> = theirs
            .sheets
            .iter()
            .map(|part| part.sheet.as_str())
            .collect();
        assert_eq!(read, ["way"], "what the team judged is not theirs to read");
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_in_a_sheet_is_named_and_nothing_is_written() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, _) = a_case_and_receipt(&world).await;
        let [officer, ..] = world.staff();
        let typed = Typed {
            sheet: "safety",
            once: "1",
            values: |field: &str| match field {
                "q.life" => vec!["perhaps".to_owned()],
                "q.more" => vec!["x".repeat(20_001)],
                _ => vec![],
            },
            language: "en",
        };
        let wrong = platform.fill_sheet(&officer, id, typed).await;
        let Err(Error::Invalid(problems)) = wrong else {
            panic!("{wrong:?}");
        };
        let fields: Vec<&str> = problems.0.iter().map(|p| p.field.as_str()).collect();
        assert!(fields.starts_with(&["q.life", "q.child"]), "{fields:?}");
        assert!(fields.contains(&"q.more") && !fields.contains(&"q.from"));
        let unknown = fill(platform, &officer, id, "horoscope").await;
        assert!(matches!(unknown, Err(Error::Denied(_))));
        let (_, seen) = platform.read_case(&officer, id).await.unwrap();
        assert!(seen.sheets.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_looks_over_what_they_said_was_done() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        at_the_choice(platform, &boss, id).await;
        by_reporter(platform, &receipt, "way=good-offices", "1")
            .await
            .unwrap();
        step(platform, &boss, id, "use-good-offices").await;
        by_reporter(platform, &receipt, "agreement", "2")
            .await
            .unwrap();
        step(platform, &boss, id, "agree").await;
        filled(platform, &boss, id, "done").await;
        let own = fill(platform, &boss, id, "seen-done").await;
        assert!(matches!(own, Err(Error::NeedsAnother)), "{own:?}");
        filled(platform, &boss, id, "asked").await;
        let end = StepAsked {
            reason: Some("remedied".into()),
            ..act("end-unconfirmed")
        };
        let early = platform.step(&boss, id, &end).await;
        let another = Need::Found("verified-by-another".into());
        assert!(matches!(early, Err(Error::Needs(needs)) if needs == [another]));
        filled(platform, &officer, id, "seen-done").await;
        platform.step(&boss, id, &end).await.unwrap();
        assert!(case_of(platform, &boss, id).await.ended);
    }
}

/// The risk is asked about again, the sooner the higher it is; who reported says at any time that somebody took revenge.
#[tokio::test(flavor = "multi_thread")]
async fn danger_is_asked_about_again_and_revenge_is_said_at_any_time() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, ..] = world.staff();
        step(platform, &officer, id, "acknowledge").await;
        let mut high = answered("safety");
        for (field, value) in &mut high {
            if field == "q.retaliation" {
                *value = "high".into();
            }
        }
        let typed = Typed {
            sheet: "safety",
            once: "1",
            values: values(&high),
            language: "en",
        };
        platform.fill_sheet(&officer, id, typed).await.unwrap();
        step(platform, &officer, id, "continue").await;
        let case = case_of(platform, &officer, id).await;
        let again = |case: &Case| {
            { case.clocks.iter() }
                .find(|c| c.code == "again-safety")
                .cloned()
        };
        let asks = again(&case).unwrap();
        assert_eq!(asks.due.days_from(asks.began), 7);
        // Who reported is shown no clock of the desk's own.
        let theirs = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&theirs).await.unwrap().unwrap();
        assert!(
            theirs
                .clocks
                .iter()
                .all(|clock| clock.code != "again-safety")
        );
        world.clock.advance(8 * 24 * 3600);
        let said = platform.sweep_clocks().await.unwrap();
        assert_eq!((said.said, said.carried), (1, 0));
        assert_eq!(platform.sweep_clocks().await.unwrap().said, 0);
        filled(&world.platform, &officer, id, "safety").await;
        let case = case_of(platform, &officer, id).await;
        assert_eq!(again(&case).unwrap().due.days_from(asks.began), 8 + 90);

        by_reporter(platform, &receipt, "retaliation", "2")
            .await
            .unwrap();
        let case = case_of(platform, &officer, id).await;
        assert!(
            case.sides.contains("retaliation-reported"),
            "{:?}",
            case.sides
        );
        assert_eq!(
            case.state, "representation-check",
            "where it stands is kept"
        );
        // Said again, it is written down again, and is so as before.
        by_reporter(platform, &receipt, "retaliation", "3")
            .await
            .unwrap();
        linked_case(&world, id, &receipt).await;
        crate::row_sums::hold(&world).await;
    }
}

/// An urgent case of its own: read by the same people, told to the same person with the same receipt, and left alone with the first.
async fn linked_case(world: &World, first: CaseId, receipt: &str) {
    let platform = &world.platform;
    let [officer, boss, _] = world.staff();
    let cookie = platform.open_follow_up(receipt).await.unwrap();
    let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
    let [(urgent, reference)] = theirs.linked.as_slice() else {
        panic!("{:?}", theirs.linked);
    };
    let (case, seen) = platform.read_case(&officer, *urgent).await.unwrap();
    assert_eq!(
        (case.state.as_str(), case.access),
        ("safety-check", CaseAccess::Desk)
    );
    let told = seen.answers.unwrap().answers[0]
        .answer
        .words()
        .unwrap()
        .to_owned();
    assert!(told.contains("They sent him home."), "{told}");
    // It is due within a day, and stands first in the list.
    let day = watchpost_domain::Day::of(world.clock.now());
    assert_eq!(case.clocks[0].due, day.plus(1));
    let there = platform
        .look_at_linked(&cookie, Some(reference.as_str()))
        .await
        .unwrap();
    platform
        .write_to_reporter(&officer, *urgent, "l", "Where are you now?", "en")
        .await
        .unwrap();
    let linked = platform.follow_up(&there).await.unwrap().unwrap();
    assert_eq!(linked.messages[0].text, "Where are you now?");
    assert!(linked.follows.is_some() && linked.linked.is_empty());
    platform
        .write_as_reporter(&there, "l2", "At my sister's.", "en")
        .await
        .unwrap();
    let unknown = platform.look_at_linked(&cookie, Some("2345-6789")).await;
    assert!(matches!(unknown, Err(Error::Conflict)));
    // "I am not safe", said in either, stops all contact in both.
    platform.stop_contact(&there, true).await.unwrap();
    for id in [first, *urgent] {
        assert!(case_of(platform, &boss, id).await.contact_stopped);
        let hello = platform
            .write_to_reporter(&officer, id, "x", "Hello", "en")
            .await;
        assert!(matches!(hello, Err(Error::Denied(_))));
    }
    platform.stop_contact(&cookie, false).await.unwrap();
    assert!(!case_of(platform, &boss, *urgent).await.contact_stopped);
    // So it is when the desk says it, in either; also of a case that whoever says it may not read.
    let pause = async |id| {
        let side = ("paused-for-safety", true);
        let paused = platform.set_beside(&officer, id, side, "She called.").await;
        paused.unwrap();
        for id in [first, *urgent] {
            assert!(case_of(platform, &boss, id).await.contact_stopped);
        }
        platform.stop_contact(&cookie, false).await.unwrap();
    };
    pause(*urgent).await;
    platform
        .change_access(&boss, *urgent, CaseAccess::Named, "few")
        .await
        .unwrap();
    pause(first).await;
    platform
        .change_access(&boss, *urgent, CaseAccess::Desk, "all")
        .await
        .unwrap();
    // A changed receipt opens both, and the old one neither.
    let new = platform.new_receipt(&there, "en").unwrap();
    let part = new.digits.split_whitespace().nth(new.part.1 - 1).unwrap();
    let fresh = platform
        .take_receipt(&there, &new.carried, part)
        .await
        .unwrap();
    let again = platform
        .look_at_linked(&fresh, Some(reference.as_str()))
        .await
        .unwrap();
    assert!(platform.follow_up(&again).await.unwrap().is_some());
    assert!(platform.follow_up(&there).await.unwrap().is_none());
    crate::row_sums::hold(world).await;
}

/// Who may not read the first case may not read what comes of it either.
#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_was_narrowed_opens_a_narrow_one_and_whoever_stepped_aside_stays_so() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        let named = CaseAccess::Named;
        platform
            .change_access(&boss, id, named, "He knows somebody there.")
            .await
            .unwrap();
        platform
            .stop_contact(&platform.open_follow_up(&receipt).await.unwrap(), true)
            .await
            .unwrap();
        by_reporter(platform, &receipt, "retaliation", "1")
            .await
            .unwrap();
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        let urgent = theirs.linked[0].0;
        let case = case_of(platform, &boss, urgent).await;
        assert_eq!(
            (case.access, case.contact_stopped, case.due),
            (named, true, None)
        );
        let hidden = platform.read_case(&officer, urgent).await;
        assert!(matches!(hidden, Err(Error::Denied(_))));

        let (other, receipt) = a_case_and_receipt(&world).await;
        platform
            .step_aside(&officer, other, "My cousin works there.")
            .await
            .unwrap();
        by_reporter(platform, &receipt, "retaliation", "2")
            .await
            .unwrap();
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let urgent = platform.follow_up(&cookie).await.unwrap().unwrap().linked[0].0;
        let hidden = platform.read_case(&officer, urgent).await;
        assert!(matches!(hidden, Err(Error::Denied(_))));
        assert!(platform.read_case(&boss, urgent).await.is_ok());
        crate::row_sums::hold(&world).await;
    }
}
