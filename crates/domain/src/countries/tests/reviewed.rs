//! Versions: proposed by one, looked at by another, contested with a reason.

use std::collections::BTreeSet;

use super::*;
use crate::{Problem, remedies::Review};

fn ids(numbers: &[i64]) -> BTreeSet<ClaimId> {
    numbers.iter().map(|n| id(*n)).collect()
}

fn proposed(version: u32, claims: &[i64]) -> Step {
    let claims = ids(claims);
    Step::Proposed { version, claims }
}

fn reviewed(version: u32, looked_at: &[i64]) -> Step {
    let looked_at = ids(looked_at);
    Step::Reviewed { version, looked_at }
}

fn contested(version: u32, why: &str, claims: &[i64]) -> Step {
    Step::Contested {
        version,
        why: why.into(),
        claims: ids(claims),
    }
}

fn acts(all: Vec<(u128, Step)>) -> Vec<Act> {
    let numbered = (1..).zip(all);
    let act = |(serial, (by, what))| Act {
        serial,
        on: day("2024-07-31").plus(serial),
        by: member(by),
        what,
    };
    numbered.map(act).collect()
}

/// Two claims by the first member, and one by the second.
fn records() -> Vec<Record> {
    let mut records = all(vec![
        law("52"),
        Says::Dogs(Answer::No),
        Says::IdCard(Answer::Yes),
    ]);
    records[2].by = member(2);
    records
}

fn may(before: Vec<(u128, Step)>, by: u128, step: &Step) -> Result<(), NotDone> {
    let records = records();
    let versions = Versions::of(&acts(before), &records);
    versions.may(step, member(by), &records.iter().collect::<Vec<_>>())
}

#[test]
fn who_proposes_or_records_does_not_review() {
    let first = || vec![(1, proposed(1, &[1, 2, 3]))];
    for (by, step, done) in [
        (2, reviewed(1, &[1, 2]), Ok(())),
        (1, reviewed(1, &[1, 2]), Err(NotDone::OwnVersion)),
        (2, reviewed(1, &[1, 3]), Err(NotDone::OwnClaims(ids(&[3])))),
        (3, reviewed(1, &[1, 2, 3]), Ok(())),
        (3, reviewed(1, &[1, 9]), Err(NotDone::NotOfVersion)),
        (3, reviewed(1, &[]), Err(NotDone::NothingLookedAt)),
        (3, reviewed(2, &[1]), Err(NotDone::NotTheNewest)),
        (1, contested(1, "The law is another", &[1]), Ok(())),
        (
            3,
            contested(1, "  ", &[]),
            Err(NotDone::Reason(Problem::Required)),
        ),
        (3, contested(1, "No", &[9]), Err(NotDone::NotOfVersion)),
        (1, proposed(2, &[1, 2, 3]), Err(NotDone::NothingNew)),
        (3, proposed(3, &[1, 2, 3]), Err(NotDone::NotTheNewest)),
    ] {
        assert_eq!(may(first(), by, &step), done, "{step:?}");
    }
    let contest = |step| [first(), vec![(3, contested(1, "It is wrong", &[]))], step].concat();
    assert_eq!(
        may(contest(vec![]), 2, &reviewed(1, &[1])),
        Err(NotDone::IsContested)
    );
    assert_eq!(may(contest(vec![]), 1, &proposed(2, &[1, 2, 3])), Ok(()));
    let none = Versions::default().propose(&[], later(), member(1));
    assert_eq!(none, Err(NotDone::NothingClaimed));
}

#[test]
fn a_version_is_reviewed_once_others_have_looked_at_all_of_it() {
    let records = records();
    let status = |all: Vec<(u128, Step)>| {
        let versions = Versions::of(&acts(all), &records);
        versions.newest().unwrap().status()
    };
    let first = (1, proposed(1, &[1, 2, 3]));
    let part = (2, reviewed(1, &[1, 2]));
    assert_eq!(status(vec![first.clone()]), Review::Draft);
    assert_eq!(status(vec![first.clone(), part.clone()]), Review::Draft);
    assert_eq!(
        status(vec![first.clone(), part.clone(), (3, reviewed(1, &[3]))]),
        Review::Reviewed
    );
    // Two are enough: the second proposes the same, and the first looks at what the second recorded.
    let second = (2, proposed(2, &[1, 2, 3]));
    let both = vec![first, part, second, (1, reviewed(2, &[3]))];
    assert_eq!(status(both.clone()), Review::Reviewed);
    // Who contests says why, and nothing reviewed stays reviewed.
    let contest = [both, vec![(3, contested(2, "The law was replaced", &[1]))]].concat();
    assert_eq!(status(contest.clone()), Review::Contested);
    let versions = Versions::of(&acts(contest.clone()), &records);
    assert_eq!(versions.reviewed(), None);
    assert_eq!(
        versions.newest().unwrap().contests[0].why,
        "The law was replaced"
    );
    // Also a version that only leaves something out is looked at by another.
    let fewer = vec![
        (1, proposed(1, &[1, 2])),
        (3, reviewed(1, &[1, 2])),
        (1, proposed(2, &[1])),
    ];
    assert_eq!(status(fewer.clone()), Review::Draft);
    let again = [fewer, vec![(3, reviewed(2, &[1]))]].concat();
    assert_eq!(status(again), Review::Reviewed);
    // What was contested is looked at anew, and the rest is not.
    let again = [contest, vec![(1, proposed(3, &[1, 2, 3]))]].concat();
    let versions = Versions::of(&acts(again), &records);
    assert_eq!(versions.newest().unwrap().looked_at, ids(&[2, 3]));
    assert_eq!(versions.newest().unwrap().status(), Review::Draft);
}

#[test]
fn what_is_recorded_later_is_not_reviewed() {
    let mut records = records();
    let done = acts(vec![
        (1, proposed(1, &[1, 2, 3])),
        (3, reviewed(1, &[1, 2, 3])),
    ]);
    records.push(says(4, claim(Says::Union(Answer::Yes))));
    records.push(corrects(5, 1, claim(law("54"))));
    records.push(takes_back(6, 2));
    let versions = Versions::of(&done, &records);
    let version = versions.reviewed().unwrap();
    let standing = |known_on: &str| version.standing(&records, day(known_on));
    let then = standing("2024-07-03");
    assert_eq!((then.but_for.len(), then.gone.len()), (0, 0));
    let now = standing("2024-07-31");
    assert_eq!(now.status, Review::Reviewed);
    assert_eq!((now.newer, now.gone), (ids(&[4, 5]), ids(&[1, 2])));
    assert_eq!(now.but_for, ids(&[4, 5]));
    // The version says what it said.
    let known = version.known(&records, day("2024-06-01"));
    let told: Vec<i64> = known
        .matters()
        .flat_map(|(_, m)| serials(m.ranked()))
        .collect();
    assert_eq!(told, [1, 3, 2]);
    let Ok(Step::Proposed { version, claims }) = versions.propose(&records, later(), member(1))
    else {
        panic!("something is new");
    };
    assert_eq!((version, claims), (2, ids(&[3, 4, 5])));
}

#[test]
fn what_may_not_have_been_done_counts_for_nothing() {
    let records = records();
    for wrong in [
        vec![(1, proposed(2, &[1]))],
        vec![(1, proposed(1, &[]))],
        vec![(1, proposed(1, &[1, 77]))],
        vec![(3, reviewed(1, &[1]))],
        vec![(3, contested(1, "It is wrong", &[]))],
    ] {
        assert_eq!(Versions::of(&acts(wrong), &records), Versions::default());
    }
    let own = vec![(1, proposed(1, &[1])), (1, reviewed(1, &[1]))];
    let versions = Versions::of(&acts(own), &records);
    assert_eq!(versions.newest().unwrap().status(), Review::Draft);
}

fn some_step() -> impl Strategy<Value = (u128, Step)> {
    let claims = prop::collection::btree_set(1i64..5, 0..4);
    let claims = claims.prop_map(|all| all.into_iter().collect::<Vec<i64>>());
    (1u128..4, 0..3, 1u32..4, claims).prop_map(|(by, sort, version, claims)| {
        let step = match sort {
            0 => proposed(version, &claims),
            1 => reviewed(version, &claims),
            _ => contested(version, "It is wrong", &claims),
        };
        (by, step)
    })
}

proptest! {
    /// Whatever is done in whatever order, nobody alone makes a version reviewed, and nothing counts as looked at that is not of it.
    #[test]
    fn nobody_alone_reviews(all in prop::collection::vec(some_step(), 0..20)) {
        let records = records();
        let versions = Versions::of(&acts(all), &records);
        for (at, version) in versions.all().iter().enumerate() {
            prop_assert_eq!(version.number as usize, at + 1);
            prop_assert!(version.looked_at.is_subset(&version.claims));
            prop_assert!(!version.reviewers.contains(&version.by));
            if version.status() == Review::Reviewed {
                prop_assert!(!version.reviewers.is_empty());
                prop_assert_eq!(&version.looked_at, &version.claims);
            }
            let standing = version.standing(&records, later());
            prop_assert!(standing.newer.is_subset(&standing.but_for));
            prop_assert!(standing.gone.is_disjoint(&standing.but_for));
        }
    }

    /// What somebody would propose may be proposed, and counts.
    #[test]
    fn what_is_proposed_counts(records in some_records(), by in 1u128..4) {
        let none = Versions::default();
        if let Ok(step) = none.propose(&records, later(), member(by)) {
            let all: Vec<&Record> = records.iter().collect();
            prop_assert_eq!(none.may(&step, member(by), &all), Ok(()));
            let versions = Versions::of(&acts(vec![(by, step)]), &records);
            let own = versions.newest().unwrap();
            prop_assert_eq!(own.standing(&records, later()).newer.len(), 0);
            prop_assert_eq!(versions.propose(&records, later(), member(by)), Err(NotDone::NothingNew));
        }
    }
}
