//! JSON: a list of objects, or one object after the other. The names of the first object are the heads; what a later one has beside them is
//! refused, since nobody would see that it was left out.

use std::io::{BufReader, Read, Seek, SeekFrom};

use serde_json::{Deserializer, Map, Value};

use crate::{Bounds, Fault, Row, Rows};

/// The bytes of a list without its brackets and the commas between its objects, so that each is one after the other.
struct Items<R> {
    source: BufReader<R>,
    depth: u32,
    quoted: bool,
    escaped: bool,
    /// Whether it is a list at all.
    is_list: Option<bool>,
    /// Bytes that may still come before this object ends.
    left: u64,
    longest: u64,
}

impl<R: Read> Read for Items<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let read = self.source.read(to)?;
        for b in &mut to[..read] {
            self.take(b)?;
        }
        Ok(read)
    }
}

impl<R> Items<R> {
    fn take(&mut self, b: &mut u8) -> std::io::Result<()> {
        if self.is_list.is_none() && !b.is_ascii_whitespace() {
            self.is_list = Some(*b == b'[');
            if *b == b'[' {
                *b = b' ';
                return Ok(());
            }
        }
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return Err(std::io::Error::other("an object without an end"));
        }
        if self.quoted {
            self.quoted = self.escaped || *b != b'"';
            self.escaped = !self.escaped && *b == b'\\';
            return Ok(());
        }
        match *b {
            b'"' => self.quoted = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                if self.depth == 0 {
                    self.left = self.longest;
                }
            }
            // Between the objects of a list, and its end.
            b',' | b']' if self.depth == 0 && self.is_list == Some(true) => *b = b' ',
            _ => {}
        }
        Ok(())
    }
}

/// Begins to read.
pub fn read<R: Read + Seek + Send + 'static>(
    mut file: R,
    bounds: Bounds,
) -> Result<(Vec<String>, Rows), Fault> {
    let mut mark = [0; 3];
    let read = file.read(&mut mark)?;
    let begins = if mark[..read] == [0xef, 0xbb, 0xbf] {
        3
    } else {
        0
    };
    file.seek(SeekFrom::Start(begins))?;
    let longest = (bounds.cell_bytes as u64).saturating_mul(bounds.columns.max(1) as u64);
    let items = Items {
        source: BufReader::new(file),
        depth: 0,
        quoted: false,
        escaped: false,
        is_list: None,
        left: longest,
        longest,
    };
    let mut objects = Deserializer::from_reader(items).into_iter::<Value>();
    let first = match objects.next() {
        None => return Err(Fault::Empty),
        Some(Ok(Value::Object(first))) => first,
        Some(Ok(_)) => return Err(Fault::NotPlain { row: 2 }),
        Some(Err(_)) => return Err(Fault::Broken { row: 2 }),
    };
    let heads: Vec<String> = first.keys().cloned().collect();
    let names = heads.clone();
    // The heads would be the first row of a table.
    let rest = std::iter::once(Ok(Value::Object(first))).chain(objects);
    let rows = (2..).zip(rest).map(move |(number, object)| match object {
        Ok(Value::Object(own)) => row(&names, own, number),
        Ok(_) => Err(Fault::NotPlain { row: number }),
        Err(_) => Err(Fault::Broken { row: number }),
    });
    Ok((heads, Box::new(rows)))
}

fn row(heads: &[String], mut own: Map<String, Value>, number: u64) -> Result<Row, Fault> {
    let cells = heads.iter().map(|head| match own.remove(head) {
        None | Some(Value::Null) => Some(String::new()),
        Some(Value::String(text)) => Some(text),
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(Value::Bool(is)) => Some(is.to_string()),
        Some(Value::Array(all)) => listed(&all),
        Some(Value::Object(_)) => None,
    });
    let cells: Option<Vec<String>> = cells.collect();
    match cells.filter(|_| own.is_empty()) {
        Some(cells) => Ok(Row { number, cells }),
        None => Err(Fault::NotPlain { row: number }),
    }
}

/// Several plain values as one cell has them: with semicolons between.
fn listed(all: &[Value]) -> Option<String> {
    let each = all.iter().map(|value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    let each: Option<Vec<String>> = each.collect();
    Some(each?.join("; "))
}
