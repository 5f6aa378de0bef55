//! Entry bundles: the entries themselves, 256 to a file, next to the tiles of their hashes.

use crate::tile::{TILE_WIDTH, TileId, parse_place_and_width, place_and_width};

/// Bytes in the longest entry: its length is written in two bytes.
pub const MAX_ENTRY: usize = u16::MAX as usize;

/// Names one bundle of entries: place `index`, `width` entries.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct EntryTileId {
    index: u64,
    width: u16,
}

impl EntryTileId {
    /// Names a bundle, or nothing if the width is not 1 to 256.
    pub fn new(index: u64, width: u16) -> Option<Self> {
        TileId::new(0, index, width).map(Self::beside)
    }

    /// The bundle that holds entry number `entry` of a log with `size` entries.
    pub fn holding(entry: u64, size: u64) -> Option<Self> {
        let inside = entry < size;
        let tile = TileId::in_tree(0, entry / u64::from(TILE_WIDTH), size)?;
        inside.then(|| Self::beside(tile))
    }

    /// Every bundle of a log with `size` entries, in order.
    pub fn all(size: u64) -> impl Iterator<Item = Self> {
        (0..size.div_ceil(u64::from(TILE_WIDTH)))
            .filter_map(move |index| TileId::in_tree(0, index, size).map(Self::beside))
    }

    fn beside(tile: TileId) -> Self {
        Self {
            index: tile.index(),
            width: tile.width(),
        }
    }

    /// The tile that holds the hashes of these entries.
    pub fn hash_tile(&self) -> Option<TileId> {
        TileId::new(0, self.index, self.width)
    }

    /// The place in the row of bundles.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many entries the bundle holds.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether the bundle can grow no more.
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The full bundle at the same place, which may be served in place of this one.
    pub fn full(&self) -> Self {
        Self {
            width: TILE_WIDTH,
            ..*self
        }
    }

    /// Where the bundle is published, below the address of the log: `tile/entries/x001/067`, `tile/entries/000.p/3`.
    pub fn path(&self) -> String {
        format!("tile/entries/{}", place_and_width(self.index, self.width))
    }

    /// Reads a path. Every bundle has exactly one.
    pub fn parse(path: &str) -> Option<Self> {
        let (index, width) = parse_place_and_width(path.strip_prefix("tile/entries/")?)?;
        Self::new(index, width)
    }
}

/// Why entries cannot be bundled, or a bundle cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EntryError {
    /// An entry is longer than [`MAX_ENTRY`].
    #[error("an entry is longer than {MAX_ENTRY} bytes")]
    TooLong,
    /// More than 256 entries.
    #[error("a bundle holds at most {TILE_WIDTH} entries")]
    TooMany,
    /// The bundle ends inside an entry.
    #[error("the bundle ends inside an entry")]
    CutShort,
    /// The bundle holds another number of entries than its place in the log asks for.
    #[error("the bundle holds another number of entries than expected")]
    Count,
}

/// Bundles entries: each is preceded by its length in two bytes, big end first.
pub fn encode_entries<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, EntryError> {
    if entries.len() > usize::from(TILE_WIDTH) {
        return Err(EntryError::TooMany);
    }
    let mut bundle = Vec::new();
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| EntryError::TooLong)?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(entry);
    }
    Ok(bundle)
}

/// Takes a bundle apart.
pub fn decode_entries(mut bundle: &[u8]) -> Result<Vec<Vec<u8>>, EntryError> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        if entries.len() == usize::from(TILE_WIDTH) {
            return Err(EntryError::TooMany);
        }
        let (length, rest) = bundle.split_first_chunk().ok_or(EntryError::CutShort)?;
        let (entry, rest) = rest
            .split_at_checked(usize::from(u16::from_be_bytes(*length)))
            .ok_or(EntryError::CutShort)?;
        entries.push(entry.to_vec());
        bundle = rest;
    }
    Ok(entries)
}

/// The unfinished bundle that must be at hand to append to a log of `old_size` entries, if there is one.
pub fn entry_tile_for_append(old_size: u64) -> Option<EntryTileId> {
    let width = (old_size % u64::from(TILE_WIDTH)) as u16;
    EntryTileId::new(old_size / u64::from(TILE_WIDTH), width)
}

/// Every new or changed bundle after appending. `unfinished` is the content of [`entry_tile_for_append`].
pub fn append_entries<E: AsRef<[u8]>>(
    old_size: u64,
    unfinished: Option<&[u8]>,
    entries: &[E],
) -> Result<Vec<(EntryTileId, Vec<u8>)>, EntryError> {
    let mut pending = decode_entries(unfinished.unwrap_or_default())?;
    if pending.len() as u64 != old_size % u64::from(TILE_WIDTH) {
        return Err(EntryError::Count);
    }
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    pending.extend(entries.iter().map(|entry| entry.as_ref().to_vec()));
    let first = old_size / u64::from(TILE_WIDTH);
    (first..)
        .zip(pending.chunks(usize::from(TILE_WIDTH)))
        .map(|(index, entries)| {
            let id = EntryTileId::new(index, entries.len() as u16).ok_or(EntryError::TooMany)?;
            Ok((id, encode_entries(entries)?))
        })
        .collect()
}
