//! What it costs to try a receipt: the same statements and the same stretching, whatever comes of it. A clock would be no judge of
//! that on a busy machine, so what is done is counted.
#![allow(clippy::unwrap_used)]

#[path = "main_job/world.rs"]
#[allow(dead_code, unused_imports, reason = "this test uses some of it")]
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use tracing::{Event, Metadata, Subscriber, span};
use watchpost_service::Error;
use watchpost_vault::Receipt;
use world::{World, by_hand, worlds, written};

/// Statements that were run since the start.
static STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// Counts what the database's driver says that it ran.
struct Counting;

impl Subscriber for Counting {
    fn enabled(&self, of: &Metadata<'_>) -> bool {
        of.target() == "sqlx::query"
    }

    fn event(&self, _: &Event<'_>) {
        STATEMENTS.fetch_add(1, Ordering::SeqCst);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// What was done for a receipt: statements, and turns at stretching.
async fn cost(world: &World, typed: &str) -> (u64, u64) {
    let platform = &world.platform;
    let before = (
        STATEMENTS.load(Ordering::SeqCst),
        platform.receipts_checked(),
    );
    let opened = platform.open_follow_up(typed).await;
    assert!(matches!(
        opened,
        Ok(_) | Err(Error::Invalid(_) | Error::Internal(_))
    ));
    (
        STATEMENTS.load(Ordering::SeqCst) - before.0,
        platform.receipts_checked() - before.1,
    )
}

async fn sent(world: &World) -> String {
    let (cookie, digits) = written(world).await;
    world.platform.send_draft(&cookie).await.unwrap();
    digits
}

#[tokio::test]
async fn whatever_comes_of_a_receipt_the_same_is_done() {
    tracing::subscriber::set_global_default(Counting).unwrap();
    // SQLite says what it ran from a thread of its own, at some later moment; the statements are the same.
    let on_postgres = worlds().await.into_iter().filter(|w| w.postgres.is_some());
    for world in on_postgres {
        let platform = &world.platform;
        let (known, old, damaged) = (sent(&world).await, sent(&world).await, sent(&world).await);
        let open = platform.open_follow_up(&old).await.unwrap();
        let new = platform.new_receipt(&open, "en").unwrap();
        let taken = platform.take_receipt(&open, &new.carried, &new.digits);
        taken.await.unwrap();

        let unknown = Receipt::from_bytes([7; 12]).digits();
        let usual = cost(&world, &unknown).await;
        assert!(usual.0 > 0 && usual.1 == 1, "{usual:?}");
        // Its check digit is right, and it is more than a receipt can be.
        let too_large = "99999 99999 99999 99999 99999 99999";
        for typed in [
            known.as_str(),
            &old,
            &new.digits,
            too_large,
            "12345",
            "no such words",
            "",
        ] {
            assert_eq!(cost(&world, typed).await, usual, "{typed}");
        }
        let mut last_changed = vec![1; 90];
        last_changed[0] = 2;
        for bytes in [vec![], vec![1; 9], vec![1; 90], last_changed] {
            by_hand!(world, |db| {
                let broken = sqlx::query("update reporter_key set wrapped = $1").bind(&bytes);
                broken.execute(db).await.unwrap();
            });
            assert_eq!(cost(&world, &damaged).await, usual, "{}", bytes.len());
        }
    }
}
