//! The word form: 99 bits as nine words of 2,048, the last three bits a check.

use super::{ReceiptError, ReceiptForm, simplified};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

pub(crate) const COUNT: usize = 9;
const BITS: usize = 11;
const CHECK_BITS: usize = 3;

/// A published list of 2,048 words (BIP-39). Languages without one use digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WordList {
    /// English.
    English,
    /// French.
    French,
    /// Spanish.
    Spanish,
}

impl WordList {
    /// All lists.
    pub const ALL: [Self; 3] = [Self::English, Self::French, Self::Spanish];

    /// The list for a language tag such as `fr` or `fr-CA`.
    pub fn for_language(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "fr" => Some(Self::French),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }

    fn words(self) -> &'static [&'static str; 2048] {
        match self {
            Self::English => bip39::Language::English.word_list(),
            Self::French => bip39::Language::French.word_list(),
            Self::Spanish => bip39::Language::Spanish.word_list(),
        }
    }

    fn simple(self) -> &'static Simple {
        static SIMPLE: LazyLock<[Simple; 3]> = LazyLock::new(|| WordList::ALL.map(Simple::of));
        &SIMPLE[self as usize]
    }
}

/// A list as it is compared: lower case without accents.
struct Simple {
    words: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Simple {
    fn of(list: WordList) -> Self {
        let words: Vec<String> = list
            .words()
            .iter()
            .map(|word| (*simplified(word)).clone())
            .collect();
        let numbers = words.iter().cloned().zip(0..).collect();
        Self { words, numbers }
    }
}

/// The number of the word at `place`, counted from 0.
fn number_at(receipt: &[u8; 12], place: usize) -> usize {
    let bits = receipt
        .iter()
        .fold(0, |bits, byte| bits << 8 | u128::from(*byte));
    let bits = bits << CHECK_BITS | u128::from(check(receipt));
    (bits >> (BITS * (COUNT - 1 - place)) & 0x7ff) as usize
}

/// The word at `place`, counted from 0, in the form in which words are compared.
pub(super) fn word_at(receipt: &[u8; 12], list: WordList, place: usize) -> &'static str {
    &list.simple().words[number_at(receipt, place)]
}

pub(super) fn write(receipt: &[u8; 12], list: WordList) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(COUNT * 24));
    for place in 0..COUNT {
        if place > 0 {
            text.push(' ');
        }
        // The lists are kept decomposed; people and search fields expect composed letters.
        text.extend(list.words()[number_at(receipt, place)].nfc());
    }
    text
}

/// Reads simplified text; anything that is no letter separates words, numbers between them are numbering.
pub(super) fn read(plain: &str) -> Result<Zeroizing<[u8; 12]>, ReceiptError> {
    let typed = || {
        plain
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
    };
    let found = typed().count();
    if found != COUNT {
        return Err(ReceiptError::WrongLength {
            found,
            expected: COUNT,
            form: ReceiptForm::Words,
        });
    }
    let known = |list: &WordList| {
        typed()
            .filter(|w| list.simple().numbers.contains_key(*w))
            .count()
    };
    // Lists share some words, so all nine decide; of two that know all, the check decides.
    let best = WordList::ALL.iter().map(known).max().unwrap_or_default();
    let mut error = ReceiptError::WrongCheck;
    for list in WordList::ALL.into_iter().filter(|list| known(list) == best) {
        match read_in(list, typed()) {
            Ok(receipt) => return Ok(receipt),
            Err(mistake) => error = mistake,
        }
    }
    Err(error)
}

fn read_in<'a>(
    list: WordList,
    typed: impl Iterator<Item = &'a str>,
) -> Result<Zeroizing<[u8; 12]>, ReceiptError> {
    let mut bits: u128 = 0;
    for (place, word) in typed.enumerate() {
        let number = list
            .simple()
            .numbers
            .get(word)
            .ok_or_else(|| ReceiptError::UnknownWord {
                position: place + 1,
                word: word.to_owned(),
                suggestion: suggestion(list, word),
            })?;
        bits = bits << BITS | *number as u128;
    }
    let mut receipt = Zeroizing::new([0; 12]);
    receipt.copy_from_slice(&(bits >> CHECK_BITS).to_be_bytes()[4..]);
    if bits & 0b111 != u128::from(check(&receipt)) {
        return Err(ReceiptError::WrongCheck);
    }
    Ok(receipt)
}

/// The first three bits of a hash of the receipt.
fn check(receipt: &[u8; 12]) -> u8 {
    let mut hash = Sha256::new();
    hash.update(b"watchpost/v1/receipt/words\0");
    hash.update(receipt);
    hash.finalize()[0] >> (8 - CHECK_BITS)
}

/// The nearest word of the list, if one is near: two mistakes at most, and nearer than any other.
fn suggestion(list: WordList, typed: &str) -> Option<String> {
    let typed: Vec<char> = typed.chars().take(32).collect();
    let near = |word: &String| distance(&typed, &word.chars().collect::<Vec<_>>());
    let mut found: Vec<(usize, usize)> = list
        .simple()
        .words
        .iter()
        .enumerate()
        .map(|(number, word)| (near(word), number))
        .collect();
    found.sort_unstable();
    let [(best, number), (second, _), ..] = found[..] else {
        return None;
    };
    // Words of these lists differ in their first four letters: enough to know an unfinished or mistyped one.
    let begun =
        |word: &&String| typed.len() >= 4 && word.chars().take(4).eq(typed[..4].iter().copied());
    let number = if best <= 2 && best < second {
        number
    } else {
        list.simple().words.iter().position(|word| begun(&word))?
    };
    Some(list.words()[number].nfc().collect())
}

/// Edit distance in which swapped neighbours count as one mistake.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        rows[i][0] = i;
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}
