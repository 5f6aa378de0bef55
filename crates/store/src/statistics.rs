//! What is counted of cases, sealed under a key of the server and kept under numbers that name no case, and the numbers that were told.

use uuid::Uuid;
use watchpost_domain::{CaseId, DeskId};
use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    adding::add_rows,
    error::Result,
    rows::{DeskFiguresRow, PublicationRow, StatisticsRow},
    rowsum::{Summed, WithSum},
};

const PUT: &str = "insert into statistics_record (id, sealed, sum) values ($1, $2, $3)
    on conflict (id) do update set sealed = excluded.sealed, sum = excluded.sum";
const END: &str = "delete from statistics_record where id = $1";
const GET: &str = "select id, sealed, sum from statistics_record where id = $1";
const SOME: &str =
    "select id, sealed, sum from statistics_record where id > $1 order by id limit 500";
const LATEST: &str = "select max(number) from publication";
const TOLD: &str = "select number, text, sum from publication where number = $1";
/// Who tells at the same moment as another waits, and then finds that it was told.
const TELL: &str =
    "insert into publication (number, text, sum) values ($1, $2, $3) on conflict do nothing";

const OF_DESK: &str = "select desk_id, number, sealed, sum from desk_figures where desk_id = $1";
const FIRST_OF_DESK: &str =
    "insert into desk_figures (desk_id, number, sealed, sum) values ($1, $2, $3, $4)
    on conflict do nothing";
/// Who tells at the same moment as another finds that it was told.
const MORE_OF_DESK: &str = "update desk_figures set number = $2, sealed = $3, sum = $4 where desk_id = $1 and number = $2 - 1";
const CASES: &str = "select id from case_file where desk_id = $1 and id > $2 order by id limit 500";

pub const STATEMENTS: &[&str] = &[
    PUT,
    END,
    GET,
    SOME,
    LATEST,
    TOLD,
    TELL,
    OF_DESK,
    FIRST_OF_DESK,
    MORE_OF_DESK,
    CASES,
];

/// What an act changes in what is counted of its case. The number under which it is kept is not the case's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Counting {
    #[default]
    AsBefore,
    /// It is counted, as this.
    As { id: Uuid, sealed: Vec<u8> },
    /// It is not counted, or no longer.
    NoMore { id: Uuid },
}

/// Writes what an act changes. What stays as it is is not written: when a row was written tells less, the less often that is.
pub(crate) async fn count(tx: &mut Tx, key: &RowKey, counting: Counting) -> Result<()> {
    match counting {
        Counting::AsBefore => Ok(()),
        Counting::As { id, sealed } => {
            let row = StatisticsRow { id, sealed };
            let sum = row.sum(key);
            run!(tx, PUT, row.id, row.sealed, sum)?;
            Ok(())
        }
        Counting::NoMore { id } => end(tx, id).await,
    }
}

/// Writes what reports that came together give.
pub(crate) async fn add(tx: &mut Tx, key: &RowKey, all: Vec<Counting>) -> Result<()> {
    let rows = all.into_iter().filter_map(|counting| match counting {
        Counting::As { id, sealed } => Some(StatisticsRow { id, sealed }),
        Counting::AsBefore | Counting::NoMore { .. } => None,
    });
    add_rows!(
        tx,
        "insert into statistics_record (id, sealed, sum) ",
        rows,
        |to, row| {
            let sum = row.sum(key);
            to.push_bind(row.id).push_bind(row.sealed).push_bind(sum)
        }
    );
    Ok(())
}

/// Takes away what is counted of a case.
pub async fn end(tx: &mut Tx, id: Uuid) -> Result<()> {
    run!(tx, END, id)?;
    Ok(())
}

/// What is counted of a case.
///
/// # Errors
/// `Altered` when it is not as it was written.
pub async fn get(tx: &mut Tx, key: &RowKey, id: Uuid) -> Result<Option<Vec<u8>>> {
    let row = one!(tx, WithSum<StatisticsRow>, GET, id)?;
    row.map(|row| Ok(row.unaltered(key)?.sealed)).transpose()
}

/// What is counted, some at a time: those after this number.
///
/// # Errors
/// `Altered` when one is not as it was written: no number is made of it.
pub async fn some(tx: &mut Tx, key: &RowKey, after: Uuid) -> Result<Vec<(Uuid, Vec<u8>)>> {
    all!(tx, WithSum<StatisticsRow>, SOME, after)?
        .into_iter()
        .map(|row| {
            let row = row.unaltered(key)?;
            Ok((row.id, row.sealed))
        })
        .collect()
}

/// The number of what was told last; none before anything was.
pub async fn latest(tx: &mut Tx) -> Result<Option<i64>> {
    Ok(one!(tx, (Option<i64>,), LATEST)?.and_then(|(number,)| number))
}

/// What was told under a number.
///
/// # Errors
/// `Altered` when it is not as it was written; `Impossible` when there is none.
pub async fn told(tx: &mut Tx, key: &RowKey, number: i64) -> Result<String> {
    let row = one!(tx, WithSum<PublicationRow>, TOLD, number)?;
    let row = row.ok_or(Error::Impossible("publication"))?;
    Ok(row.unaltered(key)?.text)
}

/// Tells numbers, for ever.
///
/// # Errors
/// `Conflict` when another node was faster.
pub async fn tell(tx: &mut Tx, key: &RowKey, number: i64, text: String) -> Result<()> {
    let row = PublicationRow { number, text };
    let sum = row.sum(key);
    match run!(tx, TELL, row.number, row.text, sum)? {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}

/// What was told to a desk last, sealed, with its number.
///
/// # Errors
/// `Altered` when it is not as it was written.
pub async fn of_desk(tx: &mut Tx, key: &RowKey, desk: DeskId) -> Result<Option<(i64, Vec<u8>)>> {
    let row = one!(tx, WithSum<DeskFiguresRow>, OF_DESK, desk.0)?;
    let row = row.map(|row| row.unaltered(key)).transpose()?;
    Ok(row.map(|row| (row.number, row.sealed)))
}

/// Tells a desk all that was told to it before, and more.
///
/// # Errors
/// `Conflict` when another node was faster.
pub async fn tell_desk(
    tx: &mut Tx,
    key: &RowKey,
    desk: DeskId,
    (number, sealed): (i64, Vec<u8>),
) -> Result<()> {
    let row = DeskFiguresRow {
        desk_id: desk.0,
        number,
        sealed,
    };
    let sum = row.sum(key);
    let done = match number {
        1 => run!(tx, FIRST_OF_DESK, row.desk_id, row.number, row.sealed, sum)?,
        _ => run!(tx, MORE_OF_DESK, row.desk_id, row.number, row.sealed, sum)?,
    };
    match done {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}

/// Which cases a desk has, some at a time: those after this one.
pub async fn cases_of(tx: &mut Tx, desk: DeskId, after: CaseId) -> Result<Vec<CaseId>> {
    let rows = all!(tx, (Uuid,), CASES, desk.0, after.0)?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}
