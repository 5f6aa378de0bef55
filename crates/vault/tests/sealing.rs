//! Sealed parts: round trips, the place they belong to, damage, sizes.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;
use watchpost_vault::*;

static KEY: LazyLock<Identity> = LazyLock::new(Identity::generate);

fn header() -> Header {
    Header {
        installation: Uuid::from_u128(1),
        scope: Uuid::from_u128(2),
        compartment: Compartment::Narrative,
        epoch: 3,
        item: Uuid::from_u128(4),
        version: 5,
        kind: 6,
    }
}

/// The same place with one thing changed, for each thing there is.
fn other_places() -> Vec<Header> {
    let here = header();
    let mut others = vec![
        Header {
            installation: Uuid::from_u128(9),
            ..here
        },
        Header {
            scope: Uuid::from_u128(9),
            ..here
        },
        Header { epoch: 4, ..here },
        Header {
            item: Uuid::from_u128(9),
            ..here
        },
        Header { version: 6, ..here },
        Header { kind: 7, ..here },
    ];
    let compartments = Compartment::ALL
        .into_iter()
        .filter(|c| *c != here.compartment);
    others.extend(compartments.map(|compartment| Header {
        compartment,
        ..here
    }));
    others
}

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 31 % 251) as u8).collect()
}

#[test]
fn opens_what_was_sealed_around_every_chunk_boundary() {
    let around = [65_536 - 80, 65_536, 131_072 - 80, 131_072, 200_000];
    let lengths = around
        .into_iter()
        .flat_map(|n| [n - 1, n, n + 1])
        .chain([0, 1, 175, 176, 177, 1000]);
    for length in lengths {
        let content = bytes(length);
        let sealed = seal(&KEY.recipient(), &header(), &content);
        assert_eq!(
            sealed.len() as u64,
            sealed_length(1, length as u64),
            "{length}"
        );
        assert!(
            *open(&KEY, &header(), &sealed).ok().unwrap() == content,
            "{length}"
        );
    }
}

#[test]
fn every_one_of_many_recipients_opens_it_and_nobody_else() {
    let readers: Vec<Identity> = (0..5).map(|_| Identity::generate()).collect();
    let to: Vec<Recipient> = readers.iter().map(Identity::recipient).collect();
    let sealed = seal_to_many(&to, &header(), b"for five");
    assert_eq!(sealed.len() as u64, sealed_length(5, 8));
    for reader in &readers {
        assert_eq!(
            open(reader, &header(), &sealed).ok().unwrap().as_slice(),
            b"for five"
        );
    }
    assert_eq!(
        open(&KEY, &header(), &sealed).err(),
        Some(OpenError::NotForThisKey)
    );
}

#[test]
fn opens_nowhere_but_where_it_belongs() {
    let sealed = seal(&KEY.recipient(), &header(), b"here");
    let mut stream = StreamSealer::new(&KEY.recipient(), &header());
    let mut streamed = stream.push(b"here");
    streamed.extend(stream.finish().0);
    let key = seal_key(&KEY.recipient(), &header(), &Identity::generate());
    for place in other_places() {
        assert_eq!(
            open(&KEY, &place, &sealed).err(),
            Some(OpenError::WrongPlace),
            "{place:?}"
        );
        assert_eq!(
            open_key(&KEY, &place, &key).err(),
            Some(OpenError::WrongPlace),
            "{place:?}"
        );
        let opened = open_stream(&KEY, &place, 4, streamed.as_slice());
        assert_eq!(opened.err(), Some(OpenError::WrongPlace), "{place:?}");
    }
    // Nor in another shape.
    assert_eq!(
        open(&KEY, &header(), &key).err(),
        Some(OpenError::WrongPlace)
    );
    assert_eq!(
        open(&KEY, &header(), &streamed).err(),
        Some(OpenError::WrongPlace)
    );
    assert_eq!(
        open_key(&KEY, &header(), &sealed).err(),
        Some(OpenError::WrongPlace)
    );
}

#[test]
fn every_cut_is_found() {
    let sealed = seal(&KEY.recipient(), &header(), &bytes(70_000));
    let near_boundaries = [1800, 65_536, sealed.len()]
        .into_iter()
        .flat_map(|n| n - 60..n);
    for length in (0..1800)
        .step_by(7)
        .chain(near_boundaries)
        .filter(|n| *n < sealed.len())
    {
        assert_eq!(
            open(&KEY, &header(), &sealed[..length]).err(),
            Some(OpenError::Damaged),
            "{length}"
        );
    }
    let longer = [sealed.as_slice(), b"x"].concat();
    assert_eq!(
        open(&KEY, &header(), &longer).err(),
        Some(OpenError::Damaged)
    );
}

#[test]
fn every_flipped_bit_is_found() {
    let sealed = seal(&KEY.recipient(), &header(), &bytes(500));
    // A flip inside the stanza makes it one for an unknown key; all behind it is damage.
    let stanza_end = sealed.windows(4).position(|four| four == b"\n---").unwrap();
    for at in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[at] ^= 1 << (at % 8);
        match open(&KEY, &header(), &altered).err() {
            Some(OpenError::Damaged) => {}
            Some(OpenError::NotForThisKey) if at <= stanza_end => {}
            other => panic!("bit {} of byte {at}: {other:?}", at % 8),
        }
    }
}

#[test]
fn chunks_cannot_change_places() {
    let sealed = seal(&KEY.recipient(), &header(), &bytes(300_000));
    let payload = (sealed_length(1, 300_000) - 5 * 16 - 303_104) as usize;
    let mut swapped = sealed.clone();
    let (first, second) = swapped[payload..].split_at_mut(65_552);
    first.swap_with_slice(&mut second[..65_552]);
    assert_eq!(open(&KEY, &header(), &sealed).ok().unwrap().len(), 300_000);
    assert_eq!(
        open(&KEY, &header(), &swapped).err(),
        Some(OpenError::Damaged)
    );
}

#[test]
fn keys_travel_sealed() {
    let case = Identity::generate();
    let grant = seal_key(&KEY.recipient(), &header(), &case);
    assert!(grant.len() < 2200, "a grant has {} bytes", grant.len());
    let opened = open_key(&KEY, &header(), &grant).ok().unwrap();
    let part = seal(&case.recipient(), &header(), b"read by grant");
    assert_eq!(
        open(&opened, &header(), &part).ok().unwrap().as_slice(),
        b"read by grant"
    );
}

#[test]
fn nothing_is_sealed_without_the_post_quantum_half() {
    let mut stream = StreamSealer::new(&KEY.recipient(), &header());
    let all = [
        seal(&KEY.recipient(), &header(), b"part"),
        seal_to_many(&[KEY.recipient(), KEY.recipient()], &header(), b"parts"),
        seal_key(&KEY.recipient(), &header(), &KEY),
        stream.push(b"file"),
    ];
    for sealed in all {
        let text = String::from_utf8_lossy(&sealed);
        let stanzas: Vec<&str> = text
            .lines()
            .take_while(|l| !l.starts_with("---"))
            .filter(|l| l.starts_with("-> "))
            .collect();
        assert!(!stanzas.is_empty());
        assert!(
            stanzas
                .iter()
                .all(|line| line.starts_with("-> mlkem768x25519 "))
        );
    }
}

#[test]
fn only_hybrid_keys_are_taken() {
    let classic = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    assert_eq!(
        classic.parse::<Recipient>().err(),
        Some(KeyError::WrongKind)
    );
    let classic = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
    assert_eq!(Identity::parse(classic).err(), Some(KeyError::WrongKind));

    let (secret, public) = (KEY.to_secret(), KEY.recipient().to_string());
    assert!(secret.starts_with("AGE-SECRET-KEY-PQ-1") && public.starts_with("age1pq1"));
    assert!(
        Identity::parse(&format!(" {}\n", *secret))
            .ok()
            .unwrap()
            .recipient()
            == KEY.recipient()
    );
    assert_eq!(public.parse::<Recipient>().unwrap(), KEY.recipient());
    // The checksum finds every changed letter.
    for at in [20, 40, public.len() - 1] {
        let other = if &public[at..=at] == "q" { "p" } else { "q" };
        let wrong = format!("{}{other}{}", &public[..at], &public[at + 1..]);
        assert_eq!(wrong.parse::<Recipient>().err(), Some(KeyError::Malformed));
    }
    assert_eq!(Identity::parse(&public).err(), Some(KeyError::WrongKind));
    assert_eq!(Identity::parse("").err(), Some(KeyError::Malformed));
}

#[test]
fn one_key_has_one_text() {
    use bech32::{Fe32, Fe32IterExt, Hrp};
    let text = KEY.to_secret().to_lowercase();
    let (prefix, rest) = text.rsplit_once('1').unwrap();
    let letters: Vec<Fe32> = rest.chars().map(|c| Fe32::from_char(c).unwrap()).collect();
    let with_last = |change: u8| {
        let mut letters = letters[..letters.len() - 6].to_vec();
        let last = letters.pop().unwrap();
        letters.push(Fe32::try_from(last.to_u8() ^ change).unwrap());
        let hrp = Hrp::parse(prefix).unwrap();
        letters
            .into_iter()
            .with_checksum::<bech32::Bech32>(&hrp)
            .chars()
            .collect::<String>()
    };
    assert!(Identity::parse(&with_last(0)).is_ok());
    // The last letter has four bits that say nothing and must be zero; the checksum is right.
    for change in 1..16 {
        assert_eq!(
            Identity::parse(&with_last(change)).err(),
            Some(KeyError::Malformed)
        );
    }
}

#[test]
fn padding_costs_at_most_an_eighth_and_leaves_few_sizes() {
    let overhead = sealed_length(1, 0) - 256 - 16;
    let mut sizes = std::collections::BTreeSet::new();
    for content in (0..100_000)
        .step_by(3)
        .chain((1..60).map(|n| n * 40_000_009))
    {
        let plain = content + 80;
        let sealed = sealed_length(1, content) - overhead;
        let chunks = (sealed - 1) / 65_552 + 1;
        let padded = sealed - chunks * 16;
        assert!(padded >= plain, "{content}");
        let highest = (plain as f64 * 1.12).max(256.0);
        assert!(padded as f64 <= highest, "{content}: {padded}");
        if content < 100_000 {
            sizes.insert(padded);
        }
    }
    assert!(sizes.len() < 200, "{} different sizes", sizes.len());
    assert_eq!(sealed_length(1, 0), sealed_length(1, 176));
    assert!(sealed_length(1, 176) < sealed_length(1, 177));
}

#[test]
fn compartments_keep_their_codes() {
    let codes: Vec<u8> = Compartment::ALL
        .into_iter()
        .map(Compartment::code)
        .collect();
    assert_eq!(codes, (1..=11).collect::<Vec<u8>>());
    for code in 0..=255 {
        let found = Compartment::from_code(code).map(Compartment::code);
        assert_eq!(found, (1..=11).contains(&code).then_some(code));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_content_in_any_place(
        content in proptest::collection::vec(any::<u8>(), 0..5000),
        ids in any::<[u128; 3]>(),
        (epoch, version, kind) in any::<(u32, u32, u16)>(),
        code in 1..=11u8,
    ) {
        let place = Header {
            installation: Uuid::from_u128(ids[0]),
            scope: Uuid::from_u128(ids[1]),
            compartment: Compartment::from_code(code).unwrap(),
            epoch,
            item: Uuid::from_u128(ids[2]),
            version,
            kind,
        };
        let sealed = seal(&KEY.recipient(), &place, &content);
        prop_assert!(*open(&KEY, &place, &sealed).ok().unwrap() == content);
    }

    #[test]
    fn reading_anything_at_all_never_panics(
        before in proptest::collection::vec(any::<u8>(), 0..200),
        at in 0..2500usize,
        instead in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        prop_assert!(open(&KEY, &header(), &before).is_err());
        let sealed = seal(&KEY.recipient(), &header(), b"something");
        let at = at.min(sealed.len());
        let mixed = [&sealed[..at], &instead, &sealed[(at + instead.len()).min(sealed.len())..]].concat();
        if mixed != sealed {
            prop_assert!(open(&KEY, &header(), &mixed).is_err());
        }
    }
}

#[test]
fn files_of_a_batch_open_one_by_one_and_each_only_at_its_place() {
    let mut batch = Batch::new(&KEY.recipient());
    let places: Vec<Header> = (100..120u128)
        .map(|n| Header {
            item: Uuid::from_u128(n),
            ..header()
        })
        .collect();
    let files: Vec<Vec<u8>> = (places.iter().enumerate())
        .map(|(n, place)| batch.seal(place, format!("record {n}").as_bytes()))
        .collect();
    assert_eq!(batch.sealed(), 20);
    assert!(batch.is_for(&KEY.recipient()) && !batch.is_for(&Identity::generate().recipient()));
    let mut opener = Opener::default();
    for (n, (place, file)) in places.iter().zip(&files).enumerate() {
        let said = format!("record {n}");
        assert_eq!(&open(&KEY, place, file).unwrap()[..], said.as_bytes());
        assert_eq!(
            &opener.open(&KEY, place, file).unwrap()[..],
            said.as_bytes()
        );
        for other in other_places() {
            assert!(opener.open(&KEY, &other, file).is_err());
        }
    }
    // A key that the opener knows by now does not open for somebody else, nor what was changed.
    let stranger = Identity::generate();
    assert!(opener.open(&stranger, &places[0], &files[0]).is_err());
    let at = files[0].len() - 1;
    for place in [5, 60, files[0].len() - 300, at] {
        let mut changed = files[0].clone();
        changed[place] ^= 1;
        assert!(opener.open(&KEY, &places[0], &changed).is_err(), "{place}");
    }
    for length in [0, 1, 40, files[0].len() - 1] {
        assert!(opener.open(&KEY, &places[0], &files[0][..length]).is_err());
    }
    // The same words twice are not the same bytes.
    let twice = [0; 2].map(|_| batch.seal(&places[0], b"same"));
    assert_ne!(twice[0], twice[1]);
}
