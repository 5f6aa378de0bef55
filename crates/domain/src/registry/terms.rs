//! What companies are said to be and to do, and how their status can change, as policy data: `vocabulary/registry.toml`. Read whole or not
//! at all, and every fault with its line.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;
use toml::Spanned;

use super::{Code, Standing, matter::folded};
use crate::remedies::{
    Fault, Review, What, Words,
    reading::{NAME_MAX, Reading, raw},
};

/// The shipped terms, as they are written.
pub const DEFAULT: &str = include_str!("../vocabulary/registry.toml");

static KNOWN: LazyLock<Option<Terms>> = LazyLock::new(|| Terms::shipped().ok());

/// All terms, read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub name: String,
    pub version: u32,
    /// How far others have looked at it.
    pub status: Review,
    pub languages: Vec<String>,
    /// Why a membership was terminated or suspended.
    pub reasons: Vec<Term>,
    pub services: Vec<Term>,
    /// Classes of weapons.
    pub weapons: Vec<Term>,
    /// Standards that a company can be certified to.
    pub standards: Vec<Term>,
    steps: BTreeSet<(Standing, Standing)>,
    /// Those of the steps that only go back to what was before.
    back: BTreeSet<(Standing, Standing)>,
    people_words: BTreeSet<String>,
    people_phrases: Vec<String>,
}

/// Something that a claim can name by its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub code: Code,
    pub name: Words,
}

/// One of the lists of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    Reasons,
    Services,
    Weapons,
    Standards,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    status: Review,
    languages: Spanned<Vec<String>>,
    step: Vec<RawStep>,
    reason: Vec<RawTerm>,
    service: Vec<RawTerm>,
    weapon: Vec<RawTerm>,
    standard: Vec<RawTerm>,
    people: RawPeople,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    from: Vec<Spanned<Code>>,
    to: Vec<Spanned<Code>>,
    #[serde(default)]
    back: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    code: Spanned<Code>,
    name: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPeople {
    words: Vec<String>,
    phrases: Vec<String>,
}

type Steps = BTreeSet<(Standing, Standing)>;

impl Reading<'_> {
    fn terms(&mut self, raw: Vec<RawTerm>) -> Vec<Term> {
        self.once(raw.iter().map(|term| &term.code));
        let term = |raw: RawTerm| {
            let code = raw.code.into_inner();
            let name = self.words(&code, raw.name, NAME_MAX);
            Term { code, name }
        };
        raw.into_iter().map(term).collect()
    }

    /// What can be a status that somebody claims. That nothing is known is no claim.
    fn standing(&mut self, raw: &Spanned<Code>) -> Option<Standing> {
        let standing = Standing::from_code(raw.as_ref()).filter(|s| *s != Standing::Unknown);
        if standing.is_none() {
            let code = raw.as_ref().clone();
            self.fault(
                &raw.span(),
                What::Unknown {
                    kind: "status",
                    code,
                },
            );
        }
        standing
    }

    /// All steps, and those that only go back. None stands there twice, and none leads to where it began.
    fn steps(&mut self, raw: &[RawStep]) -> (Steps, Steps) {
        let (mut steps, mut back) = (Steps::new(), Steps::new());
        for step in raw {
            for from in &step.from {
                for to in &step.to {
                    let (Some(before), Some(after)) = (self.standing(from), self.standing(to))
                    else {
                        continue;
                    };
                    if before == after || !steps.insert((before, after)) {
                        let twice = format!("{} > {}", before.code(), after.code());
                        self.fault(&to.span(), What::Twice(twice));
                    }
                    if step.back {
                        back.insert((before, after));
                    }
                }
            }
        }
        (steps, back)
    }
}

impl Terms {
    /// The shipped terms.
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

    /// Reads terms as they are written, which have to be told in these languages at least: those of the pages.
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
        let (steps, back) = reading.steps(&raw.step);
        let terms = Terms {
            name: raw.name,
            version: raw.version,
            status: raw.status,
            languages: raw.languages.into_inner(),
            reasons: reading.terms(raw.reason),
            services: reading.terms(raw.service),
            weapons: reading.terms(raw.weapon),
            standards: reading.terms(raw.standard),
            steps,
            back,
            people_words: raw.people.words.iter().map(|word| folded(word)).collect(),
            people_phrases: raw.people.phrases.iter().map(|p| folded(p)).collect(),
        };
        reading.whole(terms)
    }

    pub fn list(&self, list: List) -> &[Term] {
        match list {
            List::Reasons => &self.reasons,
            List::Services => &self.services,
            List::Weapons => &self.weapons,
            List::Standards => &self.standards,
        }
    }

    pub fn term(&self, list: List, code: &str) -> Option<&Term> {
        self.list(list).iter().find(|term| term.code == code)
    }

    /// The term that somebody wrote as its code or as its name in any language.
    pub fn find(&self, list: List, said: &str) -> Option<&Term> {
        let said = folded(said);
        let is = |term: &&Term| {
            term.code == said || term.name.all().any(|(_, name)| folded(name) == said)
        };
        self.list(list).iter().find(is)
    }

    /// Whether a status can follow another, of which the one before is known or not.
    pub fn may_follow(&self, before: Option<Standing>, from: Standing, to: Standing) -> bool {
        let step = (from, to);
        let is_back = || before.is_none_or(|before| before == to);
        self.steps.contains(&step) && (!self.back.contains(&step) || is_back())
    }

    /// Whether a column is likely to hold people, by what it is called.
    pub fn is_of_people(&self, column: &str) -> bool {
        let called = split_humps(column);
        let called = folded(&called.replace(|c: char| !c.is_alphanumeric(), " "));
        let is_word = |word: &str| self.people_words.contains(word);
        let all = format!(" {called} ");
        let is_phrase = |phrase: &String| all.contains(&format!(" {phrase} "));
        called.split(' ').any(is_word) || self.people_phrases.iter().any(is_phrase)
    }
}

/// `firstName` as `first Name`.
fn split_humps(text: &str) -> String {
    let mut split = String::new();
    let mut small = false;
    for c in text.chars() {
        if small && c.is_uppercase() {
            split.push(' ');
        }
        small = c.is_lowercase();
        split.push(c);
    }
    split
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_terms_are_whole_in_every_language() {
        let terms = Terms::read(DEFAULT, &["en", "fr", "es", "ar"]).unwrap();
        assert_eq!(Some(&terms), Terms::known());
        for list in [
            List::Reasons,
            List::Services,
            List::Weapons,
            List::Standards,
        ] {
            assert!(terms.list(list).len() >= 4);
            for term in terms.list(list) {
                for (_, name) in term.name.all() {
                    assert_eq!(terms.find(list, name), Some(term), "{name}");
                }
                assert_eq!(terms.find(list, &term.code.to_uppercase()), Some(term));
            }
        }
        assert_eq!(terms.find(List::Services, "flying"), None);
    }

    #[test]
    fn faults_are_told_with_their_lines() {
        let line = |of: &str| DEFAULT.lines().position(|l| l.contains(of)).unwrap() + 1;
        for (from, to, at, what) in [
            (
                "code = \"bad-faith\"",
                "code = \"other\"",
                "code = \"other\"",
                What::Twice("other".into()),
            ),
            (
                "to = [\"suspended\"]",
                "to = [\"unknown\"]",
                "to = [\"suspended\"]",
                What::Unknown {
                    kind: "status",
                    code: "unknown".into(),
                },
            ),
            (
                "to = [\"suspended\"]",
                "to = [\"affiliate\"]",
                "to = [\"suspended\"]",
                What::Twice("transitional-member > affiliate".into()),
            ),
            (
                "es = \"Perros de guardia\", ",
                "",
                "Perros",
                What::NotTold {
                    of: "dogs".into(),
                    language: "es".into(),
                },
            ),
        ] {
            let text = DEFAULT.replacen(from, to, 1);
            assert_ne!(text, DEFAULT);
            let faults = Terms::read(&text, &[]).unwrap_err();
            assert!(faults.iter().any(|fault| fault.what == what), "{faults:?}");
            let first = &faults[0];
            let near = line(at).abs_diff(first.line) <= 8;
            assert!(near, "{first:?} is not near {at}");
        }
        let faults = Terms::read(DEFAULT, &["sw"]).unwrap_err();
        assert_eq!(faults[0].what, What::NoLanguage("sw".into()));
        assert!(Terms::read("name = ", &[]).is_err());
    }

    #[test]
    fn who_was_suspended_is_what_it_was() {
        use Standing::*;
        let terms = Terms::known().unwrap();
        for (before, from, to, may) in [
            (None, Applicant, TransitionalMember, true),
            (None, Applicant, CertifiedMember, false),
            (None, TransitionalMember, CertifiedMember, true),
            (None, CertifiedMember, Applicant, false),
            (None, Suspended, Affiliate, true),
            (Some(Affiliate), Suspended, Affiliate, true),
            (Some(Affiliate), Suspended, CertifiedMember, false),
            (Some(Affiliate), Suspended, Terminated, true),
            (None, Terminated, Suspended, false),
            (None, Terminated, CertifiedMember, false),
            (None, Withdrawn, Applicant, true),
            (None, NotIn, Terminated, false),
        ] {
            assert_eq!(
                terms.may_follow(before, from, to),
                may,
                "{before:?} {from:?} {to:?}"
            );
        }
        for standing in Standing::ALL {
            assert!(!terms.may_follow(None, standing, Standing::Unknown));
            assert!(!terms.may_follow(None, Standing::Unknown, standing));
        }
    }

    #[test]
    fn a_column_of_people_is_known_by_its_name() {
        let terms = Terms::known().unwrap();
        for column in [
            "Director",
            "CEO",
            "contact_person",
            "firstName",
            "First  Name",
            "Last-name",
            "E-mail",
            "Téléphone",
            "Nombre completo",
            "Correo",
            "رقم الهاتف",
            "اسم المدير",
            "GUARD",
            "Date of birth",
            "Beneficial owner",
        ] {
            assert!(terms.is_of_people(column), "{column}");
        }
        for column in [
            "Name",
            "Company name",
            "Owner",
            "Guarding",
            "Country",
            "الاسم",
            "Website",
            "Directory",
            "Sexteto",
            "",
        ] {
            assert!(!terms.is_of_people(column), "{column}");
        }
    }
}
