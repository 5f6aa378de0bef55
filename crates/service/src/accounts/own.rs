//! A member's own login: other passphrases, another authenticator, new codes to print, the way in when one is lost.
//!
//! Whoever finds an unlocked screen can read, but not take the account: each change asks for a passphrase again.

use serde::{Deserialize, Serialize};
use watchpost_domain::{
    MemberId, Problem, Problems,
    cases::content::ActedBy,
    fact::{AccountPart, DeskFact},
};
use watchpost_store::{Tx, accounts as rows};
use watchpost_vault::{
    MemberSecret, RecoveryCode, Token, Zeroizing, hash_passphrase, new_salt, verify_passphrase,
    wrap_under_passphrase,
};

use super::{
    KEYS, SEED_COLUMN, SEED_TABLE, Session, Totp, enrol::SPARE_CODES, enrol::spare_code,
    new_passphrase, signin::spare_lookup, totp::SEED, totp::step_of,
};
use crate::{Error, Platform};

/// What a member sees of their own account.
pub struct OwnAccount {
    pub login: String,
    /// Codes left that work in place of the authenticator.
    pub spares: i64,
}

/// An authenticator that is being set up; nothing is kept before its first code.
pub struct NewAuthenticator {
    /// Carried by the page.
    pub carried: String,
    pub totp: Totp,
}

/// How long an authenticator may be in the making, in seconds.
const SETUP: i64 = 3600;

#[derive(Serialize, Deserialize)]
struct CarriedSeed {
    member: MemberId,
    seed: [u8; SEED],
    until: i64,
}

fn wrong(field: &str) -> Error {
    Error::Invalid(Problems::one(field, Problem::WrongSecret))
}

fn refused(field: &str, problem: Problem) -> Error {
    Error::Invalid(Problems::one(field, problem))
}

impl Platform {
    /// One's own account.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn own_account(&self, session: &Session) -> Result<OwnAccount, Error> {
        let mut tx = self.db.read().await?;
        let login = rows::login_of_member(&mut tx, session.member.id)
            .await?
            .ok_or(Error::SignedOut)?;
        Ok(OwnAccount {
            login: login.name,
            spares: rows::count_spares(&mut tx, session.member.id).await?,
        })
    }

    /// Another passphrase to sign in with. All other sessions end; this one gets the cookie that is given back.
    ///
    /// # Errors
    /// `Invalid` when the old one is wrong or the new one cannot be taken; `TooOften`; `SignedOut`.
    pub async fn change_passphrase(
        &self,
        cookie: &str,
        old: &str,
        new: &str,
    ) -> Result<String, Error> {
        let session = self.session(cookie).await?.ok_or(Error::SignedOut)?;
        new_passphrase(new).map_err(|problem| refused("new", problem))?;
        let login = self.login_again(&session, old, "old").await?;
        let (typed, wrapped, cost) = (
            Zeroizing::new(new.to_owned()),
            login.wrapped,
            self.keys.cost,
        );
        // The server hears this passphrase at every sign-in: it must not be the one that unlocks.
        let hash = self
            .stretch(move || {
                let unlocks = watchpost_vault::unwrap_under_passphrase(&wrapped, &typed, KEYS);
                unlocks.is_err().then(|| hash_passphrase(&typed, cost))
            })
            .await?
            .ok_or_else(|| refused("new", Problem::TheSame))?;
        let mut tx = self.db.begin().await?;
        rows::set_passphrase(&mut tx, &self.keys.rows, session.member.id, &hash).await?;
        let next = only_this(&mut tx, &session, cookie).await?;
        self.account_changed(&mut tx, &session, AccountPart::Passphrase)
            .await?;
        tx.commit().await?;
        Ok(next)
    }

    /// Another passphrase to unlock with. All other sessions end; this one gets the cookie that is given back.
    ///
    /// # Errors
    /// `Invalid` when the old one is wrong or the new one cannot be taken; `TooOften`; `SignedOut`.
    pub async fn change_unlocking(
        &self,
        cookie: &str,
        old: &str,
        new: &str,
    ) -> Result<String, Error> {
        let session = self.session(cookie).await?.ok_or(Error::SignedOut)?;
        // The old one first: whether the new one is the one to sign in with is told to nobody else.
        let secret = self.keys_again(&session, old, "old").await?;
        self.may_unlock_new(&session, new).await?;
        self.keep_unlocking(&session, cookie, &secret, new, None)
            .await
    }

    /// A new code to print that opens the member's keys; the old one opens nothing any more.
    ///
    /// # Errors
    /// `Invalid` when the unlocking passphrase is wrong; `TooOften`.
    pub async fn new_recovery_code(
        &self,
        session: &Session,
        unlocking: &str,
    ) -> Result<Zeroizing<String>, Error> {
        let secret = self.keys_again(session, unlocking, "unlocking").await?;
        let code = RecoveryCode::generate();
        let mut tx = self.db.begin().await?;
        let wrapped = code.wrap(&secret.to_bytes(), KEYS);
        rows::set_recovery(&mut tx, &self.keys.rows, session.member.id, wrapped).await?;
        self.account_changed(&mut tx, session, AccountPart::RecoveryCode)
            .await?;
        tx.commit().await?;
        Ok(code.to_text())
    }

    /// A new unlocking passphrase with the printed recovery code, which is used up: the new one is given back, and the session's
    /// new cookie.
    ///
    /// # Errors
    /// `Invalid` when the code is none or opens nothing, or the passphrase cannot be taken; `TooOften`; `SignedOut`.
    pub async fn recover_unlocking(
        &self,
        cookie: &str,
        code: &str,
        new: &str,
    ) -> Result<(Zeroizing<String>, String), Error> {
        let session = self.session(cookie).await?.ok_or(Error::SignedOut)?;
        let code = RecoveryCode::parse(code).map_err(|_| wrong("code"))?;
        let who = self.may_try(&session)?;
        let mut tx = self.db.read().await?;
        let login = rows::login_of_member(&mut tx, session.member.id)
            .await?
            .ok_or(Error::SignedOut)?;
        drop(tx);
        let opened = code
            .unwrap(&login.recovery, KEYS)
            .map_err(|_| wrong("code"))?;
        let secret = MemberSecret::from_bytes(&opened).map_err(|_| Error::Internal(136))?;
        self.attempts.was_right(&who);
        self.may_unlock_new(&session, new).await?;
        let next = RecoveryCode::generate();
        let cookie = self
            .keep_unlocking(&session, cookie, &secret, new, Some(&next))
            .await?;
        Ok((next.to_text(), cookie))
    }

    /// New spare codes; the old ones open nothing any more.
    ///
    /// # Errors
    /// `Invalid` when the passphrase to sign in with is wrong; `TooOften`.
    pub async fn new_spare_codes(
        &self,
        session: &Session,
        passphrase: &str,
    ) -> Result<Vec<Zeroizing<String>>, Error> {
        self.login_again(session, passphrase, "passphrase").await?;
        let codes: Vec<Zeroizing<String>> = (0..SPARE_CODES).map(|_| spare_code()).collect();
        let member = session.member.id;
        let lookups: Vec<[u8; 32]> = codes.iter().map(|c| spare_lookup(member, c)).collect();
        let mut tx = self.db.begin().await?;
        rows::set_spares(&mut tx, &self.keys.rows, member, &lookups).await?;
        self.account_changed(&mut tx, session, AccountPart::SpareCodes)
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Begins with another authenticator: the old one works until the new one has shown its first code.
    ///
    /// # Errors
    /// `Invalid` when the passphrase to sign in with is wrong; `TooOften`.
    pub async fn begin_authenticator(
        &self,
        session: &Session,
        passphrase: &str,
        site: &str,
    ) -> Result<NewAuthenticator, Error> {
        let login = self.login_again(session, passphrase, "passphrase").await?;
        let mut seed = [0; SEED];
        seed.copy_from_slice(&new_salt()[..SEED]);
        let carried = CarriedSeed {
            member: session.member.id,
            seed,
            until: self.second() + SETUP,
        };
        Ok(NewAuthenticator {
            carried: self.seal_cookie("authenticator", &carried)?,
            totp: Totp::of(&seed, site, &login.name)?,
        })
    }

    /// What the page carries, to be shown again.
    ///
    /// # Errors
    /// `Conflict` when it is none of this member's.
    pub async fn resume_authenticator(
        &self,
        session: &Session,
        carried: &str,
        site: &str,
    ) -> Result<NewAuthenticator, Error> {
        let seed = self.carried_seed(session, carried)?;
        let account = self.own_account(session).await?;
        Ok(NewAuthenticator {
            carried: carried.to_owned(),
            totp: Totp::of(&seed, site, &account.login)?,
        })
    }

    /// The new authenticator shows that it works, and takes the place of the old one.
    ///
    /// # Errors
    /// `Invalid` when the code is wrong; `Conflict` when what the page carries is none of this member's.
    pub async fn finish_authenticator(
        &self,
        session: &Session,
        carried: &str,
        code: &str,
    ) -> Result<(), Error> {
        let seed = self.carried_seed(session, carried)?;
        let step = step_of(&seed, code, self.second()).ok_or_else(|| wrong("code"))?;
        let member = session.member.id;
        let row = member.0.as_bytes();
        let sealed = self.keys.columns.seal(SEED_TABLE, row, SEED_COLUMN, &seed);
        let mut tx = self.db.begin().await?;
        rows::set_totp(&mut tx, &self.keys.rows, member, sealed, step).await?;
        self.account_changed(&mut tx, session, AccountPart::Authenticator)
            .await?;
        Ok(tx.commit().await?)
    }

    fn carried_seed(&self, session: &Session, carried: &str) -> Result<[u8; SEED], Error> {
        let carried: Option<CarriedSeed> = self.open_cookie("authenticator", carried);
        carried
            .filter(|c| c.member == session.member.id && self.second() < c.until)
            .map(|c| c.seed)
            .ok_or(Error::Conflict)
    }

    /// Counts one try of this member, in whichever of their sessions: another session is no way to more of them.
    pub(crate) fn may_try(&self, session: &Session) -> Result<[u8; 32], Error> {
        let who = Token::from_bytes_of(session.member.id.0.as_bytes()).lookup("tries again");
        match self.attempts.may_try(who, self.second()) {
            true => Ok(who),
            false => Err(Error::TooOften),
        }
    }

    /// The member's login, after they typed their passphrase to sign in once more.
    async fn login_again(
        &self,
        session: &Session,
        passphrase: &str,
        field: &str,
    ) -> Result<rows::Login, Error> {
        let who = self.may_try(session)?;
        let mut tx = self.db.read().await?;
        let login = rows::login_of_member(&mut tx, session.member.id)
            .await?
            .ok_or(Error::SignedOut)?;
        drop(tx);
        let (typed, hash) = (
            Zeroizing::new(passphrase.to_owned()),
            login.passphrase.clone(),
        );
        let right = self
            .stretch(move || verify_passphrase(&typed, &hash))
            .await?;
        if !right {
            return Err(wrong(field));
        }
        self.attempts.was_right(&who);
        Ok(login)
    }

    /// The member's keys, after they typed their passphrase to unlock once more.
    async fn keys_again(
        &self,
        session: &Session,
        unlocking: &str,
        field: &str,
    ) -> Result<MemberSecret, Error> {
        let who = self.may_try(session)?;
        let secret = self.unwrap_keys(session.member.id, unlocking).await;
        let secret = secret.map_err(|error| match error {
            Error::Invalid(_) => wrong(field),
            error => error,
        })?;
        self.attempts.was_right(&who);
        Ok(secret)
    }

    /// Whether a passphrase can be the one that unlocks: sound, and not the one that the server hears at every sign-in.
    async fn may_unlock_new(&self, session: &Session, new: &str) -> Result<(), Error> {
        new_passphrase(new).map_err(|problem| refused("new", problem))?;
        let mut tx = self.db.read().await?;
        let login = rows::login_of_member(&mut tx, session.member.id)
            .await?
            .ok_or(Error::SignedOut)?;
        drop(tx);
        let typed = Zeroizing::new(new.to_owned());
        let same = self
            .stretch(move || verify_passphrase(&typed, &login.passphrase))
            .await?;
        match same {
            true => Err(refused("new", Problem::TheSame)),
            false => Ok(()),
        }
    }

    async fn keep_unlocking(
        &self,
        session: &Session,
        cookie: &str,
        secret: &MemberSecret,
        new: &str,
        recovery: Option<&RecoveryCode>,
    ) -> Result<String, Error> {
        let (bytes, typed, cost) = (
            secret.to_bytes(),
            Zeroizing::new(new.to_owned()),
            self.keys.cost,
        );
        let what = match recovery {
            Some(_) => AccountPart::RecoveryUsed,
            None => AccountPart::Unlocking,
        };
        let recovery = recovery.map(|code| code.wrap(&bytes, KEYS));
        let wrapped = self
            .stretch(move || wrap_under_passphrase(&bytes, &typed, KEYS, cost))
            .await?;
        let mut tx = self.db.begin().await?;
        rows::set_wrapped(&mut tx, &self.keys.rows, session.member.id, wrapped).await?;
        if let Some(recovery) = recovery {
            rows::set_recovery(&mut tx, &self.keys.rows, session.member.id, recovery).await?;
        }
        let next = only_this(&mut tx, session, cookie).await?;
        self.account_changed(&mut tx, session, what).await?;
        tx.commit().await?;
        Ok(next)
    }

    /// Whoever answers for the desk sees that it was changed, and the log that it cannot be unsaid.
    async fn account_changed(
        &self,
        tx: &mut Tx,
        session: &Session,
        what: AccountPart,
    ) -> Result<(), Error> {
        let member = session.member.id;
        let fact = DeskFact::AccountChanged {
            desk: session.desk.id,
            member,
            what,
        };
        self.desk_fact(tx, fact, ActedBy::Member(member)).await
    }
}

/// Ends a member's sessions but this one, and gives it another cookie: whoever knew what was changed is out.
async fn only_this(tx: &mut Tx, session: &Session, cookie: &str) -> Result<String, Error> {
    let token = Token::parse(cookie).ok_or(Error::SignedOut)?;
    let this = token.lookup("session");
    rows::end_other_sessions(tx, session.member.id, &this).await?;
    let next = Token::generate();
    let unlocked = session.secret().ok();
    let sealed = unlocked.map(|secret| next.seal("unlocked", &secret.to_bytes()));
    let lookups = (&this, &next.lookup("session"));
    if !rows::renew_session(tx, lookups, sealed).await? {
        return Err(Error::SignedOut);
    }
    Ok(next.to_text().to_string())
}
