//! Sealed things as the domain sees them: what they are and where they belong, and bytes it cannot open.

use serde::{Deserialize, Serialize};

use crate::{CaseId, GrantId, MemberId, PartId};

/// A part of a case with a key of its own. Codes are those of the sealed header and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compartment {
    /// Who reported, and how to reach them.
    Identity,
    /// What they said, and the conversation.
    Narrative,
    /// Notes and history of the desk.
    Team,
    /// The channel with the company.
    Room,
    /// Files as they came.
    Original,
    /// Copies made from them.
    Derivative,
}

impl Compartment {
    pub const ALL: [Compartment; 6] = [
        Compartment::Identity,
        Compartment::Narrative,
        Compartment::Team,
        Compartment::Room,
        Compartment::Original,
        Compartment::Derivative,
    ];

    /// Those that every case has from its first day.
    pub const AT_INTAKE: [Compartment; 4] = [
        Compartment::Identity,
        Compartment::Narrative,
        Compartment::Team,
        Compartment::Original,
    ];

    pub fn code(self) -> i64 {
        self as i64 + 1
    }

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// The end of its message key (`compartment-…`).
    pub fn name(self) -> &'static str {
        match self {
            Compartment::Identity => "identity",
            Compartment::Narrative => "narrative",
            Compartment::Team => "team",
            Compartment::Room => "room",
            Compartment::Original => "original",
            Compartment::Derivative => "derivative",
        }
    }

    /// Whether the holder of the receipt reads it too.
    pub fn read_by_reporter(self) -> bool {
        matches!(
            self,
            Compartment::Identity | Compartment::Narrative | Compartment::Original
        )
    }
}

/// What a sealed part holds. Codes are those of the sealed header and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// The answers of the report.
    Answers,
    /// Name and contact.
    Identity,
    /// A message, either way.
    Message,
    /// What is known of a file: name, type, length, hash.
    FileFacts,
    /// The bytes of a file; they lie in the object store.
    FileBody,
    /// A note of the desk.
    Note,
    /// A note that only its writer reads.
    PrivateNote,
    /// One line of the history, with the opening of its commitment.
    History,
    /// What may be done with the report, as last decided.
    Consent,
    /// A worksheet that was filled in.
    Sheet,
    /// What a company may be told, or was.
    Release,
    /// What of a case is to go out, or went out.
    TakeOut,
    /// One step of something that was promised.
    Commitment,
    /// What a party was told later, in words or with a file.
    ToldMore,
}

impl PartKind {
    pub const ALL: [PartKind; 14] = [
        PartKind::Answers,
        PartKind::Identity,
        PartKind::Message,
        PartKind::FileFacts,
        PartKind::FileBody,
        PartKind::Note,
        PartKind::PrivateNote,
        PartKind::History,
        PartKind::Consent,
        PartKind::Sheet,
        PartKind::Release,
        PartKind::TakeOut,
        PartKind::Commitment,
        PartKind::ToldMore,
    ];

    pub fn code(self) -> i64 {
        self as i64 + 1
    }

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// Where the sealed bytes of a part lie.
#[derive(Clone, PartialEq, Eq)]
pub enum Lying {
    /// In the row itself.
    InRow(Vec<u8>),
    /// In the object store, under this key.
    /// As an object; the hash is of the sealed bytes, so that damage is found without any key.
    InFiles {
        key: String,
        sealed_bytes: i64,
        sealed_sha256: Vec<u8>,
    },
}

/// One sealed part. `item` ties a file's body to its facts; for all other kinds it is the part's own id.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedPart {
    pub id: PartId,
    pub case: CaseId,
    pub compartment: Compartment,
    pub kind: PartKind,
    pub epoch: i64,
    pub version: i64,
    pub lying: Lying,
    /// A hash of what it says, for the commitment: known where it was sealed just now, and kept nowhere beside it.
    pub said: Option<String>,
}

/// Who can open a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reader {
    /// All who read the desk, of this epoch.
    Desk { epoch: i64 },
    /// One member, by name.
    Member(MemberId),
    /// The holder of the receipt.
    Reporter,
}

/// A compartment's key, sealed to a reader.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedGrant {
    pub id: GrantId,
    pub case: CaseId,
    pub compartment: Compartment,
    pub epoch: i64,
    /// The public half of the compartment's key: what new parts are sealed to.
    pub recipient: String,
    pub reader: Reader,
    pub sealed: Vec<u8>,
    /// The signature of the giver (the installation at intake, a member later) over the grant.
    pub signature: Vec<u8>,
    pub given_by: Option<MemberId>,
    /// The last day on which it holds, if it ends.
    pub expires: Option<crate::Day>,
    /// A salted hash of the fact with which a member gave it, reason and all: the signature covers it.
    pub because: Option<Vec<u8>>,
}

/// A compartment's key that is laid by for somebody who leads the desk, for an emergency: sealed to them like a grant, and once more under a
/// key of the server. Neither of the two opens it alone.
#[derive(Clone, PartialEq, Eq)]
pub struct LaidBy {
    pub id: GrantId,
    pub case: CaseId,
    pub member: MemberId,
    pub compartment: Compartment,
    pub epoch: i64,
    pub sealed: Vec<u8>,
}

/// Whose work list a record belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Audience {
    Desk(crate::DeskId),
    Member(MemberId),
}

/// The place of a record among those of all lists: any number, so that it does not tell when the record came. A number, since a database that
/// keeps large rows by longer keys reads them whole while it looks for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub i64);

/// One record of a sealed work list, or many folded into one.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedIndex {
    pub id: RecordId,
    pub audience: Audience,
    pub epoch: i64,
    /// How often it was folded: 0 for a record as it was written.
    pub level: i64,
    pub sealed: Vec<u8>,
}
