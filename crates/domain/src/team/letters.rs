//! Letters to who reported, as policy data: filled in for a case, put before whoever writes, and sent by nobody without that look.

use serde::Deserialize;
use toml::Spanned;

use super::Code;
use crate::remedies::{
    Fault, Review, What, Words,
    reading::{NAME_MAX, Reading, TEXT_MAX, raw},
};

/// The shipped letters, as they are written.
pub const LETTERS: &str = include_str!("../vocabulary/letters.toml");
/// Longest letter, in characters: it is read on a small phone.
const LETTER_MAX: usize = 4_000;

/// What is filled in for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// What the case is called.
    Reference,
    /// Where it stands.
    State,
    /// By when an answer was promised.
    Due,
    /// Who writes.
    Desk,
}

impl Blank {
    pub const ALL: [Blank; 4] = [Blank::Reference, Blank::State, Blank::Due, Blank::Desk];

    /// As it stands in a letter, between braces.
    pub fn code(self) -> &'static str {
        match self {
            Blank::Reference => "reference",
            Blank::State => "state",
            Blank::Due => "due",
            Blank::Desk => "desk",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|blank| blank.code() == code)
    }
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub code: Code,
    /// What it is for, to those who choose.
    pub name: Words,
    text: Words,
}

/// All letters, read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters {
    pub name: String,
    pub version: u32,
    /// How far others have looked at it.
    pub status: Review,
    /// What is said of them wherever they are offered.
    pub note: Words,
    pub letters: Vec<Letter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    status: Review,
    languages: Spanned<Vec<String>>,
    note: Spanned<Words>,
    letter: Vec<RawLetter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLetter {
    code: Spanned<Code>,
    name: Spanned<Words>,
    text: Spanned<Words>,
}

impl Letters {
    /// Reads letters as they are written, which have to be told in these languages at least: those of the pages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, pages: &[&str]) -> Result<Self, Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let mut reading = Reading::new(text, raw.languages.as_ref());
        reading.pages(&raw.languages, pages);
        reading.once(raw.letter.iter().map(|letter| &letter.code));
        let letters = raw.letter.into_iter();
        let letters = letters.map(|letter| reading.letter(letter)).collect();
        let letters = Letters {
            name: raw.name,
            version: raw.version,
            status: raw.status,
            note: reading.words("note", raw.note, TEXT_MAX),
            letters,
        };
        reading.whole(letters)
    }

    pub fn letter(&self, code: &str) -> Option<&Letter> {
        self.letters.iter().find(|letter| letter.code == code)
    }
}

impl Reading<'_> {
    fn letter(&mut self, raw: RawLetter) -> Letter {
        let code = raw.code.as_ref().clone();
        for (language, text) in raw.text.as_ref().all() {
            let blanks = text.split('{').skip(1);
            for rest in blanks {
                let name = rest.split('}').next().unwrap_or_default();
                if !rest.contains('}') || Blank::from_code(name).is_none() {
                    let (of, language) = (code.clone(), language.to_owned());
                    let name = name.chars().take(NAME_MAX).collect();
                    self.fault(&raw.text.span(), What::NoBlank { of, language, name });
                }
            }
        }
        Letter {
            name: self.words(&code, raw.name, NAME_MAX),
            text: self.words(&code, raw.text, LETTER_MAX),
            code,
        }
    }
}

impl Letter {
    /// In which language it is told to who wants it in this one.
    pub fn language<'a>(&'a self, wanted: &'a str) -> &'a str {
        self.text.nearest(wanted)
    }

    /// Its text in a language, with what is known filled in. What is not known stays as a blank, and such a letter is not sent.
    pub fn fill(&self, language: &str, known: impl Fn(Blank) -> Option<String>) -> String {
        let text = self.text.text(self.text.nearest(language));
        let mut filled = String::with_capacity(text.len());
        let mut parts = text.split('{');
        filled.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let blank = part.split_once('}');
            let value = blank.and_then(|(name, rest)| {
                let value = known(Blank::from_code(name)?)?;
                Some((value, rest))
            });
            match value {
                Some((value, rest)) => {
                    filled.push_str(&value);
                    filled.push_str(rest);
                }
                None => {
                    filled.push('{');
                    filled.push_str(part);
                }
            }
        }
        filled
    }
}

/// The first thing in a text that was to be filled in, and was not: a blank such as `{due}`, or a gap such as `[… what you ask]`.
pub fn unfilled(text: &str) -> Option<&str> {
    let mut from = 0;
    while let Some(at) = text[from..].find(['{', '[']) {
        let start = from + at;
        let rest = &text[start..];
        let (close, is_one): (char, fn(&str) -> bool) = match rest.starts_with('{') {
            true => ('}', |inside| Blank::from_code(inside).is_some()),
            false => (']', |inside| {
                inside.starts_with('…') || inside.starts_with("...")
            }),
        };
        if let Some(end) = rest.find(close)
            && is_one(&rest[1..end])
        {
            return Some(&rest[..=end]);
        }
        from = start + 1;
    }
    None
}

#[cfg(test)]
mod tests;
