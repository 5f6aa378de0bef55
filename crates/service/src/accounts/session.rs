//! Sessions: found by a hash of the cookie; the member's keys lie in the row, sealed under the cookie itself.

use watchpost_domain::{
    Actor, MemberId, Problem, Problems, SessionId,
    network::{Desk, Member},
    policy::Membership,
};
use watchpost_store::{accounts as rows, desks};
use watchpost_vault::{MemberSecret, Token, Zeroizing, unwrap_under_passphrase};

use crate::{people::fingerprint, roster::believed};

use super::{KEYS, SESSION_IDLE, SESSION_LIFE, UNLOCK_IDLE, UNLOCK_LIFE};
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
        if now - row.used >= SESSION_IDLE || now - row.begun >= SESSION_LIFE {
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
        member.roles = believed(&roster, &member, &recipient, &verifying);
        let language = rows::login_of_member(&mut tx, member.id)
            .await?
            .map_or(String::new(), |l| l.language);
        drop(tx);
        let in_time = row
            .unlocked_at
            .is_some_and(|at| now - row.used < UNLOCK_IDLE && now - at < UNLOCK_LIFE);
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
            unlocked,
        }))
    }

    /// Unlocks the member's keys for this session.
    ///
    /// # Errors
    /// `Invalid` when the passphrase does not fit; `TooOften` after too many tries; `SignedOut`.
    pub async fn unlock(&self, cookie: &str, passphrase: &str) -> Result<(), Error> {
        let session = self.session(cookie).await?.ok_or(Error::SignedOut)?;
        let token = Token::parse(cookie).ok_or(Error::SignedOut)?;
        let who = self.may_try(&session)?;
        let secret = self.unwrap_keys(session.member.id, passphrase).await?;
        self.attempts.was_right(&who);
        let mut tx = self.db.begin().await?;
        let sealed = token.seal("unlocked", &secret.to_bytes());
        let lookup = token.lookup("session");
        let now = self.second();
        rows::use_session(&mut tx, &lookup, now).await?;
        rows::unlock(&mut tx, &lookup, now, sealed).await?;
        tx.commit().await?;
        // Opened now, so that the first page is quick; a member who reads no desk has no list.
        if session.member.roles.reads_desk() {
            self.lists_of(&session.membership(), &secret.identity)
                .await?;
        }
        Ok(())
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
            .filter(|s| now - s.used < SESSION_IDLE && now - s.begun < SESSION_LIFE)
            .map(|s| {
                Ok(SessionSeen {
                    id: s.id,
                    begun: at(s.begun)?,
                    used: at(s.used)?,
                    unlocked: s
                        .unlocked_at
                        .is_some_and(|at| now - s.used < UNLOCK_IDLE && now - at < UNLOCK_LIFE),
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
        rows::set_language(&mut tx, of.member.id, language).await?;
        Ok(tx.commit().await?)
    }

    /// Locks and forgets what is over. Run now and then.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn sweep_sessions(&self) -> Result<(), Error> {
        let now = self.second();
        let mut tx = self.db.begin().await?;
        rows::lock_idle(&mut tx, now - UNLOCK_IDLE, now - UNLOCK_LIFE).await?;
        rows::expire_sessions(&mut tx, now - SESSION_IDLE, now - SESSION_LIFE).await?;
        rows::expire_invitations(&mut tx, self.hour()).await?;
        Ok(tx.commit().await?)
    }
}
