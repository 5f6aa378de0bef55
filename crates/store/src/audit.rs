//! What happened to a desk, written down for its audit, with the commitment for the public log.

use uuid::Uuid;
use watchpost_domain::fact::DeskFact;
use watchpost_vault::RowKey;

use crate::{Tx, error::Result, rows::AuditRow, rowsum::Summed};

const ADD_AUDIT: &str =
    "insert into audit (id, desk_id, at, line, sum) values ($1, $2, $3, $4, $5)";
const PEND: &str = "insert into log_pending (commitment) values ($1)";

pub const STATEMENTS: &[&str] = &[ADD_AUDIT, PEND];

/// A fact of a desk with its line for the audit.
pub struct DeskRecorded {
    pub fact: DeskFact,
    /// The fact, who did it, when, and the salt of its commitment (JSON): members with the right see it.
    pub line: String,
    /// Seconds since 1970.
    pub at: i64,
    pub commitment: [u8; 32],
}

/// Writes the line and the commitment of a desk's fact. Its rows are written by `desks` and `accounts` in the same
/// transaction, since most of them hold what a fact must not: keys, hashes, lookups.
///
/// # Errors
/// The database cannot be used.
pub async fn apply_desk(tx: &mut Tx, key: &RowKey, recorded: DeskRecorded) -> Result<()> {
    let row = AuditRow {
        id: Uuid::new_v4(),
        desk_id: recorded.fact.desk().0,
        at: recorded.at,
        line: recorded.line,
    };
    let sum = row.sum(key);
    run!(tx, ADD_AUDIT, row.id, row.desk_id, row.at, row.line, sum)?;
    run!(tx, PEND, recorded.commitment.to_vec())?;
    Ok(())
}
