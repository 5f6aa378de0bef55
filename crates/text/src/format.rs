//! Dates, numbers and lists as each language writes them.
//!
//! Arabic is written with Latin digits: case numbers, receipts and checksums use them, both kinds are read from
//! Morocco to Iraq, and mixing the two kinds in one line makes browsers reorder it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::{Lang, Text};

impl Text {
    /// A day: "23 November 2026".
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        whole(self.date_full(date.day(), self.month(date), date.year().to_string()))
    }

    /// A month: "November 2026".
    #[must_use]
    pub fn month_year(&self, date: Date) -> String {
        whole(self.date_month(self.month(date), date.year().to_string()))
    }

    /// The week a day is in, by its Monday: "week of 23 November 2026".
    #[must_use]
    pub fn week_of(&self, date: Date) -> String {
        let back = i64::from(date.weekday().to_monday_zero_offset());
        let monday = date
            .checked_sub(jiff::Span::new().days(back))
            .unwrap_or(date);
        self.date_week(self.date(monday))
    }

    /// A moment with its zone: "23 November 2026, 14:05 (Africa/Nairobi, UTC+03:00)".
    #[must_use]
    pub fn timestamp(&self, at: Timestamp, zone: &TimeZone) -> String {
        let there = zone.to_datetime(at);
        let time = format!("{:02}:{:02}", there.hour(), there.minute());
        whole(self.date_time(self.date(there.date()), time, zone_name(at, zone)))
    }

    /// How a clock stands: "due in 3 days", "due today", "2 days overdue".
    #[must_use]
    pub fn due(&self, days: i64) -> String {
        match days {
            0 => self.due_today(),
            1.. => self.due_in(days),
            _ => self.due_overdue(days.saturating_neg()),
        }
    }

    /// A size, in steps of a thousand: "3.2 MB".
    #[must_use]
    pub fn bytes(&self, bytes: u64) -> String {
        let (unit, divisor) = match bytes {
            0..1_000 => return self.size_bytes(bytes),
            1_000..1_000_000 => (0, 1_000),
            1_000_000..1_000_000_000 => (1, 1_000_000),
            _ => (2, 1_000_000_000),
        };
        let tenths = bytes / (divisor / 10);
        let whole = i64::try_from(tenths / 10).unwrap_or(i64::MAX);
        let value = match (whole, tenths % 10) {
            (whole, part) if whole < 10 && part > 0 => {
                format!("{whole}{}{part}", decimal_mark(self.lang()))
            }
            (whole, _) => grouped(self.lang(), whole),
        };
        match unit {
            0 => self.size_kilo(value),
            1 => self.size_mega(value),
            _ => self.size_giga(value),
        }
    }

    /// A whole number with the separators of the language: "12,345".
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        grouped(self.lang(), number)
    }

    /// Several things: "a, b and c".
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        let Some((last, start)) = items.split_last() else {
            return String::new();
        };
        if start.is_empty() {
            return last.clone();
        }
        let start = start.join(&self.list_comma());
        if self.lang() == Lang::Es && sounds_like_i(last) {
            return format!("{start} e {last}");
        }
        self.list_and(last, start)
    }

    fn month(self, date: Date) -> String {
        self.named("month", &date.month().to_string())
    }
}

/// Without the marks around its parts: a date in Arabic whose every part is set apart has no direction of its own, and is turned round
/// inside another sentence.
fn whole(text: String) -> String {
    match text.contains('\u{2068}') {
        true => text.replace(['\u{2068}', '\u{2069}'], ""),
        false => text,
    }
}

/// Spanish "y" becomes "e" before the sound of i, but not before "hie…".
fn sounds_like_i(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.strip_prefix('h').unwrap_or(&word);
    (word.starts_with('i') || word.starts_with('í'))
        && !word.starts_with("ie")
        && !word.starts_with("ia")
        && !word.starts_with("io")
}

fn zone_name(at: Timestamp, zone: &TimeZone) -> String {
    let seconds = zone.to_offset(at).seconds();
    if seconds == 0 {
        return "UTC".to_owned();
    }
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    let offset = format!("UTC{sign}{hours:02}:{minutes:02}");
    match zone.iana_name() {
        Some(name) => format!("{name}, {offset}"),
        None => offset,
    }
}

const fn decimal_mark(lang: Lang) -> char {
    match lang {
        Lang::En | Lang::Ar => '.',
        Lang::Fr | Lang::Es => ',',
    }
}

/// A number in groups of three. Spanish readers in Spain and in Mexico use point and comma the other way
/// round, so Spanish gets the space that both academies recommend, and leaves four digits together.
pub(crate) fn grouped(lang: Lang, number: i64) -> String {
    let (mark, least) = match lang {
        Lang::En | Lang::Ar => (',', 4),
        Lang::Fr => ('\u{202f}', 4),
        Lang::Es => ('\u{202f}', 5),
    };
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + 8);
    if number < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len() >= least && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;
    use jiff::tz::{Offset, TimeZone};

    use crate::{Lang, Text};

    const EN: Text = Text::new(Lang::En);
    const FR: Text = Text::new(Lang::Fr);
    const ES: Text = Text::new(Lang::Es);
    const AR: Text = Text::new(Lang::Ar);

    /// Without the invisible marks around values in Arabic.
    fn seen(text: &str) -> String {
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn days() {
        let day = date(2026, 11, 23);
        assert_eq!(EN.date(day), "23 November 2026");
        assert_eq!(FR.date(date(2026, 8, 1)), "1er août 2026");
        assert_eq!(ES.date(day), "23 de noviembre de 2026");
        // Set apart as a whole in a sentence, never in parts: else it has no direction of its own.
        assert_eq!(AR.date(day), "23 تشرين الثاني/نوفمبر 2026");
        assert_eq!(EN.month_year(day), "November 2026");
        assert_eq!(EN.week_of(date(2026, 11, 29)), "week of 23 November 2026");
        assert_eq!(FR.week_of(day), "semaine du 23 novembre 2026");
    }

    #[test]
    fn moments() {
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(
            EN.timestamp(at, &TimeZone::UTC),
            "1 January 1970, 00:00 (UTC)"
        );
        let gulf = TimeZone::fixed(Offset::constant(4));
        assert_eq!(EN.timestamp(at, &gulf), "1 January 1970, 04:00 (UTC+04:00)");
        let west = TimeZone::fixed(Offset::constant(-5));
        assert_eq!(
            EN.timestamp(at, &west),
            "31 December 1969, 19:00 (UTC-05:00)"
        );
    }

    #[test]
    fn waiting() {
        assert_eq!(EN.due(3), "due in 3 days");
        assert_eq!(EN.due(1), "due in 1 day");
        assert_eq!(EN.due(0), "due today");
        assert_eq!(EN.due(-2), "2 days overdue");
        assert_eq!(EN.due(i64::MIN), EN.due(-i64::MAX));
        assert_eq!(FR.due(-1), "1 jour de retard");
        for (days, arabic) in [
            (0, "الموعد اليوم"),
            (1, "الموعد بعد يوم واحد"),
            (2, "الموعد بعد يومين"),
            (3, "الموعد بعد 3 أيام"),
            (11, "الموعد بعد 11 يومًا"),
            (100, "الموعد بعد 100 يوم"),
            (102, "الموعد بعد 102 يوم"),
            (103, "الموعد بعد 103 أيام"),
            (1_111, "الموعد بعد 1,111 يومًا"),
            (1_200, "الموعد بعد 1,200 يوم"),
        ] {
            assert_eq!(seen(&AR.due(days)), arabic);
        }
    }

    #[test]
    fn sizes_and_numbers() {
        assert_eq!(EN.bytes(1), "1 byte");
        assert_eq!(EN.bytes(999), "999 bytes");
        assert_eq!(EN.bytes(3_250_000), "3.2 MB");
        assert_eq!(FR.bytes(3_250_000), "3,2 Mo");
        assert_eq!(EN.bytes(25_900), "25 kB");
        assert_eq!(EN.bytes(2_000_000_000_000), "2,000 GB");
        assert!(EN.bytes(u64::MAX).ends_with(" GB"));
        assert_eq!(EN.number(-1_234_567), "-1,234,567");
        assert_eq!(EN.number(i64::MIN), "-9,223,372,036,854,775,808");
        assert_eq!(FR.number(1234), "1\u{202f}234");
        assert_eq!(ES.number(1234), "1234");
        assert_eq!(EN.results_count(12_345_u32), "12,345 results");
        assert_eq!(FR.results_count(0), "0 résultat");
    }

    #[test]
    fn several_things() {
        let list = |text: Text, items: &[&str]| {
            let items: Vec<String> = items.iter().map(ToString::to_string).collect();
            seen(&text.list(&items))
        };
        assert_eq!(list(EN, &[]), "");
        assert_eq!(list(EN, &["a"]), "a");
        assert_eq!(list(EN, &["a", "b"]), "a and b");
        assert_eq!(list(EN, &["a", "b", "c"]), "a, b and c");
        assert_eq!(
            list(ES, &["disculpa", "investigación"]),
            "disculpa e investigación"
        );
        assert_eq!(list(ES, &["agua", "hielo"]), "agua y hielo");
        assert_eq!(list(AR, &["أ", "ب", "ج"]), "أ، ب وج");
    }
}
