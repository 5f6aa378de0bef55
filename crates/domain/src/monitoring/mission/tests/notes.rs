//! What a team notes is looked through, and what is told of it says no more than it may.

use super::{super::*, *};

fn interview(whom: Whom, people: u32) -> Interview {
    Interview {
        on: Day(FROM + 1),
        whom,
        visit: Some(visit(1)),
        people,
        women: Some(0),
        apart: true,
        agreed: true,
        talks: BTreeSet::new(),
        says: "Wages come late.".into(),
    }
}

fn talk(n: u128, own: Interview) -> (Noted, FieldNote) {
    let id = InterviewId(Uuid::from_u128(n));
    (Noted::Interview(id), FieldNote::Interview(own))
}

/// One talk with something changed in it.
fn changed(change: fn(&mut Interview)) -> (Noted, FieldNote) {
    let mut own = interview(Whom::Guards, 4);
    change(&mut own);
    talk(1, own)
}

#[test]
fn what_is_noted_is_looked_through_and_told_by_note() {
    let seen = |answer: Answer| observation(answer, Strength::Seen);
    let bare = FieldNote::Observation(Observation {
        answer: Answer::No,
        strength: Strength::Document,
        says: String::new(),
        evidence: BTreeSet::new(),
        interviews: BTreeSet::new(),
    });
    let cases = [
        (
            (noted(9, "held-register"), seen(Answer::No)),
            Flaw::OutOfPlan,
        ),
        (
            (noted(1, "code-published"), seen(Answer::No)),
            Flaw::NotAsked,
        ),
        (
            (noted(2, "kenya-registered"), seen(Answer::No)),
            Flaw::NotAsked,
        ),
        (
            (noted(1, "held-register"), seen(Answer::Number(1))),
            Flaw::NotSuchAnAnswer,
        ),
        ((noted(1, "held-register"), bare), Flaw::NeedsEvidence),
        ((Noted::Debrief, seen(Answer::No)), Flaw::NotSuchAnAnswer),
        (changed(|i| i.people = 0), Flaw::NotACount { most: 10_000 }),
        (changed(|i| i.women = Some(5)), Flaw::MoreThanAll),
        (changed(|i| i.agreed = false), Flaw::NoConsent),
        (changed(|i| i.on = Day(FROM - 1)), Flaw::OutOfPlan),
        (changed(|i| i.visit = Some(visit(9))), Flaw::OutOfPlan),
        (
            changed(|i| {
                i.talks.insert("client-expects".into());
            }),
            Flaw::NotAsked,
        ),
    ];
    for (note, flaw) in cases {
        let mut going = Going::in_field();
        let shown = format!("{note:?}");
        let refused = going
            .take(&[], 2, FROM + 1, Asked::Note(sheet(vec![note])))
            .unwrap_err();
        let NotTaken::Notes(wrong) = &refused else {
            panic!("{shown}: {refused:?}")
        };
        assert!(
            wrong[0].1.iter().any(|f| f.flaw == flaw),
            "{shown}: {wrong:?}"
        );
        assert_eq!(refused.code(), "notes");
    }
    let mut own = FieldSheet::default();
    write(&mut own, 1, 44, noted(1, "held-register"), seen(Answer::No));
    let refused = Going::in_field()
        .take(&[], 2, FROM + 1, Asked::Note(own))
        .unwrap_err();
    assert!(matches!(refused, NotTaken::Notes(wrong) if wrong[0].1[0].flaw == Flaw::NotOfTeam));
    let good = changed(|i| {
        i.talks.insert("paid-how".into());
    });
    Going::in_field()
        .take(&[], 2, FROM + 1, Asked::Note(sheet(vec![good])))
        .unwrap();
}

#[test]
fn the_checklist_and_the_guide_are_those_of_the_place() {
    let mut going = Going::in_field();
    let codes = |n: u128, going: &Going| -> Vec<String> {
        let list = going.now().checklist(visit(n)).into_iter();
        list.map(|own| own.code.clone()).collect()
    };
    let (kenya, uganda) = (codes(1, &going), codes(2, &going));
    assert!(kenya.contains(&"kenya-registered".to_owned()));
    assert!(!uganda.contains(&"kenya-registered".to_owned()));
    assert!(going.now().checklist(visit(9)).is_empty());
    assert!(!going.now().guide(visit(1), Whom::Community).is_empty());
    let seen = observation(Answer::Yes, Strength::Document);
    let own = sheet(vec![(noted(1, "kenya-registered"), seen)]);
    going.take(&[], 2, FROM + 1, Asked::Note(own)).unwrap();
    assert_eq!(going.now().unchecked(visit(1)).len(), kenya.len() - 1);
    assert_eq!(going.now().unchecked(visit(2)).len(), uganda.len());
}

#[test]
fn what_was_only_said_is_suggested_as_alleged() {
    let mut going = Going::in_field();
    let own = sheet(vec![
        (
            noted(1, "kenya-registered"),
            observation(Answer::No, Strength::Document),
        ),
        (
            noted(1, "wages-on-time"),
            observation(Answer::No, Strength::SaidBySeveral),
        ),
        (
            noted(2, "held-register"),
            observation(Answer::No, Strength::Seen),
        ),
    ]);
    going.take(&[], 2, FROM + 1, Asked::Note(own)).unwrap();
    let suggested = going.now().suggested(visit(1));
    assert_eq!(suggested.len(), 2);
    let (seen, said) = (&suggested["kenya-registered"], &suggested["wages-on-time"]);
    assert_eq!((seen.word, said.word), (Word::Observed, Word::Alleged));
    assert_eq!((seen.law.len(), said.law.len()), (1, 0));
    assert_eq!(said.bucket, Bucket::Management);
    for finding in suggested.values() {
        assert_eq!(finding.check(&FRAMEWORK, Day(FROM + 2)), Ok(()));
    }
    assert!(going.now().suggested(visit(9)).is_empty());
}

#[test]
fn few_people_are_not_counted_aloud() {
    let own = sheet(vec![
        talk(1, interview(Whom::Guards, 3)),
        talk(2, interview(Whom::Guards, 4)),
        talk(3, interview(Whom::Client, 2)),
    ]);
    let counted = talked(&own, Floor::default());
    assert_eq!(counted[&Whom::Guards], Talked::People(7));
    assert_eq!(counted[&Whom::Client], Talked::FewerThan(5));
    assert_eq!(counted.get(&Whom::Community), None);
}
