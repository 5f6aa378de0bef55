//! Cutting a name into the words that are compared.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{MAX_CHARS, MAX_WORDS};

/// Letters of a word that are looked at.
pub const MAX_WORD: usize = 32;

/// In which letters a word is written. What is none of these is read by one table and is one script here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Latin,
    Arabic,
    Cyrillic,
    Other,
}

impl Script {
    /// Of a letter; digits have none.
    pub fn of(c: char) -> Option<Script> {
        let script = match c {
            _ if !c.is_alphabetic() => return None,
            'a'..='z' | '\u{df}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' => {
                Script::Latin
            }
            '\u{400}'..='\u{52f}' => Script::Cyrillic,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Script::Arabic,
            _ => Script::Other,
        };
        Some(script)
    }
}

/// The words of a name: lower case, without accents, initials put together (`G.S.S.` and `G S S` are `gss`).
pub fn words(name: &str) -> Vec<String> {
    let mut words = Cut::default();
    let plain = name.chars().take(MAX_CHARS).nfkd();
    for c in plain.take(2 * MAX_CHARS).flat_map(char::to_lowercase) {
        words.take(c);
        if words.done.len() > MAX_WORDS * 2 {
            break;
        }
    }
    words.end();
    let mut joined = join_initials(words.done);
    joined.truncate(MAX_WORDS);
    joined
}

#[derive(Default)]
struct Cut {
    done: Vec<String>,
    word: String,
    length: usize,
}

impl Cut {
    fn take(&mut self, c: char) {
        match c {
            _ if is_combining_mark(c) || is_invisible(c) => {}
            // `Int'l` is one word; `l'Ouest` and `d'Or` are two.
            '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʿ' | 'ʾ' | 'ʻ' => {
                if self.length == 1 && self.word.is_ascii() {
                    self.end();
                }
            }
            '&' => {
                self.end();
                self.done.push("and".to_owned());
            }
            _ if c.is_alphanumeric() => {
                if self.length < MAX_WORD {
                    self.word.push(c);
                }
                self.length += 1;
            }
            _ => self.end(),
        }
    }

    fn end(&mut self) {
        if !self.word.is_empty() {
            self.done.push(std::mem::take(&mut self.word));
        }
        self.length = 0;
    }
}

/// Joiners, marks of direction, and the stroke that stretches Arabic words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{640}')
}

fn join_initials(words: Vec<String>) -> Vec<String> {
    let single = |word: &String| word.chars().nth(1).is_none();
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    let mut growing = false;
    for word in words {
        let one = single(&word);
        match joined.last_mut() {
            Some(last) if one && growing => last.push_str(&word),
            _ => joined.push(word),
        }
        growing = one;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        for (name, expected) in [
            ("G.S.S. Security, Ltd.", "gss security ltd"),
            ("S.A. de C.V.", "sa de cv"),
            ("Int'l Sec. Svcs", "intl sec svcs"),
            ("Gardiennage de l'Ouest", "gardiennage de l ouest"),
            ("Sécurité  ÉLITE", "securite elite"),
            ("A & B", "a and b"),
            ("الأَمْـــن ش.م.م", "الامن شمم"),
            ("Щит-Юг", "щит юг"),
            ("G4S", "g4s"),
            ("", ""),
            ("…!?", ""),
        ] {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!(words(&"a b. ".repeat(10_000)).len(), 1);
        assert_eq!(words(&"ab ".repeat(10_000)).len(), MAX_WORDS);
        assert_eq!(words(&"ا".repeat(10_000))[0].chars().count(), MAX_WORD);
        assert!(words(&"ﷺ".repeat(10_000)).len() <= MAX_WORDS);
    }
}
