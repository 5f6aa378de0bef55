//! Doors are read whole, and each fault of others is told with its line.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::remedies::DEFAULT;

/// What is said of the default when one thing in it is replaced.
fn with(what: &str, by: &str) -> Vec<String> {
    assert!(DEFAULT.contains(what), "{what}");
    said(&DEFAULT.replacen(what, by, 1))
}

fn said(text: &str) -> Vec<String> {
    let faults = Doors::read(text, &[]).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

/// The line on which something first stands in the default.
fn line(of: &str) -> usize {
    let at = DEFAULT.find(of).unwrap();
    DEFAULT[..at].matches('\n').count() + 1
}

/// A file as small as can be, with one fault or more in it.
const SMALL: &str = r#"name = "ours"
version = 1
status = "draft"
languages = ["en", "fr"]
follow_up = [30]
note = { en = "Ours", fr = "À nous" }

[[text]]
code = "any"
says = { en = "Any", fr = "Tout" }

[[danger]]
code = "fear"
when = { fear = ["high"] }
name = { en = "Fear", fr = "Peur" }

[[door]]
code = "help"
name = { en = "Help", fr = "Aide" }
what = { en = "They help.", fr = "On aide." }
who = "any"
cost = "any"
time = "any"
language = "any"
anonymity = "any"
protection = "any"
gives = ["be-heard"]
"#;

#[test]
fn the_default_is_whole_and_says_whose_it_is() {
    let doors = Doors::read(DEFAULT, &["en", "fr", "es", "ar"]).unwrap();
    assert_eq!(doors.doors.len(), 11);
    assert_eq!(doors.status, Review::Draft);
    assert!(
        doors
            .note
            .text("en")
            .contains("not the rule of any association")
    );
    for door in &doors.doors {
        for language in &doors.languages {
            assert_ne!(door.name.text(language), "", "{}", door.code);
            assert!(
                door.what.text(language).chars().count() > 80,
                "{}",
                door.code
            );
        }
        assert_eq!(door.follow_up.len(), 3, "{}", door.code);
    }
    // Where a door says nothing, the days of the file are its days.
    assert_eq!(doors.door("union").unwrap().follow_up, [30, 90, 180]);
    assert_eq!(
        doors.door("oecd-contact-point").unwrap().follow_up,
        [90, 180, 365]
    );
    assert!(Doors::read(SMALL, &["en", "fr"]).is_ok());
}

#[test]
fn what_is_said_of_whom_one_told_is_an_answer_that_can_be_given() {
    let shipped = crate::intake::Questionnaire::shipped();
    let told = &shipped.question("told").unwrap().kind;
    assert!(matches!(told, crate::intake::QuestionKind::Many { options, .. } if *options == TOLD));
}

#[test]
fn every_fault_is_told_with_its_line() {
    let bad = SMALL
        .replace("follow_up = [30]", "follow_up = [30, -90]")
        .replace(", fr = \"Peur\"", "")
        .replace("cost = \"any\"", "cost = \"dear\"")
        .replace(
            "gives = [\"be-heard\"]",
            "gives = [\"a-palace\"]\nopen_when = { forces = [] }",
        );
    assert_eq!(
        said(&bad),
        [
            "line 5: the days of `follow_up` are from 1 up to ten years, each later than the one before",
            "line 6: one door has to stand open always, without a danger, and not be the company itself",
            "line 15: `fear` is not told in `fr`",
            "line 22: there is no text `dear`",
            "line 27: there is no wish `a-palace`",
            "line 28: `help` never stands open: a list of when it does is empty",
        ]
    );
}

#[test]
fn days_are_from_one_up_to_ten_years_and_go_on() {
    let days = "follow_up = [90, 180, 365]";
    let fault = format!(
        "line {}: the days of `oecd-contact-point` are from 1 up to ten years, each later than the one before",
        line(days)
    );
    for bad in [
        "[-90]",
        "[0, 90]",
        "[90, 3661]",
        "[]",
        "[90, 30]",
        "[30, 30]",
        "[99999999999]",
    ] {
        let bad = format!("follow_up = {bad}");
        assert_eq!(with(days, &bad), std::slice::from_ref(&fault), "{bad}");
    }
}

#[test]
fn codes_that_there_are_not_are_named() {
    let harms = "harms = [\"killing-injury\", ";
    assert_eq!(
        with(harms, "harms = [\"murder\", "),
        [format!("line {}: there is no harm `murder`", line(harms))]
    );
    let told = "told = [\"police\"]";
    assert_eq!(
        with(told, "told = [\"sheriff\"]"),
        [format!("line {}: there is no answer `sheriff`", line(told))]
    );
    let danger = "{ danger = \"state-forces\", makes = \"not-first\"";
    assert_eq!(
        with(danger, "{ danger = \"ghosts\", makes = \"not-first\""),
        [format!(
            "line {}: there is no danger `ghosts`",
            line(danger)
        )]
    );
    // What is a word of the program's own is refused while the text is read.
    let standing = "standings = [\"transitional-member\"";
    let unknown = with(standing, "standings = [\"friend\"");
    let at = format!("line {}: ", line(standing));
    assert!(
        unknown[0].starts_with(&at) && unknown[0].contains("friend"),
        "{unknown:?}"
    );
    let odd = with("version = 1", "version = 1\nprice = 3");
    let at = format!("line {}: ", line("version = 1") + 1);
    assert!(
        odd[0].starts_with(&at) && odd[0].contains("price"),
        "{odd:?}"
    );
}

#[test]
fn what_stands_twice_or_is_used_by_nobody_is_named() {
    let code = "code = \"court\"";
    assert_eq!(
        with(code, "code = \"police\""),
        [format!(
            "line {}: `police` stands here a second time",
            line(code)
        )]
    );
    let danger = "{ danger = \"revenge\", makes = \"not-first\", note = \"safe-company-danger\" }";
    let twice = with(
        danger,
        "{ danger = \"high-fear\", makes = \"careful\", note = \"safe-company-danger\" }",
    );
    let at = line(danger);
    assert!(
        twice.contains(&format!("line {at}: `high-fear` stands here a second time")),
        "{twice:?}"
    );
    let text = "beware = [\"beware-client\"]";
    assert_eq!(
        with(text, "beware = []"),
        [format!(
            "line {}: nobody uses the text `beware-client`",
            line("code = \"beware-client\"")
        )]
    );
}

#[test]
fn what_is_not_told_in_a_language_is_named() {
    let fr = "fr = \"La police\"\n";
    assert_eq!(
        with(fr, ""),
        [format!(
            "line {}: `police` is not told in `fr`",
            line("[door.name]\nen = \"The police\"")
        )]
    );
    let ar = "ar = \"نحو سنة، وغالبًا أكثر.\"";
    let blank = with(ar, "ar = \" \"");
    assert!(
        blank[0].ends_with("`time-year` is not told in `ar`"),
        "{blank:?}"
    );
    let missing = Doors::read(DEFAULT, &["en", "sw"]).unwrap_err();
    assert_eq!(
        missing[0].to_string(),
        format!(
            "line {}: pages are also in `sw`: it has to be among `languages`",
            line("languages = ")
        )
    );
    let name = "en = \"A court\"";
    let long = with(name, &format!("en = \"{}\"", "x".repeat(201)));
    assert!(long[0].contains("`court` is longer than 200"), "{long:?}");
    let text = "en = \"About a year, often longer.\"";
    let long = with(text, &format!("en = \"{}\"", "x".repeat(1_001)));
    assert!(
        long[0].contains("`time-year` is longer than 1000"),
        "{long:?}"
    );
    let heavy = format!("{DEFAULT}\n# {}", "x".repeat(256 << 10));
    assert_eq!(said(&heavy), ["line 1: longer than 256 KiB"]);
}

#[test]
fn the_companys_door_says_what_it_becomes_in_each_danger() {
    let silent =
        "  { danger = \"minor\", makes = \"not-first\", note = \"safe-company-child\" },\n";
    let said = with(silent, "");
    let at = line("code = \"company-mechanism\"");
    assert!(
        said.contains(&format!(
            "line {at}: `company-mechanism` is the company itself: it has to say what it becomes in the danger `minor`"
        )),
        "{said:?}"
    );
    let signs = "when = { fear = [\"high\"] }";
    assert_eq!(
        with(signs, "when = {}"),
        [format!(
            "line {}: `high-fear` has no sign, so it is never there",
            line("code = \"high-fear\"")
        )]
    );
}

#[test]
fn a_door_has_to_give_something_and_one_stands_open_always() {
    let gives = "gives = [\"be-heard\", \"protection\", \"medical-care\"]";
    let at = line("code = \"legal-help\"");
    assert_eq!(
        with(gives, "gives = []"),
        [format!(
            "line {at}: `legal-help` has to say what it can give (`gives`)"
        )]
    );
    let fault = format!(
        "line {}: one door has to stand open always, without a danger, and not be the company itself",
        line("[note]")
    );
    for bound in [
        "needs_profile = true",
        "for_workers = true",
        "open_when = { forces = [\"unknown\"] }",
        "safety = [{ danger = \"minor\", makes = \"careful\", note = \"safe-child\" }]",
    ] {
        assert_eq!(
            with(gives, &format!("{gives}\n{bound}")),
            std::slice::from_ref(&fault),
            "{bound}"
        );
    }
}
