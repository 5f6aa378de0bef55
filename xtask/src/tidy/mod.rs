//! `cargo xtask tidy`: rules about the repository itself. Each check takes plain values, so that its test can plant a fault.

mod areas;
mod crates;
pub mod deny;
mod expression;
mod layers;
mod links;
mod metadata;
mod sources;
mod supply;
mod words;

use crate::count::Count;
use crate::shell::{read, root};
use anyhow::Result;
use metadata::Metadata;
use std::process::Command;

/// A text file of the repository.
pub struct File {
    /// Relative to the root, with forward slashes.
    pub path: String,
    pub text: String,
}

impl File {
    /// Whether this file's name ends so.
    pub fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }
}

/// What a check found: faults, each of which fails it, and remarks.
#[derive(Debug, Default)]
pub struct Found {
    pub faults: Vec<String>,
    pub remarks: Vec<String>,
}

impl Found {
    pub fn faults(faults: Vec<String>) -> Self {
        Found {
            faults,
            remarks: Vec::new(),
        }
    }
}

/// Runs every check and prints what each found.
pub fn run() -> Result<Count> {
    let files = tracked()?;
    let metadata = Metadata::load()?;
    let deny = deny::Deny::load(&root())?;
    let checks: [(&str, Found); 11] = [
        ("layers", Found::faults(layers::check(&metadata))),
        (
            "lints inherited",
            Found::faults(crates::lints(&files, &metadata)),
        ),
        ("crates described", Found::faults(crates::described(&files))),
        ("ways round", sources::ways_round(&files)),
        ("forbidden words", Found::faults(words::check(&files))),
        (
            "links",
            Found::faults(links::check(&files, &|path| root().join(path).exists())),
        ),
        ("decisions", Found::faults(links::decisions(&files))),
        ("long files", sources::long(&files)),
        (
            "licences",
            Found::faults(supply::licences(&metadata, &deny)?),
        ),
        (
            "sources and duplicates",
            supply::sources_and_duplicates(&metadata, &deny),
        ),
        ("areas", areas::graph(&files)),
    ];
    let mut count = Count::default();
    for (name, found) in checks {
        println!(
            "{} {name}",
            if found.faults.is_empty() {
                "ok    "
            } else {
                "FAILED"
            }
        );
        for line in found.faults.iter().chain(&found.remarks) {
            println!("         {line}");
        }
        count.add(Count::one(found.faults.is_empty()));
    }
    Ok(count)
}

/// Every text file that is in the repository or would be added to it.
fn tracked() -> Result<Vec<File>> {
    let list = read(Command::new("git").current_dir(root()).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let paths = list.split('\0').filter(|path| !path.is_empty());
    // What is not text, or was deleted and not yet committed, holds no words to look at.
    Ok(paths
        .filter_map(|path| {
            Some(File {
                path: path.to_owned(),
                text: std::fs::read_to_string(root().join(path)).ok()?,
            })
        })
        .collect())
}

#[cfg(test)]
pub fn file(path: &str, text: &str) -> File {
    File {
        path: path.into(),
        text: text.into(),
    }
}
