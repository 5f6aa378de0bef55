//! Reading a course: whole or not at all, and every fault with its line.

use std::{collections::HashSet, ops::Range};

use serde::Deserialize;
use toml::Spanned;

use super::{
    Actor, CLOCK, Clock, Code, Course, CourseKind, Days, Exit, Need, Proposes, Reason, State,
};
use crate::{
    policy::Role,
    registry::{List, Standing, Terms},
    remedies::{
        Fault, Review, What, Words,
        reading::{NAME_MAX, Reading, TEXT_MAX, raw},
    },
};

/// Longest time that a clock may run: ten years.
const DAYS_MOST: u32 = 3_660;
/// To what the company was before it was suspended.
const BACK: &str = "back";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    status: Review,
    languages: Spanned<Vec<String>>,
    start: Spanned<Code>,
    note: Spanned<Words>,
    actor: Vec<RawActor>,
    #[serde(default)]
    reason: Vec<RawReason>,
    state: Vec<RawState>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawActor {
    code: Spanned<Code>,
    name: Spanned<Words>,
    #[serde(default)]
    roles: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReason {
    code: Spanned<Code>,
    name: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawState {
    code: Spanned<Code>,
    name: Spanned<Words>,
    clock: Option<Spanned<RawClock>>,
    no_clock: Option<Spanned<Words>>,
    #[serde(default)]
    end: bool,
    #[serde(default)]
    exits: Vec<RawExit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExit {
    act: Spanned<Code>,
    name: Spanned<Words>,
    by: Vec<Spanned<Code>>,
    to: Spanned<Code>,
    #[serde(default)]
    reasons: Vec<Spanned<Code>>,
    #[serde(default)]
    needs: Vec<Spanned<Code>>,
    #[serde(default)]
    not_by: Vec<Spanned<Code>>,
    #[serde(default)]
    extends: bool,
    proposes: Option<Spanned<Code>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClock {
    days: i64,
    of: Days,
    #[serde(default)]
    extend: u32,
    #[serde(default)]
    reminders: Vec<i64>,
}

/// What the parts of a course refer to.
struct Known {
    kind: CourseKind,
    actors: HashSet<Code>,
    reasons: HashSet<Code>,
    states: HashSet<Code>,
    acts: HashSet<Code>,
}

impl Reading<'_> {
    fn clock(&mut self, of: &str, raw: Spanned<RawClock>) -> Option<Clock> {
        let at = raw.span();
        let raw = raw.into_inner();
        let days = u32::try_from(raw.days).ok();
        let days = days.filter(|days| (1..=DAYS_MOST).contains(days));
        let most = days.unwrap_or(0);
        let before = |n: &i64| { u32::try_from(*n).ok() }.filter(|n| (1..most).contains(n));
        let reminders: Option<Vec<u32>> = raw.reminders.iter().map(before).collect();
        let clock = days.zip(reminders).map(|(days, reminders)| Clock {
            days,
            of: raw.of,
            extend: raw.extend,
            reminders,
        });
        if clock.is_none() {
            self.fault(&at, What::BadClock(of.to_owned()));
        }
        clock
    }

    fn proposes(&mut self, raw: Spanned<Code>) -> Option<Proposes> {
        let found = match raw.as_ref().as_str() {
            BACK => Some(Proposes::Back),
            code => Standing::from_code(code).map(Proposes::Is),
        };
        if found.is_none() {
            let (kind, code) = ("status", raw.as_ref().clone());
            self.fault(&raw.span(), What::Unknown { kind, code });
        }
        found
    }

    /// Whether an act says of itself what goes together with its state.
    fn coheres(&mut self, of: &RawState, raw: &RawExit) {
        let (act, at) = (raw.act.as_ref().clone(), raw.act.span());
        if raw.by.is_empty() {
            self.fault(&at, What::NoActor(act.clone()));
        }
        let by_clock = raw.by.iter().any(|who| who.as_ref() == CLOCK);
        if by_clock && of.clock.is_none() {
            self.fault(&at, What::ClockWithout(of.code.as_ref().clone()));
        }
        let stays = raw.to.as_ref() == of.code.as_ref();
        if raw.extends && (of.clock.is_none() || !stays) {
            self.fault(&at, What::BadExtension(act));
        }
        let says_why = raw
            .needs
            .iter()
            .any(|need| need.as_ref() == Need::Words.code());
        if of.end && !says_why {
            self.fault(&at, What::EndIsLeft(of.code.as_ref().clone()));
        }
        if raw.proposes.is_some() {
            // The registry is told the reason, so it has to know it.
            let is_term = |code: &str| {
                Terms::known().is_some_and(|terms| terms.term(List::Reasons, code).is_some())
            };
            self.known("reason of the registry", raw.reasons.clone(), is_term);
        }
    }

    fn exit(&mut self, known: &Known, of: &RawState, raw: RawExit) -> Exit {
        self.coheres(of, &raw);
        let act = raw.act.into_inner();
        let is_need = |code: &str| {
            Need::from_code(code).is_some_and(|need| known.kind.needs().contains(&need))
        };
        let needs = self.known("need", raw.needs, is_need);
        Exit {
            name: self.words(&act, raw.name, NAME_MAX),
            by: self.known("actor", raw.by, |c| known.actors.contains(c)),
            to: { self.known("state", vec![raw.to], |c| known.states.contains(c)) }.concat(),
            reasons: self.known("reason", raw.reasons, |c| known.reasons.contains(c)),
            needs: needs.iter().filter_map(|c| Need::from_code(c)).collect(),
            not_by: self.known("act", raw.not_by, |c| known.acts.contains(c)),
            extends: raw.extends,
            proposes: raw.proposes.and_then(|p| self.proposes(p)),
            act,
        }
    }

    fn state(&mut self, known: &Known, mut raw: RawState) -> State {
        let (code, at) = (raw.code.as_ref().clone(), raw.code.span());
        // Where it is over, nothing has to happen.
        if raw.clock.is_some() == (raw.no_clock.is_some() || raw.end) {
            self.fault(&at, What::NoClock(code.clone()));
        }
        self.once(raw.exits.iter().map(|exit| &exit.act));
        let exits = std::mem::take(&mut raw.exits);
        State {
            exits: { exits.into_iter() }
                .map(|exit| self.exit(known, &raw, exit))
                .collect(),
            name: self.words(&code, raw.name, NAME_MAX),
            clock: raw.clock.and_then(|clock| self.clock(&code, clock)),
            no_clock: raw.no_clock.map(|why| self.words(&code, why, TEXT_MAX)),
            end: raw.end,
            code,
        }
    }

    /// What the program goes by has to be there.
    fn lacks(
        &mut self,
        at: &Spanned<Code>,
        (kind, codes): (&'static str, &[&str]),
        there: &HashSet<Code>,
    ) {
        for code in codes.iter().filter(|code| !there.contains(**code)) {
            let code = (*code).to_owned();
            self.fault(&at.span(), What::Lacks { kind, code });
        }
    }

    fn actor(&mut self, raw: RawActor) -> Actor {
        let code = raw.code.into_inner();
        Actor {
            name: self.words(&code, raw.name, NAME_MAX),
            roles: raw.roles,
            code,
        }
    }

    fn reason(&mut self, raw: RawReason) -> Reason {
        let code = raw.code.into_inner();
        let name = self.words(&code, raw.name, NAME_MAX);
        Reason { code, name }
    }
}

impl Course {
    /// Reads a course as it is written, which has to have names in these languages at least: those of the pages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(kind: CourseKind, text: &str, pages: &[&str]) -> Result<Self, Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let mut reading = Reading::new(text, raw.languages.as_ref());
        for page in pages {
            if !raw.languages.as_ref().iter().any(|own| own == page) {
                let what = What::NoLanguage((*page).to_owned());
                reading.fault(&raw.languages.span(), what);
            }
        }
        let acts = raw.state.iter().flat_map(|state| &state.exits);
        let known = Known {
            kind,
            actors: reading.once(raw.actor.iter().map(|actor| &actor.code)),
            reasons: reading.once(raw.reason.iter().map(|reason| &reason.code)),
            states: reading.once(raw.state.iter().map(|state| &state.code)),
            acts: acts.map(|exit| exit.act.as_ref().clone()).collect(),
        };
        reading.lacks(&raw.start, ("act", kind.acts()), &known.acts);
        reading.lacks(&raw.start, ("state", kind.states()), &known.states);
        let start = vec![raw.start];
        let places: Vec<(Code, Range<usize>)> = { raw.state.iter() }
            .map(|s| (s.code.as_ref().clone(), s.code.span()))
            .collect();
        let course = Course {
            kind,
            name: raw.name,
            version: raw.version,
            status: raw.status,
            note: reading.words("note", raw.note, TEXT_MAX),
            actors: { raw.actor.into_iter() }
                .map(|a| reading.actor(a))
                .collect(),
            reasons: { raw.reason.into_iter() }
                .map(|r| reading.reason(r))
                .collect(),
            start: { reading.known("state", start, |code| known.states.contains(code)) }.concat(),
            states: { raw.state.into_iter() }
                .map(|s| reading.state(&known, s))
                .collect(),
            languages: raw.languages.into_inner(),
        };
        if reading.faults.is_empty() {
            course.ways(&places, &mut reading);
        }
        reading.whole(course)
    }
}
