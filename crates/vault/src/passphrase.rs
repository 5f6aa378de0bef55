//! Passphrases: the hash that signs in, and the separate wrap that unlocks. Both Argon2id, each with its own salt.

use crate::{OpenError, Opened, derive, envelope, random};
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

const SALT: usize = 16;
const FORMAT: u8 = 1;
const WRAP_HEADER: usize = 1 + 3 * 4 + SALT;

/// What a guess at a passphrase costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// What an installation uses: 64 MiB, three passes, one lane (some 150 ms).
    pub const STANDARD: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };
    /// For tests only: worth nothing against a guesser.
    pub const CHEAP_FOR_TESTS: Self = Self {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };
    /// Above this a stored cost is not believed, so that altered bytes cannot exhaust the machine.
    const HIGHEST: Self = Self {
        memory_kib: 512 * 1024,
        passes: 12,
        lanes: 4,
    };

    /// A cost of one's own; `None` if Argon2 does not allow it or it is beyond 512 MiB, 12 passes or 4 lanes.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Option<Self> {
        let cost = Self {
            memory_kib,
            passes,
            lanes,
        };
        let bounded = memory_kib <= Self::HIGHEST.memory_kib
            && passes <= Self::HIGHEST.passes
            && lanes <= Self::HIGHEST.lanes;
        (bounded && cost.params().is_ok()).then_some(cost)
    }

    fn params(self) -> argon2::Result<Params> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
    }

    fn argon2(self) -> Argon2<'static> {
        let params = self.params().expect("a cost is checked when it is made");
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }
}

impl Default for Cost {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// The hash to store for signing in, as a PHC string with salt and cost.
pub fn hash_passphrase(passphrase: &str, cost: Cost) -> String {
    let salt = random::bytes::<SALT>();
    cost.argon2()
        .hash_password_with_salt(prepared(passphrase).as_bytes(), &salt)
        .expect("a salt of 16 bytes and a checked cost always hash")
        .to_string()
}

/// Whether this is the passphrase that was hashed. A hash that cannot be read costs as much as a wrong passphrase.
pub fn verify_passphrase(passphrase: &str, phc: &str) -> bool {
    let Some((hash, cost)) = read_hash(phc) else {
        verify_nothing(Cost::STANDARD);
        return false;
    };
    cost.argon2()
        .verify_password(prepared(passphrase).as_bytes(), &hash)
        .is_ok()
}

/// The same work as [`verify_passphrase`], for a user that does not exist.
pub fn verify_nothing(cost: Cost) {
    std::hint::black_box(stretch("", &[0; SALT], cost));
}

/// Whether a stored hash was made with another cost than `cost` and should be made anew at the next sign-in.
pub fn is_stale_hash(phc: &str, cost: Cost) -> bool {
    read_hash(phc).is_none_or(|(_, found)| found != cost)
}

fn read_hash(phc: &str) -> Option<(PasswordHash, Cost)> {
    let hash = PasswordHash::new(phc).ok()?;
    if hash.algorithm.as_str() != Algorithm::Argon2id.as_str() {
        return None;
    }
    let params = Params::try_from(&hash).ok()?;
    let cost = Cost::new(params.m_cost(), params.t_cost(), params.p_cost())?;
    Some((hash, cost))
}

/// Wraps a secret (a member's keys) under a passphrase for one purpose.
///
/// Bytes: format (1), memory in KiB, passes, lanes (4 each), salt (16), then the sealed secret. The salt is its own, so
/// the hash that signs in says nothing about this key.
pub fn wrap_under_passphrase(secret: &[u8], passphrase: &str, what: &str, cost: Cost) -> Vec<u8> {
    let salt = random::bytes::<SALT>();
    let mut out = vec![FORMAT];
    for number in [cost.memory_kib, cost.passes, cost.lanes] {
        out.extend_from_slice(&number.to_be_bytes());
    }
    out.extend_from_slice(&salt);
    let key = wrapping_key(passphrase, &salt, what, cost);
    let sealed = envelope::seal(&key, &associated(&out, what), secret);
    out.extend_from_slice(&sealed);
    out
}

/// Opens what was wrapped under the same passphrase for the same purpose.
pub fn unwrap_under_passphrase(
    wrapped: &[u8],
    passphrase: &str,
    what: &str,
) -> Result<Opened<Vec<u8>>, OpenError> {
    let (header, sealed) = wrapped
        .split_first_chunk::<WRAP_HEADER>()
        .ok_or(OpenError::Damaged)?;
    let [FORMAT, numbers @ ..] = header else {
        return Err(OpenError::Damaged);
    };
    let mut numbers = numbers.chunks_exact(4).map(|four| {
        four.iter()
            .fold(0, |number: u32, byte| number << 8 | u32::from(*byte))
    });
    let mut number = || numbers.next().ok_or(OpenError::Damaged);
    let cost = Cost::new(number()?, number()?, number()?).ok_or(OpenError::Damaged)?;
    let (_, salt) = header
        .split_last_chunk::<SALT>()
        .ok_or(OpenError::Damaged)?;
    let key = wrapping_key(passphrase, salt, what, cost);
    envelope::open(&key, &associated(header, what), sealed)
}

fn wrapping_key(
    passphrase: &str,
    salt: &[u8; SALT],
    what: &str,
    cost: Cost,
) -> Zeroizing<[u8; 32]> {
    let stretched = stretch(passphrase, salt, cost);
    derive::key(
        &stretched[..],
        b"",
        "watchpost/v1/passphrase/wrap",
        what.as_bytes(),
    )
}

fn associated(header: &[u8], what: &str) -> Vec<u8> {
    let mut associated = b"watchpost/v1/passphrase/wrap\0".to_vec();
    derive::put_field(&mut associated, header);
    derive::put_field(&mut associated, what.as_bytes());
    associated
}

fn stretch(passphrase: &str, salt: &[u8], cost: Cost) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    cost.argon2()
        .hash_password_into(prepared(passphrase).as_bytes(), salt, &mut out[..])
        .expect("a salt of 16 bytes and a checked cost always hash");
    out
}

/// One passphrase has one form whatever the keyboard: composed characters and plain spaces (RFC 8265, OpaqueString).
fn prepared(passphrase: &str) -> Zeroizing<String> {
    // Composing never makes text longer in bytes than three times; room at once leaves no copies behind.
    let mut text = Zeroizing::new(String::with_capacity(passphrase.len() * 3));
    let spaced = passphrase
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c });
    text.extend(spaced.nfc());
    text
}

#[cfg(test)]
thread_local! {
    /// How many receipts this thread has stretched.
    pub(crate) static STRETCHED: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

pub(crate) fn stretch_receipt(receipt: &[u8; 12], salt: &[u8; SALT]) -> Zeroizing<[u8; 32]> {
    #[cfg(test)]
    STRETCHED.set(STRETCHED.get() + 1);
    // A receipt's strength is its 96 bits; this only makes each guess dearer, and must stay cheap at the door.
    let cost = Cost {
        memory_kib: 1024,
        passes: 1,
        lanes: 1,
    };
    let mut out = Zeroizing::new([0; 32]);
    cost.argon2()
        .hash_password_into(receipt, salt, &mut out[..])
        .expect("a salt of 16 bytes and a fixed cost always hash");
    out
}
