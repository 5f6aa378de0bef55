//! Who owns whom on a day. Sources draw circles, and give away more than there is; that is told and not hidden, since the one who looks
//! at it knows which source errs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fact, FactKind, Grouping, Held, Hold, Known, Party, Record, Share, Stake, as_known};
use crate::{CompanyId, Day};

/// A part of a company that somebody had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owned<'a> {
    /// As it is grouped by now.
    pub owner: Party,
    pub stake: &'a Stake,
    pub held: Held<'a>,
    /// Another source tells it otherwise.
    pub is_disputed: bool,
}

impl Owned<'_> {
    /// Whether the owner decides.
    fn decides(&self) -> bool {
        match self.stake.hold {
            Hold::Controls | Hold::BranchOf => true,
            Hold::Shares => self.stake.share.is_some_and(Share::is_majority),
        }
    }
}

/// Who owned whom on a day.
#[derive(Debug, Clone, Default)]
pub struct Owners<'a> {
    up: BTreeMap<CompanyId, Vec<Owned<'a>>>,
}

/// Where a chain of owners ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Top {
    /// A company of the registry of which no owner is known.
    NoneKnown(CompanyId),
    /// Owners are known, and none of them decides alone.
    Spread(CompanyId),
    /// Sources name several who decide.
    Several(CompanyId, Vec<Party>),
    /// Somebody who is not in the registry.
    Outside(Party),
    /// The owners own each other: these.
    Circle(Vec<CompanyId>),
}

/// Who decides over a company, who decides over them, and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain<'c, 'a> {
    /// From the company upwards.
    pub owned: Vec<&'c Owned<'a>>,
    pub top: Top,
}

/// Something about owners that cannot be so, or seldom is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OddOwners {
    /// These own each other, each the next and the last the first, or through others of them.
    Circle(Vec<CompanyId>),
    /// More is owned than there is.
    MoreThanWhole { company: CompanyId, sum: Share },
}

impl<'a> Owners<'a> {
    /// As it was known at the end of one day, about another. `records` are of all companies.
    pub fn on(
        records: impl IntoIterator<Item = &'a Record>,
        grouping: &Grouping,
        known_on: Day,
        about: Day,
    ) -> Self {
        let mut up = BTreeMap::new();
        for (company, own) in grouping.companies(records) {
            let owned = owners_of(&as_known(own, known_on, about), grouping);
            if !owned.is_empty() {
                up.insert(company, owned);
            }
        }
        Self { up }
    }

    /// Who has parts of a company.
    pub fn of(&self, company: CompanyId) -> &[Owned<'a>] {
        self.up.get(&company).map_or(&[], Vec::as_slice)
    }

    fn parents(&self, company: CompanyId) -> impl Iterator<Item = CompanyId> {
        let parents = self.of(company).iter().map(|owned| &owned.owner);
        parents.filter_map(|owner| match owner {
            Party::Company(id) => Some(*id),
            Party::Organisation(_) | Party::State(_) | Party::People => None,
        })
    }

    /// Of whom each has a part.
    fn children(&self) -> BTreeMap<CompanyId, Vec<CompanyId>> {
        let mut down: BTreeMap<CompanyId, Vec<CompanyId>> = BTreeMap::new();
        for own in self.up.keys() {
            for parent in self.parents(*own) {
                down.entry(parent).or_default().push(*own);
            }
        }
        down
    }

    /// The chain of those who decide, up to its top.
    pub fn chain(&self, company: CompanyId) -> Chain<'_, 'a> {
        let (mut owned, mut way) = (Vec::new(), vec![company]);
        let mut at = company;
        let top = loop {
            let deciding: Vec<&Owned> = self.of(at).iter().filter(|o| o.decides()).collect();
            let one = match deciding[..] {
                [] if self.of(at).is_empty() => break Top::NoneKnown(at),
                [] => break Top::Spread(at),
                [one] => one,
                _ => {
                    let named = deciding.iter().map(|own| own.owner.clone());
                    break Top::Several(at, named.collect());
                }
            };
            owned.push(one);
            let Party::Company(next) = one.owner else {
                break Top::Outside(one.owner.clone());
            };
            if let Some(begins) = way.iter().position(|passed| *passed == next) {
                break Top::Circle(way.split_off(begins));
            }
            way.push(next);
            at = next;
        };
        Chain { owned, top }
    }

    /// All who own a part of it, or of whom owns it, however small.
    pub fn above(&self, company: CompanyId) -> BTreeSet<CompanyId> {
        reached(company, |at| self.parents(at).collect())
    }

    /// All of which it owns a part, itself or through others.
    pub fn below(&self, company: CompanyId) -> BTreeSet<CompanyId> {
        let down = self.children();
        reached(company, |at| down.get(&at).cloned().unwrap_or_default())
    }

    /// Whether a company would own itself if that one owned a part of it: then the companies that lie between, with both of them.
    pub fn would_close(&self, company: CompanyId, owner: CompanyId) -> Option<BTreeSet<CompanyId>> {
        let mut above = self.above(owner);
        above.insert(owner);
        if !above.contains(&company) {
            return None;
        }
        let below = self.below(company);
        let between = |at: &CompanyId| below.contains(at) || *at == company || *at == owner;
        Some(above.into_iter().filter(between).collect())
    }

    /// What cannot be so, or seldom is.
    pub fn odd(&self) -> Vec<OddOwners> {
        let more = self.up.iter().filter_map(|(company, owned)| {
            let shares = owned.iter().filter_map(|own| own.stake.share);
            let sum = Share(shares.fold(0, |sum, share| sum.saturating_add(share.0)));
            let company = *company;
            (sum > Share::WHOLE).then_some(OddOwners::MoreThanWhole { company, sum })
        });
        let circles = self.circles().into_iter().map(OddOwners::Circle);
        circles.chain(more).collect()
    }

    /// Every set of companies of which each owns a part of itself through the others. Companies are looked at in the order in which the
    /// last of what lies above them was done, then downwards from the last, so that no chain is too long for it.
    fn circles(&self) -> Vec<Vec<CompanyId>> {
        let (mut done, mut seen) = (Vec::new(), BTreeSet::new());
        for first in self.up.keys() {
            let mut open = vec![(*first, false)];
            while let Some((at, is_left)) = open.pop() {
                if is_left {
                    done.push(at);
                } else if seen.insert(at) {
                    open.push((at, true));
                    open.extend(self.parents(at).map(|parent| (parent, false)));
                }
            }
        }
        let down = self.children();
        let (mut circles, mut placed) = (Vec::new(), BTreeSet::new());
        for first in done.into_iter().rev() {
            let mut members = Vec::new();
            let mut open = vec![first];
            while let Some(at) = open.pop() {
                if placed.insert(at) {
                    members.push(at);
                    open.extend(down.get(&at).into_iter().flatten());
                }
            }
            let owns_itself = |at: CompanyId| self.parents(at).any(|parent| parent == at);
            if members.len() > 1 || members.first().is_some_and(|at| owns_itself(*at)) {
                members.sort();
                circles.push(members);
            }
        }
        circles.sort();
        circles
    }
}

/// Everything that is reached from a company, and itself only if a way leads back.
fn reached(from: CompanyId, next: impl Fn(CompanyId) -> Vec<CompanyId>) -> BTreeSet<CompanyId> {
    let mut seen = BTreeSet::new();
    let mut open = next(from);
    while let Some(at) = open.pop() {
        if seen.insert(at) {
            open.extend(next(at));
        }
    }
    seen
}

/// The owners of one company, each once: where two of the registry were merged, what is believed most of both.
fn owners_of<'a>(known: &Known<'a>, grouping: &Grouping) -> Vec<Owned<'a>> {
    let mut owned: BTreeMap<Party, Owned> = BTreeMap::new();
    for matter in known.of(FactKind::Owner) {
        let held = matter.best();
        let Fact::Owner(stake) = &held.claim.fact else {
            continue;
        };
        let owner = grouping.party(&stake.owner);
        let mut one = Owned {
            owner,
            stake,
            held,
            is_disputed: matter.is_disputed(),
        };
        let Some(own) = owned.get_mut(&one.owner) else {
            owned.insert(one.owner.clone(), one);
            continue;
        };
        let differ = (own.stake.share, own.stake.hold) != (stake.share, stake.hold);
        let is_disputed = differ || own.is_disputed || one.is_disputed;
        if one.held.claim.confidence > own.held.claim.confidence {
            std::mem::swap(own, &mut one);
        }
        own.is_disputed = is_disputed;
    }
    owned.into_values().collect()
}
