//! Handing over: what one member carries and has to do in a case becomes another's, with a note.

use super::{Task, TeamAct};
use crate::{
    Fact, Granted, MemberId, Problem, Problems,
    cases::{
        ActError, REASON_MAX,
        acts::record,
        index::{Change, TaskLine},
        needed,
    },
    fact::CaseAct,
    policy::cases as may,
};

/// Hands over what `from` has in a case: the case itself, where they carry it, and what they have to do there. `reads` says whether the new
/// one reads the case.
///
/// # Errors
/// `Already` when they have nothing in it; `Invalid` without a note, or where the new one does not read the case.
pub fn hand_over(
    case: &Granted<may::Assign>,
    there: &[Task],
    (from, to): (MemberId, MemberId),
    (carries, note): (Option<MemberId>, &str),
    reads: impl Fn(MemberId) -> bool,
) -> Result<Fact, ActError> {
    let note = needed("note", note, REASON_MAX)?;
    let theirs = there
        .iter()
        .filter(|task| task.is_open() && task.whom == from);
    let tasks: Vec<_> = theirs.map(|task| task.id).collect();
    let carried = carries == Some(from);
    if from == to || (tasks.is_empty() && !carried) {
        return Err(ActError::Already);
    }
    if !reads(to) {
        let unread = Problems::one("to", Problem::NotAnOption);
        return Err(ActError::Invalid(unread));
    }
    let act = TeamAct::HandedOver {
        from,
        to,
        note,
        carried,
        tasks,
    };
    Ok(record(case, CaseAct::Team(act)))
}

/// What it changes in work lists.
pub fn handed_on(there: &[Task], act: &TeamAct) -> Vec<Change> {
    let TeamAct::HandedOver {
        to, carried, tasks, ..
    } = act
    else {
        return Vec::new();
    };
    let gone = there.iter().filter(|task| tasks.contains(&task.id));
    let line = |task: &Task| TaskLine {
        whom: *to,
        ..task.line()
    };
    let tasks = gone.map(|task| Change::Task(task.id, Some(line(task))));
    let carried = carried.then_some(Change::Assigned(Some(*to)));
    carried.into_iter().chain(tasks).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::{
        Day, TaskId,
        cases::{index::Entry, tests::plain},
        team::{
            Doing, tasks,
            tests::{line, member},
        },
    };

    fn task(n: u128, whom: u128, doing: Doing) -> Task {
        Task {
            id: TaskId(Uuid::from_u128(n)),
            what: format!("call {n}"),
            whom: member(whom),
            by: Day(1),
            from: None,
            doing,
        }
    }

    #[test]
    fn all_that_is_theirs_goes_and_nothing_else() {
        let case = Granted::<may::Assign>::unchecked(plain("received"), "a test");
        let over = Doing::Done {
            by: None,
            at: Timestamp::from_second(1).unwrap(),
            word: String::new(),
        };
        let there = [
            task(1, 7, Doing::Open),
            task(2, 8, Doing::Open),
            task(3, 7, over),
        ];
        let (from, to) = (member(7), member(9));
        let fact = hand_over(&case, &there, (from, to), (Some(from), "leave"), |_| true).unwrap();
        let Some(CaseAct::Team(act)) = fact.act() else {
            panic!("{fact:?}")
        };
        let TeamAct::HandedOver {
            tasks: gone,
            carried,
            ..
        } = act
        else {
            panic!("{act:?}")
        };
        assert_eq!(
            (gone.as_slice(), *carried),
            ([there[0].id].as_slice(), true)
        );
        // Work lists and the history say the same.
        let mut entry = Entry::default();
        for change in handed_on(&there, act) {
            entry.take(Timestamp::from_second(1).unwrap(), change);
        }
        assert_eq!(entry.assignee(), Some(to));
        let listed: Vec<_> = entry.tasks().map(|(id, line)| (id, line.whom)).collect();
        assert_eq!(listed, [(there[0].id, to)]);
        let set = |task: &Task| {
            CaseAct::Team(TeamAct::TaskSet {
                task: task.id,
                what: task.what.clone(),
                whom: task.whom,
                by: task.by,
            })
        };
        let history = [
            line(1, 1, set(&there[0])),
            line(2, 1, set(&there[1])),
            line(3, 1, CaseAct::Team(act.clone())),
        ];
        let whom: Vec<_> = tasks(&history).iter().map(|task| task.whom).collect();
        assert_eq!(whom, [to, member(8)]);

        let no = |who, carries, note, reads: bool| {
            hand_over(&case, &there, who, (carries, note), |_| reads).unwrap_err()
        };
        assert_eq!(no((from, from), Some(from), "a", true), ActError::Already);
        assert_eq!(
            no((member(5), to), Some(from), "a", true),
            ActError::Already
        );
        let wrong = |field: &str, problem| ActError::Invalid(Problems::one(field, problem));
        assert_eq!(
            no((from, to), None, " ", true),
            wrong("note", Problem::Required)
        );
        assert_eq!(
            no((from, to), None, "a", false),
            wrong("to", Problem::NotAnOption)
        );
    }
}
