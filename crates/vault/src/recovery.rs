//! The printed code with which a member opens the own keys when everything else is lost.

use crate::{OpenError, Opened, derive, envelope, random, receipt::digit_value};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS: usize = 28;
const GROUP: usize = 4;

/// 128 random bits, printed as seven groups of four with 12 bits of check.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<[u8; 16]>);

/// Why typed text is no recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// Not 28 symbols.
    #[error("a recovery code has 28 symbols, this has {found}")]
    WrongLength {
        /// Symbols found.
        found: usize,
    },
    /// A symbol that no code contains, counted from 1.
    #[error("symbol {position} cannot stand in a recovery code")]
    UnknownSymbol {
        /// Position of the symbol, counted from 1.
        position: usize,
    },
    /// All symbols are possible, but at least one is wrong.
    #[error("the recovery code has a mistake")]
    WrongCheck,
}

impl RecoveryCode {
    /// A fresh code from the operating system's randomness.
    pub fn generate() -> Self {
        Self(random::secret())
    }

    /// The text to print: `ABCD-EFGH-…`.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(SYMBOLS + SYMBOLS / GROUP));
        let bits = u128::from_be_bytes(*self.0);
        let check = u32::from(self.check());
        for place in 0..SYMBOLS {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[symbol(bits, check, place)]));
        }
        text
    }

    /// Reads a typed code; case, dashes and spaces do not matter, O counts as 0, I and L as 1.
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeError> {
        let typed = || text.chars().filter(|c| c.is_alphanumeric());
        let found = typed().count();
        if found != SYMBOLS {
            return Err(RecoveryCodeError::WrongLength { found });
        }
        let mut bytes = Zeroizing::new([0; 18]); // 140 bits, the first 4 of the 144 unused
        for (place, c) in typed().enumerate() {
            let value = value_of(c).ok_or(RecoveryCodeError::UnknownSymbol {
                position: place + 1,
            })?;
            for bit in 0..5 {
                let at = 4 + place * 5 + bit;
                bytes[at / 8] |= (value >> (4 - bit) & 1) << (7 - at % 8);
            }
        }
        // Shift the 4 unused bits out: 16 bytes of code, then 12 bits of check.
        let mut code = Zeroizing::new([0; 16]);
        for (at, byte) in code.iter_mut().enumerate() {
            *byte = bytes[at] << 4 | bytes[at + 1] >> 4;
        }
        let check = u16::from(bytes[16] & 0x0f) << 8 | u16::from(bytes[17]);
        let code = Self(code);
        if code.check() != check {
            return Err(RecoveryCodeError::WrongCheck);
        }
        Ok(code)
    }

    /// Wraps a secret (a member's keys) under the code for one purpose.
    pub fn wrap(&self, secret: &[u8], what: &str) -> Vec<u8> {
        envelope::seal(&self.key(what), what.as_bytes(), secret)
    }

    /// Opens what was wrapped under the same code for the same purpose.
    pub fn unwrap(&self, wrapped: &[u8], what: &str) -> Result<Opened<Vec<u8>>, OpenError> {
        envelope::open(&self.key(what), what.as_bytes(), wrapped)
    }

    fn key(&self, what: &str) -> Zeroizing<[u8; 32]> {
        derive::key(
            &self.0[..],
            b"",
            "watchpost/v1/recovery-code",
            what.as_bytes(),
        )
    }

    fn check(&self) -> u16 {
        let mut hash = Sha256::new();
        hash.update(b"watchpost/v1/recovery-code/check\0");
        hash.update(&self.0[..]);
        let hash = hash.finalize();
        u16::from(hash[0]) << 4 | u16::from(hash[1]) >> 4
    }
}

/// The five bits at `place` of the 128 bits of code and the 12 of check.
fn symbol(bits: u128, check: u32, place: usize) -> usize {
    (0..5).fold(0, |value, bit| {
        let at = place * 5 + bit;
        let set = if at < 128 {
            bits >> (127 - at) & 1 == 1
        } else {
            check >> (139 - at) & 1 == 1
        };
        value << 1 | usize::from(set)
    })
}

fn value_of(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    if let Some(digit) = digit_value(c) {
        return Some(digit);
    }
    ALPHABET
        .iter()
        .position(|letter| char::from(*letter) == c)
        .map(|value| value as u8)
}
