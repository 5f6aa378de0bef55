//! Pages that need no login: the front door, reporting, following a report up.

use watchpost_web::{PlatformState, Routes};

/// All routes of this crate.
pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
}
