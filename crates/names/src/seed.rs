//! Invented companies, for a new installation to try things with until it has a registry of its own.

use serde::Deserialize;

/// The invented companies as they are written; see `seed/README.md`.
pub const SEED: &str = include_str!("../seed/companies.toml");

/// A company of the seed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedCompany {
    pub name: String,
    /// Other names, in any script.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it does: guarding, alarms, transport of cash and so on.
    pub kind: String,
    /// ISO 3166 codes of the countries in which it works.
    pub countries: Vec<String>,
}

impl SeedCompany {
    /// Its name and its aliases, for [`Index::insert`](crate::Index::insert).
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .map(String::as_str)
    }
}

/// Why a list of companies cannot be read, with the place.
#[derive(Debug, thiserror::Error)]
#[error("the list of companies cannot be read: {0}")]
pub struct SeedFault(#[from] toml::de::Error);

/// Reads a list of companies in the form of the seed.
///
/// # Errors
/// The text is not such a list.
pub fn read_seed(text: &str) -> Result<Vec<SeedCompany>, SeedFault> {
    #[derive(Deserialize)]
    struct List {
        company: Vec<SeedCompany>,
    }
    Ok(toml::from_str::<List>(text)?.company)
}

/// The invented companies.
///
/// # Errors
/// The seed is not a list; a test sees that it is.
pub fn seed() -> Result<Vec<SeedCompany>, SeedFault> {
    read_seed(SEED)
}
