//! Writes the seeds that are made of real values: `cargo run --release --manifest-path fuzz/Cargo.toml --example seeds`.
//! Sealing is random, so each run writes other bytes; run it when a format changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use uuid::Uuid;
use watchpost_domain::intake::{Channel, Promise, Questionnaire};
use watchpost_domain::{ChannelId, DeskId};
use watchpost_fuzz::{identity, log, place};
use watchpost_tlog::{
    Checkpoint, LogProof, WitnessSigner, cosign, encode_entries, leaf_hash, sign_checkpoint,
};
use watchpost_vault::{
    FoundingRoster, Receipt, RecoveryCode, Roster, RosterMember, SignedRoster, SigningKey,
    StreamSealer, Token, WordList, seal, seal_key,
};
use watchpost_web::{FormKey, TOKEN_FIELD};

// The libraries are instrumented, and so need the fuzzer's own to be linked.
libfuzzer_sys::fuzz_target!(|_bytes: &[u8]| {});

fn main() {
    let receipt = Receipt::from_bytes([7; 12]);
    for (name, list) in ["words-a", "words-b", "words-c"]
        .into_iter()
        .zip(WordList::ALL)
    {
        write("receipt", name, receipt.words(list).as_bytes());
    }
    write("receipt", "digits", receipt.digits().as_bytes());
    write(
        "receipt",
        "recovery",
        RecoveryCode::generate().to_text().as_bytes(),
    );
    write("receipt", "identity", identity().to_secret().as_bytes());

    let (key, place) = (identity(), place());
    write(
        "sealed",
        "whole",
        &seal(&key.recipient(), &place, b"They hit me."),
    );
    write("sealed", "key", &seal_key(&key.recipient(), &place, &key));
    let mut sealer = StreamSealer::new(&key.recipient(), &place);
    let mut stream = 12u64.to_be_bytes().to_vec();
    stream.extend(sealer.push(b"They hit me."));
    stream.extend(sealer.finish().0);
    write("sealed", "stream", &stream);

    let head = Checkpoint::new(log().name(), 1, leaf_hash(b"leaf"));
    let note = sign_checkpoint(&head, log()).expect("a checkpoint");
    let witness = WitnessSigner::from_seed("witness.example", &[8; 32]).expect("a name");
    write(
        "checkpoint",
        "unsigned",
        head.format().expect("a checkpoint").as_bytes(),
    );
    write("checkpoint", "signed", note.as_bytes());
    let cosigned = cosign(&note, &witness, 1_700_000_000).expect("a cosignature");
    write("checkpoint", "cosigned", cosigned.as_bytes());
    write("checkpoint", "key", log().vkey().as_bytes());
    write("checkpoint", "witness", witness.vkey().as_bytes());

    write(
        "tile",
        "entries",
        &encode_entries(&[b"one".as_slice(), b"", b"three"]).expect("small"),
    );
    let mut tile = 300u64.to_be_bytes().to_vec();
    tile.extend(leaf_hash(b"leaf"));
    write("tile", "hashes", &tile);

    let proof = LogProof {
        index: 0,
        hashes: Vec::new(),
        checkpoint: note,
        extra: Some(br#"{"opens":"watchpost/v1/opening","salt":"00","committed":"{}"}"#.to_vec()),
    };
    write("proof", "one", proof.format().expect("a proof").as_bytes());

    let lead = SigningKey::from_bytes(&[7; 32]);
    let (installation, desk, member) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
    let founding = FoundingRoster::sign(installation, desk, member, lead.verifying_key(), &lead);
    let roster = Roster {
        installation,
        desk,
        epoch: 1,
        version: 1,
        desk_recipient: key.recipient().to_string(),
        members: vec![RosterMember {
            member,
            recipient: key.recipient().to_string(),
            verifying: lead.verifying_key(),
            reads_desk: true,
            custodian: true,
            lead: true,
        }],
        previous: founding.hash(),
    };
    let signatures = vec![roster.sign(member, &lead)];
    let chain = vec![SignedRoster { roster, signatures }];
    write("roster", "founded", &json(&(founding, chain)));

    let token = Token::generate();
    write(
        "cookies",
        "session",
        format!("__Host-session={}", token.to_text().as_str()).as_bytes(),
    );
    let token = FormKey::new([7; 32]).token(None, Timestamp::UNIX_EPOCH);
    let form = format!("\0{TOKEN_FIELD}={token}&what_happened=They+hit+me&where.country=KE");
    write("form", "with-token", form.as_bytes());

    let texts = BTreeMap::from([("en".to_owned(), "Workers".to_owned())]);
    let channel = Channel {
        id: ChannelId(Uuid::from_u128(4)),
        desk: DeskId(desk),
        languages: vec!["en".into()],
        names: texts.clone(),
        readers: texts,
        promise: Promise {
            acknowledge_within: 7,
            answer_within: 90,
        },
        kept: Default::default(),
        open: true,
        questionnaire: Questionnaire::shipped(),
    };
    let mut document = json(&channel);
    document.extend(b"\nwhat_happened=x\nwhere=y\nwhen=z\ncontact=no");
    write("channel", "shipped", &document);
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("it can be written")
}

fn write(target: &str, name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), bytes).expect("a file");
}
