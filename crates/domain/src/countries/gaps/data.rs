//! Reading what a law can leave out, and when something is too old: whole or not at all, and every fault with its line.

use serde::Deserialize;
use toml::Spanned;

use crate::{
    countries::{Field, Known},
    remedies::{
        Code, Doors, Fault, Kind, Review, What, Words,
        reading::{NAME_MAX, Reading, TEXT_MAX, raw},
    },
};

/// The shipped rules, as they are written.
pub const LAW_GAPS: &str = include_str!("../../vocabulary/law_gaps.toml");

/// Most years after which something is too old.
const YEARS_MOST: u32 = 50;

/// All rules of gaps, read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapRules {
    pub name: String,
    pub version: u32,
    /// How far others have looked at it.
    pub status: Review,
    pub languages: Vec<String>,
    /// After how many years something is too old, where nothing else is said.
    pub years: u32,
    pub sooner: Vec<(Vec<Field>, u32)>,
    pub needless: Vec<NeedlessIf>,
    pub gaps: Vec<LawGap>,
}

/// Fields that nobody has to look for where something is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedlessIf {
    pub fields: Vec<Field>,
    pub when: Test,
}

/// Something that a law can leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawGap {
    pub code: Code,
    pub name: Words,
    /// By which rule of the Code or of the United Nations it is a gap.
    pub rests_on: Words,
    /// All of these.
    pub when: Vec<Test>,
}

/// Something that is looked for in what is claimed of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// A field has one of these values ([`Field::options`]).
    Is {
        field: Field,
        is: Vec<Code>,
    },
    NoRoute(NoRoute),
}

/// There is no complaint route that is all of this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRoute {
    /// At one of these doors; none means at any.
    pub doors: Vec<Code>,
    pub kinds: Vec<Kind>,
    /// It can give some remedy.
    pub remedy: bool,
    /// A law protects those who use it from retaliation.
    pub protection: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    status: Review,
    languages: Spanned<Vec<String>>,
    old: RawOld,
    needless: Vec<RawNeedless>,
    gap: Vec<RawGap>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOld {
    years: Spanned<u32>,
    sooner: Vec<RawSooner>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSooner {
    fields: Vec<Spanned<Code>>,
    years: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNeedless {
    fields: Vec<Spanned<Code>>,
    when: Spanned<RawTest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGap {
    code: Spanned<Code>,
    name: Spanned<Words>,
    rests_on: Spanned<Words>,
    when: Vec<Spanned<RawTest>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTest {
    field: Option<Spanned<Code>>,
    #[serde(default)]
    is: Vec<Spanned<Code>>,
    no_route: Option<RawNoRoute>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNoRoute {
    #[serde(default)]
    doors: Vec<Spanned<Code>>,
    kinds: Vec<Kind>,
    #[serde(default)]
    remedy: bool,
    #[serde(default)]
    protection: bool,
}

impl Reading<'_> {
    fn field(&mut self, code: &Spanned<Code>) -> Option<Field> {
        let field = Field::from_code(code.as_ref());
        if field.is_none() {
            let (kind, code, at) = ("field", code.as_ref().clone(), code.span());
            self.fault(&at, What::Unknown { kind, code });
        }
        field
    }

    fn fields(&mut self, codes: &[Spanned<Code>]) -> Vec<Field> {
        codes.iter().filter_map(|code| self.field(code)).collect()
    }

    fn years(&mut self, years: &Spanned<u32>) -> u32 {
        let is = *years.as_ref();
        if !(1..=YEARS_MOST).contains(&is) {
            let (of, least, most) = ("years".to_owned(), 1, YEARS_MOST);
            self.fault(&years.span(), What::BadCount { of, least, most });
        }
        is
    }

    fn test(&mut self, doors: &Doors, raw: Spanned<RawTest>) -> Option<Test> {
        let at = raw.span();
        let raw = raw.into_inner();
        match (raw.field, raw.no_route) {
            (Some(field), None) if !raw.is.is_empty() => {
                let field = self.field(&field)?;
                let is_option = |code: &str| field.options().contains(&code);
                let is = self.known("value", raw.is, is_option);
                Some(Test::Is { field, is })
            }
            (None, Some(no)) if raw.is.is_empty() && !no.kinds.is_empty() => {
                let is_door = |code: &str| doors.door(code).is_some();
                Some(Test::NoRoute(NoRoute {
                    doors: self.known("door", no.doors, is_door),
                    kinds: no.kinds,
                    remedy: no.remedy,
                    protection: no.protection,
                }))
            }
            _ => {
                let (of, why) = (
                    "when".to_owned(),
                    "it is a `field` and what it `is`, or `no_route`",
                );
                let why = why.to_owned();
                self.fault(&at, What::Refused { of, why });
                None
            }
        }
    }

    fn gap(&mut self, doors: &Doors, raw: RawGap) -> LawGap {
        let (code, at) = (raw.code.as_ref().clone(), raw.code.span());
        if raw.when.is_empty() {
            self.fault(&at, What::NeverOpen(code.clone()));
        }
        let tests = raw.when.into_iter();
        LawGap {
            name: self.words(&code, raw.name, NAME_MAX),
            rests_on: self.words(&code, raw.rests_on, TEXT_MAX),
            when: tests.filter_map(|test| self.test(doors, test)).collect(),
            code,
        }
    }
}

impl GapRules {
    /// The shipped rules.
    ///
    /// # Errors
    /// They are not whole; a test sees that they are.
    pub fn shipped(doors: &Doors) -> Result<Self, Vec<Fault>> {
        Self::read(LAW_GAPS, doors, &[])
    }

    /// Reads rules as they are written, for these doors, which have to be told in these languages at least: those of the pages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, doors: &Doors, pages: &[&str]) -> Result<Self, Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let mut reading = Reading::new(text, raw.languages.as_ref());
        for page in pages {
            if !raw.languages.as_ref().iter().any(|own| own == page) {
                let what = What::NoLanguage((*page).to_owned());
                reading.fault(&raw.languages.span(), what);
            }
        }
        reading.once(raw.gap.iter().map(|gap| &gap.code));
        let sooner = raw.old.sooner.iter();
        let sooner = sooner.map(|one| (reading.fields(&one.fields), reading.years(&one.years)));
        let sooner = sooner.collect();
        let mut needless = Vec::new();
        for one in raw.needless {
            let fields = reading.fields(&one.fields);
            let when = reading.test(doors, one.when);
            needless.extend(when.map(|when| NeedlessIf { fields, when }));
        }
        let gaps = raw.gap.into_iter().map(|gap| reading.gap(doors, gap));
        let rules = GapRules {
            gaps: gaps.collect(),
            name: raw.name,
            version: raw.version,
            status: raw.status,
            years: reading.years(&raw.old.years),
            languages: raw.languages.into_inner(),
            sooner,
            needless,
        };
        reading.whole(rules)
    }

    /// After how many years what is said of a field is too old.
    pub fn years(&self, field: Field) -> u32 {
        let sooner = self.sooner.iter();
        let own = sooner.filter(|(fields, _)| fields.contains(&field));
        own.map(|(_, years)| *years).min().unwrap_or(self.years)
    }

    /// Whether nobody has to look for a field in a country.
    pub fn is_needless(&self, field: Field, known: &Known<'_>) -> bool {
        let about = self.needless.iter().filter(|n| n.fields.contains(&field));
        about.into_iter().any(|needless| needless.when.holds(known))
    }
}
