//! An older roster in the place of the newest. Each of a chain's rosters is signed as it must be, the older ones too: whoever can
//! write to the database could take the newest away, and let those read again who were removed. So the log holds two marks of each
//! roster, which say nothing to anybody without the key of the row sums: that there is one of this version, and which one it is.

use watchpost_domain::DeskId;
use watchpost_store::{Tx, log};
use watchpost_vault::{Roster, commit};

use crate::{Error, Platform};

impl Platform {
    /// The mark of a roster of this version; with a hash, of exactly that roster.
    fn roster_mark(&self, desk: DeskId, version: u32, hash: Option<[u8; 32]>) -> [u8; 32] {
        let mut about = desk.0.as_bytes().to_vec();
        about.extend(version.to_be_bytes());
        about.extend(hash.iter().flatten());
        let mut salt = [0; 32];
        salt[..16].copy_from_slice(&self.keys.rows.sum("roster mark", &about));
        salt[16..].copy_from_slice(&self.keys.rows.sum("roster mark, second half", &about));
        commit(&salt, b"roster")
    }

    /// Leaves the marks of a roster that is now in force for the log.
    pub(crate) async fn mark_roster(&self, tx: &mut Tx, roster: &Roster) -> Result<(), Error> {
        let desk = DeskId(roster.desk);
        for hash in [None, Some(roster.hash())] {
            log::pend(tx, &self.roster_mark(desk, roster.version, hash)).await?;
        }
        Ok(())
    }

    /// Whether a desk's roster is the newest that was ever in force, as far as the log knows.
    pub(crate) async fn is_newest(&self, tx: &mut Tx, roster: &Roster) -> Result<bool, Error> {
        let desk = DeskId(roster.desk);
        let later = self.roster_mark(desk, roster.version + 1, None);
        let this = self.roster_mark(desk, roster.version, Some(roster.hash()));
        Ok(!log::is_known(tx, &later).await? && log::is_known(tx, &this).await?)
    }

    /// The newest roster of a desk, to seal to. Refused when an older one was put in its place: whoever was removed since would
    /// read what is sealed to it.
    pub(crate) async fn newest_roster(&self, tx: &mut Tx, desk: DeskId) -> Result<Roster, Error> {
        let roster = self.roster(tx, desk).await?;
        match self.is_newest(tx, &roster).await? {
            true => Ok(roster),
            false => {
                tracing::error!(
                    "an older roster lies in the place of a desk's newest; nothing is sealed to it"
                );
                Err(Error::Unavailable)
            }
        }
    }

    /// The version of the roster after this one: the first that none was ever in force with.
    pub(crate) async fn free_version(&self, tx: &mut Tx, roster: &Roster) -> Result<u32, Error> {
        let desk = DeskId(roster.desk);
        let mut version = roster.version + 1;
        while log::is_known(tx, &self.roster_mark(desk, version, None)).await? {
            version += 1;
        }
        Ok(version)
    }
}
