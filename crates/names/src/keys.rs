//! Keys under which a word is found by what may have become of it.
//!
//! Its *bones* are the consonants that it has in every script; with each left out in turn, words are found that differ in one of them.
//! Its *threes* are the pieces of three of its sounds, and of its Latin letters; they find what was misspelt anywhere.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::{
    sounds::{coarse, skeletons},
    word::Word,
};

/// Words with fewer bones share too many when one is left out.
const LEAVE_OUT_FROM: usize = 3;
/// More would only cost.
const BONES: usize = 12;

/// A key, and what it says when two words share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// All bones.
    Bones(u64),
    /// All but one.
    Without(u64),
    /// Three sounds or letters.
    Three(u64),
}

impl Key {
    /// The number under which it is kept. Bones are one kind, so that what lacks one finds what never had it.
    pub fn number(self) -> u64 {
        match self {
            Key::Bones(n) | Key::Without(n) | Key::Three(n) => n,
        }
    }
}

fn number(kind: u8, bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    (kind, bytes).hash(&mut hasher);
    hasher.finish()
}

/// The key of initials.
pub fn initials(letters: &str) -> u64 {
    number(b'i', letters.as_bytes())
}

/// How many threes a word has.
pub fn threes(word: &Word) -> u8 {
    (word.sounds.len() + word.letters.len()) as u8
}

/// All keys of a word, each once.
pub fn keys(word: &Word) -> Vec<Key> {
    let mut keys = Vec::with_capacity(4 * word.letters.len() + 2);
    let mut readings = skeletons(&word.sounds);
    for bones in &mut readings {
        bones.truncate(BONES);
        if !bones.is_empty() {
            keys.push(Key::Bones(number(b'b', bones)));
        }
    }
    for bones in readings
        .iter()
        .filter(|bones| bones.len() >= LEAVE_OUT_FROM)
    {
        for at in 0..bones.len() {
            let mut rest = bones.clone();
            rest.remove(at);
            rest.dedup();
            keys.push(Key::Without(number(b'b', &rest)));
        }
    }
    keys.extend(pieces(b's', &coarse(&word.sounds).collect::<Vec<u8>>()));
    keys.extend(pieces(b'l', word.letters.as_bytes()));
    // Stable, so that all bones stand before those with one left out.
    keys.sort_by_key(|key| key.number());
    keys.dedup_by_key(|key| key.number());
    keys
}

/// The pieces of three, its beginning and its end told.
fn pieces(kind: u8, text: &[u8]) -> Vec<Key> {
    let whole = [b"^", text, b"$"].concat();
    let threes = whole.windows(3);
    threes
        .map(|three| Key::Three(number(kind, three)))
        .collect()
}
