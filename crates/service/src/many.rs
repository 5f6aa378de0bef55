//! The same act on many cases: those ticked on a page, or all that a filter finds, such as a flood of junk.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use watchpost_domain::{
    CaseId, MemberId,
    cases::{self, CloseReason, State},
    policy::{authorize, desks as may},
};

use crate::{Error, Platform, Working, accounts::Session, inbox::Filter};

/// What is done to each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Many {
    Assign(Option<MemberId>),
    MoveOn(State),
    Close(CloseReason, String),
}

/// How far it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub all: usize,
    pub done: usize,
    /// Where it is not allowed, or not possible from where the case stands.
    pub not_possible: usize,
    pub ended: bool,
}

/// What members have running, or had at last.
#[derive(Default)]
pub(crate) struct Running(Mutex<HashMap<MemberId, Progress>>);

impl Running {
    fn set(&self, member: MemberId, progress: Progress) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(member, progress);
    }

    fn get(&self, member: MemberId) -> Option<Progress> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&member).copied()
    }

    fn forget(&self, member: MemberId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&member);
    }
}

impl Platform {
    /// Each is an act of its own, with its own line of history; one that cannot be done is counted and hinders no other. Anything
    /// that is no matter of the single case ends it, and what was done stays.
    async fn act_on_many(
        &self,
        who: &Working<'_>,
        ids: &[CaseId],
        act: &Many,
    ) -> Result<Progress, Error> {
        self.check_many(act)?;
        let mut progress = Progress {
            all: ids.len(),
            ended: true,
            ..Progress::default()
        };
        for id in ids {
            self.one_of_many(who, *id, act, &mut progress).await?;
        }
        Ok(progress)
    }

    /// Does it to those that were ticked, and keeps the count to be told.
    ///
    /// # Errors
    /// `Denied` when they may not; `Locked`; `Invalid` when a needed explanation is missing.
    pub async fn act_on_ticked(
        &self,
        session: &Session,
        ids: &[CaseId],
        act: &Many,
    ) -> Result<Progress, Error> {
        authorize::<may::ActOnMany>(&session.actor(), session.desk.clone())?;
        let progress = self.act_on_many(&session.working()?, ids, act).await?;
        self.running.set(session.member.id, progress);
        Ok(progress)
    }

    /// Does it to all that a filter finds, beside the pages: the answer does not wait for it. Ends with the process; what is then
    /// left is found by the same filter.
    ///
    /// # Errors
    /// `Denied`; `Locked`; `Invalid` when a needed explanation is missing; `Conflict` while something of this member is still running.
    pub async fn act_on_all(
        &self,
        session: Session,
        filter: &Filter,
        act: Many,
    ) -> Result<usize, Error> {
        authorize::<may::ActOnMany>(&session.actor(), session.desk.clone())?;
        self.check_many(&act)?;
        session.working()?;
        let member = session.member.id;
        if self.many_running(member).is_some_and(|p| !p.ended) {
            return Err(Error::Conflict);
        }
        let found = self.inbox(&session, filter, None, usize::MAX).await?;
        let ids: Vec<CaseId> = found.rows.iter().map(|row| row.case.id).collect();
        let all = ids.len();
        let mut progress = Progress {
            all,
            ..Progress::default()
        };
        self.running.set(member, progress);
        let platform = self.clone();
        tokio::spawn(async move {
            for id in ids {
                let Ok(who) = session.working() else { break };
                let done = platform.one_of_many(&who, id, &act, &mut progress).await;
                if done.is_err() {
                    tracing::warn!("an act on many cases ended early");
                    break;
                }
                platform.running.set(member, progress);
            }
            progress.ended = true;
            platform.running.set(member, progress);
        });
        Ok(all)
    }

    /// How far a member's act on many cases is.
    pub fn many_running(&self, member: MemberId) -> Option<Progress> {
        self.running.get(member)
    }

    /// Forgets what has ended and was told.
    pub fn many_told(&self, member: MemberId) {
        if self.many_running(member).is_some_and(|p| p.ended) {
            self.running.forget(member);
        }
    }

    fn check_many(&self, act: &Many) -> Result<(), Error> {
        if let Many::Close(_, explanation) = act {
            cases::needed("explanation", explanation, cases::REASON_MAX)?;
        }
        Ok(())
    }

    async fn one_of_many(
        &self,
        who: &Working<'_>,
        id: CaseId,
        act: &Many,
        progress: &mut Progress,
    ) -> Result<(), Error> {
        let done = match act {
            Many::Assign(to) => self.assign(who, id, *to).await,
            Many::MoveOn(to) => self.move_on(who, id, *to).await,
            Many::Close(reason, explanation) => self.close(who, id, *reason, explanation).await,
        };
        match done {
            Ok(()) => progress.done += 1,
            Err(Error::Conflict | Error::Denied(_) | Error::Invalid(_)) => {
                progress.not_possible += 1;
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
