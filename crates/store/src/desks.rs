//! Desks, their people, rosters and channels.

use uuid::Uuid;
use watchpost_domain::{
    ChannelId, DeskId, InstallationId, MemberId,
    cases::{CaseAccess, State},
    intake::Channel,
    network::{Desk, Member},
    policy::Roles,
    sealed::Compartment,
};

use watchpost_vault::RowKey;

use crate::{Error, Tx, error::Result};

const GET_SETTING: &str = "select value from installation where name = $1";
const PUT_SETTING: &str =
    "insert into installation (name, value) values ($1, $2) on conflict (name) do nothing";
const DESK: &str = "select id, name, epoch from desk where id = $1";
const ADD_DESK: &str = "insert into desk (id, name, epoch) values ($1, $2, $3)";
const ADD_MEMBER: &str = "insert into member (id, desk_id, name, roles, active, recipient, verifying) values ($1, $2, $3, $4, $5, $6, $7)";
const MEMBERS: &str =
    "select id, desk_id, name, roles, active from member where desk_id = $1 order by name, id";
const MEMBER: &str =
    "select id, desk_id, name, roles, active, recipient, verifying from member where id = $1";
const SET_ROLES: &str = "update member set roles = $3 where id = $1 and desk_id = $2";
const SET_ACTIVE: &str = "update member set active = $3 where id = $1 and desk_id = $2";
const SET_EPOCH: &str = "update desk set epoch = $2 where id = $1 and epoch < $2";
const DROP_DESK_KEYS: &str = "delete from desk_key where desk_id = $1 and member_id = $2";
const ONLY_NAMED_READER: &str = "select count(*) from case_file c where c.desk_id = $1 and c.access = $3 and c.state <> $4
    and exists (select 1 from case_grant g where g.case_id = c.id and g.reader_id = $2 and g.compartment = $5)
    and not exists (select 1 from case_grant g where g.case_id = c.id and g.reader_id <> $2 and g.compartment = $5)";
const DESKS: &str = "select id, name, epoch from desk order by name, id";
const ROSTER_DRAFT: &str = "select signed from roster_draft where desk_id = $1";
const PUT_ROSTER_DRAFT: &str =
    "insert into roster_draft (desk_id, version, signed) values ($1, $2, $3)
    on conflict (desk_id) do update set version = $2, signed = $3";
const DROP_ROSTER_DRAFT: &str = "delete from roster_draft where desk_id = $1";
const AUDIT: &str = "select line from audit where desk_id = $1 order by at desc, id limit $2";
const ADD_FOUNDING: &str = "insert into founding (desk_id, signed) values ($1, $2)";
const ADD_ROSTER: &str = "insert into roster (desk_id, version, signed) values ($1, $2, $3)";
const FOUNDING: &str = "select signed from founding where desk_id = $1";
const ROSTERS: &str = "select signed from roster where desk_id = $1 order by version";
const ADD_DESK_KEY: &str =
    "insert into desk_key (desk_id, epoch, member_id, sealed) values ($1, $2, $3, $4)";
const DESK_KEYS: &str =
    "select epoch, sealed from desk_key where desk_id = $1 and member_id = $2 order by epoch";
const RENEW_CASES: &str = "update case_file set epoch = epoch + 1 where desk_id = $1";
const ALL_DESKS: &str = "select id from desk order by id";
const ADD_CHANNEL: &str =
    "insert into channel (id, desk_id, version, definition) values ($1, $2, $3, $4)
    on conflict (id) do update set version = $3, definition = $4";
const CHANGE_CHANNEL: &str =
    "update channel set version = $2, definition = $3 where id = $1 and version = $4";
const CHANNELS: &str = "select definition from channel order by id";
const CHANNEL: &str = "select definition from channel where id = $1";

pub const STATEMENTS: &[&str] = &[
    GET_SETTING,
    PUT_SETTING,
    DESK,
    ADD_DESK,
    ADD_MEMBER,
    MEMBERS,
    MEMBER,
    SET_ROLES,
    SET_ACTIVE,
    SET_EPOCH,
    DROP_DESK_KEYS,
    ONLY_NAMED_READER,
    DESKS,
    ROSTER_DRAFT,
    PUT_ROSTER_DRAFT,
    DROP_ROSTER_DRAFT,
    AUDIT,
    ADD_FOUNDING,
    ADD_ROSTER,
    FOUNDING,
    ROSTERS,
    ADD_DESK_KEY,
    DESK_KEYS,
    RENEW_CASES,
    ALL_DESKS,
    ADD_CHANNEL,
    CHANGE_CHANNEL,
    CHANNELS,
    CHANNEL,
];

/// The identity of the installation; made by the first who asks.
pub async fn installation(tx: &mut Tx, fresh: InstallationId) -> Result<InstallationId> {
    run!(tx, PUT_SETTING, "id", fresh.0.as_bytes().to_vec())?;
    let (value,) =
        one!(tx, (Vec<u8>,), GET_SETTING, "id")?.ok_or(Error::Impossible("installation"))?;
    Uuid::from_slice(&value)
        .map(InstallationId)
        .map_err(|_| Error::Impossible("installation"))
}

pub async fn add_desk(tx: &mut Tx, desk: &Desk) -> Result<()> {
    run!(tx, ADD_DESK, desk.id.0, &desk.name, desk.epoch)?;
    Ok(())
}

pub async fn desk(tx: &mut Tx, id: DeskId) -> Result<Option<Desk>> {
    let row = one!(tx, (Uuid, String, i64), DESK, id.0)?;
    Ok(row.map(|(id, name, epoch)| Desk {
        id: DeskId(id),
        name,
        epoch,
    }))
}

/// Adds a member with the public halves of their keys.
pub async fn add_member(
    tx: &mut Tx,
    member: &Member,
    recipient: &str,
    verifying: &[u8; 32],
) -> Result<()> {
    let roles = i64::from(member.roles.bits());
    run!(
        tx,
        ADD_MEMBER,
        member.id.0,
        member.desk.0,
        &member.name,
        roles,
        member.active,
        recipient,
        verifying.to_vec()
    )?;
    Ok(())
}

pub async fn members(tx: &mut Tx, desk: DeskId) -> Result<Vec<Member>> {
    let rows = all!(tx, (Uuid, Uuid, String, i64, bool), MEMBERS, desk.0)?;
    rows.into_iter()
        .map(|(id, desk, name, roles, active)| {
            let roles = u8::try_from(roles)
                .map(Roles::from_bits)
                .map_err(|_| Error::Impossible("member"))?;
            Ok(Member {
                id: MemberId(id),
                desk: DeskId(desk),
                name,
                roles,
                active,
            })
        })
        .collect()
}

/// Keeps the installation's signature over a desk and its first lead (JSON).
pub async fn add_founding(tx: &mut Tx, desk: DeskId, signed: &str) -> Result<()> {
    run!(tx, ADD_FOUNDING, desk.0, signed)?;
    Ok(())
}

/// Keeps a signed roster (JSON).
pub async fn add_roster(tx: &mut Tx, desk: DeskId, version: i64, signed: &str) -> Result<()> {
    run!(tx, ADD_ROSTER, desk.0, version, signed)?;
    Ok(())
}

/// The founding record and all rosters of a desk, oldest first (JSON), to be verified by the caller.
pub async fn rosters(tx: &mut Tx, desk: DeskId) -> Result<Option<(String, Vec<String>)>> {
    let Some((founding,)) = one!(tx, (String,), FOUNDING, desk.0)? else {
        return Ok(None);
    };
    let rosters = all!(tx, (String,), ROSTERS, desk.0)?;
    Ok(Some((
        founding,
        rosters.into_iter().map(|(signed,)| signed).collect(),
    )))
}

/// Keeps a desk's key, sealed to one member.
pub async fn add_desk_key(
    tx: &mut Tx,
    desk: DeskId,
    epoch: i64,
    member: MemberId,
    sealed: Vec<u8>,
) -> Result<()> {
    run!(tx, ADD_DESK_KEY, desk.0, epoch, member.0, sealed)?;
    Ok(())
}

/// The desk's keys that are sealed to a member, oldest first.
pub async fn desk_keys(tx: &mut Tx, desk: DeskId, member: MemberId) -> Result<Vec<(i64, Vec<u8>)>> {
    Ok(all!(tx, (i64, Vec<u8>), DESK_KEYS, desk.0, member.0)?)
}

/// Asks for new keys of every case of a desk: each is made with the next act on it.
pub async fn renew_cases(tx: &mut Tx, key: &RowKey, desk: DeskId) -> Result<()> {
    run!(tx, RENEW_CASES, desk.0)?;
    crate::rowsum::cases_changed(tx, key, desk.0).await
}

/// Every desk of the installation.
pub async fn all_desks(tx: &mut Tx) -> Result<Vec<DeskId>> {
    let all = all!(tx, (Uuid,), ALL_DESKS)?;
    Ok(all.into_iter().map(|(id,)| DeskId(id)).collect())
}

/// Changes a channel, if it is still of the version that was seen; `false` when somebody was faster.
pub async fn change_channel(tx: &mut Tx, channel: &Channel, seen: u32) -> Result<bool> {
    let definition = serde_json::to_string(channel).map_err(|_| Error::Impossible("channel"))?;
    let version = i64::from(channel.questionnaire.version);
    let changed = run!(
        tx,
        CHANGE_CHANNEL,
        channel.id.0,
        version,
        definition,
        i64::from(seen)
    )?;
    Ok(changed == 1)
}

/// Adds or changes a channel.
pub async fn put_channel(tx: &mut Tx, channel: &Channel) -> Result<()> {
    let definition = serde_json::to_string(channel).map_err(|_| Error::Impossible("channel"))?;
    run!(
        tx,
        ADD_CHANNEL,
        channel.id.0,
        channel.desk.0,
        i64::from(channel.questionnaire.version),
        definition
    )?;
    Ok(())
}

fn read_channel((definition,): (String,)) -> Result<Channel> {
    serde_json::from_str(&definition).map_err(|_| Error::Impossible("channel"))
}

/// All channels; they are public.
pub async fn channels(tx: &mut Tx) -> Result<Vec<Channel>> {
    all!(tx, (String,), CHANNELS)?
        .into_iter()
        .map(read_channel)
        .collect()
}

pub async fn channel(tx: &mut Tx, id: ChannelId) -> Result<Option<Channel>> {
    one!(tx, (String,), CHANNEL, id.0)?
        .map(read_channel)
        .transpose()
}

/// Whether some open case that only named members read would have nobody left who reads what was said.
pub async fn is_only_named_reader(tx: &mut Tx, desk: DeskId, member: MemberId) -> Result<bool> {
    let narrative = Compartment::Narrative.code();
    let (named, closed) = (CaseAccess::Named.code(), State::Closed.code());
    let found = one!(
        tx,
        (i64,),
        ONLY_NAMED_READER,
        desk.0,
        member.0,
        named,
        closed,
        narrative
    )?;
    Ok(found.is_some_and(|(n,)| n > 0))
}

/// All desks, for the command line.
pub async fn desks(tx: &mut Tx) -> Result<Vec<Desk>> {
    Ok(all!(tx, (Uuid, String, i64), DESKS)?
        .into_iter()
        .map(|(id, name, epoch)| Desk {
            id: DeskId(id),
            name,
            epoch,
        })
        .collect())
}

/// A member, with the public halves of their keys.
pub async fn member(tx: &mut Tx, id: MemberId) -> Result<Option<(Member, String, [u8; 32])>> {
    type Row = (Uuid, Uuid, String, i64, bool, String, Vec<u8>);
    let bad = || Error::Impossible("member");
    let Some((id, desk, name, roles, active, recipient, verifying)) = one!(tx, Row, MEMBER, id.0)?
    else {
        return Ok(None);
    };
    let member = Member {
        id: MemberId(id),
        desk: DeskId(desk),
        name,
        roles: u8::try_from(roles)
            .map(Roles::from_bits)
            .map_err(|_| bad())?,
        active,
    };
    Ok(Some((
        member,
        recipient,
        verifying.try_into().map_err(|_| bad())?,
    )))
}

pub async fn set_roles(tx: &mut Tx, desk: DeskId, member: MemberId, roles: Roles) -> Result<()> {
    run!(tx, SET_ROLES, member.0, desk.0, i64::from(roles.bits()))?;
    Ok(())
}

pub async fn set_active(tx: &mut Tx, desk: DeskId, member: MemberId, active: bool) -> Result<()> {
    run!(tx, SET_ACTIVE, member.0, desk.0, active)?;
    Ok(())
}

pub async fn set_epoch(tx: &mut Tx, desk: DeskId, epoch: i64) -> Result<()> {
    run!(tx, SET_EPOCH, desk.0, epoch)?;
    Ok(())
}

/// Takes the desk's keys, of every epoch, from a member.
pub async fn drop_desk_keys(tx: &mut Tx, desk: DeskId, member: MemberId) -> Result<()> {
    run!(tx, DROP_DESK_KEYS, desk.0, member.0)?;
    Ok(())
}

/// A roster that waits for another signature (JSON).
pub async fn roster_draft(tx: &mut Tx, desk: DeskId) -> Result<Option<String>> {
    Ok(one!(tx, (String,), ROSTER_DRAFT, desk.0)?.map(|(signed,)| signed))
}

pub async fn put_roster_draft(tx: &mut Tx, desk: DeskId, version: i64, signed: &str) -> Result<()> {
    run!(tx, PUT_ROSTER_DRAFT, desk.0, version, signed)?;
    Ok(())
}

pub async fn drop_roster_draft(tx: &mut Tx, desk: DeskId) -> Result<()> {
    run!(tx, DROP_ROSTER_DRAFT, desk.0)?;
    Ok(())
}

/// The audit of a desk, newest first (JSON lines); `limit` at most.
pub async fn audit(tx: &mut Tx, desk: DeskId, limit: i64) -> Result<Vec<String>> {
    Ok(all!(tx, (String,), AUDIT, desk.0, limit)?
        .into_iter()
        .map(|(line,)| line)
        .collect())
}
