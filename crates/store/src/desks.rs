//! Desks, their people, rosters and channels.

use std::collections::BTreeMap;

use uuid::Uuid;
use watchpost_domain::{
    DeskId, InstallationId, MemberId,
    cases::CaseAccess,
    network::{Desk, Member},
    policy::Roles,
    sealed::Compartment,
};

use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    error::Result,
    rows::{DeskKeyRow, DeskRow, FoundingRow, MemberRow, RosterRow, WaitingRosterRow},
    rowsum::{Summed, WithSum, change},
};

const GET_SETTING: &str = "select value from installation where name = $1";
const PUT_SETTING: &str =
    "insert into installation (name, value) values ($1, $2) on conflict (name) do nothing";
const DESK: &str = "select id, kind, name, country, epoch from desk where id = $1";
/// Changes nothing, and holds the row until the transaction ends, on both databases.
const HOLD: &str = "update desk set epoch = epoch where id = $1";
const ADD_DESK: &str =
    "insert into desk (id, kind, name, country, epoch, sum) values ($1, $2, $3, $4, $5, $6)";
const ADD_MEMBER: &str =
    "insert into member (id, desk_id, name, roles, active, recipient, verifying, sum)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const MEMBERS: &str =
    "select id, desk_id, name, roles, active from member where desk_id = $1 order by name, id";
const MEMBER: &str =
    "select id, desk_id, name, roles, active, recipient, verifying from member where id = $1";
const SET_ROLES: &str = "update member set roles = $3 where id = $1 and desk_id = $2";
const SET_ACTIVE: &str = "update member set active = $3 where id = $1 and desk_id = $2";
const SET_EPOCH: &str = "update desk set epoch = $2 where id = $1 and epoch < $2";
const NEWEST_EPOCH: &str = "select coalesce(max(epoch), 0) from desk_key where desk_id = $1";
const DROP_DESK_KEYS: &str = "delete from desk_key where desk_id = $1 and member_id = $2";
const ONLY_NAMED_READER: &str = "select count(*) from case_file c where c.desk_id = $1 and c.access = $3 and c.ended = $4
    and exists (select 1 from case_grant g where g.case_id = c.id and g.reader_id = $2 and g.compartment = $5)
    and not exists (select 1 from case_grant g where g.case_id = c.id and g.reader_id <> $2 and g.compartment = $5 and g.expires is null)";
const IDENTITY_HOLDERS: &str = "select case_id, reader_kind, reader_id from case_grant where compartment = $2 and reader_kind <> 'reporter'
    and case_id in (select case_id from case_grant where reader_id = $1 and compartment = $2)";
const DROP_GRANTS: &str = "delete from case_grant where reader_id = $1 and compartment <> $2";
const DROP_IDENTITIES: &str = "delete from case_grant where reader_id = $1 and compartment = $2";
const DROP_ASKS: &str = "delete from identity_ask where member_id = $1";
const DROP_OWN_INDEX: &str =
    "delete from index_record where audience_kind = 'member' and audience_id = $1";
const SET_COUNTRY: &str = "update desk set country = $2 where id = $1";
const COUNTRY: &str = "select country from desk where id = $1";
const DESKS: &str = "select id, kind, name, country, epoch from desk order by name, id";
const ROSTER_DRAFT: &str = "select signed from roster_draft where desk_id = $1";
const PUT_ROSTER_DRAFT: &str =
    "insert into roster_draft (desk_id, version, signed, sum) values ($1, $2, $3, $4)";
const DROP_ROSTER_DRAFT: &str = "delete from roster_draft where desk_id = $1";
const AUDIT: &str =
    "select id, at, line from audit where desk_id = $1 order by at desc, id limit $2";
const AUDIT_BEFORE: &str = "select id, at, line from audit where desk_id = $1 and (at < $3 or (at = $3 and id > $4)) order by at desc, id limit $2";
const ADD_FOUNDING: &str = "insert into founding (desk_id, signed, sum) values ($1, $2, $3)";
const ADD_ROSTER: &str =
    "insert into roster (desk_id, version, signed, sum) values ($1, $2, $3, $4)";
const FOUNDING: &str = "select signed from founding where desk_id = $1";
const ROSTERS: &str = "select signed from roster where desk_id = $1 order by version";
const ADD_DESK_KEY: &str =
    "insert into desk_key (desk_id, epoch, member_id, sealed, sum) values ($1, $2, $3, $4, $5)";
const DESK_KEYS: &str = "select desk_id, epoch, member_id, sealed, sum from desk_key where desk_id = $1 and member_id = $2 order by epoch";
const RENEW_CASES: &str = "update case_file set epoch = epoch + 1 where desk_id = $1";
const ALL_DESKS: &str = "select id from desk order by id";

pub const STATEMENTS: &[&str] = &[
    GET_SETTING,
    PUT_SETTING,
    DESK,
    HOLD,
    ADD_DESK,
    ADD_MEMBER,
    MEMBERS,
    MEMBER,
    SET_ROLES,
    SET_ACTIVE,
    SET_EPOCH,
    NEWEST_EPOCH,
    DROP_DESK_KEYS,
    ONLY_NAMED_READER,
    IDENTITY_HOLDERS,
    DROP_GRANTS,
    DROP_IDENTITIES,
    DROP_ASKS,
    DROP_OWN_INDEX,
    SET_COUNTRY,
    COUNTRY,
    DESKS,
    ROSTER_DRAFT,
    PUT_ROSTER_DRAFT,
    DROP_ROSTER_DRAFT,
    AUDIT,
    AUDIT_BEFORE,
    ADD_FOUNDING,
    ADD_ROSTER,
    FOUNDING,
    ROSTERS,
    ADD_DESK_KEY,
    DESK_KEYS,
    RENEW_CASES,
    ALL_DESKS,
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

pub async fn add_desk(tx: &mut Tx, key: &RowKey, desk: &Desk) -> Result<()> {
    let row = DeskRow {
        id: desk.id.0,
        kind: desk.kind.code().to_owned(),
        name: desk.name.clone(),
        country: desk.country.clone(),
        epoch: desk.epoch,
    };
    let sum = row.sum(key);
    run!(
        tx,
        ADD_DESK,
        row.id,
        row.kind,
        row.name,
        row.country,
        row.epoch,
        sum
    )?;
    Ok(())
}

pub async fn desk(tx: &mut Tx, id: DeskId) -> Result<Option<Desk>> {
    let row = one!(tx, DeskRow, DESK, id.0)?;
    row.map(Desk::try_from).transpose()
}

/// Waits until nobody else changes who reads a desk, and keeps them waiting until the transaction ends: whoever comes second sees what
/// the first made of it.
pub async fn wait_for(tx: &mut Tx, desk: DeskId) -> Result<()> {
    run!(tx, HOLD, desk.0)?;
    Ok(())
}

/// Adds a member with the public halves of their keys.
pub async fn add_member(
    tx: &mut Tx,
    key: &RowKey,
    member: &Member,
    recipient: &str,
    verifying: &[u8; 32],
) -> Result<()> {
    let row = MemberRow {
        id: member.id.0,
        desk_id: member.desk.0,
        name: member.name.clone(),
        roles: i64::from(member.roles.bits()),
        active: member.active,
        recipient: recipient.to_owned(),
        verifying: verifying.to_vec(),
    };
    let sum = row.sum(key);
    run!(
        tx,
        ADD_MEMBER,
        row.id,
        row.desk_id,
        row.name,
        row.roles,
        row.active,
        row.recipient,
        row.verifying,
        sum
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
pub async fn add_founding(tx: &mut Tx, key: &RowKey, desk: DeskId, signed: &str) -> Result<()> {
    let row = FoundingRow {
        desk_id: desk.0,
        signed: signed.to_owned(),
    };
    run!(tx, ADD_FOUNDING, desk.0, signed, row.sum(key))?;
    Ok(())
}

/// Keeps a signed roster (JSON). `Conflict` when there is one of this version: SQLite lets one writer in after the other, on
/// PostgreSQL two may have read the same roster before.
pub async fn add_roster(
    tx: &mut Tx,
    key: &RowKey,
    desk: DeskId,
    version: i64,
    signed: &str,
) -> Result<()> {
    let row = RosterRow {
        desk_id: desk.0,
        version,
        signed: signed.to_owned(),
    };
    once(run!(tx, ADD_ROSTER, desk.0, version, signed, row.sum(key)))
}

/// Of two who write what may be there once, the second was slower.
fn once(written: sqlx::Result<u64>) -> Result<()> {
    match written.map_err(Error::from) {
        Err(error) if error.is_double() => Err(Error::Conflict),
        written => written.map(drop),
    }
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
    key: &RowKey,
    desk: DeskId,
    epoch: i64,
    member: MemberId,
    sealed: Vec<u8>,
) -> Result<()> {
    let row = DeskKeyRow {
        desk_id: desk.0,
        epoch,
        member_id: member.0,
        sealed,
    };
    let sum = row.sum(key);
    run!(tx, ADD_DESK_KEY, desk.0, epoch, member.0, row.sealed, sum)?;
    Ok(())
}

/// The desk's keys that are sealed to a member, oldest first.
pub async fn desk_keys(
    tx: &mut Tx,
    key: &RowKey,
    desk: DeskId,
    member: MemberId,
) -> Result<Vec<(i64, Vec<u8>)>> {
    let rows = all!(tx, WithSum<DeskKeyRow>, DESK_KEYS, desk.0, member.0)?;
    let written = { rows.into_iter() }.map(|row| row.unaltered(key));
    written
        .map(|row| row.map(|row| (row.epoch, row.sealed)))
        .collect()
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

/// Whether some open case that only named members read would have nobody left who reads what was said, with no end to it.
pub async fn is_only_named_reader(tx: &mut Tx, desk: DeskId, member: MemberId) -> Result<bool> {
    let narrative = Compartment::Narrative.code();
    let (named, ended) = (CaseAccess::Named.code(), false);
    let found = one!(
        tx,
        (i64,),
        ONLY_NAMED_READER,
        desk.0,
        member.0,
        named,
        ended,
        narrative
    )?;
    Ok(found.is_some_and(|(n,)| n > 0))
}

/// The cases in which a member can open who reported, each with who else can: a member, or (none) all who read the desk.
pub async fn identity_holders(
    tx: &mut Tx,
    member: MemberId,
) -> Result<BTreeMap<Uuid, Vec<Option<MemberId>>>> {
    let identity = Compartment::Identity.code();
    type Row = (Uuid, String, Option<Uuid>);
    let mut cases = BTreeMap::<Uuid, Vec<Option<MemberId>>>::new();
    for (case, kind, reader) in all!(tx, Row, IDENTITY_HOLDERS, member.0, identity)? {
        let others = cases.entry(case).or_default();
        match reader.map(MemberId) {
            None if kind == "desk" => others.push(None),
            other if other != Some(member) => others.push(other),
            _ => {}
        }
    }
    Ok(cases)
}

/// Ends what a member reads by name, and the list of it.
pub async fn drop_grants(tx: &mut Tx, member: MemberId) -> Result<()> {
    run!(tx, DROP_GRANTS, member.0, Compartment::Identity.code())?;
    run!(tx, DROP_OWN_INDEX, member.0)?;
    Ok(())
}

/// Ends that a member opens who reported.
pub async fn drop_identities(tx: &mut Tx, member: MemberId) -> Result<()> {
    run!(tx, DROP_IDENTITIES, member.0, Compartment::Identity.code())?;
    run!(tx, DROP_ASKS, member.0)?;
    Ok(())
}

/// All desks, for the command line.
pub async fn desks(tx: &mut Tx) -> Result<Vec<Desk>> {
    let rows = all!(tx, DeskRow, DESKS)?.into_iter();
    rows.map(Desk::try_from).collect()
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

pub async fn set_roles(
    tx: &mut Tx,
    key: &RowKey,
    desk: DeskId,
    member: MemberId,
    roles: Roles,
) -> Result<()> {
    let roles = i64::from(roles.bits());
    change!(tx, key, MemberRow, member.0, SET_ROLES, desk.0, roles);
    Ok(())
}

pub async fn set_active(
    tx: &mut Tx,
    key: &RowKey,
    desk: DeskId,
    member: MemberId,
    active: bool,
) -> Result<()> {
    change!(tx, key, MemberRow, member.0, SET_ACTIVE, desk.0, active);
    Ok(())
}

pub async fn set_epoch(tx: &mut Tx, key: &RowKey, desk: DeskId, epoch: i64) -> Result<()> {
    change!(tx, key, DeskRow, desk.0, SET_EPOCH, epoch);
    Ok(())
}

/// Says where a desk works: whose holidays it keeps.
pub async fn set_country(tx: &mut Tx, key: &RowKey, desk: DeskId, country: &str) -> Result<()> {
    change!(tx, key, DeskRow, desk.0, SET_COUNTRY, country);
    Ok(())
}

/// Where a desk works; empty where nobody has said.
pub async fn country(tx: &mut Tx, desk: DeskId) -> Result<String> {
    let row = one!(tx, (String,), COUNTRY, desk.0)?;
    Ok(row.map(|(country,)| country).unwrap_or_default())
}

/// The newest epoch that any key of the desk was made for.
pub async fn newest_epoch(tx: &mut Tx, desk: DeskId) -> Result<i64> {
    Ok(one!(tx, (i64,), NEWEST_EPOCH, desk.0)?.map_or(0, |(epoch,)| epoch))
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

/// Keeps a roster until another lead has signed it. `Conflict` when another waits already.
pub async fn put_roster_draft(
    tx: &mut Tx,
    key: &RowKey,
    desk: DeskId,
    version: i64,
    signed: &str,
) -> Result<()> {
    let row = WaitingRosterRow {
        desk_id: desk.0,
        version,
        signed: signed.to_owned(),
    };
    once(run!(
        tx,
        PUT_ROSTER_DRAFT,
        desk.0,
        version,
        signed,
        row.sum(key)
    ))
}

pub async fn drop_roster_draft(tx: &mut Tx, desk: DeskId) -> Result<()> {
    run!(tx, DROP_ROSTER_DRAFT, desk.0)?;
    Ok(())
}

/// A line of the audit (JSON), and where it stands: what comes before it is asked for by this.
pub struct AuditFound {
    pub place: (i64, Uuid),
    pub text: String,
}

/// The audit of a desk, newest first; only what comes after `after` in that order, and `limit` at most.
pub async fn audit(
    tx: &mut Tx,
    desk: DeskId,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<AuditFound>> {
    type Row = (Uuid, i64, String);
    let rows = match after {
        Some((at, id)) => all!(tx, Row, AUDIT_BEFORE, desk.0, limit, at, id)?,
        None => all!(tx, Row, AUDIT, desk.0, limit)?,
    };
    let found = |(id, at, text)| AuditFound {
        place: (at, id),
        text,
    };
    Ok(rows.into_iter().map(found).collect())
}
