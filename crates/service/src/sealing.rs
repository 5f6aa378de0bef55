//! Sealing what happened: parts, grants, work-list records, and the history line that opens the commitment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, Fact, GrantId, MemberId, PartId,
    cases::content::{ActedBy, Committed, HistoryPart},
    cases::index::{Change, IndexRecord},
    fact::CaseAct,
    sealed::{
        Audience, Compartment, Lying, PartKind, Reader, RecordId, SealedGrant, SealedIndex,
        SealedPart,
    },
};
use watchpost_store::{Recorded, statistics::Counting};
use watchpost_vault as vault;

use crate::{Error, Platform, Working, proof};

/// The key a compartment's new parts are sealed to, and its epoch.
pub(crate) type To<'a> = (&'a vault::Recipient, i64);

/// The keys that members of a desk sign with, those who left included: what they gave stays given until it is taken.
pub(crate) type Signers = BTreeMap<MemberId, [u8; 32]>;

/// The public halves of a case's compartments.
pub(crate) type Recipients = BTreeMap<Compartment, (vault::Recipient, i64)>;

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, b| {
            text.push_str(&format!("{b:02x}"));
            text
        })
}

fn compartment(c: Compartment) -> vault::Compartment {
    match c {
        Compartment::Identity => vault::Compartment::Identity,
        Compartment::Narrative => vault::Compartment::Narrative,
        Compartment::Team => vault::Compartment::Team,
        Compartment::Room => vault::Compartment::Room,
        Compartment::Original => vault::Compartment::Original,
        Compartment::Derivative => vault::Compartment::Derivative,
    }
}

/// Epochs, versions and codes are small and never negative; a damaged row opens nothing.
fn small(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A line of a history, with what its commitment is made of.
pub(crate) struct Line {
    pub history: HistoryPart,
    salt: [u8; 32],
    pub commitment: [u8; 32],
}

/// What is sealed in a part: random bytes, so that a hash of it tells nothing, and what it says.
#[derive(Serialize)]
struct Salted<'a, T> {
    salt: String,
    said: &'a T,
}

/// The same, read.
#[derive(Deserialize)]
pub(crate) struct Saying<T> {
    pub said: T,
}

impl Platform {
    pub(crate) fn part_header(&self, part: &SealedPart) -> vault::Header {
        vault::Header {
            installation: self.installation.0,
            scope: part.case.0,
            compartment: compartment(part.compartment),
            epoch: small(part.epoch),
            item: part.id.0,
            version: small(part.version),
            kind: small(part.kind.code()) as u16,
        }
    }

    fn grant_header(&self, grant: &SealedGrant) -> vault::Header {
        vault::Header {
            installation: self.installation.0,
            scope: grant.case.0,
            compartment: vault::Compartment::Grant,
            epoch: small(grant.epoch),
            item: grant.id.0,
            version: 1,
            kind: small(grant.compartment.code()) as u16,
        }
    }

    pub(crate) fn index_header(&self, record: &SealedIndex) -> vault::Header {
        let (scope, compartment) = match record.audience {
            Audience::Desk(desk) => (desk.0, vault::Compartment::DeskIndex),
            Audience::Member(member) => (member.0, vault::Compartment::MemberIndex),
        };
        vault::Header {
            installation: self.installation.0,
            scope,
            compartment,
            epoch: small(record.epoch),
            item: Uuid::from_u64_pair(0, record.id.0.cast_unsigned()),
            version: 1,
            // A record as it was written, and a folded list, have different contents.
            kind: if record.level == 0 { 1 } else { 2 },
        }
    }

    /// Seals a content as a part.
    pub(crate) fn seal_part<T: Serialize>(
        &self,
        to: To,
        case: CaseId,
        place: (PartId, Compartment, PartKind),
        content: &T,
    ) -> Result<SealedPart, Error> {
        let (id, compartment, kind) = place;
        let salted = Salted {
            salt: hex(&vault::new_salt()),
            said: content,
        };
        let plain =
            vault::Zeroizing::new(serde_json::to_vec(&salted).map_err(|_| Error::Internal(40))?);
        let mut part = SealedPart {
            id,
            case,
            compartment,
            kind,
            epoch: to.1,
            version: 1,
            lying: Lying::InRow(Vec::new()),
            said: Some(proof::said(&plain)),
        };
        part.lying = Lying::InRow(vault::seal(to.0, &self.part_header(&part), &plain));
        Ok(part)
    }

    /// Opens a part that lies in its row.
    pub(crate) fn open_part<T: DeserializeOwned>(
        &self,
        with: &vault::Identity,
        part: &SealedPart,
    ) -> Result<T, Error> {
        let plain = self.open_plain(with, part)?;
        let saying: Saying<T> = serde_json::from_slice(&plain).map_err(|_| Error::Internal(42))?;
        Ok(saying.said)
    }

    /// The same, as it was sealed, with the random bytes: what a commitment was made over.
    pub(crate) fn open_plain(
        &self,
        with: &vault::Identity,
        part: &SealedPart,
    ) -> Result<vault::Opened<Vec<u8>>, Error> {
        let Lying::InRow(sealed) = &part.lying else {
            return Err(Error::Internal(41));
        };
        Ok(vault::open(with, &self.part_header(part), sealed)?)
    }

    /// Gives a compartment's key to a reader; signed by the installation, since nobody is signed in when a report comes, or
    /// when its sender writes again.
    pub(crate) fn seal_grant(
        &self,
        case: CaseId,
        (compartment, epoch): (Compartment, i64),
        key: &vault::Identity,
        (reader, to): (Reader, &vault::Recipient),
        until: Option<Day>,
    ) -> SealedGrant {
        let mut grant = SealedGrant {
            id: GrantId(Uuid::new_v4()),
            case,
            compartment,
            epoch,
            recipient: key.recipient().to_string(),
            reader,
            sealed: Vec::new(),
            signature: Vec::new(),
            given_by: None,
            expires: until,
            because: None,
        };
        grant.sealed = vault::seal_key(to, &self.grant_header(&grant), key);
        grant.signature = self.keys.installation.sign(&grant_bytes(&grant)).to_vec();
        grant
    }

    /// Opens a grant with its reader's key.
    pub(crate) fn open_grant(
        &self,
        with: &vault::Identity,
        grant: &SealedGrant,
    ) -> Result<vault::Identity, Error> {
        Ok(vault::open_key(
            with,
            &self.grant_header(grant),
            &grant.sealed,
        )?)
    }

    /// The same, given and signed by a member with this fact.
    pub(crate) fn seal_grant_by(
        &self,
        who: &Working<'_>,
        with: &Recorded,
        (compartment, epoch): (Compartment, i64),
        key: &vault::Identity,
        (reader, to): (Reader, &vault::Recipient),
        until: Option<Day>,
    ) -> SealedGrant {
        let mut grant = SealedGrant {
            id: GrantId(Uuid::new_v4()),
            case: with.fact.case,
            compartment,
            epoch,
            recipient: key.recipient().to_string(),
            reader,
            sealed: Vec::new(),
            signature: Vec::new(),
            given_by: Some(who.member.member),
            expires: until,
            because: Some(with.because.to_vec()),
        };
        grant.sealed = vault::seal_key(to, &self.grant_header(&grant), key);
        grant.signature = who.unlocked.signing.sign(&grant_bytes(&grant)).to_vec();
        grant
    }

    /// Whether a grant is as its giver signed it: the installation, or a member with a key that a roster of the desk has
    /// named.
    pub(crate) fn grant_is_signed(&self, grant: &SealedGrant, signers: &Signers) -> bool {
        let key = match grant.given_by {
            None => self.keys.installation.verifying_key(),
            Some(member) => match signers.get(&member) {
                Some(key) => *key,
                None => return false,
            },
        };
        <&[u8; 64]>::try_from(grant.signature.as_slice())
            .is_ok_and(|s| vault::verify_signature(&key, &grant_bytes(grant), s))
    }

    /// A record for a work list.
    pub(crate) fn seal_index(
        &self,
        to: &vault::Recipient,
        audience: Audience,
        epoch: i64,
        case: CaseId,
        change: Change,
    ) -> Result<SealedIndex, Error> {
        let record = IndexRecord {
            case,
            at: self.now(),
            change,
        };
        let plain =
            vault::Zeroizing::new(serde_json::to_vec(&record).map_err(|_| Error::Internal(43))?);
        let mut sealed = SealedIndex {
            id: record_id(),
            audience,
            epoch,
            level: 0,
            sealed: Vec::new(),
        };
        sealed.sealed = self.batches.seal(
            audience,
            to,
            &self.index_header(&sealed),
            &plain,
            self.second(),
        );
        Ok(sealed)
    }

    /// The line of a history for a fact and what came with it, and its commitment.
    pub(crate) fn line(
        &self,
        fact: Fact,
        by: ActedBy,
        parts: &[SealedPart],
    ) -> Result<Line, Error> {
        let digests = parts.iter().filter_map(|part| match &part.lying {
            Lying::InRow(bytes) => Some((part.id.to_string(), hex(&Sha256::digest(bytes)))),
            Lying::InFiles { .. } => None,
        });
        let said = parts.iter().filter_map(|part| {
            let said = part.said.clone()?;
            Some((part.id.to_string(), said))
        });
        let by_salt = vault::new_salt();
        let committed = Committed {
            fact,
            who: proof::who(&by_salt, &by)?,
            at: self.now(),
            parts: digests.collect(),
            said: said.collect(),
        };
        let salt = vault::new_salt();
        let commitment = vault::commit(
            &salt,
            &serde_json::to_vec(&committed).map_err(|_| Error::Internal(45))?,
        );
        let history = HistoryPart {
            salt: hex(&salt),
            committed,
            by,
            by_salt: hex(&by_salt),
        };
        Ok(Line {
            history,
            salt,
            commitment,
        })
    }

    /// Turns a fact of a case into what is written: adds its history line, which holds the opening of the commitment.
    pub(crate) fn record(
        &self,
        fact: Fact,
        by: ActedBy,
        mut parts: Vec<SealedPart>,
        recipients: &Recipients,
    ) -> Result<Recorded, Error> {
        let Fact::Case(case_fact) = fact.clone() else {
            return Err(Error::Internal(44));
        };
        let case = case_fact.case;
        let Line {
            history,
            salt,
            commitment,
        } = self.line(fact, by, &parts)?;
        let home = history_home(&case_fact.act);
        let (to, epoch) = recipients.get(&home).ok_or(Error::Internal(46))?;
        parts.push(self.seal_part(
            (to, *epoch),
            case,
            (PartId(Uuid::new_v4()), home, PartKind::History),
            &history,
        )?);
        Ok(Recorded {
            clocks: None,
            kept: None,
            counting: Counting::AsBefore,
            fact: case_fact,
            by: match by {
                ActedBy::Member(member) => Some(member),
                ActedBy::Reporter
                | ActedBy::Operator
                | ActedBy::Installation
                | ActedBy::Desk
                | ActedBy::Party => None,
            },
            day: self.today(),
            parts,
            grants: vec![],
            laid_by: vec![],
            index: vec![],
            reporter: None,
            commitment,
            because: Sha256::new()
                .chain_update(b"watchpost/v1/because\0")
                .chain_update(salt)
                .chain_update(commitment)
                .finalize()
                .into(),
        })
    }
}

/// Lines that the reporter sees are sealed to what the reporter reads.
fn history_home(act: &CaseAct) -> Compartment {
    if act.shown_to_reporter() {
        Compartment::Narrative
    } else {
        Compartment::Team
    }
}

/// What the signature of a grant covers: all of it but the signature.
fn grant_bytes(grant: &SealedGrant) -> Vec<u8> {
    let reader = match grant.reader {
        Reader::Desk { epoch } => format!("desk {epoch}"),
        Reader::Member(member) => format!("member {member}"),
        Reader::Reporter => "reporter".to_owned(),
    };
    let given_by = grant
        .given_by
        .map_or_else(|| "installation".to_owned(), |m| m.to_string());
    let expires = grant.expires.map_or(-1, |d| d.0);
    let because = hex(grant.because.as_deref().unwrap_or_default());
    let head = format!(
        "watchpost/v1/grant\n{}\n{}\n{}\n{}\n{}\n{reader}\n{given_by}\n{expires}\n{because}\n",
        grant.id,
        grant.case,
        grant.compartment.code(),
        grant.epoch,
        grant.recipient
    );
    [head.as_bytes(), Sha256::digest(&grant.sealed).as_slice()].concat()
}

/// A place for a record of a work list.
pub(crate) fn record_id() -> RecordId {
    RecordId(Uuid::new_v4().as_u64_pair().0.cast_signed())
}
