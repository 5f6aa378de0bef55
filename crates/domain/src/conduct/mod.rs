//! The paragraphs of the International Code of Conduct, as data: by their numbers, with short titles and summaries of our own, never with the
//! Code's text (domain dossier, 1.4). A desk says which of them the facts of a case would touch, if they are true.
//!
//! Whoever reports never has to know the Code (domain dossier, 10.3 rule 2).

mod crosswalk;
mod read;

use std::{fmt, str::FromStr, sync::LazyLock};

pub use crosswalk::{Crosswalk, Framework, Walk};
use serde::{Deserialize, Serialize};

use crate::{
    Day,
    remedies::{Code, Fault, Words},
};

/// The paragraphs, as they are written.
pub const DEFAULT: &str = include_str!("../vocabulary/code.toml");

static KNOWN: LazyLock<Option<Conduct>> = LazyLock::new(|| Conduct::shipped().ok());

/// All that is known of the Code, read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conduct {
    pub name: String,
    pub version: u32,
    pub languages: Vec<String>,
    /// Where the Association publishes its text.
    pub address: String,
    /// What a paragraph can be about.
    pub tags: Vec<Tag>,
    /// The oldest first.
    pub editions: Vec<Edition>,
    pub sections: Vec<Section>,
    /// In their order, from 1; every edition has them all.
    pub paragraphs: Vec<Paragraph>,
}

/// What a paragraph can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub code: Code,
    pub name: Words,
}

/// A text of the Code, as it was adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub code: Code,
    pub since: Day,
    pub basis: Basis,
    pub name: Words,
}

/// A part of the Code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub code: Code,
    pub name: Words,
}

/// One paragraph: what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    pub number: u16,
    pub section: Code,
    pub tags: Vec<Code>,
    /// Who can be wronged, or who reports.
    pub affects: Vec<Affected>,
    pub basis: Basis,
    pub title: Words,
    pub summary: Words,
    pub letters: Vec<Letter>,
}

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub letter: char,
    pub title: Words,
}

/// How what is said of a paragraph is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Read in the text.
    Seen,
    /// Its heading, or a part of it.
    Partly,
    Remembered,
    /// Remembered, and to be checked before anybody relies on it.
    Unsure,
}

impl Basis {
    /// The stable code, also the end of its message key (`basis-…`).
    pub fn code(self) -> &'static str {
        match self {
            Basis::Seen => "seen",
            Basis::Partly => "partly",
            Basis::Remembered => "remembered",
            Basis::Unsure => "unsure",
        }
    }
}

/// Somebody whom a paragraph protects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Affected {
    Public,
    Guards,
    Detainees,
    Clients,
    States,
}

impl Affected {
    pub const ALL: [Affected; 5] = [
        Affected::Public,
        Affected::Guards,
        Affected::Detainees,
        Affected::Clients,
        Affected::States,
    ];

    /// The stable code, also the end of its message key (`affected-…`).
    pub fn code(self) -> &'static str {
        match self {
            Affected::Public => "public",
            Affected::Guards => "guards",
            Affected::Detainees => "detainees",
            Affected::Clients => "clients",
            Affected::States => "states",
        }
    }
}

/// A paragraph, never without its edition. Written such as `icoc-2021-67-g`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Citation {
    pub edition: Code,
    pub paragraph: u16,
    pub letter: Option<char>,
}

impl fmt::Display for Citation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.edition, self.paragraph)?;
        self.letter
            .map_or(Ok(()), |letter| write!(out, "-{letter}"))
    }
}

/// What cites nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no paragraph of an edition")]
pub struct NotACitation;

impl FromStr for Citation {
    type Err = NotACitation;

    fn from_str(text: &str) -> Result<Self, NotACitation> {
        let (before, last) = text.rsplit_once('-').ok_or(NotACitation)?;
        let mut letters = last.chars();
        let letter = letters.next().filter(char::is_ascii_lowercase);
        let (whole, letter) = match (letter, letters.next()) {
            (Some(letter), None) => (before, Some(letter)),
            _ => (text, None),
        };
        let (edition, number) = whole.rsplit_once('-').ok_or(NotACitation)?;
        let paragraph = number.parse().map_err(|_| NotACitation)?;
        // A year belongs to the edition.
        match edition.is_empty() || paragraph > 999 || number.starts_with(['+', '0']) {
            true => Err(NotACitation),
            false => Ok(Self {
                edition: edition.to_owned(),
                paragraph,
                letter,
            }),
        }
    }
}

impl TryFrom<String> for Citation {
    type Error = NotACitation;

    fn try_from(text: String) -> Result<Self, NotACitation> {
        text.parse()
    }
}

impl From<Citation> for String {
    fn from(cited: Citation) -> Self {
        cited.to_string()
    }
}

impl Conduct {
    /// Those that the program comes with.
    ///
    /// # Errors
    /// They are not whole; a test sees that they are.
    pub fn shipped() -> Result<Self, Vec<Fault>> {
        Self::read(DEFAULT, &[])
    }

    /// The same, read once; a test sees that there is one.
    pub fn known() -> Option<&'static Self> {
        KNOWN.as_ref()
    }

    pub fn paragraph(&self, number: u16) -> Option<&Paragraph> {
        self.paragraphs.iter().find(|p| p.number == number)
    }

    pub fn edition(&self, code: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.code == code)
    }

    /// The newest edition.
    pub fn newest(&self) -> Option<&Edition> {
        self.editions.last()
    }

    /// The paragraphs of a section, in their order.
    pub fn of_section<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Paragraph> {
        self.paragraphs.iter().filter(move |p| p.section == section)
    }

    /// All that can be cited of an edition, in the order of the Code: each paragraph, then its letters.
    pub fn citations<'a>(&'a self, edition: &'a str) -> impl Iterator<Item = Citation> + 'a {
        self.paragraphs.iter().flat_map(move |paragraph| {
            let letters = paragraph.letters.iter().map(|letter| Some(letter.letter));
            [None]
                .into_iter()
                .chain(letters)
                .map(move |letter| Citation {
                    edition: edition.to_owned(),
                    paragraph: paragraph.number,
                    letter,
                })
        })
    }

    /// Whether there is such a paragraph, with such a letter, in such an edition.
    pub fn has(&self, cited: &Citation) -> bool {
        let has_letter = |paragraph: &Paragraph| {
            (cited.letter).is_none_or(|own| paragraph.letters.iter().any(|l| l.letter == own))
        };
        self.edition(&cited.edition).is_some()
            && self.paragraph(cited.paragraph).is_some_and(has_letter)
    }

    /// The subject of a tag, where there is one of this code.
    pub fn tag(&self, code: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.code == code)
    }

    /// Whether a paragraph is what somebody looks for: all their words stand in its number, title or summary, or in what it is about.
    pub fn is_found(&self, paragraph: &Paragraph, words: &str, language: &str) -> bool {
        let (title, summary) = (&paragraph.title, &paragraph.summary);
        let mut text = format!("{} {}", title.text(language), summary.text(language));
        let tags = { paragraph.tags.iter() }.filter_map(|code| self.tag(code));
        let tags = tags.map(|tag| tag.name.text(language));
        let letters = paragraph.letters.iter().map(|own| own.title.text(language));
        for more in tags.chain(letters) {
            text = format!("{text} {more}");
        }
        for code in &paragraph.tags {
            text = format!("{text} {}", code.replace('-', " "));
        }
        let text = text.to_lowercase();
        words
            .to_lowercase()
            .split_whitespace()
            .all(|word| word.parse() == Ok(paragraph.number) || text.contains(word))
    }

    /// What a citation is called in a language: its number and title, and the edition where that is not the newest.
    pub fn title(&self, cited: &Citation, language: &str) -> Option<String> {
        let paragraph = self.paragraph(cited.paragraph)?;
        let (number, title) = (paragraph.number, paragraph.title.text(language));
        let mut called = match cited.letter {
            None => format!("{number} {title}"),
            Some(letter) => {
                let own = paragraph.letters.iter().find(|own| own.letter == letter)?;
                format!("{number} ({letter}) {title}: {}", own.title.text(language))
            }
        };
        let edition = self.edition(&cited.edition)?;
        if Some(edition) != self.newest() {
            called = format!("{called} ({})", edition.name.text(language));
        }
        Some(called)
    }
}

#[cfg(test)]
mod tests;
