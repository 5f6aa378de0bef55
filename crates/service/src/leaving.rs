//! Who leaves the desk, or what its roles opened: what must not go with them, and what goes.

use watchpost_domain::{DeskId, MemberId, policy::Role};
use watchpost_store::{Tx, accounts, desks as rows, emergency, notices};
use watchpost_vault::Roster;

use crate::{Error, Platform, roster::RosterChange};

/// What a change takes from a member: reading what the desk reads, and opening who reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Loses {
    pub reading: bool,
    pub identities: bool,
    /// Keys that are laid by for those who lead.
    pub leading: bool,
}

impl Loses {
    pub fn by(change: RosterChange, current: &Roster) -> Self {
        let id = change.member().0;
        let listed = current.members.iter().find(|m| m.member == id);
        match change {
            RosterChange::Admit(_) => Self {
                reading: false,
                identities: false,
                leading: false,
            },
            RosterChange::Remove(_) => Self {
                reading: true,
                identities: true,
                leading: true,
            },
            RosterChange::Roles(_, roles) => Self {
                reading: !roles.reads_desk() && listed.is_some_and(|m| m.reads_desk),
                identities: !roles.has(Role::Custodian),
                leading: !roles.has(Role::Supervisor),
            },
        }
    }
}

impl Platform {
    /// A case that nobody could open, or whose reporter nobody could find any more, helps nobody: somebody else is named, and who
    /// reported is handed on, first. Who is out already, closed by the operator, cannot hand on: what only they could open is lost, and
    /// they must not read on for it.
    ///
    /// # Errors
    /// `Conflict` when the change would leave such a case.
    pub(crate) async fn may_lose(
        &self,
        tx: &mut Tx,
        next: &Roster,
        (member, is_active): (MemberId, bool),
        loses: Loses,
    ) -> Result<(), Error> {
        let desk = DeskId(next.desk);
        if loses.reading && rows::is_only_named_reader(tx, desk, member).await? {
            return Err(Error::Conflict);
        }
        if !loses.identities || !is_active {
            return Ok(());
        }
        let keeps = |id: &MemberId| next.members.iter().any(|m| m.custodian && m.member == id.0);
        let holders = rows::identity_holders(tx, member).await?;
        let is_kept = |others: &[Option<MemberId>]| {
            others.iter().any(|other| other.as_ref().is_none_or(keeps))
        };
        match holders.iter().all(|(_, others)| is_kept(others)) {
            true => Ok(()),
            false => Err(Error::Conflict),
        }
    }

    /// Takes from a member what they lose. Every case of the desk gets new keys with the next act on it.
    pub(crate) async fn take_from(
        &self,
        tx: &mut Tx,
        desk: DeskId,
        member: MemberId,
        loses: Loses,
    ) -> Result<(), Error> {
        if loses.reading {
            rows::renew_cases(tx, &self.keys.rows, desk).await?;
            rows::drop_desk_keys(tx, desk, member).await?;
            rows::drop_grants(tx, member).await?;
        }
        if loses.identities {
            rows::drop_identities(tx, member).await?;
        }
        if loses.leading {
            emergency::take_from(tx, member, None).await?;
        }
        Ok(())
    }

    /// Forgets what was kept for a member who is gone.
    pub(crate) async fn forget_member(&self, tx: &mut Tx, member: MemberId) -> Result<(), Error> {
        accounts::end_sessions(tx, member).await?;
        accounts::drop_views(tx, member).await?;
        watchpost_store::conflicts::end(tx, member).await?;
        emergency::forget(tx, member).await?;
        accounts::set_spares(tx, &self.keys.rows, member, &[]).await?;
        Ok(notices::end_wish(tx, member).await?)
    }
}
