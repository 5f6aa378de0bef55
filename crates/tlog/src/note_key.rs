//! Keys of signed notes: who signs, and how a verifier writes the key down.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::base::{from_base64, to_base64};

/// Bytes in the longest key name.
const MAX_NAME: usize = 255;

/// What a key signs. The same name and public key give another key id for each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum KeyKind {
    /// The text of a note as it stands: logs.
    Ed25519,
    /// The text of a checkpoint together with a time: witnesses, `cosignature/v1`.
    Cosignature,
}

impl KeyKind {
    fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::Cosignature => 4,
        }
    }
}

/// Why a key is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyError {
    /// Key names are not empty and have no spaces, `+` or control characters.
    #[error("the name of the key is empty, too long, or has a space or +")]
    Name,
    /// Not `name+id+key`.
    #[error("the key is not written as name+id+key")]
    Format,
    /// A kind of key other than the two known here.
    #[error("unknown kind of key")]
    Kind,
    /// Not an Ed25519 public key, or one of the few that verify anything.
    #[error("not a usable Ed25519 public key")]
    PublicKey,
    /// The id does not belong to the name and key.
    #[error("the id does not belong to this name and key")]
    Id,
}

/// Signs notes as a log. The key is wiped when this is dropped; there is no way to print it.
pub struct NoteSigner {
    name: String,
    key: SigningKey,
}

impl NoteSigner {
    /// A signer from the 32 secret bytes of an Ed25519 key.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        check_name(name)?;
        let key = SigningKey::from_bytes(seed);
        Ok(Self {
            name: name.to_owned(),
            key,
        })
    }

    /// The name of the key; for a log, its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The short id that stands before every signature of this key.
    pub fn key_id(&self) -> [u8; 4] {
        self.verifier().id
    }

    /// The public half.
    pub fn verifier(&self) -> NoteVerifier {
        self.verifier_of_kind(KeyKind::Ed25519)
    }

    /// The public half as text, for everyone who verifies.
    pub fn vkey(&self) -> String {
        self.verifier().vkey()
    }

    pub(crate) fn verifier_of_kind(&self, kind: KeyKind) -> NoteVerifier {
        NoteVerifier::new(&self.name, kind, self.key.verifying_key())
    }

    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

/// The public half of a key: checks signatures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteVerifier {
    name: String,
    kind: KeyKind,
    id: [u8; 4],
    key: VerifyingKey,
}

impl NoteVerifier {
    fn new(name: &str, kind: KeyKind, key: VerifyingKey) -> Self {
        let digest = Sha256::new()
            .chain_update(name)
            .chain_update([b'\n', kind.byte()])
            .chain_update(key.as_bytes())
            .finalize();
        let id = [digest[0], digest[1], digest[2], digest[3]];
        Self {
            name: name.to_owned(),
            kind,
            id,
            key,
        }
    }

    /// Reads the text form, `name+id+key`.
    pub fn parse(vkey: &str) -> Result<Self, KeyError> {
        let (name, rest) = vkey.split_once('+').ok_or(KeyError::Format)?;
        let (id, key) = rest.split_once('+').ok_or(KeyError::Format)?;
        check_name(name)?;
        if key.len() > 64 {
            return Err(KeyError::Format);
        }
        let key = from_base64(key).ok_or(KeyError::Format)?;
        let (kind, key) = key.split_first().ok_or(KeyError::Format)?;
        let kind = [KeyKind::Ed25519, KeyKind::Cosignature]
            .into_iter()
            .find(|known| known.byte() == *kind)
            .ok_or(KeyError::Kind)?;
        let key = <[u8; 32]>::try_from(key).map_err(|_| KeyError::PublicKey)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| KeyError::PublicKey)?;
        if key.is_weak() {
            return Err(KeyError::PublicKey);
        }
        let verifier = Self::new(name, kind, key);
        match verifier.id_text() == id {
            true => Ok(verifier),
            false => Err(KeyError::Id),
        }
    }

    /// The text form, `name+id+key`.
    pub fn vkey(&self) -> String {
        let key = [&[self.kind.byte()], self.key.as_bytes().as_slice()].concat();
        format!("{}+{}+{}", self.name, self.id_text(), to_base64(&key))
    }

    /// The name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The short id that stands before every signature of this key.
    pub fn key_id(&self) -> [u8; 4] {
        self.id
    }

    /// What this key signs.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    fn id_text(&self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.id))
    }

    /// Checks the bytes after the key id of a signature of `text`. Tells the time if the kind of key signs one.
    pub(crate) fn verify(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        let (message, signature, time) = match self.kind {
            KeyKind::Ed25519 => (text.to_owned(), signature, None),
            KeyKind::Cosignature => {
                let (time, signature) = signature.split_first_chunk()?;
                let time = u64::from_be_bytes(*time);
                (cosigned_message(text, time)?, signature, Some(time))
            }
        };
        let signature = Signature::from_slice(signature).ok()?;
        let valid = self.key.verify_strict(message.as_bytes(), &signature);
        valid.is_ok().then_some(time)
    }
}

/// What a witness signs, or nothing for a time beyond what the format can carry.
pub(crate) fn cosigned_message(text: &str, time: u64) -> Option<String> {
    (time <= i64::MAX as u64).then(|| format!("cosignature/v1\ntime {time}\n{text}"))
}

pub(crate) fn check_name(name: &str) -> Result<(), KeyError> {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    match name.is_empty() || name.len() > MAX_NAME || name.contains(forbidden) {
        true => Err(KeyError::Name),
        false => Ok(()),
    }
}
