//! Reading a legal profile: whole or not at all, every value with where it comes from, and every fault with its line.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{
    super::{
        Code, Doors, Fault, What, Words,
        reading::{Reading, TEXT_MAX, raw},
    },
    Basis, Claim, Cost, Kind, LegalProfile, Limit, Review, Route, Who,
};
use crate::{
    Day,
    intake::{places::is_country, question::OUTCOMES},
};

/// Longest time, in years, after which a route can be closed.
const YEARS_MOST: u32 = 50;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    country: Spanned<String>,
    version: u32,
    as_of: Date,
    status: Review,
    note: Spanned<Words>,
    #[serde(default)]
    not_known: Vec<Spanned<Code>>,
    source: Vec<RawSource>,
    route: Vec<RawRoute>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    code: Spanned<Code>,
    url: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClaim<T> {
    is: Spanned<T>,
    basis: Basis,
    source: Option<Spanned<Code>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRoute {
    door: Spanned<Code>,
    kind: RawClaim<Kind>,
    body: Option<RawClaim<String>>,
    who_may: Option<RawClaim<Vec<Who>>>,
    languages: Option<RawClaim<Vec<String>>>,
    cost: Option<RawClaim<Cost>>,
    time_limit: Option<RawClaim<RawLimit>>,
    anonymous: Option<RawClaim<bool>>,
    remedy: Option<RawClaim<Vec<Spanned<Code>>>>,
    retaliation_protection: Option<RawClaim<bool>>,
    note: Option<Spanned<Words>>,
    #[serde(default)]
    not_known: Vec<Spanned<Code>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimit {
    days: Option<i64>,
    months: Option<i64>,
    years: Option<i64>,
}

/// The pages that were read, and which of them something was taken from.
struct Sources {
    pages: BTreeMap<Code, String>,
    used: BTreeSet<Code>,
}

fn plain<T>(_: &mut Reading<'_>, is: Spanned<T>) -> T {
    is.into_inner()
}

impl Reading<'_> {
    fn claim<T, U>(
        &mut self,
        of: &str,
        sources: &mut Sources,
        raw: RawClaim<T>,
        make: impl FnOnce(&mut Self, Spanned<T>) -> U,
    ) -> Claim<U> {
        if raw.basis == Basis::Seen && raw.source.is_none() {
            self.fault(&raw.is.span(), What::NoSource(of.to_owned()));
        }
        let source = raw.source.and_then(|code| {
            sources.used.insert(code.as_ref().clone());
            let page = sources.pages.get(code.as_ref()).cloned();
            if page.is_none() {
                let (kind, named) = ("source", code.as_ref().clone());
                self.fault(&code.span(), What::Unknown { kind, code: named });
            }
            page
        });
        Claim {
            is: make(self, raw.is),
            basis: raw.basis,
            source,
        }
    }

    fn limit(&mut self, of: &str, raw: Spanned<RawLimit>) -> Limit {
        let at = raw.span();
        let raw = raw.into_inner();
        let number = |n: i64, most: u32| {
            { u32::try_from(n).ok() }.filter(|n| (1..=YEARS_MOST * most).contains(n))
        };
        let limit = match (raw.days, raw.months, raw.years) {
            (Some(days), None, None) => number(days, 366).map(Limit::Days),
            (None, Some(months), None) => number(months, 12).map(Limit::Months),
            (None, None, Some(years)) => number(years, 1).map(Limit::Years),
            _ => None,
        };
        if limit.is_none() {
            self.fault(&at, What::BadLimit(of.to_owned()));
        }
        limit.unwrap_or(Limit::Days(1))
    }

    /// Every field is given or said not to be known, and not both. Where there is no route, there is nothing to say of it.
    fn said(&mut self, raw: &RawRoute) {
        let of = raw.door.as_ref();
        let fields = [
            ("body", raw.body.is_some()),
            ("who_may", raw.who_may.is_some()),
            ("languages", raw.languages.is_some()),
            ("cost", raw.cost.is_some()),
            ("time_limit", raw.time_limit.is_some()),
            ("anonymous", raw.anonymous.is_some()),
            ("remedy", raw.remedy.is_some()),
            (
                "retaliation_protection",
                raw.retaliation_protection.is_some(),
            ),
        ];
        let is_route = matches!(
            raw.kind.is.as_ref(),
            Kind::FormalComplaint | Kind::IntelligenceReport
        );
        for (field, given) in fields {
            let unknown = raw.not_known.iter().find(|code| code.as_ref() == field);
            let of = of.clone();
            match (given, unknown) {
                (true, Some(at)) => {
                    let field = field.to_owned();
                    self.fault(&at.span(), What::TwoMinds { of, field });
                }
                (false, None) if is_route => {
                    self.fault(&raw.door.span(), What::Unsaid { of, field });
                }
                _ => {}
            }
        }
        let is_field = |code: &str| fields.iter().any(|(field, _)| *field == code);
        self.known("field", raw.not_known.clone(), is_field);
    }

    fn route(&mut self, doors: &Doors, sources: &mut Sources, raw: RawRoute) -> Route {
        self.said(&raw);
        let of = raw.door.as_ref().clone();
        self.known("door", vec![raw.door], |code| doors.door(code).is_some());
        let is_wish = |code: &str| OUTCOMES.contains(&code);
        Route {
            kind: self.claim(&of, sources, raw.kind, plain),
            body: raw.body.map(|c| self.claim(&of, sources, c, plain)),
            who_may: raw.who_may.map(|c| self.claim(&of, sources, c, plain)),
            languages: raw.languages.map(|c| self.claim(&of, sources, c, plain)),
            cost: raw.cost.map(|c| self.claim(&of, sources, c, plain)),
            time_limit: (raw.time_limit)
                .map(|c| self.claim(&of, sources, c, |r, is| r.limit(&of, is))),
            anonymous: raw.anonymous.map(|c| self.claim(&of, sources, c, plain)),
            remedy: raw.remedy.map(|c| {
                let wishes =
                    |r: &mut Self, is: Spanned<_>| r.known("wish", is.into_inner(), is_wish);
                self.claim(&of, sources, c, wishes)
            }),
            retaliation_protection: (raw.retaliation_protection)
                .map(|c| self.claim(&of, sources, c, plain)),
            note: raw.note.map(|note| self.words(&of, note, TEXT_MAX)),
            door: of.clone(),
        }
    }

    /// The pages that were read, by code, and where each stands.
    fn sources(&mut self, raw: Vec<RawSource>) -> (Sources, Vec<Spanned<Code>>) {
        self.once(raw.iter().map(|source| &source.code));
        let (mut pages, mut places) = (BTreeMap::new(), Vec::new());
        for source in raw {
            let url = source.url.as_ref().clone();
            if !url.starts_with("https://") && !url.starts_with("http://") {
                self.fault(&source.url.span(), What::NotAnAddress(url.clone()));
            }
            pages.insert(source.code.as_ref().clone(), url);
            places.push(source.code);
        }
        let used = BTreeSet::new();
        (Sources { pages, used }, places)
    }

    /// Of every door that depends on the country something is said, if only that nothing is known.
    fn doors_said(&mut self, doors: &Doors, raw: &Raw) {
        let at = raw.country.span();
        for door in doors.doors.iter().filter(|door| door.needs_profile) {
            let unknown = raw.not_known.iter().find(|c| *c.as_ref() == door.code);
            let routed = raw.route.iter().any(|r| *r.door.as_ref() == door.code);
            match (routed, unknown) {
                (false, None) => self.fault(&at, What::DoorUnsaid(door.code.clone())),
                (true, Some(code)) => {
                    let (of, field) = ("not_known".to_owned(), door.code.clone());
                    self.fault(&code.span(), What::TwoMinds { of, field });
                }
                _ => {}
            }
        }
    }
}

impl LegalProfile {
    /// Reads a profile as it is written, for these doors and in their languages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, doors: &Doors) -> Result<Self, Vec<Fault>> {
        let (profile, reading) = Self::read_through(text, doors)?;
        reading.whole(profile)
    }

    /// Reads one that was whole for the doors of its time. What it says of doors that are no more opens nothing; of a door that it does not
    /// name, nothing is known.
    ///
    /// # Errors
    /// It cannot be read at all.
    pub fn read_kept(text: &str, doors: &Doors) -> Result<Self, Vec<Fault>> {
        Ok(Self::read_through(text, doors)?.0)
    }

    fn read_through<'a>(text: &'a str, doors: &Doors) -> Result<(Self, Reading<'a>), Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let mut reading = Reading::new(text, &doors.languages);
        if !is_country(raw.country.as_ref()) {
            let (kind, code) = ("country", raw.country.as_ref().clone());
            reading.fault(&raw.country.span(), What::Unknown { kind, code });
        }
        reading.doors_said(doors, &raw);
        let (mut sources, places) = reading.sources(raw.source);
        let is_door = |code: &str| doors.door(code).is_some();
        let profile = LegalProfile {
            country: raw.country.into_inner(),
            version: raw.version,
            as_of: Day::from_date(raw.as_of),
            status: raw.status,
            note: reading.words("note", raw.note, TEXT_MAX),
            routes: { raw.route.into_iter() }
                .map(|route| reading.route(doors, &mut sources, route))
                .collect(),
            not_known: reading.known("door", raw.not_known, is_door),
        };
        for place in { places.iter() }.filter(|p| !sources.used.contains(p.as_ref())) {
            reading.fault(&place.span(), What::UnusedSource(place.as_ref().clone()));
        }
        Ok((profile, reading))
    }
}

#[cfg(test)]
mod tests;
