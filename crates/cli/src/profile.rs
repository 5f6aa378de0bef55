//! `watchpost profile`: what is so in one country, as policy data: printed to be copied and changed, checked, and put to use.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use watchpost_domain::remedies::{Doors, LegalProfile, SHIPPED};
use watchpost_service::remedies::read_doors;

use crate::rules::{List, Use, line, not_whole, text_of, used};

#[derive(Subcommand)]
pub enum Command {
    /// Prints the profile of a country that the program comes with, to be copied and changed
    #[command(after_help = "Example: watchpost profile show KE > ke.toml")]
    Show {
        /// The code of the country (ISO 3166-1)
        country: String,
    },
    /// Says whether a profile is whole; each fault with its line
    #[command(after_help = "Example: watchpost profile check ke.toml")]
    Check(Check),
    /// Puts the profile of a country to use, in the place of the one before
    ///
    /// A file that is not whole for the doors in use changes nothing. A country of which the program knows nothing can be added.
    #[command(after_help = "Example: watchpost profile use ke.toml --data /var/lib/watchpost")]
    Use(Use),
    /// Lists the profiles that were put to use, by country; the last of each is in use
    #[command(after_help = "Example: watchpost profile list --data /var/lib/watchpost")]
    List(List),
}

#[derive(Args)]
pub struct Check {
    /// The file to be read
    file: PathBuf,
    /// The doors of which it speaks, where they are not those that the program comes with
    #[arg(long, env = "WATCHPOST_DOORS")]
    doors: Option<PathBuf>,
}

pub async fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Show { country } => show(country),
        Command::Check(this) => check(this),
        Command::Use(this) => put_to_use(this).await,
        Command::List(this) => all(this).await,
    }
}

fn show(country: &str) -> anyhow::Result<()> {
    let found = { SHIPPED.iter() }.find(|(code, _)| code.eq_ignore_ascii_case(country));
    let known = SHIPPED.map(|(code, _)| code).join(", ");
    let (_, text) = found.with_context(|| {
        format!("the program comes with no profile of {country}; it has {known}: copy one of them")
    })?;
    crate::say(text.trim_end());
    Ok(())
}

fn doors(file: Option<&Path>) -> anyhow::Result<Doors> {
    match file {
        Some(file) => read_doors(&text_of(file)?).map_err(|faults| not_whole(file, &faults)),
        None => Doors::shipped().map_err(|_| anyhow::anyhow!("the shipped doors are not whole")),
    }
}

fn called(profile: &LegalProfile) -> String {
    let (country, version, status) = (&profile.country, profile.version, profile.status.code());
    let (as_of, routes) = (profile.as_of.date(), profile.routes.len());
    format!("{country} version {version}, {status}, as of {as_of}, {routes} routes")
}

fn check(this: &Check) -> anyhow::Result<()> {
    let doors = doors(this.doors.as_deref())?;
    let found = LegalProfile::read(&text_of(&this.file)?, &doors);
    let found = found.map_err(|faults| not_whole(&this.file, &faults))?;
    crate::say(&format!("whole: {}", called(&found)));
    Ok(())
}

async fn put_to_use(this: &Use) -> anyhow::Result<()> {
    let text = text_of(&this.file)?;
    let platform = this.place.open().await?;
    if let Some((country, number)) = used(&this.file, platform.use_profile(&text).await)? {
        crate::say(&format!(
            "In use for {country} as number {number}: doors that are shown from now on are shown by it."
        ));
    }
    Ok(())
}

async fn all(this: &List) -> anyhow::Result<()> {
    let platform = this.place.open().await?;
    for (data, doors) in platform.profiles().await? {
        for (version, text) in platform.versions(&data).await? {
            let profile = LegalProfile::read_kept(&text, &doors);
            let called = profile.map_or_else(|_| data.code(), |profile| called(&profile));
            crate::say(&line(&version, &called));
        }
    }
    Ok(())
}
