//! Single values as people type them into tables: dates in three orders, numbers with separators of any country.

use super::CellFlaw;
use crate::{
    digits::with_latin_digits,
    registry::{Dated, Headcount, Share},
};

/// In which order the numbers of a date stand. What is written as ISO 8601 has it is read the same in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// `2021-03-04`, and nothing else.
    Iso,
    /// `4/3/2021`.
    DayFirst,
    /// `3/4/2021`.
    MonthFirst,
}

impl DateOrder {
    pub const ALL: [DateOrder; 3] = [DateOrder::Iso, DateOrder::DayFirst, DateOrder::MonthFirst];

    /// The stable code, also the end of its message key (`date-order-…`).
    pub fn code(self) -> &'static str {
        match self {
            DateOrder::Iso => "iso",
            DateOrder::DayFirst => "day-first",
            DateOrder::MonthFirst => "month-first",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.code() == code)
    }
}

/// A date as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadDate {
    pub date: Dated,
    /// In the other order it would be this: whoever looks at a dry run sees whether the order was right.
    pub other: Option<Dated>,
}

/// The numbers of a text that holds nothing but numbers and one sort of sign between them.
fn numbers(text: &str) -> Option<Vec<&str>> {
    let sign = text.chars().find(|c| !c.is_ascii_digit());
    let parts: Vec<&str> = match sign {
        None => vec![text],
        Some(sign @ ('-' | '/' | '.')) => text.split(sign).collect(),
        Some(_) => return None,
    };
    let is_number =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.iter().all(is_number).then_some(parts)
}

/// Reads a date in an order, with digits of any script.
///
/// # Errors
/// It is no date, it is one in another order only, or no order is said and it can be two.
pub fn read_date(text: &str, order: DateOrder) -> Result<ReadDate, CellFlaw> {
    let text = with_latin_digits(text.trim());
    // A time that a spreadsheet added to a day.
    let text = text
        .split_once(['T', ' '])
        .filter(|(_, time)| time.contains(':'))
        .map_or(text.as_str(), |(day, _)| day);
    let parts = numbers(text).ok_or(CellFlaw::NotADate)?;
    let small = |part: &str| (part.len() <= 2).then(|| part.parse::<i8>().ok()).flatten();
    let year = |part: &str| {
        (part.len() == 4)
            .then(|| part.parse::<i16>().ok())
            .flatten()
    };
    let plain = |date: Option<Dated>| {
        let date = date.ok_or(CellFlaw::NotADate)?;
        Ok(ReadDate { date, other: None })
    };
    match parts[..] {
        [only] => plain(year(only).and_then(Dated::year)),
        [a, b] => plain(match (year(a), small(b), small(a), year(b)) {
            (Some(year), Some(month), ..) | (.., Some(month), Some(year)) => {
                Dated::month(year, month)
            }
            _ => None,
        }),
        [a, b, c] => match (year(a), small(b), small(c)) {
            (Some(year), Some(month), Some(day)) => plain(Dated::day(year, month, day)),
            _ => {
                let (Some(a), Some(b), Some(year)) = (small(a), small(b), year(c)) else {
                    return Err(CellFlaw::NotADate);
                };
                in_order((a, b, year), order)
            }
        },
        _ => Err(CellFlaw::NotADate),
    }
}

/// A date of which the year stands last.
fn in_order((a, b, year): (i8, i8, i16), order: DateOrder) -> Result<ReadDate, CellFlaw> {
    let day_first = Dated::day(year, b, a);
    let month_first = Dated::day(year, a, b);
    let (own, other) = match order {
        DateOrder::DayFirst => (day_first, month_first),
        DateOrder::MonthFirst => (month_first, day_first),
        DateOrder::Iso => {
            return Err(match (day_first, month_first) {
                (Some(day_first), Some(month_first)) if day_first != month_first => {
                    CellFlaw::TwoDates {
                        day_first,
                        month_first,
                    }
                }
                (None, None) => CellFlaw::NotADate,
                _ => CellFlaw::OtherOrder,
            });
        }
    };
    match (own, other) {
        (Some(date), other) => Ok(ReadDate {
            date,
            other: other.filter(|other| *other != date),
        }),
        (None, Some(_)) => Err(CellFlaw::OtherOrder),
        (None, None) => Err(CellFlaw::NotADate),
    }
}

/// What can be told of the order from the dates of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderFound {
    /// All of them are so, and one at least can be nothing else.
    Only(DateOrder),
    /// Each could be either: somebody has to say it.
    Either,
    /// Some are one and some the other, or none is a date.
    Neither,
}

/// What the dates of a column tell of their order. Empty cells and what is no date in any order tell nothing.
pub fn order_of<'a>(cells: impl IntoIterator<Item = &'a str>) -> OrderFound {
    let (mut day, mut month, mut iso, mut either) = (false, false, false, false);
    for cell in cells {
        let fits = |order| read_date(cell, order).is_ok();
        match (
            fits(DateOrder::Iso),
            fits(DateOrder::DayFirst),
            fits(DateOrder::MonthFirst),
        ) {
            (true, ..) => iso = true,
            (_, true, true) => either = true,
            (_, true, false) => day = true,
            (_, false, true) => month = true,
            (_, false, false) => {}
        }
    }
    match (day, month) {
        (true, false) => OrderFound::Only(DateOrder::DayFirst),
        (false, true) => OrderFound::Only(DateOrder::MonthFirst),
        (false, false) if either => OrderFound::Either,
        (false, false) if iso => OrderFound::Only(DateOrder::Iso),
        _ => OrderFound::Neither,
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '.' | '\'' | '’' | '٬' | '،' | '_') || is_blank(c)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}')
}

/// Reads a whole number with separators between thousands, of any country, and with digits of any script. `1.5` is none: whether it
/// means a half or a forgotten digit, nobody knows.
///
/// # Errors
/// It is no whole number, or too large.
pub fn read_number(text: &str) -> Result<u32, CellFlaw> {
    let text = with_latin_digits(text.trim());
    let sign = text.chars().find(|c| is_separator(*c));
    let groups: Vec<&str> = match sign {
        None => vec![&text],
        Some(sign) => text.split(sign).collect(),
    };
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let Some((last, others)) = groups.split_last().filter(|_| groups.iter().all(is_digits)) else {
        return Err(CellFlaw::NotANumber);
    };
    // Groups of three; in India, groups of two before the last three.
    let sized = |size: usize| others.iter().skip(1).all(|group| group.len() == size);
    let fits = match others.first() {
        None => true,
        Some(first) => {
            last.len() == 3 && ((sized(3) && first.len() <= 3) || (sized(2) && first.len() <= 2))
        }
    };
    let number = groups.concat().parse();
    fits.then_some(())
        .and(number.ok())
        .ok_or(CellFlaw::NotANumber)
}

/// Reads how many people there are: one number, or two with a line between.
///
/// # Errors
/// It is neither.
pub fn read_headcount(text: &str) -> Result<Headcount, CellFlaw> {
    let ends = text.split_once(['-', '–', '—', '‐', '‑']);
    let (least, most) = match ends {
        Some((least, most)) => (read_number(least)?, read_number(most)?),
        None => (read_number(text)?, read_number(text)?),
    };
    Ok(Headcount {
        least,
        most,
        country: None,
    })
}

/// Reads a share in per cent, with up to two places, with or without its sign.
///
/// # Errors
/// It is no such number.
pub fn read_share(text: &str) -> Result<Share, CellFlaw> {
    let text = with_latin_digits(text);
    let text = text.trim().trim_end_matches(['%', '٪', '％']).trim_end();
    let (whole, places) = text.split_once(['.', ',', '٫']).unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(places) || whole.len() > 3 || places.len() > 2 {
        return Err(CellFlaw::NotANumber);
    }
    let hundredths = format!("{whole}{places:0<2}").parse();
    hundredths.map(Share).map_err(|_| CellFlaw::NotANumber)
}

/// A cell as a text. What [`crate::registry::safe_cell`] put before a formula when the table was written is taken away again; a formula
/// stays the text that it is, and nothing calculates it.
pub fn from_cell(cell: &str) -> &str {
    let cell = cell.trim();
    let rest = cell.strip_prefix('\'');
    let was_made_safe = |rest: &&str| crate::registry::safe_cell(rest) == cell;
    rest.filter(was_made_safe).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::registry::safe_cell;

    fn dated(text: &str) -> Dated {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_read_in_the_order_that_was_said_and_no_other() {
        use DateOrder::*;
        let two = CellFlaw::TwoDates {
            day_first: dated("2021-04-03"),
            month_first: dated("2021-03-04"),
        };
        for (text, order, read) in [
            ("2021-03-04", Iso, Ok("2021-03-04")),
            ("2021-03-04", DayFirst, Ok("2021-03-04")),
            ("2021/3/4", MonthFirst, Ok("2021-03-04")),
            ("2021-03-04T00:00:00", Iso, Ok("2021-03-04")),
            ("04/03/2021 00:00", DayFirst, Ok("2021-03-04")),
            ("3/4/2021", DayFirst, Ok("2021-04-03")),
            ("3/4/2021", MonthFirst, Ok("2021-03-04")),
            ("3/4/2021", Iso, Err(two)),
            ("4/4/2021", Iso, Err(CellFlaw::OtherOrder)),
            ("25.12.2020", DayFirst, Ok("2020-12-25")),
            ("25.12.2020", MonthFirst, Err(CellFlaw::OtherOrder)),
            ("12/25/2020", DayFirst, Err(CellFlaw::OtherOrder)),
            ("25/12/2020", Iso, Err(CellFlaw::OtherOrder)),
            ("29/02/2024", DayFirst, Ok("2024-02-29")),
            ("29/02/2023", DayFirst, Err(CellFlaw::NotADate)),
            ("٢٩/٠٢/٢٠٢٤", DayFirst, Ok("2024-02-29")),
            ("2024", Iso, Ok("2024")),
            ("2024-02", Iso, Ok("2024-02")),
            ("02/2024", DayFirst, Ok("2024-02")),
            ("13/2024", DayFirst, Err(CellFlaw::NotADate)),
            ("3/4/21", DayFirst, Err(CellFlaw::NotADate)),
            ("3-4/2021", DayFirst, Err(CellFlaw::NotADate)),
            ("44927", Iso, Err(CellFlaw::NotADate)),
            ("=TODAY()", Iso, Err(CellFlaw::NotADate)),
            ("", Iso, Err(CellFlaw::NotADate)),
        ] {
            let said = read_date(text, order).map(|read| read.date);
            assert_eq!(said, read.map(dated), "{text} {order:?}");
        }
        let other = |text, order| read_date(text, order).unwrap().other;
        assert_eq!(other("3/4/2021", DayFirst), Some(dated("2021-03-04")));
        assert_eq!(other("4/4/2021", DayFirst), None);
        assert_eq!(other("25/12/2021", DayFirst), None);
    }

    #[test]
    fn a_column_tells_its_order_where_it_can() {
        use OrderFound::*;
        for (cells, found) in [
            (vec!["3/4/2021", "25/12/2020"], Only(DateOrder::DayFirst)),
            (
                vec!["3/4/2021", "12/25/2020", "", "2021"],
                Only(DateOrder::MonthFirst),
            ),
            (vec!["3/4/2021", "5/6/2021"], Either),
            (vec!["2021-01-02", "2021"], Only(DateOrder::Iso)),
            (vec!["25/12/2020", "12/25/2020"], Neither),
            (vec!["soon", ""], Neither),
        ] {
            assert_eq!(order_of(cells.iter().copied()), found, "{cells:?}");
        }
    }

    #[test]
    fn numbers_are_read_with_separators_of_any_country() {
        for (text, number) in [
            ("1234", 1234),
            ("1,234", 1234),
            ("1.234", 1234),
            ("1 234", 1234),
            ("1\u{a0}234", 1234),
            ("1\u{202f}234\u{202f}567", 1_234_567),
            ("1’234’567", 1_234_567),
            ("1,00,000", 100_000),
            ("12,34,567", 1_234_567),
            ("١٬٢٣٤", 1234),
            ("0", 0),
            ("007", 7),
        ] {
            assert_eq!(read_number(text), Ok(number), "{text}");
        }
        for wrong in [
            "",
            "1.5",
            "1,5",
            "1,2345",
            "1,23",
            "1.234,567",
            "-5",
            "1e3",
            "1234,567",
            "4294967296",
            "1,,234",
            ",123",
            "many",
            "500+",
            "1,234,56,789",
        ] {
            assert_eq!(read_number(wrong), Err(CellFlaw::NotANumber), "{wrong}");
        }
        let headcount = |least, most| {
            Ok(Headcount {
                least,
                most,
                country: None,
            })
        };
        assert_eq!(read_headcount("1,000 – 5,000"), headcount(1000, 5000));
        assert_eq!(read_headcount("250"), headcount(250, 250));
        assert_eq!(read_headcount("-250"), Err(CellFlaw::NotANumber));
        for (text, share) in [
            ("51", 5100),
            ("51%", 5100),
            ("33,33 %", 3333),
            ("٥٠٫٥٪", 5050),
            ("100.00", 10_000),
            ("0.5", 50),
        ] {
            assert_eq!(read_share(text), Ok(Share(share)), "{text}");
        }
        for wrong in ["", "%", "1.234", "half", "-1", "1.", "5100000"] {
            assert_eq!(read_share(wrong), Err(CellFlaw::NotANumber), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_taken(cell in "\\PC{0,16}|[0-9/. ,-]{0,12}|['=+@-]{0,4}") {
            for order in DateOrder::ALL {
                if let Ok(read) = read_date(&cell, order) {
                    prop_assert!(read.other != Some(read.date));
                }
            }
            let _ = (read_number(&cell), read_headcount(&cell), read_share(&cell));
            order_of([cell.as_str()]);
        }

        /// What was written out comes back as it was.
        #[test]
        fn a_cell_reads_back(cell in "[=+@-]{0,2}[a-zé0-9]{1,8}") {
            let safe = safe_cell(&cell);
            prop_assert_eq!(from_cell(&safe), cell.as_str());
        }

        #[test]
        fn a_date_reads_back_in_its_own_order(day in 0i64..40_000) {
            let date = crate::Day(day).date();
            let own = Dated::day(date.year(), date.month(), date.day()).unwrap();
            let (y, m, d) = (date.year(), date.month(), date.day());
            for (order, text) in [
                (DateOrder::Iso, format!("{y}-{m:02}-{d:02}")),
                (DateOrder::DayFirst, format!("{d}.{m}.{y}")),
                (DateOrder::MonthFirst, format!("{m}/{d}/{y}")),
            ] {
                prop_assert_eq!(read_date(&text, order).map(|read| read.date), Ok(own));
            }
        }
    }
}
