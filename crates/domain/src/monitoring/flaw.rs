//! What is wrong with something of monitoring as it was entered: a field and a plain reason, which the edge has words for.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    CompanyId, Day, Problem,
    conduct::{Citation, Conduct},
    intake::places::is_country,
    problem::clean_text,
    registry::{self, Audience, Claim, Confidence, Country, Fact, Source, Terms, Validity},
};

/// Longest name, such as of a place, in characters.
pub const NAME_MAX: usize = 300;
/// Longest other text, in characters.
pub const TEXT_MAX: usize = 20_000;
/// Most evidence, paragraphs or articles that one thing can be bound to.
pub const LIST_MAX: usize = 100;
/// Most people that one talk can have been with.
pub const PEOPLE_MAX: u32 = 10_000;

/// Why one value cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// One that the registry knows too: of a source, a country, a date.
    Registry(registry::Flaw),
    /// No such paragraph, or no such letter, in that edition of the Code.
    NotACitation,
    /// The framework does not ask it.
    NotAsked,
    /// Not an answer of the kind that is asked for.
    NotSuchAnAnswer,
    /// Why it does not apply, or what the answer means, has to be said.
    NeedsNote,
    /// Something has to bear it out.
    NeedsEvidence,
    /// It was not seen by the team, nor is it in a document: it is alleged.
    NotObserved,
    /// Nothing is found until a body that is named finds it.
    NeedsBody,
    /// Only what is found has a body that found it.
    BodyWithout,
    /// Hearsay alone bears no finding.
    OnlyHearsay,
    /// It has to be bound to a paragraph of the Code or to an article of a law.
    BoundToNothing,
    /// One of the team leads, and no more.
    OneLead,
    /// The same stands there twice.
    Twice,
    /// A place of a company or country that the plan does not name, or a day out of its days.
    OutOfPlan,
    /// Only who is of the team writes down what the team found.
    NotOfTeam,
    /// Some of more than there were.
    MoreThanAll,
    /// Nothing, or more than there can be.
    NotACount { most: u32 },
    /// Whoever was asked has to have agreed, or nothing of it is kept.
    NoConsent,
    /// Earlier than it can be, such as a deadline before the one that there is.
    TooEarly,
    /// It came when it could no longer help.
    TooLate,
    /// This id stands for something else already.
    IdTaken,
    /// What it was written over is not there.
    OverNothing,
}

impl Flaw {
    pub const fn plain(problem: Problem) -> Self {
        Flaw::Registry(registry::Flaw::Plain(problem))
    }

    /// The stable code, also the end of its message key (`flaw-…`); none for those that all forms know.
    pub fn code(&self) -> Option<&'static str> {
        Some(match self {
            Flaw::Registry(flaw) => return flaw.code(),
            Flaw::NotACitation => "not-a-citation",
            Flaw::NotAsked => "not-asked",
            Flaw::NotSuchAnAnswer => "not-such-an-answer",
            Flaw::NeedsNote => "needs-note",
            Flaw::NeedsEvidence => "needs-evidence",
            Flaw::NotObserved => "not-observed",
            Flaw::NeedsBody => "needs-body",
            Flaw::BodyWithout => "body-without",
            Flaw::OnlyHearsay => "only-hearsay",
            Flaw::BoundToNothing => "bound-to-nothing",
            Flaw::OneLead => "one-lead",
            Flaw::Twice => "twice",
            Flaw::OutOfPlan => "out-of-plan",
            Flaw::NotOfTeam => "not-of-team",
            Flaw::MoreThanAll => "more-than-all",
            Flaw::NotACount { .. } => "not-a-count",
            Flaw::NoConsent => "no-consent",
            Flaw::TooEarly => "too-early",
            Flaw::TooLate => "too-late",
            Flaw::IdTaken => "id-taken",
            Flaw::OverNothing => "over-nothing",
        })
    }
}

/// A flaw, and the field that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flawed {
    pub field: &'static str,
    pub flaw: Flaw,
}

/// An article of a country's law: the law, and where in it, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Article {
    /// Its code (ISO 3166-1).
    pub country: Country,
    /// The law as it is called there.
    pub law: String,
    /// Where in it; none where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(super) struct Check {
    pub flaws: Vec<Flawed>,
}

impl Check {
    pub fn add(&mut self, field: &'static str, flaw: Flaw) {
        self.flaws.push(Flawed { field, flaw });
    }

    pub fn is(&mut self, holds: bool, field: &'static str, flaw: Flaw) {
        if !holds {
            self.add(field, flaw);
        }
    }

    pub fn done(self) -> Result<(), Vec<Flawed>> {
        match self.flaws.is_empty() {
            true => Ok(()),
            false => Err(self.flaws),
        }
    }

    /// A text that may be empty.
    pub fn words(&mut self, field: &'static str, text: &str, max: usize) {
        if let Err(problem) = clean_text(text, max) {
            self.add(field, Flaw::plain(problem));
        }
    }

    /// A text that may not.
    pub fn text(&mut self, field: &'static str, text: &str, max: usize) {
        let is_given = !text.trim().is_empty();
        self.is(is_given, field, Flaw::plain(Problem::Required));
        self.words(field, text, max);
    }

    pub fn few(&mut self, field: &'static str, count: usize) {
        let max = LIST_MAX;
        self.is(count <= max, field, Flaw::plain(Problem::TooMany { max }));
    }

    pub fn country(&mut self, field: &'static str, code: &str) {
        let flaw = Flaw::Registry(registry::Flaw::NotACountry);
        self.is(is_country(code), field, flaw);
    }

    pub fn not_later(&mut self, field: &'static str, day: Day, today: Day) {
        let flaw = Flaw::Registry(registry::Flaw::InTheFuture);
        self.is(day <= today, field, flaw);
    }

    pub fn cites<'a>(&mut self, field: &'static str, cited: impl Iterator<Item = &'a Citation>) {
        let is_one = |cited: &Citation| Conduct::known().is_some_and(|code| code.has(cited));
        for cited in cited {
            self.is(is_one(cited), field, Flaw::NotACitation);
        }
    }

    pub fn articles<'a>(&mut self, field: &'static str, all: impl Iterator<Item = &'a Article>) {
        for own in all {
            self.country(field, &own.country);
            self.text(field, &own.law, NAME_MAX);
            let article = own.article.as_deref().unwrap_or_default();
            self.words(field, article, NAME_MAX);
        }
    }

    /// A source, looked through as the registry looks through its own: as if it were said there that a company works in that country.
    pub fn source(&mut self, source: &Source, country: &str, today: Day) {
        let Some(terms) = Terms::known() else { return };
        let claim = Claim {
            fact: Fact::Operates(country.to_owned()),
            source: source.clone(),
            confidence: Confidence::Reported,
            valid: Validity::NOW,
            audience: Audience::Internal,
        };
        let nobody = CompanyId(Uuid::nil());
        let flaws = registry::check(&claim, nobody, terms, today).err();
        for registry::Flawed { field, flaw } in flaws.unwrap_or_default() {
            self.add(field, Flaw::Registry(flaw));
        }
    }
}
