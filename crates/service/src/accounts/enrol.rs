//! Coming in: an invitation by a link that works once, keys of one's own, an authenticator, a sheet to print.
//!
//! Nothing is kept of an enrolment until it is finished: what is needed in between travels in the page, sealed under the
//! server's own key.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{
    InvitationId, MemberId, Problem, Problems,
    cases::content::ActedBy,
    fact::DeskFact,
    network::Member,
    policy::{Role, Roles, authorize, desks as may},
    problem::clean_text,
};
use watchpost_store::{accounts as rows, desks};
use watchpost_vault::{
    MemberSecret, RecoveryCode, Token, Zeroizing, hash_passphrase, new_salt, wrap_under_passphrase,
};

use super::{
    KEYS, SEED_COLUMN, SEED_TABLE, Session, Totp, login_name, new_passphrase,
    signin::spare_lookup,
    totp::{SEED, step_of},
};
use crate::{Error, Platform, people::fingerprint};

/// How long an invitation is good, in hours.
pub(crate) const INVITATION_LIFE: i64 = 7 * 24;
pub(crate) const SPARE_CODES: usize = 8;

/// An invitation that was just made: the only time that its secret is seen.
pub struct Invited {
    pub secret: Zeroizing<String>,
}

/// An invitation as the invited person, and the desk, see it.
pub struct WaitingInvitation {
    pub id: InvitationId,
    pub desk: String,
    pub name: String,
    pub roles: Roles,
}

/// What is shown once: to be kept outside the computer.
pub struct Enrolling {
    /// Carried by the page.
    pub carried: String,
    pub login: String,
    pub totp: Totp,
    pub spare_codes: Vec<Zeroizing<String>>,
    /// Opens the member's keys when the unlocking passphrase is lost.
    pub recovery: Zeroizing<String>,
}

/// An enrolment that is finished.
pub struct Enrolled {
    pub member: MemberId,
    pub desk: String,
    /// What the lead who lets them in compares by voice.
    pub fingerprint: String,
}

/// All that a login consists of.
#[derive(Serialize, Deserialize)]
pub(crate) struct Login {
    name: String,
    passphrase: String,
    seed: [u8; SEED],
    wrapped: Vec<u8>,
    recovery: Vec<u8>,
    recovery_text: Zeroizing<String>,
    spares: Vec<Zeroizing<String>>,
}

#[derive(Serialize, Deserialize)]
struct Carried {
    invitation: [u8; 32],
    recipient: String,
    verifying: [u8; 32],
    login: Login,
}

impl Platform {
    /// Invites somebody to a desk. `once` is the form's own number: sent twice, it makes one invitation, and both answers show its
    /// link. Of two clicks a browser shows the second's answer, and the link is shown nowhere else.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` without a name or a role; `Conflict` when it was made before, and taken or taken back
    /// since.
    pub async fn invite(
        &self,
        session: &Session,
        once: &str,
        name: &str,
        roles: Roles,
    ) -> Result<Invited, Error> {
        let desk = authorize::<may::Invite>(&session.actor(), session.desk.clone())?;
        let mut problems = Problems::default();
        let name = needed_name(name, "name", &mut problems);
        if roles.is_empty() {
            problems.add("roles", Problem::Required);
        }
        // Whoever does not lead cannot make leads.
        if roles.has(Role::Supervisor) && !session.member.roles.has(Role::Supervisor) {
            problems.add("roles", Problem::NotAnOption);
        }
        let name = problems.or(name).map_err(Error::Invalid)?;
        let by = session.member.id;
        let said = format!("invitation\n{by}\n{name}\n{}", roles.bits());
        let form = self.form(once, &said);
        let token = form.secret();
        let (secret, lookup) = (token.to_text(), token.lookup("invitation"));
        let invitation = rows::Invitation {
            id: InvitationId(Uuid::new_v4()),
            desk: desk.id,
            name,
            roles,
            expires_hour: self.hour() + INVITATION_LIFE,
        };
        let fact = DeskFact::MemberInvited {
            desk: desk.id,
            invitation: invitation.id,
            roles: roles.bits(),
        };
        let mut tx = self.db.begin().await?;
        if !self.first_time_of(&mut tx, &form).await? {
            let there = rows::invitation(&mut tx, &lookup, self.hour()).await?;
            return there.map(|_| Invited { secret }).ok_or(Error::Conflict);
        }
        let key = &self.keys.rows;
        rows::add_invitation(&mut tx, key, &lookup, &invitation, Some(by)).await?;
        self.desk_fact(&mut tx, fact, ActedBy::Member(by)).await?;
        tx.commit().await?;
        Ok(Invited { secret })
    }

    /// Takes back an invitation that nobody has taken yet.
    ///
    /// # Errors
    /// `Denied` when they may not; `Conflict` when it is gone.
    pub async fn take_back_invitation(
        &self,
        session: &Session,
        id: InvitationId,
    ) -> Result<(), Error> {
        let desk = authorize::<may::Invite>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.begin().await?;
        if !rows::take_back(&mut tx, desk.id, id).await? {
            return Err(Error::Conflict);
        }
        let fact = DeskFact::InvitationTakenBack {
            desk: desk.id,
            invitation: id,
        };
        let by = ActedBy::Member(session.member.id);
        self.desk_fact(&mut tx, fact, by).await?;
        Ok(tx.commit().await?)
    }

    /// The invitation of a link; nothing when it is over.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn invitation(&self, secret: &str) -> Result<Option<WaitingInvitation>, Error> {
        let Some(token) = Token::parse(secret) else {
            return Ok(None);
        };
        let mut tx = self.db.read().await?;
        let found = rows::invitation(&mut tx, &token.lookup("invitation"), self.hour()).await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let desk = desks::desk(&mut tx, found.desk).await?;
        Ok(desk.map(|desk| WaitingInvitation {
            id: found.id,
            desk: desk.name,
            name: found.name,
            roles: found.roles,
        }))
    }

    /// Makes the keys of somebody who was invited, and what they must write down. Nothing is kept yet.
    ///
    /// # Errors
    /// `Invalid` says what is wrong with name or passphrases; `Conflict` when the invitation is over; `TooOften`.
    pub async fn begin_enrolment(
        &self,
        secret: &str,
        login: &str,
        passphrase: &str,
        unlocking: &str,
        site: &str,
    ) -> Result<Enrolling, Error> {
        self.invitation(secret).await?.ok_or(Error::Conflict)?;
        let token = Token::parse(secret).ok_or(Error::Conflict)?;
        let name = check_choice(login, passphrase, unlocking).map_err(Error::Invalid)?;
        if !self.attempts.may_try(token.lookup("tries"), self.second()) {
            return Err(Error::TooOften);
        }
        let mut tx = self.db.read().await?;
        if rows::login(&mut tx, &name).await?.is_some() {
            return Err(Error::Invalid(Problems::one("login", Problem::Taken)));
        }
        drop(tx);
        let keys = MemberSecret::generate();
        let public = keys.public();
        let carried = Carried {
            invitation: token.lookup("invitation"),
            recipient: public.recipient.to_string(),
            verifying: public.verifying,
            login: self.new_login(name, passphrase, unlocking, keys).await?,
        };
        self.enrolling(&carried, site)
    }

    /// What the page carries, to be shown again.
    ///
    /// # Errors
    /// `Conflict` when it is none of ours.
    pub fn resume_enrolment(&self, carried: &str, site: &str) -> Result<Enrolling, Error> {
        let carried: Carried = self
            .open_cookie("enrolment", carried)
            .ok_or(Error::Conflict)?;
        self.enrolling(&carried, site)
    }

    fn enrolling(&self, carried: &Carried, site: &str) -> Result<Enrolling, Error> {
        let login = &carried.login;
        Ok(Enrolling {
            carried: self.seal_cookie("enrolment", carried)?,
            login: login.name.clone(),
            totp: Totp::of(&login.seed, site, &login.name)?,
            spare_codes: login.spares.clone(),
            recovery: login.recovery_text.clone(),
        })
    }

    /// Ends an enrolment: the code shows that the authenticator works, and the account is there. A lead of the desk must
    /// still sign the roster before anything can be read.
    ///
    /// # Errors
    /// `Invalid` when the code is wrong or the name was taken meanwhile; `Conflict` when the invitation is over.
    pub async fn finish_enrolment(&self, carried: &str, code: &str) -> Result<Enrolled, Error> {
        let carried: Carried = self
            .open_cookie("enrolment", carried)
            .ok_or(Error::Conflict)?;
        let step = step_of(&carried.login.seed, code, self.second())
            .ok_or_else(|| Error::Invalid(Problems::one("code", Problem::WrongSecret)))?;
        let mut tx = self.db.begin().await?;
        let invitation = rows::invitation(&mut tx, &carried.invitation, self.hour())
            .await?
            .ok_or(Error::Conflict)?;
        if !rows::take_invitation(&mut tx, &carried.invitation).await? {
            return Err(Error::Conflict);
        }
        let member = Member {
            id: MemberId(Uuid::new_v4()),
            desk: invitation.desk,
            name: invitation.name,
            roles: invitation.roles,
            active: true,
        };
        desks::add_member(
            &mut tx,
            &self.keys.rows,
            &member,
            &carried.recipient,
            &carried.verifying,
        )
        .await?;
        self.keep_login(&mut tx, member.id, &carried.login, step)
            .await?;
        let fact = DeskFact::InvitationTaken {
            desk: member.desk,
            invitation: invitation.id,
            member: member.id,
        };
        self.desk_fact(&mut tx, fact, ActedBy::Member(member.id))
            .await?;
        let desk = desks::desk(&mut tx, member.desk).await?;
        tx.commit().await?;
        Ok(Enrolled {
            member: member.id,
            desk: desk.map_or(String::new(), |desk| desk.name),
            fingerprint: fingerprint(&carried.recipient, &carried.verifying),
        })
    }

    /// Hashes, wraps and seals what a login consists of.
    async fn new_login(
        &self,
        name: String,
        passphrase: &str,
        unlocking: &str,
        keys: MemberSecret,
    ) -> Result<Login, Error> {
        let recovery = RecoveryCode::generate();
        let (passphrase, unlocking) = (
            Zeroizing::new(passphrase.to_owned()),
            Zeroizing::new(unlocking.to_owned()),
        );
        let (cost, code) = (self.keys.cost, recovery.wrap(&keys.to_bytes(), KEYS));
        let (hash, wrapped) = self
            .stretch(move || {
                let wrapped = wrap_under_passphrase(&keys.to_bytes(), &unlocking, KEYS, cost);
                (hash_passphrase(&passphrase, cost), wrapped)
            })
            .await?;
        let mut seed = [0; SEED];
        seed.copy_from_slice(&new_salt()[..SEED]);
        Ok(Login {
            name,
            passphrase: hash,
            seed,
            wrapped,
            recovery: code,
            recovery_text: recovery.to_text(),
            spares: (0..SPARE_CODES).map(|_| spare_code()).collect(),
        })
    }

    /// Writes a login; the name may have been taken meanwhile.
    async fn keep_login(
        &self,
        tx: &mut watchpost_store::Tx,
        member: MemberId,
        login: &Login,
        step: i64,
    ) -> Result<(), Error> {
        let row = member.0.as_bytes();
        let kept = rows::Login {
            member,
            name: login.name.clone(),
            passphrase: login.passphrase.clone(),
            totp: self
                .keys
                .columns
                .seal(SEED_TABLE, row, SEED_COLUMN, &login.seed),
            totp_last: step,
            wrapped: login.wrapped.clone(),
            recovery: login.recovery.clone(),
            language: String::new(),
        };
        if !rows::add_login(tx, &self.keys.rows, &kept).await? {
            return Err(Error::Invalid(Problems::one("login", Problem::Taken)));
        }
        let lookups: Vec<[u8; 32]> = login
            .spares
            .iter()
            .map(|c| spare_lookup(member, c))
            .collect();
        Ok(rows::set_spares(tx, &self.keys.rows, member, &lookups).await?)
    }

    /// Gives a login to a member who was added at the command line, and returns what they must keep. For `init`, the sample
    /// network and tests: the passphrases were chosen there.
    ///
    /// # Errors
    /// `Invalid` says what is wrong with name or passphrases.
    pub async fn give_login(
        &self,
        member: MemberId,
        keys: MemberSecret,
        login: &str,
        passphrase: &str,
        unlocking: &str,
    ) -> Result<(Enrolling, [u8; SEED]), Error> {
        let name = check_choice(login, passphrase, unlocking).map_err(Error::Invalid)?;
        let public = keys.public();
        let carried = Carried {
            invitation: [0; 32],
            recipient: public.recipient.to_string(),
            verifying: public.verifying,
            login: self.new_login(name, passphrase, unlocking, keys).await?,
        };
        let mut tx = self.db.begin().await?;
        self.keep_login(&mut tx, member, &carried.login, 0).await?;
        tx.commit().await?;
        Ok((self.enrolling(&carried, "Watchpost")?, carried.login.seed))
    }

    /// The code that an authenticator with this seed shows now: for the sample network, whose logins are printed.
    ///
    /// # Errors
    /// None in practice.
    pub fn code_now(&self, seed: &[u8]) -> Result<String, Error> {
        super::totp::code_at(seed, self.second())
    }
}

/// Checks what somebody chooses to sign in and to unlock with. The two passphrases must differ: the server hears the
/// first at every sign-in.
fn check_choice(login: &str, passphrase: &str, unlocking: &str) -> Result<String, Problems> {
    let mut problems = Problems::default();
    let name = login_name(login).unwrap_or_else(|problem| {
        problems.add("login", problem);
        String::new()
    });
    if let Err(problem) = new_passphrase(passphrase) {
        problems.add("passphrase", problem);
    }
    if let Err(problem) = new_passphrase(unlocking) {
        problems.add("unlocking", problem);
    } else if passphrase == unlocking {
        problems.add("unlocking", Problem::TheSame);
    }
    problems.or(name)
}

/// A name that must be there.
pub(crate) fn needed_name(raw: &str, field: &str, problems: &mut Problems) -> String {
    match clean_text(raw, 100) {
        Ok(name) if !name.is_empty() => name.replace('\n', " "),
        Ok(_) => {
            problems.add(field, Problem::Required);
            String::new()
        }
        Err(problem) => {
            problems.add(field, problem);
            String::new()
        }
    }
}

/// 80 random bits as four groups of four.
pub(crate) fn spare_code() -> Zeroizing<String> {
    let text = RecoveryCode::generate().to_text();
    let signs: Vec<char> = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(16)
        .collect();
    let groups: Vec<String> = signs.chunks(4).map(|c| c.iter().collect()).collect();
    Zeroizing::new(groups.join("-"))
}
