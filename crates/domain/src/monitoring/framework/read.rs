//! Reading a framework: whole or not at all, and every fault with its line.

use std::collections::{BTreeSet, HashSet};

use serde::Deserialize;
use toml::Spanned;

use super::{
    super::flaw::Article, Asks, Better, Choice, Evidence, Framework, Group, Indicator, Instrument,
    LawCited, Sort, Talk, Whom,
};
use crate::{
    conduct::{Citation, Conduct},
    intake::places::is_country,
    registry::is_page,
    remedies::{
        Basis, Code, Fault, Review, What, Words,
        reading::{NAME_MAX, Reading, TEXT_MAX, raw},
    },
};

/// Most days after a deadline until an assessment counts as missing: a year.
const MISSING_MOST: u32 = 366;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    version: u32,
    status: Review,
    languages: Spanned<Vec<String>>,
    missing_after: Spanned<i64>,
    note: Spanned<Words>,
    group: Vec<RawGroup>,
    evidence: Vec<RawNamed>,
    indicator: Vec<RawIndicator>,
    talk: Vec<RawTalk>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    code: Spanned<Code>,
    within: Option<Spanned<Code>>,
    name: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNamed {
    code: Spanned<Code>,
    name: Spanned<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIndicator {
    code: Spanned<Code>,
    group: Spanned<Code>,
    was: Option<Spanned<Code>>,
    #[serde(default = "first")]
    meaning: u32,
    sort: Sort,
    question: Spanned<Words>,
    cites: Vec<Spanned<Code>>,
    tags: Vec<Spanned<Code>>,
    #[serde(default)]
    law: Vec<RawLaw>,
    #[serde(default)]
    only_there: bool,
    asks: Asks,
    #[serde(default)]
    choices: Vec<RawNamed>,
    better: Option<Spanned<Better>>,
    #[serde(default)]
    evidence: Vec<Spanned<Code>>,
    asked: Vec<Instrument>,
}

fn first() -> u32 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLaw {
    country: Spanned<Code>,
    law: Spanned<String>,
    article: Option<String>,
    basis: Basis,
    source: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTalk {
    code: Spanned<Code>,
    whom: Vec<Whom>,
    of: Vec<Spanned<Code>>,
    question: Spanned<Words>,
}

/// What indicators refer to.
struct Known<'a> {
    conduct: &'a Conduct,
    groups: HashSet<Code>,
    evidence: HashSet<Code>,
    indicators: HashSet<Code>,
}

impl Reading<'_> {
    fn missing_after(&mut self, raw: &Spanned<i64>) -> u32 {
        let days = u32::try_from(*raw.as_ref()).ok();
        let days = days.filter(|days| (1..=MISSING_MOST).contains(days));
        if days.is_none() {
            let (of, least, most) = ("missing_after".to_owned(), 1, MISSING_MOST);
            self.fault(&raw.span(), What::BadCount { of, least, most });
        }
        days.unwrap_or(MISSING_MOST)
    }

    fn cites(&mut self, conduct: &Conduct, cites: Vec<Spanned<Code>>) -> Vec<Citation> {
        let is_one = |code: &str| code.parse().is_ok_and(|cited| conduct.has(&cited));
        let cites = self.known("paragraph of the Code", cites, is_one);
        cites.iter().filter_map(|code| code.parse().ok()).collect()
    }

    fn law(&mut self, of: &str, raw: RawLaw) -> LawCited {
        if let Some(page) = raw.source.as_ref().filter(|page| !is_page(page.as_ref())) {
            self.fault(&page.span(), What::NotAnAddress(page.as_ref().clone()));
        }
        if raw.basis == Basis::Seen && raw.source.is_none() {
            self.fault(&raw.law.span(), What::NoSource(of.to_owned()));
        }
        LawCited {
            article: Article {
                country: { self.known("country", vec![raw.country], is_country) }.concat(),
                law: raw.law.into_inner(),
                article: raw.article,
            },
            basis: raw.basis,
            source: raw.source.map(Spanned::into_inner),
        }
    }

    fn choices(&mut self, raw: Vec<RawNamed>) -> Vec<Choice> {
        self.once(raw.iter().map(|choice| &choice.code));
        let choice = |raw: RawNamed| {
            let code = raw.code.into_inner();
            let name = self.words(&code, raw.name, NAME_MAX);
            Choice { code, name }
        };
        raw.into_iter().map(choice).collect()
    }

    /// Whether an indicator says of itself what goes together.
    fn agrees(&mut self, raw: &RawIndicator) {
        let (code, at) = (raw.code.as_ref(), raw.code.span());
        if raw.cites.is_empty() || raw.tags.is_empty() || raw.asked.is_empty() {
            self.fault(&at, What::Empty(code.clone()));
        }
        let is_bad = match raw.asks {
            Asks::Choice => raw.choices.len() < 2,
            _ => !raw.choices.is_empty(),
        };
        if is_bad {
            self.fault(&at, What::BadChoices(code.clone()));
        }
        if let Some(better) = raw.better.as_ref().filter(|b| !b.as_ref().fits(raw.asks)) {
            let (of, own) = (code.clone(), better.as_ref().code());
            self.fault(&better.span(), What::NotBetter { of, better: own });
        }
        if raw.only_there && raw.law.is_empty() {
            self.fault(&at, What::NoLaw(code.clone()));
        }
    }

    fn indicator(&mut self, known: &Known<'_>, raw: RawIndicator) -> Indicator {
        self.agrees(&raw);
        // Going on from one that is still there would be two from one.
        let is_there = |was: &&Spanned<Code>| known.indicators.contains(was.as_ref());
        if let Some(was) = raw.was.as_ref().filter(is_there) {
            self.fault(&was.span(), What::Twice(was.as_ref().clone()));
        }
        for list in [&raw.cites, &raw.tags, &raw.evidence] {
            self.once(list.iter());
        }
        let code = raw.code.into_inner();
        let is_group = |code: &str| known.groups.contains(code);
        Indicator {
            group: { self.known("group", vec![raw.group], is_group) }.concat(),
            was: raw.was.map(Spanned::into_inner),
            meaning: raw.meaning,
            sort: raw.sort,
            question: self.words(&code, raw.question, TEXT_MAX),
            cites: self.cites(known.conduct, raw.cites),
            tags: self.known("tag", raw.tags, |code| known.conduct.tag(code).is_some()),
            law: { raw.law.into_iter() }
                .map(|law| self.law(&code, law))
                .collect(),
            only_there: raw.only_there,
            asks: raw.asks,
            choices: self.choices(raw.choices),
            better: raw.better.map(Spanned::into_inner),
            evidence: self.known("evidence", raw.evidence, |c| known.evidence.contains(c)),
            asked: raw.asked,
            code,
        }
    }

    fn talk(&mut self, known: &Known<'_>, raw: RawTalk) -> Talk {
        let (code, at) = (raw.code.as_ref().clone(), raw.code.span());
        if raw.whom.is_empty() || raw.of.is_empty() {
            self.fault(&at, What::Empty(code.clone()));
        }
        let is_one = |code: &str| known.indicators.contains(code);
        Talk {
            whom: raw.whom,
            of: self.known("indicator", raw.of, is_one),
            question: self.words(&code, raw.question, TEXT_MAX),
            code,
        }
    }

    /// The tree: each group after the one that it is within, and with something in it.
    fn groups(&mut self, raw: Vec<RawGroup>, used: &BTreeSet<Code>) -> Vec<Group> {
        let above: BTreeSet<Code> = { raw.iter() }
            .filter_map(|group| Some(group.within.as_ref()?.as_ref().clone()))
            .collect();
        let mut before: HashSet<Code> = HashSet::new();
        let mut groups = Vec::new();
        for group in raw {
            let (code, at) = (group.code.as_ref().clone(), group.code.span());
            let is_before = |code: &str| before.contains(code);
            let within = self.known("group", group.within.into_iter().collect(), is_before);
            if !above.contains(&code) && !used.contains(&code) {
                self.fault(&at, What::Empty(code.clone()));
            }
            before.insert(code.clone());
            groups.push(Group {
                name: self.words(&code, group.name, NAME_MAX),
                within: within.into_iter().next(),
                code,
            });
        }
        groups
    }
}

impl Framework {
    /// Reads a framework as it is written, which has to be told in these languages at least: those of the pages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, pages: &[&str]) -> Result<Self, Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let conduct = Conduct::shipped()?;
        let mut reading = Reading::new(text, raw.languages.as_ref());
        for page in pages {
            if !raw.languages.as_ref().iter().any(|own| own == page) {
                let what = What::NoLanguage((*page).to_owned());
                reading.fault(&raw.languages.span(), what);
            }
        }
        reading.once(raw.talk.iter().map(|talk| &talk.code));
        let known = Known {
            conduct: &conduct,
            groups: reading.once(raw.group.iter().map(|group| &group.code)),
            evidence: reading.once(raw.evidence.iter().map(|kind| &kind.code)),
            indicators: reading.once(raw.indicator.iter().map(|own| &own.code)),
        };
        let used = raw.indicator.iter().map(|own| own.group.as_ref().clone());
        let used: BTreeSet<Code> = used.collect();
        let named = |raw: RawNamed| {
            let code = raw.code.into_inner();
            let name = reading.words(&code, raw.name, NAME_MAX);
            Evidence { code, name }
        };
        let evidence = raw.evidence.into_iter().map(named).collect();
        let framework = Framework {
            name: raw.name,
            version: raw.version,
            status: raw.status,
            note: reading.words("note", raw.note, TEXT_MAX),
            missing_after: reading.missing_after(&raw.missing_after),
            groups: reading.groups(raw.group, &used),
            evidence,
            indicators: { raw.indicator.into_iter() }
                .map(|own| reading.indicator(&known, own))
                .collect(),
            talks: { raw.talk.into_iter() }
                .map(|talk| reading.talk(&known, talk))
                .collect(),
            languages: raw.languages.into_inner(),
        };
        reading.whole(framework)
    }
}
