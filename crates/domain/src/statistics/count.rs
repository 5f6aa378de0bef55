//! Counting the cases of a period by one thing or by two, before anything of it is held back.

use std::collections::BTreeMap;

use super::{Basis, Dimension, Period, Record, Table, dimension::NOT_TOLD};

/// The cases of one period.
pub struct Cases<'a> {
    pub basis: Basis,
    pub period: Period,
    pub records: Vec<&'a Record>,
}

impl Cases<'_> {
    pub fn total(&self) -> u64 {
        self.records.len() as u64
    }

    /// How many there are under each value of one thing, by value; under those that everybody knows also where there are none.
    pub fn by_one(&self, by: Dimension) -> BTreeMap<String, u64> {
        let known = by.listed(self.period).unwrap_or_default();
        let mut counts: BTreeMap<String, u64> = known.into_iter().map(|value| (value, 0)).collect();
        for record in &self.records {
            for value in by.values((self.basis, self.period), record) {
                *counts.entry(value).or_default() += 1;
            }
        }
        if counts.is_empty() && !by.is_overlapping() {
            // No case at all: the table keeps its shape, so that it looks like one of few.
            counts.insert(NOT_TOLD.to_owned(), 0);
        }
        counts
    }

    /// A table by two things under each of which a case counts once, with the values of both.
    pub fn by_two(
        &self,
        rows: Dimension,
        columns: Dimension,
    ) -> (Vec<String>, Vec<String>, Table<u64>) {
        let places = |by| -> BTreeMap<String, usize> {
            let values = self.by_one(by).into_keys();
            values.enumerate().map(|(at, value)| (value, at)).collect()
        };
        let (row_of, column_of) = (places(rows), places(columns));
        let mut counts = vec![0; row_of.len() * column_of.len()];
        for record in &self.records {
            let place = |by: Dimension, of: &BTreeMap<String, usize>| {
                let value = by.values((self.basis, self.period), record).pop()?;
                of.get(&value).copied()
            };
            if let Some((row, column)) = place(rows, &row_of).zip(place(columns, &column_of)) {
                counts[row * column_of.len() + column] += 1;
            }
        }
        let table = Table::by_two(column_of.len(), counts);
        (
            row_of.into_keys().collect(),
            column_of.into_keys().collect(),
            table,
        )
    }
}
