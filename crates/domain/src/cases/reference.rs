//! The name that people use for a case.

use serde::{Deserialize, Serialize};

/// Eight characters, such as `7KMQ-2XH9`: random, so it says nothing of when or in which order cases came.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

/// No vowels (no words by chance), none of `0 O 1 I L` (no doubt when read aloud).
const ALPHABET: &[u8; 27] = b"23456789BCDFGHJKMNPQRSTVWXZ";

impl Reference {
    /// Made of eight random numbers; each is taken modulo the alphabet, which is good enough for a name.
    pub fn from_random(random: [u8; 8]) -> Self {
        let mut text = String::with_capacity(9);
        for (i, byte) in random.into_iter().enumerate() {
            if i == 4 {
                text.push('-');
            }
            text.push(ALPHABET[usize::from(byte) % ALPHABET.len()] as char);
        }
        Self(text)
    }

    /// Reads what a person typed or a row holds.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .collect::<String>()
            .to_uppercase();
        if plain.len() != 8 || !plain.bytes().all(|b| ALPHABET.contains(&b)) {
            return None;
        }
        Some(Self(format!("{}-{}", &plain[..4], &plain[4..])))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_typed_is_understood() {
        let reference = Reference::from_random([0, 1, 2, 3, 4, 5, 6, 255]);
        assert_eq!(reference.as_str(), "2345-678G");
        assert_eq!(Reference::parse("2345 678g").unwrap(), reference);
        for wrong in ["", "2345-678", "2345-678O", "é345-678G"] {
            assert!(Reference::parse(wrong).is_none(), "{wrong}");
        }
    }
}
