//! One table against the reader who knows all that is shown, that rows and columns add up, and from elsewhere which counts are zero.

use proptest::prelude::*;
use watchpost_domain::statistics::{Floor, Shown, Table, suppress, suppress_overlapping};

use crate::attacker::System;

/// What the reader makes of a table: for each count that is few, how small and how large it can be.
pub fn ranges(
    truth: &Table<u64>,
    shown: &Table<Shown>,
    floor: Floor,
) -> Vec<(u64, f64, Option<f64>)> {
    let mut system = System::default();
    let mut few = Vec::new();
    let mut read =
        |system: &mut System, truth: Option<u64>, shown: Option<Shown>| -> (Option<usize>, f64) {
            let truth = truth.unwrap();
            match shown.unwrap() {
                Shown::Count(told) => {
                    assert_eq!(told, truth, "what is shown is true");
                    (None, told as f64)
                }
                Shown::HeldBack if truth == 0 => (None, 0.0),
                Shown::HeldBack => {
                    let unknown = system.unknown();
                    if floor.is_sensitive(truth) {
                        few.push((truth, unknown));
                    }
                    (Some(unknown), 0.0)
                }
            }
        };
    let (rows, columns) = (truth.rows(), truth.columns());
    let row_sums: Vec<_> = (0..rows)
        .map(|r| read(&mut system, truth.row_sum(r), shown.row_sum(r)))
        .collect();
    let column_sums: Vec<_> = (0..columns)
        .map(|c| read(&mut system, truth.column_sum(c), shown.column_sum(c)))
        .collect();
    let mut lines = vec![Vec::new(); rows + columns];
    for r in 0..rows {
        for c in 0..columns {
            let cell = read(&mut system, truth.inner(r, c), shown.inner(r, c));
            lines[r].push((cell, 1.0));
            lines[rows + c].push((cell, 1.0));
        }
    }
    let total = (None, truth.total() as f64);
    for (nth, sum) in row_sums.iter().chain(&column_sums).enumerate() {
        lines[nth].push((*sum, -1.0));
    }
    if columns == 0 {
        lines.clear();
    }
    for sums in [row_sums, column_sums]
        .into_iter()
        .filter(|sums| !sums.is_empty())
    {
        let sums = sums.into_iter().map(|sum| (sum, 1.0));
        lines.push(sums.chain([(total, -1.0)]).collect());
    }
    for line in lines {
        let known: f64 = line.iter().map(|((_, known), sign)| known * sign).sum();
        let terms = line
            .iter()
            .filter_map(|((unknown, _), sign)| unknown.map(|u| (u, *sign)));
        system.equal(terms.collect(), -known);
    }
    let solved = system.begin();
    let range = |(truth, unknown)| {
        let (low, high) = solved.range(unknown);
        (truth, low, high)
    };
    few.into_iter().map(range).collect()
}

/// Whether somebody could exclude that a count is zero, or that it is as large as the floor.
pub fn is_narrow(low: f64, high: Option<f64>, floor: Floor) -> bool {
    low > 1e-6 || high.is_some_and(|high| high < floor.get() as f64 - 1e-6)
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![4 => Just(0u64), 4 => 1u64..5, 3 => 5u64..9, 2 => 9u64..60]
}

fn table() -> impl Strategy<Value = Table<u64>> {
    let line = prop::collection::vec(count(), 1..9).prop_map(Table::by_one);
    let cross = (1usize..5, 1usize..5).prop_flat_map(|(rows, columns)| {
        let counts = prop::collection::vec(count(), rows * columns);
        counts.prop_map(move |counts| Table::by_two(columns, counts))
    });
    prop_oneof![1 => line, 3 => cross]
}

fn all(table: &Table<Shown>) -> Vec<Shown> {
    let inner =
        (0..table.rows()).flat_map(|r| (0..table.columns()).filter_map(move |c| table.inner(r, c)));
    let rows = (0..table.rows()).filter_map(|r| table.row_sum(r));
    let columns = (0..table.columns()).filter_map(|c| table.column_sum(c));
    inner
        .chain(rows)
        .chain(columns)
        .chain([table.total()])
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn nobody_can_exclude_that_there_was_none_or_as_many_as_the_floor(truth in table(), floor in 3u64..8) {
        let floor = Floor::new(floor).unwrap();
        let shown = suppress(&truth, floor);
        if !floor.allows(truth.total()) {
            prop_assert!(all(&shown).iter().all(|s| *s == Shown::HeldBack));
            return Ok(());
        }
        prop_assert!(all(&shown).iter().filter_map(|s| s.count()).all(|n| floor.allows(n)));
        prop_assert_eq!(shown.total(), Shown::Count(truth.total()));
        for (count, low, high) in ranges(&truth, &shown, floor) {
            prop_assert!(!is_narrow(low, high, floor), "{count} lies from {low} to {high:?}: {truth:?} {shown:?}");
        }
    }

    #[test]
    fn where_nothing_is_few_all_but_zero_is_shown(counts in prop::collection::vec(prop_oneof![Just(0u64), 5u64..60], 1..17), columns in 0usize..5) {
        let truth = match columns {
            0 => Table::by_one(counts),
            _ => Table::by_two(columns, counts),
        };
        let shown = suppress(&truth, Floor::default());
        let told = |count: u64| Shown::from(Some(count).filter(|n| *n > 0));
        prop_assert_eq!(shown, truth.map(told));
    }

    /// The attacker's own ends against all tables there can be.
    #[test]
    fn agrees_with_trying_all(counts in prop::collection::vec(0u64..6, 4), floor in 3u64..6) {
        let floor = Floor::new(floor).unwrap();
        let truth = Table::by_two(2, counts);
        let shown = suppress(&truth, floor);
        if shown.total() != Shown::HeldBack {
            let few = ranges(&truth, &shown, floor);
            let mut tried = tried(&truth, &shown, floor);
            tried.sort_unstable();
            let mut found: Vec<_> = few.iter().map(|(t, l, h)| (*t, l.round() as u64, h.unwrap().round() as u64)).collect();
            found.sort_unstable();
            prop_assert_eq!(found, tried);
        }
    }

    #[test]
    fn of_counts_that_overlap_nobody_can_exclude_it_either(counts in prop::collection::vec(count(), 1..7), more in 0u64..20, floor in 3u64..8) {
        let floor = Floor::new(floor).unwrap();
        let total = counts.iter().copied().max().unwrap() + more;
        let shown = suppress_overlapping(&counts, total, floor);
        if !floor.allows(total) {
            prop_assert!(shown.iter().all(|s| *s == Shown::HeldBack));
            return Ok(());
        }
        for (count, low, high) in overlapping(&counts, &shown, total, floor) {
            prop_assert!(!is_narrow(low, high, floor), "{count} lies from {low} to {high:?}: {counts:?} {shown:?} of {total}");
        }
    }
}

/// What the reader makes of counts that overlap, who knows that every case is in one at least, wherever that can be.
fn overlapping(
    counts: &[u64],
    shown: &[Shown],
    total: u64,
    floor: Floor,
) -> Vec<(u64, f64, Option<f64>)> {
    let mut system = System::default();
    let mut few = Vec::new();
    let mut terms = Vec::new();
    for (truth, _) in counts
        .iter()
        .zip(shown)
        .filter(|(truth, s)| **truth > 0 && **s == Shown::HeldBack)
    {
        let unknown = system.unknown();
        system.at_most(vec![(unknown, 1.0)], total as f64);
        terms.push((unknown, -1.0));
        if floor.is_sensitive(*truth) {
            few.push((*truth, unknown));
        }
    }
    if counts.iter().sum::<u64>() >= total {
        let covered: u64 = shown.iter().filter_map(|s| s.count()).sum();
        system.at_most(terms, covered as f64 - total as f64);
    }
    let solved = system.begin();
    let range = |(truth, unknown)| {
        let (low, high) = solved.range(unknown);
        (truth, low, high)
    };
    few.into_iter().map(range).collect()
}

/// All tables of two by two that look alike, and the least and the most of each count that is few in the true one.
fn tried(truth: &Table<u64>, shown: &Table<Shown>, floor: Floor) -> Vec<(u64, u64, u64)> {
    let total = truth.total();
    let values = |t: &Table<u64>| -> Vec<u64> {
        let inner = (0..2).flat_map(|r| (0..2).filter_map(move |c| t.inner(r, c)));
        inner
            .chain((0..2).filter_map(|r| t.row_sum(r)))
            .chain((0..2).filter_map(|c| t.column_sum(c)))
            .collect()
    };
    let true_ones = values(truth);
    let is_like = |other: &[u64]| {
        let each = other.iter().zip(&true_ones).zip(all(shown));
        { each }.all(|((other, truth), shown)| {
            shown.count().is_none_or(|n| n == *other) && (*truth > 0 || *other == 0)
        })
    };
    let mut seen: Vec<(u64, u64)> = vec![(u64::MAX, 0); true_ones.len()];
    for a in 0..=total {
        for b in 0..=total - a {
            for c in 0..=total - a - b {
                let other = values(&Table::by_two(2, vec![a, b, c, total - a - b - c]));
                if is_like(&other) {
                    { seen.iter_mut().zip(other) }.for_each(|(s, n)| *s = (s.0.min(n), s.1.max(n)));
                }
            }
        }
    }
    let few = true_ones
        .into_iter()
        .zip(seen)
        .filter(|(truth, _)| floor.is_sensitive(*truth));
    few.map(|(truth, (low, high))| (truth, low, high)).collect()
}

/// The fault that all this is for, planted: with nothing held back but what is few itself, the reader finds it.
#[test]
fn without_a_second_count_held_back_the_attacker_wins() {
    let floor = Floor::default();
    for truth in [
        Table::by_one(vec![12, 3, 20]),
        Table::by_one(vec![12, 1, 2, 20]),
        Table::by_two(2, vec![3, 20, 30, 40]),
        Table::by_two(3, vec![3, 4, 50, 60, 70, 80, 10, 11, 90]),
    ] {
        let only_few = suppress_only_what_is_few(&truth, floor);
        let found = |shown: &Table<Shown>| {
            { ranges(&truth, shown, floor) }
                .into_iter()
                .any(|(_, low, high)| is_narrow(low, high, floor))
        };
        assert!(found(&only_few), "{truth:?}");
        assert!(!found(&suppress(&truth, floor)), "{truth:?}");
    }
}

/// The first half of the work.
fn suppress_only_what_is_few(truth: &Table<u64>, floor: Floor) -> Table<Shown> {
    truth.map(|count| Some(count).filter(|n| floor.allows(*n)).into())
}
