//! What the tests of countries have in common: short ways to write records.

mod changed;
mod checked;
mod compared;
mod held;
mod missing;
mod reviewed;
mod routed;
mod shipped;
mod shown;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    ClaimId, Day, MemberId,
    registry::{Audience, Confidence, Dated, Source, Until, Validity, as_known},
    remedies::{Basis, Doors, Kind, Words},
};

pub fn doors() -> Doors {
    Doors::shipped().unwrap()
}

pub fn id(n: i64) -> ClaimId {
    ClaimId(Uuid::from_u128(u128::from(n.unsigned_abs())))
}

pub fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
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

/// Words as they are written, such as `{"en": "Yes"}`.
pub fn words(json: &str) -> Words {
    serde_json::from_str(json).unwrap()
}

pub fn law(number: &str) -> Says {
    Says::Law(Law {
        role: LawRole::Main,
        title: "The law".into(),
        number: (!number.is_empty()).then(|| number.to_owned()),
        year: Some(2017),
        address: None,
    })
}

pub fn at<T>(door: &str, is: T) -> OfRoute<T> {
    let route = RouteKey {
        door: door.into(),
        nth: 1,
    };
    OfRoute { route, is }
}

pub fn kind(door: &str, kind: Kind) -> Says {
    Says::RouteKind(at(door, kind))
}

pub fn not_found(field: Field) -> Says {
    Says::NotFound(NotFound { field, route: None })
}

pub fn claim(says: Says) -> Claim {
    Claim {
        fact: LawFact {
            says,
            basis: Basis::Seen,
        },
        source: Source {
            title: "A page".into(),
            publisher: "Somebody".into(),
            address: Some("https://example.org/page".into()),
            archive: None,
            seen: day("2024-06-01"),
        },
        confidence: Confidence::Reported,
        valid: Validity::NOW,
        audience: Audience::Public,
    }
}

/// A claim with when it was so and on which day its source was seen.
pub fn so(says: Says, (from, until): (&str, &str), seen: &str) -> Claim {
    let own = claim(says);
    Claim {
        source: Source {
            seen: day(seen),
            ..own.source
        },
        valid: valid(from, until),
        ..own
    }
}

/// A record of Kenya, made by the first member on the day of its number after 2024-06-30.
pub fn record(serial: i64, entry: Entry) -> Record {
    Record {
        id: id(serial),
        country: "KE".into(),
        serial,
        on: day("2024-06-30").plus(serial),
        by: member(1),
        entry,
    }
}

pub fn says(serial: i64, claim: Claim) -> Record {
    record(serial, Entry::Claim(claim))
}

pub fn corrects(serial: i64, of: i64, claim: Claim) -> Record {
    let (of, why) = (id(of), "The page was read wrongly".to_owned());
    record(serial, Entry::Correction { of, why, claim })
}

pub fn takes_back(serial: i64, of: i64) -> Record {
    let (of, why) = (id(of), "It is of another country".to_owned());
    record(serial, Entry::TakenBack { of, why })
}

/// After everything was recorded.
pub fn later() -> Day {
    day("2030-01-01")
}

/// What was held by now of the day on which the sources were seen.
pub fn known(records: &[Record]) -> Known<'_> {
    as_known(records, later(), day("2024-06-01"))
}

/// All claims of what is said, in this order.
pub fn all(said: Vec<Says>) -> Vec<Record> {
    let numbered = (1..).zip(said);
    numbered
        .map(|(serial, own)| says(serial, claim(own)))
        .collect()
}

pub fn serials<'a>(held: impl IntoIterator<Item = Held<'a>>) -> Vec<i64> {
    held.into_iter().map(|held| held.record.serial).collect()
}

/// A few things to say, so that claims meet often.
pub fn some_says() -> impl Strategy<Value = Says> {
    let answer = prop::sample::select(Answer::ALL.to_vec());
    let kinds = [
        Kind::FormalComplaint,
        Kind::IntelligenceReport,
        Kind::None,
        Kind::NotKnown,
    ];
    let door = prop::sample::select(vec!["regulator", "police"]);
    let field = prop::sample::select(vec![Field::Law, Field::Training, Field::IdCard]);
    prop_oneof![
        prop::sample::select(vec!["52", "54", ""]).prop_map(law),
        answer.clone().prop_map(Says::CompanyLicence),
        answer.prop_map(Says::HireLicensed),
        prop::sample::select(Allowed::ALL.to_vec()).prop_map(Says::WeaponsAllowed),
        prop::option::of(16u8..22).prop_map(|age| Says::MinimumAge(match age {
            None => Rule::None,
            Some(age) => Rule::Is(age),
        })),
        (0u32..5, prop::option::of(0u32..5)).prop_map(|(least, more)| Says::Companies(Count {
            least,
            most: more.map(|more| least + more),
        })),
        (door.clone(), prop::sample::select(kinds.to_vec())).prop_map(|(d, k)| kind(d, k)),
        (door, any::<bool>()).prop_map(|(d, is)| Says::RouteProtection(at(d, is))),
        field.prop_map(not_found),
    ]
}

fn some_date() -> impl Strategy<Value = Dated> {
    (2010i16..2026, 1i8..13, prop::bool::ANY).prop_map(|(year, month, whole)| match whole {
        true => Dated::year(year).unwrap(),
        false => Dated::month(year, month).unwrap(),
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
    let times = (prop::option::of(some_date()), until, some_date());
    (some_says(), times, confidence, audience).prop_map(
        |(own, (from, until, seen), confidence, audience)| {
            let mut own = claim(own);
            own.source.seen = seen.first();
            Claim {
                confidence,
                valid: Validity { from, until },
                audience,
                ..own
            }
        },
    )
}

/// Records of a country by three members, some of which are about others, also about such as there are not.
pub fn some_records() -> impl Strategy<Value = Vec<Record>> {
    let one = (some_claim(), 1u128..4, 0..5, 1i64..12);
    prop::collection::vec(one, 1..12).prop_map(|all| {
        let numbered = (1..).zip(all);
        let made = numbered.map(|(serial, (claim, by, sort, about))| {
            let record = match sort {
                0 => corrects(serial, about, claim),
                1 => takes_back(serial, about),
                _ => says(serial, claim),
            };
            Record {
                by: member(by),
                ..record
            }
        });
        made.collect()
    })
}
