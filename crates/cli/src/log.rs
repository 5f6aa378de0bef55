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
    /// Reads a log, or a copy of it, and checks all of it.
    ///
    /// Example: watchpost log verify https://report.example.org/log --key 'report.example.org/log+1234abcd+AbC…' --since checkpoint.last-month
    Verify {
        /// The address of the log, or the folder that holds `checkpoint` and `tile/`.
        #[arg(value_name = "URL|DIR")]
        place: String,
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
        #[arg(long, required_unless_present = "never_published")]
        checkpoint: Option<PathBuf>,
        /// Nothing of this log was ever published.
        #[arg(long, conflicts_with = "checkpoint")]
        never_published: bool,
        #[command(flatten)]
        place: crate::place::Place,
    },
}

/// Runs a command of `watchpost log`.
pub fn run(command: &Command) -> Result<()> {
    match command {
        Command::Verify { place, key, since } => verify(place, key, since.as_deref()),
        Command::Continue {
            checkpoint, place, ..
        } => crate::block_on(async { go_on(checkpoint.as_deref(), place).await }),
    }
}

async fn go_on(checkpoint: Option<&Path>, place: &crate::place::Place) -> Result<()> {
    let read = |path: &Path| {
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let text = checkpoint.map(read).transpose()?;
    let platform = place.open().await?;
    if !platform.log_is_held().await? {
        crate::say("The log goes on already.");
        return Ok(());
    }
    match platform.continue_log(text.as_deref()).await {
        Ok(()) => {
            crate::say("The log goes on.");
            Ok(())
        }
        Err(watchpost_service::Error::Conflict) => bail!(
            "that checkpoint names other entries than were restored: restore a newer backup, or the log ends here"
        ),
        Err(watchpost_service::Error::Invalid(_)) => {
            bail!("what --checkpoint names is not a checkpoint of this log")
        }
        Err(error) => Err(error.into()),
    }
}

fn verify(place: &str, key: &str, since: Option<&Path>) -> Result<()> {
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
    let at = |at: watchpost_tlog::Progress| {
        bar.set_length(at.total);
        bar.set_position(at.done);
    };
    let report = if place.starts_with("https://") || place.starts_with("http://") {
        audit(&mut Server::new(place)?, &asked, at)
    } else {
        audit(&mut Folder(place.into()), &asked, at)
    };
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
            bail!(
                "{}/{}: {}",
                place.trim_end_matches('/'),
                damage.path,
                damage.kind
            )
        }
        Err(AuditError::Source(error)) => {
            Err(error).with_context(|| format!("{place} cannot be read"))
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

/// A log at its address. Nothing is sent but the paths of its files, and no other address is asked.
struct Server {
    address: String,
    client: reqwest::Client,
    here: tokio::runtime::Runtime,
}

impl Server {
    fn new(address: &str) -> Result<Self> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(watchpost_files::tls_of_this_machine()?)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(std::time::Duration::from_secs(60))
            .build()
            .context("no connection can be made")?;
        Ok(Self {
            address: address.trim_end_matches('/').to_owned(),
            client,
            here: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
        })
    }

    async fn get(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let address = format!("{}/{path}", self.address);
        let asked = self.client.get(address).send().await;
        let mut answer = asked.map_err(|e| io::Error::other(e.without_url()))?;
        match answer.status().as_u16() {
            200 => {}
            404 => return Ok(None),
            status => return Err(io::Error::other(format!("{path}: status {status}"))),
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(io::Error::other)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() as u64 > FILE_MAX {
                let large = "a file is larger than any of a log can be";
                return Err(io::Error::other(large));
            }
        }
        Ok(Some(bytes))
    }
}

impl Source for Server {
    type Error = io::Error;

    fn fetch(&mut self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.here.block_on(self.get(path))
    }
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
