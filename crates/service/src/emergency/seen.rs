//! What a member sees of asks in emergencies: those that they were told of, and the narrow cases that could be asked for.

use std::collections::BTreeMap;

use watchpost_domain::{
    Day, MemberId,
    cases::Reference,
    emergency::{Emergency, Stands, Waits},
    policy::{authorize, cases as may, desks},
};
use watchpost_store::emergency::{self as rows, Narrow};
use watchpost_vault as vault;

use super::Word;
use crate::{Error, Platform, accounts::Session};

/// So many are shown, the newest first, and for so many days after they are over, or until they were seen; older ones are in the audit and in
/// the history of their cases.
const SHOWN: usize = 50;
const SHOWN_DAYS: i64 = 90;

/// An ask, as somebody sees it who was told of it.
pub struct EmergencySeen {
    pub ask: Emergency,
    pub reference: Reference,
    /// Why it was asked for, and why it was stopped.
    pub words: Vec<Word>,
    /// They have not said yet that they saw it.
    pub is_new: bool,
    /// What they can do about it now.
    pub can_agree: bool,
    pub can_stop: bool,
    pub can_open: bool,
    /// They asked.
    pub is_mine: bool,
}

/// All of it, on one page.
pub struct Emergencies {
    pub asks: Vec<EmergencySeen>,
    /// The narrow cases that they could ask for; none where they do not lead.
    pub narrow: Vec<Narrow>,
    pub may_ask: bool,
    pub waits: Waits,
    pub names: BTreeMap<MemberId, String>,
    pub today: Day,
}

impl Platform {
    /// What a member was told of asks in emergencies, and what they can do about each.
    ///
    /// # Errors
    /// `Denied` when they may not; `Locked`; `Unavailable` when a row was changed by hand.
    pub async fn emergencies(&self, session: &Session) -> Result<Emergencies, Error> {
        let actor = session.actor();
        let desk = authorize::<desks::SeeEmergencies>(&actor, session.desk.clone())?;
        let who = session.working()?;
        let (me, today) = (session.member.id, self.today());
        let mut tx = self.db.read().await?;
        let since = (me, today.plus(-SHOWN_DAYS));
        let (mut asks, told) = rows::told(&mut tx, &self.keys.rows, &desk, since).await?;
        // What waits comes first, then the newest.
        asks.sort_by_key(|(ask, _)| (!ask.is_open(today), -ask.opens, ask.id));
        asks.truncate(SHOWN);
        let mut all = Vec::new();
        for (ask, reference) in asks {
            let (mut words, mut is_new) = (Vec::new(), false);
            for one in told.iter().filter(|one| one.ask == ask.id) {
                let header = self.word_header(ask.id, one.id);
                let plain = vault::open(&who.unlocked.identity, &header, &one.sealed)?;
                let word: Word =
                    serde_json::from_slice(&plain).map_err(|_| Error::Internal(274))?;
                words.push(word);
                is_new |= !one.seen;
            }
            words.sort_by_key(|word| (word.stops, word.at));
            let (waits, is_mine) = (ask.is_open(today), ask.by == me);
            let other = waits && !is_mine && ask.agreed.is_none();
            all.push(EmergencySeen {
                can_agree: other
                    && self
                        .may::<may::AgreeEmergency>(&mut tx, &actor, &ask)
                        .await?,
                can_stop: waits
                    && self
                        .may::<may::StopEmergency>(&mut tx, &actor, &ask)
                        .await?,
                can_open: is_mine && ask.may_open((self.hour(), today), true),
                ask,
                reference,
                words,
                is_new,
                is_mine,
            });
        }
        let narrow = match authorize::<desks::AskEmergency>(&actor, session.desk.clone()) {
            Ok(desk) => Some(rows::narrow(&mut tx, &desk, me, today).await?),
            Err(_) => None,
        };
        drop(tx);
        Ok(Emergencies {
            asks: all,
            may_ask: narrow.is_some(),
            narrow: narrow.unwrap_or_default(),
            waits: self.team()?.emergency,
            names: self.names(session.desk.id).await?,
            today,
        })
    }

    /// Of how many asks a member has not said yet that they saw them: known without unlocking anything.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn alarms(&self, session: &Session) -> Result<usize, Error> {
        authorize::<desks::SeeEmergencies>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.read().await?;
        let unseen = rows::unseen(&mut tx, session.member.id).await?;
        Ok(usize::try_from(unseen).unwrap_or_default())
    }
}

impl EmergencySeen {
    /// Whether it opened the case and still does.
    pub fn is_read(&self, today: Day) -> bool {
        self.ask.stands == Stands::Opened && self.ask.until >= today
    }
}
