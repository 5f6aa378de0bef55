//! The least that is told.

use serde::{Deserialize, Serialize};

/// A count below it is not told. It is policy data: five, where nothing else is said (domain dossier, 10.3 rule 9), and never below three,
/// since of two people each knows what the other did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Floor(u64);

/// The floor would be too low, or so high that nothing is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the least count that is told has to lie between 3 and 1000")]
pub struct BadFloor;

impl Floor {
    pub const LEAST: u64 = 3;
    pub const MOST: u64 = 1000;

    pub fn new(least: u64) -> Option<Self> {
        (Self::LEAST..=Self::MOST)
            .contains(&least)
            .then_some(Self(least))
    }

    pub fn get(self) -> u64 {
        self.0
    }

    /// Whether a count may be told for itself. Zero may not: see [`super::suppress`].
    pub fn allows(self, count: u64) -> bool {
        count >= self.0
    }

    /// Whether a count is about so few that it has to be protected. Zero is about nobody.
    pub fn is_sensitive(self, count: u64) -> bool {
        count > 0 && count < self.0
    }
}

impl Default for Floor {
    fn default() -> Self {
        Self(5)
    }
}

impl TryFrom<u64> for Floor {
    type Error = BadFloor;

    fn try_from(least: u64) -> Result<Self, BadFloor> {
        Self::new(least).ok_or(BadFloor)
    }
}

impl From<Floor> for u64 {
    fn from(floor: Floor) -> Self {
        floor.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nobody_can_set_it_below_three() {
        assert_eq!(Floor::default().get(), 5);
        for (least, is) in [
            (0, false),
            (2, false),
            (3, true),
            (1000, true),
            (1001, false),
        ] {
            assert_eq!(Floor::new(least).is_some(), is, "{least}");
            assert_eq!(
                serde_json::from_value::<Floor>(least.into()).is_ok(),
                is,
                "{least}"
            );
        }
        let floor = Floor::new(3).unwrap();
        assert_eq!(
            [0, 1, 2, 3].map(|n| floor.is_sensitive(n)),
            [false, true, true, false]
        );
        assert_eq!(
            [0, 1, 2, 3].map(|n| floor.allows(n)),
            [false, false, false, true]
        );
    }
}
