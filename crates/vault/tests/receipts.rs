//! Receipts: both forms are one secret, mistakes are found, and they are as random as their source.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rand::{SeedableRng, rngs::StdRng};
use std::collections::HashSet;
use watchpost_vault::*;

fn receipt(seed: u64) -> Receipt {
    Receipt::generate(&mut StdRng::seed_from_u64(seed))
}

fn parses_to(text: &str, receipt: &Receipt) -> bool {
    Receipt::parse(text).is_ok_and(|parsed| parsed.as_bytes() == receipt.as_bytes())
}

fn error(text: &str) -> ReceiptError {
    Receipt::parse(text).err().unwrap()
}

/// The digits in another script, given by its zero.
fn in_script(digits: &str, zero: char) -> String {
    let digit = |c: char| {
        c.to_digit(10)
            .and_then(|d| char::from_u32(u32::from(zero) + d))
            .unwrap_or(c)
    };
    digits.chars().map(digit).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_and_digits_are_the_same_secret(bytes in any::<[u8; 12]>()) {
        let receipt = Receipt::from_bytes(bytes);
        for list in WordList::ALL {
            let words = receipt.words(list);
            prop_assert_eq!(words.split(' ').count(), 9);
            prop_assert!(parses_to(&words, &receipt));
        }
        let digits = receipt.digits();
        prop_assert_eq!(digits.split(' ').map(str::len).collect::<Vec<_>>(), vec![5; 6]);
        prop_assert!(parses_to(&digits, &receipt));
    }

    #[test]
    fn every_wrong_digit_and_every_swap_of_neighbours_is_found(bytes in any::<[u8; 12]>()) {
        let digits = Receipt::from_bytes(bytes).digits().replace(' ', "");
        for at in 0..30 {
            for other in b'0'..=b'9' {
                let mut typed = digits.clone().into_bytes();
                if typed[at] == other {
                    continue;
                }
                typed[at] = other;
                prop_assert_eq!(error(std::str::from_utf8(&typed).unwrap()), ReceiptError::WrongCheck);
            }
            let mut typed = digits.clone().into_bytes();
            if at < 29 && typed[at] != typed[at + 1] {
                typed.swap(at, at + 1);
                prop_assert_eq!(error(std::str::from_utf8(&typed).unwrap()), ReceiptError::WrongCheck);
            }
        }
    }

    #[test]
    fn any_text_at_all_is_answered(text in "\\PC{0,300}") {
        let _ = Receipt::parse(&text);
        let _ = receipt(1).matches_part(&text);
    }
}

#[test]
fn typed_anyhow() {
    for seed in 0..50 {
        let receipt = receipt(seed);
        let digits = receipt.digits();
        for zero in ['0', '٠', '۰', '०', '০', '๐', '０', '𝟎'] {
            let typed = in_script(&digits, zero);
            assert!(parses_to(&typed, &receipt), "{typed}");
            assert!(parses_to(&typed.replace(' ', ""), &receipt));
            assert!(parses_to(
                &format!("\u{200f}  {}\n", typed.replace(' ', " – ")),
                &receipt
            ));
        }
        for list in WordList::ALL {
            let words = receipt.words(list);
            assert!(parses_to(&words.to_uppercase(), &receipt));
            assert!(parses_to(
                &format!("  {}. ", words.replace(' ', "-")),
                &receipt
            ));
            let numbered: Vec<String> = words
                .split(' ')
                .zip(1..)
                .map(|(word, n)| format!("{n}. {word}\r\n"))
                .collect();
            assert!(parses_to(&numbered.concat(), &receipt));
            // Without accents, as on a foreign keyboard; and decomposed, as some telephones send them.
            let plain: String = words.chars().map(without_accent).collect();
            assert!(parses_to(&plain, &receipt), "{plain}");
            let decomposed: String = words.chars().flat_map(decomposed).collect();
            assert!(parses_to(&decomposed, &receipt), "{decomposed}");
        }
    }
}

const ACCENTS: [(char, char, char); 8] = [
    ('é', 'e', '\u{301}'),
    ('è', 'e', '\u{300}'),
    ('á', 'a', '\u{301}'),
    ('í', 'i', '\u{301}'),
    ('ó', 'o', '\u{301}'),
    ('ú', 'u', '\u{301}'),
    ('ñ', 'n', '\u{303}'),
    ('ü', 'u', '\u{308}'),
];

fn without_accent(c: char) -> char {
    ACCENTS
        .iter()
        .find(|(accented, ..)| *accented == c)
        .map_or(c, |(_, plain, _)| *plain)
}

fn decomposed(c: char) -> Vec<char> {
    let found = ACCENTS.iter().find(|(accented, ..)| *accented == c);
    found.map_or(vec![c], |(_, plain, accent)| vec![*plain, *accent])
}

#[test]
fn mistakes_are_named() {
    let receipt = receipt(7);
    let words = receipt.words(WordList::English);
    let list: Vec<&str> = words.split(' ').collect();

    let mut typed: Vec<String> = list.iter().map(ToString::to_string).collect();
    typed[3] = format!("{}x", list[3]);
    let ReceiptError::UnknownWord {
        position,
        word,
        suggestion,
    } = error(&typed.join(" "))
    else {
        panic!("a word that is in no list");
    };
    assert_eq!(
        (position, word, suggestion.as_deref()),
        (4, typed[3].clone(), Some(list[3]))
    );
    typed[3] = "qqqqqqqq".into();
    assert!(matches!(
        error(&typed.join(" ")),
        ReceiptError::UnknownWord {
            position: 4,
            suggestion: None,
            ..
        }
    ));

    let expected = (9, ReceiptForm::Words);
    for typed in [&list[..8], &[&list[..], &list[..1]].concat()] {
        let ReceiptError::WrongLength {
            found,
            expected: nine,
            form,
        } = error(&typed.join(" "))
        else {
            panic!("a wrong number of words");
        };
        assert_eq!((found, (nine, form)), (typed.len(), expected));
    }
    let digits = receipt.digits();
    assert_eq!(
        error(&digits[..digits.len() - 1]),
        ReceiptError::WrongLength {
            found: 29,
            expected: 30,
            form: ReceiptForm::Digits
        }
    );
    assert_eq!(
        error(&"9".repeat(29)).to_string(),
        "29 found where a receipt has 30"
    );
    for nothing in ["", "  ", "--- …", "\u{301}"] {
        assert_eq!(error(nothing), ReceiptError::Empty);
    }
    // More than 96 bits, though the check digit is right for one of the ten.
    let mut last = ('0'..='9').map(|last| error(&format!("{}{last}", "9".repeat(29))));
    assert!(last.all(|error| error == ReceiptError::WrongCheck));
    // What was typed is not in what gets logged.
    let mistake = ReceiptError::UnknownWord {
        position: 2,
        word: "typed".into(),
        suggestion: Some("guess".into()),
    };
    assert!(!format!("{mistake:?} {mistake}").contains("typed"));
    assert!(!format!("{mistake:?} {mistake}").contains("guess"));
}

#[test]
fn most_wrong_words_are_found_by_the_check() {
    let mut passed = 0;
    for seed in 0..1000 {
        let receipt = receipt(seed);
        let words = receipt.words(WordList::French);
        let other = self::receipt(seed + 10_000).words(WordList::French);
        let mut typed: Vec<&str> = words.split(' ').collect();
        typed[(seed % 8) as usize] = other.split(' ').next().unwrap();
        passed += usize::from(Receipt::parse(&typed.join(" ")).is_ok());
    }
    // Three bits: one in eight passes (and is then simply a receipt nobody has).
    assert!((85..170).contains(&passed), "{passed} of 1000");
}

#[test]
fn lists_for_languages() {
    assert_eq!(WordList::for_language("en"), Some(WordList::English));
    assert_eq!(WordList::for_language("fr-CA"), Some(WordList::French));
    assert_eq!(WordList::for_language("ES"), Some(WordList::Spanish));
    for none in ["ar", "hi", "", "english"] {
        assert_eq!(WordList::for_language(none), None);
    }
    // Two words of a list never look alike without accents, else one could not be typed.
    for list in WordList::ALL {
        let mut seen = HashSet::new();
        for number in 0..2048u128 {
            let bytes: [u8; 16] = (number << 85).to_be_bytes();
            let receipt = Receipt::from_bytes(bytes[4..].try_into().unwrap());
            let word = receipt.words(list).split(' ').next().unwrap().to_owned();
            assert!(word.chars().all(char::is_alphabetic), "{word}");
            assert!(
                seen.insert(word.chars().map(without_accent).collect::<String>()),
                "{word}"
            );
        }
    }
}

#[test]
fn a_hundred_thousand_receipts_are_all_different_and_even() {
    const MANY: usize = 100_000;
    let mut rng = StdRng::seed_from_u64(2024);
    let mut seen = HashSet::new();
    let mut digit_counts = [[0u32; 10]; 30];
    let mut byte_counts = vec![[0u32; 256]; 12];
    for _ in 0..MANY {
        let receipt = Receipt::generate(&mut rng);
        assert!(seen.insert(*receipt.as_bytes()));
        for (count, byte) in byte_counts.iter_mut().zip(receipt.as_bytes()) {
            count[usize::from(*byte)] += 1;
        }
        let digits = receipt.digits();
        let digits = digits.chars().filter_map(|c| c.to_digit(10));
        for (count, digit) in digit_counts.iter_mut().zip(digits) {
            count[digit as usize] += 1;
        }
    }
    // Means 255 and 9, deviations 22.6 and 4.2: five deviations above would be a fault.
    for (at, count) in byte_counts.iter().enumerate() {
        let chi = chi_square(count, MANY);
        assert!((150.0..370.0).contains(&chi), "byte {at}: {chi}");
    }
    // The first two digits are uneven by arithmetic: 2^96 is 79,228… with 29 digits.
    for (at, count) in digit_counts.iter().enumerate().skip(3) {
        let chi = chi_square(count, MANY);
        assert!(chi < 31.0, "digit {at}: {chi}");
    }
    assert!(
        chi_square(&digit_counts[0], MANY) > 100.0,
        "the measure sees unevenness"
    );
}

fn chi_square(counts: &[u32], total: usize) -> f64 {
    let expected = total as f64 / counts.len() as f64;
    counts
        .iter()
        .map(|count| (f64::from(*count) - expected).powi(2) / expected)
        .sum()
}

#[test]
fn the_reporter_comes_back() {
    let (one, other) = (receipt(1), receipt(2));
    let reporter = Identity::generate();
    let wrapped = one.wrap(&reporter);
    assert!(one.unwrap(&wrapped).ok().unwrap().recipient() == reporter.recipient());
    assert_eq!(other.unwrap(&wrapped).err(), Some(OpenError::NotForThisKey));
    assert_ne!(wrapped, one.wrap(&reporter), "each wrap has its own salt");
    for length in 0..wrapped.len() {
        assert!(one.unwrap(&wrapped[..length]).is_err());
    }

    let pepper = Pepper::generate();
    assert_eq!(
        one.lookup(&pepper),
        one.lookup(&Pepper::from_bytes(*pepper.as_bytes()))
    );
    assert_ne!(one.lookup(&pepper), other.lookup(&pepper));
    assert_ne!(one.lookup(&pepper), one.lookup(&Pepper::generate()));
}

#[test]
fn one_part_is_typed_back() {
    let mut asked = HashSet::new();
    for seed in 0..200 {
        let receipt = receipt(seed);
        let part = receipt.part_to_type_back();
        assert_eq!(part, receipt.clone().part_to_type_back());
        assert!((1..=9).contains(&part.word) && (1..=6).contains(&part.group));
        asked.insert((part.word, 0));
        asked.insert((0, part.group));

        let digits = receipt.digits();
        let group = digits.split(' ').nth(part.group - 1).unwrap();
        assert!(receipt.matches_part(group));
        assert!(receipt.matches_part(&format!(" {} ", in_script(group, '٠'))));
        assert!(receipt.matches_part(&digits));
        for list in WordList::ALL {
            let words = receipt.words(list);
            let word = words.split(' ').nth(part.word - 1).unwrap();
            assert!(receipt.matches_part(word), "{word}");
            assert!(receipt.matches_part(&format!(" {}", word.to_uppercase())));
            assert!(!receipt.matches_part(&format!("{word}{word}")));
            assert!(receipt.matches_part(&words));
        }
        assert!(!receipt.matches_part(&group[..4]));
        assert!(!receipt.matches_part(""));
        assert!(!receipt.matches_part("…"));
        let wrong = if group == "00000" { "11111" } else { "00000" };
        assert!(!receipt.matches_part(wrong));
        assert!(!receipt.matches_part(&self::receipt(seed + 1000).digits()));
    }
    assert_eq!(asked.len(), 9 + 6, "every part is asked of somebody");
}
