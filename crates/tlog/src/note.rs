//! Signed notes: a text, an empty line, and one line for each signature.

use std::fmt::Write as _;

use crate::base::{from_base64, to_base64};
use crate::note_key::{NoteSigner, NoteVerifier, check_name};

/// Bytes in the longest note.
pub const MAX_NOTE: usize = 256 * 1024;

/// The most signatures on one note.
pub const MAX_SIGNATURES: usize = 100;

/// Why a note is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoteError {
    /// Longer than [`MAX_NOTE`], or more than [`MAX_SIGNATURES`].
    #[error("the note is too long or has too many signatures")]
    TooLarge,
    /// Not a text followed by an empty line and signature lines.
    #[error("this is not a signed note")]
    Malformed,
    /// The text to be signed is empty, does not end with a line break, or has control characters.
    #[error("this text cannot be signed")]
    Text,
    /// Two of the given verifiers claim the same name and id.
    #[error("two verifiers have the same name and id: {0}")]
    Ambiguous(String),
    /// A known key's signature does not fit the text.
    #[error("the signature of {0} is wrong")]
    Forged(String),
    /// No signature of any known key.
    #[error("the note has no signature of a known key")]
    Unverified,
}

/// One signature line of a note, not verified.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The short id of the key.
    pub key_id: [u8; 4],
    /// What follows the id.
    pub bytes: Vec<u8>,
}

impl NoteSignature {
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let (name, base64) = line.strip_prefix("— ")?.split_once(' ')?;
        check_name(name).ok()?;
        let decoded = from_base64(base64)?;
        let (key_id, bytes) = decoded.split_first_chunk()?;
        if bytes.is_empty() {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            key_id: *key_id,
            bytes: bytes.to_vec(),
        })
    }

    fn is_by(&self, name: &str, key_id: [u8; 4]) -> bool {
        self.name == name && self.key_id == key_id
    }
}

/// A note taken apart, with nothing verified: do not act on its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    pub(crate) text: String,
    pub(crate) signatures: Vec<NoteSignature>,
}

impl Note {
    /// Takes a note apart.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE {
            return Err(NoteError::TooLarge);
        }
        // The text may have empty lines; the signatures follow the last one.
        let end = note.rfind("\n\n").ok_or(NoteError::Malformed)? + 1;
        let (text, lines) = (&note[..end], &note[end + 1..]);
        check_text(text).map_err(|_| NoteError::Malformed)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        if lines.split('\n').nth(MAX_SIGNATURES).is_some() {
            return Err(NoteError::TooLarge);
        }
        let signatures = lines
            .split('\n')
            .map(|line| NoteSignature::parse(line).ok_or(NoteError::Malformed))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// The signatures, none of them verified.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Puts a signature last, in place of an earlier one by the same key.
    pub(crate) fn put(&mut self, signature: NoteSignature) {
        self.signatures
            .retain(|old| !old.is_by(&signature.name, signature.key_id));
        self.signatures.push(signature);
    }

    pub(crate) fn write(&self) -> Result<String, NoteError> {
        let mut note = format!("{}\n", self.text);
        for signature in &self.signatures {
            let bytes = [signature.key_id.as_slice(), &signature.bytes].concat();
            let base64 = to_base64(&bytes);
            writeln!(note, "— {} {base64}", signature.name).map_err(|_| NoteError::TooLarge)?;
        }
        match note.len() > MAX_NOTE || self.signatures.len() > MAX_SIGNATURES {
            true => Err(NoteError::TooLarge),
            false => Ok(note),
        }
    }
}

/// A signature that was verified.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    /// The name of the key.
    pub name: String,
    /// The short id of the key.
    pub key_id: [u8; 4],
    /// When it was signed, by the signer's clock: seconds since 1970. Witnesses sign it, logs do not.
    pub time: Option<u64>,
}

/// A note with at least one verified signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// The signed text.
    pub text: String,
    /// The signatures of known keys, all correct.
    pub verified: Vec<Verified>,
    /// The signatures of keys that are not known; nothing follows from them.
    pub unknown: Vec<NoteSignature>,
}

/// Opens a note: every signature of a known key must be correct, and there must be one.
pub fn open(note: &str, verifiers: &[NoteVerifier]) -> Result<Opened, NoteError> {
    let note = Note::parse(note)?;
    let mut opened = Opened {
        text: note.text,
        verified: Vec::new(),
        unknown: Vec::new(),
    };
    for signature in note.signatures {
        let mut by = verifiers
            .iter()
            .filter(|v| signature.is_by(v.name(), v.key_id()));
        let known = (by.next(), by.next());
        match known {
            (Some(_), Some(_)) => return Err(NoteError::Ambiguous(signature.name)),
            (Some(verifier), None) => add_verified(&mut opened, verifier, &signature)?,
            _ if opened.unknown.contains(&signature) => {}
            _ => opened.unknown.push(signature),
        }
    }
    match opened.verified.is_empty() {
        true => Err(NoteError::Unverified),
        false => Ok(opened),
    }
}

fn add_verified(
    opened: &mut Opened,
    verifier: &NoteVerifier,
    signature: &NoteSignature,
) -> Result<(), NoteError> {
    // As in the reference implementation, only the first signature of a key counts.
    if opened
        .verified
        .iter()
        .any(|seen| signature.is_by(&seen.name, seen.key_id))
    {
        return Ok(());
    }
    let time = verifier
        .verify(&opened.text, &signature.bytes)
        .ok_or_else(|| NoteError::Forged(signature.name.clone()))?;
    opened.verified.push(Verified {
        name: signature.name.clone(),
        key_id: signature.key_id,
        time,
    });
    Ok(())
}

/// Signs a text.
pub fn sign(text: &str, signers: &[&NoteSigner]) -> Result<String, NoteError> {
    check_text(text)?;
    if signers.is_empty() {
        return Err(NoteError::Unverified);
    }
    let mut note = Note {
        text: text.to_owned(),
        signatures: Vec::new(),
    };
    for signer in signers {
        let signature = signature_of(signer, &note.text);
        note.put(signature);
    }
    note.write()
}

/// Adds a signature to a note, in place of an earlier one by the same key. The other signatures are kept unverified.
pub fn add_signature(note: &str, signer: &NoteSigner) -> Result<String, NoteError> {
    let mut note = Note::parse(note)?;
    let signature = signature_of(signer, &note.text);
    note.put(signature);
    note.write()
}

fn signature_of(signer: &NoteSigner, text: &str) -> NoteSignature {
    NoteSignature {
        name: signer.name().to_owned(),
        key_id: signer.key_id(),
        bytes: signer.sign_bytes(text.as_bytes()).to_vec(),
    }
}

/// Control characters could make a text look, on a terminal, like another one.
fn check_text(text: &str) -> Result<(), NoteError> {
    let control = |b: u8| b < 0x20 && b != b'\n';
    match text.ends_with('\n') && text.len() <= MAX_NOTE && !text.bytes().any(control) {
        true => Ok(()),
        false => Err(NoteError::Text),
    }
}
