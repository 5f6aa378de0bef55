//! What is to be done in a case, for whom and by when; and what is usually done in a state, once somebody says that it is.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Code, Rules, TeamAct, team_act};
use crate::{
    Day, Fact, Granted, MemberId, Problem, Problems, TaskId,
    cases::{
        ActError, REASON_MAX, acts::record, content::ActedBy, content::HistoryPart, index::Change,
        index::TaskLine, needed,
    },
    fact::CaseAct,
    policy::cases as may,
    problem::clean_text,
};

/// Longest line that says what is to be done.
pub const WHAT_MAX: usize = 300;
/// So many tasks of a case are open at a time: more is a plan, and no help to whoever looks for the next thing.
pub const OPEN_MOST: usize = 50;
/// So many tasks a case has in all: work lists keep a word of each.
pub const TASKS_MOST: usize = 500;
/// The last day that a task can be given, in days from now: a hundred years. What lies later was typed wrong.
const DAYS_MOST: i64 = 36_600;

/// How it stands with a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    Open,
    Done {
        by: Option<MemberId>,
        at: Timestamp,
        word: String,
    },
    PutAside {
        by: Option<MemberId>,
        at: Timestamp,
        word: String,
    },
}

/// Something that is to be done in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub id: TaskId,
    pub what: String,
    pub whom: MemberId,
    pub by: Day,
    /// Who wrote it down.
    pub from: Option<MemberId>,
    pub doing: Doing,
}

impl Task {
    pub fn is_open(&self) -> bool {
        self.doing == Doing::Open
    }

    /// As a work list shows it.
    pub fn line(&self) -> TaskLine {
        TaskLine {
            by: self.by,
            whom: self.whom,
            what: self.what.clone(),
        }
    }

    /// Whether its day is past.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.is_open() && self.by < today
    }
}

fn who(line: &HistoryPart) -> Option<MemberId> {
    match line.by {
        ActedBy::Member(member) => Some(member),
        _ => None,
    }
}

/// The tasks of a case by the lines of its history, which are in order: the next to be done first, then those that are done.
pub fn tasks<'a>(history: impl IntoIterator<Item = &'a HistoryPart>) -> Vec<Task> {
    let mut all: BTreeMap<TaskId, Task> = BTreeMap::new();
    for line in history {
        let (by, at) = (who(line), line.committed.at);
        match team_act(line) {
            Some(TeamAct::TaskSet {
                task,
                what,
                whom,
                by: day,
            }) => {
                let set = Task {
                    id: *task,
                    what: what.clone(),
                    whom: *whom,
                    by: *day,
                    from: by,
                    doing: Doing::Open,
                };
                all.entry(*task).or_insert(set);
            }
            Some(TeamAct::TaskGiven { task, to }) => {
                if let Some(task) = all.get_mut(task) {
                    task.whom = *to;
                }
            }
            Some(TeamAct::HandedOver { to, tasks, .. }) => {
                for task in tasks {
                    if let Some(task) = all.get_mut(task) {
                        task.whom = *to;
                    }
                }
            }
            Some(TeamAct::TaskDone { task, word }) => {
                if let Some(task) = all.get_mut(task) {
                    let word = word.clone();
                    task.doing = Doing::Done { by, at, word };
                }
            }
            Some(TeamAct::TaskPutAside { task, word }) => {
                if let Some(task) = all.get_mut(task) {
                    let word = word.clone();
                    task.doing = Doing::PutAside { by, at, word };
                }
            }
            _ => {}
        }
    }
    let mut all: Vec<Task> = all.into_values().collect();
    all.sort_by_key(|task| (!task.is_open(), task.by, task.id));
    all
}

/// What is usually done in a state, and who said that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub item: Code,
    pub by: Option<MemberId>,
    pub at: Timestamp,
}

/// What was ticked since the case came to the state in which it stands. Where it comes back to a state, its list begins anew.
pub fn ticks<'a>(state: &str, history: impl IntoIterator<Item = &'a HistoryPart>) -> Vec<Tick> {
    let mut all: Vec<Tick> = Vec::new();
    for line in history {
        if let Some(CaseAct::Stepped { from, to, .. }) = line.committed.fact.act()
            && from != to
        {
            all.clear();
        }
        let Some(TeamAct::Ticked {
            state: of,
            item,
            is_done,
        }) = team_act(line)
        else {
            continue;
        };
        if of != state {
            continue;
        }
        all.retain(|tick| tick.item != *item);
        if *is_done {
            let (by, at) = (who(line), line.committed.at);
            all.push(Tick {
                item: item.clone(),
                by,
                at,
            });
        }
    }
    all
}

fn wrong(field: &str, problem: Problem) -> ActError {
    ActError::Invalid(Problems::one(field, problem))
}

fn open(there: &[Task], id: TaskId) -> Result<&Task, ActError> {
    let mut all = there.iter();
    let found = all.find(|task| task.id == id && task.is_open());
    found.ok_or(ActError::Already)
}

/// Writes down something that is to be done. `reads` says whether a member reads the case.
///
/// # Errors
/// `Invalid` names each field that cannot be taken.
pub fn set_task(
    case: &Granted<may::KeepTasks>,
    there: &[Task],
    (id, what, whom, by): (TaskId, &str, Option<MemberId>, Result<Option<Day>, Problem>),
    today: Day,
    reads: impl Fn(MemberId) -> bool,
) -> Result<Fact, ActError> {
    let mut problems = Problems::default();
    let what = match needed("what", what, WHAT_MAX) {
        Ok(what) => what.replace('\n', " "),
        Err(ActError::Invalid(found)) => {
            problems.0.extend(found.0);
            String::new()
        }
        Err(error) => return Err(error),
    };
    match whom {
        None => problems.add("whom", Problem::Required),
        Some(whom) if !reads(whom) => problems.add("whom", Problem::NotAnOption),
        Some(_) => {}
    }
    match by {
        Ok(None) => problems.add("by", Problem::Required),
        Ok(Some(day)) if day < today || day > today.plus(DAYS_MOST) => {
            problems.add("by", Problem::NotADate);
        }
        Ok(Some(_)) => {}
        Err(ref problem) => problems.add("by", problem.clone()),
    }
    let is_open = there.iter().filter(|task| task.is_open()).count();
    if is_open >= OPEN_MOST || there.len() >= TASKS_MOST {
        let max = if is_open >= OPEN_MOST {
            OPEN_MOST
        } else {
            TASKS_MOST
        };
        problems.add("what", Problem::TooMany { max });
    }
    match (whom, by) {
        (Some(whom), Ok(Some(by))) if problems.is_empty() => {
            let act = TeamAct::TaskSet {
                task: id,
                what,
                whom,
                by,
            };
            Ok(record(case, CaseAct::Team(act)))
        }
        _ => Err(ActError::Invalid(problems)),
    }
}

/// Says that a task is done, or that nobody needs to do it: then why is said as well.
///
/// # Errors
/// `Already` when it is not open any more; `Invalid` names the word.
pub fn end_task(
    case: &Granted<may::KeepTasks>,
    there: &[Task],
    (id, is_done, word): (TaskId, bool, &str),
) -> Result<Fact, ActError> {
    open(there, id)?;
    let act = if is_done {
        let word = clean_text(word, REASON_MAX).map_err(|problem| wrong("word", problem))?;
        TeamAct::TaskDone { task: id, word }
    } else {
        let word = needed("word", word, REASON_MAX)?;
        TeamAct::TaskPutAside { task: id, word }
    };
    Ok(record(case, CaseAct::Team(act)))
}

/// Gives a task to somebody else who reads the case.
///
/// # Errors
/// `Already` when it is theirs, or not open any more; `Invalid` when they do not read the case.
pub fn give_task(
    case: &Granted<may::KeepTasks>,
    there: &[Task],
    (id, to): (TaskId, Option<MemberId>),
    reads: impl Fn(MemberId) -> bool,
) -> Result<Fact, ActError> {
    let task = open(there, id)?;
    let to = to.ok_or_else(|| wrong("to", Problem::Required))?;
    if task.whom == to {
        return Err(ActError::Already);
    }
    if !reads(to) {
        return Err(wrong("to", Problem::NotAnOption));
    }
    let act = TeamAct::TaskGiven { task: id, to };
    Ok(record(case, CaseAct::Team(act)))
}

/// Says that what is usually done in the state of the case is done, or is not after all.
///
/// # Errors
/// `Already` when it is so; `Invalid` when there is no such thing where the case stands.
pub fn tick(
    case: &Granted<may::KeepTasks>,
    rules: &Rules,
    there: &[Tick],
    (state, item, is_done): (&str, &str, bool),
) -> Result<Fact, ActError> {
    if case.state != state {
        return Err(ActError::Already);
    }
    let mut items = rules.of_state(&case.state);
    if !items.any(|own| own.code == item) {
        return Err(wrong("item", Problem::NotAnOption));
    }
    if there.iter().any(|tick| tick.item == item) == is_done {
        return Err(ActError::Already);
    }
    let act = TeamAct::Ticked {
        state: case.state.clone(),
        item: item.to_owned(),
        is_done,
    };
    Ok(record(case, CaseAct::Team(act)))
}

/// What an act changes in work lists.
pub fn change_of(there: &[Task], act: &TeamAct) -> Option<Change> {
    match act {
        TeamAct::TaskSet {
            task,
            what,
            whom,
            by,
        } => {
            let what = what.clone();
            let (whom, by) = (*whom, *by);
            Some(Change::Task(*task, Some(TaskLine { by, whom, what })))
        }
        TeamAct::TaskGiven { task, to } => {
            let before = there.iter().find(|before| before.id == *task)?;
            let line = TaskLine {
                by: before.by,
                whom: *to,
                what: before.what.clone(),
            };
            Some(Change::Task(*task, Some(line)))
        }
        TeamAct::TaskDone { task, .. } | TeamAct::TaskPutAside { task, .. } => {
            Some(Change::Task(*task, None))
        }
        // It changes several: `handed_on`.
        TeamAct::HandedOver { .. }
        | TeamAct::Ticked { .. }
        | TeamAct::SecondAsked { .. }
        | TeamAct::SecondAgreed { .. }
        | TeamAct::SecondRefused { .. } => None,
    }
}

#[cfg(test)]
mod tests;
