//! The tamper-evident log: Merkle tree, tiles, proofs, signed notes, checkpoints and witnesses, as pure values.
//!
//! Nothing here reads a file, asks a clock or knows what an entry means. Formats are public ones, so that anybody
//! can check the log with their own tools: C2SP tlog-tiles, tlog-checkpoint, signed-note, tlog-cosignature (the
//! Ed25519 `cosignature/v1`) and tlog-proof; hashing is that of RFC 6962 with SHA-256.
//!
//! Functions that need tiles come in pairs: `tiles_for_…` says which tiles are needed, so that the caller can fetch
//! them however it likes, and the function of the same name then works on those [`Tiles`].

mod audit;
mod base;
mod checkpoint;
mod edge;
mod entries;
mod hash;
mod note;
mod note_key;
mod proof;
mod range;
mod tile;
mod tree;
mod verify;
mod witness;

pub use audit::{Audit, AuditError, AuditReport, Damage, DamageKind, Progress, Source, audit};
pub use checkpoint::{
    Checkpoint, CheckpointError, sign_checkpoint, verify_checkpoint, verify_checkpoint_of,
};
pub use entries::{
    EntryError, EntryTileId, MAX_ENTRY, append_entries, decode_entries, encode_entries,
    entry_tile_for_append,
};
pub use hash::{EMPTY_ROOT, HASH_LEN, Hash, leaf_hash, node_hash};
pub use note::{
    MAX_NOTE, MAX_SIGNATURES, Note, NoteError, NoteSignature, Opened, Verified, add_signature,
    open, sign,
};
pub use note_key::{KeyError, KeyKind, NoteSigner, NoteVerifier};
pub use proof::{LogProof, ProofError};
pub use tile::{TILE_WIDTH, TileId, Tiles};
pub use tree::{
    Appended, MAX_SIZE, TreeError, append, consistency_proof, inclusion_proof, root,
    tiles_for_append, tiles_for_consistency, tiles_for_inclusion, tiles_for_root,
};
pub use verify::{VerifyError, verify_consistency, verify_inclusion};
pub use witness::{
    Cosignature, WitnessError, WitnessSigner, accept, cosign, merge_cosignatures,
    verify_cosignatures,
};
