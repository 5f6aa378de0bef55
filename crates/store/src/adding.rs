//! Adding rows: one statement for each table, however many there are.

use watchpost_domain::sealed::{LaidBy, SealedGrant, SealedIndex, SealedPart};
use watchpost_vault::RowKey;

use crate::{
    Tx,
    error::Result,
    rows::{CaseRow, GrantRow, IndexRow, LaidByRow, PartRow, ReporterRow},
    rowsum::Summed,
};

/// Rows of one table in one statement: while a report is written, everybody else waits for the writer.
macro_rules! add_rows {
    ($tx:expr, $into:literal, $rows:expr, |$to:ident, $row:ident| $bind:expr) => {
        let mut rows = $rows.peekable();
        if rows.peek().is_some() {
            on!($tx, db => {
                let mut query = sqlx::QueryBuilder::new($into);
                query.push_values(rows, |mut $to, $row| {
                    $bind;
                });
                query.build().execute(db).await?;
            });
        }
    };
}

pub(crate) use add_rows;

pub(crate) async fn add_parts(tx: &mut Tx, key: &RowKey, parts: Vec<SealedPart>) -> Result<()> {
    add_rows!(
        tx,
        "insert into part (id, case_id, compartment, kind, epoch, version, sealed, file_key, sealed_bytes, sealed_sha256, sum) ",
        parts.into_iter().map(PartRow::from),
        |to, part| {
            let sum = part.sum(key);
            to.push_bind(part.id)
                .push_bind(part.case_id)
                .push_bind(part.compartment)
                .push_bind(part.kind)
                .push_bind(part.epoch)
                .push_bind(part.version)
                .push_bind(part.sealed)
                .push_bind(part.file_key)
                .push_bind(part.sealed_bytes)
                .push_bind(part.sealed_sha256)
                .push_bind(sum)
        }
    );
    Ok(())
}

pub(crate) async fn add_grants(tx: &mut Tx, key: &RowKey, grants: Vec<SealedGrant>) -> Result<()> {
    add_rows!(
        tx,
        "insert into case_grant (id, case_id, compartment, epoch, recipient, reader_kind, reader_id, reader_epoch, sealed, signature,
            given_by, expires, because, sum) ",
        grants.into_iter().map(GrantRow::from),
        |to, grant| {
            let sum = grant.sum(key);
            to.push_bind(grant.id)
                .push_bind(grant.case_id)
                .push_bind(grant.compartment)
                .push_bind(grant.epoch)
                .push_bind(grant.recipient)
                .push_bind(grant.reader_kind)
                .push_bind(grant.reader_id)
                .push_bind(grant.reader_epoch)
                .push_bind(grant.sealed)
                .push_bind(grant.signature)
                .push_bind(grant.given_by)
                .push_bind(grant.expires)
                .push_bind(grant.because)
                .push_bind(sum)
        }
    );
    Ok(())
}

pub(crate) async fn add_laid(tx: &mut Tx, key: &RowKey, keys: Vec<LaidBy>) -> Result<()> {
    add_rows!(
        tx,
        "insert into emergency_key (id, case_id, member_id, compartment, epoch, sealed, sum) ",
        keys.into_iter().map(LaidByRow::from),
        |to, row| {
            let sum = row.sum(key);
            to.push_bind(row.id)
                .push_bind(row.case_id)
                .push_bind(row.member_id)
                .push_bind(row.compartment)
                .push_bind(row.epoch)
                .push_bind(row.sealed)
                .push_bind(sum)
        }
    );
    Ok(())
}

pub(crate) async fn add_index(tx: &mut Tx, key: &RowKey, record: SealedIndex) -> Result<()> {
    add_indexes(tx, key, vec![record]).await
}

pub(crate) async fn add_indexes(
    tx: &mut Tx,
    key: &RowKey,
    records: Vec<SealedIndex>,
) -> Result<()> {
    add_rows!(
        tx,
        "insert into index_record (id, audience_kind, audience_id, epoch, level, sealed, sum) ",
        records.into_iter().map(IndexRow::from),
        |to, row| {
            let sum = row.sum(key);
            to.push_bind(row.id)
                .push_bind(row.audience_kind)
                .push_bind(row.audience_id)
                .push_bind(row.epoch)
                .push_bind(row.level)
                .push_bind(row.sealed)
                .push_bind(sum)
        }
    );
    Ok(())
}

pub(crate) async fn add_cases(tx: &mut Tx, key: &RowKey, cases: Vec<CaseRow>) -> Result<()> {
    add_rows!(
        tx,
        "insert into case_file (id, desk_id, reference, procedure, state, came_from, sides, ended, access, week, active_week, acknowledge_by, answer_by, due, told, look,
            contact_stopped, withdrawn, merged_into, kept, taken_up, kept_since, identity_gone, kept_announced, kept_look, epoch, version, sum) ",
        cases.into_iter(),
        |to, case| {
            let sum = case.sum(key);
            to.push_bind(case.id)
                .push_bind(case.desk_id)
                .push_bind(case.reference)
                .push_bind(case.procedure)
                .push_bind(case.state)
                .push_bind(case.came_from)
                .push_bind(case.sides)
                .push_bind(case.ended)
                .push_bind(case.access)
                .push_bind(case.week)
                .push_bind(case.active_week)
                .push_bind(case.acknowledge_by)
                .push_bind(case.answer_by)
                .push_bind(case.due)
                .push_bind(case.told)
                .push_bind(case.look)
                .push_bind(case.contact_stopped)
                .push_bind(case.withdrawn)
                .push_bind(case.merged_into)
                .push_bind(case.kept)
                .push_bind(case.taken_up)
                .push_bind(case.kept_since)
                .push_bind(case.identity_gone)
                .push_bind(case.kept_announced)
                .push_bind(case.kept_look)
                .push_bind(case.epoch)
                .push_bind(case.version)
                .push_bind(sum)
        }
    );
    Ok(())
}

pub(crate) async fn add_reporters(
    tx: &mut Tx,
    key: &RowKey,
    reporters: Vec<ReporterRow>,
) -> Result<()> {
    add_rows!(
        tx,
        "insert into reporter_key (lookup, case_id, wrapped, recipient, sum) ",
        reporters.into_iter(),
        |to, row| {
            let sum = row.sum(key);
            to.push_bind(row.lookup)
                .push_bind(row.case_id)
                .push_bind(row.wrapped)
                .push_bind(row.recipient)
                .push_bind(sum)
        }
    );
    Ok(())
}
