//! The one macro: the same query on whichever database the transaction belongs to.

macro_rules! on {
    ($tx:expr, $db:ident => $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(t) => {
                let $db = &mut **t;
                $body
            }
            $crate::db::Tx::Postgres(t) => {
                let $db = &mut **t;
                $body
            }
        }
    };
}

/// Runs a statement with these values bound, and tells how many rows it changed.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on!($tx, db => sqlx::query($sql)$(.bind($value))*.execute(db).await.map(|done| done.rows_affected()))
    };
}

/// Reads at most one row.
macro_rules! one {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        on!($tx, db => sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_optional(db).await)
    };
}

/// Reads all rows.
macro_rules! all {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        on!($tx, db => sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_all(db).await)
    };
}
