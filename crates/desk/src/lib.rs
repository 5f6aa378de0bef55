//! The working area of those who are signed in: inbox and cases.

mod cases;
mod member;
mod sign;

use watchpost_web::{PlatformState, Routes};

/// All routes of this crate.
pub fn routes<S: PlatformState>() -> Routes<S> {
    sign::routes().merge(cases::routes())
}
