//! What somebody read or was told about a company without going there: the desk review and remote monitoring (domain dossier, 3.2).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::flaw::{Check, Flaw, Flawed, TEXT_MAX};
use crate::{
    CompanyId, Day, MemberId, NoteId,
    conduct::Citation,
    registry::{self, Country, Source},
};

/// How far a source is relied upon: five steps, and that nobody can say (domain dossier, 4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reliability {
    Unknown,
    Unreliable,
    Doubtful,
    Fair,
    Good,
    Complete,
}

impl Reliability {
    pub const ALL: [Reliability; 6] = [
        Reliability::Unknown,
        Reliability::Unreliable,
        Reliability::Doubtful,
        Reliability::Fair,
        Reliability::Good,
        Reliability::Complete,
    ];

    /// The stable code, also the end of its message key (`reliability-…`).
    pub fn code(self) -> &'static str {
        match self {
            Reliability::Unknown => "unknown",
            Reliability::Unreliable => "unreliable",
            Reliability::Doubtful => "doubtful",
            Reliability::Fair => "fair",
            Reliability::Good => "good",
            Reliability::Complete => "complete",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// From where a note comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    News,
    /// What the company publishes of itself.
    OwnWords,
    /// A register, a court, an inspection.
    Official,
    /// Of an organisation or a scholar.
    Study,
    /// What people write in public places of the net.
    SocialMedia,
    /// Told by a member of the Association, a client or another company.
    Told,
}

impl NoteKind {
    pub const ALL: [NoteKind; 6] = [
        NoteKind::News,
        NoteKind::OwnWords,
        NoteKind::Official,
        NoteKind::Study,
        NoteKind::SocialMedia,
        NoteKind::Told,
    ];

    /// The stable code, also the end of its message key (`note-kind-…`).
    pub fn code(self) -> &'static str {
        match self {
            NoteKind::News => "news",
            NoteKind::OwnWords => "own-words",
            NoteKind::Official => "official",
            NoteKind::Study => "study",
            NoteKind::SocialMedia => "social-media",
            NoteKind::Told => "told",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A note of what a source says. It never changes: a better one is another note that says which it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub id: NoteId,
    pub on: Day,
    pub by: MemberId,
    pub kind: NoteKind,
    pub source: Source,
    pub reliability: Reliability,
    pub country: Country,
    /// None where nobody knows yet which company it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyId>,
    /// Which paragraphs it would touch, if it is so.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub cites: BTreeSet<Citation>,
    /// The language of the source, by BCP 47.
    pub language: String,
    /// What it says, in our words, and without names of people.
    pub says: String,
    /// The same as the source has it, as far as it matters: own words are kept beside any translation (domain dossier, 10.3 rule 7).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub original: String,
    /// The note that this one takes the place of, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<(NoteId, String)>,
}

/// Whether it looks like a language tag (BCP 47).
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    is_first && parts.all(is_part) && tag.len() <= 35
}

impl Note {
    /// Looks through a note as it was entered.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, today: Day) -> Result<(), Vec<Flawed>> {
        let mut check = Check::default();
        check.source(&self.source, &self.country, today);
        check.not_later("on", self.on, today);
        let tongue = Flaw::Registry(registry::Flaw::NotATongue);
        check.is(is_language(&self.language), "language", tongue);
        check.few("cites", self.cites.len());
        check.cites("cites", self.cites.iter());
        check.text("says", &self.says, TEXT_MAX);
        check.words("original", &self.original, TEXT_MAX);
        if let Some((other, why)) = &self.instead {
            check.text("why", why, TEXT_MAX);
            let itself = Flaw::Registry(registry::Flaw::Itself);
            check.is(*other != self.id, "instead", itself);
        }
        check.done()
    }

    /// Whether it can give rise to a concern: it names the company, and its source is not known to be wrong. What it says is alleged all the
    /// same; a concern begins with a first look.
    pub fn can_signal(&self) -> bool {
        self.company.is_some() && self.reliability != Reliability::Unreliable
    }
}

/// The notes that no other takes the place of, in the order in which they were written.
pub fn standing(notes: &[Note]) -> impl Iterator<Item = &Note> {
    // A note never replaces a later one, so that two cannot replace each other and both vanish.
    let is_replaced = |at: usize, own: &Note| {
        let instead = |other: &Note| other.instead.as_ref().is_some_and(|(id, _)| *id == own.id);
        notes.iter().skip(at + 1).any(instead)
    };
    let all = notes.iter().enumerate();
    let stand = all.filter(move |(at, own)| !is_replaced(*at, own));
    stand.map(|(_, own)| own)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn note(n: u128) -> Note {
        Note {
            id: NoteId(Uuid::from_u128(n)),
            on: Day(20_000),
            by: MemberId(Uuid::from_u128(1)),
            kind: NoteKind::News,
            source: Source {
                title: "Guards said to have beaten a boy".into(),
                publisher: "A newspaper".into(),
                address: Some("https://example.org/news".into()),
                archive: None,
                seen: Day(20_000),
            },
            reliability: Reliability::Fair,
            country: "KE".into(),
            company: Some(CompanyId(Uuid::from_u128(5))),
            cites: ["icoc-2021-30".parse().unwrap()].into(),
            language: "sw".into(),
            says: "A newspaper says that guards beat a boy who fetched wood.".into(),
            original: "Walinzi wanadaiwa kumpiga mvulana.".into(),
            instead: None,
        }
    }

    fn flaws(note: &Note) -> Vec<&'static str> {
        let flaws = note.check(Day(20_001)).err().unwrap_or_default();
        flaws.iter().map(|flawed| flawed.field).collect()
    }

    #[test]
    fn a_note_is_looked_through_as_the_registry_looks_through_sources() {
        type Change = fn(&mut Note);
        assert!(flaws(&note(1)).is_empty());
        let cases: [(Change, &[&str]); 9] = [
            (|n| n.source.address = Some("ftp://x".into()), &["address"]),
            (|n| n.source.seen = Day(20_002), &["seen"]),
            (|n| n.source.publisher = " ".into(), &["publisher"]),
            (|n| n.country = "XX".into(), &["country"]),
            (|n| n.language = "Swahili!".into(), &["language"]),
            (|n| n.on = Day(20_002), &["on"]),
            (|n| n.says = "\n".into(), &["says"]),
            (
                |n| n.cites = ["icoc-2021-71".parse().unwrap()].into(),
                &["cites"],
            ),
            (
                |n| n.instead = Some((n.id, String::new())),
                &["why", "instead"],
            ),
        ];
        for (change, fields) in cases {
            let mut own = note(1);
            change(&mut own);
            assert_eq!(flaws(&own), fields);
        }
        for kind in NoteKind::ALL {
            assert_eq!(NoteKind::from_code(kind.code()), Some(kind));
        }
        for one in Reliability::ALL {
            assert_eq!(Reliability::from_code(one.code()), Some(one));
        }
    }

    #[test]
    fn a_source_known_to_be_wrong_gives_rise_to_no_concern() {
        for (reliability, can) in [
            (Reliability::Unreliable, false),
            (Reliability::Doubtful, true),
            (Reliability::Unknown, true),
        ] {
            assert_eq!(
                Note {
                    reliability,
                    ..note(1)
                }
                .can_signal(),
                can
            );
        }
        assert!(
            !Note {
                company: None,
                ..note(1)
            }
            .can_signal()
        );
    }

    #[test]
    fn a_note_takes_the_place_of_an_earlier_one_alone() {
        let instead = |n: u128, of: u128| Note {
            instead: Some((NoteId(Uuid::from_u128(of)), "Read wrongly".into())),
            ..note(n)
        };
        let notes = [instead(1, 2), note(2), instead(3, 2), instead(4, 9)];
        let left: Vec<u128> = standing(&notes).map(|own| own.id.0.as_u128()).collect();
        assert_eq!(left, [1, 3, 4]);
        let text = serde_json::to_string(&notes[0]).unwrap();
        assert_eq!(serde_json::from_str::<Note>(&text).unwrap(), notes[0]);
    }
}
