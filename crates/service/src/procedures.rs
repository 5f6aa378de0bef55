//! The procedures that cases follow: each version as it was put to use.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use watchpost_domain::{
    Actor, CaseId, DeskId, PolicyData,
    calendar::Calendar,
    cases::{Case, clocks},
    fact::CaseAct,
    policy::Action,
    procedure::{Fault, Procedure},
    retention,
};
use watchpost_store::{Recorded, Tx, cases, desks};

use crate::{
    Error, Platform, Working,
    policy_data::{NotUsed, pages},
};

/// Procedures by their version, the newest last.
pub type ByVersion = BTreeMap<i64, Arc<Procedure>>;

/// Reads a procedure, which needs names in the languages of the pages.
///
/// # Errors
/// Every fault, with its line.
pub fn read(text: &str) -> Result<Procedure, Vec<Fault>> {
    Procedure::read(text, &pages())
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
        let of = (&PolicyData::Procedure, version);
        // It was whole when it was put to use; a later program may ask for more, and still has to carry its cases on.
        let read = |text: &str| Procedure::read(text, &[]).ok();
        self.version(tx, &self.policy.procedures, of, read).await
    }

    /// The version that new cases follow.
    pub(crate) async fn latest_procedure(
        &self,
        tx: &mut Tx,
    ) -> Result<(i64, Arc<Procedure>), Error> {
        let version = self.latest(tx, &PolicyData::Procedure).await?;
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
        let latest = self.latest(&mut tx, &PolicyData::Procedure).await?;
        let mut all = BTreeMap::new();
        for version in 1..=latest {
            all.insert(version, self.procedure(&mut tx, version).await?);
        }
        Ok(all)
    }

    /// Puts a procedure to use: cases that come in from then on follow it.
    ///
    /// # Errors
    /// It is not whole, or is in use already; then nothing changes.
    pub async fn use_procedure(&self, text: &str) -> Result<i64, NotUsed<Fault>> {
        read(text).map_err(NotUsed::NotWhole)?;
        self.put_to_use(PolicyData::Procedure, text).await
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
