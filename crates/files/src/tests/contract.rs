//! One set of bodies, run on every backend.

use std::io::{self, Read};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, future, stream};

use super::{chunks, collect, key, pattern};
use crate::{Chunks, Error, Key, Store};

/// Makes a test of each body for each backend.
macro_rules! contract {
    ($($body:ident),* $(,)?) => {
        mod on_local { $(#[tokio::test] async fn $body() { super::super::on_local(super::$body).await })* }
        mod on_memory { $(#[tokio::test] async fn $body() { super::super::on_memory(super::$body).await })* }
        mod on_s3 { $(#[tokio::test] async fn $body() { super::super::on_s3(super::$body).await })* }
    };
}

contract! {
    what_is_put_is_read,
    every_size_round_trips,
    a_missing_object_is_no_error,
    the_same_key_again_is_fine,
    a_failing_source_leaves_nothing,
    an_abort_leaves_nothing_and_what_was_there_before,
    a_dropped_put_leaves_nothing,
    ranges_are_clipped,
    a_limit_is_kept,
    lists_are_sorted_and_paged,
    a_blocking_reader_reads_all,
    concurrent_puts_of_one_key_end_in_one_of_them,
    the_probe_passes_and_leaves_nothing,
    a_large_object_streams,
}

async fn what_is_put_is_read(store: Store) {
    let key = Key::random("parts");
    let bytes = pattern(3_000_000);
    assert_eq!(
        store
            .put(&key, chunks(bytes.clone(), 70_000))
            .await
            .unwrap(),
        3_000_000
    );
    assert_eq!(store.size(&key).await.unwrap(), Some(3_000_000));
    assert!(store.exists(&key).await.unwrap());
    assert!(collect(store.get(&key).await.unwrap().unwrap()).await == bytes);
    store.delete(&key).await.unwrap();
    assert!(store.get(&key).await.unwrap().is_none());
}

async fn every_size_round_trips(store: Store) {
    for size in [0, 1, 4095, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 20] {
        let (streamed, whole) = (Key::random("parts"), Key::random("parts"));
        let bytes = pattern(size);
        store
            .put(&streamed, chunks(bytes.clone(), 1 << 19))
            .await
            .unwrap();
        store.put_bytes(&whole, bytes.clone()).await.unwrap();
        for key in [streamed, whole] {
            assert!(
                store.get_bytes(&key, size).await.unwrap().unwrap() == bytes,
                "{size}"
            );
        }
    }
}

async fn a_missing_object_is_no_error(store: Store) {
    store
        .put_bytes(&key("a/b"), Bytes::from_static(b"x"))
        .await
        .unwrap();
    for key in [key("none"), key("a"), key("a/b/c"), Key::random("parts")] {
        assert!(store.get(&key).await.unwrap().is_none());
        assert!(store.get_bytes(&key, 9).await.unwrap().is_none());
        assert!(store.get_range(&key, 0..1).await.unwrap().is_none());
        assert_eq!(store.size(&key).await.unwrap(), None);
        assert!(!store.exists(&key).await.unwrap());
        store.delete(&key).await.unwrap();
    }
    assert!(store.exists(&key("a/b")).await.unwrap());
}

async fn the_same_key_again_is_fine(store: Store) {
    let key = Key::random("parts");
    for _ in 0..3 {
        store.put(&key, chunks(pattern(10_000), 999)).await.unwrap();
        store.put_bytes(&key, pattern(10_000)).await.unwrap();
    }
    assert!(store.get_bytes(&key, 10_000).await.unwrap().unwrap() == pattern(10_000));
}

async fn a_failing_source_leaves_nothing(store: Store) {
    for size in [10, 3 << 20, 20 << 20] {
        let key = Key::random("parts");
        let broken = stream::iter([Err(io::Error::other("planted"))]);
        let source: Chunks = Box::pin(chunks(pattern(size), 100_000).chain(broken));
        assert!(matches!(
            store.put(&key, source).await,
            Err(Error::Source(_))
        ));
        nothing_left(&store, &key).await;
    }
}

async fn an_abort_leaves_nothing_and_what_was_there_before(store: Store) {
    let (fresh, taken) = (Key::random("parts"), Key::random("parts"));
    store.put_bytes(&taken, pattern(7)).await.unwrap();
    for key in [&fresh, &taken] {
        let mut writer = store.writer(key).await.unwrap();
        writer.write(pattern(17 << 20)).await.unwrap();
        assert_eq!(writer.written(), 17 << 20);
        writer.abort().await;
    }
    nothing_left(&store, &fresh).await;
    assert!(store.get_bytes(&taken, 7).await.unwrap().unwrap() == pattern(7));
}

async fn a_dropped_put_leaves_nothing(store: Store) {
    let key = Key::random("parts");
    let endless: Chunks = Box::pin(chunks(pattern(20 << 20), 1 << 18).chain(stream::pending()));
    let mut put = Box::pin(store.put(&key, endless));
    // Until the bytes are in, or some of them where that takes longer.
    for _ in 0..100 {
        assert!(futures_util::poll!(&mut put).is_pending());
        tokio::task::spawn_blocking(|| ()).await.unwrap();
    }
    drop(put);
    nothing_left(&store, &key).await;
}

async fn nothing_left(store: &Store, key: &Key) {
    assert!(!store.exists(key).await.unwrap());
    assert!(store.get(key).await.unwrap().is_none());
    assert!(!store.list("", None, 100).await.unwrap().contains(key));
}

async fn ranges_are_clipped(store: Store) {
    let key = Key::random("parts");
    let bytes = pattern(3 << 20);
    store.put_bytes(&key, bytes.clone()).await.unwrap();
    let end = bytes.len() as u64;
    for (range, expected) in [
        (0..0, 0..0),
        (0..1, 0..1),
        (1_048_575..2_097_154, 1_048_575..2_097_154),
        (end - 1..end, end - 1..end),
        (end - 1..end + 9, end - 1..end),
        (end..end + 1, end..end),
        (end + 5..end + 9, end..end),
        (5..u64::MAX, 5..end),
    ] {
        let read = collect(store.get_range(&key, range.clone()).await.unwrap().unwrap()).await;
        assert!(
            read == bytes[expected.start as usize..expected.end as usize],
            "{range:?}"
        );
    }
}

async fn a_limit_is_kept(store: Store) {
    let key = Key::random("parts");
    store.put_bytes(&key, pattern(100)).await.unwrap();
    assert_eq!(
        store.get_bytes(&key, 100).await.unwrap().unwrap().len(),
        100
    );
    assert!(matches!(
        store.get_bytes(&key, 99).await,
        Err(Error::TooLong)
    ));
}

/// The keys are chosen so that the order of folders is not the order of keys: '-' and '.' sort before '/'.
async fn lists_are_sorted_and_paged(store: Store) {
    let mut all: Vec<Key> = [
        "a-b", "a.b/c", "a/b", "a/b-", "a/c/d", "a0", "ab/x", "ab/y/z", "b", "parts/1",
    ]
    .map(key)
    .to_vec();
    for key in &all {
        store
            .put_bytes(key, Bytes::from_static(b"x"))
            .await
            .unwrap();
    }
    all.sort();
    assert_eq!(store.list("", None, 100).await.unwrap(), all);
    for page in 1..=all.len() + 1 {
        let mut seen: Vec<Key> = Vec::new();
        loop {
            let next = store.list("", seen.last(), page).await.unwrap();
            let last = next.len() < page;
            seen.extend(next);
            if last {
                break;
            }
        }
        assert_eq!(seen, all, "in pages of {page}");
    }
    for prefix in ["a", "a/", "a/b", "ab", "ab/y/", "nothing", "a/c/d"] {
        let expected: Vec<Key> = all
            .iter()
            .filter(|key| key.as_str().starts_with(prefix))
            .cloned()
            .collect();
        assert_eq!(
            store.list(prefix, None, 100).await.unwrap(),
            expected,
            "{prefix}"
        );
        let after: Vec<Key> = expected
            .iter()
            .filter(|key| key.as_str() > "a/b")
            .cloned()
            .collect();
        assert_eq!(
            store.list(prefix, Some(&key("a/b")), 100).await.unwrap(),
            after,
            "{prefix}"
        );
    }
    assert!(store.list("", None, 0).await.unwrap().is_empty());
    assert!(matches!(
        store.list("../", None, 9).await,
        Err(Error::BadKey)
    ));
}

async fn a_blocking_reader_reads_all(store: Store) {
    let (there, missing) = (Key::random("parts"), Key::random("parts"));
    let bytes = pattern((2 << 20) + 77);
    store.put_bytes(&there, bytes.clone()).await.unwrap();
    let read = tokio::task::spawn_blocking(move || {
        let mut read = Vec::new();
        store
            .reader_blocking(&there)
            .read_to_end(&mut read)
            .unwrap();
        let err = store
            .reader_blocking(&missing)
            .read(&mut [0; 9])
            .unwrap_err();
        assert_eq!(err.kind(), io::ErrorKind::NotFound);
        read
    })
    .await
    .unwrap();
    assert!(read == bytes);
}

async fn concurrent_puts_of_one_key_end_in_one_of_them(store: Store) {
    let key = Key::random("parts");
    let all = pattern(1_000_008);
    let versions: Vec<Bytes> = (0..8).map(|n| all.slice(n..n + 1_000_000)).collect();
    let puts = versions
        .iter()
        .map(|bytes| store.put(&key, chunks(bytes.clone(), 50_000)));
    for put in future::join_all(puts).await {
        put.unwrap();
    }
    let read = store.get_bytes(&key, 1 << 20).await.unwrap().unwrap();
    assert!(versions.contains(&read));
}

async fn the_probe_passes_and_leaves_nothing(store: Store) {
    store.ready().await.unwrap();
    assert!(store.list("", None, 9).await.unwrap().is_empty());
    let swept = store
        .sweep_partials(Duration::ZERO, crate::tests::now())
        .await
        .unwrap();
    assert_eq!(swept, 0);
}

/// 64 MiB, made as it is sent and compared as it comes back: never more than a piece of it is here.
async fn a_large_object_streams(store: Store) {
    let (key, piece) = (Key::random("parts"), pattern(1 << 18));
    let copy = piece.clone();
    let source: Chunks = Box::pin(stream::iter((0..256).map(move |_| Ok(copy.clone()))));
    assert_eq!(store.put(&key, source).await.unwrap(), 64 << 20);
    let mut read = store.get(&key).await.unwrap().unwrap();
    let (mut at, mut largest) = (0usize, 0usize);
    while let Some(bytes) = read.try_next().await.unwrap() {
        largest = largest.max(bytes.len());
        for byte_run in split_at_pieces(&bytes, at, piece.len()) {
            let start = at % piece.len();
            assert!(
                byte_run == &piece[start..start + byte_run.len()],
                "differs near {at}"
            );
            at += byte_run.len();
        }
    }
    assert_eq!(at, 64 << 20);
    assert!(largest <= 4 << 20, "{largest} bytes at once");
}

/// Cuts what was read where the repeated piece begins anew.
fn split_at_pieces(mut bytes: &[u8], mut at: usize, piece: usize) -> Vec<&[u8]> {
    let mut runs = Vec::new();
    while !bytes.is_empty() {
        let run = bytes.len().min(piece - at % piece);
        runs.push(&bytes[..run]);
        bytes = &bytes[run..];
        at += run;
    }
    runs
}
