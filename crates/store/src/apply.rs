//! Writing what happened: rows, sealed parts, work lists and the commitment for the public log, in the caller's transaction.

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, MemberId,
    cases::{CaseAccess, State},
    fact::{CaseAct, CaseFact, DeskFact},
    sealed::{Audience, Compartment, Lying, Reader, SealedGrant, SealedIndex, SealedPart},
};

use crate::{Error, Tx, error::Result, notices};

const NEW_CASE: &str = "insert into case_file (id, desk_id, reference, state, access, week, active_week, acknowledge_by, answer_by,
    contact_stopped, withdrawn, merged_into, epoch, version)
    values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $9, null, 1, 1)";
const REPORTER: &str =
    "insert into reporter_key (lookup, case_id, wrapped, recipient) values ($1, $2, $3, $4)";
const NEW_RECEIPT: &str = "update reporter_key set lookup = $2, wrapped = $3 where case_id = $1";
const TOUCH: &str =
    "update case_file set version = version + 1, active_week = $3 where id = $1 and version = $2";
const SET_STATE: &str = "update case_file set state = $2 where id = $1";
const ACKNOWLEDGED: &str = "update case_file set acknowledge_by = null where id = $1";
const ANSWERED: &str = "update case_file set acknowledge_by = null, answer_by = null where id = $1";
/// Who may read no longer has the keys of this epoch: what comes is sealed to new ones.
const NEW_EPOCH: &str = "update case_file set epoch = epoch + 1 where id = $1";
const SET_ACCESS: &str = "update case_file set access = $2 where id = $1";
/// Who reported stays sealed to whom it was sealed: another grant of it is made nowhere.
const END_DESK_GRANTS: &str =
    "delete from case_grant where case_id = $1 and reader_kind = 'desk' and compartment <> $2";
const END_GRANTS: &str = "delete from case_grant where case_id = $1 and reader_id = $2";
const RECUSE: &str =
    "insert into case_recusal (case_id, member_id) values ($1, $2) on conflict do nothing";
const ASK: &str =
    "insert into identity_ask (case_id, member_id, agreed_by, until) values ($1, $2, null, $3)";
const AGREE: &str =
    "update identity_ask set agreed_by = $3, until = $4 where case_id = $1 and member_id = $2";
const END_ASK: &str = "delete from identity_ask where case_id = $1 and member_id = $2";
const MERGE: &str = "update case_file set merged_into = $2, state = $3, acknowledge_by = null, answer_by = null where id = $1";
const STOP_CONTACT: &str = "update case_file set contact_stopped = $2 where id = $1";
const WITHDRAW: &str = "update case_file set withdrawn = $2 where id = $1";
const ADD_INDEX: &str = "insert into index_record (id, audience_kind, audience_id, epoch, level, sealed) values ($1, $2, $3, $4, $5, $6)";
const ADD_AUDIT: &str = "insert into audit (id, desk_id, at, line) values ($1, $2, $3, $4)";
const PEND: &str = "insert into log_pending (commitment) values ($1)";

pub const STATEMENTS: &[&str] = &[
    NEW_CASE,
    REPORTER,
    NEW_RECEIPT,
    TOUCH,
    SET_STATE,
    ACKNOWLEDGED,
    ANSWERED,
    SET_ACCESS,
    NEW_EPOCH,
    END_DESK_GRANTS,
    END_GRANTS,
    RECUSE,
    ASK,
    AGREE,
    END_ASK,
    MERGE,
    STOP_CONTACT,
    WITHDRAW,
    ADD_INDEX,
    ADD_AUDIT,
    PEND,
];

/// How the holder of a receipt comes to their key.
pub struct ReporterKey {
    /// Where it is found, made of the receipt.
    pub lookup: [u8; 32],
    /// The key, wrapped under the receipt.
    pub wrapped: Vec<u8>,
    /// Its public half: what is sealed anew later is sealed to it as well.
    pub recipient: String,
}

/// A fact with all that was sealed for it.
pub struct Recorded {
    pub fact: CaseFact,
    /// Who did it, where a member did.
    pub by: Option<MemberId>,
    /// The week in which it happened.
    pub week: Day,
    pub parts: Vec<SealedPart>,
    pub grants: Vec<SealedGrant>,
    pub index: Vec<SealedIndex>,
    /// For a new report or a changed receipt.
    pub reporter: Option<ReporterKey>,
    /// What the public log will hold: says nothing without its opening, which lies sealed in the history.
    pub commitment: [u8; 32],
}

/// Writes a fact.
///
/// # Errors
/// `Conflict` when the case was changed since it was read; nothing is written then.
pub async fn apply(tx: &mut Tx, recorded: Recorded) -> Result<()> {
    apply_case(tx, &recorded.fact, &recorded).await?;
    add_parts(tx, recorded.parts).await?;
    add_grants(tx, recorded.grants).await?;
    for record in recorded.index {
        add_index(tx, record).await?;
    }
    notices::note(tx, recorded.fact.case, recorded.fact.act.news(recorded.by)).await?;
    run!(tx, PEND, recorded.commitment.to_vec())?;
    Ok(())
}

async fn apply_case(tx: &mut Tx, fact: &CaseFact, recorded: &Recorded) -> Result<()> {
    let id = fact.case.0;
    if !matches!(fact.act, CaseAct::ReportReceived { .. }) {
        touch(tx, fact.case, fact.version, recorded.week).await?;
    }
    match &fact.act {
        CaseAct::ReportReceived {
            reference,
            desk,
            acknowledge_by,
            answer_by,
            ..
        } => {
            let reporter = recorded
                .reporter
                .as_ref()
                .ok_or(Error::Impossible("reporter_key"))?;
            let (state, access) = (State::Received.code(), CaseAccess::Desk.code());
            run!(
                tx,
                NEW_CASE,
                id,
                desk.0,
                reference.as_str(),
                state,
                access,
                recorded.week.0,
                acknowledge_by.0,
                answer_by.0,
                false
            )?;
            run!(
                tx,
                REPORTER,
                reporter.lookup.to_vec(),
                id,
                reporter.wrapped.clone(),
                &reporter.recipient
            )?;
        }
        CaseAct::MovedOn { from, to } => {
            run!(tx, SET_STATE, id, to.code())?;
            if *from == State::Received {
                run!(tx, ACKNOWLEDGED, id)?;
            }
        }
        CaseAct::Closed { .. } => {
            run!(tx, SET_STATE, id, State::Closed.code())?;
            run!(tx, ANSWERED, id)?;
        }
        CaseAct::Reopened { .. } => {
            run!(tx, SET_STATE, id, State::InReview.code())?;
        }
        CaseAct::AccessTaken { from, .. } => {
            run!(tx, END_GRANTS, id, from.0)?;
            run!(tx, NEW_EPOCH, id)?;
        }
        CaseAct::AccessChanged { to, .. } => {
            run!(tx, SET_ACCESS, id, to.code())?;
            if *to == CaseAccess::Named {
                run!(tx, END_DESK_GRANTS, id, Compartment::Identity.code())?;
                run!(tx, NEW_EPOCH, id)?;
            }
        }
        CaseAct::SteppedAside { who, .. } => {
            run!(tx, RECUSE, id, who.0)?;
            run!(tx, END_GRANTS, id, who.0)?;
            run!(tx, END_ASK, id, who.0)?;
            run!(tx, NEW_EPOCH, id)?;
        }
        CaseAct::MergedInto { other, .. } => {
            run!(tx, MERGE, id, other.0, State::Closed.code())?;
        }
        CaseAct::ContactStopped => {
            run!(tx, STOP_CONTACT, id, true)?;
        }
        CaseAct::ContactAllowed => {
            run!(tx, STOP_CONTACT, id, false)?;
        }
        CaseAct::Withdrawn { .. } => {
            run!(tx, WITHDRAW, id, true)?;
        }
        CaseAct::ReceiptChanged => {
            let reporter = recorded
                .reporter
                .as_ref()
                .ok_or(Error::Impossible("reporter_key"))?;
            run!(
                tx,
                NEW_RECEIPT,
                id,
                reporter.lookup.to_vec(),
                reporter.wrapped.clone()
            )?;
        }
        CaseAct::IdentityAsked { who, until, .. } => {
            // An ask that nobody answered in time is put aside.
            run!(tx, END_ASK, id, who.0)?;
            run!(tx, ASK, id, who.0, until.0)?;
        }
        CaseAct::IdentityAgreed { who, by, until } => {
            run!(tx, AGREE, id, by.0, who.0, until.0)?;
        }
        CaseAct::IdentityRefused { by, .. } => {
            run!(tx, END_ASK, id, by.0)?;
        }
        // Their content is in the sealed parts alone.
        CaseAct::Opened
        | CaseAct::IdentityOpened { .. }
        | CaseAct::IdentityHanded { .. }
        | CaseAct::FileOpened { .. }
        | CaseAct::Assigned { .. }
        | CaseAct::Titled { .. }
        | CaseAct::AccessGiven { .. }
        | CaseAct::MessageSent { .. }
        | CaseAct::NoteWritten { .. }
        | CaseAct::PrivateNoteWritten { .. }
        | CaseAct::FileAdded { .. }
        | CaseAct::ReporterWrote { .. }
        | CaseAct::ReporterSentFile { .. }
        | CaseAct::ConsentChanged { .. } => {}
    }
    Ok(())
}

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
pub async fn apply_desk(tx: &mut Tx, recorded: DeskRecorded) -> Result<()> {
    run!(
        tx,
        ADD_AUDIT,
        Uuid::new_v4(),
        recorded.fact.desk().0,
        recorded.at,
        &recorded.line
    )?;
    run!(tx, PEND, recorded.commitment.to_vec())?;
    Ok(())
}

async fn touch(tx: &mut Tx, case: CaseId, version: i64, week: Day) -> Result<()> {
    match run!(tx, TOUCH, case.0, version, week.0)? {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}

/// Rows of one table in one statement: while a report is written, everybody else waits for the writer.
macro_rules! add_rows {
    ($tx:expr, $into:literal, $rows:expr, |$to:ident, $row:ident| $bind:expr) => {
        if !$rows.is_empty() {
            on!($tx, db => {
                let mut query = sqlx::QueryBuilder::new($into);
                query.push_values($rows, |mut $to, $row| {
                    $bind;
                });
                query.build().execute(db).await?;
            });
        }
    };
}

async fn add_parts(tx: &mut Tx, parts: Vec<SealedPart>) -> Result<()> {
    add_rows!(
        tx,
        "insert into part (id, case_id, compartment, kind, epoch, version, sealed, file_key, sealed_bytes, sealed_sha256) ",
        parts,
        |to, part| {
            let (sealed, key, bytes, hash) = match part.lying {
                Lying::InRow(bytes) => {
                    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
                    (Some(bytes), None, length, None)
                }
                Lying::InFiles {
                    key,
                    sealed_bytes,
                    sealed_sha256,
                } => (None, Some(key), sealed_bytes, Some(sealed_sha256)),
            };
            to.push_bind(part.id.0)
                .push_bind(part.case.0)
                .push_bind(part.compartment.code())
                .push_bind(part.kind.code())
                .push_bind(part.epoch)
                .push_bind(part.version)
                .push_bind(sealed)
                .push_bind(key)
                .push_bind(bytes)
                .push_bind(hash)
        }
    );
    Ok(())
}

pub(crate) async fn add_grants(tx: &mut Tx, grants: Vec<SealedGrant>) -> Result<()> {
    add_rows!(
        tx,
        "insert into case_grant (id, case_id, compartment, epoch, recipient, reader_kind, reader_id, reader_epoch, sealed, signature,
            given_by, expires) ",
        grants,
        |to, grant| {
            let (kind, reader, epoch) = match grant.reader {
                Reader::Desk { epoch } => ("desk", None, Some(epoch)),
                Reader::Member(member) => ("member", Some(member.0), None),
                Reader::Reporter => ("reporter", None, None),
            };
            to.push_bind(grant.id.0)
                .push_bind(grant.case.0)
                .push_bind(grant.compartment.code())
                .push_bind(grant.epoch)
                .push_bind(grant.recipient)
                .push_bind(kind)
                .push_bind(reader)
                .push_bind(epoch)
                .push_bind(grant.sealed)
                .push_bind(grant.signature)
                .push_bind(grant.given_by.map(|m| m.0))
                .push_bind(grant.expires.map(|d| d.0))
        }
    );
    Ok(())
}

pub(crate) async fn add_index(tx: &mut Tx, record: SealedIndex) -> Result<()> {
    let (kind, id) = match record.audience {
        Audience::Desk(desk) => ("desk", desk.0),
        Audience::Member(member) => ("member", member.0),
    };
    run!(
        tx,
        ADD_INDEX,
        record.id,
        kind,
        id,
        record.epoch,
        record.level,
        record.sealed
    )?;
    Ok(())
}
