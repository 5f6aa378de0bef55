//! Procedures as they were put to use: one version after the other, none ever changed.

use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    error::Result,
    rows::ProcedureRow,
    rowsum::{Summed, WithSum},
};

const LATEST: &str = "select max(version) from procedure";
const GET: &str = "select version, shipped, text, sum from procedure where version = $1";
/// Who puts one to use at the same moment as another waits, and then finds that its number is taken.
const ADD: &str = "insert into procedure (version, shipped, text, sum) values ($1, $2, $3, $4) on conflict do nothing";

pub const STATEMENTS: &[&str] = &[LATEST, GET, ADD];

/// A procedure as it is written.
pub struct Written {
    pub version: i64,
    /// It came with the program.
    pub shipped: bool,
    pub text: String,
}

/// The version that new cases follow; none before the first was put to use.
///
/// # Errors
/// The database cannot be used.
pub async fn latest(tx: &mut Tx) -> Result<Option<i64>> {
    Ok(one!(tx, (Option<i64>,), LATEST)?.and_then(|(version,)| version))
}

/// One version.
///
/// # Errors
/// `Altered` when it is not as it was written.
pub async fn get(tx: &mut Tx, key: &RowKey, version: i64) -> Result<Option<Written>> {
    let Some(row) = one!(tx, WithSum<ProcedureRow>, GET, version)? else {
        return Ok(None);
    };
    let row = row.unaltered(key)?;
    Ok(Some(Written {
        version: row.version,
        shipped: row.shipped,
        text: row.text,
    }))
}

/// Puts one to use.
///
/// # Errors
/// `Conflict` when somebody else was faster.
pub async fn add(tx: &mut Tx, key: &RowKey, written: Written) -> Result<()> {
    let row = ProcedureRow {
        version: written.version,
        shipped: written.shipped,
        text: written.text,
    };
    let sum = row.sum(key);
    match run!(tx, ADD, row.version, row.shipped, row.text, sum)? {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}
