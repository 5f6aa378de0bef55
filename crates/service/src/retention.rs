//! What was kept as long as its channel said goes: announced first, who reported before the rest, and nothing of it while it is held.

use watchpost_domain::{
    CaseId, Day,
    cases::{self, Case, content::ActedBy},
    fact::CaseAct,
    policy::cases as may,
    retention::{self, Going, Word},
};
use watchpost_store::{Recorded, cases as rows};

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
        if !self.time_acts(today).await? {
            return Ok(done);
        }
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
                if self.look_at_kept(case, today, &mut done).await.is_err() {
                    tracing::warn!("how long a case is kept could not be looked at");
                }
            }
        }
    }

    async fn look_at_kept(&self, id: CaseId, today: Day, done: &mut Kept) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let Some(case) = rows::for_job::<may::Erase>(&mut tx, id, today).await? else {
            return Ok(());
        };
        let procedure = self.procedure(&mut tx, case.procedure).await?;
        let (word, after) = case.kept.word(retention::is_held(&case, &procedure), today);
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

    /// What is over is kept anew once whoever reported writes again.
    pub(crate) fn keep_anew(&self, case: &Case, recorded: &mut Recorded) {
        let after = case.kept.after_word(self.today());
        if recorded.kept.is_none() && after != case.kept {
            recorded.kept = Some(after);
        }
    }
}
