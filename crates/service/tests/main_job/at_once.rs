//! A report in one request, on both databases: the same request at once makes one report.

use watchpost_domain::intake::Fields;

use crate::world::worlds;

/// How many reports these receipts are of.
fn effects(receipts: &[String]) -> usize {
    let different: std::collections::BTreeSet<&String> = receipts.iter().collect();
    different.len()
}

#[tokio::test]
async fn one_request_repeated_at_once_makes_one_report() {
    for world in worlds().await {
        let channels = world.platform.channels().await.unwrap();
        let channel = channels[0].id.to_string();
        let said = [
            ("what_happened", "a"),
            ("where", "b"),
            ("when", "c"),
            ("contact", "d"),
        ];
        let answers = Fields(said.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
        let send = async |key: &str| {
            let mut one = world.platform.begin_submission();
            world
                .platform
                .make_repeatable(&mut one, key, b"content")
                .unwrap();
            let bytes = futures_util::stream::iter([Ok(bytes::Bytes::from_static(b"a file"))]);
            world
                .platform
                .add_submitted_file(&mut one, "a.txt", "text/plain", bytes)
                .await
                .unwrap();
            let sent = world.platform.submit(one, &channel, "en", &answers).await;
            sent.unwrap().digits().to_string()
        };
        let key = "a key that nobody guesses";
        let receipts = futures_util::future::join_all((0..6).map(|_| send(key))).await;
        assert_eq!(effects(&receipts), 1);
        // The count counts: under another key it is another report.
        let another = [receipts[0].clone(), send("another key than that").await];
        assert_eq!(effects(&another), 2);
        let cookie = world.platform.open_follow_up(&receipts[0]).await.unwrap();
        let seen = world.platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(seen.files.len(), 1, "and the file of the one that was kept");
    }
}

#[tokio::test]
async fn who_goes_away_in_the_middle_leaves_nothing_for_ever() {
    for world in worlds().await {
        let platform = &world.platform;
        let channel = platform.channels().await.unwrap()[0].id.to_string();
        let said =
            ["what_happened", "where", "when", "contact"].map(|k| (k.to_owned(), "a".to_owned()));
        let answers = Fields(said.into());
        let begin = || async {
            let mut one = platform.begin_submission();
            let bytes = futures_util::stream::iter([Ok(bytes::Bytes::from_static(b"a file"))]);
            platform
                .add_submitted_file(&mut one, "a.txt", "text/plain", bytes)
                .await
                .unwrap();
            one
        };
        let objects = || {
            let folder = world.folder.path().join("objects/evidence");
            walk(&folder)
        };
        let sent = platform
            .submit(begin().await, &channel, "en", &answers)
            .await
            .unwrap();
        drop(begin().await);
        assert_eq!(objects(), 2);
        // The same key with another report: refused, and its file does not stay.
        let mut other = begin().await;
        let mut first = platform.begin_submission();
        let key = "a key that nobody guesses";
        platform.make_repeatable(&mut first, key, b"one").unwrap();
        platform
            .submit(first, &channel, "en", &answers)
            .await
            .unwrap();
        platform.make_repeatable(&mut other, key, b"two").unwrap();
        assert!(
            platform
                .submit(other, &channel, "en", &answers)
                .await
                .is_err()
        );
        assert_eq!(objects(), 2);
        world.clock.advance(25 * 3600);
        platform.sweep_drafts().await.unwrap();
        assert_eq!(objects(), 1, "what was sent stays");
        let cookie = platform.open_follow_up(&sent.digits()).await.unwrap();
        let seen = platform.follow_up(&cookie).await.unwrap().unwrap();
        let file = platform
            .file_for_reporter(&cookie, seen.files[0].id)
            .await
            .unwrap();
        assert_eq!(file.unwrap().facts.bytes, 6);
    }
}

/// How many files lie below a folder.
fn walk(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .map(|path| if path.is_dir() { walk(&path) } else { 1 })
        .sum()
}
