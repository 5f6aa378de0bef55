//! Writing what happened: rows, sealed parts, work lists and the commitment for the public log, in the caller's transaction.

use std::collections::BTreeSet;

use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, MemberId,
    cases::{CaseAccess, clocks::Clocks},
    fact::{CaseAct, CaseFact},
    retention::Kept,
    sealed::{Compartment, LaidBy, SealedGrant, SealedIndex, SealedPart},
};
use watchpost_vault::RowKey;

use crate::{
    Error, Tx,
    adding::{add_cases, add_grants, add_indexes, add_laid, add_parts, add_reporters, add_rows},
    emergency,
    error::Result,
    notices,
    rows::{AskRow, CaseRow, RecusalRow, ReporterRow},
    rowsum::{self, Summed},
    standing,
    statistics::{self, Counting},
};

const NEW_RECEIPT: &str = "update reporter_key set lookup = $2, wrapped = $3 where case_id = $1";
const TOUCH: &str =
    "update case_file set version = version + 1, active_week = $3 where id = $1 and version = $2";
/// A case that goes on is one of its own again.
const STEP: &str =
    "update case_file set state = $2, came_from = $3, ended = $4, merged_into = null where id = $1";
const ACKNOWLEDGED: &str = "update case_file set acknowledge_by = null where id = $1";
const ANSWERED: &str = "update case_file set acknowledge_by = null, answer_by = null where id = $1";
/// Who may read no longer has the keys of this epoch: what comes is sealed to new ones.
const NEW_EPOCH: &str = "update case_file set epoch = epoch + 1 where id = $1";
const SET_ACCESS: &str = "update case_file set access = $2 where id = $1";
/// Who reported stays sealed to whom it was sealed: another grant of it is made nowhere.
const END_DESK_GRANTS: &str =
    "delete from case_grant where case_id = $1 and reader_kind = 'desk' and compartment <> $2";
const END_GRANTS: &str = "delete from case_grant where case_id = $1 and reader_id = $2";
/// What else they hold stays: keys without an end, and the one to who reported.
const END_OVER: &str =
    "delete from case_grant where case_id = $1 and reader_id = $2 and expires = $3";
const RECUSE: &str =
    "insert into case_recusal (case_id, member_id, sum) values ($1, $2, $3) on conflict do nothing";
const ASK: &str = "insert into identity_ask (case_id, member_id, agreed_by, until, sum) values ($1, $2, $3, $4, $5)";
const AGREE: &str =
    "update identity_ask set agreed_by = $3, until = $4 where case_id = $1 and member_id = $2";
const END_ASK: &str = "delete from identity_ask where case_id = $1 and member_id = $2";
/// Who reported, where they allow no longer that it is kept: without parts and without keys.
const FORGET: &str = "delete from part where case_id = $1 and compartment = $2";
const FORGET_KEYS: &str = "delete from case_grant where case_id = $1 and compartment = $2";
const FORGET_ASKS: &str = "delete from identity_ask where case_id = $1";
const MERGE: &str = "update case_file set merged_into = $2, state = $3, ended = $4, acknowledge_by = null, answer_by = null where id = $1";
const STOP_CONTACT: &str = "update case_file set contact_stopped = $2 where id = $1";
const WITHDRAW: &str = "update case_file set withdrawn = $2 where id = $1";

pub const STATEMENTS: &[&str] = &[
    NEW_RECEIPT,
    TOUCH,
    STEP,
    ACKNOWLEDGED,
    ANSWERED,
    SET_ACCESS,
    NEW_EPOCH,
    END_DESK_GRANTS,
    END_GRANTS,
    END_OVER,
    RECUSE,
    ASK,
    AGREE,
    END_ASK,
    FORGET,
    FORGET_KEYS,
    FORGET_ASKS,
    MERGE,
    STOP_CONTACT,
    WITHDRAW,
];

/// How the holder of a receipt comes to their key.
#[derive(Clone)]
pub struct ReporterKey {
    /// Where it is found, made of the receipt.
    pub lookup: [u8; 32],
    /// The key, wrapped under the receipt.
    pub wrapped: Vec<u8>,
    /// Its public half: what is sealed anew later is sealed to it as well.
    pub recipient: String,
}

/// A fact with all that was sealed for it.
#[derive(Clone)]
pub struct Recorded {
    pub fact: CaseFact,
    /// Who did it, where a member did.
    pub by: Option<MemberId>,
    /// The day on which it happened. Only its week is kept.
    pub day: Day,
    pub parts: Vec<SealedPart>,
    pub grants: Vec<SealedGrant>,
    /// Keys that are laid by with it for an emergency.
    pub laid_by: Vec<LaidBy>,
    pub index: Vec<SealedIndex>,
    /// The clocks of where the case then stands; none where they stay as they are.
    pub clocks: Option<Clocks>,
    /// How long it is kept from then on; none where that stays as it is.
    pub kept: Option<Kept>,
    /// What it changes in what is counted of the case.
    pub counting: Counting,
    /// For a new report or a changed receipt.
    pub reporter: Option<ReporterKey>,
    /// What the public log will hold: says nothing without its opening, which lies sealed in the history.
    pub commitment: [u8; 32],
    /// What a grant names that is given with it: ties it to this fact, and says nothing to who cannot open the history.
    pub because: [u8; 32],
}

/// Writes a fact, with a sum under `key` for each row.
///
/// # Errors
/// `Conflict` when the case was changed since it was read; nothing is written then.
pub async fn apply(tx: &mut Tx, key: &RowKey, mut recorded: Recorded) -> Result<()> {
    if matches!(recorded.fact.act, CaseAct::ReportReceived { .. }) {
        return apply_reports(tx, key, vec![recorded]).await;
    }
    touch(tx, recorded.fact.case, recorded.fact.version, recorded.day).await?;
    change_case(tx, key, &recorded.fact, &recorded).await?;
    if let Some(clocks) = &recorded.clocks {
        standing::set_clocks(tx, key, recorded.fact.case, clocks).await?;
    }
    if let Some(kept) = &recorded.kept {
        standing::set_kept(tx, recorded.fact.case, kept).await?;
    }
    rowsum::case_changed(tx, key, recorded.fact.case.0).await?;
    statistics::count(tx, key, std::mem::take(&mut recorded.counting)).await?;
    let news = recorded.fact.act.news(recorded.by);
    notices::note(tx, key, recorded.fact.case, news, recorded.day).await?;
    add_sealed(tx, key, vec![recorded]).await
}

/// Writes reports that came in together: one statement for each table, however many they are.
///
/// # Errors
/// The database cannot be used, or a fact is another; nothing is written then.
pub async fn apply_reports(tx: &mut Tx, key: &RowKey, mut reports: Vec<Recorded>) -> Result<()> {
    let cases = reports.iter().map(new_case).collect::<Result<Vec<_>>>()?;
    // Whose desk and by whom it was told once has been told.
    let mut told = BTreeSet::new();
    let news: Vec<_> = std::iter::zip(&cases, &reports)
        .filter(|((case, _), report)| told.insert((case.desk_id, report.by)))
        .map(|(_, report)| {
            (
                report.fact.case,
                report.fact.act.news(report.by),
                report.day,
            )
        })
        .collect();
    let (cases, reporters): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
    add_cases(tx, key, cases).await?;
    add_reporters(tx, key, reporters).await?;
    for report in &reports {
        follow(tx, key, report).await?;
    }
    let counted = { reports.iter_mut() }.map(|report| std::mem::take(&mut report.counting));
    statistics::add(tx, key, counted.collect()).await?;
    for (case, news, day) in news {
        notices::note(tx, key, case, news, day).await?;
    }
    add_sealed(tx, key, reports).await
}

/// What every fact brings: parts, grants, records for work lists and its commitment.
async fn add_sealed(tx: &mut Tx, key: &RowKey, all: Vec<Recorded>) -> Result<()> {
    let (mut parts, mut grants, mut laid, mut index, mut pending) =
        (vec![], vec![], vec![], vec![], vec![]);
    for recorded in all {
        parts.extend(recorded.parts);
        grants.extend(recorded.grants);
        laid.extend(recorded.laid_by);
        index.extend(recorded.index);
        pending.push(recorded.commitment.to_vec());
    }
    add_parts(tx, key, parts).await?;
    add_grants(tx, key, grants).await?;
    add_laid(tx, key, laid).await?;
    add_indexes(tx, key, index).await?;
    add_rows!(
        tx,
        "insert into log_pending (commitment) ",
        pending.into_iter(),
        |to, commitment| to.push_bind(commitment)
    );
    Ok(())
}

/// What a case has from the one that it comes from.
async fn follow(tx: &mut Tx, key: &RowKey, report: &Recorded) -> Result<()> {
    let Some((_, recused)) = report.fact.act.begins_with() else {
        return Ok(());
    };
    let id = report.fact.case;
    for member in recused {
        let row = RecusalRow {
            case_id: id.0,
            member_id: member.0,
        };
        run!(tx, RECUSE, id.0, member.0, row.sum(key))?;
    }
    if let Some(clocks) = &report.clocks {
        standing::set_clocks(tx, key, id, clocks).await?;
        rowsum::case_changed(tx, key, id.0).await?;
    }
    Ok(())
}

/// The rows of a case that begins.
fn new_case(recorded: &Recorded) -> Result<(CaseRow, ReporterRow)> {
    let (
        CaseAct::ReportReceived {
            reference,
            desk,
            procedure,
            state,
            acknowledge_by,
            answer_by,
            kept,
            follows,
            ..
        },
        Some(reporter),
    ) = (&recorded.fact.act, &recorded.reporter)
    else {
        return Err(Error::Impossible("reporter_key"));
    };
    let id = recorded.fact.case.0;
    let case = CaseRow {
        id,
        desk_id: desk.0,
        reference: reference.as_str().to_owned(),
        procedure: *procedure,
        state: state.clone(),
        came_from: None,
        sides: String::new(),
        ended: false,
        access: { recorded.fact.act.begins_with() }
            .map_or(CaseAccess::Desk, |(access, _)| access)
            .code()
            .to_owned(),
        week: recorded.day.monday().0,
        active_week: recorded.day.monday().0,
        acknowledge_by: Some(acknowledge_by.0),
        answer_by: Some(answer_by.0),
        due: Some(acknowledge_by.0.min(answer_by.0)),
        told: 0,
        look: Some(acknowledge_by.0.min(answer_by.0) + 1),
        contact_stopped: follows.as_ref().is_some_and(|of| of.contact_stopped),
        withdrawn: false,
        merged_into: None,
        kept: kept.written(),
        taken_up: false,
        kept_since: None,
        identity_gone: false,
        kept_announced: None,
        kept_look: None,
        epoch: 1,
        version: 1,
    };
    let reporter = ReporterRow {
        case_id: id,
        lookup: reporter.lookup.to_vec(),
        wrapped: reporter.wrapped.clone(),
        recipient: reporter.recipient.clone(),
    };
    Ok((case, reporter))
}

/// What an act changes in the rows of its case.
async fn change_case(
    tx: &mut Tx,
    key: &RowKey,
    fact: &CaseFact,
    recorded: &Recorded,
) -> Result<()> {
    let id = fact.case.0;
    match &fact.act {
        CaseAct::Stepped {
            to,
            came_from,
            ends,
            beside,
            ..
        } => {
            standing::set_beside(tx, id, beside).await?;
            run!(tx, STEP, id, to, came_from.clone(), ends.is_some())?;
            match ends {
                Some(_) => run!(tx, ANSWERED, id)?,
                None => run!(tx, ACKNOWLEDGED, id)?,
            };
        }
        CaseAct::Beside { side, is_so, .. } => {
            standing::set_beside(tx, id, &[(side.clone(), *is_so)]).await?;
        }
        CaseAct::ConsentChanged {
            beside, forgets, ..
        } => {
            standing::set_beside(tx, id, beside).await?;
            if *forgets {
                forget_identity(tx, id).await?;
            }
        }
        CaseAct::IdentityGone => forget_identity(tx, id).await?,
        CaseAct::SheetFilled { begins, .. } => {
            let begins: Vec<_> = begins.iter().map(|side| (side.clone(), true)).collect();
            standing::set_beside(tx, id, &begins).await?;
        }
        CaseAct::AccessEnded { from, until } => {
            run!(tx, END_OVER, id, from.0, until.0)?;
            run!(tx, NEW_EPOCH, id)?;
        }
        CaseAct::AccessTaken { from, .. } => {
            run!(tx, END_GRANTS, id, from.0)?;
            run!(tx, NEW_EPOCH, id)?;
        }
        CaseAct::AccessChanged { to, .. } => {
            run!(tx, SET_ACCESS, id, to.code())?;
            match to {
                CaseAccess::Named => {
                    run!(tx, END_DESK_GRANTS, id, Compartment::Identity.code())?;
                    run!(tx, NEW_EPOCH, id)?;
                }
                CaseAccess::Desk => emergency::widened(tx, key, id).await?,
            }
        }
        CaseAct::SteppedAside { who, .. } => {
            let row = RecusalRow {
                case_id: id,
                member_id: who.0,
            };
            run!(tx, RECUSE, id, who.0, row.sum(key))?;
            run!(tx, END_GRANTS, id, who.0)?;
            run!(tx, END_ASK, id, who.0)?;
            emergency::stepped_aside(tx, key, id, who.0).await?;
            run!(tx, NEW_EPOCH, id)?;
        }
        CaseAct::MergedInto { other, to, .. } => {
            run!(tx, MERGE, id, other.0, to, true)?;
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
            rowsum::reporter_changed(tx, key, id).await?;
        }
        CaseAct::IdentityAsked { who, until, .. } => {
            // An ask that nobody answered in time is put aside.
            run!(tx, END_ASK, id, who.0)?;
            let row = AskRow {
                case_id: id,
                member_id: who.0,
                agreed_by: None,
                until: until.0,
            };
            run!(tx, ASK, id, who.0, row.agreed_by, row.until, row.sum(key))?;
        }
        CaseAct::IdentityAgreed { who, by, until } => {
            run!(tx, AGREE, id, by.0, who.0, until.0)?;
            rowsum::ask_changed(tx, key, id, by.0).await?;
        }
        CaseAct::IdentityRefused { by, .. } => {
            run!(tx, END_ASK, id, by.0)?;
        }
        // Their content is in the sealed parts alone.
        CaseAct::ReportReceived { .. }
        | CaseAct::Linked { .. }
        | CaseAct::Opened
        | CaseAct::ClockSaid { .. }
        | CaseAct::GoingSaid { .. }
        | CaseAct::ClockExtended { .. }
        | CaseAct::IdentityOpened { .. }
        | CaseAct::IdentityHanded { .. }
        | CaseAct::FileOpened { .. }
        | CaseAct::Assigned { .. }
        | CaseAct::Titled { .. }
        | CaseAct::AccessGiven { .. }
        | CaseAct::MergedFrom { .. }
        | CaseAct::MessageSent { .. }
        | CaseAct::ReleaseDrafted { .. }
        | CaseAct::Released { .. }
        | CaseAct::WroteToParty { .. }
        | CaseAct::PartyOpened { .. }
        | CaseAct::PartyWrote { .. }
        | CaseAct::PartySteppedAside { .. }
        | CaseAct::CommitmentChanged { .. }
        | CaseAct::RoomShut { .. }
        | CaseAct::TakeOutPrepared { .. }
        | CaseAct::TakenOut { .. }
        | CaseAct::Printed
        | CaseAct::Team(_)
        // How an ask stands is in its row, which is written with the fact.
        | CaseAct::Emergency(_)
        | CaseAct::Pattern(_)
        | CaseAct::NoteWritten { .. }
        | CaseAct::PrivateNoteWritten { .. }
        | CaseAct::FileAdded { .. }
        | CaseAct::ReporterWrote { .. }
        | CaseAct::ReporterSentFile { .. } => {}
    }
    Ok(())
}

/// Takes away who reported, and every key to it.
async fn forget_identity(tx: &mut Tx, id: Uuid) -> Result<()> {
    run!(tx, FORGET, id, Compartment::Identity.code())?;
    run!(tx, FORGET_KEYS, id, Compartment::Identity.code())?;
    run!(tx, FORGET_ASKS, id)?;
    Ok(())
}

async fn touch(tx: &mut Tx, case: CaseId, version: i64, day: Day) -> Result<()> {
    match run!(tx, TOUCH, case.0, version, day.monday().0)? {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}
