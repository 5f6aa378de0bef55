//! Which names are worth a careful look: a bounded number, by the words that may be meant.

use rustc_hash::FxHashMap;

use crate::{
    distance::alike,
    index::{Index, NameId, WordId, initials},
    keys::{Key, keys, threes},
    sounds::coarse,
    split,
    vocabulary::{Kind, Trade, kinds, trade_word, trade_words},
    weights,
    word::Word,
};

/// Words of the index that are looked up for one that was said.
const LOOKED_UP: usize = 30_000;
/// Of these, how many are compared with care: of those whose bones differ, differ in one, are the same.
const COMPARED: [usize; 3] = [80, 80, 160];
/// What rare bones count beside pieces, where words are put in order before that.
const RARE: f32 = 0.08;
/// How many may be meant by one word, of those in its script and of those in others: where vowels are missing, likeness is another measure.
const MEANT: usize = 48;
/// From which likeness on a word may be meant.
const MAY_BE: f32 = 0.55;
/// Names that are looked up for all words together.
const NAMES: usize = 80_000;
/// Names that are compared roughly, and with care; the latter of each of the two kinds of script, again.
const ROUGH: usize = 2_000;
const CAREFUL: usize = 140;
/// Names that are taken because their initials were said.
const INITIALS: usize = 300;

/// A name as it was said.
pub struct Said {
    pub words: Vec<SaidWord>,
    /// The words, and neighbours that may be one word.
    units: Vec<Unit>,
}

pub struct SaidWord {
    pub word: Word,
    pub id: Option<WordId>,
    pub kind: Kind,
    pub trade: Option<Trade>,
    pub weight: f32,
}

struct Unit {
    /// What it tells.
    weight: f32,
    /// The words of the index that may be meant, and how like they are.
    meant: Vec<(WordId, f32)>,
}

impl Said {
    pub fn read(index: &Index, said: &str) -> Said {
        let words: Vec<Word> = split::words(said)
            .iter()
            .map(|word| Word::read(word))
            .collect();
        let kinds = kinds(&words);
        let words: Vec<SaidWord> = { words.into_iter().zip(kinds) }
            .map(|(word, kind)| SaidWord::read(index, word, kind))
            .collect();
        let units = units(index, &words);
        Said { words, units }
    }
}

impl SaidWord {
    fn read(index: &Index, word: Word, kind: Kind) -> SaidWord {
        let id = index.word_id(&word.native);
        let trade = match id {
            Some(id) => index.word(id).trade,
            None => trade_word(&word.native).or_else(|| misspelt_trade_word(&word)),
        };
        SaidWord {
            weight: weights::said(index, id, kind, trade, word.letters.len()),
            word,
            id,
            kind,
            trade,
        }
    }
}

fn misspelt_trade_word(word: &Word) -> Option<Trade> {
    if word.sounds.len() < 4 {
        return None;
    }
    let begins = coarse(&word.sounds).next();
    let fits = |(known, _): &&(Word, Trade)| {
        let longer = known.sounds.len().abs_diff(word.sounds.len());
        longer <= 3 && coarse(&known.sounds).next() == begins
    };
    let near = trade_words().iter().filter(fits);
    let near = near.map(|(known, trade)| (alike(word, known), *trade));
    let best = near.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.85).then_some(best.1)
}

fn units(index: &Index, words: &[SaidWord]) -> Vec<Unit> {
    let mut tally = Tally::new(index);
    let mut units: Vec<Unit> = Vec::new();
    for word in words.iter().filter(|word| word.kind == Kind::Own) {
        let meant = match (word.id, word.trade) {
            // What everybody writes is not looked for in what is written nearly so.
            (Some(id), Some(_)) => vec![(id, 1.0)],
            _ => meant(index, &mut tally, &word.word, 1),
        };
        let weight = word.weight;
        units.push(Unit { weight, meant });
    }
    for pair in words.windows(2).filter(|pair| may_be_one(pair)) {
        units.push(Unit {
            weight: pair[0].weight.max(pair[1].weight),
            meant: meant(index, &mut tally, &pair[0].word.joined(&pair[1].word), 2),
        });
    }
    if units.is_empty() {
        // Nothing but legal forms and small words: they are all that was said.
        let known = words
            .iter()
            .filter_map(|word| Some((word.weight, word.id?)));
        units.extend(known.map(|(weight, id)| Unit {
            weight,
            meant: vec![(id, 1.0)],
        }));
    }
    units.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    units
}

/// Neighbours that may be one word; those of the trade hardly grow together with others.
fn may_be_one(pair: &[SaidWord]) -> bool {
    let own = pair.iter().all(|word| word.kind == Kind::Own);
    let trade = pair.iter().any(|word| word.trade.is_some());
    let letters: usize = pair.iter().map(|word| word.word.letters.len()).sum();
    own && !trade && letters <= split::MAX_WORD
}

/// The words of the index that may be meant by a word, with a part of the work where that is less likely.
fn meant(index: &Index, tally: &mut Tally, word: &Word, part: usize) -> Vec<(WordId, f32)> {
    let mut near = rough_words(index, tally, word, part);
    near.extend(halves(index, word));
    near.sort_unstable();
    near.dedup();
    let mut meant: Vec<(WordId, f32)> = near
        .into_iter()
        .map(|id| (id, likeness(word, &index.word(id).word)))
        .filter(|(_, like)| *like >= MAY_BE)
        .collect();
    meant.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let is_same = |(id, _): &(WordId, f32)| index.word(*id).word.script == word.script;
    of_each_script(meant, is_same, MEANT)
}

/// The first so many of those in the same script, and as many of the others.
fn of_each_script<T>(sorted: Vec<T>, is_same: impl Fn(&T) -> bool, count: usize) -> Vec<T> {
    let mut left = [count; 2];
    let is_kept = |one: &T| {
        let left = &mut left[usize::from(is_same(one))];
        let is_kept = *left > 0;
        *left = left.saturating_sub(1);
        is_kept
    };
    let mut kept = sorted;
    kept.retain(is_kept);
    kept
}

/// How like a word is, a half of one too.
fn likeness(said: &Word, known: &Word) -> f32 {
    let part = said.letters.len() > known.letters.len() + 2
        && known.letters.len() >= 3
        && (said.letters.starts_with(&*known.letters) || said.letters.ends_with(&*known.letters));
    alike(said, known).max(if part { 0.6 } else { 0.0 })
}

/// What words of the index share with one that was said.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    threes: u8,
    bones: Bones,
    /// How rare the rarest bones are that are shared: how often the index has to be halved to hold only words with them.
    rare: u8,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Bones {
    #[default]
    Differ,
    AllButOne,
    Same,
}

/// What is shared, by the number of the word; made once for a search and emptied after each word.
struct Tally {
    shared: Vec<Shared>,
    touched: Vec<WordId>,
}

impl Tally {
    fn new(index: &Index) -> Self {
        Tally {
            shared: vec![Shared::default(); index.word_count()],
            touched: Vec::new(),
        }
    }

    fn add(&mut self, id: WordId, key: Key, rare: u8) {
        let shared = &mut self.shared[id as usize];
        if shared.threes == 0 && shared.bones == Bones::Differ {
            self.touched.push(id);
        }
        match key {
            Key::Bones(_) => shared.bones = Bones::Same,
            Key::Without(_) => shared.bones = shared.bones.max(Bones::AllButOne),
            Key::Three(_) => {
                shared.threes = shared.threes.saturating_add(1);
                return;
            }
        }
        shared.rare = shared.rare.max(rare);
    }

    fn empty(&mut self) -> Vec<(WordId, Shared)> {
        let shared = &mut self.shared;
        let take = |id: WordId| (id, std::mem::take(&mut shared[id as usize]));
        self.touched.drain(..).map(take).collect()
    }
}

/// Words that share the most keys with one, the rarest keys first: so many of those that differ in their bones, in one of them, in none.
/// Each have places of their own, since where vowels are missing pieces tell nothing, and where a consonant is wrong bones do not.
fn rough_words(index: &Index, tally: &mut Tally, word: &Word, part: usize) -> Vec<WordId> {
    let mut all = keys(word);
    all.extend(word.bare.iter().flat_map(|bare| keys(bare)));
    let mut found: Vec<(Key, &[WordId])> = { all.into_iter() }
        .map(|key| (key, index.words_with(key.number())))
        .collect();
    found.sort_by_key(|(key, words)| (!matches!(key, Key::Bones(_)), words.len()));
    let mut left = LOOKED_UP / part;
    for (key, words) in found {
        let Some(rest) = left.checked_sub(words.len()) else {
            break;
        };
        left = rest;
        let rare = (index.word_count() / words.len().max(1)).checked_ilog2();
        let rare = rare.unwrap_or(0) as u8;
        words.iter().for_each(|id| tally.add(*id, key, rare));
    }
    let own = f32::from(threes(word));
    let mut by: [Vec<(f32, WordId)>; 3] = Default::default();
    for (id, shared) in tally.empty() {
        let near = f32::from(shared.threes) / (own + f32::from(index.threes(id)));
        let near = near + RARE * f32::from(shared.rare);
        by[shared.bones as usize].push((near, id));
    }
    let of_each = by.into_iter().zip(COMPARED);
    of_each
        .flat_map(|(near, count)| best(near, count))
        .collect()
}

fn best(mut near: Vec<(f32, WordId)>, count: usize) -> impl Iterator<Item = WordId> {
    if near.len() > count {
        near.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(count);
    }
    near.into_iter().map(|(_, id)| id)
}

/// Words of which this one may be made, grown together.
fn halves(index: &Index, word: &Word) -> Vec<WordId> {
    let native = &*word.native;
    let cuts = native.char_indices().skip(3).map(|(at, _)| at);
    let cuts = cuts.filter(|at| native[*at..].chars().nth(2).is_some());
    cuts.flat_map(|at| [index.word_id(&native[..at]), index.word_id(&native[at..])])
        .flatten()
        .collect()
}

/// The names that are worth a careful look.
pub fn names(index: &Index, said: &Said) -> Vec<NameId> {
    let mut names = careful(index, said, touched(index, said));
    names.extend(by_initials(index, said));
    names.sort_unstable();
    names.dedup();
    names
}

/// Names that have words which may be meant, with the sum of what these tell.
fn touched(index: &Index, said: &Said) -> Vec<(NameId, f32)> {
    let mut sums = vec![0f32; index.name_count()];
    let mut last = vec![0u8; index.name_count()];
    let mut touched: Vec<NameId> = Vec::new();
    let mut left = NAMES;
    for (unit, number) in said.units.iter().zip(1u8..) {
        for (word, like) in &unit.meant {
            let entry = index.word(*word);
            let Some(rest) = left.checked_sub(entry.names.len()) else {
                continue;
            };
            left = rest;
            let value = like * like * unit.weight;
            for id in &entry.names {
                let at = *id as usize;
                if last[at] == number {
                    continue;
                }
                if last[at] == 0 {
                    touched.push(*id);
                }
                last[at] = number;
                sums[at] += value;
            }
        }
    }
    let live = touched.into_iter().filter(|id| !index.name(*id).is_removed);
    live.map(|id| (id, sums[id as usize])).collect()
}

/// The best of them, by what is said of the name and what of it is said.
fn careful(index: &Index, said: &Said, mut touched: Vec<(NameId, f32)>) -> Vec<NameId> {
    let by_sum = |a: &(NameId, f32), b: &(NameId, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if touched.len() > ROUGH {
        touched.select_nth_unstable_by(ROUGH, by_sum);
        touched.truncate(ROUGH);
    }
    let mut value: FxHashMap<WordId, f32> = FxHashMap::default();
    for (word, like) in said.units.iter().flat_map(|unit| &unit.meant) {
        let best = value.entry(*word).or_default();
        *best = best.max(like * like);
    }
    for (id, sum) in &mut touched {
        let mut all = 0.1;
        let mut found = 0.0;
        for (word, kind) in &*index.name(*id).words {
            let weight = weights::registered(index, *word, *kind);
            all += weight;
            found += weight * value.get(word).copied().unwrap_or(0.0);
        }
        *sum = 0.7 * *sum + 0.3 * found / all + 0.3 * found;
    }
    touched.sort_unstable_by(by_sum);
    let script = said.words.first().map(|word| word.word.script);
    let is_same = |(id, _): &(NameId, f32)| {
        let first = index.name(*id).words.first();
        first.map(|(word, _)| index.word(*word).word.script) == script
    };
    let kept = of_each_script(touched, is_same, CAREFUL);
    kept.into_iter().map(|(id, _)| id).collect()
}

/// Names whose initials were said, and names that are the initials of what was said.
fn by_initials(index: &Index, said: &Said) -> Vec<NameId> {
    let mut found: Vec<NameId> = Vec::new();
    let short = |word: &&SaidWord| (2..=6).contains(&word.word.letters.len());
    for word in said.words.iter().filter(short) {
        found.extend(
            index
                .names_with_initials(&word.word.letters)
                .iter()
                .take(INITIALS),
        );
    }
    let kinds: Vec<Kind> = said.words.iter().map(|word| word.kind).collect();
    let words: Vec<Word> = said.words.iter().map(|word| word.word.clone()).collect();
    let letters = initials(&words, &kinds);
    if letters.len() >= 2
        && let Some(id) = index.word_id(&letters)
    {
        found.extend(index.word(id).names.iter().take(INITIALS));
    }
    found.retain(|id| !index.name(*id).is_removed);
    found
}
