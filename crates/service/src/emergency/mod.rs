//! Opening a narrow case in an emergency: the keys that are laid by for it, the asks, and who is told of them.
//!
//! What is laid by is sealed to somebody who leads the desk, as a grant is, and once more under a key of the server. Whoever has the database
//! and a lead's key opens nothing with it, nor does whoever has the running server and no lead.

mod aside;
mod asks;
mod seen;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, EmergencyId, GrantId, Granted, MemberId,
    cases::{Case, CaseAccess},
    policy::{Action, cases as may},
    sealed::{Compartment, LaidBy},
};
use watchpost_store::{Tx, emergency as rows};
use watchpost_vault::{self as vault, Identity, Roster};

pub use seen::{Emergencies, EmergencySeen};
pub use watchpost_store::emergency::Narrow;

use crate::{Error, Platform, Working, access::READ, reading::CaseKeys};

const TABLE: &str = "emergency_key";
const COLUMN: &str = "sealed";

/// What somebody who is told of an ask reads: sealed to them alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Word {
    /// Whose words they are.
    pub by: MemberId,
    pub at: jiff::Timestamp,
    /// Why it is stopped, and not why it is asked.
    pub stops: bool,
    pub reason: String,
}

/// Those who lead the desk by its signed roster, and did not step aside: a reader among them has it for the day on which they are none.
fn leads<'a>(
    roster: &'a Roster,
    recused: &'a [MemberId],
) -> impl Iterator<Item = &'a vault::RosterMember> {
    let all = roster.members.iter().filter(|m| m.lead && m.reads_desk);
    all.filter(|m| !recused.contains(&MemberId(m.member)))
}

impl Platform {
    /// Lays keys of a case by for each lead who has not got them.
    pub(crate) fn laid_by<'a>(
        &self,
        (case, recused): (CaseId, &[MemberId]),
        roster: &Roster,
        there: &BTreeSet<(MemberId, Compartment, i64)>,
        keys: impl Iterator<Item = (&'a (Compartment, i64), &'a Identity)>,
    ) -> Result<Vec<LaidBy>, Error> {
        let keys: Vec<_> = keys.filter(|((of, _), _)| READ.contains(of)).collect();
        let mut all = Vec::new();
        for lead in leads(roster, recused) {
            let to = lead.recipient.parse().map_err(|_| Error::Internal(270))?;
            let member = MemberId(lead.member);
            for ((compartment, epoch), key) in &keys {
                if there.contains(&(member, *compartment, *epoch)) {
                    continue;
                }
                let mut laid = LaidBy {
                    id: GrantId(Uuid::new_v4()),
                    case,
                    member,
                    compartment: *compartment,
                    epoch: *epoch,
                    sealed: Vec::new(),
                };
                let inner = vault::seal_key(&to, &self.laid_header(&laid), key);
                let row = laid.id.0.as_bytes();
                laid.sealed = self.keys.columns.seal(TABLE, row, COLUMN, &inner);
                all.push(laid);
            }
        }
        Ok(all)
    }

    /// Brings what is laid by of a narrow case up to date, with the keys that are at hand: leads who are new get them, who leads no longer
    /// has none.
    pub(crate) async fn lay_by<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        keys: &CaseKeys,
    ) -> Result<(), Error> {
        if case.access != CaseAccess::Named {
            return Ok(());
        }
        let roster = self.roster(tx, case.desk).await?;
        let there = rows::laid_by(tx, case).await?;
        let lead: BTreeSet<MemberId> = leads(&roster, &case.recused)
            .map(|m| MemberId(m.member))
            .collect();
        let has: BTreeSet<MemberId> = there.iter().map(|(member, ..)| *member).collect();
        for gone in has.difference(&lead) {
            rows::take_from(tx, *gone, Some(case.id)).await?;
        }
        let of = (case.id, case.recused.as_slice());
        let new = self.laid_by(of, &roster, &there, keys.all())?;
        Ok(rows::lay_by(tx, &self.keys.rows, case, new).await?)
    }

    /// Opens what is laid by for a member: with their key and the server's. A key that is not the case's is not believed.
    async fn open_laid(
        &self,
        tx: &mut Tx,
        who: &Working<'_>,
        case: &Granted<may::AskEmergency>,
    ) -> Result<CaseKeys, Error> {
        let grants = watchpost_store::cases::grants(tx, &self.keys.rows, case).await?;
        let signers = self.signers(tx, case.desk).await?;
        let mut keys = self.case_keys(&grants, &signers, |_| None)?;
        for laid in rows::laid_for(tx, &self.keys.rows, case, who.member.member).await? {
            let row = laid.id.0.as_bytes();
            let inner = self.keys.columns.open(TABLE, row, COLUMN, &laid.sealed)?;
            let key = vault::open_key(&who.unlocked.identity, &self.laid_header(&laid), &inner)?;
            let public = key.recipient().to_string();
            let is_of_case = grants.iter().any(|grant| {
                (grant.compartment, grant.epoch) == (laid.compartment, laid.epoch)
                    && grant.recipient == public
            });
            if !is_of_case {
                tracing::error!("a key that is laid by is none of its case");
                return Err(Error::Unavailable);
            }
            keys.add((laid.compartment, laid.epoch), key);
        }
        Ok(keys)
    }

    /// Another version than that of a grant: the one is never taken for the other.
    fn laid_header(&self, laid: &LaidBy) -> vault::Header {
        vault::Header {
            installation: self.installation.0,
            scope: laid.case.0,
            compartment: vault::Compartment::Grant,
            epoch: u32::try_from(laid.epoch).unwrap_or(u32::MAX),
            item: laid.id.0,
            version: 2,
            kind: u16::try_from(laid.compartment.code()).unwrap_or(u16::MAX),
        }
    }

    fn word_header(&self, ask: EmergencyId, row: Uuid) -> vault::Header {
        vault::Header {
            installation: self.installation.0,
            scope: ask.0,
            compartment: vault::Compartment::Other,
            epoch: 1,
            item: row,
            version: 1,
            // Beside a member's declared conflicts.
            kind: 6,
        }
    }
}
