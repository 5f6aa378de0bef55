#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    Day::from_date(text.parse().unwrap())
}

fn shipped() -> Procedure {
    Procedure::shipped().unwrap()
}

/// A case that ended in the week of a Wednesday.
fn ended(taken_up: bool) -> Kept {
    let on = day("2026-03-04");
    let new = Kept {
        taken_up,
        ..Kept::new(Retention::default())
    };
    new.after_step(&shipped(), &shipped().end, true, on)
}

#[test]
fn what_is_written_reads_back_and_nothing_else_does() {
    let kept = Retention {
        identity: 1,
        not_taken_up: 24,
        taken_up: 600,
    };
    assert_eq!(Retention::read(&kept.written()), Some(kept));
    for wrong in [
        "", "1 2", "1 2 3 4", "0 1 1", "1 1 601", "a b c", "-1 2 3", "1  2 3",
    ] {
        assert_eq!(Retention::read(wrong), None, "{wrong:?}");
    }
}

#[test]
fn a_case_is_kept_as_long_as_how_far_it_came() {
    let (early, late) = (ended(false), ended(true));
    // It ended in the week of the second of March; that week is over on the ninth.
    assert_eq!(early.whole_until(), Some(day("2027-03-09")));
    assert_eq!(late.whole_until(), Some(day("2031-03-09")));
    // Who reported goes with all the rest where that is no later.
    assert_eq!(early.next(), Some((Going::Whole, day("2027-03-09"))));
    assert_eq!(late.next(), Some((Going::Identity, day("2027-03-09"))));
}

#[test]
fn a_case_that_came_far_is_taken_up_whatever_comes_after() {
    let procedure = shipped();
    let today = day("2026-03-04");
    let mut kept = Kept::new(Retention::default());
    for (state, taken_up) in [
        ("safety-check", false),
        ("eligibility", false),
        ("route-referral", false),
        ("company-notified", true),
        ("info-requested", true),
    ] {
        kept = kept.after_step(&procedure, state, false, today);
        assert_eq!(kept.taken_up, taken_up, "{state}");
        assert_eq!((kept.since, kept.look, kept.next()), (None, None, None));
    }
}

#[test]
fn it_is_announced_a_month_before_and_goes_on_its_day() {
    let kept = ended(true);
    let notice = day("2027-02-07");
    assert_eq!(kept.look, Some(notice));
    assert_eq!(kept.word(false, notice.plus(-1)).0, Word::Wait);
    let (word, told) = kept.word(false, notice);
    let on = day("2027-03-09");
    assert_eq!(word, Word::Announce(Going::Identity, on));
    assert_eq!(told.word(false, on.plus(-1)), (Word::Wait, told));
    let (word, gone) = told.word(false, on);
    assert_eq!(word, Word::Go(Going::Identity));
    assert_eq!(gone.next(), Some((Going::Whole, day("2031-03-09"))));
    let (word, told) = gone.word(false, day("2031-02-07"));
    assert_eq!(word, Word::Announce(Going::Whole, day("2031-03-09")));
    assert_eq!(told.whole_until(), Some(day("2031-03-09")));
}

#[test]
fn who_writes_or_goes_on_is_kept_anew() {
    let (_, told) = ended(false).word(false, day("2027-02-20"));
    let later = told.after_word(day("2027-02-24"));
    assert_eq!(later.announced, None);
    assert_eq!(later.whole_until(), Some(day("2028-03-01")));
    let reopened = told.after_step(&shipped(), "eligibility", false, day("2027-02-24"));
    assert_eq!((reopened.next(), reopened.look), (None, None));
    let runs = Kept::new(Retention::default());
    assert_eq!(runs.after_word(day("2027-02-24")), runs);
}

#[test]
fn what_is_held_goes_nowhere_and_is_announced_anew() {
    let (_, told) = ended(false).word(false, day("2027-02-20"));
    let (word, held) = told.word(true, day("2030-01-01"));
    assert_eq!((word, held.announced), (Word::Wait, None));
    let today = day("2030-02-01");
    let (word, _) = held.word(false, today);
    assert_eq!(word, Word::Announce(Going::Whole, today.plus(NOTICE_DAYS)));
}

proptest! {
    /// However days jump, nothing goes that was not announced at least a month before, and never before its day.
    #[test]
    fn nothing_goes_unannounced(
        days in proptest::collection::vec((-400i64..4_000, any::<bool>()), 1..40),
        taken_up in any::<bool>(),
    ) {
        let mut kept = ended(taken_up);
        let mut today = day("2026-03-04");
        let mut announced: Option<(Going, Day, Day)> = None;
        for (step, held) in days {
            today = today.plus(step);
            let next = kept.next();
            let (word, after) = kept.word(held, today);
            match word {
                Word::Announce(what, on) => {
                    prop_assert!(!held);
                    announced = Some((what, today, on));
                }
                Word::Go(what) => {
                    prop_assert!(!held);
                    let (told, from, on) = announced.take().unwrap();
                    prop_assert_eq!(told, what);
                    prop_assert!(on <= today && from.plus(NOTICE_DAYS) <= on);
                    prop_assert!(next.unwrap().1 <= today);
                    if what == Going::Whole {
                        return Ok(());
                    }
                }
                Word::Wait => {}
            }
            kept = after;
            prop_assert!(kept.look.is_some());
        }
    }

    /// What is looked at too early waits, and is looked at again later than that.
    #[test]
    fn looking_leads_on(days in 0i64..3_000) {
        let kept = ended(true);
        let today = day("2026-03-04").plus(days);
        let (word, after) = kept.word(false, today);
        if word == Word::Wait {
            prop_assert!(after.look > Some(today));
        }
    }
}
