//! Tables of companies: which column means what, and what a row says. Only values are read here; files, and which rows are of the same
//! company, are for whoever calls.

mod cells;
mod row;

use std::collections::{BTreeMap, BTreeSet};

pub use cells::{
    DateOrder, OrderFound, ReadDate, from_cell, order_of, read_date, read_headcount, read_number,
    read_share,
};
pub use row::{Cells, Noted, ReadRow};

use super::{Audience, Confidence, Country, Dated, Flaw, Hold, NameKind, Precision, Source, Terms};

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    Kind,
    Name {
        kind: NameKind,
        language: Option<String>,
        script: Option<String>,
    },
    /// Legal Entity Identifiers, or the numbers of a register.
    Identifier {
        scheme: String,
        country: Option<Country>,
    },
    Seat,
    /// Countries, with `;`, `|` or a line's end between them.
    Operates,
    /// Services, likewise.
    Services,
    Headcount,
    /// Whether its people bear weapons, by code.
    Weapons,
    /// Which classes of weapons, as several services.
    Classes,
    /// An organisation that has a part of it. A person's name is none.
    Owner(Hold),
    /// In per cent, of the owner in the same row.
    Share,
    /// An organisation for which it works. What is shown of it is what the mapping says.
    Client {
        shown: Precision,
        subcontract: bool,
    },
    Site(OfSite),
    Certificate(OfCertificate),
    /// What it is in the Association, by code.
    Standing,
    /// Why it was terminated or suspended.
    Reason,
    Website,
    /// From when all of the row is so.
    From,
    /// Until when.
    Until,
    /// The page on which this row can be looked up, instead of that of the whole table.
    Address,
}

/// A part of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfCertificate {
    Standard,
    Body,
    Number,
    Scope,
    Issued,
    Expires,
}

/// A part of a place that it guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfSite {
    Name,
    Country,
    /// By its code (ISO 3166-2).
    District,
    Locality,
}

/// How a table is read. Columns that are not named are not read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// By the head of the column.
    pub columns: BTreeMap<String, Column>,
    /// What cells mean that say it in the table's own words: `Full member` for `certified-member`, `n/a` for nothing. By the head of the
    /// column and the cell.
    pub says: BTreeMap<(String, String), String>,
    pub dates: DateOrder,
    /// Where the table is from.
    pub source: Source,
    pub confidence: Confidence,
    pub audience: Audience,
    /// How much of its sites the public is shown.
    pub sites: Precision,
    /// Columns that are called as if they held people, of which somebody said that they hold none.
    pub no_people: BTreeSet<String>,
}

/// Why a table cannot be read so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingFlaw {
    /// The table has no such column.
    NoColumn(String),
    /// Two columns are called so.
    Twice(String),
    /// It is called as if it held people. People are never read; if it holds none, somebody says so.
    People(String),
    /// Two columns mean what only one can.
    Both(String, String),
    /// A column says something of a thing that no column names: a share without an owner.
    Alone(String),
}

/// Why a cell cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellFlaw {
    /// What is wrong with it as with any claim.
    Flaw(Flaw),
    NotADate,
    /// It is a date, but not in the order that was said.
    OtherOrder,
    /// No order was said, and it can be both.
    TwoDates {
        day_first: Dated,
        month_first: Dated,
    },
    NotANumber,
    /// Not one of the codes or names that there are.
    NotAnOption,
    /// A cell beside it says something that needs this one.
    Missing,
    /// The row has fewer cells than the table has columns.
    ShortRow,
}

impl CellFlaw {
    /// The stable code, also the end of its message key (`cell-…`); none for those that have one of their own.
    pub fn code(&self) -> Option<&'static str> {
        Some(match self {
            CellFlaw::Flaw(_) => return None,
            CellFlaw::NotADate => "not-a-date",
            CellFlaw::OtherOrder => "other-order",
            CellFlaw::TwoDates { .. } => "two-dates",
            CellFlaw::NotANumber => "not-a-number",
            CellFlaw::NotAnOption => "not-an-option",
            CellFlaw::Missing => "missing",
            CellFlaw::ShortRow => "short-row",
        })
    }
}

/// A mapping with the places of its columns.
#[derive(Debug, Clone)]
pub struct Bound<'a> {
    mapping: &'a Mapping,
    /// Place, head and meaning.
    columns: Vec<(usize, &'a str, &'a Column)>,
    width: usize,
}

impl Mapping {
    /// Finds the columns in the first row of a table.
    ///
    /// # Errors
    /// Everything that keeps the table from being read so.
    pub fn bind(&self, heads: &[String], terms: &Terms) -> Result<Bound<'_>, Vec<MappingFlaw>> {
        let (mut flaws, mut columns) = (Vec::new(), Vec::new());
        for (head, column) in &self.columns {
            let mut places = (0..).zip(heads).filter(|(_, own)| from_cell(own) == head);
            match (places.next(), places.next()) {
                (None, _) => flaws.push(MappingFlaw::NoColumn(head.clone())),
                (Some(_), Some(_)) => flaws.push(MappingFlaw::Twice(head.clone())),
                (Some((place, _)), None) => columns.push((place, head.as_str(), column)),
            }
            if terms.is_of_people(head) && !self.no_people.contains(head) {
                flaws.push(MappingFlaw::People(head.clone()));
            }
        }
        flaws.extend(self.clashes());
        columns.sort_by_key(|(place, ..)| *place);
        match flaws.is_empty() {
            true => Ok(Bound {
                mapping: self,
                columns,
                width: heads.len(),
            }),
            false => Err(flaws),
        }
    }

    fn clashes(&self) -> Vec<MappingFlaw> {
        let mut flaws = Vec::new();
        let all: Vec<(&String, &Column)> = self.columns.iter().collect();
        for (at, (head, column)) in all.iter().enumerate() {
            let is_same =
                |(_, other): &&(&String, &Column)| column.is_single() && column.is_like(other);
            let twin = all[..at].iter().find(is_same);
            flaws.extend(
                twin.map(|(other, _)| MappingFlaw::Both((*other).clone(), (*head).clone())),
            );
            let needs = column
                .needs()
                .is_none_or(|need| all.iter().any(|(_, own)| need(own)));
            if !needs {
                flaws.push(MappingFlaw::Alone((*head).clone()));
            }
        }
        flaws
    }
}

impl Column {
    /// Whether a row has only one such cell.
    fn is_single(&self) -> bool {
        match self {
            Column::Kind
            | Column::Seat
            | Column::Headcount
            | Column::Weapons
            | Column::Classes
            | Column::Site(_)
            | Column::Owner(_)
            | Column::Share
            | Column::Certificate(_)
            | Column::Standing
            | Column::Reason
            | Column::From
            | Column::Until
            | Column::Address => true,
            Column::Name { .. }
            | Column::Identifier { .. }
            | Column::Operates
            | Column::Services
            | Column::Client { .. }
            | Column::Website => false,
        }
    }

    fn is_like(&self, other: &Column) -> bool {
        match (self, other) {
            (Column::Certificate(a), Column::Certificate(b)) => a == b,
            (Column::Owner(_), Column::Owner(_)) => true,
            _ => self == other,
        }
    }

    /// What another column has to be for this one to say anything.
    fn needs(&self) -> Option<fn(&Column) -> bool> {
        match self {
            Column::Share => Some(|other| matches!(other, Column::Owner(_))),
            Column::Reason => Some(|other| matches!(other, Column::Standing)),
            Column::Classes => Some(|other| matches!(other, Column::Weapons)),
            Column::Site(part) => Some(match part {
                OfSite::Name => |other| matches!(other, Column::Site(OfSite::Country)),
                _ => |other| matches!(other, Column::Site(OfSite::Name)),
            }),
            Column::Certificate(part) if *part != OfCertificate::Standard => {
                Some(|other| matches!(other, Column::Certificate(OfCertificate::Standard)))
            }
            _ => None,
        }
    }
}
