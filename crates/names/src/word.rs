//! A word in the forms in which it is compared.

use crate::{
    arabic, cyrillic,
    sounds::{Sound, sounds},
    split::{MAX_WORD, Script},
};

/// A word, with its letters as Latin ones and its sounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In its own script, without what writers of that script leave out or mix up.
    pub native: Box<str>,
    /// In lower-case Latin letters and digits.
    pub letters: Box<str>,
    pub sounds: Box<[Sound]>,
    pub script: Script,
    /// The word without a Latin article that may have grown together with it.
    pub bare: Option<Box<Word>>,
}

impl Word {
    /// Reads a word that was [cut](crate::split::words) from a name.
    pub fn read(text: &str) -> Word {
        let script = { text.chars() }.find_map(Script::of);
        let script = script.unwrap_or(Script::Latin);
        let native = match script {
            Script::Arabic => same_letters(arabic::bare(text)),
            _ => text.to_owned(),
        };
        let letters = latin(&native);
        let bare = match script {
            Script::Latin => arabic::bare_latin(&native),
            _ => None,
        };
        Word {
            bare: bare.map(|bare| Box::new(Word::read(bare))),
            sounds: sounds(&letters).into(),
            letters: letters.into(),
            native: native.into(),
            script,
        }
    }

    /// Two words as one.
    pub fn joined(&self, next: &Word) -> Word {
        let letters = format!("{}{}", self.letters, next.letters);
        Word {
            sounds: sounds(&letters).into(),
            letters: letters.into(),
            native: format!("{}{}", self.native, next.native).into(),
            script: self.script,
            bare: None,
        }
    }
}

/// Arabic letters that are written one for the other, as one.
fn same_letters(word: &str) -> String {
    let one = |c| match c {
        'ة' | 'ۃ' => 'ه',
        'ى' | 'ی' | 'ې' | 'ے' => 'ي',
        'ک' => 'ك',
        'ٱ' => 'ا',
        _ => c,
    };
    word.chars().map(one).collect()
}

fn latin(native: &str) -> String {
    let mut letters = String::with_capacity(native.len());
    for c in native.chars() {
        match c {
            'a'..='z' | '0'..='9' => letters.push(c),
            _ => {
                let known = arabic::latin(c).or_else(|| cyrillic::latin(c));
                let read = known.or_else(|| deunicode::deunicode_char(c)).unwrap_or("");
                let kept = read.chars().filter(char::is_ascii_alphanumeric);
                letters.extend(kept.map(|c| c.to_ascii_lowercase()));
            }
        }
        if letters.len() >= MAX_WORD {
            letters.truncate(MAX_WORD);
            break;
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_read() {
        for (text, letters) in [
            ("الحارس", "hars"),
            ("حراسة", "hrash"),
            ("щит", "shchit"),
            ("straße", "strasse"),
            ("ασφαλεια", "asphaleia"),
            ("保安", "baoan"),
            ("٣٦٠", "360"),
            ("łodz", "lodz"),
        ] {
            assert_eq!(&*Word::read(text).letters, letters, "{text}");
        }
        assert_eq!(Word::read("").letters.len(), 0);
    }

    #[test]
    fn an_article_may_have_grown_together() {
        let bare = Word::read("alhares").bare.unwrap();
        assert_eq!(&*bare.letters, "hares");
        assert_eq!(Word::read("alma").bare, None);
    }
}
