//! Mail that says "there is something new" to members who wished for it. It never says what, in which case, or how much.

use std::sync::atomic::Ordering;

use jiff::{
    Timestamp,
    tz::{TimeZone, db},
};
use serde::{Deserialize, Serialize};
use watchpost_domain::{
    Day, MemberId, Problem, Problems,
    network::notices::{LocalHour, When},
};
use watchpost_store::notices::{self as rows, Waiting};
use watchpost_text::{Lang, Text};

use crate::{
    Error, Platform,
    accounts::Session,
    mail::{Mailer, NotSent, is_address},
};

const TABLE: &str = "mail_wish";
const COLUMN: &str = "sealed";

/// Where and when a member wants mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailWish {
    pub address: String,
    pub when: When,
    /// A name of the time zone database, such as `Africa/Nairobi`.
    pub zone: String,
}

/// What came of one round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    pub sent: usize,
    /// The server did not take them; they wait.
    pub waiting: usize,
}

impl Platform {
    /// Lets mail go out. Said once, before the server runs.
    pub fn set_mailer(&self, mailer: Mailer) {
        let _ = self.mailer.set(mailer);
    }

    /// Whether an administrator set mail up.
    pub fn mails(&self) -> bool {
        self.mailer.get().is_some()
    }

    /// One's own wish.
    ///
    /// # Errors
    /// The database cannot be used, or the wish was changed by another hand.
    pub async fn mail_wish(&self, session: &Session) -> Result<Option<MailWish>, Error> {
        let mut tx = self.db.read().await?;
        let sealed = rows::wish_of(&mut tx, session.member.id).await?;
        let open = |sealed: Vec<u8>| self.open_wish(session.member.id, &sealed);
        sealed.map(open).transpose()
    }

    /// Keeps a wish, or forgets the one there was. A first mail says that it was kept.
    ///
    /// # Errors
    /// `Invalid` when the address, an hour or the time zone is none.
    pub async fn wish_mail(&self, session: &Session, wish: Option<MailWish>) -> Result<(), Error> {
        let member = session.member.id;
        let mut tx = self.db.begin().await?;
        match wish {
            Some(wish) => {
                check(&wish)?;
                let plain = serde_json::to_vec(&wish).map_err(|_| Error::Internal(180))?;
                let row = member.0.as_bytes();
                let sealed = self.keys.columns.seal(TABLE, row, COLUMN, &plain);
                rows::wish(&mut tx, &self.keys.rows, member, sealed).await?;
            }
            None => rows::end_wish(&mut tx, member).await?,
        }
        Ok(tx.commit().await?)
    }

    fn open_wish(&self, member: MemberId, sealed: &[u8]) -> Result<MailWish, Error> {
        let row = member.0.as_bytes();
        let plain = self.keys.columns.open(TABLE, row, COLUMN, sealed)?;
        serde_json::from_slice(&plain).map_err(|_| Error::Internal(181))
    }

    /// Sends what waits and is due, once an hour: mail that went out as something came would tell whoever sees it pass when a
    /// report was sent. Each mail is taken on before it is sent, so that two servers do not send it twice; one that
    /// was not sent, or of which nobody knows because the server was killed, is sent later.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn send_notices(&self) -> Result<Round, Error> {
        let mut round = Round::default();
        let Some(mailer) = self.mailer.get() else {
            return Ok(round);
        };
        let hour = self.hour();
        let is_new = self.mailed.load(Ordering::Relaxed) != hour;
        let mut tx = self.db.read().await?;
        let mut waiting = rows::waiting(&mut tx).await?;
        drop(tx);
        waiting.retain(|one| is_new || one.state == "hello");
        for one in waiting {
            let Ok(wish) = self.open_wish(one.member, &one.sealed) else {
                continue;
            };
            if !self.is_due(&one, &wish) {
                continue;
            }
            let mut tx = self.db.begin().await?;
            if !rows::claim(&mut tx, &self.keys.rows, &one, hour).await? {
                continue;
            }
            tx.commit().await?;
            let (subject, body) = words(mailer, &one);
            let sent = mailer.send(&wish.address, subject, body).await;
            let mut tx = self.db.begin().await?;
            match sent {
                Ok(()) => {
                    round.sent += 1;
                    rows::sent(&mut tx, &self.keys.rows, one.member).await?;
                }
                Err(NotSent::Refused) => {
                    tracing::warn!("the mail server refuses a member's address");
                    rows::sent(&mut tx, &self.keys.rows, one.member).await?;
                }
                Err(NotSent::Later) => {
                    round.waiting += 1;
                    rows::failed(&mut tx, &self.keys.rows, &one).await?;
                }
            }
            tx.commit().await?;
            if sent == Err(NotSent::Later) {
                // Whoever does not answer one does not answer the next.
                tracing::warn!("the mail server does not answer");
                return Ok(round);
            }
        }
        self.mailed.store(hour, Ordering::Relaxed);
        Ok(round)
    }

    fn is_due(&self, one: &Waiting, wish: &MailWish) -> bool {
        let now = self.hour();
        match one.state.as_str() {
            // Not more often than anything else, or mail could be poured over somebody by saving a wish again and again. A mail
            // whose sender did not come back goes out with the next hour.
            "hello" | "sending" => one.last_hour != Some(now),
            _ => {
                let zone = TimeZone::get(&wish.zone).unwrap_or(TimeZone::UTC);
                let last = one.last_hour.and_then(|hour| local(hour, &zone));
                local(now, &zone).is_some_and(|now| wish.when.is_due(last, now))
            }
        }
    }
}

/// An hour since 1970, where the member is.
fn local(hour: i64, zone: &TimeZone) -> Option<LocalHour> {
    let at = Timestamp::from_second(hour.checked_mul(3600)?).ok()?;
    let there = zone.to_datetime(at);
    Some(LocalHour {
        day: Day::from_date(there.date()),
        hour: there.hour(),
    })
}

fn check(wish: &MailWish) -> Result<(), Error> {
    let mut problems = Problems::default();
    if !is_address(&wish.address) || wish.address.len() > 254 {
        problems.add("address", Problem::NotAnAddress);
    }
    let hours = [wish.when.at, wish.when.quiet.0, wish.when.quiet.1];
    if hours.iter().any(|hour| !(0..24).contains(hour)) {
        problems.add("at", Problem::NotAnOption);
    }
    if db().get(&wish.zone).is_err() {
        problems.add("zone", Problem::NotAnOption);
    }
    match problems.0.is_empty() {
        true => Ok(()),
        false => Err(Error::Invalid(problems)),
    }
}

/// Subject and text, in the member's language.
fn words(mailer: &Mailer, one: &Waiting) -> (String, String) {
    let t = Text::new(Lang::from_code(&one.language).unwrap_or_default());
    let first = match one.state.as_str() {
        "hello" => t.mail_hello(),
        _ => t.mail_news(),
    };
    let mut lines = vec![first];
    if let Some(desk) = &mailer.desk {
        lines.push(t.mail_where(desk.as_str()));
    }
    lines.push(t.mail_no_more());
    (t.mail_subject(mailer.site.as_str()), lines.join("\n\n"))
}
