//! Arabic and Cyrillic in Latin letters, and Latin in theirs, in several manners each.
//!
//! Arabic words are kept as consonants in Arabic and vowels in Latin: `+حAرiس` is الحارس, read al-hāris. `A`, `I`, `U` are long, `~` doubles
//! the consonant before it, `+` is the article.

use super::rng::Rng;

/// As Arabic writes it.
pub fn arabic_written(text: &str) -> String {
    let letter = |c: char| match c {
        'a' | 'i' | 'u' | '~' => None,
        'A' => Some("ا".to_owned()),
        'I' => Some("ي".to_owned()),
        'U' => Some("و".to_owned()),
        '+' => Some("ال".to_owned()),
        _ => Some(c.to_string()),
    };
    text.chars().filter_map(letter).collect()
}

/// In which way somebody writes Arabic in Latin letters; people keep to theirs.
#[derive(Debug, Clone, Copy)]
pub enum Manner {
    Bookish,
    English,
    Egyptian,
    French,
    Telephone,
}

pub fn manner(rng: &mut Rng) -> Manner {
    match rng.below(10) {
        0..2 => Manner::Bookish,
        2..6 => Manner::English,
        6..7 => Manner::Egyptian,
        7..9 => Manner::French,
        _ => Manner::Telephone,
    }
}

fn consonant(c: char, manner: Manner) -> &'static str {
    use Manner::*;
    match (c, manner) {
        ('ث', Egyptian) => "s",
        ('ث', French) => "t",
        ('ث', _) => "th",
        ('ج', Egyptian) => "g",
        ('ج', French) => "dj",
        ('ج', _) => "j",
        ('ح', Telephone) => "7",
        ('ح' | 'ه', _) => "h",
        ('خ', Telephone) => "5",
        ('خ', _) => "kh",
        ('ذ', Bookish) => "dh",
        ('ذ', French) => "d",
        ('ذ', _) => "z",
        ('ش', French) => "ch",
        ('ش', _) => "sh",
        ('ظ', Bookish) => "dh",
        ('ظ', _) => "z",
        ('ع', Bookish) => "'",
        ('ع', Telephone) => "3",
        ('ع' | 'ء' | 'أ' | 'إ' | 'ؤ', _) => "",
        ('غ', _) => "gh",
        ('ق', Bookish | Telephone) => "q",
        ('ق', _) => "k",
        ('و', French) => "ou",
        ('و', _) => "w",
        ('ي', French) => "i",
        ('ي', _) => "y",
        ('ب', _) => "b",
        ('ت' | 'ط', _) => "t",
        ('د' | 'ض', _) => "d",
        ('ر', _) => "r",
        ('ز', _) => "z",
        ('س' | 'ص', _) => "s",
        ('ف', _) => "f",
        ('ك', _) => "k",
        ('ل', _) => "l",
        ('م', _) => "m",
        ('ن', _) => "n",
        ('ة', English) => "h",
        _ => "",
    }
}

/// One word in Latin letters. With its article apart, grown together, or left out.
pub fn arabic(rng: &mut Rng, text: &str, manner: Manner) -> String {
    let mut latin = String::new();
    let stem = text.trim_start_matches('+');
    let mut last = "";
    for c in stem.chars() {
        let next = match (c, manner) {
            ('~', Manner::Telephone) => "",
            ('~', _) => last,
            ('A', Manner::Bookish) => "aa",
            ('A', _) => "a",
            ('I', Manner::English) if rng.chance(40) => "ee",
            ('I', _) => "i",
            ('U', Manner::English) if rng.chance(50) => "oo",
            ('U', Manner::French) => "ou",
            ('U', _) => "u",
            ('a', Manner::Egyptian | Manner::French) if rng.chance(35) => "e",
            ('a', _) => "a",
            ('i', Manner::French | Manner::English) if rng.chance(35) => "e",
            ('i', _) => "i",
            ('u', Manner::French) => "ou",
            ('u', _) if rng.chance(30) => "o",
            ('u', _) => "u",
            _ => consonant(c, manner),
        };
        latin += next;
        last = next;
    }
    if text.starts_with('+') {
        let article = match manner {
            Manner::Bookish if rng.chance(60) => sun(stem).unwrap_or("al-"),
            Manner::Bookish => "al-",
            Manner::English => rng.pick(&["al ", "al-", "al", ""]),
            Manner::Egyptian => rng.pick(&["el ", "el-", "el"]),
            Manner::French => rng.pick(&["el ", "al ", ""]),
            Manner::Telephone => rng.pick(&["al", "el", "al "]),
        };
        latin.insert_str(0, article);
    }
    latin
}

/// The article as it sounds before letters that swallow its l.
fn sun(stem: &str) -> Option<&'static str> {
    Some(match stem.chars().next()? {
        'ت' | 'ط' => "at-",
        'د' | 'ض' => "ad-",
        'ر' => "ar-",
        'ز' => "az-",
        'س' | 'ص' => "as-",
        'ش' => "ash-",
        'ن' => "an-",
        _ => return None,
    })
}

/// Russian in Latin letters, in one of four manners: English, on a passport, German, or as it is typed in a hurry.
pub fn cyrillic(text: &str, manner: usize) -> String {
    let one = |c: char| -> &'static str {
        let of = |four: [&'static str; 4]| four[manner % 4];
        match c {
            'а' => "a",
            'б' => "b",
            'в' => of(["v", "v", "w", "v"]),
            'г' => "g",
            'д' => "d",
            'е' => "e",
            'ё' => of(["yo", "e", "jo", "e"]),
            'ж' => of(["zh", "zh", "sch", "j"]),
            'з' => of(["z", "z", "s", "z"]),
            'и' => "i",
            'й' => of(["y", "i", "j", "i"]),
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => of(["kh", "kh", "ch", "h"]),
            'ц' => of(["ts", "ts", "z", "c"]),
            'ч' => of(["ch", "ch", "tsch", "ch"]),
            'ш' => of(["sh", "sh", "sch", "sh"]),
            'щ' => of(["shch", "shch", "schtsch", "sch"]),
            'ъ' => of(["", "ie", "", ""]),
            'ы' => "y",
            'ь' => of(["'", "", "", ""]),
            'э' => "e",
            'ю' => of(["yu", "iu", "ju", "u"]),
            'я' => of(["ya", "ia", "ja", "ya"]),
            _ => "",
        }
    };
    let lower = text.to_lowercase();
    lower.chars().map(one).collect()
}

/// Sounds of Latin letters as somebody writes them in Arabic who heard them.
pub fn into_arabic(rng: &mut Rng, text: &str) -> String {
    const RULES: [(&str, &str); 36] = [
        ("sh", "ش"),
        ("ch", "تش"),
        ("th", "ث"),
        ("ph", "ف"),
        ("ck", "ك"),
        ("oo", "و"),
        ("ee", "ي"),
        ("ay", "ي"),
        ("gh", "غ"),
        ("ll", "ل"),
        ("a", "ا"),
        ("b", "ب"),
        ("c", "ك"),
        ("d", "د"),
        ("e", ""),
        ("f", "ف"),
        ("g", "ج"),
        ("h", "ه"),
        ("i", "ي"),
        ("j", "ج"),
        ("k", "ك"),
        ("l", "ل"),
        ("m", "م"),
        ("n", "ن"),
        ("o", "و"),
        ("p", "ب"),
        ("q", "ك"),
        ("r", "ر"),
        ("s", "س"),
        ("t", "ت"),
        ("u", "و"),
        ("v", "ف"),
        ("w", "و"),
        ("x", "كس"),
        ("y", "ي"),
        ("z", "ز"),
    ];
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    let mut arabic = String::new();
    while let Some(first) = rest.chars().next() {
        let rule = RULES.iter().find(|(from, _)| rest.starts_with(from));
        let (from, to) = rule.map_or((first.len_utf8(), ""), |(from, to)| (from.len(), *to));
        // Short vowels are often not written.
        if !("aiou".contains(first) && from == 1 && rng.chance(30)) {
            arabic += to;
        }
        rest = &rest[from..];
    }
    arabic
}
