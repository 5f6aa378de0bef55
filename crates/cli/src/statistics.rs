//! `watchpost statistics`: the numbers for the public, told, shown, and written to a file.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use watchpost_domain::statistics::{Publication, Shown};
use watchpost_service::statistics as numbers;
use watchpost_text::Lang;

use crate::place::Place;

#[derive(Subcommand)]
pub enum Command {
    /// Tells the numbers of what is over and settled, for ever; the running server does so by itself
    #[command(after_help = "Example: watchpost statistics publish --data /var/lib/watchpost")]
    Publish(Publish),
    /// Prints how many cases were told in which period
    #[command(after_help = "Example: watchpost statistics show --data /var/lib/watchpost")]
    Show(Show),
    /// Writes all numbers that were told
    #[command(
        after_help = "Example: watchpost statistics export --format csv -o numbers.csv --data /var/lib/watchpost"
    )]
    Export(Export),
}

#[derive(Args)]
pub struct Publish {
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct Export {
    /// For a spreadsheet, or with all definitions
    #[arg(long, env = "WATCHPOST_FORMAT", value_enum, default_value = "csv")]
    format: Format,
    /// The language of names in a spreadsheet
    #[arg(long, env = "WATCHPOST_LANGUAGE", default_value = "en")]
    language: String,
    /// The file to write; it must not be there
    #[arg(short, long, env = "WATCHPOST_OUTPUT")]
    output: PathBuf,
    #[command(flatten)]
    place: Place,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Json,
}

pub async fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Publish(this) => publish(this).await,
        Command::Show(this) => show(this).await,
        Command::Export(this) => export(this).await,
    }
}

async fn publish(this: &Publish) -> anyhow::Result<()> {
    let platform = this.place.open().await?;
    match platform.publish_statistics().await? {
        Some(number) => crate::say(&format!("Told, as number {number}; it stays as it is.")),
        None => crate::say(
            "Nothing is to be told: a period is told once, when it is over and settled, and not before a restored log goes on.",
        ),
    }
    Ok(())
}

/// A line for each period: what, when, how many, and when it was made.
fn lines(told: &Publication) -> Vec<String> {
    let line = |release: &watchpost_domain::statistics::Release| {
        let total = match release.total {
            Shown::Count(count) => count.to_string(),
            Shown::HeldBack => format!("fewer than {}, or none", release.floor.get()),
        };
        let (of, name, made) = (release.of.code(), &release.name, release.made);
        format!("{of}\t{name}\tcases: {total}\tmade when {made} was over")
    };
    told.releases.iter().map(line).collect()
}

async fn show(this: &Show) -> anyhow::Result<()> {
    let told = this.place.open().await?.statistics().await?;
    if told.releases.is_empty() {
        crate::say("Nothing was told yet.");
    }
    lines(&told).iter().for_each(|line| crate::say(line));
    Ok(())
}

async fn export(this: &Export) -> anyhow::Result<()> {
    let lang = Lang::from_code(&this.language)
        .with_context(|| format!("--language is not one of the pages: {}", this.language))?;
    let told = this.place.open().await?.statistics().await?;
    let bytes = match this.format {
        Format::Csv => numbers::csv(&told, lang.code())?,
        Format::Json => numbers::json(&told)?,
    };
    let name = this.output.display();
    let mut file = std::fs::File::create_new(&this.output)
        .with_context(|| format!("{name} cannot be written"))?;
    std::io::Write::write_all(&mut file, &bytes)
        .with_context(|| format!("{name} cannot be written"))?;
    crate::say(&format!("written: {name}"));
    Ok(())
}
