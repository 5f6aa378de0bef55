//! Taking a case away for good: rows, objects, and what work lists say of it. The public log stays whole; what its entries meant can be
//! shown by nobody any more.

use watchpost_domain::{
    CaseId, Granted, MemberId, Problem, Problems,
    cases::{self, Case, EraseReason, content::ActedBy, index::Change},
    fact::DeskFact,
    policy::cases as may,
    retention,
    sealed::{Audience, SealedIndex},
    team::Guarded,
};
use watchpost_store::{Tx, cases as rows, rooms, statistics, worklist};
use watchpost_vault::Recipient;

use crate::{Error, Platform, Working, casework::Held};

impl Platform {
    /// Erases a case that was closed. Its reference is typed back, so that it is not another; afterwards its receipt is unknown. Who did it and
    /// why stands in the audit. Backups that were made before still hold it.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when the reference is another, no reason was chosen, or the case is kept for a court or an
    /// authority; `NeedsSecond` where somebody else has to agree.
    pub async fn erase(
        &self,
        who: &Working<'_>,
        id: CaseId,
        reference: &str,
        reason: Option<EraseReason>,
    ) -> Result<(), Error> {
        let mut held = self.hold::<may::Erase>(who, id).await?;
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let fact = cases::erase(&held.case, &procedure, reference, reason)?;
        if self.is_held_by_another(&mut held.tx, &held.case).await? {
            let kept = Problems::one("reason", Problem::Kept);
            return Err(Error::Invalid(kept));
        }
        let reason = reason.map_or("", EraseReason::code);
        self.second_pair_of_eyes(&mut held, who, (Guarded::Erase, reason))
            .await?;
        let Held { case, tx, .. } = held;
        let by = ActedBy::Member(who.member.member);
        self.erase_whole(tx, case, fact, by).await?;
        // Taken out of this member's lists now; out of the others' when they unlock next.
        self.lists_of(&who.member, &who.unlocked.identity).await?;
        Ok(())
    }

    /// Whether the case that it was joined with is kept for a court or an authority.
    async fn is_held_by_another(&self, tx: &mut Tx, case: &Case) -> Result<bool, Error> {
        let Some(other) = case.merged_into else {
            return Ok(false);
        };
        let today = self.today();
        let Some(other) = rows::seen_by_job::<may::Erase>(tx, other, today).await? else {
            return Ok(false);
        };
        let procedure = self.procedure(tx, other.procedure).await?;
        Ok(retention::is_held(&other, &procedure))
    }

    /// Takes away all of a case, and writes down that it was done.
    pub(crate) async fn erase_whole(
        &self,
        mut tx: Tx,
        case: Granted<may::Erase>,
        fact: DeskFact,
        by: ActedBy,
    ) -> Result<(), Error> {
        let marks = self.erased_marks(&mut tx, &case).await?;
        let mark = self.mark_of_case(case.id);
        let mut objects = rooms::erase(&mut tx, &case, &mark).await?;
        objects.extend(rows::erase(&mut tx, &self.keys.rows, &case).await?);
        statistics::end(&mut tx, self.counted_as(case.id)).await?;
        for mark in marks {
            worklist::add(&mut tx, &self.keys.rows, mark).await?;
        }
        self.desk_fact(&mut tx, fact, by).await?;
        tx.commit().await?;
        // An object that stays behind because the process ends here belongs to nothing, and is found by the sweep.
        self.delete_objects(&objects).await
    }

    /// A record for the desk's list, and one for each member's own: who was ever named is not known any more.
    async fn erased_marks(&self, tx: &mut Tx, case: &Case) -> Result<Vec<SealedIndex>, Error> {
        let roster = self.roster(tx, case.desk).await?;
        let mut marks = vec![self.seal_for_desk(tx, case, Change::Erased).await?];
        for member in roster.members.iter().filter(|m| m.reads_desk) {
            let to: Recipient = member.recipient.parse().map_err(|_| Error::Internal(180))?;
            let own = Audience::Member(MemberId(member.member));
            marks.push(self.seal_index(&to, own, 1, case.id, Change::Erased)?);
        }
        Ok(marks)
    }
}
