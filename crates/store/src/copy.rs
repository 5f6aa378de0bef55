//! Every table as lines of JSON and back: what backups hold, the same for both databases.
//!
//! A test compares the columns here with those of the schema, so that none can be forgotten.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use futures_util::TryStreamExt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Error, Tx, error::Result};

/// Bytes; base64 in a line.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
struct Blob(Vec<u8>);

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        BASE64
            .decode(text)
            .map(Blob)
            .map_err(serde::de::Error::custom)
    }
}

/// The tables, in an order in which each refers only to those before it.
macro_rules! tables {
    ($($table:ident { $first:ident: $first_type:ty = $first_place:literal $(, $column:ident: $type:ty = $place:literal)* })*) => {
        $(
            #[derive(FromRow, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            #[allow(non_camel_case_types)]
            struct $table { $first: $first_type $(, $column: $type)* }
        )*

        /// The names of the tables.
        pub const TABLES: &[&str] = &[$(stringify!($table)),*];

        /// The columns of each table.
        pub const COLUMNS: &[(&str, &[&str])] = &[$((stringify!($table), &[stringify!($first) $(, stringify!($column))*])),*];

        pub const STATEMENTS: &[&str] = &[$(
            concat!("select ", stringify!($first) $(, ", ", stringify!($column))*, " from ", stringify!($table)),
            concat!("insert into ", stringify!($table), " (", stringify!($first) $(, ", ", stringify!($column))*, ") values (", $first_place $(, ", ", $place)*, ")"),
        )*];

        /// Gives every row of a table as a line.
        ///
        /// # Errors
        /// There is no such table, a row is impossible, or `take` fails.
        pub async fn dump<E: From<Error>>(tx: &mut Tx, table: &str, mut take: impl FnMut(&str) -> std::result::Result<(), E>) -> std::result::Result<u64, E> {
            let mut count = 0;
            match table {
                $(stringify!($table) => {
                    const SQL: &str = concat!("select ", stringify!($first) $(, ", ", stringify!($column))*, " from ", stringify!($table));
                    on!(tx, db => {
                        let mut rows = sqlx::query_as::<_, $table>(SQL).fetch(db);
                        while let Some(row) = rows.try_next().await.map_err(Error::from)? {
                            let line = serde_json::to_string(&row).map_err(|_| Error::Impossible(stringify!($table)))?;
                            take(&line)?;
                            count += 1;
                        }
                    });
                })*
                _ => return Err(Error::Impossible("no such table").into()),
            }
            Ok(count)
        }

        /// Writes a line into its table.
        ///
        /// # Errors
        /// There is no such table, or the line is no row of it.
        pub async fn load(tx: &mut Tx, table: &str, line: &str) -> Result<()> {
            match table {
                $(stringify!($table) => {
                    const SQL: &str = concat!("insert into ", stringify!($table), " (", stringify!($first) $(, ", ", stringify!($column))*, ") values (", $first_place $(, ", ", $place)*, ")");
                    let row: $table = serde_json::from_str(line).map_err(|_| Error::Impossible(stringify!($table)))?;
                    run!(tx, SQL, row.$first $(, row.$column)*)?;
                })*
                _ => return Err(Error::Impossible("no such table")),
            }
            Ok(())
        }
    };
}

tables! {
    installation { name: String = "$1", value: Blob = "$2" }
    desk { id: Uuid = "$1", kind: String = "$2", name: String = "$3", country: String = "$4", epoch: i64 = "$5", sum: Blob = "$6" }
    member { id: Uuid = "$1", desk_id: Uuid = "$2", name: String = "$3", roles: i64 = "$4", active: bool = "$5", recipient: String = "$6", verifying: Blob = "$7", sum: Blob = "$8" }
    founding { desk_id: Uuid = "$1", signed: String = "$2", sum: Blob = "$3" }
    roster { desk_id: Uuid = "$1", version: i64 = "$2", signed: String = "$3", sum: Blob = "$4" }
    roster_draft { desk_id: Uuid = "$1", version: i64 = "$2", signed: String = "$3", sum: Blob = "$4" }
    desk_key { desk_id: Uuid = "$1", epoch: i64 = "$2", member_id: Uuid = "$3", sealed: Blob = "$4", sum: Blob = "$5" }
    channel { id: Uuid = "$1", desk_id: Uuid = "$2", version: i64 = "$3", definition: String = "$4", sum: Blob = "$5" }
    draft { lookup: Blob = "$1", version: i64 = "$2", sent: bool = "$3", sealed: Blob = "$4", expires_hour: i64 = "$5" }
    draft_file { file_key: String = "$1", lookup: Blob = "$2" }
    again { lookup: Blob = "$1", sealed: Blob = "$2", expires_hour: i64 = "$3" }
    policy_data { kind: String = "$1", number: i64 = "$2", shipped: bool = "$3", since: i64 = "$4", text: String = "$5", sum: Blob = "$6" }
    statistics_record { id: Uuid = "$1", sealed: Blob = "$2", sum: Blob = "$3" }
    publication { number: i64 = "$1", text: String = "$2", sum: Blob = "$3" }
    desk_figures { desk_id: Uuid = "$1", number: i64 = "$2", sealed: Blob = "$3", sum: Blob = "$4" }
    case_file {
        id: Uuid = "$1", desk_id: Uuid = "$2", reference: String = "$3", procedure: i64 = "$4", state: String = "$5",
        came_from: Option<String> = "$6", sides: String = "$7", ended: bool = "$8", access: String = "$9", week: i64 = "$10",
        active_week: i64 = "$11", acknowledge_by: Option<i64> = "$12", answer_by: Option<i64> = "$13", due: Option<i64> = "$14",
        told: i64 = "$15", look: Option<i64> = "$16", contact_stopped: bool = "$17", withdrawn: bool = "$18",
        merged_into: Option<Uuid> = "$19", kept: String = "$20", taken_up: bool = "$21", kept_since: Option<i64> = "$22",
        identity_gone: bool = "$23", kept_announced: Option<i64> = "$24", kept_look: Option<i64> = "$25",
        epoch: i64 = "$26", version: i64 = "$27", sum: Blob = "$28"
    }
    case_clock {
        case_id: Uuid = "$1", code: String = "$2", began: i64 = "$3", due: i64 = "$4", left_days: Option<i64> = "$5",
        extended: i64 = "$6", told: i64 = "$7", says: Option<i64> = "$8", sum: Blob = "$9"
    }
    case_recusal { case_id: Uuid = "$1", member_id: Uuid = "$2", sum: Blob = "$3" }
    identity_ask { case_id: Uuid = "$1", member_id: Uuid = "$2", agreed_by: Option<Uuid> = "$3", until: i64 = "$4", sum: Blob = "$5" }
    reporter_key { lookup: Blob = "$1", case_id: Uuid = "$2", wrapped: Blob = "$3", recipient: String = "$4", sum: Blob = "$5" }
    case_grant {
        id: Uuid = "$1", case_id: Uuid = "$2", compartment: i64 = "$3", epoch: i64 = "$4", recipient: String = "$5", reader_kind: String = "$6",
        reader_id: Option<Uuid> = "$7", reader_epoch: Option<i64> = "$8", sealed: Blob = "$9", signature: Blob = "$10",
        given_by: Option<Uuid> = "$11", expires: Option<i64> = "$12", because: Option<Blob> = "$13", sum: Blob = "$14"
    }
    emergency_key {
        id: Uuid = "$1", case_id: Uuid = "$2", member_id: Uuid = "$3", compartment: i64 = "$4", epoch: i64 = "$5", sealed: Blob = "$6", sum: Blob = "$7"
    }
    emergency {
        id: Uuid = "$1", case_id: Uuid = "$2", member_id: Uuid = "$3", stands: String = "$4", agreed_by: Option<Uuid> = "$5", opens_hour: i64 = "$6",
        until: i64 = "$7", sum: Blob = "$8"
    }
    emergency_told { id: Uuid = "$1", emergency_id: Uuid = "$2", member_id: Uuid = "$3", sealed: Blob = "$4", seen: bool = "$5", sum: Blob = "$6" }
    part {
        id: Uuid = "$1", case_id: Uuid = "$2", compartment: i64 = "$3", kind: i64 = "$4", epoch: i64 = "$5", version: i64 = "$6",
        sealed: Option<Blob> = "$7", file_key: Option<String> = "$8", sealed_bytes: i64 = "$9", sealed_sha256: Option<Blob> = "$10", sum: Blob = "$11"
    }
    room {
        id: Uuid = "$1", reference: String = "$2", of_case: Blob = "$3", of_party: Blob = "$4", ends: Blob = "$5", shut: bool = "$6", week: i64 = "$7",
        active_week: i64 = "$8", version: i64 = "$9", seen: i64 = "$10", sum: Blob = "$11"
    }
    room_key {
        id: Uuid = "$1", room_id: Uuid = "$2", epoch: i64 = "$3", recipient: String = "$4", case_epoch: i64 = "$5", to_case: Blob = "$6",
        party_epoch: i64 = "$7", to_party: Blob = "$8", sum: Blob = "$9"
    }
    room_part {
        id: Uuid = "$1", room_id: Uuid = "$2", kind: i64 = "$3", epoch: i64 = "$4", version: i64 = "$5", sealed: Option<Blob> = "$6",
        file_key: Option<String> = "$7", sealed_bytes: i64 = "$8", sealed_sha256: Option<Blob> = "$9", sum: Blob = "$10"
    }
    index_record { id: i64 = "$1", audience_kind: String = "$2", audience_id: Uuid = "$3", epoch: i64 = "$4", level: i64 = "$5", sealed: Blob = "$6", sum: Blob = "$7" }
    done_once { token: Blob = "$1", expires_hour: i64 = "$2" }
    log_pending { commitment: Blob = "$1" }
    log_entry { commitment: Blob = "$1", position: i64 = "$2" }
    log_head { name: String = "$1", size: i64 = "$2", checkpoint: String = "$3" }
    login {
        member_id: Uuid = "$1", name: String = "$2", passphrase: String = "$3", totp: Blob = "$4", totp_last: i64 = "$5", wrapped: Blob = "$6",
        recovery: Blob = "$7", language: String = "$8", sum: Blob = "$9"
    }
    mail_wish { member_id: Uuid = "$1", sealed: Blob = "$2", state: String = "$3", last_hour: Option<i64> = "$4", sum: Blob = "$5" }
    calendar_feed { member_id: Uuid = "$1", lookup: Blob = "$2", sum: Blob = "$3" }
    declared_conflict { member_id: Uuid = "$1", reader_id: Uuid = "$2", sealed: Blob = "$3", sum: Blob = "$4" }
    saved_view { member_id: Uuid = "$1", sealed: Blob = "$2" }
    spare_code { lookup: Blob = "$1", member_id: Uuid = "$2", sum: Blob = "$3" }
    session {
        lookup: Blob = "$1", id: Uuid = "$2", member_id: Uuid = "$3", begun: i64 = "$4", used: i64 = "$5", unlocked_at: Option<i64> = "$6",
        unlocked: Option<Blob> = "$7"
    }
    invitation {
        lookup: Blob = "$1", id: Uuid = "$2", desk_id: Uuid = "$3", name: String = "$4", roles: i64 = "$5", by_member: Option<Uuid> = "$6",
        expires_hour: i64 = "$7", sum: Blob = "$8"
    }
    company { id: Uuid = "$1", slug: String = "$2", sum: Blob = "$3" }
    registry_batch { serial: i64 = "$1", day: i64 = "$2", by_member: Uuid = "$3", how: String = "$4", source: Option<String> = "$5", sum: Blob = "$6" }
    registry_record {
        serial: i64 = "$1", id: Uuid = "$2", batch: i64 = "$3", company_id: Uuid = "$4", internal: bool = "$5", entry: Blob = "$6", sum: Blob = "$7"
    }
    registry_link { mark: Blob = "$1", company_id: Uuid = "$2" }
    registry_change { serial: i64 = "$1", sealed: Blob = "$2", sum: Blob = "$3" }
    company_shown {
        company_id: Uuid = "$1", version: i64 = "$2", again_on: Option<i64> = "$3", shown: Option<String> = "$4", hidden: Blob = "$5", sum: Blob = "$6"
    }
    audit { id: Uuid = "$1", desk_id: Uuid = "$2", at: i64 = "$3", line: String = "$4", sum: Blob = "$5" }
}

/// Checks references only at the end, since a case may point to one that comes later. SQLite alone; PostgreSQL has the
/// reference deferrable.
///
/// # Errors
/// The database cannot be used.
pub async fn refer_at_the_end(tx: &mut Tx) -> Result<()> {
    match tx {
        Tx::Sqlite(t) => sqlx::query("pragma defer_foreign_keys = on")
            .execute(&mut **t)
            .await
            .map(drop)?,
        Tx::Postgres(t) => sqlx::query("set constraints all deferred")
            .execute(&mut **t)
            .await
            .map(drop)?,
    }
    Ok(())
}

/// One moment of the database: what others write meanwhile is not seen.
///
/// # Errors
/// The database cannot be used.
pub async fn one_moment(db: &crate::Db) -> Result<Tx> {
    let mut tx = db.read().await?;
    match &mut tx {
        Tx::Postgres(t) => {
            sqlx::query("set transaction isolation level repeatable read, read only")
                .execute(&mut **t)
                .await
                .map(drop)?
        }
        // A reading transaction of SQLite is one from its first statement.
        Tx::Sqlite(t) => sqlx::query("select 1 from schema_version")
            .fetch_optional(&mut **t)
            .await
            .map(drop)?,
    }
    Ok(tx)
}

/// The number of the present schema.
///
/// # Errors
/// The database cannot be used.
pub async fn schema(tx: &mut Tx) -> Result<i64> {
    let newest = "select version from schema_version order by version desc limit 1";
    Ok(one!(tx, (i64,), newest)?.map_or(0, |(v,)| v))
}

/// What the database itself finds wrong with its pages and references. PostgreSQL checks its pages when they are read.
///
/// # Errors
/// The database cannot be used.
pub async fn damage(db: &crate::Db) -> Result<Vec<String>> {
    let mut tx = db.read().await?;
    let Tx::Sqlite(t) = &mut tx else {
        return Ok(Vec::new());
    };
    let pages: Vec<(String,)> = sqlx::query_as("pragma integrity_check(100)")
        .fetch_all(&mut **t)
        .await?;
    let said = pages.into_iter().map(|(said,)| said);
    let mut found: Vec<String> = said
        .filter(|said| said != "ok")
        .map(|said| format!("database: {said}"))
        .collect();
    let loose: Vec<(String,)> =
        sqlx::query_as("select \"table\" from pragma_foreign_key_check limit 100")
            .fetch_all(&mut **t)
            .await?;
    found.extend(
        loose
            .into_iter()
            .map(|(table,)| format!("table {table}: a row refers to one that is not there")),
    );
    Ok(found)
}

/// The bytes of a line's field.
pub fn bytes_of(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}
