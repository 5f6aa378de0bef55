//! The Code, paragraph by paragraph, in our own words: what it asks for, of whom, and where other frameworks speak of the same.

mod list;
mod paragraph;

use watchpost_domain::conduct::Conduct;
use watchpost_web::{Door, Oops, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new().get("/code", Door::Public, list::show).get(
        "/code/{paragraph}",
        Door::Public,
        paragraph::show::<S>,
    )
}

/// What the program knows of the Code.
fn conduct() -> Result<&'static Conduct, Oops> {
    Conduct::known().ok_or(Oops::Internal(60))
}
