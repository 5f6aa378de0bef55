//! Who reads a case: giving and taking access, narrowing it to named people, stepping aside, saying that two cases are one.

use watchpost_domain::{
    CaseId, Day, Denied, MemberId, Problem, Problems,
    cases::{
        self, Case, CaseAccess,
        index::{Change, Entry},
    },
    policy::{Action, cases as may},
    sealed::{Audience, Compartment, Reader, SealedGrant, SealedIndex},
};
use watchpost_store::{apply, cases as rows};
use watchpost_vault::{Recipient, Roster};

use crate::{Error, Platform, Working, casework::Held};

/// What a reader of a case reads; the identity is the custodians'.
const READ: [Compartment; 3] = [
    Compartment::Narrative,
    Compartment::Team,
    Compartment::Original,
];

impl Platform {
    /// Says who carries the case, or that nobody does.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when that member cannot read it; `Conflict` when it is so already.
    pub async fn assign(
        &self,
        who: &Working<'_>,
        id: CaseId,
        to: Option<MemberId>,
    ) -> Result<(), Error> {
        // Who carries it is in the work list alone. It is known for this version of the case, or asked again: the same form sent twice
        // at once is one act.
        let (now, mut held) = loop {
            let before = self.hold::<may::Assign>(who, id).await?.case.version;
            let now = self.known(who, id).await?;
            let held = self.hold::<may::Assign>(who, id).await?;
            if held.case.version == before {
                break (now.and_then(|e| e.assignee()), held);
            }
        };
        if let Some(to) = to {
            let roster = self.roster(&mut held.tx, held.case.desk).await?;
            if !reads(&roster, &held.case, to) {
                return Err(Error::Invalid(Problems::one(
                    "member",
                    Problem::NotAnOption,
                )));
            }
        }
        let fact = cases::assign(&held.case, now, to)?;
        self.done(held, fact, vec![], Some(Change::Assigned(to)))
            .await
    }

    /// Writes a better title line. `once` is the form's own number: sent twice, it writes one line of history.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` says what is wrong with it.
    pub async fn retitle(
        &self,
        who: &Working<'_>,
        id: CaseId,
        once: &str,
        title: &str,
    ) -> Result<(), Error> {
        let mut held = self.hold::<may::Assign>(who, id).await?;
        let fact = cases::title(&held.case, title)?;
        let line = cases::needed("title", title, cases::TITLE_MAX)?.replace('\n', " ");
        let form = self.form(once, &format!("title\n{id}\n{line}"));
        if !self.first_time_of(&mut held.tx, &form).await? {
            return Ok(());
        }
        self.done(held, fact, vec![], Some(Change::Titled(line)))
            .await
    }

    /// Lets one more member of the desk read.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when that member cannot be let in; `Conflict` when they read it already.
    pub async fn give_access(
        &self,
        who: &Working<'_>,
        id: CaseId,
        to: MemberId,
        reason: &str,
        until: Option<Day>,
    ) -> Result<(), Error> {
        let known = self.known(who, id).await?;
        let mut held = self.hold::<may::ChangeAccess>(who, id).await?;
        let fact = cases::give_access(&held.case, to, reason, until, self.today())?;
        let roster = self.roster(&mut held.tx, held.case.desk).await?;
        let (recipient, index) = self.listed_for(known.as_ref(), &roster, id, to)?;
        let grants = self.grants_for(who, &held, Reader::Member(to), &recipient, until)?;
        let mut recorded = self.record_of(&held, fact, vec![])?;
        recorded.grants = grants;
        if held.case.access == CaseAccess::Named {
            recorded.index.extend(index);
        }
        apply(&mut held.tx, &self.keys.rows, recorded).await?;
        Ok(held.tx.commit().await?)
    }

    /// Ends a named member's reading.
    ///
    /// # Errors
    /// `Denied` when they may not; `Conflict` when they do not read it, or are the last who does.
    pub async fn take_access(
        &self,
        who: &Working<'_>,
        id: CaseId,
        from: MemberId,
        reason: &str,
    ) -> Result<(), Error> {
        let mut held = self.hold::<may::ChangeAccess>(who, id).await?;
        let roster = self.roster(&mut held.tx, held.case.desk).await?;
        keeps_identity(&mut held, &roster, from).await?;
        let others = others(&roster, &held.case, from);
        let fact = cases::take_access(&held.case, from, reason, others)?;
        self.done(held, fact, vec![], None).await
    }

    /// Narrows the case to those named, or opens it to all who read the desk. Who narrows it is one of the named.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` without a reason; `Conflict` when it is so already.
    pub async fn change_access(
        &self,
        who: &Working<'_>,
        id: CaseId,
        to: CaseAccess,
        reason: &str,
    ) -> Result<(), Error> {
        let known = self.known(who, id).await?;
        let mut held = self.hold::<may::ChangeAccess>(who, id).await?;
        let fact = cases::change_access(&held.case, to, reason)?;
        let roster = self.roster(&mut held.tx, held.case.desk).await?;
        let mut recorded = self.record_of(&held, fact, vec![])?;
        match to {
            CaseAccess::Named => {
                let gone = self
                    .seal_for_desk(&mut held.tx, &held.case, Change::Unlisted)
                    .await?;
                recorded.index.push(gone);
                let mut named = held.case.readers.clone();
                if !named.contains(&who.member.member) {
                    named.push(who.member.member);
                    let (mine, _) =
                        self.listed_for(known.as_ref(), &roster, id, who.member.member)?;
                    let me = Reader::Member(who.member.member);
                    recorded.grants = self.grants_for(who, &held, me, &mine, None)?;
                }
                for member in named {
                    if let Ok((_, index)) = self.listed_for(known.as_ref(), &roster, id, member) {
                        recorded.index.extend(index);
                    }
                }
            }
            CaseAccess::Desk => {
                let readers = self.readers(&mut held.tx, held.case.desk).await?;
                let desk = Reader::Desk {
                    epoch: readers.epoch,
                };
                recorded.grants = self.grants_for(who, &held, desk, &readers.desk, None)?;
                if let Some(facets) = known.as_ref().and_then(|e| e.facets().cloned()) {
                    let listed = Change::Listed(Box::new(facets));
                    recorded
                        .index
                        .push(self.seal_for_desk(&mut held.tx, &held.case, listed).await?);
                }
            }
        }
        apply(&mut held.tx, &self.keys.rows, recorded).await?;
        Ok(held.tx.commit().await?)
    }

    /// Steps aside from a case because of a conflict of interest; it cannot be undone by oneself.
    ///
    /// # Errors
    /// `Conflict` when nobody else would read it; `Invalid` without a reason.
    pub async fn step_aside(
        &self,
        who: &Working<'_>,
        id: CaseId,
        reason: &str,
    ) -> Result<(), Error> {
        let mut held = self.hold::<may::StepAside>(who, id).await?;
        let roster = self.roster(&mut held.tx, held.case.desk).await?;
        let me = who.member.member;
        keeps_identity(&mut held, &roster, me).await?;
        let others = others(&roster, &held.case, me);
        let fact = cases::step_aside(&held.case, me, reason, others)?;
        self.done(held, fact, vec![], None).await
    }

    /// Says that this case and another, named by its reference, are one; this one is closed and points to the other.
    ///
    /// # Errors
    /// `Denied` when they may not merge both; `Invalid` without a reason, or when there is no such other case for them; `Conflict` when both
    /// are the same.
    pub async fn merge(
        &self,
        who: &Working<'_>,
        id: CaseId,
        other: &str,
        reason: &str,
    ) -> Result<(), Error> {
        let mut held = self.hold::<may::Merge>(who, id).await?;
        let actor = watchpost_domain::Actor::Member(who.member);
        // A reference that is none and one of a hidden case are the same.
        let unknown = || Error::Invalid(Problems::one("other", Problem::NotAnOption));
        let other = other.trim().to_uppercase();
        let other = rows::by_reference(&mut held.tx, &other).await?;
        let other = other.ok_or_else(unknown)?;
        let other = match rows::get::<may::Merge>(&mut held.tx, &actor, other).await {
            Ok(other) => other,
            Err(watchpost_store::Error::Denied(_)) => return Err(unknown()),
            Err(error) => return Err(error.into()),
        };
        let fact = cases::merge(&held.case, &other, reason)?;
        self.done(held, fact, vec![], None).await
    }

    /// Where a named reader's grants are sealed to, and the record for their own list.
    fn listed_for(
        &self,
        known: Option<&Entry>,
        roster: &Roster,
        case: CaseId,
        to: MemberId,
    ) -> Result<(Recipient, Option<SealedIndex>), Error> {
        let refused = || Error::Invalid(Problems::one("member", Problem::NotAnOption));
        let listed = roster
            .members
            .iter()
            .find(|m| m.member == to.0)
            .ok_or_else(refused)?;
        let recipient: Recipient = listed.recipient.parse().map_err(|_| Error::Internal(160))?;
        let index = match known.and_then(Entry::facets) {
            Some(facets) => {
                let change = Change::Listed(Box::new(facets.clone()));
                Some(self.seal_index(&recipient, Audience::Member(to), 1, case, change)?)
            }
            None => None,
        };
        Ok((recipient, index))
    }

    /// The keys that one holds of a case, of every epoch, sealed to another reader and signed by who gives them.
    fn grants_for<A: Action<On = Case>>(
        &self,
        who: &Working<'_>,
        held: &Held<A>,
        reader: Reader,
        to: &Recipient,
        until: Option<Day>,
    ) -> Result<Vec<SealedGrant>, Error> {
        let grants: Vec<SealedGrant> = held
            .keys
            .all()
            .filter(|((compartment, _), _)| READ.contains(compartment))
            .map(|((compartment, epoch), key)| {
                self.seal_grant_by(
                    who,
                    held.case.id,
                    (*compartment, *epoch),
                    key,
                    (reader, to),
                    until,
                )
            })
            .collect();
        if grants.is_empty() {
            return Err(Error::Denied(Denied::NotFound));
        }
        Ok(grants)
    }
}

/// Who holds the only key to who reported cannot go from the case: nobody could ever open it again. Others count while the roster
/// names them as custodians.
async fn keeps_identity<A: Action<On = Case>>(
    held: &mut Held<A>,
    roster: &Roster,
    without: MemberId,
) -> Result<(), Error> {
    let grants = rows::grants(&mut held.tx, &held.case).await?;
    let holds = |grant: &&SealedGrant| {
        grant.compartment == Compartment::Identity && grant.reader != Reader::Reporter
    };
    let holders: Vec<Reader> = grants.iter().filter(holds).map(|g| g.reader).collect();
    let keeps = |reader: &Reader| match reader {
        Reader::Member(id) => {
            let mut members = roster.members.iter();
            *id != without && members.any(|m| m.custodian && m.member == id.0)
        }
        Reader::Desk { .. } => true,
        Reader::Reporter => false,
    };
    match holders.contains(&Reader::Member(without)) && !holders.iter().any(keeps) {
        true => Err(Error::Conflict),
        false => Ok(()),
    }
}

/// How many members besides one read what a case says; custodians, who hold only the identity, do not count.
fn others(roster: &Roster, case: &Case, besides: MemberId) -> usize {
    let members = roster.members.iter().filter(|m| m.reads_desk);
    members
        .filter(|m| m.member != besides.0 && reads(roster, case, MemberId(m.member)))
        .count()
}

/// Whether a member of the roster reads a case.
fn reads(roster: &Roster, case: &Case, member: MemberId) -> bool {
    let listed = roster.members.iter().find(|m| m.member == member.0);
    let by_desk = case.access == CaseAccess::Desk && listed.is_some_and(|m| m.reads_desk);
    listed.is_some()
        && !case.recused.contains(&member)
        && (by_desk || case.readers.contains(&member))
}
