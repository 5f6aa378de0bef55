//! How much a word tells: the rarer it is among the registered names, the more.

use crate::{
    index::{Index, WordId},
    vocabulary::{Kind, Trade},
};

/// What a word of the trade tells at most, however rare it is in this index.
const TRADE: f32 = 0.25;
const SMALL: f32 = 0.05;
const LEGAL: f32 = 0.03;
/// A small index is weighed as if it had this many names more, or two companies with the same word would make it a common one.
const AT_LEAST: f32 = 1000.0;

/// Of a word in a name of the index, from 0 to 1.
pub fn registered(index: &Index, id: WordId, kind: Kind) -> f32 {
    match kind {
        Kind::Legal => LEGAL,
        Kind::Small => SMALL,
        Kind::Own => by_rarity(index, id),
    }
}

/// Of a word that was said.
pub fn said(
    index: &Index,
    id: Option<WordId>,
    kind: Kind,
    trade: Option<Trade>,
    letters: usize,
) -> f32 {
    match (kind, id) {
        (Kind::Legal, _) => LEGAL,
        (Kind::Small, _) => SMALL,
        (Kind::Own, Some(id)) => by_rarity(index, id),
        (Kind::Own, None) if letters < 2 => LETTER,
        (Kind::Own, None) if trade.is_some() => TRADE,
        (Kind::Own, None) => 1.0,
    }
}

/// What one letter tells.
const LETTER: f32 = 0.1;

fn by_rarity(index: &Index, id: WordId) -> f32 {
    let entry = index.word(id);
    let names = index.live_names() as f32 + AT_LEAST;
    let with_it = entry.live.max(1) as f32;
    let weight = (1.0 + names / with_it).ln() / (1.0 + names).ln();
    if entry.word.letters.len() < 2 {
        return weight.min(LETTER);
    }
    match entry.trade {
        Some(_) => weight.min(TRADE),
        None => weight,
    }
}
