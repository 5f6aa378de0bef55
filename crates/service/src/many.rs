//! The same act on many cases: those ticked on a page, or all that a filter finds, such as a flood of junk.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use watchpost_domain::{
    CaseId, MemberId, Problem, Problems, cases,
    policy::{authorize, desks as may},
    procedure::Code,
};

use crate::{Error, Platform, accounts::Session, inbox::Filter, steps::StepAsked};

/// So many can be ticked: more than a page shows.
const TICKED_MAX: usize = 100;

/// What is done to each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Many {
    Assign(Option<MemberId>, String),
    Step(StepAsked),
    /// Ends it for a reason, with an explanation for the team.
    Close(Code, String),
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
    fn all(&self) -> MutexGuard<'_, HashMap<MemberId, Progress>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins one, unless another of this member has not ended.
    fn begin(&self, member: MemberId) -> Result<(), Error> {
        let mut all = self.all();
        if all.get(&member).is_some_and(|p| !p.ended) {
            return Err(Error::Conflict);
        }
        all.insert(member, Progress::default());
        Ok(())
    }
}

/// An act that is running; whatever becomes of it, it has ended when this goes.
struct Run {
    platform: Platform,
    member: MemberId,
    progress: Progress,
}

impl Run {
    fn begin(platform: &Platform, member: MemberId) -> Result<Self, Error> {
        platform.running.begin(member)?;
        Ok(Self {
            platform: platform.clone(),
            member,
            progress: Progress::default(),
        })
    }

    fn say(&self) {
        self.platform
            .running
            .all()
            .insert(self.member, self.progress);
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.progress.ended = true;
        self.say();
    }
}

impl Platform {
    /// Does it to those that were ticked, and keeps the count to be told.
    ///
    /// # Errors
    /// `Denied` when they may not; `SignedOut`; `Locked`; `Invalid` when a needed explanation is missing or too many were ticked; `Conflict`
    /// while something of this member is still running.
    pub async fn act_on_ticked(
        &self,
        cookie: &str,
        ids: &[CaseId],
        act: &Many,
    ) -> Result<(), Error> {
        let session = self.may_act_on_many(cookie, act).await?;
        if ids.len() > TICKED_MAX {
            let problem = Problem::TooMany { max: TICKED_MAX };
            return Err(Error::Invalid(Problems::one("case", problem)));
        }
        let mut run = Run::begin(self, session.member.id)?;
        self.each(&mut run, cookie, ids, act).await
    }

    /// Does it to all that a filter finds, beside the pages: the answer does not wait for it. It ends with the process, and when its
    /// member locks, signs out or is let go; what is then left is found by the same filter.
    ///
    /// # Errors
    /// `Denied` when they may not; `SignedOut`; `Locked`; `Invalid` when a needed explanation is missing; `Conflict` while something of this
    /// member is still running.
    pub async fn act_on_all(&self, cookie: &str, filter: &Filter, act: Many) -> Result<(), Error> {
        let session = self.may_act_on_many(cookie, &act).await?;
        let mut run = Run::begin(self, session.member.id)?;
        let found = self.inbox(&session, filter, None, usize::MAX).await?;
        let ids: Vec<CaseId> = found.rows.iter().map(|row| row.case.id).collect();
        let (platform, cookie) = (self.clone(), cookie.to_owned());
        tokio::spawn(async move {
            if platform.each(&mut run, &cookie, &ids, &act).await.is_err() {
                tracing::warn!("an act on many cases ended early");
            }
        });
        Ok(())
    }

    /// How far a member's act on many cases is.
    pub fn many_running(&self, member: MemberId) -> Option<Progress> {
        self.running.all().get(&member).copied()
    }

    /// Forgets what has ended and was told.
    pub fn many_told(&self, member: MemberId) {
        let mut all = self.running.all();
        if all.get(&member).is_some_and(|p| p.ended) {
            all.remove(&member);
        }
    }

    async fn may_act_on_many(&self, cookie: &str, act: &Many) -> Result<Session, Error> {
        let session = self.session(cookie).await?.ok_or(Error::SignedOut)?;
        authorize::<may::ActOnMany>(&session.actor(), session.desk.clone())?;
        session.working()?;
        if let Many::Close(_, explanation) = act {
            cases::needed("explanation", explanation, cases::REASON_MAX)?;
        }
        Ok(session)
    }

    /// Each is an act of its own, with its own line of history, by whoever is signed in at that moment; one that cannot be done is
    /// counted and hinders no other. Anything that is no matter of the single case ends it, and what was done stays.
    async fn each(
        &self,
        run: &mut Run,
        cookie: &str,
        ids: &[CaseId],
        act: &Many,
    ) -> Result<(), Error> {
        run.progress.all = ids.len();
        run.say();
        for id in ids {
            let session = self.session(cookie).await?.ok_or(Error::SignedOut)?;
            let who = &session.working()?;
            let done = match act {
                Many::Assign(to, reason) => self.assign(who, *id, *to, reason).await,
                Many::Step(asked) => self.step(who, *id, asked).await,
                Many::Close(reason, explanation) => self.close(who, *id, reason, explanation).await,
            };
            match done {
                Ok(()) => run.progress.done += 1,
                Err(
                    Error::NeedsSecond(..)
                    | Error::Conflict
                    | Error::Denied(_)
                    | Error::Invalid(_)
                    | Error::NotNow(_)
                    | Error::Needs(_),
                ) => {
                    run.progress.not_possible += 1;
                }
                Err(error) => return Err(error),
            }
            run.say();
        }
        Ok(())
    }
}
