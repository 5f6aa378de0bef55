//! What a company is shown of a case that ended, and in what order it finds its rooms.

use watchpost_domain::rooms::SHOWN_AFTER_END;
use watchpost_service::{Error, steps::StepAsked};

use crate::{
    rooms::{allow, company, only_room, share},
    signing_in::a_case_and_receipt,
    world::{act, worlds},
};

const DAY: i64 = 24 * 3600;

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_ended_is_shown_for_some_days_and_goes_on_with_it() {
    for world in worlds().await {
        let platform = &world.platform;
        let [officer, boss, _] = world.staff();
        let quarry = company(&world, "Quarry Guards").await;
        let [it, ..] = quarry.staff();
        let (case, receipt) = a_case_and_receipt(&world).await;
        allow(&world, &receipt, &["store", "send-to-company"]).await;
        share(&world, case, quarry.desk).await.unwrap();
        let room = only_room(&world, &quarry).await;
        let seen = async || platform.room(&it, room).await.unwrap().into_seen().0.room;
        assert_eq!(seen().await.ended, None);

        // It is taken up again: what was shared goes on as well.
        let closed = platform.close(&boss, case, "unfounded", "Nothing in it.");
        closed.await.unwrap();
        assert!(seen().await.ended.is_some());
        let again = StepAsked {
            why: "There is more.".into(),
            ..act("reopen")
        };
        platform.step(&boss, case, &again).await.unwrap();
        assert_eq!(seen().await.ended, None);

        // It ends for good: it can be read for some days more, and answered, and then no longer.
        let closed = platform.close(&boss, case, "unfounded", "Nothing in it.");
        closed.await.unwrap();
        world.clock.advance(SHOWN_AFTER_END * DAY);
        let late = platform.write_in_room(&it, room, "l1", ("We saw how it ended.", "en"));
        late.await.unwrap();
        assert!(!seen().await.shut);
        world.clock.advance(DAY);
        assert!(matches!(
            platform.room(&it, room).await,
            Err(Error::Denied(_))
        ));
        let listing = platform.rooms(&it, None).await.unwrap();
        assert!(listing.rooms[0].room.shut && listing.rooms[0].title.is_empty());
        // The desk still reads it.
        let side = platform.told_side(&officer, case).await.unwrap();
        assert!(side.rooms[0].room.shut);
        // However late the case goes on, what was shared does too; both sides have it in their lines.
        platform.step(&boss, case, &again).await.unwrap();
        let shown = platform.room(&it, room).await.unwrap().into_seen().0;
        assert!(!shown.room.shut && shown.room.is_new());
        let acts = shown.lines.iter().map(|line| line.act);
        let acts: Vec<&str> = acts.filter(|act| *act != "party-opened").collect();
        let (ended, went_on) = ("case-ended", "case-went-on");
        let told = ["shared", ended, went_on, ended, "party-wrote", went_on];
        assert_eq!(acts, told);
        // What was taken back meanwhile stays shut.
        let closed = platform.close(&boss, case, "unfounded", "Nothing in it.");
        closed.await.unwrap();
        world.clock.advance((SHOWN_AFTER_END + 1) * DAY);
        allow(&world, &receipt, &["store"]).await;
        platform.step(&boss, case, &again).await.unwrap();
        assert!(matches!(
            platform.room(&it, room).await,
            Err(Error::Denied(_))
        ));
        // What is told of a case that ended is shown as long as the rest.
        allow(&world, &receipt, &["store", "send-to-company"]).await;
        let closed = platform.close(&boss, case, "unfounded", "Nothing in it.");
        closed.await.unwrap();
        share(&world, case, quarry.desk).await.unwrap();
        let side = platform.told_side(&officer, case).await.unwrap();
        let open = side.rooms.iter().find(|seen| !seen.room.shut).unwrap();
        assert!(open.room.ended.is_some());
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_something_happened_last_comes_first_page_by_page() {
    for world in worlds().await {
        let platform = &world.platform;
        let quarry = company(&world, "Quarry Guards").await;
        let [it, ..] = quarry.staff();
        let mut shared = Vec::new();
        for n in 0..53 {
            let (case, receipt) = a_case_and_receipt(&world).await;
            allow(&world, &receipt, &["store", "send-to-company"]).await;
            share(&world, case, quarry.desk).await.unwrap();
            shared.push(case);
            if n % 10 == 9 {
                world.clock.advance(7 * DAY);
            }
        }
        let (mut found, mut after, mut pages) = (Vec::new(), None, 0);
        loop {
            let page = platform.rooms(&it, after).await.unwrap();
            found.extend(page.rooms.iter().map(|listed| listed.room.clone()));
            after = page.next;
            pages += 1;
            if after.is_none() {
                break;
            }
        }
        assert_eq!((found.len(), pages), (53, 2));
        let weeks: Vec<i64> = found.iter().map(|room| room.active_week.0).collect();
        assert!(weeks.is_sorted_by(|a, b| a >= b), "{weeks:?}");
        let mut cases: Vec<_> = found.iter().map(|room| room.case).collect();
        cases.sort();
        shared.sort();
        assert_eq!(cases, shared, "each once");
        // An old one in which something happens comes up.
        let old = found.last().unwrap().id;
        let wrote = platform.write_in_room(&it, old, "o1", ("Something new.", "en"));
        wrote.await.unwrap();
        let page = platform.rooms(&it, None).await.unwrap();
        let newest = page.rooms[0].room.active_week;
        let up = page.rooms.iter().find(|listed| listed.room.id == old);
        assert!(up.is_some_and(|listed| listed.room.active_week == newest));
    }
}
