//! `watchpost team`: how desks work together, as policy data: printed to be copied and changed, and checked. A server is told of its own
//! with `--team` and `--letters`.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use watchpost_domain::{
    procedure::Procedure,
    team::{DEFAULT, LETTERS},
};
use watchpost_service::{
    Platform,
    team::{read, read_letters},
};

use crate::rules::{not_whole, text_of};

#[derive(Subcommand)]
pub enum Command {
    /// Prints the rules that the program comes with, to be copied and changed
    #[command(after_help = "Example: watchpost team show > team.toml")]
    Show,
    /// Says whether rules are whole, for the procedure that the program comes with; each fault with its line
    #[command(after_help = "Example: watchpost team check team.toml")]
    Check {
        /// The file to be read
        file: PathBuf,
    },
    /// Prints the letters that the program comes with, to be copied and changed
    #[command(after_help = "Example: watchpost team letters > letters.toml")]
    Letters,
    /// Says whether letters are whole; each fault with its line
    #[command(after_help = "Example: watchpost team check-letters letters.toml")]
    CheckLetters {
        /// The file to be read
        file: PathBuf,
    },
}

pub fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Show => crate::say(DEFAULT.trim_end()),
        Command::Letters => crate::say(LETTERS.trim_end()),
        Command::CheckLetters { file } => {
            let found = read_letters(&text_of(file)?).map_err(|faults| not_whole(file, &faults))?;
            let (name, version, count) = (found.name, found.version, found.letters.len());
            crate::say(&format!("whole: {name} version {version}, {count} letters"));
        }
        Command::Check { file } => {
            let shipped = Procedure::shipped();
            let shipped =
                shipped.map_err(|_| anyhow::anyhow!("the shipped procedure is not whole"))?;
            let found =
                read(&text_of(file)?, [&shipped]).map_err(|faults| not_whole(file, &faults))?;
            let (name, version, items) = (found.name, found.version, found.items.len());
            crate::say(&format!(
                "whole: {name} version {version}, {items} entries of lists"
            ));
        }
    }
    Ok(())
}

/// Puts the rules of a file to use, for as long as this server runs.
pub async fn put_to_use(platform: &Platform, file: &Path) -> anyhow::Result<()> {
    let read = platform.read_team(&text_of(file)?).await?;
    platform.set_team(read.map_err(|faults| not_whole(file, &faults))?);
    Ok(())
}

/// The same for letters.
pub fn put_letters_to_use(platform: &Platform, file: &Path) -> anyhow::Result<()> {
    let read = read_letters(&text_of(file)?);
    platform.set_letters(read.map_err(|faults| not_whole(file, &faults))?);
    Ok(())
}
