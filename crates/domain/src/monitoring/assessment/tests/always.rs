//! Whatever anybody tries, nothing that was answered is lost.

use proptest::prelude::*;

use super::{super::*, *};

/// What anybody may try, in any order.
fn some_tries() -> impl Strategy<Value = Vec<(usize, usize, usize, bool, i64)>> {
    prop::collection::vec(
        (0usize..10, 0usize..6, 0usize..2, any::<bool>(), 0i64..30),
        1..50,
    )
}

const CODES: [&str; 6] = [
    "insured",
    "no-revenge",
    "code-policy",
    "no-fees",
    "force-rules",
    "vetted",
];

impl Going {
    fn try_one(
        &mut self,
        (what, which, who, stale): (usize, usize, usize, bool),
        today: i64,
    ) -> Result<(), NotTaken> {
        let (actor, code, by) = (
            ["company", "secretariat"][who],
            CODES[which],
            1 + who as u128,
        );
        let answer = [Answer::Yes, Answer::No, Answer::Partly][which % 3].clone();
        let asked = match what {
            0..4 if stale => return self.save_over(by, today, code, answer, BTreeSet::new()),
            0..4 => return self.save(by, today, code, answer),
            4 => return self.submit(today),
            5 => Asked::Reopen {
                indicators: [code.to_owned()].into(),
            },
            6 => Asked::Extend {
                until: Day(BEGAN + today + 100),
            },
            7 => Asked::SayFeedback(Feedback {
                indicator: code.into(),
                judged: Judged::Good,
                words: "Good".into(),
            }),
            8 => Asked::Step("give-feedback".into()),
            _ => Asked::Delegate(Delegation {
                section: "5".into(),
                role: "Head".into(),
                to: stale.then(|| member(2)),
            }),
        };
        self.take(actor, by, today, asked)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever happens: entries only grow, each answer that was ever saved is still there, and what was submitted once is as it was.
    #[test]
    fn no_path_loses_an_answer(tries in some_tries()) {
        let mut going = Going::new();
        let (mut saved, mut submitted): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
        let mut today = 0;
        for (what, which, who, stale, days) in tries {
            today += days;
            let before = going.entries.clone();
            let done = going.try_one((what, which, who, stale), today);
            prop_assert_eq!(&going.entries[..before.len()], &before[..]);
            prop_assert_eq!(going.entries.len(), before.len() + usize::from(done.is_ok()));
            if done.is_ok() {
                match &going.entries[before.len()].act {
                    Act::Saved(version) => saved.push(version.clone()),
                    Act::Submitted { .. } => submitted.push(going.now().answers()),
                    _ => {}
                }
            }
            let answers = going.now().answers();
            prop_assert_eq!(answers.len(), saved.len());
            for version in &saved {
                prop_assert!(answers.all().any(|own| own == version));
            }
            let last = going.now().submitted_answers();
            prop_assert_eq!(last.as_ref(), submitted.last());
            for earlier in &submitted {
                prop_assert!(earlier.all().all(|own| answers.all().any(|other| other == own)));
            }
            // What is complete has no gap, and what has a gap is not complete.
            let gaps = going.now().gaps();
            for section in going.now().sections() {
                let has_gap = gaps.keys().any(|code| {
                    let group = &FRAMEWORK.indicator(code).unwrap().group;
                    FRAMEWORK.section_of(group) == section.code
                });
                prop_assert_eq!(has_gap, section.state != SectionState::Complete);
            }
        }
        let text = serde_json::to_string(&going.entries).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Entry>>(&text).unwrap(), going.entries);
    }

    /// As days go by, what was not submitted goes from open to overdue to missing and never back; what was submitted stays what it is.
    #[test]
    fn time_alone_makes_nothing_better(submitted in prop::option::of(0i64..300), extended in prop::option::of(91i64..200)) {
        let mut going = Going::new();
        going.save(1, 0, "insured", Answer::Yes).unwrap();
        if let Some(until) = extended {
            let until = Day(BEGAN + until);
            going.take("secretariat", 9, 0, Asked::Extend { until }).unwrap();
        }
        if let Some(on) = submitted {
            going.submit(on).unwrap();
        }
        let mut last = 0;
        for day in 0..400 {
            let found = going.now().timeliness(Day(BEGAN + day));
            let rank = match found {
                Timeliness::Open { .. } => 0,
                Timeliness::Overdue { .. } => 1,
                Timeliness::Missing { .. } => 2,
                Timeliness::InTime => 3,
                Timeliness::Late { .. } => 4,
            };
            prop_assert!(rank >= last);
            prop_assert_eq!(rank >= 3, submitted.is_some_and(|on| on <= day));
            last = rank;
        }
    }
}
