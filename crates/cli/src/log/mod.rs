//! `watchpost log`: checking a public log as an outsider, and going on with one's own after a restore.

mod again;
mod proof;
mod source;
mod status;
mod verify;
mod witness;

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Subcommand;
use watchpost_tlog::{KeyKind, NoteVerifier};

#[derive(Subcommand)]
pub enum Command {
    /// Reads a log, or a copy of it, and checks all of it.
    ///
    /// Example: watchpost log verify https://report.example.org/log --key 'report.example.org/log+1234abcd+AbC…' --since checkpoint.last-month
    Verify {
        /// The address of the log, or the folder that holds `checkpoint` and `tile/`.
        #[arg(value_name = "URL|DIR")]
        place: String,
        /// The public key of the log, as its operator published it. Without it, the key that lies beside the log is taken: that
        /// shows that the log is whole, and not whose it is.
        #[arg(long, env = "WATCHPOST_KEY")]
        key: Option<String>,
        /// A checkpoint that was kept earlier: the log must still begin with what it had then.
        #[arg(long, env = "WATCHPOST_SINCE")]
        since: Option<PathBuf>,
        /// The public key of a witness: it must have cosigned what the log says. May be given again.
        #[arg(
            long,
            value_name = "VKEY",
            env = "WATCHPOST_WITNESS",
            value_delimiter = ' '
        )]
        witness: Vec<String>,
    },
    /// Watches a log for others: checks all of it, and that it goes on from what was seen before, then cosigns its checkpoint.
    ///
    /// Example: watchpost log witness https://report.example.org/log --key 'report.example.org/log+1234abcd+AbC…' --state seen.txt --witness-key witness.key --name witness.example.net
    Witness(witness::Witness),
    /// Checks a proof that a reporter or a desk has saved: that its line is in the log, and what it says.
    ///
    /// Example: watchpost log proof 3.tlog-proof --key 'report.example.org/log+1234abcd+AbC…' --said message.txt
    Proof {
        /// The proof.
        #[arg(value_name = "FILE")]
        proof: PathBuf,
        /// The public key of the log, as its operator published it.
        #[arg(long, env = "WATCHPOST_KEY")]
        key: String,
        /// A text, or a file that was sent: it must be what was said, to the letter. May be given again.
        #[arg(
            long,
            value_name = "FILE",
            env = "WATCHPOST_SAID",
            value_delimiter = '\n'
        )]
        said: Vec<PathBuf>,
    },
    /// Checks the status of a company that somebody has filed: that it was signed with the key of the log, and what it says.
    ///
    /// Example: watchpost log status status.txt --key 'report.example.org/log+1234abcd+AbC…'
    Status {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The public key of the log, as its operator published it.
        #[arg(long, env = "WATCHPOST_KEY")]
        key: String,
    },
    /// Goes on with the log after a restore.
    ///
    /// Example: watchpost log continue --checkpoint newest.txt --data /var/lib/watchpost
    ///
    /// Get the newest checkpoint that anybody has: from a mirror, a witness, or somebody who kept one. If it names what was
    /// restored, no more and no less, the log goes on. If the log had said more since the backup, `--from` fetches what is missing from a
    /// copy of it. If there is no copy, `--new-log` ends the log and begins another that names it: a log never says two things.
    Continue(again::Continue),
}

/// Runs a command of `watchpost log`.
pub fn run(command: &Command) -> Result<()> {
    match command {
        Command::Verify {
            place,
            key,
            since,
            witness,
        } => verify::verify(place, key.as_deref(), since.as_deref(), witness),
        Command::Witness(command) => witness::run(command),
        Command::Proof { proof, key, said } => proof::check(proof, key, said),
        Command::Status { file, key } => status::check(file, key),
        Command::Continue(command) => again::run(command),
    }
}

/// The public key of a witness, as it was given.
pub fn witness_key(text: &str) -> Result<NoteVerifier> {
    let key = NoteVerifier::parse(text).ok();
    let key = key.filter(|key| key.kind() == KeyKind::Cosignature);
    ensure!(
        key.is_some(),
        "--witness is not the public key of a witness: name+number+letters"
    );
    key.ok_or_else(|| anyhow::anyhow!("no key"))
}
