//! Policy data as it was put to use: of each kind one version after the other, none ever changed.

use watchpost_domain::{Day, PolicyData, PolicyVersion};
use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    error::Result,
    rows::PolicyRow,
    rowsum::{Summed, WithSum},
};

const LATEST: &str = "select max(number) from policy_data where kind = $1";
const GET: &str = "select kind, number, shipped, since, text, sum from policy_data where kind = $1 and number = $2";
const ALL: &str = "select kind, number, shipped, since, text, sum from policy_data where kind = $1 order by number";
/// Of every kind the last, those that are kept under one name before others in the order of their names.
const IN_USE: &str = "select p.kind, p.number, p.shipped, p.since, p.text, p.sum from policy_data p
    where p.number = (select max(q.number) from policy_data q where q.kind = p.kind) order by p.kind";
/// Who puts one to use at the same moment as another waits, and then finds that its number is taken.
const ADD: &str = "insert into policy_data (kind, number, shipped, since, text, sum) values ($1, $2, $3, $4, $5, $6) on conflict do nothing";

pub const STATEMENTS: &[&str] = &[LATEST, GET, ALL, IN_USE, ADD];

/// A version as it is written.
#[derive(Debug, Clone)]
pub struct Written {
    pub version: PolicyVersion,
    pub text: String,
}

impl Written {
    fn of(row: PolicyRow) -> Result<Self> {
        let data = PolicyData::from_code(&row.kind).ok_or(Error::Impossible("policy data"))?;
        Ok(Self {
            version: PolicyVersion {
                data,
                number: row.number,
                since: Day(row.since),
                shipped: row.shipped,
            },
            text: row.text,
        })
    }
}

/// The number of the version in use; none before the first was put to use.
///
/// # Errors
/// The database cannot be used.
pub async fn latest(tx: &mut Tx, data: &PolicyData) -> Result<Option<i64>> {
    let kind = data.code();
    Ok(one!(tx, (Option<i64>,), LATEST, kind)?.and_then(|(number,)| number))
}

/// One version.
///
/// # Errors
/// `Altered` when it is not as it was written.
pub async fn get(
    tx: &mut Tx,
    key: &RowKey,
    data: &PolicyData,
    number: i64,
) -> Result<Option<Written>> {
    let row = one!(tx, WithSum<PolicyRow>, GET, data.code(), number)?;
    row.map(|row| Written::of(row.unaltered(key)?)).transpose()
}

/// All versions of a kind, the oldest first.
///
/// # Errors
/// `Altered` when one is not as it was written.
pub async fn all(tx: &mut Tx, key: &RowKey, data: &PolicyData) -> Result<Vec<Written>> {
    let rows = all!(tx, WithSum<PolicyRow>, ALL, data.code())?.into_iter();
    rows.map(|row| Written::of(row.unaltered(key)?)).collect()
}

/// What is in use now, of every kind.
///
/// # Errors
/// `Altered` when one is not as it was written.
pub async fn in_use(tx: &mut Tx, key: &RowKey) -> Result<Vec<Written>> {
    let rows = all!(tx, WithSum<PolicyRow>, IN_USE)?.into_iter();
    rows.map(|row| Written::of(row.unaltered(key)?)).collect()
}

/// Puts one to use.
///
/// # Errors
/// `Conflict` when somebody else was faster.
pub async fn add(tx: &mut Tx, key: &RowKey, written: &Written) -> Result<()> {
    let of = &written.version;
    let row = PolicyRow {
        kind: of.data.code(),
        number: of.number,
        shipped: of.shipped,
        since: of.since.0,
        text: written.text.clone(),
    };
    let sum = row.sum(key);
    match run!(
        tx,
        ADD,
        row.kind,
        row.number,
        row.shipped,
        row.since,
        row.text,
        sum
    )? {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}
