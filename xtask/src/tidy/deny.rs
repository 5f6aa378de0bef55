//! The part of deny.toml that is checked here, in the words of cargo-deny, so that both agree.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::Path;

#[derive(Debug, Default, Deserialize)]
pub struct Deny {
    #[serde(default)]
    pub advisories: Advisories,
    #[serde(default)]
    pub licenses: Licenses,
    #[serde(default)]
    pub bans: Bans,
}

#[derive(Debug, Default, Deserialize)]
pub struct Advisories {
    #[serde(default)]
    pub ignore: Vec<Ignore>,
}

/// An advisory that does not matter here. The reason is not optional.
#[derive(Debug, Deserialize)]
pub struct Ignore {
    pub id: String,
    pub reason: String,
}

#[derive(Debug, Default, Deserialize)]
pub struct Licenses {
    #[serde(default)]
    pub allow: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Bans {
    #[serde(default)]
    pub skip: Vec<Skip>,
    #[serde(default)]
    pub deny: Vec<Banned>,
}

/// A second version of a crate that is accepted for now, as `name@version`.
#[derive(Debug, Deserialize)]
pub struct Skip {
    #[serde(rename = "crate")]
    pub package: String,
    pub reason: String,
}

/// A crate that must not come in at all.
#[derive(Debug, Deserialize)]
pub struct Banned {
    #[serde(rename = "crate")]
    pub package: String,
    pub reason: String,
}

impl Deny {
    pub fn load(root: &Path) -> Result<Self> {
        let deny =
            Self::parse(&std::fs::read_to_string(root.join("deny.toml")).context("deny.toml")?)?;
        Ok(deny)
    }

    fn parse(text: &str) -> Result<Self> {
        let deny: Deny = toml::from_str(text).context("deny.toml")?;
        let reasons = (deny.advisories.ignore.iter().map(|entry| &entry.reason))
            .chain(deny.bans.skip.iter().map(|entry| &entry.reason))
            .chain(deny.bans.deny.iter().map(|entry| &entry.reason));
        for reason in reasons {
            anyhow::ensure!(
                reason.split_whitespace().count() >= 3,
                "deny.toml: `{reason}` is no reason"
            );
        }
        Ok(deny)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_needs_a_reason() {
        let with = "[advisories]\nignore = [{ id = \"X\", reason = \"only in a test\" }]";
        assert!(Deny::parse(with).is_ok());
        assert!(Deny::parse(&with.replace("only in a test", "later")).is_err());
        assert!(Deny::parse("[advisories]\nignore = [{ id = \"X\" }]").is_err());
    }
}
