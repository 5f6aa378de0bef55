//! All that is published at once, against the reader who sets every table of a period against every other.

use std::collections::BTreeMap;

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use watchpost_domain::statistics::{
    Basis, Dimension, Figures, Publication, Record, Release, Shown, publish,
};

use crate::{
    attacker::System,
    made::{any_case, figures, many, quarter, record},
    tables::is_narrow,
};

/// What a count counts.
type Of = BTreeMap<Dimension, String>;

/// All true counts of a release, by what they count, those of two things among them.
fn truth(records: &[Record], figures: &Figures, release: &Release) -> BTreeMap<Of, u64> {
    let mut counts = BTreeMap::new();
    let in_period = |record: &&Record| release.of.is_in(record, release.period);
    for record in records.iter().filter(in_period) {
        let values = |by: Dimension| {
            by.values((release.of, release.period), record)
                .into_iter()
                .map(move |value| (by, value))
        };
        for figure in figures.all.iter().filter(|figure| figure.of == release.of) {
            let mut ofs: Vec<Of> = values(figure.by[0]).map(|of| Of::from([of])).collect();
            if let Some(second) = figure.by.get(1) {
                ofs.iter_mut().for_each(|of| of.extend(values(*second)));
            }
            // Figures that count the same are counted once.
            for of in ofs {
                *counts
                    .entry(of)
                    .or_insert_with(BTreeMap::new)
                    .entry(figure.code.as_str())
                    .or_insert(0) += 1;
            }
        }
    }
    let one =
        |(of, by_figure): (Of, BTreeMap<&str, u64>)| (of, *by_figure.values().next().unwrap());
    counts.into_iter().map(one).collect()
}

/// What is told of each count, wherever it is told.
fn told(release: &Release) -> BTreeMap<&Of, u64> {
    let mut told = BTreeMap::new();
    for cell in release.tables.iter().flat_map(|table| &table.cells) {
        if let Some(count) = cell.count.count() {
            let before = told.insert(&cell.of, count);
            assert!(
                before.is_none_or(|before| before == count),
                "{:?} is told in two ways",
                cell.of
            );
        }
    }
    told
}

/// The first count that somebody can narrow down, if there is one.
fn attack(records: &[Record], figures: &Figures, release: &Release) -> Option<String> {
    let (truth, told) = (truth(records, figures, release), told(release));
    let Shown::Count(total) = release.total else {
        return told
            .keys()
            .next()
            .map(|of| format!("{of:?} is told of few"));
    };
    for (of, count) in &told {
        assert_eq!(truth.get(*of), Some(count), "{of:?}: what is told is true");
    }
    let mut system = System::default();
    let unknowns: BTreeMap<&Of, usize> = { truth.keys().filter(|of| !told.contains_key(of)) }
        .map(|of| (of, system.unknown()))
        .collect();
    // Sums over all values of one thing, for each value of what else is counted; the total where there is nothing else.
    let mut sums: BTreeMap<(Of, Dimension), Vec<&Of>> = BTreeMap::new();
    for of in truth.keys() {
        for by in of.keys() {
            let mut rest = of.clone();
            rest.remove(by);
            sums.entry((rest, *by)).or_default().push(of);
        }
    }
    for ((rest, by), parts) in sums {
        let mut known = 0.0;
        let mut terms = Vec::new();
        let mut add = |of: &Of, sign: f64| match (told.get(of), unknowns.get(of)) {
            (Some(count), _) => known += sign * *count as f64,
            (None, Some(unknown)) => terms.push((*unknown, sign)),
            (None, None) => known += sign * total as f64,
        };
        parts.iter().for_each(|of| add(of, 1.0));
        add(&rest, -1.0);
        if !by.is_overlapping() {
            system.equal(terms, -known);
            continue;
        }
        for of in &parts {
            if let Some(unknown) = unknowns.get(of) {
                system.at_most(vec![(*unknown, 1.0)], total as f64);
            }
        }
        if parts.iter().map(|of| truth[*of]).sum::<u64>() >= total {
            system.at_most(
                terms
                    .into_iter()
                    .map(|(unknown, sign)| (unknown, -sign))
                    .collect(),
                known,
            );
        }
    }
    let solved = system.begin();
    let few = unknowns
        .iter()
        .filter(|(of, _)| figures.floor.is_sensitive(truth[**of]));
    few.map(|(of, unknown)| (of, solved.range(*unknown)))
        .find(|(_, (low, high))| is_narrow(*low, *high, figures.floor))
        .map(|(of, range)| format!("{of:?} is {} and lies in {range:?}", truth[*of]))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn no_count_can_be_found_from_all_tables_together(records in many(8, 150), span in prop::sample::select(&["year", "quarter"][..]), floor in 3u64..7) {
        let period = format!("period = \"{span}\"");
        let figures = figures(&[("period = \"year\"", &period), ("floor = 5", &format!("floor = {floor}"))]);
        let published = publish(&records, &figures, quarter("2029-Q4"), None);
        for release in &published.releases {
            let found = attack(&records, &figures, release);
            prop_assert!(found.is_none(), "{}: {found:?}", release.name);
        }
    }

    #[test]
    fn neither_order_nor_writing_and_reading_changes_it(records in many(8, 40), turn in 0usize..40) {
        let figures = figures(&[]);
        let published = publish(&records, &figures, quarter("2028-Q2"), None);
        let mut turned = records.clone();
        turned.rotate_left(turn % records.len().max(1));
        prop_assert_eq!(&publish(&turned, &figures, quarter("2028-Q2"), None), &published);
        let json = serde_json::to_string(&published).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Publication>(&json).unwrap(), &published);
    }
}

/// Planted: one count that was rightly held back is told after all.
#[test]
fn one_count_too_many_and_the_attacker_wins() {
    let mut runner = TestRunner::deterministic();
    let figures = figures(&[]);
    let (mut told, mut won) = (0, 0);
    for _ in 0..40 {
        let records = prop::collection::vec(any_case(4), 60)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        let mut published = publish(&records, &figures, quarter("2027-Q1"), None);
        let release = &mut published.releases[0];
        let counts = truth(&records, &figures, release);
        // One that is held back for the sake of others: large enough to be told for itself.
        let held_back =
            { release.tables.iter_mut().flat_map(|table| &mut table.cells) }.find(|cell| {
                cell.count == Shown::HeldBack
                    && counts
                        .get(&cell.of)
                        .is_some_and(|n| figures.floor.allows(*n))
            });
        let Some(cell) = held_back else {
            continue;
        };
        let (of, count) = (cell.of.clone(), Shown::Count(counts[&cell.of]));
        for cell in release.tables.iter_mut().flat_map(|table| &mut table.cells) {
            if cell.of == of {
                cell.count = count;
            }
        }
        told += 1;
        won += usize::from(attack(&records, &figures, release).is_some());
    }
    assert!(told > 10 && won * 10 > told * 8, "{won} of {told}");
}

/// Twenty of one country and seven of another came in the first quarter, two of a third in the second.
fn few_of_one() -> Vec<Record> {
    let of = |n, quarter, country| vec![record(quarter, None, country); n];
    [
        of(20, "2026-Q1", "KE"),
        of(7, "2026-Q1", "CO"),
        of(2, "2026-Q2", "TD"),
    ]
    .concat()
}

#[test]
fn a_country_with_few_is_not_even_named() {
    let published = publish(&few_of_one(), &figures(&[]), quarter("2027-Q1"), None);
    assert_eq!(
        published.releases.len(),
        3,
        "those that came, those that ended, and what was due in 2026"
    );
    let release = &published.releases[0];
    let json = serde_json::to_value(release).unwrap();
    assert_eq!(json["name"], "2026");
    assert_eq!(json["total"], 29);
    let table = |code: &str| {
        release
            .tables
            .iter()
            .find(|table| table.figure == code)
            .unwrap()
    };
    let countries = serde_json::to_value(table("received-by-country")).unwrap();
    let cells = serde_json::json!([{ "of": { "country": "KE" }, "count": 20 }]);
    assert_eq!(
        (&countries["cells"], &countries["rest"]),
        (&cells, &9.into())
    );
    assert!(!serde_json::to_string(&published).unwrap().contains("TD"));
    // Quarters are all there, few or not.
    let quarters = serde_json::to_value(table("received-by-quarter")).unwrap();
    assert_eq!(quarters["cells"].as_array().unwrap().len(), 4);
    assert_eq!(quarters["cells"][0]["count"], serde_json::Value::Null);
    // One case can be of several kinds: nothing adds up, so there is no rest.
    assert_eq!(table("received-by-kind").rest, None);
    assert_eq!(table("received-by-kind").cells.len(), 1);
    // None ended.
    assert_eq!(published.releases[1].total, Shown::HeldBack);
    assert!(told(&published.releases[1]).is_empty());
    let defined: Vec<_> = published
        .definitions
        .iter()
        .map(|d| d.figure.as_str())
        .collect();
    assert_eq!(defined.len(), figures(&[]).all.len());
}

#[test]
fn a_period_without_a_case_looks_like_one_with_few() {
    let crossed = (
        "by = [\"quarter\", \"track\"]",
        "by = [\"quarter\", \"country\"]",
    );
    for policy in [figures(&[]), figures(&[crossed])] {
        let with = |n| {
            let records = vec![record("2026-Q1", Some("2026-Q2"), "TD"); n];
            publish(&records, &policy, quarter("2027-Q1"), None)
        };
        assert_eq!(with(0), with(4));
        assert_ne!(with(0), with(5));
    }
}

#[test]
fn a_share_is_told_of_enough_cases() {
    let ended = |confirmed, n| {
        let mut case = record("2026-Q1", Some("2026-Q2"), "KE");
        case.remedy_confirmed = confirmed;
        vec![case; n]
    };
    let share = |confirmed, not| {
        let records = [ended(true, confirmed), ended(false, not)].concat();
        let published = publish(&records, &figures(&[]), quarter("2027-Q1"), None);
        let ended = published
            .releases
            .into_iter()
            .find(|release| release.of == Basis::Ended)
            .unwrap();
        let remedy = ended
            .tables
            .into_iter()
            .find(|table| table.figure == "ended-by-remedy")
            .unwrap();
        remedy.share.map(|share| (share.percent, share.total))
    };
    assert_eq!(share(7, 14), Some((33, 21)));
    assert_eq!(share(20, 0), Some((100, 20)));
    assert_eq!(share(7, 12), None, "of fewer than twenty");
    assert_eq!(share(3, 30), None, "of few");
    assert_eq!(share(30, 3), None, "it would tell how few did not");
}

#[test]
fn rows_for_a_spreadsheet_hold_nothing_to_calculate() {
    let mut records = few_of_one();
    for case in &mut records {
        case.country = case
            .country
            .as_deref()
            .map(|country| format!("=1+{country}"));
    }
    let published = publish(&records, &figures(&[]), quarter("2027-Q1"), None);
    let rows = published.to_csv("fr");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let line = |row: &Vec<String>| row.join(",");
    let all: Vec<String> = rows.iter().map(line).collect();
    assert_eq!(
        all[0],
        "of,period,figure,version,name,row,by,value,and_by,and_value,count,held_back,floor"
    );
    assert_eq!(all[1], "received,2026,,,,total,,,,,29,,5");
    let has = |row: &str| assert!(all.iter().any(|own| own == row), "{row} {all:#?}");
    has(
        "received,2026,received-by-country,1,Dossiers reçus, par pays,count,country,'=1+KE,,,20,,5",
    );
    has("received,2026,received-by-country,1,Dossiers reçus, par pays,rest,,,,,9,,5");
    has(
        "received,2026,received-by-quarter,1,Dossiers reçus, par trimestre,count,quarter,2026-Q1,,,,yes,5",
    );
    let crossed: Vec<&Vec<String>> = rows
        .iter()
        .filter(|row| row[2] == "received-by-quarter-and-track")
        .collect();
    assert_eq!(crossed.iter().filter(|row| row[5] == "count").count(), 8);
    assert_eq!(crossed.iter().filter(|row| row[5] == "sum").count(), 6);
    assert_eq!(
        crossed[0][6..10],
        ["quarter", "2026-Q1", "track", "evidence-only"]
    );
}
