//! What can go wrong with the tables, as callers act on it.

use watchpost_domain::Denied;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody else changed the row in between.
    #[error("changed in between")]
    Conflict,
    /// A row that cannot be: damaged, or written by hand.
    #[error("impossible row in {0}")]
    Impossible(&'static str),
    /// A row that is not as it was written: its sum is another.
    #[error("a row of {0} was changed by somebody else than this program")]
    Altered(&'static str),
    /// The schema is newer than this program, or not ours.
    #[error(
        "the database has schema {found}, this program knows up to {known}: start a newer version of watchpost"
    )]
    UnknownSchema { found: i64, known: i64 },
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

impl Error {
    /// Whether a row was there already that may be there once.
    pub fn is_double(&self) -> bool {
        let Self::Database(error) = self else {
            return false;
        };
        error
            .as_database_error()
            .is_some_and(sqlx::error::DatabaseError::is_unique_violation)
    }
}

pub type Result<T, E = Error> = std::result::Result<T, E>;
