//! Reading a procedure: whole or not at all, and every fault with its line.

use std::{collections::HashSet, ops::Range};

use serde::Deserialize;
use toml::Spanned;

use super::{
    Actor, BACK, Clock, Code, Days, Effect, Exit, Names, Need, Procedure, Reason, Side, State,
    Time, Unasked, When,
    read_board::{self, RawBrief, RawTracker, RawVote},
    read_sheets::{self, RawScale, RawSheet},
};
use crate::{intake::consent, policy::Role};

/// The act that alone leads on from the end.
const REOPEN: &str = "reopen";
/// Longest time that a clock may run: ten years.
const DAYS_MOST: u32 = 3_660;
/// Longest name, in characters: it has to fit a button.
const NAME_MAX: usize = 200;
/// Longest text of a procedure, in bytes.
const TEXT_MAX: usize = 256 << 10;

/// Something that keeps a procedure from being used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Fault {
    /// From 1.
    pub line: usize,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum What {
    #[error("{0}")]
    Unreadable(String),
    #[error("`{0}` stands here a second time")]
    Twice(Code),
    #[error("there is no {kind} `{code}`")]
    Unknown { kind: &'static str, code: Code },
    #[error("`{of}` has no name in `{language}`")]
    NoName { of: Code, language: String },
    #[error("`{0}` needs a clock, or has to say why it has none (`no_clock`)")]
    NoClock(Code),
    #[error("`{0}` has a clock and says why it has none: only one of both can be true")]
    TwoMinds(Code),
    #[error("a clock of `{0}` has to give `days` and `of`, or `hours`: from 1 up to ten years")]
    BadClock(Code),
    #[error("a reminder of `{0}` comes before the clock runs out, and after its first day")]
    BadReminder(Code),
    #[error("nothing leads on from `{0}` to the end")]
    DeadEnd(Code),
    #[error("nothing leads to `{0}`")]
    NotReached(Code),
    #[error("the end is left by `reopen` alone, and not by `{0}`")]
    EndIsLeft(Code),
    #[error("nobody can do `{0}`")]
    NoActor(Code),
    #[error("pages are also in `{0}`: it has to be among `languages`")]
    NoLanguage(String),
    #[error("a name of `{0}` is longer than 200 characters")]
    LongName(Code),
    #[error("`{0}` leads to the end and has to say how a case can end with it (`reasons`)")]
    NoReasons(Code),
    #[error("`{0}` does not lead to the end, so it ends no case (`reasons`)")]
    NoEnd(Code),
    #[error("`{0}` has to say what the person who reported is told (`told`)")]
    NotTold(Code),
    #[error("longer than 256 KiB")]
    TooLong,
    #[error("`{0}` has to be of small letters, digits and dashes: it stands in addresses")]
    BadCode(Code),
    #[error("`{of}` needs `{finding}`, and the sheet for it is not asked for there")]
    NotAsked { of: Code, finding: Code },
    #[error(
        "`{0}` is answered with one of a `scale`, with words or with a day, and only the first two kinds have a scale"
    )]
    NoScale(Code),
    #[error("a share is a number from {least} to {most}: so many in a hundred")]
    BadShare { least: u32, most: u32 },
    #[error("`{0}` asks nothing")]
    NoQuestions(Code),
    #[error(
        "`{0}` stops contact or takes the report back: people say that, and no act or sheet begins it"
    )]
    OnlyByPeople(Code),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    languages: Spanned<Vec<String>>,
    start: Spanned<Code>,
    end: Spanned<Code>,
    note: Spanned<Names>,
    actor: Vec<RawActor>,
    state: Vec<RawState>,
    reason: Vec<RawReason>,
    #[serde(default)]
    anywhere: Vec<RawExit>,
    #[serde(default)]
    side: Vec<RawSide>,
    #[serde(default)]
    scale: Vec<RawScale>,
    #[serde(default)]
    sheet: Vec<RawSheet>,
    #[serde(default)]
    vote: Vec<RawVote>,
    #[serde(default)]
    brief: Vec<RawBrief>,
    tracker: Option<RawTracker>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawActor {
    code: Spanned<Code>,
    name: Spanned<Names>,
    #[serde(default)]
    roles: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReason {
    code: Spanned<Code>,
    name: Spanned<Names>,
    #[serde(default)]
    put_right: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawState {
    code: Spanned<Code>,
    name: Spanned<Names>,
    /// Everybody is told where their report stands; only before it is sent there is nobody to tell.
    told: Option<Spanned<Names>>,
    #[serde(default)]
    clocks: Vec<Spanned<RawClock>>,
    no_clock: Option<Spanned<Names>>,
    #[serde(default)]
    way: bool,
    #[serde(default)]
    taken_up: bool,
    exits: Vec<RawExit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExit {
    act: Spanned<Code>,
    name: Spanned<Names>,
    by: Spanned<Vec<Code>>,
    to: Option<Spanned<Code>>,
    #[serde(default)]
    reasons: Vec<Spanned<Code>>,
    unasked: Option<Unasked>,
    #[serde(default)]
    needs: Vec<Spanned<Need>>,
    #[serde(default)]
    begins: Vec<Spanned<Code>>,
    #[serde(default)]
    stops: Vec<Spanned<Code>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSide {
    code: Spanned<Code>,
    name: Spanned<Names>,
    begun_by: Spanned<Vec<Code>>,
    ended_by: Spanned<Vec<Code>>,
    pauses: bool,
    opens: Option<Spanned<Code>>,
    #[serde(default)]
    taken_back: Vec<Spanned<Code>>,
    #[serde(default)]
    effects: Vec<Effect>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClock {
    days: Option<i64>,
    of: Option<Days>,
    hours: Option<i64>,
    when: Option<When>,
    what: Option<Code>,
    #[serde(default)]
    reminders: Vec<i64>,
    #[serde(default)]
    extend: u32,
}

/// A number of days or hours that a clock can run.
pub(super) fn number(n: i64) -> Option<u32> {
    { u32::try_from(n).ok() }.filter(|n| (1..=DAYS_MOST).contains(n))
}

/// Collects faults while the text is looked through.
pub(super) struct Reading<'a> {
    text: &'a str,
    pub(super) languages: Vec<String>,
    pub(super) actors: HashSet<Code>,
    pub(super) states: HashSet<Code>,
    reasons: HashSet<Code>,
    pub(super) sides: HashSet<Code>,
    pub(super) sheets: HashSet<Code>,
    /// What sheets and votes find out.
    pub(super) findings: HashSet<Code>,
    start: Code,
    end: Code,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    pub(super) fn fault(&mut self, at: &Range<usize>, what: What) {
        let before = self.text.get(..at.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        self.faults.push(Fault { line, what });
    }

    pub(super) fn names(&mut self, of: &str, names: Spanned<Names>) -> Names {
        let missing: Vec<String> = { self.languages.iter() }
            .filter(|l| (names.as_ref().0.get(*l)).is_none_or(|n| n.trim().is_empty()))
            .cloned()
            .collect();
        for language in missing {
            let of = of.to_owned();
            self.fault(&names.span(), What::NoName { of, language });
        }
        let is_long = |name: &String| name.chars().count() > NAME_MAX;
        if names.as_ref().0.values().any(is_long) {
            self.fault(&names.span(), What::LongName(of.to_owned()));
        }
        names.into_inner()
    }

    pub(super) fn actors(&mut self, act: &str, by: Spanned<Vec<Code>>) -> Vec<Code> {
        let at = by.span();
        if by.as_ref().is_empty() {
            self.fault(&at, What::NoActor(act.to_owned()));
        }
        for code in by.as_ref() {
            if !self.actors.contains(code) {
                let (kind, code) = ("actor", code.clone());
                self.fault(&at, What::Unknown { kind, code });
            }
        }
        by.into_inner()
    }

    pub(super) fn known_sides(&mut self, codes: Vec<Spanned<Code>>) -> Vec<Code> {
        self.known("side", codes, |own| &own.sides)
    }

    /// Codes of things that there are.
    pub(super) fn known(
        &mut self,
        kind: &'static str,
        codes: Vec<Spanned<Code>>,
        of: impl Fn(&Self) -> &HashSet<Code>,
    ) -> Vec<Code> {
        for code in &codes {
            if !of(self).contains(code.as_ref()) {
                let named = code.as_ref().clone();
                self.fault(&code.span(), What::Unknown { kind, code: named });
            }
        }
        codes.into_iter().map(Spanned::into_inner).collect()
    }

    fn purposes(&mut self, codes: Vec<Spanned<Code>>) -> Vec<Code> {
        for code in { codes.iter() }.filter(|code| !consent::is_purpose(code.as_ref())) {
            let (kind, named) = ("purpose", code.as_ref().clone());
            self.fault(&code.span(), What::Unknown { kind, code: named });
        }
        codes.into_iter().map(Spanned::into_inner).collect()
    }

    fn needs(&mut self, needs: Vec<Spanned<Need>>) -> Vec<Need> {
        for need in &needs {
            if let Need::Found(code) = need.as_ref()
                && !self.findings.contains(code)
            {
                let (kind, code) = ("finding", code.clone());
                self.fault(&need.span(), What::Unknown { kind, code });
            }
        }
        needs.into_iter().map(Spanned::into_inner).collect()
    }

    fn exit(&mut self, raw: RawExit) -> Exit {
        let act = raw.act.as_ref().clone();
        if let Some(to) = raw.to.as_ref().filter(|to| to.as_ref() != BACK)
            && !self.states.contains(to.as_ref())
        {
            let (kind, code) = ("state", to.as_ref().clone());
            self.fault(&to.span(), What::Unknown { kind, code });
        }
        let ends = raw.to.as_ref().is_some_and(|to| *to.as_ref() == self.end);
        match (ends, raw.reasons.first()) {
            (true, None) => self.fault(&raw.act.span(), What::NoReasons(act.clone())),
            (false, Some(first)) => self.fault(&first.span(), What::NoEnd(act.clone())),
            _ => {}
        }
        for reason in &raw.reasons {
            if !self.reasons.contains(reason.as_ref()) {
                let (kind, code) = ("reason", reason.as_ref().clone());
                self.fault(&reason.span(), What::Unknown { kind, code });
            }
        }
        Exit {
            name: self.names(&act, raw.name),
            by: self.actors(&act, raw.by),
            to: raw.to.map(Spanned::into_inner),
            reasons: raw.reasons.into_iter().map(Spanned::into_inner).collect(),
            unasked: raw.unasked,
            needs: self.needs(raw.needs),
            begins: self.known_sides(raw.begins),
            stops: self.known_sides(raw.stops),
            act,
        }
    }

    fn clock(&mut self, of: &str, raw: Spanned<RawClock>) -> Option<Clock> {
        let at = raw.span();
        let raw = raw.into_inner();
        let time = match (raw.days.map(number), raw.of, raw.hours.map(number)) {
            (Some(Some(days)), Some(of), None) => Time::Days { days, of },
            (None, None, Some(Some(hours))) => Time::Hours { hours },
            _ => {
                self.fault(&at, What::BadClock(of.to_owned()));
                return None;
            }
        };
        let most = match time {
            Time::Days { days, .. } => days,
            Time::Hours { .. } => 0,
        };
        let reminders = raw
            .reminders
            .iter()
            .map(|n| number(*n).filter(|n| *n < most));
        let Some(reminders) = reminders.collect() else {
            self.fault(&at, What::BadReminder(of.to_owned()));
            return None;
        };
        Some(Clock {
            time,
            when: raw.when,
            what: raw.what,
            reminders,
            extend: raw.extend,
        })
    }

    fn state(&mut self, raw: RawState) -> State {
        let (code, at) = (raw.code.as_ref().clone(), raw.code.span());
        let told = match raw.told {
            Some(told) => self.names(&code, told),
            None => {
                if code != self.start {
                    self.fault(&at, What::NotTold(code.clone()));
                }
                Names::default()
            }
        };
        match (raw.clocks.is_empty(), raw.no_clock.is_some()) {
            (true, false) => self.fault(&at, What::NoClock(code.clone())),
            (false, true) => self.fault(&at, What::TwoMinds(code.clone())),
            _ => {}
        }
        if code == self.end {
            for exit in raw.exits.iter().filter(|e| e.act.as_ref() != REOPEN) {
                self.fault(&exit.act.span(), What::EndIsLeft(exit.act.as_ref().clone()));
            }
        }
        let clocks = raw.clocks.into_iter();
        State {
            name: self.names(&code, raw.name),
            told,
            clocks: clocks.filter_map(|c| self.clock(&code, c)).collect(),
            no_clock: raw.no_clock.map(|why| self.names(&code, why)),
            way: raw.way,
            taken_up: raw.taken_up,
            exits: raw.exits.into_iter().map(|e| self.exit(e)).collect(),
            code,
        }
    }

    fn side(&mut self, raw: RawSide) -> Side {
        let code = raw.code.into_inner();
        Side {
            name: self.names(&code, raw.name),
            begun_by: self.actors(&code, raw.begun_by),
            ended_by: self.actors(&code, raw.ended_by),
            pauses: raw.pauses,
            opens: self
                .known("state", raw.opens.into_iter().collect(), |own| &own.states)
                .pop(),
            taken_back: self.purposes(raw.taken_back),
            effects: raw.effects,
            code,
        }
    }

    fn whole(&mut self, raw: Raw) -> Procedure {
        let actor = |a: RawActor| Actor {
            code: a.code.as_ref().clone(),
            name: self.names(a.code.as_ref(), a.name),
            roles: a.roles,
        };
        let actors = raw.actor.into_iter().map(actor).collect();
        let reason = |r: RawReason| Reason {
            code: r.code.as_ref().clone(),
            name: self.names(r.code.as_ref(), r.name),
            put_right: r.put_right,
        };
        let reasons = raw.reason.into_iter().map(reason).collect();
        let scales = read_sheets::scales(self, raw.scale);
        let sheets = raw.sheet.into_iter();
        let sheets: Vec<_> = sheets
            .map(|s| read_sheets::sheet(self, &scales, s))
            .collect();
        let votes = raw.vote.into_iter();
        Procedure {
            votes: votes.map(|v| read_board::vote(self, &sheets, v)).collect(),
            briefs: read_board::briefs(raw.brief),
            tracker: { raw.tracker }
                .map(|t| read_board::tracker(self, &scales, t))
                .unwrap_or_default(),
            sheets,
            name: raw.name,
            version: raw.version,
            languages: raw.languages.into_inner(),
            note: self.names("note", raw.note),
            actors,
            reasons,
            states: raw.state.into_iter().map(|s| self.state(s)).collect(),
            anywhere: raw.anywhere.into_iter().map(|e| self.exit(e)).collect(),
            sides: raw.side.into_iter().map(|s| self.side(s)).collect(),
            start: raw.start.into_inner(),
            end: raw.end.into_inner(),
        }
    }

    /// Every code once.
    pub(super) fn once<'s>(
        &mut self,
        codes: impl Iterator<Item = &'s Spanned<Code>>,
    ) -> HashSet<Code> {
        let mut seen = HashSet::new();
        for code in codes {
            if !seen.insert(code.as_ref().clone()) {
                self.fault(&code.span(), What::Twice(code.as_ref().clone()));
            }
        }
        seen
    }
}

/// The text as a table, before anything in it is looked at.
fn raw(text: &str) -> Result<Raw, Vec<Fault>> {
    let one = |line, what| vec![Fault { line, what }];
    if text.len() > TEXT_MAX {
        return Err(one(1, What::TooLong));
    }
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|at| text.get(..at.start));
        let line = before.unwrap_or_default().matches('\n').count() + 1;
        one(line, What::Unreadable(error.message().to_owned()))
    })
}

impl Procedure {
    /// Reads a procedure as it is written, which has to have names in these languages at least: those of the pages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, pages: &[&str]) -> Result<Self, Vec<Fault>> {
        let raw = raw(text)?;
        let mut reading = Reading {
            text,
            languages: raw.languages.as_ref().clone(),
            actors: HashSet::new(),
            states: HashSet::new(),
            reasons: HashSet::new(),
            sides: HashSet::new(),
            sheets: HashSet::new(),
            findings: HashSet::new(),
            start: raw.start.as_ref().clone(),
            end: raw.end.as_ref().clone(),
            faults: Vec::new(),
        };
        for page in pages {
            if !reading.languages.iter().any(|own| own == page) {
                let what = What::NoLanguage((*page).to_owned());
                reading.fault(&raw.languages.span(), what);
            }
        }
        reading.actors = reading.once(raw.actor.iter().map(|a| &a.code));
        reading.states = reading.once(raw.state.iter().map(|s| &s.code));
        reading.reasons = reading.once(raw.reason.iter().map(|r| &r.code));
        reading.sides = reading.once(raw.side.iter().map(|s| &s.code));
        reading.sheets = reading.once(raw.sheet.iter().map(|s| &s.code));
        let finds = raw.sheet.iter().flat_map(|s| &s.finds).map(|f| &f.code);
        reading.findings = reading.once(finds.chain(raw.vote.iter().map(|v| &v.code)));
        for code in [&raw.start, &raw.end] {
            if !reading.states.contains(code.as_ref()) {
                let (kind, named) = ("state", code.as_ref().clone());
                reading.fault(&code.span(), What::Unknown { kind, code: named });
            }
        }
        let places: Vec<(Code, Range<usize>)> = { raw.state.iter() }
            .map(|s| (s.code.as_ref().clone(), s.code.span()))
            .collect();
        let procedure = reading.whole(raw);
        if reading.faults.is_empty() {
            procedure.ways(&places, &mut reading);
            procedure.asked(&places, &mut reading);
            procedure.voted(&places, &mut reading);
            procedure.only_by_people(&places, &mut reading);
        }
        match reading.faults.is_empty() {
            true => Ok(procedure),
            false => {
                reading.faults.sort_by_key(|fault| fault.line);
                Err(reading.faults)
            }
        }
    }
}

#[cfg(test)]
mod tests;
