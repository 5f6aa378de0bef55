//! Doors for programs and for the curious: the API, the public log, health.

mod api;
mod health;
mod log;

use watchpost_web::{PlatformState, Routes};

/// All routes of this crate.
pub fn routes<S: PlatformState>() -> Routes<S> {
    health::routes().merge(log::routes()).merge(api::routes())
}
