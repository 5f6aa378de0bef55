//! The file of a country: all that is claimed of it, with where each value was read. What is shipped are drafts of eight countries (domain
//! dossier, 5.4), `vocabulary/countries/`.

use super::{Claim, Entry, Record, profile::Head};
use crate::{
    ClaimId, Day, MemberId,
    registry::{Country, as_known},
    remedies::{Code, Doors, Fault, LegalProfile, Review, Words},
};

macro_rules! shipped {
    ($($code:literal),*) => {
        [$(($code, include_str!(concat!("../vocabulary/countries/", $code, ".toml")))),*]
    };
}

/// The shipped files, as they are written, by country.
pub const SHIPPED: [(&str, &str); 8] = shipped!("CH", "CO", "GB", "IQ", "KE", "NG", "UG", "ZA");

/// All that a file says of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryFile {
    /// Its code (ISO 3166-1).
    pub country: Country,
    pub version: u32,
    /// The day on which it was last looked at as a whole.
    pub as_of: Day,
    /// How far others have looked at it.
    pub status: Review,
    /// What everybody should know who reads it.
    pub note: Words,
    /// In the order in which they are written.
    pub claims: Vec<Claim>,
    /// Doors of which nothing is known here.
    pub not_known: Vec<Code>,
}

impl CountryFile {
    /// The shipped file of a country.
    ///
    /// # Errors
    /// It is not whole; a test sees that all are.
    pub fn shipped(country: &str, doors: &Doors) -> Option<Result<Self, Vec<Fault>>> {
        let (_, text) = SHIPPED.iter().find(|(code, _)| *code == country)?;
        Some(Self::read(text, doors))
    }

    /// The records that it makes where nothing is known of the country yet, the first with this serial.
    pub fn records(
        &self,
        (by, on): (MemberId, Day),
        first: i64,
        ids: &mut dyn FnMut() -> ClaimId,
    ) -> Vec<Record> {
        let numbered = (first..).zip(&self.claims);
        let record = |(serial, claim): (i64, &Claim)| Record {
            id: ids(),
            country: self.country.clone(),
            serial,
            on,
            by,
            entry: Entry::Claim(claim.clone()),
        };
        numbered.map(record).collect()
    }

    /// The routes that doors are proposed from.
    pub fn profile(&self) -> LegalProfile {
        let nobody = MemberId(uuid::Uuid::nil());
        let mut count = 0;
        let mut ids = || {
            count += 1;
            ClaimId(uuid::Uuid::from_u128(count))
        };
        let records = self.records((nobody, self.as_of), 1, &mut ids);
        let known = as_known(&records, self.as_of, self.as_of);
        let head = Head {
            country: self.country.clone(),
            version: self.version,
            as_of: self.as_of,
            status: self.status,
            note: self.note.clone(),
            not_known: self.not_known.clone(),
        };
        LegalProfile::of(&known, head)
    }
}

impl LegalProfile {
    /// The shipped profile of a country.
    ///
    /// # Errors
    /// It is not whole; a test sees that all are.
    pub fn shipped(country: &str, doors: &Doors) -> Option<Result<Self, Vec<Fault>>> {
        Some(CountryFile::shipped(country, doors)?.map(|file| file.profile()))
    }

    /// Reads a profile as it is written, for these doors and in their languages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, doors: &Doors) -> Result<Self, Vec<Fault>> {
        Ok(CountryFile::read(text, doors)?.profile())
    }

    /// Reads one that was whole for the doors of its time. What it says of doors that are no more opens nothing; of a door that it does not
    /// name, nothing is known.
    ///
    /// # Errors
    /// It cannot be read at all.
    pub fn read_kept(text: &str, doors: &Doors) -> Result<Self, Vec<Fault>> {
        Ok(CountryFile::read_kept(text, doors)?.profile())
    }
}
