//! Where other frameworks speak of what a paragraph is about: the UN Guiding Principles, the targets of the Sustainable Development Goals, the
//! Montreux Document and the Voluntary Principles (domain dossier, 5.1). Numbers and words of our own, never their texts.

use std::sync::LazyLock;

use serde::Deserialize;
use toml::Spanned;

use super::{Basis, Conduct, Paragraph};
use crate::remedies::{
    Code, Fault, What, Words,
    reading::{NAME_MAX, Reading, TEXT_MAX, raw},
};

/// The cross-walks, as they are written.
pub const DEFAULT: &str = include_str!("../vocabulary/crosswalk.toml");

static KNOWN: LazyLock<Option<Crosswalk>> =
    LazyLock::new(|| Crosswalk::read(DEFAULT, Conduct::known()?).ok());

/// All cross-walks, read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crosswalk {
    pub version: u32,
    pub frameworks: Vec<Framework>,
    pub walks: Vec<Walk>,
}

/// A framework beside the Code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    pub code: Code,
    pub name: Words,
    /// What one of its numbers is called, such as *principle*, where it has any.
    pub place: Option<Words>,
}

/// Where a framework speaks of some subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    pub tags: Vec<Code>,
    pub framework: Code,
    /// Its numbers, such as `13`, `16.a` or `5-8`.
    pub at: Vec<String>,
    /// What it says, where a number does not tell.
    pub says: Option<Words>,
    pub basis: Basis,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: u32,
    languages: Spanned<Vec<String>>,
    framework: Vec<RawFramework>,
    walk: Vec<RawWalk>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFramework {
    code: Spanned<Code>,
    name: Spanned<Words>,
    place: Option<Spanned<Words>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWalk {
    tags: Vec<Spanned<Code>>,
    framework: Spanned<Code>,
    #[serde(default)]
    at: Vec<String>,
    says: Option<Spanned<Words>>,
    basis: Basis,
}

impl Reading<'_> {
    fn walk(&mut self, raw: RawWalk, conduct: &Conduct, frameworks: &[Framework]) -> Walk {
        let (framework, at) = (raw.framework.as_ref().clone(), raw.framework.span());
        if raw.tags.is_empty() || (raw.at.is_empty() && raw.says.is_none()) {
            self.fault(&at, What::NoTag(framework.clone()));
        }
        self.once(raw.tags.iter());
        let is = |code: &str| frameworks.iter().any(|own| own.code == code);
        self.known("framework", vec![raw.framework], is);
        let is = |code: &str| conduct.tags.iter().any(|own| own.code == code);
        Walk {
            tags: self.known("tag", raw.tags, is),
            at: raw.at,
            says: raw.says.map(|says| self.words(&framework, says, TEXT_MAX)),
            basis: raw.basis,
            framework,
        }
    }
}

impl Crosswalk {
    /// Reads cross-walks as they are written, for the subjects of these paragraphs.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, conduct: &Conduct) -> Result<Self, Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let mut reading = Reading::new(text, raw.languages.as_ref());
        for language in &conduct.languages {
            if !raw.languages.as_ref().contains(language) {
                let what = What::NoLanguage(language.clone());
                reading.fault(&raw.languages.span(), what);
            }
        }
        reading.once(raw.framework.iter().map(|framework| &framework.code));
        let mut frameworks = Vec::new();
        for framework in raw.framework {
            let code = framework.code.into_inner();
            frameworks.push(Framework {
                name: reading.words(&code, framework.name, NAME_MAX),
                place: { framework.place }.map(|place| reading.words(&code, place, NAME_MAX)),
                code,
            });
        }
        let walks = raw.walk.into_iter();
        let walks = walks.map(|walk| reading.walk(walk, conduct, &frameworks));
        let crosswalk = Self {
            version: raw.version,
            walks: walks.collect(),
            frameworks,
        };
        reading.whole(crosswalk)
    }

    /// Those that the program comes with, read once; a test sees that there are some.
    pub fn known() -> Option<&'static Self> {
        KNOWN.as_ref()
    }

    /// Where each framework speaks of what a paragraph is about; those that say nothing of it are left out.
    pub fn of<'a>(&'a self, paragraph: &Paragraph) -> Vec<(&'a Framework, Vec<&'a Walk>)> {
        let about = |walk: &&Walk| walk.tags.iter().any(|tag| paragraph.tags.contains(tag));
        let all = self.frameworks.iter().map(|framework| {
            let own = self
                .walks
                .iter()
                .filter(|walk| walk.framework == framework.code);
            (framework, own.filter(about).collect::<Vec<_>>())
        });
        all.filter(|(_, walks)| !walks.is_empty()).collect()
    }
}
