//! `watchpost log continue`: the log after a restore.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, builder::BoolishValueParser};
use watchpost_service::{Error, Platform, succession};
use watchpost_tlog::{Audit, NoteVerifier};

use super::{
    source,
    verify::{entries, read},
};
use crate::{Usage, place::Place};

#[derive(Args)]
pub struct Continue {
    /// The newest checkpoint there is of this log
    #[arg(long, value_name = "FILE", env = "WATCHPOST_CHECKPOINT")]
    checkpoint: Option<PathBuf>,
    /// A copy of the log that is newer than the backup: what is missing is fetched from it
    #[arg(long, value_name = "URL|DIR", env = "WATCHPOST_FROM", conflicts_with_all = ["checkpoint", "never_published", "new_log"])]
    from: Option<String>,
    /// Ends the log and begins a new one that names it: when it had said more than was restored, and nobody has a copy
    #[arg(long, env = "WATCHPOST_NEW_LOG", value_parser = BoolishValueParser::new(), conflicts_with = "never_published")]
    new_log: bool,
    /// Nothing of this log was ever published
    #[arg(long, env = "WATCHPOST_NEVER_PUBLISHED", value_parser = BoolishValueParser::new(), conflicts_with = "checkpoint")]
    never_published: bool,
    #[command(flatten)]
    place: Place,
}

impl Continue {
    /// One way must be named, and no more: which of two a file and the environment meant is not guessed where a log could fork.
    fn names_one_way(&self) -> bool {
        let follows = self.checkpoint.is_some() || self.new_log;
        let ways = [follows, self.from.is_some(), self.never_published];
        ways.into_iter().filter(|named| *named).count() == 1
    }
}

pub fn run(command: &Continue) -> Result<()> {
    if !command.names_one_way() {
        let ways = "say how the log goes on: --checkpoint FILE, --from URL|DIR, --new-log (with or without --checkpoint) or --never-published; \
            see `watchpost log continue --help`";
        return Err(Usage(ways).into());
    }
    let text = |path: &PathBuf| {
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let newest = command.checkpoint.as_ref().map(text).transpose()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let platform = runtime.block_on(command.place.open())?;
    if !runtime.block_on(platform.log_is_held())? {
        crate::say("The log goes on already.");
        return Ok(());
    }
    let done = match &command.from {
        _ if command.new_log => {
            return runtime.block_on(new_log(&platform, newest.as_deref(), &command.place));
        }
        Some(from) => fetch(&runtime, &platform, from)?,
        None => runtime.block_on(platform.continue_log(newest.as_deref())),
    };
    match done {
        Ok(()) => {
            crate::say("The log goes on.");
            Ok(())
        }
        Err(Error::Conflict) => bail!(
            "that names other entries than were restored. Restore a newer backup; or let `--from` fetch what is missing from a copy of the log; or end \
             the log with `--new-log`"
        ),
        Err(Error::Invalid(_)) => {
            bail!("what --checkpoint names is not a checkpoint of this log")
        }
        Err(error) => Err(error.into()),
    }
}

/// Fetches what the log had said since the backup.
fn fetch(
    runtime: &tokio::runtime::Runtime,
    platform: &Platform,
    from: &str,
) -> Result<Result<(), Error>> {
    let ours = runtime.block_on(platform.log_at_hand())?;
    let key = NoteVerifier::parse(&platform.log_key()).context("the log's own key")?;
    let mut source = source::Place::of(from)?;
    let asked = Audit {
        log: &key,
        older: Some(&ours).filter(|ours| ours.size > 0),
    };
    let copy = read(from, &mut source, &asked)?;
    let newest = watchpost_tlog::Source::fetch(&mut source, "checkpoint")
        .ok()
        .flatten()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .with_context(|| format!("{from} cannot be read"))?;
    if copy.size <= ours.size {
        return Ok(runtime.block_on(platform.continue_log(Some(&newest))));
    }
    let missing = entries(&mut source, ours.size..copy.size, copy.size)
        .with_context(|| format!("{from} cannot be read"))?;
    let missing: Vec<[u8; 32]> = missing
        .into_iter()
        .map(|entry| entry.try_into().ok())
        .collect::<Option<_>>()
        .with_context(|| format!("{from}: an entry is none of ours"))?;
    crate::say(&format!(
        "{} entries came after the backup. What they were about is lost; that they were said is kept.",
        missing.len()
    ));
    Ok(runtime.block_on(platform.continue_log_with(&missing, &newest)))
}

/// Begins a new log. Its name is written down first: ended in between, the same command goes on.
async fn new_log(platform: &Platform, newest: Option<&str>, place: &Place) -> Result<()> {
    let mut installation = place.installation()?;
    let keys = installation.read_keys()?;
    installation.read_log_origin()?;
    let last = match platform.checkpoint().await? {
        Some(text) => Some(text),
        None => newest.map(str::to_owned),
    };
    let last = last.context("there is no log to follow: see --never-published")?;
    let old = succession::name_in(&last).context("the log has no name")?;
    installation.write_log_origin(&succession::next_name(old))?;
    let next = installation.open(keys).await?;
    match next.begin_new_log(newest).await {
        Ok(()) => {
            crate::say("A new log has begun. Publish its key beside the old one:");
            crate::say(&next.log_key());
            Ok(())
        }
        Err(error) => {
            installation.write_log_origin(old)?;
            match error {
                Error::Invalid(_) => bail!(
                    "what --checkpoint names is not a checkpoint of the old log, or is older than what was restored"
                ),
                other => Err(other.into()),
            }
        }
    }
}
