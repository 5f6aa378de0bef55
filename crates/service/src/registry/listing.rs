//! Lists of companies, and the shelf that they are read from.

use std::sync::{PoisonError, RwLockReadGuard};

use watchpost_domain::{
    CompanyId, Granted,
    policy::{authorize, registry as may},
    registry::{Listed, Slug},
};
use watchpost_store::registry as rows;

use super::{Asked, Eyes, Lines, MayBe, Shelf};
use crate::{Error, Platform, accounts::Session};

/// So many stand on a page of the list.
const ON_A_PAGE: usize = 50;
/// So many rows are read at a time.
const AT_A_TIME: i64 = 2_000;
/// So many are made anew at a time when a day changed them.
const ANEW: i64 = 200;

impl Platform {
    /// What lists show, as far as it was read.
    pub(crate) fn shelf(&self) -> RwLockReadGuard<'_, Shelf> {
        self.companies
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what changed since it was last read, by whichever node.
    ///
    /// # Errors
    /// A row is not as it was written: nothing is shown that is built on it.
    pub async fn read_companies(&self) -> Result<(), Error> {
        let mut tx = self.db.read().await?;
        let (upto, changed) = {
            let shelf = self.shelf();
            (shelf.upto, shelf.changed())
        };
        let changes = self.changes_after(&mut tx, changed).await?;
        let mut is_new = !changes.is_empty();
        let mut at = upto;
        loop {
            let some =
                rows::shown_after(&mut tx, &self.keys.rows, (at.0, CompanyId(at.1)), AT_A_TIME)
                    .await?;
            let Some(last) = some.last() else {
                break;
            };
            is_new = true;
            at = (last.version, last.company.0);
            let opened = some.iter().map(|shown| {
                let hidden = self.open_shown(shown)?;
                let public = shown.shown.as_deref().map(serde_json::from_str::<Listed>);
                let public = public.transpose().map_err(|_| Error::Internal(308))?;
                Ok(((shown.company, hidden.slug), (public, hidden.all)))
            });
            let opened = opened.collect::<Result<Vec<_>, Error>>()?;
            let mut shelf = self
                .companies
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            // Another who read at the same time may be further.
            if shelf.upto < at {
                for (company, listed) in opened {
                    shelf.put(company, listed);
                }
                shelf.upto = at;
            }
        }
        if !is_new {
            return Ok(());
        }
        let mut shelf = self
            .companies
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let known = shelf.changed();
        shelf.regroup(
            changes
                .into_iter()
                .filter(|change| change.serial > known)
                .collect(),
        );
        drop(shelf);
        self.lists.said().clear();
        Ok(())
    }

    /// The companies that may be meant by a name as somebody said it, the nearest first, as far as they were read.
    pub fn companies_like(&self, said: &str) -> Vec<MayBe> {
        self.shelf().like(said)
    }

    /// A page of the companies of which something is public.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn companies(&self, asked: &Asked, after: Option<&Slug>) -> Result<Lines, Error> {
        self.read_companies().await?;
        Ok(self.shelf().list(asked, Eyes::Everybody, after, ON_A_PAGE))
    }

    /// A page of all companies.
    ///
    /// # Errors
    /// `Denied` when they may not see it.
    pub async fn all_companies(
        &self,
        session: &Session,
        asked: &Asked,
        after: Option<&Slug>,
    ) -> Result<Lines, Error> {
        authorize::<may::See>(&session.actor(), may::Registry)?;
        self.read_companies().await?;
        Ok(self.shelf().list(asked, Eyes::All, after, ON_A_PAGE))
    }

    /// Makes what lists show anew where the day has changed it; a job.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn sweep_companies(&self) -> Result<usize, Error> {
        let mut done = 0;
        loop {
            let mut tx = self.db.read().await?;
            let due: Vec<CompanyId> = rows::due(&mut tx, self.today(), ANEW).await?;
            drop(tx);
            if due.is_empty() {
                return Ok(done);
            }
            let keep = Granted::unchecked(may::Registry, "the day changed what lists show");
            let mut tx = self.db.begin().await?;
            rows::hold(&mut tx).await?;
            for company in &due {
                self.list_anew(&mut tx, &keep, *company).await?;
            }
            tx.commit().await?;
            done += due.len();
        }
    }
}
