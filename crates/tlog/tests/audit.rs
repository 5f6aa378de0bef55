//! Plants faults in a published log; each must be found, and the right file named.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use common::{ORIGIN, Published, entry, signer};
use proptest::prelude::*;
use watchpost_tlog::*;

fn damage(log: &mut Published) -> Damage {
    match log.audit(None) {
        Err(AuditError::Damaged(damage)) => damage,
        other => panic!("not found: {other:?}"),
    }
}

#[test]
fn a_whole_log_is_found_whole() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 700] {
        let mut log = Published::new(size);
        let report = log.audit(None).unwrap();
        assert_eq!(report.checkpoint, log.checkpoint());
        assert_eq!(report.note, log.note());
        let files = TileId::all(size).count() + EntryTileId::all(size).count();
        assert_eq!(report.tiles, files as u64);
    }
}

#[test]
fn progress_is_told_bundle_by_bundle() {
    let mut log = Published::new(600);
    let mut seen = Vec::new();
    let key = &signer().verifier();
    let what = Audit {
        log: key,
        older: None,
    };
    audit(&mut log, &what, |progress| seen.push(progress)).unwrap();
    let expected = [256, 512, 600].map(|done| Progress { done, total: 600 });
    assert_eq!(seen, expected);
}

/// Every byte of every short file of a small log, and every fifth of the long ones.
#[test]
fn every_flipped_byte_is_found_and_its_file_named() {
    let whole = Published::new(300);
    let files = EntryTileId::all(300).map(|id| id.path());
    let files = files.chain(TileId::all(300).map(|id| id.path()));
    for path in files {
        let length = whole.files[&path].len();
        let step = if length < 2000 { 1 } else { 5 };
        for at in (0..length).step_by(step) {
            let mut log = whole.clone();
            log.files.get_mut(&path).unwrap()[at] ^= 1 << (at % 8);
            assert_eq!(damage(&mut log).path, path, "byte {at}");
        }
    }
}

#[test]
fn every_flipped_bit_of_the_checkpoint_is_found() {
    let whole = Published::new(300);
    for at in 0..whole.files["checkpoint"].len() {
        for bit in 0..8 {
            let mut log = whole.clone();
            log.files.get_mut("checkpoint").unwrap()[at] ^= 1 << bit;
            let found = log.audit(None);
            assert!(matches!(found, Err(AuditError::Checkpoint(_))), "byte {at}");
        }
    }
}

#[test]
fn a_flipped_byte_is_named_in_a_tree_of_three_levels() {
    let whole = Published::new(65_536 + 600);
    let files = whole.files.iter().filter(|(path, _)| *path != "checkpoint");
    // Every 37th file, and all of the upper levels.
    let chosen = files.enumerate().filter(|(n, (path, _))| {
        n % 37 == 0 || !path.starts_with("tile/0") && !path.contains("entries")
    });
    for (n, (path, bytes)) in chosen {
        let mut log = whole.clone();
        let at = (n * 7919) % bytes.len();
        log.files.get_mut(path).unwrap()[at] ^= 0x10;
        assert_eq!(damage(&mut log).path, *path, "byte {at}");
    }
}

#[test]
fn missing_and_cut_files_are_named() {
    let whole = Published::new(600);
    for path in whole.files.keys().filter(|path| *path != "checkpoint") {
        let mut log = whole.clone();
        log.files.remove(path);
        let expected = Damage {
            path: path.clone(),
            kind: DamageKind::Missing,
        };
        assert_eq!(damage(&mut log), expected);
        for cut in [0, 1, 31] {
            let mut log = whole.clone();
            log.files.get_mut(path).unwrap().truncate(cut);
            assert_eq!(damage(&mut log).path, *path);
        }
        let mut log = whole.clone();
        log.files.get_mut(path).unwrap().extend([0; 32]);
        assert_eq!(damage(&mut log).path, *path);
    }
    let mut log = whole.clone();
    log.files.remove("checkpoint");
    assert_eq!(damage(&mut log).kind, DamageKind::Missing);
}

#[test]
fn a_full_file_may_stand_for_a_partial_one() {
    let old = Published::new(300);
    let mut log = Published::new(600);
    log.files
        .insert("checkpoint".to_owned(), old.files["checkpoint"].clone());
    log.audit(None).unwrap_err(); // tile/1/000.p/1 is neither there nor filled
    let partial = "tile/1/000.p/1".to_owned();
    log.files
        .insert(partial.clone(), old.files[&partial].clone());
    assert_eq!(log.audit(None).unwrap().checkpoint.size, 300);
    log.files.get_mut("tile/0/001").unwrap()[1] ^= 1;
    assert_eq!(damage(&mut log).path, "tile/0/001");
}

/// An entry and the tile of its hashes changed together: only the tile above disagrees.
#[test]
fn a_consistent_change_below_is_named() {
    let mut log = Published::new(600);
    let mut forged = (0..256).map(entry).collect::<Vec<_>>();
    forged[3] = b"forged".to_vec();
    let bundle = encode_entries(&forged).unwrap();
    log.files.insert("tile/entries/000".to_owned(), bundle);
    let tile = forged.iter().flat_map(|e| leaf_hash(e)).collect();
    log.files.insert("tile/0/000".to_owned(), tile);
    let expected = Damage {
        path: "tile/0/000".to_owned(),
        kind: DamageKind::Root,
    };
    assert_eq!(damage(&mut log), expected);
}

/// All files exchanged, the signed checkpoint kept: whoever has no key cannot do more.
#[test]
fn another_log_under_the_old_checkpoint_is_found() {
    let mut log = Published::new(40);
    let forged = (0..40)
        .map(|n| format!("forged {n}").into_bytes())
        .collect::<Vec<_>>();
    let hashes = forged.iter().map(|e| leaf_hash(e)).collect::<Vec<_>>();
    for (id, bytes) in append(0, &Tiles::new(), &hashes).unwrap().tiles {
        log.files.insert(id.path(), bytes);
    }
    for (id, bytes) in append_entries(0, None, &forged).unwrap() {
        log.files.insert(id.path(), bytes);
    }
    let expected = Damage {
        path: "checkpoint".to_owned(),
        kind: DamageKind::Root,
    };
    assert_eq!(damage(&mut log), expected);
}

#[test]
fn a_rewritten_or_shrunken_history_is_found_though_signed() {
    let seen = Published::new(300).checkpoint();
    Published::new(300).audit(Some(&seen)).unwrap();
    Published::new(700).audit(Some(&seen)).unwrap();
    Published::new(700)
        .audit(Some(&Published::new(0).checkpoint()))
        .unwrap();
    Published::new(700)
        .audit(Some(&Published::new(512).checkpoint()))
        .unwrap();

    let shrunk = Published::new(299).audit(Some(&seen));
    assert!(matches!(
        shrunk,
        Err(AuditError::Shrunk {
            then: 300,
            now: 299
        })
    ));
    for size in [300, 700] {
        let other = Checkpoint::new(ORIGIN, 300, [1; 32]);
        let rewritten = Published::new(size).audit(Some(&other));
        assert!(matches!(
            rewritten,
            Err(AuditError::Rewritten { then: 300 })
        ));
    }
    let other = Checkpoint::new("elsewhere.example.org", 300, seen.root);
    let elsewhere = Published::new(300).audit(Some(&other));
    assert!(matches!(
        elsewhere,
        Err(AuditError::Checkpoint(CheckpointError::Origin))
    ));
}

#[test]
fn the_key_of_another_log_is_refused() {
    let key = NoteSigner::from_seed(ORIGIN, &[8; 32]).ok().unwrap();
    let log = &key.verifier();
    let found = audit(&mut Published::new(3), &Audit { log, older: None }, |_| {});
    let unverified = CheckpointError::Note(NoteError::Unverified);
    assert!(matches!(found, Err(AuditError::Checkpoint(error)) if error == unverified));
}

#[test]
fn a_failing_source_ends_the_audit() {
    struct Broken;
    impl Source for Broken {
        type Error = &'static str;
        fn fetch(&mut self, _: &str) -> Result<Option<Vec<u8>>, &'static str> {
            Err("no connection")
        }
    }
    let log = &signer().verifier();
    let found = audit(&mut Broken, &Audit { log, older: None }, |_| {});
    assert!(matches!(found, Err(AuditError::Source("no connection"))));
}

/// A source that counts what it handed out: memory stays bounded only if no file is read twice or all at once.
#[test]
fn no_file_of_a_whole_log_is_read_twice() {
    struct Counting(Published, BTreeMap<String, u32>);
    impl Source for Counting {
        type Error = std::convert::Infallible;
        fn fetch(&mut self, path: &str) -> Result<Option<Vec<u8>>, Self::Error> {
            *self.1.entry(path.to_owned()).or_default() += 1;
            self.0.fetch(path)
        }
    }
    let mut source = Counting(Published::new(1000), BTreeMap::new());
    let log = &signer().verifier();
    audit(&mut source, &Audit { log, older: None }, |_| {}).unwrap();
    assert!(source.1.values().all(|times| *times == 1));
    assert_eq!(source.1.len(), source.0.files.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_fault_in_any_log_is_found_and_named(
        size in 1..1200u64,
        file in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        flip in 1..=255u8,
    ) {
        let mut log = Published::new(size);
        let paths = log.files.keys().filter(|p| *p != "checkpoint").cloned().collect::<Vec<_>>();
        let path = &paths[file.index(paths.len())];
        let bytes = log.files.get_mut(path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert_eq!(&damage(&mut log).path, path);
    }

    #[test]
    fn hostile_files_never_panic(size in 1..600u64, junk in prop::collection::vec(any::<u8>(), 0..300)) {
        let whole = Published::new(size);
        for path in whole.files.keys() {
            let mut log = whole.clone();
            log.files.insert(path.clone(), junk.clone());
            prop_assert!(log.audit(None).is_err());
        }
    }
}
