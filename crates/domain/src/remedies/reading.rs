//! What reading doors and reading a profile have in common: lines, texts and codes that there are.

use std::{collections::HashSet, ops::Range};

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::{Code, Fault, What, Words};

/// Longest name, in characters: it has to fit a button.
pub const NAME_MAX: usize = 200;
/// Longest other text, in characters: it is read on a small phone.
pub const TEXT_MAX: usize = 1_000;
/// Longest file, in bytes.
const FILE_MAX: usize = 256 << 10;

/// Collects faults while a text is looked through.
pub struct Reading<'a> {
    text: &'a str,
    pub languages: Vec<String>,
    pub faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    pub fn new(text: &'a str, languages: &[String]) -> Self {
        Self {
            text,
            languages: languages.to_vec(),
            faults: Vec::new(),
        }
    }

    pub fn fault(&mut self, at: &Range<usize>, what: What) {
        let line = line(self.text, at.start);
        self.faults.push(Fault { line, what });
    }

    /// Words that are told in every language, and are short enough.
    pub fn words(&mut self, of: &str, words: Spanned<Words>, most: usize) -> Words {
        for language in self.languages.clone() {
            if !words.as_ref().is_told(&language) {
                let of = of.to_owned();
                self.fault(&words.span(), What::NotTold { of, language });
            }
        }
        if words.as_ref().longest() > most {
            let of = of.to_owned();
            self.fault(&words.span(), What::LongText { of, most });
        }
        words.into_inner()
    }

    /// Codes that there are.
    pub fn known(
        &mut self,
        kind: &'static str,
        codes: Vec<Spanned<Code>>,
        is_one: impl Fn(&str) -> bool,
    ) -> Vec<Code> {
        for code in codes.iter().filter(|code| !is_one(code.as_ref())) {
            let named = code.as_ref().clone();
            self.fault(&code.span(), What::Unknown { kind, code: named });
        }
        codes.into_iter().map(Spanned::into_inner).collect()
    }

    /// Every code once.
    pub fn once<'s>(&mut self, codes: impl Iterator<Item = &'s Spanned<Code>>) -> HashSet<Code> {
        let mut seen = HashSet::new();
        for code in codes {
            if !seen.insert(code.as_ref().clone()) {
                self.fault(&code.span(), What::Twice(code.as_ref().clone()));
            }
        }
        seen
    }

    /// What was read, if nothing is wrong with it.
    pub fn whole<T>(mut self, read: T) -> Result<T, Vec<Fault>> {
        if self.faults.is_empty() {
            return Ok(read);
        }
        self.faults.sort_by_key(|fault| fault.line);
        Err(self.faults)
    }
}

/// The text as a table, before anything in it is looked at.
pub fn raw<T: DeserializeOwned>(text: &str) -> Result<T, Vec<Fault>> {
    let one = |line, what| vec![Fault { line, what }];
    if text.len() > FILE_MAX {
        return Err(one(1, What::TooLong));
    }
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |at| at.start);
        let what = What::Unreadable(error.message().to_owned());
        one(line(text, at), what)
    })
}

fn line(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.matches('\n').count() + 1
}
