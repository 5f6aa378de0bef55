//! The two databases: connecting, migrating, transactions. One of the few places where they differ.

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    Connection, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Error, error::Result};

/// Number, name and text of each migration: forward only, the same numbers on both.
const SQLITE: &[(i64, &str)] = &[(1, include_str!("../migrations/sqlite/0001_first.sql"))];
const POSTGRES: &[(i64, &str)] = &[(1, include_str!("../migrations/postgres/0001_first.sql"))];

/// A row that says nothing, written to see whether rows can be.
const PROBE: &str = "insert into installation (name, value) values ('ready', $1) on conflict (name) do update set value = excluded.value";
/// PostgreSQL would otherwise see another moment with each statement.
const ONE_MOMENT: &str = "begin isolation level repeatable read, read only";
const SCHEMA: &str = "create table if not exists schema_version (version bigint primary key)";

/// A connected database. SQLite has one writer and several readers.
#[derive(Clone)]
pub enum Db {
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction on either. Dropped, it is rolled back.
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Opens (and makes) a SQLite database, and brings it to the present schema.
    ///
    /// # Errors
    /// The file cannot be opened, or its schema is unknown.
    pub async fn sqlite(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Acknowledged is durable: every commit reaches the disk.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("secure_delete", "on")
            .pragma("temp_store", "memory")
            .pragma("trusted_schema", "off");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .before_acquire(|connection, _| {
                // SQLite ends a transaction by itself when the disk is full; the connection goes on believing in it, and would
                // begin no other. A new one takes its place.
                let stuck = connection.is_in_transaction();
                Box::pin(async move { Ok(!stuck) })
            })
            // A report touches some forty pages in random places: they should not be read again for the next.
            .connect_with(
                options
                    .clone()
                    .pragma("cache_size", "-16384")
                    .pragma("wal_autocheckpoint", "4000"),
            )
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(8)
            .connect_with(options)
            .await?;
        let db = Self::Sqlite { writer, readers };
        db.migrate().await?;
        Ok(db)
    }

    /// Connects to PostgreSQL, and brings it to the present schema.
    ///
    /// # Errors
    /// It cannot be reached, or its schema is unknown.
    pub async fn postgres(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?;
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        let db = Self::Postgres(pool);
        db.migrate().await?;
        Ok(db)
    }

    /// Begins a transaction that may write.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("begin immediate").await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that only reads, and sees one moment: what others commit meanwhile is not half seen.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin_with(ONE_MOMENT).await?),
        })
    }

    /// Lets go of it: whatever is asked of it from now on fails, as when it is gone.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { writer, readers } => {
                writer.close().await;
                readers.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }

    /// Whether it answers, and keeps what is written: one that is full still answers.
    pub async fn ready(&self, now: i64) -> Result<()> {
        let mut tx = self.begin().await?;
        run!(&mut tx, PROBE, now.to_le_bytes().to_vec())?;
        tx.commit().await
    }

    /// What its clock says, in seconds; SQLite has none of its own.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn clock(&self) -> Result<Option<i64>> {
        let Tx::Postgres(mut tx) = self.read().await? else {
            return Ok(None);
        };
        let now = "select extract(epoch from clock_timestamp())::bigint";
        let (at,): (i64,) = sqlx::query_as(now).fetch_one(&mut *tx).await?;
        Ok(Some(at))
    }

    async fn migrate(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        if let Tx::Postgres(t) = &mut tx {
            // Two servers that start at once migrate one after the other.
            sqlx::query("select pg_advisory_xact_lock(7737116)")
                .execute(&mut **t)
                .await?;
        }
        let steps = match &tx {
            Tx::Sqlite(_) => SQLITE,
            Tx::Postgres(_) => POSTGRES,
        };
        on!(&mut tx, db => sqlx::raw_sql(SCHEMA).execute(db).await.map(drop))?;
        let found = one!(
            &mut tx,
            (i64,),
            "select version from schema_version order by version desc limit 1"
        )?
        .map_or(0, |(v,)| v);
        let known = steps.last().map_or(0, |(v, _)| *v);
        if found > known {
            return Err(Error::UnknownSchema { found, known });
        }
        for (version, sql) in steps.iter().filter(|(version, _)| *version > found) {
            on!(&mut tx, db => sqlx::raw_sql(*sql).execute(db).await.map(drop))?;
            run!(
                &mut tx,
                "insert into schema_version (version) values ($1)",
                *version
            )?;
        }
        tx.commit().await
    }
}

impl Tx {
    /// Ends the transaction; what it wrote is durable when this returns.
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(t) => t.commit().await?,
            Tx::Postgres(t) => t.commit().await?,
        }
        Ok(())
    }
}
