//! Each plain row has a sum: whatever is changed in one, in any column, `verify` finds without a key of the desk.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "the statements are made for each table and column of a list of ours"
)]

use sqlx::{AssertSqlSafe, SqlSafeStr};
use watchpost_domain::{
    cases::CaseAccess,
    network::notices::{HowOften, When},
    policy::{Role, Roles},
};
use watchpost_service::{notices::MailWish, roster::RosterChange};
use watchpost_store::rowsum;

use crate::{
    counted, rooms,
    signing_in::{a_case, at_work, session},
    world::{Rows, World, act, agreed, open_database, worlds},
};

/// One of everything that writes or changes a row of a case.
async fn busy(world: &World) {
    let platform = &world.platform;
    let case = a_case(world).await;
    let [officer, supervisor, custodian] = world.staff();
    agreed(platform, &custodian, &officer, case).await;
    platform
        .write_to_reporter(&officer, case, "1", "we read it", "en")
        .await
        .unwrap();
    platform
        .step(&officer, case, &act("acknowledge"))
        .await
        .unwrap();
    platform
        .change_access(&officer, case, CaseAccess::Named, "few")
        .await
        .unwrap();
    platform
        .change_access(&officer, case, CaseAccess::Desk, "all")
        .await
        .unwrap();
    rooms::shared(world, case).await;
    platform
        .step_aside(&supervisor, case, "my cousin")
        .await
        .unwrap();
    // Everybody who is left works with new keys: every case of the desk is changed.
    let lead = session(platform, &at_work(world, 1).await).await;
    let wish = MailWish {
        address: "noor@example.org".into(),
        when: When {
            often: HowOften::Daily,
            at: 8,
            quiet: (0, 0),
        },
        zone: "UTC".into(),
    };
    platform.wish_mail(&lead, Some(wish)).await.unwrap();
    crate::registry::one_company_twice(platform, &lead).await;
    platform.new_feed(&lead).await.unwrap();
    // One that stays narrow, and was asked for in an emergency.
    let few = a_case(world).await;
    let narrowed = platform.change_access(&officer, few, CaseAccess::Named, "few");
    narrowed.await.unwrap();
    let (known, _) = platform.read_case(&officer, few).await.unwrap();
    let why = "She writes that two men wait at her door.";
    let asked = platform.ask_emergency(&lead, "e1", known.reference.as_str(), why);
    asked.await.unwrap();
    let boss = supervisor.member.member;
    let given = platform.give_access(&officer, few, boss, "she is here", None);
    given.await.unwrap();
    crate::conflicts::declare(platform, &lead, "Quarry Guards", "my brother").await;
    a_case(world).await;
    let removed = RosterChange::Remove(world.people[0].0.member);
    assert!(platform.change_roster(&lead, removed).await.unwrap());
    platform
        .invite(&lead, "", "Noor", Roles::of([Role::Intake]))
        .await
        .unwrap();
    // Another lead, who has a change to sign.
    let keeper = world.people[2].0.member;
    let roles = Roles::of([Role::Custodian, Role::Supervisor]);
    let leads = RosterChange::Roles(keeper, roles);
    assert!(platform.change_roster(&lead, leads).await.unwrap());
    let more = RosterChange::Roles(keeper, roles.with(Role::Auditor));
    assert!(!platform.change_roster(&lead, more).await.unwrap());
    platform.sequence().await.unwrap();
    // Numbers of a year that is over, of somebody who allows it.
    counted::told(world, &[]).await;
    world.clock.advance(400 * 24 * 3600);
    assert_eq!(platform.publish_statistics().await.unwrap(), Some(1));
    assert_eq!(platform.publish_for_desks().await.unwrap(), 1);
}

/// Nothing that was written since has another sum than it should.
pub async fn hold(world: &World) {
    assert_eq!(damage(world).await, Vec::<String>::new());
}

async fn damage(world: &World) -> Vec<String> {
    let found = world.platform.verify(false, |_, _| ()).await.unwrap();
    found.damage
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_the_program_wrote_hold() {
    for world in worlds().await {
        busy(&world).await;
        hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_in_any_column_is_found() {
    let world = worlds().await.swap_remove(0);
    busy(&world).await;
    let Rows::Sqlite(pool) = world.rows().await else {
        panic!("the first world is on SQLite")
    };
    let mut hand = pool.acquire().await.unwrap();
    let run = async |hand: &mut sqlx::SqliteConnection, sql: String| {
        let done = sqlx::query(AssertSqlSafe(sql).into_sql_str());
        done.execute(hand).await.unwrap().rows_affected()
    };
    run(&mut hand, "pragma foreign_keys = off".into()).await;
    let mut tried = 0;
    for table in rowsum::TABLES {
        run(
            &mut hand,
            format!("create temp table kept as select * from {table} limit 1"),
        )
        .await;
        let columns = format!("select name, type from pragma_table_info('{table}')");
        let columns: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(columns).into_sql_str())
            .fetch_all(&mut *hand)
            .await
            .unwrap();
        for (column, kind) in &columns {
            let other = match kind.to_lowercase().as_str() {
                "integer" => format!("1 - coalesce({column}, 0)"),
                "text" => format!("coalesce({column}, '') || 'x'"),
                // The last byte is another; ids keep their length.
                _ => format!(
                    "case when {column} is null then x'01' else cast(substr({column}, 1, length({column}) - 1)
                    || char((unicode(substr(hex({column}), -1)) + 1) % 64) as blob) end"
                ),
            };
            let others: Vec<String> = columns
                .iter()
                .filter(|(name, _)| name != column)
                .map(|(name, _)| format!("{name} is (select {name} from kept)"))
                .collect();
            let others = others.join(" and ");
            let change = format!("update {table} set {column} = {other} where {others}");
            assert_eq!(run(&mut hand, change).await, 1, "{table}.{column}");
            let (found, named) = (damage(&world).await, format!("table {table}:"));
            assert!(
                found.iter().any(|line| line.starts_with(&named)),
                "{table}.{column}: {found:?}"
            );
            let back =
                format!("update {table} set {column} = (select {column} from kept) where {others}");
            assert_eq!(run(&mut hand, back).await, 1, "{table}.{column}");
            tried += 1;
        }
        run(&mut hand, "drop table kept".into()).await;
    }
    assert!(tried > 100, "{tried}");
    hold(&world).await;
}

/// Or else whoever changed it by hand would only have to wait for the next time that it is used.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_by_hand_is_not_made_good_by_the_next_one() {
    let world = worlds().await.swap_remove(0);
    let lead = session(&world.platform, &at_work(&world, 1).await).await;
    let pool = open_database(&world).await;
    sqlx::query("update login set wrapped = x'00'")
        .execute(&pool)
        .await
        .unwrap();
    world.platform.choose_language(&lead, "fr").await.unwrap();
    let found = damage(&world).await;
    assert!(
        found.iter().any(|line| line.starts_with("table login:")),
        "{found:?}"
    );
}

/// The log's rows have no sums: they are held against what was published.
#[tokio::test(flavor = "multi_thread")]
async fn a_place_of_the_log_that_was_changed_is_found() {
    let world = worlds().await.swap_remove(0);
    a_case(&world).await;
    world.platform.sequence().await.unwrap();
    hold(&world).await;
    let pool = open_database(&world).await;
    sqlx::query("update log_entry set commitment = zeroblob(32) where position = 1")
        .execute(&pool)
        .await
        .unwrap();
    let found = damage(&world).await;
    assert!(
        found.iter().any(|line| line.contains("entry 1 is another")),
        "{found:?}"
    );
}
