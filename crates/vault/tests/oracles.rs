//! Other implementations open what we seal, and we open what they seal: the `age` crate for the file, `hpke` for the
//! recipient. Files of the npm package `age-encryption` are among the fixtures.
#![allow(clippy::unwrap_used)]

use age_core::{
    format::{FileKey, Stanza},
    secrecy::ExposeSecret,
};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD as BASE64};
use bech32::primitives::decode::UncheckedHrpstring;
use hpke::{
    Deserializable, OpModeR, OpModeS, Serializable,
    aead::ChaCha20Poly1305,
    kdf::HkdfSha256,
    kem::{Kem, XWing},
};
use std::{
    collections::HashSet,
    io::{Read, Write},
};
use uuid::Uuid;
use watchpost_vault::*;

const TAG: &str = "mlkem768x25519";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";

struct OracleRecipient(<XWing as Kem>::PublicKey);
struct OracleIdentity(<XWing as Kem>::PrivateKey);

impl age::Recipient for OracleRecipient {
    fn wrap_file_key(
        &self,
        key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let (share, body) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &self.0,
            INFO,
            key.expose_secret(),
            b"",
        )
        .unwrap();
        let stanza = Stanza {
            tag: TAG.into(),
            args: vec![BASE64.encode(share.to_bytes())],
            body,
        };
        Ok((vec![stanza], HashSet::from(["postquantum".to_string()])))
    }
}

impl age::Identity for OracleIdentity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        if stanza.tag != TAG {
            return None;
        }
        let share = BASE64.decode(&stanza.args[0]).unwrap();
        let key = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.0,
            &Deserializable::from_bytes(&share).unwrap(),
            INFO,
            &stanza.body,
            b"",
        )
        .ok()?;
        Some(Ok(FileKey::new(Box::new(key.try_into().unwrap()))))
    }
}

/// Key texts read by another road than ours: letters to bits, without a look at the checksum.
fn unbech(text: &str) -> Vec<u8> {
    let unchecked = UncheckedHrpstring::new(text).unwrap();
    let all = unchecked.remove_checksum::<bech32::NoChecksum>();
    let letters = all.data_part_ascii_no_checksum();
    let mut bits = letters[..letters.len() - 6].iter().flat_map(|letter| {
        let value = bech32::Fe32::from_char(char::from(*letter))
            .unwrap()
            .to_u8();
        (0..5).rev().map(move |bit| value >> bit & 1)
    });
    let mut bytes = Vec::new();
    while let Some(first) = bits.next() {
        let rest: Vec<u8> = bits.by_ref().take(7).collect();
        if rest.len() == 7 {
            bytes.push(rest.iter().fold(first, |byte, bit| byte << 1 | bit));
        }
    }
    bytes
}

fn oracle(identity: &Identity) -> (OracleIdentity, OracleRecipient) {
    let secret = Deserializable::from_bytes(&unbech(&identity.to_secret())).unwrap();
    let public = Deserializable::from_bytes(&unbech(&identity.recipient().to_string())).unwrap();
    assert!(
        XWing::sk_to_pk(&secret) == public,
        "the public halves agree"
    );
    (OracleIdentity(secret), OracleRecipient(public))
}

fn oracle_open(with: &OracleIdentity, sealed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let decryptor = age::Decryptor::new(sealed).unwrap();
    let identity = with as &dyn age::Identity;
    decryptor
        .decrypt(std::iter::once(identity))
        .unwrap()
        .read_to_end(&mut plain)
        .unwrap();
    plain
}

fn oracle_seal(to: &[&OracleRecipient], plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let recipients = to.iter().map(|recipient| *recipient as &dyn age::Recipient);
    let mut writer = age::Encryptor::with_recipients(recipients)
        .unwrap()
        .wrap_output(&mut out)
        .unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap();
    out
}

fn header() -> Header {
    Header {
        installation: Uuid::from_u128(1),
        scope: Uuid::from_u128(2),
        compartment: Compartment::Team,
        epoch: 3,
        item: Uuid::from_u128(4),
        version: 5,
        kind: 6,
    }
}

#[test]
fn both_ways_with_the_age_crate_and_hpke() {
    for round in 0..12 {
        let identity = Identity::generate();
        let (theirs, to_ours) = oracle(&identity);
        let content: Vec<u8> = (0..round * 16_300).map(|at| (at % 253) as u8).collect();

        let plain = oracle_open(&theirs, &seal(&identity.recipient(), &header(), &content));
        assert_eq!(
            plain[80..80 + content.len()],
            content,
            "an age tool finds the content at byte 80"
        );
        assert_eq!(
            plain[20..28],
            (content.len() as u64).to_be_bytes(),
            "and its length at byte 20"
        );

        // The age crate adds stanzas of its own; they must not disturb.
        let sealed = oracle_seal(&[&to_ours], &plain);
        assert!(*open(&identity, &header(), &sealed).ok().unwrap() == content);
        let (_, to_other) = oracle(&Identity::generate());
        let sealed = oracle_seal(&[&to_other, &to_ours, &to_other], &plain);
        assert!(*open(&identity, &header(), &sealed).ok().unwrap() == content);
        let sealed = oracle_seal(&[&to_other], &plain);
        assert_eq!(
            open(&identity, &header(), &sealed).err(),
            Some(OpenError::NotForThisKey)
        );
    }
}

#[test]
fn streams_and_files_to_many_are_plain_age_files() {
    let identity = Identity::generate();
    let (theirs, to_ours) = oracle(&identity);
    let content = vec![9; 200_000];
    let mut sealer = StreamSealer::new(&identity.recipient(), &header());
    let mut file = sealer.push(&content);
    file.extend(sealer.finish().0);
    let plain = oracle_open(&theirs, &file);
    assert_eq!(plain[80..200_080], content);
    assert_eq!(plain[plain.len() - 8..], 200_000u64.to_be_bytes());
    let resealed = oracle_seal(&[&to_ours], &plain);
    let mut opened = Vec::new();
    let mut opener = open_stream(&identity, &header(), 200_000, resealed.as_slice())
        .ok()
        .unwrap();
    opener.read_to_end(&mut opened).unwrap();
    assert!(opened == content);

    let to = [Identity::generate().recipient(), identity.recipient()];
    let plain = oracle_open(&theirs, &seal_to_many(&to, &header(), b"to two"));
    assert_eq!(&plain[80..86], b"to two");

    let key = Identity::generate();
    let plain = oracle_open(&theirs, &seal_key(&identity.recipient(), &header(), &key));
    assert_eq!(
        &plain[80..80 + key.to_secret().len()],
        key.to_secret().as_bytes()
    );
}

#[test]
fn files_of_a_batch_are_plain_age_files() {
    let identity = Identity::generate();
    let (theirs, _) = oracle(&identity);
    let mut batch = Batch::new(&identity.recipient());
    for size in [0, 5, 70_000] {
        let content = vec![7; size];
        let plain = oracle_open(&theirs, &batch.seal(&header(), &content));
        assert!(plain.windows(size.max(1)).any(|w| w == content) || size == 0);
        assert_eq!(
            plain,
            oracle_open(&theirs, &seal(&identity.recipient(), &header(), &content))
        );
    }
}

#[test]
fn content_that_lies_about_itself_is_damaged() {
    let identity = Identity::generate();
    let (theirs, to_ours) = oracle(&identity);
    let good = oracle_open(&theirs, &seal(&identity.recipient(), &header(), b"12345"));
    let check = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut plain = good.clone();
        change(&mut plain);
        open(&identity, &header(), &oracle_seal(&[&to_ours], &plain)).err()
    };
    assert_eq!(check(&|_| ()), None);
    assert_eq!(
        check(&|plain| plain[200] = 1),
        Some(OpenError::Damaged),
        "padding that is no zero"
    );
    assert_eq!(
        check(&|plain| plain[78] = 1),
        Some(OpenError::Damaged),
        "what must be zero"
    );
    assert_eq!(
        check(&|plain| plain[7] = 2),
        Some(OpenError::Damaged),
        "a format we do not know"
    );
    assert_eq!(
        check(&|plain| plain[27] = 255),
        Some(OpenError::Damaged),
        "longer than it is"
    );
    assert_eq!(
        check(&|plain| plain[20..28].fill(255)),
        Some(OpenError::Damaged)
    );
    assert_eq!(
        check(&|plain| plain.push(0)),
        Some(OpenError::Damaged),
        "not the padded size"
    );
    assert_eq!(check(&|plain| plain.truncate(79)), Some(OpenError::Damaged));
    assert_eq!(check(&|plain| plain.clear()), Some(OpenError::Damaged));
}
