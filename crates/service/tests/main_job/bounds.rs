//! How much is taken in: of a file, of files, while the disk fills; and the last hour of a draft.

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use watchpost_domain::{Problem, Problems, intake::Fields};
use watchpost_files::Store;
use watchpost_service::{Bounds, Draft, Drafting, Error, Keys, Platform};
use watchpost_store::Db;

use crate::world::{CANARY, FOUNDED, World, objects, photograph, worlds, written};

async fn draft(platform: &Platform, cookie: &str) -> Box<Draft> {
    match platform.draft(cookie).await.unwrap() {
        Drafting::Open(draft) => draft,
        _ => panic!("the draft is open"),
    }
}

fn evidence(world: &World) -> usize {
    objects(&world.folder.path().join("objects/evidence")).len()
}

fn too_many(error: Result<(), Error>, max: usize) -> bool {
    matches!(error, Err(Error::Invalid(p)) if p == Problems::one("files", Problem::TooMany { max }))
}

#[tokio::test]
async fn a_file_too_large_and_one_too_many_are_refused_and_the_rest_stays() {
    for world in worlds().await {
        let platform = &world.platform;
        let bounds = Bounds {
            file: 100,
            draft_files: 2,
            case_files: 3,
            ..Bounds::default()
        };
        platform.set_bounds(bounds);
        let (cookie, digits) = written(&world).await;
        let mut kept = draft(platform, &cookie).await;
        let exactly = |bytes: usize| stream::iter([Ok(Bytes::from(vec![1; bytes]))]);
        let larger = platform
            .add_draft_file(&cookie, &mut kept, "large", "", exactly(101))
            .await;
        assert!(matches!(larger, Err(Error::TooLarge)));
        platform
            .add_draft_file(&cookie, &mut kept, "full", "", exactly(100))
            .await
            .unwrap();
        let third = platform
            .add_draft_file(&cookie, &mut kept, "third", "", photograph())
            .await;
        assert!(too_many(third, 2));
        assert_eq!((kept.files.len(), evidence(&world)), (2, 2));
        platform.send_draft(&cookie).await.unwrap();
        let open = platform.open_follow_up(&digits).await.unwrap();
        let holder = platform.holder(&open).unwrap();
        let add = async |once: &str| {
            platform
                .add_file_as_reporter(&holder, once, once, "", photograph())
                .await
        };
        add("a").await.unwrap();
        assert!(too_many(add("b").await, 3));
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert_eq!((seen.files.len(), evidence(&world)), (3, 3));
        // A report in one request has the same bounds.
        let mut one = platform.begin_submission();
        for _ in 0..2 {
            platform
                .add_submitted_file(&mut one, "a", "", photograph())
                .await
                .unwrap();
        }
        let third = platform
            .add_submitted_file(&mut one, "a", "", photograph())
            .await;
        assert!(too_many(third, 2));
        platform.drop_submission(one).await.unwrap();
        assert_eq!(evidence(&world), 3);
    }
}

#[tokio::test]
async fn as_the_disk_fills_files_are_refused_first_then_what_is_new_and_what_was_begun_is_ended() {
    for world in worlds().await {
        let platform = world.platform.clone();
        let (cookie, digits) = written(&world).await;
        let mut kept = draft(&platform, &cookie).await;
        let usual = Bounds {
            asked_every: 10,
            ..Bounds::default()
        };
        // It fills while a file comes in.
        let (filling, pieces) = (platform.clone(), 5);
        let bytes = stream::iter(0..pieces).map(move |n| {
            if n == 3 {
                filling.set_bounds(Bounds {
                    kept_for_texts: u64::MAX,
                    ..usual
                });
            }
            Ok(Bytes::from_static(b"eight by"))
        });
        platform.set_bounds(usual);
        let full = platform
            .add_draft_file(&cookie, &mut kept, "late", "", bytes)
            .await;
        assert!(matches!(full, Err(Error::NoSpace)));
        let early = platform
            .add_draft_file(&cookie, &mut kept, "later", "", photograph())
            .await;
        assert!(matches!(early, Err(Error::NoSpace)));
        assert_eq!((kept.files.len(), evidence(&world)), (1, 1));
        let other = platform.begin_draft(world.channel, "en").await;
        assert!(other.is_ok(), "texts are still taken");
        platform.set_bounds(Bounds {
            kept_for_texts: u64::MAX,
            kept_for_ending: u64::MAX,
            ..usual
        });
        let new = platform.begin_draft(world.channel, "en").await;
        assert!(matches!(new, Err(Error::NoSpace)));
        let said = ["what_happened", "where", "when", "contact"].map(|k| (k.into(), "a".into()));
        let channel = world.channel.to_string();
        let whole = platform
            .submit(
                platform.begin_submission(),
                &channel,
                "en",
                &Fields(said.into()),
            )
            .await;
        assert!(matches!(whole, Err(Error::NoSpace)));
        platform.save_draft(&cookie, &mut kept).await.unwrap();
        platform.send_draft(&cookie).await.unwrap();
        let open = platform.open_follow_up(&digits).await.unwrap();
        let more = platform.write_as_reporter(&open, "1", "more", "en").await;
        assert!(matches!(more, Err(Error::NoSpace)));
        platform.set_bounds(Bounds::default());
        platform
            .write_as_reporter(&open, "1", "more", "en")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn what_was_read_in_its_last_hour_keeps_its_files_for_another() {
    for world in worlds().await {
        let platform = &world.platform;
        let (late, _) = written(&world).await;
        let mut kept = draft(platform, &late).await;
        world.clock.advance(24 * 3600 - 1);
        let (in_time, digits) = written(&world).await;
        let mut one = platform.begin_submission();
        platform
            .add_submitted_file(&mut one, "a", "", photograph())
            .await
            .unwrap();
        world.clock.advance(1);
        assert!(matches!(
            platform.draft(&late).await.unwrap(),
            Drafting::None
        ));
        assert_eq!(platform.sweep_drafts().await.unwrap(), 0);
        assert_eq!(evidence(&world), 3, "who is sending just now has an hour");
        // What was read before and is written now is over all the same.
        assert!(matches!(
            platform.save_draft(&late, &mut kept).await,
            Err(Error::Conflict)
        ));
        assert!(matches!(
            platform.send_draft(&late).await,
            Err(Error::Conflict)
        ));
        world.clock.advance(3600);
        assert_eq!(platform.sweep_drafts().await.unwrap(), 1);
        assert_eq!(evidence(&world), 2);
        platform.send_draft(&in_time).await.unwrap();
        // A report in one request whose files were swept meanwhile makes no case that names them.
        world.clock.advance(24 * 3600);
        platform.sweep_drafts().await.unwrap();
        assert_eq!(evidence(&world), 1);
        let said = ["what_happened", "where", "when", "contact"].map(|k| (k.into(), "a".into()));
        let channel = world.channel.to_string();
        let gone = platform
            .submit(one, &channel, "en", &Fields(said.into()))
            .await;
        assert!(matches!(gone, Err(Error::Conflict)));
        assert_eq!(
            platform.sequence().await.unwrap(),
            FOUNDED + 1,
            "one report, the other"
        );
        let open = platform.open_follow_up(&digits).await.unwrap();
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        let file = platform.file_for_reporter(&open, seen.files[0].id).await;
        assert!(file.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_draft_with_answers_and_files_survives_a_restart() {
    let world = worlds().await.remove(0);
    let (cookie, digits) = written(&world).await;
    let folder = world.folder.path();
    let again = Platform::new(
        Db::sqlite(&folder.join("watchpost.db")).await.unwrap(),
        Store::local(folder.join("objects")).unwrap(),
        Keys::read(&folder.join("keys")).unwrap(),
        world.clock.clone(),
        "example.org/log",
    )
    .await
    .unwrap();
    let kept = draft(&again, &cookie).await;
    assert_eq!(
        kept.answers.get("what_happened").unwrap().words(),
        Some(CANARY)
    );
    assert_eq!((kept.files.len(), kept.receipt_kept), (1, true));
    again.send_draft(&cookie).await.unwrap();
    // And so do the pages that were opened before another.
    let open = again.open_follow_up(&digits).await.unwrap();
    let seen = world.platform.follow_up(&open).await.unwrap().unwrap();
    let file = again.file_for_reporter(&open, seen.files[0].id).await;
    let bytes: Vec<Bytes> = file
        .unwrap()
        .unwrap()
        .bytes()
        .map(Result::unwrap)
        .collect()
        .await;
    assert_eq!(bytes.concat(), crate::world::FILE);
}
