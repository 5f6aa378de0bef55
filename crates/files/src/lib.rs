//! Object storage for sealed bytes: a local folder, an S3 bucket, or memory for tests.
//!
//! What every backend promises:
//! - an object is durable when `put`, `put_bytes` or `Writer::finish` returns `Ok`;
//! - on an error, an abort or a drop before the last step nothing stands under the key, and what stood
//!   there before is untouched. A call cancelled *inside* its last step may leave a whole object nobody was
//!   told about: owners sweep orphans, never the other way round;
//! - putting the same bytes under the same key again is fine;
//! - keys are random and never carry a name.
//!
//! [`Error::SyncFailed`] means the disk could not confirm a write: the process must end and
//! acknowledge nothing more.

mod error;
mod key;
mod local;
mod memory;
mod read;
mod s3;
mod store;
#[cfg(test)]
mod tests;
mod write;

use std::io;
use std::pin::Pin;

use bytes::Bytes;
use futures_util::Stream;

pub use error::Error;
pub use key::Key;
pub use local::{FreeSpace, Local};
pub use memory::Memory;
pub use read::BlockingReader;
pub use s3::{S3, S3Config, tls_of_this_machine};
pub use store::Store;
pub use write::Writer;

/// A stream of sealed bytes, in pieces of the sender's choosing.
pub type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// The result of everything here.
pub type Result<T> = std::result::Result<T, Error>;
