//! Countries side by side, field by field. What nobody knows of one is told as that, and never as a "no".

use super::{Field, Held, Known, Matter, Says};
use crate::registry::Country;

/// What was held of one country, to be put beside others.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    pub country: Country,
    pub known: Known<'a>,
}

/// How a field stands in a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stands {
    /// Sources say it, and none says otherwise.
    Told,
    /// Sources say different things.
    Disputed,
    /// Somebody looked for it and did not find it.
    NotFound,
    /// Nobody looked.
    Missing,
}

impl Stands {
    pub const ALL: [Stands; 4] = [
        Stands::Told,
        Stands::Disputed,
        Stands::NotFound,
        Stands::Missing,
    ];

    /// The stable code, also the end of its message key (`law-stands-…`).
    pub fn code(self) -> &'static str {
        match self {
            Stands::Told => "told",
            Stands::Disputed => "disputed",
            Stands::NotFound => "not-found",
            Stands::Missing => "missing",
        }
    }
}

/// A field of one country.
#[derive(Debug, Clone)]
pub struct Cell<'c, 'a> {
    pub stands: Stands,
    /// What is told of it: one matter, or several where there are several, such as laws. Each gives what is believed most first.
    pub told: Vec<&'c Matter<'a>>,
    /// Where somebody looked for it and did not find it.
    pub sought: Vec<Held<'a>>,
}

/// A field of all countries that are compared.
#[derive(Debug, Clone)]
pub struct Row<'c, 'a> {
    pub field: Field,
    /// In the order of the countries.
    pub cells: Vec<Cell<'c, 'a>>,
    /// Whether it is told of two countries at least, and not the same. What is not told of one differs from nothing.
    pub differs: bool,
}

/// What is told of a field, and where it was looked for and not found.
pub fn cell<'c, 'a>(known: &'c Known<'a>, field: Field) -> Cell<'c, 'a> {
    let is_value = |matter: &&Matter<'_>| matter.best().claim.fact.says.is_value();
    let (told, sought): (Vec<_>, Vec<_>) = known.of(field).partition(is_value);
    let stands = match (told.is_empty(), sought.is_empty()) {
        (false, _) if told.iter().any(|matter| matter.is_disputed()) => Stands::Disputed,
        (false, _) => Stands::Told,
        (true, false) => Stands::NotFound,
        (true, true) => Stands::Missing,
    };
    Cell {
        stands,
        told,
        sought: sought.into_iter().map(Matter::best).collect(),
    }
}

impl<'a> Cell<'_, 'a> {
    /// What is believed most of each matter.
    pub fn best(&self) -> impl Iterator<Item = Held<'a>> {
        self.told.iter().map(|matter| matter.best())
    }

    fn says(&self) -> Vec<&'a Says> {
        self.best().map(|held| &held.claim.fact.says).collect()
    }
}

/// The fields that are asked for, one row for each, with what is believed most in each country.
pub fn compare<'c, 'a>(columns: &'c [Column<'a>], fields: &[Field]) -> Vec<Row<'c, 'a>> {
    let row = |field: &Field| {
        let cells = columns.iter().map(|column| cell(&column.known, *field));
        let cells: Vec<Cell<'c, 'a>> = cells.collect();
        let told = cells.iter().filter(|cell| !cell.told.is_empty());
        let told: Vec<Vec<&Says>> = told.map(Cell::says).collect();
        Row {
            field: *field,
            differs: told.windows(2).any(|two| two[0] != two[1]),
            cells,
        }
    };
    fields.iter().map(row).collect()
}
