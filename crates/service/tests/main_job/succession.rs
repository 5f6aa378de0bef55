//! After a loss, the public log goes on where what is missing can be had, or ends and is followed by another; it never says two things.

use std::path::Path;

use watchpost_service::{Clock, Error, Keys, Platform, backup::restore, succession::first_entry};
use watchpost_store::Db;
use watchpost_tlog::{Checkpoint, NoteVerifier, decode_entries, verify_checkpoint};

use crate::{
    signing_in::a_case,
    world::{World, worlds},
};

/// A log that went on after its last backup: the world, the backup, the backup's checkpoint, the newest, and the entries in between.
struct Loss {
    world: World,
    then: String,
    newest: String,
    between: Vec<[u8; 32]>,
}

async fn loss() -> Loss {
    let world = worlds().await.swap_remove(0);
    let platform = &world.platform;
    a_case(&world).await;
    while platform.sequence().await.unwrap() > 0 {}
    // Waits for its place while the backup is made, and gets it afterwards.
    a_case(&world).await;
    let backup = world.folder.path().join("night.backup");
    let made = platform.back_up(&backup, |_, _| ()).await.unwrap();
    a_case(&world).await;
    while platform.sequence().await.unwrap() > 0 {}
    let (then, newest) = (
        made.manifest.checkpoint.unwrap(),
        platform.checkpoint().await.unwrap().unwrap(),
    );
    let from = read(platform, &then).size;
    let size = read(platform, &newest).size;
    let path = format!("tile/entries/000.p/{size}");
    let bundle = platform.log_file(&path).await.unwrap().unwrap();
    let entries = decode_entries(&bundle).unwrap();
    let between = entries[usize::try_from(from).unwrap()..]
        .iter()
        .map(|entry| entry.as_slice().try_into().unwrap())
        .collect();
    Loss {
        world,
        then,
        newest,
        between,
    }
}

fn read(platform: &Platform, text: &str) -> Checkpoint {
    verify_checkpoint(text, &NoteVerifier::parse(&platform.log_key()).unwrap()).unwrap()
}

async fn open(folder: &Path, loss: &Loss, name: &str) -> Platform {
    let db = Db::sqlite(&folder.join("watchpost.db")).await.unwrap();
    let files = watchpost_files::Store::local(folder.join("objects")).unwrap();
    let keys = Keys::read(&loss.world.folder.path().join("keys"))
        .unwrap()
        .with_cheap_passphrases();
    let clock = Clock::standing("2026-03-05T10:00:00Z".parse().unwrap());
    Platform::new(db, files, keys, clock, name).await.unwrap()
}

async fn restored(loss: &Loss) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&to.path().join("watchpost.db")).await.unwrap();
    let files = watchpost_files::Store::local(to.path().join("objects")).unwrap();
    let keys = Keys::read(&loss.world.folder.path().join("keys")).unwrap();
    let backup = loss.world.folder.path().join("night.backup");
    let mut told = Vec::new();
    restore(&backup, &keys, &db, &files, &mut |done, total| {
        told.push((done, total));
    })
    .await
    .unwrap();
    assert!(told.is_sorted() && told.iter().all(|(done, total)| done <= total));
    to
}

async fn is_whole(platform: &Platform) {
    let found = platform.verify(true, |_, _| ()).await.unwrap();
    assert_eq!(found.damage, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_comes_back_from_a_copy() {
    let loss = loss().await;
    let to = restored(&loss).await;
    let platform = open(to.path(), &loss, "example.org/log").await;
    let conflict = |done| matches!(done, Err(Error::Conflict));
    let (newest, all) = (loss.newest.as_str(), &loss.between);
    assert!(conflict(platform.continue_log(Some(newest)).await));
    // Too few, in another order, with one that never was there: nothing but the truth leads to that checkpoint.
    let mut turned = all.clone();
    turned.reverse();
    let more = [&all[..], &[[7; 32]]].concat();
    for wrong in [&[][..], &all[1..], &turned, &more] {
        assert!(conflict(platform.continue_log_with(wrong, newest).await));
    }
    let other = platform.continue_log_with(all, "another log\n1\nx\n").await;
    assert!(matches!(other, Err(Error::Invalid(_))));
    assert_eq!(platform.sequence().await.unwrap(), 0, "it still waits");

    platform.continue_log_with(all, newest).await.unwrap();
    assert_eq!(platform.checkpoint().await.unwrap().unwrap(), newest);
    is_whole(&platform).await;
    // What waited when the backup was made has its place by now; nothing is said twice.
    assert_eq!(platform.sequence().await.unwrap(), 0);
    is_whole(&platform).await;
    assert!(conflict(platform.continue_log_with(all, newest).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_cannot_go_on_is_followed_by_one_that_names_it() {
    let loss = loss().await;
    let to = restored(&loss).await;
    let old = open(to.path(), &loss, "example.org/log").await;
    let newest = Some(loss.newest.as_str());
    for name in ["example.org/log", "example.org/log/3", "other.org/log/2"] {
        let wrong = open(to.path(), &loss, name).await;
        let begun = wrong.begin_new_log(newest).await;
        assert!(matches!(begun, Err(Error::Conflict)), "{name}");
    }
    let next = open(to.path(), &loss, "example.org/log/2").await;
    let foreign = next.begin_new_log(Some("example.org/log\n9\nx\n")).await;
    assert!(matches!(foreign, Err(Error::Invalid(_))));
    assert_eq!(old.checkpoint().await.unwrap().unwrap(), loss.then);

    next.begin_new_log(newest).await.unwrap();
    assert_eq!(
        next.log_follows().await.unwrap().as_deref(),
        newest,
        "for whoever asks"
    );
    // A server that was left running under the old name signs nothing any more.
    assert!(old.sequence().await.is_err());
    while next.sequence().await.unwrap() > 0 {}
    is_whole(&next).await;
    let now = next.checkpoint().await.unwrap().unwrap();
    let (then, now) = (read(&old, &loss.then), read(&next, &now));
    assert!(now.origin == "example.org/log/2" && now.size > then.size);
    let path = format!("tile/entries/000.p/{}", now.size);
    let bundle = next.log_file(&path).await.unwrap().unwrap();
    let entries = decode_entries(&bundle).unwrap();
    assert_eq!(entries[0], first_entry(&loss.newest));
    // The old one lies where it lay.
    let kept = format!("tile/entries/000.p/{}", then.size);
    assert!(old.log_file(&kept).await.unwrap().is_some());
    let again = next.begin_new_log(newest).await;
    assert!(matches!(again, Err(Error::Conflict)), "it waits no longer");
}

/// Nobody kept anything newer: what was restored is the last that is known.
#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_older_than_what_was_restored_is_not_the_last() {
    let loss = loss().await;
    let to = restored(&loss).await;
    let next = open(to.path(), &loss, "example.org/log/2").await;
    let old = open(to.path(), &loss, "example.org/log").await;
    let at_hand = old.log_at_hand().await.unwrap();
    assert_eq!(at_hand.size, read(&old, &loss.then).size);
    next.begin_new_log(None).await.unwrap();
    assert_eq!(next.log_follows().await.unwrap().unwrap(), loss.then);
    is_whole(&next).await;
}
