//! What is searched of the cases of a list, one text after the other: a word is looked for in all of them at once, without going from
//! case to case through memory.

use std::collections::{HashMap, HashSet};

use memchr::memmem;
use watchpost_domain::CaseId;

/// The texts of a list's cases, in small letters.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    all: String,
    /// Where each text ends, in order, and whose it is; nobody's once the case has another.
    ends: Vec<(usize, Option<CaseId>)>,
    /// Which of them is a case's own.
    own: HashMap<CaseId, usize>,
}

/// Between texts: no word that is looked for has it.
const END: char = '\u{0}';

impl Texts {
    /// Gives a case another text.
    pub fn put(&mut self, case: CaseId, text: &str) {
        self.take(case);
        self.own.insert(case, self.ends.len());
        self.all.push_str(text);
        self.all.push(END);
        self.ends.push((self.all.len(), Some(case)));
        if self.ends.len() > 2 * self.own.len() + 1_000 {
            self.close_up();
        }
    }

    /// Takes a case's text away.
    pub fn take(&mut self, case: CaseId) {
        let place = self.own.remove(&case);
        if let Some((_, whose)) = place.and_then(|at| self.ends.get_mut(at)) {
            *whose = None;
        }
    }

    /// A case's text.
    pub fn of(&self, case: CaseId) -> &str {
        let text = || {
            let at = *self.own.get(&case)?;
            let begin = at.checked_sub(1).and_then(|at| self.ends.get(at));
            let (end, _) = self.ends.get(at)?;
            let begin = begin.map_or(0, |(end, _)| *end);
            self.all.get(begin..end - END.len_utf8())
        };
        text().unwrap_or_default()
    }

    /// Leaves out what is nobody's.
    fn close_up(&mut self) {
        let old = std::mem::take(self);
        let mut begin = 0;
        for (end, whose) in old.ends {
            if let (Some(case), Some(text)) = (whose, old.all.get(begin..end - END.len_utf8())) {
                self.put(case, text);
            }
            begin = end;
        }
    }

    /// Adds the cases whose text has a word, which is in small letters and has no white space.
    pub fn with(&self, word: &str, found: &mut HashSet<CaseId>) {
        let (finder, all) = (memmem::Finder::new(word), self.all.as_bytes());
        let mut begin = 0;
        let mut texts = self.ends.iter();
        while let Some(place) = all.get(begin..).and_then(|rest| finder.find(rest)) {
            let at = begin + place;
            let Some((end, whose)) = texts.find(|(end, _)| *end > at) else {
                break;
            };
            found.extend(*whose);
            // Where it was found once is not looked at again.
            begin = *end;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn with(texts: &Texts, word: &str) -> HashSet<CaseId> {
        let mut found = HashSet::new();
        texts.with(word, &mut found);
        found
    }

    proptest! {
        /// Whatever was put and taken before, a word is found where it stands now, and nowhere else.
        #[test]
        fn a_word_is_found_where_it_stands(
            acts in prop::collection::vec((0u128..6, prop::option::of("[ab\u{e9} ]{0,6}")), 0..60),
            word in "[ab\u{e9}]{1,2}",
            close in any::<bool>(),
        ) {
            let (mut texts, mut plain) = (Texts::default(), HashMap::new());
            for (case, text) in acts {
                let case = CaseId(Uuid::from_u128(case));
                match text {
                    Some(text) => {
                        texts.put(case, &text);
                        plain.insert(case, text);
                    }
                    None => {
                        texts.take(case);
                        plain.remove(&case);
                    }
                }
            }
            if close {
                texts.close_up();
            }
            let has = plain
                .iter().filter(|(_, text)| text.contains(&word));
            let has: HashSet<CaseId> = has.map(|(case, _)| *case).collect();
            prop_assert_eq!(with(&texts, &word), has);
            for (case, text) in plain {
                prop_assert_eq!(texts.of(case), text);
            }
        }
    }

    #[test]
    fn what_is_changed_again_and_again_does_not_grow() {
        let mut texts = Texts::default();
        for n in 0..10_000 {
            texts.put(CaseId(Uuid::nil()), &format!("text {n}"));
        }
        assert!(texts.all.len() < 20_000 && texts.ends.len() < 2_000);
        assert_eq!(with(&texts, "9999").len(), 1);
        assert!(with(&texts, "9998").is_empty());
    }
}
