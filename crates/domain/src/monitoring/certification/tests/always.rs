//! Whatever the days are, time alone only takes, and the course allows what the days do.

use proptest::prelude::*;

use super::{super::*, *};

fn some_days() -> impl Strategy<Value = (i64, Option<i64>, Vec<i64>)> {
    let surveyed = prop::collection::vec(0i64..1500, 0..5);
    (15_000i64..25_000, prop::option::of(0i64..2000), surveyed)
}

fn exactly(day: Day) -> Dated {
    let date = day.date();
    Dated::day(date.year(), date.month(), date.day()).unwrap()
}

fn rank(keeping: Keeping) -> i32 {
    match keeping {
        Keeping::NotYet { .. } => 0,
        Keeping::Good { .. } => 1,
        Keeping::SurveillanceDue { .. } => 2,
        Keeping::RenewalDue { .. } => 3,
        Keeping::Lapsed { .. } => 4,
    }
}

proptest! {
    /// Whenever it was issued and however often it was surveyed: with time alone a certificate goes on towards its lapse and never back;
    /// one more surveillance never ends it earlier; and it is never good beyond its last day.
    #[test]
    fn time_alone_only_takes((issued, expires, surveyed) in some_days(), more in 0i64..1500) {
        let own = Certificate {
            issued: exactly(Day(issued)),
            expires: expires.map(|days| exactly(Day(issued + days))),
            ..certificate()
        };
        let surveyed: Vec<Day> = surveyed.into_iter().map(|days| Day(issued + days)).collect();
        let dates = Dates { rules: &RULES, certificate: &own, surveyed: surveyed.clone() };
        let again = [surveyed.clone(), vec![Day(issued + more)]].concat();
        let again = Dates { surveyed: again, ..dates.clone() };
        let mut last = 0;
        for days in (-20..2_100).step_by(13) {
            let today = Day(issued + days);
            // As it was known then: what is to be done later says nothing of today.
            let known = surveyed.iter().copied().filter(|day| *day <= today);
            let known = Dates { surveyed: known.collect(), ..dates.clone() };
            prop_assert!(rank(known.on(today)) >= rank(dates.on(today)));
            let (now, other) = (dates.on(today), again.on(today));
            prop_assert!(rank(now) >= last, "{:?}", now);
            last = rank(now);
            prop_assert!(rank(other) < 4 || last == 4);
            prop_assert!(today <= dates.until() || last == 4);
            if let Keeping::SurveillanceDue { since, until } = now {
                prop_assert!(since <= today && today <= until && until <= dates.until());
            }
        }
    }

    /// Whatever the days do is what the course allows, and leads to the state of that name.
    #[test]
    fn what_the_days_do_the_course_allows(
        days in prop::collection::vec(1i64..200, 1..20),
        surveys in prop::collection::vec(any::<bool>(), 20),
    ) {
        let mut going = Going::certified();
        let mut today = day("2024-03-01");
        for (days, surveyed) in days.into_iter().zip(surveys) {
            today = today.plus(days);
            let date = today.date().to_string();
            let state = going.state();
            if let Some(act) = going.now().due_act(today) {
                going.step(DATES, 0, &date, act).unwrap();
                let expected = if act == "lapse" { "lapsed" } else { act };
                prop_assert_eq!(going.state(), expected);
                prop_assert_ne!(state, going.state());
            } else if surveyed && !going.now().walk().is_over() {
                going.take("secretariat", 1, &date, survey(&date)).unwrap();
            }
            // Once the days did all that they do, state and days say the same of whether it is good.
            let is_lapsed = matches!(going.now().dates().on(today), Keeping::Lapsed { .. });
            prop_assert_eq!(going.state() == "lapsed", is_lapsed);
            if is_lapsed {
                prop_assert_eq!(going.now().due_act(today.plus(1000)), None);
                break;
            }
        }
        let text = serde_json::to_string(&going.entries).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Entry>>(&text).unwrap(), going.entries);
    }
}
