//! Cases that are alike: what was found, and what is done with it.

mod alike;
mod found;
mod words;

pub(crate) use alike::line as alike_line;

use watchpost_web::{Door, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    const LINK: Door = Door::Member("case.link");
    const UNLINK: Door = Door::Member("case.unlink");
    Routes::new()
        .get(
            "/desk/patterns",
            Door::Member("desk.see-patterns"),
            found::show::<S>,
        )
        .get(
            "/desk/cases/{id}/alike",
            Door::Member("case.see-alike"),
            alike::show::<S>,
        )
        .post("/desk/cases/{id}/alike", LINK, alike::link::<S>)
        .post("/desk/cases/{id}/alike/apart", UNLINK, alike::apart::<S>)
        .post("/desk/cases/{id}/alike/out", UNLINK, alike::out::<S>)
        .post("/desk/cases/{id}/alike/keep", UNLINK, alike::keep::<S>)
        .post("/desk/cases/{id}/alike/carry", LINK, alike::carry::<S>)
}
