//! What an application under test stands on: SQLite with a folder, and PostgreSQL with an S3 where the environment has them.
//! Its rows can be read, and changed, past every rule.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests are told by the environment where PostgreSQL and S3 run; statements are made for each table of a list of ours"
)]

use std::{collections::BTreeMap, path::PathBuf};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqlSafeStr, SqliteConnection};
use uuid::Uuid;
use watchpost_files::{Key, S3Config, Store};
use watchpost_store::Db;

/// A database of its own, and a place for files.
pub struct Ground {
    pub name: &'static str,
    pub db: Db,
    pub files: Store,
    rows: Rows,
    _folder: tempfile::TempDir,
}

enum Rows {
    Sqlite(PathBuf),
    Postgres(String),
}

/// The rows of every table, as text, in an order of their own.
pub type Dump = BTreeMap<String, Vec<String>>;

impl Ground {
    /// SQLite, with the files in memory: the fastest.
    pub async fn small() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::sqlite(folder, Store::memory()).await
    }

    /// Each that there is: SQLite with files in a folder, and PostgreSQL with files in an S3.
    pub async fn all() -> Vec<Self> {
        let folder = tempfile::tempdir().unwrap();
        let files = Store::local(folder.path().join("objects")).unwrap();
        let mut all = vec![Self::sqlite(folder, files).await];
        match std::env::var("WATCHPOST_TEST_POSTGRES") {
            Ok(url) => all.push(Self::postgres(&url).await),
            Err(_) => eprintln!("skipped: PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)"),
        }
        all
    }

    async fn sqlite(folder: tempfile::TempDir, files: Store) -> Self {
        let path = folder.path().join("watchpost.db");
        Self {
            name: "SQLite",
            db: Db::sqlite(&path).await.unwrap(),
            files,
            rows: Rows::Sqlite(path),
            _folder: folder,
        }
    }

    async fn postgres(url: &str) -> Self {
        let schema = format!("t{}", Uuid::new_v4().simple());
        let mut admin = PgConnection::connect(url).await.unwrap();
        let made = AssertSqlSafe(format!("create schema {schema}")).into_sql_str();
        admin.execute(made).await.unwrap();
        let joint = if url.contains('?') { '&' } else { '?' };
        let own = format!("{url}{joint}options=-csearch_path%3D{schema}");
        let folder = tempfile::tempdir().unwrap();
        let files = bucket().unwrap_or_else(|| {
            eprintln!("skipped: S3 (WATCHPOST_TEST_S3_ENDPOINT is not set)");
            Store::local(folder.path().join("objects")).unwrap()
        });
        Self {
            name: "PostgreSQL",
            db: Db::postgres(&own).await.unwrap(),
            files,
            rows: Rows::Postgres(own),
            _folder: folder,
        }
    }

    /// Every row of every table.
    pub async fn dump(&self) -> Dump {
        match &self.rows {
            Rows::Sqlite(path) => dump_sqlite(path).await,
            Rows::Postgres(url) => dump_postgres(url).await,
        }
    }

    /// One statement by hand. Gives how many rows it touched.
    pub async fn run(&self, statement: &str) -> u64 {
        let sql = || AssertSqlSafe(statement.to_owned()).into_sql_str();
        match &self.rows {
            Rows::Sqlite(path) => {
                let mut db = open(path).await;
                db.execute(sql()).await.unwrap().rows_affected()
            }
            Rows::Postgres(url) => {
                let mut db = PgConnection::connect(url).await.unwrap();
                db.execute(sql()).await.unwrap().rows_affected()
            }
        }
    }

    /// A number as a statement writes it.
    pub fn id(&self, id: Uuid) -> String {
        match self.rows {
            Rows::Sqlite(_) => format!("x'{}'", id.simple()),
            Rows::Postgres(_) => format!("'{id}'"),
        }
    }
}

/// A place of its own in the test server's bucket.
fn bucket() -> Option<Store> {
    let config = S3Config {
        endpoint: std::env::var("WATCHPOST_TEST_S3_ENDPOINT").ok()?,
        bucket: "watchpost-test".into(),
        region: "us-east-1".into(),
        access_key: "test".into(),
        secret_key: String::from("test").into(),
        prefix: Key::random("run").as_str().into(),
    };
    Some(Store::s3(config).unwrap())
}

async fn open(path: &std::path::Path) -> SqliteConnection {
    let address = format!("sqlite:{}", path.display());
    SqliteConnection::connect(&address).await.unwrap()
}

/// Every row of every table of a file.
pub async fn dump_sqlite(path: &std::path::Path) -> Dump {
    let mut db = open(path).await;
    let tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
    let tables: Vec<(String,)> = sqlx::query_as(tables).fetch_all(&mut db).await.unwrap();
    let mut dump = Dump::new();
    for (table,) in tables {
        let columns = format!(
            "select coalesce(group_concat('quote(' || name || ')', ' || '','' || '), '''''') from pragma_table_info('{table}')"
        );
        let columns = AssertSqlSafe(columns).into_sql_str();
        let (columns,): (String,) = sqlx::query_as(columns).fetch_one(&mut db).await.unwrap();
        let rows = AssertSqlSafe(format!("select {columns} from {table}")).into_sql_str();
        let rows: Vec<(String,)> = sqlx::query_as(rows).fetch_all(&mut db).await.unwrap();
        dump.insert(table, sorted(rows));
    }
    dump
}

/// Every row of every table of a schema.
pub async fn dump_postgres(url: &str) -> Dump {
    let mut db = PgConnection::connect(url).await.unwrap();
    let tables = "select tablename::text from pg_tables where schemaname = current_schema()";
    let tables: Vec<(String,)> = sqlx::query_as(tables).fetch_all(&mut db).await.unwrap();
    let mut dump = Dump::new();
    for (table,) in tables {
        let rows = AssertSqlSafe(format!("select t::text from {table} t")).into_sql_str();
        let rows: Vec<(String,)> = sqlx::query_as(rows).fetch_all(&mut db).await.unwrap();
        dump.insert(table, sorted(rows));
    }
    dump
}

fn sorted(rows: Vec<(String,)>) -> Vec<String> {
    let mut rows: Vec<String> = rows.into_iter().map(|(row,)| row).collect();
    rows.sort_unstable();
    rows
}

/// The tables whose rows are not the same.
pub fn changed(before: &Dump, after: &Dump) -> Vec<String> {
    let names = before.keys().chain(after.keys());
    let mut names: Vec<&String> = names.filter(|n| before.get(*n) != after.get(*n)).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().cloned().collect()
}
