//! `watchpost doors`: who else can help, as policy data: printed to be copied and changed, checked, and put to use.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use watchpost_domain::{
    PolicyData,
    remedies::{DEFAULT, Doors},
};
use watchpost_service::remedies::read_doors;

use crate::rules::{List, Use, list, not_whole, text_of, used};

#[derive(Subcommand)]
pub enum Command {
    /// Prints the doors that the program comes with, to be copied and changed
    #[command(after_help = "Example: watchpost doors show > ours.toml")]
    Show,
    /// Says whether doors are whole; each fault with its line
    #[command(after_help = "Example: watchpost doors check ours.toml")]
    Check {
        /// The file to be read
        file: PathBuf,
    },
    /// Puts doors to use: who is shown doors from then on is shown these
    ///
    /// A file that is not whole changes nothing. What was put to somebody before says by which version it was.
    #[command(after_help = "Example: watchpost doors use ours.toml --data /var/lib/watchpost")]
    Use(Use),
    /// Lists the doors that were put to use; the last are in use
    #[command(after_help = "Example: watchpost doors list --data /var/lib/watchpost")]
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
            let called = |text: &str| Doors::read(text, &[]).ok().map(|found| called(&found));
            list(this, PolicyData::Doors, called).await
        }
    }
}

fn called(doors: &Doors) -> String {
    let (name, version, status) = (&doors.name, doors.version, doors.status.code());
    format!(
        "{name} version {version}, {status}, {} doors",
        doors.doors.len()
    )
}

fn check(file: &Path) -> anyhow::Result<()> {
    let found = read_doors(&text_of(file)?).map_err(|faults| not_whole(file, &faults))?;
    crate::say(&format!("whole: {}", called(&found)));
    Ok(())
}

async fn put_to_use(this: &Use) -> anyhow::Result<()> {
    let text = text_of(&this.file)?;
    // Said before anything is opened: who is still writing it needs no installation.
    read_doors(&text).map_err(|faults| not_whole(&this.file, &faults))?;
    let platform = this.place.open().await?;
    let Some((number, unfit)) = used(&this.file, platform.use_doors(&text).await)? else {
        return Ok(());
    };
    crate::say(&format!(
        "In use as number {number}: who is shown doors from now on is shown these."
    ));
    for profile in unfit {
        let country = profile.country;
        crate::warn(&format!(
            "The profile of {country} does not fit them. It stays in use: what it does not say is shown as not known."
        ));
        for fault in profile.faults {
            crate::warn(&format!(
                "profile of {country}:{}: {}",
                fault.line, fault.what
            ));
        }
    }
    Ok(())
}
