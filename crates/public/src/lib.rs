//! Pages that need no login: the front door, reporting, following a report up. No script, and no cookie before a draft.

mod code;
mod companies;
mod followup;
mod home;
mod kept;
mod procedure;
mod refused;
mod report;
mod statistics;

use watchpost_web::{PlatformState, Routes};

/// All routes of this crate.
pub fn routes<S: PlatformState>() -> Routes<S> {
    home::routes()
        .merge(code::routes())
        .merge(companies::routes())
        .merge(procedure::routes())
        .merge(statistics::routes())
        .merge(report::routes())
        .merge(followup::routes())
}
