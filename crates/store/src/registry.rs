//! What is known of companies: records that are appended and never changed, and changes that say which of them are one company. What is
//! internal comes sealed; the rest is what sources say to everybody, and lies plain.

use std::collections::BTreeSet;

use sqlx::FromRow;
use uuid::Uuid;
use watchpost_domain::{
    ClaimId, CompanyId, Day, Granted, MemberId,
    policy::registry as may,
    registry::{Company, Slug},
};
use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    adding::add_rows,
    error::Result,
    rowsum::{Summed, WithSum},
};

/// By what the rows of the registry wait for each other.
const NAME: &str = "registry";
const FIRST: &str = "insert into installation (name, value) values ($1, $2) on conflict do nothing";
/// Changes nothing, and holds the row until the transaction ends, on both databases.
const HOLD: &str = "update installation set value = value where name = $1";
const LAST_RECORD: &str = "select max(serial) from registry_record";
const LAST_CHANGE: &str = "select max(serial) from registry_change";
const BY_SLUG: &str = "select id, slug, sum from company where slug = $1";
const BY_ID: &str = "select id, slug, sum from company where id = $1";
/// All that begin so, up to the sign after the last of them.
const TAKEN: &str = "select slug from company where slug >= $1 and slug < $2";
const RECORDS: &str = "select id, serial, batch, company_id, internal, entry, sum from registry_record where company_id = $1 order by serial";
const BATCH: &str =
    "select serial, day, by_member, how, source, sum from registry_batch where serial = $1";
const ADD_BATCH: &str = "insert into registry_batch (serial, day, by_member, how, source, sum) values ($1, $2, $3, $4, $5, $6)";
const LINKED: &str =
    "select company_id from registry_link where mark = $1 order by company_id limit $2";
const ADD_LINK: &str =
    "insert into registry_link (mark, company_id) values ($1, $2) on conflict do nothing";
const CHANGES: &str =
    "select serial, sealed, sum from registry_change where serial > $1 order by serial";
const ADD_CHANGE: &str = "insert into registry_change (serial, sealed, sum) values ($1, $2, $3)";
const PUT_SHOWN: &str = "insert into company_shown (company_id, version, again_on, shown, hidden, sum) values ($1, $2, $3, $4, $5, $6)
    on conflict (company_id) do update set version = excluded.version, again_on = excluded.again_on, shown = excluded.shown, hidden = excluded.hidden, sum = excluded.sum";
const SHOWN: &str = "select company_id, version, again_on, shown, hidden, sum from company_shown
    where version > $1 or version = $1 and company_id > $2 order by version, company_id limit $3";
const AGAIN: &str = "select company_id from company_shown where again_on is not null and again_on <= $1 order by again_on limit $2";
const NEXT: &str = "update installation set value = $2 where name = $1";
const VERSION: &str = "select value from installation where name = $1";

pub const STATEMENTS: &[&str] = &[
    FIRST,
    HOLD,
    LAST_RECORD,
    LAST_CHANGE,
    BY_SLUG,
    BY_ID,
    TAKEN,
    RECORDS,
    BATCH,
    ADD_BATCH,
    LINKED,
    ADD_LINK,
    CHANGES,
    ADD_CHANGE,
    PUT_SHOWN,
    SHOWN,
    AGAIN,
    NEXT,
    VERSION,
];

#[derive(FromRow)]
pub struct CompanyRow {
    pub id: Uuid,
    pub slug: String,
}

#[derive(FromRow)]
pub struct BatchRow {
    pub serial: i64,
    pub day: i64,
    pub by_member: Uuid,
    pub how: String,
    pub source: Option<String>,
}

#[derive(FromRow)]
pub struct RecordRow {
    pub id: Uuid,
    pub serial: i64,
    pub batch: i64,
    pub company_id: Uuid,
    pub internal: bool,
    pub entry: Vec<u8>,
}

#[derive(FromRow)]
pub struct ChangeRow {
    pub serial: i64,
    pub sealed: Vec<u8>,
}

#[derive(FromRow)]
pub struct ShownRow {
    pub company_id: Uuid,
    pub version: i64,
    pub again_on: Option<i64>,
    pub shown: Option<String>,
    pub hidden: Vec<u8>,
}

/// What was recorded together: by whom, when, and from which source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Of its first record.
    pub serial: i64,
    pub on: Day,
    pub by: MemberId,
    /// By a form, or from a table of this name.
    pub how: String,
    /// The source of all records of it that name none themselves (JSON).
    pub source: Option<String>,
}

/// A record as it lies in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub id: ClaimId,
    pub serial: i64,
    pub company: CompanyId,
    /// Sealed by whoever wrote it.
    pub internal: bool,
    pub entry: Vec<u8>,
}

/// What lists show of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub company: CompanyId,
    /// Counts what was made of all companies: who has seen one, asks for those after it.
    pub version: i64,
    /// The day from which on it has to be made anew.
    pub again: Option<Day>,
    /// For everybody (JSON); nothing where none of it is public.
    pub shown: Option<String>,
    /// For those who see all of it, sealed.
    pub hidden: Vec<u8>,
}

/// Keeps others from changing the registry until this transaction ends: serials follow each other, and are seen in their order.
pub async fn hold(tx: &mut Tx) -> Result<()> {
    if run!(tx, HOLD, NAME)? == 0 {
        run!(tx, FIRST, NAME, 0i64.to_le_bytes().to_vec())?;
        run!(tx, HOLD, NAME)?;
    }
    Ok(())
}

/// The serial of the next record, for who [holds](hold) the registry.
pub async fn next_record(tx: &mut Tx) -> Result<i64> {
    let last = one!(tx, (Option<i64>,), LAST_RECORD)?;
    Ok(last.and_then(|(last,)| last).unwrap_or(0) + 1)
}

/// The same of changes of grouping.
pub async fn next_change(tx: &mut Tx) -> Result<i64> {
    let last = one!(tx, (Option<i64>,), LAST_CHANGE)?;
    Ok(last.and_then(|(last,)| last).unwrap_or(0) + 1)
}

fn company(row: WithSum<CompanyRow>, key: &RowKey) -> Result<Company> {
    let row = row.unaltered(key)?;
    let slug: Slug = row.slug.parse().map_err(|_| Error::Impossible("company"))?;
    Ok(Company {
        id: CompanyId(row.id),
        slug,
    })
}

/// The company that has this address.
///
/// # Errors
/// `Altered` when its row is not as it was written.
pub async fn by_slug(tx: &mut Tx, key: &RowKey, slug: &Slug) -> Result<Option<Company>> {
    let found = one!(tx, WithSum<CompanyRow>, BY_SLUG, slug.as_str())?;
    found.map(|row| company(row, key)).transpose()
}

/// The address of a company.
///
/// # Errors
/// `Altered` when its row is not as it was written.
pub async fn by_id(tx: &mut Tx, key: &RowKey, id: CompanyId) -> Result<Option<Company>> {
    let found = one!(tx, WithSum<CompanyRow>, BY_ID, id.0)?;
    found.map(|row| company(row, key)).transpose()
}

/// Which addresses are taken that begin like this one.
pub async fn taken(tx: &mut Tx, slug: &Slug) -> Result<BTreeSet<Slug>> {
    // Slugs are small letters, digits and hyphens: nothing of them comes after this sign.
    let end = format!("{}~", slug.as_str());
    let all = all!(tx, (String,), TAKEN, slug.as_str(), end)?;
    let parsed = all.into_iter().map(|(slug,)| slug.parse());
    parsed
        .collect::<std::result::Result<_, _>>()
        .map_err(|_| Error::Impossible("company"))
}

/// Adds companies.
pub async fn add_companies(tx: &mut Tx, key: &RowKey, companies: &[Company]) -> Result<()> {
    let mut rows = Vec::with_capacity(companies.len());
    for company in companies {
        rows.push(CompanyRow {
            id: company.id.0,
            slug: company.slug.to_string(),
        });
    }
    add_rows!(
        tx,
        "insert into company (id, slug, sum) ",
        rows.into_iter(),
        |to, row| {
            let sum = row.sum(key);
            to.push_bind(row.id).push_bind(row.slug).push_bind(sum)
        }
    );
    Ok(())
}

/// Says what was recorded together.
pub async fn add_batch(tx: &mut Tx, key: &RowKey, batch: &Batch) -> Result<()> {
    let row = BatchRow {
        serial: batch.serial,
        day: batch.on.0,
        by_member: batch.by.0,
        how: batch.how.clone(),
        source: batch.source.clone(),
    };
    let sum = row.sum(key);
    run!(
        tx,
        ADD_BATCH,
        row.serial,
        row.day,
        row.by_member,
        row.how,
        row.source,
        sum
    )?;
    Ok(())
}

/// Appends records of a batch: so many as fit one statement.
pub async fn add_records(
    tx: &mut Tx,
    key: &RowKey,
    batch: i64,
    records: Vec<Written>,
) -> Result<()> {
    let rows = records.into_iter().map(|record| RecordRow {
        id: record.id.0,
        serial: record.serial,
        batch,
        company_id: record.company.0,
        internal: record.internal,
        entry: record.entry,
    });
    add_rows!(
        tx,
        "insert into registry_record (id, serial, batch, company_id, internal, entry, sum) ",
        rows,
        |to, row| {
            let sum = row.sum(key);
            to.push_bind(row.id)
                .push_bind(row.serial)
                .push_bind(row.batch)
                .push_bind(row.company_id)
                .push_bind(row.internal)
                .push_bind(row.entry)
                .push_bind(sum)
        }
    );
    Ok(())
}

/// That records of a company name another, so that it is found from there too. The mark of that other tells whoever has the database alone
/// nothing.
pub async fn link(tx: &mut Tx, mark: [u8; 32], company: CompanyId) -> Result<()> {
    run!(tx, ADD_LINK, mark.to_vec(), company.0)?;
    Ok(())
}

/// Whose records name the company of this mark, some of them.
pub async fn linked(tx: &mut Tx, mark: [u8; 32], limit: i64) -> Result<Vec<CompanyId>> {
    let all = all!(tx, (Uuid,), LINKED, mark.to_vec(), limit)?;
    Ok(all.into_iter().map(|(id,)| CompanyId(id)).collect())
}

/// All that was recorded of a company, each with what it was recorded with.
///
/// # Errors
/// `Altered` when a row is not as it was written.
pub async fn records(
    tx: &mut Tx,
    key: &RowKey,
    _: &Granted<may::See>,
    company: CompanyId,
) -> Result<Vec<(Written, Batch)>> {
    let mut found: Vec<(Written, Batch)> = Vec::new();
    for row in all!(tx, WithSum<RecordRow>, RECORDS, company.0)? {
        let row = row.unaltered(key)?;
        // What was recorded together follows each other.
        let last = found.last().map(|(_, batch)| batch);
        let batch = match last.filter(|batch| batch.serial == row.batch) {
            Some(batch) => batch.clone(),
            None => batch(tx, key, row.batch).await?,
        };
        let written = Written {
            id: ClaimId(row.id),
            serial: row.serial,
            company: CompanyId(row.company_id),
            internal: row.internal,
            entry: row.entry,
        };
        found.push((written, batch));
    }
    Ok(found)
}

async fn batch(tx: &mut Tx, key: &RowKey, serial: i64) -> Result<Batch> {
    let row = one!(tx, WithSum<BatchRow>, BATCH, serial)?;
    let row = row.ok_or(Error::Impossible("registry_batch"))?;
    let row = row.unaltered(key)?;
    Ok(Batch {
        serial: row.serial,
        on: Day(row.day),
        by: MemberId(row.by_member),
        how: row.how,
        source: row.source,
    })
}

/// Which entries are one company: all changes after this one, with their serials, as they were sealed.
///
/// # Errors
/// `Altered` when a row is not as it was written.
pub async fn changes(tx: &mut Tx, key: &RowKey, after: i64) -> Result<Vec<(i64, Vec<u8>)>> {
    let all = all!(tx, WithSum<ChangeRow>, CHANGES, after)?;
    let change = |row: WithSum<ChangeRow>| {
        let row = row.unaltered(key)?;
        Ok((row.serial, row.sealed))
    };
    all.into_iter().map(change).collect()
}

/// Appends a change of grouping.
pub async fn add_change(
    tx: &mut Tx,
    key: &RowKey,
    _: &Granted<may::Keep>,
    (serial, sealed): (i64, Vec<u8>),
) -> Result<()> {
    let row = ChangeRow { serial, sealed };
    let sum = row.sum(key);
    run!(tx, ADD_CHANGE, row.serial, row.sealed, sum)?;
    Ok(())
}

/// The version for what lists are about to show, for who [holds](hold) the registry: above all that there were.
pub async fn next_version(tx: &mut Tx) -> Result<i64> {
    let last = one!(tx, (Vec<u8>,), VERSION, NAME)?.ok_or(Error::Impossible("installation"))?;
    let last: [u8; 8] = { last.0.try_into() }.map_err(|_| Error::Impossible("installation"))?;
    let next = i64::from_le_bytes(last) + 1;
    run!(tx, NEXT, NAME, next.to_le_bytes().to_vec())?;
    Ok(next)
}

/// Puts what lists show of a company in the place of what they showed.
pub async fn put_shown(tx: &mut Tx, key: &RowKey, shown: Shown) -> Result<()> {
    let row = ShownRow {
        company_id: shown.company.0,
        version: shown.version,
        again_on: shown.again.map(|day| day.0),
        shown: shown.shown,
        hidden: shown.hidden,
    };
    let sum = row.sum(key);
    run!(
        tx,
        PUT_SHOWN,
        row.company_id,
        row.version,
        row.again_on,
        row.shown,
        row.hidden,
        sum
    )?;
    Ok(())
}

/// The same of companies that were not listed before: so many as fit one statement.
pub async fn add_shown(tx: &mut Tx, key: &RowKey, all: Vec<Shown>) -> Result<()> {
    let rows = all.into_iter().map(|shown| ShownRow {
        company_id: shown.company.0,
        version: shown.version,
        again_on: shown.again.map(|day| day.0),
        shown: shown.shown,
        hidden: shown.hidden,
    });
    add_rows!(
        tx,
        "insert into company_shown (company_id, version, again_on, shown, hidden, sum) ",
        rows,
        |to, row| {
            let sum = row.sum(key);
            to.push_bind(row.company_id)
                .push_bind(row.version)
                .push_bind(row.again_on)
                .push_bind(row.shown)
                .push_bind(row.hidden)
                .push_bind(sum)
        }
    );
    Ok(())
}

/// What lists show, after this version and company, some at a time, in the order in which it was made.
///
/// # Errors
/// `Altered` when a row is not as it was written.
pub async fn shown_after(
    tx: &mut Tx,
    key: &RowKey,
    (version, company): (i64, CompanyId),
    limit: i64,
) -> Result<Vec<Shown>> {
    let all = all!(tx, WithSum<ShownRow>, SHOWN, version, company.0, limit)?;
    let shown = |row: WithSum<ShownRow>| {
        let row = row.unaltered(key)?;
        Ok(Shown {
            company: CompanyId(row.company_id),
            version: row.version,
            again: row.again_on.map(Day),
            shown: row.shown,
            hidden: row.hidden,
        })
    };
    all.into_iter().map(shown).collect()
}

/// What lists show of which companies has to be made anew by this day, some of them.
pub async fn due(tx: &mut Tx, today: Day, limit: i64) -> Result<Vec<CompanyId>> {
    let all = all!(tx, (Uuid,), AGAIN, today.0, limit)?;
    Ok(all.into_iter().map(|(id,)| CompanyId(id)).collect())
}
