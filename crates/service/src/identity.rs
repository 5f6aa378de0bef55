//! Who reported: opened by a custodian with a second person's word, and handed on to custodians who come later.

use watchpost_domain::{
    Actor, CaseId, Denied, MemberId,
    cases::{self, content::IdentityPart},
    policy::{authorize, cases as may, desks},
    sealed::{Compartment, Reader},
};
use watchpost_store::cases as rows;
use watchpost_vault::{Recipient, Roster};

use crate::{Error, Platform, Working, accounts::Session};

/// So many cases are handed on at once; what remains is said, and is handed on with the next press.
const HANDED_AT_ONCE: i64 = 200;

/// What came of handing on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handed {
    pub done: usize,
    pub left: usize,
}

impl Platform {
    /// Asks a second person before who reported is opened; the reason is for them and for the history.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` without a reason; `Conflict` when they asked already.
    pub async fn ask_identity(
        &self,
        who: &Working<'_>,
        id: CaseId,
        reason: &str,
    ) -> Result<(), Error> {
        let held = self.hold::<may::ReadIdentity>(who, id).await?;
        let fact = cases::ask_identity(&held.case, who.member.member, reason, self.today())?;
        self.done(held, fact, vec![], None).await
    }

    /// The second person's word on what `by` asked: yes, or no and why.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when a refusal has no reason; `Conflict` when nothing waits for their word.
    pub async fn answer_ask(
        &self,
        who: &Working<'_>,
        id: CaseId,
        by: MemberId,
        refusal: Option<&str>,
    ) -> Result<(), Error> {
        let held = self.hold::<may::AgreeIdentity>(who, id).await?;
        let me = who.member.member;
        let fact = cases::answer_ask(&held.case, me, by, refusal, self.today())?;
        self.done(held, fact, vec![], None).await
    }

    /// Opens who reported and how to reach them: with a second person's word, or, at a desk where nobody else could give it, alone
    /// and for a reason. It is in the history, and committed, before it is given.
    ///
    /// # Errors
    /// `Denied` when they may not; `Conflict` while a second person's word is missing; `Invalid` when alone and without a reason.
    pub async fn read_identity(
        &self,
        who: &Working<'_>,
        id: CaseId,
        reason: &str,
    ) -> Result<IdentityPart, Error> {
        let mut held = self.hold::<may::ReadIdentity>(who, id).await?;
        let me = who.member.member;
        let roster = self.roster(&mut held.tx, held.case.desk).await?;
        let seconds = seconds(&roster, &held.case, me);
        let fact = cases::open_identity(&held.case, me, reason, seconds, self.today())?;
        let mut parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        parts.retain(|part| part.compartment == Compartment::Identity);
        let seen = self.open_case(&held.keys, &parts)?;
        self.done(held, fact, vec![], None).await?;
        seen.identity.ok_or(Error::Denied(Denied::NotFound))
    }

    /// Whether anybody could be the second person for a member.
    ///
    /// # Errors
    /// The database cannot be used, or the roster is not signed.
    pub async fn has_second(&self, case: &cases::Case, member: MemberId) -> Result<bool, Error> {
        let mut tx = self.db.read().await?;
        let roster = self.roster(&mut tx, case.desk).await?;
        Ok(seconds(&roster, case, member) > 0)
    }

    /// In how many cases a member keeps who reported, and another custodian does not.
    ///
    /// # Errors
    /// `Denied` when one is no custodian.
    pub async fn to_hand_on(&self, session: &Session, to: MemberId) -> Result<usize, Error> {
        authorize::<desks::KeepIdentities>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.read().await?;
        let (_, left) = rows::kept_by_one(&mut tx, session.member.id, to, 0).await?;
        Ok(usize::try_from(left).unwrap_or(0))
    }

    /// Gives another custodian the keys to who reported, in the cases that one keeps and they do not. Each is a line in the
    /// history of its case; what is done is done, and the rest waits for the next time.
    ///
    /// # Errors
    /// `Denied` when the signed roster does not name one as a custodian; `Invalid` without a reason; `Conflict` when it does not name the other as one.
    pub async fn hand_on(
        &self,
        who: &Working<'_>,
        to: MemberId,
        reason: &str,
    ) -> Result<Handed, Error> {
        cases::needed("reason", reason, cases::REASON_MAX)?;
        let me = who.member.member;
        let mut tx = self.db.read().await?;
        let desk = watchpost_store::desks::desk(&mut tx, who.member.desk).await?;
        let desk = desk.ok_or(Error::Denied(Denied::NotFound))?;
        authorize::<desks::KeepIdentities>(&Actor::Member(who.member), desk)?;
        let roster = self.roster(&mut tx, who.member.desk).await?;
        let (ids, all) = rows::kept_by_one(&mut tx, me, to, HANDED_AT_ONCE).await?;
        drop(tx);
        let listed = |id: MemberId| roster.members.iter().find(|m| m.member == id.0);
        let not_found = || Error::Denied(Denied::NotFound);
        listed(me).filter(|m| m.custodian).ok_or_else(not_found)?;
        let listed = listed(to).ok_or_else(not_found)?;
        if !listed.custodian {
            return Err(Error::Conflict);
        }
        let recipient: Recipient = listed.recipient.parse().map_err(|_| Error::Internal(175))?;
        let mut done = 0;
        for id in ids {
            done += usize::from(self.hand_on_one(who, id, (to, &recipient), reason).await?);
        }
        let all = usize::try_from(all).unwrap_or(0);
        Ok(Handed {
            done,
            left: all.saturating_sub(done),
        })
    }

    async fn hand_on_one(
        &self,
        who: &Working<'_>,
        id: CaseId,
        (to, recipient): (MemberId, &Recipient),
        reason: &str,
    ) -> Result<bool, Error> {
        let held = self.hold::<may::ReadIdentity>(who, id).await?;
        let fact = match cases::hand_on(&held.case, to, reason) {
            Err(cases::ActError::Already) => return Ok(false),
            fact => fact?,
        };
        let mut recorded = self.record_of(&held, fact, vec![])?;
        let reader = (Reader::Member(to), recipient);
        let keys = held.keys.all();
        let mine = keys.filter(|((compartment, _), _)| *compartment == Compartment::Identity);
        let grants = mine
            .map(|(place, key)| self.seal_grant_by(who, &recorded, *place, key, reader, None))
            .collect::<Vec<_>>();
        if grants.is_empty() {
            return Ok(false);
        }
        recorded.grants = grants;
        self.keep(held.tx, recorded).await?;
        Ok(true)
    }
}

/// How many members of the desk could be somebody's second person. All who read the desk count, also where a case is narrowed to
/// fewer: or else a custodian could narrow it to themself and be alone with it. Who stepped aside cannot be asked.
fn seconds(roster: &Roster, case: &cases::Case, besides: MemberId) -> usize {
    let readers = roster.members.iter().filter(|m| m.reads_desk);
    let others = readers
        .map(|m| MemberId(m.member))
        .filter(|m| *m != besides);
    others.filter(|m| !case.recused.contains(m)).count()
}
