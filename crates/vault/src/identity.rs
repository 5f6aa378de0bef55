//! Hybrid identities (X25519 and ML-KEM-768 together), written exactly as the age format writes them.

use crate::{KeyError, bech, hybrid, random};
use std::{
    fmt,
    str::FromStr,
    sync::{Arc, OnceLock},
};
use x_wing::{EncapsulationKey, TryKeyInit};
use zeroize::Zeroizing;

const SECRET_PREFIX: &str = "AGE-SECRET-KEY-PQ-";
const PUBLIC_PREFIX: &str = "age1pq";

/// A secret hybrid identity. Cheap to clone; all clones share the expanded key and the public half, made at the first use.
#[derive(Clone)]
pub struct Identity(Arc<Inner>);

struct Inner {
    seed: Zeroizing<[u8; 32]>,
    expanded: OnceLock<hybrid::Expanded>,
    recipient: OnceLock<Recipient>,
}

impl Identity {
    /// A fresh identity from the operating system's randomness.
    pub fn generate() -> Self {
        Self::from_seed(random::secret())
    }

    /// The identity of 32 secret bytes that are kept elsewhere.
    pub fn from_seed(seed: Zeroizing<[u8; 32]>) -> Self {
        Self(Arc::new(Inner {
            seed,
            expanded: OnceLock::new(),
            recipient: OnceLock::new(),
        }))
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.0.seed
    }

    pub(crate) fn expanded(&self) -> &hybrid::Expanded {
        self.0
            .expanded
            .get_or_init(|| hybrid::Expanded::from_seed(&self.0.seed))
    }

    /// The public half, to which others seal.
    pub fn recipient(&self) -> Recipient {
        let made = || {
            Recipient::from_bytes(self.expanded().public()).expect("a public key we made is valid")
        };
        self.0.recipient.get_or_init(made).clone()
    }

    /// The secret as age writes it: `AGE-SECRET-KEY-PQ-1…`.
    pub fn to_secret(&self) -> Zeroizing<String> {
        bech::encode_upper(SECRET_PREFIX, self.seed())
    }

    /// Reads `AGE-SECRET-KEY-PQ-1…`; spaces around it are ignored.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Ok(Self::from_seed(bech::decode(SECRET_PREFIX, text.trim())?))
    }
}

/// The public half of an [`Identity`]. Cheap to clone.
#[derive(Clone)]
pub struct Recipient(Arc<Public>);

struct Public {
    bytes: [u8; x_wing::ENCAPSULATION_KEY_SIZE],
    key: EncapsulationKey,
}

impl Recipient {
    fn from_bytes(bytes: &[u8; x_wing::ENCAPSULATION_KEY_SIZE]) -> Result<Self, KeyError> {
        let key = EncapsulationKey::new(bytes.into()).map_err(|_| KeyError::Malformed)?;
        Ok(Self(Arc::new(Public { bytes: *bytes, key })))
    }

    pub(crate) fn key(&self) -> &EncapsulationKey {
        &self.0.key
    }
}

impl FromStr for Recipient {
    type Err = KeyError;

    /// Reads `age1pq1…`; spaces around it are ignored. Recipients without the post-quantum half are refused.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(&*bech::decode(PUBLIC_PREFIX, text.trim())?)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&bech::encode(PUBLIC_PREFIX, &self.0.bytes))
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Recipient({self})")
    }
}

impl PartialEq for Recipient {
    fn eq(&self, other: &Self) -> bool {
        self.0.bytes == other.0.bytes
    }
}

impl Eq for Recipient {}

impl std::hash::Hash for Recipient {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.bytes.hash(state);
    }
}
