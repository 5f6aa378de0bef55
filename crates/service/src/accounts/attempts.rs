//! Counting wrong sign-ins, in memory: whoever guesses is slowed, and nobody can be locked out by it.
//!
//! Tries from a browser that has signed in before are counted apart from those of strangers (its mark is in a cookie), so
//! that a stranger who uses up an account's tries does not keep its owner away.

use std::{collections::HashMap, sync::Mutex};

/// Tries within a window of so many seconds.
const TRIES: u32 = 10;
const WINDOW: i64 = 15 * 60;
/// More than these are not remembered at a time; the oldest go.
const REMEMBERED: usize = 20_000;

/// Who tries: a hash of the account's name, or of a browser's mark.
type Who = [u8; 32];

/// The tries of the last minutes.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<Who, (i64, u32)>>);

impl Attempts {
    /// Counts one try; `false` when there were too many.
    pub fn may_try(&self, who: Who, now: i64) -> bool {
        let mut all = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if all.len() >= REMEMBERED {
            all.retain(|_, (since, _)| now - *since < WINDOW);
        }
        if all.len() >= REMEMBERED
            && !all.contains_key(&who)
            && let Some(oldest) = all
                .iter()
                .min_by_key(|(_, (since, _))| *since)
                .map(|(who, _)| *who)
        {
            all.remove(&oldest);
        }
        let (since, tries) = all.entry(who).or_insert((now, 0));
        if now - *since >= WINDOW {
            (*since, *tries) = (now, 0);
        }
        *tries = tries.saturating_add(1);
        *tries <= TRIES
    }

    /// It was right: the count begins anew.
    pub fn was_right(&self, who: &Who) {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .remove(who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(attempts.0.lock().map(|all| all.len()).ok(), Some(1));
    }

    #[test]
    fn memory_is_bounded() {
        let attempts = Attempts::default();
        for n in 0..REMEMBERED as u64 + 10 {
            let mut who = [0; 32];
            who[..8].copy_from_slice(&n.to_be_bytes());
            attempts.may_try(who, 5);
        }
        assert!(attempts.0.lock().map_or(0, |all| all.len()) <= REMEMBERED);
    }
}
