//! A whole procedure is read, and each fault of another is told with its line.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::procedure::DEFAULT;

/// What is said of the default when one thing in it is replaced.
fn with(what: &str, by: &str) -> Vec<String> {
    assert!(DEFAULT.contains(what), "{what}");
    let text = DEFAULT.replacen(what, by, 1);
    let faults = Procedure::read(&text, &[]).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

/// The line on which something stands in the default.
fn line(of: &str) -> usize {
    let at = DEFAULT.find(of).unwrap();
    DEFAULT[..at].matches('\n').count() + 1
}

#[test]
fn the_default_is_whole_and_says_whose_it_is() {
    let procedure = Procedure::shipped().unwrap();
    assert_eq!(procedure.states.len(), 18);
    assert!(
        procedure
            .note
            .text("en")
            .contains("not the rule of any association")
    );
    for state in &procedure.states {
        assert_ne!(
            state.clocks.is_empty(),
            state.no_clock.is_none(),
            "{}",
            state.code
        );
    }
}

#[test]
fn every_fault_is_told_with_its_line() {
    let clock = "clocks = [{ days = 15, of = \"working\" }]";
    let at = line(clock);
    let wrong = with(clock, "clocks = [{ days = -15, of = \"working\" }]");
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].starts_with(&format!("line {at}: a clock of `eligibility`")));
    let none = with(clock, "");
    assert!(none[0].contains("`eligibility` needs a clock"), "{none:?}");

    let exit = "to = \"recommendations\"";
    let unknown = with(exit, "to = \"recomendations\"");
    let at = line(exit);
    assert_eq!(
        unknown,
        [format!("line {at}: there is no state `recomendations`")]
    );
    // A state that only leads to itself, and one that nothing leads to.
    let dead = with(exit, "to = \"mechanism-review\"");
    assert!(
        dead.iter()
            .any(|f| f.ends_with("from `mechanism-review` to the end")),
        "{dead:?}"
    );
    assert!(
        dead.iter()
            .any(|f| f.ends_with("nothing leads to `recommendations`")),
        "{dead:?}"
    );

    let name = "fr = \"Recevabilité\", ";
    let untold = with(name, "");
    let at = line(name);
    assert_eq!(
        untold,
        [format!("line {at}: `eligibility` has no name in `fr`")]
    );
    let four = line("languages = ");
    let pages = ["en", "sw"];
    let missing = Procedure::read(DEFAULT, &pages).unwrap_err();
    assert_eq!(
        missing[0].to_string(),
        format!("line {four}: pages are also in `sw`: it has to be among `languages`")
    );
    let ends = "to = \"closed\", reasons = [\"no-contact\"], ";
    let silent = with(ends, "to = \"closed\", ");
    assert!(
        silent[0].contains("`abandon` leads to the end"),
        "{silent:?}"
    );
    let odd = with(ends, "to = \"closed\", reasons = [\"bored\"], ");
    assert!(odd[0].ends_with("there is no reason `bored`"), "{odd:?}");
    let early = with(ends, "to = \"eligibility\", reasons = [\"no-contact\"], ");
    assert!(
        early[0].contains("`abandon` does not lead to the end"),
        "{early:?}"
    );
    let told = "told = { en = \"We are working on your report: which";
    let hidden = with(told, "name = { en = \"We are working on your report: which");
    assert!(!hidden.is_empty());
    let long = with(
        "en = \"Go on with what there is\"",
        &format!("en = \"{}\"", "x".repeat(201)),
    );
    assert!(long[0].contains("longer than 200"), "{long:?}");
    let left = with("act = \"reopen\"", "act = \"revive\"");
    assert!(left[0].contains("and not by `revive`"), "{left:?}");
    let actor = with("by = [\"mediator\", \"officer\"]", "by = [\"judge\"]");
    assert!(actor[0].ends_with("there is no actor `judge`"), "{actor:?}");
    let nobody = with("by = [\"mediator\", \"officer\"]", "by = []");
    assert!(nobody[0].contains("nobody can do `settle`"), "{nobody:?}");
    let reminder = with("reminders = [10, 20]", "reminders = [10, 40]");
    assert!(
        reminder[0].contains("a reminder of `info-requested`"),
        "{reminder:?}"
    );
    let twice = with("code = \"concern\"", "code = \"closed\"");
    assert!(
        twice
            .iter()
            .any(|f| f.contains("`closed` stands here a second time"))
    );
    let need = with("needs = [\"mandate\"]", "needs = [\"stamp\"]");
    let at = line("needs = [\"mandate\"]");
    assert_eq!(need, [format!("line {at}: there is no finding `stamp`")]);
    let odd = with("version = 1", "version = 1\nvotes = 3");
    assert!(
        odd[0].starts_with(&format!("line {}: ", line("version = 1") + 1))
            && odd[0].contains("votes"),
        "{odd:?}"
    );
}

#[test]
fn every_fault_of_a_sheet_is_told_with_its_line() {
    let one = |what: &str, by: &str, says: &str| {
        let (at, faults) = (line(what), with(what, by));
        let expected = format!("line {at}: {says}");
        assert!(faults.contains(&expected), "{expected}: {faults:?}");
    };
    one(
        "scale = \"risk\", why",
        "scale = \"rsik\", why",
        "there is no scale `rsik`",
    );
    one(
        "when = { agrees = [\"yes\"] }",
        "when = { agrees = [\"si\"] }",
        "there is no answer `si`",
    );
    one(
        "when = { agrees = [\"yes\"] }",
        "when = { agreed = [\"yes\"] }",
        "there is no question `agreed`",
    );
    one(
        "at = [\"mechanism-review\"]",
        "at = [\"mechanism\"]",
        "there is no state `mechanism`",
    );
    one(
        "not_by = [\"done\"]",
        "not_by = [\"dun\"]",
        "there is no sheet `dun`",
    );
    one(
        "begins = [\"retaliation-reported\"]",
        "begins = [\"revenge\"]",
        "there is no side `revenge`",
    );
    one(
        "again = [{ days = 7,",
        "again = [{ days = 0,",
        "a clock of `safety` has to give `days` and `of`, or `hours`: from 1 up to ten years",
    );
    one(
        "code = \"not-accessible\"",
        "code = \"Not accessible\"",
        "`Not accessible` has to be of small letters, digits and dashes: it stands in addresses",
    );
    one(
        "code = \"terms\", asks = \"words\"",
        "code = \"terms\", asks = \"one\"",
        "`terms` is answered with one of a `scale`, with words or with a day, and only the first two kinds have a scale",
    );
    let here = with("at = [\"mechanism-review\"]", "at = [\"eligibility\"]");
    let says =
        "`mechanism-review` needs `criteria-scored`, and the sheet for it is not asked for there";
    assert!(here.iter().any(|f| f.ends_with(says)), "{here:?}");
    let stops = with(
        "begins = [\"retaliation-reported\"]",
        "begins = [\"paused-for-safety\"]",
    );
    assert!(
        stops[0].contains("`paused-for-safety` stops contact"),
        "{stops:?}"
    );
    let taken = with("code = \"criteria-scored\"", "code = \"reason\"");
    assert!(
        taken
            .iter()
            .any(|f| f.contains("`reason` stands here a second time")),
        "{taken:?}"
    );
}
