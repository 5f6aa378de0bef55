//! What the platform can do: one method per use case, over the store, the files, the vault and the log.

mod access;
pub mod accounts;
pub mod backup;
pub mod casework;
mod channels;
pub mod clock;
pub mod desks;
pub mod error;
pub mod evidence;
pub mod followup;
mod identity;
pub mod inbox;
pub mod intake;
pub mod keys;
pub mod people;
mod platform;
mod reading;
pub mod receipt;
pub mod roster;
mod rotation;
mod sealing;
pub mod sequencer;
mod storing;
pub mod verify;
mod worklist;

pub use casework::Working;
pub use clock::Clock;
pub use error::Error;
pub use evidence::FileOpened;
pub use followup::{FileSeen, FollowUp, MessageSeen};
pub use intake::{Draft, Drafting};
pub use keys::Keys;
pub use platform::Platform;
pub use reading::CaseSeen;
pub use storing::StoredFile;
