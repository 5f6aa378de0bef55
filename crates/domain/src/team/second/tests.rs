//! A second pair of eyes by table: who asks, who agrees, to what exactly, and until when.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::{
    RoomId,
    cases::tests::plain,
    team::tests::{line, member, stepped},
};

const ME: u128 = 1;
const OTHER: u128 = 2;

fn rules() -> Seconds {
    Seconds {
        acts: [Guarded::Release, Guarded::Close].into(),
        days: 7,
    }
}

fn asked(act: Guarded, thing: &str, until: i64) -> CaseAct {
    CaseAct::Team(TeamAct::SecondAsked {
        act,
        thing: thing.into(),
        why: "look".into(),
        until: Day(until),
    })
}

fn agreed(act: Guarded, thing: &str, by: u128, until: i64) -> CaseAct {
    CaseAct::Team(TeamAct::SecondAgreed {
        act,
        thing: thing.into(),
        by: member(by),
        until: Day(until),
    })
}

fn history(acts: Vec<(u128, CaseAct)>) -> Vec<HistoryPart> {
    let lines = acts.into_iter().zip(1..);
    lines.map(|((by, act), at)| line(at, by, act)).collect()
}

/// Whether `who` may do it on this day, after all that.
fn may_do(acts: &[(u128, CaseAct)], act: Guarded, thing: &str, who: u128, day: i64) -> bool {
    let there = second_asks(&history(acts.to_vec()), Day(day));
    was_looked_at(&rules(), &there, (act, thing, member(who)), 1)
}

#[test]
fn a_word_is_good_for_exactly_what_was_asked_by_whom_and_until_its_day() {
    let told = |part: u128| CaseAct::Released {
        room: RoomId(uuid::Uuid::nil()),
        part: crate::PartId(uuid::Uuid::from_u128(part)),
        named: false,
    };
    let mut acts = vec![(ME, asked(Guarded::Release, "draft", 107))];
    assert!(!may_do(&acts, Guarded::Release, "draft", ME, 100));
    acts.push((OTHER, agreed(Guarded::Release, "draft", ME, 107)));
    assert!(may_do(&acts, Guarded::Release, "draft", ME, 107));
    for (act, thing, who, day) in [
        (Guarded::Release, "other draft", ME, 100),
        (Guarded::Release, "draft", OTHER, 100),
        (Guarded::Close, "draft", ME, 100),
        (Guarded::Release, "draft", ME, 108),
    ] {
        assert!(
            !may_do(&acts, act, thing, who, day),
            "{act:?} {thing} {who} {day}"
        );
    }
    // Erasing needs nobody by these rules; and where nobody else could agree, nobody has to.
    assert!(may_do(&acts, Guarded::Erase, "asked-for", ME, 100));
    assert!(was_looked_at(
        &rules(),
        &[],
        (Guarded::Close, "a", member(ME)),
        0
    ));
    // It moved on: what was agreed about the company still holds, once.
    acts.push((ME, stepped("received", "safety-check")));
    assert!(may_do(&acts, Guarded::Release, "draft", ME, 100));
    acts.push((ME, told(9)));
    assert!(!may_do(&acts, Guarded::Release, "draft", ME, 100));
}

#[test]
fn where_the_case_moved_on_nobody_agreed_that_it_ends_from_there() {
    let mut acts = vec![
        (ME, asked(Guarded::Close, "unfounded", 107)),
        (OTHER, agreed(Guarded::Close, "unfounded", ME, 107)),
    ];
    assert!(may_do(&acts, Guarded::Close, "unfounded", ME, 100));
    acts.push((ME, stepped("received", "safety-check")));
    assert!(!may_do(&acts, Guarded::Close, "unfounded", ME, 100));
}

#[test]
fn what_is_asked_and_answered_is_checked() {
    let asks = Granted::<may::AskSecond>::unchecked(plain("received"), "a test");
    let agrees = Granted::<may::AgreeSecond>::unchecked(plain("received"), "a test");
    let ask = |there: &[SecondAsk], act, thing, why| {
        ask_second(
            &asks,
            &rules(),
            there,
            (act, thing, why),
            (member(ME), Day(100)),
        )
    };
    let wrong = |field: &str| ActError::Invalid(Problems::one(field, Problem::Required));
    assert!(ask(&[], Guarded::Close, "unfounded", "look").is_ok());
    let no = ask(&[], Guarded::Close, "unfounded", " ").unwrap_err();
    assert_eq!(no, wrong("why"));
    assert_eq!(
        ask(&[], Guarded::Close, "", "look").unwrap_err(),
        wrong("thing")
    );
    let needless = ask(&[], Guarded::Erase, "asked-for", "look").unwrap_err();
    assert_eq!(needless, ActError::Already);
    let acts = vec![(ME, asked(Guarded::Close, "unfounded", 107))];
    let there = second_asks(&history(acts.clone()), Day(100));
    let twice = ask(&there, Guarded::Close, "unfounded", "look").unwrap_err();
    assert_eq!(twice, ActError::Already);
    assert!(ask(&there, Guarded::Close, "no-contact", "look").is_ok());

    let answer = |there: &[SecondAsk], thing, me, refusal| {
        let what = (Guarded::Close, thing, member(ME));
        answer_second(
            &agrees,
            &rules(),
            there,
            what,
            (member(me), refusal, Day(100)),
        )
    };
    assert!(answer(&there, "unfounded", OTHER, None).is_ok());
    assert!(answer(&there, "unfounded", OTHER, Some("not yet")).is_ok());
    let silent = answer(&there, "unfounded", OTHER, Some("")).unwrap_err();
    assert_eq!(silent, wrong("reason"));
    let own = answer(&there, "unfounded", ME, None).unwrap_err();
    assert_eq!(own, ActError::NotYourOwn);
    let nothing = answer(&there, "no-contact", OTHER, None).unwrap_err();
    assert_eq!(nothing, ActError::Already);
    let over = second_asks(&history(acts), Day(108));
    assert_eq!(
        answer(&over, "unfounded", OTHER, None).unwrap_err(),
        ActError::Already
    );
}

proptest! {
    /// Whatever is written into a history, nobody is their own second person.
    #[test]
    fn nobody_agrees_with_themselves(acts in prop::collection::vec((0u128..3, 0u8..3, 0u128..3), 0..20), who in 0u128..3) {
        let acts = acts.into_iter().map(|(by, kind, of)| {
            let act = match kind {
                0 => asked(Guarded::Close, "a", 9),
                1 => agreed(Guarded::Close, "a", of, 9),
                _ => CaseAct::Team(TeamAct::SecondRefused { act: Guarded::Close, thing: "a".into(), by: member(of), reason: "b".into() }),
            };
            (by, act)
        });
        let history = history(acts.collect());
        if was_looked_at(&rules(), &second_asks(&history, Day(1)), (Guarded::Close, "a", member(who)), 1) {
            let another = history.iter().any(|line| {
                let is_word = matches!(team_act(line), Some(TeamAct::SecondAgreed { by, .. }) if *by == member(who));
                is_word && line.by != ActedBy::Member(member(who))
            });
            prop_assert!(another);
        }
    }
}
