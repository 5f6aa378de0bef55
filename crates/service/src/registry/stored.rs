//! Records as they lie in their rows: without what all of a batch have in common, and sealed where they are internal.

use serde::{Deserialize, Serialize};
use watchpost_domain::{
    ClaimId, CompanyId,
    registry::{Audience, Change, Claim, Confidence, Entry, Fact, Record, Source, Validity},
};
use watchpost_store::{
    Tx,
    registry::{self as rows, Batch, Written},
};

use crate::{Error, Platform};

const TABLE: &str = "registry_record";
const CHANGES: &str = "registry_change";
const COLUMN: &str = "entry";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Stored {
    Claim(StoredClaim),
    Correction {
        of: ClaimId,
        why: String,
        claim: StoredClaim,
    },
    TakenBack {
        of: ClaimId,
        why: String,
    },
}

#[derive(Serialize, Deserialize)]
struct StoredClaim {
    fact: Fact,
    confidence: Confidence,
    valid: Validity,
    audience: Audience,
    /// Where it is not that of the batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
}

impl StoredClaim {
    fn of(claim: Claim, shared: Option<&Source>) -> Self {
        Self {
            source: Some(claim.source).filter(|own| Some(own) != shared),
            fact: claim.fact,
            confidence: claim.confidence,
            valid: claim.valid,
            audience: claim.audience,
        }
    }

    fn whole(self, shared: Option<&Source>) -> Option<Claim> {
        Some(Claim {
            source: self.source.or_else(|| shared.cloned())?,
            fact: self.fact,
            confidence: self.confidence,
            valid: self.valid,
            audience: self.audience,
        })
    }
}

/// Whether an entry is only for those who see all of the registry. Why something was taken back is.
pub(super) fn is_internal(entry: &Entry) -> bool {
    match entry {
        Entry::Claim(claim) => claim.audience == Audience::Internal,
        Entry::Correction { .. } | Entry::TakenBack { .. } => true,
    }
}

/// The source that entries have in common, where one of them is for everybody: it lies in the open with them.
pub(super) fn shared_source<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Option<Source> {
    let mut public = entries.into_iter().filter_map(|entry| match entry {
        Entry::Claim(claim) if !is_internal(entry) => Some(claim.source.clone()),
        _ => None,
    });
    public.next()
}

impl Platform {
    /// By what the companies are found that name this one: it ties nothing to it without a key of the server.
    pub(super) fn company_mark(&self, company: CompanyId) -> [u8; 32] {
        self.keys.cookies.lookup(&format!("registry\n{company}"))
    }

    /// A change of grouping for its row: why it was made is nobody's but the desks'.
    pub(super) fn sealed_change(&self, change: &Change) -> Result<(i64, Vec<u8>), Error> {
        let plain = serde_json::to_vec(change).map_err(|_| Error::Internal(324))?;
        let row = change.serial.to_le_bytes();
        let sealed = self.keys.columns.seal(CHANGES, &row, "sealed", &plain);
        Ok((change.serial, sealed))
    }

    /// The changes of grouping after this one.
    pub(super) async fn changes_after(
        &self,
        tx: &mut Tx,
        after: i64,
    ) -> Result<Vec<Change>, Error> {
        let all = rows::changes(tx, &self.keys.rows, after).await?;
        let opened = all.into_iter().map(|(serial, sealed)| {
            let row = serial.to_le_bytes();
            let plain = self.keys.columns.open(CHANGES, &row, "sealed", &sealed)?;
            serde_json::from_slice(&plain).map_err(|_| Error::Internal(325))
        });
        opened.collect()
    }

    /// A record for its row. What names its source as the batch does, is written without it; what is internal keeps its own, sealed.
    pub(super) fn stored(&self, record: Record, shared: Option<&Source>) -> Result<Written, Error> {
        let internal = is_internal(&record.entry);
        let shared = shared.filter(|_| !internal);
        let stored = match record.entry {
            Entry::Claim(claim) => Stored::Claim(StoredClaim::of(claim, shared)),
            Entry::Correction { of, why, claim } => Stored::Correction {
                of,
                why,
                claim: StoredClaim::of(claim, shared),
            },
            Entry::TakenBack { of, why } => Stored::TakenBack { of, why },
        };
        let plain = serde_json::to_vec(&stored).map_err(|_| Error::Internal(300))?;
        let entry = match internal {
            true => self
                .keys
                .columns
                .seal(TABLE, record.id.0.as_bytes(), COLUMN, &plain),
            false => plain,
        };
        Ok(Written {
            id: record.id,
            serial: record.serial,
            company: record.company,
            internal,
            entry,
        })
    }

    /// The record of a row.
    pub(super) fn opened_record(
        &self,
        (written, batch): (Written, &Batch),
    ) -> Result<Record, Error> {
        let plain = match written.internal {
            true => {
                let id = written.id.0;
                let opened =
                    self.keys
                        .columns
                        .open(TABLE, id.as_bytes(), COLUMN, &written.entry)?;
                opened.to_vec()
            }
            false => written.entry,
        };
        let stored = serde_json::from_slice(&plain).map_err(|_| Error::Internal(301))?;
        let source = batch.source.as_deref().map(serde_json::from_str);
        let source = source.transpose().map_err(|_| Error::Internal(302))?;
        let entry = match stored {
            Stored::Claim(claim) => claim.whole(source.as_ref()).map(Entry::Claim),
            Stored::Correction { of, why, claim } => {
                let claim = claim.whole(source.as_ref());
                claim.map(|claim| Entry::Correction { of, why, claim })
            }
            Stored::TakenBack { of, why } => Some(Entry::TakenBack { of, why }),
        };
        Ok(Record {
            id: written.id,
            company: written.company,
            serial: written.serial,
            on: batch.on,
            by: batch.by,
            entry: entry.ok_or(Error::Internal(303))?,
        })
    }
}
