//! Accounts: signing in proves who somebody is; unlocking, apart from it and with another secret, gives what they can read.

mod attempts;
mod enrol;
pub mod operator;
mod own;
mod session;
mod signin;
mod totp;
mod turns;

pub(crate) use attempts::Attempts;
pub use enrol::{Enrolled, Enrolling, Invited, WaitingInvitation};
pub use own::{NewAuthenticator, OwnAccount};
pub use session::{Session, SessionSeen};
pub use signin::SignedIn;
pub(crate) use signin::seed_of_nobody;
pub use totp::Totp;
pub(crate) use turns::{Lane, Turns};

use watchpost_domain::{Problem, problem::clean_text};

use crate::{Error, Platform};

/// Shortest passphrase, in characters. Long ones of several words are asked for, not signs of every kind (NIST SP 800-63B).
pub(crate) const PASSPHRASE_MIN: usize = 12;
const PASSPHRASE_MAX: usize = 200;
/// Sessions end when they were not used for so long, and at the latest after so long, in seconds.
pub(crate) const SESSION_IDLE: i64 = 4 * 3600;
pub(crate) const SESSION_LIFE: i64 = 24 * 3600;
/// The same for what is unlocked.
pub(crate) const UNLOCK_IDLE: i64 = 30 * 60;
pub(crate) const UNLOCK_LIFE: i64 = 12 * 3600;
/// A clock may be set back by so many seconds, as it is when it is corrected, without ending anything.
const CLOCK_STEP: i64 = 120;

/// Whether what began at `since` is over after `life` seconds. What lies in the future was written before the clock was set back: if
/// it did not end as well, nobody could tell when it would.
pub(crate) fn is_over(since: i64, now: i64, life: i64) -> bool {
    !(-CLOCK_STEP..life).contains(&(now - since))
}

/// What the member's keys are wrapped for, under passphrase and recovery code.
pub(crate) const KEYS: &str = "member";

/// Where the authenticator's seed lies: what its sealing is bound to.
pub(crate) const SEED_TABLE: &str = "login";
pub(crate) const SEED_COLUMN: &str = "totp";

/// The name to sign in with, as it is compared: small letters, digits, `.`, `-` and `_`.
pub(crate) fn login_name(raw: &str) -> Result<String, Problem> {
    let name = clean_text(raw, 60)?.to_lowercase();
    match name.chars().count() {
        0 => Err(Problem::Required),
        1..=2 => Err(Problem::TooShort { min: 3 }),
        _ if name
            .chars()
            .all(|c| c.is_alphanumeric() || ".-_@".contains(c)) =>
        {
            Ok(name)
        }
        _ => Err(Problem::BadCharacters),
    }
}

/// Whether somebody can sign in under such a name.
pub fn is_login_name(raw: &str) -> bool {
    login_name(raw).is_ok()
}

/// Checks a passphrase that somebody chooses.
pub(crate) fn new_passphrase(raw: &str) -> Result<(), Problem> {
    match raw.chars().count() {
        0 => Err(Problem::Required),
        n if n < PASSPHRASE_MIN => Err(Problem::TooShort {
            min: PASSPHRASE_MIN,
        }),
        n if n > PASSPHRASE_MAX => Err(Problem::TooLong {
            max: PASSPHRASE_MAX,
        }),
        // One sign again and again is long and nothing else.
        _ if raw.chars().all(|c| raw.starts_with(c)) => Err(Problem::BadCharacters),
        _ => Ok(()),
    }
}

impl Platform {
    /// Stretches a passphrase for somebody who is known, in their turn: each takes 64 MiB of memory.
    pub(crate) async fn stretch<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        self.stretching.take(Lane::Known, work).await
    }

    /// The second that sessions are counted in.
    pub(crate) fn second(&self) -> i64 {
        self.now().as_second()
    }
}
