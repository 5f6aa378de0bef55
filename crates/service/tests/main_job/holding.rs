//! Who holds a receipt: how long their pages stay open, what a receipt costs to check, and that reading leaves nothing behind.

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use tokio::task::JoinSet;
use watchpost_domain::{Problem, Problems};
use watchpost_service::{Error, Platform, turns::Source};
use watchpost_vault::Receipt;

use crate::world::{World, objects, photograph, worlds, written};

/// A report that was sent, and the digits of its receipt.
async fn sent(world: &World) -> String {
    let (cookie, digits) = written(world).await;
    world.platform.send_draft(&cookie).await.unwrap();
    digits
}

async fn files(platform: &Platform, cookie: &str) -> usize {
    let seen = platform.follow_up(cookie).await.unwrap().unwrap();
    seen.files.len()
}

#[tokio::test]
async fn a_file_that_takes_longer_than_the_pages_stay_open_is_kept() {
    for world in worlds().await {
        let platform = &world.platform;
        let cookie = platform.open_follow_up(&sent(&world).await).await.unwrap();
        let holder = platform.holder(&cookie).unwrap();
        let clock = world.clock.clone();
        let slow = stream::iter(0..3).map(move |_| {
            clock.advance(20 * 60);
            Ok(Bytes::from_static(b"a piece of it"))
        });
        platform
            .add_file_as_reporter(&holder, "1", "long.mp4", "video/mp4", slow)
            .await
            .unwrap();
        assert!(platform.follow_up(&cookie).await.unwrap().is_none());
        let on = platform.cookie_of(&holder).unwrap();
        assert_eq!(files(platform, &on).await, 2);
    }
}

#[tokio::test]
async fn the_pages_stay_open_while_they_are_used_and_half_a_day_at_most() {
    let world = worlds().await.remove(0);
    let platform = &world.platform;
    let mut cookie = platform.open_follow_up(&sent(&world).await).await.unwrap();
    let name = cookie.split('.').next().unwrap().to_owned();
    for _ in 0..35 {
        world.clock.advance(20 * 60);
        let holder = platform.holder(&cookie).expect("it is used");
        cookie = platform.cookie_of(&holder).unwrap();
        assert!(cookie.starts_with(&format!("{name}.")), "forms stay good");
        assert!(cookie.len() <= 512, "{}", cookie.len());
    }
    let holder = platform.holder(&cookie).unwrap();
    world.clock.advance(20 * 60);
    assert!(platform.holder(&cookie).is_none(), "half a day is over");
    let none = platform.cookie_of(&holder).unwrap();
    assert!(platform.holder(&none).is_none());
    for bad in ["", ".", "00ff", "x.00", &cookie[..40]] {
        assert!(platform.holder(bad).is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_receipt_costs_the_same_to_check_and_none_is_checked_twice() {
    let world = worlds().await.remove(0);
    let platform = &world.platform;
    let (known, old) = (sent(&world).await, sent(&world).await);
    let open = platform.open_follow_up(&old).await.unwrap();
    let new = platform.new_receipt(&open, "en").unwrap();
    let group = new.digits.split_whitespace().nth(new.part.1 - 1).unwrap();
    platform
        .take_receipt(&open, &new.carried, group)
        .await
        .unwrap();
    let unknown = Receipt::from_bytes([7; 12]).digits().to_string();
    let mistyped = unknown.replace('1', "2");
    let cost = async |typed: &str| {
        let before = platform.receipts_checked();
        let opened = platform.open_follow_up(typed).await;
        (platform.receipts_checked() - before, opened.ok())
    };
    for wrong in [
        unknown.as_str(),
        &mistyped,
        &old,
        "12345",
        "",
        "no such words",
    ] {
        assert_eq!(cost(wrong).await, (1, None), "{wrong}");
    }
    let (once, cookie) = cost(&known).await;
    assert_eq!(once, 1);
    // Nothing that follows pays for it again.
    let (cookie, before) = (cookie.unwrap(), platform.receipts_checked());
    assert_eq!(files(platform, &cookie).await, 1);
    platform
        .write_as_reporter(&cookie, "1", "and more", "en")
        .await
        .unwrap();
    assert_eq!(platform.receipts_checked(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_thousand_wrong_receipts_the_right_one_opens_at_once() {
    let world = worlds().await.remove(0);
    let digits = sent(&world).await;
    for n in 0..1_000u32 {
        let mut bytes = [9; 12];
        bytes[..4].copy_from_slice(&n.to_be_bytes());
        let wrong = world
            .platform
            .open_follow_up(&Receipt::from_bytes(bytes).digits())
            .await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
    }
    assert!(world.platform.open_follow_up(&digits).await.is_ok());
}

/// One stranger's flood of guesses waits behind itself and is told to come later; who holds a receipt comes next, and is not.
#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_guesses_keeps_nobody_out() {
    let world = worlds().await.remove(0);
    let digits = sent(&world).await;
    let guess = Receipt::from_bytes([7; 12]).digits();
    let mut flood = JoinSet::new();
    for _ in 0..2_000 {
        let (platform, guess) = (world.platform.clone(), guess.clone());
        flood.spawn(async move {
            let flooder = Some(Source(1));
            platform.open_follow_up_from(flooder, &guess).await
        });
    }
    for holder in [Some(Source(2)), None] {
        for _ in 0..10 {
            let opened = world.platform.open_follow_up_from(holder, &digits);
            assert!(opened.await.is_ok());
        }
    }
    let mut sent_away = 0;
    while sent_away < 1_000 {
        let done = flood.join_next().await.unwrap().unwrap();
        match done {
            Err(Error::TooOften) => sent_away += 1,
            done => assert!(matches!(done, Err(Error::Invalid(_))), "{done:?}"),
        }
    }
}

#[tokio::test]
async fn the_same_form_keeps_a_file_once_and_a_consent_once() {
    for world in worlds().await {
        let platform = &world.platform;
        let cookie = platform.open_follow_up(&sent(&world).await).await.unwrap();
        let holder = platform.holder(&cookie).unwrap();
        let add = async |once: &str| {
            platform
                .add_file_as_reporter(&holder, once, "gate.jpg", "image/jpeg", photograph())
                .await
                .unwrap();
            files(platform, &cookie).await
        };
        assert_eq!((add("form").await, add("form").await), (2, 2));
        let evidence = world.folder.path().join("objects/evidence");
        assert_eq!(objects(&evidence).len(), 2, "what came again does not stay");
        assert_eq!(add("another").await, 3);
        platform.sequence().await.unwrap();

        let given = async || {
            let seen = platform.follow_up(&cookie).await.unwrap().unwrap();
            seen.consents
        };
        let first = given().await;
        world.clock.advance(60);
        let both = ["store".to_owned(), "statistics".to_owned()];
        for _ in 0..2 {
            platform
                .change_consent(&cookie, (&both, None), "fr")
                .await
                .unwrap();
        }
        assert_eq!(platform.sequence().await.unwrap(), 1, "it changed once");
        let now = given().await;
        assert_eq!(now["store"], first["store"], "its date and language stay");
        assert_eq!(now["statistics"].language, "fr");
        assert!(now["statistics"].at > now["store"].at);
        assert!(now["store"].recipient.is_some() && !now["store"].scope.is_empty());
        let other = ["sell".to_owned()];
        let sell = platform.change_consent(&cookie, (&other, None), "en");
        assert!(
            matches!(sell.await, Err(Error::Invalid(p)) if p == Problems::one("consent", Problem::NotAnOption))
        );
        // Taken back, they still can write and send.
        platform.withdraw(&cookie, true).await.unwrap();
        assert!(matches!(
            platform.withdraw(&cookie, true).await,
            Err(Error::Conflict)
        ));
        platform
            .write_as_reporter(&cookie, "2", "somebody made me", "en")
            .await
            .unwrap();
        assert_eq!(add("after").await, 4);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the names of tables come from the database itself"
)]
#[tokio::test]
async fn reading_leaves_no_row() {
    let world = worlds().await.remove(0);
    let platform = &world.platform;
    let digits = sent(&world).await;
    platform.sequence().await.unwrap();
    let pool = world.sqlite().await.unwrap();
    let rows = async || {
        let tables: Vec<(String,)> = sqlx::query_as(
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        let mut all = Vec::new();
        for (table,) in tables {
            let count = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
            let (count,): (i64,) = sqlx::query_as(count).fetch_one(&pool).await.unwrap();
            all.push((table, count));
        }
        all
    };
    let before = rows().await;
    assert!(before.len() > 15 && before.iter().any(|(_, n)| *n > 0));
    let cookie = platform.open_follow_up(&digits).await.unwrap();
    let seen = platform.follow_up(&cookie).await.unwrap().unwrap();
    assert!(seen.proof.is_some());
    let file = platform.file_for_reporter(&cookie, seen.files[0].id).await;
    assert!(file.unwrap().is_some());
    let _ = platform.open_follow_up("12345").await;
    platform.new_receipt(&cookie, "en").unwrap();
    assert_eq!(rows().await, before);
}

#[tokio::test]
async fn a_file_of_the_desk_that_is_sent_twice_is_kept_once() {
    for world in worlds().await {
        let platform = &world.platform;
        let (case, receipt) = crate::signing_in::a_case_and_receipt(&world).await;
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let [officer, ..] = world.staff();
        for (once, there) in [("1", 2), ("1", 2), ("2", 3), ("", 4), ("", 5)] {
            platform
                .add_file_as_member(&officer, case, once, "map.png", "image/png", photograph())
                .await
                .unwrap();
            assert_eq!(files(platform, &cookie).await, there);
            let kept = objects(&world.folder.path().join("objects/evidence"));
            assert_eq!(kept.len(), there, "what came again does not stay");
        }
    }
}
