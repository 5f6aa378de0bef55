//! Logins, sessions and invitations: who may come in. None of them opens anything sealed.

use uuid::Uuid;
use watchpost_domain::{DeskId, InvitationId, MemberId, SessionId, policy::Roles};

use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    error::Result,
    rows::{InvitationRow, LoginRow as Row, SpareRow},
    rowsum::{Summed, change},
};

const ADD_LOGIN: &str =
    "insert into login (member_id, name, passphrase, totp, totp_last, wrapped, recovery, language, sum)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (name) do nothing";
const LOGIN: &str = "select member_id, name, passphrase, totp, totp_last, wrapped, recovery, language from login where name = $1";
const LOGIN_OF: &str = "select member_id, name, passphrase, totp, totp_last, wrapped, recovery, language from login where member_id = $1";
const USE_TOTP: &str = "update login set totp_last = $2 where member_id = $1 and totp_last < $2";
const SET_PASSPHRASE: &str = "update login set passphrase = $2 where member_id = $1";
const SET_TOTP: &str = "update login set totp = $2, totp_last = $3 where member_id = $1";
const SET_WRAPPED: &str = "update login set wrapped = $2 where member_id = $1";
const SET_RECOVERY: &str = "update login set recovery = $2 where member_id = $1";
const SET_LANGUAGE: &str = "update login set language = $2 where member_id = $1";
const VIEWS: &str = "select sealed from saved_view where member_id = $1";
const PUT_VIEWS: &str = "insert into saved_view (member_id, sealed) values ($1, $2)
    on conflict (member_id) do update set sealed = excluded.sealed";
const DROP_VIEWS: &str = "delete from saved_view where member_id = $1";
const ADD_SPARE: &str = "insert into spare_code (lookup, member_id, sum) values ($1, $2, $3)";
const USE_SPARE: &str = "delete from spare_code where lookup = $1 and member_id = $2";
const HAS_SPARE: &str = "select count(*) from spare_code where lookup = $1 and member_id = $2";
const DROP_SPARES: &str = "delete from spare_code where member_id = $1";
const COUNT_SPARES: &str = "select count(*) from spare_code where member_id = $1";
const ADD_SESSION: &str = "insert into session (lookup, id, member_id, begun, used, unlocked_at, unlocked) values ($1, $2, $3, $4, $4, null, null)";
const SESSION: &str =
    "select id, member_id, begun, used, unlocked_at, unlocked from session where lookup = $1";
const SESSIONS: &str = "select id, member_id, begun, used, unlocked_at, unlocked from session where member_id = $1 order by used desc";
const USE_SESSION: &str = "update session set used = $2 where lookup = $1 and used < $2";
const UNLOCK: &str =
    "update session set lookup = $2, used = $3, unlocked_at = $3, unlocked = $4 where lookup = $1";
const RENEW: &str = "update session set lookup = $2, unlocked = $3 where lookup = $1";
const LOCK_ALL: &str =
    "update session set unlocked_at = null, unlocked = null where member_id = $1";
const LOCK: &str = "update session set unlocked_at = null, unlocked = null where lookup = $1";
const LOCK_IDLE: &str =
    "update session set unlocked_at = null, unlocked = null where unlocked_at is not null
    and (used <= $1 or unlocked_at <= $2 or used > $3 or unlocked_at > $3)";
const END_SESSION: &str = "delete from session where id = $1 and member_id = $2";
const END_SESSIONS: &str = "delete from session where member_id = $1";
const END_OTHERS: &str = "delete from session where member_id = $1 and lookup <> $2";
const EXPIRE_SESSIONS: &str =
    "delete from session where used <= $1 or begun <= $2 or used > $3 or begun > $3";
const ADD_INVITATION: &str =
    "insert into invitation (lookup, id, desk_id, name, roles, by_member, expires_hour, sum)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const INVITATION: &str = "select id, desk_id, name, roles, expires_hour from invitation where lookup = $1 and expires_hour > $2";
const INVITATIONS: &str = "select id, desk_id, name, roles, expires_hour from invitation where desk_id = $1 and expires_hour > $2 order by name, id";
const TAKE_INVITATION: &str = "delete from invitation where lookup = $1";
const TAKE_BACK: &str = "delete from invitation where id = $1 and desk_id = $2";
const EXPIRE_INVITATIONS: &str = "delete from invitation where expires_hour <= $1";

pub const STATEMENTS: &[&str] = &[
    ADD_LOGIN,
    LOGIN,
    LOGIN_OF,
    USE_TOTP,
    SET_PASSPHRASE,
    SET_TOTP,
    SET_WRAPPED,
    SET_RECOVERY,
    SET_LANGUAGE,
    VIEWS,
    PUT_VIEWS,
    DROP_VIEWS,
    ADD_SPARE,
    USE_SPARE,
    HAS_SPARE,
    DROP_SPARES,
    COUNT_SPARES,
    ADD_SESSION,
    SESSION,
    SESSIONS,
    USE_SESSION,
    UNLOCK,
    RENEW,
    LOCK,
    LOCK_ALL,
    LOCK_IDLE,
    END_SESSION,
    END_SESSIONS,
    END_OTHERS,
    EXPIRE_SESSIONS,
    ADD_INVITATION,
    INVITATION,
    INVITATIONS,
    TAKE_INVITATION,
    TAKE_BACK,
    EXPIRE_INVITATIONS,
];

/// What is kept of a login. Passphrases are hashed, the rest is sealed or wrapped.
pub struct Login {
    pub member: MemberId,
    pub name: String,
    pub passphrase: String,
    /// The seed of the authenticator, sealed under the server's column keys.
    pub totp: Vec<u8>,
    /// The last step of the authenticator that was used, so that no code works twice.
    pub totp_last: i64,
    /// The member's keys, wrapped under their unlocking passphrase.
    pub wrapped: Vec<u8>,
    /// The same, wrapped under the printed recovery code.
    pub recovery: Vec<u8>,
    /// The language that the member chose; empty: as the browser asks.
    pub language: String,
}

type LoginRow = (Uuid, String, String, Vec<u8>, i64, Vec<u8>, Vec<u8>, String);

fn login_of(
    (member, name, passphrase, totp, totp_last, wrapped, recovery, language): LoginRow,
) -> Login {
    Login {
        member: MemberId(member),
        name,
        passphrase,
        totp,
        totp_last,
        wrapped,
        recovery,
        language,
    }
}

/// A session as it lies there. Its cookie is not here, only a hash of it.
pub struct Session {
    pub id: SessionId,
    pub member: MemberId,
    /// Seconds since 1970.
    pub begun: i64,
    pub used: i64,
    pub unlocked_at: Option<i64>,
    /// The member's keys, sealed under the cookie.
    pub unlocked: Option<Vec<u8>>,
}

type SessionRow = (Uuid, Uuid, i64, i64, Option<i64>, Option<Vec<u8>>);

fn session_of((id, member, begun, used, unlocked_at, unlocked): SessionRow) -> Session {
    Session {
        id: SessionId(id),
        member: MemberId(member),
        begun,
        used,
        unlocked_at,
        unlocked,
    }
}

/// An invitation that was not taken yet.
pub struct Invitation {
    pub id: InvitationId,
    pub desk: DeskId,
    pub name: String,
    pub roles: Roles,
    pub expires_hour: i64,
}

fn invitation_of(
    (id, desk, name, roles, expires_hour): (Uuid, Uuid, String, i64, i64),
) -> Result<Invitation> {
    Ok(Invitation {
        id: InvitationId(id),
        desk: DeskId(desk),
        name,
        roles: u8::try_from(roles)
            .map(Roles::from_bits)
            .map_err(|_| Error::Impossible("invitation"))?,
        expires_hour,
    })
}

/// Adds a login; `false` when the name is taken.
pub async fn add_login(tx: &mut Tx, key: &RowKey, login: &Login) -> Result<bool> {
    let row = Row {
        member_id: login.member.0,
        name: login.name.clone(),
        passphrase: login.passphrase.clone(),
        totp: login.totp.clone(),
        totp_last: login.totp_last,
        wrapped: login.wrapped.clone(),
        recovery: login.recovery.clone(),
        language: login.language.clone(),
    };
    let sum = row.sum(key);
    let added = run!(
        tx,
        ADD_LOGIN,
        row.member_id,
        row.name,
        row.passphrase,
        row.totp,
        row.totp_last,
        row.wrapped,
        row.recovery,
        row.language,
        sum
    )?;
    Ok(added == 1)
}

pub async fn login(tx: &mut Tx, name: &str) -> Result<Option<Login>> {
    Ok(one!(tx, LoginRow, LOGIN, name)?.map(login_of))
}

pub async fn login_of_member(tx: &mut Tx, member: MemberId) -> Result<Option<Login>> {
    Ok(one!(tx, LoginRow, LOGIN_OF, member.0)?.map(login_of))
}

/// Marks a step of the authenticator as used; `false` when it, or a later one, was used before.
pub async fn use_totp(tx: &mut Tx, key: &RowKey, member: MemberId, step: i64) -> Result<bool> {
    Ok(change!(tx, key, Row, member.0, USE_TOTP, step) == 1)
}

pub async fn set_passphrase(tx: &mut Tx, key: &RowKey, member: MemberId, hash: &str) -> Result<()> {
    change!(tx, key, Row, member.0, SET_PASSPHRASE, hash);
    Ok(())
}

/// Another authenticator.
pub async fn set_totp(
    tx: &mut Tx,
    key: &RowKey,
    member: MemberId,
    sealed: Vec<u8>,
    last: i64,
) -> Result<()> {
    change!(tx, key, Row, member.0, SET_TOTP, sealed, last);
    Ok(())
}

/// The member's keys under another unlocking passphrase.
pub async fn set_wrapped(
    tx: &mut Tx,
    key: &RowKey,
    member: MemberId,
    wrapped: Vec<u8>,
) -> Result<()> {
    change!(tx, key, Row, member.0, SET_WRAPPED, wrapped);
    Ok(())
}

/// The member's keys under another printed recovery code.
pub async fn set_recovery(
    tx: &mut Tx,
    key: &RowKey,
    member: MemberId,
    wrapped: Vec<u8>,
) -> Result<()> {
    change!(tx, key, Row, member.0, SET_RECOVERY, wrapped);
    Ok(())
}

pub async fn set_language(
    tx: &mut Tx,
    key: &RowKey,
    member: MemberId,
    language: &str,
) -> Result<()> {
    change!(tx, key, Row, member.0, SET_LANGUAGE, language);
    Ok(())
}

/// Replaces the codes that work once in place of the authenticator.
pub async fn set_spares(
    tx: &mut Tx,
    key: &RowKey,
    member: MemberId,
    lookups: &[[u8; 32]],
) -> Result<()> {
    run!(tx, DROP_SPARES, member.0)?;
    for lookup in lookups {
        let row = SpareRow {
            member_id: member.0,
            lookup: lookup.to_vec(),
        };
        let sum = row.sum(key);
        run!(tx, ADD_SPARE, row.lookup, row.member_id, sum)?;
    }
    Ok(())
}

/// Uses such a code up; `false` when there is none.
pub async fn use_spare(tx: &mut Tx, member: MemberId, lookup: &[u8; 32]) -> Result<bool> {
    Ok(run!(tx, USE_SPARE, lookup.to_vec(), member.0)? == 1)
}

/// Whether there is such a code; it is not used up by asking.
pub async fn has_spare(tx: &mut Tx, member: MemberId, lookup: &[u8; 32]) -> Result<bool> {
    let found = one!(tx, (i64,), HAS_SPARE, lookup.to_vec(), member.0)?;
    Ok(found.is_some_and(|(n,)| n > 0))
}

pub async fn count_spares(tx: &mut Tx, member: MemberId) -> Result<i64> {
    Ok(one!(tx, (i64,), COUNT_SPARES, member.0)?.map_or(0, |(n,)| n))
}

pub async fn add_session(
    tx: &mut Tx,
    lookup: &[u8; 32],
    id: SessionId,
    member: MemberId,
    now: i64,
) -> Result<()> {
    run!(tx, ADD_SESSION, lookup.to_vec(), id.0, member.0, now)?;
    Ok(())
}

pub async fn session(tx: &mut Tx, lookup: &[u8; 32]) -> Result<Option<Session>> {
    Ok(one!(tx, SessionRow, SESSION, lookup.to_vec())?.map(session_of))
}

/// A member's sessions, the latest used first.
pub async fn sessions(tx: &mut Tx, member: MemberId) -> Result<Vec<Session>> {
    Ok(all!(tx, SessionRow, SESSIONS, member.0)?
        .into_iter()
        .map(session_of)
        .collect())
}

pub async fn use_session(tx: &mut Tx, lookup: &[u8; 32], now: i64) -> Result<()> {
    run!(tx, USE_SESSION, lookup.to_vec(), now)?;
    Ok(())
}

/// Keeps the member's keys, sealed under another cookie: the old one is worth nothing from now on. `false` when it was so already.
pub async fn unlock(
    tx: &mut Tx,
    (old, new): (&[u8; 32], &[u8; 32]),
    now: i64,
    sealed: Vec<u8>,
) -> Result<bool> {
    Ok(run!(tx, UNLOCK, old.to_vec(), new.to_vec(), now, sealed)? == 1)
}

/// Puts another cookie in the place of one, with the keys sealed under it where they are unlocked.
pub async fn renew_session(
    tx: &mut Tx,
    (old, new): (&[u8; 32], &[u8; 32]),
    sealed: Option<Vec<u8>>,
) -> Result<bool> {
    let is_locked = sealed.is_none();
    let renewed = run!(tx, RENEW, old.to_vec(), new.to_vec(), sealed)? == 1;
    if is_locked {
        lock(tx, new).await?;
    }
    Ok(renewed)
}

/// Locks all sessions of a member.
pub async fn lock_all(tx: &mut Tx, member: MemberId) -> Result<()> {
    run!(tx, LOCK_ALL, member.0)?;
    Ok(())
}

pub async fn lock(tx: &mut Tx, lookup: &[u8; 32]) -> Result<()> {
    run!(tx, LOCK, lookup.to_vec())?;
    Ok(())
}

/// Locks sessions that were last used, or were unlocked, at these times or before, or later than `latest`: then the clock was set
/// back.
pub async fn lock_idle(tx: &mut Tx, used: i64, unlocked: i64, latest: i64) -> Result<()> {
    run!(tx, LOCK_IDLE, used, unlocked, latest)?;
    Ok(())
}

pub async fn end_session(tx: &mut Tx, member: MemberId, id: SessionId) -> Result<()> {
    run!(tx, END_SESSION, id.0, member.0)?;
    Ok(())
}

pub async fn end_sessions(tx: &mut Tx, member: MemberId) -> Result<()> {
    run!(tx, END_SESSIONS, member.0)?;
    Ok(())
}

/// Ends all sessions of a member but one.
pub async fn end_other_sessions(tx: &mut Tx, member: MemberId, but: &[u8; 32]) -> Result<()> {
    run!(tx, END_OTHERS, member.0, but.to_vec())?;
    Ok(())
}

/// Forgets sessions that were last used, or were begun, at these times or before, or later than `latest`.
pub async fn expire_sessions(tx: &mut Tx, used: i64, begun: i64, latest: i64) -> Result<()> {
    run!(tx, EXPIRE_SESSIONS, used, begun, latest)?;
    Ok(())
}

pub async fn add_invitation(
    tx: &mut Tx,
    key: &RowKey,
    lookup: &[u8; 32],
    invitation: &Invitation,
    by: Option<MemberId>,
) -> Result<()> {
    let row = InvitationRow {
        id: invitation.id.0,
        lookup: lookup.to_vec(),
        desk_id: invitation.desk.0,
        name: invitation.name.clone(),
        roles: i64::from(invitation.roles.bits()),
        by_member: by.map(|m| m.0),
        expires_hour: invitation.expires_hour,
    };
    let sum = row.sum(key);
    run!(
        tx,
        ADD_INVITATION,
        row.lookup,
        row.id,
        row.desk_id,
        row.name,
        row.roles,
        row.by_member,
        row.expires_hour,
        sum
    )?;
    Ok(())
}

pub async fn invitation(tx: &mut Tx, lookup: &[u8; 32], hour: i64) -> Result<Option<Invitation>> {
    one!(
        tx,
        (Uuid, Uuid, String, i64, i64),
        INVITATION,
        lookup.to_vec(),
        hour
    )?
    .map(invitation_of)
    .transpose()
}

/// The invitations of a desk that were not taken yet.
pub async fn invitations(tx: &mut Tx, desk: DeskId, hour: i64) -> Result<Vec<Invitation>> {
    all!(
        tx,
        (Uuid, Uuid, String, i64, i64),
        INVITATIONS,
        desk.0,
        hour
    )?
    .into_iter()
    .map(invitation_of)
    .collect()
}

/// Uses an invitation up; `false` when somebody was faster.
pub async fn take_invitation(tx: &mut Tx, lookup: &[u8; 32]) -> Result<bool> {
    Ok(run!(tx, TAKE_INVITATION, lookup.to_vec())? == 1)
}

/// Takes an invitation back; `false` when there is none.
pub async fn take_back(tx: &mut Tx, desk: DeskId, id: InvitationId) -> Result<bool> {
    Ok(run!(tx, TAKE_BACK, id.0, desk.0)? == 1)
}

pub async fn expire_invitations(tx: &mut Tx, hour: i64) -> Result<()> {
    run!(tx, EXPIRE_INVITATIONS, hour)?;
    Ok(())
}

/// A member's saved views, sealed to them.
pub async fn views(tx: &mut Tx, member: MemberId) -> Result<Option<Vec<u8>>> {
    Ok(one!(tx, (Vec<u8>,), VIEWS, member.0)?.map(|(sealed,)| sealed))
}

/// Keeps a member's saved views.
pub async fn put_views(tx: &mut Tx, member: MemberId, sealed: Vec<u8>) -> Result<()> {
    run!(tx, PUT_VIEWS, member.0, sealed)?;
    Ok(())
}

/// Forgets a member's saved views.
pub async fn drop_views(tx: &mut Tx, member: MemberId) -> Result<()> {
    run!(tx, DROP_VIEWS, member.0)?;
    Ok(())
}
