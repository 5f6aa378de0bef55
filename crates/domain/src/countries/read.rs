//! Reading the file of a country: whole or not at all, every value with where it comes from, and every fault with its line.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{
    Claim, CountryFile, Field, LawFact, Name, NotFound, OfRoute, RouteKey, Says, check::check,
};
use crate::{
    Day,
    intake::{places::is_country, question::OUTCOMES},
    registry::{Audience, Confidence, Dated, Said, Source, Terms, Until, Validity},
    remedies::{
        Basis, Code, Cost, Doors, Fault, Kind, Limit, Review, What, Who, Words,
        reading::{Reading, TEXT_MAX, raw},
    },
};

/// Longest time, in years, after which a route can be closed.
const YEARS_MOST: u32 = 50;
/// The door at which the regulator is.
const REGULATOR: &str = "regulator";
/// Whose word it is where nothing was read.
const AUTHORS: &str = "The authors of this file";

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
    /// Fields that somebody looked for.
    #[serde(default)]
    not_found: Vec<Spanned<Code>>,
    source: Vec<RawSource>,
    #[serde(default)]
    fact: Vec<RawFact>,
    route: Vec<RawRoute>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    code: Spanned<Code>,
    url: Spanned<String>,
    title: Option<String>,
    publisher: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFact {
    says: Spanned<Says>,
    basis: Basis,
    source: Option<Spanned<Code>>,
    /// It was so then; until when, nobody says.
    as_of: Option<Dated>,
    from: Option<Dated>,
    until: Option<Dated>,
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

/// What is read so far.
struct Filing<'a> {
    reading: Reading<'a>,
    doors: &'a Doors,
    as_of: Day,
    /// The pages that were read, and which of them something was taken from.
    pages: BTreeMap<Code, Source>,
    used: BTreeSet<Code>,
    claims: Vec<Claim>,
}

impl Filing<'_> {
    /// Where something was read. What was not is the word of whoever remembers it.
    fn source(
        &mut self,
        (of, at): (&str, &Range<usize>),
        basis: Basis,
        code: Option<Spanned<Code>>,
    ) -> Source {
        if basis == Basis::Seen && code.is_none() {
            self.reading.fault(at, What::NoSource(of.to_owned()));
        }
        let page = code.and_then(|code| {
            self.used.insert(code.as_ref().clone());
            let page = self.pages.get(code.as_ref()).cloned();
            if page.is_none() {
                let (kind, named) = ("source", code.as_ref().clone());
                let what = What::Unknown { kind, code: named };
                self.reading.fault(&code.span(), what);
            }
            page
        });
        page.unwrap_or_else(|| self.own("From memory"))
    }

    fn own(&self, title: &str) -> Source {
        Source {
            title: title.to_owned(),
            publisher: AUTHORS.to_owned(),
            address: None,
            archive: None,
            seen: self.as_of,
        }
    }

    fn add(&mut self, says: Says, basis: Basis, source: Source, valid: Validity) {
        self.claims.push(Claim {
            fact: LawFact { says, basis },
            source,
            confidence: match basis {
                Basis::Seen => Confidence::Reported,
                Basis::Remembered | Basis::Unsure => Confidence::Doubtful,
            },
            valid,
            audience: Audience::Public,
        });
    }

    /// One value of a route.
    fn part<T>(
        &mut self,
        key: &RouteKey,
        raw: Option<RawClaim<T>>,
        make: impl FnOnce(&mut Self, Spanned<T>, RouteKey) -> Says,
    ) {
        let Some(raw) = raw else {
            return;
        };
        let at = raw.is.span();
        let source = self.source((&key.door, &at), raw.basis, raw.source);
        let says = make(self, raw.is, key.clone());
        self.add(says, raw.basis, source, Validity::NOW);
    }

    fn route(&mut self, raw: RawRoute) {
        said(&mut self.reading, &raw);
        let key = self.key(raw.door);
        let (basis, source) = (raw.kind.basis, raw.kind.source.clone());
        self.part(&key, Some(raw.kind), of(Says::RouteKind));
        self.part(&key, raw.body, |_, is, route| {
            let is = Name(is.into_inner());
            Says::RouteBody(OfRoute { route, is })
        });
        self.part(&key, raw.who_may, of(Says::RouteWho));
        self.part(&key, raw.languages, of(Says::RouteLanguages));
        self.part(&key, raw.cost, of(Says::RouteCost));
        self.part(&key, raw.time_limit, |filing, is, route| {
            let is = limit(&mut filing.reading, &route.door, is);
            Says::RouteTimeLimit(OfRoute { route, is })
        });
        self.part(&key, raw.anonymous, of(Says::RouteAnonymous));
        self.part(&key, raw.remedy, |filing, is, route| {
            let is_wish = |code: &str| OUTCOMES.contains(&code);
            let is = filing.reading.known("wish", is.into_inner(), is_wish);
            Says::RouteRemedy(OfRoute { route, is })
        });
        self.part(&key, raw.retaliation_protection, of(Says::RouteProtection));
        // What a note says was read where its route was.
        let note = raw.note.map(|is| RawClaim { is, basis, source });
        self.part(&key, note, |filing, is, route| {
            let is = filing.reading.words(&route.door, is, TEXT_MAX);
            Says::RouteNote(OfRoute { route, is })
        });
    }

    /// Which route it is: one body can take complaints in one way, and tips in another.
    fn key(&mut self, door: Spanned<Code>) -> RouteKey {
        let of = door.as_ref().clone();
        let is_door = |code: &str| self.doors.door(code).is_some();
        self.reading.known("door", vec![door], is_door);
        let kinds = self.claims.iter().filter(|claim| {
            let says = &claim.fact.says;
            claim.fact.kind() == Field::RouteKind && says.route().is_some_and(|r| r.door == of)
        });
        let nth = u8::try_from(kinds.count() + 1).unwrap_or(u8::MAX);
        RouteKey { door: of, nth }
    }

    /// One other value. It is looked through like one that somebody enters.
    fn fact(&mut self, raw: RawFact) {
        let (at, says) = (raw.says.span(), raw.says.into_inner());
        let of = says.field().code();
        let source = self.source((of, &at), raw.basis, raw.source);
        if let Some(words) = says.words() {
            let words = Spanned::new(at.clone(), words.clone());
            self.reading.words(of, words, TEXT_MAX);
        }
        let valid = match (raw.as_of, raw.from, raw.until) {
            (None, None, None) => Validity::NOW,
            (None, from, until) => Validity {
                from,
                until: until.map_or(Until::GoesOn, Until::On),
            },
            (as_of, None, None) => Validity {
                from: as_of,
                until: Until::NotSaid,
            },
            _ => {
                let why = "`as_of` is one day, month or year; `from` and `until` say more";
                self.refused(&at, of, why.to_owned());
                Validity::NOW
            }
        };
        self.add(says, raw.basis, source, valid);
        self.looked_through(&at, of);
    }

    /// What is wrong with the claim that was added last.
    fn looked_through(&mut self, at: &Range<usize>, of: &str) {
        let (Some(claim), Some(terms)) = (self.claims.last(), Terms::known()) else {
            return;
        };
        let flaws = check(claim, self.doors, terms, self.as_of).err();
        // A source that was not found has its fault already.
        for flawed in flaws.unwrap_or_default() {
            self.refused(at, of, flawed.flaw.to_string());
        }
    }

    fn refused(&mut self, at: &Range<usize>, of: &str, why: String) {
        let of = of.to_owned();
        self.reading.fault(at, What::Refused { of, why });
    }

    /// Who is at the regulator's door is the regulator, unless the file says otherwise; so it is written once.
    fn regulator(&mut self) {
        let has = |claim: &Claim| claim.fact.kind() == Field::Regulator;
        let body = |claim: &Claim| match &claim.fact.says {
            Says::RouteBody(of) if of.route.door == REGULATOR => {
                let basis = claim.fact.basis;
                Some((of.is.clone(), basis, claim.source.clone()))
            }
            _ => None,
        };
        let body = self.claims.iter().find_map(body);
        if let Some((name, basis, source)) = body
            && !self.claims.iter().any(has)
        {
            self.add(Says::Regulator(name), basis, source, Validity::NOW);
        }
    }

    /// Fields that somebody looked for. What is told after all was found.
    fn not_found(&mut self, raw: Vec<Spanned<Code>>) {
        self.reading.once(raw.iter());
        for code in raw {
            let field = Field::from_code(code.as_ref()).filter(|field| field.is_asked());
            let Some(field) = field else {
                let (kind, code, at) = ("field", code.as_ref().clone(), code.span());
                self.reading.fault(&at, What::Unknown { kind, code });
                continue;
            };
            if self.claims.iter().any(|claim| claim.fact.kind() == field) {
                let (of, field) = ("not_found".to_owned(), code.as_ref().clone());
                self.reading
                    .fault(&code.span(), What::TwoMinds { of, field });
            }
            let sought = NotFound { field, route: None };
            let source = self.own("Looked for in public pages");
            self.add(Says::NotFound(sought), Basis::Seen, source, Validity::NOW);
        }
    }

    /// The pages that were read, by code, and where each stands.
    fn sources(&mut self, raw: Vec<RawSource>) -> Vec<Spanned<Code>> {
        self.reading.once(raw.iter().map(|source| &source.code));
        let mut places = Vec::new();
        for source in raw {
            let url = source.url.as_ref().clone();
            if !url.starts_with("https://") && !url.starts_with("http://") {
                let what = What::NotAnAddress(url.clone());
                self.reading.fault(&source.url.span(), what);
            }
            let host = url.split('/').nth(2).unwrap_or(&url).to_owned();
            let page = Source {
                title: source.title.unwrap_or_else(|| host.clone()),
                publisher: source.publisher.unwrap_or(host),
                address: Some(url),
                archive: None,
                seen: self.as_of,
            };
            self.pages.insert(source.code.as_ref().clone(), page);
            places.push(source.code);
        }
        places
    }

    fn unused(&mut self, places: &[Spanned<Code>]) {
        for place in places.iter().filter(|p| !self.used.contains(p.as_ref())) {
            let what = What::UnusedSource(place.as_ref().clone());
            self.reading.fault(&place.span(), what);
        }
    }
}

/// A value that is taken as it is read.
fn of<T>(
    make: impl FnOnce(OfRoute<T>) -> Says,
) -> impl FnOnce(&mut Filing<'_>, Spanned<T>, RouteKey) -> Says {
    |_, is, route| {
        let is = is.into_inner();
        make(OfRoute { route, is })
    }
}

fn limit(reading: &mut Reading<'_>, of: &str, raw: Spanned<RawLimit>) -> Limit {
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
        reading.fault(&at, What::BadLimit(of.to_owned()));
    }
    limit.unwrap_or(Limit::Days(1))
}

/// Every field is given or said not to be known, and not both. Where there is no route, there is nothing to say of it.
fn said(reading: &mut Reading<'_>, raw: &RawRoute) {
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
                reading.fault(&at.span(), What::TwoMinds { of, field });
            }
            (false, None) if is_route => {
                reading.fault(&raw.door.span(), What::Unsaid { of, field });
            }
            _ => {}
        }
    }
    let is_field = |code: &str| fields.iter().any(|(field, _)| *field == code);
    reading.known("field", raw.not_known.clone(), is_field);
}

/// Of every door that depends on the country something is said, if only that nothing is known.
fn doors_said(reading: &mut Reading<'_>, doors: &Doors, raw: &Raw) {
    let at = raw.country.span();
    for door in doors.doors.iter().filter(|door| door.needs_profile) {
        let unknown = raw.not_known.iter().find(|c| *c.as_ref() == door.code);
        let routed = raw.route.iter().any(|r| *r.door.as_ref() == door.code);
        match (routed, unknown) {
            (false, None) => reading.fault(&at, What::DoorUnsaid(door.code.clone())),
            (true, Some(code)) => {
                let (of, field) = ("not_known".to_owned(), door.code.clone());
                reading.fault(&code.span(), What::TwoMinds { of, field });
            }
            _ => {}
        }
    }
}

impl CountryFile {
    /// Reads the file of a country as it is written, for these doors and in their languages.
    ///
    /// # Errors
    /// All faults, each with its line.
    pub fn read(text: &str, doors: &Doors) -> Result<Self, Vec<Fault>> {
        let (file, reading) = Self::read_through(text, doors)?;
        reading.whole(file)
    }

    /// Reads one that was whole for the doors of its time.
    ///
    /// # Errors
    /// It cannot be read at all.
    pub fn read_kept(text: &str, doors: &Doors) -> Result<Self, Vec<Fault>> {
        Ok(Self::read_through(text, doors)?.0)
    }

    fn read_through<'a>(
        text: &'a str,
        doors: &'a Doors,
    ) -> Result<(Self, Reading<'a>), Vec<Fault>> {
        let raw: Raw = raw(text)?;
        let mut filing = Filing {
            reading: Reading::new(text, &doors.languages),
            doors,
            as_of: Day::from_date(raw.as_of),
            pages: BTreeMap::new(),
            used: BTreeSet::new(),
            claims: Vec::new(),
        };
        if !is_country(raw.country.as_ref()) {
            let (kind, code) = ("country", raw.country.as_ref().clone());
            let what = What::Unknown { kind, code };
            filing.reading.fault(&raw.country.span(), what);
        }
        doors_said(&mut filing.reading, doors, &raw);
        let places = filing.sources(raw.source);
        let is_door = |code: &str| doors.door(code).is_some();
        let note = filing.reading.words("note", raw.note, TEXT_MAX);
        raw.route.into_iter().for_each(|route| filing.route(route));
        let not_known = filing.reading.known("door", raw.not_known, is_door);
        raw.fact.into_iter().for_each(|fact| filing.fact(fact));
        filing.regulator();
        filing.not_found(raw.not_found);
        filing.unused(&places);
        let file = CountryFile {
            country: raw.country.into_inner(),
            version: raw.version,
            as_of: filing.as_of,
            status: raw.status,
            note,
            claims: filing.claims,
            not_known,
        };
        Ok((file, filing.reading))
    }
}

#[cfg(test)]
mod tests;
