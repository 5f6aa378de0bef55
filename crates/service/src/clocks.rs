//! The sweep of the clocks: what they have to say is said once, and what the procedure lets time do is done.

use serde::{Deserialize, Serialize};
use watchpost_domain::{
    CaseId, Day, Granted, Problems,
    cases::{
        self, Case, Step,
        clocks::{self, CLOCK, Clocks, Words},
        content::ActedBy,
    },
    fact::CaseAct,
    policy::{Action, cases as may},
    problem::clean_text,
    procedure::Procedure,
};
use watchpost_store::{Recorded, Tx, cases as rows, settings};

use crate::{Error, Platform, Working, reading::CaseKeys};

/// After so many days in which nobody swept, whoever had to act may not have been able to: time does nothing by itself for a while.
const AWAY: i64 = 2;
/// So long.
const GRACE: i64 = 2;

/// So many cases are looked at in one transaction: others who write wait for it.
const TOGETHER: usize = 16;

/// Where the days of the last sweep are kept.
const SWEPT: &str = "clocks swept";

/// What is kept of the sweeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Swept {
    /// The latest day on which clocks were swept.
    last: i64,
    /// From when on time acts by itself.
    acts_from: i64,
}

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sweep {
    /// Cases in which a clock reminded or ran out.
    pub said: usize,
    /// Cases that time carried on.
    pub carried: usize,
}

impl Sweep {
    fn add(&mut self, other: Sweep) {
        self.said += other.said;
        self.carried += other.carried;
    }
}

impl Platform {
    /// Says what clocks have to say by today: to the history of each case, and to its readers as something new. A day is said once, however
    /// late it is and however often this runs; several that were missed are one. Where the procedure lets time act, it acts; not in the
    /// first days after nobody swept, since whoever should have answered may have had no way to.
    ///
    /// # Errors
    /// The database cannot be used. What was said stays said.
    pub async fn sweep_clocks(&self) -> Result<Sweep, Error> {
        let today = self.today();
        let acts_from = self.acts_from(today).await?;
        let (mut sweep, mut after) = (Sweep::default(), None);
        loop {
            let mut tx = self.db.read().await?;
            let cases = rows::to_look_at(&mut tx, today, after).await?;
            drop(tx);
            let Some(last) = cases.last().copied() else {
                return Ok(sweep);
            };
            after = Some(last);
            for some in cases.chunks(TOGETHER) {
                let ids: Vec<CaseId> = some.iter().map(|(_, case)| *case).collect();
                self.look_at_some(ids, (today, acts_from), &mut sweep).await;
            }
        }
    }

    /// Looks at some cases in one transaction, since a disk takes one nearly as fast as it takes sixteen; where that fails, at one after
    /// the other.
    async fn look_at_some(&self, mut ids: Vec<CaseId>, days: (Day, Day), sweep: &mut Sweep) {
        // Who waits for several waits in the order of their ids.
        ids.sort_unstable();
        if let Ok(done) = self.look_at(&ids, days).await {
            sweep.add(done);
            return;
        }
        for id in ids {
            match self.look_at(&[id], days).await {
                Ok(done) => sweep.add(done),
                // One case whose rows somebody changed keeps no other from being swept.
                Err(_) => tracing::warn!("the clocks of a case could not be looked at"),
            }
        }
    }

    /// From which day on time acts by itself; notes that clocks were swept today.
    async fn acts_from(&self, today: Day) -> Result<Day, Error> {
        let mut tx = self.db.begin().await?;
        let kept = settings::get(&mut tx, SWEPT).await?;
        let kept: Option<Swept> = kept.and_then(|kept| serde_json::from_slice(&kept).ok());
        let now = match kept {
            None => Swept {
                last: today.0,
                acts_from: today.0,
            },
            // A clock that was set back changes nothing.
            Some(kept) if kept.last >= today.0 => return Ok(Day(kept.acts_from)),
            Some(kept) if today.0 - kept.last > AWAY => Swept {
                last: today.0,
                acts_from: today.0 + GRACE,
            },
            Some(kept) => Swept {
                last: today.0,
                ..kept
            },
        };
        let text = serde_json::to_vec(&now).map_err(|_| Error::Internal(180))?;
        settings::put(&mut tx, SWEPT, &text).await?;
        tx.commit().await?;
        Ok(Day(now.acts_from))
    }

    /// Whether time acts by itself today: clocks are swept, and were all the days before.
    pub(crate) async fn time_acts(&self, today: Day) -> Result<bool, Error> {
        Ok(self.time_acts_since(today).await?.is_some())
    }

    /// Since which day it does, without a day between in which nobody swept; none where it does not.
    pub(crate) async fn time_acts_since(&self, today: Day) -> Result<Option<Day>, Error> {
        let mut tx = self.db.read().await?;
        let kept = settings::get(&mut tx, SWEPT).await?;
        let kept: Option<Swept> = kept.and_then(|kept| serde_json::from_slice(&kept).ok());
        let acts = kept.filter(|kept| kept.last == today.0 && kept.acts_from <= today.0);
        Ok(acts.map(|kept| Day(kept.acts_from)))
    }

    async fn look_at(&self, ids: &[CaseId], days: (Day, Day)) -> Result<Sweep, Error> {
        let mut tx = self.db.begin().await?;
        let mut done = Sweep::default();
        for id in ids {
            while let Some((said, recorded)) = self.word_of(&mut tx, *id, days).await? {
                self.apply(&mut tx, recorded).await?;
                done.add(said);
                // What time carried on may have more to say where it then stands.
                if said.carried == 0 {
                    break;
                }
            }
        }
        tx.commit().await?;
        Ok(done)
    }

    /// What the clocks of a case have to say, or what time does there; nothing where there is nothing to say.
    async fn word_of(
        &self,
        tx: &mut Tx,
        id: CaseId,
        (today, acts_from): (Day, Day),
    ) -> Result<Option<(Sweep, Recorded)>, Error> {
        let Some(case) = rows::for_job::<may::Step>(tx, id, today).await? else {
            return Ok(None);
        };
        let procedure = self.procedure(tx, case.procedure).await?;
        let mut words = clocks::words(&case, &procedure, today);
        let exit = clocks::act_of_clock(&case, &procedure, &words.after);
        let waits = exit.is_some() && today < acts_from;
        if waits {
            // It is looked at again when time may act.
            wait_until(&mut words.after, &case.state, acts_from);
        }
        let says = waits || !words.reminders.is_empty() || !words.over.is_empty();
        let act = exit.filter(|_| !waits).map(|exit| exit.act.clone());
        if act.is_none() && !says {
            return Ok(None);
        }
        let keys = self.public_keys(tx, &case).await?;
        Ok(Some(match act {
            Some(act) => {
                let recorded = self.carried(tx, &case, &procedure, act, &keys).await?;
                (
                    Sweep {
                        said: 0,
                        carried: 1,
                    },
                    recorded,
                )
            }
            None => {
                self.remind_in_rooms(tx, &case, &words).await?;
                let recorded = self.told(&case, words, &keys)?;
                (
                    Sweep {
                        said: 1,
                        carried: 0,
                    },
                    recorded,
                )
            }
        }))
    }

    fn told(
        &self,
        case: &Granted<may::Step>,
        words: Words,
        keys: &CaseKeys,
    ) -> Result<Recorded, Error> {
        let said = CaseAct::ClockSaid {
            reminders: words.reminders,
            over: words.over,
        };
        let fact = cases::record(case, said);
        let mut recorded = self.record(fact, ActedBy::Installation, vec![], &keys.recipients)?;
        recorded.clocks = Some(words.after);
        Ok(recorded)
    }

    async fn carried(
        &self,
        tx: &mut Tx,
        case: &Granted<may::Step>,
        procedure: &Procedure,
        act: String,
        keys: &CaseKeys,
    ) -> Result<Recorded, Error> {
        let step = Step {
            act,
            ..Step::default()
        };
        let fact = cases::step(case, procedure, &[CLOCK], step, |_| false)?;
        let by = ActedBy::Installation;
        let mut recorded = self.record(fact, by, vec![], &keys.recipients)?;
        self.set_clocks(tx, case, &mut recorded, false).await?;
        self.count(tx, (case, keys), by, &mut recorded).await?;
        self.end_rooms(tx, case, &recorded.fact.act).await?;
        Ok(recorded)
    }

    /// What a job seals to: it opens nothing.
    pub(crate) async fn public_keys<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
    ) -> Result<CaseKeys, Error> {
        let grants = rows::grants(tx, &self.keys.rows, case).await?;
        let signers = self.signers(tx, case.desk).await?;
        self.case_keys(&grants, &signers, |_| None)
    }

    /// Gives a clock its whole time once more.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` without a reason; `Conflict` when the procedure does not allow it again.
    pub async fn extend_clock(
        &self,
        who: &Working<'_>,
        id: CaseId,
        clock: &str,
        reason: &str,
    ) -> Result<(), Error> {
        clean_text(reason, cases::REASON_MAX)
            .map_err(|problem| Error::Invalid(Problems::one("reason", problem)))?;
        let mut held = self.hold::<may::Step>(who, id).await?;
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let calendar = self.calendar(&mut held.tx, held.case.desk).await?;
        let fact = cases::extend_clock(&held.case, &procedure, clock, reason, &calendar)?;
        let mut recorded = self.record_of(&held, fact, vec![])?;
        self.set_clocks(&mut held.tx, &held.case, &mut recorded, false)
            .await?;
        self.keep(held.tx, recorded).await
    }
}

fn wait_until(after: &mut Clocks, state: &str, day: Day) {
    let own = after.running.iter_mut().filter(|clock| clock.code == state);
    own.for_each(|clock| clock.says = Some(day));
}
