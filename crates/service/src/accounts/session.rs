//! Sessions: found by a hash of the cookie; the member's keys lie in the row, sealed under the cookie itself.

use watchpost_domain::{
    Actor, MemberId, Problem, Problems, SessionId,
    network::{Desk, Member},
    policy::Membership,
};
use watchpost_store::{accounts as rows, desks};
use watchpost_vault::{MemberSecret, Token, Zeroizing, unwrap_under_passphrase};

use crate::{people::fingerprint, roster::believed};

use super::{CLOCK_STEP, KEYS, SESSION_IDLE, SESSION_LIFE, UNLOCK_IDLE, UNLOCK_LIFE, is_over};
use crate::{Error, Platform, Working};

/// Not every request writes that the session was used.
const USED_STEP: i64 = 60;

/// A member who is signed in, for one request.
pub struct Session {
    pub id: SessionId,
    pub member: Member,
    pub desk: Desk,
    /// The first signs of the hash of the member's public keys, as colleagues see them.
    pub fingerprint: String,
    /// The language that the member chose; empty: as the browser asks.
    pub language: String,
    /// Whether an older roster was put in the place of the desk's newest: then nothing is sealed to it until leads have signed anew.
    pub is_rolled_back: bool,
    /// The member's keys while they are unlocked.
    unlocked: Option<MemberSecret>,
}

/// One of a member's sessions, as they see it.
pub struct SessionSeen {
    pub id: SessionId,
    pub begun: jiff::Timestamp,
    pub used: jiff::Timestamp,
    pub unlocked: bool,
}

impl Session {
    pub fn membership(&self) -> Membership {
        Membership {
            member: self.member.id,
            desk: self.member.desk,
            kind: self.desk.kind,
            roles: self.member.roles,
        }
    }

    pub fn actor(&self) -> Actor {
        Actor::Member(self.membership())
    }

    pub fn is_unlocked(&self) -> bool {
        self.unlocked.is_some()
    }

    /// The member with their key in hand.
    ///
    /// # Errors
    /// `Locked` while it is not.
    pub fn working(&self) -> Result<Working<'_>, Error> {
        Ok(Working {
            member: self.membership(),
            unlocked: self.secret()?,
        })
    }

    pub(crate) fn secret(&self) -> Result<&MemberSecret, Error> {
        self.unlocked.as_ref().ok_or(Error::Locked)
    }
}

/// Whether what was unlocked then still is, in a session that was last used then.
fn is_in_time(used: i64, unlocked_at: Option<i64>, now: i64) -> bool {
    !is_over(used, now, UNLOCK_IDLE) && unlocked_at.is_some_and(|at| !is_over(at, now, UNLOCK_LIFE))
}

impl Platform {
    /// The session behind a cookie; nothing when it is over.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn session(&self, cookie: &str) -> Result<Option<Session>, Error> {
        let Some(token) = Token::parse(cookie) else {
            return Ok(None);
        };
        let (lookup, now) = (token.lookup("session"), self.second());
        let mut tx = self.db.read().await?;
        let Some(row) = rows::session(&mut tx, &lookup).await? else {
            return Ok(None);
        };
        if is_over(row.used, now, SESSION_IDLE) || is_over(row.begun, now, SESSION_LIFE) {
            return Ok(None);
        }
        let Some((mut member, recipient, verifying)) = desks::member(&mut tx, row.member).await?
        else {
            return Ok(None);
        };
        let (Some(desk), true) = (desks::desk(&mut tx, member.desk).await?, member.active) else {
            return Ok(None);
        };
        // What the row says of roles counts as far as the signed roster agrees: nobody gives themselves more in the database,
        // and who was not admitted yet may do nothing.
        let roster = self.roster(&mut tx, member.desk).await?;
        let is_rolled_back = !self.is_newest(&mut tx, &roster).await?;
        member.roles = believed(&roster, &member, &recipient, &verifying);
        let language = rows::login_of_member(&mut tx, member.id)
            .await?
            .map_or(String::new(), |l| l.language);
        drop(tx);
        let in_time = is_in_time(row.used, row.unlocked_at, now);
        let unlocked = match row.unlocked.filter(|_| in_time) {
            Some(sealed) => {
                let plain = token.open("unlocked", &sealed)?;
                Some(MemberSecret::from_bytes(&plain).map_err(|_| Error::Internal(135))?)
            }
            None => None,
        };
        if now - row.used >= USED_STEP {
            let mut tx = self.db.begin().await?;
            // What was locked by time must not come back because the session is used again.
            if row.unlocked_at.is_some() && unlocked.is_none() {
                rows::lock(&mut tx, &lookup).await?;
            }
            rows::use_session(&mut tx, &lookup, now).await?;
            tx.commit().await?;
        }
        Ok(Some(Session {
            id: row.id,
            member,
            desk,
            fingerprint: fingerprint(&recipient, &verifying),
            language,
            is_rolled_back,
            unlocked,
        }))
    }

    /// Unlocks the member's keys for this session, and gives its new cookie: whoever had the old one before there was something
    /// to read in it has nothing now.
    ///
    /// # Errors
    /// `Invalid` when the passphrase does not fit; `TooOften` after too many tries; `SignedOut`.
    pub async fn unlock(&self, cookie: &str, passphrase: &str) -> Result<String, Error> {
        let session = self.session(cookie).await?.ok_or(Error::SignedOut)?;
        let token = Token::parse(cookie).ok_or(Error::SignedOut)?;
        let who = self.may_try(&session)?;
        let secret = self.unwrap_keys(session.member.id, passphrase).await?;
        self.attempts.was_right(&who);
        let mut tx = self.db.begin().await?;
        let next = Token::generate();
        let sealed = next.seal("unlocked", &secret.to_bytes());
        let lookups = (&token.lookup("session"), &next.lookup("session"));
        if !rows::unlock(&mut tx, lookups, self.second(), sealed).await? {
            return Err(Error::SignedOut);
        }
        tx.commit().await?;
        // Opened now, so that the first page is quick; a member who reads no desk has no list. One that cannot be opened is said on
        // the page that needs it: here it would take the new cookie with it.
        let reads = session.member.roles.reads_desk();
        if reads
            && self
                .shown(&session, Some(&secret.identity), "")
                .await
                .is_err()
        {
            tracing::warn!("a work list could not be opened");
        }
        Ok(next.to_text().to_string())
    }

    /// The member's keys, with their unlocking passphrase.
    pub(crate) async fn unwrap_keys(
        &self,
        member: MemberId,
        passphrase: &str,
    ) -> Result<MemberSecret, Error> {
        let mut tx = self.db.read().await?;
        let login = rows::login_of_member(&mut tx, member)
            .await?
            .ok_or(Error::SignedOut)?;
        drop(tx);
        let typed = Zeroizing::new(passphrase.to_owned());
        let opened = self
            .stretch(move || unwrap_under_passphrase(&login.wrapped, &typed, KEYS))
            .await?
            .map_err(|_| Error::Invalid(Problems::one("passphrase", Problem::WrongSecret)))?;
        MemberSecret::from_bytes(&opened).map_err(|_| Error::Internal(136))
    }

    /// Locks again.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn lock(&self, cookie: &str) -> Result<(), Error> {
        let token = Token::parse(cookie).ok_or(Error::SignedOut)?;
        let mut tx = self.db.begin().await?;
        rows::lock(&mut tx, &token.lookup("session")).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Signs out: the session is gone, and with it what only its cookie could open.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn sign_out(&self, cookie: &str) -> Result<(), Error> {
        if let Some(session) = self.session(cookie).await? {
            self.end_session(&session, session.id).await?;
        }
        Ok(())
    }

    /// A member's own sessions, the latest used first.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn sessions(&self, of: &Session) -> Result<Vec<SessionSeen>, Error> {
        let mut tx = self.db.read().await?;
        let now = self.second();
        let all = rows::sessions(&mut tx, of.member.id).await?;
        let at = |s: i64| jiff::Timestamp::from_second(s).map_err(|_| Error::Internal(137));
        all.into_iter()
            .filter(|s| !is_over(s.used, now, SESSION_IDLE) && !is_over(s.begun, now, SESSION_LIFE))
            .map(|s| {
                Ok(SessionSeen {
                    id: s.id,
                    begun: at(s.begun)?,
                    used: at(s.used)?,
                    unlocked: is_in_time(s.used, s.unlocked_at, now),
                })
            })
            .collect()
    }

    /// Ends one of a member's own sessions.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn end_session(&self, of: &Session, id: SessionId) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        rows::end_session(&mut tx, of.member.id, id).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps the language that a member chose; empty: as the browser asks.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn choose_language(&self, of: &Session, language: &str) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        rows::set_language(&mut tx, &self.keys.rows, of.member.id, language).await?;
        Ok(tx.commit().await?)
    }

    /// Locks and forgets what is over. Run now and then.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn sweep_sessions(&self) -> Result<(), Error> {
        let now = self.second();
        let mut tx = self.db.begin().await?;
        let latest = now + CLOCK_STEP;
        rows::lock_idle(&mut tx, now - UNLOCK_IDLE, now - UNLOCK_LIFE, latest).await?;
        rows::expire_sessions(&mut tx, now - SESSION_IDLE, now - SESSION_LIFE, latest).await?;
        rows::expire_invitations(&mut tx, self.hour()).await?;
        Ok(tx.commit().await?)
    }
}
