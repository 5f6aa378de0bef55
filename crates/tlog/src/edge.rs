//! The growing edge of the tree: the unfinished tile of each level, and nothing else.

use crate::hash::{HASH_LEN, Hash, complete_root, join};
use crate::range;
use crate::tile::{TILE_WIDTH, TileId, Tiles, hashes, hashes_at};
use crate::tree::{MAX_SIZE, TreeError, tiles_for_append};

#[derive(Default)]
pub(crate) struct Edge {
    size: u64,
    /// The hashes of the unfinished tile at each level; an empty row where the last tile is full.
    rows: Vec<Vec<Hash>>,
}

impl Edge {
    /// Takes up where a log of `size` entries ended.
    pub(crate) fn resume(size: u64, tiles: &Tiles) -> Result<Self, TreeError> {
        let mut edge = Self {
            size,
            rows: Vec::new(),
        };
        for id in tiles_for_append(size) {
            let bytes = tiles.get(id).ok_or(TreeError::Missing(id))?;
            let level = usize::from(id.level());
            edge.rows.resize(level + 1, Vec::new());
            edge.rows[level] = hashes(bytes).collect();
        }
        Ok(edge)
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of one entry, and calls `full` with every tile this fills, lowest first.
    pub(crate) fn push(
        &mut self,
        leaf: Hash,
        mut full: impl FnMut(TileId, &[Hash]),
    ) -> Result<(), TreeError> {
        if self.size >= MAX_SIZE {
            return Err(TreeError::TooLarge);
        }
        self.size += 1;
        let mut hash = leaf;
        for level in 0u8.. {
            let row = self.row(level);
            row.push(hash);
            if row.len() < usize::from(TILE_WIDTH) {
                break;
            }
            let row = std::mem::take(row);
            let index = hashes_at(level, self.size) / u64::from(TILE_WIDTH) - 1;
            full(
                TileId::new(level, index, TILE_WIDTH).ok_or(TreeError::TooLarge)?,
                &row,
            );
            hash = complete_root(&row);
        }
        Ok(())
    }

    fn row(&mut self, level: u8) -> &mut Vec<Hash> {
        let level = usize::from(level);
        if self.rows.len() <= level {
            self.rows.resize(level + 1, Vec::new());
        }
        &mut self.rows[level]
    }

    /// The unfinished tiles, lowest first.
    pub(crate) fn unfinished(&self) -> impl Iterator<Item = (TileId, &[Hash])> {
        (0u8..).zip(&self.rows).filter_map(|(level, row)| {
            let index = hashes_at(level, self.size) / u64::from(TILE_WIDTH);
            Some((TileId::new(level, index, row.len() as u16)?, row.as_slice()))
        })
    }

    /// The root of the tree so far: its complete subtrees all lie in the unfinished tiles.
    pub(crate) fn root(&self) -> Hash {
        let nodes = range::whole(self.size)
            .nodes()
            .map(|node| {
                let row = &self.rows[usize::from(node.height / 8)];
                let width = 1 << (node.height % 8);
                let start = (node.index << (node.height % 8)) as usize % usize::from(TILE_WIDTH);
                complete_root(&row[start..start + width])
            })
            .collect::<Vec<_>>();
        join(&nodes)
    }
}

/// Hashes as the bytes of a tile.
pub(crate) fn to_bytes(row: &[Hash]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(row.len() * HASH_LEN);
    row.iter().for_each(|hash| bytes.extend_from_slice(hash));
    bytes
}
