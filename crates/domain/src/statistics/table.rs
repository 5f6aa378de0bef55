//! Tables of counts with their margins.

use serde::{Deserialize, Serialize};

/// A count as it may be shown. There is one mark for all that is held back, whether for its own sake or for that of another: two marks
/// would tell which are few, and from which side the others can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Option<u64>", into = "Option<u64>")]
pub enum Shown {
    Count(u64),
    /// Fewer than the floor, none perhaps; or more, and what is fewer could be found with it.
    HeldBack,
}

impl Shown {
    pub fn count(self) -> Option<u64> {
        self.into()
    }
}

impl From<Option<u64>> for Shown {
    fn from(count: Option<u64>) -> Self {
        count.map_or(Shown::HeldBack, Shown::Count)
    }
}

impl From<Shown> for Option<u64> {
    fn from(shown: Shown) -> Self {
        match shown {
            Shown::Count(count) => Some(count),
            Shown::HeldBack => None,
        }
    }
}

/// Counts by one thing or by two, with their sums. A table by one thing has rows alone; its counts are the sums of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<T> {
    columns: usize,
    /// Row by row; empty where there are no columns.
    pub(super) inner: Vec<T>,
    pub(super) row_sums: Vec<T>,
    pub(super) column_sums: Vec<T>,
    pub(super) total: T,
}

impl<T: Copy> Table<T> {
    pub fn rows(&self) -> usize {
        self.row_sums.len()
    }

    /// None in a table by one thing.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The count of a row and a column.
    pub fn inner(&self, row: usize, column: usize) -> Option<T> {
        let is = column < self.columns;
        is.then(|| self.inner.get(row * self.columns + column).copied())?
    }

    pub fn row_sum(&self, row: usize) -> Option<T> {
        self.row_sums.get(row).copied()
    }

    pub fn column_sum(&self, column: usize) -> Option<T> {
        self.column_sums.get(column).copied()
    }

    pub fn total(&self) -> T {
        self.total
    }

    /// The same table of something else.
    pub fn map<U>(&self, mut of: impl FnMut(T) -> U) -> Table<U> {
        Table {
            columns: self.columns,
            inner: self.inner.iter().map(|t| of(*t)).collect(),
            row_sums: self.row_sums.iter().map(|t| of(*t)).collect(),
            column_sums: self.column_sums.iter().map(|t| of(*t)).collect(),
            total: of(self.total),
        }
    }
}

impl Table<u64> {
    /// A table by one thing.
    pub fn by_one(counts: Vec<u64>) -> Self {
        Self {
            columns: 0,
            inner: Vec::new(),
            column_sums: Vec::new(),
            total: counts.iter().sum(),
            row_sums: counts,
        }
    }

    /// A table by two things, from its counts row by row; each row has so many columns, and a row that is cut short ends in zeros.
    pub fn by_two(columns: usize, mut counts: Vec<u64>) -> Self {
        let columns = columns.max(1);
        let rows = counts.len().div_ceil(columns);
        counts.resize(rows * columns, 0);
        let column = |at| counts.iter().skip(at).step_by(columns).sum();
        Self {
            columns,
            row_sums: counts.chunks(columns).map(|row| row.iter().sum()).collect(),
            column_sums: (0..columns).map(column).collect(),
            total: counts.iter().sum(),
            inner: counts,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn sums_are_those_of_the_counts() {
        let table = Table::by_two(2, vec![1, 2, 3, 4, 5]);
        assert_eq!((table.rows(), table.columns(), table.total()), (3, 2, 15));
        assert_eq!(table.row_sums, [3, 7, 5]);
        assert_eq!(table.column_sums, [9, 6]);
        assert_eq!(
            (table.inner(2, 0), table.inner(2, 1), table.inner(0, 2)),
            (Some(5), Some(0), None)
        );
        let line = Table::by_one(vec![1, 2]);
        assert_eq!((line.rows(), line.columns(), line.total()), (2, 0, 3));
        assert_eq!(
            (line.inner(0, 0), line.row_sum(1), line.column_sum(0)),
            (None, Some(2), None)
        );
    }

    #[test]
    fn what_is_held_back_is_written_as_nothing() {
        let row = [Shown::Count(5), Shown::HeldBack];
        assert_eq!(serde_json::to_string(&row).unwrap(), "[5,null]");
        assert_eq!(serde_json::from_str::<[Shown; 2]>("[5,null]").unwrap(), row);
    }
}
