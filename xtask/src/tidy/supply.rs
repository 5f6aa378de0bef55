//! What we take from others: under which licence, from where, and how many versions of it.

use super::Found;
use super::deny::Deny;
use super::expression;
use super::metadata::Metadata;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

/// The only place that crates come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Every crate's licence is on the list of deny.toml; ours are all the same.
pub fn licences(metadata: &Metadata, deny: &Deny) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let licence = package.license.as_deref().unwrap_or("");
        let ours = metadata.workspace_members.contains(&package.id);
        let fine = match ours {
            true => licence == "AGPL-3.0-or-later",
            false => !licence.is_empty() && expression::allowed(licence, &deny.licenses.allow)?,
        };
        if !fine {
            faults.push(format!(
                "{} {}: licence `{licence}` is not allowed",
                package.name, package.version
            ));
        }
    }
    Ok(faults)
}

/// Every crate comes from the registry, none is banned, and none comes twice unless deny.toml says why. What only tests
/// bring is not counted twice: it is in nobody's installation.
pub fn sources_and_duplicates(metadata: &Metadata, deny: &Deny) -> Found {
    let mut found = Found::default();
    for package in &metadata.packages {
        let ours = metadata.workspace_members.contains(&package.id);
        if !ours && package.source.as_deref() != Some(REGISTRY) {
            found.faults.push(format!(
                "{} {} does not come from the registry",
                package.name, package.version
            ));
        }
        if let Some(banned) = deny
            .bans
            .deny
            .iter()
            .find(|banned| banned.package == package.name)
        {
            found
                .faults
                .push(format!("{} is banned: {}", package.name, banned.reason));
        }
    }
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut unused: BTreeSet<&str> = deny
        .bans
        .skip
        .iter()
        .map(|skip| skip.package.as_str())
        .collect();
    for package in metadata.reached(metadata.members(), true) {
        let named = format!("{}@{}", package.name, package.version);
        if !unused.remove(named.as_str()) {
            versions
                .entry(&package.name)
                .or_default()
                .insert(&package.version);
        }
    }
    for (name, versions) in versions.iter().filter(|(_, versions)| versions.len() > 1) {
        let list: Vec<&str> = versions.iter().copied().collect();
        let (_, older) = list.split_last().unwrap_or((&"", &[]));
        let accept: Vec<String> = older
            .iter()
            .map(|old| format!("{{ crate = \"{name}@{old}\", reason = \"…\" }},"))
            .collect();
        found.faults.push(format!(
            "{name} comes as {}: settle on one, or say why not in deny.toml: {}",
            list.join(" and "),
            accept.join(" ")
        ));
    }
    found.remarks.extend(
        unused
            .iter()
            .map(|skip| format!("deny.toml accepts {skip} twice, which is needed no more")),
    );
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::deny::{Banned, Skip};
    use super::super::metadata::planted;
    use super::*;

    /// One of our crates with three of others, all in order.
    fn sample() -> (Metadata, Deny) {
        let mut metadata = planted(&[
            ("watchpost-web", &["a", "b"]),
            ("a", &[]),
            ("b", &["c"]),
            ("c", &[]),
        ]);
        metadata.packages[0].license = Some("AGPL-3.0-or-later".into());
        for package in &mut metadata.packages[1..] {
            package.source = Some(REGISTRY.into());
        }
        let mut deny = Deny::default();
        deny.licenses.allow = vec!["MIT".into()];
        (metadata, deny)
    }

    #[test]
    fn all_in_order_is_fine() {
        let (metadata, deny) = sample();
        assert!(licences(&metadata, &deny).unwrap().is_empty());
        assert!(sources_and_duplicates(&metadata, &deny).faults.is_empty());
    }

    #[test]
    fn a_planted_licence_is_named() {
        let (mut metadata, deny) = sample();
        metadata.packages[1].license = Some("SSPL-1.0".into());
        metadata.packages[2].license = None;
        metadata.packages[0].license = Some("MIT".into());
        assert_eq!(licences(&metadata, &deny).unwrap().len(), 3);
    }

    #[test]
    fn a_planted_source_is_named() {
        let (mut metadata, deny) = sample();
        metadata.packages[1].source = Some("git+https://example.org/a".into());
        metadata.packages[2].source = None;
        assert_eq!(sources_and_duplicates(&metadata, &deny).faults.len(), 2);
    }

    #[test]
    fn a_second_version_is_named_unless_there_is_a_reason() {
        let (mut metadata, mut deny) = sample();
        metadata.packages[3].name = "a".into();
        metadata.packages[3].version = "0.9.0".into();
        assert_eq!(sources_and_duplicates(&metadata, &deny).faults.len(), 1);
        deny.bans.skip = vec![Skip {
            package: "a@0.9.0".into(),
            reason: "until b is newer".into(),
        }];
        assert!(sources_and_duplicates(&metadata, &deny).faults.is_empty());
    }

    #[test]
    fn what_only_tests_bring_may_come_twice() {
        let (mut metadata, deny) = sample();
        metadata.packages[3].name = "a".into();
        metadata.packages[3].version = "0.9.0".into();
        metadata.resolve.nodes[0].deps[1].dep_kinds[0].kind = Some("dev".into());
        assert!(sources_and_duplicates(&metadata, &deny).faults.is_empty());
    }

    #[test]
    fn a_banned_crate_is_named() {
        let (metadata, mut deny) = sample();
        deny.bans.deny = vec![Banned {
            package: "c".into(),
            reason: "has a known bias".into(),
        }];
        assert_eq!(
            sources_and_duplicates(&metadata, &deny).faults,
            ["c is banned: has a known bias"]
        );
    }
}
