//! CSV and its like: the encoding and what separates cells are seen in the first part of the file.

use std::io::{BufReader, Read, Seek, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::{Bounds, Fault, Row, Rows};

/// So much is looked at to see how a file is written.
const LOOKED_AT: u64 = 256 << 10;
/// What cells can be separated by; the first of those that separate the heads into the most.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// Whether a file begins as one in which each letter takes two bytes or more.
pub fn is_wide(first: &[u8]) -> bool {
    matches!(first, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
}

/// How a file is written.
struct Written {
    encoding: &'static Encoding,
    /// Bytes before the text that say so.
    mark: u64,
    separator: u8,
}

fn written(first: &[u8], is_all: bool) -> Written {
    let (encoding, mark) = match Encoding::for_bom(first) {
        Some((encoding, mark)) => (encoding, mark),
        None => (guessed(first, is_all), 0),
    };
    let rest = first.get(mark..).unwrap_or_default();
    let (text, _) = encoding.decode_without_bom_handling(rest);
    Written {
        encoding,
        mark: mark as u64,
        separator: separator(&text),
    }
}

/// UTF-8 where nothing speaks against it, else what browsers would take it for.
fn guessed(first: &[u8], is_all: bool) -> &'static Encoding {
    // The last letter may have been cut.
    let is_utf8 = match std::str::from_utf8(first) {
        Ok(_) => true,
        Err(error) => !is_all && error.error_len().is_none(),
    };
    if is_utf8 {
        return UTF_8;
    }
    // Some rows of another encoding in a file of UTF-8 do not make it one of theirs.
    let lossy = String::from_utf8_lossy(first);
    let (wide, lost) = lossy.chars().fold((0, 0), |(wide, lost), c| match c {
        '\u{fffd}' => (wide, lost + 1),
        c => (wide + usize::from(!c.is_ascii()), lost),
    });
    if wide > 4 * lost {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(first, is_all);
    detector.guess(None, Utf8Detection::Deny)
}

/// What separates the cells of the first line, outside of quotation marks.
fn separator(text: &str) -> u8 {
    let mut counts = [0usize; SEPARATORS.len()];
    let mut quoted = false;
    for b in text.trim_start().bytes() {
        match b {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            b if !quoted => {
                if let Some(at) = SEPARATORS.iter().position(|own| *own == b) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = (0..SEPARATORS.len()).rev().max_by_key(|at| counts[*at]);
    most.map_or(b',', |at| SEPARATORS[at])
}

/// Begins to read.
pub fn read<R: Read + Seek + Send + 'static>(
    mut file: R,
    bounds: Bounds,
) -> Result<(Vec<String>, Rows), Fault> {
    let mut first = Vec::new();
    file.by_ref().take(LOOKED_AT).read_to_end(&mut first)?;
    let is_all = (first.len() as u64) < LOOKED_AT;
    let written = written(&first, is_all);
    file.seek(SeekFrom::Start(written.mark))?;
    let is_wide = [UTF_16LE, UTF_16BE].contains(&written.encoding);
    // Others keep the bytes of separators and quotation marks as they are; these do not.
    let source: Box<dyn Read + Send> = match is_wide {
        true => Box::new(Narrow::of(file, written.encoding)),
        false => Box::new(file),
    };
    let cells = if is_wide { UTF_8 } else { written.encoding };
    let longest = bounds.cell_bytes.saturating_mul(bounds.columns.max(1));
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(written.separator)
        .from_reader(BufReader::new(Within::new(source, longest as u64)));
    let mut lines = Lines {
        reader,
        cells,
        record: ByteRecord::new(),
        is_first: true,
    };
    let heads = match lines.next() {
        None => return Err(Fault::Empty),
        Some(heads) => heads?.cells,
    };
    Ok((heads, Box::new(lines)))
}

/// Records, each with its line.
struct Lines<R> {
    reader: csv::Reader<BufReader<Within<R>>>,
    cells: &'static Encoding,
    record: ByteRecord,
    /// The heads are still to come.
    is_first: bool,
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.reader.get_mut().get_mut().begin();
            let read = self.reader.read_byte_record(&mut self.record);
            match read {
                Ok(false) => return None,
                Ok(true) => {}
                Err(_) => {
                    let row = self.reader.position().line();
                    return Some(Err(Fault::Broken { row }));
                }
            }
            // The line on which it begins, since a cell can hold several; the reader is behind the end of its last.
            let inside = self.record.as_slice().iter().filter(|b| **b == b'\n');
            let end = self.reader.position().line();
            let line = end.saturating_sub(1 + inside.count() as u64);
            // A line with nothing in it is no row. As the first it is one, so that its fault is told.
            let is_first = std::mem::take(&mut self.is_first);
            if !is_first && self.record.iter().all(<[u8]>::is_empty) {
                continue;
            }
            return Some(self.row(line));
        }
    }
}

impl<R> Lines<R> {
    fn row(&self, number: u64) -> Result<Row, Fault> {
        let mut cells = Vec::with_capacity(self.record.len());
        for cell in &self.record {
            let (text, is_other) = self.cells.decode_without_bom_handling(cell);
            if is_other {
                return Err(Fault::OtherEncoding { row: number });
            }
            cells.push(text.into_owned());
        }
        Ok(Row { number, cells })
    }
}

/// Makes each end of a line the same, the last too, so that lines can be counted; and ends a file whose record has no end: a quotation mark that
/// is never closed would take all of it into memory.
struct Within<R> {
    source: R,
    longest: u64,
    left: u64,
    last: u8,
    is_over: bool,
}

impl<R> Within<R> {
    fn new(source: R, longest: u64) -> Self {
        Self {
            source,
            longest,
            left: longest,
            last: b'\n',
            is_over: false,
        }
    }

    /// Another record begins.
    fn begin(&mut self) {
        self.left = self.longest;
    }

    /// Takes away what stands before the end of a line, in place, and gives how much is left.
    fn ends(&mut self, bytes: &mut [u8]) -> usize {
        let mut to = 0;
        for at in 0..bytes.len() {
            let b = bytes[at];
            let is_second = b == b'\n' && self.last == b'\r';
            self.last = b;
            if !is_second {
                bytes[to] = if b == b'\r' { b'\n' } else { b };
                to += 1;
            }
        }
        to
    }
}

impl<R: Read> Read for Within<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        if to.is_empty() || self.is_over {
            return Ok(0);
        }
        loop {
            if self.left == 0 {
                return Err(std::io::Error::other("a record without an end"));
            }
            let room = usize::try_from(self.left)
                .unwrap_or(usize::MAX)
                .min(to.len());
            let read = self.source.read(&mut to[..room])?;
            self.left -= read as u64;
            if read == 0 {
                self.is_over = true;
                let is_ended = matches!(self.last, b'\n' | b'\r');
                to[0] = b'\n';
                return Ok(usize::from(!is_ended));
            }
            match self.ends(&mut to[..read]) {
                0 => {}
                some => return Ok(some),
            }
        }
    }
}

/// Text of two bytes a letter as UTF-8.
struct Narrow<R> {
    source: R,
    decoder: Decoder,
    waiting: Vec<u8>,
    at: usize,
    is_over: bool,
}

impl<R: Read> Narrow<R> {
    fn of(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_without_bom_handling(),
            waiting: Vec::new(),
            at: 0,
            is_over: false,
        }
    }
}

impl<R: Read> Read for Narrow<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.waiting.len() && !self.is_over {
            let mut bytes = [0; 8 << 10];
            let read = self.source.read(&mut bytes)?;
            self.is_over = read == 0;
            // Three bytes of UTF-8 for two of these is the most.
            let mut text = String::with_capacity(3 * read + 8);
            let _ = self
                .decoder
                .decode_to_string(&bytes[..read], &mut text, self.is_over);
            (self.waiting, self.at) = (text.into_bytes(), 0);
        }
        let some = self.waiting.len().saturating_sub(self.at).min(to.len());
        to[..some].copy_from_slice(&self.waiting[self.at..self.at + some]);
        self.at += some;
        Ok(some)
    }
}
