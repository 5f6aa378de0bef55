//! What only a bucket can show.

use std::time::Duration;

use super::{bucket, bucket_named, pattern, skipped};
use crate::{Error, Key, Store};

/// The list of unfinished uploads, where the server gives it without a signature, as a test server does.
async fn unfinished() -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where S3 runs"
    )]
    let endpoint = std::env::var("WATCHPOST_TEST_S3_ENDPOINT").ok()?;
    // Our own client is built without a default for TLS.
    let tls = crate::s3::tls().unwrap();
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .no_proxy()
        .build()
        .unwrap();
    let answer = client
        .get(format!("{endpoint}/watchpost-test?uploads"))
        .send()
        .await
        .unwrap();
    answer
        .status()
        .is_success()
        .then_some(answer.text().await.unwrap())
}

#[tokio::test]
async fn aborts_and_drops_remove_the_parts_sent() {
    let (Some(store), Some(_)) = (bucket(), unfinished().await) else {
        return skipped();
    };
    let Store::S3(s3) = &store else {
        unreachable!()
    };
    let ours = s3.prefix();
    for dropped in [false, true] {
        let mut writer = store.writer(&Key::random("parts")).await.unwrap();
        for _ in 0..20 {
            writer.write(pattern(2 << 20)).await.unwrap();
        }
        assert!(
            unfinished().await.unwrap().contains(&ours),
            "an upload was begun"
        );
        if !dropped {
            writer.abort().await;
            assert!(!unfinished().await.unwrap().contains(&ours));
            continue;
        }
        drop(writer);
        let gone = async { while unfinished().await.unwrap().contains(&ours) {} };
        tokio::time::timeout(Duration::from_secs(10), gone)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn in_a_missing_bucket_nothing_looks_deleted() {
    let Some(store) = bucket_named("watchpost-no-such-bucket") else {
        return skipped();
    };
    let key = Key::random("parts");
    assert!(matches!(
        store.exists(&key).await,
        Err(Error::Unavailable(_))
    ));
    assert!(matches!(
        store.get(&key).await.map(|_| ()),
        Err(Error::Unavailable(_))
    ));
    assert!(matches!(
        store.list("", None, 9).await,
        Err(Error::Unavailable(_))
    ));
    assert!(matches!(store.ready().await, Err(Error::Unavailable(_))));
}
