//! The rings of ARCHITECTURE.md: who may build on whom.

use super::metadata::{Metadata, Package};

/// Short names: a crate, and which of ours it may use. `None`: any.
const MAY_USE: [(&str, Option<&[&str]>); 19] = [
    ("domain", Some(&[])),
    ("vault", Some(&[])),
    ("tlog", Some(&[])),
    ("names", Some(&[])),
    ("maps", Some(&[])),
    ("store", Some(&["domain", "tlog", "vault"])),
    ("files", Some(&[])),
    ("viewer", Some(&[])),
    ("text", Some(&["domain"])),
    ("print", Some(&[])),
    ("tables", Some(&[])),
    (
        "service",
        Some(&[
            "domain", "vault", "tlog", "names", "store", "files", "viewer", "text",
        ]),
    ),
    ("web", Some(&["service", "text", "domain", "print"])),
    ("public", Some(&["web", "service", "text", "domain"])),
    ("desk", Some(&["web", "service", "text", "domain"])),
    ("gates", Some(&["web", "service", "text", "domain"])),
    ("watchpost", None),
    ("testkit", None),
    ("xtask", Some(&[])),
];

/// Pure crates, and what would make them impure however it comes in.
const PURE: [&str; 5] = ["domain", "vault", "tlog", "names", "maps"];
const IMPURE: [&str; 5] = ["tokio", "sqlx", "axum", "hyper", "reqwest"];

/// Crates that speak with the outside, and what they must leave to the service.
const OUTER: [&str; 4] = ["web", "public", "desk", "gates"];
const INNER_TOOLS: [&str; 3] = ["sqlx", "age", "opendal"];

fn short(name: &str) -> &str {
    name.strip_prefix("watchpost-").unwrap_or(name)
}

pub fn check(metadata: &Metadata) -> Vec<String> {
    let ours: Vec<&str> = metadata
        .members()
        .map(|member| member.name.as_str())
        .collect();
    let mut faults = Vec::new();
    for member in metadata.members() {
        let name = short(&member.name);
        let Some((_, may_use)) = MAY_USE.iter().find(|(known, _)| *known == name) else {
            faults.push(format!(
                "crate {name} has no place in the table of layers (xtask/src/tidy/layers.rs)"
            ));
            continue;
        };
        for used in direct(member) {
            let ok =
                !ours.contains(&used) || may_use.is_none_or(|list| list.contains(&short(used)));
            if !ok || (short(used) == "testkit" && name != "testkit") {
                faults.push(format!("{name} must not use {}", short(used)));
            }
            if OUTER.contains(&name) && INNER_TOOLS.contains(&used) {
                faults.push(format!(
                    "{name} must not use {used}: that is for the service to do"
                ));
            }
        }
        if PURE.contains(&name) {
            for brought in metadata.reached(std::iter::once(member), false) {
                if IMPURE.contains(&brought.name.as_str()) {
                    faults.push(format!(
                        "{name} must stay free of {}, directly or through others",
                        brought.name
                    ));
                }
            }
        }
    }
    faults
}

/// What a crate itself depends on, tests aside.
fn direct(package: &Package) -> impl Iterator<Item = &str> {
    package
        .dependencies
        .iter()
        .filter(|dep| dep.kind.as_deref() != Some("dev"))
        .map(|dep| dep.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::metadata::planted;
    use super::*;

    #[test]
    fn the_rings_as_drawn_are_fine() {
        let fine = planted(&[
            ("watchpost-domain", &["serde"]),
            ("watchpost-store", &["watchpost-domain", "sqlx"]),
            ("watchpost", &["watchpost-store", "watchpost-domain"]),
            ("serde", &[]),
            ("sqlx", &[]),
        ]);
        assert_eq!(check(&fine), Vec::<String>::new());
    }

    #[test]
    fn planted_faults_are_named() {
        let wrong = planted(&[
            ("watchpost-domain", &["helper"]),
            ("helper", &["tokio"]),
            ("tokio", &[]),
            ("watchpost-desk", &["watchpost-store", "sqlx"]),
            ("watchpost-store", &[]),
            ("sqlx", &[]),
            ("watchpost-service", &["watchpost-testkit"]),
            ("watchpost-testkit", &[]),
            ("watchpost-extra", &[]),
        ]);
        let faults = check(&wrong).join("\n");
        for expected in [
            "domain must stay free of tokio",
            "desk must not use store",
            "desk must not use sqlx",
            "service must not use testkit",
            "crate extra has no place",
        ] {
            assert!(
                faults.contains(expected),
                "{expected} is missing in:\n{faults}"
            );
        }
    }

    #[test]
    fn tests_may_use_more() {
        let mut metadata = planted(&[
            ("watchpost-store", &["watchpost-testkit"]),
            ("watchpost-testkit", &[]),
        ]);
        metadata.packages[0].dependencies[0].kind = Some("dev".into());
        assert_eq!(check(&metadata), Vec::<String>::new());
    }
}
