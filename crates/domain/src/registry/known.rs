//! What was held of a company: as it was known on one day, about another. What sources say differently stays side by side, ranked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::{Claim, Covers, FactKind, Fates, MatterKey, Record};
use crate::Day;

/// A claim that was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held<'a> {
    pub record: &'a Record,
    pub claim: &'a Claim,
    /// Anything but [`Covers::No`].
    pub covers: Covers,
}

/// What sources say of one matter, never nothing. The first is believed most: by confidence, then by how surely its source means
/// the day, then the one that was seen last, then the one that was recorded last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter<'a> {
    best: Held<'a>,
    others: Vec<Held<'a>>,
}

impl<'a> Matter<'a> {
    pub fn best(&self) -> Held<'a> {
        self.best
    }

    /// All of it, the best first.
    pub fn ranked(&self) -> impl Iterator<Item = Held<'a>> {
        std::iter::once(self.best).chain(self.others.iter().copied())
    }

    /// Those that cannot be so together with the best.
    pub fn against(&self) -> impl Iterator<Item = Held<'a>> {
        let best = &self.best.claim.fact;
        let others = self.others.iter().copied();
        others.filter(move |held| !best.fits(&held.claim.fact))
    }

    /// Whether sources say different things.
    pub fn is_disputed(&self) -> bool {
        self.against().next().is_some()
    }
}

/// What was held of one company.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known<'a> {
    matters: BTreeMap<MatterKey, Matter<'a>>,
}

impl<'a> Known<'a> {
    /// Each matter of a kind of fact.
    pub fn of(&self, kind: FactKind) -> impl Iterator<Item = &Matter<'a>> {
        let of = self.matters.iter().filter(move |(key, _)| key.kind == kind);
        of.map(|(_, matter)| matter)
    }

    /// All of it, by kind of fact.
    pub fn matters(&self) -> impl Iterator<Item = (FactKind, &Matter<'a>)> {
        self.matters.iter().map(|(key, matter)| (key.kind, matter))
    }

    /// The one that is believed most, of a kind of which there is one.
    pub fn best(&self, kind: FactKind) -> Option<Held<'a>> {
        let bests = self.of(kind).map(Matter::best);
        bests.max_by_key(rank)
    }

    /// Where sources say different things.
    pub fn disputes(&self) -> impl Iterator<Item = (FactKind, &Matter<'a>)> {
        self.matters().filter(|(_, matter)| matter.is_disputed())
    }
}

/// The higher, the more it is believed.
fn rank(held: &Held<'_>) -> impl Ord + use<> {
    let (claim, record) = (held.claim, held.record);
    let believed = (claim.confidence, held.covers);
    (believed, claim.source.seen, record.serial, record.id)
}

/// What was known at the end of a day, about another day.
pub fn as_known<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    known_on: Day,
    about: Day,
) -> Known<'a> {
    let fates = Fates::at(records, known_on);
    held(fates.standing(), about)
}

/// The same of claims that stand.
pub(super) fn held<'a>(
    standing: impl Iterator<Item = (&'a Record, &'a Claim)>,
    about: Day,
) -> Known<'a> {
    let mut by_matter: BTreeMap<MatterKey, Vec<Held<'a>>> = BTreeMap::new();
    for (record, claim) in standing {
        let covers = claim.covers(about);
        let held = Held {
            record,
            claim,
            covers,
        };
        by_matter.entry(claim.fact.matter()).or_default().push(held);
    }
    let matters = by_matter.into_iter().filter_map(|(key, said)| {
        let later = ended_by_later(&said, about);
        let is_held =
            |(at, held): &(usize, Held<'a>)| held.covers != Covers::No && !later.contains(at);
        let said = said.into_iter().enumerate().filter(is_held);
        let mut said: Vec<Held> = said.map(|(_, held)| held).collect();
        said.sort_by_key(|held| Reverse(rank(held)));
        let mut said = said.into_iter();
        let best = said.next()?;
        let others = said.collect();
        Some((key, Matter { best, others }))
    });
    Known {
        matters: matters.collect(),
    }
}

/// Which of what is said of a matter was ended by something later. Sources say when a thing began and seldom when it ended: a seat in
/// one country ends the seat in another. So a claim without an end gives way to one that surely began by the day in question, after all
/// that its own source bears, is believed no less, and says otherwise. A rumour ends nothing: it stands beside, as a dispute.
fn ended_by_later(said: &[Held<'_>], about: Day) -> HashSet<usize> {
    let begins = |held: &Held<'_>| {
        let from = held.claim.valid.from?;
        (from.last() <= about).then(|| from.first())
    };
    let ends = |earlier: &Held<'_>, later: &Held<'_>| {
        let borne = earlier.claim.valid.borne_until(earlier.claim.source.seen);
        let after = matches!((borne, begins(later)), (Some(borne), Some(begin)) if borne < begin);
        after
            && later.claim.confidence >= earlier.claim.confidence
            && !later.claim.fact.fits(&earlier.claim.fact)
    };
    let ended = |earlier: &Held<'_>| said.iter().any(|later| ends(earlier, later));
    let all = said.iter().enumerate();
    all.filter(|(_, held)| ended(held))
        .map(|(at, _)| at)
        .collect()
}
