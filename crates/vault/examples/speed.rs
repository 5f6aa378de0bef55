//! Prints how long sealing and opening take: `cargo run --release -p watchpost-vault --example speed`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::{io::Read, time::Instant};
use uuid::Uuid;
use watchpost_vault::*;

fn header() -> Header {
    Header {
        installation: Uuid::from_u128(1),
        scope: Uuid::from_u128(2),
        compartment: Compartment::Narrative,
        epoch: 1,
        item: Uuid::from_u128(3),
        version: 1,
        kind: 1,
    }
}

/// Median of several runs, in milliseconds.
fn timed(name: &str, times: u32, mut act: impl FnMut()) {
    let mut runs: Vec<f64> = (0..9)
        .map(|_| {
            let start = Instant::now();
            (0..times).for_each(|_| act());
            start.elapsed().as_secs_f64() * 1e3 / f64::from(times)
        })
        .collect();
    runs.sort_by(f64::total_cmp);
    println!("{name}: {:.3} ms", runs[4]);
}

fn main() {
    let identity = Identity::generate();
    let to = identity.recipient();
    let content = vec![5; 2048];
    let sealed = seal(&to, &header(), &content);
    println!("2 KiB sealed: {} bytes", sealed.len());
    timed("seal 2 KiB", 50, || drop(seal(&to, &header(), &content)));
    timed("open 2 KiB", 50, || {
        drop(open(&identity, &header(), &sealed).ok().unwrap())
    });
    let secret = identity.to_secret();
    timed("open 2 KiB with a key just read", 20, || {
        let identity = Identity::parse(&secret).unwrap();
        drop(open(&identity, &header(), &sealed).ok().unwrap());
    });
    let grant = seal_key(&to, &header(), &identity);
    println!("a grant: {} bytes", grant.len());
    timed("open a grant", 50, || {
        drop(open_key(&identity, &header(), &grant).ok().unwrap())
    });

    let receipt = Receipt::generate(&mut os_random());
    let wrapped = receipt.wrap(&identity);
    timed("open by receipt", 20, || {
        drop(receipt.unwrap(&wrapped).ok().unwrap())
    });
    let words = receipt.words(WordList::Spanish);
    timed("read a receipt", 100, || {
        drop(Receipt::parse(&words).ok().unwrap())
    });
    timed("hash a passphrase", 1, || {
        drop(hash_passphrase("passphrase", Cost::STANDARD))
    });

    streams(&identity, &to);
}

fn streams(identity: &Identity, to: &Recipient) {
    const PIECES: u64 = 1024;
    let piece = vec![7; 256 * 1024];
    let length = PIECES * piece.len() as u64;
    for _ in 0..3 {
        let mut file = Vec::with_capacity(sealed_stream_length(length) as usize);
        let mut sealer = StreamSealer::new(to, &header());
        let start = Instant::now();
        let mut pushing = 0.0;
        for _ in 0..PIECES {
            let start = Instant::now();
            let sealed = sealer.push(&piece);
            pushing += start.elapsed().as_secs_f64();
            file.extend(sealed);
        }
        file.extend(sealer.finish().0);
        let all = start.elapsed().as_secs_f64();
        let megabytes = length as f64 / 1e6;
        println!(
            "stream: push {:.0} MB/s, with finish {:.0} MB/s",
            megabytes / pushing,
            megabytes / all
        );

        let mut opener = open_stream(identity, &header(), length, file.as_slice())
            .ok()
            .unwrap();
        let mut out = vec![0; 64 * 1024];
        let start = Instant::now();
        while opener.read(&mut out).unwrap() > 0 {}
        println!(
            "stream: open {:.0} MB/s",
            megabytes / start.elapsed().as_secs_f64()
        );
    }
}
