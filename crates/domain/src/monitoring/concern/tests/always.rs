//! However it goes, nobody verifies what they claimed, and nobody is suspended unheard.

use proptest::prelude::*;

use super::{super::*, *};

/// Something that anybody may try on an action.
fn asked(what: usize, n: u128, today: i64) -> Asked {
    let in_days = |days: i64| Day(20_000 + today + days);
    match what {
        0 | 1 => Asked::Agree {
            owner: Some(owner()),
            due: Some(in_days(30)),
        },
        2 | 3 => Asked::Step("begin".into()),
        4 | 5 => Asked::Claim {
            shown: shown(&[("policy", 2 * n), ("training-record", 2 * n + 1)]),
        },
        6 | 7 => Asked::Verify {
            effect: Effect::ALL[what - 4],
        },
        8 => Asked::Step("reject".into()),
        9 => Asked::Step("doubt".into()),
        10 => Asked::GiveTime { due: in_days(60) },
        _ => Asked::Change(promise()),
    }
}

proptest! {
    /// Whoever tries whatever on an action: nobody verifies what they ever claimed, all that was shown stays, and it is done only with what
    /// was asked to show it.
    #[test]
    fn nobody_verifies_what_they_claimed(
        tries in prop::collection::vec((0usize..12, 0usize..3, 1u128..4, 0i64..20), 1..60),
    ) {
        let mut going = Going::new();
        let mut today = 0;
        for (n, (what, who, by, days)) in (0u128..).zip(tries) {
            today += days;
            let (before, had) = (going.entries.clone(), going.now().shown());
            let who = ["company", "secretariat", "monitor"][who];
            let done = going.take(who, by, today, asked(what, n, today));
            prop_assert_eq!(going.entries.len(), before.len() + usize::from(done.is_ok()));
            prop_assert_eq!(&going.entries[..before.len()], &before[..]);
            let (now, day) = (going.now(), Day(20_000 + today));
            for (kind, files) in had {
                prop_assert!(now.shown()[&kind].is_superset(&files));
            }
            if let Some(verified) = now.verified() {
                prop_assert!(now.walk().who_did("claim").all(|who| Some(who) != verified.by));
                let shows = now.promise().shows;
                prop_assert!(shows.iter().all(|kind| now.shown().contains_key(kind)));
            }
            prop_assert!(!now.is_overdue(day) || now.promise().due < Some(day));
        }
        let text = serde_json::to_string(&going.entries).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<ActionEntry>>(&text).unwrap(), going.entries);
    }

    /// However a concern goes: a company is suspended only after it was given notice, and replied or let its time go by; what is said to the
    /// registry is said by the board.
    #[test]
    fn nobody_is_suspended_unheard(
        tries in prop::collection::vec((0usize..8, 0usize..8, 1u128..5, 0i64..60), 1..150),
    ) {
        let (about, signals, verified) = (about(), [signal()], Going::verified());
        let actions = [verified.now()];
        let actors = ["secretariat", "company", "director", "board", "clock"];
        let (mut moves, mut today): (Vec<Move>, i64) = (Vec::new(), 20_000);
        for (which, who, by, days) in tries {
            today += days;
            let concern = Concern {
                about: &about, course: &CONCERN, moves: &moves, signals: &signals, actions: &actions,
            };
            let exits = concern.walk().exits();
            let Some(exit) = exits.get(which % exits.len().max(1)) else { break };
            // Mostly somebody who may, so that some walks get far.
            let may = exit.by.first().filter(|_| who < 6);
            let actor = may.map_or(actors[who % 5], String::as_str);
            let attempt = Attempt {
                act: &exit.act,
                actors: &[actor],
                by: (actor != "clock").then(|| member(by)),
                on: Day(today),
                reason: exit.reasons.first().map(String::as_str),
                words: "Because of this",
            };
            let Ok((done, proposal)) = concern.step(&attempt, &Calendar::default()) else { continue };
            prop_assert!(proposal.is_none() || done.actor == "board");
            if done.act == "suspend" {
                let acts: Vec<&str> = moves.iter().rev().map(|m| m.act.as_str()).collect();
                prop_assert!(["reply", "no-reply"].contains(&acts[0]), "{:?}", acts);
                let before = |act: &str| acts.iter().position(|own| *own == act);
                prop_assert!(before("give-notice").is_some());
                prop_assert!(before("give-notice") < before("begin-suspension"), "{:?}", acts);
            }
            moves.push(done);
        }
    }
}
