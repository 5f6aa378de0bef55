//! Which names, as people said them, mean the same company. Kept in memory as long as work lists are.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use watchpost_names::{CompanyKey, Index};

use crate::registry::Shelf;

/// So long is compared for one page; what is left is compared for the next.
const FOR_A_PAGE: Duration = Duration::from_millis(250);
/// Characters of a name that are looked at.
const NAME_MAX: usize = 160;

/// What a name is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The same for all names that mean the same company.
    pub number: u32,
    pub score: u8,
    /// The stable code of why, also the end of its message key (`name-reason-…`).
    pub reason: &'static str,
    /// Whether it was compared with others yet.
    pub compared: bool,
}

/// What names were taken for so far.
#[derive(Default)]
pub(crate) struct SaidNames {
    meant: HashMap<String, Meant>,
    /// What each number is called: as registered, or as it was said first.
    called: Vec<String>,
    registered: HashMap<String, u32>,
    /// Names that are none of a registered company, to find those that are alike.
    others: Index,
}

/// A name as it is looked up: how it is written in capitals and how it is spaced tells no company apart.
pub(crate) fn key(said: &str) -> String {
    let lower = said.chars().take(NAME_MAX).flat_map(char::to_lowercase);
    let lower: String = lower.collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl SaidNames {
    /// What a name is taken for, by its key; one that was not compared yet is taken for itself.
    pub fn get(&mut self, key: &str) -> Meant {
        if let Some(meant) = self.meant.get(key) {
            return meant.clone();
        }
        let meant = Meant {
            number: self.number(key),
            score: 100,
            reason: "same",
            compared: false,
        };
        self.meant.insert(key.to_owned(), meant.clone());
        meant
    }

    /// What a number is called.
    pub fn called(&self, number: u32) -> &str {
        { self.called.get(number as usize) }.map_or("", String::as_str)
    }

    fn number(&mut self, called: &str) -> u32 {
        if let Some(number) = self.registered.get(called) {
            return *number;
        }
        let number = u32::try_from(self.called.len()).unwrap_or(u32::MAX);
        self.called.push(called.to_owned());
        self.registered.insert(called.to_owned(), number);
        number
    }

    /// Compares those that were not yet, as far as there is time: with the companies that are known, and with each other. A score counts
    /// from `least` on. Gives how many are left.
    pub fn compare(&mut self, known: &Shelf, all: &[&str], least: u8) -> usize {
        let began = Instant::now();
        let mut left = 0;
        for key in all {
            if self.meant.get(*key).is_some_and(|meant| meant.compared) {
                continue;
            }
            if began.elapsed() > FOR_A_PAGE {
                left += 1;
                continue;
            }
            let meant = self.compared(known, key, least);
            self.meant.insert((*key).to_owned(), meant);
        }
        left
    }

    fn compared(&mut self, known: &Shelf, key: &str, least: u8) -> Meant {
        let best = known.like(key).into_iter().next();
        if let Some(best) = best.filter(|best| best.score >= least) {
            return Meant {
                number: self.number(&best.company),
                score: best.score,
                reason: best.reason,
                compared: true,
            };
        }
        let near = self.others.find(key, 1).into_iter().next();
        if let Some(near) = near.filter(|near| near.score >= least) {
            return Meant {
                number: near.company.0,
                score: near.score,
                reason: near.reason.code(),
                compared: true,
            };
        }
        let number = self.number(key);
        self.others.insert(CompanyKey(number), [key]);
        Meant {
            number,
            score: 100,
            reason: "same",
            compared: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_the_same_have_one_number_registered_or_not() {
        let known = Shelf::invented();
        let mut said = SaidNames::default();
        let all = [
            key("Kivuli Mlima  SECURITY Services Ltd"),
            key("kivuri mulima sekuriti"),
            key("Zuberi Watchmen"),
            key("zuberi watchman"),
            key("Quite another"),
        ];
        let keys: Vec<&str> = all.iter().map(String::as_str).collect();
        assert_eq!(said.compare(&known, &keys, 82), 0);
        let numbers: Vec<u32> = keys.iter().map(|key| said.get(key).number).collect();
        assert_eq!(numbers[0], numbers[1]);
        assert_eq!(numbers[2], numbers[3]);
        assert_ne!(numbers[0], numbers[2]);
        assert_ne!(numbers[2], numbers[4]);
        assert_eq!(
            said.called(numbers[1]),
            "Kivuli Mlima Security Services Ltd"
        );
        let heard = said.get(keys[1]);
        assert!(heard.score >= 82 && heard.score < 100 && heard.compared);
        // Where the policy asks for more, it is another.
        let mut strict = SaidNames::default();
        strict.compare(&known, &keys, 100);
        assert_ne!(strict.get(keys[0]).number, strict.get(keys[1]).number);
    }
}
