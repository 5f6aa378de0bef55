//! What is alike, what belongs, and under which consent.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    Actor, DeskId,
    cases::{
        content::{ActedBy, Committed, ConsentGiven},
        tests::plain,
    },
    network::DeskKind,
    policy::{Membership, Role, Roles, authorize},
};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn granted<A: Action<On = Case>>(version: i64) -> Granted<A> {
    let case = Case {
        version,
        ..plain("received")
    };
    let actor = Actor::Member(Membership {
        member: member(1),
        desk: DeskId(Uuid::nil()),
        kind: DeskKind::Desk,
        roles: Roles::of([Role::CaseOfficer]),
    });
    authorize::<A>(&actor, case).unwrap()
}

fn allowed(second: i64) -> ConsentPart {
    let given = ConsentGiven::anew(PURPOSE, "en", at(second));
    ConsentPart {
        given: BTreeMap::from([(PURPOSE.to_owned(), given)]),
        at: Some(at(second)),
    }
}

fn line(fact: Fact, by: u128) -> HistoryPart {
    HistoryPart {
        salt: String::new(),
        committed: Committed {
            fact,
            who: String::new(),
            at: at(0),
            parts: BTreeMap::new(),
            said: BTreeMap::new(),
        },
        by: ActedBy::Member(member(by)),
        by_salt: String::new(),
    }
}

const PATTERN: PatternId = PatternId(Uuid::from_u128(7));
const NOTE: PartId = PartId(Uuid::from_u128(8));

fn joined(consent: &ConsentPart) -> HistoryPart {
    let fact = join(&granted(1), &BTreeMap::new(), consent, (PATTERN, NOTE)).unwrap();
    line(fact, 1)
}

#[test]
fn nothing_is_linked_without_that_consent_and_what_is_taken_back_ends_it_for_good() {
    let without = ConsentPart::default();
    let refused = join(&granted(1), &BTreeMap::new(), &without, (PATTERN, NOTE));
    let needs = vec![Need::Consent(PURPOSE.to_owned())];
    assert_eq!(refused.unwrap_err(), ActError::Needs(needs));
    let consent = allowed(10);
    let history = [joined(&consent)];
    assert!(is_linked(&history, &consent));
    assert!(!is_linked(&history, &without), "it was taken back");
    // Allowed anew, it is another consent: nobody is put beside others by an old act.
    assert!(!is_linked(&history, &allowed(20)));
    let twice = join(
        &granted(2),
        &standing(&history, &consent),
        &consent,
        (PATTERN, NOTE),
    );
    assert_eq!(twice.unwrap_err(), ActError::Already);
}

#[test]
fn somebody_else_looks_and_keeps_and_a_case_can_leave() {
    let consent = allowed(10);
    let mut history = vec![joined(&consent)];
    let there = standing(&history, &consent);
    let own = keep(&granted(2), &there, (PATTERN, member(1)));
    assert_eq!(own.unwrap_err(), ActError::NotYourOwn);
    let kept = keep(&granted(2), &there, (PATTERN, member(2))).unwrap();
    history.push(line(kept, 2));
    let there = standing(&history, &consent);
    let Some(Belongs::Linked { kept, by, .. }) = there.get(&PATTERN) else {
        panic!("{there:?}");
    };
    assert_eq!((*by, *kept), (member(1), Some(member(2))));
    let again = keep(&granted(3), &there, (PATTERN, member(3)));
    assert_eq!(again.unwrap_err(), ActError::Already);
    let left = leave(&granted(3), &there, (PATTERN, NOTE)).unwrap();
    history.push(line(left, 2));
    let there = standing(&history, &consent);
    assert!(there.is_empty());
    let again = leave(&granted(4), &there, (PATTERN, NOTE));
    assert_eq!(again.unwrap_err(), ActError::Already);
}

#[test]
fn a_case_belongs_to_so_many_patterns_and_no_more() {
    let consent = allowed(10);
    let linked = Belongs::Linked {
        since: at(10),
        by: member(1),
        kept: None,
    };
    let full = |n: u128| (PatternId(Uuid::from_u128(100 + n)), linked.clone());
    let mut there: BTreeMap<_, _> = (0..PATTERNS_MOST as u128).map(full).collect();
    let many = join(&granted(1), &there, &consent, (PATTERN, NOTE)).unwrap_err();
    assert!(matches!(many, ActError::Invalid(_)), "{many:?}");
    there.pop_first();
    assert!(join(&granted(1), &there, &consent, (PATTERN, NOTE)).is_ok());
    // Marks that keep it apart are counted by themselves, and so is what it carries.
    let marks = |n: usize, belongs: Belongs| -> BTreeMap<_, _> {
        let one = |n: usize| (PatternId(Uuid::from_u128(500 + n as u128)), belongs.clone());
        (0..n).map(one).collect()
    };
    let keep_apart = |there: &BTreeMap<_, _>| apart(&granted(1), there, (PATTERN, "no".into()));
    assert!(keep_apart(&there).is_ok());
    assert!(keep_apart(&marks(APART_MOST - 1, Belongs::Apart)).is_ok());
    assert!(keep_apart(&marks(APART_MOST, Belongs::Apart)).is_err());
    let full = marks(PATTERNS_MOST, Belongs::Carries);
    assert!(carries(&granted(1), &full, PATTERN).is_err());
    assert!(carries(&granted(1), &BTreeMap::new(), PATTERN).is_ok());
}

#[test]
fn what_is_carried_is_put_down_again_and_what_is_kept_apart_stays() {
    let there = BTreeMap::from([(PATTERN, Belongs::Carries)]);
    assert!(leave(&granted(1), &there, (PATTERN, NOTE)).is_ok());
    let there = BTreeMap::from([(PATTERN, Belongs::Apart)]);
    let left = leave(&granted(1), &there, (PATTERN, NOTE));
    assert_eq!(left.unwrap_err(), ActError::Already);
}

#[test]
fn nobody_reads_of_a_pattern_who_may_not_read_one_of_its_cases() {
    let case = |readers: Option<&[u128]>, aside: &[u128]| Case {
        access: match readers {
            Some(_) => CaseAccess::Named,
            None => CaseAccess::Desk,
        },
        lasting: readers
            .unwrap_or_default()
            .iter()
            .map(|n| member(*n))
            .collect(),
        readers: readers
            .unwrap_or_default()
            .iter()
            .map(|n| member(*n))
            .collect(),
        recused: aside.iter().map(|n| member(*n)).collect(),
        ..plain("received")
    };
    let (all, few, fewer) = (
        case(None, &[]),
        case(Some(&[1, 2]), &[]),
        case(Some(&[1]), &[]),
    );
    for (carrier, cases, is) in [
        (&all, [&all, &all], true),
        (&all, [&all, &few], false),
        (&few, [&all, &few], true),
        (&few, [&few, &fewer], false),
        (&fewer, [&few, &fewer], true),
        (&all, [&all, &case(None, &[3])], false),
        (&case(None, &[3, 4]), [&all, &case(None, &[3])], true),
    ] {
        let found = is_read_by_fewer(carrier, cases);
        assert_eq!(found, is, "{carrier:?} {cases:?}");
    }
}

#[test]
fn what_is_missing_of_a_name_is_told_by_field() {
    let wrong = named(" ", "").unwrap_err();
    let fields: Vec<&str> = wrong.0.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["title", "why"]);
    let taken = named("two\nlines", "why").unwrap();
    assert_eq!(taken.0, "two lines");
}

#[test]
fn a_number_that_goes_out_is_never_exact() {
    for count in 2..60 {
        let (from, until) = coarse(count);
        assert!(from <= count && until.is_none_or(|until| count <= until));
        assert!(until.is_none_or(|until| until > from));
    }
}

fn point(company: Option<u32>, place: Option<u32>, kinds: &[u32], day: i64) -> Point {
    Point {
        company,
        place,
        kinds: kinds.to_vec(),
        day,
    }
}

#[test]
fn two_things_in_common_near_in_time_make_a_group_and_one_does_not() {
    let all = [
        point(Some(1), Some(1), &[5], 0),
        point(Some(1), Some(2), &[5, 6], 300),
        point(Some(1), Some(3), &[5], 600),
        // The same company alone; the same kind alone; too long after.
        point(Some(1), None, &[9], 10),
        point(None, None, &[5], 10),
        point(Some(1), None, &[5], 1_000),
    ];
    let found = groups(&all, 365);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].cases, [0, 1, 2]);
    assert_eq!((found[0].from, found[0].until), (Day(0), Day(600)));
    assert_eq!(
        (found[0].shares.company, found[0].shares.place),
        (Some(1), None)
    );
    let like: Vec<u32> = alike(&all, 0, 365).iter().map(|a| a.case).collect();
    assert_eq!(like, [1]);
}

#[test]
fn what_shares_more_and_is_more_comes_first() {
    let all = [
        point(Some(1), None, &[5], 0),
        point(Some(1), None, &[5], 1),
        point(Some(2), Some(1), &[5], 0),
        point(Some(2), Some(1), &[5], 1),
        point(Some(3), None, &[6], 0),
        point(Some(3), None, &[6], 1),
        point(Some(3), None, &[6], 2),
        point(Some(3), None, &[6], 3),
    ];
    let found = groups(&all, 365);
    let strengths: Vec<usize> = found.iter().map(Group::strength).collect();
    assert_eq!(strengths, [8, 6, 4]);
    let two = &found[1].shares;
    assert_eq!(two.count(), 3, "said once, for all that they share");
}

/// Steps that the finding takes, counted in what it returns: cases of one company in one place, each with three kinds.
#[test]
fn ten_times_as_many_cases_give_ten_times_as_much_and_not_a_hundred() {
    let of = |n: u32| {
        let all: Vec<Point> = (0..n)
            .map(|i| {
                point(
                    Some(i % 50),
                    Some(i % 70),
                    &[i % 3, 3 + i % 5, 8],
                    i64::from(i % 900),
                )
            })
            .collect();
        let found = groups(&all, 365);
        found.iter().map(|g| g.cases.len()).sum::<usize>()
    };
    let (small, large) = (of(2_000), of(20_000));
    assert!(large <= 12 * small, "{small} {large}");
    // All of one company and kind: one group, not one for each pair.
    let one: Vec<Point> = (0..20_000)
        .map(|i| point(Some(1), None, &[1], i64::from(i % 100)))
        .collect();
    assert_eq!(groups(&one, 365).len(), 1);
}

fn points() -> impl Strategy<Value = Vec<Point>> {
    let small = || prop::option::of(0u32..3);
    let one = (
        small(),
        small(),
        prop::collection::vec(0u32..3, 0..3),
        0i64..60,
    );
    let point = one.prop_map(|(company, place, kinds, day)| Point {
        company,
        place,
        kinds,
        day,
    });
    prop::collection::vec(point, 0..14)
}

proptest! {
    /// Held to the plain way: each pair of cases that is alike by itself is in a group together, and everybody in a group has what it is said
    /// to share.
    #[test]
    fn whoever_is_alike_is_in_a_group_together(all in points(), days in 0i64..40) {
        let found = groups(&all, days);
        for group in &found {
            prop_assert!(group.cases.len() >= 2 && group.shares.count() >= 2);
            prop_assert!(group.cases.is_sorted());
            for at in &group.cases {
                let one = &all[*at as usize];
                prop_assert!(group.shares.company.is_none() || one.company == group.shares.company);
                prop_assert!(group.shares.place.is_none() || one.place == group.shares.place);
                prop_assert!(group.shares.kinds.iter().all(|kind| one.kinds.contains(kind)));
            }
        }
        for at in 0..u32::try_from(all.len()).unwrap() {
            for like in alike(&all, at, days) {
                prop_assert!(found.iter().any(|g| g.cases.contains(&at) && g.cases.contains(&like.case)));
            }
        }
        // And in whatever order they come.
        let turned: Vec<Point> = all.iter().rev().cloned().collect();
        let sizes = |all: &[Group]| {
            let mut sizes: Vec<(usize, usize)> = all.iter().map(|g| (g.strength(), g.cases.len())).collect();
            sizes.sort_unstable();
            sizes
        };
        prop_assert_eq!(sizes(&groups(&turned, days)), sizes(&found));
    }
}
