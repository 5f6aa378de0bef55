//! The eight countries that are shipped, and reading the facts of a file.

use super::*;
use crate::remedies::{LegalProfile, Review};

fn file(country: &str) -> CountryFile {
    CountryFile::shipped(country, &doors()).unwrap().unwrap()
}

fn records(file: &CountryFile) -> Vec<Record> {
    let mut count = 0;
    let mut ids = || {
        count += 1;
        id(count)
    };
    file.records((member(1), file.as_of), 1, &mut ids)
}

#[test]
fn every_shipped_file_is_a_draft_of_claims_that_can_be() {
    let terms = crate::registry::Terms::known().unwrap();
    for (country, _) in SHIPPED {
        let file = file(country);
        assert_eq!(
            (file.country.as_str(), file.status),
            (country, Review::Draft)
        );
        let records = records(&file);
        for record in &records {
            let claim = record.entry.claim().unwrap();
            assert_eq!(
                check(claim, &doors(), terms, file.as_of),
                Ok(()),
                "{country} {claim:?}"
            );
            // What was read says where; what was not is in doubt.
            let sought = !claim.fact.says.is_value();
            let remembered = claim.fact.basis != Basis::Seen;
            assert!(
                sought || remembered || claim.source.address.is_some(),
                "{country}"
            );
        }
        // Of each country the law, who oversees the companies, and whether they need a licence is known.
        let known = as_known(&records, file.as_of, file.as_of);
        for field in [Field::Law, Field::Regulator, Field::RouteKind] {
            assert!(!cell(&known, field).told.is_empty(), "{country} {field}");
        }
        // The profile that doors are proposed from is the same whether it comes from the file or from what is known.
        let head = Head {
            country: file.country.clone(),
            version: file.version,
            as_of: file.as_of,
            status: file.status,
            note: file.note.clone(),
            not_known: not_known(&known, &doors()),
        };
        let mut own = file.profile();
        own.not_known = head.not_known.clone();
        assert_eq!(LegalProfile::of(&known, head), own, "{country}");
    }
    assert!(CountryFile::shipped("FR", &doors()).is_none());
}

#[test]
fn what_the_dossier_says_is_there() {
    let told = |country: &str, field: Field| {
        let file = file(country);
        let records = records(&file);
        let known = as_known(&records, file.as_of, file.as_of);
        let cell = cell(&known, field);
        let options = cell
            .told
            .iter()
            .flat_map(|matter| matter.ranked().collect::<Vec<_>>());
        let options: Vec<String> = options
            .filter_map(|held| held.claim.fact.says.option().map(str::to_owned))
            .collect();
        (cell.stands, options.join(" "))
    };
    for (country, field, stands, options) in [
        ("IQ", Field::Law, Stands::Disputed, ""),
        (
            "KE",
            Field::WeaponsAllowed,
            Stands::Disputed,
            "no restricted",
        ),
        (
            "GB",
            Field::RouteKind,
            Stands::Told,
            "none intelligence-report formal-complaint formal-complaint",
        ),
        ("CO", Field::HireLicensed, Stands::Told, "yes"),
        ("CO", Field::BuyerPenalty, Stands::Told, "some"),
        ("ZA", Field::Companies, Stands::NotFound, ""),
        ("UG", Field::Training, Stands::NotFound, ""),
        ("NG", Field::Training, Stands::Missing, ""),
        ("CH", Field::CompanyLicence, Stands::Told, "partly"),
    ] {
        let (found, mut said) = told(country, field);
        if field == Field::RouteKind {
            let mut all: Vec<&str> = said.split(' ').collect();
            all.sort_by_key(|code| {
                ["none", "intelligence-report", "formal-complaint"]
                    .iter()
                    .position(|c| c == code)
            });
            said = all.join(" ");
        }
        assert_eq!(
            (found, said.as_str()),
            (stands, options),
            "{country} {field}"
        );
    }
}

#[test]
fn the_law_of_britain_has_the_gap_that_its_regulator_answers_nobody() {
    let (file, rules) = (file("GB"), GapRules::shipped(&doors()).unwrap());
    let records = records(&file);
    let known = as_known(&records, file.as_of, file.as_of);
    let gaps = Gaps::of(&known, &rules, file.as_of);
    let finding = gaps
        .law
        .iter()
        .find(|f| f.gap.code == "no-answering-regulator")
        .unwrap();
    assert_eq!(finding.holds, Holds::Yes);
    assert!(
        finding
            .claims
            .iter()
            .all(|held| held.claim.source.address.is_some())
    );
}

/// A file with nothing wrong.
const SMALL: &str = r#"country = "KE"
version = 1
as_of = "2024-06-30"
status = "draft"
not_known = ["regulator", "labour-office", "human-rights-institution", "oecd-contact-point"]
not_found = ["training"]
route = []

[note]
en = "A draft"
fr = "Une ébauche"
es = "Un borrador"
ar = "مسودة"

[[source]]
code = "act"
url = "https://example.org/act"
title = "The Act"
publisher = "The Gazette"

[[fact]]
says = { law = { role = "main", title = "The Act", number = "13" } }
basis = "seen"
source = "act"
from = "2016-06"

[[fact]]
says = { companies = { least = 7 } }
basis = "unsure"
as_of = "2019"
"#;

#[test]
fn a_fact_keeps_where_and_when() {
    let file = CountryFile::read(SMALL, &doors()).unwrap();
    let [law, count, sought] = &file.claims[..] else {
        panic!("there are three");
    };
    assert_eq!(
        (law.source.title.as_str(), law.source.publisher.as_str()),
        ("The Act", "The Gazette")
    );
    assert_eq!(
        (law.source.seen, law.confidence),
        (day("2024-06-30"), Confidence::Reported)
    );
    assert_eq!(law.valid, valid("2016-06", "on"));
    assert_eq!(
        (count.fact.basis, count.confidence),
        (Basis::Unsure, Confidence::Doubtful)
    );
    assert_eq!(
        (count.valid, count.source.address.as_ref()),
        (valid("2019", ""), None)
    );
    assert_eq!(sought.fact.says, not_found(Field::Training));
}

#[test]
fn every_fault_of_a_fact_is_told_with_its_line() {
    let with = |what: &str, by: &str| -> Vec<String> {
        assert!(SMALL.contains(what), "{what}");
        let text = SMALL.replacen(what, by, 1);
        let faults = CountryFile::read(&text, &doors()).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    };
    for (what, by, fault) in [
        (
            "\"training\"]",
            "\"moon\"]",
            "line 6: there is no field `moon`",
        ),
        (
            "\"training\"]",
            "\"remark\"]",
            "line 6: there is no field `remark`",
        ),
        (
            "\"training\"]",
            "\"training\", \"training\"]",
            "line 6: `training` stands here a second time",
        ),
        (
            "\"training\"]",
            "\"law\"]",
            "line 6: `not_found` gives `law` and says that it is not known: only one of both can be true",
        ),
        (
            "from = \"2016-06\"",
            "from = \"2016-06\"\nas_of = \"2016\"",
            "line 22: `law`: `as_of` is one day, month or year; `from` and `until` say more",
        ),
        (
            "from = \"2016-06\"",
            "from = \"2016-06\"\nuntil = \"2015\"",
            "line 22: `law`: it ends before it begins",
        ),
        (
            "\"The Act\", number",
            "\" \", number",
            "line 22: `law`: a text is missing",
        ),
        (
            "as_of = \"2019\"",
            "as_of = \"2025\"",
            "line 28: `companies`: it has not come yet",
        ),
        (
            "{ companies = { least = 7 } }",
            "{ reporting = { en = \"All\" } }",
            "line 28: `reporting` is not told in `fr`",
        ),
    ] {
        assert_eq!(
            with(what, by).first().map(String::as_str),
            Some(fault),
            "{by}"
        );
    }
    for (what, by) in [
        ("{ companies = { least = 7 } }", "{ moons = { least = 7 } }"),
        (
            "{ companies = { least = 7 } }",
            "{ companies = { least = 7, much = 9 } }",
        ),
        ("number = \"13\"", "numbr = \"13\""),
        ("as_of = \"2019\"", "as_of = \"soon\""),
        ("basis = \"unsure\"", "basis = \"unsure\"\nmood = \"good\""),
    ] {
        let said = with(what, by);
        assert!(
            said.len() == 1 && !said[0].starts_with("line 1:"),
            "{said:?}"
        );
    }
    let unseen = with("source = \"act\"\nfrom", "from");
    assert_eq!(
        unseen,
        [
            "line 16: nothing is taken from the source `act`",
            "line 22: `law` says that something was seen, and not where (`source`)",
        ]
    );
}

proptest! {
    /// Whatever is written, it is read or refused, and what is read whole can be taken.
    #[test]
    fn whatever_is_written_never_panics(at in 0usize..900, by in "[ -~\\n]{0,6}") {
        let at = (0..=at.min(SMALL.len())).rev().find(|at| SMALL.is_char_boundary(*at)).unwrap();
        let text = [&SMALL[..at], &by, &SMALL[at..]].concat();
        let terms = crate::registry::Terms::known().unwrap();
        if let Ok(file) = CountryFile::read(&text, &doors()) {
            for claim in &file.claims {
                prop_assert_eq!(check(claim, &doors(), terms, file.as_of), Ok(()));
            }
        }
    }
}
