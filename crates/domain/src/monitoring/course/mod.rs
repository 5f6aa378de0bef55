//! The course that something of monitoring takes, as policy data: states, who may do what in each, and by when (domain dossier, 3.1, 3.2 and
//! 10.3 rule 5). An assessment, a mission, a concern, a corrective action and a certification each have one, in `vocabulary/courses/`.
//!
//! It is smaller than the procedure of cases ([`crate::procedure`]) and not the same: nobody who reported is told of its states, it can end in
//! several ways, some of its acts may not be done by who did another, and some of them propose something to the registry.

mod kind;
mod read;
mod walk;
mod ways;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use crate::procedure::Days;
use crate::{
    policy::{Role, Roles},
    registry::Standing,
    remedies::{Fault, Review, Words},
};
pub use kind::{CourseKind, Need};
pub use walk::{Attempt, Move, Refused, Walk};

/// A state, an act, an actor or a reason, as the course calls it.
pub type Code = String;

/// As whom the clock acts: what it does happens by itself when a time is over.
pub const CLOCK: &str = "clock";

/// A course that was read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    pub kind: CourseKind,
    pub name: String,
    pub version: u32,
    /// How far others have looked at it.
    pub status: Review,
    pub languages: Vec<String>,
    /// What everybody is told who is shown it, such as whose it is.
    pub note: Words,
    pub actors: Vec<Actor>,
    pub reasons: Vec<Reason>,
    pub states: Vec<State>,
    pub start: Code,
}

/// Somebody who acts; the clock is one, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub code: Code,
    pub name: Words,
    /// Members with one of these roles are such an actor.
    pub roles: Vec<Role>,
}

/// Why an act is done, where the course gives the choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub code: Code,
    pub name: Words,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    pub code: Code,
    pub name: Words,
    /// By when something has to happen.
    pub clock: Option<Clock>,
    /// Why there is no clock.
    pub no_clock: Option<Words>,
    /// It is over here. It can be taken up again only by saying why.
    pub end: bool,
    pub exits: Vec<Exit>,
}

/// An act that leads on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    pub act: Code,
    pub name: Words,
    pub by: Vec<Code>,
    pub to: Code,
    /// One of these has to be given.
    pub reasons: Vec<Code>,
    pub needs: Vec<Need>,
    /// Who did one of these acts may not do this one: four eyes see more than two.
    pub not_by: Vec<Code>,
    /// It begins the clock anew.
    pub extends: bool,
    /// What it says to the registry, which nobody has to follow.
    pub proposes: Option<Proposes>,
}

/// What an act says that a company is to be in the Association.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proposes {
    Is(Standing),
    /// What it was before it was suspended.
    Back,
}

/// A time that something may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    pub days: u32,
    pub of: Days,
    /// How often it can be begun anew.
    pub extend: u32,
    /// Days after which somebody is reminded, before it runs out.
    pub reminders: Vec<u32>,
}

impl Course {
    /// The shipped course of a kind.
    ///
    /// # Errors
    /// It is not whole; a test sees that all are.
    pub fn shipped(kind: CourseKind) -> Result<Self, Vec<Fault>> {
        Self::read(kind, kind.default_text(), &[])
    }

    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|state| state.code == code)
    }

    pub fn actor(&self, code: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.code == code)
    }

    pub fn reason(&self, code: &str) -> Option<&Reason> {
        self.reasons.iter().find(|reason| reason.code == code)
    }

    /// All acts of it, each with the state that it leads on from.
    pub fn exits(&self) -> impl Iterator<Item = (&State, &Exit)> {
        { self.states.iter() }.flat_map(|state| state.exits.iter().map(move |exit| (state, exit)))
    }

    /// As whom a member with these roles acts.
    pub fn actors_of(&self, roles: Roles) -> Vec<&str> {
        let are = { self.actors.iter() }.filter(|actor| roles.any(&actor.roles));
        are.map(|actor| actor.code.as_str()).collect()
    }
}
