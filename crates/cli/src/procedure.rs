//! `watchpost procedure`: the policy data that cases follow, printed to be copied and changed, checked, and put to use.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use watchpost_domain::procedure::{DEFAULT, Fault};
use watchpost_service::procedures::{NotUsed, read};

use crate::place::Place;

#[derive(Subcommand)]
pub enum Command {
    /// Prints the procedure that the program comes with, to be copied and changed
    #[command(after_help = "Example: watchpost procedure show > ours.toml")]
    Show,
    /// Says whether a procedure is whole; each fault with its line
    #[command(after_help = "Example: watchpost procedure check ours.toml")]
    Check {
        /// The file to be read
        file: PathBuf,
    },
    /// Puts a procedure to use: cases that come in from then on follow it, those that are there keep theirs
    ///
    /// A file that is not whole changes nothing.
    #[command(after_help = "Example: watchpost procedure use ours.toml --data /var/lib/watchpost")]
    Use(Use),
    /// Lists the procedures that were put to use; new cases follow the last
    #[command(after_help = "Example: watchpost procedure list --data /var/lib/watchpost")]
    List(List),
}

#[derive(Args)]
pub struct Use {
    /// The file to be read
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
}

pub async fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Show => {
            crate::say(DEFAULT.trim_end());
            Ok(())
        }
        Command::Check { file } => check(file),
        Command::Use(this) => put_to_use(this).await,
        Command::List(list) => all(list).await,
    }
}

fn text_of(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn not_whole(file: &Path, faults: &[Fault]) -> anyhow::Error {
    let name = file.display();
    for fault in faults {
        crate::warn(&format!("{name}:{}: {}", fault.line, fault.what));
    }
    anyhow::anyhow!("{name} is not whole; faults: {}", faults.len())
}

fn check(file: &Path) -> anyhow::Result<()> {
    let found = read(&text_of(file)?).map_err(|faults| not_whole(file, &faults))?;
    let (states, version) = (found.states.len(), found.version);
    crate::say(&format!(
        "whole: {} version {version}, {states} states, {} side-states",
        found.name,
        found.sides.len()
    ));
    Ok(())
}

async fn put_to_use(this: &Use) -> anyhow::Result<()> {
    let text = text_of(&this.file)?;
    // Said before anything is opened: who is still writing it needs no installation.
    read(&text).map_err(|faults| not_whole(&this.file, &faults))?;
    let platform = this.place.open().await?;
    let version = match platform.use_procedure(&text).await {
        Ok(version) => version,
        Err(NotUsed::NotWhole(faults)) => return Err(not_whole(&this.file, &faults)),
        Err(NotUsed::InUse(version)) => {
            crate::say(&format!("It is in use already, as number {version}."));
            return Ok(());
        }
        Err(NotUsed::Failed(error)) => return Err(error.into()),
    };
    crate::say(&format!(
        "In use as number {version}: cases that come in from now on follow it. Those that are there keep the one under which they came."
    ));
    Ok(())
}

async fn all(list: &List) -> anyhow::Result<()> {
    let platform = list.place.open().await?;
    for (number, procedure) in platform.procedures().await? {
        crate::say(&format!(
            "{number}\t{} version {}\t{} states",
            procedure.name,
            procedure.version,
            procedure.states.len()
        ));
    }
    Ok(())
}
