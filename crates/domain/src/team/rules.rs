//! How a desk works together, as policy data: read whole or not at all, and every fault with its line.

use std::ops::RangeInclusive;

use serde::Deserialize;
use toml::Spanned;

use super::{Code, Guarded, Seconds};
use crate::emergency::Waits;
use crate::remedies::{
    Fault, Review, What, Words,
    reading::{NAME_MAX, Reading, TEXT_MAX, raw},
};

/// The shipped rules, as they are written.
pub const DEFAULT: &str = include_str!("../vocabulary/team.toml");
/// So many things are usually done in a state, at most.
const ITEMS_MOST: usize = 30;
/// So many days a second person's word holds, at most: later the case is another.
const DAYS_MOST: u32 = 30;
/// So many hours somebody who opens a case in an emergency waits, at most: a month helps nobody who is followed today.
const WAIT_MOST: u32 = 720;

/// Cases are near in time within so many days, at most: ten years.
const APART_MOST: u32 = 3_660;

/// Something that is usually done in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub state: Code,
    pub code: Code,
    pub name: Words,
}

/// How a desk works together, read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    pub name: String,
    pub version: u32,
    /// How far others have looked at it.
    pub status: Review,
    /// What is said of it wherever it is shown.
    pub note: Words,
    pub items: Vec<Item>,
    /// What one member does not do alone.
    pub second: Seconds,
    /// How a narrow case is opened in an emergency.
    pub emergency: Waits,
    pub alike: Near,
}

/// When cases are near enough to each other to be shown together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// So many days apart, at most.
    pub days: u32,
    /// From this score on, 0 to 100, a name as it was said is taken for that of a company.
    pub score: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    status: Review,
    languages: Spanned<Vec<String>>,
    note: Spanned<Words>,
    second: RawSecond,
    emergency: RawEmergency,
    alike: RawNear,
    #[serde(default)]
    item: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSecond {
    release: bool,
    close: bool,
    erase: bool,
    #[serde(rename = "give-out")]
    give_out: bool,
    days: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEmergency {
    #[serde(rename = "wait-hours")]
    wait_hours: Spanned<i64>,
    days: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNear {
    days: Spanned<i64>,
    score: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    state: Spanned<Code>,
    code: Spanned<Code>,
    name: Spanned<Words>,
}

impl Rules {
    /// Reads rules as they are written, which have to be told in these languages at least, those of the pages; lists are there for the
    /// states of the procedures that cases follow.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, pages: &[&str], states: &[&str]) -> Result<Self, Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let mut reading = Reading::new(text, raw.languages.as_ref());
        reading.pages(&raw.languages, pages);
        let items = reading.items(raw.item, states);
        let rules = Rules {
            name: raw.name,
            version: raw.version,
            status: raw.status,
            note: reading.words("note", raw.note, TEXT_MAX),
            second: reading.second(&raw.second),
            emergency: reading.emergency(&raw.emergency),
            alike: reading.alike(&raw.alike),
            items,
        };
        reading.whole(rules)
    }

    /// What is usually done in a state.
    pub fn of_state(&self, state: &str) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.state == state)
    }
}

impl Reading<'_> {
    /// The languages of the pages are among those in which it is told.
    pub(super) fn pages(&mut self, languages: &Spanned<Vec<String>>, pages: &[&str]) {
        for page in pages {
            if !languages.as_ref().iter().any(|own| own == page) {
                let what = What::NoLanguage((*page).to_owned());
                self.fault(&languages.span(), what);
            }
        }
    }

    fn second(&mut self, raw: &RawSecond) -> Seconds {
        let asked = [
            (raw.release, Guarded::Release),
            (raw.close, Guarded::Close),
            (raw.erase, Guarded::Erase),
            (raw.give_out, Guarded::GiveOut),
        ];
        Seconds {
            acts: { asked.into_iter() }
                .filter(|(is_asked, _)| *is_asked)
                .map(|(_, act)| act)
                .collect(),
            days: self.count("second", &raw.days, 1..=DAYS_MOST),
        }
    }

    fn emergency(&mut self, raw: &RawEmergency) -> Waits {
        Waits {
            hours: self.count("wait-hours", &raw.wait_hours, 0..=WAIT_MOST),
            days: self.count("emergency", &raw.days, 1..=DAYS_MOST),
        }
    }

    /// A number within its bounds.
    fn count(&mut self, of: &str, raw: &Spanned<i64>, bounds: RangeInclusive<u32>) -> u32 {
        let count = u32::try_from(*raw.as_ref()).ok();
        let count = count.filter(|count| bounds.contains(count));
        if count.is_none() {
            let (of, most) = (of.to_owned(), *bounds.end());
            let least = *bounds.start();
            self.fault(&raw.span(), What::BadCount { of, least, most });
        }
        count.unwrap_or_default()
    }

    fn alike(&mut self, raw: &RawNear) -> Near {
        let score = self.count("alike", &raw.score, 1..=100);
        Near {
            days: self.count("alike", &raw.days, 1..=APART_MOST),
            score: u8::try_from(score).unwrap_or_default(),
        }
    }

    fn items(&mut self, raw: Vec<RawItem>, states: &[&str]) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for item in raw {
            let (state, code) = (item.state.as_ref().clone(), item.code.as_ref().clone());
            if !states.contains(&state.as_str()) {
                let named = state.clone();
                self.fault(
                    &item.state.span(),
                    What::Unknown {
                        kind: "state",
                        code: named,
                    },
                );
            }
            let of_state = items.iter().filter(|other| other.state == state);
            if of_state.clone().any(|other| other.code == code) {
                self.fault(&item.code.span(), What::Twice(code.clone()));
            }
            if of_state.count() >= ITEMS_MOST {
                let (of, most) = (state.clone(), ITEMS_MOST);
                self.fault(&item.state.span(), What::LongList { of, most });
            }
            let name = self.words(&code, item.name, NAME_MAX);
            items.push(Item { state, code, name });
        }
        items
    }
}

#[cfg(test)]
mod tests;
