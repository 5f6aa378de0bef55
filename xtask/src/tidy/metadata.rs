//! What `cargo metadata` says about our crates and everything they bring.

use crate::shell::{cargo, read};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The platform that releases are built for; what only other platforms need is not looked at.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

#[derive(Debug, Default, Deserialize)]
pub struct Metadata {
    pub packages: Vec<Package>,
    pub workspace_members: Vec<String>,
    #[serde(default)]
    pub resolve: Resolve,
}

#[derive(Debug, Default, Clone, Deserialize)]
pub struct Package {
    pub id: String,
    pub name: String,
    pub version: String,
    pub license: Option<String>,
    pub source: Option<String>,
    #[serde(default)]
    pub dependencies: Vec<Dependency>,
}

#[derive(Debug, Default, Clone, Deserialize)]
pub struct Dependency {
    pub name: String,
    /// `None` for ordinary dependencies, else `dev` or `build`.
    pub kind: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Resolve {
    pub nodes: Vec<Node>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Node {
    pub id: String,
    pub deps: Vec<Edge>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Edge {
    pub pkg: String,
    pub dep_kinds: Vec<Kind>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Kind {
    pub kind: Option<String>,
}

impl Metadata {
    pub fn load() -> Result<Self> {
        let text = read(cargo().args([
            "metadata",
            "--format-version",
            "1",
            "--filter-platform",
            PLATFORM,
        ]))?;
        serde_json::from_str(&text).context("cargo metadata")
    }

    /// Our own crates.
    pub fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages
            .iter()
            .filter(|package| self.workspace_members.contains(&package.id))
    }

    /// Everything that is built into what starts at these packages: without what only tests need, and without build
    /// scripts unless asked for.
    pub fn reached<'a>(
        &'a self,
        from: impl Iterator<Item = &'a Package>,
        build: bool,
    ) -> Vec<&'a Package> {
        let edges: BTreeMap<&str, &Vec<Edge>> = self
            .resolve
            .nodes
            .iter()
            .map(|node| (node.id.as_str(), &node.deps))
            .collect();
        let counts = |edge: &&Edge| {
            edge.dep_kinds
                .iter()
                .any(|k| k.kind.is_none() || build && k.kind.as_deref() == Some("build"))
        };
        let mut todo: Vec<&str> = from.map(|package| package.id.as_str()).collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        while let Some(id) = todo.pop() {
            if seen.insert(id) {
                todo.extend(
                    edges
                        .get(id)
                        .into_iter()
                        .copied()
                        .flatten()
                        .filter(counts)
                        .map(|edge| edge.pkg.as_str()),
                );
            }
        }
        self.packages
            .iter()
            .filter(|package| seen.contains(package.id.as_str()))
            .collect()
    }
}

/// Metadata of made-up packages for tests: name, and what it depends on.
#[cfg(test)]
pub fn planted(packages: &[(&str, &[&str])]) -> Metadata {
    let edge = |name: &&str| Edge {
        pkg: (*name).into(),
        dep_kinds: vec![Kind::default()],
    };
    let dependency = |name: &&str| Dependency {
        name: (*name).into(),
        kind: None,
    };
    Metadata {
        packages: packages
            .iter()
            .map(|(name, deps)| Package {
                id: (*name).into(),
                name: (*name).into(),
                version: "1.0.0".into(),
                license: Some("MIT".into()),
                dependencies: deps.iter().map(dependency).collect(),
                ..Package::default()
            })
            .collect(),
        workspace_members: packages
            .iter()
            .filter(|(name, _)| name.starts_with("watchpost"))
            .map(|(name, _)| (*name).into())
            .collect(),
        resolve: Resolve {
            nodes: packages
                .iter()
                .map(|(name, deps)| Node {
                    id: (*name).into(),
                    deps: deps.iter().map(edge).collect(),
                })
                .collect(),
        },
    }
}
