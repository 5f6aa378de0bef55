//! What lists show of a company and by what it is found: made of its records for one day, and good until a day changes it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Audience, Claim, Code, CompanyKind, Country, Covers, Dated, Fact, FactKind, Fates, Known,
    NameKind, Record, Standing, StatusOn, Until, Validity, known, public,
};
use crate::Day;

/// A company in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The one that it is called by: as a register has it, where a source tells that.
    pub name: String,
    /// All that it was ever called, that one too.
    pub names: BTreeSet<String>,
    /// All its numbers in registers.
    pub numbers: BTreeSet<String>,
    pub kind: Option<CompanyKind>,
    pub seat: Option<Country>,
    /// Where it works, and where it is registered.
    pub countries: BTreeSet<Country>,
    pub standing: Standing,
    /// Since when, as the one says it that is believed most.
    pub since: Option<Dated>,
    /// Of the certificates that are good.
    pub standards: BTreeSet<Code>,
    /// Sources say different things of what it is in the Association.
    pub is_disputed: bool,
}

/// The same for everybody and for those who see all of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Nothing where not even a name of it is public.
    pub public: Option<Listed>,
    /// Nothing where no name of it stands.
    pub all: Option<Listed>,
    /// The first day after the one it was made for on which it may be another, if nothing more is recorded.
    pub until: Option<Day>,
}

impl Listed {
    /// What everybody is told of a company, as it was known at the end of one day, about another.
    pub fn public<'a>(
        records: impl IntoIterator<Item = &'a Record>,
        (known_on, about): (Day, Day),
    ) -> Option<Self> {
        listed(&public::public_standing(records, known_on), about)
    }
}

impl Listing {
    /// Made of all records of a company.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>, today: Day) -> Self {
        let fates = Fates::at(records, today);
        let is_public = |(_, claim): &(&Record, &Claim)| claim.audience == Audience::Public;
        let all: Vec<_> = fates.standing().collect();
        let public: Vec<_> = all.iter().copied().filter(is_public).collect();
        let days = all.iter().flat_map(|(_, claim)| days_of(claim));
        Self {
            until: days.filter(|day| *day > today).min(),
            public: listed(&public, today),
            all: listed(&all, today),
        }
    }
}

fn listed(standing: &[(&Record, &Claim)], today: Day) -> Option<Listed> {
    let known = known::held(standing.iter().copied(), today);
    let status = StatusOn::of(&known);
    let best = status.best();
    let names = standing
        .iter()
        .filter_map(|(_, claim)| match &claim.fact {
            Fact::Name(name) => Some(name.text.clone()),
            _ => None,
        })
        .collect();
    let numbers = standing
        .iter()
        .filter_map(|(_, claim)| match &claim.fact {
            Fact::Identifier(own) => Some(own.value.clone()),
            _ => None,
        })
        .collect();
    let seat = country(&known, FactKind::Seat).into_iter().next();
    let mut countries: BTreeSet<Country> = country(&known, FactKind::Operates);
    countries.extend(seat.clone());
    Some(Listed {
        name: name_of(&known, standing)?,
        names,
        numbers,
        kind: known
            .best(FactKind::Kind)
            .and_then(|held| match held.claim.fact {
                Fact::Kind(kind) => Some(kind),
                _ => None,
            }),
        seat,
        countries,
        standing: status.standing(),
        since: best.and_then(|held| held.claim.valid.from),
        standards: standards(&known),
        is_disputed: status.is_disputed(),
    })
}

/// What a company is called: as a register has it, then as it calls itself, then otherwise. One that has only names of before is called by
/// the last of them.
fn name_of(known: &Known<'_>, standing: &[(&Record, &Claim)]) -> Option<String> {
    let held = known.of(FactKind::Name).map(|matter| matter.best());
    let held = held.filter_map(|held| match &held.claim.fact {
        Fact::Name(name) => Some((name, held.claim.confidence, held.record.serial)),
        _ => None,
    });
    let order = |kind: NameKind| match kind {
        NameKind::Legal => 4,
        NameKind::Trading => 3,
        NameKind::Abbreviation => 2,
        NameKind::AsWritten => 1,
        NameKind::Former => 0,
    };
    // Of two legal names, such as those of two scripts, the one that is believed more, then the one that was recorded first.
    let best = held.max_by_key(|(name, confidence, serial)| {
        (order(name.kind), *confidence, std::cmp::Reverse(*serial))
    });
    let now = best.map(|(name, ..)| name.text.clone());
    now.or_else(|| {
        let names = standing.iter().rev();
        let mut names = names.filter_map(|(_, claim)| match &claim.fact {
            Fact::Name(name) => Some(name.text.clone()),
            _ => None,
        });
        names.next()
    })
}

fn country(known: &Known<'_>, kind: FactKind) -> BTreeSet<Country> {
    let bests = known.of(kind).map(|matter| matter.best().claim);
    let of = bests.filter_map(|claim| match &claim.fact {
        Fact::Seat(country) | Fact::Operates(country) => Some(country.clone()),
        _ => None,
    });
    of.collect()
}

/// What is certified beyond doubt of its dates.
fn standards(known: &Known<'_>) -> BTreeSet<Code> {
    let good = known.of(FactKind::Certificate).map(|matter| matter.best());
    let good = good.filter(|held| held.covers >= Covers::Still);
    let codes = good.filter_map(|held| match &held.claim.fact {
        Fact::Certificate(own) => Some(own.standard.clone()),
        _ => None,
    });
    codes.collect()
}

/// The days on which what a claim says of a day can change.
fn days_of(claim: &Claim) -> Vec<Day> {
    let seen = claim.source.seen;
    let mut days = vec![seen, seen.plus(1)];
    let own = match &claim.fact {
        Fact::Certificate(own) => Some(own.validity()),
        _ => None,
    };
    for Validity { from, until } in [Some(claim.valid), own].into_iter().flatten() {
        let until = match until {
            Until::On(end) => Some(end),
            Until::GoesOn | Until::NotSaid => None,
        };
        for dated in [from, until].into_iter().flatten() {
            let (first, last) = (dated.first(), dated.last());
            days.extend([first, first.plus(1), last, last.plus(1)]);
        }
    }
    days
}
