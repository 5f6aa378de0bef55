//! Tiles of a log: their paths, and their bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use watchpost_tlog::{
    EntryTileId, TileId, Tiles, consistency_proof, decode_entries, encode_entries, inclusion_proof,
    root, tiles_for_root,
};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(path) = std::str::from_utf8(bytes) {
        if let Some(id) = TileId::parse(path) {
            assert_eq!(id.path(), path);
        }
        if let Some(id) = EntryTileId::parse(path) {
            assert_eq!(id.path(), path);
        }
    }
    if let Ok(entries) = decode_entries(bytes) {
        assert_eq!(encode_entries(&entries).as_deref(), Ok(bytes));
    }
    let Some((size, rest)) = bytes.split_first_chunk::<8>() else {
        return;
    };
    let size = u64::from_be_bytes(*size);
    let mut tiles = Tiles::new();
    for id in tiles_for_root(size) {
        // Mostly tiles of the right length, whatever is in them.
        let hashes: Vec<u8> = rest.iter().copied().cycle().take(id.bytes()).collect();
        let _ = tiles.insert(id, hashes);
    }
    let _ = tiles.insert(
        TileId::new(0, size >> 8, 256).unwrap_or(tile()),
        rest.to_vec(),
    );
    let _ = root(size, &tiles);
    let _ = inclusion_proof(size / 2, size, &tiles);
    let _ = consistency_proof(size / 2, size, &tiles);
});

fn tile() -> TileId {
    TileId::new(0, 0, 1).expect("the first tile")
}
