//! What was sealed once must open for ever. The files in `fixtures` were made by the first version of these formats;
//! a change that breaks one of these tests loses somebody's report and needs a new format beside the old one.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::{fs, io::Read, path::PathBuf};
use uuid::Uuid;
use watchpost_vault::*;

const PART: &[u8] = "What happened at the north gate on Tuesday. Ünïcödé, ٣ lines.\n".as_bytes();

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn fixtures() -> Value {
    serde_json::from_slice(&fs::read(path("formats.json")).unwrap()).unwrap()
}

fn text(name: &str) -> String {
    fixtures()[name]
        .as_str()
        .unwrap_or_else(|| panic!("no fixture {name}"))
        .to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(name: &str) -> Vec<u8> {
    let text = text(name);
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

fn header(compartment: Compartment, kind: u16) -> Header {
    Header {
        installation: Uuid::from_u128(0x1111_1111_1111_4111_8111_1111_1111_1111),
        scope: Uuid::from_u128(0x2222_2222_2222_4222_8222_2222_2222_2222),
        compartment,
        epoch: 7,
        item: Uuid::from_u128(0x3333_3333_3333_4333_8333_3333_3333_3333),
        version: 65_537,
        kind,
    }
}

fn stream_content() -> Vec<u8> {
    (0..70_000u64).map(|at| (at * at % 249) as u8).collect()
}

fn identity() -> Identity {
    Identity::parse(&text("identity")).unwrap()
}

/// Fixed secrets, so that what is derived from them can be compared.
fn receipt() -> Receipt {
    Receipt::from_bytes([0xde, 0xad, 0xbe, 0xef, 1, 2, 3, 4, 5, 6, 7, 8])
}

fn roster() -> (FoundingRoster, Vec<SignedRoster>) {
    let lead = SigningKey::from_bytes(&[3; 32]);
    let installation = header(Compartment::Other, 0).installation;
    let (desk, id) = (Uuid::from_u128(5), Uuid::from_u128(6));
    let key = lead.verifying_key();
    let founding = FoundingRoster::sign(
        installation,
        desk,
        id,
        key,
        &SigningKey::from_bytes(&[4; 32]),
    );
    let roster = Roster {
        installation,
        desk,
        epoch: 1,
        version: 1,
        desk_recipient: text("recipient"),
        members: vec![RosterMember {
            member: id,
            recipient: text("recipient"),
            verifying: key,
            reads_desk: true,
            custodian: true,
            lead: true,
        }],
        previous: founding.hash(),
    };
    let signatures = vec![roster.sign(id, &lead)];
    (founding, vec![SignedRoster { roster, signatures }])
}

#[test]
fn a_part_a_key_and_a_file_still_open() {
    let identity = identity();
    assert_eq!(identity.recipient().to_string(), text("recipient"));
    assert_eq!(*identity.to_secret(), text("identity"));

    let part = fs::read(path("part.age")).unwrap();
    assert_eq!(
        open(&identity, &header(Compartment::Narrative, 1), &part)
            .ok()
            .unwrap()[..],
        *PART
    );
    assert_eq!(part.len() as u64, sealed_length(1, PART.len() as u64));

    let key = fs::read(path("key.age")).unwrap();
    let opened = open_key(&identity, &header(Compartment::Grant, 2), &key)
        .ok()
        .unwrap();
    assert_eq!(opened.recipient().to_string(), text("case_recipient"));

    let stream = fs::read(path("stream.age")).unwrap();
    let mut content = Vec::new();
    open_stream(
        &identity,
        &header(Compartment::Original, 3),
        70_000,
        stream.as_slice(),
    )
    .ok()
    .unwrap()
    .read_to_end(&mut content)
    .unwrap();
    assert!(content == stream_content());
}

#[test]
fn files_of_the_npm_package_open() {
    // `age-encryption` 0.3.1 opened part.age and stream.age and sealed their plaintext again, as `fixtures/README.md` says.
    let identity = identity();
    let part = fs::read(path("npm-part.age")).unwrap();
    assert_eq!(
        open(&identity, &header(Compartment::Narrative, 1), &part)
            .ok()
            .unwrap()[..],
        *PART
    );
    let stream = fs::read(path("npm-stream.age")).unwrap();
    let mut content = Vec::new();
    open_stream(
        &identity,
        &header(Compartment::Original, 3),
        70_000,
        stream.as_slice(),
    )
    .ok()
    .unwrap()
    .read_to_end(&mut content)
    .unwrap();
    assert!(content == stream_content());
    // One that it sealed to a key pair of its own making.
    let theirs = Identity::parse(&text("npm_identity")).unwrap();
    assert_eq!(theirs.recipient().to_string(), text("npm_recipient"));
    let part = fs::read(path("npm-own.age")).unwrap();
    assert_eq!(
        open(&theirs, &header(Compartment::Narrative, 1), &part)
            .ok()
            .unwrap()[..],
        *PART
    );
}

#[test]
fn the_header_lies_where_it_is_written() {
    let plain = bytes("part_plain");
    assert_eq!(plain.len(), 256);
    assert_eq!(&plain[..8], b"WPSEAL\x00\x01");
    assert_eq!(plain[8..12], [1, 2, 0, 1]);
    assert_eq!(plain[12..20], [0, 0, 0, 7, 0, 1, 0, 1]);
    assert_eq!(plain[20..28], (PART.len() as u64).to_be_bytes());
    assert_eq!(
        plain[28..76],
        *[[0x11; 16], [0x22; 16], [0x33; 16]].map(marked).concat()
    );
    assert_eq!(plain[76..80], [0; 4]);
    assert_eq!(plain[80..80 + PART.len()], *PART);
    assert!(plain[80 + PART.len()..].iter().all(|byte| *byte == 0));
}

/// Version 4 and variant 8, as the ids of the fixtures have them.
fn marked(mut id: [u8; 16]) -> [u8; 16] {
    id[6] = 0x40 | id[6] & 0x0f;
    id[8] = 0x80 | id[8] & 0x0f;
    id
}

#[test]
fn tokens_passphrases_and_codes_still_open() {
    let token = Token::parse(&text("token")).unwrap();
    assert_eq!(hex(&token.lookup("session")), text("token_lookup"));
    assert_eq!(
        token.open("session", &bytes("token_sealed")).ok().unwrap()[..],
        *b"kept by a cookie"
    );
    assert_eq!(
        *Token::from_bytes_of(b"idempotency").to_text(),
        text("token_of_key")
    );

    assert!(verify_passphrase("pass phrase é", &text("passphrase_hash")));
    let opened = unwrap_under_passphrase(&bytes("passphrase_wrap"), "pass phrase é", "member");
    let member = MemberSecret::from_bytes(&opened.ok().unwrap()).unwrap();
    assert_eq!(member.public().recipient.to_string(), text("recipient"));
    assert_eq!(hex(&member.public().verifying), text("member_verifying"));

    let code = RecoveryCode::parse(&text("recovery_code")).unwrap();
    assert_eq!(*code.to_text(), text("recovery_code"));
    assert_eq!(
        code.unwrap(&bytes("recovery_wrap"), "member").ok().unwrap()[..],
        *b"keys"
    );
}

#[test]
fn receipts_are_written_and_read_as_ever() {
    let receipt = receipt();
    assert_eq!(*receipt.digits(), text("receipt_digits"));
    for (list, name) in WordList::ALL
        .into_iter()
        .zip(["english", "french", "spanish"])
    {
        assert_eq!(*receipt.words(list), text(&format!("receipt_{name}")));
    }
    let pepper = Pepper::from_bytes([9; 32]);
    assert_eq!(hex(&receipt.lookup(&pepper)), text("receipt_lookup"));
    let reporter = receipt.unwrap(&bytes("receipt_wrap")).ok().unwrap();
    assert_eq!(reporter.recipient().to_string(), text("recipient"));
    let part = receipt.part_to_type_back();
    assert_eq!(json!([part.word, part.group]), fixtures()["receipt_part"]);
}

#[test]
fn sums_columns_commitments_and_rosters_stay() {
    let keys = ColumnKeys::new(vec![Zeroizing::new([1; 32])]).unwrap();
    assert_eq!(
        keys.open("t", b"row", "c", &bytes("column")).ok().unwrap()[..],
        *b"server secret"
    );
    assert_eq!(
        hex(&RowKey::from_bytes([2; 32]).sum("t", b"row")),
        text("row_sum")
    );
    assert_eq!(hex(&commit(&[5; 32], b"fact")), text("commitment"));

    let (founding, chain) = roster();
    assert_eq!(hex(&founding.hash()), text("founding_hash"));
    assert_eq!(hex(&chain[0].roster.hash()), text("roster_hash"));
    assert_eq!(
        serde_json::to_value((&founding, &chain)).unwrap(),
        fixtures()["roster"]
    );
    let (founding, chain): (FoundingRoster, Vec<SignedRoster>) =
        serde_json::from_value(fixtures()["roster"].clone()).unwrap();
    let key = SigningKey::from_bytes(&[4; 32]).verifying_key();
    assert_eq!(verify_chain(&founding, &chain, &key), Ok(()));
}
