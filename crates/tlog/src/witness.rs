//! Witnesses: others who watch that a log only grows, and say so under its checkpoints.
//!
//! A witness keeps the last checkpoint it accepted. It must store a new one durably *before* it gives its
//! cosignature away; otherwise a restart could make it sign two histories.

use crate::checkpoint::{Checkpoint, CheckpointError, verify_checkpoint};
use crate::hash::Hash;
use crate::note::{Note, NoteError, NoteSignature, open};
use crate::note_key::{KeyError, KeyKind, NoteSigner, NoteVerifier, cosigned_message};
use crate::verify::{VerifyError, verify_consistency};

/// Signs as a witness. A witness uses its key for nothing else. Wiped when dropped.
pub struct WitnessSigner(NoteSigner);

impl WitnessSigner {
    /// A witness from the 32 secret bytes of an Ed25519 key.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        NoteSigner::from_seed(name, seed).map(Self)
    }

    /// The name of the witness.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The public half.
    pub fn verifier(&self) -> NoteVerifier {
        self.0.verifier_of_kind(KeyKind::Cosignature)
    }

    /// The public half as text.
    pub fn vkey(&self) -> String {
        self.verifier().vkey()
    }
}

/// Why a witness does not sign, or a cosignature does not count.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WitnessError {
    /// Not a checkpoint signed by the log.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The log has fewer entries than the witness saw before.
    #[error("the log has fewer entries than before")]
    Shrunk,
    /// The log does not begin with what the witness saw before, or the proof does not show it.
    #[error("the log is not shown to begin with what it was before: {0}")]
    Inconsistent(VerifyError),
    /// A time that cannot be written.
    #[error("this time cannot be written in a cosignature")]
    Time,
    /// The two notes have different texts.
    #[error("the notes have different texts")]
    OtherText,
}

impl From<NoteError> for WitnessError {
    fn from(error: NoteError) -> Self {
        Self::Checkpoint(CheckpointError::Note(error))
    }
}

/// The rule by which a witness accepts a checkpoint: signed by the log, never smaller than the `last` one, and
/// proven to begin with it. Without a last one, the first is taken on trust.
pub fn accept(
    last: Option<&Checkpoint>,
    note: &str,
    log: &NoteVerifier,
    proof: &[Hash],
) -> Result<Checkpoint, WitnessError> {
    let next = verify_checkpoint(note, log)?;
    let Some(last) = last else {
        return match proof {
            [] => Ok(next),
            _ => Err(WitnessError::Inconsistent(VerifyError::Length)),
        };
    };
    if last.origin != next.origin {
        return Err(CheckpointError::Origin.into());
    }
    if next.size < last.size {
        return Err(WitnessError::Shrunk);
    }
    verify_consistency(last.size, &last.root, next.size, &next.root, proof)
        .map_err(WitnessError::Inconsistent)?;
    Ok(next)
}

/// Adds a cosignature to a signed checkpoint. Only for one that [`accept`] accepted and that is stored.
/// `unix_time` is the witness's clock, in seconds since 1970.
pub fn cosign(note: &str, witness: &WitnessSigner, unix_time: u64) -> Result<String, WitnessError> {
    let mut note = Note::parse(note)?;
    Checkpoint::parse(&note.text)?;
    let message = cosigned_message(&note.text, unix_time).ok_or(WitnessError::Time)?;
    let signature = witness.0.sign_bytes(message.as_bytes());
    note.put(NoteSignature {
        name: witness.name().to_owned(),
        key_id: witness.verifier().key_id(),
        bytes: [unix_time.to_be_bytes().as_slice(), &signature].concat(),
    });
    Ok(note.write()?)
}

/// A verified cosignature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cosignature {
    /// The name of the witness.
    pub witness: String,
    /// When it signed, by its own clock: seconds since 1970.
    pub unix_time: u64,
}

/// The cosignatures of these witnesses under a checkpoint, each verified; none is no error, a wrong one is.
pub fn verify_cosignatures(
    note: &str,
    witnesses: &[NoteVerifier],
) -> Result<Vec<Cosignature>, WitnessError> {
    let verified = match open(note, witnesses) {
        Ok(opened) => {
            Checkpoint::parse(&opened.text)?;
            opened.verified
        }
        Err(NoteError::Unverified) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    Ok(verified
        .into_iter()
        .filter_map(|by| {
            by.time.map(|unix_time| Cosignature {
                witness: by.name,
                unix_time,
            })
        })
        .collect())
}

/// Takes the correct cosignatures of these witnesses from `theirs` over to `ours`, a note with the same text.
/// Anything else in `theirs` is left behind.
pub fn merge_cosignatures(
    ours: &str,
    theirs: &str,
    witnesses: &[NoteVerifier],
) -> Result<String, WitnessError> {
    let mut note = Note::parse(ours)?;
    let theirs = Note::parse(theirs)?;
    if note.text != theirs.text {
        return Err(WitnessError::OtherText);
    }
    Checkpoint::parse(&note.text)?;
    for signature in theirs.signatures {
        let by_witness = witnesses.iter().any(|witness| {
            let same_key = witness.name() == signature.name && witness.key_id() == signature.key_id;
            same_key
                && witness.kind() == KeyKind::Cosignature
                && witness.verify(&note.text, &signature.bytes).is_some()
        });
        if by_witness {
            note.put(signature);
        }
    }
    Ok(note.write()?)
}
