//! The contract, held by every backend, and what is special to one of them.
#![allow(clippy::unwrap_used)]

mod contract;
mod kill;
mod local;
mod s3;

#[path = "../../../tests/skipped.rs"]
mod skipping;

use std::future::Future;

use bytes::Bytes;
use futures_util::{TryStreamExt, stream};

use crate::{Chunks, Key, S3Config, Store};

/// Bytes that do not repeat within a batch, so that a lost or swapped piece shows.
pub(crate) fn pattern(length: usize) -> Bytes {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes.into()
}

pub(crate) fn chunks(bytes: Bytes, piece: usize) -> Chunks {
    let pieces: Vec<_> = bytes
        .chunks(piece)
        .map(|piece| Ok(bytes.slice_ref(piece)))
        .collect();
    Box::pin(stream::iter(pieces))
}

pub(crate) async fn collect(chunks: Chunks) -> Vec<u8> {
    let pieces: Vec<Bytes> = chunks.try_collect().await.unwrap();
    pieces.concat()
}

pub(crate) fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

/// Runs a body on a folder.
async fn on_local<F: Future<Output = ()>>(body: impl Fn(Store) -> F) {
    let dir = tempfile::tempdir().unwrap();
    body(Store::local(dir.path().join("objects")).unwrap()).await;
}

/// Runs a body in memory.
async fn on_memory<F: Future<Output = ()>>(body: impl Fn(Store) -> F) {
    body(Store::memory()).await;
}

/// Runs a body on a bucket, below a prefix of its own, if there is one to test with.
async fn on_s3<F: Future<Output = ()>>(body: impl Fn(Store) -> F) {
    match bucket() {
        Some(store) => body(store).await,
        None => skipped(),
    }
}

fn skipped() {
    skipping::skip("S3 (WATCHPOST_TEST_S3_ENDPOINT is not set)");
}

/// The bucket `watchpost-test` at the test endpoint. It must exist.
fn bucket() -> Option<Store> {
    bucket_named("watchpost-test")
}

fn bucket_named(name: &str) -> Option<Store> {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where S3 runs"
    )]
    let endpoint = std::env::var("WATCHPOST_TEST_S3_ENDPOINT").ok()?;
    let config = S3Config {
        endpoint,
        bucket: name.into(),
        region: "us-east-1".into(),
        access_key: "test".into(),
        secret_key: String::from("test").into(),
        prefix: Key::random("run").as_str().into(),
    };
    Some(Store::s3(config).unwrap())
}

/// The real clock: what is swept is told by the times that the file system gave.
#[expect(
    clippy::disallowed_methods,
    reason = "compared with the times of files"
)]
fn now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}
