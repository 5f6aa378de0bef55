//! Sealed files, keys and streams: what comes back from a disk or a store that somebody may have written to.
#![no_main]

use std::io::Read;

use libfuzzer_sys::fuzz_target;
use watchpost_fuzz::{identity, place};
use watchpost_vault::{Opener, open, open_key, open_stream};

fuzz_target!(|bytes: &[u8]| {
    let (key, place) = (identity(), place());
    let whole = open(&key, &place, bytes);
    let mut opener = Opener::default();
    for _ in 0..2 {
        // The second time from what the first one kept.
        let again = opener.open(&key, &place, bytes);
        assert_eq!(again.is_ok(), whole.is_ok());
    }
    let _ = open_key(&key, &place, bytes);
    let Some((length, sealed)) = bytes.split_first_chunk::<8>() else {
        return;
    };
    let length = u64::from_be_bytes(*length);
    if let Ok(mut stream) = open_stream(&key, &place, length, sealed) {
        let mut content = Vec::new();
        if stream.read_to_end(&mut content).is_ok() {
            assert_eq!(content.len() as u64, length);
        }
    }
});
