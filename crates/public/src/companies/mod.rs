//! Companies: what sources say of each of them, on any day.

mod list;
mod show;

use watchpost_web::{Door, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/companies", Door::Public, list::show::<S>)
        .get("/companies/{slug}", Door::Public, show::show::<S>)
}
