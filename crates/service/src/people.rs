//! The people of a desk, as colleagues see them, and the audit of what was changed about the desk.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use watchpost_domain::{
    Fact, MemberId,
    cases::content::ActedBy,
    fact::DeskFact,
    network::Member,
    policy::{authorize, desks as may},
};
use watchpost_store::{DeskRecorded, Tx, accounts, apply_desk, desks as rows};
use watchpost_vault::{commit, new_salt};

use crate::{
    Error, Platform,
    accounts::{Session, WaitingInvitation},
    roster::RosterChange,
    sealing::hex,
};

/// A member as colleagues see them.
pub struct Person {
    pub member: Member,
    /// Whether the signed roster names them: only then can they read.
    pub on_roster: bool,
    /// Signs rosters.
    pub lead: bool,
    /// The first signs of the hash of their public keys, to be compared by voice.
    pub fingerprint: String,
}

/// The people of a desk.
pub struct People {
    pub people: Vec<Person>,
    pub invitations: Vec<WaitingInvitation>,
    /// A change of the roster that waits for another lead.
    pub waiting: Option<WaitingChange>,
    /// Which roster is in force, for everybody to compare: its version, and the first signs of its hash.
    pub roster: (u32, String),
}

/// A change of the roster that waits for another signature.
pub struct WaitingChange {
    pub change: RosterChange,
    pub signed_by: Vec<MemberId>,
    pub needed: usize,
}

/// A line of the audit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AuditLine {
    pub salt: String,
    pub fact: Fact,
    pub by: ActedBy,
    pub at: jiff::Timestamp,
}

/// Lines of the audit that are shown at once.
const AUDIT_PAGE: i64 = 200;

/// Some lines of the audit, and where the next page begins.
pub struct AuditPage {
    pub lines: Vec<AuditLine>,
    pub next: Option<String>,
}

fn place_of(text: &str) -> Option<(i64, Uuid)> {
    let (at, id) = text.split_once('.')?;
    Some((at.parse().ok()?, Uuid::parse_str(id).ok()?))
}

impl Platform {
    /// The people of one's own desk.
    ///
    /// # Errors
    /// `Denied` when they may not know them.
    pub async fn people(&self, session: &Session) -> Result<People, Error> {
        let desk = authorize::<may::Know>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.read().await?;
        let roster = self.roster(&mut tx, desk.id).await?;
        let mut people = Vec::new();
        for member in rows::members(&mut tx, desk.id).await? {
            let (_, recipient, verifying) = rows::member(&mut tx, member.id)
                .await?
                .ok_or(Error::Internal(140))?;
            let listed = roster.members.iter().find(|m| m.member == member.id.0);
            people.push(Person {
                on_roster: listed
                    .is_some_and(|m| m.recipient == recipient && m.verifying == verifying),
                lead: listed.is_some_and(|m| m.lead),
                fingerprint: fingerprint(&recipient, &verifying),
                member,
            });
        }
        let invitations = accounts::invitations(&mut tx, desk.id, self.hour()).await?;
        let waiting = self.draft_of(&mut tx, desk.id).await?;
        Ok(People {
            roster: (roster.version, in_groups(&roster.hash())),
            people,
            invitations: invitations
                .into_iter()
                .map(|i| WaitingInvitation {
                    id: i.id,
                    desk: desk.name.clone(),
                    name: i.name,
                    roles: i.roles,
                })
                .collect(),
            waiting: waiting.map(|draft| WaitingChange {
                change: draft.change,
                signed_by: draft
                    .signed
                    .signatures
                    .iter()
                    .map(|(m, _)| MemberId(*m))
                    .collect(),
                needed: roster.signatures_needed(),
            }),
        })
    }

    /// Writes what happened to a desk: its line for the audit, and its commitment.
    pub(crate) async fn desk_fact(
        &self,
        tx: &mut Tx,
        fact: DeskFact,
        by: ActedBy,
    ) -> Result<(), Error> {
        let salt = new_salt();
        let line = AuditLine {
            salt: hex(&salt),
            fact: Fact::Desk(fact.clone()),
            by,
            at: self.now(),
        };
        let text = serde_json::to_string(&line).map_err(|_| Error::Internal(145))?;
        let commitment = commit(&salt, text.as_bytes());
        let recorded = DeskRecorded {
            fact,
            line: text,
            at: self.second(),
            commitment,
        };
        Ok(apply_desk(tx, &self.keys.rows, recorded).await?)
    }

    /// What happened to the desk, newest first: a page of it, which begins after the place that an earlier page gave.
    ///
    /// # Errors
    /// `Denied` when they may not see it.
    pub async fn audit(&self, session: &Session, after: Option<&str>) -> Result<AuditPage, Error> {
        let desk = authorize::<may::SeeAudit>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.read().await?;
        let after = after.and_then(place_of);
        let mut found = rows::audit(&mut tx, desk.id, after, AUDIT_PAGE + 1).await?;
        let shown = usize::try_from(AUDIT_PAGE).unwrap_or(usize::MAX);
        let more = found.len() > shown;
        found.truncate(shown);
        let last = found.last().filter(|_| more).map(|line| line.place);
        let lines = found
            .iter()
            .map(|line| serde_json::from_str(&line.text).map_err(|_| Error::Internal(146)));
        Ok(AuditPage {
            lines: lines.collect::<Result<_, _>>()?,
            next: last.map(|(at, id)| format!("{at}.{}", id.simple())),
        })
    }
}

/// The first 80 bits of a hash over both public keys, in groups of four.
pub(crate) fn fingerprint(recipient: &str, verifying: &[u8; 32]) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::new()
        .chain_update(recipient.as_bytes())
        .chain_update(verifying)
        .finalize();
    in_groups(&hash)
}

/// The first 80 bits of a hash in groups of four.
fn in_groups(hash: &[u8]) -> String {
    let text = hex(&hash[..10]);
    let groups: Vec<&str> = (0..5).map(|i| &text[4 * i..4 * i + 4]).collect();
    groups.join(" ")
}
