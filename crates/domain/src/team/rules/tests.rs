//! Rules are read whole, and each fault of others is told with its line.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::procedure::Procedure;

const PAGES: [&str; 4] = ["en", "fr", "es", "ar"];
const STATES: [&str; 2] = ["received", "closed"];

/// Rules with nothing wrong.
const SMALL: &str = r#"name = "ours"
version = 1
status = "draft"
languages = ["en", "fr", "es", "ar"]
note = { en = "a", fr = "b", es = "c", ar = "d" }
second = { release = true, close = false, erase = true, give-out = false, days = 7 }
emergency = { wait-hours = 24, days = 5 }
alike = { days = 365, score = 82 }

[[item]]
state = "received"
code = "read"
name = { en = "a", fr = "b", es = "c", ar = "d" }

[[item]]
state = "closed"
code = "read"
name = { en = "a", fr = "b", es = "c", ar = "d" }
"#;

fn with(what: &str, by: &str) -> Vec<String> {
    assert!(SMALL.contains(what), "{what}");
    let text = SMALL.replacen(what, by, 1);
    let faults = Rules::read(&text, &PAGES, &STATES).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn the_shipped_rules_are_whole_and_ours() {
    let procedure = Procedure::shipped().unwrap();
    let states: Vec<&str> = procedure.states.iter().map(|s| s.code.as_str()).collect();
    let rules = Rules::read(DEFAULT, &PAGES, &states).unwrap();
    assert_eq!(rules.status, Review::Draft);
    for language in PAGES {
        assert!(!rules.note.text(language).is_empty());
    }
    assert!(
        rules
            .note
            .text("en")
            .contains("not the rule of any association")
    );
    // What a second person is needed for, each installation says for itself.
    assert!(rules.second.acts.is_empty());
    assert_eq!(rules.emergency, Waits { hours: 24, days: 7 });
    // Where there is something to do, the list says what.
    for state in states.iter().filter(|state| **state != "draft-offline") {
        assert!(rules.of_state(state).count() > 0, "{state}");
    }
}

#[test]
fn every_fault_is_told_with_its_line() {
    let read = Rules::read(SMALL, &PAGES, &STATES).unwrap();
    assert_eq!(read.second.acts, [Guarded::Release, Guarded::Erase].into());
    assert_eq!(read.second.days, 7);
    assert_eq!(read.emergency, Waits { hours: 24, days: 5 });
    for (what, by, said) in [
        ("status = \"draft\"", "status = \"law\"", "line 3: "),
        (", \"ar\"]", "]", "line 4: pages are also in `ar`"),
        (
            "ar = \"d\" }\nsecond",
            "ar = \" \" }\nsecond",
            "line 5: `note` is not told in `ar`",
        ),
        (
            "state = \"received\"",
            "state = \"nowhere\"",
            "line 11: there is no state `nowhere`",
        ),
        (
            "state = \"closed\"",
            "state = \"received\"",
            "line 17: `read` stands here a second time",
        ),
        ("code = \"read\"", "cod = \"read\"", "line 12: "),
        (
            "days = 7",
            "days = 31",
            "line 6: the number of `second` is from 1 up to 30",
        ),
        (
            "wait-hours = 24",
            "wait-hours = 721",
            "line 7: the number of `wait-hours` is from 0 up to 720",
        ),
        (
            "days = 5",
            "days = 0",
            "line 7: the number of `emergency` is from 1 up to 30",
        ),
        (
            "emergency = { wait-hours = 24, days = 5 }\n",
            "",
            "line 1: missing field `emergency`",
        ),
        (
            "days = 365",
            "days = 0",
            "line 8: the number of `alike` is from 1 up to 3660",
        ),
        (
            "score = 82",
            "score = 101",
            "line 8: the number of `alike` is from 1 up to 100",
        ),
        ("erase = true, ", "", "line 6: missing field `erase`"),
        ("version = 1", "", "line 1: missing field"),
    ] {
        let found = with(what, by);
        assert!(
            found.iter().any(|fault| fault.starts_with(said)),
            "{what}: {found:?}"
        );
    }
    // A list that nobody reads to its end is no help.
    let item = |n: usize| {
        format!(
            "[[item]]\nstate = \"received\"\ncode = \"i{n}\"\nname = {{ en = \"a\", fr = \"b\", es = \"c\", ar = \"d\" }}\n"
        )
    };
    let many: String = (0..30).map(item).collect();
    let faults = Rules::read(&format!("{SMALL}{many}"), &PAGES, &STATES).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].to_string().contains("more than 30"),
        "{}",
        faults[0]
    );
}
