//! A member's saved views of the inbox: names for filters, sealed to the member, since words that are searched for tell as much as
//! what they find.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use watchpost_domain::{
    Problem, Problems,
    policy::{authorize, desks as may},
    problem::clean_text,
};
use watchpost_store::accounts as rows;
use watchpost_vault as vault;

use crate::{Error, Platform, Working, accounts::Session};

/// So many, and so long a name.
const VIEWS_MAX: usize = 30;
const NAME_MAX: usize = 60;

/// A name, and what is asked of the inbox under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    pub name: String,
    pub asked: BTreeMap<String, String>,
}

impl Platform {
    /// One's own views, in the order of their names.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn views(&self, who: &Working<'_>) -> Result<Vec<View>, Error> {
        let mut tx = self.db.read().await?;
        let sealed = rows::views(&mut tx, who.member.member).await?;
        match sealed {
            Some(sealed) => {
                match vault::open(&who.unlocked.identity, &self.views_header(who), &sealed) {
                    Ok(plain) => serde_json::from_slice(&plain).map_err(|_| Error::Internal(185)),
                    // Views are a comfort: a damaged row must not keep anybody from the inbox.
                    Err(_) => {
                        tracing::warn!("a member's saved views could not be opened");
                        Ok(Vec::new())
                    }
                }
            }
            None => Ok(Vec::new()),
        }
    }

    /// Keeps a view; one of the same name is replaced.
    ///
    /// # Errors
    /// `Denied` when they have no inbox; `Locked`; `Invalid` when the name is missing or too long, or there are too many views.
    pub async fn keep_view(&self, session: &Session, view: View) -> Result<(), Error> {
        authorize::<may::SeeInbox>(&session.actor(), session.desk.clone())?;
        let who = &session.working()?;
        let wrong = |problem| Error::Invalid(Problems::one("name", problem));
        let name = clean_text(&view.name, NAME_MAX).map_err(wrong)?;
        if name.is_empty() {
            return Err(wrong(Problem::Required));
        }
        let mut views = self.views(who).await?;
        views.retain(|v| v.name != name);
        if views.len() >= VIEWS_MAX {
            return Err(wrong(Problem::TooMany { max: VIEWS_MAX }));
        }
        views.push(View { name, ..view });
        views.sort_by(|a, b| a.name.cmp(&b.name));
        self.put_views(who, &views).await
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// `Denied` when they have no inbox; `Locked`.
    pub async fn drop_view(&self, session: &Session, name: &str) -> Result<(), Error> {
        authorize::<may::SeeInbox>(&session.actor(), session.desk.clone())?;
        let who = &session.working()?;
        let mut views = self.views(who).await?;
        views.retain(|v| v.name != name);
        self.put_views(who, &views).await
    }

    async fn put_views(&self, who: &Working<'_>, views: &[View]) -> Result<(), Error> {
        let plain =
            vault::Zeroizing::new(serde_json::to_vec(views).map_err(|_| Error::Internal(186))?);
        let to = who.unlocked.identity.recipient();
        let sealed = vault::seal(&to, &self.views_header(who), &plain);
        let mut tx = self.db.begin().await?;
        rows::put_views(&mut tx, who.member.member, sealed).await?;
        Ok(tx.commit().await?)
    }

    fn views_header(&self, who: &Working<'_>) -> vault::Header {
        vault::Header {
            installation: self.installation.0,
            scope: who.member.member.0,
            compartment: vault::Compartment::Other,
            epoch: 1,
            item: who.member.member.0,
            version: 1,
            // Beside the kinds of a member's index.
            kind: 3,
        }
    }
}
