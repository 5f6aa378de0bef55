//! Words that are left out of what goes out, such as names: found as whole words in any script, in any case of letters, with or without
//! accents. It finds what somebody wrote down, spelled so, and nothing else: the page says that a person reads it all before it goes.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{Problem, digits::with_latin_digits, problem::clean_text};

/// Most lines of words, and the longest of them in characters.
pub const LINES_MAX: usize = 200;
pub const LINE_MAX: usize = 120;

/// What stands where words were left out.
pub const MARK: &str = "[…]";

/// Letters that Arabic writes before a word without a space: "and", "so", "with", "to", "like". A name after one is that name.
const JOINED: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

/// The words that are left out: each line word by word, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redaction(Vec<Vec<String>>);

impl Redaction {
    /// The lines that somebody typed, cleaned: the same line once, and none that has no word in it.
    ///
    /// # Errors
    /// There are too many, or one is too long or has characters that nobody types.
    pub fn lines(typed: &str) -> Result<Vec<String>, Problem> {
        let typed = clean_text(typed, LINES_MAX * LINE_MAX)?;
        let mut lines: Vec<String> = Vec::new();
        for line in typed.lines() {
            let line = clean_text(line, LINE_MAX)?;
            if !tokens(&line).is_empty() && !lines.contains(&line) {
                lines.push(line);
            }
        }
        match lines.len() > LINES_MAX {
            true => Err(Problem::TooMany { max: LINES_MAX }),
            false => Ok(lines),
        }
    }

    /// What leaves out these lines.
    pub fn of<T: AsRef<str>>(lines: &[T]) -> Self {
        let folded = lines.iter().map(|line| {
            let words = tokens(line.as_ref()).into_iter().map(|token| token.folded);
            words.collect::<Vec<_>>()
        });
        let mut phrases: Vec<Vec<String>> = folded.filter(|words| !words.is_empty()).collect();
        // The longest first: a whole name is left out in one piece.
        phrases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        phrases.dedup();
        Self(phrases)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text says any of it.
    pub fn finds(&self, text: &str) -> bool {
        self.first(&tokens(text)).is_some()
    }

    /// The text without them, and how often something was left out. A text that says none of it is as it was.
    pub fn apply(&self, text: &str) -> (String, usize) {
        let mut text = text.to_owned();
        let mut times = 0;
        // Leaving out one word can bring two others together, which are then left out as well; each turn takes a word away.
        loop {
            let words = tokens(&text);
            let mut spans = Vec::new();
            let mut at = 0;
            while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
                match self.length_at(rest) {
                    Some(length) => {
                        let last = rest.get(length - 1).or(rest.last());
                        let end = last.map_or(text.len(), |word| word.end);
                        spans.extend(rest.first().map(|word| word.start..end));
                        at += length;
                    }
                    None => at += 1,
                }
            }
            if spans.is_empty() {
                return (text, times);
            }
            times += spans.len();
            for span in spans.into_iter().rev() {
                text.replace_range(span, MARK);
            }
        }
    }

    fn first(&self, words: &[Token]) -> Option<usize> {
        (0..words.len()).find(|at| words.get(*at..).and_then(|w| self.length_at(w)).is_some())
    }

    /// How many words, from the first of these on, are left out.
    fn length_at(&self, words: &[Token]) -> Option<usize> {
        let said = |phrase: &&Vec<String>| {
            words.len() >= phrase.len() && { phrase.iter().zip(words).enumerate() }
                .all(|(at, (wanted, word))| is_word(&word.folded, wanted, at == 0))
        };
        self.0.iter().find(said).map(Vec::len)
    }
}

/// Whether a word is the one that is looked for; the first may have a letter joined to it.
fn is_word(word: &str, wanted: &str, first: bool) -> bool {
    if word == wanted {
        return true;
    }
    // More than one can be joined, as in "and to".
    let mut bare = word;
    while first && is_arabic(wanted) {
        match bare.strip_prefix(JOINED) {
            Some(rest) if rest == wanted => return true,
            Some(rest) => bare = rest,
            None => break,
        }
    }
    false
}

fn is_arabic(word: &str) -> bool {
    word.chars().all(|c| ('\u{600}'..='\u{6ff}').contains(&c))
}

/// One word of a text, and where it stands there.
struct Token {
    start: usize,
    end: usize,
    folded: String,
}

/// The words of a text. Of scripts that put no spaces between words each character is one.
fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut open = false;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let belongs = is_combining_mark(c) || is_unseen(c);
        if belongs && found.last().is_some_and(|last| last.end == start) {
            // It hangs on what stands before it, whatever the script.
            if let Some(last) = found.last_mut() {
                last.end = end;
            }
            continue;
        }
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        let alone = is_unspaced(c);
        match found.last_mut() {
            Some(last) if open && !alone => last.end = end,
            _ => found.push(Token {
                start,
                end,
                folded: String::new(),
            }),
        }
        open = !alone;
    }
    for token in &mut found {
        token.folded = fold(text.get(token.start..token.end).unwrap_or_default());
    }
    found.retain(|token| !token.folded.is_empty());
    found
}

/// A word as it is compared: letters of one case, without accents, vowel signs and marks that are not seen.
fn fold(word: &str) -> String {
    let plain = { word.nfkd() }
        .filter(|c| !is_combining_mark(*c) && !is_unseen(*c) && *c != 'ـ')
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'ى' | 'ی' => 'ي',
            'ة' => 'ه',
            'ک' => 'ك',
            'ı' => 'i',
            'ς' => 'σ',
            c => c,
        });
    with_latin_digits(&plain.collect::<String>())
}

/// Marks that join, part or turn writing and show nothing.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | 'ـ'
    )
}

/// Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Chinese and Japanese.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn without(words: &[&str], text: &str) -> String {
        Redaction::of(words).apply(text).0
    }

    #[test]
    fn whole_words_go_in_any_script_and_case() {
        for (words, text, left) in [
            (
                "Amina",
                "AMINA said so. Aminata did not.",
                "[…] said so. Aminata did not.",
            ),
            ("amina odhiambo", "Amina  Odhiambo's room", "[…]'s room"),
            ("José", "Jose, JOSÉ and Jose\u{301}", "[…], […] and […]"),
            ("STRASSE", "Die Straße 5", "Die […] 5"),
            ("أمينة", "قالت أمينة وأمينه لأَمِينَة", "قالت […] […] […]"),
            ("أمينة", "الأمينات", "الأمينات"),
            ("Οδυσσεύς", "ΟΔΥΣΣΕΥΣ", "[…]"),
            ("王芳", "昨天王芳说", "昨天[…]说"),
            ("สมชาย", "คุณสมชายมา", "คุณ[…]มา"),
            ("0712 555", "٠٧١٢-٥٥٥", "[…]"),
            ("Ana", "A\u{200d}na", "[…]"),
            ("Ana", "ana@example.org Ana", "[…]@example.org […]"),
        ] {
            assert_eq!(without(&[words], text), left, "{words} in {text}");
        }
    }

    #[test]
    fn what_comes_together_goes_too() {
        assert_eq!(
            without(&["Ana Ruiz", "Maria"], "Ana Maria Ruiz"),
            "[…]",
            "the name alone would have been left"
        );
    }

    #[test]
    fn lines_are_taken_clean_and_bounded() {
        let lines = Redaction::lines(" Amina \r\n\n--\nAmina\nJosé").unwrap();
        assert_eq!(lines, ["Amina", "José"]);
        let long = "a".repeat(LINE_MAX + 1);
        assert_eq!(
            Redaction::lines(&long),
            Err(Problem::TooLong { max: LINE_MAX })
        );
        let many: Vec<String> = (0..=LINES_MAX).map(|n| n.to_string()).collect();
        let many = Redaction::lines(&many.join("\n"));
        assert_eq!(many, Err(Problem::TooMany { max: LINES_MAX }));
    }

    /// Texts of few words in several scripts, and marks between them: what is looked for is often there.
    fn text() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "Amina",
            "AMINA",
            "Aminata",
            "José",
            "jose",
            "أمينة",
            "وأمينة",
            "王",
            "芳",
            "5",
            "Ruiz",
            "e\u{301}",
            "\u{301}",
            "\u{200f}",
            "ـ",
            "İ",
            "ß",
            "SS",
        ]);
        let mark = prop::sample::select(vec![" ", ", ", "-", "\n", "", "’", "[…]"]);
        prop::collection::vec((word, mark), 0..12)
            .prop_map(|all| all.into_iter().map(|(w, m)| format!("{w}{m}")).collect())
    }

    proptest! {
        #[test]
        fn nothing_that_was_left_out_is_there(words in prop::collection::vec(text(), 0..4), text in text()) {
            let redaction = Redaction::of(&words);
            let (left, times) = redaction.apply(&text);
            prop_assert!(!redaction.finds(&left), "{words:?} in {left:?}");
            prop_assert_eq!(times > 0, redaction.finds(&text));
            if times == 0 {
                prop_assert_eq!(left, text);
            }
        }

        #[test]
        fn any_text_is_taken(words in prop::collection::vec("\\PC{0,8}", 0..4), text in "\\PC{0,40}") {
            let redaction = Redaction::of(&words);
            prop_assert!(!redaction.finds(&redaction.apply(&text).0));
        }
    }
}
