//! What the platform can do: one method per use case, over the store, the files, the vault and the log.

pub mod casework;
pub mod clock;
pub mod desks;
pub mod error;
pub mod evidence;
pub mod followup;
pub mod intake;
pub mod keys;
mod platform;
mod reading;
pub mod receipt;
mod sealing;
pub mod sequencer;

pub use casework::Working;
pub use clock::Clock;
pub use error::Error;
pub use evidence::FileOpened;
pub use followup::{FileSeen, FollowUp, MessageSeen};
pub use intake::{Draft, DraftFile, Drafting};
pub use keys::Keys;
pub use platform::Platform;
pub use reading::CaseSeen;
