//! Strings that break other programs, in every field of every form and of the API, on both databases.

use watchpost_testkit::{TestApp, checks::naughty};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_typed_becomes_anything_but_text() {
    for app in TestApp::all().await {
        let (found, tried) = naughty::findings(&app).await;
        assert_eq!(found, Vec::<String>::new(), "on {}", app.ground.name);
        assert!(tried.forms > 55 && tried.fields > 150, "{tried:?}");
        assert!(
            tried.shown > 90,
            "each was read back in the case: {tried:?}"
        );
    }
}
