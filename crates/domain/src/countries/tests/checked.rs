//! What cannot be taken, and why.

use std::collections::BTreeSet;

use super::*;
use crate::registry::{self, Terms};

const TODAY: &str = "2024-06-30";

fn flaws(claim: &Claim) -> Vec<(&'static str, &'static str)> {
    let terms = Terms::known().unwrap();
    let checked = check(claim, &doors(), terms, day(TODAY)).err();
    let told = |flawed: Flawed| {
        let plain = matches!(flawed.flaw, Flaw::Shared(registry::Flaw::Plain(_)));
        (
            flawed.field,
            flawed.flaw.code().filter(|_| !plain).unwrap_or("plain"),
        )
    };
    checked.unwrap_or_default().into_iter().map(told).collect()
}

#[test]
fn a_value_that_cannot_be_is_refused() {
    let money = |currency: &str| {
        Says::CompanyLicenceFee(Rule::Is(Money {
            amount: 10,
            currency: currency.into(),
        }))
    };
    let penalty = |penalty| Says::BuyerPenalty(Rule::Is(penalty));
    let fine = |least, most, unit| {
        penalty(Penalty {
            fine: Some(Fine { least, most, unit }),
            ..Penalty::default()
        })
    };
    let wages = Some(FineUnit::MonthlyMinimumWages);
    let classes = |codes: &[&str]| {
        Says::WeaponsClasses(
            codes
                .iter()
                .map(ToString::to_string)
                .collect::<BTreeSet<_>>(),
        )
    };
    let page = |address: &str| Says::RegulatorPage(Page(address.into()));
    let codes = |codes: &[&str]| codes.iter().map(ToString::to_string).collect::<Vec<_>>();
    let sought = |field, route| Says::NotFound(NotFound { field, route });
    let door = |door: &str| {
        Some(RouteKey {
            door: door.into(),
            nth: 1,
        })
    };
    for (says, expected) in [
        (money("IQD"), None),
        (money("iqd"), Some(("currency", "not-a-currency"))),
        (Says::MinimumAge(Rule::Is(18)), None),
        (Says::MinimumAge(Rule::None), None),
        (
            Says::MinimumAge(Rule::Is(0)),
            Some(("value", "out-of-range")),
        ),
        (
            Says::MaxHours(Rule::Is(169)),
            Some(("value", "out-of-range")),
        ),
        (Says::HandoverDeadline(Rule::Is(0)), None),
        (
            Says::Training(Rule::Is(Length::Hours(0))),
            Some(("value", "out-of-range")),
        ),
        (
            Says::Companies(Count {
                least: 5,
                most: Some(4),
            }),
            Some(("most", "least-above-most")),
        ),
        (
            Says::Personnel(Count {
                least: COUNT_MAX + 1,
                most: None,
            }),
            Some(("value", "out-of-range")),
        ),
        (fine(Some(20), Some(40), wages.clone()), None),
        (fine(None, None, None), None),
        (
            fine(Some(40), Some(20), wages),
            Some(("most", "least-above-most")),
        ),
        (fine(Some(20), None, None), Some(("unit", "not-a-currency"))),
        (penalty(Penalty::default()), Some(("value", "says-nothing"))),
        (classes(&["handguns"]), None),
        (classes(&["cannons"]), Some(("value", "unknown-term"))),
        (classes(&[]), Some(("value", "unknown-term"))),
        (page("https://example.org"), None),
        (page("ask around"), Some(("value", "not-a-page"))),
        (Says::RegulatorPhone(Phone("+254 20 1234".into())), None),
        (
            Says::RegulatorPhone(Phone("the front desk".into())),
            Some(("value", "not-a-phone")),
        ),
        (Says::Regulator(Name("  ".into())), Some(("value", "plain"))),
        (
            Says::Regulator(Name("A\u{7}B".into())),
            Some(("value", "plain")),
        ),
        (kind("moon", Kind::None), Some(("route", "unknown-door"))),
        (Says::RouteRemedy(at("police", codes(&["apology"]))), None),
        (Says::RouteRemedy(at("police", codes(&[]))), None),
        (
            Says::RouteRemedy(at("police", codes(&["a-palace"]))),
            Some(("value", "unknown-term")),
        ),
        (
            Says::RouteLanguages(at("police", codes(&["sw", "en"]))),
            None,
        ),
        (
            Says::RouteLanguages(at("police", codes(&["Swahili"]))),
            Some(("value", "unknown-term")),
        ),
        (
            Says::CompanyLicenceRenewal(words("{}")),
            Some(("value", "says-nothing")),
        ),
        (
            Says::CompanyLicenceRenewal(words(r#"{"English":"A"}"#)),
            Some(("value", "not-a-tongue")),
        ),
        (
            Says::CompanyLicenceRenewal(words(r#"{"en":" "}"#)),
            Some(("value", "plain")),
        ),
        (sought(Field::Training, None), None),
        (sought(Field::RouteCost, door("police")), None),
        (
            sought(Field::Training, door("police")),
            Some(("route", "unknown-field")),
        ),
        (
            sought(Field::Remark, None),
            Some(("value", "unknown-field")),
        ),
        (law("52"), None),
    ] {
        let found = flaws(&claim(says.clone()));
        assert_eq!(found, Vec::from_iter(expected), "{says:?}");
    }
}

#[test]
fn what_is_remembered_is_in_doubt_and_what_is_seen_was_seen_by_today() {
    let mut own = claim(law("52"));
    own.fact.basis = Basis::Remembered;
    assert_eq!(flaws(&own), [("confidence", "only-remembered")]);
    own.confidence = Confidence::Doubtful;
    assert_eq!(flaws(&own), []);
    own.source.seen = day("2024-07-01");
    assert_eq!(flaws(&own), [("seen", "in-the-future")]);
    own = claim(law("52"));
    own.source.title = String::new();
    own.source.address = Some("nowhere".into());
    assert_eq!(
        flaws(&own),
        [("source", "plain"), ("address", "not-a-page")]
    );
}

#[test]
fn a_law_is_passed_before_it_is_in_force_and_nothing_else_is_told_of_days_to_come() {
    let coming = ("2025-01-01", "on");
    let seen = "2024-06-01";
    assert_eq!(flaws(&so(law("52"), coming, seen)), []);
    let count = Says::Companies(Count {
        least: 1,
        most: None,
    });
    assert_eq!(
        flaws(&so(count.clone(), coming, seen)),
        [("from", "in-the-future")]
    );
    assert_eq!(
        flaws(&so(count.clone(), ("1500", ""), seen)),
        [("from", "too-long-ago")]
    );
    let backwards = so(count, ("2020", "2019"), seen);
    assert_eq!(flaws(&backwards), [("until", "ends-before")]);
}

#[test]
fn a_record_fits_those_before_it() {
    let terms = Terms::known().unwrap();
    let before = [
        says(1, claim(law("52"))),
        says(2, claim(not_found(Field::Law))),
        takes_back(3, 1),
    ];
    let flaws = |record: &Record| {
        let before: Vec<&Record> = before.iter().collect();
        let checked = check_record(record, &before, (&doors(), terms), day(TODAY)).err();
        let told = checked.unwrap_or_default().into_iter();
        told.map(|f| (f.field, f.flaw.code().unwrap_or("plain")))
            .collect::<Vec<_>>()
    };
    // What was not found was found after all: that is a correction like another.
    assert_eq!(flaws(&corrects(4, 2, claim(law("54")))), []);
    assert_eq!(
        flaws(&corrects(4, 1, claim(law("54")))),
        [("of", "no-longer-stands")]
    );
    assert_eq!(
        flaws(&corrects(4, 9, claim(law("54")))),
        [("of", "not-its-record")]
    );
    assert_eq!(flaws(&takes_back(4, 3)), []);
    let other = Says::CompanyLicence(Answer::Yes);
    assert_eq!(
        flaws(&corrects(4, 2, claim(other))),
        [("fact", "another-kind")]
    );
    let elsewhere = Record {
        country: "UG".into(),
        ..takes_back(4, 2)
    };
    assert_eq!(flaws(&elsewhere), [("of", "not-its-record")]);
    let nowhere = Record {
        country: "ZZ".into(),
        ..says(4, claim(law("52")))
    };
    assert_eq!(flaws(&nowhere), [("country", "not-a-country")]);
    let mut silent = takes_back(4, 2);
    silent.entry = Entry::TakenBack {
        of: id(2),
        why: "  ".into(),
    };
    assert_eq!(flaws(&silent), [("why", "plain")]);
}
