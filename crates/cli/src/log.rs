//! `watchpost log verify`: reads a whole copy of a public log, recomputes every hash, and names the first file that is wrong.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use watchpost_tlog::{
    Audit, AuditError, Checkpoint, NoteVerifier, Source, audit, verify_checkpoint,
};

/// No file of a log is larger than this.
const FILE_MAX: u64 = 16 << 20;

#[derive(Subcommand)]
pub enum Command {
    /// Reads a copy of the log and checks all of it.
    ///
    /// Example: watchpost log verify mirror/log --key 'example.org/log+1234abcd+AbC…' --since checkpoint.last-month
    Verify {
        /// The folder that holds `checkpoint` and `tile/`.
        folder: PathBuf,
        /// The public key of the log, as its operator published it.
        #[arg(long, env = "WATCHPOST_LOG_KEY")]
        key: String,
        /// A checkpoint that was kept earlier: the log must still begin with what it had then.
        #[arg(long)]
        since: Option<PathBuf>,
    },
    /// Goes on with the log after a restore.
    ///
    /// Example: watchpost log continue --checkpoint newest.txt --data /var/lib/watchpost
    ///
    /// Get the newest checkpoint that anybody has: from a mirror, a witness, or somebody who kept one. Only if it names what
    /// was restored, no more and no less, does the log go on; a log that said more than the backup knows must not say
    /// something else in its place.
    Continue {
        /// The newest checkpoint there is of this log.
        #[arg(long)]
        checkpoint: PathBuf,
        #[command(flatten)]
        place: crate::place::Place,
    },
}

/// Runs a command of `watchpost log`.
pub fn run(command: &Command) -> Result<()> {
    match command {
        Command::Verify { folder, key, since } => verify(folder, key, since.as_deref()),
        Command::Continue { checkpoint, place } => {
            crate::block_on(async { go_on(checkpoint, place).await })
        }
    }
}

async fn go_on(checkpoint: &Path, place: &crate::place::Place) -> Result<()> {
    let text = fs::read_to_string(checkpoint)
        .with_context(|| format!("{} cannot be read", checkpoint.display()))?;
    let platform = place.open().await?;
    if !platform.log_is_held().await? {
        crate::say("The log goes on already.");
        return Ok(());
    }
    match platform.continue_log(&text).await {
        Ok(()) => {
            crate::say("The log goes on.");
            Ok(())
        }
        Err(watchpost_service::Error::Conflict) => bail!(
            "that checkpoint names other entries than were restored: restore a newer backup, or the log ends here"
        ),
        Err(watchpost_service::Error::Invalid(_)) => {
            bail!("{} is not a checkpoint of this log", checkpoint.display())
        }
        Err(error) => Err(error.into()),
    }
}

fn verify(folder: &Path, key: &str, since: Option<&Path>) -> Result<()> {
    let key = NoteVerifier::parse(key).map_err(|_| {
        anyhow::anyhow!("--key is not the public key of a log: name+number+letters")
    })?;
    let older = since.map(|path| kept(path, &key)).transpose()?;
    let bar = ProgressBar::new(0);
    if let Ok(style) =
        ProgressStyle::with_template("{bar:40} {pos} of {len} entries, {per_sec}, {eta} left")
    {
        bar.set_style(style);
    }
    let asked = Audit {
        log: &key,
        older: older.as_ref(),
    };
    let report = audit(&mut Folder(folder.to_owned()), &asked, |at| {
        bar.set_length(at.total);
        bar.set_position(at.done);
    });
    bar.finish_and_clear();
    match report {
        Ok(report) => {
            #[expect(clippy::print_stdout, reason = "the answer of the command")]
            {
                println!(
                    "whole: {} entries, {} files read",
                    report.checkpoint.size, report.tiles
                );
            }
            Ok(())
        }
        Err(AuditError::Damaged(damage)) => {
            bail!("{}: {}", folder.join(&damage.path).display(), damage.kind)
        }
        Err(AuditError::Source(error)) => {
            Err(error).with_context(|| format!("{} cannot be read", folder.display()))
        }
        Err(error) => bail!("{error}"),
    }
}

fn kept(path: &Path, key: &NoteVerifier) -> Result<Checkpoint> {
    let text =
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    verify_checkpoint(&text, key)
        .with_context(|| format!("{} is not a checkpoint of this log", path.display()))
}

/// A copy of a log in a folder.
struct Folder(PathBuf);

impl Source for Folder {
    type Error = io::Error;

    fn fetch(&mut self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let path = self.0.join(path);
        match fs::metadata(&path) {
            Ok(facts) if facts.len() > FILE_MAX => Err(io::Error::other(
                "a file is larger than any of a log can be",
            )),
            Ok(_) => fs::read(&path).map(Some),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }
}
