//! Who opens what, when, by table; and at random, that nothing ever opens that should not.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::cases::tests::plain;

const RULES: Waits = Waits { hours: 24, days: 7 };
const LEAD: u128 = 1;
const OTHER: u128 = 2;
const WHY: &str = "She writes that she is being followed.";

fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn narrow() -> Case {
    Case {
        access: CaseAccess::Named,
        readers: vec![member(9)],
        ..plain("received")
    }
}

fn granted<A: crate::policy::Action<On = Case>>(case: &Case) -> Granted<A> {
    Granted::unchecked(case.clone(), "a test")
}

fn asked() -> Emergency {
    let id = EmergencyId(Uuid::from_u128(7));
    let case = granted(&narrow());
    let (ask, _) = ask(&case, &[], (id, member(LEAD), WHY), &RULES, (100, Day(4))).unwrap();
    ask
}

fn now(hour: i64, counts: bool) -> Now {
    Now {
        hour,
        today: Day(hour / 24),
        is_barred: false,
        counts,
    }
}

fn why<T: std::fmt::Debug>(done: Result<T, ActError>) -> Refusal {
    match done.unwrap_err() {
        ActError::Emergency(why) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_ask_says_why_and_waits_for_whole_hours() {
    let ask = asked();
    assert_eq!((ask.opens, ask.until), (125, Day(12)));
    assert_eq!(ask.stands, Stands::Waits);
    let case = granted(&narrow());
    let id = EmergencyId(Uuid::nil());
    let mine = |there: &[Emergency], reason| {
        super::ask(
            &case,
            there,
            (id, member(LEAD), reason),
            &RULES,
            (100, Day(4)),
        )
    };
    for reason in ["", "   ", "urgent"] {
        let refused = mine(&[], reason);
        assert!(matches!(refused, Err(ActError::Invalid(_))), "{reason:?}");
    }
    assert_eq!(why(mine(&[asked()], WHY)), Refusal::Waits);
    // What ended, or is over, keeps nobody from asking again; nor does another's.
    for other in [
        Emergency {
            stands: Stands::Stopped,
            ..asked()
        },
        Emergency {
            until: Day(3),
            ..asked()
        },
        Emergency {
            by: member(OTHER),
            ..asked()
        },
    ] {
        assert!(mine(&[other], WHY).is_ok());
    }
    let at_once = Waits { hours: 0, ..RULES };
    let (ask, _) =
        super::ask(&case, &[], (id, member(LEAD), WHY), &at_once, (100, Day(4))).unwrap();
    assert_eq!(ask.opens, 100);
}

#[test]
fn what_is_not_shut_is_not_opened() {
    for (case, refusal) in [
        (
            Case {
                access: CaseAccess::Desk,
                ..narrow()
            },
            Refusal::Reads,
        ),
        (
            Case {
                readers: vec![member(LEAD)],
                ..narrow()
            },
            Refusal::Reads,
        ),
    ] {
        let id = EmergencyId(Uuid::nil());
        let to_ask = super::ask(
            &granted(&case),
            &[],
            (id, member(LEAD), WHY),
            &RULES,
            (100, Day(4)),
        );
        assert_eq!(why(to_ask), refusal);
        let agreed = agree(&granted(&case), &asked(), member(OTHER), Day(4));
        assert_eq!(why(agreed), refusal);
        let opened = open(
            &granted(&case),
            &asked(),
            member(LEAD),
            &RULES,
            now(200, false),
        );
        assert_eq!(why(opened), refusal);
    }
}

#[test]
fn it_opens_with_a_second_member_or_after_its_hour() {
    let case = granted(&narrow());
    let with = Emergency {
        agreed: Some(member(OTHER)),
        ..asked()
    };
    for (ask, at, me, refusal) in [
        (asked(), now(100, true), LEAD, Some(Refusal::Early)),
        (asked(), now(124, true), LEAD, Some(Refusal::Early)),
        (asked(), now(125, false), LEAD, None),
        (with, now(100, true), LEAD, None),
        // Who agreed stepped aside since, or declared what fits.
        (with, now(100, false), LEAD, Some(Refusal::Early)),
        (with, now(125, false), LEAD, None),
        (asked(), now(13 * 24, false), LEAD, Some(Refusal::Over)),
        (with, now(100, true), OTHER, Some(Refusal::NotTheirs)),
        (
            Emergency {
                stands: Stands::Stopped,
                ..with
            },
            now(100, true),
            LEAD,
            Some(Refusal::Stopped),
        ),
        (
            Emergency {
                stands: Stands::Opened,
                ..with
            },
            now(100, true),
            LEAD,
            Some(Refusal::Opened),
        ),
        (
            Emergency {
                stands: Stands::Barred,
                ..with
            },
            now(100, true),
            LEAD,
            Some(Refusal::Barred),
        ),
    ] {
        let done = open(&case, &ask, member(me), &RULES, at);
        match refusal {
            Some(refusal) => assert_eq!(why(done), refusal, "{ask:?} {at:?}"),
            None => {
                let (opened, _) = done.unwrap();
                assert_eq!(opened.stands, Stands::Opened);
                assert_eq!(opened.until, at.today.plus(7));
                assert_eq!(opened.agreed, ask.agreed.filter(|_| at.counts));
            }
        }
    }
    let barred = Now {
        is_barred: true,
        ..now(125, false)
    };
    let (ask, fact) = open(&case, &asked(), member(LEAD), &RULES, barred).unwrap();
    assert_eq!(ask.stands, Stands::Barred);
    assert_eq!(fact.act().unwrap().code(), "emergency-barred");
}

#[test]
fn nobody_is_their_own_second_member_and_one_is_enough() {
    let case = granted(&narrow());
    let own = agree(&case, &asked(), member(LEAD), Day(4));
    assert_eq!(own, Err(ActError::NotYourOwn));
    assert!(agree(&case, &asked(), member(OTHER), Day(4)).is_ok());
    for (ask, refusal) in [
        (
            Emergency {
                agreed: Some(member(3)),
                ..asked()
            },
            Refusal::Agreed,
        ),
        (
            Emergency {
                stands: Stands::Stopped,
                ..asked()
            },
            Refusal::Stopped,
        ),
        (
            Emergency {
                until: Day(3),
                ..asked()
            },
            Refusal::Over,
        ),
    ] {
        assert_eq!(why(agree(&case, &ask, member(OTHER), Day(4))), refusal);
    }
    let stopped = stop(&granted(&narrow()), &asked(), member(LEAD), "", Day(4));
    assert!(matches!(stopped, Err(ActError::Invalid(_))));
    let opened = Emergency {
        stands: Stands::Opened,
        ..asked()
    };
    assert_eq!(
        why(stop(
            &granted(&narrow()),
            &opened,
            member(LEAD),
            "no",
            Day(4)
        )),
        Refusal::Opened
    );
    // Once somebody agreed, another lead keeps it shut no more; who reads it, and who asked, do.
    let agreed = Emergency {
        agreed: Some(member(3)),
        ..asked()
    };
    let read_by = Case {
        readers: vec![member(OTHER)],
        ..narrow()
    };
    let by = |case: &Case, me| stop(&granted(case), &agreed, member(me), "no", Day(4));
    assert_eq!(why(by(&narrow(), OTHER)), Refusal::Agreed);
    assert!(by(&narrow(), LEAD).is_ok() && by(&read_by, OTHER).is_ok());
}

proptest! {
    /// Whatever the clock does after an ask, it opens for nobody but who asked, never when it was stopped, and never alone before its hour.
    #[test]
    fn nothing_opens_that_should_not(
        hour in -500i64..2_000, me in 1u128..4, stands in 0usize..4, agreed in prop::option::of(1u128..4), counts: bool, wait in 0u32..=720,
    ) {
        let rules = Waits { hours: wait, days: 7 };
        let id = EmergencyId(Uuid::nil());
        let (ask, _) = super::ask(&granted(&narrow()), &[], (id, member(LEAD), WHY), &rules, (100, Day(4))).unwrap();
        let ask = Emergency { stands: Stands::ALL[stands], agreed: agreed.map(member), ..ask };
        let done = open(&granted(&narrow()), &ask, member(me), &rules, now(hour, counts));
        if let Ok((opened, _)) = done {
            prop_assert_eq!(me, LEAD);
            prop_assert_eq!(ask.stands, Stands::Waits);
            prop_assert!(hour >= 100 + i64::from(wait) || (agreed.is_some() && counts));
            prop_assert!(opened.until >= Day(hour / 24));
        }
    }
}
