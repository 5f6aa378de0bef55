//! How a case stands beside its state: what else is so, and the clocks that run.

use std::collections::BTreeSet;

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day,
    cases::clocks::{Clocks, Running},
    procedure::Code,
    retention::Kept,
};
use watchpost_vault::RowKey;

use crate::{Error, Tx, adding::add_rows, error::Result, rows::ClockRow, rowsum::Summed};

const END_CLOCKS: &str = "delete from case_clock where case_id = $1";
/// The first clock that runs out; none while they stand still, or once it is over.
const DUE: &str = "update case_file set due = $2, look = $3, told = $4 where id = $1";
const PROMISED: &str = "select acknowledge_by, answer_by from case_file where id = $1";
const SET_KEPT: &str = "update case_file set kept = $2, taken_up = $3, kept_since = $4, identity_gone = $5, kept_announced = $6, kept_look = $7 where id = $1";
const SIDES: &str = "select sides from case_file where id = $1";
const SET_SIDES: &str = "update case_file set sides = $2 where id = $1";

pub const STATEMENTS: &[&str] = &[END_CLOCKS, DUE, PROMISED, SET_KEPT, SIDES, SET_SIDES];

/// Writes what is so beside the state of a case, and what no longer.
pub(crate) async fn set_beside(tx: &mut Tx, case: Uuid, changes: &[(Code, bool)]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let (now,) = one!(tx, (String,), SIDES, case)?.ok_or(Error::Impossible("case_file"))?;
    let mut sides: BTreeSet<&str> = now.split_whitespace().collect();
    for (side, is_so) in changes {
        match is_so {
            true => sides.insert(side),
            false => sides.remove(side.as_str()),
        };
    }
    let sides: Vec<&str> = sides.into_iter().collect();
    run!(tx, SET_SIDES, case, sides.join(" "))?;
    Ok(())
}

/// Puts clocks in the place of those that were there.
pub(crate) async fn set_clocks(
    tx: &mut Tx,
    key: &RowKey,
    case: CaseId,
    clocks: &Clocks,
) -> Result<()> {
    run!(tx, END_CLOCKS, case.0)?;
    let row = |clock: &Running| ClockRow {
        case_id: case.0,
        code: clock.code.clone(),
        began: clock.began.0,
        due: clock.due.0,
        left_days: clock.left,
        extended: clock.extended,
        told: clock.told,
        says: clock.says.map(|day| day.0),
    };
    add_rows!(
        tx,
        "insert into case_clock (case_id, code, began, due, left_days, extended, told, says, sum) ",
        clocks.running.iter().map(row),
        |to, row| {
            let sum = row.sum(key);
            to.push_bind(row.case_id)
                .push_bind(row.code)
                .push_bind(row.began)
                .push_bind(row.due)
                .push_bind(row.left_days)
                .push_bind(row.extended)
                .push_bind(row.told)
                .push_bind(row.says)
                .push_bind(sum)
        }
    );
    type Promised = (Option<i64>, Option<i64>);
    let promised = one!(tx, Promised, PROMISED, case.0)?.ok_or(Error::Impossible("case_file"))?;
    let promised = [promised.0, promised.1].map(|day| day.map(Day));
    let due = clocks.first(promised.into_iter().flatten());
    let look = clocks.look(promised);
    let days = (due.map(|day| day.0), look.map(|day| day.0));
    run!(tx, DUE, case.0, days.0, days.1, clocks.told)?;
    Ok(())
}

/// Writes how long a case is kept from then on.
pub(crate) async fn set_kept(tx: &mut Tx, case: CaseId, kept: &Kept) -> Result<()> {
    run!(
        tx,
        SET_KEPT,
        case.0,
        kept.retention.written(),
        kept.taken_up,
        kept.since.map(|day| day.0),
        kept.identity_gone,
        kept.announced.map(|day| day.0),
        kept.look.map(|day| day.0)
    )?;
    Ok(())
}
