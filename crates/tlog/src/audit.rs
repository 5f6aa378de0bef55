//! Reads a whole published log and recomputes everything, to find what was changed and where.
//!
//! Bottom up: every hash is computed from the entries and compared with the published tiles, one tile at a time. Where
//! the two differ, the signed root decides which of them is the false one, so that the report names the right file.

use crate::checkpoint::{Checkpoint, CheckpointError, verify_checkpoint};
use crate::edge::{Edge, to_bytes};
use crate::entries::{EntryError, EntryTileId, MAX_ENTRY, decode_entries};
use crate::hash::{Hash, leaf_hash};
use crate::note_key::NoteVerifier;
use crate::range;
use crate::tile::{Node, TILE_WIDTH, TileId, Tiles, hashes};
use crate::tree::ranges_roots;
use crate::verify::climb;

/// Where the checkpoint is published, below the address of the log.
const CHECKPOINT: &str = "checkpoint";

/// Bytes in the largest bundle.
const MAX_BUNDLE: usize = TILE_WIDTH as usize * (MAX_ENTRY + 2);

/// Where the files of a log come from.
pub trait Source {
    /// What can go wrong when reading.
    type Error;

    /// The file at `path` below the address of the log, or nothing if there is none.
    fn fetch(&mut self, path: &str) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// How far an audit has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Entries read.
    pub done: u64,
    /// Entries in all.
    pub total: u64,
}

/// A log that was found whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditReport {
    /// The state that was verified.
    pub checkpoint: Checkpoint,
    /// The signed checkpoint as it was published, cosignatures and all.
    pub note: String,
    /// Files of hashes and of entries that were read.
    pub tiles: u64,
}

/// What is wrong with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DamageKind {
    /// The file is not there.
    #[error("missing")]
    Missing,
    /// The file has a length it cannot have.
    #[error("wrong length")]
    Length,
    /// A bundle that cannot be taken apart.
    #[error("{0}")]
    Entries(EntryError),
    /// Content that the signed root does not cover; the number is the place of the first wrong entry or hash.
    #[error("content number {0} was changed")]
    Changed(usize),
    /// All files agree with each other but not with the signed root.
    #[error("signed for another content")]
    Root,
}

/// The first damaged file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{path}: {kind}")]
pub struct Damage {
    /// Its path below the address of the log.
    pub path: String,
    /// What is wrong with it.
    pub kind: DamageKind,
}

/// Why an audit did not find the log whole.
#[derive(Debug, thiserror::Error)]
pub enum AuditError<E> {
    /// The log could not be read.
    #[error("the log cannot be read: {0}")]
    Source(E),
    /// The published checkpoint is not one of this log.
    #[error("checkpoint: {0}")]
    Checkpoint(CheckpointError),
    /// A file was changed or is missing.
    #[error(transparent)]
    Damaged(Damage),
    /// The log has fewer entries than an older checkpoint says.
    #[error("the log once had {then} entries and now has {now}")]
    Shrunk {
        /// Entries then.
        then: u64,
        /// Entries now.
        now: u64,
    },
    /// The log is whole, but its first entries are not those of the older checkpoint: history was rewritten.
    #[error("the first {then} entries are not those of the older checkpoint")]
    Rewritten {
        /// Entries then.
        then: u64,
    },
}

/// What to audit.
pub struct Audit<'a> {
    /// The key of the log.
    pub log: &'a NoteVerifier,
    /// A state of the log seen earlier, which it must still begin with.
    pub older: Option<&'a Checkpoint>,
}

/// Reads and recomputes a whole log. In memory there is one bundle of entries and a few tiles at a time.
pub fn audit<S: Source>(
    source: &mut S,
    audit: &Audit<'_>,
    mut progress: impl FnMut(Progress),
) -> Result<AuditReport, AuditError<S::Error>> {
    let (checkpoint, note) = read_checkpoint(source, audit)?;
    let mut reader = Reader {
        source,
        checkpoint,
        edge: Edge::default(),
        tiles: 0,
    };
    let total = reader.checkpoint.size;
    let mut same_past = reader.same_past(audit);
    for id in EntryTileId::all(total) {
        for leaf in reader.leaves(id)? {
            reader.push(leaf)?;
            same_past = same_past.or(reader.same_past(audit));
        }
        let done = reader.edge.size();
        progress(Progress { done, total });
    }
    let unfinished = reader
        .edge
        .unfinished()
        .filter(|(id, _)| id.level() > 0)
        .map(|(id, row)| (id, row.to_vec()))
        .collect::<Vec<_>>();
    for (id, row) in unfinished {
        reader.compare(id, &row, None)?;
    }
    if reader.edge.root() != reader.checkpoint.root {
        return Err(damaged(CHECKPOINT, DamageKind::Root));
    }
    match (same_past, audit.older) {
        (Some(false), Some(older)) => Err(AuditError::Rewritten { then: older.size }),
        _ => Ok(AuditReport {
            note,
            tiles: reader.tiles,
            checkpoint: reader.checkpoint,
        }),
    }
}

fn read_checkpoint<S: Source>(
    source: &mut S,
    audit: &Audit<'_>,
) -> Result<(Checkpoint, String), AuditError<S::Error>> {
    let bytes = source
        .fetch(CHECKPOINT)
        .map_err(AuditError::Source)?
        .ok_or_else(|| damaged(CHECKPOINT, DamageKind::Missing))?;
    let malformed = |_| AuditError::Checkpoint(CheckpointError::Malformed);
    let note = String::from_utf8(bytes).map_err(malformed)?;
    let checkpoint = verify_checkpoint(&note, audit.log).map_err(AuditError::Checkpoint)?;
    if let Some(older) = audit.older {
        if older.origin != checkpoint.origin {
            return Err(AuditError::Checkpoint(CheckpointError::Origin));
        }
        if older.size > checkpoint.size {
            let (then, now) = (older.size, checkpoint.size);
            return Err(AuditError::Shrunk { then, now });
        }
    }
    Ok((checkpoint, note))
}

fn damaged<E>(path: impl Into<String>, kind: DamageKind) -> AuditError<E> {
    let path = path.into();
    AuditError::Damaged(Damage { path, kind })
}

struct Reader<'a, S> {
    source: &'a mut S,
    checkpoint: Checkpoint,
    edge: Edge,
    tiles: u64,
}

impl<S: Source> Reader<'_, S> {
    /// At the size of the older checkpoint: whether the log had its root.
    fn same_past(&self, audit: &Audit<'_>) -> Option<bool> {
        let older = audit.older.filter(|older| older.size == self.edge.size())?;
        Some(older.root == self.edge.root())
    }

    /// The hashes of the entries of a bundle, after comparing them with the tile of their hashes.
    fn leaves(&mut self, id: EntryTileId) -> Result<Vec<Hash>, AuditError<S::Error>> {
        let (path, bytes) = self.fetch(id.path(), id.full().path())?;
        if bytes.len() > MAX_BUNDLE {
            return Err(damaged(path, DamageKind::Length));
        }
        let unreadable = |error| damaged(path.clone(), DamageKind::Entries(error));
        let mut entries = decode_entries(&bytes).map_err(unreadable)?;
        if path != id.path() {
            // A full bundle stands for a partial one; the rest of it is for a later checkpoint.
            entries.truncate(usize::from(id.width()));
        }
        if entries.len() != usize::from(id.width()) {
            return Err(unreadable(EntryError::Count));
        }
        let leaves = entries.iter().map(|e| leaf_hash(e)).collect::<Vec<_>>();
        if let Some(tile) = id.hash_tile() {
            self.compare(tile, &leaves, Some(path))?;
        }
        Ok(leaves)
    }

    fn push(&mut self, leaf: Hash) -> Result<(), AuditError<S::Error>> {
        let mut full = Vec::new();
        self.edge
            .push(leaf, |id, row| {
                if id.level() > 0 {
                    full.push((id, row.to_vec()));
                }
            })
            .map_err(|_| damaged(CHECKPOINT, DamageKind::Root))?;
        full.iter()
            .try_for_each(|(id, row)| self.compare(*id, row, None))
    }

    /// Compares a published tile with what was computed for it, at the lowest level from the bundle at `bundle`.
    fn compare(
        &mut self,
        id: TileId,
        computed: &[Hash],
        bundle: Option<String>,
    ) -> Result<(), AuditError<S::Error>> {
        let (path, stored) = self.tile(id)?;
        let differs = |(stored, computed): (Hash, &Hash)| stored != *computed;
        let Some(place) = hashes(&stored).zip(computed).position(differs) else {
            return Ok(());
        };
        // The one that leads to the signed root is true.
        let changed = DamageKind::Changed(place);
        let below = id.index() * u64::from(TILE_WIDTH) + place as u64;
        let computed_is_true = self.leads_to_root(id, below, &to_bytes(computed))?;
        if computed_is_true || !self.leads_to_root(id, below, &stored)? {
            return Err(damaged(path, changed));
        }
        match (bundle, id.level().checked_sub(1)) {
            (None, Some(lower)) => {
                // What lies below was changed, and consistently so up to here.
                let child = TileId::in_tree(lower, below, self.checkpoint.size);
                let path = child.map_or(path, |child| child.path());
                Err(damaged(path, DamageKind::Root))
            }
            (bundle, _) => Err(damaged(bundle.unwrap_or(path), changed)),
        }
    }

    /// The published tile, cut to the width asked for, and the path it was found at.
    fn tile(&mut self, id: TileId) -> Result<(String, Vec<u8>), AuditError<S::Error>> {
        let (path, mut bytes) = self.fetch(id.path(), id.full().path())?;
        let expected = match path == id.path() {
            true => id.bytes(),
            false => id.full().bytes(),
        };
        if bytes.len() != expected {
            return Err(damaged(path, DamageKind::Length));
        }
        bytes.truncate(id.bytes());
        Ok((path, bytes))
    }

    /// A log may drop a partial file once the full one is there.
    fn fetch(
        &mut self,
        path: String,
        full: String,
    ) -> Result<(String, Vec<u8>), AuditError<S::Error>> {
        self.tiles += 1;
        if let Some(bytes) = self.source.fetch(&path).map_err(AuditError::Source)? {
            return Ok((path, bytes));
        }
        match self.source.fetch(&full).map_err(AuditError::Source)? {
            Some(bytes) => Ok((full, bytes)),
            None => Err(damaged(path, DamageKind::Missing)),
        }
    }

    /// Whether this content of a tile leads from its hash number `below` of the level to the signed root.
    fn leads_to_root(
        &mut self,
        id: TileId,
        below: u64,
        content: &[u8],
    ) -> Result<bool, AuditError<S::Error>> {
        let size = self.checkpoint.size;
        let height = id.level() * 8;
        let node = Node {
            height,
            index: below,
        };
        let entry = below << height;
        // Below this level the way lies inside the node itself, one neighbour to a row.
        let beside = &range::inclusion(entry, size)[usize::from(height)..];
        let mut needed = range::tiles(beside, size);
        needed.retain(|tile| *tile != id);
        let mut tiles = Tiles::new();
        for tile in needed {
            let (path, bytes) = self.tile(tile)?;
            let length = |_| damaged(path, DamageKind::Length);
            tiles.insert(tile, bytes).map_err(length)?;
        }
        let length = |_| damaged(id.path(), DamageKind::Length);
        tiles.insert(id, content.to_vec()).map_err(length)?;
        let found = tiles
            .node(node, size)
            .and_then(|hash| Ok((hash, ranges_roots(beside, size, &tiles)?)));
        let Ok((hash, proof)) = found else {
            return Ok(false);
        };
        let root = climb(&hash, height, below, size, &proof);
        Ok(root.is_ok_and(|root| root == self.checkpoint.root))
    }
}
