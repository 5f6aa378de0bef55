//! Reads tables that others made: CSV in any encoding and with any separator, the first sheet of an XLSX, JSON. Row by row, within bounds: what is
//! in memory of a table is a few rows, and for a sheet the texts that its cells share.
//!
//! What a table says is not looked at here. Each row has the number that whoever made the table sees beside it, so that what is wrong with
//! it can be found again.
//!
//! ```
//! use std::io::Cursor;
//! use watchpost_tables::{Bounds, read};
//!
//! let file = Cursor::new("Name;Country\nQuarry Guards;KE\n".as_bytes().to_vec());
//! let mut table = read(file, &Bounds::default()).unwrap();
//! assert_eq!(table.heads, ["Name", "Country"]);
//! let row = table.rows.next().unwrap().unwrap();
//! assert_eq!((row.number, row.cells[1].as_str()), (2, "KE"));
//! ```

mod json;
mod sheet;
mod text;

use std::io::{Read, Seek, SeekFrom};

/// How much of a table is read. What is beyond is refused, and nothing of it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Of the file, and of what is unpacked from it.
    pub bytes: u64,
    pub rows: u64,
    pub columns: usize,
    /// Of one cell.
    pub cell_bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            bytes: 2 << 30,
            rows: 2_000_000,
            columns: 500,
            cell_bytes: 64 << 10,
        }
    }
}

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Sheet,
    Json,
}

/// One row: its number as its maker sees it, the heads being the first, and its cells. Of a text, the line on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub number: u64,
    pub cells: Vec<String>,
}

/// Why a table, or one row of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("there is nothing in it")]
    Empty,
    #[error("it is no table: neither CSV, nor XLSX, nor JSON")]
    NotATable,
    /// More bytes, or more when it is unpacked.
    #[error("it is larger than {most} bytes, or would be when it is unpacked")]
    TooLarge { most: u64 },
    #[error("it has more than {most} rows")]
    TooManyRows { most: u64 },
    #[error("it has more than {most} columns")]
    TooManyColumns { most: usize },
    /// A column has no head, but something in it.
    #[error("the first row is no row of heads: it is empty")]
    NoHeads,
    /// Only this row: those after it are read.
    #[error("row {row}: a cell is longer than {most} bytes")]
    LongCell { row: u64, most: usize },
    /// Only this row: bytes in it are no letters of the encoding that the rest is in.
    #[error("row {row}: it is written in another encoding than the rest")]
    OtherEncoding { row: u64 },
    /// Only this row: it is no object, or has lists or objects in it.
    #[error("row {row}: it is no object of plain values")]
    NotPlain { row: u64 },
    /// From here on nothing can be read.
    #[error("row {row}: from here on it cannot be read")]
    Broken { row: u64 },
    #[error("it cannot be read from the disk")]
    Unreadable,
}

impl Fault {
    /// The stable code, also the end of its message key (`table-…`).
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Empty => "empty",
            Fault::NotATable => "not-a-table",
            Fault::TooLarge { .. } => "too-large",
            Fault::TooManyRows { .. } => "too-many-rows",
            Fault::TooManyColumns { .. } => "too-many-columns",
            Fault::NoHeads => "no-heads",
            Fault::LongCell { .. } => "long-cell",
            Fault::OtherEncoding { .. } => "other-encoding",
            Fault::NotPlain { .. } => "not-plain",
            Fault::Broken { .. } => "broken",
            Fault::Unreadable => "unreadable",
        }
    }

    /// Whether it is about one row alone, and those after it can be read.
    pub fn is_of_a_row(&self) -> bool {
        matches!(
            self,
            Fault::LongCell { .. } | Fault::OtherEncoding { .. } | Fault::NotPlain { .. }
        )
    }
}

impl From<std::io::Error> for Fault {
    fn from(_: std::io::Error) -> Self {
        Fault::Unreadable
    }
}

/// Rows, one after the other. After a fault that is not of a row, none comes.
pub type Rows = Box<dyn Iterator<Item = Result<Row, Fault>> + Send>;

/// A table: the heads of its columns, and its rows.
pub struct Table {
    pub kind: Kind,
    pub heads: Vec<String>,
    pub rows: Rows,
}

/// Begins to read a table. Its kind is seen in its first bytes, whatever it is called.
///
/// # Errors
/// It is none, is too large, or has no heads.
pub fn read<R: Read + Seek + Send + 'static>(mut file: R, bounds: &Bounds) -> Result<Table, Fault> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    if length > bounds.bytes {
        return Err(Fault::TooLarge { most: bounds.bytes });
    }
    let mut first = Vec::new();
    file.by_ref().take(64).read_to_end(&mut first)?;
    file.seek(SeekFrom::Start(0))?;
    let begins = first.iter().find(|b| !b.is_ascii_whitespace());
    let (kind, (heads, rows)) = match (&first[..], begins) {
        ([], _) | (_, None) => return Err(Fault::Empty),
        ([b'P', b'K', ..], _) => (Kind::Sheet, sheet::read(file, *bounds)?),
        (_, Some(b'[' | b'{')) => (Kind::Json, json::read(file, *bounds)?),
        // An old sheet, a picture, a program: nothing that is text has these.
        (own, _) if own.contains(&0) && !text::is_wide(own) => return Err(Fault::NotATable),
        _ => (Kind::Text, text::read(file, *bounds)?),
    };
    if heads.len() > bounds.columns {
        return Err(Fault::TooManyColumns {
            most: bounds.columns,
        });
    }
    if heads.iter().all(|head| head.trim().is_empty()) {
        return Err(Fault::NoHeads);
    }
    let rows = Box::new(Bounded {
        rows,
        bounds: *bounds,
        count: 0,
        is_over: false,
    });
    Ok(Table { kind, heads, rows })
}

/// Rows that end where they are too many, or where nothing more can be read.
struct Bounded {
    rows: Rows,
    bounds: Bounds,
    count: u64,
    is_over: bool,
}

impl Iterator for Bounded {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.rows.next()?;
        self.count += 1;
        let next = next.and_then(|row| self.checked(row));
        self.is_over = matches!(&next, Err(fault) if !fault.is_of_a_row());
        Some(next)
    }
}

impl Bounded {
    fn checked(&self, row: Row) -> Result<Row, Fault> {
        let most = self.bounds.cell_bytes;
        if self.count > self.bounds.rows {
            return Err(Fault::TooManyRows {
                most: self.bounds.rows,
            });
        }
        if row.cells.len() > self.bounds.columns {
            return Err(Fault::TooManyColumns {
                most: self.bounds.columns,
            });
        }
        match row.cells.iter().any(|cell| cell.len() > most) {
            true => Err(Fault::LongCell {
                row: row.number,
                most,
            }),
            false => Ok(row),
        }
    }
}
