//! What an installation knows of itself: values by their names.

use crate::{Tx, error::Result};

const GET: &str = "select value from installation where name = $1";
const PUT: &str = "insert into installation (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
const FORGET: &str = "delete from installation";
const FORGET_POLICY: &str = "delete from policy_data";
const DESKS: &str = "select count(*) from desk";
const NEWEST_LINE: &str = "select at from audit order by at desc limit 1";

pub const STATEMENTS: &[&str] = &[GET, PUT, FORGET, FORGET_POLICY, DESKS, NEWEST_LINE];

/// A value, if it was ever put.
///
/// # Errors
/// The database cannot be used.
pub async fn get(tx: &mut Tx, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(one!(tx, (Vec<u8>,), GET, name)?.map(|(value,)| value))
}

/// Puts a value in the place of the one before.
///
/// # Errors
/// The database cannot be used.
pub async fn put(tx: &mut Tx, name: &str, value: &[u8]) -> Result<()> {
    run!(tx, PUT, name, value)?;
    Ok(())
}

/// Forgets all values, and the policy data that came with the program, where what they are about comes from a backup.
///
/// # Errors
/// The database cannot be used.
pub async fn forget(tx: &mut Tx) -> Result<()> {
    run!(tx, FORGET)?;
    forget_policy_data(tx).await
}

/// Forgets policy data, where nothing follows it.
///
/// # Errors
/// The database cannot be used.
pub async fn forget_policy_data(tx: &mut Tx) -> Result<()> {
    run!(tx, FORGET_POLICY)?;
    Ok(())
}

/// Whether nobody has founded anything here yet. What a program writes by itself when it looks at a database does not count.
///
/// # Errors
/// The database cannot be used.
pub async fn is_unused(tx: &mut Tx) -> Result<bool> {
    Ok(one!(tx, (i64,), DESKS)?.is_some_and(|(desks,)| desks == 0))
}

/// When the newest line of any audit was written, in seconds.
///
/// # Errors
/// The database cannot be used.
pub async fn newest_line(tx: &mut Tx) -> Result<Option<i64>> {
    Ok(one!(tx, (i64,), NEWEST_LINE)?.map(|(at,)| at))
}
