//! Counting wrong sign-ins, in memory: whoever guesses is slowed, and nobody can be locked out by it.
//!
//! Tries from a browser that has signed in before are counted apart from those of strangers (its mark is in a cookie), and so
//! are those with a spare code, so that a stranger who uses up an account's tries does not keep its owner away.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

/// Tries within a window of so many seconds.
const TRIES: u32 = 10;
const WINDOW: i64 = 15 * 60;
/// More than these are not remembered at a time; the oldest go.
const REMEMBERED: usize = 20_000;

/// Who tries: a hash of the account's name, or of a browser's mark.
type Who = [u8; 32];

/// The tries of the last minutes.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// When the window of each began, and the tries since.
    tries: HashMap<Who, (i64, u32)>,
    /// The same windows in the order in which they began; those that are no window of `tries` any more are passed over.
    order: VecDeque<(i64, Who)>,
}

/// Whether a window that began then is over. One that begins later than now is none: the clock was set back.
fn is_over(since: i64, now: i64) -> bool {
    !(0..WINDOW).contains(&(now - since))
}

impl Known {
    /// Forgets what is over, and the oldest where there is no room. Each window is looked at once, however many there are.
    fn make_room(&mut self, now: i64) {
        while let Some((since, who)) = self.order.front() {
            let is_there = self.tries.get(who).is_some_and(|(s, _)| s == since);
            let is_full = self.tries.len() >= REMEMBERED || self.order.len() >= 2 * REMEMBERED;
            if is_there && !is_full && !is_over(*since, now) {
                return;
            }
            if is_there {
                self.tries.remove(who);
            }
            self.order.pop_front();
        }
    }
}

impl Attempts {
    /// Counts one try; `false` when there were too many.
    pub fn may_try(&self, who: Who, now: i64) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.tries.get(&who).copied();
        let (since, tries) = match known.filter(|(since, _)| !is_over(*since, now)) {
            Some((since, tries)) => (since, tries.saturating_add(1)),
            None => {
                all.make_room(now);
                all.order.push_back((now, who));
                (now, 1)
            }
        };
        all.tries.insert(who, (since, tries));
        tries <= TRIES
    }

    /// It was right: the count begins anew.
    pub fn was_right(&self, who: &Who) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.tries.remove(who);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn who(n: u64) -> Who {
        let mut who = [0; 32];
        who[..8].copy_from_slice(&n.to_be_bytes());
        who
    }

    #[test]
    fn tries_run_out_and_come_back() {
        let attempts = Attempts::default();
        let (owner, stranger) = ([1; 32], [2; 32]);
        for _ in 0..TRIES {
            assert!(attempts.may_try(stranger, 100));
        }
        assert!(!attempts.may_try(stranger, 100 + WINDOW - 1));
        assert!(attempts.may_try(owner, 100), "others are not slowed by it");
        assert!(attempts.may_try(stranger, 100 + WINDOW));
        attempts.was_right(&owner);
        assert_eq!(attempts.0.lock().unwrap().tries.len(), 1);
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_away() {
        let attempts = Attempts::default();
        for _ in 0..=TRIES {
            attempts.may_try([1; 32], 1_000_000);
        }
        assert!(!attempts.may_try([1; 32], 1_000_000));
        assert!(attempts.may_try([1; 32], 5));
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_go() {
        let attempts = Attempts::default();
        let all = REMEMBERED as u64 + 10;
        for n in 0..all {
            attempts.may_try(who(n), 5);
        }
        let known = attempts.0.lock().unwrap();
        assert!(known.tries.len() <= REMEMBERED);
        assert!(!known.tries.contains_key(&who(0)) && known.tries.contains_key(&who(all - 1)));
        drop(known);
        // Nor is there more to look through when everybody was right.
        for n in 0..3 * all {
            attempts.may_try(who(n), 6);
            attempts.was_right(&who(n));
        }
        assert!(attempts.0.lock().unwrap().order.len() <= 2 * REMEMBERED);
    }
}
