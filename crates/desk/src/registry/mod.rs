//! The registry at the desk: all that is known of companies, written down, corrected, put together and apart.

mod enter;
mod fields;
mod group;
mod list;
mod read;
mod record;
mod show;

use watchpost_domain::registry::Slug;
use watchpost_web::{Door, Oops, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    let see = Door::Member("registry.see");
    let keep = Door::Member("registry.keep");
    Routes::new()
        .get("/desk/companies", see, list::show::<S>)
        .get("/desk/companies/new", keep, enter::ask::<S>)
        .post("/desk/companies/new", keep, enter::take::<S>)
        .get("/desk/companies/{slug}", see, show::show::<S>)
        .get(
            "/desk/companies/{slug}/record/{kind}",
            keep,
            record::ask::<S>,
        )
        .post(
            "/desk/companies/{slug}/record/{kind}",
            keep,
            record::take::<S>,
        )
        .get(
            "/desk/companies/{slug}/records/{record}",
            keep,
            record::look::<S>,
        )
        .post(
            "/desk/companies/{slug}/records/{record}",
            keep,
            record::correct::<S>,
        )
        .post(
            "/desk/companies/{slug}/records/{record}/take-back",
            keep,
            record::take_back::<S>,
        )
        .get("/desk/companies/{slug}/group", keep, group::ask::<S>)
        .post("/desk/companies/{slug}/merge", keep, group::merge::<S>)
        .post("/desk/companies/{slug}/split", keep, group::split::<S>)
        .post("/desk/companies/{slug}/undo", keep, group::undo::<S>)
}

fn slug(text: &str) -> Result<Slug, Oops> {
    text.parse().map_err(|_| Oops::NotFound)
}
