//! Putting cases together, taking them apart, and what a second look keeps.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use watchpost_domain::{
    Actor, CaseId, Fact, PartId, PatternId, Problem, Problems,
    cases::{
        Case, Reference, acts,
        content::{ConsentPart, NotePart},
        index::Change,
    },
    fact::CaseAct,
    patterns::{self, Belongs, PURPOSE, PatternLine, TOGETHER_MOST},
    policy::{Action, Verdict, cases as may},
    procedure::Need,
    sealed::{Compartment, PartKind, SealedPart},
};
use watchpost_store::{Tx, cases as rows};

use super::finding::{is_linked, standing, title};
use crate::{Error, Platform, Working, accounts::Session, casework::Held};

/// Cases that are to be put together, as a form asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Linking<'a> {
    pub once: &'a str,
    /// Into one that is there; else into a new one.
    pub into: Option<PatternId>,
    pub cases: &'a [CaseId],
    pub title: &'a str,
    pub why: &'a str,
}

/// Why a case is not put beside others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// The person does not allow it, or no longer.
    Consent,
    /// They are not safe.
    Stopped,
    /// They took the report back.
    Withdrawn,
    /// It goes on as another.
    Merged,
}

impl Hindrance {
    /// The stable code, also the end of its message key (`hindrance-…`).
    pub fn code(self) -> &'static str {
        match self {
            Hindrance::Consent => "consent",
            Hindrance::Stopped => "stopped",
            Hindrance::Withdrawn => "withdrawn",
            Hindrance::Merged => "merged",
        }
    }

    pub(super) fn of(case: &Case) -> Option<Self> {
        let all = [
            (case.merged_into.is_some(), Hindrance::Merged),
            (case.withdrawn, Hindrance::Withdrawn),
            (case.contact_stopped, Hindrance::Stopped),
        ];
        all.into_iter().find_map(|(is, why)| is.then_some(why))
    }
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Linked {
    Done(PatternId),
    /// Nothing was done: these hinder it.
    Hindered(Vec<(CaseId, Reference, Hindrance)>),
}

/// What is read of a case before it is put somewhere.
pub(super) struct There {
    pub consent: ConsentPart,
    pub patterns: BTreeMap<PatternId, Belongs>,
    /// The desk opened it itself, for several that are alike.
    pub gathered: bool,
}

impl Platform {
    pub(super) async fn there<A: Action<On = Case>>(
        &self,
        held: &mut Held<A>,
    ) -> Result<There, Error> {
        let mut parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        parts.retain(|part| [PartKind::Consent, PartKind::History].contains(&part.kind));
        let seen = self.open_case(&held.keys, &parts)?;
        let mut acts = seen
            .history
            .iter()
            .filter_map(|line| line.committed.fact.act());
        Ok(There {
            gathered: acts.any(|act| {
                matches!(
                    act,
                    CaseAct::ReportReceived {
                        gathers: Some(_),
                        ..
                    }
                )
            }),
            patterns: patterns::standing(&seen.history, &seen.consent),
            consent: seen.consent,
        })
    }

    /// Several cases in one transaction: waited for in the order of their ids. One that is not there for this member, or that they may
    /// not do this with, is no choice; `hindered` tells where that has another reason.
    async fn wait_for_all<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        who: &Working<'_>,
        cases: &BTreeSet<CaseId>,
    ) -> Result<Vec<(CaseId, Reference, Hindrance)>, Error> {
        if cases.len() > TOGETHER_MOST {
            let max = TOGETHER_MOST;
            return Err(Error::Invalid(Problems::one(
                "case",
                Problem::TooMany { max },
            )));
        }
        let actor = Actor::Member(who.member);
        let mut hindered = Vec::new();
        for id in cases {
            rows::wait_for(tx, *id).await?;
            let none = || Error::Invalid(Problems::one("case", Problem::NotAnOption));
            let seen = rows::get::<may::SeeAlike>(tx, &actor, *id, self.today()).await;
            let case = match seen {
                Err(watchpost_store::Error::Denied(_)) => return Err(none()),
                seen => seen?.into_inner(),
            };
            if A::verdict(&actor, &case) != Verdict::Allow {
                let why = Hindrance::of(&case).ok_or_else(none)?;
                hindered.push((*id, case.reference, why));
            }
        }
        Ok(hindered)
    }

    /// Puts cases beside the one that is looked at, each under the consent that holds for it. All or none.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` what is wrong, by field; `Conflict` when all are together already.
    pub async fn link_cases(
        &self,
        who: &Working<'_>,
        id: CaseId,
        asked: Linking<'_>,
    ) -> Result<Linked, Error> {
        self.room_for_texts()?;
        let mut tx = self.db.begin().await?;
        // Who may not do it with this case is told so before anything is said of the others.
        let actor = Actor::Member(who.member);
        rows::get::<may::Link>(&mut tx, &actor, id, self.today()).await?;
        let (title, why) = patterns::named(asked.title, asked.why).map_err(Error::Invalid)?;
        let mut cases: BTreeSet<CaseId> = asked.cases.iter().copied().collect();
        cases.remove(&id);
        if cases.is_empty() {
            return Err(Error::Invalid(Problems::one("case", Problem::Required)));
        }
        cases.insert(id);
        let hindered = self.wait_for_all::<may::Link>(&mut tx, who, &cases).await?;
        if !hindered.is_empty() {
            return Ok(Linked::Hindered(hindered));
        }
        let form = self.form(asked.once, &format!("link\n{cases:?}\n{title}\n{why}"));
        let pattern = asked.into.unwrap_or(PatternId(form.id()));
        if !self.first_time_of(&mut tx, &form).await? {
            return Ok(Linked::Done(pattern));
        }
        let text = format!("{title}\n\n{why}");
        let (mut hindered, mut joined) = (Vec::new(), 0);
        for case in cases {
            let mut held = self.hold_in::<may::Link>(tx, who, case).await?;
            let there = self.there(&mut held).await?;
            // Into one that is there: it is that of the case that is looked at.
            if case == id && asked.into.is_some_and(|into| !there.is_linked_in(into)) {
                return Err(Error::Conflict);
            }
            let note = PartId(Uuid::new_v4());
            let fact = patterns::join(&held.case, &there.patterns, &there.consent, (pattern, note));
            let fact = match fact {
                Err(acts::ActError::Needs(_)) => {
                    let hindrance = Hindrance::Consent;
                    hindered.push((case, held.case.reference.clone(), hindrance));
                    tx = held.tx;
                    continue;
                }
                Err(acts::ActError::Already) => {
                    tx = held.tx;
                    continue;
                }
                fact => fact?,
            };
            let since = there.consent.given.get(PURPOSE).map(|given| given.at);
            let line = PatternLine {
                title: title.clone(),
                belongs: Belongs::Linked {
                    since: since.unwrap_or_default(),
                    by: who.member.member,
                    kept: None,
                },
            };
            let note = self.note_of(who, &held, note, &text)?;
            tx = self
                .in_pattern(held, fact, vec![note], (pattern, Some(line)))
                .await?;
            joined += 1;
        }
        if !hindered.is_empty() {
            return Ok(Linked::Hindered(hindered));
        }
        if joined == 0 {
            return Err(Error::Conflict);
        }
        tx.commit().await?;
        Ok(Linked::Done(pattern))
    }

    /// The note of the team that says what was done and why.
    fn note_of<A: Action<On = Case>>(
        &self,
        who: &Working<'_>,
        held: &Held<A>,
        id: PartId,
        text: &str,
    ) -> Result<SealedPart, Error> {
        let note = NotePart {
            member: who.member.member,
            text: text.to_owned(),
            at: self.now(),
        };
        self.seal_in(held, (id, Compartment::Team, PartKind::Note), &note)
    }

    /// Writes an act on a case in a pattern, with what the work list says of it, in a transaction that goes on.
    pub(super) async fn in_pattern<A: Action<On = Case>>(
        &self,
        mut held: Held<A>,
        fact: Fact,
        parts: Vec<SealedPart>,
        (pattern, line): (PatternId, Option<PatternLine>),
    ) -> Result<Tx, Error> {
        let mut recorded = self.record_of(&held, fact, parts)?;
        self.count_held(&mut held, &mut recorded).await?;
        let change = Change::Pattern(pattern, recorded.fact.version, line);
        recorded.index = self.seal_change(&mut held.tx, &held.case, change).await?;
        self.apply(&mut held.tx, recorded).await?;
        Ok(held.tx)
    }

    /// Takes a case out of a pattern, and says why.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` without a reason; `Conflict` when it is not in it.
    pub async fn unlink_case(
        &self,
        who: &Working<'_>,
        id: CaseId,
        (pattern, why): (PatternId, &str),
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let mut held = self.hold::<may::Unlink>(who, id).await?;
        let why = acts::needed("why", why, acts::REASON_MAX)?;
        let there = self.there(&mut held).await?;
        let note = PartId(Uuid::new_v4());
        let fact = patterns::leave(&held.case, &there.patterns, (pattern, note))?;
        let note = self.note_of(who, &held, note, &why)?;
        let tx = self
            .in_pattern(held, fact, vec![note], (pattern, None))
            .await?;
        Ok(tx.commit().await?)
    }

    /// Says that cases which look alike are not the same matter, and why: they are not proposed together again.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` what is wrong, by field.
    pub async fn keep_apart(
        &self,
        who: &Working<'_>,
        id: CaseId,
        asked: Linking<'_>,
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let mut tx = self.db.begin().await?;
        let actor = Actor::Member(who.member);
        rows::get::<may::Unlink>(&mut tx, &actor, id, self.today()).await?;
        let reason = acts::needed("why", asked.why, acts::REASON_MAX)?;
        let mut cases: BTreeSet<CaseId> = asked.cases.iter().copied().collect();
        cases.remove(&id);
        if cases.is_empty() {
            return Err(Error::Invalid(Problems::one("case", Problem::Required)));
        }
        cases.insert(id);
        self.wait_for_all::<may::Unlink>(&mut tx, who, &cases)
            .await?;
        let form = self.form(asked.once, &format!("apart\n{cases:?}\n{reason}"));
        let pattern = PatternId(form.id());
        if !self.first_time_of(&mut tx, &form).await? {
            return Ok(());
        }
        for case in cases {
            let mut held = self.hold_in::<may::Unlink>(tx, who, case).await?;
            let there = self.there(&mut held).await?;
            let fact = patterns::apart(&held.case, &there.patterns, (pattern, reason.clone()))?;
            let line = PatternLine {
                title: reason.clone(),
                belongs: Belongs::Apart,
            };
            tx = self
                .in_pattern(held, fact, vec![], (pattern, Some(line)))
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Says that a pattern was looked at by somebody else than who linked it, and is kept: in those of its cases that they may read.
    ///
    /// # Errors
    /// `Denied` when they may not; `NeedsAnother` when it was they who linked it; `Conflict` when it is kept, or the case is not in it.
    pub async fn keep_pattern(
        &self,
        session: &Session,
        id: CaseId,
        pattern: PatternId,
    ) -> Result<(), Error> {
        let (who, today) = (session.working()?, self.today());
        let actor = Actor::Member(who.member);
        let mut tx = self.db.read().await?;
        rows::get::<may::Unlink>(&mut tx, &actor, id, today).await?;
        drop(tx);
        let (cases, title) = self.cases_of(session, pattern, id).await?;
        let mut tx = self.db.begin().await?;
        for case in &cases {
            rows::wait_for(&mut tx, *case).await?;
        }
        let (mut kept, mut own) = (0, false);
        for case in cases {
            let mut held = match self.hold_in::<may::Unlink>(tx, &who, case).await {
                // What was read a moment ago: it was narrowed since.
                Err(Error::Denied(_)) => return Err(Error::Conflict),
                held => held?,
            };
            let there = self.there(&mut held).await?;
            let me = who.member.member;
            let fact = match patterns::keep(&held.case, &there.patterns, (pattern, me)) {
                Err(error) => {
                    own |= error == acts::ActError::NotYourOwn;
                    tx = held.tx;
                    continue;
                }
                Ok(fact) => fact,
            };
            let belongs = match there.patterns.get(&pattern) {
                Some(Belongs::Linked { since, by, .. }) => Belongs::Linked {
                    since: *since,
                    by: *by,
                    kept: Some(me),
                },
                _ => return Err(Error::Conflict),
            };
            let title = title.clone();
            let line = PatternLine { title, belongs };
            tx = self
                .in_pattern(held, fact, vec![], (pattern, Some(line)))
                .await?;
            kept += 1;
        }
        match (kept, own) {
            (0, true) => Err(Error::NeedsAnother),
            (0, false) => Err(Error::Conflict),
            _ => Ok(tx.commit().await?),
        }
    }

    /// The cases of a pattern that a member reads, where the one that they look at is in it or carries it; and what it is called.
    ///
    /// # Errors
    /// `Conflict` when it is not.
    pub(super) async fn cases_of(
        &self,
        session: &Session,
        pattern: PatternId,
        id: CaseId,
    ) -> Result<(BTreeSet<CaseId>, String), Error> {
        let key = &session.working()?.unlocked.identity;
        let (lines, _) = self.shown(session, Some(key), "").await?;
        let today = self.today();
        let all = standing(&lines, today).remove(&pattern).unwrap_or_default();
        if !all.iter().any(|(line, _)| line.case.id == id) {
            return Err(Error::Conflict);
        }
        let linked = { all.iter() }.filter(|(_, entry)| is_linked(entry, pattern, today));
        let linked = linked.map(|(line, _)| line.case.id).collect();
        Ok((linked, title(pattern, &all, today)))
    }
}

impl There {
    fn is_linked_in(&self, pattern: PatternId) -> bool {
        matches!(self.patterns.get(&pattern), Some(Belongs::Linked { .. }))
    }
}

/// What is missing where a case may not be put beside others, as the pages call it.
pub(super) fn missing() -> Error {
    Error::Needs(vec![Need::Consent(PURPOSE.to_owned())])
}
