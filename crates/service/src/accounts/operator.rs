//! Accounts from the command line of the server: who there is, an invitation, closing and resetting a login. None of it
//! opens anything that is sealed.

use uuid::Uuid;
use watchpost_domain::{
    Actor, DeskId, InvitationId, MemberId, Problem, Problems,
    cases::content::ActedBy,
    fact::DeskFact,
    network::{Desk, Member},
    policy::{Roles, authorize, desks as may},
};
use watchpost_store::{accounts as rows, desks};
use watchpost_vault::{Receipt, Token, WordList, Zeroizing, hash_passphrase, new_salt, os_random};

use super::{
    SEED_COLUMN, SEED_TABLE, Totp,
    enrol::{INVITATION_LIFE, needed_name},
    totp::SEED,
};
use crate::{Error, Platform};

/// A member, as the operator sees them.
pub struct Account {
    pub desk: Desk,
    pub member: Member,
    /// None for who was added and never signed in.
    pub login: Option<String>,
}

/// A login that was made new; said once.
pub struct ResetLogin {
    pub passphrase: Zeroizing<String>,
    pub totp: Totp,
}

impl Platform {
    /// Everybody of every desk.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn accounts(&self) -> Result<Vec<Account>, Error> {
        let mut tx = self.db.read().await?;
        let mut all = Vec::new();
        for id in desks::all_desks(&mut tx).await? {
            let desk = desks::desk(&mut tx, id)
                .await?
                .ok_or(Error::Internal(150))?;
            let desk = authorize::<may::ManageAccounts>(&Actor::Operator, desk)?.into_inner();
            for member in desks::members(&mut tx, id).await? {
                let login = rows::login_of_member(&mut tx, member.id).await?;
                all.push(Account {
                    desk: desk.clone(),
                    member,
                    login: login.map(|l| l.name),
                });
            }
        }
        Ok(all)
    }

    /// Invites somebody to a desk. Gives the secret of the link. Leads of the desk let them in, or not.
    ///
    /// # Errors
    /// `Invalid` when there is no such desk, no name or no role.
    pub async fn invite_as_operator(
        &self,
        desk: &str,
        name: &str,
        roles: Roles,
    ) -> Result<Zeroizing<String>, Error> {
        let mut tx = self.db.begin().await?;
        let mut found = None;
        for id in desks::all_desks(&mut tx).await? {
            let one = desks::desk(&mut tx, id).await?;
            found = found.or(one.filter(|d| d.name == desk));
        }
        let wrong = |field, problem| Error::Invalid(Problems::one(field, problem));
        let found = found.ok_or_else(|| wrong("desk", Problem::NotAnOption))?;
        let desk = authorize::<may::Invite>(&Actor::Operator, found)?;
        let mut problems = Problems::default();
        let name = needed_name(name, "name", &mut problems);
        if roles.is_empty() {
            problems.add("roles", Problem::Required);
        }
        let name = problems.or(name).map_err(Error::Invalid)?;
        let token = Token::generate();
        let invitation = rows::Invitation {
            id: InvitationId(Uuid::new_v4()),
            desk: desk.id,
            name,
            roles,
            expires_hour: self.hour() + INVITATION_LIFE,
        };
        rows::add_invitation(
            &mut tx,
            &self.keys.rows,
            &token.lookup("invitation"),
            &invitation,
            None,
        )
        .await?;
        let fact = DeskFact::MemberInvited {
            desk: desk.id,
            invitation: invitation.id,
            roles: roles.bits(),
        };
        self.desk_fact(&mut tx, fact, ActedBy::Operator).await?;
        tx.commit().await?;
        Ok(token.to_text())
    }

    /// Closes an account: its sessions end at once. The desk's leads still take its keys off the roster.
    ///
    /// # Errors
    /// `Invalid` when there is no such login.
    pub async fn disable_login(&self, login: &str) -> Result<(), Error> {
        let (member, desk) = self.member_behind(login).await?;
        let mut tx = self.db.begin().await?;
        desks::set_active(&mut tx, &self.keys.rows, desk, member, false).await?;
        rows::end_sessions(&mut tx, member).await?;
        let fact = DeskFact::MemberDisabled { desk, member };
        self.desk_fact(&mut tx, fact, ActedBy::Operator).await?;
        Ok(tx.commit().await?)
    }

    /// Gives a login another passphrase and another authenticator; spare codes and sessions end. What unlocks stays as it is,
    /// and only its owner knows it.
    ///
    /// # Errors
    /// `Invalid` when there is no such login.
    pub async fn reset_login(&self, login: &str, site: &str) -> Result<ResetLogin, Error> {
        let (member, desk) = self.member_behind(login).await?;
        let passphrase = words()?;
        let (typed, cost) = (passphrase.clone(), self.keys.cost);
        let hash = self.stretch(move || hash_passphrase(&typed, cost)).await?;
        let mut seed = [0; SEED];
        seed.copy_from_slice(&new_salt()[..SEED]);
        let row = member.0.as_bytes();
        let sealed = self.keys.columns.seal(SEED_TABLE, row, SEED_COLUMN, &seed);
        let mut tx = self.db.begin().await?;
        rows::set_passphrase(&mut tx, &self.keys.rows, member, &hash).await?;
        rows::set_totp(&mut tx, &self.keys.rows, member, sealed, 0).await?;
        rows::set_spares(&mut tx, &self.keys.rows, member, &[]).await?;
        rows::end_sessions(&mut tx, member).await?;
        let fact = DeskFact::LoginReset { desk, member };
        self.desk_fact(&mut tx, fact, ActedBy::Operator).await?;
        tx.commit().await?;
        Ok(ResetLogin {
            passphrase,
            totp: Totp::of(&seed, site, login)?,
        })
    }

    async fn member_behind(&self, login: &str) -> Result<(MemberId, DeskId), Error> {
        let unknown = || Error::Invalid(Problems::one("login", Problem::NotAnOption));
        let name = super::login_name(login).map_err(|_| unknown())?;
        let mut tx = self.db.read().await?;
        let found = rows::login(&mut tx, &name).await?.ok_or_else(unknown)?;
        let (member, ..) = desks::member(&mut tx, found.member)
            .await?
            .ok_or_else(unknown)?;
        let desk = desks::desk(&mut tx, member.desk)
            .await?
            .ok_or_else(unknown)?;
        let desk = authorize::<may::ManageAccounts>(&Actor::Operator, desk)?;
        Ok((member.id, desk.id))
    }
}

/// Six random words of a list of 2,048: 66 bits.
///
/// # Errors
/// None in practice.
pub fn words() -> Result<Zeroizing<String>, Error> {
    let list = WordList::for_language("en").ok_or(Error::Internal(151))?;
    let nine = Receipt::generate(&mut os_random()).words(list);
    let six: Vec<&str> = nine.split_whitespace().take(6).collect();
    Ok(Zeroizing::new(six.join(" ")))
}
