//! What the desk was told ends on its day, and of two who put cases together at once one does.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_word_told_to_the_desk_ends_on_its_day_and_two_at_once_make_one() {
    for world in worlds().await {
        let platform = &world.platform;
        let officer = at_work(&world, 0).await;
        let officer = session(platform, &officer).await;
        let who = officer.working().unwrap();
        let (a, _) = reported(&world, &officer, KIVULI, &["link"]).await;
        let (b, _) = reported(&world, &officer, KIVULI, &[]).await;
        let told = ConsentTyped {
            purposes: vec!["link".into()],
            form: "spoken".into(),
            explained: "Amina, in Swahili".into(),
            on: Some(platform.today()),
            until: Some(platform.today().plus(5)),
            ..ConsentTyped::default()
        };
        platform
            .record_consent(&who, b, ("1", "en"), &told)
            .await
            .unwrap();
        // Two windows, the same cases: one pattern each at most, and no case in between.
        let (one, other) = tokio::join!(
            platform.link_cases(&who, a, linking("2", &[b])),
            platform.link_cases(&who, b, linking("2", &[a])),
        );
        let done = [&one, &other]
            .into_iter()
            .filter(|r| matches!(r, Ok(Linked::Done(_))));
        assert!(done.count() >= 1, "{one:?} {other:?}");
        assert_eq!(
            together(&world, &officer, a).await.unwrap().1,
            [a, b].into()
        );
        world.clock.advance(6 * 86_400);
        assert_eq!(together(&world, &officer, a).await.unwrap().1, [a].into());
        assert!(together(&world, &officer, b).await.is_none());
    }
}
