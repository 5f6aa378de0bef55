//! Keys that are laid by, who has none, and how often is asked.

use super::*;

pub async fn laid(world: &World) -> i64 {
    let found: (i64,) = by_hand!(world, |db| {
        let all = sqlx::query_as("select count(*) from emergency_key");
        all.fetch_one(db).await.unwrap()
    });
    found.0
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_laid_by_for_who_leads_now_and_open_nothing_alone() {
    for world in worlds().await {
        let (platform, desk) = (&world.platform, Desk::of(&world).await);
        let [officer, boss, keeper] = world.staff();
        let (case, reference) = narrow(&world).await;
        let lead = &desk.sessions().await[1];
        // Another leads from now on: with nothing laid by until somebody who reads the case is there.
        let roles = Roles::of([Role::Custodian, Role::Supervisor]);
        let change = RosterChange::Roles(keeper.member.member, roles);
        assert!(platform.change_roster(lead, change).await.unwrap());
        let [_, lead, second] = desk.sessions().await;
        let ask = platform.ask_emergency(&second, "1", &reference, WHY).await;
        assert_eq!(why(ask), Refusal::NoKey);
        platform.read_case(&officer, case).await.unwrap();
        platform
            .ask_emergency(&second, "1", &reference, WHY)
            .await
            .unwrap();
        let id = only(platform, &second).await.ask.id;
        // Two at once: each asks for themself, and the other lead can agree.
        platform
            .ask_emergency(&lead, "1", &reference, WHY)
            .await
            .unwrap();
        platform.agree_emergency(&lead, id).await.unwrap();
        platform.open_emergency(&second, id).await.unwrap();
        // What lies in the database is no file that a lead's key opens.
        let rows: Vec<(Vec<u8>,)> = by_hand!(world, |db| {
            let all = sqlx::query_as("select sealed from emergency_key");
            all.fetch_all(db).await.unwrap()
        });
        assert!(rows.len() >= 6);
        let is_age = |bytes: &[u8]| bytes.windows(18).any(|w| w == b"age-encryption.org");
        assert!(rows.iter().all(|(sealed,)| !is_age(sealed)));
        // Who leads no longer has none.
        let change = RosterChange::Roles(keeper.member.member, Roles::of([Role::Custodian]));
        let done = platform.change_roster(&lead, change).await.unwrap();
        if !done {
            platform.sign_waiting_roster(&second).await.unwrap();
        }
        let left: (i64,) = by_hand!(world, |db| {
            let sql = "select count(*) from emergency_key where member_id = $1";
            let query = sqlx::query_as(sql).bind(keeper.member.member.0);
            query.fetch_one(db).await.unwrap()
        });
        assert_eq!(left.0, 0);
        let _ = boss;
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stepped_aside_is_told_nothing_and_has_no_key() {
    for world in worlds().await {
        let (platform, desk) = (&world.platform, Desk::of(&world).await);
        let [officer, boss, _] = world.staff();
        let case = a_case(&world).await;
        platform.step_aside(&boss, case, "my cousin").await.unwrap();
        platform
            .change_access(&officer, case, Named, "few")
            .await
            .unwrap();
        let reference = reference(platform, &officer, case).await;
        assert_eq!(laid(&world).await, 0);
        let [_, lead, _] = desk.sessions().await;
        let ask = platform.ask_emergency(&lead, "1", &reference, WHY).await;
        assert!(
            matches!(ask, Err(Error::Invalid(_))),
            "there is no such case for them"
        );
        assert_eq!(platform.emergencies(&lead).await.unwrap().narrow.len(), 0);
        // An urgent case that is opened from a narrow one is narrow, and can be opened so.
        let (first, _) = narrow(&world).await;
        fill(platform, &officer, first, "retaliation")
            .await
            .unwrap();
        let narrow = platform.emergencies(&lead).await.unwrap().narrow;
        assert_eq!(narrow.len(), 2);
        let linked = narrow.iter().find(|other| other.id != first).unwrap();
        let reference = linked.reference.as_str().to_owned();
        platform
            .ask_emergency(&lead, "2", &reference, WHY)
            .await
            .unwrap();
        world.clock.advance(25 * HOUR);
        let [_, lead, _] = desk.sessions().await;
        let id = only(platform, &lead).await.ask.id;
        let opened = platform.open_emergency(&lead, id).await.unwrap();
        let (_, seen) = platform.read_case(&boss, opened).await.unwrap();
        assert!(seen.answers.is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roster_or_a_row_that_somebody_altered_opens_nothing() {
    for world in worlds().await {
        let (platform, desk) = (&world.platform, Desk::of(&world).await);
        let (_, reference) = narrow(&world).await;
        let [reader, lead, _] = desk.sessions().await;
        platform
            .ask_emergency(&lead, "1", &reference, WHY)
            .await
            .unwrap();
        let id = only(platform, &lead).await.ask.id;
        // By hand, somebody is said to have agreed, or the hour to have come.
        for sql in [
            "update emergency set agreed_by = (select id from member where name = 'case-officer')",
            "update emergency set opens_hour = 0",
        ] {
            by_hand!(world, |db| sqlx::query(sql)
                .execute(db)
                .await
                .map(drop)
                .unwrap());
            let opened = platform.open_emergency(&lead, id).await;
            assert!(matches!(opened, Err(Error::Unavailable)), "{sql}");
        }
        let sql = "update roster set signed = replace(signed, '\"lead\":false', '\"lead\":true')";
        by_hand!(world, |db| sqlx::query(sql)
            .execute(db)
            .await
            .map(drop)
            .unwrap());
        let agreed = platform.agree_emergency(&reader, id).await;
        assert!(matches!(agreed, Err(Error::Unavailable)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_steps_aside_from_what_they_do_not_read() {
    for world in worlds().await {
        let (platform, desk) = (&world.platform, Desk::of(&world).await);
        let [officer, boss, _] = world.staff();
        let (case, name) = narrow(&world).await;
        let [reader, lead, _] = desk.sessions().await;
        let aside = async |who: &Session, once: &str, said: (&str, &str)| {
            platform.step_aside_from_narrow(who, once, said).await
        };
        assert!(is_forbidden(
            aside(&reader, "1", (&name, "my cousin")).await
        ));
        for said in [("", "my cousin"), ("NONE", "my cousin"), (&name, "")] {
            let wrong = aside(&lead, "1", said).await;
            assert!(matches!(wrong, Err(Error::Invalid(_))), "{said:?}");
        }
        // Whoever asked and finds that they have to do with it stops with that, too.
        platform
            .ask_emergency(&lead, "1", &name, WHY)
            .await
            .unwrap();
        let id = only(platform, &lead).await.ask.id;
        assert!(laid(&world).await > 0);
        for _ in 0..2 {
            aside(&lead, "2", (&name, "my cousin")).await.unwrap();
        }
        assert_eq!(laid(&world).await, 0);
        let shown = platform.emergencies(&lead).await.unwrap();
        assert!(shown.asks.is_empty() && shown.narrow.is_empty());
        assert_eq!(why(platform.open_emergency(&lead, id).await), Refusal::Gone);
        let again = platform.ask_emergency(&lead, "3", &name, WHY).await;
        assert!(matches!(again, Err(Error::Invalid(_))));
        // Those who read it see who it was, and why; opened to the desk, it is still not theirs.
        let (known, seen) = platform.read_case(&officer, case).await.unwrap();
        assert_eq!(known.recused, [boss.member.member]);
        let said = seen.history.iter().any(|line| {
            let act = line.committed.fact.act();
            act.is_some_and(|act| {
                act.code() == "stepped-aside" && act.reason() == Some("my cousin")
            })
        });
        assert!(said);
        let open = platform.change_access(&officer, case, CaseAccess::Desk, "all");
        open.await.unwrap();
        assert!(is_hidden(platform, &boss, case).await);
        // What one reads, one steps aside from where it is read.
        let read = reference(platform, &officer, a_case(&world).await).await;
        let done = aside(&lead, "4", (&read, "my cousin")).await;
        assert_eq!(why(done), Refusal::Reads);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_stopped_three_times_waits() {
    for world in worlds().await {
        let (platform, desk) = (&world.platform, Desk::of(&world).await);
        let (_, name) = narrow(&world).await;
        let [reader, lead, _] = desk.sessions().await;
        for once in ["1", "2", "3"] {
            platform
                .ask_emergency(&lead, once, &name, WHY)
                .await
                .unwrap();
            let asks = platform.emergencies(&lead).await.unwrap().asks;
            let open = asks.iter().find(|seen| seen.ask.stands == Stands::Waits);
            let stop = platform.stop_emergency(&reader, open.unwrap().ask.id, "not so");
            stop.await.unwrap();
        }
        let ask = platform.ask_emergency(&lead, "4", &name, WHY).await;
        assert_eq!(why(ask), Refusal::TooOften);
        world.clock.advance(9 * DAY);
        let [_, lead, _] = desk.sessions().await;
        platform
            .ask_emergency(&lead, "5", &name, WHY)
            .await
            .unwrap();
        // What is long over is shown to those who have not seen it, however late they come, and then to nobody.
        world.clock.advance(120 * DAY);
        let [reader, lead, _] = desk.sessions().await;
        for who in [&reader, &lead] {
            for new in platform.emergencies(who).await.unwrap().asks {
                assert!(new.is_new);
                platform.saw_emergency(who, new.ask.id).await.unwrap();
            }
            assert!(platform.emergencies(who).await.unwrap().asks.is_empty());
            assert_eq!(platform.alarms(who).await.unwrap(), 0);
        }
    }
}
