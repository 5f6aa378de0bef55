//! Ways to report, each believed only as it was written.

use watchpost_domain::{ChannelId, intake::Channel};
use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    error::Result,
    rows::ChannelRow,
    rowsum::{Summed, WithSum},
};

const ADD_CHANNEL: &str =
    "insert into channel (id, desk_id, version, definition, sum) values ($1, $2, $3, $4, $5)
    on conflict (id) do update set desk_id = $2, version = $3, definition = $4, sum = $5";
const CHANGE_CHANNEL: &str =
    "update channel set version = $2, definition = $3, sum = $5 where id = $1 and version = $4";
const CHANNELS: &str = "select id, desk_id, version, definition, sum from channel order by id";
const CHANNEL: &str = "select id, desk_id, version, definition, sum from channel where id = $1";

pub const STATEMENTS: &[&str] = &[ADD_CHANNEL, CHANGE_CHANNEL, CHANNELS, CHANNEL];

fn channel_row(channel: &Channel) -> Result<ChannelRow> {
    Ok(ChannelRow {
        id: channel.id.0,
        desk_id: channel.desk.0,
        version: i64::from(channel.questionnaire.version),
        definition: serde_json::to_string(channel).map_err(|_| Error::Impossible("channel"))?,
    })
}

/// Changes a channel, if it is still of the version that was seen; `false` when somebody was faster.
pub async fn change_channel(
    tx: &mut Tx,
    key: &RowKey,
    channel: &Channel,
    seen: u32,
) -> Result<bool> {
    let row = channel_row(channel)?;
    let sum = row.sum(key);
    let seen = i64::from(seen);
    let changed = run!(
        tx,
        CHANGE_CHANNEL,
        row.id,
        row.version,
        row.definition,
        seen,
        sum
    )?;
    Ok(changed == 1)
}

/// Adds or changes a channel.
pub async fn put_channel(tx: &mut Tx, key: &RowKey, channel: &Channel) -> Result<()> {
    let row = channel_row(channel)?;
    let sum = row.sum(key);
    run!(
        tx,
        ADD_CHANNEL,
        row.id,
        row.desk_id,
        row.version,
        row.definition,
        sum
    )?;
    Ok(())
}

/// A channel as it was written, or only its id: somebody else's hand may have sent its reports to another desk.
fn read_channel(
    key: &RowKey,
    found: &WithSum<ChannelRow>,
) -> std::result::Result<Channel, ChannelId> {
    let changed = ChannelId(found.row.id);
    match found.holds(key) {
        true => serde_json::from_str(&found.row.definition).map_err(|_| changed),
        false => Err(changed),
    }
}

/// All channels; they are public. Of those that are not as they were written, only the id.
pub async fn channels(
    tx: &mut Tx,
    key: &RowKey,
) -> Result<Vec<std::result::Result<Channel, ChannelId>>> {
    let all = all!(tx, WithSum<ChannelRow>, CHANNELS)?;
    Ok(all.iter().map(|found| read_channel(key, found)).collect())
}

pub async fn channel(
    tx: &mut Tx,
    key: &RowKey,
    id: ChannelId,
) -> Result<Option<std::result::Result<Channel, ChannelId>>> {
    let found = one!(tx, WithSum<ChannelRow>, CHANNEL, id.0)?;
    Ok(found.map(|found| read_channel(key, &found)))
}
