//! What we seal for somebody outside, opened by the age crate and by our own keys.
#![allow(clippy::unwrap_used)]

use std::io::Read;

use proptest::prelude::*;
use watchpost_vault::{Identity, Outward, OutwardSealer};

fn sealed(to: &str, pieces: &[Vec<u8>]) -> Vec<u8> {
    let mut sealer = OutwardSealer::new(&to.parse::<Outward>().unwrap());
    let mut out = Vec::new();
    for piece in pieces {
        sealer.push(piece);
        out.extend(sealer.take());
    }
    out.extend(sealer.finish());
    out
}

fn opened(file: &[u8], with: &age::x25519::Identity) -> Result<Vec<u8>, String> {
    let decryptor = age::Decryptor::new(file).map_err(|e| e.to_string())?;
    let mut reader = decryptor
        .decrypt(std::iter::once(with as &dyn age::Identity))
        .map_err(|e| e.to_string())?;
    let mut plain = Vec::new();
    reader.read_to_end(&mut plain).map_err(|e| e.to_string())?;
    Ok(plain)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_age_tool_opens_it_whatever_its_length(length in prop_oneof![
        Just(0usize), Just(1), Just(65_535), Just(65_536), Just(65_537), Just(131_072), 0usize..300_000,
    ], piece in 1usize..100_000) {
        let identity = age::x25519::Identity::generate();
        let content: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
        let pieces: Vec<Vec<u8>> = content.chunks(piece).map(<[u8]>::to_vec).collect();
        let file = sealed(&identity.to_public().to_string(), &pieces);
        prop_assert_eq!(opened(&file, &identity), Ok(content));
        // Another key opens nothing, and one that was cut short is not taken for whole.
        prop_assert!(opened(&file, &age::x25519::Identity::generate()).is_err());
        prop_assert!(opened(&file[..file.len() - 1], &identity).is_err());
    }
}

#[test]
fn a_hybrid_key_gets_a_hybrid_file_and_texts_read_back() {
    let ours = Identity::generate().recipient().to_string();
    let outward: Outward = format!(" {ours}\n").parse().unwrap();
    assert!(outward.is_hybrid());
    assert_eq!(outward.to_string(), ours);
    let file = sealed(&ours, &[b"a".to_vec()]);
    let head = String::from_utf8_lossy(&file[..60]).into_owned();
    assert!(head.contains("-> mlkem768x25519 "), "{head}");
    let plain = age::x25519::Identity::generate().to_public().to_string();
    let outward: Outward = plain.parse().unwrap();
    assert!(!outward.is_hybrid());
    assert_eq!(outward.to_string(), plain);
}

#[test]
fn what_is_no_recipient_is_refused() {
    let secret = age::x25519::Identity::generate();
    let secret = age::secrecy::ExposeSecret::expose_secret(&secret.to_string()).to_owned();
    for text in ["", "age1", "age1pq1", "ssh-ed25519 AAAA", &secret] {
        assert!(text.parse::<Outward>().is_err(), "{text}");
    }
}
