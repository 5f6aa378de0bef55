//! A proof that stands alone: that an entry is in a log, in one text file, checked without asking anybody.
//!
//! The format is C2SP tlog-proof (`.tlog-proof`, "spicy signature"): a line for the format, perhaps a line of extra
//! data, the index, the hashes, an empty line, the signed checkpoint.

use crate::base::{decimal, from_base64, hash_from_base64, to_base64};
use crate::checkpoint::{Checkpoint, CheckpointError, verify_checkpoint};
use crate::hash::Hash;
use crate::note::{MAX_NOTE, Note};
use crate::note_key::NoteVerifier;
use crate::verify::{VerifyError, verify_inclusion};

const FORMAT: &str = "c2sp.org/tlog-proof@v1";

/// No tree is taller.
const MAX_HASHES: usize = 63;

/// Bytes of extra data a proof may carry: a long report, word for word.
const MAX_EXTRA: usize = 8 << 20;

/// That an entry is in a log, with all that is needed to check it but the entry and the log's key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogProof {
    /// What the issuer wants to say besides. Nobody vouches for it.
    pub extra: Option<Vec<u8>>,
    /// The number of the entry, from 0.
    pub index: u64,
    /// The inclusion proof, from the entry upwards.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, word for word.
    pub checkpoint: String,
}

/// Why a proof is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProofError {
    /// Not in the format of a proof.
    #[error("this is not a proof of inclusion in a log")]
    Malformed,
    /// The checkpoint is not one of this log.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The entry is not shown to be in the log.
    #[error("the entry is not shown to be in the log: {0}")]
    NotIncluded(#[from] VerifyError),
}

impl LogProof {
    /// The proof as text.
    pub fn format(&self) -> Result<String, ProofError> {
        self.check()?;
        let mut text = format!("{FORMAT}\n");
        if let Some(extra) = &self.extra {
            text.push_str(&format!("extra {}\n", to_base64(extra)));
        }
        text.push_str(&format!("index {}\n", self.index));
        for hash in &self.hashes {
            text.push_str(&to_base64(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        Ok(text)
    }

    /// Reads a proof; nothing is verified yet.
    pub fn parse(text: &str) -> Result<Self, ProofError> {
        let proof = Self::read(text).ok_or(ProofError::Malformed)?;
        proof.check()?;
        Ok(proof)
    }

    fn read(text: &str) -> Option<Self> {
        if text.len() > MAX_NOTE + 2 * MAX_EXTRA {
            return None;
        }
        let (head, checkpoint) = text.split_once("\n\n")?;
        let mut lines = head.split('\n');
        if lines.next()? != FORMAT {
            return None;
        }
        let mut line = lines.next()?;
        let mut extra = None;
        if let Some(base64) = line.strip_prefix("extra ") {
            extra = Some(from_base64(base64)?);
            line = lines.next()?;
        }
        Some(Self {
            extra,
            index: decimal(line.strip_prefix("index ")?)?,
            hashes: lines.map(hash_from_base64).collect::<Option<_>>()?,
            checkpoint: checkpoint.to_owned(),
        })
    }

    fn check(&self) -> Result<(), ProofError> {
        let extra = self.extra.as_ref().is_none_or(|e| e.len() <= MAX_EXTRA);
        let note = Note::parse(&self.checkpoint).map_err(|_| ProofError::Malformed)?;
        let checkpoint = Checkpoint::parse(&note.text).map_err(|_| ProofError::Malformed)?;
        match extra && self.hashes.len() <= MAX_HASHES && self.index < checkpoint.size {
            true => Ok(()),
            false => Err(ProofError::Malformed),
        }
    }

    /// Checks that the entry with this hash is in the log that has this key, and returns the state it is proven for.
    ///
    /// Whether enough witnesses saw that state is a question of its own:
    /// [`verify_cosignatures`](crate::verify_cosignatures) on [`checkpoint`](Self::checkpoint).
    pub fn verify(&self, leaf: &Hash, log: &NoteVerifier) -> Result<Checkpoint, ProofError> {
        let checkpoint = verify_checkpoint(&self.checkpoint, log)?;
        verify_inclusion(
            leaf,
            self.index,
            checkpoint.size,
            &self.hashes,
            &checkpoint.root,
        )?;
        Ok(checkpoint)
    }
}
