//! Tasks by table: what is set, given, ended, and what of it work lists are told.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    cases::{index::Entry, tests::plain},
    remedies::{Review, Words},
    team::{
        Seconds,
        tests::{line, member, stepped},
    },
};

fn task(n: u128) -> TaskId {
    TaskId(Uuid::from_u128(n))
}

fn held(state: &str) -> Granted<may::KeepTasks> {
    Granted::unchecked(plain(state), "a test")
}

fn set(n: u128, whom: u128, by: i64) -> TeamAct {
    TeamAct::TaskSet {
        task: task(n),
        what: format!("call {n}"),
        whom: member(whom),
        by: Day(by),
    }
}

fn team(acts: Vec<TeamAct>) -> Vec<HistoryPart> {
    let lines = acts.into_iter().zip(1..);
    lines
        .map(|(act, at)| line(at, 1, CaseAct::Team(act)))
        .collect()
}

#[test]
fn what_stands_is_read_from_the_history() {
    let word = String::from("reached her");
    let history = team(vec![
        set(1, 7, 20),
        set(2, 8, 10),
        set(3, 8, 5),
        TeamAct::TaskGiven {
            task: task(2),
            to: member(7),
        },
        TeamAct::TaskDone {
            task: task(3),
            word: word.clone(),
        },
        // What was never set is nothing.
        TeamAct::TaskDone {
            task: task(9),
            word,
        },
    ]);
    let all = tasks(&history);
    let open: Vec<_> = { all.iter() }
        .map(|t| (t.id, t.whom, t.is_open()))
        .collect();
    assert_eq!(
        open,
        [
            (task(2), member(7), true),
            (task(1), member(7), true),
            (task(3), member(8), false)
        ]
    );
    assert!(all[0].is_overdue(Day(11)) && !all[0].is_overdue(Day(10)));
    assert!(!all[2].is_overdue(Day(11)));
}

#[test]
fn a_task_says_what_for_whom_and_by_when() {
    let (case, today) = (held("received"), Day(100));
    let reads = |who: MemberId| who == member(7);
    let set = |what: &str, whom: Option<MemberId>, by| {
        set_task(&case, &[], (task(1), what, whom, by), today, reads)
    };
    let wrong = |done: Result<Fact, ActError>| match done.unwrap_err() {
        ActError::Invalid(problems) => {
            let fields = problems.0.into_iter().map(|p| (p.field, p.problem));
            fields.collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert!(set("call", Some(member(7)), Ok(Some(today))).is_ok());
    let all = wrong(set(" ", None, Ok(None)));
    let required = |f: &str| (f.to_owned(), Problem::Required);
    assert_eq!(all, [required("what"), required("whom"), required("by")]);
    for (whom, by, field) in [
        (8, Ok(Some(today)), "whom"),
        (7, Ok(Some(Day(99))), "by"),
        (7, Ok(Some(Day(100 + 40_000))), "by"),
        (7, Err(Problem::NotADate), "by"),
    ] {
        let found = wrong(set("call", Some(member(whom)), by));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, field);
    }
    let long = "a".repeat(WHAT_MAX + 1);
    let found = wrong(set(&long, Some(member(7)), Ok(Some(today))));
    assert_eq!(found[0].1, Problem::TooLong { max: WHAT_MAX });
    // So many and no more.
    let most = i64::try_from(OPEN_MOST).unwrap();
    let there = tasks(&team(
        (0..most)
            .map(|n| self::set(n.unsigned_abs().into(), 7, 1))
            .collect(),
    ));
    let one = (task(999), "call", Some(member(7)), Ok(Some(today)));
    let found = wrong(set_task(&case, &there, one, today, reads));
    assert_eq!(found[0].1, Problem::TooMany { max: OPEN_MOST });
}

#[test]
fn what_is_over_is_not_done_again_and_nobody_puts_aside_in_silence() {
    let case = held("received");
    let there = tasks(&team(vec![
        set(1, 7, 1),
        set(2, 7, 1),
        TeamAct::TaskDone {
            task: task(2),
            word: String::new(),
        },
    ]));
    assert!(end_task(&case, &there, (task(1), true, "")).is_ok());
    for (id, is_done, word) in [(2, true, ""), (2, false, "no need"), (3, true, "")] {
        let done = end_task(&case, &there, (task(id), is_done, word));
        assert_eq!(done.unwrap_err(), ActError::Already);
    }
    let silent = end_task(&case, &there, (task(1), false, " "));
    assert_eq!(silent.unwrap_err(), wrong("word", Problem::Required));
    let all = |_| true;
    assert_eq!(
        give_task(&case, &there, (task(1), Some(member(7))), all).unwrap_err(),
        ActError::Already
    );
    assert_eq!(
        give_task(&case, &there, (task(1), Some(member(8))), |_| false).unwrap_err(),
        wrong("to", Problem::NotAnOption)
    );
    assert!(give_task(&case, &there, (task(1), Some(member(8))), all).is_ok());
}

fn rules() -> Rules {
    let item = |state: &str, code: &str| super::super::Item {
        state: state.into(),
        code: code.into(),
        name: Words::default(),
    };
    Rules {
        name: "ours".into(),
        version: 1,
        status: Review::Draft,
        note: Words::default(),
        alike: crate::team::Near {
            days: 365,
            score: 82,
        },
        second: Seconds::default(),
        emergency: crate::emergency::Waits { hours: 24, days: 7 },
        items: vec![item("received", "read"), item("closed", "told")],
    }
}

#[test]
fn a_list_is_that_of_the_state_and_begins_anew_with_it() {
    let ticked = |item: &str, is_done| {
        CaseAct::Team(TeamAct::Ticked {
            state: "received".into(),
            item: item.into(),
            is_done,
        })
    };
    let mut history = vec![line(1, 3, ticked("read", true))];
    let there = ticks("received", &history);
    assert_eq!(there.len(), 1);
    assert_eq!((there[0].by, there[0].at.as_second()), (Some(member(3)), 1));
    let (case, rules) = (held("received"), rules());
    let tick = |there: &[Tick], item: (&str, &str, bool)| tick(&case, &rules, there, item);
    let already = |done: Result<Fact, ActError>| done.unwrap_err() == ActError::Already;
    assert!(already(tick(&there, ("received", "read", true))));
    assert!(tick(&there, ("received", "read", false)).is_ok());
    assert!(already(tick(&[], ("received", "read", false))));
    assert!(
        already(tick(&[], ("closed", "told", true))),
        "the case stands elsewhere"
    );
    let other = tick(&[], ("received", "told", true)).unwrap_err();
    assert_eq!(other, wrong("item", Problem::NotAnOption));
    // Not after all; and the same state a second time.
    history.push(line(2, 3, ticked("read", false)));
    assert_eq!(ticks("received", &history), []);
    history.push(line(3, 3, ticked("read", true)));
    history.push(line(4, 3, stepped("received", "received")));
    assert_eq!(
        ticks("received", &history).len(),
        1,
        "it went on to where it was"
    );
    history.push(line(5, 3, stepped("received", "safety-check")));
    history.push(line(6, 3, stepped("safety-check", "received")));
    assert_eq!(ticks("received", &history), []);
}

fn acts() -> impl Strategy<Value = TeamAct> {
    (0u8..4, 0u128..4, 0u128..3, 0i64..9).prop_map(|(kind, n, whom, by)| match kind {
        0 => set(n, whom, by),
        1 => TeamAct::TaskGiven {
            task: task(n),
            to: member(whom),
        },
        2 => TeamAct::TaskDone {
            task: task(n),
            word: String::new(),
        },
        _ => TeamAct::TaskPutAside {
            task: task(n),
            word: "a".into(),
        },
    })
}

proptest! {
    /// Work lists, which are told act by act, say what the history says.
    #[test]
    fn lists_and_history_say_the_same(all in prop::collection::vec(acts(), 0..30)) {
        let (mut history, mut entry) = (Vec::new(), Entry::default());
        for (act, at) in all.into_iter().zip(1..) {
            // Only what the rules let through is ever written.
            let there = tasks(&history);
            let (case, any) = (held("received"), |_| true);
            let allowed = match &act {
                TeamAct::TaskSet { task, .. } => there.iter().all(|t| t.id != *task),
                TeamAct::TaskGiven { task, to } => give_task(&case, &there, (*task, Some(*to)), any).is_ok(),
                TeamAct::TaskDone { task, .. } => end_task(&case, &there, (*task, true, "")).is_ok(),
                TeamAct::TaskPutAside { task, word } => end_task(&case, &there, (*task, false, word)).is_ok(),
                _ => false,
            };
            if allowed {
                let change = change_of(&there, &act).unwrap();
                entry.take(Timestamp::from_second(at).unwrap(), change);
                history.push(line(at, 1, CaseAct::Team(act)));
            }
        }
        let mut listed: Vec<_> = entry.tasks().map(|(id, l)| (id, l.what.clone(), l.whom, l.by)).collect();
        let open = tasks(&history).into_iter().filter(Task::is_open);
        let mut open: Vec<_> = open.map(|t| (t.id, t.what, t.whom, t.by)).collect();
        listed.sort();
        open.sort();
        prop_assert_eq!(listed, open);
    }
}

#[test]
fn an_act_is_kept_as_it_was_written() {
    let act = CaseAct::Team(set(1, 7, 20));
    let text = serde_json::to_string(&act).unwrap();
    assert!(
        text.starts_with(r#"{"team":{"task-set":{"task":"#),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<CaseAct>(&text).unwrap(), act);
    assert!(!act.shown_to_reporter());
}
