//! Known faults in the crates of Cargo.lock, from a snapshot of the RustSec database: no network is asked.

use crate::count::Count;
use crate::shell::{env, read, root, target};
use crate::tidy::deny::Deny;
use anyhow::{Context, Result, bail};
use semver::{Version, VersionReq};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One entry of the database, as far as it is of interest here.
#[derive(Debug, Deserialize)]
struct Entry {
    advisory: Advisory,
    #[serde(default)]
    versions: Versions,
}

#[derive(Debug, Deserialize)]
struct Advisory {
    id: String,
    package: String,
    #[serde(default)]
    informational: Option<String>,
    #[serde(default)]
    withdrawn: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Versions {
    #[serde(default)]
    patched: Vec<String>,
    #[serde(default)]
    unaffected: Vec<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

/// A crate in Cargo.lock.
#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
}

/// Compares Cargo.lock with the snapshot. A match fails unless deny.toml says why it does not matter.
pub fn run() -> Result<Count> {
    let Some(folder) = snapshot()? else {
        println!("skipped: advisories (no snapshot)");
        return Ok(Count::left_out("advisories (no snapshot)"));
    };
    let entries = load(&folder)?;
    let lock: Lock = toml::from_str(&fs::read_to_string(root().join("Cargo.lock"))?)?;
    let deny = Deny::load(&root())?;
    let mut ignored: BTreeSet<&str> = deny
        .advisories
        .ignore
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    let mut faults = 0;
    for (entry, package) in matches(&entries, &lock.package)? {
        let Advisory {
            id, informational, ..
        } = &entry.advisory;
        if deny.advisories.ignore.iter().any(|ignore| ignore.id == *id) {
            ignored.remove(id.as_str());
            continue;
        }
        let kind = informational.as_deref().unwrap_or("vulnerability");
        println!("{id}: {} {} ({kind})", package.name, package.version);
        faults += usize::from(kind != "notice");
    }
    for id in ignored {
        println!("{id} is ignored in deny.toml and matches nothing any more: remove it");
        faults += 1;
    }
    println!(
        "{} advisories, {} crates, {faults} faults",
        entries.len(),
        lock.package.len()
    );
    Ok(Count::one(faults == 0))
}

/// The folder of the snapshot: from the environment, or the newest beside the repository.
fn snapshot() -> Result<Option<PathBuf>> {
    let beside = fs::read_dir(root().join("../shared/advisories"))
        .into_iter()
        .flatten()
        .flatten();
    let newest = beside
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("rustsec-"))
        })
        .max();
    let Some(path) = env("WATCHPOST_ADVISORIES").map(PathBuf::from).or(newest) else {
        return Ok(None);
    };
    if path.is_dir() {
        return Ok(Some(path));
    }
    let folder = target().join("advisories");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    read(
        Command::new("tar")
            .arg("-xzf")
            .arg(&path)
            .arg("-C")
            .arg(&folder),
    )?;
    Ok(Some(folder))
}

/// Reads every advisory below a folder. One that cannot be read is an error: it might be the one that matters.
fn load(folder: &Path) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for item in fs::read_dir(&next)? {
            let path = item?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                folders.push(path);
            } else if name.starts_with("RUSTSEC-") && name.ends_with(".md") {
                entries.push(
                    parse(&fs::read_to_string(&path)?)
                        .with_context(|| path.display().to_string())?,
                );
            }
        }
    }
    if entries.is_empty() {
        bail!("no advisories in {}", folder.display());
    }
    Ok(entries)
}

/// The TOML in the first fenced block of the file.
fn parse(text: &str) -> Result<Entry> {
    let toml = text
        .split("```toml")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .context("no block of TOML")?;
    Ok(toml::from_str(toml)?)
}

fn matches<'a>(entries: &'a [Entry], locked: &'a [Locked]) -> Result<Vec<(&'a Entry, &'a Locked)>> {
    let mut found = Vec::new();
    for entry in entries
        .iter()
        .filter(|entry| entry.advisory.withdrawn.is_none())
    {
        for package in locked.iter().filter(|package| package.source.is_some()) {
            if package.name == entry.advisory.package
                && affected(&entry.versions, &package.version)?
            {
                found.push((entry, package));
            }
        }
    }
    Ok(found)
}

/// A version is affected unless it is patched or was never affected.
fn affected(versions: &Versions, version: &str) -> Result<bool> {
    let version = Version::parse(version)?;
    for range in versions.patched.iter().chain(&versions.unaffected) {
        if VersionReq::parse(range)
            .with_context(|| range.clone())?
            .matches(&version)
        {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const PLANTED: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2024-0001\"\npackage = \"planted\"\n\n\
        [versions]\npatched = [\">= 1.2.3\"]\nunaffected = [\"< 0.5.0\"]\n```\n\n# A fault\n";

    fn locked(version: &str) -> Vec<Locked> {
        vec![Locked {
            name: "planted".into(),
            version: version.into(),
            source: Some("registry".into()),
        }]
    }

    #[test]
    fn a_planted_fault_is_found_in_the_affected_versions_only() {
        let entries = vec![parse(PLANTED).unwrap()];
        for (version, expected) in [
            ("0.4.9", 0),
            ("0.5.0", 1),
            ("1.2.2", 1),
            ("1.2.3", 0),
            ("2.0.0", 0),
        ] {
            assert_eq!(
                matches(&entries, &locked(version)).unwrap().len(),
                expected,
                "{version}"
            );
        }
    }

    #[test]
    fn what_was_withdrawn_or_is_our_own_does_not_count() {
        let withdrawn = PLANTED.replace("[versions]", "withdrawn = \"2024-02-02\"\n[versions]");
        assert!(
            matches(&[parse(&withdrawn).unwrap()], &locked("1.0.0"))
                .unwrap()
                .is_empty()
        );
        let own = vec![Locked {
            source: None,
            ..locked("1.0.0").remove(0)
        }];
        assert!(
            matches(&[parse(PLANTED).unwrap()], &own)
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        assert!(parse("# no block").is_err());
    }
}
