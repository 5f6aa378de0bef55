//! The fixed header inside everything sealed: where it belongs. Opening compares every field.
//!
//! 80 bytes, all numbers big-endian:
//!
//! | at | length | field |
//! |--:|--:|---|
//! | 0 | 8 | `WPSEAL`, then the format as two bytes: 0, 1 |
//! | 8 | 1 | shape: 1 whole content, 2 streamed content, 3 a secret key |
//! | 9 | 1 | compartment |
//! | 10 | 2 | kind |
//! | 12 | 4 | epoch |
//! | 16 | 4 | version |
//! | 20 | 8 | length of the content; all ones where it was not yet known (streamed) |
//! | 28 | 16 | installation |
//! | 44 | 16 | scope: case, desk or member |
//! | 60 | 16 | item |
//! | 76 | 4 | zero |

use crate::OpenError;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Length of the header in bytes.
pub(crate) const LENGTH: usize = 80;
const MAGIC: &[u8; 8] = b"WPSEAL\x00\x01";
const NOT_KNOWN: u64 = u64::MAX;

/// Which of a scope's keys something is sealed under.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compartment {
    /// Who reported.
    Identity = 1,
    /// What was said.
    Narrative = 2,
    /// The team's own notes.
    Team = 3,
    /// The company's channel.
    Room = 4,
    /// Evidence as it came.
    Original = 5,
    /// Evidence as it may be shown.
    Derivative = 6,
    /// A key given to a reader.
    Grant = 7,
    /// A desk's secret wrapped to a member.
    DeskKey = 8,
    /// A desk's work list.
    DeskIndex = 9,
    /// A member's own index.
    MemberIndex = 10,
    /// Anything else.
    Other = 11,
}

impl Compartment {
    /// All compartments in order of their codes.
    pub const ALL: [Self; 11] = [
        Self::Identity,
        Self::Narrative,
        Self::Team,
        Self::Room,
        Self::Original,
        Self::Derivative,
        Self::Grant,
        Self::DeskKey,
        Self::DeskIndex,
        Self::MemberIndex,
        Self::Other,
    ];

    /// The number that stands in headers. Never changes.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The compartment with this number.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|compartment| compartment.code() == code)
    }
}

/// Where something sealed belongs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Header {
    /// The installation, so that nothing can be carried into another one.
    pub installation: Uuid,
    /// The case, desk or member.
    pub scope: Uuid,
    /// Which of the scope's keys.
    pub compartment: Compartment,
    /// Epoch of that key.
    pub epoch: u32,
    /// The part, grant, record or file itself.
    pub item: Uuid,
    /// Version of the item.
    pub version: u32,
    /// What the content is; the caller's own numbers.
    pub kind: u16,
}

/// How the content lies behind the header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Whole = 1,
    Streamed = 2,
    Key = 3,
}

impl Header {
    /// The bytes; `length` is `None` for a stream, whose length stands in the trailer.
    pub(crate) fn encode(&self, shape: Shape, length: Option<u64>) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8] = shape as u8;
        bytes[9] = self.compartment.code();
        bytes[10..12].copy_from_slice(&self.kind.to_be_bytes());
        bytes[12..16].copy_from_slice(&self.epoch.to_be_bytes());
        bytes[16..20].copy_from_slice(&self.version.to_be_bytes());
        bytes[20..28].copy_from_slice(&length.unwrap_or(NOT_KNOWN).to_be_bytes());
        bytes[28..44].copy_from_slice(self.installation.as_bytes());
        bytes[44..60].copy_from_slice(self.scope.as_bytes());
        bytes[60..76].copy_from_slice(self.item.as_bytes());
        bytes
    }

    /// Checks that `plain` begins with this very header and gives the length written there.
    pub(crate) fn check(&self, shape: Shape, plain: &[u8]) -> Result<u64, OpenError> {
        let found = plain.get(..LENGTH).ok_or(OpenError::Damaged)?;
        if found[..8] != MAGIC[..] || found[76..] != [0; 4] {
            return Err(OpenError::Damaged);
        }
        let length: [u8; 8] = found[20..28].try_into().map_err(|_| OpenError::Damaged)?;
        let length = u64::from_be_bytes(length);
        let known = (shape != Shape::Streamed).then_some(length);
        if found != self.encode(shape, known) {
            return Err(OpenError::WrongPlace);
        }
        Ok(length)
    }
}
