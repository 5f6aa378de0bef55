//! Whole figures are read, and each fault of others is told with its line.
#![allow(clippy::unwrap_used)]

use super::*;

/// What is said of the default when one thing in it is replaced.
fn with(what: &str, by: &str) -> Vec<String> {
    assert!(DEFAULT.contains(what), "{what}");
    let text = DEFAULT.replacen(what, by, 1);
    let faults = Figures::read(&text, &[]).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

/// The line on which something stands in the default.
fn line(of: &str) -> usize {
    let at = DEFAULT.find(of).unwrap();
    DEFAULT[..at].matches('\n').count() + 1
}

#[test]
fn the_default_is_whole_and_says_what_it_leaves_out() {
    let figures = Figures::read(DEFAULT, &["en", "fr", "es", "ar"]).unwrap();
    assert_eq!((figures.floor.get(), figures.wait), (5, 1));
    assert!(figures.counted.text("en").contains("fewer than all cases"));
    for figure in &figures.all {
        let says = figure.counts.text("en").contains("count several times");
        assert_eq!(says, figure.is_overlapping(), "{}", figure.code);
        let two = figure.by.len() == 2;
        assert_eq!(two, figure.code.contains("-and-"), "{}", figure.code);
    }
    assert!(figures.figure("ended-by-outcome").is_some() && figures.figure("sold").is_none());
}

#[test]
fn every_fault_is_told_with_its_line() {
    for (what, by, said) in [
        (
            "floor = 5",
            "floor = 2",
            "the least count that is told (`floor`) has to lie between 3 and 1000",
        ),
        ("wait = 1", "wait = 9", "`wait` is longer than 8 quarters"),
        (
            "\nversion = 1",
            "\nversion = 0",
            "a version is counted from 1",
        ),
        (
            "from = \"2026-Q1\"",
            "from = \"2026-1\"",
            "`2026-1` is no quarter: write it like 2026-Q1",
        ),
        (
            "since = \"2026-01-01\"",
            "since = \"2026-02-30\"",
            "`2026-02-30` is no day: write it like 2026-01-31",
        ),
        (
            "fr = \"Dossiers reçus, par pays\", ",
            "",
            "`received-by-country` has no words in `fr`",
        ),
        (
            "by = [\"country\"]",
            "by = []",
            "`received-by-country` has to count by one thing, or by two that differ",
        ),
        (
            "by = [\"country\"]",
            "by = [\"country\", \"country\"]",
            "`received-by-country` has to count by one thing, or by two that differ",
        ),
        (
            "least = 20",
            "least = 4",
            "a share of `ended-by-remedy` is told of no fewer than 5 cases, and by one thing in which a case counts once",
        ),
        (
            "value = \"confirmed\"",
            "value = \"paid\"",
            "`ended-by-remedy` has no `paid` of which to tell a share",
        ),
    ] {
        let at = line(what) + usize::from(what.starts_with('\n'));
        assert_eq!(with(what, by), [format!("line {at}: {said}")]);
    }
    let twice = with(
        "code = \"received-by-track\"",
        "code = \"received-by-quarter\"",
    );
    assert_eq!(
        twice,
        [format!(
            "line {}: `received-by-quarter` stands here a second time",
            line("code = \"received-by-track\"")
        )]
    );
    let unknown = with("by = [\"country\"]", "by = [\"company\"]");
    assert!(
        unknown[0].starts_with(&format!("line {}: ", line("by = [\"country\"]")))
            && unknown[0].contains("company")
    );
    let odd = with("wait = 1", "wait = 1\nnoise = 3");
    assert!(odd[0].contains("noise"), "{odd:?}");
    let long = with(
        "en = \"Cases received, by country\"",
        &format!("en = \"{}\"", "x".repeat(201)),
    );
    assert!(long[0].ends_with("longer than 200 characters"), "{long:?}");
    let large = Figures::read(&"#".repeat(300_000), &[]).unwrap_err();
    assert_eq!(large[0].to_string(), "line 1: longer than 256 KiB");
    let page = Figures::read(DEFAULT, &["en", "sw"]).unwrap_err();
    let said = "pages are also in `sw`: it has to be among `languages`";
    assert_eq!(
        page[0].to_string(),
        format!("line {}: {said}", line("languages = "))
    );
}

#[test]
fn figures_that_would_tell_on_one_another_are_refused() {
    for (what, by, said) in [
        (
            "by = [\"quarter\", \"track\"]",
            "by = [\"quarter\", \"kind\"]",
            "and in `kind` one case counts several times: it has no sums",
        ),
        (
            "by = [\"quarter\", \"track\"]",
            "by = [\"quarter\", \"outcome\"]",
            "`outcome` is known of cases that ended",
        ),
        (
            "by = [\"first-answer\"]",
            "by = [\"country\"]",
            "`received-by-first-answer` counts what another figure counts already",
        ),
        (
            "by = [\"first-answer\"]",
            "by = [\"track\", \"first-answer\"]",
            "`track` is already in another figure by two things",
        ),
        (
            "by = [\"paragraph\"]",
            "by = [\"kind\"]",
            "`kind` is counted of those that came and of those that ended",
        ),
    ] {
        let faults = with(what, by);
        assert!(
            faults.iter().any(|fault| fault.contains(said)),
            "{said}: {faults:?}"
        );
    }
}

#[test]
fn what_was_told_is_not_told_otherwise() {
    let told: Vec<_> = Figures::shipped()
        .unwrap()
        .all
        .iter()
        .map(Figure::definition)
        .collect();
    assert!(Figures::read_after(DEFAULT, &[], &told).is_ok());
    let after = |what: &str, by: &str| -> Vec<String> {
        let text = DEFAULT.replacen(what, by, 1);
        assert!(Figures::read(&text, &[]).is_ok(), "whole by itself: {by}");
        let faults = Figures::read_after(&text, &[], &told)
            .err()
            .unwrap_or_default();
        faults.iter().map(ToString::to_string).collect()
    };
    let by_track = "code = \"received-by-track\"\nversion = 1";
    let renamed = ("since = \"2026-01-01\"", "since = \"2026-01-02\"");
    let at = line("code = \"received-by-quarter\"") + 1;
    assert_eq!(
        after(renamed.0, renamed.1),
        [format!(
            "line {at}: numbers were told of version 1 of `received-by-quarter`, which says something else: give this one another version"
        )]
    );
    // Another version may say something else, and be of other things.
    assert!(after(by_track, &by_track.replace("= 1", "= 2")).is_empty());
    // But what was told of those that came is told of those that ended by none.
    let both = after(
        "of = \"received\"\nby = [\"country\"]",
        "of = \"ended\"\nby = [\"country\"]",
    );
    assert!(
        both.iter()
            .any(|said| said.contains("one could be reckoned")),
        "{both:?}"
    );
}
