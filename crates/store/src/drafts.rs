//! Drafts of reports. Found by a hash of the browser's cookie, sealed under the cookie itself.

use crate::{Error, Tx, error::Result};

const GET: &str = "select version, sent, sealed from draft where lookup = $1 and expires_hour > $2";
const NEW: &str =
    "insert into draft (lookup, version, sent, sealed, expires_hour) values ($1, 1, $2, $3, $4)";
const NEW_SENT: &str = "insert into draft (lookup, version, sent, sealed, expires_hour) values ($1, 1, $2, $3, $4) on conflict (lookup)
    do update set sealed = excluded.sealed, expires_hour = excluded.expires_hour where draft.expires_hour <= $5";
const SAVE: &str = "update draft set sealed = $3, version = version + 1
    where lookup = $1 and version = $2 and sent = $4 and expires_hour > $5";
const SENT: &str = "update draft set sent = $3, sealed = $4, version = version + 1
    where lookup = $1 and version = $2 and sent = $5 and expires_hour > $6";
const DELETE: &str = "delete from draft where lookup = $1";
const EXPIRE: &str = "delete from draft where expires_hour <= $1";
const EXPIRED_FILES: &str = "select f.file_key from draft_file f join draft d on d.lookup = f.lookup where d.expires_hour <= $1 limit 1000";
const FILES: &str = "select file_key from draft_file where lookup = $1";
const NAMED: &str = "select 1 from part where file_key = $1 union all select 1 from draft_file where file_key = $1 union all select 1 from room_part where file_key = $1";
const ADD_FILE: &str = "insert into draft_file (file_key, lookup) values ($1, $2)";
const FORGET_FILE: &str = "delete from draft_file where file_key = $1";
const ONCE: &str =
    "insert into done_once (token, expires_hour) values ($1, $2) on conflict (token) do nothing";
const EXPIRE_ONCE: &str = "delete from done_once where expires_hour <= $1";

pub const STATEMENTS: &[&str] = &[
    GET,
    NEW,
    NEW_SENT,
    SAVE,
    SENT,
    DELETE,
    EXPIRE,
    EXPIRED_FILES,
    FILES,
    NAMED,
    ADD_FILE,
    FORGET_FILE,
    ONCE,
    EXPIRE_ONCE,
];

/// A draft as it lies there: sealed under the cookie, and after sending only the case's reference, sealed likewise. Nothing
/// here ties the row to a case, since it has an hour.
pub struct Kept {
    /// Counts changes, so that two windows cannot overwrite each other.
    pub version: i64,
    pub sent: bool,
    pub sealed: Vec<u8>,
}

pub async fn get(tx: &mut Tx, lookup: &[u8; 32], hour: i64) -> Result<Option<Kept>> {
    let row = one!(tx, (i64, bool, Vec<u8>), GET, lookup.to_vec(), hour)?;
    Ok(row.map(|(version, sent, sealed)| Kept {
        version,
        sent,
        sealed,
    }))
}

/// Keeps a new draft, as version 1.
pub async fn add(tx: &mut Tx, lookup: &[u8; 32], sealed: Vec<u8>, expires_hour: i64) -> Result<()> {
    run!(tx, NEW, lookup.to_vec(), false, sealed, expires_hour)?;
    Ok(())
}

/// Keeps what a report that was sent in one request was answered; `false` when it was answered before and is not over.
pub async fn add_sent(
    tx: &mut Tx,
    lookup: &[u8; 32],
    sealed: Vec<u8>,
    expires_hour: i64,
    hour: i64,
) -> Result<bool> {
    let added = run!(
        tx,
        NEW_SENT,
        lookup.to_vec(),
        true,
        sealed,
        expires_hour,
        hour
    )?;
    Ok(added == 1)
}

/// Keeps a changed draft.
///
/// # Errors
/// `Conflict` when it was changed or sent since it was read, or is over in this hour; nothing is written then.
pub async fn save(
    tx: &mut Tx,
    lookup: &[u8; 32],
    version: i64,
    sealed: Vec<u8>,
    hour: i64,
) -> Result<()> {
    match run!(tx, SAVE, lookup.to_vec(), version, sealed, false, hour)? {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}

/// Marks a draft as sent and keeps `sealed` instead of what it held; its files belong to the case now.
///
/// # Errors
/// `Conflict` when it was changed or sent since it was read, or is over in this hour: its files may be swept soon.
pub async fn mark_sent(
    tx: &mut Tx,
    lookup: &[u8; 32],
    version: i64,
    sealed: Vec<u8>,
    hour: i64,
) -> Result<()> {
    let lookup_now = lookup.to_vec();
    if run!(tx, SENT, lookup_now, version, true, sealed, false, hour)? == 0 {
        return Err(Error::Conflict);
    }
    for key in files(tx, lookup).await? {
        forget_file(tx, &key).await?;
    }
    Ok(())
}

/// Throws one away, and says how many there were: none when it was swept before.
pub async fn delete(tx: &mut Tx, lookup: &[u8; 32]) -> Result<u64> {
    Ok(run!(tx, DELETE, lookup.to_vec())?)
}

/// The objects of a draft's files.
pub async fn files(tx: &mut Tx, lookup: &[u8; 32]) -> Result<Vec<String>> {
    Ok(all!(tx, (String,), FILES, lookup.to_vec())?
        .into_iter()
        .map(|(key,)| key)
        .collect())
}

pub async fn add_file(tx: &mut Tx, lookup: &[u8; 32], key: &str) -> Result<()> {
    run!(tx, ADD_FILE, key, lookup.to_vec())?;
    Ok(())
}

/// Whether a part or a draft names an object.
pub async fn names_object(tx: &mut Tx, key: &str) -> Result<bool> {
    let named = all!(tx, (i32,), NAMED, key)?;
    Ok(!named.is_empty())
}

pub async fn forget_file(tx: &mut Tx, key: &str) -> Result<()> {
    run!(tx, FORGET_FILE, key)?;
    Ok(())
}

/// Objects of drafts that are over; to be deleted before [`expire`].
pub async fn expired_files(tx: &mut Tx, hour: i64) -> Result<Vec<String>> {
    Ok(all!(tx, (String,), EXPIRED_FILES, hour)?
        .into_iter()
        .map(|(key,)| key)
        .collect())
}

/// Forgets drafts that are over.
pub async fn expire(tx: &mut Tx, hour: i64) -> Result<u64> {
    run!(tx, EXPIRE_ONCE, hour)?;
    Ok(run!(tx, EXPIRE, hour)?)
}

/// Marks a form as used. False if it was used before: then nothing more is to be done.
pub async fn once(tx: &mut Tx, token: &[u8; 32], expires_hour: i64) -> Result<bool> {
    Ok(run!(tx, ONCE, token.to_vec(), expires_hour)? == 1)
}
