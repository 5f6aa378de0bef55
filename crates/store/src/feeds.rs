//! Where members' calendars ask what is due: a hash of each address.

use watchpost_domain::MemberId;
use watchpost_vault::RowKey;

use crate::{
    Tx,
    error::Result,
    rows::FeedRow,
    rowsum::{Summed, WithSum},
};

const PUT_FEED: &str = "insert into calendar_feed (member_id, lookup, sum) values ($1, $2, $3)
    on conflict (member_id) do update set lookup = excluded.lookup, sum = excluded.sum";
const END_FEED: &str = "delete from calendar_feed where member_id = $1";
const HAS_FEED: &str = "select count(*) from calendar_feed where member_id = $1";
const FEED: &str = "select member_id, lookup, sum from calendar_feed where lookup = $1";

pub const STATEMENTS: &[&str] = &[PUT_FEED, END_FEED, HAS_FEED, FEED];

/// Keeps where a member's calendar asks, in the place of the address before.
pub async fn put(tx: &mut Tx, key: &RowKey, member: MemberId, lookup: &[u8; 32]) -> Result<()> {
    let row = FeedRow {
        member_id: member.0,
        lookup: lookup.to_vec(),
    };
    let sum = row.sum(key);
    run!(tx, PUT_FEED, row.member_id, row.lookup, sum)?;
    Ok(())
}

/// Forgets where a member's calendar asks.
pub async fn end(tx: &mut Tx, member: MemberId) -> Result<()> {
    run!(tx, END_FEED, member.0)?;
    Ok(())
}

/// Whether a member's calendar asks anywhere.
pub async fn is_there(tx: &mut Tx, member: MemberId) -> Result<bool> {
    Ok(one!(tx, (i64,), HAS_FEED, member.0)?.is_some_and(|(n,)| n > 0))
}

/// Whose calendar asks there.
pub async fn whose(tx: &mut Tx, key: &RowKey, lookup: &[u8; 32]) -> Result<Option<MemberId>> {
    let Some(row) = one!(tx, WithSum<FeedRow>, FEED, lookup.to_vec())? else {
        return Ok(None);
    };
    Ok(Some(MemberId(row.unaltered(key)?.member_id)))
}
