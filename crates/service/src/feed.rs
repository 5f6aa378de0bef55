//! What a member's calendar is told: on which days how many clocks run out, and nothing else. Whoever has the address is told it, without
//! signing in; it opens nothing.

use std::collections::BTreeMap;

use watchpost_domain::{Actor, Day, policy::Membership};
use watchpost_store::{accounts as rows, desks, feeds, worklist};
use watchpost_vault::{Token, Zeroizing};

use crate::{Error, Platform, accounts::Session, roster::believed};

/// What is due for a member.
pub struct Due {
    /// How many clocks run out on a day, today the first: what is late counts there.
    pub days: BTreeMap<Day, usize>,
    pub late: usize,
    pub today: Day,
    /// The language that the member chose; empty where the browser says.
    pub language: String,
}

impl Platform {
    /// A new address for one's own calendar; the one before ends. Said once.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn new_feed(&self, session: &Session) -> Result<Zeroizing<String>, Error> {
        let token = Token::generate();
        let mut tx = self.db.begin().await?;
        let lookup = token.lookup("calendar");
        feeds::put(&mut tx, &self.keys.rows, session.member.id, &lookup).await?;
        tx.commit().await?;
        Ok(token.to_text())
    }

    /// Ends the address of one's own calendar.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn end_feed(&self, session: &Session) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        feeds::end(&mut tx, session.member.id).await?;
        Ok(tx.commit().await?)
    }

    /// Whether one's own calendar has an address.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn has_feed(&self, session: &Session) -> Result<bool, Error> {
        let mut tx = self.db.read().await?;
        Ok(feeds::is_there(&mut tx, session.member.id).await?)
    }

    /// What is due for the member whose calendar asks there; nothing for an address that is none, or of somebody who has left.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn feed(&self, address: &str) -> Result<Option<Due>, Error> {
        let Some(token) = Token::parse(address) else {
            return Ok(None);
        };
        let mut tx = self.db.read().await?;
        let lookup = token.lookup("calendar");
        let Some(id) = feeds::whose(&mut tx, &self.keys.rows, &lookup).await? else {
            return Ok(None);
        };
        let Some((member, recipient, verifying)) = desks::member(&mut tx, id).await? else {
            return Ok(None);
        };
        if !member.active {
            return Ok(None);
        }
        let roster = self.roster(&mut tx, member.desk).await?;
        let Some(desk) = desks::desk(&mut tx, member.desk).await? else {
            return Ok(None);
        };
        let actor = Actor::Member(Membership {
            member: id,
            desk: member.desk,
            kind: desk.kind,
            roles: believed(&roster, &member, &recipient, &verifying),
        });
        let today = self.today();
        let mut due = Due {
            days: BTreeMap::new(),
            late: 0,
            today,
            language: String::new(),
        };
        for case in worklist::cases(&mut tx, &actor, today).await? {
            let Some(day) = case.due else {
                continue;
            };
            due.late += usize::from(day < today);
            *due.days.entry(day.max(today)).or_default() += 1;
        }
        if let Some(login) = rows::login_of_member(&mut tx, id).await? {
            due.language = login.language;
        }
        Ok(Some(due))
    }
}
