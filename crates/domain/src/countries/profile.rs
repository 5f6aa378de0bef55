//! The routes that doors are proposed from ([`LegalProfile`]), as they are claimed of a country.

use std::collections::BTreeMap;

use super::{Held, Known, Matter, RouteKey, Says};
use crate::{
    Day,
    registry::Country,
    remedies::{Claim, Code, Doors, Kind, LegalProfile, Review, Route, Words},
};

/// What a profile says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub country: Country,
    pub version: u32,
    /// The day on which it was last looked at as a whole.
    pub as_of: Day,
    pub status: Review,
    /// What everybody should know who reads it.
    pub note: Words,
    /// Doors of which nothing is known here ([`not_known`]).
    pub not_known: Vec<Code>,
}

/// The doors that depend on the country, and of which no route is known.
pub fn not_known(known: &Known<'_>, doors: &Doors) -> Vec<Code> {
    let routes = routes(known);
    let is_routed = |door: &Code| routes.iter().any(|route| route.door == *door);
    let needed = doors.doors.iter().filter(|door| door.needs_profile);
    let needed = needed.map(|door| door.code.clone());
    needed.filter(|door| !is_routed(door)).collect()
}

impl LegalProfile {
    /// Of what was held of a country. Each value is the one that is believed most; one that is in dispute is still one.
    pub fn of(known: &Known<'_>, head: Head) -> Self {
        LegalProfile {
            country: head.country,
            version: head.version,
            as_of: head.as_of,
            status: head.status,
            note: head.note,
            routes: routes(known),
            not_known: head.not_known,
        }
    }
}

/// In the order in which they were first recorded.
fn routes(known: &Known<'_>) -> Vec<Route> {
    let mut routes: BTreeMap<&RouteKey, (i64, Route)> = BTreeMap::new();
    for (_, matter) in known.matters() {
        let best = matter.best();
        let says = &best.claim.fact.says;
        let (Some(key), true) = (says.route(), says.is_value()) else {
            continue;
        };
        let (serial, route) = routes
            .entry(key)
            .or_insert_with(|| (i64::MAX, unknown(key, best)));
        *serial = (*serial).min(first(matter));
        fill(route, best);
    }
    let mut routes: Vec<(i64, Route)> = routes.into_values().collect();
    routes.sort_by_key(|(serial, _)| *serial);
    routes.into_iter().map(|(_, route)| route).collect()
}

fn first(matter: &Matter<'_>) -> i64 {
    let serials = matter.ranked().map(|held| held.record.serial);
    serials.min().unwrap_or(i64::MAX)
}

/// A route of which something is known, and not yet what it takes.
fn unknown(key: &RouteKey, of: Held<'_>) -> Route {
    Route {
        door: key.door.clone(),
        kind: claim(of, Kind::NotKnown),
        body: None,
        who_may: None,
        languages: None,
        cost: None,
        time_limit: None,
        anonymous: None,
        remedy: None,
        retaliation_protection: None,
        note: None,
    }
}

fn claim<T>(held: Held<'_>, is: T) -> Claim<T> {
    Claim {
        is,
        basis: held.claim.fact.basis,
        source: held.claim.source.address.clone(),
    }
}

fn fill(route: &mut Route, held: Held<'_>) {
    match &held.claim.fact.says {
        Says::RouteKind(of) => route.kind = claim(held, of.is),
        Says::RouteBody(of) => route.body = Some(claim(held, of.is.0.clone())),
        Says::RouteWho(of) => route.who_may = Some(claim(held, of.is.clone())),
        Says::RouteLanguages(of) => route.languages = Some(claim(held, of.is.clone())),
        Says::RouteCost(of) => route.cost = Some(claim(held, of.is)),
        Says::RouteTimeLimit(of) => route.time_limit = Some(claim(held, of.is)),
        Says::RouteAnonymous(of) => route.anonymous = Some(claim(held, of.is)),
        Says::RouteRemedy(of) => route.remedy = Some(claim(held, of.is.clone())),
        Says::RouteProtection(of) => route.retaliation_protection = Some(claim(held, of.is)),
        Says::RouteNote(of) => route.note = Some(of.is.clone()),
        _ => {}
    }
}
