//! What was held of a company: as it was known on one day, about another. What sources say differently stays side by side, ranked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::{Claim, Covers, Fates, MatterKey, Record, Recorded, Said};
use crate::Day;

/// A kind of what is recorded.
type Kind<R> = <<R as Recorded>::Fact as Said>::Kind;

/// A claim that was held.
#[derive(Debug, PartialEq, Eq)]
pub struct Held<'a, R: Recorded = Record> {
    pub record: &'a R,
    pub claim: &'a Claim<R::Fact>,
    /// Anything but [`Covers::No`].
    pub covers: Covers,
}

impl<R: Recorded> Clone for Held<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Recorded> Copy for Held<'_, R> {}

/// What sources say of one matter, never nothing. The first is believed most: by confidence, then by how surely its source means
/// the day, then the one that was seen last, then the one that was recorded last.
#[derive(Debug, PartialEq, Eq)]
pub struct Matter<'a, R: Recorded = Record> {
    best: Held<'a, R>,
    others: Vec<Held<'a, R>>,
}

impl<R: Recorded> Clone for Matter<'_, R> {
    fn clone(&self) -> Self {
        let others = self.others.clone();
        Self { others, ..*self }
    }
}

impl<'a, R: Recorded> Matter<'a, R> {
    pub fn best(&self) -> Held<'a, R> {
        self.best
    }

    /// All of it, the best first.
    pub fn ranked(&self) -> impl Iterator<Item = Held<'a, R>> {
        std::iter::once(self.best).chain(self.others.iter().copied())
    }

    /// Those that cannot be so together with the best.
    pub fn against(&self) -> impl Iterator<Item = Held<'a, R>> {
        let best = &self.best.claim.fact;
        let others = self.others.iter().copied();
        others.filter(move |held| !best.fits(&held.claim.fact))
    }

    /// Whether sources say different things.
    pub fn is_disputed(&self) -> bool {
        self.against().next().is_some()
    }
}

/// What was held of one company, or of one country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<'a, R: Recorded = Record> {
    matters: BTreeMap<MatterKey<Kind<R>>, Matter<'a, R>>,
}

impl<R: Recorded> Default for Known<'_, R> {
    fn default() -> Self {
        let matters = BTreeMap::new();
        Self { matters }
    }
}

impl<'a, R: Recorded> Known<'a, R> {
    /// Each matter of a kind of fact.
    pub fn of(&self, kind: Kind<R>) -> impl Iterator<Item = &Matter<'a, R>> {
        let of = self.matters.iter().filter(move |(key, _)| key.kind == kind);
        of.map(|(_, matter)| matter)
    }

    /// All of it, by kind of fact.
    pub fn matters(&self) -> impl Iterator<Item = (Kind<R>, &Matter<'a, R>)> {
        self.matters.iter().map(|(key, matter)| (key.kind, matter))
    }

    /// The one that is believed most, of a kind of which there is one.
    pub fn best(&self, kind: Kind<R>) -> Option<Held<'a, R>> {
        let bests = self.of(kind).map(Matter::best);
        bests.max_by_key(rank)
    }

    /// Where sources say different things.
    pub fn disputes(&self) -> impl Iterator<Item = (Kind<R>, &Matter<'a, R>)> {
        self.matters().filter(|(_, matter)| matter.is_disputed())
    }
}

/// The higher, the more it is believed.
fn rank<R: Recorded>(held: &Held<'_, R>) -> impl Ord + use<R> {
    let (claim, record) = (held.claim, held.record);
    let believed = (claim.confidence, held.covers);
    (believed, claim.source.seen, record.serial(), record.id())
}

/// What was known at the end of a day, about another day.
pub fn as_known<'a, R: Recorded>(
    records: impl IntoIterator<Item = &'a R>,
    known_on: Day,
    about: Day,
) -> Known<'a, R> {
    let fates = Fates::at(records, known_on);
    held(fates.standing(), about)
}

/// The same of claims that stand.
pub(crate) fn held<'a, R: Recorded>(
    standing: impl Iterator<Item = (&'a R, &'a Claim<R::Fact>)>,
    about: Day,
) -> Known<'a, R> {
    let mut by_matter: BTreeMap<MatterKey<Kind<R>>, Vec<Held<'a, R>>> = BTreeMap::new();
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
            |(at, held): &(usize, Held<'a, R>)| held.covers != Covers::No && !later.contains(at);
        let said = said.into_iter().enumerate().filter(is_held);
        let mut said: Vec<Held<R>> = said.map(|(_, held)| held).collect();
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
fn ended_by_later<R: Recorded>(said: &[Held<'_, R>], about: Day) -> HashSet<usize> {
    let begins = |held: &Held<'_, R>| {
        let from = held.claim.valid.from?;
        (from.last() <= about).then(|| from.first())
    };
    let ends = |earlier: &Held<'_, R>, later: &Held<'_, R>| {
        let borne = earlier.claim.valid.borne_until(earlier.claim.source.seen);
        let after = matches!((borne, begins(later)), (Some(borne), Some(begin)) if borne < begin);
        after
            && later.claim.confidence >= earlier.claim.confidence
            && !later.claim.fact.fits(&earlier.claim.fact)
    };
    let ended = |earlier: &Held<'_, R>| said.iter().any(|later| ends(earlier, later));
    let all = said.iter().enumerate();
    all.filter(|(_, held)| ended(held))
        .map(|(at, _)| at)
        .collect()
}
