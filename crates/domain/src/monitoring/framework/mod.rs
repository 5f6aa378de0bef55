//! The framework of indicators: what is asked of a company, paragraph by paragraph of the Code, in its own assessment, at a desk, on the spot and
//! of its certifier (domain dossier, 3.1 and 4.3). It is versioned policy data, `vocabulary/monitoring.toml`, read whole or not at all; the
//! questions are our own and never the Code's text.

mod compare;
mod read;

#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::flaw::Article;
use crate::{
    conduct::Citation,
    registry::Country,
    remedies::{Basis, Code, Fault, Review, Words},
};

pub use compare::{Compared, Difference, Kept, compare};

/// The shipped framework, as it is written.
pub const DEFAULT: &str = include_str!("../../vocabulary/monitoring.toml");

static KNOWN: LazyLock<Option<Framework>> = LazyLock::new(|| Framework::shipped().ok());

/// A framework that was read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    pub name: String,
    pub version: u32,
    /// How far others have looked at it.
    pub status: Review,
    pub languages: Vec<String>,
    /// What everybody is told who is shown it, such as whose it is.
    pub note: Words,
    /// So many days after its deadline a self-assessment that was not submitted is no longer late but missing.
    pub missing_after: u32,
    /// The tree, each after the one that it is within.
    pub groups: Vec<Group>,
    /// Kinds of evidence that can be asked for.
    pub evidence: Vec<Evidence>,
    /// In the order in which they are asked.
    pub indicators: Vec<Indicator>,
    /// What people are asked in a talk.
    pub talks: Vec<Talk>,
}

/// A part of the tree: what indicators are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Such as `1.3` or `T4`.
    pub code: Code,
    /// The one that it is within. Those that are within none are the sections of an assessment.
    pub within: Option<Code>,
    pub name: Words,
}

/// Something that can bear out an answer, such as a policy or a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub code: Code,
    pub name: Words,
}

/// Something that can be found out of how a company keeps to the Code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    pub code: Code,
    pub group: Code,
    /// The one of an earlier version that it goes on from, where it is called otherwise by now.
    pub was: Option<Code>,
    /// Counts up when it means something else than before. A question in better words means the same.
    pub meaning: u32,
    pub sort: Sort,
    pub question: Words,
    pub cites: Vec<Citation>,
    pub tags: Vec<Code>,
    pub law: Vec<LawCited>,
    /// It is asked only where one of those laws is.
    pub only_there: bool,
    pub asks: Asks,
    /// Of one choice, in their order.
    pub choices: Vec<Choice>,
    /// What is better; nothing where no answer is better than another.
    pub better: Option<Better>,
    /// What can bear out the answer: kinds of evidence.
    pub evidence: Vec<Code>,
    /// Where it is asked.
    pub asked: Vec<Instrument>,
}

/// An article of a law, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawCited {
    pub article: Article,
    pub basis: Basis,
    /// The page where it was read.
    pub source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub code: Code,
    pub name: Words,
}

/// Whether anybody who looks finds the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// It is there or not, so many or so many.
    Objective,
    /// How well it works, as somebody judges it who says why.
    Subjective,
}

impl Sort {
    pub const ALL: [Sort; 2] = [Sort::Objective, Sort::Subjective];

    /// The stable code, also the end of its message key (`indicator-sort-…`).
    pub fn code(self) -> &'static str {
        match self {
            Sort::Objective => "objective",
            Sort::Subjective => "subjective",
        }
    }
}

/// What kind of answer is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    /// Yes, partly or no.
    YesNo,
    Number,
    Text,
    Choice,
    Date,
}

impl Asks {
    pub const ALL: [Asks; 5] = [
        Asks::YesNo,
        Asks::Number,
        Asks::Text,
        Asks::Choice,
        Asks::Date,
    ];

    /// The stable code, also the end of its message key (`asks-…`).
    pub fn code(self) -> &'static str {
        match self {
            Asks::YesNo => "yes-no",
            Asks::Number => "number",
            Asks::Text => "text",
            Asks::Choice => "choice",
            Asks::Date => "date",
        }
    }
}

/// Which of two answers is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    Yes,
    No,
    More,
    Less,
    /// Of choices, the one that stands first.
    First,
    Later,
}

impl Better {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Better::Yes => "yes",
            Better::No => "no",
            Better::More => "more",
            Better::Less => "less",
            Better::First => "first",
            Better::Later => "later",
        }
    }

    /// Whether answers of this kind can be better so.
    fn fits(self, asks: Asks) -> bool {
        matches!(
            (self, asks),
            (Better::Yes | Better::No, Asks::YesNo)
                | (Better::More | Better::Less, Asks::Number)
                | (Better::First, Asks::Choice)
                | (Better::Later, Asks::Date)
        )
    }
}

/// Where an indicator is asked, and so who answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instrument {
    /// The company, of itself.
    SelfAssessment,
    /// Somebody at a desk, from what is published.
    DeskReview,
    /// A mission, on the spot.
    FieldReview,
    /// Whoever looks at the report of a certifier.
    Certification,
}

impl Instrument {
    pub const ALL: [Instrument; 4] = [
        Instrument::SelfAssessment,
        Instrument::DeskReview,
        Instrument::FieldReview,
        Instrument::Certification,
    ];

    /// The stable code, also the end of its message key (`instrument-…`).
    pub fn code(self) -> &'static str {
        match self {
            Instrument::SelfAssessment => "self-assessment",
            Instrument::DeskReview => "desk-review",
            Instrument::FieldReview => "field-review",
            Instrument::Certification => "certification",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// With whom a mission talks (domain dossier, 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whom {
    Guards,
    Managers,
    Community,
    Client,
    Regulator,
}

impl Whom {
    pub const ALL: [Whom; 5] = [
        Whom::Guards,
        Whom::Managers,
        Whom::Community,
        Whom::Client,
        Whom::Regulator,
    ];

    /// The stable code, also the end of its message key (`whom-…`).
    pub fn code(self) -> &'static str {
        match self {
            Whom::Guards => "guards",
            Whom::Managers => "managers",
            Whom::Community => "community",
            Whom::Client => "client",
            Whom::Regulator => "regulator",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|whom| whom.code() == code)
    }
}

/// A question of a talk: open, in plain words, and about no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    pub code: Code,
    pub whom: Vec<Whom>,
    /// The indicators that what is said can bear out.
    pub of: Vec<Code>,
    pub question: Words,
}

impl Indicator {
    /// Whether it is asked of a company that works in these countries.
    pub fn applies_in(&self, countries: &BTreeSet<Country>) -> bool {
        let there = |law: &LawCited| countries.contains(&law.article.country);
        !self.only_there || self.law.iter().any(there)
    }

    /// What the law of a country says of it.
    pub fn law_of<'a>(&'a self, country: &'a str) -> impl Iterator<Item = &'a LawCited> {
        let own = self.law.iter();
        own.filter(move |law| law.article.country == country)
    }

    /// Whether it is about a paragraph of the Code, in whatever edition.
    pub fn is_about(&self, paragraph: u16) -> bool {
        self.cites.iter().any(|cited| cited.paragraph == paragraph)
    }
}

impl Framework {
    /// The shipped framework.
    ///
    /// # Errors
    /// It is not whole; a test sees that it is.
    pub fn shipped() -> Result<Self, Vec<Fault>> {
        Self::read(DEFAULT, &[])
    }

    /// The same, read once; a test sees that there is one.
    pub fn known() -> Option<&'static Self> {
        KNOWN.as_ref()
    }

    pub fn group(&self, code: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.code == code)
    }

    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|own| own.code == code)
    }

    /// The groups that are within none.
    pub fn sections(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| group.within.is_none())
    }

    /// The groups within another, one step down.
    pub fn within<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Group> {
        let all = self.groups.iter();
        all.filter(move |group| group.within.as_deref() == Some(code))
    }

    /// The section that a group is in.
    pub fn section_of<'a>(&'a self, group: &'a str) -> &'a str {
        let mut at = group;
        // As many steps up as there are groups are enough.
        for _ in &self.groups {
            match self.group(at).and_then(|group| group.within.as_deref()) {
                Some(up) => at = up,
                None => break,
            }
        }
        at
    }

    /// What is asked with an instrument of a company that works in these countries.
    pub fn asked(&self, instrument: Instrument, countries: &BTreeSet<Country>) -> Vec<&Indicator> {
        let is_asked =
            |own: &&Indicator| own.asked.contains(&instrument) && own.applies_in(countries);
        self.indicators.iter().filter(is_asked).collect()
    }

    /// What a mission looks at on one place: what is asked on the spot, and what the law of that country adds.
    pub fn checklist(&self, country: &str) -> Vec<&Indicator> {
        let there = BTreeSet::from([country.to_owned()]);
        self.asked(Instrument::FieldReview, &there)
    }

    /// What somebody is asked in a talk, in a country.
    pub fn guide(&self, whom: Whom, country: &str) -> Vec<&Talk> {
        let there = BTreeSet::from([country.to_owned()]);
        let applies = |code: &Code| self.indicator(code).is_some_and(|i| i.applies_in(&there));
        let talks = self.talks.iter();
        let of = talks.filter(|talk| talk.whom.contains(&whom) && talk.of.iter().any(applies));
        of.collect()
    }

    /// What is asked about a paragraph.
    pub fn about(&self, paragraph: u16) -> impl Iterator<Item = &Indicator> {
        let all = self.indicators.iter();
        all.filter(move |own| own.is_about(paragraph))
    }
}
