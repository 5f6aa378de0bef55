//! A report in one request, on both databases: the same request at once makes one report.

use watchpost_domain::intake::Fields;

use crate::world::worlds;

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
        let send = || async {
            let mut one = world.platform.begin_submission();
            let key = "a key that nobody guesses";
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
        let receipts = futures_util::future::join_all((0..6).map(|_| send())).await;
        assert!(receipts.iter().all(|r| *r == receipts[0]));
        let cookie = world.platform.open_follow_up(&receipts[0]).await.unwrap();
        let seen = world.platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(seen.files.len(), 1, "and the file of the one that was kept");
    }
}
