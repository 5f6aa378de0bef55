//! The working area of those who are signed in: inbox and cases, the people of the desk, the own account.

mod account;
mod audit;
mod bar;
mod cases;
mod channels;
mod emergency;
mod member;
mod numbers;
mod patterns;
mod people;
mod qr;
mod registry;
mod rooms;
mod sign;
mod team;

#[doc(hidden)]
pub use cases::filter_of;

use watchpost_web::{PlatformState, Routes};

/// All routes of this crate.
pub fn routes<S: PlatformState>() -> Routes<S> {
    sign::routes()
        .merge(cases::routes())
        .merge(rooms::routes())
        .merge(team::routes())
        .merge(emergency::routes())
        .merge(patterns::routes())
        .merge(registry::routes())
        .merge(people::routes())
        .merge(account::routes())
        .merge(channels::routes())
        .merge(numbers::routes())
        .merge(audit::routes())
}
