//! Who may read a desk: lists of public keys, signed by the desk's leads and chained from the founding.

use crate::{Recipient, SigningKey, derive::put_field, verify_signature};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use uuid::Uuid;

/// One version of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// The installation.
    pub installation: Uuid,
    /// The desk.
    pub desk: Uuid,
    /// Epoch of the desk's key.
    pub epoch: u32,
    /// Counts from 1, without gaps.
    pub version: u32,
    /// To whom reports are sealed: `age1pq1…`.
    pub desk_recipient: String,
    /// The members, in any order.
    pub members: Vec<RosterMember>,
    /// Hash of the version before; of the founding for version 1.
    pub previous: [u8; 32],
}

/// One member of a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterMember {
    /// The member.
    pub member: Uuid,
    /// To whom grants are sealed: `age1pq1…`.
    pub recipient: String,
    /// The key the member signs with.
    pub verifying: [u8; 32],
    /// Holds the desk's secret.
    pub reads_desk: bool,
    /// Holds a share or the recovery identity.
    pub custodian: bool,
    /// Signs rosters.
    pub lead: bool,
}

/// A roster with the signatures of leads of the version before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedRoster {
    /// What is signed.
    pub roster: Roster,
    /// Who signed, and how.
    pub signatures: Vec<(Uuid, Vec<u8>)>,
}

/// The installation's word that a desk begins with this lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundingRoster {
    /// The installation.
    pub installation: Uuid,
    /// The desk.
    pub desk: Uuid,
    /// The first lead.
    pub lead: Uuid,
    /// The key this lead signs with.
    pub lead_key: [u8; 32],
    /// Signature of the installation.
    pub signature: Vec<u8>,
}

/// Why a chain of rosters is not believed. Versions are those at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// No version at all.
    #[error("the desk has no roster")]
    Empty,
    /// The founding is not signed by this installation.
    #[error("the founding of the desk is not signed by the installation")]
    Founding,
    /// A version for another desk or installation.
    #[error("version {0} belongs to another desk")]
    WrongDesk(u32),
    /// Versions do not count on from 1, or `previous` is not the hash of the one before.
    #[error("version {0} does not follow the one before")]
    Broken(u32),
    /// The epoch went back or jumped, or key and epoch did not change together.
    #[error("version {0} changes epoch or key wrongly")]
    Epoch(u32),
    /// A member twice, a key twice, a key that is none, or no lead.
    #[error("version {0} lists its members wrongly")]
    Members(u32),
    /// Fewer valid signatures of leads than are needed.
    #[error("version {version} has {found} of {needed} signatures")]
    Signatures {
        /// The version.
        version: u32,
        /// Valid signatures of different leads.
        found: usize,
        /// Signatures needed.
        needed: usize,
    },
}

impl Roster {
    /// The bytes that are hashed and signed: the same for the same roster, whatever the order of members.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut out = b"watchpost/v1/roster\0".to_vec();
        out.extend_from_slice(self.installation.as_bytes());
        out.extend_from_slice(self.desk.as_bytes());
        out.extend_from_slice(&self.epoch.to_be_bytes());
        out.extend_from_slice(&self.version.to_be_bytes());
        out.extend_from_slice(&self.previous);
        put_field(&mut out, self.desk_recipient.as_bytes());
        let mut members: Vec<&RosterMember> = self.members.iter().collect();
        members.sort_by_key(|member| member.member);
        out.extend_from_slice(&(members.len() as u64).to_be_bytes());
        for member in members {
            out.extend_from_slice(member.member.as_bytes());
            out.extend_from_slice(&member.verifying);
            out.push(
                u8::from(member.reads_desk)
                    | u8::from(member.custodian) << 1
                    | u8::from(member.lead) << 2,
            );
            put_field(&mut out, member.recipient.as_bytes());
        }
        out
    }

    /// The hash the next version names, and the log commits to.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.canonical_bytes()).into()
    }

    /// A lead's signature, as it stands in [`SignedRoster::signatures`].
    pub fn sign(&self, lead: Uuid, key: &SigningKey) -> (Uuid, Vec<u8>) {
        (lead, key.sign(&self.canonical_bytes()).to_vec())
    }

    /// How many leads must sign the version after this one: two where there are two, else one.
    pub fn signatures_needed(&self) -> usize {
        self.leads().count().min(2)
    }

    /// The leads.
    pub fn leads(&self) -> impl Iterator<Item = &RosterMember> {
        self.members.iter().filter(|member| member.lead)
    }

    /// Each member and each key once, all keys real, and at least one lead.
    fn members_are_sound(&self) -> bool {
        let mut members = HashSet::new();
        let mut signing = HashSet::new();
        let mut reading = HashSet::new();
        self.leads().next().is_some()
            && is_recipient(&self.desk_recipient)
            && self.members.iter().all(|member| {
                members.insert(member.member)
                    && signing.insert(member.verifying)
                    && reading.insert(&member.recipient)
                    && is_recipient(&member.recipient)
            })
    }
}

/// Whether this is exactly the text of a hybrid recipient.
fn is_recipient(text: &str) -> bool {
    text.parse::<Recipient>()
        .is_ok_and(|recipient| recipient.to_string() == text)
}

impl FoundingRoster {
    /// Founds a desk.
    pub fn sign(
        installation: Uuid,
        desk: Uuid,
        lead: Uuid,
        lead_key: [u8; 32],
        installation_key: &SigningKey,
    ) -> Self {
        let mut founding = Self {
            installation,
            desk,
            lead,
            lead_key,
            signature: Vec::new(),
        };
        founding.signature = installation_key.sign(&founding.canonical_bytes()).to_vec();
        founding
    }

    /// The bytes the installation signs.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut out = b"watchpost/v1/roster/founding\0".to_vec();
        for id in [self.installation, self.desk, self.lead] {
            out.extend_from_slice(id.as_bytes());
        }
        out.extend_from_slice(&self.lead_key);
        out
    }

    /// The hash version 1 names as its `previous`.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.canonical_bytes()).into()
    }
}

/// Checks all versions of a desk's roster, oldest first. Only then is the last one to be believed.
///
/// Versions rise, and may leave some out: leads who find an older roster in the place of the newest go on with a version that none
/// had. Each hangs on the one before it by its hash all the same.
///
/// Version 1 is signed by the lead whom the installation's founding names, and lists that lead; each later version by
/// two different leads of the version before it, or by one where that version lists only one.
pub fn verify_chain(
    founding: &FoundingRoster,
    chain: &[SignedRoster],
    installation_key: &[u8; 32],
) -> Result<(), RosterError> {
    if !signed(
        installation_key,
        &founding.canonical_bytes(),
        &founding.signature,
    ) {
        return Err(RosterError::Founding);
    }
    let (first, later) = chain.split_first().ok_or(RosterError::Empty)?;
    check_form(founding, &first.roster, 1, founding.hash())?;
    check_first(founding, first)?;
    let mut before = &first.roster;
    for signed in later {
        let version = signed.roster.version;
        if version <= before.version {
            return Err(RosterError::Broken(version));
        }
        check_form(founding, &signed.roster, version, before.hash())?;
        check_step(before, signed)?;
        before = &signed.roster;
    }
    Ok(())
}

fn check_form(
    founding: &FoundingRoster,
    roster: &Roster,
    version: u32,
    previous: [u8; 32],
) -> Result<(), RosterError> {
    if roster.installation != founding.installation || roster.desk != founding.desk {
        return Err(RosterError::WrongDesk(version));
    }
    if roster.version != version || roster.previous != previous {
        return Err(RosterError::Broken(version));
    }
    if !roster.members_are_sound() {
        return Err(RosterError::Members(version));
    }
    Ok(())
}

fn check_first(founding: &FoundingRoster, first: &SignedRoster) -> Result<(), RosterError> {
    let named = |member: &RosterMember| {
        member.member == founding.lead && member.verifying == founding.lead_key
    };
    if !first.roster.leads().any(named) {
        return Err(RosterError::Members(1));
    }
    let found = count_signatures(first, &[(founding.lead, founding.lead_key)]);
    enough(1, found, 1)
}

fn check_step(before: &Roster, next: &SignedRoster) -> Result<(), RosterError> {
    let version = next.roster.version;
    let same_key = next.roster.desk_recipient == before.desk_recipient;
    let epoch_step = next.roster.epoch.checked_sub(before.epoch);
    // A new key is a new epoch and the other way round: else an epoch's key could be swapped quietly. Epochs of versions that
    // were left out are left out as well.
    if !matches!((epoch_step, same_key), (Some(0), true) | (Some(1..), false)) {
        return Err(RosterError::Epoch(version));
    }
    let leads: Vec<(Uuid, [u8; 32])> = before
        .leads()
        .map(|lead| (lead.member, lead.verifying))
        .collect();
    enough(
        version,
        count_signatures(next, &leads),
        before.signatures_needed(),
    )
}

/// How many of these leads have validly signed; each counts once.
fn count_signatures(signed_roster: &SignedRoster, leads: &[(Uuid, [u8; 32])]) -> usize {
    let message = signed_roster.roster.canonical_bytes();
    let has_signed = |(lead, key): &&(Uuid, [u8; 32])| {
        signed_roster
            .signatures
            .iter()
            .any(|(member, signature)| member == lead && signed(key, &message, signature))
    };
    leads.iter().filter(has_signed).count()
}

fn enough(version: u32, found: usize, needed: usize) -> Result<(), RosterError> {
    if found < needed {
        return Err(RosterError::Signatures {
            version,
            found,
            needed,
        });
    }
    Ok(())
}

fn signed(key: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    signature
        .try_into()
        .is_ok_and(|signature| verify_signature(key, message, signature))
}
