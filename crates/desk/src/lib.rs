//! The working area of those who are signed in: inbox, cases, people and the desk's own affairs.

use watchpost_web::{PlatformState, Routes};

/// All routes of this crate.
pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
}
