//! Backups hold all of one moment and nothing readable; a restore proves itself first; `verify` names what is damaged.

use std::{
    fs::{self, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
};

use watchpost_domain::intake::Fields;
use watchpost_service::{
    Clock, Error, Keys, Platform,
    backup::{BackupError, check, restore},
};
use watchpost_store::Db;

use crate::world::{World, worlds};

const CANARY: &str = "the canary of the quarry gate";

fn keys(from: &Path) -> Keys {
    Keys::read(from).unwrap().with_cheap_passphrases()
}

async fn open(folder: &Path, keys: Keys) -> (Platform, Clock) {
    let db = Db::sqlite(&folder.join("watchpost.db")).await.unwrap();
    let files = watchpost_files::Store::local(folder.join("objects")).unwrap();
    let clock = Clock::standing("2026-03-04T10:00:00Z".parse().unwrap());
    let platform = Platform::new(db, files, keys, clock.clone(), "example.org/log");
    (platform.await.unwrap(), clock)
}

/// A world on SQLite with a report, whose digits are given back.
async fn place() -> (World, String) {
    let world = worlds().await.swap_remove(0);
    let digits = report(&world.platform).await;
    world.platform.sequence().await.unwrap();
    (world, digits)
}

async fn report(platform: &Platform) -> String {
    let channel = platform.channels().await.unwrap()[0].id.to_string();
    let said = [
        ("what_happened", CANARY),
        ("where", "b"),
        ("when", "c"),
        ("contact", "d"),
    ];
    let answers = Fields(said.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
    let mut one = platform.begin_submission();
    let bytes = bytes::Bytes::from(CANARY.repeat(10_000));
    let file = futures_util::stream::iter([Ok(bytes)]);
    platform
        .add_submitted_file(&mut one, "gate.txt", "text/plain", file)
        .await
        .unwrap();
    let sent = platform
        .submit(one, &channel, "en", &answers)
        .await
        .unwrap();
    sent.digits().to_string()
}

/// Opens a report with its receipt and reads its file.
async fn reads(platform: &Platform, digits: &str) -> String {
    let cookie = platform.open_follow_up(digits).await.unwrap();
    let seen = platform.follow_up(&cookie).await.unwrap().unwrap();
    let file = platform.file_for_reporter(&cookie, seen.files[0].id).await;
    let mut text = Vec::new();
    let mut bytes = file.unwrap().unwrap().bytes();
    while let Some(chunk) = futures_util::StreamExt::next(&mut bytes).await {
        text.extend_from_slice(&chunk.unwrap());
    }
    String::from_utf8(text).unwrap()
}

async fn restored(backup: &Path, keys_from: &Path) -> (tempfile::TempDir, Platform, Clock) {
    let to = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&to.path().join("watchpost.db")).await.unwrap();
    let files = watchpost_files::Store::local(to.path().join("objects")).unwrap();
    restore(backup, &keys(keys_from), &db, &files, &mut |_, _| ())
        .await
        .unwrap();
    let (platform, clock) = open(to.path(), keys(keys_from)).await;
    (to, platform, clock)
}

fn flip(path: &Path, at: u64) {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ 1]).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_under_writes_restores_all_that_was_acknowledged_before_it() {
    for place in worlds().await {
        under_writes(&place).await;
    }
}

/// From either database, into SQLite.
async fn under_writes(place: &World) {
    let first = report(&place.platform).await;
    place.platform.sequence().await.unwrap();
    let path = place.folder.path().join("night.backup");
    let busy = place.platform.clone();
    let writing = tokio::spawn(async move {
        let mut more = Vec::new();
        for _ in 0..20 {
            more.push(report(&busy).await);
        }
        more
    });
    let made = place.platform.back_up(&path, |_, _| ()).await.unwrap();
    let later = writing.await.unwrap();
    let keys_folder = place.folder.path().join("keys");
    assert_eq!(
        check(&path, &keys(&keys_folder), &mut |_, _| ())
            .unwrap()
            .manifest,
        made.manifest
    );

    let bytes = fs::read(&path).unwrap();
    for hidden in [
        CANARY.as_bytes(),
        b"gate.txt",
        first.as_bytes(),
        b"rows/",
        &fs::read(keys_folder.join("pepper")).unwrap(),
    ] {
        assert!(!bytes.windows(hidden.len()).any(|w| w == hidden));
    }

    let (to, platform, clock) = restored(&path, &keys_folder).await;
    assert_eq!(reads(&platform, &first).await, CANARY.repeat(10_000));
    for digits in later {
        // Whole or not there: never half.
        if platform.open_follow_up(&digits).await.is_ok() {
            assert_eq!(reads(&platform, &digits).await, CANARY.repeat(10_000));
        }
    }
    let found = platform.verify(true, |_, _| ()).await.unwrap();
    assert_eq!(found.damage, Vec::<String>::new());

    // The log says nothing new until somebody has looked, and never two things.
    report(&platform).await;
    assert_eq!(platform.sequence().await.unwrap(), 0);
    let newer = place.platform.sequence().await.unwrap();
    if newer > 0 {
        let newest = place.platform.checkpoint().await.unwrap().unwrap();
        let forked = platform.continue_log(Some(&newest)).await;
        assert!(matches!(forked, Err(Error::Conflict)));
    }
    // Nor does it delete what it does not know: its store may hold what came after the backup.
    let files = watchpost_files::Store::local(to.path().join("objects")).unwrap();
    let newer = watchpost_files::Key::parse("evidence/from-after-the-backup").unwrap();
    files.put_bytes(&newer, "evidence".into()).await.unwrap();
    platform.sweep_orphans().await.unwrap();
    clock.advance(48 * 3600);
    platform.sweep_orphans().await.unwrap();
    assert!(files.exists(&newer).await.unwrap());
    let then = made.manifest.checkpoint.unwrap();
    assert!(
        platform.continue_log(None).await.is_err(),
        "something was published"
    );
    platform.continue_log(Some(&then)).await.unwrap();
    assert!(platform.sequence().await.unwrap() > 0);
    let again = restore_into(to.path(), &path, &keys_folder).await;
    assert!(matches!(again, Err(BackupError::NotEmpty)));
}

/// What was on SQLite is the same on PostgreSQL.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_moves_to_the_other_database() {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where PostgreSQL runs"
    )]
    let Ok(url) = std::env::var("WATCHPOST_TEST_POSTGRES") else {
        crate::world::skipped::skip("PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)");
        return;
    };
    let (place, digits) = place().await;
    // What a browser may ask for within half an hour is of no use later, and stays where it is.
    let page = watchpost_service::KeptPage {
        status: 422,
        headers: vec![],
        body: b"refused".to_vec(),
    };
    let kept = place.platform.keep_page(None, "/report/1", &page, None);
    let kept = kept.await.unwrap();
    let path = place.folder.path().join("night.backup");
    place.platform.back_up(&path, |_, _| ()).await.unwrap();
    let here = place.platform.kept_page(&kept.key, &kept.id, "/report/1");
    assert!(here.await.unwrap() == Some(page));
    let from = keys(&place.folder.path().join("keys"));
    let to = tempfile::tempdir().unwrap();
    let (db, _) = crate::world::postgres(&url).await;
    let files = watchpost_files::Store::local(to.path().join("objects")).unwrap();
    restore(&path, &from, &db, &files, &mut |_, _| ())
        .await
        .unwrap();
    let clock = Clock::standing("2026-03-04T10:00:00Z".parse().unwrap());
    let platform = Platform::new(db, files, from, clock, "example.org/log")
        .await
        .unwrap();
    let there = platform.kept_page(&kept.key, &kept.id, "/report/1");
    assert!(there.await.unwrap().is_none());
    assert_eq!(reads(&platform, &digits).await, CANARY.repeat(10_000));
    let found = platform.verify(true, |_, _| ()).await.unwrap();
    assert_eq!(found.damage, Vec::<String>::new());
}

async fn restore_into(to: &Path, backup: &Path, from: &Path) -> Result<(), BackupError> {
    let db = Db::sqlite(&to.join("watchpost.db")).await.unwrap();
    let files = watchpost_files::Store::local(to.join("objects")).unwrap();
    restore(backup, &keys(from), &db, &files, &mut |_, _| ())
        .await
        .map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_whole_backup_of_ours_is_refused_and_nothing_is_written() {
    let (place, _) = place().await;
    let path = place.folder.path().join("night.backup");
    place.platform.back_up(&path, |_, _| ()).await.unwrap();
    let ours = place.folder.path().join("keys");
    let theirs = tempfile::tempdir().unwrap();
    Keys::make(&theirs.path().join("keys")).unwrap();
    let foreign = check(&path, &keys(&theirs.path().join("keys")), &mut |_, _| ());
    assert!(matches!(foreign, Err(BackupError::WrongKey)));

    let length = fs::metadata(&path).unwrap().len();
    let other = place.folder.path().join("other.backup");
    let to = tempfile::tempdir().unwrap();
    for place in [
        3,
        40,
        130,
        2_000,
        length / 3,
        length / 2,
        length - 40_000,
        length - 1,
    ] {
        fs::copy(&path, &other).unwrap();
        flip(&other, place);
        assert!(
            check(&other, &keys(&ours), &mut |_, _| ()).is_err(),
            "a bit at {place}"
        );
        assert!(restore_into(to.path(), &other, &ours).await.is_err());
    }
    for cut in [0, 60, 128, 5_000, length / 2, length - 1] {
        fs::copy(&path, &other).unwrap();
        OpenOptions::new()
            .write(true)
            .open(&other)
            .unwrap()
            .set_len(cut)
            .unwrap();
        assert!(
            check(&other, &keys(&ours), &mut |_, _| ()).is_err(),
            "cut at {cut}"
        );
    }
    fs::write(&other, "hello").unwrap();
    assert!(matches!(
        check(&other, &keys(&ours), &mut |_, _| ()),
        Err(BackupError::NotABackup)
    ));
    restore_into(to.path(), &path, &ours).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_names_what_is_damaged() {
    let (place, _) = place().await;
    let platform = &place.platform;
    let whole = platform.verify(true, |_, _| ()).await.unwrap();
    assert!(
        whole.damage.is_empty() && whole.rows > 10 && whole.objects == 1 && whole.log_entries > 0
    );

    let objects = place.folder.path().join("objects");
    let evidence = find(&objects.join("evidence"));
    let tile = find(&objects.join("log/tile/0"));
    let saved = (fs::read(&evidence).unwrap(), fs::read(&tile).unwrap());
    flip(&evidence, 70_000);
    assert!(
        platform
            .verify(false, |_, _| ())
            .await
            .unwrap()
            .damage
            .is_empty()
    );
    let deep = platform.verify(true, |_, _| ()).await.unwrap().damage;
    assert!(
        deep.len() == 1 && deep[0].ends_with("its bytes have changed"),
        "{deep:?}"
    );
    fs::remove_file(&evidence).unwrap();
    let gone = platform.verify(false, |_, _| ()).await.unwrap().damage;
    assert!(gone.len() == 1 && gone[0].ends_with("missing"), "{gone:?}");
    fs::write(&evidence, &saved.0).unwrap();
    flip(&tile, 5);
    let log = platform.verify(false, |_, _| ()).await.unwrap().damage;
    assert!(log.len() == 1 && log[0].starts_with("log/tile"), "{log:?}");
    fs::write(&tile, &saved.1).unwrap();
    assert!(
        platform
            .verify(true, |_, _| ())
            .await
            .unwrap()
            .damage
            .is_empty()
    );

    let db = sqlx::SqlitePool::connect(&format!(
        "sqlite:{}",
        place.folder.path().join("watchpost.db").display()
    ))
    .await
    .unwrap();
    sqlx::query("delete from log_entry where position = 0")
        .execute(&db)
        .await
        .unwrap();
    sqlx::query("update roster set signed = replace(signed, '\"lead\":true', '\"lead\":false')")
        .execute(&db)
        .await
        .unwrap();
    let rows = platform.verify(false, |_, _| ()).await.unwrap().damage;
    assert!(
        rows.iter().any(|d| d.contains("the database knows")),
        "{rows:?}"
    );
    assert!(rows.iter().any(|d| d.starts_with("desk ")), "{rows:?}");
}

/// The first file below a folder.
fn find(folder: &Path) -> std::path::PathBuf {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    let first = entries.remove(0);
    if first.is_dir() { find(&first) } else { first }
}
