//! The Legal Entity Identifier (ISO 17442): twenty signs, the last two of which check the others (ISO 7064, MOD 97-10).

use super::Flaw;
use crate::digits::with_latin_digits;

/// Signs of an identifier.
const LENGTH: usize = 20;

/// Reads an identifier as people write it: in small letters, in groups, with digits of any script.
///
/// # Errors
/// Which of its rules it breaks.
pub fn read_lei(text: &str) -> Result<String, Flaw> {
    let is_sign = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '\u{feff}');
    let signs: String = with_latin_digits(text).chars().filter(is_sign).collect();
    let lei = signs.to_ascii_uppercase();
    let count = lei.chars().count();
    if count != LENGTH {
        return Err(Flaw::LeiLength { is: count });
    }
    let Some(rest) = remainder(&lei) else {
        return Err(Flaw::LeiSigns);
    };
    // A check of 00, 01 or 99 has the remainder of another one, and is never given.
    match rest == 1 && !matches!(&lei[LENGTH - 2..], "00" | "01" | "99") {
        true => Ok(lei),
        false => Err(Flaw::LeiCheck),
    }
}

/// Its number modulo 97, letters counted from A = 10; nothing where it has other signs, or does not end with two digits.
fn remainder(lei: &str) -> Option<u32> {
    let ends = lei.chars().rev().take(2).all(|c| c.is_ascii_digit());
    let add = |rest: u32, c: char| {
        let value = c.to_digit(36).filter(|_| c.is_ascii_alphanumeric())?;
        let shift = if value < 10 { 10 } else { 100 };
        Some((rest * shift + value) % 97)
    };
    lei.chars().try_fold(0, add).filter(|_| ends)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The two digits that complete eighteen signs.
    fn complete(first: &str) -> String {
        let rest = remainder(&format!("{first}00")).unwrap();
        format!("{first}{:02}", 98 - rest)
    }

    #[test]
    fn an_identifier_is_read_as_people_write_it() {
        // The example of the standard's own publisher, and one that ends with a small check.
        let lei = "506700GE1G29325QX363";
        for text in [
            lei,
            "5067 00ge 1g29 325q x363",
            " 506700-GE1G29325QX-363 ",
            "٥٠٦٧٠٠GE1G29325QX363",
        ] {
            assert_eq!(read_lei(text).as_deref(), Ok(lei), "{text}");
        }
        for (text, flaw) in [
            ("", Flaw::LeiLength { is: 0 }),
            ("506700GE1G29325QX36", Flaw::LeiLength { is: 19 }),
            ("506700GE1G29325QX3630", Flaw::LeiLength { is: 21 }),
            ("506700GE1G29325QX364", Flaw::LeiCheck),
            ("506700GE1G29325QX633", Flaw::LeiCheck),
            ("506700EG1G29325QX363", Flaw::LeiCheck),
            ("506700GE1G29325QX3É3", Flaw::LeiSigns),
            ("506700GE1G29325QX/63", Flaw::LeiSigns),
            ("506700GE1G29325QX3A3", Flaw::LeiSigns),
        ] {
            assert_eq!(read_lei(text), Err(flaw), "{text}");
        }
    }

    #[test]
    fn a_check_that_stands_for_another_is_none() {
        let with = |check: &str| {
            let mut firsts = (0..1000).map(|n| format!("{n:018}"));
            firsts
                .find(|first| complete(first).ends_with(check))
                .unwrap()
        };
        for (good, alias) in [("97", "00"), ("98", "01"), ("02", "99")] {
            let first = with(good);
            assert!(read_lei(&format!("{first}{good}")).is_ok());
            assert_eq!(remainder(&format!("{first}{alias}")), Some(1));
            assert_eq!(read_lei(&format!("{first}{alias}")), Err(Flaw::LeiCheck));
        }
    }

    proptest! {
        /// What the check is for: one wrong sign, or two neighbours that changed places.
        #[test]
        fn one_slip_is_found(first in "[0-9A-Z]{18}", at in 0usize..20, other in "[0-9A-Z]", place in 0usize..19) {
            let lei = complete(&first);
            prop_assert_eq!(read_lei(&lei), Ok(lei.clone()));
            let mut slipped: Vec<char> = lei.chars().collect();
            let other = other.chars().next().unwrap();
            // A digit for a letter makes another length of number, which the standard promises nothing of.
            let is_same_sort = |a: char, b: char| a.is_ascii_digit() == b.is_ascii_digit();
            let is_slip = is_same_sort(slipped[at], other);
            slipped[at] = other;
            let slipped: String = slipped.into_iter().collect();
            prop_assert!(!is_slip || read_lei(&slipped).is_ok() == (slipped == lei));
            let mut swapped: Vec<char> = lei.chars().collect();
            let is_slip = is_same_sort(swapped[place], swapped[place + 1]);
            swapped.swap(place, place + 1);
            let swapped: String = swapped.into_iter().collect();
            prop_assert!(!is_slip || read_lei(&swapped).is_ok() == (swapped == lei));
        }

        #[test]
        fn any_text_is_taken(text in "\\PC{0,24}") {
            if let Ok(lei) = read_lei(&text) {
                prop_assert_eq!(read_lei(&lei), Ok(lei.clone()));
            }
        }
    }
}
