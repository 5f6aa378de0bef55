//! Reading a backup from its beginning to its end; nothing of it is believed before all of it was read.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use sha2::{Digest, Sha256};
use watchpost_vault::{StreamOpener, open_stream};

use super::{BackupError, LINE, Line, Manifest, write::Hashing};
use crate::{Keys, sealing::hex};

/// Largest entry that is read into memory: rows, and the manifest.
const TEXT_MAX: u64 = 256 << 20;

/// What a backup was found to hold.
#[derive(Debug, Clone)]
pub struct Contents {
    pub manifest: Manifest,
    /// Bytes of the file.
    pub bytes: u64,
}

type Opened = tar::Archive<StreamOpener<BufReader<File>>>;

/// Told how many bytes of how many were read, after each entry.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// The archive, and how many bytes it has.
pub(super) fn open(path: &Path, keys: &Keys) -> Result<(Opened, u64), BackupError> {
    let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut line = [0; LINE];
    file.read_exact(&mut line)
        .map_err(|_| BackupError::NotABackup)?;
    let line = std::str::from_utf8(&line).map_err(|_| BackupError::NotABackup)?;
    let line = Line::parse(line)?;
    let opened = open_stream(&keys.backup, &line.header(), line.length, file);
    let archive = tar::Archive::new(opened.map_err(|_| BackupError::WrongKey)?);
    Ok((archive, line.length))
}

fn damaged(error: &io::Error) -> BackupError {
    BackupError::Damaged(error.to_string())
}

/// Hands every entry but the manifest to `take`, and gives the manifest once all of it was found to be true.
pub(super) fn each(
    path: &Path,
    keys: &Keys,
    at: Progress<'_>,
    mut take: impl FnMut(&str, &mut dyn Read) -> Result<(), BackupError>,
) -> Result<Manifest, BackupError> {
    let (mut archive, length) = open(path, keys)?;
    let mut found: Vec<(String, u64, String)> = Vec::new();
    let mut manifest: Option<Manifest> = None;
    for entry in archive.entries().map_err(|e| damaged(&e))? {
        let entry = entry.map_err(|e| damaged(&e))?;
        at(entry.raw_file_position(), length);
        let name = String::from_utf8(entry.path_bytes().into_owned())
            .map_err(|_| BackupError::Damaged("a name is no text".into()))?;
        if manifest.is_some() {
            return Err(BackupError::Damaged(format!("{name} comes after the end")));
        }
        if name == "manifest.json" {
            let mut text = Vec::new();
            entry
                .take(TEXT_MAX)
                .read_to_end(&mut text)
                .map_err(|e| damaged(&e))?;
            let read = serde_json::from_slice(&text);
            manifest = Some(read.map_err(|e| BackupError::Damaged(e.to_string()))?);
            continue;
        }
        let mut hashing = Hashing {
            inner: entry,
            hash: Sha256::new(),
            length: 0,
        };
        take(&name, &mut hashing)?;
        io::copy(&mut hashing, &mut io::sink()).map_err(|e| damaged(&e))?;
        found.push((name, hashing.length, hex(&hashing.hash.finalize())));
    }
    let manifest =
        manifest.ok_or_else(|| BackupError::Damaged("it ends before its last entry".into()))?;
    // What follows the archive is checked as well: whoever has read to the end has read a whole and unaltered file.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(|e| damaged(&e))?;
    if manifest.entries != found {
        return Err(BackupError::Damaged(
            "an entry is not as the list says".into(),
        ));
    }
    Ok(manifest)
}

/// Reads a backup whole and changes nothing.
///
/// # Errors
/// It is none, it is another installation's, or something in it is damaged or missing.
pub fn check(path: &Path, keys: &Keys, at: Progress<'_>) -> Result<Contents, BackupError> {
    let bytes = std::fs::metadata(path)?.len();
    let manifest = each(path, keys, at, |_, _| Ok(()))?;
    Ok(Contents { manifest, bytes })
}

/// The lines of an entry with rows.
pub(super) fn lines(bytes: &mut dyn Read) -> Result<String, BackupError> {
    let mut text = String::new();
    bytes
        .take(TEXT_MAX)
        .read_to_string(&mut text)
        .map_err(|e| damaged(&e))?;
    Ok(text)
}
