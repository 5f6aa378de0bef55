//! What was kept as long as its channel said goes: announced first, who reported before the rest, and nothing of it while it is held.

use watchpost_domain::{
    CaseId, Day,
    cases::{self, Case, content::ActedBy},
    fact::CaseAct,
    policy::cases as may,
    retention::{self, Going, Word},
};
use watchpost_store::{Recorded, Tx, cases as rows};

use crate::{Error, Platform};

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Cases in which it was said that something goes, and when.
    pub announced: usize,
    /// Cases of which who reported went.
    pub identities: usize,
    /// Cases that went whole.
    pub whole: usize,
}

impl Platform {
    /// Announces what goes next, and takes away what was announced and is due. Not in the first days after nobody swept: whoever would have
    /// held it may have had no way to.
    ///
    /// # Errors
    /// The database cannot be used. What went stays gone.
    pub async fn sweep_kept(&self) -> Result<Kept, Error> {
        let today = self.today();
        let (mut done, mut after) = (Kept::default(), None);
        let Some(since) = self.time_acts_since(today).await? else {
            return Ok(done);
        };
        loop {
            let mut tx = self.db.read().await?;
            let cases = rows::kept_until(&mut tx, today, after).await?;
            drop(tx);
            let Some(last) = cases.last().copied() else {
                return Ok(done);
            };
            after = Some(last);
            for (_, case) in cases {
                // One case whose rows somebody changed keeps no other from going.
                let looked = self.look_at_kept(case, (today, since), &mut done);
                if looked.await.is_err() {
                    tracing::warn!("how long a case is kept could not be looked at");
                }
            }
        }
    }

    async fn look_at_kept(
        &self,
        id: CaseId,
        (today, since): (Day, Day),
        done: &mut Kept,
    ) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let Some(case) = rows::for_job::<may::Erase>(&mut tx, id, today).await? else {
            return Ok(());
        };
        let procedure = self.procedure(&mut tx, case.procedure).await?;
        let held = retention::is_held(&case, &procedure)
            || self.is_kept_by_another(&mut tx, &case, today).await?;
        let (word, after) = case.kept.since_gap(since).word(held, today);
        let act = match word {
            Word::Wait if after == case.kept => return Ok(()),
            Word::Wait => {
                rows::look_later(&mut tx, &self.keys.rows, &case, &after).await?;
                return Ok(tx.commit().await?);
            }
            Word::Go(Going::Whole) => {
                let fact = retention::gone(&case);
                self.erase_whole(tx, case, fact, ActedBy::Installation)
                    .await?;
                done.whole += 1;
                return Ok(());
            }
            Word::Go(Going::Identity) => {
                done.identities += 1;
                CaseAct::IdentityGone
            }
            Word::Announce(what, on) => {
                done.announced += 1;
                CaseAct::GoingSaid { what, on }
            }
        };
        let keys = self.public_keys(&mut tx, &case).await?;
        let (fact, by) = (cases::record(&case, act), ActedBy::Installation);
        let mut recorded = self.record(fact, by, vec![], &keys.recipients)?;
        recorded.kept = Some(after);
        self.keep(tx, recorded).await
    }

    /// Whether the case that it was joined with still needs it: that one runs, is held, or is kept for longer.
    pub(crate) async fn is_kept_by_another(
        &self,
        tx: &mut Tx,
        case: &Case,
        today: Day,
    ) -> Result<bool, Error> {
        let Some(other) = case.merged_into else {
            return Ok(false);
        };
        let Some(other) = rows::seen_by_job::<may::Erase>(tx, other, today).await? else {
            return Ok(false);
        };
        let procedure = self.procedure(tx, other.procedure).await?;
        let until = other.kept.whole_until();
        Ok(retention::is_held(&other, &procedure) || until.is_none_or(|until| until > today))
    }

    /// What is over is kept anew once whoever reported writes again.
    pub(crate) fn keep_anew(&self, case: &Case, recorded: &mut Recorded) {
        let after = case.kept.after_word(self.today());
        if recorded.kept.is_none() && after != case.kept {
            recorded.kept = Some(after);
        }
    }
}
