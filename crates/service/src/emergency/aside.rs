//! Stepping aside from a narrow case that one does not read: who leads a desk knows that it is there, and could ask for it.

use watchpost_domain::{
    Problems,
    cases::content::ActedBy,
    emergency,
    policy::{authorize, desks},
};

use super::asks::unnamed;
use crate::{Error, Platform, accounts::Session};

impl Platform {
    /// Steps aside from a narrow case, named by its reference; it cannot be undone by oneself. `once` is the form's own number.
    ///
    /// # Errors
    /// `Denied` when they do not lead; `Locked`; `Invalid` without a reason, or when there is no such case for them; `Emergency` when they
    /// read it; `Conflict` when they alone hold the key to who reported.
    pub async fn step_aside_from_narrow(
        &self,
        session: &Session,
        once: &str,
        (reference, reason): (&str, &str),
    ) -> Result<(), Error> {
        authorize::<desks::AskEmergency>(&session.actor(), session.desk.clone())?;
        let who = session.working()?;
        let me = who.member.member;
        let mut tx = self.db.begin().await?;
        let form = self.form(once, &format!("aside\n{reference}\n{reason}"));
        if !self.first_time_of(&mut tx, &form).await? {
            return Ok(());
        }
        let case = self.narrow_named(&mut tx, session, reference).await?;
        let unknown = || Error::Invalid(Problems::one("case", unnamed(reference)));
        let case = case.ok_or_else(unknown)?;
        let fact = emergency::step_aside(&case, me, reason)?;
        let roster = self.roster(&mut tx, case.desk).await?;
        self.keeps_identity(&mut tx, &case, &roster, me).await?;
        let keys = self.public_keys(&mut tx, &case).await?;
        let recorded = self.record(fact, ActedBy::Member(me), vec![], &keys.recipients)?;
        self.apply(&mut tx, recorded).await?;
        Ok(tx.commit().await?)
    }
}
