//! `watchpost statistics`: the numbers for the public, told, shown, and written to a file.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use watchpost_domain::{
    PolicyData,
    statistics::{DEFAULT, Figures, Publication, Shown},
};
use watchpost_service::statistics as numbers;
use watchpost_text::Lang;

use crate::{
    place::Place,
    rules::{List, Use, list, not_whole, text_of, used},
};

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
    /// Prints the figures that the program comes with, to be copied and changed
    #[command(after_help = "Example: watchpost statistics figures > ours.toml")]
    Figures,
    /// Says whether figures are whole; each fault with its line
    #[command(after_help = "Example: watchpost statistics check ours.toml")]
    Check {
        /// The file to be read
        file: PathBuf,
    },
    /// Puts figures to use: the next period that is told is counted by them, and what was told stays as it is
    ///
    /// A file that is not whole changes nothing.
    #[command(after_help = "Example: watchpost statistics use ours.toml --data /var/lib/watchpost")]
    Use(Use),
    /// Lists the figures that were put to use; the last are in use
    #[command(after_help = "Example: watchpost statistics list --data /var/lib/watchpost")]
    List(List),
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
        Command::Figures => {
            crate::say(DEFAULT.trim_end());
            Ok(())
        }
        Command::Check { file } => check(file),
        Command::Use(this) => put_to_use(this).await,
        Command::List(this) => {
            let called = |text: &str| Figures::read(text, &[]).ok().map(|found| called(&found));
            list(this, PolicyData::Figures, called).await
        }
    }
}

fn called(figures: &Figures) -> String {
    let (name, version, count) = (&figures.name, figures.version, figures.all.len());
    format!("{name} version {version}, {count} figures")
}

fn check(file: &Path) -> anyhow::Result<()> {
    let found = numbers::read(&text_of(file)?).map_err(|faults| not_whole(file, &faults))?;
    crate::say(&format!("whole: {}", called(&found)));
    Ok(())
}

async fn put_to_use(this: &Use) -> anyhow::Result<()> {
    let text = text_of(&this.file)?;
    // Said before anything is opened: who is still writing it needs no installation.
    numbers::read(&text).map_err(|faults| not_whole(&this.file, &faults))?;
    let platform = this.place.open().await?;
    if let Some(number) = used(&this.file, platform.use_figures(&text).await)? {
        crate::say(&format!(
            "In use as number {number}: the next period that is told is counted by them. What was told stays as it is."
        ));
    }
    Ok(())
}

async fn publish(this: &Publish) -> anyhow::Result<()> {
    let platform = this.place.open().await?;
    let desks = platform.publish_for_desks().await?;
    if desks > 0 {
        crate::say(&format!(
            "Numbers of their own cases were told to so many desks: {desks}"
        ));
    }
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
