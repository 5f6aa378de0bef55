//! Keys and database belong together; a ring that was turned still opens what is older.

use std::{fs, path::Path};

use watchpost_service::{Error, Keys, Platform};
use watchpost_store::{Db, settings};

use crate::world::{World, worlds, written};

/// Another start of the program in the folder of a world, with the keys that lie in a folder.
async fn start(world: &World, keys: &Path) -> Result<Platform, Error> {
    let folder = world.folder.path();
    let db = Db::sqlite(&folder.join("watchpost.db")).await.unwrap();
    let files = watchpost_files::Store::local(folder.join("objects")).unwrap();
    let keys = Keys::read(keys).unwrap().with_cheap_passphrases();
    Platform::new(db, files, keys, world.clock.clone(), "example.org/log").await
}

fn turn(keys: &Path, name: &str, byte: u8) {
    let old = fs::read(keys.join(name)).unwrap();
    fs::write(keys.join(name), [&[byte; 32], old.as_slice()].concat()).unwrap();
}

/// Each key by itself, since one file of seven can be the wrong one.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_knows_each_of_its_keys() {
    let world = worlds().await.swap_remove(0);
    let ours = world.folder.path().join("keys");
    assert!(start(&world, &ours).await.is_ok());
    for name in watchpost_service::keys::NAMES {
        let kept = fs::read(ours.join(name)).unwrap();
        fs::write(ours.join(name), [9; 32]).unwrap();
        match start(&world, &ours).await {
            Err(Error::OtherKeys(named)) => assert_eq!(named, name),
            other => panic!("{name}: {:?}", other.err()),
        }
        fs::write(ours.join(name), kept).unwrap();
    }
    assert!(start(&world, &ours).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_is_red_where_the_database_is_that_of_other_keys() {
    for world in worlds().await {
        let ready = async || {
            world.clock.advance(60);
            world.platform.ready().await
        };
        assert!(ready().await.is_ok());
        let Some(rows) = world.sqlite().await else {
            continue; // the statement is the same on both
        };
        sqlx::query("update installation set value = x'00' where name = 'key-columns'")
            .execute(&rows)
            .await
            .unwrap();
        assert!(matches!(ready().await, Err(Error::Unavailable)));
    }
}

/// Nothing is known of an unused database but who looked at it last: the keys that a restore needs may come later.
#[tokio::test(flavor = "multi_thread")]
async fn an_unused_database_is_anybodys() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&folder.path().join("watchpost.db"))
        .await
        .unwrap();
    let look = async || {
        let files = watchpost_files::Store::memory();
        let clock = watchpost_service::Clock::System;
        Platform::new(
            db.clone(),
            files,
            Keys::generate(),
            clock,
            "example.org/log",
        )
        .await
    };
    assert!(look().await.is_ok() && look().await.is_ok());
    let mut tx = db.begin().await.unwrap();
    assert!(settings::is_unused(&mut tx).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_older_than_a_turn_of_the_ring_is_found_and_opened() {
    let world = worlds().await.swap_remove(0);
    let ours = world.folder.path().join("keys");
    let (cookie, digits) = written(&world).await;
    world.platform.send_draft(&cookie).await.unwrap();
    turn(&ours, "pepper", 7);
    turn(&ours, "columns", 8);
    let turned = start(&world, &ours).await.unwrap();
    assert!(turned.open_follow_up(&digits).await.is_ok());
    let unknown = "11111 22222 33333 44444 55555 66666";
    assert!(turned.open_follow_up(unknown).await.is_err());
    // What comes now is found by the newer one alone, and the old one is not asked for.
    let (cookie, newer) = written(&world).await;
    turned.send_draft(&cookie).await.unwrap();
    let ring = fs::read(ours.join("pepper")).unwrap();
    fs::write(ours.join("pepper"), &ring[..32]).unwrap();
    let after = start(&world, &ours).await.unwrap();
    assert!(after.open_follow_up(&newer).await.is_ok());
    assert!(after.open_follow_up(&digits).await.is_err());
    // The old one alone is not that of the database any more.
    fs::write(ours.join("pepper"), &ring[32..]).unwrap();
    assert!(matches!(
        start(&world, &ours).await,
        Err(Error::OtherKeys(_))
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn how_far_the_log_is_behind_is_told() {
    for world in worlds().await {
        let behind = async || world.platform.log_figures().await.unwrap().behind;
        world.clock.advance(100);
        assert_eq!(behind().await, 100, "nobody has looked yet");
        world.platform.sequence().await.unwrap();
        assert_eq!(behind().await, 0);
        world.clock.advance(30);
        assert_eq!(behind().await, 30);
        world.platform.sequence().await.unwrap();
        assert_eq!(behind().await, 0, "nothing waited");
    }
}
