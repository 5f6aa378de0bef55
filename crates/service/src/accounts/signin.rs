//! Signing in: name, passphrase, and a code of the authenticator or one of the spare codes.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{MemberId, Problem, Problems, SessionId};
use watchpost_store::{accounts as rows, desks};
use watchpost_vault::{
    Token, Zeroizing, hash_passphrase, is_stale_hash, verify_nothing, verify_passphrase,
};

use super::{Lane, SEED_COLUMN, SEED_TABLE, login_name, totp};
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

/// What is known of whoever signs in; of a name that nobody has, the same things are looked for and none is found.
struct Trying {
    member: MemberId,
    passphrase: Option<String>,
    seed: Vec<u8>,
    active: bool,
    /// Whether the code is a spare one of theirs.
    by_spare: bool,
}

impl Platform {
    /// Signs in. A wrong name, passphrase or code gets the same answer after the same work.
    ///
    /// # Errors
    /// `Invalid` when something does not fit; `TooOften` after too many tries with this name, or when too many strangers wait.
    pub async fn sign_in(
        &self,
        name: &str,
        passphrase: &str,
        code: &str,
        mark: Option<&str>,
    ) -> Result<SignedIn, Error> {
        let wrong = || Error::Invalid(Problems::one("passphrase", Problem::WrongSecret));
        let name = login_name(name).map_err(|_| wrong())?;
        let trying = self.trying(&name, code).await?;
        let mark: Option<Mark> = mark.and_then(|m| self.open_cookie("mark", m));
        let mark = mark.filter(|m| m.member == trying.member);
        let who = match &mark {
            Some(mark) => Token::from_bytes_of(mark.browser.as_bytes()).lookup("tries"),
            None => Token::from_bytes_of(name.as_bytes()).lookup("tries"),
        };
        let now = self.second();
        // Who guesses cannot have a spare code, which is 80 random bits: its holder is not kept away by those who guess.
        let spare = Token::from_bytes_of(&spare_lookup(trying.member, code)).lookup("tries");
        let may_try =
            self.attempts.may_try(who, now) || trying.by_spare && self.attempts.may_try(spare, now);
        if !may_try {
            return Err(Error::TooOften);
        }
        let lane = match mark.is_some() || trying.by_spare {
            true => Lane::Known,
            false => Lane::Stranger,
        };
        let (cost, hash) = (self.keys.cost, trying.passphrase);
        let typed = Zeroizing::new(passphrase.to_owned());
        let stretched = self.stretching.take(lane, move || {
            let Some(hash) = hash else {
                verify_nothing(cost);
                return (false, None);
            };
            let right = verify_passphrase(&typed, &hash);
            let stale = right && is_stale_hash(&hash, cost);
            (right, stale.then(|| hash_passphrase(&typed, cost)))
        });
        let (right, fresh) = stretched.await?;
        let step = totp::step_of(&trying.seed, code, now);
        // Until all three are right nothing is written, and nobody waits for who writes: that would tell a name from none.
        if !right || !trying.active || (step.is_none() && !trying.by_spare) {
            return Err(wrong());
        }
        let member = trying.member;
        let mut tx = self.db.begin().await?;
        let is_first = match step {
            Some(step) => rows::use_totp(&mut tx, &self.keys.rows, member, step).await?,
            None => rows::use_spare(&mut tx, member, &spare_lookup(member, code)).await?,
        };
        if !is_first {
            return Err(wrong());
        }
        if let Some(fresh) = fresh {
            rows::set_passphrase(&mut tx, &self.keys.rows, member, &fresh).await?;
        }
        let token = Token::generate();
        let id = SessionId(Uuid::new_v4());
        rows::add_session(&mut tx, &token.lookup("session"), id, member, now).await?;
        let spares_left = match step {
            None => Some(rows::count_spares(&mut tx, member).await?),
            Some(_) => None,
        };
        tx.commit().await?;
        self.attempts.was_right(&who);
        let mark = mark.unwrap_or(Mark {
            member,
            browser: Uuid::new_v4(),
        });
        Ok(SignedIn {
            cookie: token.to_text().to_string(),
            mark: self.seal_cookie("mark", &mark)?,
            spares_left,
        })
    }

    /// Looks up what signing in needs: the same rows and one column opened, whether there is such a name or not.
    async fn trying(&self, name: &str, code: &str) -> Result<Trying, Error> {
        let mut tx = self.db.read().await?;
        let login = rows::login(&mut tx, name).await?;
        let (member, sealed) = match &login {
            Some(login) => (login.member, &login.totp),
            None => (MemberId(Uuid::nil()), &self.unknown_seed),
        };
        let row = desks::member(&mut tx, member).await?;
        let by_spare = rows::has_spare(&mut tx, member, &spare_lookup(member, code)).await?;
        let seed = self
            .keys
            .columns
            .open(SEED_TABLE, member.0.as_bytes(), SEED_COLUMN, sealed)
            .map_err(Error::from)
            .map_or(vec![], |seed| seed.to_vec());
        Ok(Trying {
            member,
            passphrase: login.map(|l| l.passphrase),
            seed,
            active: row.is_some_and(|(member, ..)| member.active),
            by_spare,
        })
    }
}

/// The authenticator's seed of nobody: what is opened for a name that nobody has.
pub(crate) fn seed_of_nobody(columns: &watchpost_vault::ColumnKeys) -> Vec<u8> {
    let row = Uuid::nil();
    columns.seal(SEED_TABLE, row.as_bytes(), SEED_COLUMN, &[0; totp::SEED])
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
