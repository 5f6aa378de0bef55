//! A mission goes only as its plan and its course say, and nothing that a device brings is lost.

mod always;
mod notes;

use std::sync::LazyLock;

use uuid::Uuid;

use super::{
    super::{
        answer::Answer,
        course::{Attempt, CourseKind, Need, Refused},
        flaw::Flaw,
        taken::NotTaken,
        versions::Writes,
    },
    *,
};
use crate::{
    CompanyId, InterviewId, VersionId,
    calendar::Calendar,
    registry::{Flaw as Known, Place},
    statistics::Floor,
};

static FRAMEWORK: LazyLock<Framework> = LazyLock::new(|| Framework::shipped().unwrap());
static COURSE: LazyLock<Course> = LazyLock::new(|| Course::shipped(CourseKind::Mission).unwrap());

const FROM: i64 = 20_100;

fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn visit(n: u128) -> VisitId {
    VisitId(Uuid::from_u128(n))
}

fn file(n: u128) -> EvidenceId {
    EvidenceId(Uuid::from_u128(n))
}

fn plan() -> Plan {
    let mate = |n: u128, role: TeamRole| Mate {
        member: member(n),
        role,
    };
    let company = CompanyId(Uuid::from_u128(1));
    let place = |n: u128, country: &str| Visit {
        id: visit(n),
        company,
        name: format!("Gate {n}"),
        place: Place {
            country: country.into(),
            district: None,
            locality: None,
            point: None,
        },
        on: Some(Day(FROM + 1)),
    };
    Plan {
        why: Why::SpotCheck,
        because: "Several people said the same.".into(),
        countries: ["KE".to_owned(), "UG".to_owned()].into(),
        companies: [company].into(),
        from: Day(FROM),
        to: Day(FROM + 5),
        team: vec![
            mate(1, TeamRole::Lead),
            mate(2, TeamRole::Monitor),
            mate(3, TeamRole::Interpreter),
        ],
        visits: vec![place(1, "KE"), place(2, "UG")],
        safety: Some(file(1)),
    }
}

/// A mission that things happen to.
#[derive(Default)]
struct Going {
    entries: Vec<Entry>,
}

impl Going {
    fn now(&self) -> Mission<'_> {
        let id = (MissionId(Uuid::from_u128(1)), Day(20_000));
        Mission::of(id, &FRAMEWORK, &COURSE, &self.entries)
    }

    fn take(&mut self, who: &[&str], by: u128, on: i64, asked: Asked) -> Result<(), NotTaken> {
        let attempt = Attempt {
            act: "",
            actors: who,
            by: (!who.contains(&"clock")).then(|| member(by)),
            on: Day(on),
            reason: None,
            words: "Because of this",
        };
        let entry = self.now().take(asked, &attempt, &Calendar::default())?;
        self.entries.push(entry);
        Ok(())
    }

    fn step(&mut self, who: &[&str], by: u128, on: i64, act: &str) -> Result<(), NotTaken> {
        self.take(who, by, on, Asked::Step(act.into()))
    }

    /// On the spot, with everybody aware of the safety plan.
    fn in_field() -> Self {
        let mut going = Self::default();
        going
            .take(&["secretariat"], 8, 20_001, Asked::Plan(plan()))
            .unwrap();
        going.step(&["director"], 9, 20_002, "approve").unwrap();
        for n in 1..=3 {
            going.take(&[], n, 20_003, Asked::Acknowledge).unwrap();
        }
        going.step(&[], 1, FROM, "go").unwrap();
        going
    }
}

fn needs(need: Need) -> NotTaken {
    NotTaken::Refused(Refused::Needs(vec![need]))
}

fn observation(answer: Answer, strength: Strength) -> FieldNote {
    FieldNote::Observation(Observation {
        answer,
        strength,
        says: "At both gates.".into(),
        evidence: [file(7)].into(),
        interviews: BTreeSet::new(),
    })
}

fn noted(place: u128, code: &str) -> Noted {
    Noted::Observation(visit(place), code.to_owned())
}

/// Somebody writes over what their device shows.
fn write(sheet: &mut FieldSheet, n: u128, by: u128, of: Noted, note: FieldNote) {
    let seen = sheet.of(&of).iter().map(|version| version.id).collect();
    let writes = Writes {
        id: VersionId(Uuid::from_u128(n)),
        by: member(by),
        on: Day(FROM + 1),
        why: "",
    };
    let version = sheet.write(of, Some(note), &seen, writes);
    sheet.add(version).unwrap();
}

fn sheet(notes: Vec<(Noted, FieldNote)>) -> FieldSheet {
    let mut own = FieldSheet::default();
    for (n, (of, note)) in (1u128..).zip(notes) {
        write(&mut own, n, 2, of, note);
    }
    own
}

type Change = fn(&mut Plan);

#[test]
fn a_plan_is_looked_through() {
    let registry = Flaw::Registry;
    let cases: [(Change, &str, Flaw); 9] = [
        (
            |p| p.because = String::new(),
            "because",
            Flaw::plain(crate::Problem::Required),
        ),
        (|p| p.to = Day(FROM - 1), "to", registry(Known::EndsBefore)),
        (
            |p| {
                p.countries.insert("XX".into());
            },
            "countries",
            registry(Known::NotACountry),
        ),
        (|p| p.team.push(p.team[1]), "team", Flaw::Twice),
        (|p| p.team[1].role = TeamRole::Lead, "team", Flaw::OneLead),
        (|p| p.visits[1].id = p.visits[0].id, "visits", Flaw::Twice),
        (
            |p| p.visits[0].on = Some(Day(FROM + 6)),
            "visits",
            Flaw::OutOfPlan,
        ),
        (
            |p| p.visits[0].place.country = "TZ".into(),
            "visits",
            Flaw::OutOfPlan,
        ),
        (
            |p| p.visits[0].place.district = Some("UG-101".into()),
            "visits",
            registry(Known::NotADistrict),
        ),
    ];
    assert_eq!(plan().check(), Ok(()));
    for (change, field, flaw) in cases {
        let mut own = plan();
        change(&mut own);
        let flaws = own.check().unwrap_err();
        assert!(
            flaws.iter().any(|f| f.field == field && f.flaw == flaw),
            "{field}: {flaws:?}"
        );
    }
}

#[test]
fn a_plan_has_to_be_whole_before_it_is_approved() {
    let lacking: [Change; 4] = [
        |p| p.safety = None,
        |p| p.visits.clear(),
        |p| {
            p.team.remove(0);
        },
        |p| {
            p.companies.clear();
            p.visits.clear();
        },
    ];
    for lack in lacking {
        let mut own = plan();
        lack(&mut own);
        let mut going = Going::default();
        going
            .take(&["secretariat"], 8, 20_001, Asked::Plan(own))
            .unwrap();
        let refused = going.step(&["director"], 9, 20_002, "approve").unwrap_err();
        assert_eq!(refused, needs(Need::PlanWhole));
    }
}

#[test]
fn nobody_sets_out_before_all_know_how_to_stay_safe_and_the_day_has_come() {
    let mut going = Going::default();
    going
        .take(&["secretariat"], 8, 20_001, Asked::Plan(plan()))
        .unwrap();
    let same = going.step(&["director"], 8, 20_002, "approve").unwrap_err();
    assert_eq!(same.code(), "same-person");
    going.step(&["director"], 9, 20_002, "approve").unwrap();
    going.take(&[], 1, 20_003, Asked::Acknowledge).unwrap();
    let alone = going.step(&[], 1, FROM, "go").unwrap_err();
    assert_eq!(alone, needs(Need::SafetyAcknowledged));
    assert_eq!(going.now().unaware(), [member(2), member(3)].into());
    // Who is not of the team, or only says so, is nobody here.
    assert!(
        going
            .take(&["team", "lead"], 7, 20_003, Asked::Acknowledge)
            .is_err()
    );
    for n in 2..=3 {
        going.take(&[], n, 20_003, Asked::Acknowledge).unwrap();
    }
    assert!(
        going.step(&["lead"], 2, FROM, "go").is_err(),
        "a monitor does not lead"
    );
    let early = going.step(&[], 1, FROM - 1, "go").unwrap_err();
    assert_eq!(early, needs(Need::DayReached));
    // Another plan has to be known anew.
    going.step(&[], 1, 20_004, "replan").unwrap();
    going
        .take(&["secretariat"], 8, 20_005, Asked::Plan(plan()))
        .unwrap();
    going.step(&["director"], 9, 20_006, "approve").unwrap();
    assert_eq!(going.now().unaware().len(), 3);
    assert!(going.step(&[], 1, FROM, "go").is_err());
}

#[test]
fn a_mission_goes_from_its_plan_to_a_report_that_the_company_could_reply_to() {
    let mut going = Going::in_field();
    let mut own = sheet(vec![(
        noted(1, "held-register"),
        observation(Answer::No, Strength::Seen),
    )]);
    going
        .take(&[], 2, FROM + 1, Asked::Note(own.clone()))
        .unwrap();
    going.step(&[], 1, FROM + 5, "return").unwrap();
    let untold = going.step(&[], 1, FROM + 6, "debrief").unwrap_err();
    assert_eq!(untold, needs(Need::Debriefed));
    let debrief = FieldNote::Debrief("Nobody was followed.".into());
    write(&mut own, 50, 1, Noted::Debrief, debrief);
    going.take(&[], 1, FROM + 6, Asked::Note(own)).unwrap();
    going.step(&[], 1, FROM + 6, "debrief").unwrap();
    let bare = going.step(&["director"], 9, FROM + 7, "send").unwrap_err();
    assert_eq!(bare, needs(Need::ReportWritten));
    going
        .take(&[], 1, FROM + 8, Asked::Write { report: file(20) })
        .unwrap();
    going.step(&["director"], 9, FROM + 9, "send").unwrap();
    let due = going.now().walk().due(&Calendar::default());
    assert_eq!(due, Some(Day(FROM + 39)));
    // The clock alone says that there was no reply, and not before the last day is over.
    assert!(going.step(&["clock"], 0, FROM + 39, "no-reply").is_err());
    let mut silent = Going {
        entries: going.entries.clone(),
    };
    silent.step(&["clock"], 0, FROM + 40, "no-reply").unwrap();
    assert!(silent.now().replies().is_empty());
    let reply = Asked::Reply {
        file: Some(file(21)),
    };
    going.take(&["company"], 30, FROM + 20, reply).unwrap();
    assert_eq!(going.now().replies()[0].1, Some(file(21)));
    // A device that was away brings what it has; two that saw it otherwise are looked at before it is final.
    let mut late = FieldSheet::default();
    let otherwise = observation(Answer::Yes, Strength::SaidByOne);
    write(&mut late, 77, 3, noted(1, "held-register"), otherwise);
    going.take(&[], 3, FROM + 21, Asked::Note(late)).unwrap();
    going
        .take(&[], 1, FROM + 22, Asked::Write { report: file(22) })
        .unwrap();
    let split = going
        .step(&["director"], 9, FROM + 23, "finish")
        .unwrap_err();
    assert_eq!(split, needs(Need::NoConflicts));
    let mut all = going.now().sheet();
    let settled = observation(Answer::No, Strength::Seen);
    write(&mut all, 78, 1, noted(1, "held-register"), settled);
    going.take(&[], 1, FROM + 23, Asked::Note(all)).unwrap();
    going.step(&["director"], 9, FROM + 23, "finish").unwrap();
    assert!(going.now().walk().is_over());
    assert_eq!(going.now().reports(), [file(20), file(22)]);
}
