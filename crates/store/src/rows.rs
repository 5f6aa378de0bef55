//! Rows, and the domain values they become; an impossible row is refused, not repaired.

use sqlx::FromRow;
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, DeskId, GrantId, MemberId, PartId,
    cases::{Case, CaseAccess, Reference},
    network::{Desk, DeskKind},
    retention::{Kept, Retention},
    sealed::{
        Audience, Compartment, Lying, PartKind, Reader, SealedGrant, SealedIndex, SealedPart,
    },
};

use crate::Error;

#[derive(FromRow)]
pub struct DeskRow {
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    pub country: String,
    pub epoch: i64,
}

impl TryFrom<DeskRow> for Desk {
    type Error = Error;
    fn try_from(row: DeskRow) -> Result<Self, Error> {
        Ok(Desk {
            id: DeskId(row.id),
            kind: DeskKind::from_code(&row.kind).ok_or(Error::Impossible("desk"))?,
            name: row.name,
            country: row.country,
            epoch: row.epoch,
        })
    }
}

#[derive(FromRow)]
pub struct MemberRow {
    pub id: Uuid,
    pub desk_id: Uuid,
    pub name: String,
    pub roles: i64,
    pub active: bool,
    pub recipient: String,
    pub verifying: Vec<u8>,
}

#[derive(FromRow)]
pub struct FoundingRow {
    pub desk_id: Uuid,
    pub signed: String,
}

#[derive(FromRow)]
pub struct RosterRow {
    pub desk_id: Uuid,
    pub version: i64,
    pub signed: String,
}

#[derive(FromRow)]
pub struct WaitingRosterRow {
    pub desk_id: Uuid,
    pub version: i64,
    pub signed: String,
}

#[derive(FromRow)]
pub struct DeskKeyRow {
    pub desk_id: Uuid,
    pub epoch: i64,
    pub member_id: Uuid,
    pub sealed: Vec<u8>,
}

#[derive(FromRow)]
pub struct ChannelRow {
    pub id: Uuid,
    pub desk_id: Uuid,
    pub version: i64,
    pub definition: String,
}

#[derive(FromRow)]
pub struct LoginRow {
    pub member_id: Uuid,
    pub name: String,
    pub passphrase: String,
    pub totp: Vec<u8>,
    pub totp_last: i64,
    pub wrapped: Vec<u8>,
    pub recovery: Vec<u8>,
    pub language: String,
}

#[derive(FromRow)]
pub struct SpareRow {
    pub member_id: Uuid,
    pub lookup: Vec<u8>,
}

#[derive(FromRow)]
pub struct FeedRow {
    pub member_id: Uuid,
    pub lookup: Vec<u8>,
}

#[derive(FromRow)]
pub struct DeclaredRow {
    pub member_id: Uuid,
    pub reader_id: Uuid,
    pub sealed: Vec<u8>,
}

#[derive(FromRow)]
pub struct LaidByRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub member_id: Uuid,
    pub compartment: i64,
    pub epoch: i64,
    pub sealed: Vec<u8>,
}

#[derive(FromRow)]
pub struct EmergencyRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub member_id: Uuid,
    pub stands: String,
    pub agreed_by: Option<Uuid>,
    pub opens_hour: i64,
    pub until: i64,
}

#[derive(FromRow)]
pub struct ToldRow {
    pub id: Uuid,
    pub emergency_id: Uuid,
    pub member_id: Uuid,
    pub sealed: Vec<u8>,
    pub seen: bool,
}

#[derive(FromRow)]
pub struct InvitationRow {
    pub id: Uuid,
    pub lookup: Vec<u8>,
    pub desk_id: Uuid,
    pub name: String,
    pub roles: i64,
    pub by_member: Option<Uuid>,
    pub expires_hour: i64,
}

#[derive(FromRow)]
pub struct WishRow {
    pub member_id: Uuid,
    pub sealed: Vec<u8>,
    pub state: String,
    pub last_hour: Option<i64>,
}

#[derive(FromRow)]
pub struct CaseRow {
    pub id: Uuid,
    pub desk_id: Uuid,
    pub reference: String,
    pub procedure: i64,
    pub state: String,
    pub came_from: Option<String>,
    /// Codes with a space between.
    pub sides: String,
    pub ended: bool,
    pub access: String,
    pub week: i64,
    pub active_week: i64,
    pub acknowledge_by: Option<i64>,
    pub answer_by: Option<i64>,
    pub due: Option<i64>,
    pub told: i64,
    pub look: Option<i64>,
    pub contact_stopped: bool,
    pub withdrawn: bool,
    pub merged_into: Option<Uuid>,
    /// Months, as its channel said.
    pub kept: String,
    pub taken_up: bool,
    pub kept_since: Option<i64>,
    pub identity_gone: bool,
    pub kept_announced: Option<i64>,
    pub kept_look: Option<i64>,
    pub epoch: i64,
    pub version: i64,
}

impl CaseRow {
    /// The row alone: who reads it, and who does not, is in other tables.
    pub fn into_case(self) -> Result<Case, Error> {
        let bad = || Error::Impossible("case_file");
        Ok(Case {
            id: CaseId(self.id),
            desk: DeskId(self.desk_id),
            reference: Reference::parse(&self.reference).ok_or_else(bad)?,
            procedure: self.procedure,
            state: self.state,
            from: self.came_from,
            sides: self.sides.split_whitespace().map(str::to_owned).collect(),
            ended: self.ended,
            access: CaseAccess::from_code(&self.access).ok_or_else(bad)?,
            week: Day(self.week),
            active_week: Day(self.active_week),
            acknowledge_by: self.acknowledge_by.map(Day),
            answer_by: self.answer_by.map(Day),
            due: self.due.map(Day),
            clocks: Vec::new(),
            told: self.told,
            contact_stopped: self.contact_stopped,
            withdrawn: self.withdrawn,
            merged_into: self.merged_into.map(CaseId),
            readers: Vec::new(),
            lasting: Vec::new(),
            keepers: Vec::new(),
            asks: Vec::new(),
            recused: Vec::new(),
            kept: Kept {
                retention: Retention::read(&self.kept).ok_or_else(bad)?,
                taken_up: self.taken_up,
                since: self.kept_since.map(Day),
                identity_gone: self.identity_gone,
                announced: self.kept_announced.map(Day),
                look: self.kept_look.map(Day),
            },
            epoch: self.epoch,
            version: self.version,
        })
    }
}

#[derive(FromRow)]
pub struct ClockRow {
    pub case_id: Uuid,
    pub code: String,
    pub began: i64,
    pub due: i64,
    pub left_days: Option<i64>,
    pub extended: i64,
    pub told: i64,
    pub says: Option<i64>,
}

#[derive(FromRow)]
pub struct PolicyRow {
    pub kind: String,
    pub number: i64,
    pub shipped: bool,
    pub since: i64,
    pub text: String,
}

#[derive(FromRow)]
pub struct StatisticsRow {
    pub id: Uuid,
    pub sealed: Vec<u8>,
}

#[derive(FromRow)]
pub struct PublicationRow {
    pub number: i64,
    pub text: String,
}

#[derive(FromRow)]
pub struct DeskFiguresRow {
    pub desk_id: Uuid,
    pub number: i64,
    pub sealed: Vec<u8>,
}

#[derive(FromRow)]
pub struct ReporterRow {
    pub case_id: Uuid,
    pub lookup: Vec<u8>,
    pub wrapped: Vec<u8>,
    pub recipient: String,
}

#[derive(FromRow)]
pub struct RecusalRow {
    pub case_id: Uuid,
    pub member_id: Uuid,
}

#[derive(FromRow)]
pub struct AskRow {
    pub case_id: Uuid,
    pub member_id: Uuid,
    pub agreed_by: Option<Uuid>,
    pub until: i64,
}

#[derive(FromRow)]
pub struct IndexRow {
    pub id: i64,
    pub audience_kind: String,
    pub audience_id: Uuid,
    pub epoch: i64,
    pub level: i64,
    pub sealed: Vec<u8>,
}

#[derive(FromRow)]
pub struct AuditRow {
    pub id: Uuid,
    pub desk_id: Uuid,
    pub at: i64,
    pub line: String,
}

#[derive(FromRow)]
pub struct PartRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub compartment: i64,
    pub kind: i64,
    pub epoch: i64,
    pub version: i64,
    pub sealed: Option<Vec<u8>>,
    pub file_key: Option<String>,
    pub sealed_bytes: i64,
    pub sealed_sha256: Option<Vec<u8>>,
}

impl From<SealedPart> for PartRow {
    fn from(part: SealedPart) -> Self {
        let (sealed, file_key, sealed_bytes, sealed_sha256) = match part.lying {
            Lying::InRow(bytes) => {
                let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
                (Some(bytes), None, length, None)
            }
            Lying::InFiles {
                key,
                sealed_bytes,
                sealed_sha256,
            } => (None, Some(key), sealed_bytes, Some(sealed_sha256)),
        };
        Self {
            id: part.id.0,
            case_id: part.case.0,
            compartment: part.compartment.code(),
            kind: part.kind.code(),
            epoch: part.epoch,
            version: part.version,
            sealed,
            file_key,
            sealed_bytes,
            sealed_sha256,
        }
    }
}

impl TryFrom<PartRow> for SealedPart {
    type Error = Error;
    fn try_from(row: PartRow) -> Result<Self, Error> {
        let bad = || Error::Impossible("part");
        let lying = match (row.sealed, row.file_key, row.sealed_sha256) {
            (Some(bytes), None, None) => Lying::InRow(bytes),
            (None, Some(key), Some(sealed_sha256)) => Lying::InFiles {
                key,
                sealed_bytes: row.sealed_bytes,
                sealed_sha256,
            },
            _ => return Err(bad()),
        };
        Ok(SealedPart {
            id: PartId(row.id),
            case: CaseId(row.case_id),
            compartment: Compartment::from_code(row.compartment).ok_or_else(bad)?,
            kind: PartKind::from_code(row.kind).ok_or_else(bad)?,
            epoch: row.epoch,
            version: row.version,
            lying,
            said: None,
        })
    }
}

#[derive(FromRow)]
pub struct GrantRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub compartment: i64,
    pub epoch: i64,
    pub recipient: String,
    pub reader_kind: String,
    pub reader_id: Option<Uuid>,
    pub reader_epoch: Option<i64>,
    pub sealed: Vec<u8>,
    pub signature: Vec<u8>,
    pub given_by: Option<Uuid>,
    pub expires: Option<i64>,
    pub because: Option<Vec<u8>>,
}

impl From<SealedIndex> for IndexRow {
    fn from(record: SealedIndex) -> Self {
        let (kind, id) = match record.audience {
            Audience::Desk(desk) => ("desk", desk.0),
            Audience::Member(member) => ("member", member.0),
        };
        Self {
            id: record.id.0,
            audience_kind: kind.to_owned(),
            audience_id: id,
            epoch: record.epoch,
            level: record.level,
            sealed: record.sealed,
        }
    }
}

impl From<SealedGrant> for GrantRow {
    fn from(grant: SealedGrant) -> Self {
        let (kind, reader_id, reader_epoch) = match grant.reader {
            Reader::Desk { epoch } => ("desk", None, Some(epoch)),
            Reader::Member(member) => ("member", Some(member.0), None),
            Reader::Reporter => ("reporter", None, None),
        };
        Self {
            id: grant.id.0,
            case_id: grant.case.0,
            compartment: grant.compartment.code(),
            epoch: grant.epoch,
            recipient: grant.recipient,
            reader_kind: kind.to_owned(),
            reader_id,
            reader_epoch,
            sealed: grant.sealed,
            signature: grant.signature,
            given_by: grant.given_by.map(|m| m.0),
            expires: grant.expires.map(|d| d.0),
            because: grant.because,
        }
    }
}

impl TryFrom<GrantRow> for SealedGrant {
    type Error = Error;
    fn try_from(row: GrantRow) -> Result<Self, Error> {
        let bad = || Error::Impossible("case_grant");
        let reader = match (row.reader_kind.as_str(), row.reader_id, row.reader_epoch) {
            ("desk", None, Some(epoch)) => Reader::Desk { epoch },
            ("member", Some(member), None) => Reader::Member(MemberId(member)),
            ("reporter", None, None) => Reader::Reporter,
            _ => return Err(bad()),
        };
        Ok(SealedGrant {
            id: GrantId(row.id),
            case: CaseId(row.case_id),
            compartment: Compartment::from_code(row.compartment).ok_or_else(bad)?,
            epoch: row.epoch,
            recipient: row.recipient,
            reader,
            sealed: row.sealed,
            signature: row.signature,
            given_by: row.given_by.map(MemberId),
            expires: row.expires.map(Day),
            because: row.because,
        })
    }
}
