//! What the public log has still to take in, and what it took.

use crate::{Error, Tx, error::Result};

const PENDING: &str = "select commitment from log_pending order by commitment limit $1";
const PEND: &str = "insert into log_pending (commitment) values ($1)";
const KNOWN: &str = "select count(*) from (select commitment from log_pending where commitment = $1
    union all select commitment from log_entry where commitment = $1) known";
const ENTRIES: &str = "select position, commitment from log_entry where position >= $1 and position < $2 order by position";
const TAKEN: &str = "delete from log_pending where commitment = $1";
const ENTRY: &str = "insert into log_entry (commitment, position) values ($1, $2)";
const POSITION: &str = "select position from log_entry where commitment = $1";
const HEAD: &str = "select size, checkpoint from log_head where name = 'log'";
const FIRST_HEAD: &str = "insert into log_head (name, size, checkpoint) values ('log', $1, $2) on conflict (name) do nothing";
const MOVE_HEAD: &str =
    "update log_head set size = $2, checkpoint = $3 where name = 'log' and size = $1";

const COSIGNED: &str = "select size, checkpoint from log_head where name = 'cosigned'";
const COSIGN: &str = "insert into log_head (name, size, checkpoint) values ('cosigned', $1, $2)
    on conflict (name) do update set size = excluded.size, checkpoint = excluded.checkpoint";

const ONLY_ONE: &str = "select pg_advisory_xact_lock(7737117)";

const COUNT: &str = "select count(*) from log_entry";
const WAITING: &str = "select count(*) from log_pending";
const HELD: &str = "select value from installation where name = 'log-held'";
const HOLD: &str =
    "insert into installation (name, value) values ('log-held', $1) on conflict (name) do nothing";
const AGAIN: &str = "insert into log_pending (commitment) select commitment from log_entry where true on conflict (commitment) do nothing";
const NO_ENTRIES: &str = "delete from log_entry";
const NO_HEAD: &str = "delete from log_head";
const FOLLOWS: &str = "select value from installation where name = 'log-follows'";
const SET_FOLLOWS: &str = "insert into installation (name, value) values ('log-follows', $1) on conflict (name) do update set value = excluded.value";
const RELEASE: &str = "delete from installation where name = 'log-held'";

pub const STATEMENTS: &[&str] = &[
    COSIGNED,
    COSIGN,
    FOLLOWS,
    SET_FOLLOWS,
    AGAIN,
    NO_ENTRIES,
    NO_HEAD,
    PENDING,
    PEND,
    KNOWN,
    ENTRIES,
    TAKEN,
    ENTRY,
    POSITION,
    HEAD,
    FIRST_HEAD,
    MOVE_HEAD,
    COUNT,
    WAITING,
    HELD,
    HOLD,
    RELEASE,
];

/// How many commitments have a place.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    Ok(one!(tx, (i64,), COUNT)?.map_or(0, |(n,)| n))
}

/// How many commitments wait for a place.
pub async fn waiting(tx: &mut Tx) -> Result<i64> {
    Ok(one!(tx, (i64,), WAITING)?.map_or(0, |(n,)| n))
}

/// Keeps the log from being signed: after a restore it may have been longer than what was restored.
pub async fn hold(tx: &mut Tx) -> Result<()> {
    run!(tx, HOLD, vec![1u8])?;
    Ok(())
}

/// Whether the log may not be signed now.
pub async fn is_held(tx: &mut Tx) -> Result<bool> {
    Ok(one!(tx, (Vec<u8>,), HELD)?.is_some())
}

/// Ends the log, whose last known checkpoint is kept: all that had a place in it waits for one in the next.
pub async fn begin_anew(tx: &mut Tx, follows: &str) -> Result<()> {
    run!(tx, SET_FOLLOWS, follows.as_bytes())?;
    run!(tx, AGAIN)?;
    run!(tx, NO_ENTRIES)?;
    run!(tx, NO_HEAD)?;
    Ok(())
}

/// The last known checkpoint of the log before this one.
pub async fn follows(tx: &mut Tx) -> Result<Option<Vec<u8>>> {
    Ok(one!(tx, (Vec<u8>,), FOLLOWS)?.map(|(text,)| text))
}

/// Lets the log be signed again.
pub async fn release(tx: &mut Tx) -> Result<()> {
    run!(tx, RELEASE)?;
    Ok(())
}

/// Waits until no other server sequences, and keeps others out until the transaction ends. On SQLite there is one server,
/// which keeps its own order.
pub async fn only_one(tx: &mut Tx) -> Result<()> {
    if let Tx::Postgres(t) = tx {
        sqlx::query(ONLY_ONE).execute(&mut **t).await?;
    }
    Ok(())
}

fn commitment((bytes,): (Vec<u8>,)) -> Result<[u8; 32]> {
    bytes
        .try_into()
        .map_err(|_| Error::Impossible("log_pending"))
}

/// Commitments that have no place in the log yet. Their order says nothing of the order in which they came.
pub async fn pending(tx: &mut Tx, limit: i64) -> Result<Vec<[u8; 32]>> {
    all!(tx, (Vec<u8>,), PENDING, limit)?
        .into_iter()
        .map(commitment)
        .collect()
}

/// Leaves a commitment for the log.
pub async fn pend(tx: &mut Tx, commitment: &[u8; 32]) -> Result<()> {
    run!(tx, PEND, commitment.to_vec())?;
    Ok(())
}

/// Whether a commitment is in the log, or waits for it.
pub async fn is_known(tx: &mut Tx, commitment: &[u8; 32]) -> Result<bool> {
    let found = one!(tx, (i64,), KNOWN, commitment.to_vec())?;
    Ok(found.is_some_and(|(n,)| n > 0))
}

/// The places from `first` up to `end`, and the commitments that have them.
pub async fn entries(tx: &mut Tx, first: i64, end: i64) -> Result<Vec<(i64, Vec<u8>)>> {
    Ok(all!(tx, (i64, Vec<u8>), ENTRIES, first, end)?)
}

/// The size and text of the last checkpoint.
pub async fn head(tx: &mut Tx) -> Result<Option<(i64, String)>> {
    Ok(one!(tx, (i64, String), HEAD)?)
}

/// The size and text of the newest checkpoint that witnesses cosigned.
pub async fn cosigned(tx: &mut Tx) -> Result<Option<(i64, String)>> {
    Ok(one!(tx, (i64, String), COSIGNED)?)
}

/// Keeps a checkpoint with its cosignatures.
pub async fn cosign(tx: &mut Tx, size: i64, note: &str) -> Result<()> {
    run!(tx, COSIGN, size, note)?;
    Ok(())
}

/// Gives the commitments their places and moves the head from `old` to the new checkpoint, all or nothing.
///
/// # Errors
/// `Conflict` when another sequencer moved the head first.
pub async fn advance(
    tx: &mut Tx,
    old: i64,
    taken: &[[u8; 32]],
    size: i64,
    checkpoint: &str,
) -> Result<()> {
    let moved = match old {
        0 => run!(tx, FIRST_HEAD, size, checkpoint)? + run!(tx, MOVE_HEAD, 0i64, size, checkpoint)?,
        _ => run!(tx, MOVE_HEAD, old, size, checkpoint)?,
    };
    if moved == 0 {
        return Err(Error::Conflict);
    }
    for (position, commitment) in (old..).zip(taken) {
        run!(tx, TAKEN, commitment.to_vec())?;
        run!(tx, ENTRY, commitment.to_vec(), position)?;
    }
    Ok(())
}

/// Where a commitment stands in the log, once it does.
pub async fn position(tx: &mut Tx, commitment: &[u8; 32]) -> Result<Option<i64>> {
    Ok(one!(tx, (i64,), POSITION, commitment.to_vec())?.map(|(p,)| p))
}
