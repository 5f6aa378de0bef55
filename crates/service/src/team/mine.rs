//! What is to be done by one member, in all cases that they read: looked up in their work lists, so that no case is opened for it.

use watchpost_domain::{
    CaseId, Day, TaskId,
    cases::{Reference, index::TaskLine},
    policy::{authorize, desks as may},
};

use crate::{
    Error, Platform,
    accounts::Session,
    inbox::{Key, read_cursor, write_cursor},
};

/// One of their tasks.
pub struct MyTask {
    pub case: CaseId,
    pub reference: Reference,
    /// What the case is about, in one line.
    pub title: String,
    pub task: TaskId,
    pub line: TaskLine,
}

impl MyTask {
    /// Whether its day is past.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.line.by < today
    }
}

/// A page of them, the first to be done first.
pub struct MyTasks {
    pub tasks: Vec<MyTask>,
    pub all: usize,
    pub overdue: usize,
    /// Where the next page begins.
    pub next: Option<String>,
    pub today: Day,
}

fn key_of(id: TaskId, line: &TaskLine) -> Key {
    (line.by.0, id.0)
}

impl Platform {
    /// A page of what is to be done by a member, `limit` tasks after `cursor`. What is in cases that they may not read (any more) is not in
    /// it.
    ///
    /// # Errors
    /// `Denied` when they may not; `Locked`.
    pub async fn my_tasks(
        &self,
        session: &Session,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<MyTasks, Error> {
        authorize::<may::SeeTasks>(&session.actor(), session.desk.clone())?;
        let who = session.working()?;
        let (lines, _) = self
            .shown(session, Some(&who.unlocked.identity), "")
            .await?;
        let today = self.today();
        let after = cursor.and_then(read_cursor);
        let (mut all, mut overdue) = (0, 0);
        let mut rest = Vec::new();
        for line in &lines.all {
            let Some(entry) = line.entry.as_deref().filter(|e| e.facets().is_some()) else {
                continue;
            };
            for (id, task) in entry.tasks() {
                if task.whom != who.member.member {
                    continue;
                }
                all += 1;
                overdue += usize::from(task.by < today);
                if after.is_none_or(|after| key_of(id, task) > after) {
                    rest.push((key_of(id, task), line, entry, id, task));
                }
            }
        }
        rest.sort_unstable_by_key(|(key, ..)| *key);
        let more = rest.len() > limit;
        rest.truncate(limit);
        let last = rest.last().filter(|_| more);
        let next = last.map(|(key, ..)| write_cursor(*key));
        let mine = rest.into_iter().map(|(_, line, entry, task, of)| MyTask {
            case: line.case.id,
            reference: line.case.reference.clone(),
            title: entry.title().to_owned(),
            task,
            line: of.clone(),
        });
        Ok(MyTasks {
            tasks: mine.collect(),
            all,
            overdue,
            next,
            today,
        })
    }
}
