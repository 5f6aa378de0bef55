//! Proofs that people hand on: in a file, and as lists of hashes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use watchpost_fuzz::log;
use watchpost_service::proof;
use watchpost_tlog::{Hash, LogProof, leaf_hash, verify_consistency, verify_inclusion};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(read) = LogProof::parse(text) {
            let written = read.format().expect("what was read can be written");
            assert_eq!(LogProof::parse(&written), Ok(read.clone()));
            let _ = read.verify(&leaf_hash(b""), &log().verifier());
        }
        if let Ok(proven) = proof::check(text, &log().verifier()) {
            let _ = proven.says(bytes);
        }
    }
    let Some((numbers, hashes)) = bytes.split_first_chunk::<16>() else {
        return;
    };
    let (a, b) = numbers.split_at(8);
    let number = |half: &[u8]| half.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
    let (a, b) = (number(a), number(b));
    let hashes: Vec<Hash> = hashes
        .chunks_exact(32)
        .filter_map(|h| h.try_into().ok())
        .collect();
    let root = leaf_hash(b"root");
    assert!(verify_inclusion(&leaf_hash(b"leaf"), a, b, &hashes, &root).is_err());
    let _ = verify_consistency(a, &root, b, &root, &hashes);
});
