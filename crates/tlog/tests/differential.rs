//! Against three other implementations: ct-merkle, tlog_tiles and signed_note.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Published, entry, leaves, signer};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::Sha256;
use signed_note::{StandardSigner, StandardVerifier, VerifierList};
use tlog_tiles::{HashReader, Tile};
use watchpost_tlog::*;

fn reference(size: u64) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..size).for_each(|n| tree.push(entry(n)));
    tree
}

/// Grows one by one, so that every size from 0 to 2000 is compared, and every step is an append.
#[test]
fn every_root_up_to_2000_is_that_of_ct_merkle() {
    let mut tree = reference(0);
    let mut tiles = Tiles::new();
    for (size, leaf) in (0..2000).zip(leaves(2000)) {
        let needed = tiles_for_append(size);
        assert!(tiles.missing(&needed).is_empty());
        let appended = append(size, &tiles, &[leaf]).unwrap();
        assert_eq!(
            appended.old_root.as_slice(),
            tree.root().as_bytes().as_slice()
        );
        tree.push(entry(size));
        assert_eq!(appended.root.as_slice(), tree.root().as_bytes().as_slice());
        assert_eq!(appended.size, size + 1);
        for (id, bytes) in appended.tiles {
            tiles.insert(id, bytes).unwrap();
        }
        assert_eq!(root(size + 1, &tiles).unwrap(), appended.root);
    }
}

struct Stored(Vec<tlog_tiles::Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|at| self.0[*at as usize]).collect())
    }
}

fn stored(size: u64) -> Stored {
    let mut stored = Stored(Vec::new());
    for n in 0..size {
        let new = tlog_tiles::stored_hashes(n, &entry(n), &stored).unwrap();
        stored.0.extend(new);
    }
    stored
}

/// Where our tiles, and the root that follows from them, are not those of the other implementation.
fn differences(stored: &Stored, old: u64, new: u64, leaves: &[Hash]) -> Vec<String> {
    let theirs = Tile::new_tiles(8, old, new).into_iter().map(|tile| {
        let path = tile.path().replacen("tile/8/", "tile/", 1);
        (path, tile.read_data(stored).unwrap())
    });
    let theirs: BTreeMap<String, Vec<u8>> = theirs.collect();
    let before = Published::new(old);
    let tiles = before.tiles(&tiles_for_append(old));
    let appended = append(old, &tiles, &leaves[old as usize..]).unwrap();
    let ours = appended.tiles.into_iter();
    let ours: BTreeMap<String, Vec<u8>> = ours.map(|(id, bytes)| (id.path(), bytes)).collect();
    let paths: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let differ = paths
        .into_iter()
        .filter(|path| ours.get(*path) != theirs.get(*path));
    let mut found: Vec<String> = differ.cloned().collect();
    if appended.root != tlog_tiles::tree_hash(new, stored).unwrap().0 {
        found.push("the root".into());
    }
    found
}

fn same_tiles(stored: &Stored, old: u64, new: u64) {
    assert_eq!(
        differences(stored, old, new, &leaves(new)),
        [] as [String; 0]
    );
}

/// What is compared differs as soon as one bit does: in each tile above the leaf, and in the root.
#[test]
fn one_bit_of_one_leaf_is_seen_in_every_tile_above_it() {
    let stored = stored(700);
    for (at, tile) in [(300, "tile/0/001"), (699, "tile/0/002.p/188")] {
        for bit in [0, 7, 255] {
            let mut changed = leaves(700);
            changed[at][bit / 8] ^= 1 << (bit % 8);
            let found = differences(&stored, 256, 700, &changed);
            let expected: &[&str] = match at {
                // A tile that is not full has no hash in the one above.
                699 => &[tile, "the root"],
                _ => &[tile, "tile/1/000.p/2", "the root"],
            };
            assert_eq!(found, expected);
        }
    }
}

#[test]
fn new_tiles_are_those_of_tlog_tiles_over_two_levels() {
    let stored = stored(66_000);
    for (old, new) in [
        (0, 66_000),
        (65_535, 65_536),
        (65_536, 65_537),
        (65_280, 66_000),
        (300, 300),
    ] {
        same_tiles(&stored, old, new);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn new_tiles_are_those_of_tlog_tiles(old in 0..1500u64, more in 0..700u64) {
        same_tiles(&stored(old + more), old, old + more);
    }

    #[test]
    fn growing_in_steps_equals_growing_at_once(steps in prop::collection::vec(0..600u64, 1..6)) {
        let mut log = Published::default();
        for step in &steps {
            log.grow(log.size + step);
        }
        let at_once = Published::new(log.size);
        prop_assert_eq!(log.checkpoint(), at_once.checkpoint());
        for (path, bytes) in &at_once.files {
            prop_assert_eq!(Some(bytes), log.files.get(path));
        }
    }

    #[test]
    fn inclusion_proofs_are_those_of_ct_merkle(size in 1..2000u64, at in any::<prop::sample::Index>()) {
        let index = at.index(size as usize) as u64;
        let log = Published::new(size);
        let tree = reference(size);
        let theirs = tree.prove_inclusion(index as usize);
        let ours = log.inclusion(index);
        prop_assert_eq!(ours.concat(), theirs.as_bytes());
        let leaf = leaf_hash(&entry(index));
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &ours, &log.root()), Ok(()));
        // And what must not pass.
        prop_assert!(verify_inclusion(&leaf_hash(b"other"), index, size, &ours, &log.root()).is_err());
        prop_assert!(verify_inclusion(&leaf, size, size, &ours, &log.root()).is_err());
        prop_assert!(verify_inclusion(&leaf, index ^ 1, size, &ours, &log.root()).is_err());
        let longer = [ours.as_slice(), &[leaf]].concat();
        prop_assert!(verify_inclusion(&leaf, index, size, &longer, &log.root()).is_err());
        for at in 0..ours.len() {
            let mut changed = ours.clone();
            changed[at][at % 32] ^= 1;
            prop_assert!(verify_inclusion(&leaf, index, size, &changed, &log.root()).is_err());
            prop_assert!(verify_inclusion(&leaf, index, size, &ours[..at], &log.root()).is_err());
        }
    }

    #[test]
    fn consistency_proofs_are_those_of_ct_merkle(old in 1..2000u64, more in 1..600u64) {
        let new = old + more;
        let log = Published::new(new);
        let theirs = reference(new).prove_consistency(more as usize);
        let ours = log.consistency(old);
        prop_assert_eq!(ours.concat(), theirs.as_bytes());
        let (old_root, new_root) = (Published::new(old).root(), log.root());
        prop_assert_eq!(verify_consistency(old, &old_root, new, &new_root, &ours), Ok(()));
        prop_assert!(verify_consistency(old, &new_root, new, &new_root, &ours).is_err());
        prop_assert!(verify_consistency(old, &old_root, new, &old_root, &ours).is_err());
        prop_assert!(verify_consistency(new, &old_root, old, &new_root, &ours).is_err());
        let longer = [ours.as_slice(), &[old_root]].concat();
        prop_assert!(verify_consistency(old, &old_root, new, &new_root, &longer).is_err());
        for at in 0..ours.len() {
            let mut changed = ours.clone();
            changed[at][at % 32] ^= 1;
            prop_assert!(verify_consistency(old, &old_root, new, &new_root, &changed).is_err());
            prop_assert!(verify_consistency(old, &old_root, new, &new_root, &ours[..at]).is_err());
        }
    }

    #[test]
    fn notes_are_those_of_signed_note(seed: [u8; 32], text in "[ -~é\n]{0,80}", other in "[a-z]{1,9}") {
        let text = format!("{text}\n");
        let ours = NoteSigner::from_seed(&other, &seed).ok().unwrap();
        let secret = base64::Engine::encode(
            &base64::engine::general_purpose::STANDARD,
            [&[1], seed.as_slice()].concat(),
        );
        let id = u32::from_be_bytes(ours.key_id());
        let theirs = StandardSigner::new(&format!("PRIVATE+KEY+{other}+{id:08x}+{secret}")).unwrap();
        let mut note = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        note.add_sigs(&[&signed_note_of(&signer()), &theirs]).unwrap();
        let mine = add_signature(&sign(&text, &[&signer()]).unwrap(), &ours).unwrap();
        prop_assert_eq!(mine.as_bytes(), note.to_bytes());
    }

    /// Whatever happens to a note on its way, both read it the same.
    #[test]
    fn damaged_notes_are_judged_as_by_signed_note(
        at in any::<prop::sample::Index>(),
        with in "[ -~\n—é]{0,3}",
        remove in 0..4usize,
    ) {
        let note = add_signature(
            &sign("one\n\ntwo\n", &[&signer()]).unwrap(),
            &NoteSigner::from_seed("other", &[9; 32]).ok().unwrap(),
        ).unwrap();
        let mut damaged = note.chars().collect::<Vec<_>>();
        let at = at.index(damaged.len());
        damaged.splice(at..(at + remove).min(damaged.len()), with.chars());
        let damaged = damaged.into_iter().collect::<String>();
        let ours = open(&damaged, &[signer().verifier()]).ok();
        let known = VerifierList::new(vec![Box::new(StandardVerifier::new(&signer().vkey()).unwrap())]);
        let theirs = signed_note::Note::from_bytes(damaged.as_bytes()).ok()
            .and_then(|note| Some((note.text().to_vec(), note.verify(&known).ok()?)));
        prop_assert_eq!(
            ours.map(|opened| (opened.text.into_bytes(), opened.verified.len(), opened.unknown.len())),
            theirs.map(|(text, (verified, unknown))| (text, verified.len(), unknown.len()))
        );
    }

    /// The other reader is laxer in two things: sizes above 2^63 and an empty log with any root.
    #[test]
    fn checkpoints_are_read_as_by_tlog_tiles(
        origin in "[a-z. é]{0,6}",
        size in "0?[0-9]{0,6}",
        root: [u8; 32],
        rest in "[a-z\n]{0,4}",
    ) {
        let root = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, root);
        let text = format!("{origin}\n{size}\n{root}\n{rest}");
        let theirs = tlog_tiles::Checkpoint::from_bytes(text.as_bytes()).ok().filter(|c| c.size() > 0);
        let ours = Checkpoint::parse(&text).ok();
        if let (Some(ours), Some(theirs)) = (&ours, &theirs) {
            prop_assert_eq!(&ours.origin, theirs.origin());
            prop_assert_eq!(ours.size, theirs.size());
            prop_assert_eq!(ours.root, theirs.hash().0);
        }
        if let Some(ours) = &ours {
            prop_assert_eq!(ours.format().unwrap(), text);
            prop_assert!(theirs.is_some());
        }
    }
}

fn signed_note_of(_: &NoteSigner) -> StandardSigner {
    let secret = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        [&[1], [7u8; 32].as_slice()].concat(),
    );
    let id = u32::from_be_bytes(signer().key_id());
    StandardSigner::new(&format!("PRIVATE+KEY+{}+{id:08x}+{secret}", common::ORIGIN)).unwrap()
}
