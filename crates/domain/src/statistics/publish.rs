//! What is published: every figure for every period that is over and settled, and nothing that two publications together would tell.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{
    Basis, Dimension, Figure, Figures, Floor, Period, Quarter, Record, Shown, Table, Words,
    count::Cases, suppress, suppress_overlapping,
};
use crate::procedure::Code;

/// The form of what is published; keys are only ever added.
const FORMAT: u32 = 1;

/// All numbers that are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    pub format: u32,
    /// The last quarter that was over when it was made.
    pub as_of: Quarter,
    /// Whose cases are counted.
    pub counted: Words,
    /// What it means that a number is held back.
    pub held_back: Words,
    /// What each figure counts; of one that was defined anew, also as it was before.
    pub definitions: Vec<Definition>,
    /// Those that came before those that ended, each from the oldest period to the newest.
    pub releases: Vec<Release>,
}

/// What a figure counts, and what it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    pub figure: Code,
    pub version: u32,
    /// The day since which it is so.
    pub since: String,
    pub of: Basis,
    pub by: Vec<Dimension>,
    pub name: Words,
    pub counts: Words,
    pub leaves_out: Words,
}

/// The numbers of one period, all made at once and never again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    pub of: Basis,
    /// As people write it, such as `2026`.
    pub name: String,
    pub period: Period,
    /// The last quarter that was over when these were made.
    pub made: Quarter,
    /// The least count that was told then.
    pub floor: Floor,
    pub total: Shown,
    pub tables: Vec<Told>,
}

/// The numbers of one figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub figure: Code,
    /// Of its definition.
    pub version: u32,
    pub cells: Vec<Cell>,
    /// All that is not told one by one, together; nothing where a case can count several times, and where sums are told beside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Portion>,
}

/// One count, and what it counts; by two things it is a sum where it names only one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub of: BTreeMap<Dimension, String>,
    pub count: Shown,
}

/// One count as a share of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    pub value: String,
    /// In whole hundredths, rounded.
    pub percent: u64,
    /// Of how many.
    pub total: u64,
}

/// Makes what is published when `as_of` is the last quarter that is over.
///
/// `records` are those of all cases that may be counted at that time; their order does not matter. `before` is what was published last,
/// and has to be given if anything was: **what was told stays as it is, and periods that were told are never made again.** A case is
/// counted once among those that came and once among those that ended, in periods that do not overlap, and there is no sum over
/// periods. So what changes from one publication to the next is whole periods of other cases, each protected by itself, and to
/// set two publications against one another tells nothing. A figure that is added or defined anew, another floor, and another length of
/// period hold from the next period on.
///
/// When somebody withdraws their consent to being counted, their record is no longer among `records`: their case is in nothing that is
/// made from then on. It stays in the sums that were told before, in which nobody can find it; a sum that became less by one would tell
/// that somebody withdrew, and what they were.
pub fn publish(
    records: &[Record],
    figures: &Figures,
    as_of: Quarter,
    before: Option<&Publication>,
) -> Publication {
    let mut releases: Vec<Release> = before.map_or(vec![], |before| before.releases.clone());
    let mut definitions = before.map_or(vec![], |before| before.definitions.clone());
    for basis in Basis::ALL {
        let told = releases.iter().filter(|release| release.of == basis);
        let last = told.map(|release| release.period.last).max();
        let mut period = Period::beginning(
            last.map_or(figures.from, |last| last.plus(1)),
            figures.period,
        );
        while period
            .last
            .plus(figures.wait.try_into().unwrap_or(i32::MAX))
            <= as_of
        {
            let records = { records.iter() }.filter(|record| basis.is_in(record, period));
            let records = records.collect();
            let cases = Cases {
                basis,
                period,
                records,
            };
            releases.push(release(&cases, figures, as_of));
            period = Period::beginning(period.last.plus(1), figures.period);
        }
    }
    let told = |figure: &&Figure| {
        let mut tables = releases.iter().flat_map(|release| &release.tables);
        tables.any(|table| table.figure == figure.code && table.version == figure.version)
    };
    for figure in figures.all.iter().filter(told) {
        let known = |d: &Definition| d.figure == figure.code && d.version == figure.version;
        if !definitions.iter().any(known) {
            definitions.push(figure.definition());
        }
    }
    releases.sort_by_key(|release| (release.of, release.period));
    Publication {
        format: FORMAT,
        as_of: before.map_or(as_of, |before| before.as_of.max(as_of)),
        counted: figures.counted.clone(),
        held_back: figures.held_back.clone(),
        definitions,
        releases,
    }
}

impl Publication {
    /// Before anything was told: what is counted, and no number.
    pub fn untold(figures: &Figures, as_of: Quarter) -> Self {
        Self {
            format: FORMAT,
            as_of,
            counted: figures.counted.clone(),
            held_back: figures.held_back.clone(),
            definitions: figures.all.iter().map(Figure::definition).collect(),
            releases: Vec::new(),
        }
    }
}

/// All figures of one period. What is a sum in a table by two things is held back or told there, and the figure by one of them tells the
/// same.
fn release(cases: &Cases<'_>, figures: &Figures, made: Quarter) -> Release {
    let own = || figures.all.iter().filter(|figure| figure.of == cases.basis);
    let mut crossed: HashMap<&str, Vec<Cell>> = HashMap::new();
    let mut sums: HashMap<Dimension, Vec<(String, Shown)>> = HashMap::new();
    for figure in own() {
        if let [rows, columns] = figure.by[..] {
            let (row_values, column_values, table) = cases.by_two(rows, columns);
            let shown = suppress(&table, figures.floor);
            let values = [(rows, &row_values[..]), (columns, &column_values[..])];
            crossed.insert(&figure.code, cells_by_two(values, &shown));
            sums.insert(rows, row_values.into_iter().zip(shown.row_sums).collect());
            sums.insert(
                columns,
                column_values.into_iter().zip(shown.column_sums).collect(),
            );
        }
    }
    let total = Some(cases.total()).filter(|total| figures.floor.allows(*total));
    let table = |figure: &Figure| match figure.by.first() {
        Some(by) if figure.by.len() == 1 => by_one(figure, *by, cases, &sums, figures.floor),
        _ => figure.told(
            crossed.remove(figure.code.as_str()).unwrap_or_default(),
            cases.period,
        ),
    };
    Release {
        of: cases.basis,
        name: cases.period.to_string(),
        period: cases.period,
        made,
        floor: figures.floor,
        total: total.into(),
        tables: own().map(table).collect(),
    }
}

/// A figure by one thing.
fn by_one(
    figure: &Figure,
    by: Dimension,
    cases: &Cases<'_>,
    sums: &HashMap<Dimension, Vec<(String, Shown)>>,
    floor: Floor,
) -> Told {
    let total = cases.total();
    let shown: Vec<(String, Shown)> = match sums.get(&by) {
        Some(sums) => sums.clone(),
        None => {
            let (values, counts): (Vec<String>, Vec<u64>) = cases.by_one(by).into_iter().unzip();
            let shown = match by.is_overlapping() {
                true => suppress_overlapping(&counts, total, floor),
                false => suppress(&Table::by_one(counts), floor).row_sums,
            };
            values.into_iter().zip(shown).collect()
        }
    };
    let told: u64 = shown.iter().filter_map(|(_, count)| count.count()).sum();
    let has_rest = floor.allows(total) && !by.is_overlapping();
    let share = figure
        .share
        .as_ref()
        .filter(|share| total >= share.least.max(floor.get()));
    let share = share.and_then(|share| {
        let (value, count) = shown.iter().find(|(value, _)| *value == share.value)?;
        let percent = (count.count()? * 200 + total) / (total * 2);
        Some(Portion {
            value: value.clone(),
            percent,
            total,
        })
    });
    let cell = |(value, count)| Cell {
        of: BTreeMap::from([(by, value)]),
        count,
    };
    Told {
        rest: has_rest.then(|| total - told),
        share,
        ..figure.told(shown.into_iter().map(cell).collect(), cases.period)
    }
}

/// The counts of a table by two things, row by row, then the sums of rows and of columns.
fn cells_by_two(
    [(rows, row_values), (columns, column_values)]: [(Dimension, &[String]); 2],
    shown: &Table<Shown>,
) -> Vec<Cell> {
    let cell = |of: &[(Dimension, &String)], count: Option<Shown>| {
        let of = of
            .iter()
            .map(|(by, value)| (*by, (*value).clone()))
            .collect();
        Some(Cell { of, count: count? })
    };
    let mut cells = Vec::new();
    for (r, row) in row_values.iter().enumerate() {
        let inner = column_values.iter().enumerate();
        cells.extend(
            inner.filter_map(|(c, column)| {
                cell(&[(rows, row), (columns, column)], shown.inner(r, c))
            }),
        );
    }
    let row_sums = row_values.iter().enumerate();
    cells.extend(row_sums.filter_map(|(r, row)| cell(&[(rows, row)], shown.row_sum(r))));
    let column_sums = column_values.iter().enumerate();
    cells.extend(
        column_sums.filter_map(|(c, column)| cell(&[(columns, column)], shown.column_sum(c))),
    );
    cells
}

impl Figure {
    /// What is told of it: where not everybody knows all values, only those of which a number is told.
    fn told(&self, mut cells: Vec<Cell>, period: Period) -> Told {
        let is_known = |by: &Dimension| by.listed(period).is_some();
        cells.retain(|cell| cell.count != Shown::HeldBack || cell.of.keys().all(is_known));
        Told {
            figure: self.code.clone(),
            version: self.version,
            cells,
            rest: None,
            share: None,
        }
    }

    pub(super) fn definition(&self) -> Definition {
        Definition {
            figure: self.code.clone(),
            version: self.version,
            since: self.since.clone(),
            of: self.of,
            by: self.by.clone(),
            name: self.name.clone(),
            counts: self.counts.clone(),
            leaves_out: self.leaves_out.clone(),
        }
    }
}
