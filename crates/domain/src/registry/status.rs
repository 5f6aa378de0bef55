//! What a company was in the Association on a day. That decides whether a complaint is in scope, so it is always what a source says, with
//! that source: nothing here is the Association's own word.

use super::{
    Claim, Code, Confidence, Covers, Fact, FactKind, Fates, Held, Matter, Membership, Record,
    Standing, Terms, known,
};
use crate::{ClaimId, Day};

/// What it was on a day, as it was known on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusOn<'a> {
    /// All that sources say, the most believed first. None where nobody has looked, or none tells of that day.
    said: Option<Matter<'a>>,
}

impl<'a> StatusOn<'a> {
    /// What the source says that is believed most. Whoever relies on it looks whether it [is certain](Self::is_certain).
    pub fn standing(&self) -> Standing {
        self.membership().map_or(Standing::Unknown, |m| m.standing)
    }

    /// Why it was terminated or suspended.
    pub fn reason(&self) -> Option<&'a Code> {
        self.membership().and_then(|m| m.reason.as_ref())
    }

    fn membership(&self) -> Option<&'a Membership> {
        self.best().and_then(|held| membership(held.claim))
    }

    pub fn best(&self) -> Option<Held<'a>> {
        self.said.as_ref().map(Matter::best)
    }

    /// All that sources say, the most believed first.
    pub fn said(&self) -> impl Iterator<Item = Held<'a>> {
        self.said.iter().flat_map(Matter::ranked)
    }

    /// Whether another source says otherwise.
    pub fn is_disputed(&self) -> bool {
        self.said.as_ref().is_some_and(Matter::is_disputed)
    }

    /// Whether a desk can rely on it: a source that is not in doubt surely means the day, and none says otherwise. A list that was seen
    /// before the day does not mean it.
    pub fn is_certain(&self) -> bool {
        let is_sure =
            |held: Held| held.covers == Covers::Yes && held.claim.confidence > Confidence::Doubtful;
        self.said().any(is_sure) && !self.is_disputed()
    }
}

fn membership(claim: &Claim) -> Option<&Membership> {
    match &claim.fact {
        Fact::Membership(membership) => Some(membership),
        _ => None,
    }
}

/// What a company was in the Association on a day, as it was known at the end of another.
pub fn status_on<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    about: Day,
    known_on: Day,
) -> StatusOn<'a> {
    let known = known::as_known(records, known_on, about);
    StatusOn::of(&known)
}

impl<'a> StatusOn<'a> {
    /// The same, of what was held.
    pub fn of(known: &known::Known<'a>) -> Self {
        let said = known.of(FactKind::Membership).next().cloned();
        Self { said }
    }
}

/// A step from a status to the next that the terms do not know. Somebody looks: a source may be wrong, or one that tells of what was
/// between is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OddStep {
    pub from: Standing,
    pub to: Standing,
    /// What says the first, and what says the second.
    pub claims: (ClaimId, ClaimId),
}

/// The steps that the claims of a company tell and the terms do not know. Each begins where a source tells a beginning; a status without
/// one is told by no step.
pub fn odd_steps<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    terms: &Terms,
    known_on: Day,
) -> Vec<OddStep> {
    let fates = Fates::at(records, known_on);
    let begun = |(record, claim): (&'a Record, &'a Claim)| {
        let from = claim.valid.from?;
        let standing = membership(claim)?.standing;
        let order = (from.first(), from.last(), record.serial);
        Some((order, standing, record.id))
    };
    let mut begun: Vec<_> = fates.standing().filter_map(begun).collect();
    begun.sort_by_key(|(order, ..)| *order);
    // Several sources tell of the same step.
    begun.dedup_by_key(|(_, standing, _)| *standing);
    let odd = |at: usize| {
        let [(_, from, first), (_, to, second)] = begun.get(at..at + 2)?.try_into().ok()?;
        let before = at.checked_sub(1).and_then(|at| begun.get(at));
        let before = before.map(|(_, standing, _)| *standing);
        let step = OddStep {
            from,
            to,
            claims: (first, second),
        };
        (!terms.may_follow(before, from, to)).then_some(step)
    };
    (0..begun.len()).filter_map(odd).collect()
}
