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
}

/// Runs a command of `watchpost log`.
pub fn run(command: &Command) -> Result<()> {
    let Command::Verify { folder, key, since } = command;
    let key = NoteVerifier::parse(key).map_err(|_| {
        anyhow::anyhow!("--key is not the public key of a log: name+number+letters")
    })?;
    let older = since.as_deref().map(|path| kept(path, &key)).transpose()?;
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
    let report = audit(&mut Folder(folder.clone()), &asked, |at| {
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
