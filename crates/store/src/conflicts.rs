//! What members declare of themselves, sealed to them and to the leads of their desk.

use watchpost_domain::MemberId;
use watchpost_vault::RowKey;

use crate::{
    Tx,
    error::Result,
    rows::DeclaredRow,
    rowsum::{Summed, WithSum},
};

const PUT: &str =
    "insert into declared_conflict (member_id, reader_id, sealed, sum) values ($1, $2, $3, $4)";
const END_OF: &str = "delete from declared_conflict where member_id = $1";
const END_FOR: &str = "delete from declared_conflict where reader_id = $1";
const FOR: &str = "select member_id, reader_id, sealed, sum from declared_conflict where reader_id = $1 order by member_id";

pub const STATEMENTS: &[&str] = &[PUT, END_OF, END_FOR, FOR];

/// Keeps what a member declares, as it was sealed to each reader, in the place of what was there.
pub async fn put(
    tx: &mut Tx,
    key: &RowKey,
    member: MemberId,
    sealed: Vec<(MemberId, Vec<u8>)>,
) -> Result<()> {
    run!(tx, END_OF, member.0)?;
    for (reader, sealed) in sealed {
        let row = DeclaredRow {
            member_id: member.0,
            reader_id: reader.0,
            sealed,
        };
        let sum = row.sum(key);
        run!(tx, PUT, row.member_id, row.reader_id, row.sealed, sum)?;
    }
    Ok(())
}

/// What one reader can open, with who declared it.
pub async fn of(tx: &mut Tx, key: &RowKey, reader: MemberId) -> Result<Vec<(MemberId, Vec<u8>)>> {
    let rows: Vec<WithSum<DeclaredRow>> = all!(tx, WithSum<DeclaredRow>, FOR, reader.0)?;
    let one = |row: WithSum<DeclaredRow>| {
        let row = row.unaltered(key)?;
        Ok((MemberId(row.member_id), row.sealed))
    };
    rows.into_iter().map(one).collect()
}

/// Forgets what a member declared, and what they could read of others.
pub async fn end(tx: &mut Tx, member: MemberId) -> Result<()> {
    run!(tx, END_OF, member.0)?;
    run!(tx, END_FOR, member.0)?;
    Ok(())
}
