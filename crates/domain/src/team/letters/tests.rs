//! Letters are read whole, filled in for a case, and nothing that was left open goes out.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

const PAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// Letters with nothing wrong.
const SMALL: &str = r#"name = "ours"
version = 1
status = "draft"
languages = ["en", "fr", "es", "ar"]
note = { en = "a", fr = "b", es = "c", ar = "d" }

[[letter]]
code = "one"
name = { en = "a", fr = "b", es = "c", ar = "d" }
text = { en = "To {desk}: {reference}", fr = "b", es = "c", ar = "d {due}" }

[[letter]]
code = "two"
name = { en = "a", fr = "b", es = "c", ar = "d" }
text = { en = "a", fr = "b", es = "c", ar = "d" }
"#;

fn all(blank: Blank) -> Option<String> {
    Some(blank.code().to_uppercase())
}

#[test]
fn the_shipped_letters_are_whole_and_none_can_be_sent_unread() {
    let letters = Letters::read(LETTERS, &PAGES).unwrap();
    assert_eq!(letters.status, Review::Draft);
    assert!(letters.letters.len() >= 5);
    for letter in &letters.letters {
        for language in PAGES {
            assert_eq!(letter.language(language), language);
            let filled = letter.fill(language, all);
            assert!(
                filled.contains("REFERENCE") && filled.contains("DESK"),
                "{}",
                letter.code
            );
            // But for the first, each has something to be written by hand.
            let open = unfilled(&filled).is_some();
            assert_eq!(
                open,
                letter.code != "acknowledge",
                "{} in {language}",
                letter.code
            );
            // And without what belongs in it, none goes.
            let bare = letter.fill(language, |_| None);
            assert!(unfilled(&bare).is_some(), "{} in {language}", letter.code);
        }
        // Each says the same: as many gaps in every language.
        let gaps = |language| letter.fill(language, all).matches("[…").count();
        assert!(
            PAGES.iter().all(|language| gaps(language) == gaps("en")),
            "{}",
            letter.code
        );
    }
}

#[test]
fn every_fault_is_told_with_its_line() {
    assert!(Letters::read(SMALL, &PAGES).is_ok());
    for (what, by, said) in [
        (
            "{reference}",
            "{referense}",
            "line 10: `one` has in `en` the blank `{referense}`, which nobody fills in",
        ),
        (
            "{reference}",
            "{reference",
            "line 10: `one` has in `en` the blank `{reference}`, which nobody fills in",
        ),
        ("{due}", "{}", "line 10: `one` has in `ar` the blank `{}`"),
        (
            "code = \"two\"",
            "code = \"one\"",
            "line 13: `one` stands here a second time",
        ),
        (
            ", ar = \"d {due}\"",
            "",
            "line 10: `one` is not told in `ar`",
        ),
        (", \"ar\"]", "]", "line 4: pages are also in `ar`"),
    ] {
        assert!(SMALL.contains(what), "{what}");
        let faults = Letters::read(&SMALL.replacen(what, by, 1), &PAGES).unwrap_err();
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(
            faults.iter().any(|fault| fault.starts_with(said)),
            "{what}: {faults:?}"
        );
    }
}

#[test]
fn what_is_filled_in_is_not_filled_in_again() {
    let letters = Letters::read(SMALL, &PAGES).unwrap();
    let letter = letters.letter("one").unwrap();
    let known = |blank| match blank {
        Blank::Desk => Some("{reference} {due}".to_owned()),
        blank => all(blank),
    };
    assert_eq!(letter.fill("en", known), "To {reference} {due}: REFERENCE");
    assert_eq!(letter.fill("ar", |_| None), "d {due}");
    // In a language that it is not told in, it is told in another, and says in which.
    assert_eq!(letter.language("sw"), "en");
    assert_eq!(letter.fill("sw", all), "To DESK: REFERENCE");
    assert!(letters.letter("three").is_none());
}

#[test]
fn what_was_left_open_is_named() {
    for (text, found) in [
        ("We will answer by {due}.", Some("{due}")),
        ("Why: [… the reason]", Some("[… the reason]")),
        ("Why: [...]", Some("[...]")),
        ("a [b] {c} [… d] e", Some("[… d]")),
        ("{ [ {state}", Some("{state}")),
        // A person's own words.
        ("They wrote [sic] and {so on}", None),
        ("three … dots", None),
        ("[", None),
        ("{due", None),
        ("", None),
    ] {
        assert_eq!(unfilled(text), found, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_looked_through(text in ".{0,80}", braces in r"[\[\]{}….a-z ]{0,60}") {
        for text in [text, braces] {
            if let Some(found) = unfilled(&text) {
                prop_assert!(text.contains(found) && found.len() > 2);
            }
        }
    }
}
