//! The time, told in one place, so that tests can set it.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::Timestamp;

/// Where the time comes from.
#[derive(Clone)]
pub enum Clock {
    /// The machine's.
    System,
    /// Seconds since 1970 that a test sets.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until it is moved.
    pub fn standing(at: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.as_second())))
    }

    /// Moves a set clock; the machine's is not ours to move.
    pub fn advance(&self, seconds: i64) {
        if let Clock::Set(at) = self {
            at.fetch_add(seconds, Ordering::SeqCst);
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine for the time"
    )]
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::Set(at) => {
                Timestamp::from_second(at.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
            }
        }
    }
}
