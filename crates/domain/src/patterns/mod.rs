//! Patterns: several cases that show the same thing of one company or place. One case alone may be weak; together they are a concern.
//!
//! A pattern has no row of its own. Each of its cases says in its history that it belongs to it, and so does the work list, so that
//! every reader sees just the cases that they may read, and not that there are others. A case belongs to one only under the consent with which
//! it was put there: what was taken back and is allowed anew is another consent.

mod find;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use find::{Alike, Group, Point, Shares, alike, groups};

use crate::{
    CaseId, Day, Fact, Granted, MemberId, PartId, PatternId, Problem, Problems,
    cases::{
        ActError, Case, CaseAccess, REASON_MAX, Reference, TITLE_MAX,
        acts::record,
        content::{ConsentPart, HistoryPart},
        needed,
    },
    fact::CaseAct,
    policy::{Action, cases as may},
    procedure::Need,
};

/// What the person allows when their case may be put beside others.
pub const PURPOSE: &str = "link";
/// So many cases are put together at once, at most, and a case belongs to so many patterns.
pub const TOGETHER_MOST: usize = 50;
pub const PATTERNS_MOST: usize = 20;
/// So often a case is kept apart from others.
pub const APART_MOST: usize = 100;

/// What happened to a case in a pattern.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PatternAct {
    /// The case was put beside others like it, under the consent of that moment. The person who reported reads this line: what the pattern is
    /// called, and why, is a note of the team.
    Joined {
        pattern: PatternId,
        since: Timestamp,
        why: PartId,
    },
    /// It was taken out again; why, is a note of the team.
    Left { pattern: PatternId, why: PartId },
    /// Somebody looked at the pattern and kept it.
    Kept { pattern: PatternId },
    /// Cases that look alike are not the same matter: they are not proposed together again.
    Apart { pattern: PatternId, reason: String },
    /// A case of oversight carries the pattern.
    Carried {
        pattern: PatternId,
        other: CaseId,
        reference: Reference,
    },
    /// This case carries it.
    Carries { pattern: PatternId },
}

impl PatternAct {
    /// The stable code, also the end of its message key (`act-…`).
    pub fn code(&self) -> &'static str {
        match self {
            PatternAct::Joined { .. } => "pattern-joined",
            PatternAct::Left { .. } => "pattern-left",
            PatternAct::Kept { .. } => "pattern-kept",
            PatternAct::Apart { .. } => "pattern-apart",
            PatternAct::Carried { .. } => "pattern-carried",
            PatternAct::Carries { .. } => "pattern-carries",
        }
    }

    /// Whether the person who reported reads the line.
    pub fn shown_to_reporter(&self) -> bool {
        matches!(self, PatternAct::Joined { .. } | PatternAct::Left { .. })
    }

    /// The note of the team that says why.
    pub fn why(&self) -> Option<PartId> {
        match self {
            PatternAct::Joined { why, .. } | PatternAct::Left { why, .. } => Some(*why),
            _ => None,
        }
    }
}

/// How a case belongs to a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Belongs {
    /// Beside others, under the consent that was given then. Somebody else may have looked at it and kept it.
    Linked {
        since: Timestamp,
        by: MemberId,
        kept: Option<MemberId>,
    },
    /// It carries the pattern.
    Carries,
    /// It is kept apart from those that have the same mark.
    Apart,
}

/// What a work list says of a case in a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PatternLine {
    /// What the pattern is called; of those that are kept apart, why.
    pub title: String,
    pub belongs: Belongs,
}

/// Whether a case may be put beside others: since when, and until when, the person allows it; nothing where they do not. The order is
/// that of acts on the case, not of clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MayLink {
    pub version: i64,
    pub since: Option<Timestamp>,
    #[serde(default)]
    pub until: Option<Day>,
}

impl MayLink {
    /// What consents say of it, when they are those of a version of the case.
    pub fn of(version: i64, consent: &ConsentPart) -> Self {
        let given = consent.given.get(PURPOSE);
        Self {
            version,
            since: given.map(|given| given.at),
            until: given.and_then(|given| given.until),
        }
    }

    /// The consent that holds on a day.
    pub fn holds(&self, today: Day) -> Option<Timestamp> {
        self.since
            .filter(|_| self.until.is_none_or(|until| today <= until))
    }
}

/// The patterns that a case belongs to or carries, by its history in order and what is allowed now.
pub fn standing<'a>(
    history: impl IntoIterator<Item = &'a HistoryPart>,
    consent: &ConsentPart,
) -> BTreeMap<PatternId, Belongs> {
    let now = consent.given.get(PURPOSE).map(|given| given.at);
    let mut all = BTreeMap::new();
    for line in history {
        let Some(CaseAct::Pattern(act)) = line.committed.fact.act() else {
            continue;
        };
        let by = match line.by {
            crate::cases::content::ActedBy::Member(by) => by,
            _ => MemberId(uuid::Uuid::nil()),
        };
        match act {
            PatternAct::Joined { pattern, since, .. } => {
                let (since, kept) = (*since, None);
                all.insert(*pattern, Belongs::Linked { since, by, kept });
            }
            PatternAct::Left { pattern, .. } => drop(all.remove(pattern)),
            PatternAct::Kept { pattern } => {
                if let Some(Belongs::Linked { kept, .. }) = all.get_mut(pattern) {
                    *kept = Some(by);
                }
            }
            PatternAct::Carries { pattern } => drop(all.insert(*pattern, Belongs::Carries)),
            PatternAct::Apart { pattern, .. } => drop(all.insert(*pattern, Belongs::Apart)),
            PatternAct::Carried { .. } => {}
        }
    }
    all.retain(|_, belongs| match belongs {
        Belongs::Linked { since, .. } => Some(*since) == now,
        Belongs::Carries | Belongs::Apart => true,
    });
    all
}

/// Whether the person can be told that theirs is beside others, by the lines that they read.
pub fn is_linked<'a>(
    history: impl IntoIterator<Item = &'a HistoryPart>,
    consent: &ConsentPart,
) -> bool {
    let all = standing(history, consent);
    all.values().any(|b| matches!(b, Belongs::Linked { .. }))
}

/// What a pattern is called, and why, as they are typed.
///
/// # Errors
/// By field, what cannot be taken.
pub fn named(title: &str, why: &str) -> Result<(String, String), Problems> {
    let mut problems = Problems::default();
    let mut take = |field: &str, raw: &str, max| match needed(field, raw, max) {
        Ok(text) => text,
        Err(ActError::Invalid(found)) => {
            problems.0.extend(found.0);
            String::new()
        }
        Err(_) => String::new(),
    };
    let title = take("title", title, TITLE_MAX).replace('\n', " ");
    let why = take("why", why, REASON_MAX);
    problems.or((title, why))
}

/// Puts a case into a pattern, under the consent that holds.
///
/// # Errors
/// `Needs` the consent; `Already`; `Invalid` when it belongs to too many.
pub fn join(
    case: &Granted<may::Link>,
    there: &BTreeMap<PatternId, Belongs>,
    consent: &ConsentPart,
    (pattern, why): (PatternId, PartId),
) -> Result<Fact, ActError> {
    let Some(given) = consent.given.get(PURPOSE) else {
        return Err(ActError::Needs(vec![Need::Consent(PURPOSE.to_owned())]));
    };
    if there.contains_key(&pattern) {
        return Err(ActError::Already);
    }
    few(
        "case",
        there,
        |belongs| *belongs != Belongs::Apart,
        PATTERNS_MOST,
    )?;
    let since = given.at;
    Ok(pattern_fact(
        case,
        PatternAct::Joined {
            pattern,
            since,
            why,
        },
    ))
}

/// There is room for one more of these marks.
fn few(
    field: &str,
    there: &BTreeMap<PatternId, Belongs>,
    which: impl Fn(&Belongs) -> bool,
    max: usize,
) -> Result<(), ActError> {
    match there.values().filter(|belongs| which(belongs)).count() < max {
        true => Ok(()),
        false => Err(ActError::Invalid(Problems::one(
            field,
            Problem::TooMany { max },
        ))),
    }
}

/// Takes a case out of a pattern that it is linked in, or that it carries.
///
/// # Errors
/// `Already` when it is not in it.
pub fn leave(
    case: &Granted<may::Unlink>,
    there: &BTreeMap<PatternId, Belongs>,
    (pattern, why): (PatternId, PartId),
) -> Result<Fact, ActError> {
    match there.get(&pattern) {
        None | Some(Belongs::Apart) => Err(ActError::Already),
        Some(Belongs::Linked { .. } | Belongs::Carries) => {
            Ok(pattern_fact(case, PatternAct::Left { pattern, why }))
        }
    }
}

/// Says that somebody else than who linked it looked at a pattern and keeps it.
///
/// # Errors
/// `Already` when it is kept, or the case is not in it; `NotYourOwn` when it was they who linked it.
pub fn keep(
    case: &Granted<may::Unlink>,
    there: &BTreeMap<PatternId, Belongs>,
    (pattern, who): (PatternId, MemberId),
) -> Result<Fact, ActError> {
    let (by, kept) = linked(there, pattern)?;
    if kept.is_some() {
        return Err(ActError::Already);
    }
    if by == who {
        return Err(ActError::NotYourOwn);
    }
    Ok(pattern_fact(case, PatternAct::Kept { pattern }))
}

/// Says that a case is not the same matter as those that get the same mark.
///
/// # Errors
/// `Invalid` when it has too many such marks.
pub fn apart(
    case: &Granted<may::Unlink>,
    there: &BTreeMap<PatternId, Belongs>,
    (pattern, reason): (PatternId, String),
) -> Result<Fact, ActError> {
    few(
        "case",
        there,
        |belongs| *belongs == Belongs::Apart,
        APART_MOST,
    )?;
    Ok(pattern_fact(case, PatternAct::Apart { pattern, reason }))
}

/// Whether nobody reads `carrier` who does not read each of `cases` for as long: what is said of the pattern says something of each.
pub fn is_read_by_fewer<'a>(carrier: &Case, cases: impl IntoIterator<Item = &'a Case>) -> bool {
    let keeps_out = |case: &Case| {
        let named = match (case.access, carrier.access) {
            (CaseAccess::Desk, _) => true,
            (CaseAccess::Named, CaseAccess::Desk) => false,
            (CaseAccess::Named, CaseAccess::Named) => {
                let mut readers = carrier.readers.iter();
                readers.all(|reader| case.lasting.contains(reader))
            }
        };
        let mut aside = case.recused.iter();
        named && aside.all(|member| carrier.recused.contains(member))
    };
    cases.into_iter().all(keeps_out)
}

/// Says that a case carries a pattern.
///
/// # Errors
/// `Already`, also when it is one of its cases; `Invalid` when it carries too many.
pub fn carries(
    case: &Granted<may::Link>,
    there: &BTreeMap<PatternId, Belongs>,
    pattern: PatternId,
) -> Result<Fact, ActError> {
    if there.contains_key(&pattern) {
        return Err(ActError::Already);
    }
    few(
        "reference",
        there,
        |belongs| *belongs == Belongs::Carries,
        PATTERNS_MOST,
    )?;
    Ok(pattern_fact(case, PatternAct::Carries { pattern }))
}

/// Who linked a case in a pattern, and who kept it.
fn linked(
    there: &BTreeMap<PatternId, Belongs>,
    pattern: PatternId,
) -> Result<(MemberId, Option<MemberId>), ActError> {
    match there.get(&pattern) {
        Some(Belongs::Linked { by, kept, .. }) => Ok((*by, *kept)),
        _ => Err(ActError::Already),
    }
}

/// An act on a case in a pattern.
pub fn pattern_fact<A: Action<On = Case>>(case: &Granted<A>, act: PatternAct) -> Fact {
    record(case, CaseAct::Pattern(act))
}

/// How many, in words that tell no exact number: from, and to where there is an end.
pub fn coarse(count: usize) -> (usize, Option<usize>) {
    match count {
        0..5 => (2, Some(4)),
        5..10 => (5, Some(9)),
        10..20 => (10, Some(19)),
        _ => (20, None),
    }
}

#[cfg(test)]
mod tests;
