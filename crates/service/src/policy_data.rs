//! Policy data of an installation's own: put to use as a version that never changes, and kept in memory once it was read.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use sha2::{Digest, Sha256};
use watchpost_domain::{
    Day, PolicyData, PolicyVersion,
    cases::content::ActedBy,
    fact::DeskFact,
    procedure::{self, Procedure},
    remedies::{self, Doors},
    statistics::{self, Figures},
};
use watchpost_store::{
    Tx, desks,
    policy_data::{self as rows, Written},
    settings,
};
use watchpost_text::Lang;
use watchpost_vault::RowKey;

use crate::{Error, Platform, sealing::hex};

/// Versions that were read, by their number.
pub(crate) type Versions<T> = RwLock<BTreeMap<i64, Arc<T>>>;

/// What was read of each kind. No version ever changes.
#[derive(Default)]
pub(crate) struct Kept {
    pub procedures: Versions<Procedure>,
    pub doors: Versions<Doors>,
    pub figures: Versions<Figures>,
}

/// Why a text was not put to use. What was in use before stays.
#[derive(Debug, thiserror::Error)]
pub enum NotUsed<F: std::fmt::Debug> {
    #[error("it is not whole")]
    NotWhole(Vec<F>),
    #[error("it is in use already, as number {0}")]
    InUse(i64),
    #[error(transparent)]
    Failed(#[from] Error),
}

impl<F: std::fmt::Debug> From<watchpost_store::Error> for NotUsed<F> {
    fn from(error: watchpost_store::Error) -> Self {
        NotUsed::Failed(error.into())
    }
}

/// The languages of the pages: what people read is told in each of them.
pub(crate) fn pages() -> Vec<&'static str> {
    Lang::ALL.iter().map(|lang| lang.code()).collect()
}

/// What the program comes with.
fn shipped() -> Vec<(PolicyData, &'static str)> {
    let mut all = vec![
        (PolicyData::Procedure, procedure::DEFAULT),
        (PolicyData::Doors, remedies::DEFAULT),
        (PolicyData::Figures, statistics::DEFAULT),
    ];
    let profiles = remedies::SHIPPED.into_iter();
    all.extend(profiles.map(|(country, text)| (PolicyData::Profile(country.to_owned()), text)));
    all
}

fn is_shipped(data: &PolicyData, text: &str) -> bool {
    shipped()
        .iter()
        .any(|(own, shipped)| own == data && *shipped == text)
}

/// Puts what the program comes with to use, where nothing else is, or what an earlier program came with.
pub(crate) async fn put_shipped(tx: &mut Tx, key: &RowKey, since: Day) -> Result<(), Error> {
    // What somebody else's program left in a database that nobody uses yet is nobody's.
    if settings::is_unused(tx).await? {
        settings::forget_policy_data(tx).await?;
    }
    let in_use = rows::in_use(tx, key).await?;
    for (data, text) in shipped() {
        let now = in_use.iter().find(|now| now.version.data == data);
        let number = match now {
            None => 1,
            Some(now) if now.version.shipped && now.text != text => now.version.number + 1,
            Some(_) => continue,
        };
        let written = Written {
            version: PolicyVersion {
                data,
                number,
                since,
                shipped: true,
            },
            text: text.to_owned(),
        };
        match rows::add(tx, key, &written).await {
            // Another node was faster.
            Err(watchpost_store::Error::Conflict) => {}
            done => done?,
        }
    }
    Ok(())
}

impl Platform {
    /// The number of the version in use.
    pub(crate) async fn latest(&self, tx: &mut Tx, data: &PolicyData) -> Result<i64, Error> {
        rows::latest(tx, data).await?.ok_or(Error::Internal(172))
    }

    /// One version, read once.
    pub(crate) async fn version<T>(
        &self,
        tx: &mut Tx,
        kept: &Versions<T>,
        (data, number): (&PolicyData, i64),
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Arc<T>, Error> {
        let known = kept.read();
        let known = known
            .unwrap_or_else(PoisonError::into_inner)
            .get(&number)
            .cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let written = rows::get(tx, &self.keys.rows, data, number).await?;
        let text = written.ok_or(Error::Internal(170))?.text;
        let whole = Arc::new(read(&text).ok_or(Error::Internal(171))?);
        let mut all = kept.write().unwrap_or_else(PoisonError::into_inner);
        Ok(all.entry(number).or_insert(whole).clone())
    }

    /// All versions that were put to use, the oldest first, each with its text.
    ///
    /// # Errors
    /// `Unavailable` when one is not as it was written.
    pub async fn versions(&self, data: &PolicyData) -> Result<Vec<(PolicyVersion, String)>, Error> {
        let mut tx = self.db.read().await?;
        let all = rows::all(&mut tx, &self.keys.rows, data).await?;
        Ok(all.into_iter().map(|w| (w.version, w.text)).collect())
    }

    /// What is in use now, of every kind, each with its text.
    ///
    /// # Errors
    /// `Unavailable` when one is not as it was written.
    pub async fn in_use(&self) -> Result<Vec<(PolicyVersion, String)>, Error> {
        let mut tx = self.db.read().await?;
        let all = rows::in_use(&mut tx, &self.keys.rows).await?;
        Ok(all.into_iter().map(|w| (w.version, w.text)).collect())
    }

    /// Puts a text to use that was read and found whole. The audit of every desk, and the public log, say that the rules changed.
    ///
    /// # Errors
    /// It is in use already, or another node was faster; then nothing changes.
    pub(crate) async fn put_to_use<F: std::fmt::Debug>(
        &self,
        data: PolicyData,
        text: &str,
    ) -> Result<i64, NotUsed<F>> {
        let mut tx = self.db.begin().await?;
        let key = &self.keys.rows;
        let latest = rows::latest(&mut tx, &data).await?.unwrap_or_default();
        let now = rows::get(&mut tx, key, &data, latest).await?;
        if now.is_some_and(|now| now.text == text) {
            return Err(NotUsed::InUse(latest));
        }
        let number = latest + 1;
        let written = Written {
            version: PolicyVersion {
                shipped: is_shipped(&data, text),
                data: data.clone(),
                number,
                since: self.today(),
            },
            text: text.to_owned(),
        };
        rows::add(&mut tx, key, &written).await?;
        let hash = hex(&Sha256::digest(text));
        for desk in desks::desks(&mut tx).await? {
            let fact = DeskFact::PolicyUsed {
                desk: desk.id,
                data: data.clone(),
                version: number,
                hash: hash.clone(),
            };
            self.desk_fact(&mut tx, fact, ActedBy::Operator).await?;
        }
        tx.commit().await?;
        Ok(number)
    }
}
