//! Values others published: RFC 6962 roots and proofs, the notes of Go's sumdb, the examples of the C2SP texts.
#![allow(clippy::unwrap_used)]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{hash, hex};
use watchpost_tlog::*;

/// The tree that the certificate transparency implementations test with.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn tree(size: u64) -> (Appended, Tiles) {
    let leaves = LEAVES.map(|leaf| leaf_hash(&hex(leaf)));
    let appended = append(0, &Tiles::new(), &leaves[..size as usize]).unwrap();
    let mut tiles = Tiles::new();
    for (id, bytes) in &appended.tiles {
        tiles.insert(*id, bytes.clone()).unwrap();
    }
    (appended, tiles)
}

#[test]
fn roots_of_rfc_6962() {
    assert_eq!(append(0, &Tiles::new(), &[]).unwrap().root, EMPTY_ROOT);
    assert_eq!(root(0, &Tiles::new()), Ok(EMPTY_ROOT));
    for (size, expected) in (1..).zip(ROOTS) {
        let (appended, tiles) = tree(size);
        assert_eq!(appended.root, hash(expected));
        assert_eq!(root(size, &tiles), Ok(hash(expected)));
    }
}

#[test]
fn proofs_of_rfc_6962() {
    let (_, tiles) = tree(8);
    let six_to_eight = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    .map(hash);
    assert_eq!(consistency_proof(6, 8, &tiles).unwrap(), six_to_eight);
    verify_consistency(6, &hash(ROOTS[5]), 8, &hash(ROOTS[7]), &six_to_eight).unwrap();

    let (_, tiles) = tree(5);
    let two_to_five = [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]
    .map(hash);
    assert_eq!(consistency_proof(2, 5, &tiles).unwrap(), two_to_five);
    verify_consistency(2, &hash(ROOTS[1]), 5, &hash(ROOTS[4]), &two_to_five).unwrap();

    let (_, tiles) = tree(3);
    let third_of_three = [hash(ROOTS[1])];
    assert_eq!(inclusion_proof(2, 3, &tiles).unwrap(), third_of_three);
    let leaf = leaf_hash(&hex(LEAVES[2]));
    verify_inclusion(&leaf, 2, 3, &third_of_three, &hash(ROOTS[2])).unwrap();
}

const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SKEY_BASE64: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n";
const SIGNATURE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn peter() -> NoteSigner {
    let seed = STANDARD.decode(SKEY_BASE64).unwrap()[1..]
        .try_into()
        .unwrap();
    NoteSigner::from_seed("PeterNeumann", &seed).ok().unwrap()
}

#[test]
fn the_note_of_sumdb() {
    let note = format!("{TEXT}\n{SIGNATURE}");
    assert_eq!(peter().vkey(), VKEY);
    assert_eq!(sign(TEXT, &[&peter()]).unwrap(), note);
    let opened = open(&note, &[NoteVerifier::parse(VKEY).unwrap()]).unwrap();
    assert_eq!(opened.text, TEXT);
    assert_eq!(opened.verified[0].name, "PeterNeumann");
    assert_eq!(opened.verified[0].key_id, [0xc7, 0x4f, 0x20, 0xa3]);
    assert_eq!(opened.verified[0].time, None);
}

#[test]
fn mangled_keys_of_sumdb_are_refused() {
    for start in 0..VKEY.len() {
        for end in start + 1..=VKEY.len() {
            let whole = start == 0 && end == VKEY.len();
            assert_eq!(NoteVerifier::parse(&VKEY[start..end]).is_ok(), whole);
        }
    }
    for at in 0..VKEY.len() {
        let mut mangled = VKEY.as_bytes().to_vec();
        mangled[at] += 1;
        assert!(NoteVerifier::parse(&String::from_utf8(mangled).unwrap()).is_err());
    }
    let long = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
    assert!(NoteVerifier::parse(long).is_err());
    let unknown = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(NoteVerifier::parse(unknown), Err(KeyError::Kind));
}

#[test]
fn mangled_notes_of_sumdb_are_refused() {
    let key = NoteVerifier::parse(VKEY).unwrap();
    let other = "— EnochRoot af4idRLPYJ7LjBULHCZFXbjz+hyYYZAVW4gSzGUyaUOQQWyL3yDk4ZgUbnlLNVGHNCLKlk9Pr/4v8zcT4nFBRZvRlgM=\n";
    let refused = [
        TEXT.to_owned(),
        format!("{TEXT}\n"),
        format!("{TEXT}\n{}", &SIGNATURE[..SIGNATURE.len() - 1]),
        format!("\x01{TEXT}\n{SIGNATURE}"),
        format!("{TEXT}\n{SIGNATURE}— Bad Name x08go/ZJkuBS9UG=\n"),
        format!("{TEXT}\n{SIGNATURE}Unexpected line.\n"),
        format!("{TEXT}\n{SIGNATURE}— OnlyAnId x08gow==\n"),
        format!("{TEXT}{SIGNATURE}"),
        format!("\n{SIGNATURE}"),
        SIGNATURE.to_owned(),
    ];
    for note in refused {
        assert!(open(&note, std::slice::from_ref(&key)).is_err(), "{note:?}");
    }
    let two = open(
        &format!("{TEXT}\n{other}{SIGNATURE}{SIGNATURE}{other}"),
        std::slice::from_ref(&key),
    )
    .unwrap();
    assert_eq!((two.verified.len(), two.unknown.len()), (1, 1));
    assert_eq!(two.unknown[0].name, "EnochRoot");
    let only_other = format!("{TEXT}\n{other}");
    assert_eq!(
        open(&only_other, std::slice::from_ref(&key)),
        Err(NoteError::Unverified)
    );
    let changed = format!("{TEXT}\n{SIGNATURE}").replace("answer", "Answer");
    assert_eq!(
        open(&changed, std::slice::from_ref(&key)),
        Err(NoteError::Forged("PeterNeumann".to_owned()))
    );
    assert!(matches!(
        open(&format!("{TEXT}\n{SIGNATURE}"), &[key.clone(), key]),
        Err(NoteError::Ambiguous(_))
    ));
}

#[test]
fn the_note_of_c2sp_is_taken_apart_at_the_last_empty_line() {
    let note = "Ognuno sta solo sul cuor della terra\n\
                trafitto da un raggio di sole:\n\
                \n\
                ed è subito sera.\n\
                \n\
                — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let parsed = Note::parse(note).unwrap();
    assert_eq!(parsed.signatures().len(), 1);
    assert_eq!(parsed.signatures()[0].name, "quasimodo.example/salvatore");
    assert_eq!(parsed.signatures()[0].bytes.len(), 64);
}

const SOFA: &str =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const SOFA_SIGNATURES: &str = "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

#[test]
fn the_cosigned_checkpoint_of_c2sp() {
    let checkpoint = Checkpoint::parse(SOFA).unwrap();
    assert_eq!(checkpoint.origin, "example.com/behind-the-sofa");
    assert_eq!(checkpoint.size, 20_852_163);
    assert_eq!(checkpoint.root[..4], [0x0a, 0xc5, 0x18, 0x6a]);
    assert_eq!(checkpoint.format().unwrap(), SOFA);
    // The text publishes no keys; what it shows is the framing: 8 bytes of time before 64 of signature.
    let note = Note::parse(&format!("{SOFA}\n{SOFA_SIGNATURES}")).unwrap();
    let [log, witness] = note.signatures() else {
        panic!("two signatures")
    };
    assert_eq!((log.bytes.len(), witness.bytes.len()), (64, 72));
    assert_eq!(witness.key_id, [0x8d, 0x66, 0xcf, 0x3f]);
    assert_eq!(witness.bytes[..8], 1_679_315_147_u64.to_be_bytes());
}

#[test]
fn the_tiles_of_c2sp() {
    let path = |level, index, width| TileId::new(level, index, width).unwrap().path();
    assert_eq!(path(0, 1_234_067, 256), "tile/0/x001/x234/067");
    assert_eq!(path(0, 1_067, 256), "tile/0/x001/067");
    let all = TileId::all(70_000).map(|id| id.path()).collect::<Vec<_>>();
    assert_eq!(all.len(), 273 + 4);
    let last = [
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ];
    assert_eq!(all[273..], last);
    let all = TileId::all(256).map(|id| id.path()).collect::<Vec<_>>();
    assert_eq!(all, ["tile/0/000", "tile/1/000.p/1"]);
    let entries = EntryTileId::all(257)
        .map(|id| id.path())
        .collect::<Vec<_>>();
    assert_eq!(entries, ["tile/entries/000", "tile/entries/001.p/1"]);
}

#[test]
fn every_tile_has_one_path() {
    for path in ["tile/0/x001/067", "tile/63/000.p/1", "tile/1/999.p/255"] {
        assert_eq!(TileId::parse(path).unwrap().path(), path);
    }
    let refused = [
        "",
        "tile/0/",
        "tile/0/1",
        "tile/00/001",
        "tile/64/001",
        "tile/+1/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/0/x001",
        "tile/0/001/002",
        "tile/0/x000/001",
        "tile/0/x001/x002",
        "tile/0/0٣1",
        "tile/0/001/",
        "/tile/0/001",
        "tile/8/0/001",
        "tile/entries/001",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
    ];
    for path in refused {
        assert_eq!(TileId::parse(path), None, "{path}");
    }
    assert_eq!(
        EntryTileId::parse("tile/entries/x001/067").unwrap().index(),
        1067
    );
    assert_eq!(
        EntryTileId::parse("tile/entries/000.p/3").unwrap().width(),
        3
    );
    assert_eq!(EntryTileId::parse("tile/0/000"), None);
}
