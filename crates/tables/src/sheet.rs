//! The first sheet of an XLSX. It is a packed file, so what it unpacks to is counted first, and not believed: a few kilobytes can be many gigabytes.

use std::{
    io::{BufReader, Read, Seek, SeekFrom, copy, sink},
    sync::mpsc::{SyncSender, sync_channel},
};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use crate::{Bounds, Fault, Row, Rows};

/// What all cells share of texts lies in memory: no more than this, unpacked.
const SHARED: u64 = 64 << 20;
/// Parts that a file can have.
const PARTS: usize = 10_000;
/// Rows that are read before somebody asks for them.
const AHEAD: usize = 64;

/// Unpacks everything into nothing, to see how much it is.
fn weigh<R: Read + Seek>(file: R, bounds: &Bounds) -> Result<(), Fault> {
    let too_large = Fault::TooLarge { most: bounds.bytes };
    let mut packed = ZipArchive::new(file).map_err(|_| Fault::NotATable)?;
    if packed.len() > PARTS {
        return Err(too_large);
    }
    let mut left = bounds.bytes;
    for at in 0..packed.len() {
        let part = packed.by_index(at).map_err(|_| Fault::NotATable)?;
        let name = part.name().map_err(|_| Fault::NotATable)?;
        let is_shared = !name.contains("/worksheets/");
        let most = if is_shared { SHARED.min(left) } else { left };
        let unpacked = copy(&mut part.take(most + 1), &mut sink());
        let unpacked = unpacked.map_err(|_| Fault::NotATable)?;
        if unpacked > most {
            return Err(too_large);
        }
        left -= unpacked;
    }
    Ok(())
}

/// A cell as somebody would type it.
fn words(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
            match (hour, minute) {
                (0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
            }
        }
        DataRef::DateTime(at) => at.as_f64().to_string(),
    }
}

/// Begins to read. The sheet is read by a thread of its own, which waits for whoever asks, and ends when nobody does any more.
pub fn read<R: Read + Seek + Send + 'static>(
    mut file: R,
    bounds: Bounds,
) -> Result<(Vec<String>, Rows), Fault> {
    weigh(&mut file, &bounds)?;
    file.seek(SeekFrom::Start(0))?;
    let (to, from) = sync_channel(AHEAD);
    std::thread::spawn(move || send_rows(file, &bounds, &to));
    let mut rows = from.into_iter();
    let heads = match rows.next() {
        None => return Err(Fault::Empty),
        Some(heads) => heads?.cells,
    };
    Ok((heads, Box::new(rows)))
}

type To = SyncSender<Result<Row, Fault>>;

fn send_rows<R: Read + Seek>(file: R, bounds: &Bounds, to: &To) {
    // Whoever asked may have gone: then there is nobody to tell.
    if let Err(fault) = rows(file, bounds, to) {
        let _ = to.send(Err(fault));
    }
}

fn rows<R: Read + Seek>(file: R, bounds: &Bounds, to: &To) -> Result<(), Fault> {
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(|_| Fault::NotATable)?;
    let name = book.sheet_names().first().cloned().ok_or(Fault::Empty)?;
    let cells = book.worksheet_cells_reader(&name);
    let mut cells = cells.map_err(|_| Fault::NotATable)?;
    let mut row = Row {
        number: 1,
        cells: Vec::new(),
    };
    loop {
        let next = cells
            .next_cell()
            .map_err(|_| Fault::Broken { row: row.number })?;
        let at = next.as_ref().map(|cell| cell.get_position());
        let number = at.map(|(at, _)| u64::from(at) + 1);
        if number != Some(row.number) {
            let is_empty = row.cells.iter().all(String::is_empty);
            let whole = std::mem::take(&mut row.cells);
            let number = row.number;
            let done = Row {
                number,
                cells: whole,
            };
            if !is_empty && to.send(Ok(done)).is_err() {
                return Ok(());
            }
        }
        let (Some(cell), Some(number), Some((_, column))) = (next, number, at) else {
            return Ok(());
        };
        row.number = number;
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= bounds.columns {
            return Err(Fault::TooManyColumns {
                most: bounds.columns,
            });
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        row.cells[column] = words(cell.get_value());
    }
}
