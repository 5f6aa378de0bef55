//! `watchpost procedure`: the policy data that cases will follow, printed to be copied and changed, and checked before it is used.

use std::path::PathBuf;

use anyhow::Context;
use clap::Subcommand;
use watchpost_domain::procedure::{DEFAULT, Procedure};

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
}

pub fn run(command: &Command) -> anyhow::Result<()> {
    let file = match command {
        Command::Show => {
            crate::say(DEFAULT.trim_end());
            return Ok(());
        }
        Command::Check { file } => file,
    };
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    match Procedure::read(&text) {
        Ok(found) => {
            let (states, version) = (found.states.len(), found.version);
            crate::say(&format!(
                "whole: {} version {version}, {states} states, {} side-states",
                found.name,
                found.sides.len()
            ));
            Ok(())
        }
        Err(faults) => {
            for fault in &faults {
                crate::warn(&format!("{name}:{}: {}", fault.line, fault.what));
            }
            anyhow::bail!("{name} is not whole; faults: {}", faults.len())
        }
    }
}
