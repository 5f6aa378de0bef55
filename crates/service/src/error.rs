//! What a use case can answer instead of its result: few cases, each of which a door acts on differently.

use watchpost_domain::{
    Denied, Problems,
    cases::ActError,
    emergency::Refusal,
    procedure::{Code, Need},
    team::Guarded,
};

/// Why something was not done. Doors turn it into a page, a JSON problem or an exit status, in one place each.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The policy said no; a hidden thing and a missing one are the same.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Something typed cannot be taken; nothing was changed.
    #[error("something typed cannot be taken")]
    Invalid(Problems),
    /// Somebody else changed it in between, or it is so already; nothing was lost, look again.
    #[error("changed in between")]
    Conflict,
    /// The state does not allow it, or not to them; these acts are allowed now, each with who may do it.
    #[error("not from where the case stands")]
    NotNow(Vec<(Code, Vec<Code>)>),
    /// Something must be so before.
    #[error("something is missing")]
    Needs(Vec<Need>),
    /// Nobody looks over what they did themselves: somebody else has to.
    #[error("somebody else has to do it")]
    NeedsAnother,
    /// A second person has to agree to exactly this before; who of those that read the case could.
    #[error("a second person has to agree first")]
    NeedsSecond(Guarded, Vec<String>),
    /// Somebody else looks at what is told here: it is written down first.
    #[error("it has to be written down and looked at first")]
    NeedsDraft,
    /// A narrow case is not asked for, or not opened, in an emergency, and why.
    #[error("not opened in an emergency")]
    Emergency(Refusal),
    /// Nobody is signed in (any more).
    #[error("signed out")]
    SignedOut,
    /// The member's keys are locked.
    #[error("locked")]
    Locked,
    /// Too many tries; waiting helps.
    #[error("too often")]
    TooOften,
    /// Larger than may be sent.
    #[error("too large")]
    TooLarge,
    /// The disk is nearly full: texts may still be taken, files not.
    #[error("no space for files")]
    NoSpace,
    /// The database, the files or the keys cannot be reached now; trying later helps.
    #[error("unavailable")]
    Unavailable,
    /// The keys at hand are not those that the database was made with; which of them differs.
    #[error("the key `{0}` does not belong to this database: it is another installation's")]
    OtherKeys(String),
    /// Something that should not happen; the number says where.
    #[error("internal error {0}")]
    Internal(u32),
}

/// What SQLite says when its fsync failed.
const SQLITE_IOERR_FSYNC: &str = "1034";
/// What PostgreSQL says when two waited for each other and one had to go: somebody was faster.
const DEADLOCK: &str = "40P01";

/// Ends the process: whoever starts it again finds what was durable, and nothing else.
#[expect(
    clippy::disallowed_methods,
    reason = "no way back to main may acknowledge anything"
)]
fn the_disk_failed() -> ! {
    tracing::error!("the disk did not keep what was written; the process ends");
    std::process::exit(74)
}

impl From<watchpost_store::Error> for Error {
    fn from(error: watchpost_store::Error) -> Self {
        use watchpost_store::Error as E;
        match error {
            E::Denied(denied) => Error::Denied(denied),
            E::Conflict => Error::Conflict,
            E::Impossible(table) => {
                tracing::error!(table, "a row that cannot be");
                Error::Internal(20)
            }
            E::Altered(table) => {
                tracing::error!(table, "a row is not as it was written");
                Error::Unavailable
            }
            E::UnknownSchema { found, known } => {
                tracing::error!(found, known, "unknown schema");
                Error::Unavailable
            }
            E::Database(error) => {
                let failed = error.as_database_error().and_then(|e| e.code());
                if failed.as_deref() == Some(SQLITE_IOERR_FSYNC) {
                    the_disk_failed();
                }
                if failed.as_deref() == Some(DEADLOCK) {
                    return Error::Conflict;
                }
                // The text of a database's error can quote values; its kind cannot.
                tracing::error!(
                    code = error.as_database_error().and_then(|e| e.code()).as_deref(),
                    "database"
                );
                Error::Unavailable
            }
        }
    }
}

impl From<watchpost_files::Error> for Error {
    fn from(error: watchpost_files::Error) -> Self {
        match error {
            watchpost_files::Error::NotEnoughSpace => Error::NoSpace,
            // After an fsync that failed nobody knows what is on the disk: nothing may be acknowledged any more.
            error if error.is_fatal() => the_disk_failed(),
            _ => {
                tracing::error!("files");
                Error::Unavailable
            }
        }
    }
}

impl From<watchpost_vault::OpenError> for Error {
    fn from(_: watchpost_vault::OpenError) -> Self {
        tracing::error!("a sealed thing could not be opened");
        Error::Internal(30)
    }
}

impl From<ActError> for Error {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Invalid(problems) => Error::Invalid(problems),
            ActError::NotFromHere { allowed } => Error::NotNow(allowed),
            ActError::Needs(needs) => Error::Needs(needs),
            ActError::NotYourOwn => Error::NeedsAnother,
            ActError::Emergency(why) => Error::Emergency(why),
            ActError::Already | ActError::LastReader | ActError::NeedsSecond | ActError::Itself => {
                Error::Conflict
            }
        }
    }
}
