//! Sealing: identities, sealed parts and streams, receipts, passphrases, rosters. Pure: no storage, no clock, no logging.
//!
//! Everything sealed to a person, a desk or a case is one file of the public [age] format with its hybrid
//! X25519 + ML-KEM-768 recipient, so that any age tool with the right key opens it without us. What is inside
//! such a file is described in [`header`] and [`sealed`]. Small secrets under symmetric keys are XChaCha20-Poly1305.
//!
//! Types that hold secrets have no `Debug`, `Display` or `Serialize` and are wiped when dropped.
//!
//! [age]: https://age-encryption.org/v1

mod age_file;
pub mod batch;
mod bech;
pub mod columns;
pub mod commitment;
mod derive;
mod envelope;
pub mod error;
pub mod header;
mod hybrid;
pub mod identity;
pub mod member;
pub mod opened;
pub mod outward;
mod padding;
pub mod passphrase;
mod payload;
pub mod random;
pub mod receipt;
pub mod recovery;
pub mod roster;
pub mod rowsum;
pub mod sealed;
pub mod stream;
pub mod token;

pub use batch::{Batch, Opener};
pub use columns::ColumnKeys;
pub use commitment::{commit, new_salt};
pub use error::{KeyError, OpenError};
pub use header::{Compartment, Header};
pub use identity::{Identity, Recipient};
pub use member::{MemberPublic, MemberSecret, SigningKey, verify_signature};
pub use opened::Opened;
pub use outward::{Outward, OutwardSealer};
pub use passphrase::{
    Cost, hash_passphrase, is_stale_hash, unwrap_under_passphrase, verify_nothing,
    verify_passphrase, wrap_under_passphrase,
};
pub use random::{OsRandom, os_random};
pub use receipt::{Pepper, Receipt, ReceiptError, ReceiptForm, ReceiptPart, WordList};
pub use recovery::{RecoveryCode, RecoveryCodeError};
pub use roster::{FoundingRoster, Roster, RosterError, RosterMember, SignedRoster, verify_chain};
pub use rowsum::RowKey;
pub use sealed::{open, open_key, seal, seal_key, seal_to_many, sealed_length};
pub use stream::{
    Sealing, StreamEnd, StreamOpener, StreamSealer, open_stream, sealed_stream_length,
};
pub use token::Token;
pub use zeroize::Zeroizing;
