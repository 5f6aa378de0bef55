//! Doors for programs and for the curious: the API, the public log, health.

use watchpost_web::{PlatformState, Routes};

/// All routes of this crate.
pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
}
