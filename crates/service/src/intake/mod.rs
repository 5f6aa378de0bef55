//! Reporting: channels, drafts, and the last "Send".

mod draft;
mod send;
mod write;

pub use draft::Draft;

use watchpost_domain::{ChannelId, cases::Reference, intake::Channel};

use crate::{Error, Platform};

/// What lies behind a browser's cookie.
pub enum Drafting {
    /// Nothing, or nothing any more.
    None,
    Open(Box<Draft>),
    /// It was sent; the reference is all that is left.
    Sent(Reference),
}

impl Platform {
    /// The channels that are open.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn channels(&self) -> Result<Vec<Channel>, Error> {
        let mut tx = self.db.read().await?;
        let all = watchpost_store::desks::channels(&mut tx).await?;
        Ok(all.into_iter().filter(|c| c.open).collect())
    }

    /// One channel, open or not: a draft that was begun can be ended.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn channel(&self, id: ChannelId) -> Result<Option<Channel>, Error> {
        let mut tx = self.db.read().await?;
        Ok(watchpost_store::desks::channel(&mut tx, id).await?)
    }
}
