//! Words that tell little: of the trade, legal forms, small ones. As data, in `vocabulary/`.
//!
//! How much a word tells is otherwise counted in the index; these lists are for a small index, for what is misspelt, and for
//! knowing that *ulinzi* and *guards* say the same.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{arabic, split, word::Word};

/// What a word of the trade means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trade {
    /// Words with the same number mean the same.
    pub meaning: u8,
    /// Whether it is a short form.
    pub is_short: bool,
}

/// The lists, in the form in which words are compared.
pub struct Vocabulary {
    trade: FxHashMap<String, Trade>,
    legal: FxHashSet<String>,
    small: FxHashSet<String>,
}

/// How a word stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Own,
    Small,
    Legal,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    trade: trade(include_str!("vocabulary/trade.txt")),
    legal: plain(include_str!("vocabulary/legal.txt")),
    small: plain(include_str!("vocabulary/small.txt")),
});

/// Words of the trade that a misspelt one is compared with, by their sounds.
static TRADE_WORDS: LazyLock<Vec<(Word, Trade)>> = LazyLock::new(|| {
    let mut words: Vec<_> = VOCABULARY.trade.iter().collect();
    words.sort_unstable_by(|a, b| a.0.cmp(b.0));
    let long = words.into_iter().filter(|(_, trade)| !trade.is_short);
    long.map(|(word, trade)| (Word::read(word), *trade))
        .filter(|(word, _)| word.sounds.len() >= 4)
        .collect()
});

/// What a word means in the trade.
pub fn trade_word(native: &str) -> Option<Trade> {
    VOCABULARY.trade.get(native).copied()
}

/// Words of the trade, to find a misspelt one among them.
pub fn trade_words() -> &'static [(Word, Trade)] {
    &TRADE_WORDS
}

/// How each word stands in a name. Legal forms stand at its ends, and something else must be left.
pub fn kinds(words: &[Word]) -> Vec<Kind> {
    let legal = |word: &&Word| VOCABULARY.legal.contains(&*word.native);
    let ignored = |word: &Word| VOCABULARY.small.contains(&*word.native);
    let at_end = { words.iter().rev() }
        .take_while(|word| legal(word) || ignored(word))
        .count();
    let at_start = words.iter().take_while(legal).count();
    let between = at_start..words.len() - at_end;
    let kind = |(at, word): (usize, &Word)| match () {
        () if between.is_empty() => Kind::Own,
        () if !between.contains(&at) && legal(&word) => Kind::Legal,
        () if ignored(word) => Kind::Small,
        () => Kind::Own,
    };
    words.iter().enumerate().map(kind).collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    { text.lines() }.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A word of a list as it is after a name was cut.
fn folded(word: &str) -> String {
    let joined = split::words(word).concat();
    Word::read(arabic::bare(&joined)).native.into_string()
}

fn plain(text: &str) -> FxHashSet<String> {
    { lines(text) }
        .flat_map(str::split_whitespace)
        .map(folded)
        .collect()
}

fn trade(text: &str) -> FxHashMap<String, Trade> {
    let mut trade = FxHashMap::default();
    for (meaning, line) in (0u8..).zip(lines(text)) {
        let words = line.split_once(':').map_or("", |(_, words)| words);
        for word in words.split_whitespace() {
            let is_short = word.ends_with('.');
            trade
                .entry(folded(word))
                .or_insert(Trade { meaning, is_short });
        }
    }
    trade
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds_of(name: &str) -> String {
        let words: Vec<Word> = split::words(name)
            .iter()
            .map(|word| Word::read(word))
            .collect();
        let letter = |kind| match kind {
            Kind::Own => 'o',
            Kind::Small => 's',
            Kind::Legal => 'l',
        };
        kinds(&words).into_iter().map(letter).collect()
    }

    #[test]
    fn legal_forms_stand_at_the_ends() {
        for (name, expected) in [
            ("Kivuli Guards (Pty) Ltd", "ooll"),
            ("Vigilancia del Norte, S.A. de C.V.", "osolsl"),
            ("ООО «Щит»", "lo"),
            ("شركة النسر للحراسة ش.م.م", "lool"),
            ("SA Guards", "lo"),
            ("Ltd", "o"),
            ("", ""),
        ] {
            assert_eq!(kinds_of(name), expected, "{name}");
        }
    }

    #[test]
    fn the_trade_is_known_in_many_languages() {
        let meaning = |word: &str| trade_word(&folded(word)).unwrap().meaning;
        for word in ["Sécurité", "للحراسة", "охрана", "Ulinzi", "Seguridad"] {
            assert_eq!(meaning(word), meaning("guards"), "{word}");
        }
        assert!(trade_word(&folded("Svcs.")).unwrap().is_short);
    }
}
