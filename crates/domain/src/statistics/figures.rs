//! What is counted, as policy data: each figure with its definition in plain words, so that a reader knows what a number says and what it
//! does not. The shipped default is `vocabulary/figures.toml`; an installation can give its own. Such a file is read whole or not at
//! all (domain dossier, 10.3 rule 5).

mod check;
mod read;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Basis, Dimension, Floor, Quarter, Span};
use crate::procedure::Code;

pub use read::{Fault, What};

/// The shipped default, as it is written.
pub const DEFAULT: &str = include_str!("../vocabulary/figures.toml");

/// What something is called or means, by language. Unlike the names of a procedure it is written out again, into what is published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// In a language; one that it is not told in gets another.
    pub fn text(&self, language: &str) -> &str {
        let own = self.0.get(language).or_else(|| self.0.values().next());
        own.map_or("", String::as_str)
    }
}

/// All figures that were read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    pub name: String,
    pub version: u32,
    pub languages: Vec<String>,
    /// The first quarter that is counted. It is said, and not taken from the first case, since that would tell when it came.
    pub from: Quarter,
    /// How long the time is that is told at once. A year where cases are few: a short time has small counts, and most are held back.
    pub period: Span,
    /// The same for the numbers that a desk has of its own cases alone.
    pub desks: Span,
    /// Whole quarters that pass after a period before it is told, so that what it tells is settled.
    pub wait: u32,
    pub floor: Floor,
    /// Whose cases are counted: said beside every number.
    pub counted: Words,
    /// What it means that a number is held back.
    pub held_back: Words,
    pub all: Vec<Figure>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub code: Code,
    /// Of its definition: a number can be set beside another only where both were counted alike.
    pub version: u32,
    /// The day since which it is defined so.
    pub since: String,
    pub of: Basis,
    /// One thing, or two.
    pub by: Vec<Dimension>,
    pub name: Words,
    /// What is counted.
    pub counts: Words,
    /// What is not.
    pub leaves_out: Words,
    pub share: Option<Share>,
}

/// One value of a figure that is also told as a share of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    pub value: String,
    /// The fewest cases of which a share is told; a share of few says more than it should, and sounds like more than it is.
    pub least: u64,
}

impl Figure {
    /// Whether one case can count several times in it.
    pub fn is_overlapping(&self) -> bool {
        self.by.iter().any(|by| by.is_overlapping())
    }
}

impl Figures {
    /// The shipped default.
    ///
    /// # Errors
    /// It is not whole; a test sees that it is.
    pub fn shipped() -> Result<Self, Vec<Fault>> {
        Self::read(DEFAULT, &[])
    }

    /// The same figures as a desk has them of its own cases: told for times of another length.
    #[must_use]
    pub fn of_desk(&self) -> Self {
        Self {
            period: self.desks,
            ..self.clone()
        }
    }

    pub fn figure(&self, code: &str) -> Option<&Figure> {
        self.all.iter().find(|figure| figure.code == code)
    }
}

#[cfg(test)]
mod tests;
