//! Receipts: the 96 random bits with which a reporter comes back, as nine words or thirty digits.

mod digits;
mod words;

pub(crate) use digits::value as digit_value;
pub use words::WordList;

use crate::{Identity, OpenError, derive, envelope, passphrase, random};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use std::fmt;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use zeroize::Zeroizing;

const SALT: usize = 16;
const FORMAT: u8 = 1;

/// The secret in a reporter's hands. Both written forms are the same secret.
#[derive(Clone)]
pub struct Receipt(Zeroizing<[u8; 12]>);

/// A server secret outside database and backup, without which a seized disk does not even show which receipts exist.
#[derive(Clone)]
pub struct Pepper(Zeroizing<[u8; 32]>);

impl Pepper {
    /// A fresh pepper from the operating system's randomness.
    pub fn generate() -> Self {
        Self(random::secret())
    }

    /// A pepper that was stored.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes to store.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The written form somebody seems to have typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptForm {
    /// Nine words.
    Words,
    /// Thirty digits.
    Digits,
}

/// Why typed text is no receipt. Says what to mend, since the person typing may be in fear and in haste.
#[derive(Clone, PartialEq, Eq)]
pub enum ReceiptError {
    /// One of nine words is in no list.
    UnknownWord {
        /// Which word, counted from 1.
        position: usize,
        /// The word as typed.
        word: String,
        /// The word probably meant.
        suggestion: Option<String>,
    },
    /// The right number of words or digits, but at least one is wrong or two have changed places.
    WrongCheck,
    /// Too many or too few.
    WrongLength {
        /// Words or digits found.
        found: usize,
        /// Words or digits a receipt has.
        expected: usize,
        /// Which of the two.
        form: ReceiptForm,
    },
    /// Neither words nor digits.
    Empty,
}

// By hand: what was typed is nearly a secret, and errors end up in logs.
impl fmt::Debug for ReceiptError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ReceiptError({self})")
    }
}

impl fmt::Display for ReceiptError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownWord { position, .. } => write!(out, "word {position} is in no list"),
            Self::WrongCheck => out.write_str("the receipt has a mistake"),
            Self::WrongLength {
                found, expected, ..
            } => {
                write!(out, "{found} found where a receipt has {expected}")
            }
            Self::Empty => out.write_str("no receipt given"),
        }
    }
}

impl std::error::Error for ReceiptError {}

/// Which part of the receipt is to be typed back before sending, in either form. Counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptPart {
    /// This word of the nine,
    pub word: usize,
    /// or this group of the six.
    pub group: usize,
}

impl Receipt {
    /// Words in the word form.
    pub const WORDS: usize = words::COUNT;
    /// Digits in the digit form.
    pub const DIGITS: usize = digits::COUNT;

    /// A fresh receipt.
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 12]);
        rng.fill_bytes(&mut bytes[..]);
        Self(bytes)
    }

    /// A receipt from its bytes.
    pub fn from_bytes(bytes: [u8; 12]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes of the receipt.
    pub fn as_bytes(&self) -> &[u8; 12] {
        &self.0
    }

    /// Nine words with single spaces.
    pub fn words(&self, list: WordList) -> Zeroizing<String> {
        words::write(&self.0, list)
    }

    /// Thirty digits in six groups of five with single spaces.
    pub fn digits(&self) -> Zeroizing<String> {
        digits::write(&self.0)
    }

    /// Reads either form: words of any shipped list, or digits of any script; case, accents, spaces, dashes and
    /// numbering of the words do not matter.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let plain = simplified(text);
        let digits = plain.chars().filter(|c| digit_value(*c).is_some()).count();
        let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
        let bytes = if digits + letters == 0 {
            return Err(ReceiptError::Empty);
        } else if digits > letters {
            digits::read(&plain)?
        } else {
            words::read(&plain)?
        };
        Ok(Self(bytes))
    }

    /// The id under which the report is found.
    pub fn lookup(&self, pepper: &Pepper) -> [u8; 32] {
        *derive::key(
            &self.0[..],
            &pepper.0[..],
            "watchpost/v1/receipt/lookup",
            b"",
        )
    }

    /// Wraps the reporter's identity. Bytes: format (1), salt (16), then the sealed secret.
    pub fn wrap(&self, reporter: &Identity) -> Vec<u8> {
        let salt = random::bytes::<SALT>();
        let mut out = vec![FORMAT];
        out.extend_from_slice(&salt);
        out.extend(envelope::seal(
            &self.wrapping_key(&salt),
            WRAP_LABEL,
            reporter.seed(),
        ));
        out
    }

    /// Opens the reporter's identity. What is damaged costs as much to try as what is whole: the time tells nothing.
    pub fn unwrap(&self, wrapped: &[u8]) -> Result<Identity, OpenError> {
        let parts = wrapped
            .strip_prefix(&[FORMAT])
            .and_then(|rest| rest.split_first_chunk::<SALT>());
        let (salt, sealed) = parts.unwrap_or((&[0; SALT], &[]));
        let seed = envelope::open(&self.wrapping_key(salt), WRAP_LABEL, sealed)?;
        let seed: [u8; 32] = seed.as_slice().try_into().map_err(|_| OpenError::Damaged)?;
        Ok(Identity::from_seed(Zeroizing::new(seed)))
    }

    /// The part to be typed back: always the same one for the same receipt, so that a reloaded page asks the same.
    pub fn part_to_type_back(&self) -> ReceiptPart {
        let mut hash = Sha256::new();
        hash.update(b"watchpost/v1/receipt/part\0");
        hash.update(&self.0[..]);
        let hash = hash.finalize();
        ReceiptPart {
            word: usize::from(hash[0]) % words::COUNT + 1,
            group: usize::from(hash[1]) % digits::GROUPS + 1,
        }
    }

    /// Whether the typed text is the asked part in either form, or the whole receipt.
    pub fn matches_part(&self, typed: &str) -> bool {
        let part = self.part_to_type_back();
        let plain = simplified(typed);
        let plain = plain.trim();
        let word = WordList::ALL
            .into_iter()
            .any(|list| words::word_at(&self.0, list, part.word - 1) == plain);
        let group = digits::values(plain).is_some_and(|typed| {
            let all = digits::write(&self.0);
            let asked = all.split(' ').nth(part.group - 1).and_then(digits::values);
            !typed.is_empty() && asked.is_some_and(|asked| asked == typed)
        });
        word || group || Self::parse(typed).is_ok_and(|receipt| receipt.0 == self.0)
    }

    fn wrapping_key(&self, salt: &[u8; SALT]) -> Zeroizing<[u8; 32]> {
        let stretched = passphrase::stretch_receipt(&self.0, salt);
        derive::key(&stretched[..], b"", "watchpost/v1/receipt/wrap", b"")
    }
}

const WRAP_LABEL: &[u8] = b"watchpost/v1/receipt/reporter";

/// Lower case without accents and ligatures, whatever way they were typed.
fn simplified(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len() * 4));
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c));
    for c in letters.flat_map(char::to_lowercase) {
        match c {
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passphrase::STRETCHED;

    #[test]
    fn whatever_is_unwrapped_is_stretched_for_once() {
        let (receipt, other) = (Receipt::from_bytes([1; 12]), Receipt::from_bytes([2; 12]));
        let wrapped = receipt.wrap(&Identity::generate());
        let mut changed = wrapped.clone();
        *changed.last_mut().expect("it is long") ^= 1;
        let mut of_another_format = wrapped.clone();
        of_another_format[0] ^= 1;
        let cost = |receipt: &Receipt, wrapped: &[u8]| {
            let before = STRETCHED.get();
            let opened = receipt.unwrap(wrapped).is_ok();
            (opened, STRETCHED.get() - before)
        };
        assert_eq!(cost(&receipt, &wrapped), (true, 1));
        assert_eq!(cost(&other, &wrapped), (false, 1));
        for damaged in [&changed[..], &of_another_format, &wrapped[..9], &[]] {
            assert_eq!(cost(&receipt, damaged), (false, 1), "{}", damaged.len());
        }
    }
}
