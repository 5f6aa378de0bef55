//! Whatever comes from outside: no panic, bounded work, and one spelling for everything that is accepted.
#![allow(clippy::unwrap_used)]

mod common;

use common::signer;
use proptest::prelude::*;
use watchpost_tlog::*;

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in ".{0,300}") {
        let key = signer().verifier();
        let _ = open(&text, std::slice::from_ref(&key));
        let _ = add_signature(&text, &signer());
        let _ = verify_checkpoint(&text, &key);
        let _ = verify_cosignatures(&text, &[key]);
        let _ = LogProof::parse(&text);
        prop_assert!(sign(&text, &[&signer()]).is_err());
        if let Ok(vkey) = NoteVerifier::parse(&text) {
            prop_assert_eq!(vkey.vkey(), text);
        }
    }

    #[test]
    fn arbitrary_lines_never_panic(text in "(c2sp.org/tlog-proof@v1|index [0-9]{1,3}|extra [a-zA-Z=]{0,4}|— a [a-zA-Z0-9+/=]{0,9}|[a-z0-9]{0,4}|\n){0,12}") {
        if let Ok(note) = open(&text, &[signer().verifier()]) {
            prop_assert!(!note.verified.is_empty());
        }
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.format().unwrap(), text.clone());
        }
        if let Ok(proof) = LogProof::parse(&text) {
            prop_assert_eq!(proof.format().unwrap(), text);
        }
    }

    #[test]
    fn a_path_that_is_read_is_written_the_same(path in "tile/([0-9]{1,2}|entries)/[x0-9/]{0,12}(.p/[0-9]{0,3})?") {
        if let Some(id) = TileId::parse(&path) {
            prop_assert_eq!(id.path(), path.clone());
        }
        if let Some(id) = EntryTileId::parse(&path) {
            prop_assert_eq!(id.path(), path);
        }
    }

    #[test]
    fn every_tile_reads_back(level in 0..64u8, index in 0..1u64 << 56, width in 1..=256u16) {
        let id = TileId::new(level, index, width).unwrap();
        prop_assert_eq!(TileId::parse(&id.path()), Some(id));
        let id = EntryTileId::new(index, width).unwrap();
        prop_assert_eq!(EntryTileId::parse(&id.path()), Some(id));
    }

    #[test]
    fn a_bundle_that_is_read_is_written_the_same(bytes in prop::collection::vec(0..4u8, 0..200)) {
        if let Ok(entries) = decode_entries(&bytes) {
            prop_assert_eq!(encode_entries(&entries).unwrap(), bytes);
        }
    }

    #[test]
    fn entries_read_back(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 0..=256)) {
        prop_assert_eq!(decode_entries(&encode_entries(&entries).unwrap()).unwrap(), entries);
    }

    #[test]
    fn proofs_of_any_size_never_panic(
        a: u64,
        b: u64,
        proof in prop::collection::vec(any::<[u8; 32]>(), 0..70),
        root: [u8; 32],
    ) {
        prop_assert!(verify_inclusion(&root, a, b, &proof, &root).is_err() || b == 1);
        let _ = verify_consistency(a, &root, b, &root, &proof);
        let tiles = Tiles::new();
        let _ = inclusion_proof(a, b, &tiles);
        let _ = consistency_proof(a, b, &tiles);
        let _ = append(a, &tiles, &[root]);
        let _ = watchpost_tlog::root(a, &tiles);
        for needed in [tiles_for_inclusion(a, b), tiles_for_consistency(a, b), tiles_for_root(a), tiles_for_append(a)] {
            prop_assert!(needed.len() <= 16);
        }
    }
}

#[test]
fn limits_hold() {
    assert_eq!(encode_entries(&vec![vec![]; 257]), Err(EntryError::TooMany));
    assert_eq!(
        encode_entries(&[vec![0; MAX_ENTRY + 1]]),
        Err(EntryError::TooLong)
    );
    assert!(encode_entries(&[vec![0; MAX_ENTRY]]).is_ok());
    assert_eq!(decode_entries(&[0; 2 * 257]), Err(EntryError::TooMany));
    assert_eq!(decode_entries(&[0]), Err(EntryError::CutShort));
    assert_eq!(decode_entries(&[0, 2, 1]), Err(EntryError::CutShort));
    assert_eq!(append_entries(3, None, &[b"x"]), Err(EntryError::Count));
    assert_eq!(append_entries(0, None, &Vec::<Vec<u8>>::new()), Ok(vec![]));

    let long = "x".repeat(MAX_NOTE) + "\n";
    assert!(sign(&long, &[&signer()]).is_err());
    assert_eq!(Note::parse(&long), Err(NoteError::TooLarge));
    assert!(sign("text\n", &[]).is_err());
    let mut note = sign("text\n", &[&signer()]).unwrap();
    for number in 1..MAX_SIGNATURES {
        let other = NoteSigner::from_seed(&format!("other{number}"), &[1; 32])
            .ok()
            .unwrap();
        note = add_signature(&note, &other).unwrap();
    }
    assert!(open(&note, &[signer().verifier()]).is_ok());
    let one_more = NoteSigner::from_seed("more", &[1; 32]).ok().unwrap();
    assert_eq!(add_signature(&note, &one_more), Err(NoteError::TooLarge));
    assert_eq!(
        Note::parse(&format!("{note}— more AAAAAAA=\n")),
        Err(NoteError::TooLarge)
    );

    for name in [
        "",
        "two words",
        "a+b",
        "a\nb",
        "a\u{2003}b",
        &"x".repeat(256),
    ] {
        assert!(NoteSigner::from_seed(name, &[1; 32]).is_err(), "{name:?}");
    }
}

#[test]
fn a_key_that_verifies_anything_is_refused() {
    // The neutral point: every message has a signature for it.
    let mut key = [0; 33];
    (key[0], key[1]) = (1, 1);
    let vkey = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, key);
    assert_eq!(
        NoteVerifier::parse(&format!("a+00000000+{vkey}")),
        Err(KeyError::PublicKey)
    );
}

#[test]
fn tiles_stand_for_narrower_ones_only() {
    let id = |width| TileId::new(0, 5, width).unwrap();
    let mut tiles = Tiles::new();
    assert_eq!(
        tiles.insert(id(3), vec![0; 95]),
        Err(TreeError::Length(id(3)))
    );
    tiles.insert(id(3), vec![7; 96]).unwrap();
    assert_eq!(tiles.get(id(2)), Some([7; 64].as_slice()));
    assert_eq!(tiles.get(id(4)), None);
    assert_eq!(tiles.missing(&[id(3), id(4)]), [id(4)]);
    assert_eq!(tiles.get(TileId::new(0, 4, 1).unwrap()), None);
    assert_eq!(tiles.get(TileId::new(1, 5, 1).unwrap()), None);
}

#[test]
fn secret_keys_are_wiped_when_dropped() {
    fn wiped<T: zeroize::ZeroizeOnDrop>() {}
    wiped::<ed25519_dalek::SigningKey>();
}
