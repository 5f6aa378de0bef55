//! All paragraphs are there, and each fault of others is told with its line.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use super::*;

const PAGES: &[&str] = &["en", "fr", "es", "ar"];

#[test]
fn all_seventy_are_there_in_every_language() {
    let conduct = Conduct::read(DEFAULT, PAGES).unwrap();
    let numbers: Vec<u16> = conduct.paragraphs.iter().map(|p| p.number).collect();
    assert_eq!(numbers, (1..=70).collect::<Vec<_>>());
    // The sections, as the Code has them.
    for (section, first, last) in [
        ("A", 1, 8),
        ("C", 9, 12),
        ("D", 13, 15),
        ("E", 16, 27),
        ("F", 28, 43),
        ("G", 44, 69),
        ("H", 70, 70),
    ] {
        let own: Vec<u16> = conduct.of_section(section).map(|p| p.number).collect();
        assert_eq!(own, (first..=last).collect::<Vec<_>>(), "{section}");
    }
    for language in PAGES {
        let titles: BTreeSet<&str> = { conduct.paragraphs.iter() }
            .map(|p| p.title.text(language))
            .collect();
        assert_eq!(titles.len(), 70, "no two are called alike in {language}");
    }
    let used: BTreeSet<&Code> = conduct.paragraphs.iter().flat_map(|p| &p.tags).collect();
    let tags = conduct.tags.iter().map(|tag| &tag.code);
    let unused: Vec<&Code> = tags.filter(|tag| !used.contains(tag)).collect();
    assert_eq!(unused, ["definitions"], "section B has no numbers");
    assert!(Conduct::known().is_some());
}

#[test]
fn what_was_read_and_what_was_only_remembered_is_marked() {
    let conduct = Conduct::shipped().unwrap();
    let of = |basis: Basis| -> Vec<u16> {
        let own = conduct.paragraphs.iter().filter(|p| p.basis == basis);
        own.map(|p| p.number).collect()
    };
    assert_eq!(of(Basis::Seen), [1, 30, 31, 32, 33, 34, 39, 66]);
    assert_eq!(of(Basis::Partly), [2, 38, 45, 56, 57, 58, 60, 61, 62]);
    assert_eq!(of(Basis::Unsure), [8, 67]);
}

#[test]
fn a_paragraph_is_cited_with_its_edition_and_comes_back() {
    let conduct = Conduct::shipped().unwrap();
    let all: Vec<Citation> = { conduct.editions.iter() }
        .flat_map(|edition| conduct.citations(&edition.code))
        .collect();
    assert_eq!(all.len(), 2 * (70 + 4 + 4 + 7));
    for cited in &all {
        assert_eq!(cited.to_string().parse().as_ref(), Ok(cited));
        for language in PAGES {
            assert!(conduct.title(cited, language).is_some(), "{cited}");
        }
    }
    let called = |cited: &str| conduct.title(&cited.parse().unwrap(), "en");
    assert_eq!(called("icoc-2021-31").unwrap(), "31 Firearms");
    let old = called("icoc-2010-67-g").unwrap();
    assert_eq!(
        old,
        "67 (g) What makes the procedure good: Protects from revenge (the text of 2010)"
    );
    for unknown in ["icoc-2021-71", "icoc-2021-31-a", "icoc-1999-31"] {
        assert_eq!(called(unknown), None, "{unknown}");
    }
    for wrong in [
        "",
        "31",
        "-31",
        "icoc-2021-",
        "icoc-2021-031",
        "icoc-2021-a",
        "icoc-2021-31-G",
    ] {
        assert_eq!(wrong.parse::<Citation>(), Err(NotACitation), "{wrong}");
    }
}

#[test]
fn it_is_found_by_number_word_or_tag() {
    let conduct = Conduct::shipped().unwrap();
    let found = |words: &str, language: &str| -> Vec<u16> {
        let found = conduct
            .paragraphs
            .iter()
            .filter(|p| conduct.is_found(p, words, language));
        found.map(|p| p.number).collect()
    };
    assert_eq!(found("31", "en"), [31]);
    assert_eq!(found(" TORTURE report ", "en"), [37]);
    assert!(found("revenge", "en").contains(&67));
    assert!(found("الأسلحة النارية", "ar").contains(&31));
    assert_eq!(found("", "fr").len(), 70);
    assert!(found("horoscope", "es").is_empty());
}

#[test]
fn every_fault_is_told_with_its_line() {
    for (what, by, said) in [
        (
            "number = 31",
            "number = 32",
            "`32` does not stand in its order",
        ),
        (
            "[\"use-of-force\", \"firearms\"]",
            "[\"guns\"]",
            "there is no tag `guns`",
        ),
        (
            "[\"use-of-force\", \"firearms\"]",
            "[]",
            "paragraph `31` has no tag",
        ),
        (
            "section = \"F\"",
            "section = \"Z\"",
            "there is no section `Z`",
        ),
        (
            "letter = \"b\"",
            "letter = \"c\"",
            "`48 (c)` does not stand in its order",
        ),
        (
            "es = \"Armas de fuego\", ",
            "",
            "`firearms` is not told in `es`",
        ),
        ("fr = \"Adhésion\", ", "", "`3` is not told in `fr`"),
        ("since = \"2010-11-09\"", "since = \"2010\"", "line "),
    ] {
        let at = DEFAULT.find(what).unwrap();
        let line = DEFAULT[..at].matches('\n').count() + 1;
        let faults = Conduct::read(&DEFAULT.replacen(what, by, 1), PAGES).unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let near = |told: &String| told.contains(said);
        assert!(told.iter().any(near), "{said}: {told:?}");
        assert!(
            faults.iter().any(|f| f.line.abs_diff(line) <= 2),
            "{line}: {told:?}"
        );
    }
}

#[test]
fn other_frameworks_are_told_in_every_language_and_lead_from_what_is_there() {
    let conduct = Conduct::shipped().unwrap();
    let walk = Crosswalk::known().unwrap();
    let codes: Vec<&str> = walk.frameworks.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["ungp", "sdg", "montreux", "vpshr"]);
    let of = |number: u16| -> Vec<(&str, Vec<&str>)> {
        let all = walk.of(conduct.paragraph(number).unwrap()).into_iter();
        all.map(|(framework, walks)| {
            let at = walks.iter().flat_map(|walk| &walk.at);
            (framework.code.as_str(), at.map(String::as_str).collect())
        })
        .collect()
    };
    assert_eq!(of(26), [("sdg", vec!["16.5"])]);
    assert!(of(67).contains(&("sdg", vec!["16.3", "16.6", "16.3", "16.6", "16.b"])));
    assert!(of(70).is_empty());
    // Nothing that is not there, nothing in too few languages, nothing that says nothing.
    let text = super::crosswalk::DEFAULT;
    for (from, to, line) in [
        ("tags = [\"discrimination\"]", "tags = [\"nothing\"]", true),
        (
            "framework = \"sdg\"\nbasis",
            "framework = \"nothing\"\nbasis",
            true,
        ),
        ("at = [\"16.5\"]\n", "", true),
        (", ar = \"المبدأ\"", "", true),
        (
            "languages = [\"en\", \"fr\", \"es\", \"ar\"]",
            "languages = [\"en\"]",
            true,
        ),
    ] {
        assert!(text.contains(from), "{from}");
        let faults = Crosswalk::read(&text.replacen(from, to, 1), &conduct).unwrap_err();
        assert_eq!(faults[0].line > 1, line, "{from}: {faults:?}");
    }
}
