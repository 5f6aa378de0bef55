//! What the tests of the registry have in common: short ways to write records.

mod checked;
mod grouped;
mod held;
mod import;
mod listed;
mod owned;
mod shown;
mod statuses;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{ClaimId, CompanyId, Day, MemberId};

pub fn company(n: u128) -> CompanyId {
    CompanyId(Uuid::from_u128(1_000 + n))
}

pub fn id(n: i64) -> ClaimId {
    ClaimId(Uuid::from_u128(u128::from(n.unsigned_abs())))
}

pub fn dated(text: &str) -> Dated {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Day {
    dated(text).first()
}

pub fn valid(from: &str, until: &str) -> Validity {
    Validity {
        from: (!from.is_empty()).then(|| dated(from)),
        until: match until {
            "" => Until::NotSaid,
            "on" => Until::GoesOn,
            end => Until::On(dated(end)),
        },
    }
}

pub fn source(publisher: &str, seen: &str) -> Source {
    Source {
        title: format!("A page of {publisher}"),
        publisher: publisher.to_owned(),
        address: Some("https://example.org/page".to_owned()),
        archive: None,
        seen: day(seen),
    }
}

pub fn name(text: &str) -> Fact {
    Fact::Name(Name {
        text: text.to_owned(),
        kind: NameKind::Legal,
        language: None,
        script: None,
    })
}

pub fn status(standing: Standing) -> Fact {
    Fact::Membership(Membership {
        standing,
        reason: None,
    })
}

pub fn seat(country: &str) -> Fact {
    Fact::Seat(country.to_owned())
}

pub fn claim(fact: Fact) -> Claim {
    Claim {
        fact,
        source: source("Register", "2024-06-01"),
        confidence: Confidence::Reported,
        valid: Validity::NOW,
        audience: Audience::Public,
    }
}

/// A claim with when it was so and on which day its source was seen.
pub fn so(fact: Fact, (from, until): (&str, &str), seen: &str) -> Claim {
    Claim {
        source: source("Register", seen),
        valid: valid(from, until),
        ..claim(fact)
    }
}

/// The first company's record of a number, made on the day of its number after 2024-06-30.
pub fn record(serial: i64, entry: Entry) -> Record {
    Record {
        id: id(serial),
        company: company(0),
        serial,
        on: day("2024-06-30").plus(serial),
        by: MemberId(Uuid::from_u128(7)),
        entry,
    }
}

pub fn of(company: CompanyId, record: Record) -> Record {
    Record { company, ..record }
}

pub fn says(serial: i64, claim: Claim) -> Record {
    record(serial, Entry::Claim(claim))
}

pub fn corrects(serial: i64, of: i64, claim: Claim) -> Record {
    let why = "The page was read wrongly".to_owned();
    record(
        serial,
        Entry::Correction {
            of: id(of),
            why,
            claim,
        },
    )
}

pub fn takes_back(serial: i64, of: i64) -> Record {
    let why = "It is another company".to_owned();
    record(serial, Entry::TakenBack { of: id(of), why })
}

/// After everything was recorded.
pub fn later() -> Day {
    day("2030-01-01")
}

pub fn serials<'a>(held: impl Iterator<Item = Held<'a>>) -> Vec<i64> {
    held.map(|held| held.record.serial).collect()
}

/// A few facts, so that claims meet often.
pub fn some_fact() -> impl Strategy<Value = Fact> {
    let country = prop::sample::select(vec!["KE", "UG", "CH"]);
    let standing = prop::sample::select(Standing::ALL.to_vec());
    let text = prop::sample::select(vec!["Alpha", "ALPHA ", "Альфа", "النسر", "Beta"]);
    prop_oneof![
        country.clone().prop_map(seat),
        country.prop_map(|code| Fact::Operates(code.to_owned())),
        standing.prop_map(status),
        text.prop_map(name),
        (0u32..5, 0u32..5).prop_map(|(least, more)| Fact::Headcount(Headcount {
            least,
            most: least + more,
            country: None
        })),
    ]
}

fn some_date() -> impl Strategy<Value = Dated> {
    (2010i16..2026, 1i8..13, 1i8..29, 0..3).prop_map(|(year, month, day, unit)| {
        let date = match unit {
            0 => Dated::year(year),
            1 => Dated::month(year, month),
            _ => Dated::day(year, month, day),
        };
        date.unwrap()
    })
}

pub fn some_claim() -> impl Strategy<Value = Claim> {
    let until = prop_oneof![
        Just(Until::GoesOn),
        Just(Until::NotSaid),
        some_date().prop_map(Until::On)
    ];
    let audience = prop::sample::select(vec![Audience::Public, Audience::Internal]);
    let confidence = prop::sample::select(Confidence::ALL.to_vec());
    let valid = (prop::option::of(some_date()), until);
    (some_fact(), valid, confidence, audience, some_date()).prop_map(
        |(fact, (from, until), confidence, audience, seen)| Claim {
            fact,
            source: source("Register", &seen.to_string()),
            confidence,
            valid: Validity { from, until },
            audience,
        },
    )
}

/// Records of a few companies, some of which are about others, also about such as there are not.
pub fn some_records() -> impl Strategy<Value = Vec<Record>> {
    let one = (some_claim(), 0u128..3, 0..4, 1i64..12);
    prop::collection::vec(one, 1..10).prop_map(|all| {
        let numbered = (1..).zip(all);
        let made = numbered.map(|(serial, (claim, whose, sort, about))| {
            let record = match sort {
                0 => corrects(serial, about, claim),
                1 => takes_back(serial, about),
                _ => says(serial, claim),
            };
            of(company(whose), record)
        });
        made.collect()
    })
}
