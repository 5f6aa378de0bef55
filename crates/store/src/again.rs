//! Pages that answered a form which was not taken: kept for a while, found by a hash of what only one browser has, sealed under it.

use crate::{Tx, error::Result};

const COUNT: &str = "select count(*) from again where expires_hour > $1";
const ADD: &str = "insert into again (lookup, sealed, expires_hour) values ($1, $2, $3)";
const GET: &str = "select sealed from again where lookup = $1 and expires_hour > $2";
const EXPIRE: &str = "delete from again where expires_hour <= $1";

pub const STATEMENTS: &[&str] = &[COUNT, ADD, GET, EXPIRE];

/// How many are kept that are not over in this hour.
pub async fn count(tx: &mut Tx, hour: i64) -> Result<i64> {
    let row = one!(tx, (i64,), COUNT, hour)?;
    Ok(row.map_or(0, |(count,)| count))
}

pub async fn add(tx: &mut Tx, lookup: &[u8; 32], sealed: Vec<u8>, expires_hour: i64) -> Result<()> {
    run!(tx, ADD, lookup.to_vec(), sealed, expires_hour)?;
    Ok(())
}

pub async fn get(tx: &mut Tx, lookup: &[u8; 32], hour: i64) -> Result<Option<Vec<u8>>> {
    let row = one!(tx, (Vec<u8>,), GET, lookup.to_vec(), hour)?;
    Ok(row.map(|(sealed,)| sealed))
}

/// Forgets those that are over.
pub async fn expire(tx: &mut Tx, hour: i64) -> Result<u64> {
    Ok(run!(tx, EXPIRE, hour)?)
}
