//! Reading doors: whole or not at all, and every fault with its line. What is read is safe by its form: there is always a door that is
//! not the company itself, and the company's own door says what it becomes in each danger.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::Deserialize;
use toml::Spanned;

use super::{
    Code, Danger, Door, Doors, Fault, Fear, Force, Makes, OpenWhen, Review, Safety, Signs,
    Standing, What, Words,
    reading::{NAME_MAX, Reading, TEXT_MAX, raw},
};
use crate::intake::question::{KINDS, OUTCOMES};

/// Longest time after which somebody is asked again, in days: ten years.
const DAYS_MOST: u32 = 3_660;
/// The question that asks whom the person already told.
const TOLD: [&str; 7] = [
    "company",
    "police",
    "regulator",
    "court",
    "union",
    "media",
    "nobody",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    status: Review,
    languages: Spanned<Vec<String>>,
    follow_up: Spanned<Vec<i64>>,
    note: Spanned<Words>,
    text: Vec<RawText>,
    danger: Vec<RawDanger>,
    door: Vec<RawDoor>,
}

/// A text that several doors share, so that the same is said in the same words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawText {
    code: Spanned<Code>,
    says: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDanger {
    code: Spanned<Code>,
    name: Spanned<Words>,
    when: RawSigns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSigns {
    #[serde(default)]
    fear: Vec<Fear>,
    #[serde(default)]
    state_forces: bool,
    #[serde(default)]
    minor: bool,
    #[serde(default)]
    harms: Vec<Spanned<Code>>,
    #[serde(default)]
    forces: Vec<Force>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDoor {
    code: Spanned<Code>,
    name: Spanned<Words>,
    what: Spanned<Words>,
    who: Spanned<Code>,
    cost: Spanned<Code>,
    time: Spanned<Code>,
    language: Spanned<Code>,
    anonymity: Spanned<Code>,
    protection: Spanned<Code>,
    #[serde(default)]
    beware: Vec<Spanned<Code>>,
    if_none: Option<Spanned<Code>>,
    #[serde(default)]
    of_company: bool,
    #[serde(default)]
    for_workers: bool,
    #[serde(default)]
    needs_profile: bool,
    #[serde(default)]
    open_when: RawOpenWhen,
    gives: Vec<Spanned<Code>>,
    #[serde(default)]
    told: Vec<Spanned<Code>>,
    follow_up: Option<Spanned<Vec<i64>>>,
    #[serde(default)]
    safety: Vec<RawSafety>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawOpenWhen {
    standings: Option<Spanned<Vec<Standing>>>,
    forces: Option<Spanned<Vec<Force>>>,
    harms: Option<Spanned<Vec<Spanned<Code>>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSafety {
    danger: Spanned<Code>,
    makes: Makes,
    note: Spanned<Code>,
}

/// What doors refer to.
struct Known {
    texts: BTreeMap<Code, Words>,
    used: BTreeSet<Code>,
    dangers: HashSet<Code>,
    follow_up: Vec<u32>,
}

fn is_harm(code: &str) -> bool {
    KINDS.contains(&code)
}

impl Reading<'_> {
    fn text(&mut self, known: &mut Known, code: &Spanned<Code>) -> Words {
        known.used.insert(code.as_ref().clone());
        let found = known.texts.get(code.as_ref()).cloned();
        if found.is_none() {
            let (kind, named) = ("text", code.as_ref().clone());
            self.fault(&code.span(), What::Unknown { kind, code: named });
        }
        found.unwrap_or_default()
    }

    fn days(&mut self, of: &str, days: Spanned<Vec<i64>>) -> Vec<u32> {
        let number = |n: &i64| { u32::try_from(*n).ok() }.filter(|n| (1..=DAYS_MOST).contains(n));
        let good: Vec<u32> = days.as_ref().iter().filter_map(number).collect();
        let all = good.len() == days.as_ref().len();
        if !all || good.is_empty() || !good.is_sorted_by(|a, b| a < b) {
            self.fault(&days.span(), What::BadDays(of.to_owned()));
        }
        good
    }

    /// A list of when a door stands open: without it always, and never with an empty one.
    fn list<T>(&mut self, door: &str, list: Option<Spanned<Vec<T>>>) -> Option<Vec<T>> {
        let list = list?;
        if list.as_ref().is_empty() {
            self.fault(&list.span(), What::NeverOpen(door.to_owned()));
        }
        Some(list.into_inner())
    }

    fn open_when(&mut self, door: &str, raw: RawOpenWhen) -> OpenWhen {
        let harms = self.list(door, raw.harms);
        OpenWhen {
            standings: self.list(door, raw.standings),
            forces: self.list(door, raw.forces),
            harms: harms.map(|harms| self.known("harm", harms, is_harm)),
        }
    }

    fn danger(&mut self, raw: RawDanger) -> Danger {
        let code = raw.code.as_ref().clone();
        let when = Signs {
            fear: raw.when.fear,
            state_forces: raw.when.state_forces,
            minor: raw.when.minor,
            harms: self.known("harm", raw.when.harms, is_harm),
            forces: raw.when.forces,
        };
        if when == Signs::default() {
            self.fault(&raw.code.span(), What::NoSign(code.clone()));
        }
        let name = self.words(&code, raw.name, NAME_MAX);
        Danger { code, name, when }
    }

    fn safety(&mut self, known: &mut Known, raw: Vec<RawSafety>) -> Vec<Safety> {
        self.once(raw.iter().map(|safety| &safety.danger));
        let one = |safety: RawSafety| {
            let note = self.text(known, &safety.note);
            let is_one = |code: &str| known.dangers.contains(code);
            self.known("danger", vec![safety.danger.clone()], is_one);
            Safety {
                danger: safety.danger.into_inner(),
                makes: safety.makes,
                note,
            }
        };
        raw.into_iter().map(one).collect()
    }

    fn door(&mut self, known: &mut Known, raw: RawDoor) -> Door {
        let (code, at) = (raw.code.as_ref().clone(), raw.code.span());
        if raw.gives.is_empty() {
            self.fault(&at, What::GivesNothing(code.clone()));
        }
        let safety = self.safety(known, raw.safety);
        if raw.of_company {
            let said: HashSet<&Code> = safety.iter().map(|s| &s.danger).collect();
            let mut silent: Vec<Code> = { known.dangers.iter() }
                .filter(|danger| !said.contains(danger))
                .cloned()
                .collect();
            silent.sort();
            for danger in silent {
                let door = code.clone();
                self.fault(&at, What::Unsafe { door, danger });
            }
        }
        let days = raw.follow_up.map(|days| self.days(&code, days));
        let beware = raw.beware.iter();
        Door {
            name: self.words(&code, raw.name, NAME_MAX),
            what: self.words(&code, raw.what, TEXT_MAX),
            who: self.text(known, &raw.who),
            cost: self.text(known, &raw.cost),
            time: self.text(known, &raw.time),
            language: self.text(known, &raw.language),
            anonymity: self.text(known, &raw.anonymity),
            protection: self.text(known, &raw.protection),
            beware: beware.map(|note| self.text(known, note)).collect(),
            if_none: raw.if_none.map(|note| self.text(known, &note)),
            of_company: raw.of_company,
            for_workers: raw.for_workers,
            needs_profile: raw.needs_profile,
            open_when: self.open_when(&code, raw.open_when),
            gives: self.known("wish", raw.gives, |code| OUTCOMES.contains(&code)),
            told: self.known("answer", raw.told, |code| TOLD.contains(&code)),
            follow_up: days.unwrap_or_else(|| known.follow_up.clone()),
            safety,
            code,
        }
    }

    /// The shared texts, by code, and where each stands.
    fn texts(&mut self, raw: Vec<RawText>) -> (BTreeMap<Code, Words>, Vec<Spanned<Code>>) {
        let (mut texts, mut places) = (BTreeMap::new(), Vec::new());
        for text in raw {
            let words = self.words(text.code.as_ref(), text.says, TEXT_MAX);
            texts.insert(text.code.as_ref().clone(), words);
            places.push(text.code);
        }
        (texts, places)
    }
}

/// Whether it stands open to everybody, whatever happened and wherever, and is safe.
fn is_always(door: &Door) -> bool {
    let bound = door.of_company || door.for_workers || door.needs_profile;
    !bound && door.safety.is_empty() && door.open_when.is_always()
}

impl Doors {
    /// Reads doors as they are written, which have to be told in these languages at least: those of the pages.
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
        reading.once(raw.text.iter().map(|text| &text.code));
        reading.once(raw.door.iter().map(|door| &door.code));
        let dangers = reading.once(raw.danger.iter().map(|danger| &danger.code));
        let (texts, places) = reading.texts(raw.text);
        let mut known = Known {
            texts,
            used: BTreeSet::new(),
            dangers,
            follow_up: reading.days("follow_up", raw.follow_up),
        };
        let note_at = raw.note.span();
        let doors = Doors {
            name: raw.name,
            version: raw.version,
            status: raw.status,
            note: reading.words("note", raw.note, TEXT_MAX),
            dangers: { raw.danger.into_iter() }
                .map(|danger| reading.danger(danger))
                .collect(),
            doors: { raw.door.into_iter() }
                .map(|door| reading.door(&mut known, door))
                .collect(),
            languages: raw.languages.into_inner(),
        };
        for place in places.iter().filter(|p| !known.used.contains(p.as_ref())) {
            reading.fault(&place.span(), What::Unused(place.as_ref().clone()));
        }
        if !doors.doors.iter().any(is_always) {
            reading.fault(&note_at, What::NoneAlways);
        }
        reading.whole(doors)
    }

    /// The doors, as they are written, that are not among those which can be shown to somebody, each with its line.
    pub fn not_offered(text: &str, offered: &[&str]) -> Vec<Fault> {
        let Ok(raw) = raw::<Raw>(text) else {
            return Vec::new();
        };
        let mut reading = Reading::new(text, &[]);
        for door in &raw.door {
            let code = door.code.as_ref();
            if !offered.contains(&code.as_str()) {
                reading.fault(&door.code.span(), What::NotOffered(code.clone()));
            }
        }
        reading.faults
    }
}

#[cfg(test)]
mod tests;
