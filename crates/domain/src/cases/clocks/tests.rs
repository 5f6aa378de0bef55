//! Clocks begin, stand still, run on, and say their word once.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::PartId;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::from_date(text.parse().unwrap())
}

fn geneva() -> Calendar {
    Calendar::of("CH")
}

#[test]
fn what_is_urgent_has_a_day() {
    let procedure = Procedure::shipped().unwrap();
    let check = procedure.state("safety-check").unwrap();
    let friday = day("2026-11-27");
    let due = |urgent| begin(check, urgent, friday, &geneva())[0].due;
    assert_eq!(
        (due(true), due(false)),
        (day("2026-11-28"), day("2026-12-02"))
    );
    let company = procedure.state("route-company-mechanism").unwrap();
    let both = begin(company, false, friday, &geneva());
    let codes: Vec<&str> = both.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(codes, ["plan", "route-company-mechanism"]);
    assert_eq!(both[1].due, day("2027-02-25"));
}

#[test]
fn a_clock_is_extended_as_often_as_the_procedure_says() {
    let (procedure, berlin) = (Procedure::shipped().unwrap(), Calendar::of("DE"));
    let state = procedure.state("company-notified").unwrap();
    let clock = begin(state, false, day("2026-03-02"), &berlin).remove(0);
    let longer = extend(state, &clock, &berlin).unwrap();
    assert_eq!(clock.due, day("2026-03-23"));
    // Good Friday and Easter Monday are no working days there.
    assert_eq!(longer.due, day("2026-04-15"));
    assert_eq!(extend(state, &longer, &berlin), None);
    let never = procedure.state("eligibility").unwrap();
    let clock = begin(never, false, day("2026-03-02"), &berlin).remove(0);
    assert_eq!(extend(never, &clock, &berlin), None);
}

#[test]
fn reminders_come_one_after_the_other_and_a_jump_makes_one_of_those_that_were_missed() {
    let procedure = Procedure::shipped().unwrap();
    let state = procedure.state("info-requested").unwrap();
    let began = day("2026-03-02");
    let mut clock = begin(state, false, began, &geneva()).remove(0);
    let mut said = Vec::new();
    for passed in 0..400 {
        let told = told_by(state, &clock, began.plus(passed));
        if told > clock.told {
            said.push(passed);
            clock.told = told;
        }
    }
    assert_eq!(said, [10, 20, 31]);
    assert!(has_run_out(state, &clock));
    let fresh = begin(state, false, began, &geneva()).remove(0);
    assert_eq!(told_by(state, &fresh, began.plus(25)), 2);
    assert_eq!(told_by(state, &fresh, began.plus(9_000)), 3);
    // A clock that goes back says nothing again.
    assert_eq!(told_by(state, &clock, began), 3);
}

#[test]
fn what_is_asked_again_runs_on_wherever_the_case_goes_until_its_end() {
    let procedure = Procedure::shipped().unwrap();
    let (monday, calendar) = (day("2026-03-02"), geneva());
    let mut case = crate::cases::tests::plain("safety-check");
    let after = |case: &Case, act: &CaseAct, today: Day| {
        clocks_of(after_act(case, &procedure, act, false, (today, &calendar)))
    };
    let filled = |again| CaseAct::SheetFilled {
        sheet: "safety".into(),
        part: crate::PartId(uuid::Uuid::nil()),
        by: "desk".into(),
        shown: false,
        begins: vec![],
        again,
        touches: None,
    };
    let to = |from: &str, to: &str| CaseAct::Stepped {
        act: "on".into(),
        by: "desk".into(),
        from: from.into(),
        to: to.into(),
        came_from: None,
        ends: None,
        beside: vec![],
        why: None,
    };
    case.clocks = begin(
        procedure.state("safety-check").unwrap(),
        false,
        monday,
        &calendar,
    );
    case.clocks = after(&case, &filled(Some(30)), monday);
    let codes =
        |case: &Case| -> Vec<String> { case.clocks.iter().map(|c| c.code.clone()).collect() };
    assert_eq!(codes(&case), ["safety-check", "again-safety"]);
    case.clocks = after(&case, &to("safety-check", "representation-check"), monday);
    case.state = "representation-check".into();
    assert_eq!(codes(&case), ["representation-check", "again-safety"]);
    assert_eq!(case.clocks[1].due, monday.plus(30));
    // It says so once, when it is over, and not while the case waits.
    let words = |case: &Case, on: i64| super::words(case, &procedure, monday.plus(on)).over;
    assert!(!words(&case, 30).contains(&"again-safety".to_owned()));
    assert!(words(&case, 31).contains(&"again-safety".to_owned()));
    let mut waits = case.clone();
    waits.contact_stopped = true;
    assert!(words(&waits, 31).is_empty());
    // Filled in again, it begins anew; with the end it is over.
    case.clocks = after(&case, &filled(Some(7)), monday.plus(20));
    assert_eq!(case.clocks.last().unwrap().due, monday.plus(27));
    let ended = after(&case, &to("representation-check", "closed"), monday);
    assert!(ended.is_empty());
}

fn clocks_of(clocks: Option<Clocks>) -> Vec<Running> {
    clocks.unwrap().running
}

proptest! {
    #[test]
    fn what_was_left_before_a_pause_is_left_after_it(
        code in "eligibility|info-requested|route-mediation|safety-check",
        began in 20_000i64..22_000, passed in 0i64..30, paused in 0i64..400,
    ) {
        let procedure = Procedure::shipped().unwrap();
        let state = procedure.state(&code).unwrap();
        let calendar = geneva();
        let clocks = begin(state, false, Day(began), &calendar);
        let stopped = Day(began + passed);
        let standing = pause(state, &clocks, stopped, &calendar);
        let again = pause(state, &standing, stopped.plus(1), &calendar);
        prop_assert_eq!(&again, &standing, "a second pause changes nothing");
        let on = stopped.plus(paused);
        let running = resume(state, &standing, on, &calendar);
        for (before, after) in clocks.iter().zip(&running) {
            prop_assert_eq!(after.left, None);
            let late = before.due < stopped;
            prop_assert_eq!(late, after.due < on);
            if paused == 0 && calendar.is_working(before.due) {
                prop_assert_eq!(after.due, before.due);
            }
            let once_more = pause(state, std::slice::from_ref(after), on, &calendar);
            prop_assert_eq!(once_more[0].left, standing.iter().find(|c| c.code == after.code).unwrap().left);
        }
    }
}

#[test]
fn what_was_promised_is_said_before_its_day_and_after_it_once_each_and_also_when_the_case_has_ended()
 {
    let procedure = Procedure::shipped().unwrap();
    let (monday, calendar) = (day("2026-03-02"), geneva());
    let mut case = crate::cases::tests::plain("closed");
    let id = PartId(uuid::Uuid::from_u128(9));
    let act = |step: &str, reached: Option<&str>, due: i64| CaseAct::CommitmentChanged {
        commitment: id,
        part: id,
        step: step.into(),
        promise: crate::commitments::Promise {
            kind: "back-pay".into(),
            due: monday.plus(due),
        },
        reached: reached.map(str::to_owned),
        room: None,
    };
    let after = |case: &Case, act: &CaseAct, today: Day| {
        clocks_of(after_act(case, &procedure, act, false, (today, &calendar)))
    };
    let said = |case: &Case, on: i64| {
        let words = super::words(case, &procedure, monday.plus(on));
        let count = (words.reminders.len(), words.over.len());
        (count, words.after.running)
    };
    case.clocks = after(&case, &act("promised", None, 20), monday);
    assert_eq!(promise_of_clock(&case.clocks[0].code), Some(id));
    assert_eq!(said(&case, 12).0, (0, 0));
    let (count, running) = said(&case, 13);
    assert_eq!(count, (1, 0), "seven days before");
    let reminded = Case {
        clocks: running,
        ..case.clone()
    };
    assert_eq!(said(&reminded, 20).0, (0, 0));
    let (count, running) = said(&reminded, 21);
    assert_eq!(count, (0, 1));
    let over = Case {
        clocks: running,
        ..case.clone()
    };
    assert_eq!(said(&over, 500).0, (0, 0));
    // A clock that jumps says one word and not two; while the case waits, none.
    assert_eq!(said(&case, 500).0, (0, 1));
    let mut waits = case.clone();
    waits.contact_stopped = true;
    assert_eq!(said(&waits, 500).0, (0, 0));
    // What is due sooner than it would be said is said once its day is past.
    let mut soon = case.clone();
    soon.clocks = after(
        &Case {
            clocks: vec![],
            ..case.clone()
        },
        &act("promised", None, 3),
        monday,
    );
    assert_eq!((said(&soon, 3).0, said(&soon, 4).0), ((0, 0), (0, 1)));
    // Said to be done, nothing is said; looked at and found not done, it is due again.
    case.clocks = after(&case, &act("claimed", None, 20), monday);
    assert!(case.clocks.is_empty());
    case.clocks = after(&case, &act("seen", Some("yes"), 20), monday);
    assert!(case.clocks.is_empty());
    case.clocks = after(&case, &act("seen", Some("no"), 20), monday);
    assert_eq!(case.clocks.len(), 1);
    case.clocks = after(&case, &act("confirmed", Some("partly"), 20), monday);
    assert_eq!(case.clocks.len(), 1);
    case.clocks = after(&case, &act("confirmed", Some("yes"), 20), monday);
    assert!(
        !case.clocks.is_empty(),
        "a word that does not come would tell who spoke"
    );
    case.clocks = after(&case, &act("seen", Some("yes"), 20), monday);
    assert!(case.clocks.is_empty());
}
