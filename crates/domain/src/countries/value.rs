//! The values that fields have: what of them is about the same, when two can both be so, and which of them there are words for.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::check::{Check, Flaw};
use crate::{
    intake::question::OUTCOMES,
    registry::{self, List, folded},
    remedies::{Code, Cost, Kind, Limit, Who, Words},
};

mod law;
mod route;

pub use law::{Fine, FineUnit, Guarantee, Law, LawRole, Offence, Penalty, Sanction, Whose};
pub use route::{NotFound, OfRoute, RouteKey};

/// Longest name or title, in characters.
pub const NAME_MAX: usize = registry::NAME_MAX;
/// Longest other text, in characters, in one language.
pub const TEXT_MAX: usize = 1_000;
/// Most of a trade that there can be, companies or people: more than any country has.
pub const COUNT_MAX: u32 = 20_000_000;

/// What a value has to say of itself.
pub(super) trait Value: PartialEq {
    /// The codes of all that there are, where they are a few that there are words for.
    const OPTIONS: &'static [&'static str] = &[];

    /// Which of several of its field it is.
    fn which(&self) -> String {
        String::new()
    }

    /// Whether both can be so, if they are of the same.
    fn fits(&self, other: &Self) -> bool {
        self == other
    }

    /// One of [`Value::OPTIONS`].
    fn option(&self) -> Option<&'static str> {
        None
    }

    fn words(&self) -> Option<&Words> {
        None
    }

    fn check(&self, _: &mut Check<'_>) {}
}

/// A few values that there are words for, each with its stable code.
macro_rules! options {
    ($($(#[$doc:meta])* $name:ident($key:literal) { $($(#[$each:meta])* $option:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$each])* $option,)*
        }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$option,)*];

            #[doc = concat!("The stable code, also the end of its message key (`", $key, "-…`).")]
            pub fn code(self) -> &'static str {
                match self {
                    $($name::$option => $code,)*
                }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }

        impl Value for $name {
            const OPTIONS: &'static [&'static str] = &[$($code,)*];

            fn option(&self) -> Option<&'static str> {
                Some(self.code())
            }
        }
    )*};
}
use options;

options! {
    /// Whether it is so.
    Answer("law-answer") {
        Yes = "yes",
        No = "no",
        /// For some, in some cases, or in a part of the country.
        Partly = "partly",
    }
    /// Whether guards may bear firearms.
    Allowed("law-allowed") {
        No = "no",
        /// For some work, or with a permit for each.
        Restricted = "restricted",
        Yes = "yes",
    }
    /// What guards may do to others.
    Power("law-power") {
        None = "none",
        /// What everybody may.
        LikeAnybody = "like-anybody",
        /// More than others.
        More = "more",
    }
}

/// A rule that a law can have. That it has none is said, and not the same as if nobody knew of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule<T> {
    /// The law asks for none.
    None,
    Is(T),
}

impl<T> Rule<T> {
    pub fn is(&self) -> Option<&T> {
        match self {
            Rule::None => None,
            Rule::Is(value) => Some(value),
        }
    }
}

/// The codes of a rule, also the ends of its message keys (`law-rule-…`).
const NONE: &str = "none";
const SOME: &str = "some";

impl<T: Value> Value for Rule<T> {
    const OPTIONS: &'static [&'static str] = &[NONE, SOME];

    fn which(&self) -> String {
        self.is().map(T::which).unwrap_or_default()
    }

    fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Rule::Is(a), Rule::Is(b)) => a.fits(b),
            _ => self == other,
        }
    }

    fn option(&self) -> Option<&'static str> {
        Some(self.is().map_or(NONE, |_| SOME))
    }

    fn words(&self) -> Option<&Words> {
        self.is().and_then(T::words)
    }

    fn check(&self, check: &mut Check<'_>) {
        self.is().into_iter().for_each(|value| value.check(check));
    }
}

/// A text of one line.
macro_rules! lines {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);
    )*};
}

lines! {
    /// What somebody or something is called, in its own language.
    Name;
    /// The address of a page.
    Page;
    /// A telephone number.
    Phone;
}

impl Value for Name {
    fn fits(&self, other: &Self) -> bool {
        folded(&self.0) == folded(&other.0)
    }

    fn check(&self, check: &mut Check<'_>) {
        check.line("value", &self.0, NAME_MAX);
    }
}

impl Value for Page {
    fn check(&self, check: &mut Check<'_>) {
        check.page("value", &self.0);
    }
}

impl Value for Phone {
    fn fits(&self, other: &Self) -> bool {
        let digits = |of: &Self| {
            of.0.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        digits(self) == digits(other)
    }

    fn check(&self, check: &mut Check<'_>) {
        let fits = |c: char| c.is_ascii_digit() || " +()/-".contains(c);
        let is_number = self.0.chars().filter(char::is_ascii_digit).count() >= 3
            && self.0.len() <= 40
            && self.0.chars().all(fits);
        check.is(is_number, "value", Flaw::NotANumber);
    }
}

impl Value for Words {
    /// Two texts differ if they do in every language that both are told in. What is told in different languages is not compared.
    fn fits(&self, other: &Self) -> bool {
        let own: BTreeSet<&str> = self.all().map(|(language, _)| language).collect();
        let mut both = other.all().filter(|(language, _)| own.contains(language));
        let same = |(language, text): (&str, &str)| folded(self.text(language)) == folded(text);
        match both.next() {
            None => true,
            Some(first) => same(first) || both.any(same),
        }
    }

    fn words(&self) -> Option<&Words> {
        Some(self)
    }

    fn check(&self, check: &mut Check<'_>) {
        check.words(self);
    }
}

/// What a text is told apart by: in English where it is told in it, else in its first language.
fn key_of(words: &Words) -> String {
    folded(words.text(words.nearest("en")))
}

/// Something that companies have to tell the state. Each stands beside the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Duty(pub Words);

impl Value for Duty {
    fn which(&self) -> String {
        key_of(&self.0)
    }

    fn fits(&self, _: &Self) -> bool {
        true
    }

    fn words(&self) -> Option<&Words> {
        Some(&self.0)
    }

    fn check(&self, check: &mut Check<'_>) {
        check.words(&self.0);
    }
}

/// What no field has a place for, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    pub about: super::Field,
    pub words: Words,
}

impl Value for Remark {
    fn which(&self) -> String {
        registry::joined(&[&self.about, &key_of(&self.words)])
    }

    fn fits(&self, _: &Self) -> bool {
        true
    }

    fn words(&self) -> Option<&Words> {
        Some(&self.words)
    }

    fn check(&self, check: &mut Check<'_>) {
        check.words(&self.words);
        let is_asked = self.about != super::Field::Remark;
        check.is(is_asked, "about", Flaw::UnknownField);
    }
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    pub amount: u64,
    /// Its code (ISO 4217).
    pub currency: String,
}

impl Value for Money {
    fn check(&self, check: &mut Check<'_>) {
        check.currency(&self.currency);
    }
}

/// How long something has to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    Hours(u32),
    Days(u32),
    /// There has to be some; the source does not say how much.
    NotSaid,
}

impl Value for Length {
    /// Days are of one hour up to all of them, so that only what cannot be the same contradicts.
    fn fits(&self, other: &Self) -> bool {
        let hours = |length: &Self| match length {
            Length::Hours(hours) => Some((*hours, *hours)),
            Length::Days(days) => Some((*days, days.saturating_mul(24))),
            Length::NotSaid => None,
        };
        match (self, other) {
            (Length::Days(a), Length::Days(b)) => a == b,
            _ => registry::fits(hours(self), hours(other), |a, b| a.0 <= b.1 && b.0 <= a.1),
        }
    }

    fn check(&self, check: &mut Check<'_>) {
        match self {
            Length::Hours(hours) => check.range(u64::from(*hours), (1, 10_000)),
            Length::Days(days) => check.range(u64::from(*days), (1, 2_000)),
            Length::NotSaid => {}
        }
    }
}

/// How many there are. Both ends are the same where the source gives one number; no upper end is "more than".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    pub least: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}

impl Value for Count {
    fn fits(&self, other: &Self) -> bool {
        let most = |count: &Self| count.most.unwrap_or(u32::MAX);
        self.least <= most(other) && other.least <= most(self)
    }

    fn check(&self, check: &mut Check<'_>) {
        let most = self.most.unwrap_or(self.least);
        let in_order = self.least <= most;
        check.is(
            in_order,
            "most",
            Flaw::Shared(registry::Flaw::LeastAboveMost),
        );
        check.range(u64::from(self.least.max(most)), (0, u64::from(COUNT_MAX)));
    }
}

/// Classes of weapons.
impl Value for BTreeSet<Code> {
    fn check(&self, check: &mut Check<'_>) {
        let known = |code: &Code| check.terms.term(List::Weapons, code).is_some();
        let all = !self.is_empty() && self.iter().all(known);
        check.is(all, "value", Flaw::Shared(registry::Flaw::UnknownTerm));
    }
}

/// Months of a licence or a course, or hours.
impl Value for u16 {
    fn check(&self, check: &mut Check<'_>) {
        check.range(u64::from(*self), (0, 1_200));
    }
}

/// Years of age, or hours of a week.
impl Value for u8 {
    fn check(&self, check: &mut Check<'_>) {
        check.range(u64::from(*self), (1, 168));
    }
}

impl Value for bool {
    const OPTIONS: &'static [&'static str] = &["yes", "no"];

    fn option(&self) -> Option<&'static str> {
        Some(if *self { "yes" } else { "no" })
    }
}

impl Value for Kind {
    const OPTIONS: &'static [&'static str] = &[
        "formal-complaint",
        "intelligence-report",
        "none",
        "not-known",
    ];

    fn fits(&self, other: &Self) -> bool {
        self == other || [self, other].contains(&&Kind::NotKnown)
    }

    fn option(&self) -> Option<&'static str> {
        Some(self.code())
    }
}

impl Value for Cost {
    const OPTIONS: &'static [&'static str] = &["free", "fee"];

    fn option(&self) -> Option<&'static str> {
        Some(self.code())
    }
}

impl Value for Limit {}

impl Value for Vec<Who> {
    fn fits(&self, other: &Self) -> bool {
        let codes = |of: &Self| of.iter().map(|who| who.code()).collect::<BTreeSet<_>>();
        codes(self) == codes(other)
    }
}

/// What a route can give, or in which languages: codes.
impl Value for Vec<Code> {
    /// Of remedies: that it can give none has to be said.
    const OPTIONS: &'static [&'static str] = &[NONE, SOME];

    fn fits(&self, other: &Self) -> bool {
        let codes = |of: &Self| of.iter().cloned().collect::<BTreeSet<_>>();
        codes(self) == codes(other)
    }

    fn option(&self) -> Option<&'static str> {
        Some(if self.is_empty() { NONE } else { SOME })
    }

    fn check(&self, check: &mut Check<'_>) {
        let is_wish = |code: &Code| OUTCOMES.contains(&code.as_str());
        let is_language = |code: &Code| {
            (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())
        };
        let fits = match check.field {
            super::Field::RouteLanguages => !self.is_empty() && self.iter().all(is_language),
            _ => self.iter().all(is_wish),
        };
        check.is(fits, "value", Flaw::Shared(registry::Flaw::UnknownTerm));
    }
}
