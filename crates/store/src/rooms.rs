//! Rooms: what cases share with other organisations. Found by marks that the database alone ties to no case and no organisation.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, Denied, DeskId, Granted, MemberId, PartId, RoomId,
    cases::{Case, Reference},
    network::DeskKind,
    policy::{Action, cases as may_case, desks as may_desk},
    rooms::{Room, RoomFact, shown_after},
    sealed::{Compartment, SealedPart},
};
use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    adding::add_rows,
    error::Result,
    notices,
    rows::PartRow,
    rowsum::{Summed, WithSum, change},
};

const ADD: &str = "insert into room (id, reference, of_case, of_party, ends, shut, week, active_week, version, seen, sum)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const FIND: &str = "select id, reference, of_case, of_party, ends, shut, week, active_week, version, seen, sum from room where id = $1";
const OF_CASE: &str = "select id, reference, of_case, of_party, ends, shut, week, active_week, version, seen, sum from room where of_case = $1 order by id";
const OF_PARTY: &str = "select id, reference, of_case, of_party, ends, shut, week, active_week, version, seen, sum from room
    where of_party = $1 and (active_week < $2 or active_week = $2 and id > $3) order by active_week desc, id limit $4";
const BY_REFERENCE: &str = "select id from room where reference = $1";
/// Changes nothing, and holds the row until the transaction ends, on both databases.
const HOLD: &str = "update room set version = version where id = $1";
const TOUCH: &str =
    "update room set version = version + 1, active_week = $3 where id = $1 and version = $2";
const OPENED: &str = "update room set seen = version where id = $1";
/// What somebody does who has not opened what is new opens it for nobody.
const SEEN: &str = "update room set seen = version where id = $1 and seen = version - 1";
const ENDS: &str = "update room set ends = $2 where id = $1";
const SHUT: &str = "update room set shut = $2 where id = $1";
const KEYS: &str = "select id, room_id, epoch, recipient, case_epoch, to_case, party_epoch, to_party, sum from room_key where room_id = $1";
const ADD_KEY: &str = "insert into room_key (id, room_id, epoch, recipient, case_epoch, to_case, party_epoch, to_party, sum)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const PARTS: &str = "select id, room_id, kind, epoch, version, sealed, file_key, sealed_bytes, sealed_sha256, sum from room_part where room_id = $1";
const FILES: &str = "select p.file_key from room_part p join room r on r.id = p.room_id where r.of_case = $1 and p.file_key is not null";
const ERASE: &str = "delete from room where of_case = $1";

pub const STATEMENTS: &[&str] = &[
    ADD,
    FIND,
    OF_CASE,
    OF_PARTY,
    BY_REFERENCE,
    HOLD,
    TOUCH,
    OPENED,
    SEEN,
    ENDS,
    SHUT,
    KEYS,
    ADD_KEY,
    PARTS,
    FILES,
    ERASE,
];

/// By what the rooms of one case, or of one organisation, are found.
pub type Mark = [u8; 32];

/// A room as it lies in its row: which case and which organisation it joins only the server's key says.
#[derive(FromRow)]
pub struct RoomRow {
    pub id: Uuid,
    pub reference: String,
    pub of_case: Vec<u8>,
    pub of_party: Vec<u8>,
    pub ends: Vec<u8>,
    pub shut: bool,
    pub week: i64,
    pub active_week: i64,
    pub version: i64,
    pub seen: i64,
}

impl RoomRow {
    /// The room, once it is known what it joins.
    ///
    /// # Errors
    /// The reference is none.
    pub fn joining(self, ends: RoomEnds, today: Day) -> Result<Room> {
        let shut = self.shut || ends.until.is_some_and(|until| until < today);
        let lapsed = ends.ended.is_some_and(|ended| shown_after(ended) < today);
        Ok(Room {
            id: RoomId(self.id),
            reference: Reference::parse(&self.reference).ok_or(Error::Impossible("room"))?,
            case: ends.case,
            party: ends.party,
            kind: ends.kind,
            recused: ends.recused,
            promises: ends.promises,
            shut: shut || lapsed,
            lapsed: lapsed && !shut,
            until: ends.until,
            ended: ends.ended,
            week: Day(self.week),
            active_week: Day(self.active_week),
            version: self.version,
            seen: self.seen,
        })
    }
}

/// What a room joins, as it is sealed in its row, and who stepped aside: no row in the open says what somebody has an interest in.
#[derive(Serialize, Deserialize)]
pub struct RoomEnds {
    pub case: CaseId,
    pub party: DeskId,
    pub kind: DeskKind,
    #[serde(default)]
    pub recused: Vec<MemberId>,
    /// The commitments of the case that it was told of.
    #[serde(default)]
    pub promises: Vec<PartId>,
    /// Until and with which day the person allows that it is shown.
    #[serde(default)]
    pub until: Option<Day>,
    /// When the case ended.
    #[serde(default)]
    pub ended: Option<Day>,
}

/// A key of a room, sealed to both sides.
#[derive(Clone, FromRow)]
pub struct RoomKeyRow {
    pub id: Uuid,
    pub room_id: Uuid,
    pub epoch: i64,
    /// Its public half.
    pub recipient: String,
    /// Of what epoch the key of the team is that opens `to_case`, and the key of the organisation that opens `to_party`.
    pub case_epoch: i64,
    pub to_case: Vec<u8>,
    pub party_epoch: i64,
    pub to_party: Vec<u8>,
}

/// A part of a room; it is that of a case in all but where it lies.
#[derive(FromRow)]
pub struct RoomPartRow {
    pub id: Uuid,
    pub room_id: Uuid,
    pub kind: i64,
    pub epoch: i64,
    pub version: i64,
    pub sealed: Option<Vec<u8>>,
    pub file_key: Option<String>,
    pub sealed_bytes: i64,
    pub sealed_sha256: Option<Vec<u8>>,
}

impl From<SealedPart> for RoomPartRow {
    fn from(part: SealedPart) -> Self {
        let row = PartRow::from(part);
        Self {
            id: row.id,
            room_id: row.case_id,
            kind: row.kind,
            epoch: row.epoch,
            version: row.version,
            sealed: row.sealed,
            file_key: row.file_key,
            sealed_bytes: row.sealed_bytes,
            sealed_sha256: row.sealed_sha256,
        }
    }
}

impl TryFrom<RoomPartRow> for SealedPart {
    type Error = Error;
    fn try_from(row: RoomPartRow) -> Result<Self> {
        PartRow {
            id: row.id,
            case_id: row.room_id,
            compartment: Compartment::Room.code(),
            kind: row.kind,
            epoch: row.epoch,
            version: row.version,
            sealed: row.sealed,
            file_key: row.file_key,
            sealed_bytes: row.sealed_bytes,
            sealed_sha256: row.sealed_sha256,
        }
        .try_into()
    }
}

/// Proof that somebody may go in: from the case, or as one of the organisation.
#[derive(Clone, Copy)]
pub struct Entrance(RoomId);

impl Entrance {
    /// For whoever was allowed to do something with the case that the room is of.
    ///
    /// # Errors
    /// `Denied` when it is of another.
    pub fn of_case<A: Action<On = Case>>(case: &Granted<A>, room: &Room) -> Result<Self> {
        match room.case == case.id {
            true => Ok(Self(room.id)),
            false => Err(Error::Denied(Denied::NotFound)),
        }
    }

    /// For whoever was allowed to do something in the room.
    pub fn of_party<A: Action<On = Room>>(room: &Granted<A>) -> Self {
        Self(room.id)
    }
}

/// What happened in a room, with all that was sealed for it.
pub struct RoomRecorded {
    pub fact: RoomFact,
    pub day: Day,
    /// A room that begins.
    pub begins: Option<RoomRow>,
    /// A key that is new, where one is needed.
    pub key: Option<RoomKeyRow>,
    pub parts: Vec<SealedPart>,
    pub shut: bool,
    /// What it joins, sealed anew, where somebody stepped aside.
    pub ends: Option<Vec<u8>>,
    /// The organisation did it.
    pub by_party: bool,
    /// It opened all that is there.
    pub opened: bool,
    /// Those of this organisation are told that there is something new.
    pub news_for: Option<DeskId>,
    pub commitment: [u8; 32],
}

/// Writes what happened in a room.
///
/// # Errors
/// `Conflict` when the room was changed since it was read; nothing is written then.
pub async fn apply(tx: &mut Tx, keys: &RowKey, recorded: RoomRecorded) -> Result<()> {
    let id = recorded.fact.room.0;
    match recorded.begins {
        Some(row) => add(tx, keys, row).await?,
        None => {
            let (version, week) = (recorded.fact.version, recorded.day.monday().0);
            if change!(tx, keys, RoomRow, id, TOUCH, version, week) == 0 {
                return Err(Error::Conflict);
            }
        }
    }
    if recorded.shut {
        change!(tx, keys, RoomRow, id, SHUT, true);
    }
    if let Some(ends) = recorded.ends {
        change!(tx, keys, RoomRow, id, ENDS, ends);
    }
    if recorded.opened {
        change!(tx, keys, RoomRow, id, OPENED);
    } else if recorded.by_party {
        change!(tx, keys, RoomRow, id, SEEN);
    }
    if let Some(row) = recorded.key {
        add_key(tx, keys, row).await?;
    }
    let parts = recorded.parts.into_iter().map(RoomPartRow::from);
    add_rows!(
        tx,
        "insert into room_part (id, room_id, kind, epoch, version, sealed, file_key, sealed_bytes, sealed_sha256, sum) ",
        parts,
        |to, row| {
            let sum = row.sum(keys);
            to.push_bind(row.id)
                .push_bind(row.room_id)
                .push_bind(row.kind)
                .push_bind(row.epoch)
                .push_bind(row.version)
                .push_bind(row.sealed)
                .push_bind(row.file_key)
                .push_bind(row.sealed_bytes)
                .push_bind(row.sealed_sha256)
                .push_bind(sum)
        }
    );
    if let Some(desk) = recorded.news_for {
        notices::note_desk(tx, keys, desk).await?;
    }
    let commitment = std::iter::once(recorded.commitment.to_vec());
    add_rows!(
        tx,
        "insert into log_pending (commitment) ",
        commitment,
        |to, commitment| to.push_bind(commitment)
    );
    Ok(())
}

/// Writes what a room joins anew, such as until when it may be shown.
///
/// # Errors
/// The database cannot be used.
pub async fn set_ends(tx: &mut Tx, keys: &RowKey, entrance: Entrance, ends: Vec<u8>) -> Result<()> {
    change!(tx, keys, RoomRow, entrance.0.0, ENDS, ends);
    Ok(())
}

/// Adds a key of a room.
pub async fn add_key(tx: &mut Tx, keys: &RowKey, row: RoomKeyRow) -> Result<()> {
    let sum = row.sum(keys);
    run!(
        tx,
        ADD_KEY,
        row.id,
        row.room_id,
        row.epoch,
        row.recipient,
        row.case_epoch,
        row.to_case,
        row.party_epoch,
        row.to_party,
        sum
    )?;
    Ok(())
}

async fn add(tx: &mut Tx, keys: &RowKey, row: RoomRow) -> Result<()> {
    let sum = row.sum(keys);
    run!(
        tx,
        ADD,
        row.id,
        row.reference,
        row.of_case,
        row.of_party,
        row.ends,
        row.shut,
        row.week,
        row.active_week,
        row.version,
        row.seen,
        sum
    )?;
    Ok(())
}

/// Waits until nobody else changes a room, and keeps them waiting until the transaction ends.
pub async fn wait_for(tx: &mut Tx, id: RoomId) -> Result<()> {
    run!(tx, HOLD, id.0)?;
    Ok(())
}

/// A room by its number: nothing that is in it.
///
/// # Errors
/// `Altered` when it is not as it was written.
pub async fn find(tx: &mut Tx, keys: &RowKey, id: RoomId) -> Result<Option<RoomRow>> {
    let row = one!(tx, WithSum<RoomRow>, FIND, id.0)?;
    row.map(|row| row.unaltered(keys)).transpose()
}

/// The number of a room by the name that people use. It says nothing of who may know of it.
pub async fn by_reference(tx: &mut Tx, reference: &Reference) -> Result<Option<RoomId>> {
    let row = one!(tx, (Uuid,), BY_REFERENCE, reference.as_str())?;
    Ok(row.map(|(id,)| RoomId(id)))
}

/// The rooms of a case.
///
/// # Errors
/// `Altered` when one is not as it was written.
pub async fn of_case<A: Action<On = Case>>(
    tx: &mut Tx,
    keys: &RowKey,
    _case: &Granted<A>,
    mark: &Mark,
) -> Result<Vec<RoomRow>> {
    let rows = all!(tx, WithSum<RoomRow>, OF_CASE, mark.to_vec())?;
    rows.into_iter().map(|row| row.unaltered(keys)).collect()
}

/// The rooms of an organisation, some at a time: those after this one, which was last active in this week. Where something happened last
/// comes first.
///
/// # Errors
/// `Altered` when one is not as it was written.
pub async fn of_party(
    tx: &mut Tx,
    keys: &RowKey,
    _party: &Granted<may_desk::SeeRooms>,
    mark: &Mark,
    (week, after, limit): (Day, RoomId, i64),
) -> Result<Vec<RoomRow>> {
    let rows = all!(
        tx,
        WithSum<RoomRow>,
        OF_PARTY,
        mark.to_vec(),
        week.0,
        after.0,
        limit
    )?;
    rows.into_iter().map(|row| row.unaltered(keys)).collect()
}

/// The keys of a room, sealed to both sides.
///
/// # Errors
/// `Altered` when one is not as it was written.
pub async fn keys(tx: &mut Tx, keys: &RowKey, room: Entrance) -> Result<Vec<RoomKeyRow>> {
    let rows = all!(tx, WithSum<RoomKeyRow>, KEYS, room.0.0)?;
    rows.into_iter().map(|row| row.unaltered(keys)).collect()
}

/// The sealed parts of a room.
///
/// # Errors
/// `Altered` when one is not as it was written.
pub async fn parts(tx: &mut Tx, keys: &RowKey, room: Entrance) -> Result<Vec<SealedPart>> {
    let rows = all!(tx, WithSum<RoomPartRow>, PARTS, room.0.0)?;
    rows.into_iter()
        .map(|row| row.unaltered(keys)?.try_into())
        .collect()
}

/// Takes away the rooms of a case that is erased; gives the keys of their objects.
pub async fn erase(
    tx: &mut Tx,
    _case: &Granted<may_case::Erase>,
    mark: &Mark,
) -> Result<Vec<String>> {
    let files = all!(tx, (String,), FILES, mark.to_vec())?;
    run!(tx, ERASE, mark.to_vec())?;
    Ok(files.into_iter().map(|(key,)| key).collect())
}
