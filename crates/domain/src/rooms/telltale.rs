//! What in a text may tell who wrote it: found word by word, so that a person looks at it before it goes to a company. It finds too much
//! rather than too little, and never everything: the page says so.

use crate::digits::with_latin_digits;

/// A kind of thing that tells who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A name of a person or a place.
    Name,
    /// A day: the month is enough for most answers.
    Day,
    /// A time of day.
    Time,
    /// A shift, which with a site and a day is a list of few people.
    Shift,
    /// A number of a telephone, a badge, a contract.
    Number,
    /// An address of mail or of a page.
    Address,
    /// It is told as the person tells it.
    FirstPerson,
    /// There is only one such person.
    OnlyOne,
}

impl Kind {
    pub const ALL: [Kind; 8] = [
        Kind::Name,
        Kind::Day,
        Kind::Time,
        Kind::Shift,
        Kind::Number,
        Kind::Address,
        Kind::FirstPerson,
        Kind::OnlyOne,
    ];

    /// The stable code, also the end of its message key (`telltale-…`).
    pub fn code(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::Day => "day",
            Kind::Time => "time",
            Kind::Shift => "shift",
            Kind::Number => "number",
            Kind::Address => "address",
            Kind::FirstPerson => "first-person",
            Kind::OnlyOne => "only-one",
        }
    }
}

/// Some words of a text, and what they may tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telltale {
    pub kind: Kind,
    pub words: String,
}

/// The months as English, French, Spanish and Arabic write them, in small letters; short forms are their beginnings.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    "يناير", "فبراير", "مارس", "أبريل", "ابريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
];
#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "lundi", "mardi", "mercredi", "jeudi",
    "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "الاثنين",
    "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد", "yesterday", "hier", "ayer", "أمس",
];
#[rustfmt::skip]
const SHIFTS: &[&str] = &[
    "shift", "shifts", "roster", "équipe", "garde", "turno", "turnos", "guardia", "وردية", "الوردية", "نوبة", "النوبة",
    "مناوبة", "المناوبة",
];
#[rustfmt::skip]
const MINE: &[&str] = &[
    "i", "i'm", "i’m", "me", "my", "mine", "myself", "we", "our", "us", "je", "moi", "mon", "ma", "mes", "nous", "notre", "yo",
    "mi", "mis", "mí", "nosotros", "nuestro", "nuestra", "أنا", "انا", "نحن", "لي", "عندي", "زوجي", "زوجتي", "أخي", "ابني",
    "ابنتي",
];
#[rustfmt::skip]
const ONLY: &[&str] = &[
    "only", "sole", "alone", "seul", "seule", "único", "única", "sola", "solo", "الوحيد", "الوحيدة", "وحدي", "first",
    "première", "primera",
];
/// After these comes a name.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "capt", "captain", "sergeant", "sgt", "m", "mme", "mlle", "monsieur", "madame",
    "sr", "sra", "don", "doña", "señor", "señora", "السيد", "السيدة", "الأستاذ", "الدكتور", "أبو", "أم",
];
/// Between a day and its month.
const BETWEEN: &[&str] = &["of", "de", "the"];

/// What a text may tell, in the order in which it stands there.
pub fn telltales(text: &str) -> Vec<Telltale> {
    let words: Vec<Word<'_>> = words(text).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match one_at(&words, at) {
            Some((kind, length)) => {
                let said = words.iter().skip(at).take(length).map(|word| word.bare);
                found.push(Telltale {
                    kind,
                    words: said.collect::<Vec<_>>().join(" "),
                });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// One word: as it stands, without the marks around it; and in small letters, with Latin digits.
struct Word<'a> {
    bare: &'a str,
    small: String,
    /// Nothing of its sentence stands before it.
    begins: bool,
    /// The sentence ends with it.
    ends: bool,
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut begins = true;
    text.split_inclusive(char::is_whitespace)
        .filter_map(move |piece| {
            let raw = piece.trim();
            let bare = raw.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
            let ends = raw.ends_with(['.', '!', '?', ':', '؟', '۔']);
            let word = Word {
                bare,
                small: with_latin_digits(bare).to_lowercase(),
                begins,
                ends,
            };
            let is_title = TITLES.contains(&word.small.as_str());
            begins = piece.ends_with('\n') || (ends && !is_title) || (bare.is_empty() && begins);
            (!bare.is_empty()).then_some(word)
        })
}

/// What begins at a word, and how many words it is long.
fn one_at(words: &[Word<'_>], at: usize) -> Option<(Kind, usize)> {
    let word = &words[at];
    let is = |list: &[&str]| list.contains(&word.small.as_str());
    if word.bare.contains('@') || word.small.starts_with("http") || word.small.starts_with("www.") {
        return Some((Kind::Address, 1));
    }
    if let Some(length) = day(words, at) {
        return Some((Kind::Day, length));
    }
    if let Some(length) = time(words, at) {
        return Some((Kind::Time, length));
    }
    if let Some(length) = number(words, at) {
        return Some((Kind::Number, length));
    }
    if is(WEEKDAYS) {
        return Some((Kind::Day, 1));
    }
    if is(SHIFTS) {
        return Some((Kind::Shift, 1));
    }
    if is(MINE) {
        return Some((Kind::FirstPerson, 1));
    }
    if is(ONLY) {
        return Some((Kind::OnlyOne, 1));
    }
    if is(TITLES) && !is(&["m", "don", "أم"]) || is(TITLES) && next_is_name(words, at) {
        return Some((
            Kind::Name,
            1 + run_of_names(words, at + 1).max(1).min(words.len() - at - 1),
        ));
    }
    let length = run_of_names(words, at);
    // One word with a capital at the beginning of a sentence is no name yet; two are.
    let is_name = length > 1 || (length == 1 && !word.begins);
    is_name.then_some((Kind::Name, length))
}

fn next_is_name(words: &[Word<'_>], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| is_capital(next))
}

/// How many words with a capital follow each other in a sentence.
fn run_of_names(words: &[Word<'_>], at: usize) -> usize {
    let mut length = 0;
    for (here, word) in words.iter().enumerate().skip(at) {
        if !is_capital(word) || (length > 0 && (word.begins || day(words, here).is_some())) {
            break;
        }
        length += 1;
        if word.ends {
            break;
        }
    }
    length
}

fn is_capital(word: &Word<'_>) -> bool {
    let mut signs = word.bare.chars();
    let is_upper = signs.next().is_some_and(char::is_uppercase);
    // A word all in capitals is a shout or a short name, such as that of a site.
    is_upper && word.bare.chars().count() > 1 && !MINE.contains(&word.small.as_str())
}

/// The digits of a word, where it is made of digits and marks alone.
fn digits(word: &str, marks: &[char]) -> Option<Vec<u32>> {
    let mut numbers = vec![0u32];
    let mut any = false;
    for sign in word.chars() {
        if let Some(digit) = sign.to_digit(10) {
            any = true;
            let last = numbers.last_mut()?;
            *last = last.saturating_mul(10).saturating_add(digit);
        } else if marks.contains(&sign) {
            numbers.push(0);
        } else {
            return None;
        }
    }
    any.then_some(numbers)
}

fn is_month(word: &str) -> bool {
    let is_short = |month: &&str| {
        let length = word.chars().count();
        length >= 3 && length < month.chars().count() && month.starts_with(word)
    };
    MONTHS.contains(&word) || MONTHS.iter().any(is_short)
}

fn is_day_of_month(word: &str) -> bool {
    let ends = ["st", "nd", "rd", "th", "er", "."];
    let bare = ends
        .iter()
        .fold(word, |w, end| w.strip_suffix(end).unwrap_or(w));
    digits(bare, &[]).is_some_and(|n| n.len() == 1 && (1..=31).contains(&n[0]))
}

/// `12/03/2026`, `2026-03-12`, `12 March`, `March 12th`, `12 de marzo`.
fn day(words: &[Word<'_>], at: usize) -> Option<usize> {
    let word = &words[at];
    if digits(&word.small, &['/', '-', '.']).is_some_and(|n| {
        n.len() == 3 && n.iter().filter(|n| **n <= 31).count() >= 2 && n.iter().all(|n| *n > 0)
    }) {
        return Some(1);
    }
    let between =
        usize::from({ words.get(at + 1) }.is_some_and(|w| BETWEEN.contains(&w.small.as_str())));
    let other = words.get(at + 1 + between)?;
    let is_day = (is_day_of_month(&word.small) && is_month(&other.small))
        || (is_month(&word.small) && is_day_of_month(&other.small));
    is_day.then_some(2 + between)
}

/// `22:30`, `6am`, `6 am`, `22h`, `22h30`.
fn time(words: &[Word<'_>], at: usize) -> Option<usize> {
    let word = &words[at];
    let is_clock = |text: &str, marks: &[char]| {
        digits(text, marks).is_some_and(|n| n.len() == 2 && n[0] < 25 && n[1] < 60)
    };
    let is_hour = |text: &str| digits(text, &[]).is_some_and(|n| n.len() == 1 && n[0] < 25);
    let small = word.small.as_str();
    let glued = ["am", "pm", "h"]
        .iter()
        .any(|end| small.strip_suffix(end).is_some_and(is_hour));
    if is_clock(small, &[':']) || is_clock(small, &['h']) || glued {
        return Some(1);
    }
    let next = words.get(at + 1)?;
    let is_half = [
        "am",
        "pm",
        "a.m",
        "p.m",
        "o'clock",
        "o’clock",
        "heures",
        "horas",
        "صباحًا",
        "مساءً",
        "صباحا",
        "مساء",
    ];
    (is_hour(small) && is_half.contains(&next.small.as_str())).then_some(2)
}

/// Five digits and more, also in groups.
fn number(words: &[Word<'_>], at: usize) -> Option<usize> {
    let count = |word: &Word<'_>| {
        let digits = word.small.chars().filter(char::is_ascii_digit).count();
        let others = word.bare.chars().filter(|c| c.is_alphabetic()).count();
        (digits > 0 && others <= 3).then_some(digits)
    };
    let mut length = 0;
    let mut all = 0;
    for word in words.iter().skip(at) {
        let Some(digits) = count(word) else { break };
        (length, all) = (length + 1, all + digits);
        if word.ends {
            break;
        }
    }
    (all >= 5).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, String)> {
        let found = telltales(text).into_iter();
        found.map(|t| (t.kind, t.words)).collect()
    }

    /// Phrases by which a company finds one of its people.
    #[test]
    fn each_phrase_that_tells_who_it_was_is_flagged() {
        let phrases = [
            (
                "The guard who was on the night shift at gate two",
                Kind::Shift,
            ),
            (
                "They kept the passport of Amina Odhiambo for weeks",
                Kind::Name,
            ),
            ("It was said to Mr Kariuki", Kind::Name),
            ("He was sent home on 12 March", Kind::Day),
            ("Le 3 juillet, les papiers furent pris", Kind::Day),
            ("وقع ذلك في ١٢ مارس عند البوابة", Kind::Day),
            ("Pasó el 2026-03-12 en la entrada", Kind::Day),
            ("The van left at 22:30", Kind::Time),
            ("Badge 40 718 was taken away", Kind::Number),
            ("Call 0712 345 678 to ask", Kind::Number),
            ("She is the only woman in the team", Kind::OnlyOne),
            ("My brother works there too", Kind::FirstPerson),
            ("Write to amina@example.org", Kind::Address),
            ("El turno de noche en la mina", Kind::Shift),
            ("كنت أنا الوحيدة هناك", Kind::OnlyOne),
        ];
        for (phrase, kind) in phrases {
            let found = kinds(phrase);
            assert!(found.iter().any(|(k, _)| *k == kind), "{phrase}: {found:?}");
        }
    }

    #[test]
    fn what_says_nothing_of_a_person_is_let_be() {
        let plain = [
            "Guards kept the papers of workers and asked for money to give them back.",
            "Wages of three months were not paid in 2026.",
            "Des gardes ont retenu les papiers des ouvriers.",
            "Los guardias retuvieron los papeles de los trabajadores en marzo.",
            "احتجز الحراس أوراق العمال وطلبوا مالًا لإعادتها.",
            "",
        ];
        for text in plain {
            assert_eq!(kinds(text), vec![], "{text}");
        }
    }

    #[test]
    fn what_is_found_is_named_as_it_stands() {
        let found = kinds("On March 12th, Amina Odhiambo said so. The van came at 6 am.");
        let said: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(said, ["March 12th", "Amina Odhiambo", "6 am"]);
    }
}
