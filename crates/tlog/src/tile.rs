//! Tiles: rows of up to 256 hashes, the pieces in which the tree is stored and published.

use std::collections::BTreeMap;

use crate::base::decimal;
use crate::hash::{HASH_LEN, Hash, complete_root};
use crate::tree::TreeError;

/// Hashes in a full tile.
pub const TILE_WIDTH: u16 = 256;

/// Names one tile of hashes: row `level`, place `index` in that row, `width` hashes.
///
/// Hash `i` of it is the root of the 256^level entries from (index × 256 + i) × 256^level on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TileId {
    level: u8,
    index: u64,
    width: u16,
}

impl TileId {
    /// Names a tile, or nothing if the level is above 63, the width not 1 to 256, or it would lie beyond any log.
    pub fn new(level: u8, index: u64, width: u16) -> Option<Self> {
        let possible = level <= 63 && index < 1 << 56 && (1..=TILE_WIDTH).contains(&width);
        possible.then_some(Self {
            level,
            index,
            width,
        })
    }

    /// The tile at this place in a tree of `size` entries, as wide as it is there.
    pub fn in_tree(level: u8, index: u64, size: u64) -> Option<Self> {
        let hashes = hashes_at(level, size);
        let left = hashes.checked_sub(index.checked_mul(u64::from(TILE_WIDTH))?)?;
        Self::new(level, index, left.min(u64::from(TILE_WIDTH)) as u16)
    }

    /// Every tile of a tree of `size` entries, from the entries upwards.
    pub fn all(size: u64) -> impl Iterator<Item = Self> {
        (0..8).flat_map(move |level| {
            let tiles = hashes_at(level, size).div_ceil(u64::from(TILE_WIDTH));
            (0..tiles).filter_map(move |index| Self::in_tree(level, index, size))
        })
    }

    /// The row: 0 holds the hashes of entries.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// The place in the row.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes the tile holds.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// How many bytes the tile holds.
    pub fn bytes(&self) -> usize {
        usize::from(self.width) * HASH_LEN
    }

    /// Whether the tile can grow no more.
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The full tile at the same place, which may be served in place of this one.
    pub fn full(&self) -> Self {
        Self {
            width: TILE_WIDTH,
            ..*self
        }
    }

    /// Where the tile is published, below the address of the log: `tile/0/x001/067`, `tile/1/000.p/17`.
    pub fn path(&self) -> String {
        format!(
            "tile/{}/{}",
            self.level,
            place_and_width(self.index, self.width)
        )
    }

    /// Reads a path. Every tile has exactly one.
    pub fn parse(path: &str) -> Option<Self> {
        let (level, place) = path.strip_prefix("tile/")?.split_once('/')?;
        let (index, width) = parse_place_and_width(place)?;
        Self::new(u8::try_from(decimal(level)?).ok()?, index, width)
    }
}

/// How many complete subtrees of 256^level entries a tree of `size` entries has.
pub(crate) fn hashes_at(level: u8, size: u64) -> u64 {
    size.checked_shr(u32::from(level) * 8).unwrap_or(0)
}

/// `x001/067` or `x001/067.p/8`: no folder ever holds more than a thousand names.
pub(crate) fn place_and_width(index: u64, width: u16) -> String {
    let mut place = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        place = format!("x{:03}/{place}", rest % 1000);
        rest /= 1000;
    }
    if width < TILE_WIDTH {
        place = format!("{place}.p/{width}");
    }
    place
}

pub(crate) fn parse_place_and_width(text: &str) -> Option<(u64, u16)> {
    if text.len() > 40 {
        return None;
    }
    let (place, width) = match text.split_once(".p/") {
        Some((place, width)) => (place, u16::try_from(decimal(width)?).ok()?),
        None => (text, TILE_WIDTH),
    };
    let mut index = 0u64;
    for part in place.split('/') {
        let digits = part.strip_prefix('x').unwrap_or(part);
        if digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    // Writing it again settles where an `x` belongs, leading zeros and `.p/256` in one comparison.
    let one_spelling = (1..=TILE_WIDTH).contains(&width) && place_and_width(index, width) == text;
    one_spelling.then_some((index, width))
}

/// Tiles at hand. A wider tile stands for every narrower one at the same place.
#[derive(Clone, Default, Debug)]
pub struct Tiles(BTreeMap<TileId, Vec<u8>>);

impl Tiles {
    /// No tiles yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a tile. Its length must be the one its name promises; whether its hashes are true only proofs can tell.
    pub fn insert(&mut self, id: TileId, bytes: Vec<u8>) -> Result<(), TreeError> {
        if bytes.len() != id.bytes() {
            return Err(TreeError::Length(id));
        }
        self.0.insert(id, bytes);
        Ok(())
    }

    /// The bytes of a tile, cut from a wider one if only that is at hand.
    pub fn get(&self, id: TileId) -> Option<&[u8]> {
        let (_, bytes) = self.0.range(id..=id.full()).next()?;
        bytes.get(..id.bytes())
    }

    /// Those of `needed` that are not at hand yet.
    pub fn missing(&self, needed: &[TileId]) -> Vec<TileId> {
        needed
            .iter()
            .copied()
            .filter(|id| self.get(*id).is_none())
            .collect()
    }

    /// The root of the complete subtree of 2^height entries at `index`, in a tree of `size` entries.
    pub(crate) fn node(&self, node: Node, size: u64) -> Result<Hash, TreeError> {
        let (id, start) = node.tile(size).ok_or(TreeError::OutOfRange)?;
        let bytes = self.get(id).ok_or(TreeError::Missing(id))?;
        let row = hashes(bytes)
            .skip(start)
            .take(node.hashes_in_tile())
            .collect::<Vec<_>>();
        if row.len() != node.hashes_in_tile() {
            return Err(TreeError::OutOfRange);
        }
        Ok(complete_root(&row))
    }
}

/// The hashes in the bytes of a tile.
pub(crate) fn hashes(bytes: &[u8]) -> impl Iterator<Item = Hash> {
    bytes.as_chunks::<HASH_LEN>().0.iter().copied()
}

/// A complete subtree: the 2^height entries from `index` × 2^height on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Node {
    pub(crate) height: u8,
    pub(crate) index: u64,
}

impl Node {
    /// The tile whose hashes make up this node, and the first of them. Tiles hold every eighth row only.
    pub(crate) fn tile(&self, size: u64) -> Option<(TileId, usize)> {
        let above_row = self.height % 8;
        let first = self.index.checked_shl(u32::from(above_row))?;
        let id = TileId::in_tree(self.height / 8, first / u64::from(TILE_WIDTH), size)?;
        Some((id, (first % u64::from(TILE_WIDTH)) as usize))
    }

    fn hashes_in_tile(&self) -> usize {
        1 << (self.height % 8)
    }
}
