//! `watchpost procedure`: the policy data that cases follow, printed to be copied and changed, checked, and put to use.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use watchpost_domain::{
    PolicyData,
    procedure::{DEFAULT, Procedure},
};
use watchpost_service::procedures::read;

use crate::rules::{List, Use, list, not_whole, text_of, used};

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

pub async fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Show => {
            crate::say(DEFAULT.trim_end());
            Ok(())
        }
        Command::Check { file } => check(file),
        Command::Use(this) => put_to_use(this).await,
        Command::List(this) => {
            let called = |text: &str| {
                let found = Procedure::read(text, &[]).ok()?;
                let states = found.states.len();
                let (name, version) = (found.name, found.version);
                Some(format!("{name} version {version}\t{states} states"))
            };
            list(this, PolicyData::Procedure, called).await
        }
    }
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
    if let Some(version) = used(&this.file, platform.use_procedure(&text).await)? {
        crate::say(&format!(
            "In use as number {version}: cases that come in from now on follow it. Those that are there keep the one under which they came."
        ));
    }
    Ok(())
}
