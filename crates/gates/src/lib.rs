//! Doors for programs and for the curious: the public log, health.

mod health;
mod log;

use watchpost_web::{PlatformState, Routes};

/// All routes of this crate.
pub fn routes<S: PlatformState>() -> Routes<S> {
    health::routes().merge(log::routes())
}
