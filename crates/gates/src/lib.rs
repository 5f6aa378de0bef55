//! Doors for programs and for the curious: the API, the public log, open data, health.

mod api;
mod calendar;
mod companies;
mod data;
mod health;
mod log;

#[doc(hidden)]
pub use api::is_report;

use watchpost_web::{PlatformState, Routes};

/// All routes of this crate.
pub fn routes<S: PlatformState>() -> Routes<S> {
    health::routes()
        .merge(log::routes())
        .merge(api::routes())
        .merge(calendar::routes())
        .merge(companies::routes())
        .merge(data::routes())
}
