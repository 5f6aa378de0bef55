//! Which area of the product uses which other, read from the paths in the sources.

use super::{File, Found};
use std::collections::BTreeMap;

const AREAS: [&str; 12] = [
    "intake",
    "cases",
    "evidence",
    "events",
    "registry",
    "monitoring",
    "risk",
    "sharing",
    "standards",
    "training",
    "network",
    "admin",
];

/// One line for each area that uses others: `cases → evidence 4, registry 2`.
pub fn graph(files: &[File]) -> Found {
    let mut uses: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is(".rs")) {
        let Some(own) = area(&file.path) else {
            continue;
        };
        for other in AREAS.into_iter().filter(|other| *other != own) {
            let count = named(&file.text, other);
            if count > 0 {
                *uses.entry(own).or_default().entry(other).or_default() += count;
            }
        }
    }
    let line = |(own, others): (&&str, &BTreeMap<&str, usize>)| {
        let others: Vec<String> = others
            .iter()
            .map(|(other, n)| format!("{other} {n}"))
            .collect();
        format!("{own} → {}", others.join(", "))
    };
    Found {
        remarks: uses.iter().map(line).collect(),
        ..Found::default()
    }
}

/// The area of `crates/desk/src/cases/assign.rs` or `crates/store/src/cases.rs`: `cases`.
fn area(path: &str) -> Option<&'static str> {
    let mut parts = path.strip_prefix("crates/")?.split('/').skip(1);
    if parts.next()? != "src" {
        return None;
    }
    let name = parts.next()?.trim_end_matches(".rs");
    AREAS.into_iter().find(|area| *area == name)
}

/// How often a text goes through a module of that name.
fn named(text: &str, area: &str) -> usize {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let in_line = |line: &str| {
        line.match_indices(&format!("{area}::"))
            .filter(|(at, _)| !line[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            .count()
    };
    code.map(in_line).sum()
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn a_planted_use_is_drawn() {
        let found = graph(&[
            file(
                "crates/desk/src/cases/assign.rs",
                "use crate::registry::Company;\n// evidence::x\nlet a = cases::b();",
            ),
            file(
                "crates/store/src/cases.rs",
                "domain::registry::Company; my_events::x",
            ),
            file("crates/web/src/form.rs", "registry::x"),
        ]);
        assert_eq!(found.remarks, ["cases → registry 2"]);
    }
}
