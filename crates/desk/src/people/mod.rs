//! The people of a desk: who reads, who is invited, who waits to be let in.

mod join;
mod list;
mod person;

use watchpost_domain::policy::{Role, Roles};
use watchpost_web::{Choice, Door, Fields, Layout, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    const SIGN: Door = Door::Member("desk.sign-roster");
    const INVITE: Door = Door::Member("desk.invite");
    Routes::new()
        .get("/desk/people", Door::Member("desk.know"), list::show::<S>)
        .post("/desk/people/invite", INVITE, list::invite::<S>)
        .post("/desk/people/take-back", INVITE, list::take_back::<S>)
        .post("/desk/people/sign", SIGN, list::sign::<S>)
        .post("/desk/people/drop", SIGN, list::drop_waiting::<S>)
        .get(
            "/desk/people/{member}",
            Door::Member("desk.know"),
            person::show::<S>,
        )
        .post("/desk/people/{member}/admit", SIGN, person::admit::<S>)
        .post("/desk/people/{member}/roles", SIGN, person::roles::<S>)
        .post("/desk/people/{member}/remove", SIGN, person::remove::<S>)
        .post(
            "/desk/people/{member}/hand-on",
            Door::Member("desk.keep-identities"),
            person::hand_on::<S>,
        )
        .get("/join/{invitation}", Door::Public, join::ask::<S>)
        .post("/join/{invitation}", Door::Public, join::begin::<S>)
        .post("/join/{invitation}/code", Door::Public, join::finish::<S>)
}

/// The roles as boxes to tick, each with what it means.
fn role_choices(layout: &Layout) -> Vec<Choice> {
    let t = layout.text;
    let choice = |role: Role| {
        Choice::new(role.code(), t.named("role", role.code()))
            .hint(t.named("role", &format!("{}-explained", role.code())))
    };
    Role::ALL.into_iter().map(choice).collect()
}

/// The roles that were ticked.
fn ticked(typed: &Fields) -> Roles {
    Roles::of(typed.get_all("roles").filter_map(Role::from_code))
}

/// Roles in words.
pub(crate) fn role_words(layout: &Layout, roles: Roles) -> String {
    let words: Vec<String> = roles
        .iter()
        .map(|r| layout.text.named("role", r.code()))
        .collect();
    layout.text.list(&words)
}
