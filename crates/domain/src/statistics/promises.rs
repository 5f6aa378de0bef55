//! What was promised, as far as it is counted: under what, for when, and how much of it reached the people.

use serde::{Deserialize, Serialize};

use super::{Period, Quarter};
use crate::{
    Day, PartId,
    commitments::Promise,
    procedure::{Code, Tracker},
};

/// Most promises of one case that are counted: a record is of one length, whatever it holds.
pub const PROMISES_COUNTED: usize = 8;

/// One promise of a case. Its day is known by the quarter alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Promised {
    /// What tells it from others of its case. It is found nowhere else.
    n: u32,
    pub kind: Code,
    pub due: Quarter,
    #[serde(default, skip_serializing_if = "is_not")]
    said: bool,
    /// It was said to be done after its day.
    #[serde(default, skip_serializing_if = "is_not")]
    late: bool,
    #[serde(default, skip_serializing_if = "is_not")]
    dropped: bool,
    /// How much of it reached the people, as somebody else saw, and as they say themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<Reached>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confirmed: Option<Reached>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_not(is: &bool) -> bool {
    !is
}

/// How much of it reached the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Reached {
    All,
    Part,
    Nothing,
}

impl Reached {
    fn of(tracker: &Tracker, code: &Code) -> Self {
        match (tracker.is_all(code), tracker.is_part(code)) {
            (true, _) => Reached::All,
            (_, true) => Reached::Part,
            _ => Reached::Nothing,
        }
    }
}

/// How promises were kept, the worst first: a case counts under the worst of those of its promises that were due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// Not said to be done, given up, or none of it reached the people.
    NotKept,
    /// A part of it reached them.
    Partly,
    /// Said to be done, and nobody else looked.
    Said,
    /// All of it reached them; it was said to be done after its day.
    Late,
    /// In time, and somebody else saw that all of it reached them.
    Seen,
    /// In time, and they say themselves that all of it reached them.
    Confirmed,
}

impl Kept {
    pub const ALL: [Kept; 6] = [
        Kept::NotKept,
        Kept::Partly,
        Kept::Said,
        Kept::Late,
        Kept::Seen,
        Kept::Confirmed,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Kept::NotKept => "not-kept",
            Kept::Partly => "partly",
            Kept::Said => "said",
            Kept::Late => "late",
            Kept::Seen => "seen",
            Kept::Confirmed => "confirmed",
        }
    }

    /// How those of these promises were kept that were due in a period: the worst of them.
    pub fn of(all: &[Promised], period: Period) -> Option<Self> {
        let due = all.iter().filter(|one| period.contains(one.due));
        due.map(Promised::kept).min()
    }
}

/// A step of a promise, as it is counted.
pub(super) struct Stepped<'a> {
    pub commitment: PartId,
    pub step: &'a str,
    pub promise: &'a Promise,
    pub reached: Option<&'a Code>,
    pub day: Day,
}

/// The promises of a record after a step of one.
pub(super) fn after(all: &mut Vec<Promised>, tracker: &Tracker, done: &Stepped<'_>) {
    let n = number(done.commitment);
    let has_room = done.step == "promised" && all.len() < PROMISES_COUNTED;
    match all.iter_mut().find(|one| one.n == n) {
        Some(one) => one.step(tracker, done),
        None if has_room => all.push(Promised {
            n,
            kind: done.promise.kind.clone(),
            due: Quarter::of(done.promise.due),
            said: false,
            late: false,
            dropped: false,
            seen: None,
            confirmed: None,
        }),
        None => {}
    }
}

/// A number of a few digits: what is counted says nothing by which the part would be found.
fn number(commitment: PartId) -> u32 {
    let [a, b, c, d, ..] = *commitment.0.as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

impl Promised {
    fn step(&mut self, tracker: &Tracker, done: &Stepped<'_>) {
        let all = Some(Reached::All);
        let was_done = self.confirmed.or(self.seen) == all;
        let reached = done.reached.map(|code| Reached::of(tracker, code));
        let is_late = done.day > done.promise.due;
        match done.step {
            // Said again, it is in time or late as it is said then, unless it was found done before.
            "claimed" => {
                self.said = true;
                self.late = if was_done { self.late } else { is_late };
            }
            "seen" => self.seen = reached,
            "confirmed" => {
                self.confirmed = reached;
                // Nobody had to say so before they knew.
                self.late |= !self.said && reached == all && is_late;
                self.said |= reached == all;
            }
            "dropped" => self.dropped = true,
            _ => {}
        }
    }

    /// How it was kept: as the people say, else as it was seen, else as it was said.
    pub fn kept(&self) -> Kept {
        match self.confirmed.or(self.seen) {
            _ if self.dropped => Kept::NotKept,
            Some(Reached::Nothing) => Kept::NotKept,
            Some(Reached::Part) => Kept::Partly,
            Some(Reached::All) if self.late => Kept::Late,
            Some(Reached::All) if self.confirmed.is_some() => Kept::Confirmed,
            Some(Reached::All) => Kept::Seen,
            None if self.said => Kept::Said,
            None => Kept::NotKept,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::procedure::Procedure;
    use uuid::Uuid;

    const DUE: Day = Day(20_540); // 2026-03-28

    /// How a promise was kept after these steps, each some days after its day.
    fn kept(steps: &[(&str, &str, i64)]) -> Kept {
        let procedure = Procedure::shipped().unwrap();
        let promise = Promise {
            kind: "back-pay".into(),
            due: DUE,
        };
        let mut all = Vec::new();
        for (step, reached, late) in [("promised", "", -30)].iter().chain(steps) {
            let reached = Some((*reached).to_owned()).filter(|code| !code.is_empty());
            let done = Stepped {
                commitment: PartId(Uuid::from_u128(7 << 96)),
                step,
                promise: &promise,
                reached: reached.as_ref(),
                day: DUE.plus(*late),
            };
            after(&mut all, &procedure.tracker, &done);
        }
        assert_eq!((all.len(), all[0].n), (1, 7));
        let year = Period::beginning("2026-Q1".parse().unwrap(), super::super::Span::Year);
        assert_eq!(Kept::of(&all, year), Some(all[0].kept()));
        let later = Period::beginning("2026-Q2".parse().unwrap(), super::super::Span::Quarter);
        assert_eq!(Kept::of(&all, later), None);
        all[0].kept()
    }

    #[test]
    fn it_is_kept_as_the_people_say_else_as_it_was_seen_else_as_it_was_said() {
        let claimed = ("claimed", "", 0);
        let late = ("claimed", "", 1);
        for (steps, is) in [
            (vec![], Kept::NotKept),
            (vec![claimed], Kept::Said),
            (vec![late], Kept::Said),
            (vec![claimed, ("seen", "yes", 40)], Kept::Seen),
            (vec![late, ("seen", "yes", 40)], Kept::Late),
            (vec![claimed, ("seen", "partly", 2)], Kept::Partly),
            (vec![claimed, ("seen", "no", 2)], Kept::NotKept),
            // Done at last, and said so late.
            (
                vec![
                    claimed,
                    ("seen", "no", 2),
                    ("claimed", "", 9),
                    ("seen", "yes", 9),
                ],
                Kept::Late,
            ),
            // Said once more after it was found done changes nothing.
            (
                vec![claimed, ("seen", "yes", 1), ("claimed", "", 9)],
                Kept::Seen,
            ),
            (vec![claimed, ("confirmed", "yes", 40)], Kept::Confirmed),
            (vec![("confirmed", "yes", 0)], Kept::Confirmed),
            (vec![("confirmed", "yes", 1)], Kept::Late),
            // What they say stands above what somebody saw.
            (
                vec![claimed, ("confirmed", "no", 1), ("seen", "yes", 2)],
                Kept::NotKept,
            ),
            (vec![claimed, ("confirmed", "partly", 1)], Kept::Partly),
            (vec![claimed, ("dropped", "", 1)], Kept::NotKept),
            (vec![("dropped", "", -1), claimed], Kept::NotKept),
        ] {
            assert_eq!(kept(&steps), is, "{steps:?}");
        }
    }

    #[test]
    fn codes_are_what_is_written_and_the_worst_is_first() {
        for kept in Kept::ALL {
            assert_eq!(serde_json::to_value(kept).unwrap(), kept.code());
        }
        assert!(Kept::ALL.is_sorted());
    }

    #[test]
    fn a_full_record_is_no_longer_than_all_others() {
        let longest = Promised {
            n: u32::MAX,
            kind: "non-recurrence-guarantee".into(),
            due: "2026-Q1".parse().unwrap(),
            said: true,
            late: true,
            dropped: true,
            seen: Some(Reached::Nothing),
            confirmed: Some(Reached::Nothing),
        };
        let all = vec![longest; PROMISES_COUNTED];
        assert!(serde_json::to_vec(&all).unwrap().len() < 1_400);
    }
}
