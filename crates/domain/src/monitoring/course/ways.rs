//! Whether a course leads somewhere from everywhere.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Code, Course};
use crate::remedies::{What, reading::Reading};

impl Course {
    /// Whether every state is reached from the start, and leads on to an end.
    pub(super) fn ways(&self, places: &[(Code, Range<usize>)], reading: &mut Reading<'_>) {
        let mut reached: BTreeSet<&str> = BTreeSet::from([self.start.as_str()]);
        let ends = self.states.iter().filter(|state| state.end);
        let mut ends: BTreeSet<&str> = ends.map(|state| state.code.as_str()).collect();
        // As many rounds as there are states are enough for both.
        for _ in &self.states {
            for (state, exit) in self.exits() {
                if reached.contains(state.code.as_str()) {
                    reached.insert(&exit.to);
                }
                if ends.contains(exit.to.as_str()) {
                    ends.insert(&state.code);
                }
            }
        }
        for (code, at) in places {
            if !ends.contains(code.as_str()) {
                reading.fault(at, What::DeadEnd(code.clone()));
            }
            if !reached.contains(code.as_str()) {
                reading.fault(at, What::NotReached(code.clone()));
            }
        }
    }
}
