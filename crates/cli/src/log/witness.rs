//! A witness: somebody else's machine that has seen a log, and says that it only ever grows.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use watchpost_tlog::{
    Audit, AuditError, Checkpoint, NoteVerifier, Source, Tiles, WitnessSigner, accept, audit,
    consistency_proof, cosign, tiles_for_consistency, verify_checkpoint,
};

use super::source::Place;

#[derive(Args)]
pub struct Witness {
    /// The address of the log, or the folder that holds `checkpoint` and `tile/`
    #[arg(value_name = "URL|DIR")]
    place: String,
    /// The public key of the log, as its operator published it
    #[arg(long, env = "WATCHPOST_KEY")]
    key: String,
    /// Where the last checkpoint that was accepted is kept. Never put an older one in its place
    #[arg(long, env = "WATCHPOST_STATE", value_name = "FILE")]
    state: PathBuf,
    /// Where the key of the witness is kept; made the first time
    #[arg(long, env = "WATCHPOST_WITNESS_KEY", value_name = "FILE")]
    witness_key: PathBuf,
    /// What the witness is called, when its key is made, such as witness.example.net
    #[arg(long, env = "WATCHPOST_NAME")]
    name: Option<String>,
}

pub fn run(command: &Witness) -> Result<()> {
    let key = super::verify::log_key(&command.key)?;
    let signer = signer(&command.witness_key, command.name.as_deref())?;
    let last = last(&command.state, &key)?;
    let mut source = Place::of(&command.place)?;
    let asked = Audit {
        log: &key,
        older: last.as_ref(),
    };
    let report = match audit(&mut source, &asked, |_| ()) {
        Ok(report) => report,
        Err(AuditError::Source(error)) => {
            return Err(error).with_context(|| format!("{} cannot be read", command.place));
        }
        Err(error) => bail!("not cosigned: {error}"),
    };
    let proof = proof(&mut source, last.as_ref(), report.checkpoint.size)?;
    let seen = accept(last.as_ref(), &report.note, &key, &proof).context("not cosigned")?;
    // What was accepted is durable before anybody has the cosignature: after a restart nothing else can be cosigned.
    keep(&command.state, &report.note)?;
    let now = u64::try_from(watchpost_service::Clock::System.now().as_second())?;
    let note = cosign(&report.note, &signer, now).context("not cosigned")?;
    crate::say(&format!(
        "cosigned: {} entries of {}",
        seen.size, seen.origin
    ));
    match &source {
        Place::Server(server) => {
            let given = server.give("cosignatures", &note);
            given.context(
                "the log did not take the cosignature. Its operator must know this witness",
            )?;
        }
        Place::Folder(_) => crate::say(note.trim_end()),
    }
    Ok(())
}

/// That the log begins with what was seen before, from its own tiles.
fn proof(source: &mut Place, last: Option<&Checkpoint>, size: u64) -> Result<Vec<[u8; 32]>> {
    let Some(last) = last else {
        return Ok(Vec::new());
    };
    let mut tiles = Tiles::new();
    for id in tiles_for_consistency(last.size, size) {
        let bytes = source.fetch(&id.path()).context("a tile cannot be read")?;
        let bytes = bytes.with_context(|| format!("{} is missing", id.path()))?;
        tiles.insert(id, bytes).with_context(|| id.path())?;
    }
    consistency_proof(last.size, size, &tiles).context("not cosigned")
}

fn last(path: &Path, key: &NoteVerifier) -> Result<Option<Checkpoint>> {
    match fs::read_to_string(path) {
        Ok(note) => verify_checkpoint(&note, key)
            .map(Some)
            .with_context(|| format!("{} is not a checkpoint of this log", path.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// Whole and durable under its name, or not there.
fn keep(path: &Path, text: &str) -> Result<()> {
    let unfinished = path.with_extension("new");
    let written = || -> io::Result<()> {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&unfinished)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
        fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    };
    written().with_context(|| format!("{} cannot be written", path.display()))
}

/// The key of the witness: its name and its secret, in one file. Made once.
fn signer(path: &Path, name: Option<&str>) -> Result<WitnessSigner> {
    let unusable = || format!("{} is not the key of a witness", path.display());
    match fs::read_to_string(path) {
        Ok(text) => {
            let (name, seed) = text.trim_end().split_once('\n').with_context(unusable)?;
            let seed = seed_of(seed).with_context(unusable)?;
            WitnessSigner::from_seed(name, &seed).with_context(unusable)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let name = name.context("--name says what the witness is called")?;
            let seed = watchpost_vault::SigningKey::generate().to_bytes();
            let made = WitnessSigner::from_seed(name, &seed)
                .with_context(|| format!("{name} cannot be the name of a witness"))?;
            let digits = seed.iter().map(|byte| format!("{byte:02x}"));
            keep(path, &format!("{name}\n{}\n", digits.collect::<String>()))?;
            crate::say(
                "The key of this witness, for the operator of the log and all who check it:",
            );
            crate::say(&made.vkey());
            Ok(made)
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

fn seed_of(text: &str) -> Result<[u8; 32]> {
    ensure!(text.len() == 64 && text.is_ascii(), "it has another length");
    let mut seed = [0; 32];
    for (at, byte) in seed.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16)?;
    }
    Ok(seed)
}
