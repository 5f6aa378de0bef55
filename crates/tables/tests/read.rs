//! Tables as people send them: of many programs, broken, or made to do harm.
#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use proptest::prelude::*;
use watchpost_tables::{Bounds, Fault, Kind, Row, Table, read};
use zip::{ZipWriter, write::SimpleFileOptions};

fn table(bytes: &[u8]) -> Result<Table, Fault> {
    read(Cursor::new(bytes.to_vec()), &Bounds::default())
}

fn whole(bytes: &[u8]) -> (Vec<String>, Vec<Result<Row, Fault>>) {
    let table = table(bytes).unwrap();
    (table.heads, table.rows.collect())
}

fn row(number: u64, cells: &[&str]) -> Result<Row, Fault> {
    let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
    Ok(Row { number, cells })
}

fn utf_16(text: &str) -> Vec<u8> {
    let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(wide).collect()
}

#[test]
fn a_file_is_read_however_its_cells_are_separated_and_encoded() {
    let same = [
        "Name,Country\nSûreté,ML\n".as_bytes().to_vec(),
        "\u{feff}Name;Country\r\nSûreté;ML\r\n".as_bytes().to_vec(),
        "Name\tCountry\nSûreté\tML".as_bytes().to_vec(),
        b"Name|Country\nS\xfbret\xe9|ML\n".to_vec(),
        utf_16("Name;Country\r\nSûreté;ML\r\n"),
        "\"Name\",\"Country\"\n\n\"Sûreté\",ML\n"
            .as_bytes()
            .to_vec(),
    ];
    for (at, bytes) in same.iter().enumerate() {
        let (heads, rows) = whole(bytes);
        assert_eq!(heads, ["Name", "Country"], "{at}");
        let number = if at == 5 { 3 } else { 2 };
        assert_eq!(rows, [row(number, &["Sûreté", "ML"])], "{at}");
    }
    // Old files of other scripts.
    let windows_1251 = b"\xcd\xe0\xe7\xe2\xe0\xed\xe8\xe5;\xd1\xf2\xf0\xe0\xed\xe0\n\xce\xf5\xf0\xe0\xed\xe0 \xc3\xf0\xe0\xed\xe8\xf2;RU\n";
    assert_eq!(whole(windows_1251).1, [row(2, &["Охрана Гранит", "RU"])]);
}

#[test]
fn a_row_of_another_encoding_is_refused_alone() {
    let mut bytes = "Name,Country\nسلامة النسر,IQ\n".as_bytes().to_vec();
    bytes.extend(b"S\xfbret\xe9,ML\n");
    bytes.extend("النسر الأزرق,IQ\n".as_bytes());
    let (_, rows) = whole(&bytes);
    assert_eq!(rows[0], row(2, &["سلامة النسر", "IQ"]));
    assert_eq!(rows[1], Err(Fault::OtherEncoding { row: 3 }));
    assert_eq!(rows[2], row(4, &["النسر الأزرق", "IQ"]));
}

#[test]
fn quotation_marks_hold_separators_and_lines_together() {
    let (_, rows) = whole(b"Name,Note\n\"A, B\",\"one\ntwo \"\"three\"\"\"\nC\n");
    assert_eq!(
        rows,
        [row(2, &["A, B", "one\ntwo \"three\""]), row(4, &["C"])]
    );
}

#[test]
fn what_is_no_table_is_said_to_be_none() {
    let fault = |bytes: &[u8]| table(bytes).err();
    assert_eq!(fault(b""), Some(Fault::Empty));
    assert_eq!(fault(b" \n \n"), Some(Fault::Empty));
    assert_eq!(fault(b",,,\n1,2,3\n"), Some(Fault::NoHeads));
    assert_eq!(
        fault(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        Some(Fault::NotATable)
    );
    assert_eq!(
        fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
        Some(Fault::NotATable),
        "an old sheet"
    );
    assert_eq!(fault(b"PK\x03\x04 and nothing"), Some(Fault::NotATable));
    let wide = vec![b','; 600];
    assert_eq!(fault(&wide), Some(Fault::TooManyColumns { most: 500 }));
}

#[test]
fn what_is_too_much_ends_it() {
    let few = Bounds {
        rows: 2,
        columns: 3,
        cell_bytes: 10,
        bytes: 1_000,
    };
    let rows = |text: &str| {
        let table = read(Cursor::new(text.as_bytes().to_vec()), &few).unwrap();
        table.rows.collect::<Vec<_>>()
    };
    assert_eq!(
        rows("a\n1\n2\n3\n4\n"),
        [
            row(2, &["1"]),
            row(3, &["2"]),
            Err(Fault::TooManyRows { most: 2 })
        ]
    );
    assert_eq!(
        rows("a\n1,2,3,4\n2\n"),
        [Err(Fault::TooManyColumns { most: 3 })]
    );
    assert_eq!(
        rows("a\n12345678901\n2\n"),
        [Err(Fault::LongCell { row: 2, most: 10 }), row(3, &["2"])]
    );
    let large = read(Cursor::new(vec![b'a'; 1_001]), &few).err();
    assert_eq!(large, Some(Fault::TooLarge { most: 1_000 }));
    // A quotation mark that is never closed takes no more than a row may.
    let open = format!("a\n\"{}", "x".repeat(900));
    assert_eq!(rows(&open), [Err(Fault::Broken { row: 2 })]);
}

#[test]
fn lists_of_objects_are_tables() {
    let (heads, rows) = whole(br#"[{"name": "A, \"B\" ]}", "n": 3, "in": ["KE", "UG"]}, {"n": null, "name": "C"} , {"name": "D", "other": 1}, {"name": {"x": 1}}, 7]"#);
    assert_eq!(heads, ["in", "n", "name"]);
    assert_eq!(rows[0], row(2, &["KE; UG", "3", "A, \"B\" ]}"]));
    assert_eq!(rows[1], row(3, &["", "", "C"]));
    for number in 4..7u64 {
        assert_eq!(
            rows[number as usize - 2],
            Err(Fault::NotPlain { row: number })
        );
    }
    let (_, lines) = whole(b"{\"a\": \"1\"}\n{\"a\": \"2\"}\n{\"a\": ");
    assert_eq!(
        lines,
        [
            row(2, &["1"]),
            row(3, &["2"]),
            Err(Fault::Broken { row: 4 })
        ]
    );
}

/// A sheet with these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const TO_BOOK: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const TO_SHEET: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn book(sheet: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    let own: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", TO_BOOK),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", TO_SHEET),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    packed(&[&own[..], more].concat())
}

#[test]
fn a_sheet_is_read_by_its_rows() {
    let sheet = br#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>People</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>Quarry</t></is></c><c r="B3"><f>1+1</f><v>40</v></c></row>
        <row r="4"><c r="B4" t="b"><v>1</v></c></row></sheetData></worksheet>"#;
    let mut table = table(&book(sheet, &[])).unwrap();
    assert_eq!(
        (table.kind, table.heads.clone()),
        (Kind::Sheet, vec!["Name".to_owned(), "People".to_owned()])
    );
    let rows: Vec<_> = table.rows.by_ref().collect();
    assert_eq!(rows, [row(3, &["Quarry", "40"]), row(4, &["", "true"])]);
}

#[test]
fn a_sheet_that_unpacks_to_too_much_is_refused_before_it_is_read() {
    let zeros = vec![b' '; 3 << 20];
    let bomb = book(&zeros, &[]);
    assert!(bomb.len() < 20_000);
    let bounds = Bounds {
        bytes: 1 << 20,
        ..Bounds::default()
    };
    let refused = read(Cursor::new(bomb), &bounds).err();
    assert_eq!(refused, Some(Fault::TooLarge { most: 1 << 20 }));
    let shared = vec![b' '; 65 << 20];
    let refused = table(&book(b"", &[("xl/sharedStrings.xml", &shared)])).err();
    assert!(matches!(refused, Some(Fault::TooLarge { .. })));
}

proptest! {
    /// Whatever bytes come, it ends, and says what they are or why they are nothing.
    #[test]
    fn any_bytes_are_a_table_or_none(bytes in prop::collection::vec(any::<u8>(), 0..400), begins in prop::sample::select(vec!["", "[", "{\"a\":", "PK\x03\x04", "a,b\n"])) {
        let bytes = [begins.as_bytes(), &bytes].concat();
        if let Ok(table) = table(&bytes) {
            prop_assert!(table.rows.count() <= bytes.len() + 1);
        }
    }

    /// What is written as CSV reads back.
    #[test]
    fn what_was_written_is_read(cells in prop::collection::vec(prop::collection::vec("[ -~\u{e9}\u{627}\u{434}\n]{0,8}", 3), 1..6)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["head a", "head b", "head c"]).unwrap();
        for cells in &cells {
            writer.write_record(cells).unwrap();
        }
        let (_, rows) = whole(&writer.into_inner().unwrap());
        let read: Vec<Vec<String>> = rows.into_iter().map(|row| row.unwrap().cells).collect();
        let written: Vec<Vec<String>> = cells.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(read, written);
    }
}
