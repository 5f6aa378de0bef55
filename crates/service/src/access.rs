//! Who reads a case: giving and taking access, narrowing it to named people, stepping aside, saying that two cases are one.

use std::collections::BTreeSet;

use watchpost_domain::{
    Actor, CaseId, Day, Denied, Granted, MemberId, Problem, Problems,
    cases::{
        self, Case, CaseAccess,
        content::ActedBy,
        index::{Change, Entry},
    },
    policy::{Action, cases as may},
    sealed::{Audience, Compartment, Reader, SealedGrant, SealedIndex},
    team::Guarded,
};
use watchpost_store::{Recorded, Tx, cases as rows};
use watchpost_vault::{Recipient, Roster, RosterMember};

use crate::{Error, Platform, Working, casework::Held};

/// What a reader of a case reads; the identity is the custodians'.
pub(crate) const READ: [Compartment; 3] = [
    Compartment::Narrative,
    Compartment::Team,
    Compartment::Original,
];

/// How a case ends that is joined with another, as a second person agrees to it.
const MERGED: &str = "duplicate-merged";

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
        reason: &str,
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
        let fact = cases::assign(&held.case, now, to, reason)?;
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
        let mut recorded = self.record_of(&held, fact, vec![])?;
        self.add_grants(
            who,
            &held,
            &mut recorded,
            (Reader::Member(to), &recipient),
            until,
        )?;
        if held.case.access == CaseAccess::Named {
            recorded.index.extend(index);
        }
        self.keep(held.tx, recorded).await
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
        self.keeps_identity(&mut held.tx, &held.case, &roster, from)
            .await?;
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
                let me = who.member.member;
                if !named.contains(&me) {
                    named.push(me);
                }
                // Somebody reads it with no end set.
                if !held.case.lasting.contains(&me) {
                    let (mine, _) = self.listed_for(known.as_ref(), &roster, id, me)?;
                    let me = (Reader::Member(me), &mine);
                    self.add_grants(who, &held, &mut recorded, me, None)?;
                }
                let of = (id, held.case.recused.as_slice());
                let none = BTreeSet::new();
                recorded.laid_by = self.laid_by(of, &roster, &none, held.keys.all())?;
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
                let desk = (desk, &readers.desk);
                self.add_grants(who, &held, &mut recorded, desk, None)?;
                // What their own lists say of it would stay as it is now: from then on the desk's is told.
                for member in roster.members.iter().filter(|m| m.reads_desk) {
                    let to: Recipient =
                        member.recipient.parse().map_err(|_| Error::Internal(161))?;
                    let own = Audience::Member(MemberId(member.member));
                    let gone = self.seal_index(&to, own, 1, id, Change::Unlisted)?;
                    recorded.index.push(gone);
                }
                for change in known.as_ref().map(Entry::told).unwrap_or_default() {
                    let told = self.seal_for_desk(&mut held.tx, &held.case, change);
                    recorded.index.push(told.await?);
                }
            }
        }
        self.keep(held.tx, recorded).await
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
        self.keeps_identity(&mut held.tx, &held.case, &roster, me)
            .await?;
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
        let mut tx = self.db.begin().await?;
        let actor = Actor::Member(who.member);
        let other = rows::by_reference(&mut tx, &other.trim().to_uppercase()).await?;
        let mut both = vec![id];
        both.extend(other);
        both.sort();
        for case in both {
            rows::wait_for(&mut tx, case).await?;
        }
        // Who may not merge this case is told so before anything is said of the other.
        rows::get::<may::Merge>(&mut tx, &actor, id, self.today()).await?;
        // A reference that is none and one of a hidden case are the same.
        let unknown = || Error::Invalid(Problems::one("other", Problem::NotAnOption));
        let other = other.ok_or_else(unknown)?;
        let other = match self.hold_in::<may::Merge>(tx, who, other).await {
            Err(Error::Denied(_)) => return Err(unknown()),
            other => other?,
        };
        let (other, come_keys, tx) = (other.case, other.keys, other.tx);
        let mut held = self.hold_in::<may::Merge>(tx, who, id).await?;
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let [gone, come] = cases::merge(&held.case, &other, &procedure, reason)?;
        // It ends this one.
        self.second_pair_of_eyes(&mut held, who, (Guarded::Close, MERGED))
            .await?;
        let by = ActedBy::Member(who.member.member);
        let come = self.record(come, by, vec![], &come_keys.recipients)?;
        let mut gone = self.record_of(&held, gone, vec![])?;
        self.set_clocks(&mut held.tx, &held.case, &mut gone, false)
            .await?;
        self.count_held(&mut held, &mut gone).await?;
        self.end_rooms(&mut held.tx, &held.case, &gone.fact.act)
            .await?;
        let mut tx = held.tx;
        self.apply(&mut tx, come).await?;
        self.keep(tx, gone).await
    }

    /// Ends what named members read until a day that is past: the keys of what comes from then on are new ones, and a line of the
    /// history says it. Run now and then; meanwhile such access counts as none.
    ///
    /// # Errors
    /// The database cannot be used. What was ended stays ended.
    pub async fn sweep_access(&self) -> Result<usize, Error> {
        let mut ended = 0;
        loop {
            let mut tx = self.db.read().await?;
            let over = rows::access_over(&mut tx, self.today()).await?;
            drop(tx);
            let before = ended;
            for (case, member, until) in over {
                // One case whose rows somebody changed keeps no other from being swept.
                match self.end_access(case, member, until).await {
                    Ok(()) => ended += 1,
                    Err(_) => tracing::warn!("access that is over could not be ended"),
                }
            }
            if ended == before {
                return Ok(ended);
            }
        }
    }

    async fn end_access(&self, id: CaseId, from: MemberId, until: Day) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let case = rows::for_job::<may::ChangeAccess>(&mut tx, id, self.today()).await?;
        let Some(case) = case else {
            return Ok(());
        };
        let keys = self.public_keys(&mut tx, &case).await?;
        let fact = cases::end_access(&case, from, until);
        let ended = self.record(fact, ActedBy::Installation, vec![], &keys.recipients)?;
        self.keep(tx, ended).await
    }

    /// Where a named reader's grants are sealed to, and the records for their own list.
    pub(crate) fn listed_for(
        &self,
        known: Option<&Entry>,
        roster: &Roster,
        case: CaseId,
        to: MemberId,
    ) -> Result<(Recipient, Vec<SealedIndex>), Error> {
        // Who has no role that reads cases is let into none.
        let refused = || Error::Invalid(Problems::one("member", Problem::NotAnOption));
        let mut readers = roster.members.iter().filter(|m| m.reads_desk);
        let listed = readers.find(|m| m.member == to.0).ok_or_else(refused)?;
        let recipient: Recipient = listed.recipient.parse().map_err(|_| Error::Internal(160))?;
        let told = known.map(Entry::told).unwrap_or_default().into_iter();
        let own = Audience::Member(to);
        let index = told.map(|change| self.seal_index(&recipient, own, 1, case, change));
        let index = index.collect::<Result<_, _>>()?;
        Ok((recipient, index))
    }

    /// The keys that one holds of a case, of every epoch, sealed to another reader and signed by who gives them with this fact.
    fn add_grants<A: Action<On = Case>>(
        &self,
        who: &Working<'_>,
        held: &Held<A>,
        with: &mut Recorded,
        reader: (Reader, &Recipient),
        until: Option<Day>,
    ) -> Result<(), Error> {
        let keys = held.keys.all();
        let read = keys.filter(|((compartment, _), _)| READ.contains(compartment));
        let grants: Vec<SealedGrant> = read
            .map(|(place, key)| self.seal_grant_by(who, with, *place, key, reader, until))
            .collect();
        if grants.is_empty() {
            return Err(Error::Denied(Denied::NotFound));
        }
        with.grants.extend(grants);
        Ok(())
    }

    /// Who holds the only key to who reported cannot go from the case: nobody could ever open it again. Others count while the roster
    /// names them as custodians.
    pub(crate) async fn keeps_identity<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        roster: &Roster,
        without: MemberId,
    ) -> Result<(), Error> {
        let grants = rows::grants(tx, &self.keys.rows, case).await?;
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
}

/// How many members besides one read what a case says, with no end set; custodians, who hold only the identity, do not count.
fn others(roster: &Roster, case: &Case, besides: MemberId) -> usize {
    let others = roster.members.iter().filter(|m| m.member != besides.0);
    others.filter(|m| reads_of(m, case, &case.lasting)).count()
}

/// Whether a member of the roster reads a case.
pub(crate) fn reads(roster: &Roster, case: &Case, member: MemberId) -> bool {
    let mut listed = roster.members.iter();
    listed.any(|m| m.member == member.0 && reads_of(m, case, &case.readers))
}

fn reads_of(member: &RosterMember, case: &Case, named: &[MemberId]) -> bool {
    let id = MemberId(member.member);
    let is_named = case.access == CaseAccess::Desk || named.contains(&id);
    member.reads_desk && is_named && !case.recused.contains(&id)
}
