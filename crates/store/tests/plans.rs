//! How SQLite goes about each statement: none that is run again and again reads a growing table from one end to the other.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "statements of the crate, to be explained"
)]

use sqlx::{AssertSqlSafe, SqlSafeStr};
use watchpost_store::{Db, Tx};

/// Tables that grow with what people report and do.
const GROWING: [&str; 14] = [
    "case_file",
    "case_clock",
    "case_grant",
    "emergency_key",
    "emergency",
    "emergency_told",
    "part",
    "index_record",
    "reporter_key",
    "audit",
    "statistics_record",
    "room",
    "room_key",
    "room_part",
];

/// Which growing tables a statement reads from one end to the other.
async fn read_whole(tx: &mut sqlx::SqliteConnection, sql: &str) -> Vec<String> {
    let plan = AssertSqlSafe(format!("explain query plan {sql}")).into_sql_str();
    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(plan).fetch_all(tx).await.unwrap();
    // Everything is asked for, by a copy of all or a check of all sums; or the first in the order of an index.
    let sorted = steps.iter().any(|(.., step)| step.contains("TEMP B-TREE"));
    if sql.starts_with("select") && !sql.contains(" where ") && !sorted {
        return Vec::new();
    }
    let scanned = |step: &str| {
        let mut words = step.strip_prefix("SCAN ")?.split(' ');
        let (name, index) = (words.next()?, step.split("INDEX ").nth(1));
        // A table is named by its alias.
        let at = |table: &&&str| {
            let aliased = format!("{table} {name}");
            name == **table
                || sql.contains(&aliased)
                || index.is_some_and(|i| i.starts_with(**table))
        };
        GROWING.iter().find(at).map(ToString::to_string)
    };
    steps
        .iter()
        .filter_map(|(.., step)| scanned(step))
        .collect()
}

#[tokio::test]
async fn no_statement_that_is_run_again_and_again_reads_a_growing_table_whole() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&folder.path().join("watchpost.db")).await;
    let Tx::Sqlite(mut tx) = db.unwrap().read().await.unwrap() else {
        panic!("it is SQLite");
    };
    let planted = "select distinct case_id from case_grant where reader_id is not null and expires < $1 order by case_id";
    assert_eq!(read_whole(&mut tx, planted).await, ["case_grant"]);
    for sql in watchpost_store::statements() {
        let whole = read_whole(&mut tx, sql).await;
        assert!(whole.is_empty(), "{sql} reads {whole:?} whole");
    }
}
