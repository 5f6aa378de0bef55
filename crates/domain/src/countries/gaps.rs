//! What is missing: what nobody looked for, what was looked for and not found, what is too old to rely on, and what the law itself leaves
//! out. When something is too old and what a law leaves out is policy data, `vocabulary/law_gaps.toml`.
//!
//! A law has a gap only where a source says so. What nobody knows is no gap of the law: it is one of ours.

use super::{Field, Held, Known, RouteKey, Stands, compare::cell};
use crate::{
    Day,
    registry::{Until, Validity},
    remedies::Kind,
};

mod data;
mod holds;

pub use data::{GapRules, LAW_GAPS, LawGap, NeedlessIf, NoRoute, Test};
pub use holds::{Finding, Holds};

/// A field of which nothing is known, and of which route.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lack {
    pub field: Field,
    /// Only of what is said of a route; the door alone where no route is known.
    pub route: Option<RouteKey>,
}

/// Something that was so when its source was seen, and may long be otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Old<'a> {
    pub field: Field,
    pub held: Held<'a>,
    /// The last day of which its source tells.
    pub as_of: Day,
    /// After how many years it is too old.
    pub years: u32,
}

/// All that is missing of one country.
#[derive(Debug, Clone)]
pub struct Gaps<'p, 'a> {
    pub nobody_looked: Vec<Lack>,
    /// With where it was looked for.
    pub not_found: Vec<(Lack, Held<'a>)>,
    pub old: Vec<Old<'a>>,
    /// Every gap that the rules know, with whether the law has it.
    pub law: Vec<Finding<'p, 'a>>,
}

impl<'p, 'a> Gaps<'p, 'a> {
    /// Of what was held of a country.
    pub fn of(known: &Known<'a>, rules: &'p GapRules, today: Day) -> Self {
        let mut gaps = Self {
            nobody_looked: Vec::new(),
            not_found: Vec::new(),
            old: old(known, rules, today),
            law: rules.gaps.iter().map(|gap| gap.of(known)).collect(),
        };
        let fields = Field::ALL.iter().copied().filter(|field| field.is_asked());
        for field in fields {
            match field.is_of_route() && field != Field::RouteKind {
                true => gaps.of_routes(known, field),
                false if !rules.is_needless(field, known) => gaps.field(known, field),
                false => {}
            }
        }
        gaps
    }

    fn field(&mut self, known: &Known<'a>, field: Field) {
        let cell = cell(known, field);
        let lack = Lack { field, route: None };
        match (cell.stands, cell.sought.first()) {
            (Stands::Missing, _) => self.nobody_looked.push(lack),
            (Stands::NotFound, Some(held)) => self.not_found.push((lack, *held)),
            _ => {}
        }
    }

    /// What is not known of each route that takes something.
    fn of_routes(&mut self, known: &Known<'a>, field: Field) {
        let cell = cell(known, field);
        for route in takers(known) {
            let is_told = |held: Held<'_>| held.claim.fact.says.route() == Some(route);
            if cell.best().any(is_told) {
                continue;
            }
            let lack = Lack {
                field,
                route: Some(route.clone()),
            };
            let mut sought = cell.sought.iter();
            let sought = sought.find(|held| {
                let of = held.claim.fact.says.route();
                of.is_none_or(|of| of == route)
            });
            match sought {
                Some(held) => self.not_found.push((lack, *held)),
                None => self.nobody_looked.push(lack),
            }
        }
    }
}

/// The routes that take a complaint or a tip.
fn takers<'a>(known: &Known<'a>) -> Vec<&'a RouteKey> {
    let takes = [Kind::FormalComplaint, Kind::IntelligenceReport].map(Kind::code);
    let kinds = cell(known, Field::RouteKind);
    let routes = kinds.best().filter_map(|held| {
        let says = &held.claim.fact.says;
        let takes = says.option().is_some_and(|kind| takes.contains(&kind));
        says.route().filter(|_| takes)
    });
    routes.collect()
}

/// What is believed most, and is too old all the same.
fn old<'a>(known: &Known<'a>, rules: &GapRules, today: Day) -> Vec<Old<'a>> {
    let found = known.matters().filter_map(|(field, matter)| {
        let held = matter.best();
        let as_of = last_told(&held.claim.valid, held.claim.source.seen)?;
        let years = rules.years(field);
        (as_of < before(today, years)).then_some(Old {
            field,
            held,
            as_of,
            years,
        })
    });
    found.collect()
}

/// The last day of which a source itself tells. What it says to have ended does not grow old.
fn last_told(valid: &Validity, seen: Day) -> Option<Day> {
    match (valid.until, valid.from) {
        (Until::On(_), _) => None,
        (Until::GoesOn, Some(from)) => Some(seen.max(from.last())),
        (Until::NotSaid, Some(from)) => Some(from.last()),
        (_, None) => Some(seen),
    }
}

/// The same day, so many years before.
fn before(today: Day, years: u32) -> Day {
    let span = jiff::Span::new().try_years(i64::from(years));
    let date = span.map_or(today.date(), |span| today.date().saturating_sub(span));
    Day::from_date(date)
}
