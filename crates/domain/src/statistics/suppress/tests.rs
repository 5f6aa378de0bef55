//! Tables by hand, the traps that are known among them.
#![allow(clippy::unwrap_used)]

use super::*;

fn floor() -> Floor {
    Floor::default()
}

/// A table by one thing, and its total, `-` for what is held back.
fn one(counts: &[u64]) -> String {
    let shown = suppress(&Table::by_one(counts.to_vec()), floor());
    format!("{} = {}", line(&shown.row_sums), line(&[shown.total]))
}

fn line(counts: &[Shown]) -> String {
    let told = |s: &Shown| s.count().map_or("-".to_owned(), |n| n.to_string());
    counts.iter().map(told).collect::<Vec<_>>().join(" ")
}

/// A table by two things: its rows with their sums, the last the sums of the columns and the total.
fn two(columns: usize, counts: &[u64]) -> Vec<String> {
    let shown = suppress(&Table::by_two(columns, counts.to_vec()), floor());
    let rows = shown.inner.chunks(columns).zip(&shown.row_sums);
    let rows = rows.map(|(row, sum)| format!("{} = {}", line(row), line(&[*sum])));
    let last = format!("{} = {}", line(&shown.column_sums), line(&[shown.total]));
    rows.chain([last]).collect()
}

#[test]
fn one_alone_would_be_the_total_less_the_others() {
    assert_eq!(one(&[12, 4, 7]), "12 - - = 23");
    // Nothing is few: nothing is held back.
    assert_eq!(one(&[5, 9]), "5 9 = 14");
    assert_eq!(one(&[23]), "23 = 23");
}

#[test]
fn two_that_are_few_together_hide_behind_a_third() {
    assert_eq!(one(&[2, 2, 6, 9]), "- - - 9 = 19");
    // Three times one: the sum of three would tell each of them, if it were known that none is zero.
    assert_eq!(one(&[1, 1, 1, 9, 20]), "- - - - 20 = 32");
    // Together they could each be as many as the floor.
    assert_eq!(one(&[4, 1, 12]), "- - 12 = 17");
    assert_eq!(one(&[4, 4, 12]), "- - 12 = 20");
}

#[test]
fn none_and_few_look_alike() {
    assert_eq!(one(&[0, 6, 0]), "- 6 - = 6");
    assert_eq!(one(&[0, 3, 12, 20]), "- - - 20 = 35");
    assert_eq!(one(&[20, 0, 3, 4]), "20 - - - = 27");
}

#[test]
fn a_table_of_few_cases_is_held_back_whole() {
    for counts in [&[][..], &[0], &[4], &[1, 3], &[0, 0, 2]] {
        let shown = suppress(&Table::by_one(counts.to_vec()), floor());
        assert!(shown.row_sums.iter().all(|s| *s == Shown::HeldBack));
        assert_eq!(shown.total, Shown::HeldBack);
    }
    // Five, and nothing tells how they fall.
    assert_eq!(one(&[4, 1]), "- - = 5");
    assert_eq!(one(&[5, 0]), "5 - = 5");
}

#[test]
fn two_by_two_hides_all_four_or_none() {
    assert_eq!(
        two(2, &[3, 20, 30, 40]),
        ["- - = 23", "- - = 70", "33 60 = 93"]
    );
    assert_eq!(
        two(2, &[13, 20, 30, 40]),
        ["13 20 = 33", "30 40 = 70", "43 60 = 103"]
    );
}

#[test]
fn a_pair_in_one_row_needs_a_pair_in_another() {
    let shown = two(3, &[3, 4, 50, 60, 70, 80, 10, 11, 90]);
    assert_eq!(
        shown,
        [
            "- - 50 = 57",
            "60 70 80 = 210",
            "- - 90 = 111",
            "73 85 220 = 378"
        ]
    );
}

#[test]
fn a_count_that_is_its_sum_is_hidden_with_its_sum() {
    // The first row has one count that is not zero: its sum is that count, and both are few.
    let shown = two(2, &[3, 0, 20, 30]);
    assert_eq!(shown[0], "- - = -");
    assert_eq!(
        shown[1].rsplit(' ').next(),
        Some("-"),
        "the total less the other row: {shown:?}"
    );
    assert!(shown[2].ends_with("= 53"), "{shown:?}");
    // A sum that is few, in a table whose every other count is large.
    let shown = two(2, &[2, 1, 20, 30, 40, 50]);
    assert_eq!(shown[0], "- - = -");
    let sums = shown[1..3]
        .iter()
        .filter(|row| row.ends_with("= -"))
        .count();
    assert_eq!(sums, 1, "another sum is held back, and no more: {shown:?}");
}

#[test]
fn rows_of_zeros_hide_nothing_and_are_no_place_to_hide() {
    let shown = two(2, &[3, 20, 0, 0, 30, 40]);
    assert_eq!(shown, ["- - = 23", "- - = -", "- - = 70", "33 60 = 93"]);
    // A lone way: where the others of its column are zero, its column is hidden with it.
    let shown = two(2, &[0, 20, 3, 30, 0, 40]);
    assert!(
        shown[1].starts_with("- ") && shown[3].starts_with("- "),
        "{shown:?}"
    );
}

#[test]
fn which_is_held_back_for_another_does_not_tell_that_it_is_the_smallest() {
    assert_eq!(one(&[4, 30, 20, 20, 40]), "- - 20 20 40 = 114");
    assert_eq!(one(&[4, 40, 20, 20, 30]), "- 40 - 20 30 = 114");
    assert_eq!(
        line(&suppress_overlapping(&[30, 3, 20], 60, floor())),
        "30 - 20"
    );
    assert_eq!(
        line(&suppress_overlapping(&[30, 3, 20], 53, floor())),
        "- - 20"
    );
}

#[test]
fn the_same_table_is_always_shown_alike() {
    let counts = [3, 7, 7, 7, 7, 7, 7, 7, 9];
    assert_eq!(two(3, &counts), two(3, &counts));
    assert_eq!(one(&[7, 7, 3, 7]), "- 7 - 7 = 24");
}

#[test]
fn counts_that_overlap_are_covered_by_others_or_hidden_in_two() {
    let shown = |counts: &[u64], total| line(&suppress_overlapping(counts, total, floor()));
    // Of 20 cases at least 3 would be left for the second.
    assert_eq!(shown(&[17, 3], 20), "- -");
    assert_eq!(shown(&[17, 3, 9], 20), "17 - 9");
    assert_eq!(shown(&[12, 3, 7], 20), "12 - -");
    assert_eq!(shown(&[12, 3, 2, 7], 20), "12 - - 7");
    // Nothing is known of the only one.
    assert_eq!(shown(&[3], 20), "-");
    assert_eq!(shown(&[0, 20, 19], 20), "- 20 19");
    assert_eq!(shown(&[4, 4], 4), "- -");
}
