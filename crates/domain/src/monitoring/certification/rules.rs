//! What a certificate needs to be taken, as policy data: `vocabulary/certification.toml`. Read whole or not at all, and every fault with its line.

use std::{collections::BTreeSet, sync::LazyLock};

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::{
    Day,
    registry::{List, Terms, is_page},
    remedies::{
        Code, Fault, Review, What, Words,
        reading::{NAME_MAX, Reading, TEXT_MAX, raw},
    },
};

/// The shipped rules, as they are written.
pub const DEFAULT: &str = include_str!("../../vocabulary/certification.toml");

/// Longest time that a rule can give, in days or months.
const MOST: u32 = 366;

static KNOWN: LazyLock<Option<CertificationRules>> =
    LazyLock::new(|| CertificationRules::shipped().ok());

/// Rules that were read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificationRules {
    pub name: String,
    pub version: u32,
    /// How far others have looked at it.
    pub status: Review,
    pub languages: Vec<String>,
    pub note: Words,
    /// For how many months a certificate is good that does not say it.
    pub good_months: u32,
    /// How many months lie between two surveillances.
    pub surveillance_months: u32,
    /// So many days before its day a surveillance counts for it.
    pub surveillance_early: u32,
    /// So many days after that day, the certificate is good without it.
    pub surveillance_grace: u32,
    /// So many days before its last day it is time to renew it.
    pub renewal_before: u32,
    /// Which standards are taken: codes of the registry.
    pub standards: Listed<BTreeSet<Code>>,
    /// Whose certificates are taken, each with how it is known to be able.
    pub bodies: Listed<Vec<Body>>,
    /// The parts of a dossier.
    pub parts: Vec<Part>,
}

/// A list that somebody else keeps, and the day as of which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    pub is: T,
    pub as_of: Day,
    pub source: String,
}

/// Who certifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub name: String,
    pub way: Way,
}

/// How a certification body is known to be able (domain dossier, 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// Accredited to the standard itself.
    Accredited,
    /// Accredited to ISO 17021, and looked at by the Association.
    Assessed,
}

impl Way {
    pub const ALL: [Way; 2] = [Way::Accredited, Way::Assessed];

    /// The stable code, also the end of its message key (`certifier-way-…`).
    pub fn code(self) -> &'static str {
        match self {
            Way::Accredited => "accredited",
            Way::Assessed => "assessed",
        }
    }
}

/// A part of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub code: Code,
    pub name: Words,
    /// A reason for not having it is enough.
    pub may_lack: bool,
    /// It is needed from so many months after the certificate was issued.
    pub after_months: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    status: Review,
    languages: Spanned<Vec<String>>,
    good_months: Spanned<i64>,
    surveillance_months: Spanned<i64>,
    surveillance_early: Spanned<i64>,
    surveillance_grace: Spanned<i64>,
    renewal_before: Spanned<i64>,
    note: Spanned<Words>,
    standards: RawStandards,
    bodies: RawBodies,
    part: Vec<RawPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStandards {
    as_of: Date,
    source: Spanned<String>,
    codes: Vec<Spanned<Code>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBodies {
    as_of: Date,
    source: Spanned<String>,
    accredited: Vec<Spanned<String>>,
    assessed: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    code: Spanned<Code>,
    name: Spanned<Words>,
    #[serde(default)]
    may_lack: bool,
    after_months: Option<Spanned<i64>>,
}

impl Reading<'_> {
    fn limited(&mut self, of: &str, raw: &Spanned<i64>, least: u32) -> u32 {
        let count = u32::try_from(*raw.as_ref()).ok();
        let count = count.filter(|count| (least..=MOST).contains(count));
        if count.is_none() {
            let (of, most) = (of.to_owned(), MOST);
            self.fault(&raw.span(), What::BadCount { of, least, most });
        }
        count.unwrap_or(least)
    }

    fn page(&mut self, page: Spanned<String>) -> String {
        if !is_page(page.as_ref()) {
            self.fault(&page.span(), What::NotAnAddress(page.as_ref().clone()));
        }
        page.into_inner()
    }

    fn standards(&mut self, raw: RawStandards) -> Listed<BTreeSet<Code>> {
        self.once(raw.codes.iter());
        let is_term = |code: &str| {
            Terms::known().is_some_and(|terms| terms.term(List::Standards, code).is_some())
        };
        let codes = self.known("standard", raw.codes, is_term);
        Listed {
            is: codes.into_iter().collect(),
            as_of: Day::from_date(raw.as_of),
            source: self.page(raw.source),
        }
    }

    fn bodies(&mut self, raw: RawBodies) -> Listed<Vec<Body>> {
        self.once(raw.accredited.iter().chain(&raw.assessed));
        let body = |way: Way| {
            move |name: Spanned<String>| Body {
                name: name.into_inner(),
                way,
            }
        };
        let accredited = raw.accredited.into_iter().map(body(Way::Accredited));
        let assessed = raw.assessed.into_iter().map(body(Way::Assessed));
        Listed {
            is: accredited.chain(assessed).collect(),
            as_of: Day::from_date(raw.as_of),
            source: self.page(raw.source),
        }
    }

    fn part(&mut self, raw: RawPart) -> Part {
        let code = raw.code.into_inner();
        let after = raw.after_months;
        Part {
            name: self.words(&code, raw.name, NAME_MAX),
            may_lack: raw.may_lack,
            after_months: after.map_or(0, |n| self.limited(&code, &n, 1)),
            code,
        }
    }
}

impl CertificationRules {
    /// The shipped rules.
    ///
    /// # Errors
    /// They are not whole; a test sees that they are.
    pub fn shipped() -> Result<Self, Vec<Fault>> {
        Self::read(DEFAULT, &[])
    }

    /// The same, read once; a test sees that there are some.
    pub fn known() -> Option<&'static Self> {
        KNOWN.as_ref()
    }

    /// Reads rules as they are written, which have to be told in these languages at least: those of the pages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, pages: &[&str]) -> Result<Self, Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let mut reading = Reading::new(text, raw.languages.as_ref());
        for page in pages {
            if !raw.languages.as_ref().iter().any(|own| own == page) {
                let what = What::NoLanguage((*page).to_owned());
                reading.fault(&raw.languages.span(), what);
            }
        }
        reading.once(raw.part.iter().map(|part| &part.code));
        let mut limited = |of: &str, raw: &Spanned<i64>, least| reading.limited(of, raw, least);
        let good_months = limited("good_months", &raw.good_months, 1);
        let surveillance_months = limited("surveillance_months", &raw.surveillance_months, 1);
        let surveillance_early = limited("surveillance_early", &raw.surveillance_early, 0);
        let surveillance_grace = limited("surveillance_grace", &raw.surveillance_grace, 0);
        let renewal_before = limited("renewal_before", &raw.renewal_before, 0);
        let rules = CertificationRules {
            name: raw.name,
            version: raw.version,
            status: raw.status,
            note: reading.words("note", raw.note, TEXT_MAX),
            good_months,
            surveillance_months,
            surveillance_early,
            surveillance_grace,
            renewal_before,
            standards: reading.standards(raw.standards),
            bodies: reading.bodies(raw.bodies),
            parts: { raw.part.into_iter() }
                .map(|part| reading.part(part))
                .collect(),
            languages: raw.languages.into_inner(),
        };
        reading.whole(rules)
    }

    pub fn part(&self, code: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.code == code)
    }

    /// The certification body of that name. The list is of one day: a name that is not on it is looked up and not refused.
    pub fn body(&self, name: &str) -> Option<&Body> {
        let said = name.trim().to_lowercase();
        let mut bodies = self.bodies.is.iter();
        bodies.find(|body| body.name.to_lowercase() == said)
    }
}
