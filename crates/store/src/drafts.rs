//! Drafts of reports. Found by a hash of the browser's cookie, sealed under the cookie itself.

use watchpost_domain::cases::Reference;

use crate::{Error, Tx, error::Result};

const GET: &str = "select sent, sealed from draft where lookup = $1 and expires_hour > $2";
const PUT: &str = "insert into draft (lookup, sealed, expires_hour) values ($1, $2, $3)
    on conflict (lookup) do update set sealed = $2 where draft.sent is null";
const SENT: &str = "update draft set sent = $2, sealed = null where lookup = $1 and sent is null";
const DELETE: &str = "delete from draft where lookup = $1";
const EXPIRE: &str = "delete from draft where expires_hour <= $1";
const EXPIRED_FILES: &str = "select f.file_key from draft_file f join draft d on d.lookup = f.lookup where d.expires_hour <= $1 limit 1000";
const FILES: &str = "select file_key from draft_file where lookup = $1";
const ADD_FILE: &str = "insert into draft_file (file_key, lookup) values ($1, $2)";
const FORGET_FILE: &str = "delete from draft_file where file_key = $1";
const ONCE: &str =
    "insert into done_once (token, expires_hour) values ($1, $2) on conflict (token) do nothing";
const EXPIRE_ONCE: &str = "delete from done_once where expires_hour <= $1";

pub const STATEMENTS: &[&str] = &[
    GET,
    PUT,
    SENT,
    DELETE,
    EXPIRE,
    EXPIRED_FILES,
    FILES,
    ADD_FILE,
    FORGET_FILE,
    ONCE,
    EXPIRE_ONCE,
];

/// A draft as it lies there.
pub enum Kept {
    Open(Vec<u8>),
    Sent(Reference),
}

pub async fn get(tx: &mut Tx, lookup: &[u8; 32], hour: i64) -> Result<Option<Kept>> {
    match one!(
        tx,
        (Option<String>, Option<Vec<u8>>),
        GET,
        lookup.to_vec(),
        hour
    )? {
        None => Ok(None),
        Some((Some(reference), _)) => Reference::parse(&reference)
            .map(|r| Some(Kept::Sent(r)))
            .ok_or(Error::Impossible("draft")),
        Some((None, Some(sealed))) => Ok(Some(Kept::Open(sealed))),
        Some((None, None)) => Err(Error::Impossible("draft")),
    }
}

/// Keeps a draft, unless it was sent already.
pub async fn put(tx: &mut Tx, lookup: &[u8; 32], sealed: Vec<u8>, expires_hour: i64) -> Result<()> {
    match run!(tx, PUT, lookup.to_vec(), sealed, expires_hour)? {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}

/// Marks a draft as sent and forgets what it held; its files belong to the case now. False if it was sent before.
pub async fn mark_sent(tx: &mut Tx, lookup: &[u8; 32], reference: &Reference) -> Result<bool> {
    let done = run!(tx, SENT, lookup.to_vec(), reference.as_str())? == 1;
    if done {
        for key in files(tx, lookup).await? {
            forget_file(tx, &key).await?;
        }
    }
    Ok(done)
}

pub async fn delete(tx: &mut Tx, lookup: &[u8; 32]) -> Result<()> {
    run!(tx, DELETE, lookup.to_vec())?;
    Ok(())
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
