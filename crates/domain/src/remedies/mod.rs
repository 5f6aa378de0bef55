//! The doors that stand open to somebody who was harmed: where they can go, what happens there, and what it can cost them. Out of
//! scope is a redirect and never a rejection (domain dossier, 3.4 and 10.3), so there is always one that is not the company itself.
//!
//! Which doors there are is policy data, `vocabulary/doors.toml`; what is so in one country is a [`LegalProfile`]. Nothing of either
//! is in code. What is proposed is a proposal: the person chooses, and nothing is done without them.

mod fault;
mod profile;
mod propose;
mod read;
pub(crate) mod reading;
mod report;
mod situation;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use fault::{Fault, What};
pub use profile::{Basis, Claim, Cost, Kind, LegalProfile, Limit, Review, Route, SHIPPED, Who};
pub use propose::{Proposed, Stands, Why};
pub use situation::{Fear, Force, Situation, Standing};

/// A door, a danger, a text, a harm or a wish, as the data calls it.
pub type Code = String;

/// The shipped doors, as they are written.
pub const DEFAULT: &str = include_str!("../vocabulary/doors.toml");

/// What something is called or what is said of it, by language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// In a language; what is not told in it is told in another.
    pub fn text(&self, language: &str) -> &str {
        let own = self.0.get(language).or_else(|| self.0.values().next());
        own.map_or("", String::as_str)
    }

    /// In which language it is told to who wants it in this one: in that, or in English, or in another.
    pub fn nearest<'a>(&'a self, wanted: &'a str) -> &'a str {
        let told = [wanted, "en"].into_iter().find(|one| self.is_told(one));
        told.or_else(|| self.0.keys().next().map(String::as_str))
            .unwrap_or(wanted)
    }

    /// All of it, by language.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.0.iter();
        all.map(|(language, words)| (language.as_str(), words.as_str()))
    }

    /// Whether it is told in this language, and not with nothing.
    fn is_told(&self, language: &str) -> bool {
        let own = self.0.get(language);
        own.is_some_and(|words| !words.trim().is_empty())
    }

    /// The longest of them, in characters.
    fn longest(&self) -> usize {
        let lengths = self.0.values().map(|words| words.chars().count());
        lengths.max().unwrap_or(0)
    }
}

/// All kinds of door, read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doors {
    pub name: String,
    pub version: u32,
    /// How far others have looked at it.
    pub status: Review,
    pub languages: Vec<String>,
    /// What everybody is told who is shown them, such as whose they are.
    pub note: Words,
    /// What makes a door one to be careful with.
    pub dangers: Vec<Danger>,
    /// In the order in which they are proposed where nothing else decides.
    pub doors: Vec<Door>,
}

/// One kind of door, and what is generally so of it. What is so in one country is in its [`LegalProfile`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub code: Code,
    pub name: Words,
    /// What happens there, for a person in trouble.
    pub what: Words,
    pub who: Words,
    pub cost: Words,
    pub time: Words,
    pub language: Words,
    /// Whether one can stay without a name there.
    pub anonymity: Words,
    /// Against retaliation.
    pub protection: Words,
    /// What everybody should know before, whatever happened.
    pub beware: Vec<Words>,
    /// Where else it may be, if a country has none.
    pub if_none: Option<Words>,
    /// It is the company itself, or whoever employs the force: nobody in danger is sent there first.
    pub of_company: bool,
    /// Only for people who work, or worked, for the company.
    pub for_workers: bool,
    /// Whether there is one depends on the country, so that it is proposed only where its profile is known.
    pub needs_profile: bool,
    pub open_when: OpenWhen,
    /// Which wishes it can serve: codes of [`crate::intake::question::OUTCOMES`].
    pub gives: Vec<Code>,
    /// With which answers to "whom did you already tell" it counts as tried.
    pub told: Vec<Code>,
    /// After how many days the person is asked what became of it.
    pub follow_up: Vec<u32>,
    pub safety: Vec<Safety>,
}

/// When a door stands open. What is not given, does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenWhen {
    /// What the company was on the day of the incident.
    pub standings: Option<Vec<Standing>>,
    pub forces: Option<Vec<Force>>,
    /// Codes of [`crate::intake::question::KINDS`].
    pub harms: Option<Vec<Code>>,
}

impl OpenWhen {
    /// Whether nothing is asked, so that it always stands open.
    pub fn is_always(&self) -> bool {
        *self == OpenWhen::default()
    }
}

/// Something that can make a door dangerous for the person. It is there when any of its signs is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Danger {
    pub code: Code,
    pub name: Words,
    pub when: Signs,
}

/// The signs of a danger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signs {
    pub fear: Vec<Fear>,
    pub state_forces: bool,
    pub minor: bool,
    pub harms: Vec<Code>,
    pub forces: Vec<Force>,
}

/// What a danger makes of a door, and what the person is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Safety {
    pub danger: Code,
    pub makes: Makes,
    pub note: Words,
}

/// What a danger makes of a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Makes {
    /// It stands open with a warning, after those without one.
    Careful,
    /// It stands open with a warning, and is never what is proposed first.
    NotFirst,
}

impl Makes {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Makes::Careful => "careful",
            Makes::NotFirst => "not-first",
        }
    }
}

impl Doors {
    /// The shipped doors.
    ///
    /// # Errors
    /// They are not whole; a test sees that they are.
    pub fn shipped() -> Result<Self, Vec<Fault>> {
        Self::read(DEFAULT, &[])
    }

    pub fn door(&self, code: &str) -> Option<&Door> {
        self.doors.iter().find(|door| door.code == code)
    }

    pub fn danger(&self, code: &str) -> Option<&Danger> {
        self.dangers.iter().find(|danger| danger.code == code)
    }
}
