//! What only a folder can show.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future;

use super::{chunks, key, pattern};
use crate::{Error, Key, Store};

const DAY: Duration = Duration::from_secs(86_400);

fn partials(dir: &Path) -> usize {
    fs::read_dir(dir.join(".partial")).unwrap().count()
}

/// Leaves an unfinished upload the way a killed process does: nothing of it is dropped or finished.
async fn killed_upload(dir: &Path, key: &Key) {
    let store = Store::local(dir.to_owned()).unwrap();
    let mut writer = store.writer(key).await.unwrap();
    writer.write(pattern(3 << 20)).await.unwrap();
    std::mem::forget(writer);
    // The batch under way is on a blocking thread; another writer's bytes come after it.
    store
        .put(&Key::random("after"), chunks(pattern(3 << 20), 1 << 20))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_kill_before_the_rename_leaves_only_a_partial_for_the_sweeper() {
    let dir = tempfile::tempdir().unwrap();
    let key = Key::random("parts");
    killed_upload(dir.path(), &key).await;
    assert_eq!(partials(dir.path()), 1);

    let store = Store::local(dir.path().to_owned()).unwrap();
    assert!(!store.exists(&key).await.unwrap());
    assert!(store.list("parts/", None, 9).await.unwrap().is_empty());
    let now = crate::tests::now();
    assert_eq!(
        store.sweep_partials(DAY, now).await.unwrap(),
        0,
        "it is young"
    );
    assert_eq!(
        store.sweep_partials(DAY, now - 2 * DAY).await.unwrap(),
        0,
        "the clock went back"
    );
    assert_eq!(store.sweep_partials(DAY, now + 2 * DAY).await.unwrap(), 1);
    assert_eq!(partials(dir.path()), 0);
}

#[tokio::test]
async fn the_sweeper_spares_a_living_upload_however_the_clock_jumps() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::local(dir.path().to_owned()).unwrap();
    let mut writer = store.writer(&key("a")).await.unwrap();
    writer.write(pattern(5)).await.unwrap();
    let later = crate::tests::now() + 400 * DAY;
    assert_eq!(
        store.sweep_partials(Duration::ZERO, later).await.unwrap(),
        0
    );
    assert_eq!(writer.finish().await.unwrap(), 5);
    assert!(store.exists(&key("a")).await.unwrap());
}

#[tokio::test]
async fn aborts_and_drops_remove_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::local(dir.path().to_owned()).unwrap();
    let mut writer = store.writer(&key("a")).await.unwrap();
    writer.write(pattern(2 << 20)).await.unwrap();
    assert_eq!(partials(dir.path()), 1);
    writer.abort().await;
    assert_eq!(partials(dir.path()), 0);

    let mut writer = store.writer(&key("a")).await.unwrap();
    writer.write(pattern(2 << 20)).await.unwrap();
    drop(writer);
    let gone = async {
        while partials(dir.path()) > 0 {
            tokio::task::spawn_blocking(|| ()).await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_failed_sync_is_told_apart_and_nothing_is_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::local(dir.path().to_owned()).unwrap();
    store.put_bytes(&key("a/b"), pattern(9)).await.unwrap();
    let Store::Local(local) = &store else {
        unreachable!()
    };
    local.break_sync();
    let put = store.put_bytes(&key("a/c"), pattern(9)).await;
    let streamed = store
        .put(&key("a/d"), chunks(pattern(9), 2))
        .await
        .map(|_| ());
    let deleted = store.delete(&key("a/b")).await;
    for result in [put, streamed, deleted] {
        assert!(
            matches!(&result, Err(err @ Error::SyncFailed(_)) if err.is_fatal()),
            "{result:?}"
        );
    }
    assert!(!store.exists(&key("a/c")).await.unwrap() && !store.exists(&key("a/d")).await.unwrap());
}

#[tokio::test]
async fn only_the_owner_may_look() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("deep/objects");
    let store = Store::local(root.clone()).unwrap();
    store.put_bytes(&key("a/b/c"), pattern(1)).await.unwrap();
    let unfinished = store.writer(&key("x")).await.unwrap();
    let mode = |path: &Path| fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777;
    for folder in ["../../deep", "", ".partial", "a", "a/b"] {
        assert_eq!(mode(&root.join(folder)), 0o700, "{folder}");
    }
    assert_eq!(mode(&root.join("a/b/c")), 0o600);
    for entry in fs::read_dir(root.join(".partial")).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
    drop(unfinished);
}

#[tokio::test]
async fn links_out_of_the_folder_are_not_followed() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("secret"), "s").unwrap();
    let root = dir.path().join("objects");
    let store = Store::local(root.clone()).unwrap();
    std::os::unix::fs::symlink(dir.path().join("secret"), root.join("link")).unwrap();
    assert!(store.get(&key("link")).await.unwrap().is_none());
    assert!(!store.exists(&key("link")).await.unwrap());
    assert!(store.list("", None, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_key_that_is_a_folder_of_another_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::local(dir.path().to_owned()).unwrap();
    store.put_bytes(&key("a/b"), pattern(1)).await.unwrap();
    for clash in ["a", "a/b/c"] {
        let refused = store.put_bytes(&key(clash), pattern(1)).await;
        assert!(matches!(refused, Err(Error::BadKey)), "{refused:?}");
    }
    assert!(store.exists(&key("a/b")).await.unwrap());
    assert_eq!(partials(dir.path()), 0);
}

#[tokio::test]
async fn a_folder_tidied_away_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::local(dir.path().to_owned()).unwrap();
    store.put_bytes(&key("a/b/c"), pattern(1)).await.unwrap();
    fs::remove_dir_all(dir.path().join("a")).unwrap();
    store.put_bytes(&key("a/b/d"), pattern(1)).await.unwrap();
    assert!(store.exists(&key("a/b/d")).await.unwrap());
}

#[tokio::test]
async fn a_file_cut_short_is_damage_while_it_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::local(dir.path().to_owned()).unwrap();
    store.put_bytes(&key("a"), pattern(3 << 20)).await.unwrap();
    let read = store.get(&key("a")).await.unwrap().unwrap();
    fs::OpenOptions::new()
        .write(true)
        .open(dir.path().join("a"))
        .unwrap()
        .set_len(1 << 20)
        .unwrap();
    let read = futures_util::TryStreamExt::try_collect::<Vec<Bytes>>(read).await;
    assert_eq!(read.unwrap_err().kind(), std::io::ErrorKind::InvalidData);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_uploads_at_once_share_folders() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::local(dir.path().to_owned()).unwrap();
    let keys: Vec<Key> = (0..64).map(|n| key(&format!("p/{}/{n}", n % 4))).collect();
    let puts = keys
        .iter()
        .map(|key| store.put(key, chunks(pattern(5_000), 1_000)));
    for put in future::join_all(puts).await {
        assert_eq!(put.unwrap(), 5_000);
    }
    assert_eq!(store.list("p/", None, 100).await.unwrap().len(), 64);
    assert_eq!(partials(dir.path()), 0);
}

#[test]
fn free_space_is_plausible() {
    let dir = tempfile::tempdir().unwrap();
    let space = Store::local(dir.path().to_owned())
        .unwrap()
        .free_space()
        .unwrap();
    assert!(space.bytes > 0 && space.bytes <= space.total);
    assert!(Store::memory().free_space().is_none());
}
