//! The shipped courses are whole, each fault of another is told with its line, and no walk leaves its course.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{Day, MemberId, calendar::Calendar};

const PAGES: &[&str] = &["en", "fr", "es", "ar"];

fn course(kind: CourseKind) -> Course {
    Course::read(kind, kind.default_text(), PAGES).unwrap()
}

fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

/// Somebody's try, with all that it may need.
fn attempt<'a>(act: &'a str, actors: &'a [&'a str], by: u128, on: i64) -> Attempt<'a> {
    Attempt {
        act,
        actors,
        by: Some(member(by)),
        on: Day(on),
        reason: None,
        words: "Because of this",
    }
}

#[test]
fn the_shipped_courses_are_whole_in_every_language() {
    for (kind, states, ends) in [
        (CourseKind::Assessment, 5, 1),
        (CourseKind::Mission, 9, 2),
        (CourseKind::Concern, 17, 4),
        (CourseKind::Action, 7, 2),
        (CourseKind::Certification, 12, 3),
    ] {
        let course = course(kind);
        assert_eq!(course.states.len(), states, "{kind:?}");
        assert_eq!(course.states.iter().filter(|s| s.end).count(), ends);
        assert_eq!(course.status, Review::Draft);
        assert!(course.note.text("en").contains("not the rule"));
        assert_eq!(CourseKind::from_code(kind.code()), Some(kind));
        let used: BTreeSet<&Code> = course.exits().flat_map(|(_, exit)| &exit.by).collect();
        let idle = course.actors.iter().filter(|a| !used.contains(&a.code));
        assert_eq!(idle.count(), 0, "everybody has something to do: {kind:?}");
        let given: BTreeSet<&Code> = course.exits().flat_map(|(_, e)| &e.reasons).collect();
        assert_eq!(given.len(), course.reasons.len(), "{kind:?}");
        let asked: BTreeSet<Need> = { course.exits() }
            .flat_map(|(_, exit)| exit.needs.iter().copied())
            .collect();
        let told: BTreeSet<Need> = kind.needs().iter().copied().collect();
        assert_eq!(
            asked, told,
            "the program tells nothing for nothing: {kind:?}"
        );
    }
    for need in Need::ALL {
        assert_eq!(Need::from_code(need.code()), Some(need));
    }
}

#[test]
fn a_concern_goes_no_other_way_than_the_steps_of_the_dossier() {
    let course = course(CourseKind::Concern);
    let mut to: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (state, exit) in course.exits() {
        let leads = to.entry(&state.code).or_default();
        if state.code != exit.to {
            leads.insert(&exit.to);
        }
    }
    let dialogue = "confidential-dialogue";
    for (from, next) in [
        ("triage", vec!["dismissed", "open"]),
        ("open", vec![dialogue]),
        (
            dialogue,
            vec!["dismissed", "recommendations-issued", "referred-to-board"],
        ),
        ("recommendations-issued", vec![dialogue, "measures-agreed"]),
        ("measures-agreed", vec![dialogue, "measures-verified"]),
        ("measures-verified", vec!["closed-resolved", dialogue]),
        (
            "referred-to-board",
            vec![dialogue, "corrective-action-required"],
        ),
        (
            "corrective-action-required",
            vec!["measures-verified", "suspension-proceedings"],
        ),
        ("suspension-proceedings", vec!["notice-and-reply"]),
        ("notice-and-reply", vec!["reply-heard"]),
        ("reply-heard", vec!["not-suspended", "suspended"]),
        (
            "not-suspended",
            vec!["closed-resolved", "corrective-action-required"],
        ),
        ("suspended", vec!["reinstated", "terminated"]),
        ("dismissed", vec!["triage"]),
        ("closed-resolved", vec!["triage"]),
    ] {
        let found = to.remove(from).unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), next, "{from}");
    }
    assert!(to.is_empty(), "{to:?}");
    // Only the board says what a company is to be, and only at these three acts.
    let proposing: Vec<(&str, &[Code])> = { course.exits() }
        .filter(|(_, exit)| exit.proposes.is_some())
        .map(|(_, exit)| (exit.act.as_str(), exit.by.as_slice()))
        .collect();
    let board = &["board".to_owned()][..];
    let expected = [
        ("suspend", board),
        ("reinstate", board),
        ("terminate", board),
    ];
    assert_eq!(proposing, expected);
}

#[test]
fn every_fault_is_told_with_its_line() {
    use CourseKind::*;
    for (kind, what, by, said) in [
        (
            Concern,
            "to = \"open\"",
            "to = \"opne\"",
            "there is no state `opne`",
        ),
        (
            Concern,
            "by = [\"board\"]",
            "by = [\"judge\"]",
            "there is no actor `judge`",
        ),
        (
            Concern,
            "by = [\"board\"]",
            "by = []",
            "nobody can do `require-action`",
        ),
        (
            Concern,
            "needs = [\"signal\"]",
            "needs = [\"stamp\"]",
            "there is no need `stamp`",
        ),
        // A need that only something else can tell.
        (
            Concern,
            "needs = [\"signal\"]",
            "needs = [\"dated\"]",
            "there is no need `dated`",
        ),
        (
            Concern,
            "not_by = [\"refer\"]",
            "not_by = [\"ask\"]",
            "there is no act `ask`",
        ),
        (
            Concern,
            "\"bad-faith\", \"gravity\"",
            "\"bored\"",
            "there is no reason `bored`",
        ),
        (
            Concern,
            "reasons = [\"csa-not-submitted\", ",
            "reasons = [\"pattern\", ",
            "there is no reason of the registry `pattern`",
        ),
        (
            Concern,
            "proposes = \"back\"",
            "proposes = \"gone\"",
            "there is no status `gone`",
        ),
        (
            Concern,
            "clock = { days = 10, of = \"working\" }",
            "clock = { days = 0, of = \"working\" }",
            "a clock of `triage` runs from 1 day",
        ),
        (
            Concern,
            "reminders = [45] }",
            "reminders = [90] }",
            "a clock of `confidential-dialogue`",
        ),
        (
            Concern,
            "clock = { days = 14, of = \"calendar\" }",
            "",
            "`suspension-proceedings` either has a clock",
        ),
        (
            Concern,
            "fr = \"Ouverte\", ",
            "",
            "`open` is not told in `fr`",
        ),
        (
            Concern,
            "code = \"open\"",
            "code = \"triage\"",
            "`triage` stands here a second",
        ),
        (
            Concern,
            "to = \"reinstated\"",
            "to = \"suspended\"",
            "nothing leads to `reinstated`",
        ),
        (
            Concern,
            "to = \"triage\", needs = [\"words\"]",
            "to = \"triage\"",
            "the end `dismissed` is left without saying why",
        ),
        (
            Assessment,
            "act = \"submit\"",
            "act = \"send\"",
            "there has to be the act `submit`",
        ),
        (
            Mission,
            "to = \"reporting\", needs = [\"words\"], extends = true",
            "to = \"returned\", needs = [\"words\"], extends = true",
            "`give-more-time` gives more time: it has to stay",
        ),
        (
            Mission,
            "act = \"cancel\", by = [\"director\", \"lead\"]",
            "act = \"cancel\", by = [\"clock\"]",
            "the clock can do nothing in `planning`",
        ),
        (
            Mission,
            "version = 1",
            "version = 1\nvotes = 3",
            "line 10: ",
        ),
    ] {
        let text = kind.default_text();
        let at = text.find(what).unwrap_or_else(|| panic!("{what}"));
        let line = text[..at].matches('\n').count() + 1;
        let faults = Course::read(kind, &text.replacen(what, by, 1), PAGES).unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(
            told.iter().any(|told| told.contains(said)),
            "{said}: {told:?}"
        );
        // What nothing leads to is told where it stands, and what lacks at the beginning.
        let far = if said.contains("nothing leads") {
            60
        } else {
            4
        };
        let near = faults.iter().any(|f| f.line.abs_diff(line) <= far);
        assert!(
            near || said.contains("has to be the act"),
            "{line}: {told:?}"
        );
    }
    let text = Action.default_text();
    let faults = Course::read(Action, text, &["sw"]).unwrap_err();
    assert!(faults[0].to_string().contains("pages are also in `sw`"));
    let other = text.replace("\"done-claimed\"", "\"said-done\"");
    let faults = Course::read(Action, &other, PAGES).unwrap_err();
    assert!(
        faults[0]
            .to_string()
            .contains("there has to be the state `done-claimed`")
    );
}

#[test]
fn a_dead_end_is_found() {
    let text = CourseKind::Action.default_text();
    let text = text.replace("to = \"verified\"", "to = \"done-claimed\"");
    let text = text.replace("to = \"withdrawn\"", "to = \"rejected\"");
    let faults = Course::read(CourseKind::Action, &text, PAGES).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    for said in [
        "nothing leads on from `agreed` to an end",
        "nothing leads to `verified`",
        "nothing leads to `withdrawn`",
    ] {
        assert!(told.iter().any(|told| told.contains(said)), "{told:?}");
    }
}

#[test]
fn a_step_is_refused_with_its_reason() {
    let course = course(CourseKind::Concern);
    let calendar = Calendar::default();
    let mut moves: Vec<Move> = Vec::new();
    let walk = |moves: &[Move], attempt: &Attempt<'_>, holds: bool| {
        let walk = Walk {
            course: &course,
            began: Day(20_000),
            moves,
        };
        walk.step(attempt, &calendar, |_| holds)
    };
    let secretariat = &["secretariat"][..];
    let open = attempt("open", secretariat, 1, 20_001);
    let none = walk(&moves, &open, false).unwrap_err();
    assert_eq!(none, Refused::Needs(vec![Need::Signal]));
    let refused = walk(&moves, &attempt("open", &["company"], 1, 20_001), true).unwrap_err();
    assert!(matches!(&refused, Refused::NotNow { allowed } if allowed.len() == 2));
    assert_eq!(refused.code(), "not-now");
    let dismiss = attempt("dismiss", secretariat, 1, 20_001);
    let which = walk(&moves, &dismiss, true).unwrap_err();
    assert!(matches!(&which, Refused::NeedsReason(reasons) if reasons.len() == 3));
    let wrong = Attempt {
        reason: Some("gravity"),
        ..dismiss.clone()
    };
    assert_eq!(
        walk(&moves, &wrong, true).unwrap_err().code(),
        "needs-reason"
    );
    let silent = Attempt {
        reason: Some("not-borne-out"),
        words: " \n",
        ..dismiss.clone()
    };
    assert_eq!(
        walk(&moves, &silent, true).unwrap_err(),
        Refused::Needs(vec![Need::Words])
    );
    moves.push(walk(&moves, &open, true).unwrap());
    let early = attempt("begin-dialogue", secretariat, 1, 20_000);
    assert_eq!(
        walk(&moves, &early, true).unwrap_err(),
        Refused::Before { last: Day(20_001) }
    );
    for (act, who, on) in [
        ("begin-dialogue", "secretariat", 20_002),
        ("give-more-time", "director", 20_080),
    ] {
        let done = walk(&moves, &attempt(act, &[who], 1, on), true).unwrap();
        moves.push(done);
    }
    let again = attempt("give-more-time", &["director"], 1, 20_090);
    assert_eq!(walk(&moves, &again, true).unwrap_err(), Refused::NoMoreTime);
    let refer = Attempt {
        reason: Some("gravity"),
        ..attempt("refer", &["director"], 1, 20_090)
    };
    moves.push(walk(&moves, &refer, true).unwrap());
    // Who referred it to the board does not decide for the board.
    let same = attempt("require-action", &["board"], 1, 20_091);
    assert_eq!(
        walk(&moves, &same, true).unwrap_err(),
        Refused::SamePerson {
            did: "refer".into()
        }
    );
    let other = attempt("require-action", &["board"], 2, 20_091);
    assert_eq!(
        walk(&moves, &other, true).unwrap().to,
        "corrective-action-required"
    );
}

#[test]
fn the_clock_acts_once_the_time_is_over_and_begins_anew_with_an_extension() {
    let course = course(CourseKind::Concern);
    let calendar = Calendar::default();
    let done = |act: &str, to: &str, on: i64, extends: bool| Move {
        on: Day(on),
        by: Some(member(1)),
        actor: "director".into(),
        act: act.into(),
        to: to.into(),
        reason: None,
        words: String::new(),
        extends,
    };
    let mut moves = vec![
        done("begin-suspension", "suspension-proceedings", 20_000, false),
        done("give-notice", "notice-and-reply", 20_010, false),
    ];
    let due = |moves: &[Move]| {
        let walk = Walk {
            course: &course,
            began: Day(19_000),
            moves,
        };
        (walk.since(), walk.due(&calendar))
    };
    assert_eq!(
        due(&[]),
        (
            Day(19_000),
            Some(calendar.after_working_days(Day(19_000), 10))
        )
    );
    assert_eq!(due(&moves), (Day(20_010), Some(Day(20_040))));
    let clock = |moves: &[Move], on: i64| {
        let walk = Walk {
            course: &course,
            began: Day(19_000),
            moves,
        };
        let attempt = Attempt {
            by: None,
            ..attempt("no-reply", &[CLOCK], 1, on)
        };
        walk.step(&attempt, &calendar, |_| true)
    };
    assert_eq!(
        clock(&moves, 20_040).unwrap_err(),
        Refused::NotYet {
            until: Some(Day(20_040))
        }
    );
    assert_eq!(clock(&moves, 20_041).unwrap().to, "reply-heard");
    moves.push(done("give-more-time", "notice-and-reply", 20_035, true));
    assert_eq!(due(&moves), (Day(20_010), Some(Day(20_065))));
    assert!(clock(&moves, 20_060).is_err());
    let end = [done("terminate", "terminated", 20_100, false)];
    let walk = Walk {
        course: &course,
        began: Day(19_000),
        moves: &end,
    };
    assert!(walk.is_over() && walk.due(&calendar).is_none() && walk.exits().is_empty());
}

/// Many tries of anybody at anything.
fn some_tries() -> impl Strategy<Value = Vec<(usize, usize, u128, i64, bool)>> {
    let one = (
        0usize..60,
        0usize..8,
        1u128..4,
        0i64..40,
        prop::bool::weighted(0.9),
    );
    prop::collection::vec(one, 1..120)
}

proptest! {
    /// Whatever anybody tries: each move is one that the course knows from where it began, nobody did both of what two have to do, and
    /// what was refused changed nothing.
    #[test]
    fn no_walk_leaves_its_course(which in 0usize..5, tries in some_tries()) {
        let course = course(CourseKind::ALL[which]);
        let acts: Vec<(&str, Vec<&str>)> = { course.exits() }
            .map(|(_, exit)| (exit.act.as_str(), exit.reasons.iter().map(String::as_str).collect()))
            .collect();
        let calendar = Calendar::default();
        let (mut moves, mut today): (Vec<Move>, i64) = (Vec::new(), 20_000);
        for (act, who, by, days, holds) in tries {
            today += days;
            let (act, reasons) = &acts[act % acts.len()];
            let actor = [course.actors[who % course.actors.len()].code.as_str()];
            let walk = Walk { course: &course, began: Day(20_000), moves: &moves };
            let tried = Attempt {
                reason: reasons.first().copied(),
                by: (actor[0] != CLOCK).then(|| member(by)),
                ..attempt(act, &actor, by, today)
            };
            let (from, before) = (walk.state().to_owned(), moves.clone());
            match walk.step(&tried, &calendar, |_| holds) {
                Err(_) => prop_assert_eq!(&before, &moves),
                Ok(done) => {
                    let state = course.state(&from).unwrap();
                    let exit = state.exits.iter().find(|e| e.act == *act).unwrap();
                    prop_assert_eq!(&exit.to, &done.to);
                    prop_assert!(exit.by.contains(&done.actor));
                    prop_assert!(holds || exit.needs.iter().all(|need| *need == Need::Words));
                    for other in &exit.not_by {
                        let same = |m: &&Move| m.act == *other && m.by.is_some() && m.by == done.by;
                        prop_assert_eq!(before.iter().filter(same).count(), 0);
                    }
                    moves.push(done);
                }
            }
            let walk = Walk { course: &course, began: Day(20_000), moves: &moves };
            let here = course.state(walk.state());
            prop_assert!(here.is_some() && walk.since() <= Day(today));
            let most = here.and_then(|s| s.clock.as_ref()).map_or(0, |c| c.extend);
            prop_assert!(walk.extended() <= most as usize);
        }
    }
}
