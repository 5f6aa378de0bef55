//! `watchpost backup`, `restore` and `verify`.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, builder::BoolishValueParser};
use watchpost_service::backup;

use crate::{place::Place, progress, say};

#[derive(Args)]
#[command(
    after_help = "Example: watchpost backup /backups/2026-11-24.watchpost --data /var/lib/watchpost

The server keeps running. The file is sealed to the key DATA/keys/backup, and the keys themselves are not in it: keep a copy
of DATA/keys elsewhere, or the backup opens nothing."
)]
pub struct Backup {
    /// The file to write
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
#[command(
    after_help = "Example: watchpost restore /backups/2026-11-24.watchpost --data /var/lib/watchpost

Put the copy of the keys at DATA/keys first. The backup is read whole before anything is written. Afterwards the public log
waits: see `watchpost log continue --help`."
)]
pub struct Restore {
    /// The file to read
    file: PathBuf,
    /// Only reads the backup and says what it holds
    #[arg(long, env = "WATCHPOST_CHECK", value_parser = BoolishValueParser::new())]
    check: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
#[command(after_help = "Example: watchpost verify --deep --data /var/lib/watchpost")]
pub struct Verify {
    /// Reads every file whole as well
    #[arg(long, env = "WATCHPOST_DEEP", value_parser = BoolishValueParser::new())]
    deep: bool,
    #[command(flatten)]
    place: Place,
}

fn said(contents: &backup::Contents) -> String {
    let manifest = &contents.manifest;
    let made = manifest.made.map_or_else(String::new, |at| at.to_string());
    format!(
        "{} rows, {} files, {} bytes, of {made}",
        manifest.rows, manifest.objects, contents.bytes
    )
}

pub async fn backup(command: &Backup) -> anyhow::Result<()> {
    let platform = command.place.open().await?;
    let bar = progress::files();
    let made = platform
        .back_up(&command.file, |done, total| {
            bar.set_length(total);
            bar.set_position(done);
        })
        .await;
    bar.finish_and_clear();
    let made = made.with_context(|| format!("{}: no backup was made", command.file.display()))?;
    say(&format!("backed up and read back: {}", said(&made)));
    Ok(())
}

pub async fn restore(command: &Restore) -> anyhow::Result<()> {
    let mut installation = command.place.installation()?;
    let keys = installation.read_keys().with_context(|| {
        format!(
            "put the copy of the installation's keys at {} first",
            installation.keys_folder().display()
        )
    })?;
    let file = command.file.display();
    if command.check {
        let bar = progress::bytes();
        let held = backup::check(&command.file, &keys, &mut |done, total| {
            bar.set_length(total);
            bar.set_position(done);
        });
        bar.finish_and_clear();
        let held = held.with_context(|| file.to_string())?;
        say(&format!("whole: {}", said(&held)));
        return Ok(());
    }
    let (db, files) = installation.connect().await?;
    let bar = progress::bytes();
    let mut at = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let done = backup::restore(&command.file, &keys, &db, &files, &mut at).await;
    bar.finish_and_clear();
    let done = done.with_context(|| format!("{file}: nothing was restored"))?;
    installation.write_log_origin(&done.manifest.log_origin)?;
    say(&format!("restored: {}", said(&done)));
    say("The public log waits. `watchpost log continue --help` says how it goes on.");
    Ok(())
}

pub async fn verify(command: &Verify) -> anyhow::Result<()> {
    let platform = command.place.open().await?;
    let bar = progress::files();
    let found = platform
        .verify(command.deep, |done, total| {
            bar.set_length(total);
            bar.set_position(done);
        })
        .await?;
    bar.finish_and_clear();
    for damage in &found.damage {
        say(damage);
    }
    let read = format!(
        "{} rows, {} files, {} log entries",
        found.rows, found.objects, found.log_entries
    );
    if !found.damage.is_empty() {
        bail!("{} damaged or missing, of {read}", found.damage.len());
    }
    say(&format!("whole: {read}"));
    Ok(())
}
