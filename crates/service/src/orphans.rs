//! Objects that no row names: whoever was killed between the two left them. They are looked for now and then, and go once they were
//! found to be nobody's twice, a day apart.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use watchpost_files::Key;
use watchpost_store::drafts as rows;

use crate::{Error, Platform};

/// What may be left: files, and what was written to see whether the store can be used. The public log is never looked at.
const PREFIXES: [&str; 2] = ["evidence/", "probe/"];
/// So many names are asked for at once.
const PAGE: usize = 500;
/// An object comes before its row, at most by the longest upload: a day is far more, in hours.
const WAIT: i64 = 24;

/// Objects that belonged to nothing, with the hour in which that was seen first.
#[derive(Default)]
pub(crate) struct Orphans(Mutex<HashMap<Key, i64>>);

impl Orphans {
    /// Notes what was seen in this round, and gives those that were seen long ago as well.
    fn seen(&self, found: Vec<Key>, hour: i64) -> Vec<Key> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::take(&mut *all);
        let mut old = Vec::new();
        for key in found {
            let since = before.get(&key).copied().unwrap_or(hour);
            match hour - since >= WAIT {
                true => old.push(key),
                false => {
                    all.insert(key, since);
                }
            }
        }
        old
    }
}

impl Platform {
    /// Looks for objects that no row names, and deletes those that were so a day ago already. Run a few
    /// times a day.
    ///
    /// # Errors
    /// The files or the database cannot be used; nothing is deleted then.
    pub async fn sweep_orphans(&self) -> Result<usize, Error> {
        // A restored copy knows less than the store may hold of the one it was copied from: it deletes nothing until it was said to
        // be the one that goes on.
        if self.log_is_held().await? {
            return Ok(0);
        }
        let mut found = Vec::new();
        for prefix in PREFIXES {
            let mut after: Option<Key> = None;
            loop {
                let page = self.files.list(prefix, after.as_ref(), PAGE).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.clone());
                let mut tx = self.db.read().await?;
                for key in page {
                    if !rows::names_object(&mut tx, key.as_str()).await? {
                        found.push(key);
                    }
                }
            }
        }
        let old = self.orphans.seen(found, self.hour());
        for key in &old {
            self.files.delete(key).await?;
        }
        if !old.is_empty() {
            tracing::info!(
                count = old.len(),
                "objects that belonged to nothing are gone"
            );
        }
        Ok(old.len())
    }
}
