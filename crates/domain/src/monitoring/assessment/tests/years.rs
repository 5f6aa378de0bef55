//! What is late or missing, and how a year stands to the one before.

use super::{super::*, *};
use crate::monitoring::Since;

#[test]
fn late_and_missing_follow_from_days() {
    for (extended, submitted, today, timeliness) in [
        (None, None, 90, Timeliness::Open { days_left: 0 }),
        (None, None, 0, Timeliness::Open { days_left: 90 }),
        (None, None, 91, Timeliness::Overdue { days: 1 }),
        (None, None, 150, Timeliness::Overdue { days: 60 }),
        (None, None, 151, Timeliness::Missing { days: 61 }),
        (None, Some(90), 300, Timeliness::InTime),
        (None, Some(91), 300, Timeliness::Late { days: 1 }),
        // Asked for a day before it came.
        (None, Some(91), 90, Timeliness::Open { days_left: 0 }),
        (None, Some(300), 299, Timeliness::Missing { days: 209 }),
        (None, Some(300), 300, Timeliness::Late { days: 210 }),
        (Some(100), None, 100, Timeliness::Open { days_left: 0 }),
        (Some(100), Some(101), 101, Timeliness::Late { days: 1 }),
        (Some(100), Some(100), 101, Timeliness::InTime),
    ] {
        let mut going = Going::new();
        going.save(1, 0, "insured", Answer::Yes).unwrap();
        if let Some(until) = extended {
            let until = Day(BEGAN + until);
            going
                .take("secretariat", 9, 50, Asked::Extend { until })
                .unwrap();
        }
        if let Some(on) = submitted {
            going.submit(on).unwrap();
        }
        let found = going.now().timeliness(Day(BEGAN + today));
        assert_eq!(found, timeliness, "{extended:?} {submitted:?} {today}");
    }
    let mut going = Going::new();
    let until = Day(BEGAN + 90);
    let early = going.take("secretariat", 9, 1, Asked::Extend { until });
    assert!(matches!(early, Err(NotTaken::Flawed(_))));
    // Nobody has to submit what is closed without it, and it stays missing.
    let close = Asked::Step("close-without".into());
    going.take("secretariat", 9, 200, close).unwrap();
    assert_eq!(going.now().timeliness(Day(BEGAN + 200)).code(), "missing");
}

#[test]
fn time_that_is_granted_afterwards_makes_nothing_earlier() {
    let mut going = Going::new();
    going.save(1, 0, "insured", Answer::Yes).unwrap();
    going.submit(95).unwrap();
    let indicators = ["insured".to_owned()].into();
    going
        .take("secretariat", 9, 96, Asked::Reopen { indicators })
        .unwrap();
    let until = Day(BEGAN + 150);
    going
        .take("secretariat", 9, 97, Asked::Extend { until })
        .unwrap();
    assert_eq!(
        going.now().timeliness(Day(BEGAN + 98)),
        Timeliness::Late { days: 5 }
    );
}

#[test]
fn a_year_is_held_against_the_one_before() {
    let (mut last, mut now) = (Going::new(), Going::new());
    now.next = 1_000;
    let choice = |code: &str| Some(Answer::Choice(code.into()));
    let date = |day: i64| Some(Answer::Date(Day(day)));
    let number = |number: u32| Some(Answer::Number(number));
    let none = Some(Answer::NotApplicable);
    let list = [
        (
            "code-policy",
            Some(Answer::No),
            Some(Answer::Yes),
            Since::Better,
        ),
        (
            "insured",
            Some(Answer::Yes),
            Some(Answer::Partly),
            Since::Worse,
        ),
        ("incident-hurt", number(3), number(5), Since::Worse),
        ("women-share", number(3), number(5), Since::Better),
        ("held-count", number(3), number(5), Since::NotComparable),
        ("risk-renewed", date(19_000), date(19_900), Since::Better),
        (
            "risk-acted-on",
            choice("hardly"),
            choice("well"),
            Since::Better,
        ),
        ("risk-assessed", None, None, Since::NotAnswered),
        (
            "no-bribes",
            Some(Answer::Yes),
            Some(Answer::Yes),
            Since::Same,
        ),
        (
            "dogs-under-control",
            none.clone(),
            none.clone(),
            Since::Same,
        ),
        ("force-rules", none, Some(Answer::No), Since::NotComparable),
        ("no-revenge", None, Some(Answer::Yes), Since::NewlyAnswered),
        ("no-fees", Some(Answer::Yes), None, Since::NoLongerAnswered),
    ];
    for (code, before, after, _) in &list {
        if let Some(answer) = before {
            last.save(1, 1, code, answer.clone()).unwrap();
        }
        if let Some(answer) = after {
            now.save(1, 1, code, answer.clone()).unwrap();
        }
    }
    let since = now.now().since(&last.now());
    assert_eq!(since.len(), now.now().asked().len());
    for (code, _, _, expected) in &list {
        assert_eq!(since[*code], *expected, "{code}");
    }
    // Where two stand side by side, nobody says which of them is better.
    now.save_over(2, 2, "code-policy", Answer::No, BTreeSet::new())
        .unwrap();
    let since = now.now().since(&last.now());
    assert_eq!(since["code-policy"], Since::NotComparable);
}

#[test]
fn a_question_that_means_something_else_is_not_compared_and_one_with_another_name_is() {
    let (mut last, mut now) = (Going::new(), Going::new());
    for (going, answer) in [(&mut last, Answer::No), (&mut now, Answer::Yes)] {
        going.save(1, 1, "no-bribes", answer.clone()).unwrap();
        going.save(1, 1, "code-policy", answer).unwrap();
    }
    let mut other = FRAMEWORK.clone();
    for own in &mut other.indicators {
        match own.code.as_str() {
            "no-bribes" => own.meaning = 2,
            "code-policy" => {
                own.was = Some("code-policy".into());
                own.code = "policy-on-the-code".into();
            }
            _ => {}
        }
    }
    for entry in &mut now.entries {
        if let Act::Saved(version) = &mut entry.act
            && version.of == "code-policy"
        {
            version.of = "policy-on-the-code".into();
        }
    }
    let later = Assessment::of(&now.call, &other, &COURSE, &now.entries);
    let since = later.since(&last.now());
    assert_eq!(since["no-bribes"], Since::NotComparable);
    assert_eq!(since["policy-on-the-code"], Since::Better);
}
