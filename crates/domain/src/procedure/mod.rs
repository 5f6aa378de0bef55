//! The procedure that a case follows, as policy data: states, who may do what in each, and by when. Nothing of it is in code as a
//! constant: the shipped default is `vocabulary/procedure.toml`, an installation can give its own, and a case keeps the version it
//! began under (domain dossier, 3.4 and 10.3).

pub mod board;
mod machine;
mod need;
mod read;
mod read_board;
mod read_sheets;
pub mod sheet;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::policy::{Role, Roles};

pub use board::{Brief, Tracker, Vote};
pub use machine::{Done, Place, Refused};
pub use need::Need;
pub use read::{Fault, What};
pub use sheet::{Finding, Sheet};

/// What something is called, by language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// By language.
    pub(super) fn of(all: impl Iterator<Item = (String, String)>) -> Self {
        Self(all.collect())
    }

    /// In a language; one that it is not told in gets another.
    pub fn text(&self, language: &str) -> &str {
        let own = self.0.get(language).or_else(|| self.0.values().next());
        own.map_or("", String::as_str)
    }
}

/// A state, an act, an actor or a side-state, as the policy calls it.
pub type Code = String;

/// The shipped default, as it is written.
pub const DEFAULT: &str = concat!(
    include_str!("../vocabulary/procedure.toml"),
    include_str!("../vocabulary/sheets.toml"),
    include_str!("../vocabulary/board.toml")
);

/// To where the case came from.
pub const BACK: &str = "back";

/// As whom the holder of a receipt acts: who reported, or who speaks for them.
pub const HOLDER: &[&str] = &["reporter", "representative"];

/// A procedure that was read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    pub name: String,
    pub version: u32,
    pub languages: Vec<String>,
    /// What everybody is told who is shown it, such as whose it is.
    pub note: Names,
    pub actors: Vec<Actor>,
    pub states: Vec<State>,
    /// How a case can end.
    pub reasons: Vec<Reason>,
    /// What can be done in every state but the first and the last.
    pub anywhere: Vec<Exit>,
    pub sides: Vec<Side>,
    /// What has to be found out in a case.
    pub sheets: Vec<Sheet>,
    /// How a board decides, and what of a case a pillar of it is not told.
    pub votes: Vec<Vote>,
    pub briefs: Vec<Brief>,
    /// How commitments are followed.
    pub tracker: Tracker,
    pub start: Code,
    pub end: Code,
}

/// Somebody who acts; the clock is one, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub code: Code,
    pub name: Names,
    /// Members with one of these roles are such an actor.
    pub roles: Vec<Role>,
}

/// How a case can end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub code: Code,
    pub name: Names,
    /// It says that the harm was put right: where the harmed person ends their case so, they confirm it.
    pub put_right: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    pub code: Code,
    pub name: Names,
    /// What the person who reported is told.
    pub told: Names,
    /// By when something has to happen: the first whose condition holds.
    pub clocks: Vec<Clock>,
    /// Why there is no clock.
    pub no_clock: Option<Names>,
    /// Somebody else than the desk is to put it right here: a way to remedy, which is counted as one that was tried.
    pub way: bool,
    /// A case that came here was taken up, and is kept as long as such cases are.
    pub taken_up: bool,
    pub exits: Vec<Exit>,
}

/// An act that leads on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    pub act: Code,
    pub name: Names,
    pub by: Vec<Code>,
    /// The next state, [`BACK`], or none where nothing is kept of it.
    pub to: Option<Code>,
    /// How the case can end with it; none where it does not.
    pub reasons: Vec<Code>,
    /// What makes it happen by itself.
    pub unasked: Option<Unasked>,
    /// What must be so before.
    pub needs: Vec<Need>,
    /// What is so beside the state from then on, and what no longer.
    pub begins: Vec<Code>,
    pub stops: Vec<Code>,
}

/// What can be so beside the state, at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub code: Code,
    pub name: Names,
    pub begun_by: Vec<Code>,
    pub ended_by: Vec<Code>,
    /// It begins where the person takes back one of these purposes, and ends where they allow all of them again.
    pub taken_back: Vec<Code>,
    /// Clocks stand still meanwhile.
    pub pauses: bool,
    /// Where an urgent case of its own begins, that is opened for it.
    pub opens: Option<Code>,
    pub effects: Vec<Effect>,
}

/// A time that something may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    pub time: Time,
    /// Only then; without it, always.
    pub when: Option<When>,
    /// What is due, where it is not the next state.
    pub what: Option<Code>,
    /// Days after which somebody is reminded, before it runs out.
    pub reminders: Vec<u32>,
    /// How often it can be begun anew.
    pub extend: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    Days { days: u32, of: Days },
    Hours { hours: u32 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Days {
    Working,
    Calendar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Life or health is in danger, a child is harmed, or it is still going on.
    Urgent,
}

/// What makes an act happen without being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unasked {
    /// The person who reported wrote a message.
    ReporterWrote,
}

/// What happens where something is so beside the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    StopContact,
    KeepLess,
    /// The report was taken back.
    TakenBack,
    /// It is evidence for oversight, without a claim to remedy.
    EvidenceOnly,
    /// Nothing of it is erased, and it is said why.
    KeepAll,
}

impl Procedure {
    /// The shipped default.
    ///
    /// # Errors
    /// It is not whole; a test sees that it is.
    pub fn shipped() -> Result<Self, Vec<Fault>> {
        Self::read(DEFAULT, &[])
    }

    /// The doors that its worksheets can show to somebody.
    pub fn doors_offered(&self) -> Vec<&str> {
        let sheets = self.sheets.iter().filter(|sheet| sheet.doors);
        sheets.flat_map(Sheet::doors_offered).collect()
    }

    /// The state that sending leads to: what leads on from the start, and keeps something.
    pub fn first(&self) -> &str {
        let start = self.state(&self.start);
        let next = start.and_then(|start| start.exits.iter().find_map(|exit| exit.to.as_deref()));
        next.unwrap_or(&self.start)
    }

    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|state| state.code == code)
    }

    pub fn side(&self, code: &str) -> Option<&Side> {
        self.sides.iter().find(|side| side.code == code)
    }

    pub fn reason(&self, code: &str) -> Option<&Reason> {
        self.reasons.iter().find(|reason| reason.code == code)
    }

    /// Whether what is so beside a state makes the case evidence for oversight alone.
    pub fn is_evidence_only(&self, sides: &BTreeSet<Code>) -> bool {
        let so = sides.iter().filter_map(|code| self.side(code));
        { so.into_iter() }.any(|side| side.effects.contains(&Effect::EvidenceOnly))
    }

    /// As whom a member with these roles acts.
    pub fn actors_of(&self, roles: Roles) -> Vec<&str> {
        let are = { self.actors.iter() }.filter(|actor| roles.any(&actor.roles));
        are.map(|actor| actor.code.as_str()).collect()
    }

    /// Whether a sheet begins it: then it is not just said to be so.
    pub fn is_begun_by_sheet(&self, side: &str) -> bool {
        let mut begins = self.sheets.iter().flat_map(|sheet| &sheet.begins);
        begins.any(|code| code == side)
    }

    /// The act that ends a case from anywhere, for one of these reasons.
    pub fn close(&self) -> Option<&Exit> {
        let ends = |exit: &&Exit| exit.to.as_ref() == Some(&self.end);
        self.anywhere.iter().find(ends)
    }

    pub fn sheet(&self, code: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.code == code)
    }

    /// The sheet that finds something out, and what it finds.
    pub fn finding(&self, code: &str) -> Option<(&Sheet, &Finding)> {
        let mut all = { self.sheets.iter() }.flat_map(|s| s.finds.iter().map(move |f| (s, f)));
        all.find(|(_, finding)| finding.code == code)
    }

    pub fn actor(&self, code: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.code == code)
    }

    /// All that leads on from a state.
    pub fn exits<'a>(&'a self, state: &'a State) -> impl Iterator<Item = &'a Exit> {
        let between = state.code != self.start && state.code != self.end;
        let anywhere = self.anywhere.iter().filter(move |_| between);
        state.exits.iter().chain(anywhere)
    }
}
