//! Reading how a board decides, and what its seats are told.

use serde::Deserialize;
use toml::Spanned;

use super::{
    Code, Names, Sheet,
    board::{Brief, Tracker, Vote},
    read::{Reading, What},
    read_sheets::Scales,
    sheet::Asks,
};
use crate::network::Pillar;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawVote {
    pub code: Spanned<Code>,
    name: Spanned<Names>,
    sheet: Spanned<Code>,
    question: Spanned<Code>,
    abstain: Option<Spanned<Code>>,
    quorum: Spanned<i64>,
    more_than: Spanned<i64>,
    #[serde(default)]
    each_pillar: bool,
    otherwise: Option<Spanned<Code>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBrief {
    pillar: Pillar,
    without: Vec<Spanned<Code>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTracker {
    kinds: Spanned<Code>,
    reached: Spanned<Code>,
    all: Vec<Spanned<Code>>,
    #[serde(default)]
    part: Vec<Spanned<Code>>,
    remind: u32,
}

/// The answers of two scales.
pub(super) fn tracker(reading: &mut Reading<'_>, scales: &Scales, raw: RawTracker) -> Tracker {
    let mut of = |code: Spanned<Code>| {
        let known = scales.get(code.as_ref()).cloned();
        known.unwrap_or_else(|| {
            let (kind, named) = ("scale", code.as_ref().clone());
            reading.fault(&code.span(), What::Unknown { kind, code: named });
            Vec::new()
        })
    };
    let (kinds, reached) = (of(raw.kinds), of(raw.reached));
    let mut one_of = |codes: Vec<Spanned<Code>>| -> Vec<Code> {
        let known = |code: &Spanned<Code>| {
            let mut all = reached.iter();
            all.any(|choice| choice.code == *code.as_ref())
        };
        for code in codes.iter().filter(|code| !known(code)) {
            let (kind, named) = ("answer", code.as_ref().clone());
            reading.fault(&code.span(), What::Unknown { kind, code: named });
        }
        codes.into_iter().map(Spanned::into_inner).collect()
    };
    let (all, part) = (one_of(raw.all), one_of(raw.part));
    Tracker {
        kinds,
        reached,
        all,
        part,
        remind: raw.remind,
    }
}

/// So many in a hundred.
fn share(reading: &mut Reading<'_>, raw: &Spanned<i64>, least: u32, most: u32) -> u32 {
    let number = u32::try_from(*raw.as_ref()).ok();
    let number = number.filter(|n| (least..=most).contains(n));
    number.unwrap_or_else(|| {
        reading.fault(&raw.span(), What::BadShare { least, most });
        least
    })
}

pub(super) fn vote(reading: &mut Reading<'_>, sheets: &[Sheet], raw: RawVote) -> Vote {
    let sheet = sheets
        .iter()
        .find(|sheet| sheet.code == *raw.sheet.as_ref());
    if sheet.is_none() {
        let (kind, code) = ("sheet", raw.sheet.as_ref().clone());
        reading.fault(&raw.sheet.span(), What::Unknown { kind, code });
    }
    let question = sheet.and_then(|sheet| sheet.question(raw.question.as_ref()));
    let choices = match question.map(|question| &question.asks) {
        Some(Asks::One(choices)) => choices.as_slice(),
        Some(_) | None => {
            let (kind, code) = ("question with one answer", raw.question.as_ref().clone());
            reading.fault(&raw.question.span(), What::Unknown { kind, code });
            &[]
        }
    };
    if let Some(abstain) = &raw.abstain
        && !choices
            .iter()
            .any(|choice| choice.code == *abstain.as_ref())
    {
        let (kind, code) = ("answer", abstain.as_ref().clone());
        reading.fault(&abstain.span(), What::Unknown { kind, code });
    }
    let code = raw.code.as_ref().clone();
    Vote {
        name: reading.names(&code, raw.name),
        quorum: share(reading, &raw.quorum, 1, 100),
        more_than: share(reading, &raw.more_than, 50, 99),
        each_pillar: raw.each_pillar,
        otherwise: reading
            .known("sheet", raw.otherwise.into_iter().collect(), |own| {
                &own.sheets
            })
            .pop(),
        sheet: raw.sheet.into_inner(),
        question: raw.question.into_inner(),
        abstain: raw.abstain.map(Spanned::into_inner),
        code,
    }
}

pub(super) fn briefs(raw: Vec<RawBrief>) -> Vec<Brief> {
    let brief = |raw: RawBrief| Brief {
        pillar: raw.pillar,
        without: raw.without.into_iter().map(Spanned::into_inner).collect(),
    };
    raw.into_iter().map(brief).collect()
}
