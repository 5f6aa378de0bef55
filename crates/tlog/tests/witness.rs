//! Witnesses, stand-alone proofs, checkpoints: who may say what about which log.
#![allow(clippy::unwrap_used)]

mod common;

use common::{ORIGIN, Published, entry, signer};
use ed25519_dalek::{Signer as _, SigningKey};
use watchpost_tlog::*;

const TIME: u64 = 1_679_315_147;

fn witness(name: &str) -> WitnessSigner {
    WitnessSigner::from_seed(name, &[3; 32]).ok().unwrap()
}

#[test]
fn a_witness_accepts_growth_only() {
    let key = signer().verifier();
    let (small, large) = (Published::new(300), Published::new(700));
    let seen = accept(None, &small.note(), &key, &[]).unwrap();
    assert_eq!(seen, small.checkpoint());
    let proof = large.consistency(300);
    let next = accept(Some(&seen), &large.note(), &key, &proof).unwrap();
    assert_eq!(next, large.checkpoint());
    assert_eq!(
        accept(Some(&next), &large.note(), &key, &[]),
        Ok(next.clone())
    );

    assert_eq!(
        accept(Some(&next), &small.note(), &key, &[]),
        Err(WitnessError::Shrunk)
    );
    let without = accept(Some(&seen), &large.note(), &key, &[]);
    assert!(matches!(without, Err(WitnessError::Inconsistent(_))));
    let needless = accept(None, &large.note(), &key, &proof);
    assert!(matches!(needless, Err(WitnessError::Inconsistent(_))));
    let other = Checkpoint::new(ORIGIN, 300, [1; 32]);
    let forked = accept(Some(&other), &large.note(), &key, &proof);
    assert!(matches!(forked, Err(WitnessError::Inconsistent(_))));
    let same_size = Checkpoint::new(ORIGIN, 700, [1; 32]);
    let forked = accept(Some(&same_size), &large.note(), &key, &[]);
    assert!(matches!(forked, Err(WitnessError::Inconsistent(_))));
    let elsewhere = Checkpoint::new("elsewhere", 300, seen.root);
    let wrong = accept(Some(&elsewhere), &large.note(), &key, &proof);
    assert_eq!(
        wrong,
        Err(WitnessError::Checkpoint(CheckpointError::Origin))
    );
    let stranger = NoteSigner::from_seed(ORIGIN, &[8; 32]).ok().unwrap();
    assert!(accept(None, &large.note(), &stranger.verifier(), &[]).is_err());
}

#[test]
fn a_cosignature_is_what_the_format_says() {
    let log = Published::new(5);
    let witness = witness("witness.example.net");
    let note = cosign(&log.note(), &witness, TIME).unwrap();
    let signature = Note::parse(&note).unwrap().signatures()[1].clone();
    let text = log.checkpoint().format().unwrap();
    let message = format!("cosignature/v1\ntime 1679315147\n{text}");
    let expected = SigningKey::from_bytes(&[3; 32]).sign(message.as_bytes());
    assert_eq!(signature.bytes[..8], TIME.to_be_bytes());
    assert_eq!(signature.bytes[8..], expected.to_bytes());
    assert_eq!(
        signature.key_id,
        NoteVerifier::parse(&witness.vkey()).unwrap().key_id()
    );
    assert_ne!(signature.key_id, signer().key_id());
    // The log's own signature stays good.
    assert_eq!(
        verify_checkpoint(&note, &signer().verifier()),
        Ok(log.checkpoint())
    );
}

#[test]
fn cosignatures_are_verified_and_replaced() {
    let log = Published::new(5);
    let (one, two) = (witness("one"), witness("two"));
    let keys = [one.verifier(), two.verifier()];
    assert_eq!(verify_cosignatures(&log.note(), &keys), Ok(vec![]));
    let note = cosign(&log.note(), &one, TIME).unwrap();
    let note = cosign(&note, &two, TIME + 1).unwrap();
    let note = cosign(&note, &one, TIME + 2).unwrap();
    let found = verify_cosignatures(&note, &keys).unwrap();
    let found = found
        .iter()
        .map(|c| (c.witness.as_str(), c.unix_time))
        .collect::<Vec<_>>();
    assert_eq!(found, [("two", TIME + 1), ("one", TIME + 2)]);
    assert_eq!(cosign(&note, &one, u64::MAX), Err(WitnessError::Time));
    assert!(cosign(&sign("no checkpoint\n", &[&signer()]).unwrap(), &one, TIME).is_err());

    let mut parsed = Note::parse(&note).unwrap().signatures().to_vec();
    parsed[1].bytes[7] ^= 1; // another time
    let line = [parsed[1].key_id.as_slice(), &parsed[1].bytes].concat();
    let line = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, line);
    let text = log.checkpoint().format().unwrap();
    let forged = format!("{text}\n— two {line}\n");
    assert!(verify_cosignatures(&forged, &keys).is_err());
    // A log's signature under a witness key, or the reverse, counts for nothing.
    assert!(verify_checkpoint(&note, &one.verifier()).is_err());
}

#[test]
fn only_true_cosignatures_are_merged() {
    let log = Published::new(5);
    let (known, unknown) = (witness("known"), witness("unknown"));
    let keys = [known.verifier()];
    let theirs = cosign(&log.note(), &unknown, TIME).unwrap();
    let theirs = cosign(&theirs, &known, TIME).unwrap();
    let merged = merge_cosignatures(&log.note(), &theirs, &keys).unwrap();
    assert_eq!(merged, cosign(&log.note(), &known, TIME).unwrap());
    assert_eq!(merge_cosignatures(&merged, &theirs, &keys).unwrap(), merged);
    let impostor = WitnessSigner::from_seed("known", &[4; 32]).ok().unwrap();
    let theirs = cosign(&log.note(), &impostor, TIME).unwrap();
    assert_eq!(
        merge_cosignatures(&log.note(), &theirs, &keys).unwrap(),
        log.note()
    );
    let other = cosign(&Published::new(6).note(), &known, TIME).unwrap();
    assert_eq!(
        merge_cosignatures(&log.note(), &other, &keys),
        Err(WitnessError::OtherText)
    );
}

#[test]
fn a_forged_cosignature_is_not_merged() {
    let log = Published::new(5);
    let known = witness("known");
    let elsewhere = cosign(&Published::new(6).note(), &known, TIME).unwrap();
    let stolen = elsewhere.lines().last().unwrap();
    let theirs = format!("{}{stolen}\n", log.note());
    let merged = merge_cosignatures(&log.note(), &theirs, &[known.verifier()]);
    assert_eq!(merged, Ok(log.note()));
}

#[test]
fn a_cosignature_does_not_make_a_checkpoint() {
    let namesake = witness(ORIGIN);
    let note = cosign(&Published::new(5).note(), &namesake, TIME).unwrap();
    assert_eq!(
        verify_checkpoint(&note, &namesake.verifier()),
        Err(CheckpointError::Origin)
    );
}

#[test]
fn a_proof_beyond_the_end_is_no_proof() {
    let log = Published::new(5);
    let proof = LogProof {
        extra: None,
        index: 5,
        hashes: vec![],
        checkpoint: log.note(),
    };
    assert_eq!(proof.format(), Err(ProofError::Malformed));
    let text = format!("c2sp.org/tlog-proof@v1\nindex 5\n\n{}", log.note());
    assert_eq!(LogProof::parse(&text), Err(ProofError::Malformed));
}

#[test]
fn consistency_without_hashes_has_its_rules_too() {
    let (a, b) = ([1; 32], [2; 32]);
    assert_eq!(verify_consistency(0, &EMPTY_ROOT, 5, &a, &[]), Ok(()));
    assert_eq!(verify_consistency(5, &a, 5, &a, &[]), Ok(()));
    assert_eq!(
        verify_consistency(0, &EMPTY_ROOT, 0, &EMPTY_ROOT, &[]),
        Ok(())
    );
    assert_eq!(
        verify_consistency(0, &a, 5, &a, &[]),
        Err(VerifyError::Root)
    );
    assert_eq!(
        verify_consistency(0, &a, 0, &a, &[]),
        Err(VerifyError::Root)
    );
    assert_eq!(
        verify_consistency(5, &a, 5, &b, &[]),
        Err(VerifyError::Root)
    );
    assert_eq!(
        verify_consistency(5, &a, 5, &a, &[b]),
        Err(VerifyError::Length)
    );
    let needless = verify_consistency(0, &EMPTY_ROOT, 5, &a, &[b]);
    assert_eq!(needless, Err(VerifyError::Length));
}

#[test]
fn a_proof_stands_alone() {
    let log = Published::new(600);
    let key = signer().verifier();
    for extra in [None, Some(b"context".to_vec()), Some(vec![])] {
        for index in [0, 255, 256, 599] {
            let proof = LogProof {
                extra: extra.clone(),
                index,
                hashes: log.inclusion(index),
                checkpoint: log.note(),
            };
            let text = proof.format().unwrap();
            assert!(text.starts_with("c2sp.org/tlog-proof@v1\n"));
            let read = LogProof::parse(&text).unwrap();
            assert_eq!(read, proof);
            let leaf = leaf_hash(&entry(index));
            assert_eq!(read.verify(&leaf, &key), Ok(log.checkpoint()));
            assert!(read.verify(&leaf_hash(b"other"), &key).is_err());
            let stranger = NoteSigner::from_seed(ORIGIN, &[8; 32]).ok().unwrap();
            assert!(read.verify(&leaf, &stranger.verifier()).is_err());
        }
    }
}

/// Whatever byte is changed, the proof no longer proves the entry to be at its place in the log.
#[test]
fn every_flipped_bit_of_a_proof_is_found() {
    let log = Published::new(300);
    let proof = LogProof {
        extra: None,
        index: 77,
        hashes: log.inclusion(77),
        checkpoint: log.note(),
    };
    let text = proof.format().unwrap();
    let (leaf, key) = (leaf_hash(&entry(77)), signer().verifier());
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut changed = text.clone().into_bytes();
            changed[at] ^= 1 << bit;
            let passes = String::from_utf8(changed)
                .ok()
                .and_then(|text| LogProof::parse(&text).ok())
                .is_some_and(|proof| proof.verify(&leaf, &key).is_ok());
            assert!(!passes, "byte {at}");
        }
    }
}

#[test]
fn the_proof_of_the_first_entry_has_no_hashes() {
    let log = Published::new(1);
    let proof = LogProof {
        extra: None,
        index: 0,
        hashes: vec![],
        checkpoint: log.note(),
    };
    let text = proof.format().unwrap();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nlog.example.org\n1\n"));
    let read = LogProof::parse(&text).unwrap();
    assert!(
        read.verify(&leaf_hash(&entry(0)), &signer().verifier())
            .is_ok()
    );
}

#[test]
fn impossible_checkpoints_are_refused() {
    let good = Checkpoint::new(ORIGIN, 5, [1; 32]);
    let bad = [
        Checkpoint::new("", 5, [1; 32]),
        Checkpoint::new("two\nlines", 5, [1; 32]),
        Checkpoint::new(ORIGIN, MAX_SIZE + 1, [1; 32]),
        Checkpoint::new(ORIGIN, 0, [1; 32]),
        Checkpoint {
            extensions: vec![String::new()],
            ..good.clone()
        },
        Checkpoint {
            extensions: vec!["a\nb".to_owned()],
            ..good.clone()
        },
    ];
    for checkpoint in bad {
        assert_eq!(checkpoint.format(), Err(CheckpointError::Malformed));
    }
    let stranger = NoteSigner::from_seed("elsewhere", &[7; 32]).ok().unwrap();
    assert_eq!(
        sign_checkpoint(&good, &stranger),
        Err(CheckpointError::Origin)
    );
    let foreign = sign(&good.format().unwrap(), &[&stranger]).unwrap();
    assert_eq!(
        verify_checkpoint(&foreign, &stranger.verifier()),
        Err(CheckpointError::Origin)
    );
    assert_eq!(
        verify_checkpoint_of(&foreign, ORIGIN, &stranger.verifier()),
        Ok(good.clone())
    );
    let long = Checkpoint {
        extensions: vec!["one".to_owned(), "two".to_owned()],
        ..good
    };
    let note = sign_checkpoint(&long, &signer()).unwrap();
    assert_eq!(verify_checkpoint(&note, &signer().verifier()), Ok(long));
}
