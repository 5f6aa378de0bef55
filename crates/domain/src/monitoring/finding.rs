//! Findings: what monitoring says of how a company keeps to the Code, bound to what it is about and to what bears it out. It says of each whether it
//! is alleged, observed or found; nothing is found until a body that is named finds it (domain dossier, 10.3 rule 1).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    flaw::{Article, Check, Flaw, Flawed, NAME_MAX, TEXT_MAX},
    framework::Framework,
    versions::Versions,
};
use crate::{
    AssessmentId, CertificationId, CompanyId, Day, EvidenceId, FindingId, MissionId, NoteId,
    conduct::{Citation, Conduct},
    registry::{self, Country},
    remedies::Code,
};

#[cfg(test)]
mod tests;

/// How strongly something is borne out, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Somebody says that somebody said it.
    Hearsay,
    SaidByOne,
    /// Who do not repeat each other.
    SaidBySeveral,
    Document,
    /// By the team, on the spot.
    Seen,
}

impl Strength {
    pub const ALL: [Strength; 5] = [
        Strength::Hearsay,
        Strength::SaidByOne,
        Strength::SaidBySeveral,
        Strength::Document,
        Strength::Seen,
    ];

    /// The stable code, also the end of its message key (`strength-…`).
    pub fn code(self) -> &'static str {
        match self {
            Strength::Hearsay => "hearsay",
            Strength::SaidByOne => "said-by-one",
            Strength::SaidBySeveral => "said-by-several",
            Strength::Document => "document",
            Strength::Seen => "seen",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Which word is used of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    /// Somebody says it.
    Alleged,
    /// The team saw it, or it stands in a document.
    Observed,
    /// A body that decides such things found it.
    Found,
}

impl Word {
    pub const ALL: [Word; 3] = [Word::Alleged, Word::Observed, Word::Found];

    /// The stable code, also the end of its message key (`word-…`).
    pub fn code(self) -> &'static str {
        match self {
            Word::Alleged => "alleged",
            Word::Observed => "observed",
            Word::Found => "found",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.code() == code)
    }
}

/// Under what it is counted, as the Association counts concerns (domain dossier, 2.4 and 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    /// How people of the company behave: section F of the Code.
    Personnel,
    /// How the company is led: section G.
    Management,
    Other,
}

impl Bucket {
    pub const ALL: [Bucket; 3] = [Bucket::Personnel, Bucket::Management, Bucket::Other];

    /// The stable code, also the end of its message key (`bucket-…`).
    pub fn code(self) -> &'static str {
        match self {
            Bucket::Personnel => "personnel",
            Bucket::Management => "management",
            Bucket::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bucket| bucket.code() == code)
    }

    /// The one that a paragraph of the Code suggests, by its section. Whoever counts can say another.
    pub fn of(cited: &Citation) -> Self {
        let paragraph = Conduct::known().and_then(|code| code.paragraph(cited.paragraph));
        match paragraph.map(|own| own.section.as_str()) {
            Some("F") => Bucket::Personnel,
            Some("G") => Bucket::Management,
            _ => Bucket::Other,
        }
    }
}

/// From what a finding comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    Assessment(AssessmentId),
    Note(NoteId),
    Mission(MissionId),
    Certification(CertificationId),
    /// One or more complaints. Which, stands with the cases alone: no way leads from here to who reported.
    Complaints,
}

impl Origin {
    /// The stable code, also the end of its message key (`origin-…`).
    pub fn code(self) -> &'static str {
        match self {
            Origin::Assessment(_) => "assessment",
            Origin::Note(_) => "note",
            Origin::Mission(_) => "mission",
            Origin::Certification(_) => "certification",
            Origin::Complaints => "complaints",
        }
    }
}

/// One finding of one company for one year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Finding {
    pub company: CompanyId,
    /// The year that it is about.
    pub year: i16,
    pub origin: Origin,
    pub word: Word,
    pub strength: Strength,
    pub bucket: Bucket,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<Code>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub cites: BTreeSet<Citation>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub law: BTreeSet<Article>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub evidence: BTreeSet<EvidenceId>,
    /// Which body found it, such as a board, a regulator or a court; no person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_by: Option<String>,
    pub says: String,
}

/// Findings with all their versions: what is corrected or taken back says why, and what it was before stays.
pub type Findings = Versions<FindingId, Finding>;

/// What was asked of findings: by company and year, each with its id.
pub type FindingsOf<'a> = BTreeMap<(CompanyId, i16), Vec<(FindingId, &'a Finding)>>;

impl Finding {
    /// Looks through a finding as it was entered.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, framework: &Framework, today: Day) -> Result<(), Vec<Flawed>> {
        let mut check = Check::default();
        check.text("says", &self.says, TEXT_MAX);
        check.few("cites", self.cites.len() + self.law.len());
        check.few("evidence", self.evidence.len());
        check.cites("cites", self.cites.iter());
        check.articles("law", self.law.iter());
        let is_bound = !self.cites.is_empty() || !self.law.is_empty();
        check.is(is_bound, "cites", Flaw::BoundToNothing);
        if let Some(country) = &self.country {
            check.country("country", country);
        }
        let asked = |code: &Code| framework.indicator(code).is_some();
        let is_asked = self.indicator.as_ref().is_none_or(asked);
        check.is(is_asked, "indicator", Flaw::NotAsked);
        let has_come = self.year <= today.date().year();
        check.is(
            has_come,
            "year",
            Flaw::Registry(registry::Flaw::InTheFuture),
        );
        let is_old = self.year < registry::FIRST_YEAR;
        check.is(!is_old, "year", Flaw::Registry(registry::Flaw::TooLongAgo));
        self.is_worded(&mut check);
        check.done()
    }

    /// Whether the word says no more than what bears it out.
    fn is_worded(&self, check: &mut Check) {
        let has_evidence = !self.evidence.is_empty();
        let body = self.found_by.as_deref().map(str::trim).unwrap_or_default();
        let is_found = self.word == Word::Found;
        let needs_file = self.strength == Strength::Document || is_found;
        check.is(has_evidence || !needs_file, "evidence", Flaw::NeedsEvidence);
        match self.word {
            Word::Alleged => {}
            Word::Observed => {
                let is_seen = self.strength >= Strength::Document;
                check.is(is_seen, "word", Flaw::NotObserved);
            }
            Word::Found => {
                check.is(!body.is_empty(), "found_by", Flaw::NeedsBody);
                let is_more = self.strength > Strength::Hearsay;
                check.is(is_more, "strength", Flaw::OnlyHearsay);
            }
        }
        let is_without = self.found_by.is_none();
        check.is(is_found || is_without, "found_by", Flaw::BodyWithout);
        check.words("found_by", body, NAME_MAX);
    }

    /// Whether it is bound to a paragraph, in whatever edition of the Code, or to one of its letters.
    pub fn is_on(&self, paragraph: u16) -> bool {
        self.cites.iter().any(|cited| cited.paragraph == paragraph)
    }
}

/// The findings that stand and are such. Of one that two people wrote at the same time, each version is there: a question to the findings never
/// hides one.
fn such(findings: &Findings, is: impl Fn(&Finding) -> bool) -> FindingsOf<'_> {
    let mut found = FindingsOf::new();
    for (id, heads) in findings.heads() {
        let stand = heads.into_iter().filter_map(|own| own.value.as_ref());
        for finding in stand.filter(|finding| is(finding)) {
            let at = (finding.company, finding.year);
            found.entry(at).or_default().push((*id, finding));
        }
    }
    found
}

/// All findings on a paragraph of the Code, in whatever edition, by company and year.
pub fn on_paragraph(findings: &Findings, paragraph: u16) -> FindingsOf<'_> {
    such(findings, |finding| finding.is_on(paragraph))
}

/// All findings on an article of a country's law; where none is named, on that law.
pub fn on_law<'a>(findings: &'a Findings, law: &Article) -> FindingsOf<'a> {
    let is = |own: &Article| {
        (&own.country, &own.law) == (&law.country, &law.law)
            && (law.article.is_none() || own.article == law.article)
    };
    such(findings, |finding| finding.law.iter().any(is))
}
