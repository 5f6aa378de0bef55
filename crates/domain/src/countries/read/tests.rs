//! Profiles are read whole, each value with where it comes from, and each fault of others is told with its line.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::{countries::SHIPPED, remedies::LegalProfile};

/// A profile with nothing wrong.
const SMALL: &str = r#"country = "KE"
version = 1
as_of = "2026-11-27"
status = "draft"
not_known = ["labour-office", "human-rights-institution"]

[note]
en = "A draft"
fr = "Une ébauche"
es = "Un borrador"
ar = "مسودة"

[[source]]
code = "act"
url = "https://example.org/act"

[[route]]
door = "regulator"
kind = { is = "formal-complaint", basis = "seen", source = "act" }
body = { is = "The Authority", basis = "remembered" }
time_limit = { is = { days = 90 }, basis = "seen", source = "act" }
remedy = { is = ["investigation"], basis = "seen", source = "act" }
not_known = ["who_may", "languages", "cost", "anonymous", "retaliation_protection"]

[[route]]
door = "oecd-contact-point"
kind = { is = "none", basis = "seen", source = "act" }
"#;

fn doors() -> Doors {
    Doors::shipped().unwrap()
}

/// What is said of the small profile when one thing in it is replaced.
fn with(what: &str, by: &str) -> Vec<String> {
    assert!(SMALL.contains(what), "{what}");
    let text = SMALL.replacen(what, by, 1);
    let faults = LegalProfile::read(&text, &doors()).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn the_shipped_profiles_are_whole_and_drafts() {
    let doors = doors();
    for (country, text) in SHIPPED {
        let profile = LegalProfile::read(text, &doors).map_err(|f| (country, f));
        let profile = profile.unwrap();
        assert_eq!(profile.country, country);
        assert_eq!(profile.status, Review::Draft, "{country}");
        assert!(profile.note.text("en").contains("draft"), "{country}");
        // Each of the eight was looked up in the list of contact points.
        assert!(profile.has("oecd-contact-point").is_some(), "{country}");
        assert!(profile.has("regulator").is_some(), "{country}");
    }
    assert!(LegalProfile::shipped("FR", &doors).is_none());
    let britain = LegalProfile::shipped("GB", &doors).unwrap().unwrap();
    let kinds: Vec<Kind> = britain.routes("regulator").map(|r| r.kind.is).collect();
    assert_eq!(kinds, [Kind::None, Kind::IntelligenceReport]);
    assert_eq!(britain.has("human-rights-institution"), None);
}

#[test]
fn a_value_keeps_where_it_was_read() {
    let profile = LegalProfile::read(SMALL, &doors()).unwrap();
    let route = profile.routes("regulator").next().unwrap();
    assert_eq!(
        route.kind.source.as_deref(),
        Some("https://example.org/act")
    );
    assert_eq!(route.body.as_ref().unwrap().source, None);
    assert_eq!(route.time_limit.as_ref().unwrap().is, Limit::Days(90));
    assert_eq!(route.cost, None);
    assert_eq!(profile.as_of.date().to_string(), "2026-11-27");
    assert_eq!(profile.has("oecd-contact-point"), Some(false));
    assert_eq!(profile.has("labour-office"), None);
}

#[test]
fn every_fault_is_told_with_its_line() {
    let cases: [(&str, &str, &[&str]); 14] = [
        (
            "country = \"KE\"",
            "country = \"ZZ\"",
            &["line 1: there is no country `ZZ`"],
        ),
        (
            "[\"labour-office\", \"human-rights-institution\"]",
            "[\"labour-office\"]",
            &[
                "line 1: the door `human-rights-institution` has to have a route, or be said not to be known (`not_known`)",
            ],
        ),
        (
            "[\"labour-office\", ",
            "[\"regulator\", \"labour-office\", ",
            &[
                "line 5: `not_known` gives `regulator` and says that it is not known: only one of both can be true",
            ],
        ),
        (
            "[\"labour-office\", ",
            "[\"moon\", \"labour-office\", ",
            &["line 5: there is no door `moon`"],
        ),
        (
            "fr = \"Une ébauche\"\n",
            "",
            &["line 7: `note` is not told in `fr`"],
        ),
        (
            "https://example.org/act",
            "ask around",
            &["line 15: `ask around` is no address of a page"],
        ),
        (
            "door = \"oecd-contact-point\"",
            "door = \"moon\"",
            &[
                "line 1: the door `oecd-contact-point` has to have a route, or be said not to be known (`not_known`)",
                "line 26: there is no door `moon`",
            ],
        ),
        (
            "\"formal-complaint\", basis = \"seen\", source = \"act\"",
            "\"formal-complaint\", basis = \"seen\"",
            &["line 19: `regulator` says that something was seen, and not where (`source`)"],
        ),
        (
            "\"formal-complaint\", basis = \"seen\", source = \"act\"",
            "\"formal-complaint\", basis = \"seen\", source = \"hearsay\"",
            &["line 19: there is no source `hearsay`"],
        ),
        (
            "{ days = 90 }",
            "{ days = -90 }",
            &[
                "line 21: the time of `regulator` is one number of days, months or years, from 1 up to fifty years",
            ],
        ),
        (
            "{ days = 90 }",
            "{ days = 90, months = 3 }",
            &[
                "line 21: the time of `regulator` is one number of days, months or years, from 1 up to fifty years",
            ],
        ),
        (
            "[\"investigation\"]",
            "[\"a-palace\"]",
            &["line 22: there is no wish `a-palace`"],
        ),
        (
            "[\"who_may\", \"languages\"",
            "[\"languages\"",
            &[
                "line 18: `regulator` has to give `who_may`, or say that it is not known (`not_known`)",
            ],
        ),
        (
            "[\"who_may\", ",
            "[\"body\", \"price\", \"who_may\", ",
            &[
                "line 23: `regulator` gives `body` and says that it is not known: only one of both can be true",
                "line 23: there is no field `price`",
            ],
        ),
    ];
    for (what, by, faults) in cases {
        assert_eq!(with(what, by), faults, "{by}");
    }
}

#[test]
fn what_is_no_word_of_ours_is_refused_while_it_is_read() {
    for (what, by) in [
        ("\"formal-complaint\"", "\"wish-list\""),
        ("basis = \"remembered\"", "basis = \"dreamt\""),
        ("as_of = \"2026-11-27\"", "as_of = \"2026-13-27\""),
        ("version = 1", "version = 1\nmood = \"good\""),
    ] {
        let said = with(what, by);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(!said[0].starts_with("line 1:"), "{said:?}");
    }
    let unused = "[[source]]\ncode = \"other\"\nurl = \"https://example.org\"\n\n[[route]]";
    assert_eq!(
        with("[[route]]", unused),
        ["line 18: nothing is taken from the source `other`"]
    );
}
