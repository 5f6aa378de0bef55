//! Checkpoints: the state of a log in three lines, signed by the log.

use crate::base::{decimal, hash_from_base64, to_base64};
use crate::hash::{EMPTY_ROOT, Hash};
use crate::note::{NoteError, open, sign};
use crate::note_key::{KeyKind, NoteSigner, NoteVerifier};
use crate::tree::MAX_SIZE;

/// The state of a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Which log: a name without scheme, `example.org/log`.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of the tree over all of them.
    pub root: Hash,
    /// Further lines; the format advises against them.
    pub extensions: Vec<String>,
}

/// Why a checkpoint is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CheckpointError {
    /// Not the three lines of a checkpoint.
    #[error("this is not a checkpoint")]
    Malformed,
    /// The checkpoint of another log, or a key that does not belong to this log.
    #[error("this checkpoint belongs to another log")]
    Origin,
    /// Not a properly signed note.
    #[error(transparent)]
    Note(#[from] NoteError),
}

impl Checkpoint {
    /// A checkpoint without extension lines.
    pub fn new(origin: impl Into<String>, size: u64, root: Hash) -> Self {
        Self {
            origin: origin.into(),
            size,
            root,
            extensions: Vec::new(),
        }
    }

    /// The text that is signed.
    pub fn format(&self) -> Result<String, CheckpointError> {
        if !self.is_possible() {
            return Err(CheckpointError::Malformed);
        }
        let mut text = format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            to_base64(&self.root)
        );
        for extension in &self.extensions {
            text.push_str(extension);
            text.push('\n');
        }
        Ok(text)
    }

    /// Reads the text that was signed.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        Self::read(text).ok_or(CheckpointError::Malformed)
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let checkpoint = Self {
            origin: lines.next()?.to_owned(),
            size: decimal(lines.next()?)?,
            root: hash_from_base64(lines.next()?)?,
            extensions: lines.map(str::to_owned).collect(),
        };
        checkpoint.is_possible().then_some(checkpoint)
    }

    fn is_possible(&self) -> bool {
        let line = |text: &String| !text.is_empty() && !text.contains(char::is_control);
        let root = self.size > 0 || self.root == EMPTY_ROOT;
        line(&self.origin) && self.extensions.iter().all(line) && self.size <= MAX_SIZE && root
    }
}

/// Signs a checkpoint. The key must bear the name of the log.
pub fn sign_checkpoint(
    checkpoint: &Checkpoint,
    signer: &NoteSigner,
) -> Result<String, CheckpointError> {
    if checkpoint.origin != signer.name() {
        return Err(CheckpointError::Origin);
    }
    Ok(sign(&checkpoint.format()?, &[signer])?)
}

/// Checks a signed checkpoint of the log whose name the key bears. Signatures of others are ignored.
pub fn verify_checkpoint(note: &str, log: &NoteVerifier) -> Result<Checkpoint, CheckpointError> {
    verify_checkpoint_of(note, log.name(), log)
}

/// Checks a signed checkpoint of a log whose key bears another name than the log.
pub fn verify_checkpoint_of(
    note: &str,
    origin: &str,
    log: &NoteVerifier,
) -> Result<Checkpoint, CheckpointError> {
    if log.kind() != KeyKind::Ed25519 {
        return Err(CheckpointError::Origin);
    }
    let opened = open(note, std::slice::from_ref(log))?;
    let checkpoint = Checkpoint::parse(&opened.text)?;
    match checkpoint.origin == origin {
        true => Ok(checkpoint),
        false => Err(CheckpointError::Origin),
    }
}
