//! The doors that stand open, and what is so in a country: as the installation has them in use.

use std::sync::Arc;

use watchpost_domain::{
    PolicyData, PolicyVersion,
    remedies::{Doors, Fault, LegalProfile},
};
use watchpost_store::{Tx, policy_data as rows};

use crate::{
    Error, Platform,
    policy_data::{NotUsed, pages},
};

/// What is proposed from: the doors in use, and the profile of one country where there is one.
pub struct InUse {
    pub doors: Arc<Doors>,
    pub profile: Option<LegalProfile>,
    /// By which versions.
    pub versions: Vec<PolicyVersion>,
}

/// A profile in use that is not whole for other doors, and why. It stays in use: what it says nothing of is not known.
pub struct Unfit {
    pub country: String,
    pub faults: Vec<Fault>,
}

/// Most versions that something is said to be made from.
const MADE_FROM_MOST: usize = 4;

/// The name of a version in a form.
#[must_use]
pub fn version_code(version: &PolicyVersion) -> String {
    format!("{} {}", version.data.code(), version.number)
}

fn version_of(code: &str) -> Option<(PolicyData, i64)> {
    let (data, number) = code.split_once(' ')?;
    Some((PolicyData::from_code(data)?, number.parse().ok()?))
}

/// Reads doors, which are told in the languages of the pages.
///
/// # Errors
/// Every fault, with its line.
pub fn read_doors(text: &str) -> Result<Doors, Vec<Fault>> {
    Doors::read(text, &pages())
}

impl Platform {
    /// The doors in use, and the profile of a country.
    ///
    /// # Errors
    /// `Unavailable` when one is not as it was written.
    pub async fn remedies(&self, country: Option<&str>) -> Result<InUse, Error> {
        let mut tx = self.db.read().await?;
        let (doors, version) = self.doors(&mut tx).await?;
        let mut versions = vec![version];
        let data = country.and_then(|code| PolicyData::from_code(&format!("profile-{code}")));
        let profile = match data {
            Some(data) => self.written(&mut tx, &data).await?,
            None => None,
        };
        let profile = match profile {
            Some(written) => {
                versions.push(written.version);
                let read = LegalProfile::read_kept(&written.text, &doors);
                Some(read.map_err(|_| Error::Internal(230))?)
            }
            None => None,
        };
        Ok(InUse {
            doors,
            profile,
            versions,
        })
    }

    async fn doors(&self, tx: &mut Tx) -> Result<(Arc<Doors>, PolicyVersion), Error> {
        let written = self.written(tx, &PolicyData::Doors).await?;
        let version = written.ok_or(Error::Internal(231))?.version;
        let of = (&version.data, version.number);
        let read = |text: &str| Doors::read(text, &[]).ok();
        let doors = self.version(tx, &self.policy.doors, of, read).await?;
        Ok((doors, version))
    }

    async fn written(
        &self,
        tx: &mut Tx,
        data: &PolicyData,
    ) -> Result<Option<rows::Written>, Error> {
        let Some(number) = rows::latest(tx, data).await? else {
            return Ok(None);
        };
        Ok(rows::get(tx, &self.keys.rows, data, number).await?)
    }

    /// The kinds of all profiles that are in use, with the doors of which they speak.
    ///
    /// # Errors
    /// `Unavailable` when one is not as it was written.
    pub async fn profiles(&self) -> Result<Vec<(PolicyData, Arc<Doors>)>, Error> {
        let mut tx = self.db.read().await?;
        let (doors, _) = self.doors(&mut tx).await?;
        drop(tx);
        let in_use = self.in_use().await?.into_iter();
        let profiles = in_use.filter(|(v, _)| matches!(v.data, PolicyData::Profile(_)));
        Ok(profiles.map(|(v, _)| (v.data, doors.clone())).collect())
    }

    /// Puts doors to use: who is shown doors from then on is shown these. Gives their number, and the profiles that say too little or too
    /// much for them.
    ///
    /// # Errors
    /// They are not whole, the worksheet of the procedure cannot show one of them, or they are in use already; then nothing changes.
    pub async fn use_doors(&self, text: &str) -> Result<(i64, Vec<Unfit>), NotUsed<Fault>> {
        let doors = read_doors(text).map_err(NotUsed::NotWhole)?;
        let mut tx = self.db.read().await?;
        let (_, procedure) = self.latest_procedure(&mut tx).await?;
        drop(tx);
        let faults = Doors::not_offered(text, &procedure.doors_offered());
        if !faults.is_empty() {
            return Err(NotUsed::NotWhole(faults));
        }
        let number = self.put_to_use(PolicyData::Doors, text).await?;
        let mut unfit = Vec::new();
        for (version, text) in self.in_use().await? {
            if let PolicyData::Profile(country) = version.data
                && let Err(faults) = LegalProfile::read(&text, &doors)
            {
                unfit.push(Unfit { country, faults });
            }
        }
        Ok((number, unfit))
    }

    /// Puts the profile of a country to use, for the doors in use. Gives the country and the profile's number.
    ///
    /// # Errors
    /// It is not whole, or is in use already; then nothing changes.
    pub async fn use_profile(&self, text: &str) -> Result<(String, i64), NotUsed<Fault>> {
        let mut tx = self.db.read().await?;
        let (doors, _) = self.doors(&mut tx).await?;
        drop(tx);
        let profile = LegalProfile::read(text, &doors).map_err(NotUsed::NotWhole)?;
        let data = PolicyData::Profile(profile.country.clone());
        let number = self.put_to_use(data, text).await?;
        Ok((profile.country, number))
    }

    /// The versions of these names, as a form sent them; what never was in use is left out.
    pub(crate) async fn made_from(
        &self,
        tx: &mut Tx,
        codes: Vec<String>,
    ) -> Result<Vec<PolicyVersion>, Error> {
        let mut all = Vec::new();
        for (data, number) in { codes.iter() }
            .filter_map(|code| version_of(code))
            .take(MADE_FROM_MOST)
        {
            let written = rows::get(tx, &self.keys.rows, &data, number).await?;
            all.extend(written.map(|written| written.version));
        }
        Ok(all)
    }
}
