//! The procedures that cases follow: each version as it was put to use, kept in memory once it was read, since none ever changes.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use sha2::{Digest, Sha256};
use watchpost_domain::{
    Actor, CaseId, DeskId,
    calendar::Calendar,
    cases::{Case, clocks, content::ActedBy},
    fact::{CaseAct, DeskFact},
    policy::Action,
    procedure::{DEFAULT, Fault, Procedure},
    retention,
};
use watchpost_store::{
    Recorded, Tx, cases, desks,
    procedures::{self as rows, Written},
    settings,
};
use watchpost_text::Lang;
use watchpost_vault::RowKey;

use crate::{Error, Platform, Working, sealing::hex};

/// Procedures by their version, the newest last.
pub type ByVersion = BTreeMap<i64, Arc<Procedure>>;

/// Those that were read.
#[derive(Default)]
pub(crate) struct Procedures(RwLock<ByVersion>);

/// Why a procedure was not put to use. The one before stays.
#[derive(Debug, thiserror::Error)]
pub enum NotUsed {
    #[error("it is not whole")]
    NotWhole(Vec<Fault>),
    #[error("it is in use already, as version {0}")]
    InUse(i64),
    #[error(transparent)]
    Failed(#[from] Error),
}

/// Reads a procedure, which needs names in the languages of the pages.
///
/// # Errors
/// Every fault, with its line.
pub fn read(text: &str) -> Result<Procedure, Vec<Fault>> {
    let pages: Vec<&str> = Lang::ALL.iter().map(|lang| lang.code()).collect();
    Procedure::read(text, &pages)
}

/// Puts the procedure that the program comes with to use, where no other is.
pub(crate) async fn put_shipped(tx: &mut Tx, key: &RowKey) -> Result<(), Error> {
    // What somebody else's program left in a database that nobody uses yet is nobody's.
    if settings::is_unused(tx).await? {
        settings::forget_procedures(tx).await?;
    }
    let version = match rows::latest(tx).await? {
        None => 1,
        Some(version) => match rows::get(tx, key, version).await? {
            Some(written) if written.shipped && written.text != DEFAULT => version + 1,
            _ => return Ok(()),
        },
    };
    let text = DEFAULT.to_owned();
    let shipped = true;
    match rows::add(
        tx,
        key,
        Written {
            version,
            shipped,
            text,
        },
    )
    .await
    {
        // Another node was faster.
        Err(watchpost_store::Error::Conflict) => Ok(()),
        done => Ok(done?),
    }
}

impl Platform {
    /// The procedure of a version.
    ///
    /// # Errors
    /// `Unavailable` when its text is not as it was written.
    pub(crate) async fn procedure(
        &self,
        tx: &mut Tx,
        version: i64,
    ) -> Result<Arc<Procedure>, Error> {
        let kept = self.procedures.0.read();
        let kept = kept
            .unwrap_or_else(PoisonError::into_inner)
            .get(&version)
            .cloned();
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let written = rows::get(tx, &self.keys.rows, version).await?;
        let text = written.ok_or(Error::Internal(170))?.text;
        // It was whole when it was put to use; a later program may ask for more, and still has to carry its cases on.
        let procedure = Arc::new(Procedure::read(&text, &[]).map_err(|_| Error::Internal(171))?);
        let mut all = self
            .procedures
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(all.entry(version).or_insert(procedure).clone())
    }

    /// The version that new cases follow.
    pub(crate) async fn latest_procedure(
        &self,
        tx: &mut Tx,
    ) -> Result<(i64, Arc<Procedure>), Error> {
        let version = rows::latest(tx).await?.ok_or(Error::Internal(172))?;
        Ok((version, self.procedure(tx, version).await?))
    }

    /// The procedure that a case follows, for who may do `A` there.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn procedure_of<A: Action<On = Case>>(
        &self,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<Arc<Procedure>, Error> {
        let mut tx = self.db.read().await?;
        let actor = Actor::Member(who.member);
        let case = cases::get::<A>(&mut tx, &actor, id, self.today()).await?;
        self.procedure(&mut tx, case.procedure).await
    }

    /// All versions, the newest last.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn procedures(&self) -> Result<ByVersion, Error> {
        let mut tx = self.db.read().await?;
        let latest = rows::latest(&mut tx).await?.unwrap_or_default();
        let mut all = BTreeMap::new();
        for version in 1..=latest {
            all.insert(version, self.procedure(&mut tx, version).await?);
        }
        Ok(all)
    }

    /// Puts a procedure to use: cases that come in from then on follow it. The audit of every desk, and the public log, say that the rules
    /// changed.
    ///
    /// # Errors
    /// It is not whole, or is in use already; then nothing changes.
    pub async fn use_procedure(&self, text: &str) -> Result<i64, NotUsed> {
        read(text).map_err(NotUsed::NotWhole)?;
        let failed = |error: watchpost_store::Error| NotUsed::Failed(error.into());
        let mut tx = self.db.begin().await.map_err(failed)?;
        let key = &self.keys.rows;
        let latest = rows::latest(&mut tx)
            .await
            .map_err(failed)?
            .unwrap_or_default();
        let now = rows::get(&mut tx, key, latest).await.map_err(failed)?;
        if now.is_some_and(|now| now.text == text) {
            return Err(NotUsed::InUse(latest));
        }
        let written = Written {
            version: latest + 1,
            shipped: text == DEFAULT,
            text: text.to_owned(),
        };
        rows::add(&mut tx, key, written).await.map_err(failed)?;
        let hash = hex(&Sha256::digest(text));
        for desk in desks::desks(&mut tx).await.map_err(failed)? {
            let fact = DeskFact::ProcedureUsed {
                desk: desk.id,
                version: latest + 1,
                hash: hash.clone(),
            };
            self.desk_fact(&mut tx, fact, ActedBy::Operator).await?;
        }
        tx.commit().await.map_err(failed)?;
        Ok(latest + 1)
    }

    /// Adds what an act changes in the clocks of its case, and in how long it is kept.
    pub(crate) async fn set_clocks(
        &self,
        tx: &mut Tx,
        case: &Case,
        recorded: &mut Recorded,
        is_urgent: bool,
    ) -> Result<(), Error> {
        let act = &recorded.fact.act;
        let moves = matches!(
            act,
            CaseAct::Stepped { .. }
                | CaseAct::SheetFilled { .. }
                | CaseAct::Beside { .. }
                | CaseAct::CommitmentChanged { .. }
                | CaseAct::ClockExtended { .. }
                | CaseAct::ContactStopped
                | CaseAct::ContactAllowed
                | CaseAct::Withdrawn { .. }
                | CaseAct::MergedInto { .. }
        );
        if moves {
            let procedure = self.procedure(tx, case.procedure).await?;
            let calendar = self.calendar(tx, case.desk).await?;
            let day = (self.today(), &*calendar);
            recorded.clocks = clocks::after_act(case, &procedure, act, is_urgent, day);
            recorded.kept = retention::after_step(case, &procedure, act, day.0);
        }
        Ok(())
    }

    /// The working days of where a desk works.
    pub(crate) async fn calendar(&self, tx: &mut Tx, desk: DeskId) -> Result<Arc<Calendar>, Error> {
        let country = desks::country(tx, desk).await?;
        let kept = self
            .calendars
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(calendar) = kept.get(&country) {
            return Ok(calendar.clone());
        }
        drop(kept);
        let calendar = Arc::new(Calendar::of(&country));
        let mut all = self
            .calendars
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(all.entry(country).or_insert(calendar).clone())
    }
}
