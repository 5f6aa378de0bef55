//! Streams: any pieces in, the same bytes out, and nothing handed over as whole that is not.
#![allow(clippy::unwrap_used)]

use std::io::Read;
use std::sync::LazyLock;
use uuid::Uuid;
use watchpost_vault::*;

static KEY: LazyLock<Identity> = LazyLock::new(Identity::generate);

fn header() -> Header {
    Header {
        installation: Uuid::from_u128(1),
        scope: Uuid::from_u128(2),
        compartment: Compartment::Original,
        epoch: 1,
        item: Uuid::from_u128(3),
        version: 1,
        kind: 2,
    }
}

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 31 % 251) as u8).collect()
}

fn sealed(content: &[u8], piece: usize) -> (Vec<u8>, Sealing) {
    let mut sealer = StreamSealer::new(&KEY.recipient(), &header());
    let mut out = Vec::new();
    for piece in content.chunks(piece) {
        out.extend(sealer.push(piece));
    }
    let (end, sealing) = sealer.finish();
    out.extend(end);
    (out, sealing)
}

fn read_all(length: u64, source: impl Read) -> std::io::Result<Vec<u8>> {
    let mut opener = open_stream(&KEY, &header(), length, source)?;
    let mut out = Vec::new();
    opener.read_to_end(&mut out)?;
    Ok(out)
}

fn is_damage(result: std::io::Result<Vec<u8>>) -> bool {
    result.is_err_and(|error| OpenError::from_io(&error) == OpenError::Damaged)
}

/// Gives one byte, then two, then three, … as networks do.
struct Dribble<'a>(&'a [u8], usize);

impl Read for Dribble<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.1 = self.1 % 5000 + 1;
        let given = self.1.min(out.len()).min(self.0.len());
        out[..given].copy_from_slice(&self.0[..given]);
        self.0 = &self.0[given..];
        Ok(given)
    }
}

#[test]
fn any_pieces_give_the_same_file_back() {
    use sha2::Digest;
    for length in [
        0, 1, 167, 168, 169, 65_447, 65_448, 65_449, 65_536, 131_072, 400_000,
    ] {
        let content = bytes(length);
        for piece in [1 << 20, 65_536, 65_535, 8_000, 65_456] {
            let (file, sealing) = sealed(&content, piece);
            assert_eq!(sealing.length, length as u64);
            assert_eq!(
                sealing.sealed_length,
                file.len() as u64,
                "{length} in {piece}"
            );
            assert_eq!(sealing.sealed_length, sealed_stream_length(length as u64));
            assert_eq!(sealing.sha256[..], sha2::Sha256::digest(&content)[..]);
            assert!(
                read_all(length as u64, file.as_slice()).unwrap() == content,
                "{length} in {piece}"
            );
            assert!(read_all(length as u64, Dribble(&file, 0)).unwrap() == content);
        }
    }
}

#[test]
fn every_padded_size_near_a_chunk_boundary_ends_rightly() {
    // The trailer may fill the last chunk exactly.
    for length in (65_536 * 2 - 88 - 4100..65_536 * 2 - 88 + 10).step_by(131) {
        let content = bytes(length);
        let (file, sealing) = sealed(&content, 1 << 20);
        assert_eq!(sealing.sealed_length, file.len() as u64, "{length}");
        assert!(
            read_all(length as u64, file.as_slice()).unwrap() == content,
            "{length}"
        );
    }
}

#[test]
fn padding_comes_in_pieces() {
    let length = (16 << 20) + 1; // just above a power of two: half a MiB of padding
    let mut sealer = StreamSealer::new(&KEY.recipient(), &header());
    let piece = vec![7; 1 << 20];
    let mut written = 0;
    for _ in 0..16 {
        written += sealer.push(&piece).len() as u64;
    }
    written += sealer.push(&[7]).len() as u64;
    let end = sealer.end();
    let sealing = end.sealing();
    let pieces: Vec<usize> = end.map(|piece| piece.len()).collect();
    assert!(
        pieces.len() >= 2 && pieces.iter().all(|piece| *piece <= 5 * 65_552),
        "{pieces:?}"
    );
    written += pieces.iter().sum::<usize>() as u64;
    assert_eq!((sealing.length, sealing.sealed_length), (length, written));
}

#[test]
fn nothing_after_a_fault_and_never_the_last_bytes_before_the_end_is_checked() {
    let content = bytes(300_000);
    let (file, _) = sealed(&content, 65_536);
    let mut altered = file.clone();
    *altered.last_mut().unwrap() ^= 1; // the very end: behind content and padding
    let mut opener = open_stream(&KEY, &header(), 300_000, altered.as_slice())
        .ok()
        .unwrap();
    let mut whole = vec![0; 300_000];
    assert!(opener.read_exact(&mut whole).is_err());
    assert!(opener.read(&mut [0; 10]).is_err(), "stays broken");
}

#[test]
fn cuts_flips_and_lies_about_the_length_are_found() {
    let content = bytes(140_000);
    let (file, sealing) = sealed(&content, 65_536);
    let length = sealing.length;
    for cut in [
        1,
        15,
        16,
        17,
        4000,
        65_552,
        80_000,
        file.len() - 2000,
        file.len() - 3,
        file.len(),
    ] {
        assert!(
            is_damage(read_all(length, &file[..file.len() - cut])),
            "{cut}"
        );
    }
    assert!(is_damage(read_all(
        length,
        [file.as_slice(), b"x"].concat().as_slice()
    )));
    for wrong in [
        0,
        1,
        length - 1,
        length + 1,
        length + 4000,
        65_536,
        1 << 40,
        u64::MAX,
    ] {
        assert!(is_damage(read_all(wrong, file.as_slice())), "{wrong}");
    }
    let payload = file.len() - 3 * 16 - 143_360;
    for at in (payload..file.len())
        .step_by(997)
        .chain([payload, file.len() - 1])
    {
        let mut altered = file.clone();
        altered[at] ^= 0x10;
        assert!(is_damage(read_all(length, altered.as_slice())), "{at}");
    }
    assert_eq!(read_all(length, file.as_slice()).unwrap().len(), 140_000);
}

#[test]
fn an_unreadable_source_is_not_called_damaged() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("no such disk"))
        }
    }
    assert_eq!(
        open_stream(&KEY, &header(), 1, Broken).err(),
        Some(OpenError::Unreadable)
    );
    let (file, sealing) = sealed(&bytes(140_000), 65_536);
    let half = file[..100_000].chain(Broken);
    let error = read_all(sealing.length, half).unwrap_err();
    assert_eq!(OpenError::from_io(&error), OpenError::Unreadable);
}

#[test]
fn streams_may_move_between_threads() {
    fn moves<T: Send + 'static>() {}
    moves::<StreamSealer>();
    moves::<StreamEnd>();
    moves::<StreamOpener<std::fs::File>>();
    moves::<Identity>();
    fn shared<T: Send + Sync>() {}
    shared::<Identity>();
    shared::<Recipient>();
    shared::<Receipt>();
    shared::<ColumnKeys>();
}
