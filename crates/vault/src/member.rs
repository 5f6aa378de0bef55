//! A member's own keys: one identity to open with, one key to sign with.

use crate::{Identity, KeyError, Recipient, random};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use zeroize::Zeroizing;

const FORMAT: u8 = 1;

/// An Ed25519 signing key.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A fresh key from the operating system's randomness.
    pub fn generate() -> Self {
        Self::from_bytes(&random::secret())
    }

    /// A key that was stored.
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The seed to store, sealed.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// Signs. Messages must begin with a label of their own, so that no signature serves twice.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The public half.
    pub fn verifying_key(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
}

/// Whether `signature` over `message` was made with the secret half of `key`. Strict: keys of small order never verify.
pub fn verify_signature(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(key) else {
        return false;
    };
    key.verify_strict(message, &Signature::from_bytes(signature))
        .is_ok()
}

/// What a member unlocks.
#[derive(Clone)]
pub struct MemberSecret {
    /// Opens what is sealed to the member.
    pub identity: Identity,
    /// Signs rosters and grants.
    pub signing: SigningKey,
}

/// What others know of a member's keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberPublic {
    /// To seal to.
    pub recipient: Recipient,
    /// To check signatures with.
    pub verifying: [u8; 32],
}

impl MemberSecret {
    /// Fresh keys from the operating system's randomness.
    pub fn generate() -> Self {
        Self {
            identity: Identity::generate(),
            signing: SigningKey::generate(),
        }
    }

    /// The bytes to wrap: format (1), identity seed (32), signing seed (32).
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(65));
        bytes.push(FORMAT);
        bytes.extend_from_slice(self.identity.seed());
        bytes.extend_from_slice(&self.signing.to_bytes()[..]);
        bytes
    }

    /// Reads what [`MemberSecret::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let [FORMAT, rest @ ..] = bytes else {
            return Err(KeyError::Malformed);
        };
        let (identity, rest) = rest.split_first_chunk::<32>().ok_or(KeyError::Malformed)?;
        let signing: &[u8; 32] = rest.try_into().map_err(|_| KeyError::Malformed)?;
        Ok(Self {
            identity: Identity::from_seed(Zeroizing::new(*identity)),
            signing: SigningKey::from_bytes(signing),
        })
    }

    /// The public halves.
    pub fn public(&self) -> MemberPublic {
        MemberPublic {
            recipient: self.identity.recipient(),
            verifying: self.signing.verifying_key(),
        }
    }
}
