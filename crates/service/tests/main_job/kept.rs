//! What is over is kept as long as its channel said: announced, then gone; who reported before the rest; held, or begun anew, nothing goes.

use watchpost_domain::{
    CaseId,
    cases::EraseReason,
    fact::CaseAct,
    retention::{Going, NOTICE_DAYS, Retention},
    sealed::Compartment,
};
use watchpost_service::{Error, retention::Kept};

use crate::{
    signing_in::a_case_and_receipt,
    world::{World, by_hand, worlds},
};

const DAY: i64 = 24 * 3600;

/// Says how long what comes from now on is kept.
async fn keeps(world: &World, kept: Retention) {
    let platform = &world.platform;
    let mut channel = platform.channel(world.channel).await.unwrap().unwrap();
    channel.kept = kept;
    channel.questionnaire.version += 1;
    platform.put_channel(&channel).await.unwrap();
}

/// Lets so many days go by, each swept as it is where the program runs; gives what was done.
async fn pass(world: &World, days: i64) -> Kept {
    let mut done = Kept::default();
    for _ in 0..(days + 1) / 2 {
        world.clock.advance(2 * DAY);
        world.platform.sweep_clocks().await.unwrap();
        let now = world.platform.sweep_kept().await.unwrap();
        done.announced += now.announced;
        done.identities += now.identities;
        done.whole += now.whole;
    }
    done
}

async fn closed(world: &World, case: CaseId) {
    let [_, boss, _] = world.staff();
    let platform = &world.platform;
    let done = platform.close(&boss, case, "unfounded", "Nothing in it.");
    done.await.unwrap();
}

/// How many rows there are of the case, and how many parts and keys of who reported.
async fn rows_of(world: &World, case: CaseId) -> (i64, i64) {
    by_hand!(world, |db| {
        let sql = "select (select count(*) from case_file where id = $1) + (select count(*) from part where case_id = $1)
            + (select count(*) from case_grant where case_id = $1) + (select count(*) from reporter_key where case_id = $1),
            (select count(*) from part where case_id = $1 and compartment = $2) + (select count(*) from case_grant where case_id = $1 and compartment = $2)";
        let query = sqlx::query_as(sql)
            .bind(case.0)
            .bind(Compartment::Identity.code());
        query.fetch_one(db).await.unwrap()
    })
}

/// What was announced in a case, the newest last.
async fn announced(world: &World, case: CaseId) -> Vec<Going> {
    let [_, boss, _] = world.staff();
    let (_, seen) = world.platform.read_case(&boss, case).await.unwrap();
    let said = { seen.history.iter() }.filter_map(|line| match line.committed.fact.act() {
        Some(CaseAct::GoingSaid { what, .. }) => Some(*what),
        _ => None,
    });
    said.collect()
}

const SHORT: Retention = Retention {
    identity: 2,
    not_taken_up: 6,
    taken_up: 36,
};

const NOTHING: Kept = Kept {
    announced: 0,
    identities: 0,
    whole: 0,
};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_goes_as_its_channel_said_and_not_before() {
    for world in worlds().await {
        let platform = &world.platform;
        keeps(&world, SHORT).await;
        let (case, receipt) = a_case_and_receipt(&world).await;
        // What the channel says later is not what was said before this report.
        keeps(&world, Retention::default()).await;
        pass(&world, 300).await;
        let running = rows_of(&world, case).await;
        assert!(running.0 > 0 && running.1 > 0, "{running:?}");
        closed(&world, case).await;

        assert_eq!(pass(&world, 28).await, NOTHING);
        assert_eq!(
            pass(&world, 16).await,
            Kept {
                announced: 1,
                ..NOTHING
            }
        );
        assert_eq!(announced(&world, case).await, [Going::Identity]);
        assert!(rows_of(&world, case).await.1 > 0);
        assert_eq!(
            pass(&world, 30).await,
            Kept {
                identities: 1,
                ..NOTHING
            }
        );
        assert_eq!(rows_of(&world, case).await.1, 0);
        let open = platform.open_follow_up(&receipt).await.unwrap();
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert!(seen.lines.iter().any(|line| line.act == "identity-gone"));
        let until = seen.kept.whole_until().unwrap();

        pass(&world, 98).await;
        assert_eq!(
            announced(&world, case).await,
            [Going::Identity, Going::Whole]
        );
        let open = platform.open_follow_up(&receipt).await.unwrap();
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        let on = seen.kept.announced.unwrap();
        assert!((0..=2).contains(&on.days_from(until)), "{on:?} {until:?}");
        assert_eq!(pass(&world, 32).await.whole, 1);
        assert!(platform.open_follow_up(&receipt).await.is_err());
        assert_eq!(rows_of(&world, case).await, (0, 0));
        platform.sequence().await.unwrap();
        let found = platform.verify(true, |_, _| ()).await.unwrap();
        assert_eq!(found.damage, Vec::<String>::new());
        assert!(erased_by_time(&world).await);
    }
}

/// Whether the audit says that a case went because it was kept long enough.
async fn erased_by_time(world: &World) -> bool {
    let lines: Vec<(String,)> = by_hand!(world, |db| {
        let query = sqlx::query_as("select line from audit");
        query.fetch_all(db).await.unwrap()
    });
    lines.iter().any(|(line,)| {
        line.contains("case-erased") && line.contains(EraseReason::KeptLongEnough.code())
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_stays_and_is_announced_anew() {
    for world in worlds().await {
        let platform = &world.platform;
        let [officer, boss, _] = world.staff();
        keeps(&world, SHORT).await;
        let (case, _) = a_case_and_receipt(&world).await;
        pass(&world, 2).await;
        closed(&world, case).await;
        pass(&world, 70).await;
        pass(&world, 96).await;
        assert_eq!(
            announced(&world, case).await,
            [Going::Identity, Going::Whole]
        );
        let why = "The court asked for it.";
        let hold = platform.set_beside(&officer, case, ("legal-hold", true), why);
        hold.await.unwrap();
        assert_eq!(pass(&world, 200).await, NOTHING);
        let over = platform.set_beside(&boss, case, ("legal-hold", false), "Judged.");
        over.await.unwrap();
        // At the latest when it is looked at again; then a month goes by once more.
        let once_more = pass(&world, 30).await;
        assert_eq!(
            once_more,
            Kept {
                announced: 1,
                ..NOTHING
            }
        );
        assert!(rows_of(&world, case).await.0 > 0);
        assert_eq!(
            pass(&world, NOTICE_DAYS).await,
            Kept {
                whole: 1,
                ..NOTHING
            }
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_writes_again_is_kept_anew_and_a_jump_of_the_clock_takes_nothing() {
    for world in worlds().await {
        let platform = &world.platform;
        keeps(&world, SHORT).await;
        let (case, receipt) = a_case_and_receipt(&world).await;
        pass(&world, 2).await;
        closed(&world, case).await;
        pass(&world, 164).await;
        let open = platform.open_follow_up(&receipt).await.unwrap();
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        let first = seen.kept.announced.unwrap();
        let wrote = platform.write_as_reporter(&open, "1", "Please keep it.", "en");
        wrote.await.unwrap();
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert_eq!(seen.kept.announced, None);
        assert!(seen.kept.whole_until().unwrap() > first);
        assert_eq!(pass(&world, 40).await, NOTHING);

        // Nobody swept for ten years, as far as the clock can tell: it is announced, and goes a month after that.
        world.clock.advance(3_650 * DAY);
        platform.sweep_clocks().await.unwrap();
        assert_eq!(platform.sweep_kept().await.unwrap(), NOTHING);
        assert_eq!(
            pass(&world, 4).await,
            Kept {
                announced: 1,
                ..NOTHING
            }
        );
        assert_eq!(pass(&world, 24).await, NOTHING);
        assert_eq!(pass(&world, 8).await.whole, 1);
        assert_eq!(rows_of(&world, case).await, (0, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_joined_with_another_is_kept_as_long_as_that_one() {
    for world in worlds().await {
        let platform = &world.platform;
        let [officer, boss, _] = world.staff();
        keeps(&world, SHORT).await;
        let (case, _) = a_case_and_receipt(&world).await;
        let (other, _) = a_case_and_receipt(&world).await;
        let named = platform.read_case(&boss, other).await.unwrap().0.reference;
        let joined = platform.merge(&boss, case, named.as_str(), "The same.");
        joined.await.unwrap();
        // The other runs.
        assert_eq!(pass(&world, 400).await, NOTHING);
        let why = "The court asked for it.";
        let hold = platform.set_beside(&officer, other, ("legal-hold", true), why);
        hold.await.unwrap();
        closed(&world, other).await;
        assert_eq!(pass(&world, 400).await, NOTHING);
        let reference = platform.read_case(&boss, case).await.unwrap().0.reference;
        let erased = platform.erase(&boss, case, reference.as_str(), Some(EraseReason::AskedFor));
        assert!(
            matches!(erased.await, Err(Error::Invalid(_))),
            "held with the other"
        );
        let over = platform.set_beside(&boss, other, ("legal-hold", false), "Judged.");
        over.await.unwrap();
        let gone = pass(&world, 200).await;
        assert_eq!((gone.identities, gone.whole), (2, 2), "{gone:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_announced_before_days_without_a_sweep_is_announced_anew() {
    for world in worlds().await {
        keeps(&world, SHORT).await;
        let (case, _) = a_case_and_receipt(&world).await;
        pass(&world, 2).await;
        closed(&world, case).await;
        pass(&world, 164).await;
        world.clock.advance(31 * DAY);
        assert_eq!(pass(&world, 4).await.whole, 0);
        assert_eq!(pass(&world, 24).await, NOTHING);
        assert_eq!(
            pass(&world, 10).await,
            Kept {
                whole: 1,
                ..NOTHING
            }
        );
        assert_eq!(rows_of(&world, case).await, (0, 0));
    }
}
