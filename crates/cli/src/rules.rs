//! What the commands about policy data have in common: a file is read, each of its faults is told with its line, and what was put to use is
//! listed.

use std::{
    fmt::Debug,
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;
use watchpost_domain::{PolicyData, PolicyVersion, procedure, remedies, statistics};
use watchpost_service::policy_data::NotUsed;

use crate::place::Place;

#[derive(Args)]
pub struct Use {
    /// The file to be read
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    pub place: Place,
}

/// Something that is wrong, on a line.
pub trait Fault: Debug {
    fn told(&self) -> (usize, String);
}

macro_rules! faults {
    ($($module:ident)*) => {
        $(impl Fault for $module::Fault {
            fn told(&self) -> (usize, String) {
                (self.line, self.what.to_string())
            }
        })*
    };
}
faults! { procedure remedies statistics }

pub fn text_of(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Tells each fault with its line.
pub fn not_whole<F: Fault>(file: &Path, faults: &[F]) -> anyhow::Error {
    let name = file.display();
    for (line, what) in faults.iter().map(Fault::told) {
        crate::warn(&format!("{name}:{line}: {what}"));
    }
    anyhow::anyhow!("{name} is not whole; faults: {}", faults.len())
}

/// What was put to use; nothing where it was in use already, which is said.
pub fn used<T, F: Fault>(file: &Path, done: Result<T, NotUsed<F>>) -> anyhow::Result<Option<T>> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(NotUsed::NotWhole(faults)) => Err(not_whole(file, &faults)),
        Err(NotUsed::InUse(number)) => {
            crate::say(&format!("It is in use already, as number {number}."));
            Ok(None)
        }
        Err(NotUsed::Failed(error)) => Err(error.into()),
    }
}

/// A line of a list: the number, what it is called, the day, and whose it is.
pub fn line(version: &PolicyVersion, called: &str) -> String {
    let whose = match version.shipped {
        true => "came with the program",
        false => "of this installation",
    };
    let (number, since) = (version.number, version.since.date());
    format!("{number}\t{called}\tin use since {since}\t{whose}")
}

/// Lists all versions of a kind, the oldest first; the last is in use.
pub async fn list(
    list: &List,
    data: PolicyData,
    called: impl Fn(&str) -> Option<String>,
) -> anyhow::Result<()> {
    let platform = list.place.open().await?;
    for (version, text) in platform.versions(&data).await? {
        let called = called(&text).unwrap_or_else(|| "cannot be read any more".to_owned());
        crate::say(&line(&version, &called));
    }
    Ok(())
}
