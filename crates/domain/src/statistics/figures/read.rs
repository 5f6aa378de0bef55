//! Reading figures: whole or not at all, and every fault with its line.

use std::{collections::HashSet, ops::Range};

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{Figure, Figures, Share, Words};
use crate::{
    Day,
    procedure::Code,
    statistics::{Basis, Definition, Dimension, Floor, Period, Quarter, Span},
};

/// Longest name and longest definition, in characters.
const NAME_MAX: usize = 200;
const TEXT_MAX: usize = 1_000;
/// Longest file, in bytes, and most figures.
const FILE_MAX: usize = 256 << 10;
const FIGURES_MAX: usize = 50;
/// Longest wait before a period is told: two years.
const WAIT_MOST: u32 = 8;

/// Something that keeps figures from being used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Fault {
    /// From 1.
    pub line: usize,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum What {
    #[error("{0}")]
    Unreadable(String),
    #[error("longer than 256 KiB")]
    TooLong,
    #[error("more than 50 figures")]
    TooMany,
    #[error("pages are also in `{0}`: it has to be among `languages`")]
    NoLanguage(String),
    #[error("`{of}` has no words in `{language}`")]
    NoWords { of: Code, language: String },
    #[error("the words of `{of}` are longer than {most} characters")]
    LongWords { of: Code, most: usize },
    #[error("`{0}` is no quarter: write it like 2026-Q1")]
    NotAQuarter(String),
    #[error("`{0}` is no day: write it like 2026-01-31")]
    NotADay(String),
    #[error("the least count that is told (`floor`) has to lie between 3 and 1000")]
    BadFloor,
    #[error("`wait` is longer than 8 quarters")]
    LongWait,
    #[error("a version is counted from 1")]
    NoVersion,
    #[error("`{0}` stands here a second time")]
    Twice(Code),
    #[error("`{0}` has to count by one thing, or by two that differ")]
    BadBy(Code),
    #[error(
        "`{of}` counts by two things, and in `{by}` one case counts several times: it has no sums"
    )]
    Overlaps { of: Code, by: &'static str },
    #[error("`{by}` is known of cases that ended: `{of}` has to be `of = \"ended\"`")]
    NeedsEnd { of: Code, by: &'static str },
    #[error("`{by}` is known of what was promised: `{of}` has to be `of = \"due\"`")]
    NeedsDue { of: Code, by: &'static str },
    #[error("`{0}` counts cases in which something was due: one can be due in several quarters")]
    NoQuarter(Code),
    #[error("`{0}` counts what another figure counts already")]
    Again(Code),
    #[error(
        "`{by}` is already in another figure by two things: together with `{of}` they would tell more than each shows"
    )]
    Crossed { of: Code, by: &'static str },
    #[error(
        "`{by}` is counted of those that came and of those that ended: with `{of}` one could be reckoned from the other"
    )]
    BothBases { of: Code, by: &'static str },
    #[error(
        "a share of `{of}` is told of no fewer than {least} cases, and by one thing in which a case counts once"
    )]
    BadShare { of: Code, least: u64 },
    #[error(
        "numbers were told of version {version} of `{of}`, which says something else: give this one another version"
    )]
    ToldOtherwise { of: Code, version: u32 },
    #[error("`{of}` has no `{value}` of which to tell a share")]
    NoValue { of: Code, value: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: Spanned<u32>,
    languages: Spanned<Vec<String>>,
    from: Spanned<String>,
    period: Span,
    desks: Span,
    wait: Spanned<u32>,
    floor: Spanned<u64>,
    counted: Spanned<Words>,
    held_back: Spanned<Words>,
    figure: Vec<RawFigure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFigure {
    code: Spanned<Code>,
    version: Spanned<u32>,
    since: Spanned<String>,
    of: Basis,
    by: Spanned<Vec<Dimension>>,
    name: Spanned<Words>,
    counts: Spanned<Words>,
    leaves_out: Spanned<Words>,
    share: Option<Spanned<RawShare>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawShare {
    value: String,
    least: u64,
}

/// Collects faults while the text is looked through.
pub(super) struct Reading<'a> {
    text: &'a str,
    languages: Vec<String>,
    floor: Floor,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    pub(super) fn fault(&mut self, at: &Range<usize>, what: What) {
        let before = self.text.get(..at.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        self.faults.push(Fault { line, what });
    }

    fn words(&mut self, of: &str, words: Spanned<Words>, most: usize) -> Words {
        let at = words.span();
        let words = words.into_inner();
        for language in self.languages.clone() {
            if words
                .0
                .get(&language)
                .is_none_or(|text| text.trim().is_empty())
            {
                let of = of.to_owned();
                self.fault(&at, What::NoWords { of, language });
            }
        }
        if words.0.values().any(|text| text.chars().count() > most) {
            let of = of.to_owned();
            self.fault(&at, What::LongWords { of, most });
        }
        words
    }

    fn version(&mut self, version: &Spanned<u32>) -> u32 {
        if *version.as_ref() == 0 {
            self.fault(&version.span(), What::NoVersion);
        }
        *version.as_ref()
    }

    fn day(&mut self, since: Spanned<String>) -> String {
        if since.as_ref().len() != 10 || since.as_ref().parse::<Date>().is_err() {
            self.fault(&since.span(), What::NotADay(since.as_ref().clone()));
        }
        since.into_inner()
    }

    fn share(&mut self, of: &str, by: &[Dimension], raw: Spanned<RawShare>) -> Share {
        let least = self.floor.get();
        let one = by.len() == 1 && !by.iter().any(|by| by.is_overlapping());
        if !one || raw.as_ref().least < least {
            let of = of.to_owned();
            self.fault(&raw.span(), What::BadShare { of, least });
        }
        // Of a value that there is, where all are known; they are the same in every period.
        let period = Period::beginning(Quarter::of(Day(0)), Span::Quarter);
        let known = by.first().and_then(|by| by.listed(period));
        if known.is_some_and(|known| !known.contains(&raw.as_ref().value)) {
            let (of, value) = (of.to_owned(), raw.as_ref().value.clone());
            self.fault(&raw.span(), What::NoValue { of, value });
        }
        let RawShare { value, least } = raw.into_inner();
        Share { value, least }
    }

    fn figure(&mut self, raw: RawFigure) -> Figure {
        let code = raw.code.into_inner();
        let by = raw.by.into_inner();
        Figure {
            version: self.version(&raw.version),
            since: self.day(raw.since),
            of: raw.of,
            name: self.words(&code, raw.name, NAME_MAX),
            counts: self.words(&code, raw.counts, TEXT_MAX),
            leaves_out: self.words(&code, raw.leaves_out, TEXT_MAX),
            share: raw.share.map(|share| self.share(&code, &by, share)),
            by,
            code,
        }
    }

    fn whole(&mut self, raw: Raw) -> Figures {
        let from = raw.from.as_ref().parse().unwrap_or_else(|_| {
            self.fault(
                &raw.from.span(),
                What::NotAQuarter(raw.from.as_ref().clone()),
            );
            Quarter::of(Day(0))
        });
        if *raw.wait.as_ref() > WAIT_MOST {
            self.fault(&raw.wait.span(), What::LongWait);
        }
        if let Some(beyond) = raw.figure.get(FIGURES_MAX) {
            self.fault(&beyond.code.span(), What::TooMany);
        }
        Figures {
            name: raw.name,
            version: self.version(&raw.version),
            from,
            period: raw.period,
            desks: raw.desks,
            wait: raw.wait.into_inner(),
            floor: self.floor,
            counted: self.words("counted", raw.counted, TEXT_MAX),
            held_back: self.words("held_back", raw.held_back, TEXT_MAX),
            languages: raw.languages.into_inner(),
            all: raw.figure.into_iter().map(|f| self.figure(f)).collect(),
        }
    }

    fn floor(&mut self, floor: &Spanned<u64>) {
        match Floor::new(*floor.as_ref()) {
            Some(floor) => self.floor = floor,
            None => self.fault(&floor.span(), What::BadFloor),
        }
    }
}

/// The text as a table, before anything in it is looked at.
fn raw(text: &str) -> Result<Raw, Vec<Fault>> {
    let one = |line, what| vec![Fault { line, what }];
    if text.len() > FILE_MAX {
        return Err(one(1, What::TooLong));
    }
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|at| text.get(..at.start));
        let line = before.unwrap_or_default().matches('\n').count() + 1;
        one(line, What::Unreadable(error.message().to_owned()))
    })
}

impl Figures {
    /// Reads figures as they are written, which have to have words in these languages at least: those of the pages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, pages: &[&str]) -> Result<Self, Vec<Fault>> {
        Self::read_after(text, pages, &[])
    }

    /// Reads figures that are to be told beside what was told with these definitions: what was told is not told otherwise, nor can it be
    /// reckoned from what is told next.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read_after(text: &str, pages: &[&str], told: &[Definition]) -> Result<Self, Vec<Fault>> {
        let raw = raw(text)?;
        let mut reading = Reading {
            text,
            languages: raw.languages.as_ref().clone(),
            floor: Floor::default(),
            faults: Vec::new(),
        };
        for page in pages {
            if !reading.languages.iter().any(|own| own == page) {
                let what = What::NoLanguage((*page).to_owned());
                reading.fault(&raw.languages.span(), what);
            }
        }
        reading.floor(&raw.floor);
        let mut seen = HashSet::new();
        for figure in &raw.figure {
            let code = figure.code.as_ref();
            if !seen.insert(code.clone()) {
                reading.fault(&figure.code.span(), What::Twice(code.clone()));
            }
        }
        let places: Vec<Range<usize>> = raw.figure.iter().map(|f| f.by.span()).collect();
        let versions: Vec<Range<usize>> = raw.figure.iter().map(|f| f.version.span()).collect();
        let figures = reading.whole(raw);
        figures.check(&places, &mut reading);
        figures.check_told((&places, &versions), told, &mut reading);
        match reading.faults.is_empty() {
            true => Ok(figures),
            false => {
                reading.faults.sort_by_key(|fault| fault.line);
                Err(reading.faults)
            }
        }
    }
}
