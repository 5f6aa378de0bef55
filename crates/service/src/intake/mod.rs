//! Reporting: channels, drafts, and the last "Send".

mod at_once;
mod draft;
mod send;
mod together;
mod write;

pub use at_once::{Submission, Submitted};
pub use draft::Draft;
pub(crate) use draft::DraftKeys;
pub(crate) use send::{PLACE, recipients, to_of};
pub(crate) use together::Together;

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
        let all = self.all_channels(&mut tx).await?;
        Ok(all.into_iter().filter(|c| c.open).collect())
    }

    /// The channels that are open and whose desks can take a report now: one whose roster is not signed as it must be closes no other.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn offered_channels(&self) -> Result<Vec<(Channel, Vec<String>)>, Error> {
        let mut offered = Vec::new();
        for channel in self.channels().await? {
            match self.channel_recipients(&channel).await {
                Ok(recipients) => offered.push((channel, recipients)),
                Err(Error::Unavailable) => tracing::error!("a channel's desk cannot take reports"),
                Err(error) => return Err(error),
            }
        }
        Ok(offered)
    }

    /// The public keys that a report to this channel is sealed to: the desk's, and those of who keeps identities.
    ///
    /// # Errors
    /// `Unavailable` while the desk's roster is not signed as it must be: then it takes no reports.
    pub async fn channel_recipients(&self, channel: &Channel) -> Result<Vec<String>, Error> {
        let mut tx = self.db.read().await?;
        let readers = self.readers(&mut tx, channel.desk).await?;
        let custodians = readers.custodians.iter().map(|(_, key)| key.to_string());
        Ok([readers.desk.to_string()]
            .into_iter()
            .chain(custodians)
            .collect())
    }

    /// One channel, open or not: a draft that was begun can be ended.
    ///
    /// # Errors
    /// `Unavailable` when it is not as it was written.
    pub async fn channel(&self, id: ChannelId) -> Result<Option<Channel>, Error> {
        let mut tx = self.db.read().await?;
        self.one_channel(&mut tx, id).await
    }
}
