//! Conflicts of interest that a member declares beforehand: with whom, why, and for how long.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Day, Problem, Problems, problem::clean_text};

/// Longest name of somebody, or of a company.
pub const CONFLICT_NAME_MAX: usize = 160;
/// Longest reason.
const WHY_MAX: usize = 500;
/// So many are declared by one member.
pub const CONFLICTS_MOST: usize = 50;
/// So many days what was taken back is remembered.
const REMEMBERED: i64 = 90;
/// A name in the words of a report is looked for from so many letters on: shorter ones are in any text.
const NAME_LEAST: usize = 4;

/// A conflict of interest, as it is declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    pub id: Uuid,
    /// A company, or somebody.
    pub name: String,
    pub why: String,
    /// From which day on, and until which; open where none is said.
    pub from: Option<Day>,
    pub until: Option<Day>,
    /// The day on which it was taken back. For a while it is remembered, and shown to nobody: who takes it back opens no narrow case with that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Day>,
}

/// Takes a declaration back. What was taken back is remembered for some days, as far as there is room.
pub fn end(all: &mut Vec<Conflict>, id: Uuid, today: Day) {
    let own = { all.iter_mut() }.filter(|one| one.id == id && one.ended.is_none());
    own.for_each(|one| one.ended = Some(today));
    all.retain(|one| one.ended.is_none_or(|day| day.plus(REMEMBERED) >= today));
    let ended = all.iter().filter(|one| one.ended.is_some()).count();
    let mut over = ended.saturating_sub(CONFLICTS_MOST);
    all.retain(|one| {
        let goes = one.ended.is_some() && over > 0;
        over -= usize::from(goes);
        !goes
    });
}

/// A day as it was typed.
pub type Typed = Result<Option<Day>, Problem>;

impl Conflict {
    /// What was typed, as a declaration.
    ///
    /// # Errors
    /// Each field that cannot be taken.
    pub fn take(
        id: Uuid,
        (name, why): (&str, &str),
        (from, until): (Typed, Typed),
    ) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut text = |field: &str, raw: &str, max| match clean_text(raw, max) {
            Ok(text) if text.is_empty() => {
                problems.add(field, Problem::Required);
                text
            }
            Ok(text) => text.replace('\n', " "),
            Err(problem) => {
                problems.add(field, problem);
                String::new()
            }
        };
        let (name, why) = (
            text("name", name, CONFLICT_NAME_MAX),
            text("why", why, WHY_MAX),
        );
        let mut day = |field: &str, typed: Typed| match typed {
            Ok(day) => day,
            Err(problem) => {
                problems.add(field, problem);
                None
            }
        };
        let (from, until) = (day("from", from), day("until", until));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            problems.add("until", Problem::NotADate);
        }
        problems.or(Self {
            id,
            name,
            why,
            from,
            until,
            ended: None,
        })
    }

    /// Whether it holds on a day.
    pub fn holds(&self, today: Day) -> bool {
        self.from.is_none_or(|from| from <= today) && self.until.is_none_or(|until| today <= until)
    }

    /// Whether the name stands in a text, in whatever letters.
    pub fn is_named_in(&self, text: &str) -> bool {
        let name = self.name.to_lowercase();
        name.chars().count() >= NAME_LEAST && text.to_lowercase().contains(&name)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_is_declared_holds_from_its_first_day_to_its_last() {
        let of = |from, until| Conflict {
            id: Uuid::nil(),
            name: "Quarry Guards".into(),
            why: "my brother".into(),
            from,
            until,
            ended: None,
        };
        for (from, until, days) in [
            (None, None, [true, true, true]),
            (Some(Day(5)), None, [false, true, true]),
            (None, Some(Day(5)), [true, true, false]),
            (Some(Day(5)), Some(Day(5)), [false, true, false]),
        ] {
            let held = [4, 5, 6].map(|day| of(from, until).holds(Day(day)));
            assert_eq!(held, days, "{from:?} {until:?}");
        }
        let one = of(None, None);
        assert!(one.is_named_in("It was QUARRY guards again"));
        assert!(!one.is_named_in("at the quarry, guards"));
        let short = Conflict {
            name: "Ana".into(),
            ..one
        };
        assert!(!short.is_named_in("banana"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let days = |from, until| (Ok(from), Ok(until));
        let take = |texts, days| Conflict::take(Uuid::nil(), texts, days);
        let good = take((" A\nB ", "kin"), days(Some(Day(1)), Some(Day(1)))).unwrap();
        assert_eq!(good.name, "A B");
        let fields = |found: Result<Conflict, Problems>| {
            let found = found.unwrap_err().0.into_iter().map(|p| p.field);
            found.collect::<Vec<_>>()
        };
        assert_eq!(fields(take((" ", ""), days(None, None))), ["name", "why"]);
        let long = "a".repeat(501);
        assert_eq!(
            fields(take((&long, &long), days(None, None))),
            ["name", "why"]
        );
        let turned = days(Some(Day(2)), Some(Day(1)));
        assert_eq!(fields(take(("A", "kin"), turned)), ["until"]);
        let no_day = (Err(Problem::NotADate), Ok(None));
        assert_eq!(fields(take(("A", "kin"), no_day)), ["from"]);
    }

    #[test]
    fn what_was_taken_back_is_remembered_for_a_while_and_only_so_much() {
        let one = |n: u128| Conflict {
            id: Uuid::from_u128(n),
            name: "Quarry Guards".into(),
            why: "family".into(),
            from: None,
            until: None,
            ended: None,
        };
        let mut all: Vec<Conflict> = (0..60).map(one).collect();
        for n in 0..59 {
            end(&mut all, Uuid::from_u128(n), Day(10));
        }
        let ended = all.iter().filter(|one| one.ended.is_some()).count();
        assert_eq!((all.len(), ended), (CONFLICTS_MOST + 1, CONFLICTS_MOST));
        // Said again, the day does not move; after a while it is forgotten.
        end(&mut all, Uuid::from_u128(58), Day(100));
        assert_eq!(all.len(), CONFLICTS_MOST + 1);
        end(&mut all, Uuid::from_u128(58), Day(101));
        assert_eq!(all, [one(59)]);
    }
}
