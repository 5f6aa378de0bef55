//! Checking a log as an outsider does.

use std::{fs, io, ops::Range, path::Path};

use anyhow::{Context, Result, bail};
use watchpost_service::succession;
use watchpost_tlog::{
    Audit, AuditError, Checkpoint, EntryTileId, NoteVerifier, Source, audit, decode_entries,
    verify_checkpoint, verify_cosignatures,
};

use super::source::Place;
use crate::progress;

/// A checkpoint that was kept earlier.
enum Kept {
    OfThis(Checkpoint),
    /// Of the log before this one, perhaps: its words, to be compared with what this one names.
    OfAnother(String),
}

pub fn verify(
    place: &str,
    key: Option<&str>,
    since: Option<&Path>,
    witnesses: &[String],
) -> Result<()> {
    let mut source = Place::of(place)?;
    let key = match key {
        Some(key) => log_key(key)?,
        None => key_beside(place, &mut source)?,
    };
    let kept = since.map(|path| kept(path, &key)).transpose()?;
    let older = match &kept {
        Some(Kept::OfThis(checkpoint)) => Some(checkpoint),
        _ => None,
    };
    let checkpoint = read(place, &mut source, &Audit { log: &key, older })?;
    let follows = follows(&mut source, checkpoint.size)
        .with_context(|| format!("{place} cannot be read"))??;
    let same = |one: &str, other: &str| one.lines().take(3).eq(other.lines().take(3));
    match (&kept, &follows) {
        (Some(Kept::OfAnother(words)), Some(named)) if same(words, named) => {}
        (Some(Kept::OfAnother(_)), Some(_)) => bail!(
            "what --since names is of another log than this one. If it is of the log before: this one names only the last checkpoint of that, and \
             nothing is known of what was between"
        ),
        (Some(Kept::OfAnother(_)), None) => {
            bail!("what --since names is not a checkpoint of this log")
        }
        _ => {}
    }
    if !witnesses.is_empty() {
        cosigned(place, &mut source, &key, witnesses)?;
    }
    if let Some(named) = follows {
        let mut lines = named.lines();
        let (name, size) = (
            lines.next().unwrap_or_default(),
            lines.next().unwrap_or_default(),
        );
        crate::say(&format!(
            "This log follows {name}, which had at least {size} entries when it ended."
        ));
    }
    Ok(())
}

/// The key that the place itself gives. Who could change the log could change it as well, and that is said.
fn key_beside(place: &str, source: &mut Place) -> Result<NoteVerifier> {
    let given = source
        .fetch("key")
        .with_context(|| format!("{place} cannot be read"))?
        .with_context(|| {
            format!("there is no key at {place}: give the one that was published, with --key")
        })?;
    let text = String::from_utf8_lossy(&given);
    let text = text.trim();
    let key = NoteVerifier::parse(text)
        .map_err(|_| anyhow::anyhow!("what {place} gives as its key is none"))?;
    crate::warn(&format!(
        "The key came from the place that is being checked: {text}\nThis shows that the log is whole, not whose it is. Compare the key with one that \
         you got elsewhere, or give that one with --key."
    ));
    Ok(key)
}

/// Says when each of the witnesses cosigned what the log says; each must have.
fn cosigned(
    place: &str,
    source: &mut Place,
    key: &NoteVerifier,
    witnesses: &[String],
) -> Result<()> {
    let witnesses = witnesses.iter().map(|text| super::witness_key(text));
    let witnesses: Vec<NoteVerifier> = witnesses.collect::<Result<_>>()?;
    let note = source.fetch("cosigned");
    let note = note.with_context(|| format!("{place} cannot be read"))?;
    let note = note.context("no witness has cosigned this log")?;
    let note = String::from_utf8(note).context("cosigned: this is not a checkpoint")?;
    let then = verify_checkpoint(&note, key).context("cosigned")?;
    // What they saw must be what is there now.
    let asked = Audit {
        log: key,
        older: Some(&then),
    };
    if let Err(error) = audit(source, &asked, |_| ()) {
        bail!("this is not the log that its witnesses saw: {error}");
    }
    let found = verify_cosignatures(&note, &witnesses).context("cosigned")?;
    for witness in &witnesses {
        let by = found.iter().find(|by| by.witness == witness.name());
        let by = by.with_context(|| format!("{} has not cosigned this log", witness.name()))?;
        let at = jiff::Timestamp::from_second(i64::try_from(by.unix_time)?)?;
        crate::say(&format!(
            "{} saw its first {} entries, at {at}",
            by.witness, then.size
        ));
    }
    Ok(())
}

/// A key as it was given.
pub fn log_key(text: &str) -> Result<NoteVerifier> {
    NoteVerifier::parse(text)
        .map_err(|_| anyhow::anyhow!("--key is not the public key of a log: name+number+letters"))
}

/// Reads all of a log, and says that it is whole.
pub fn read(place: &str, source: &mut Place, asked: &Audit<'_>) -> Result<Checkpoint> {
    let bar = progress::entries();
    let report = audit(source, asked, |at| {
        bar.set_length(at.total);
        bar.set_position(at.done);
    });
    bar.finish_and_clear();
    match report {
        Ok(report) => {
            crate::say(&format!(
                "whole: {} entries, {} files read",
                report.checkpoint.size, report.tiles
            ));
            Ok(report.checkpoint)
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

/// Entries of a log that has `size` of them. That they are what the log says is for the caller to find out.
pub fn entries(source: &mut Place, wanted: Range<u64>, size: u64) -> io::Result<Vec<Vec<u8>>> {
    let missing = || io::Error::new(io::ErrorKind::NotFound, "a file of its entries is missing");
    let mut all = Vec::new();
    let mut at = 0;
    for id in EntryTileId::all(size) {
        let width = u64::from(id.width());
        if at + width > wanted.start && at < wanted.end {
            let bytes = match source.fetch(&id.path())? {
                Some(bytes) => bytes,
                None => source.fetch(&id.full().path())?.ok_or_else(missing)?,
            };
            let entries = decode_entries(&bytes).map_err(io::Error::other)?;
            let entries = (at..at + width).zip(entries);
            let entries = entries.filter(|(at, _)| wanted.contains(at));
            all.extend(entries.map(|(_, entry)| entry));
        }
        at += width;
    }
    Ok(all)
}

/// The checkpoint of the log before, if this one follows any; its first entry must name it.
fn follows(source: &mut Place, size: u64) -> io::Result<Result<Option<String>>> {
    let Some(named) = source.fetch("follows")? else {
        return Ok(Ok(None));
    };
    let named = String::from_utf8_lossy(&named).into_owned();
    let first = entries(source, 0..1, size)?;
    let is_named = first
        .first()
        .is_some_and(|entry| entry[..] == succession::first_entry(&named));
    Ok(if is_named {
        Ok(Some(named))
    } else {
        Err(anyhow::anyhow!(
            "follows: the first entry of the log names another checkpoint"
        ))
    })
}

fn kept(path: &Path, key: &NoteVerifier) -> Result<Kept> {
    let text =
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    match verify_checkpoint(&text, key) {
        Ok(checkpoint) => Ok(Kept::OfThis(checkpoint)),
        Err(_) if succession::name_in(&text).is_some_and(|name| name != key.name()) => {
            Ok(Kept::OfAnother(text))
        }
        Err(error) => Err(error)
            .with_context(|| format!("{} is not a checkpoint of this log", path.display())),
    }
}
