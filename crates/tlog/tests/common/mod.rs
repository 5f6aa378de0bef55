//! A log in memory, grown and published the way the real one is.
#![allow(clippy::unwrap_used, dead_code)]

use std::collections::BTreeMap;
use std::convert::Infallible;

use watchpost_tlog::*;

pub const ORIGIN: &str = "log.example.org";

pub fn entry(number: u64) -> Vec<u8> {
    format!("entry {number}").into_bytes()
}

pub fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|n| leaf_hash(&entry(n))).collect()
}

pub fn signer() -> NoteSigner {
    NoteSigner::from_seed(ORIGIN, &[7; 32]).ok().unwrap()
}

pub fn hex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

pub fn hash(text: &str) -> Hash {
    hex(text).try_into().unwrap()
}

/// The published files of a log, by path.
#[derive(Clone, Default)]
pub struct Published {
    pub files: BTreeMap<String, Vec<u8>>,
    pub size: u64,
}

impl Published {
    pub fn new(size: u64) -> Self {
        let mut log = Self::default();
        log.grow(size);
        log
    }

    /// Appends entries up to `size` and signs a checkpoint.
    pub fn grow(&mut self, size: u64) {
        let new = (self.size..size).map(entry).collect::<Vec<_>>();
        let hashes = new.iter().map(|e| leaf_hash(e)).collect::<Vec<_>>();
        let appended = append(
            self.size,
            &self.tiles(&tiles_for_append(self.size)),
            &hashes,
        )
        .unwrap();
        let unfinished = entry_tile_for_append(self.size).map(|id| self.files[&id.path()].clone());
        for (id, bytes) in append_entries(self.size, unfinished.as_deref(), &new).unwrap() {
            self.files.insert(id.path(), bytes);
        }
        for (id, bytes) in appended.tiles {
            self.files.insert(id.path(), bytes);
        }
        self.size = size;
        let checkpoint = Checkpoint::new(ORIGIN, size, appended.root);
        let note = sign_checkpoint(&checkpoint, &signer()).unwrap();
        self.files
            .insert("checkpoint".to_owned(), note.into_bytes());
    }

    pub fn tiles(&self, ids: &[TileId]) -> Tiles {
        let mut tiles = Tiles::new();
        for id in ids {
            tiles.insert(*id, self.files[&id.path()].clone()).unwrap();
        }
        assert!(tiles.missing(ids).is_empty());
        tiles
    }

    pub fn note(&self) -> String {
        String::from_utf8(self.files["checkpoint"].clone()).unwrap()
    }

    pub fn checkpoint(&self) -> Checkpoint {
        verify_checkpoint(&self.note(), &signer().verifier()).unwrap()
    }

    pub fn root(&self) -> Hash {
        root(self.size, &self.tiles(&tiles_for_root(self.size))).unwrap()
    }

    pub fn inclusion(&self, index: u64) -> Vec<Hash> {
        let tiles = self.tiles(&tiles_for_inclusion(index, self.size));
        inclusion_proof(index, self.size, &tiles).unwrap()
    }

    pub fn consistency(&self, old: u64) -> Vec<Hash> {
        let tiles = self.tiles(&tiles_for_consistency(old, self.size));
        consistency_proof(old, self.size, &tiles).unwrap()
    }

    pub fn audit(
        &mut self,
        older: Option<&Checkpoint>,
    ) -> Result<AuditReport, AuditError<Infallible>> {
        let log = &signer().verifier();
        audit(self, &Audit { log, older }, |_| {})
    }
}

impl Source for Published {
    type Error = Infallible;

    fn fetch(&mut self, path: &str) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.files.get(path).cloned())
    }
}
