//! Signing in: name, passphrase, and a code of the authenticator or one of the spare codes.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{MemberId, Problem, Problems, SessionId};
use watchpost_store::{Tx, accounts as rows, desks};
use watchpost_vault::{Token, hash_passphrase, is_stale_hash, verify_nothing, verify_passphrase};

use super::{SEED_COLUMN, SEED_TABLE, login_name, totp};
use crate::{Error, Platform};

/// A member who has just signed in.
pub struct SignedIn {
    /// The session's cookie.
    pub cookie: String,
    /// The mark of this browser, for the next time.
    pub mark: String,
    /// How many spare codes are left, if one was used.
    pub spares_left: Option<i64>,
}

/// What the mark of a browser says: that this member signed in with it before.
#[derive(Serialize, Deserialize)]
struct Mark {
    member: MemberId,
    browser: Uuid,
}

impl Platform {
    /// Signs in. A wrong name, passphrase or code gets the same answer after the same work.
    ///
    /// # Errors
    /// `Invalid` when something does not fit; `TooOften` after too many tries with this name.
    pub async fn sign_in(
        &self,
        name: &str,
        passphrase: &str,
        code: &str,
        mark: Option<&str>,
    ) -> Result<SignedIn, Error> {
        let wrong = || Error::Invalid(Problems::one("passphrase", Problem::WrongSecret));
        let name = login_name(name).map_err(|_| wrong())?;
        let mut tx = self.db.read().await?;
        let login = rows::login(&mut tx, &name).await?;
        drop(tx);
        let mark: Option<Mark> = mark.and_then(|m| self.open_cookie("mark", m));
        let mark = mark.filter(|m| login.as_ref().is_some_and(|l| l.member == m.member));
        let who = match &mark {
            Some(mark) => Token::from_bytes_of(mark.browser.as_bytes()).lookup("tries"),
            None => Token::from_bytes_of(name.as_bytes()).lookup("tries"),
        };
        if !self.attempts.may_try(who, self.second()) {
            return Err(Error::TooOften);
        }
        let (cost, typed) = (
            self.keys.cost,
            watchpost_vault::Zeroizing::new(passphrase.to_owned()),
        );
        let Some(login) = login else {
            self.stretch(move || verify_nothing(cost)).await?;
            return Err(wrong());
        };
        let hash = login.passphrase.clone();
        let (right, fresh) = self
            .stretch(move || {
                let right = verify_passphrase(&typed, &hash);
                let stale = right && is_stale_hash(&hash, cost);
                (right, stale.then(|| hash_passphrase(&typed, cost)))
            })
            .await?;
        let seed = self.keys.columns.open(
            SEED_TABLE,
            login.member.0.as_bytes(),
            SEED_COLUMN,
            &login.totp,
        )?;
        let mut tx = self.db.begin().await?;
        let active = desks::member(&mut tx, login.member)
            .await?
            .is_some_and(|(member, ..)| member.active);
        if !right || !active {
            return Err(wrong());
        }
        let spare_used = self
            .second_factor(&mut tx, login.member, &seed, code)
            .await?
            .ok_or_else(wrong)?;
        if let Some(fresh) = fresh {
            rows::set_passphrase(&mut tx, login.member, &fresh).await?;
        }
        let token = Token::generate();
        let id = SessionId(Uuid::new_v4());
        rows::add_session(
            &mut tx,
            &token.lookup("session"),
            id,
            login.member,
            self.second(),
        )
        .await?;
        let spares_left = match spare_used {
            true => Some(rows::count_spares(&mut tx, login.member).await?),
            false => None,
        };
        tx.commit().await?;
        self.attempts.was_right(&who);
        let mark = mark.unwrap_or(Mark {
            member: login.member,
            browser: Uuid::new_v4(),
        });
        Ok(SignedIn {
            cookie: token.to_text().to_string(),
            mark: self.seal_cookie("mark", &mark)?,
            spares_left,
        })
    }

    /// Whether a code is right; each works once. Tells whether it was a spare one.
    async fn second_factor(
        &self,
        tx: &mut Tx,
        member: MemberId,
        seed: &[u8],
        code: &str,
    ) -> Result<Option<bool>, Error> {
        if let Some(step) = totp::step_of(seed, code, self.second()) {
            return Ok(rows::use_totp(tx, member, step).await?.then_some(false));
        }
        Ok(rows::use_spare(tx, member, &spare_lookup(member, code))
            .await?
            .then_some(true))
    }
}

/// Where a spare code is found: bound to its member, so that it says nothing about others'.
pub(crate) fn spare_lookup(member: MemberId, code: &str) -> [u8; 32] {
    let typed: String = code
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    Token::from_bytes_of(format!("{member}\n{typed}").as_bytes()).lookup("spare code")
}
