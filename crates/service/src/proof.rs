//! What anybody can check without us: that a line of a case's history is in the public log, and what it says.
//!
//! A proof is a C2SP tlog-proof whose extra data is the opening of the entry, as JSON: the salt and the text that the entry commits to,
//! and what was said in the parts that its holder reads, each word for word as it was sealed. What says who reported is in no proof.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use watchpost_domain::{
    CaseId, Denied, Fact,
    cases::{
        self,
        content::{ActedBy, Committed, Content, HistoryPart},
    },
    fact::CaseAct,
    policy::cases as may,
    sealed::{Compartment, PartKind, SealedPart},
};
use watchpost_store::{Tx, cases as rows};
use watchpost_tlog::{Checkpoint, LogProof, NoteVerifier, leaf_hash};
use watchpost_vault as vault;

use crate::{Error, Platform, Working, reading::CaseKeys, sealing::Saying, sealing::hex};

/// What an opening calls itself.
const OPENS: &str = "watchpost/v1/opening";

/// The opening of an entry.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opening {
    opens: String,
    /// In hex.
    salt: String,
    /// The text that the entry commits to; it is hashed as it stands here.
    committed: String,
    /// Who acted, and the random bytes that show it, where the holder of the proof may know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<ByWhom>,
    /// What the parts that came with it say, by part, as it was sealed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    said: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByWhom {
    who: ActedBy,
    salt: String,
}

/// What a proof proves.
pub struct Proven {
    /// The state of the log that it is proven for.
    pub checkpoint: Checkpoint,
    /// The signed checkpoint, word for word.
    pub note: String,
    pub index: u64,
    /// When it was, by the clock of the server.
    pub at: Timestamp,
    /// What was done.
    pub act: &'static str,
    /// Who did it, where the proof shows it.
    pub by: Option<ActedBy>,
    pub said: Vec<Content>,
}

impl Proven {
    /// Whether these bytes, of a text or of a file, are among what was said.
    pub fn says(&self, bytes: &[u8]) -> bool {
        let hash = hex(&Sha256::digest(bytes));
        let text = std::str::from_utf8(bytes).ok().map(str::trim_end);
        self.said.iter().any(|content| match content {
            Content::File(file) => file.sha256 == hash,
            other => text.is_some_and(|text| other.texts().contains(&text)),
        })
    }
}

/// Why a proof proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum NotProven {
    #[error(transparent)]
    Log(#[from] watchpost_tlog::ProofError),
    #[error("it does not say what it proves")]
    Closed,
    #[error("what it says of who acted is not what stands in the log")]
    Who,
    #[error("what it says was said is not what stands in the log")]
    Said,
}

/// Checks a proof with the key of the log alone, and gives what it proves.
///
/// # Errors
/// Says what is wrong with it.
pub fn check(text: &str, log: &NoteVerifier) -> Result<Proven, NotProven> {
    let proof = LogProof::parse(text)?;
    let opening = proof.extra.as_deref().ok_or(NotProven::Closed)?;
    let opening: Opening = serde_json::from_slice(opening).map_err(|_| NotProven::Closed)?;
    if opening.opens != OPENS {
        return Err(NotProven::Closed);
    }
    let salt = salt_of(&opening.salt).ok_or(NotProven::Closed)?;
    let commitment = vault::commit(&salt, opening.committed.as_bytes());
    let checkpoint = proof.verify(&leaf_hash(&commitment), log)?;
    let committed: Committed =
        serde_json::from_str(&opening.committed).map_err(|_| NotProven::Closed)?;
    let by = match &opening.by {
        None => None,
        Some(by) => {
            let salt = salt_of(&by.salt).ok_or(NotProven::Who)?;
            let shown = who(&salt, &by.who).map_err(|_| NotProven::Who)?;
            Some(by.who).filter(|_| shown == committed.who)
        }
    };
    if opening.by.is_some() && by.is_none() {
        return Err(NotProven::Who);
    }
    let mut contents = Vec::new();
    for (part, plain) in &opening.said {
        if committed.said.get(part) != Some(&said(plain.as_bytes())) {
            return Err(NotProven::Said);
        }
        let saying: Saying<Content> = serde_json::from_str(plain).map_err(|_| NotProven::Closed)?;
        contents.push(saying.said);
    }
    let act = match &committed.fact {
        Fact::Case(fact) => fact.act.code(),
        Fact::Desk(fact) => fact.code(),
        Fact::Room(fact) => fact.act.code(),
    };
    Ok(Proven {
        checkpoint,
        note: proof.checkpoint,
        index: proof.index,
        at: committed.at,
        act,
        by,
        said: contents,
    })
}

/// The hash of what a part says, as it was sealed, in hex.
pub(crate) fn said(plain: &[u8]) -> String {
    let label = b"watchpost/v1/said\0".as_slice();
    hex(&Sha256::new()
        .chain_update(label)
        .chain_update(plain)
        .finalize())
}

/// The hash of who acted, in hex.
pub(crate) fn who(salt: &[u8; 32], by: &ActedBy) -> Result<String, Error> {
    let label = b"watchpost/v1/who\0".as_slice();
    let by = serde_json::to_vec(by).map_err(|_| Error::Internal(47))?;
    let hash = Sha256::new().chain_update(label).chain_update(salt);
    Ok(hex(&hash.chain_update(by).finalize()))
}

fn salt_of(text: &str) -> Option<[u8; 32]> {
    if !text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..text.len() / 2)
        .map(|i| u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok())
        .collect();
    bytes?.try_into().ok()
}

/// The number of a line in the history of its case, or its room.
pub(crate) fn number(line: &HistoryPart) -> Option<i64> {
    match &line.committed.fact {
        Fact::Case(fact) => Some(fact.version),
        Fact::Room(fact) => Some(fact.version),
        Fact::Desk(_) => None,
    }
}

impl Platform {
    /// The proof of one line, for the holder of the receipt: lines of their own, and those that they are shown. Who of the desk
    /// acted is not in it. No row is written.
    ///
    /// # Errors
    /// `Denied` when there is no such line; `Unavailable` while it has no place in the log; nothing when the cookie is over.
    pub async fn proof_for_reporter(
        &self,
        cookie: &str,
        line: i64,
    ) -> Result<Option<String>, Error> {
        let Some((keys, parts)) = self.parts_for_reporter(cookie).await? else {
            return Ok(None);
        };
        let mut tx = self.db.read().await?;
        let proof = self.proof_of(&mut tx, &keys, &parts, line, false).await?;
        proof.ok_or(Error::Unavailable).map(Some)
    }

    /// The proof of one line, for a member who reads the case. That they opened the case is in its history before it is given.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such line; `Unavailable` while it has no place in the log.
    pub async fn proof_for_member(
        &self,
        who: &Working<'_>,
        id: CaseId,
        line: i64,
    ) -> Result<String, Error> {
        let mut held = self.hold::<may::Read>(who, id).await?;
        let parts = rows::parts(&mut held.tx, &self.keys.rows, &held.case).await?;
        let proof = self
            .proof_of(&mut held.tx, &held.keys, &parts, line, true)
            .await?;
        let fact = cases::record(&held.case, CaseAct::Opened);
        self.done(held, fact, vec![], None).await?;
        proof.ok_or(Error::Unavailable)
    }

    /// The proof of one line, as far as these keys open what was said; nothing while it waits for its place.
    pub(crate) async fn proof_of(
        &self,
        tx: &mut Tx,
        keys: &CaseKeys,
        parts: &[SealedPart],
        line: i64,
        for_members: bool,
    ) -> Result<Option<String>, Error> {
        let mut found = None;
        for part in parts.iter().filter(|p| p.kind == PartKind::History) {
            let Some(key) = keys.of(part) else { continue };
            let history: HistoryPart = self.open_part(key, part)?;
            if number(&history) == Some(line) {
                found = Some(history);
            }
        }
        let history = found.ok_or(Error::Denied(Denied::NotFound))?;
        let all = |_: &SealedPart, _: &str| true;
        self.proof_showing(tx, (keys, parts), history, for_members, all)
            .await
    }

    /// The proof of a line that was opened, showing of what was said only the parts that `shows` says yes to; of the others stands that
    /// there was something.
    pub(crate) async fn proof_showing(
        &self,
        tx: &mut Tx,
        (keys, parts): (&CaseKeys, &[SealedPart]),
        history: HistoryPart,
        for_members: bool,
        shows: impl Fn(&SealedPart, &str) -> bool,
    ) -> Result<Option<String>, Error> {
        let mut said = BTreeMap::new();
        for part in parts
            .iter()
            .filter(|p| p.compartment != Compartment::Identity)
        {
            let id = part.id.to_string();
            let Some(key) = keys
                .of(part)
                .filter(|_| history.committed.said.contains_key(&id))
            else {
                continue;
            };
            let plain = self.open_plain(key, part)?;
            let text = std::str::from_utf8(&plain).map_err(|_| Error::Internal(48))?;
            if shows(part, text) {
                said.insert(id, text.to_owned());
            }
        }
        let committed =
            serde_json::to_string(&history.committed).map_err(|_| Error::Internal(49))?;
        let salt = salt_of(&history.salt).ok_or(Error::Internal(49))?;
        let commitment = vault::commit(&salt, committed.as_bytes());
        let shown = for_members || !matches!(history.by, ActedBy::Member(_));
        let opening = Opening {
            opens: OPENS.to_owned(),
            salt: history.salt,
            committed,
            by: shown.then_some(ByWhom {
                who: history.by,
                salt: history.by_salt,
            }),
            said,
        };
        let opening = serde_json::to_vec(&opening).map_err(|_| Error::Internal(49))?;
        self.inclusion_proof(tx, &commitment, opening).await
    }
}
