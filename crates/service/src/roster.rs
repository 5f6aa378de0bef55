//! The signed roster of a desk: who is let in, with which roles, and who goes. Leads sign; the server cannot.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use watchpost_domain::{
    Denied, DeskId, MemberId, Problem, Problems,
    cases::content::ActedBy,
    fact::DeskFact,
    network::Member,
    policy::{Action, Role, Roles, authorize, desks as may},
};
use watchpost_store::{Tx, accounts, desks as rows};
use watchpost_vault::{
    FoundingRoster, Identity, Recipient, Roster, RosterMember, SignedRoster, seal_key,
    verify_signature,
};

use crate::{
    Error, Platform,
    accounts::Session,
    leaving::Loses,
    sealing::{Signers, hex},
};

/// What a lead changes about the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RosterChange {
    /// Lets somebody in who has enrolled.
    Admit(MemberId),
    /// Other roles for somebody who is in.
    Roles(MemberId, Roles),
    /// Ends somebody's reading; the desk gets a new key.
    Remove(MemberId),
}

impl RosterChange {
    pub fn member(self) -> MemberId {
        match self {
            Self::Admit(member) | Self::Roles(member, _) | Self::Remove(member) => member,
        }
    }
}

/// A roster that is being signed, with all that is written once it is.
#[derive(Serialize, Deserialize)]
pub(crate) struct Draft {
    pub change: RosterChange,
    pub signed: SignedRoster,
    /// The desk's keys, by epoch and member, sealed to the member.
    keys: Vec<(i64, MemberId, Vec<u8>)>,
    /// The first lead's signature over all of it: those under the roster do not say what else is written.
    #[serde(default)]
    proposed: Vec<u8>,
}

impl Draft {
    fn message(&self) -> Result<Vec<u8>, Error> {
        let rest =
            serde_json::to_vec(&(self.change, &self.keys)).map_err(|_| Error::Internal(143))?;
        let mut message = b"watchpost/v1/roster-draft\0".to_vec();
        message.extend(Sha256::digest(rest));
        message.extend(self.signed.roster.canonical_bytes());
        Ok(message)
    }

    /// Whether it follows the present roster, and is as the lead signed it who proposed it.
    fn is_as_proposed(&self, current: &Roster) -> Result<bool, Error> {
        let message = self.message()?;
        let first = self.signed.signatures.first().map(|(member, _)| *member);
        let is_whole = current.leads().any(|lead| {
            let signature = self.proposed.as_slice().try_into();
            Some(lead.member) == first
                && signature.is_ok_and(|s| verify_signature(&lead.verifying, &message, s))
        });
        Ok(is_whole && is_as_proposed(current, &self.signed))
    }
}

impl Platform {
    /// Changes the roster: signs it, and where two leads are needed, leaves it for the other. Gives whether it is in force.
    ///
    /// # Errors
    /// `Denied` when they do not lead; `Locked`; `Invalid` without a role; `Conflict` when the change does not fit (any more).
    pub async fn change_roster(
        &self,
        session: &Session,
        change: RosterChange,
    ) -> Result<bool, Error> {
        let desk = authorize::<may::SignRoster>(&session.actor(), session.desk.clone())?;
        let secret = session.secret()?;
        if matches!(change, RosterChange::Roles(_, roles) if roles.is_empty()) {
            return Err(Error::Invalid(Problems::one("roles", Problem::Required)));
        }
        let mut tx = self.db.begin().await?;
        rows::wait_for(&mut tx, desk.id).await?;
        let current = self.roster(&mut tx, desk.id).await?;
        must_lead(&current, session)?;
        if self.draft_of(&mut tx, desk.id).await?.is_some() {
            return Err(Error::Conflict);
        }
        let keys = self
            .desk_keys(&mut tx, desk.id, session.member.id, &secret.identity)
            .await?;
        let (roster, keys) = self.next_roster(&mut tx, &current, change, keys).await?;
        let signature = roster.sign(session.member.id.0, &secret.signing);
        let mut draft = Draft {
            change,
            signed: SignedRoster {
                roster,
                signatures: vec![signature],
            },
            keys,
            proposed: vec![],
        };
        draft.proposed = secret.signing.sign(&draft.message()?).to_vec();
        self.settle_or_keep(tx, session, draft, current.signatures_needed())
            .await
    }

    /// Signs a change that another lead has proposed.
    ///
    /// # Errors
    /// `Denied` when they do not lead; `Locked`; `Conflict` when there is none, or they have signed already.
    pub async fn sign_waiting_roster(&self, session: &Session) -> Result<bool, Error> {
        let desk = authorize::<may::SignRoster>(&session.actor(), session.desk.clone())?;
        let secret = session.secret()?;
        let mut tx = self.db.begin().await?;
        rows::wait_for(&mut tx, desk.id).await?;
        let current = self.roster(&mut tx, desk.id).await?;
        let mut draft = self
            .draft_of(&mut tx, desk.id)
            .await?
            .ok_or(Error::Conflict)?;
        must_lead(&current, session)?;
        // What waits lies in the database: it is signed again only if another lead's signature still holds for it.
        if !draft.is_as_proposed(&current)? {
            tracing::error!("a waiting roster is not as its lead signed it");
            return Err(Error::Unavailable);
        }
        let mine = session.member.id.0;
        if draft
            .signed
            .signatures
            .iter()
            .any(|(member, _)| *member == mine)
        {
            return Err(Error::Conflict);
        }
        let signature = draft.signed.roster.sign(mine, &secret.signing);
        draft.signed.signatures.push(signature);
        self.settle_or_keep(tx, session, draft, current.signatures_needed())
            .await
    }

    /// Drops a change that waits.
    ///
    /// # Errors
    /// `Denied` when they do not lead.
    pub async fn drop_waiting_roster(&self, session: &Session) -> Result<(), Error> {
        let desk = authorize::<may::SignRoster>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.begin().await?;
        rows::wait_for(&mut tx, desk.id).await?;
        if let Some(text) = rows::roster_draft(&mut tx, desk.id).await? {
            rows::drop_roster_draft(&mut tx, desk.id).await?;
            // One that cannot be read must not stay for ever.
            let draft = serde_json::from_str::<Draft>(&text).ok();
            let fact = DeskFact::RosterDropped {
                desk: desk.id,
                version: draft.map_or(0, |draft| i64::from(draft.signed.roster.version)),
            };
            let by = ActedBy::Member(session.member.id);
            self.desk_fact(&mut tx, fact, by).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(crate) async fn draft_of(&self, tx: &mut Tx, desk: DeskId) -> Result<Option<Draft>, Error> {
        rows::roster_draft(tx, desk)
            .await?
            .map(|text| serde_json::from_str(&text).map_err(|_| Error::Internal(141)))
            .transpose()
    }

    /// The roster after a change, and the desk's keys that go with it.
    async fn next_roster(
        &self,
        tx: &mut Tx,
        current: &Roster,
        change: RosterChange,
        held: Vec<(i64, Identity)>,
    ) -> Result<(Roster, Vec<(i64, MemberId, Vec<u8>)>), Error> {
        let desk = DeskId(current.desk);
        let mut next = Roster {
            version: self.free_version(tx, current).await?,
            previous: current.hash(),
            ..current.clone()
        };
        let (member, recipient, verifying) = rows::member(tx, change.member())
            .await?
            .filter(|(m, ..)| m.desk == desk)
            .ok_or(Error::Conflict)?;
        let at = next.members.iter().position(|m| m.member == member.id.0);
        let listed = |roles: Roles| RosterMember {
            member: member.id.0,
            recipient: recipient.clone(),
            verifying,
            reads_desk: roles.reads_desk(),
            custodian: roles.has(Role::Custodian),
            lead: roles.has(Role::Supervisor),
        };
        let mut keys = Vec::new();
        match (change, at) {
            (RosterChange::Admit(_), None) if member.active => {
                next.members.push(listed(member.roles))
            }
            // What is so already is not signed again.
            (RosterChange::Roles(_, roles), Some(at))
                if roles != member.roles || next.members[at] != listed(roles) =>
            {
                next.members[at] = listed(roles);
            }
            (RosterChange::Remove(_), Some(at)) => {
                next.members.remove(at);
            }
            _ => return Err(Error::Conflict),
        }
        // Without a lead nobody could sign again; without a custodian, names would go to the whole desk.
        let keeps = |role: fn(&RosterMember) -> bool| {
            next.members.iter().any(role) || !current.members.iter().any(role)
        };
        if !keeps(|m| m.lead) || !keeps(|m| m.custodian) {
            return Err(Error::Conflict);
        }
        let loses = Loses::by(change, current);
        self.may_lose(tx, &next, (member.id, member.active), loses)
            .await?;
        if loses.reading {
            // Who no longer reads must not read what comes from now on: a new key for those who stay.
            let key = Identity::generate();
            let newest = rows::newest_epoch(tx, desk).await?;
            let newest = u32::try_from(newest).map_err(|_| Error::Internal(148))?;
            next.epoch = next.epoch.max(newest) + 1;
            next.desk_recipient = key.recipient().to_string();
            for reader in next.members.iter().filter(|m| m.reads_desk) {
                keys.push(self.sealed_desk_key(desk, i64::from(next.epoch), reader, &key)?);
            }
        } else if let Some(reader) = next
            .members
            .iter()
            .find(|m| m.member == member.id.0 && m.reads_desk)
            && !at.is_some_and(|at| current.members[at].reads_desk)
        {
            // Who comes reads what the desk reads, from its first day.
            for (epoch, key) in &held {
                keys.push(self.sealed_desk_key(desk, *epoch, reader, key)?);
            }
        }
        Ok((next, keys))
    }

    fn sealed_desk_key(
        &self,
        desk: DeskId,
        epoch: i64,
        reader: &RosterMember,
        key: &Identity,
    ) -> Result<(i64, MemberId, Vec<u8>), Error> {
        let member = MemberId(reader.member);
        let to: Recipient = reader.recipient.parse().map_err(|_| Error::Internal(142))?;
        let sealed = seal_key(&to, &self.desk_key_header(desk, epoch, member), key);
        Ok((epoch, member, sealed))
    }

    /// Puts a roster in force once enough have signed it; until then keeps it.
    async fn settle_or_keep(
        &self,
        mut tx: Tx,
        session: &Session,
        draft: Draft,
        needed: usize,
    ) -> Result<bool, Error> {
        let desk = session.desk.id;
        if draft.signed.signatures.len() < needed {
            let text = serde_json::to_string(&draft).map_err(|_| Error::Internal(143))?;
            let version = i64::from(draft.signed.roster.version);
            rows::put_roster_draft(&mut tx, &self.keys.rows, desk, version, &text).await?;
            let fact = DeskFact::RosterProposed {
                desk,
                member: draft.change.member(),
                version,
                hash: hex(&draft.signed.roster.hash()),
            };
            let by = ActedBy::Member(session.member.id);
            self.desk_fact(&mut tx, fact, by).await?;
            tx.commit().await?;
            return Ok(false);
        }
        self.settle(&mut tx, session, draft).await?;
        tx.commit().await?;
        self.forget_list(desk);
        Ok(true)
    }

    async fn settle(&self, tx: &mut Tx, session: &Session, draft: Draft) -> Result<(), Error> {
        let desk = session.desk.id;
        let roster = &draft.signed.roster;
        let member = draft.change.member();
        let (row, ..) = rows::member(tx, member).await?.ok_or(Error::Conflict)?;
        let loses = Loses::by(draft.change, &self.roster(tx, desk).await?);
        // Reports may have come since it was proposed.
        self.may_lose(tx, roster, (member, row.active), loses)
            .await?;
        let text = serde_json::to_string(&draft.signed).map_err(|_| Error::Internal(144))?;
        rows::add_roster(tx, &self.keys.rows, desk, i64::from(roster.version), &text).await?;
        // Nothing goes into force that intake would refuse.
        self.roster(tx, desk).await?;
        self.mark_roster(tx, roster).await?;
        rows::set_epoch(tx, &self.keys.rows, desk, i64::from(roster.epoch)).await?;
        for (epoch, member, sealed) in draft.keys {
            rows::add_desk_key(tx, &self.keys.rows, desk, epoch, member, sealed).await?;
        }
        let by = ActedBy::Member(session.member.id);
        self.take_from(tx, desk, member, loses).await?;
        match draft.change {
            // Whoever may do something else from now on unlocks anew, and works under another cookie.
            RosterChange::Admit(_) => accounts::lock_all(tx, member).await?,
            RosterChange::Roles(_, roles) => {
                rows::set_roles(tx, &self.keys.rows, desk, member, roles).await?;
                accounts::lock_all(tx, member).await?;
            }
            RosterChange::Remove(_) => {
                rows::set_active(tx, &self.keys.rows, desk, member, false).await?;
                self.forget_member(tx, member).await?;
                self.desk_fact(tx, DeskFact::MemberRemoved { desk, member }, by)
                    .await?;
            }
        }
        rows::drop_roster_draft(tx, desk).await?;
        let fact = DeskFact::RosterSigned {
            desk,
            epoch: i64::from(roster.epoch),
            version: i64::from(roster.version),
            hash: hex(&roster.hash()),
        };
        self.desk_fact(tx, fact, by).await
    }

    /// The keys that members of a desk sign with, as its proven rosters name them.
    pub(crate) async fn signers(&self, tx: &mut Tx, desk: DeskId) -> Result<Signers, Error> {
        let chain = self.chain(tx, desk).await?;
        let members = chain.iter().flat_map(|signed| &signed.roster.members);
        Ok(members.map(|m| (MemberId(m.member), m.verifying)).collect())
    }

    /// The newest roster of a desk, proven by its chain.
    pub(crate) async fn roster(&self, tx: &mut Tx, desk: DeskId) -> Result<Roster, Error> {
        let chain = self.chain(tx, desk).await?;
        let newest = chain.last().map(|signed| signed.roster.clone());
        newest.ok_or(Error::Unavailable)
    }

    async fn chain(&self, tx: &mut Tx, desk: DeskId) -> Result<Arc<Vec<SignedRoster>>, Error> {
        let (founding, chain) = rows::rosters(tx, desk).await?.ok_or_else(refused)?;
        let texts = std::iter::once(&founding).chain(&chain);
        self.proven
            .chain(desk, texts, || self.prove_chain(desk, &founding, &chain))
    }

    fn prove_chain(
        &self,
        desk: DeskId,
        founding: &str,
        chain: &[String],
    ) -> Result<Vec<SignedRoster>, Error> {
        let founding: FoundingRoster = serde_json::from_str(founding).map_err(|_| refused())?;
        let chain = chain
            .iter()
            .map(|signed| serde_json::from_str::<SignedRoster>(signed))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| refused())?;
        watchpost_vault::verify_chain(&founding, &chain, &self.keys.installation.verifying_key())
            .map_err(|_| refused())?;
        // The chain is the founding's; the founding must be this desk's.
        if founding.desk != desk.0 || founding.installation != self.installation.0 {
            return Err(refused());
        }
        Ok(chain)
    }
}

fn refused() -> Error {
    tracing::error!("a roster is not signed as it must be; reports to its desk are refused");
    Error::Unavailable
}

/// The last proven chain of each desk, found again by the hash of its texts: the same bytes are not proven twice.
#[derive(Default)]
pub(crate) struct Proven(Mutex<HashMap<DeskId, ProvenChain>>);

/// The hash of a chain's texts, and what they say.
type ProvenChain = ([u8; 32], Arc<Vec<SignedRoster>>);

impl Proven {
    fn chain<'a>(
        &self,
        desk: DeskId,
        texts: impl Iterator<Item = &'a String>,
        prove: impl FnOnce() -> Result<Vec<SignedRoster>, Error>,
    ) -> Result<Arc<Vec<SignedRoster>>, Error> {
        let mut hash = Sha256::new();
        for text in texts {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
        let hash: [u8; 32] = hash.finalize().into();
        let known = self.known(desk).filter(|(of, _)| *of == hash);
        if let Some((_, chain)) = known {
            return Ok(chain);
        }
        let chain = Arc::new(prove()?);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(desk, (hash, Arc::clone(&chain)));
        Ok(chain)
    }

    fn known(&self, desk: DeskId) -> Option<ProvenChain> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&desk).cloned()
    }
}

/// The roles of a member, as far as the signed roster agrees with the row: none for those who are not on it, or not with
/// these keys.
pub(crate) fn believed(
    roster: &Roster,
    member: &Member,
    recipient: &str,
    verifying: &[u8; 32],
) -> Roles {
    let listed = roster
        .members
        .iter()
        .find(|m| m.member == member.id.0 && m.recipient == recipient && m.verifying == *verifying);
    let Some(listed) = listed else {
        return Roles::default();
    };
    let agrees = |role: &Role| match role {
        Role::Intake | Role::CaseOfficer => listed.reads_desk,
        Role::Supervisor => listed.lead,
        Role::Custodian => listed.custodian,
        Role::Analyst | Role::Auditor | Role::Administrator | Role::Monitor => true,
    };
    Roles::of(member.roles.iter().filter(agrees))
}

/// Only leads sign: a signature of anybody else would only spoil the change.
fn must_lead(roster: &Roster, session: &Session) -> Result<(), Error> {
    match roster
        .leads()
        .any(|lead| lead.member == session.member.id.0)
    {
        true => Ok(()),
        false => Err(Error::Denied(Denied::Forbidden(may::SignRoster::NAME))),
    }
}

/// Whether a waiting roster follows the present one and every signature under it is a lead's.
fn is_as_proposed(current: &Roster, waiting: &SignedRoster) -> bool {
    let message = waiting.roster.canonical_bytes();
    let is_signed = |(member, signature): &(uuid::Uuid, Vec<u8>)| {
        current.leads().any(|lead| {
            let signature = signature.as_slice().try_into();
            lead.member == *member
                && signature.is_ok_and(|s| verify_signature(&lead.verifying, &message, s))
        })
    };
    waiting.roster.previous == current.hash()
        && !waiting.signatures.is_empty()
        && waiting.signatures.iter().all(is_signed)
}
