//! What is to be done in a case: written down, given on, ended; and the list of what is usually done where it stands.

use std::collections::BTreeMap;

use watchpost_domain::{
    CaseId, Day, Fact, MemberId, Problem, TaskId,
    cases::{self, Case, index::Change},
    fact::CaseAct,
    policy::cases as may,
    team::{self, Task, Tick},
};
use watchpost_store::desks;

use crate::{Error, Platform, Working, access::reads, casework::Held};

/// What a member sees of what is to be done in a case.
pub struct TasksSeen {
    pub case: Case,
    pub tasks: Vec<Task>,
    /// What was ticked of the list of its state.
    pub ticks: Vec<Tick>,
    /// Who reads the case, and can be given something to do.
    pub readers: Vec<(MemberId, String)>,
    /// The names of all of the desk, also of those who left.
    pub names: BTreeMap<MemberId, String>,
}

/// A task as a form asks for it.
pub struct NewTask<'a> {
    pub what: &'a str,
    pub whom: Option<MemberId>,
    pub by: Result<Option<Day>, Problem>,
}

impl Platform {
    /// What is to be done in a case. That they opened it is in the history first.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn tasks_of(&self, who: &Working<'_>, id: CaseId) -> Result<TasksSeen, Error> {
        let mut held = self.hold::<may::KeepTasks>(who, id).await?;
        let history = self.history_of(&mut held).await?;
        let roster = self.roster(&mut held.tx, held.case.desk).await?;
        let members = desks::members(&mut held.tx, held.case.desk).await?;
        let names: BTreeMap<MemberId, String> =
            members.into_iter().map(|m| (m.id, m.name)).collect();
        let readers = { names.iter() }.filter(|(member, _)| reads(&roster, &held.case, **member));
        let seen = TasksSeen {
            tasks: team::tasks(&history),
            ticks: team::ticks(&held.case.state, &history),
            readers: readers.map(|(id, name)| (*id, name.clone())).collect(),
            case: Case::clone(&held.case),
            names,
        };
        let fact = cases::record(&held.case, CaseAct::Opened);
        self.done(held, fact, vec![], None).await?;
        Ok(seen)
    }

    /// Writes down something that is to be done. `once` is the form's own number: sent twice, it is written once.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` what is wrong, by field.
    pub async fn set_task(
        &self,
        who: &Working<'_>,
        id: CaseId,
        once: &str,
        new: NewTask<'_>,
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let mut held = self.hold::<may::KeepTasks>(who, id).await?;
        let there = team::tasks(&self.history_of(&mut held).await?);
        let said = format!("task\n{id}\n{}\n{:?}\n{:?}", new.what, new.whom, new.by);
        let form = self.form(once, &said);
        let roster = self.roster(&mut held.tx, held.case.desk).await?;
        let fact = team::set_task(
            &held.case,
            &there,
            (TaskId(form.id()), new.what, new.whom, new.by),
            self.today(),
            |member| reads(&roster, &held.case, member),
        )?;
        if !self.first_time_of(&mut held.tx, &form).await? {
            return Ok(());
        }
        self.keep_task(held, &there, fact).await
    }

    /// Says that a task is done, or that nobody needs to do it, and why.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` names the word; `Conflict` when it is not open any more.
    pub async fn end_task(
        &self,
        who: &Working<'_>,
        id: CaseId,
        ended: (TaskId, bool, &str),
    ) -> Result<(), Error> {
        let mut held = self.hold::<may::KeepTasks>(who, id).await?;
        let there = team::tasks(&self.history_of(&mut held).await?);
        let fact = team::end_task(&held.case, &there, ended)?;
        self.keep_task(held, &there, fact).await
    }

    /// Gives a task to somebody else who reads the case.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when that one does not read the case; `Conflict` when it is theirs, or not open any more.
    pub async fn give_task(
        &self,
        who: &Working<'_>,
        id: CaseId,
        given: (TaskId, Option<MemberId>),
    ) -> Result<(), Error> {
        let mut held = self.hold::<may::KeepTasks>(who, id).await?;
        let there = team::tasks(&self.history_of(&mut held).await?);
        let roster = self.roster(&mut held.tx, held.case.desk).await?;
        let reads = |member| reads(&roster, &held.case, member);
        let fact = team::give_task(&held.case, &there, given, reads)?;
        self.keep_task(held, &there, fact).await
    }

    /// Says that what is usually done in the state of the case is done, or is not after all.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when there is no such thing; `Conflict` when it is so, or the case stands elsewhere.
    pub async fn tick(
        &self,
        who: &Working<'_>,
        id: CaseId,
        ticked: (&str, &str, bool),
    ) -> Result<(), Error> {
        let rules = self.team()?;
        let mut held = self.hold::<may::KeepTasks>(who, id).await?;
        let history = self.history_of(&mut held).await?;
        let there = team::ticks(&held.case.state, &history);
        let fact = team::tick(&held.case, &rules, &there, ticked)?;
        self.done(held, fact, vec![], None).await
    }

    async fn keep_task(
        &self,
        held: Held<may::KeepTasks>,
        there: &[Task],
        fact: Fact,
    ) -> Result<(), Error> {
        let change: Option<Change> = match fact.act() {
            Some(CaseAct::Team(act)) => team::change_of(there, act),
            _ => None,
        };
        self.done(held, fact, vec![], change).await
    }
}
