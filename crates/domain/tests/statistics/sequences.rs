//! One publication after another, against the reader who keeps them all and looks at what changed.

use proptest::prelude::*;
use watchpost_domain::statistics::{Basis, Publication, Record, publish};

use crate::made::{any_case, figures, many, quarter, record};

/// What happens to the records between two publications.
#[derive(Debug, Clone)]
enum Change {
    /// A case came, or its reporter allowed it to be counted.
    Came(Box<Record>),
    /// A reporter withdrew their consent.
    Withdrew(usize),
    /// Something of a case became another.
    Became(usize, Box<Record>),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any_case(8).prop_map(|record| Change::Came(Box::new(record))),
        any::<usize>().prop_map(Change::Withdrew),
        (any::<usize>(), any_case(8)).prop_map(|(at, record)| Change::Became(at, Box::new(record))),
    ]
}

fn apply(records: &mut Vec<Record>, change: Change) {
    let len = records.len().max(1);
    match change {
        Change::Came(record) => records.push(*record),
        Change::Withdrew(at) if at % len < records.len() => {
            records.remove(at % len);
        }
        Change::Became(at, record) if at % len < records.len() => records[at % len] = *record,
        Change::Withdrew(_) | Change::Became(..) => {}
    }
}

/// All releases of the earlier stand in the later as they were, and what is new is of cases that were in none.
fn only_adds(before: &Publication, after: &Publication) -> Result<(), TestCaseError> {
    for release in &before.releases {
        prop_assert!(
            after.releases.contains(release),
            "{} became another",
            release.name
        );
    }
    for (nth, one) in after.releases.iter().enumerate() {
        let others = after.releases[..nth]
            .iter()
            .filter(|other| other.of == one.of);
        for other in others {
            prop_assert!(
                other.period.last < one.period.first,
                "{} and {}",
                other.name,
                one.name
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn what_was_told_once_is_never_told_otherwise(
        mut records in many(8, 60),
        steps in prop::collection::vec((0i32..3, prop::collection::vec(change(), 0..4), 3u64..7, any::<bool>()), 1..8),
    ) {
        let mut as_of = quarter("2026-Q4");
        let mut last = publish(&records, &figures(&[]), as_of, None);
        for (later, changes, floor, by_quarter) in steps {
            as_of = as_of.plus(later);
            let told = last.releases.len();
            changes.into_iter().for_each(|change| apply(&mut records, change));
            let period = if by_quarter { "period = \"quarter\"" } else { "period = \"year\"" };
            let policy = figures(&[("period = \"year\"", period), ("floor = 5", &format!("floor = {floor}"))]);
            let next = publish(&records, &policy, as_of, Some(&last));
            only_adds(&last, &next)?;
            // As long as no period is over, nothing at all is new, whatever came or went meanwhile.
            if later == 0 && !by_quarter {
                prop_assert_eq!(told, next.releases.len());
            }
            last = next;
        }
    }
}

/// Seven from one country, and thirty from another; all of them came in one quarter.
fn some() -> Vec<Record> {
    let of = |n, country| vec![record("2026-Q1", None, country); n];
    [of(7, "CO"), of(30, "KE")].concat()
}

fn count(published: &Publication, country: &str) -> Option<u64> {
    let received = published
        .releases
        .iter()
        .find(|release| release.of == Basis::Received)?;
    let table = received
        .tables
        .iter()
        .find(|table| table.figure == "received-by-country")?;
    let is = |value: &String| value == country;
    let cell = table.cells.iter().find(|cell| cell.of.values().all(is))?;
    cell.count.count()
}

#[test]
fn who_withdraws_is_not_found_by_comparing() {
    let (mut records, figures, as_of) = (some(), figures(&[]), quarter("2027-Q1"));
    let first = publish(&records, &figures, as_of, None);
    assert_eq!(count(&first, "CO"), Some(7));
    // One from that country withdraws: counted anew, the two publications would tell it.
    records.remove(0);
    assert_eq!(
        count(&publish(&records, &figures, as_of, None), "CO"),
        Some(6)
    );
    let second = publish(&records, &figures, as_of, Some(&first));
    assert_eq!(second, first);
    // A year later the case is in nothing that is new.
    let third = publish(&records, &figures, quarter("2028-Q1"), Some(&second));
    assert_eq!(count(&third, "CO"), Some(7));
    assert_eq!(third.releases.len(), 6);
}

#[test]
fn who_allows_it_late_is_not_found_by_comparing() {
    let (mut records, figures, as_of) = (some(), figures(&[]), quarter("2027-Q1"));
    let first = publish(&records, &figures, as_of, None);
    records.push(record("2026-Q1", Some("2027-Q2"), "CO"));
    let second = publish(&records, &figures, quarter("2028-Q1"), Some(&first));
    assert_eq!(count(&second, "CO"), Some(7));
    let new = second
        .releases
        .iter()
        .find(|release| !first.releases.contains(release) && release.of == Basis::Ended);
    // It is counted among those that ended, in a period that was not told yet.
    assert_eq!(new.map(|release| release.name.as_str()), Some("2027"));
}

#[test]
fn a_period_is_told_when_it_is_over_and_settled() {
    let records = some();
    let names = |as_of: &str, policy: &[(&str, &str)]| -> Vec<String> {
        let published = publish(&records, &figures(policy), quarter(as_of), None);
        let received = published
            .releases
            .into_iter()
            .filter(|release| release.of == Basis::Received);
        received.map(|release| release.name).collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(names("2026-Q4", &[]), none);
    assert_eq!(names("2027-Q1", &[]), ["2026"]);
    assert_eq!(names("2028-Q1", &[]), ["2026", "2027"]);
    let by_quarter = ("period = \"year\"", "period = \"quarter\"");
    assert_eq!(names("2026-Q3", &[by_quarter]), ["2026-Q1", "2026-Q2"]);
    let late = ("from = \"2026-Q1\"", "from = \"2026-Q3\"");
    assert_eq!(names("2028-Q1", &[late]), ["2026-Q3/2026-Q4", "2027"]);
    let at_once = ("wait = 1", "wait = 0");
    assert_eq!(names("2026-Q4", &[at_once]), ["2026"]);
    assert_eq!(names("2025-Q4", &[at_once]), none);
}

#[test]
fn a_figure_that_is_added_or_defined_anew_holds_from_the_next_period_on() {
    let records = some();
    let without = figures(&[
        ("by = [\"country\"]", "by = [\"outcome\", \"country\"]"),
        (
            "of = \"received\"\nby = [\"outcome\"",
            "of = \"ended\"\nby = [\"outcome\"",
        ),
    ]);
    let first = publish(&records, &without, quarter("2027-Q1"), None);
    let anew = figures(&[(
        "code = \"received-by-track\"\nversion = 1",
        "code = \"received-by-track\"\nversion = 2",
    )]);
    let second = publish(&records, &anew, quarter("2028-Q1"), Some(&first));
    assert_eq!(
        count(&second, "CO"),
        None,
        "told of no year that was told without"
    );
    let versions: Vec<u32> = { second.definitions.iter() }
        .filter(|definition| definition.figure == "received-by-track")
        .map(|definition| definition.version)
        .collect();
    assert_eq!(versions, [1, 2]);
}
