//! How much each of a desk has to do, by the work lists alone; and handing over what one of them has to another.

use std::collections::BTreeMap;

use watchpost_domain::{
    CaseId, Denied, MemberId, Problem, Problems,
    cases::{self, ActError, Reference, index::Entry},
    fact::CaseAct,
    policy::{authorize, cases as may, desks as at_desk},
    team,
};
use watchpost_store::cases as rows;

use crate::{
    Error, Platform, Working, access::reads, accounts::Session, casework::Held, worklist::Line,
};

/// So many cases are handed over at once; what remains is shown, and goes with the next press.
const AT_ONCE: usize = 200;
/// So many cases of a member are shown at once.
const SHOWN: usize = 100;

/// What one member has to do, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Load {
    /// Open cases that they carry, and those of them whose clock has run out.
    pub cases: usize,
    pub overdue: usize,
    /// What they have to do in any case, and what of it is late.
    pub tasks: usize,
    pub tasks_overdue: usize,
}

/// A case in which a member has something.
pub struct Carried {
    pub case: CaseId,
    pub reference: Reference,
    pub title: String,
    /// They carry it.
    pub carried: bool,
    /// What they have to do in it.
    pub tasks: usize,
    /// Whoever it would go to does not read it.
    pub unread: bool,
}

/// What a member has, as the lead sees it.
pub struct TheirWork {
    pub name: String,
    pub load: Load,
    /// The first of their cases.
    pub cases: Vec<Carried>,
    pub all: usize,
    /// To whom it can be handed over.
    pub others: Vec<(MemberId, String)>,
}

/// What came of handing over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HandedOver {
    pub done: usize,
    /// The new one does not read these: they stay.
    pub unread: usize,
    /// There were more than go at once.
    pub left: usize,
}

fn of(line: &Line) -> Option<&Entry> {
    line.entry.as_deref().filter(|e| e.facets().is_some())
}

/// Whether a member has something in a case: it is open and theirs to carry, or there is something that they have to do.
fn has(line: &Line, member: MemberId) -> Option<(bool, usize)> {
    let entry = of(line)?;
    let carried = !line.case.ended && entry.assignee() == Some(member);
    let tasks = entry
        .tasks()
        .filter(|(_, task)| task.whom == member)
        .count();
    (carried || tasks > 0).then_some((carried, tasks))
}

impl Platform {
    /// How much each of the desk has to do, in the cases that the lead reads; what nobody carries is told as well.
    ///
    /// # Errors
    /// `Denied` when they may not; `Locked`.
    pub async fn workload(
        &self,
        session: &Session,
    ) -> Result<Vec<(Option<(MemberId, String)>, Load)>, Error> {
        authorize::<at_desk::SeeWorkload>(&session.actor(), session.desk.clone())?;
        let who = session.working()?;
        let (lines, _) = self
            .shown(session, Some(&who.unlocked.identity), "")
            .await?;
        let loads = self.loads(&lines.all);
        let people = self.people(session).await?.people.into_iter();
        let carry = people.filter(|p| {
            let at_work = p.on_roster && p.member.active && p.member.roles.reads_desk();
            at_work || loads.contains_key(&Some(p.member.id))
        });
        let load = |id: Option<MemberId>| loads.get(&id).cloned().unwrap_or_default();
        let members = carry.map(|p| (p.member.id, p.member.name));
        let mut all: Vec<_> = members
            .map(|one| (Some(one.clone()), load(Some(one.0))))
            .collect();
        all.push((None, load(None)));
        Ok(all)
    }

    fn loads(&self, lines: &[Line]) -> BTreeMap<Option<MemberId>, Load> {
        let today = self.today();
        let mut all: BTreeMap<Option<MemberId>, Load> = BTreeMap::new();
        for line in lines {
            let Some(entry) = of(line) else { continue };
            if !line.case.ended {
                let load = all.entry(entry.assignee()).or_default();
                load.cases += 1;
                load.overdue += usize::from(line.case.due.is_some_and(|day| day < today));
            }
            for (_, task) in entry.tasks() {
                let load = all.entry(Some(task.whom)).or_default();
                load.tasks += 1;
                load.tasks_overdue += usize::from(task.by < today);
            }
        }
        all
    }

    /// What one of the desk has, in the cases that the lead reads; what the one that it would go `to` does not read is marked.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such member; `Locked`.
    pub async fn work_of(
        &self,
        session: &Session,
        member: MemberId,
        to: Option<MemberId>,
    ) -> Result<TheirWork, Error> {
        authorize::<at_desk::SeeWorkload>(&session.actor(), session.desk.clone())?;
        let who = session.working()?;
        let people = self.people(session).await?.people;
        let found = people.iter().find(|p| p.member.id == member);
        let name = found
            .ok_or(Error::Denied(Denied::NotFound))?
            .member
            .name
            .clone();
        let (lines, _) = self
            .shown(session, Some(&who.unlocked.identity), "")
            .await?;
        let theirs = lines
            .all
            .iter()
            .filter_map(|line| Some((line, has(line, member)?)));
        let mut theirs: Vec<_> = theirs.collect();
        theirs.sort_by_key(|(line, _)| (line.case.due.map_or(i64::MAX, |day| day.0), line.case.id));
        let mut cases = Vec::new();
        for (line, (carried, tasks)) in theirs.iter().take(SHOWN) {
            let unread = match to {
                Some(to) => !self.is_read_by(&who, line.case.id, to).await?,
                None => false,
            };
            cases.push(Carried {
                case: line.case.id,
                reference: line.case.reference.clone(),
                title: of(line).map_or("", Entry::title).to_owned(),
                carried: *carried,
                tasks: *tasks,
                unread,
            });
        }
        let others = people.into_iter().filter(|p| {
            let at_work = p.on_roster && p.member.active && p.member.roles.reads_desk();
            at_work && p.member.id != member
        });
        Ok(TheirWork {
            name,
            load: { self.loads(&lines.all) }
                .remove(&Some(member))
                .unwrap_or_default(),
            cases,
            all: theirs.len(),
            others: others.map(|p| (p.member.id, p.member.name)).collect(),
        })
    }

    async fn is_read_by(
        &self,
        who: &Working<'_>,
        id: CaseId,
        member: MemberId,
    ) -> Result<bool, Error> {
        let mut tx = self.db.read().await?;
        let actor = watchpost_domain::Actor::Member(who.member);
        let case = rows::get::<may::Read>(&mut tx, &actor, id, self.today()).await?;
        let roster = self.roster(&mut tx, case.desk).await?;
        Ok(reads(&roster, &case, member))
    }

    /// Hands over what one of the desk has to another: all of it, or what is in the cases that were chosen. A line with the note is in the
    /// history of each case. What the new one does not read stays. Sent twice, nothing is left to be handed over.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such member; `Invalid` names the field, where nothing was done; `Locked`.
    pub async fn hand_over(
        &self,
        session: &Session,
        (from, to): (MemberId, Option<MemberId>),
        chosen: Option<&[CaseId]>,
        note: &str,
    ) -> Result<HandedOver, Error> {
        authorize::<at_desk::HandOver>(&session.actor(), session.desk.clone())?;
        let who = session.working()?;
        let work = self.work_of(session, from, None).await?;
        let mut problems = Problems::default();
        if let Err(ActError::Invalid(found)) = cases::needed("note", note, cases::REASON_MAX) {
            problems.0.extend(found.0);
        }
        let known = to.filter(|to| work.others.iter().any(|(other, _)| other == to));
        if known.is_none() {
            let problem = if to.is_none() {
                Problem::Required
            } else {
                Problem::NotAnOption
            };
            problems.add("to", problem);
        }
        if chosen.is_some_and(<[CaseId]>::is_empty) {
            problems.add("case", Problem::Required);
        }
        if chosen.is_some_and(|chosen| chosen.len() > SHOWN) {
            problems.add("case", Problem::TooMany { max: SHOWN });
        }
        let (Some(to), true) = (known, problems.is_empty()) else {
            return Err(Error::Invalid(problems));
        };
        let (lines, _) = self
            .shown(session, Some(&who.unlocked.identity), "")
            .await?;
        let theirs = lines.all.iter().filter(|line| has(line, from).is_some());
        let ids: Vec<CaseId> = { theirs.map(|line| line.case.id) }
            .filter(|id| chosen.is_none_or(|chosen| chosen.contains(id)))
            .collect();
        let mut handed = HandedOver::default();
        for id in ids {
            if handed.done >= AT_ONCE {
                handed.left += 1;
                continue;
            }
            match self.hand_over_one(&who, id, (from, to), note).await {
                Ok(true) => handed.done += 1,
                Ok(false) => {}
                // Not theirs to read: of the new one, or meanwhile of the lead.
                Err(Error::Invalid(_) | Error::Denied(_)) => handed.unread += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(handed)
    }

    /// False where they have nothing in it any more.
    async fn hand_over_one(
        &self,
        who: &Working<'_>,
        id: CaseId,
        (from, to): (MemberId, MemberId),
        note: &str,
    ) -> Result<bool, Error> {
        let (known, mut held) = self.known_and_held(who, id).await?;
        let carries = known.and_then(|entry| entry.assignee());
        let carries = carries.filter(|_| !held.case.ended);
        let there = team::tasks(&self.history_of(&mut held).await?);
        let roster = self.roster(&mut held.tx, held.case.desk).await?;
        let reads = |member| reads(&roster, &held.case, member);
        let fact = team::hand_over(&held.case, &there, (from, to), (carries, note), reads);
        let fact = match fact {
            Err(ActError::Already) => return Ok(false),
            fact => fact?,
        };
        let changes = match fact.act() {
            Some(CaseAct::Team(act)) => team::handed_on(&there, act),
            _ => Vec::new(),
        };
        let mut recorded = self.record_of(&held, fact, vec![])?;
        self.count_held(&mut held, &mut recorded).await?;
        for change in changes {
            let index = self.seal_change(&mut held.tx, &held.case, change).await?;
            recorded.index.extend(index);
        }
        self.keep(held.tx, recorded).await?;
        Ok(true)
    }

    /// A case, and what the lists know of just this version of it: who carries it is known there alone.
    async fn known_and_held(
        &self,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<(Option<Entry>, Held<may::Assign>), Error> {
        loop {
            let before = self.hold::<may::Assign>(who, id).await?.case.version;
            let known = self.known(who, id).await?;
            let held = self.hold::<may::Assign>(who, id).await?;
            if held.case.version == before {
                return Ok((known, held));
            }
        }
    }
}
