//! Of what was promised, what a party is told: which, and in what words.

use watchpost_domain::{PartId, cases::content::ReleasePart, rooms::ToldPromise};
use watchpost_service::rooms::ToldSide;
use watchpost_web::{Choice, Field, Fields, Form, Layout};

/// Which promises are told, and the words of each. `before` is what was written down last, `wanted` the one that they came to tell of.
pub(super) fn fields(
    layout: &Layout,
    side: &ToldSide,
    before: Option<&ReleasePart>,
    (form, is_fresh, wanted): (&Form, bool, Option<PartId>),
) -> Vec<Field> {
    if side.promises.is_empty() {
        return Vec::new();
    }
    let t = layout.text;
    let kinds = &side.procedure.tracker.kinds;
    let which = side.promises.iter().map(|one| {
        let kind = { kinds.iter() }.find(|kind| kind.code == one.kind);
        let kind = kind.map_or(one.kind.as_str(), |kind| kind.name.text(layout.lang()));
        let by = t.remedy_by_then(t.date(one.due.date()));
        Choice::new(one.commitment.to_string(), format!("{kind} · {by}"))
    });
    let drafted = |one: &ToldPromise| {
        let mut told = before.into_iter().flat_map(|part| &part.snapshot.promises);
        told.find(|told| told.commitment == one.commitment)
    };
    let is_chosen = |one: &&ToldPromise| Some(one.commitment) == wanted || drafted(one).is_some();
    let chosen = { side.promises.iter() }.filter(is_chosen);
    let chosen: Vec<String> = chosen.map(|one| one.commitment.to_string()).collect();
    let which = form.checks("promise", t.tell_promises(), which.collect());
    let mut all = vec![which.optional().values(chosen)];
    for one in &side.promises {
        let words = drafted(one).unwrap_or(one);
        let value = |text: &String| match is_fresh {
            true => text.clone(),
            false => String::new(),
        };
        let name = |text: &str| one.field(text);
        let what = form.area(&name("promised-what"), t.told_promise_what(), 3);
        let who = form.line(&name("promised-who"), t.remedy_who());
        let shows = form.area(&name("promised-shows"), t.remedy_shows(), 2);
        all.extend([
            what.optional().value(value(&words.what)),
            who.optional().value(value(&words.who)),
            shows.optional().value(value(&words.shows)),
        ]);
    }
    all
}

/// What was chosen, in the words that were typed.
pub(super) fn typed(side: &ToldSide, typed: &Fields) -> Vec<ToldPromise> {
    let is_chosen = |one: &&ToldPromise| {
        let own = one.commitment.to_string();
        typed.get_all("promise").any(|id| id == own)
    };
    let words = |one: &ToldPromise| {
        let text = |name: &str| typed.text(&one.field(name)).to_owned();
        ToldPromise {
            what: text("promised-what"),
            who: text("promised-who"),
            shows: text("promised-shows"),
            ..one.clone()
        }
    };
    side.promises.iter().filter(is_chosen).map(words).collect()
}
