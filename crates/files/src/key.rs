//! Keys of objects: random, never names.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;

use crate::{Error, Result};

const MAX_KEY: usize = 255;
const MAX_SEGMENT: usize = 100;

/// The key of an object: `[a-z0-9/._-]`, relative, no empty part and none that begins with a dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// A new key of 128 random bits below `prefix`, spread over two levels of folders.
    ///
    /// # Panics
    /// If `prefix` is not itself a valid key (it is a constant of the program, never input), or if the
    /// operating system has no randomness.
    pub fn random(prefix: &str) -> Key {
        let mut bits = [0u8; 16];
        getrandom::fill(&mut bits).expect("the operating system gives random bytes");
        let hex = HEXLOWER.encode(&bits);
        Key::parse(&format!(
            "{prefix}/{}/{}/{}",
            &hex[..2],
            &hex[2..4],
            &hex[4..]
        ))
        .expect("the prefix is a valid constant")
    }

    /// Checks a key read from a row or a manifest.
    pub fn parse(text: &str) -> Result<Key> {
        let good = text.len() <= MAX_KEY && text.split('/').all(good_segment);
        if good {
            Ok(Key(text.to_owned()))
        } else {
            Err(Error::BadKey)
        }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A leading dot would allow `..` and our own hidden folder.
fn good_segment(segment: &str) -> bool {
    let letters =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-');
    !segment.is_empty()
        && segment.len() <= MAX_SEGMENT
        && !segment.starts_with('.')
        && !segment.contains("..")
        && segment.bytes().all(letters)
}

/// Whether `prefix` can begin a key. It need not end at a slash; an empty one is every key.
pub(crate) fn check_prefix(prefix: &str) -> Result<()> {
    let folder = prefix.strip_suffix('/').unwrap_or(prefix);
    if folder.is_empty() && prefix.is_empty() || Key::parse(folder).is_ok() {
        return Ok(());
    }
    Err(Error::BadKey)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = Error;

    fn from_str(text: &str) -> Result<Key> {
        Key::parse(text)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn traversal_and_other_strange_keys_are_refused() {
        let long = "a/".repeat(200);
        for bad in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            "a/..",
            "a..b",
            "a/./b",
            ".partial/x",
            "a/.hidden",
            "A",
            "a b",
            "a\\b",
            "a\0b",
            "ä",
            "a%2fb",
            "c:a",
            "a\n",
            "~",
            long.as_str(),
        ] {
            assert!(Key::parse(bad).is_err(), "{bad:?} was taken");
        }
        for good in ["a", "a/b", "parts/0f/a1/9_-.x", "1"] {
            assert_eq!(Key::parse(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn random_keys_differ_and_are_spread() {
        let keys: HashSet<Key> = (0..1000).map(|_| Key::random("parts")).collect();
        assert_eq!(keys.len(), 1000);
        for key in &keys {
            let parts: Vec<&str> = key.as_str().split('/').collect();
            assert_eq!(
                (parts[0], parts[1].len(), parts[2].len(), parts[3].len()),
                ("parts", 2, 2, 28)
            );
            assert_eq!(&Key::parse(key.as_str()).unwrap(), key);
        }
    }

    #[test]
    fn prefixes_are_checked() {
        for good in ["", "a", "a/", "a/b"] {
            assert!(check_prefix(good).is_ok(), "{good:?}");
        }
        for bad in ["/", "../", "a//", ".partial/"] {
            assert!(check_prefix(bad).is_err(), "{bad:?}");
        }
    }
}
