//! The same bodies on SQLite and, where one is given, on PostgreSQL: migrations agree, every statement prepares, a report
//! that is written reads back, and a change on a stale version is refused.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_types,
    reason = "a schema of its own per test, with a random name"
)]

#[path = "../../../tests/skipped.rs"]
mod skipped;

use std::collections::BTreeSet;

use sqlx::{AssertSqlSafe, Connection, Executor, SqlSafeStr};
use uuid::Uuid;
use watchpost_domain::{
    Actor, CaseId, ChannelId, Day, Denied, DeskId, GrantId, PartId, PolicyData, PolicyVersion,
    cases::Reference,
    fact::{CaseAct, CaseFact},
    intake::Entry,
    network::Desk,
    policy::cases as may,
    sealed::{
        Audience, Compartment, Lying, PartKind, Reader, RecordId, SealedGrant, SealedIndex,
        SealedPart,
    },
};
use watchpost_store::{
    Db, Error, Recorded, ReporterKey, Tx, apply, apply_reports, cases, desks, drafts, log,
    policy_data,
};
use watchpost_vault::RowKey;

/// A fresh SQLite file, and a fresh schema of the PostgreSQL that the test command starts.
async fn databases() -> (tempfile::TempDir, Vec<Db>) {
    let folder = tempfile::tempdir().unwrap();
    let mut all = vec![
        Db::sqlite(&folder.path().join("watchpost.db"))
            .await
            .unwrap(),
    ];
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where PostgreSQL runs"
    )]
    match std::env::var("WATCHPOST_TEST_POSTGRES") {
        Ok(url) => {
            let name = format!("t{}", Uuid::new_v4().simple());
            let mut admin = sqlx::PgConnection::connect(&url).await.unwrap();
            admin
                .execute(AssertSqlSafe(format!("create schema {name}")).into_sql_str())
                .await
                .unwrap();
            let joint = if url.contains('?') { '&' } else { '?' };
            all.push(
                Db::postgres(&format!("{url}{joint}options=-csearch_path%3D{name}"))
                    .await
                    .unwrap(),
            );
        }
        Err(_) => skipped::skip("PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)"),
    }
    (folder, all)
}

const TODAY: Day = Day(5);

fn desk() -> Desk {
    Desk {
        kind: Default::default(),
        country: String::new(),
        id: DeskId(Uuid::new_v4()),
        name: "A desk".into(),
        epoch: 1,
    }
}

fn report(desk: DeskId, random: u8) -> Recorded {
    let case = CaseId(Uuid::new_v4());
    let part = SealedPart {
        id: PartId(Uuid::new_v4()),
        case,
        compartment: Compartment::Narrative,
        kind: PartKind::Answers,
        epoch: 1,
        version: 1,
        lying: Lying::InRow(vec![1, 2, 3]),
        said: None,
    };
    let grant = SealedGrant {
        id: GrantId(Uuid::new_v4()),
        case,
        compartment: Compartment::Narrative,
        epoch: 1,
        recipient: "age1pq".into(),
        reader: Reader::Desk { epoch: 1 },
        sealed: vec![4],
        signature: vec![5],
        given_by: None,
        expires: Some(Day(20_000)),
        because: None,
    };
    Recorded {
        by: None,
        fact: (CaseFact {
            case,
            version: 0,
            act: CaseAct::ReportReceived {
                reference: Reference::from_random([random; 8]),
                desk,
                channel: ChannelId(Uuid::new_v4()),
                entry: Entry::Web,
                procedure: 1,
                state: "received".into(),
                acknowledge_by: Day(10),
                answer_by: Day(90),
                kept: Default::default(),
                files: vec![],
                follows: None,
                gathers: None,
            },
        }),
        day: Day(5),
        parts: vec![part],
        grants: vec![grant],
        laid_by: vec![],
        index: vec![SealedIndex {
            id: RecordId(i64::from(random)),
            audience: Audience::Desk(desk),
            epoch: 1,
            level: 0,
            sealed: vec![6],
        }],
        clocks: None,
        kept: None,
        counting: Default::default(),
        reporter: Some(ReporterKey {
            lookup: [random; 32],
            wrapped: vec![7],
            recipient: "age1".into(),
        }),
        commitment: [random; 32],
        because: [0; 32],
    }
}

/// The procedure that the reports follow.
async fn in_use(tx: &mut Tx, key: &RowKey) {
    let written = policy_data::Written {
        version: PolicyVersion {
            data: PolicyData::Procedure,
            number: 1,
            since: Day(20_000),
            shipped: false,
        },
        text: "ours".into(),
    };
    policy_data::add(tx, key, &written).await.unwrap();
}

fn case_of(recorded: &Recorded) -> CaseId {
    recorded.fact.case
}

#[tokio::test]
async fn every_statement_prepares_and_a_wrong_one_does_not() {
    let (_folder, all) = databases().await;
    for db in all {
        for sql in watchpost_store::statements() {
            prepare(&db, sql)
                .await
                .unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
        assert!(prepare(&db, "select nosuch from case_file").await.is_err());
    }
}

async fn prepare(db: &Db, sql: &'static str) -> sqlx::Result<()> {
    match db.read().await.unwrap() {
        Tx::Sqlite(mut t) => t.prepare(sql.into_sql_str()).await.map(drop),
        Tx::Postgres(mut t) => t.prepare(sql.into_sql_str()).await.map(drop),
    }
}

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let (_folder, all) = databases().await;
    let mut seen = Vec::new();
    for db in all {
        let columns: Vec<(String, String)> = match db.read().await.unwrap() {
            Tx::Sqlite(mut t) => sqlx::query_as(
                "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'",
            )
            .fetch_all(&mut *t)
            .await
            .unwrap(),
            Tx::Postgres(mut t) => sqlx::query_as(
                "select table_name::text, column_name::text from information_schema.columns where table_schema = current_schema()",
            )
            .fetch_all(&mut *t)
            .await
            .unwrap(),
        };
        seen.push(columns.into_iter().collect::<BTreeSet<_>>());
    }
    assert!(seen[0].contains(&("case_file".into(), "answer_by".into())));
    assert!(
        seen.windows(2).all(|pair| pair[0] == pair[1]),
        "{:?}",
        seen.last()
            .unwrap()
            .symmetric_difference(&seen[0])
            .collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_report_reads_back_and_a_stale_change_is_refused() {
    let (_folder, all) = databases().await;
    for db in all {
        let mut tx = db.begin().await.unwrap();
        let desk = desk();
        let key = RowKey::generate();
        desks::add_desk(&mut tx, &key, &desk).await.unwrap();
        in_use(&mut tx, &key).await;
        let recorded = report(desk.id, 9);
        let id = case_of(&recorded);
        apply(&mut tx, &key, recorded).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = db.read().await.unwrap();
        let (found, wrapped) = cases::by_receipt(&mut tx, &[9; 32]).await.unwrap().unwrap();
        assert_eq!((found, wrapped), (id, vec![7]));
        let case = cases::get::<may::FollowUp>(&mut tx, &Actor::Reporter(id), id, TODAY)
            .await
            .unwrap();
        assert_eq!(
            (case.state.clone(), case.acknowledge_by, case.version),
            ("received".to_owned(), Some(Day(10)), 1)
        );
        assert!(
            cases::parts(&mut tx, &key, &case).await.unwrap()[0].lying
                == Lying::InRow(vec![1, 2, 3])
        );
        let grants = cases::grants(&mut tx, &key, &case).await.unwrap();
        assert!(
            grants[0].reader == Reader::Desk { epoch: 1 } && grants[0].expires == Some(Day(20_000))
        );
        drop(tx);

        for actor in [
            Actor::Nobody,
            Actor::Operator,
            Actor::Reporter(CaseId(Uuid::new_v4())),
        ] {
            let mut tx = db.read().await.unwrap();
            let hidden = cases::get::<may::FollowUp>(&mut tx, &actor, id, TODAY)
                .await
                .err()
                .unwrap();
            let missing =
                cases::get::<may::FollowUp>(&mut tx, &actor, CaseId(Uuid::new_v4()), TODAY)
                    .await
                    .err()
                    .unwrap();
            assert!(matches!(
                (hidden, missing),
                (
                    Error::Denied(Denied::NotFound),
                    Error::Denied(Denied::NotFound)
                )
            ));
        }

        let stop = |version, commitment| Recorded {
            by: None,
            fact: (CaseFact {
                case: id,
                version,
                act: CaseAct::ContactStopped,
            }),
            day: Day(12),
            parts: vec![],
            grants: vec![],
            laid_by: vec![],
            index: vec![],
            clocks: None,
            kept: None,
            counting: Default::default(),
            reporter: None,
            commitment,
            because: [0; 32],
        };
        let mut tx = db.begin().await.unwrap();
        apply(&mut tx, &RowKey::generate(), stop(1, [1; 32]))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        assert!(matches!(
            apply(&mut tx, &RowKey::generate(), stop(1, [2; 32])).await,
            Err(Error::Conflict)
        ));
        drop(tx);
        let mut tx = db.read().await.unwrap();
        let case = cases::get::<may::FollowUp>(&mut tx, &Actor::Reporter(id), id, TODAY)
            .await
            .unwrap();
        assert!(case.contact_stopped && case.version == 2 && case.active_week == Day(11));
        assert_eq!(
            log::pending(&mut tx, 10).await.unwrap(),
            vec![[1; 32], [9; 32]]
        );
    }
}

#[tokio::test]
async fn a_draft_is_sent_once_and_ends_with_its_hour() {
    let (_folder, all) = databases().await;
    for db in all {
        let mut tx = db.begin().await.unwrap();
        drafts::add(&mut tx, &[1; 32], vec![1], 24).await.unwrap();
        drafts::save(&mut tx, &[1; 32], 1, vec![2], 23)
            .await
            .unwrap();
        let other_window = drafts::save(&mut tx, &[1; 32], 1, vec![3], 23).await;
        assert!(
            matches!(other_window, Err(Error::Conflict)),
            "what the other window wrote stays"
        );
        drafts::add_file(&mut tx, &[1; 32], "draft/aa")
            .await
            .unwrap();
        let kept = drafts::get(&mut tx, &[1; 32], 23).await.unwrap().unwrap();
        assert!(!kept.sent && kept.version == 2 && kept.sealed == [2]);
        assert!(
            drafts::get(&mut tx, &[1; 32], 24).await.unwrap().is_none(),
            "saving does not make it live longer"
        );
        assert!(
            matches!(
                drafts::save(&mut tx, &[1; 32], 2, vec![4], 24).await,
                Err(Error::Conflict)
            ) && matches!(
                drafts::mark_sent(&mut tx, &[1; 32], 2, vec![9], 24).await,
                Err(Error::Conflict)
            ),
            "once it is over nothing is written to it, and it is not sent"
        );
        drafts::mark_sent(&mut tx, &[1; 32], 2, vec![9], 23)
            .await
            .unwrap();
        assert!(matches!(
            drafts::mark_sent(&mut tx, &[1; 32], 3, vec![9], 23).await,
            Err(Error::Conflict)
        ));
        assert!(matches!(
            drafts::save(&mut tx, &[1; 32], 3, vec![4], 23).await,
            Err(Error::Conflict)
        ));
        let kept = drafts::get(&mut tx, &[1; 32], 0).await.unwrap().unwrap();
        assert!(kept.sent && kept.sealed == [9]);
        assert!(
            drafts::expired_files(&mut tx, 24).await.unwrap().is_empty(),
            "files of a sent draft belong to the case"
        );
        assert_eq!(drafts::expire(&mut tx, 24).await.unwrap(), 1);
        assert_eq!(drafts::delete(&mut tx, &[1; 32]).await.unwrap(), 0);
        assert!(
            drafts::once(&mut tx, &[5; 32], 24).await.unwrap()
                && !drafts::once(&mut tx, &[5; 32], 24).await.unwrap()
        );
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn the_head_of_the_log_moves_for_one() {
    let (_folder, all) = databases().await;
    for db in all {
        let mut tx = db.begin().await.unwrap();
        log::advance(&mut tx, 0, &[[1; 32], [2; 32]], 2, "two")
            .await
            .unwrap();
        assert!(matches!(
            log::advance(&mut tx, 0, &[[3; 32]], 1, "fork").await,
            Err(Error::Conflict)
        ));
        log::advance(&mut tx, 2, &[[3; 32]], 3, "three")
            .await
            .unwrap();
        assert_eq!(log::head(&mut tx).await.unwrap(), Some((3, "three".into())));
        assert_eq!(log::position(&mut tx, &[3; 32]).await.unwrap(), Some(2));
        tx.commit().await.unwrap();
    }
}

/// Two who read the same roster write the next one: the second was slower, and nothing is broken.
#[tokio::test]
async fn whoever_writes_a_roster_second_is_told_that_somebody_was_faster() {
    let (_folder, all) = databases().await;
    for db in all {
        let key = RowKey::from_bytes([7; 32]);
        let desk = desk();
        let mut tx = db.begin().await.unwrap();
        desks::add_desk(&mut tx, &key, &desk).await.unwrap();
        in_use(&mut tx, &key).await;
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let first = desks::add_roster(&mut tx, &key, desk.id, 1, "a").await;
        let waits = desks::put_roster_draft(&mut tx, &key, desk.id, 2, "a").await;
        assert!(first.is_ok() && waits.is_ok());
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let second = desks::add_roster(&mut tx, &key, desk.id, 1, "b").await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        drop(tx);
        let mut tx = db.begin().await.unwrap();
        let second = desks::put_roster_draft(&mut tx, &key, desk.id, 2, "b").await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        drop(tx);
        let mut tx = db.read().await.unwrap();
        let waiting = desks::roster_draft(&mut tx, desk.id).await.unwrap();
        assert_eq!(waiting.as_deref(), Some("a"), "not written over");
    }
}

/// A column that backups forget would be lost with the next disk.
#[tokio::test]
async fn backups_hold_every_column_of_every_table() {
    let (_folder, all) = databases().await;
    let Tx::Sqlite(mut t) = all[0].read().await.unwrap() else {
        panic!("the first is SQLite")
    };
    let there: Vec<(String, String)> = sqlx::query_as(
        "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c
            where m.type = 'table' and m.name <> 'schema_version' and m.name not like 'sqlite_%'",
    )
    .fetch_all(&mut *t)
    .await
    .unwrap();
    let there: BTreeSet<(String, String)> = there.into_iter().collect();
    let kept: BTreeSet<(String, String)> = watchpost_store::copy::COLUMNS
        .iter()
        .flat_map(|(table, columns)| {
            columns
                .iter()
                .map(|c| ((*table).to_owned(), (*c).to_owned()))
        })
        .collect();
    assert_eq!(there, kept);
}

/// Of reports that are written together, one that was there before takes the others along, and is told apart from a database
/// that cannot be used: the others can be written without it.
#[tokio::test]
async fn reports_come_in_together_or_not_at_all() {
    let (_folder, databases) = databases().await;
    for db in databases {
        let key = RowKey::from_bytes([7; 32]);
        let desk = desk();
        let mut tx = db.begin().await.unwrap();
        desks::add_desk(&mut tx, &key, &desk).await.unwrap();
        in_use(&mut tx, &key).await;
        let all = vec![report(desk.id, 1), report(desk.id, 2), report(desk.id, 3)];
        let last = all[2].clone();
        apply_reports(&mut tx, &key, all).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let again = apply_reports(&mut tx, &key, vec![report(desk.id, 4), last]).await;
        assert!(again.unwrap_err().is_double());
        drop(tx);
        let mut tx = db.begin().await.unwrap();
        apply_reports(&mut tx, &key, vec![report(desk.id, 4)])
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}
