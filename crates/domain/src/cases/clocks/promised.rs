//! The clock of something that was promised: it says once before its day, and once after, that nobody said it is done.

use super::Running;
use crate::{
    Day, PartId,
    procedure::{Code, Tracker},
};

/// What the clock of a promise is called.
pub(super) fn promise_clock(commitment: PartId) -> Code {
    format!("promise-{commitment}")
}

/// The commitment whose day a clock counts to, where it does.
pub fn promise_of_clock(clock: &str) -> Option<PartId> {
    let id = clock.strip_prefix("promise-")?;
    id.parse().ok().map(PartId)
}

/// The clock of something that was promised. What is due sooner than it is said before is said once, when its day is past.
pub(super) fn promised(commitment: PartId, due: Day, remind: u32, today: Day) -> Running {
    let began = due.plus(-i64::from(remind));
    let mut clock = Running {
        code: promise_clock(commitment),
        began,
        due,
        left: None,
        extended: 0,
        told: i64::from(began <= today),
        says: None,
    };
    clock.says = promise_word(&clock);
    clock
}

/// When the clock of a promise has something to say next: before its day, and after.
pub(super) fn promise_word(clock: &Running) -> Option<Day> {
    match clock.told {
        0 => Some(clock.began),
        1 => Some(clock.due.plus(1)),
        _ => None,
    }
}

/// Whether nobody has to see to a promise any more after such a step: it is said to be done, somebody saw that all of it was, or it was given
/// up. Not what the person alone said: a word that a company does not get would tell it that they spoke.
pub(super) fn is_seen_to(tracker: &Tracker, step: &str, reached: Option<&Code>) -> bool {
    match step {
        "claimed" | "dropped" => true,
        "seen" => reached.is_some_and(|reached| tracker.is_all(reached)),
        _ => false,
    }
}
