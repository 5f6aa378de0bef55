//! Going a course: pure steps from one state to the next. What was done is a list of moves that only grows; where it stands follows from them.

use serde::{Deserialize, Serialize};

use super::{CLOCK, Code, Course, Days, Exit, Need, Proposes, State};
use crate::{Day, MemberId, calendar::Calendar, problem::clean_text, registry::TEXT_MAX};

/// One act that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub on: Day,
    /// Nobody where the clock did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<MemberId>,
    /// As whom.
    pub actor: Code,
    pub act: Code,
    /// Where it led. It is kept, since a later version of the course may lead elsewhere.
    pub to: Code,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Code>,
    /// Why, in words, where they were asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// It began the clock anew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub extends: bool,
}

/// Somebody's try to do an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt<'a> {
    pub act: &'a str,
    /// As whom they can act.
    pub actors: &'a [&'a str],
    /// Nobody where it is the clock.
    pub by: Option<MemberId>,
    pub on: Day,
    pub reason: Option<&'a str>,
    pub words: &'a str,
}

/// Why an act cannot be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not from here, or not by them. These acts are allowed now, each with who may do it.
    #[error("not from here")]
    NotNow { allowed: Vec<(Code, Vec<Code>)> },
    /// Something must be so before.
    #[error("something is missing")]
    Needs(Vec<Need>),
    /// One of these reasons has to be given.
    #[error("one of some reasons has to be given")]
    NeedsReason(Vec<Code>),
    /// Who did that act may not do this one.
    #[error("somebody else has to do it")]
    SamePerson { did: Code },
    /// The time is not over before that day.
    #[error("the time is not over yet")]
    NotYet { until: Option<Day> },
    /// The time was begun anew as often as it can be.
    #[error("there is no more time to give")]
    NoMoreTime,
    /// Something was done on that later day already.
    #[error("something was done later already")]
    Before { last: Day },
}

impl Refused {
    /// The stable code, also the end of its message key (`refused-…`).
    pub fn code(&self) -> &'static str {
        match self {
            Refused::NotNow { .. } => "not-now",
            Refused::Needs(_) => "needs",
            Refused::NeedsReason(_) => "needs-reason",
            Refused::SamePerson { .. } => "same-person",
            Refused::NotYet { .. } => "not-yet",
            Refused::NoMoreTime => "no-more-time",
            Refused::Before { .. } => "before",
        }
    }
}

/// A course, and how far something has gone it.
#[derive(Debug, Clone, Copy)]
pub struct Walk<'a> {
    pub course: &'a Course,
    /// When it began.
    pub began: Day,
    /// In the order in which they were done.
    pub moves: &'a [Move],
}

impl<'a> Walk<'a> {
    pub fn state(&self) -> &'a str {
        let last = self.moves.last().map(|done| done.to.as_str());
        last.unwrap_or(&self.course.start)
    }

    fn here(&self) -> Option<&'a State> {
        self.course.state(self.state())
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        self.here().is_some_and(|state| state.end)
    }

    /// The moves since it came to where it stands, without the one that led there.
    fn stayed(&self) -> &'a [Move] {
        let here = self.state();
        let stays = self.moves.iter().rev().take_while(|done| done.to == here);
        let first = self.moves.len() - stays.count();
        // At the start nothing led there.
        let led = usize::from(first > 0 || self.course.start != here);
        self.moves.get(first + led..).unwrap_or_default()
    }

    /// Since when it stands there.
    pub fn since(&self) -> Day {
        let before = self.moves.len() - self.stayed().len();
        let led = before.checked_sub(1).and_then(|at| self.moves.get(at));
        led.map_or(self.began, |done| done.on)
    }

    /// How often the time was begun anew.
    pub fn extended(&self) -> usize {
        self.stayed().iter().filter(|done| done.extends).count()
    }

    /// The last day on which it is in time; none where no clock runs.
    pub fn due(&self, calendar: &Calendar) -> Option<Day> {
        let clock = self.here()?.clock.as_ref()?;
        let anew = self.stayed().iter().rev().find(|done| done.extends);
        let from = anew.map_or(self.since(), |done| done.on);
        let days = i64::from(clock.days);
        Some(match clock.of {
            Days::Calendar => from.plus(days),
            Days::Working => calendar.after_working_days(from, days),
        })
    }

    /// All that leads on from here, whoever can do it.
    pub fn exits(&self) -> &'a [Exit] {
        self.here().map_or(&[], |state| &state.exits)
    }

    /// What one of these actors can do from here.
    pub fn open_to(&self, actors: &[&str]) -> impl Iterator<Item = &'a Exit> + use<'a> {
        let is_one = |exit: &&Exit| exit.by.iter().any(|who| actors.contains(&who.as_str()));
        let these: Vec<&Exit> = self.exits().iter().filter(is_one).collect();
        these.into_iter()
    }

    /// Who did an act, each as often as they did.
    pub fn who_did(&self, act: &str) -> impl Iterator<Item = MemberId> {
        let did = self.moves.iter().filter(move |done| done.act == act);
        did.filter_map(|done| done.by)
    }

    /// The last time that an act was done.
    pub fn last(&self, act: &str) -> Option<&'a Move> {
        self.moves.iter().rev().find(|done| done.act == act)
    }

    /// What an act leads to, if it can be done, where `holds` says what is so already. [`Need::Words`] is looked at here: words that are too
    /// long, or hold signs that nobody types, are none.
    ///
    /// # Errors
    /// Why it cannot be done.
    pub fn step(
        &self,
        attempt: &Attempt<'_>,
        calendar: &Calendar,
        holds: impl Fn(Need) -> bool,
    ) -> Result<Move, Refused> {
        let mut open = self.open_to(attempt.actors);
        let Some(exit) = open.find(|exit| exit.act == attempt.act) else {
            let allowed = self.exits().iter();
            let allowed = allowed.map(|e| (e.act.clone(), e.by.clone())).collect();
            return Err(Refused::NotNow { allowed });
        };
        if let Some(last) = self.moves.last().filter(|last| last.on > attempt.on) {
            return Err(Refused::Before { last: last.on });
        }
        let actor = { exit.by.iter() }.find(|who| attempt.actors.contains(&who.as_str()));
        let actor = actor.cloned().unwrap_or_default();
        self.in_time(exit, &actor, attempt.on, calendar)?;
        self.by_another(exit, attempt.by)?;
        let words = clean_text(attempt.words, TEXT_MAX).unwrap_or_default();
        let is_so = |need: &Need| match need {
            Need::Words => !words.is_empty(),
            need => holds(*need),
        };
        let missing = exit.needs.iter().filter(|need| !is_so(need));
        let missing: Vec<Need> = missing.copied().collect();
        if !missing.is_empty() {
            return Err(Refused::Needs(missing));
        }
        let reason = { attempt.reason }.filter(|own| exit.reasons.iter().any(|r| r == own));
        if reason.is_none() && !exit.reasons.is_empty() {
            return Err(Refused::NeedsReason(exit.reasons.clone()));
        }
        Ok(Move {
            on: attempt.on,
            by: attempt.by,
            actor,
            act: exit.act.clone(),
            to: exit.to.clone(),
            reason: reason.map(str::to_owned),
            words,
            extends: exit.extends,
        })
    }

    /// What a move from here says to the registry.
    pub fn proposes(&self, done: &Move) -> Option<Proposes> {
        let mut exits = self.exits().iter();
        let exit = exits.find(|exit| exit.act == done.act)?;
        exit.proposes
    }

    /// The clock acts once the time is over, and time is given only so often.
    fn in_time(
        &self,
        exit: &Exit,
        actor: &str,
        on: Day,
        calendar: &Calendar,
    ) -> Result<(), Refused> {
        let due = self.due(calendar);
        if actor == CLOCK && due.is_none_or(|due| on <= due) {
            return Err(Refused::NotYet { until: due });
        }
        let most = self.here().and_then(|state| state.clock.as_ref());
        let most = most.map_or(0, |clock| clock.extend as usize);
        match exit.extends && self.extended() >= most {
            true => Err(Refused::NoMoreTime),
            false => Ok(()),
        }
    }

    fn by_another(&self, exit: &Exit, by: Option<MemberId>) -> Result<(), Refused> {
        let Some(by) = by else { return Ok(()) };
        let is_own = |act: &&Code| self.who_did(act).any(|who| who == by);
        match exit.not_by.iter().find(is_own) {
            Some(did) => Err(Refused::SamePerson { did: did.clone() }),
            None => Ok(()),
        }
    }
}
