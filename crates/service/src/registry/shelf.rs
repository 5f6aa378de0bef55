//! What lists show of all companies, in memory: found by name however it is said, by number, by country and by status. Made of the rows
//! that go with the records; who looks takes in first what changed meanwhile, also on other nodes.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use watchpost_domain::{
    CompanyId,
    registry::{Change, CompanyKind, Grouping, Listed, Slug, Standing},
};
use watchpost_names::{CompanyKey, DOUBTFUL, Index, MAX_MATCHES, SURE};

/// So many may be meant by a name as somebody said it.
const MEANT: usize = 5;

/// How far a company may be the one that was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likely {
    /// Nothing differs that tells companies apart.
    Sure,
    Perhaps,
    /// More likely another, or none.
    Doubtful,
}

impl Likely {
    fn of(score: u8) -> Self {
        match score {
            SURE.. => Likely::Sure,
            DOUBTFUL.. => Likely::Perhaps,
            _ => Likely::Doubtful,
        }
    }

    /// The stable code, also the end of its message key (`likely-…`).
    pub fn code(self) -> &'static str {
        match self {
            Likely::Sure => "sure",
            Likely::Perhaps => "perhaps",
            Likely::Doubtful => "doubtful",
        }
    }
}

/// A company that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MayBe {
    pub id: CompanyId,
    pub slug: Slug,
    pub company: String,
    /// Its registered name that is nearest to what was said.
    pub name: String,
    /// From 0 to 100.
    pub score: u8,
    pub likely: Likely,
    /// The stable code of why, also the end of its message key (`name-reason-…`).
    pub reason: &'static str,
}

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eyes {
    /// Those who see all of the registry.
    All,
    Everybody,
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// A name as somebody says it, a part of one, or a number in a register.
    pub words: String,
    /// Where it works or is registered.
    pub country: Option<String>,
    pub standing: Option<Standing>,
    pub kind: Option<CompanyKind>,
    /// To which it is certified.
    pub standard: Option<String>,
}

impl Asked {
    /// Whether anything but words is asked for.
    pub fn narrows(&self) -> bool {
        let words = Self {
            words: self.words.clone(),
            ..Self::default()
        };
        *self != words
    }

    fn passes(&self, listed: &Listed) -> bool {
        let is_in = |country: &String| listed.countries.contains(country);
        let has = |standard: &String| listed.standards.contains(standard);
        self.country.as_ref().is_none_or(is_in)
            && self.standard.as_ref().is_none_or(has)
            && self.standing.is_none_or(|own| own == listed.standing)
            && self.kind.is_none_or(|own| Some(own) == listed.kind)
    }
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Line {
    pub id: CompanyId,
    pub slug: Slug,
    pub listed: Arc<Listed>,
    /// Whether everybody sees it, and not only those who see all.
    pub is_public: bool,
    /// By which of its names it was found, where that is another than it is called by.
    pub found_as: Option<String>,
}

/// A page of a list.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    pub lines: Vec<Line>,
    /// How many there are on all pages.
    pub total: usize,
    /// After whom the next page begins.
    pub next: Option<Slug>,
    /// How many there are of each status, whatever status was asked for.
    pub standings: Vec<(Standing, usize)>,
}

/// What is kept of a company for those who see all: sealed in its row.
#[derive(Serialize, Deserialize)]
pub(super) struct Hidden {
    pub slug: Slug,
    pub all: Option<Listed>,
}

struct Slot {
    id: CompanyId,
    slug: Slug,
    public: Option<Arc<Listed>>,
    all: Option<Arc<Listed>>,
    /// Under which name it stands in the order.
    order: String,
}

impl Slot {
    fn seen(&self, eyes: Eyes) -> Option<&Arc<Listed>> {
        match eyes {
            Eyes::All => self.all.as_ref(),
            Eyes::Everybody => self.public.as_ref(),
        }
    }

    fn line(&self, eyes: Eyes, found_as: Option<&str>) -> Option<Line> {
        let listed = self.seen(eyes)?.clone();
        let found_as = found_as.filter(|name| *name != listed.name);
        Some(Line {
            id: self.id,
            slug: self.slug.clone(),
            is_public: self.public.is_some(),
            found_as: found_as.map(str::to_owned),
            listed,
        })
    }
}

/// All companies, as far as rows were read.
#[derive(Default)]
pub(crate) struct Shelf {
    /// The row that was read last.
    pub(super) upto: (i64, uuid::Uuid),
    changes: Vec<Change>,
    grouping: Grouping,
    slots: Vec<Slot>,
    by_id: HashMap<CompanyId, usize>,
    by_slug: HashMap<Slug, usize>,
    /// In the order of their names.
    order: BTreeSet<(String, usize)>,
    /// By each number of a register, folded.
    numbers: HashMap<String, Vec<usize>>,
    index: Index,
}

/// What everybody may find a company by has an even key, what only some may, an odd one.
fn key(at: usize, is_public: bool) -> Option<CompanyKey> {
    let twice = u32::try_from(at).ok()?.checked_mul(2)?;
    Some(CompanyKey(if is_public { twice } else { twice + 1 }))
}

fn folded(text: &str) -> String {
    text.to_lowercase()
}

fn number(text: &str) -> String {
    let signs = text.chars().filter(|c| c.is_alphanumeric());
    signs.flat_map(char::to_lowercase).collect()
}

impl Shelf {
    /// Puts what is listed of a company in the place of what was.
    pub(crate) fn put(
        &mut self,
        (id, slug): (CompanyId, Slug),
        (public, all): (Option<Listed>, Option<Listed>),
    ) {
        let at = match self.by_id.get(&id) {
            Some(at) => *at,
            None => self.slots.len(),
        };
        self.take_out(at);
        let public = public.map(Arc::new);
        // Mostly both say the same.
        let all = all.map(|all| match &public {
            Some(public) if **public == all => public.clone(),
            _ => Arc::new(all),
        });
        let address = slug.clone();
        let slot = Slot {
            order: all
                .as_ref()
                .map_or_else(String::new, |all| folded(&all.name)),
            id,
            slug,
            public,
            all,
        };
        self.enter(at, &slot);
        match self.slots.get_mut(at) {
            Some(own) => *own = slot,
            None => self.slots.push(slot),
        }
        self.by_id.insert(id, at);
        self.by_slug.insert(address, at);
    }

    fn take_out(&mut self, at: usize) {
        let Some(slot) = self.slots.get(at) else {
            return;
        };
        self.order.remove(&(slot.order.clone(), at));
        for listed in [&slot.public, &slot.all].into_iter().flatten() {
            for own in &listed.numbers {
                if let Some(all) = self.numbers.get_mut(&number(own)) {
                    all.retain(|other| *other != at);
                }
            }
        }
        for key in [key(at, true), key(at, false)].into_iter().flatten() {
            self.index.remove(key);
        }
    }

    fn enter(&mut self, at: usize, slot: &Slot) {
        let Some(all) = &slot.all else {
            return;
        };
        self.order.insert((slot.order.clone(), at));
        for own in &all.numbers {
            self.numbers.entry(number(own)).or_default().push(at);
        }
        let public = slot.public.as_ref().map(|public| &public.names);
        let is_public = |name: &&String| public.is_some_and(|names| names.contains(*name));
        let (known, rest): (Vec<_>, Vec<_>) = all.names.iter().partition(is_public);
        for (names, is_public) in [(known, true), (rest, false)] {
            if let (false, Some(key)) = (names.is_empty(), key(at, is_public)) {
                self.index.insert(key, &names);
            }
        }
    }

    pub(super) fn regroup(&mut self, more: Vec<Change>) {
        if more.is_empty() {
            return;
        }
        self.changes.extend(more);
        self.grouping = Grouping::at(&self.changes, watchpost_domain::Day(i64::MAX));
    }

    /// The serial of the change that was read last.
    pub(super) fn changed(&self) -> i64 {
        self.changes.last().map_or(0, |change| change.serial)
    }

    pub(super) fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The company as it is listed by now, wherever its entry went.
    pub(super) fn line(&self, id: CompanyId, eyes: Eyes) -> Option<Line> {
        let at = self.by_id.get(&self.grouping.now(id))?;
        self.slots.get(*at)?.line(eyes, None)
    }

    /// The company that has this address.
    pub(super) fn line_at(&self, slug: &Slug, eyes: Eyes) -> Option<Line> {
        let at = self.by_slug.get(slug)?;
        self.slots.get(*at)?.line(eyes, None)
    }

    /// The companies that may be meant by a name as somebody said it, the nearest first, for those who see all.
    pub(crate) fn like(&self, said: &str) -> Vec<MayBe> {
        self.meant(said, MEANT, Eyes::All)
    }

    pub(super) fn meant(&self, said: &str, limit: usize, eyes: Eyes) -> Vec<MayBe> {
        let mut met = HashSet::new();
        // A company has two keys at most.
        let found = self
            .index
            .find(said, (limit * 2).min(MAX_MATCHES))
            .into_iter();
        let found = found.filter_map(|found| {
            let at = usize::try_from(found.company.0).ok()?;
            let slot = self.slots.get(at / 2)?;
            let may_see = eyes == Eyes::All || at % 2 == 0;
            let listed = slot.seen(eyes).filter(|_| may_see && met.insert(at / 2))?;
            Some(MayBe {
                id: slot.id,
                slug: slot.slug.clone(),
                company: listed.name.clone(),
                likely: Likely::of(found.score),
                name: found.name,
                score: found.score,
                reason: found.reason.code(),
            })
        });
        found.take(limit).collect()
    }

    /// A page of those that are looked for: by their names, or where words are looked for, the nearest first and all on one page.
    pub(super) fn list(
        &self,
        asked: &Asked,
        eyes: Eyes,
        after: Option<&Slug>,
        limit: usize,
    ) -> Lines {
        let wide = Asked {
            standing: None,
            ..asked.clone()
        };
        let seen: Vec<(usize, Option<String>)> = match asked.words.trim() {
            "" => self.order.iter().map(|(_, at)| (*at, None)).collect(),
            words => self.found(words, eyes),
        };
        let passing = seen.into_iter().filter_map(|(at, name)| {
            let slot = self.slots.get(at)?;
            let listed = slot.seen(eyes).filter(|listed| wide.passes(listed))?;
            Some((slot, listed, name))
        });
        let (mut lines, mut counts) = (Lines::default(), HashMap::new());
        let mut begun = after.is_none();
        for (slot, listed, name) in passing {
            *counts.entry(listed.standing.code()).or_insert(0) += 1;
            if !asked.passes(listed) {
                continue;
            }
            lines.total += 1;
            if begun && lines.lines.len() == limit && lines.next.is_none() {
                lines.next = lines.lines.last().map(|last: &Line| last.slug.clone());
            } else if begun && lines.next.is_none() {
                lines.lines.extend(slot.line(eyes, name.as_deref()));
            }
            begun |= Some(&slot.slug) == after;
        }
        let standings = Standing::ALL.into_iter();
        lines.standings = standings
            .filter_map(|own| Some((own, *counts.get(own.code())?)))
            .collect();
        lines
    }

    /// By a number, then by a name as it was said, then by a part of one.
    fn found(&self, words: &str, eyes: Eyes) -> Vec<(usize, Option<String>)> {
        let mut met = HashSet::new();
        let mut found: Vec<(usize, Option<String>)> = Vec::new();
        let own = number(words);
        let is_seen = |at: &usize| {
            let listed = self.slots.get(*at).and_then(|slot| slot.seen(eyes));
            listed.is_some_and(|listed| listed.numbers.iter().any(|n| number(n) == own))
        };
        let numbered = self.numbers.get(&own).into_iter().flatten().copied();
        found.extend(
            numbered
                .filter(is_seen)
                .filter(|at| met.insert(*at))
                .map(|at| (at, None)),
        );
        for meant in self.meant(words, MAX_MATCHES, eyes) {
            let at = self.by_id.get(&meant.id).copied();
            if let Some(at) = at.filter(|at| met.insert(*at)) {
                found.push((at, Some(meant.name)));
            }
        }
        let part = folded(words);
        if part.chars().count() < 3 {
            return found;
        }
        for (_, at) in &self.order {
            if found.len() >= MAX_MATCHES {
                break;
            }
            let listed = self.slots.get(*at).and_then(|slot| slot.seen(eyes));
            let mut names = listed.into_iter().flat_map(|listed| &listed.names);
            let name = names.find(|name| folded(name).contains(&part));
            if let Some(name) = name.filter(|_| met.insert(*at)) {
                found.push((*at, Some(name.clone())));
            }
        }
        found
    }
}

#[cfg(test)]
impl Shelf {
    /// The invented ones, to try things with.
    pub(crate) fn invented() -> Self {
        let mut shelf = Self::default();
        let seed = watchpost_names::seed().unwrap_or_default();
        for (company, n) in seed.into_iter().zip(1u128..) {
            let names: BTreeSet<String> = [company.name.clone()]
                .into_iter()
                .chain(company.aliases)
                .collect();
            let listed = Listed {
                name: company.name.clone(),
                names,
                ..Listed::default()
            };
            let (Ok(slug), id) = (
                Slug::of(&format!("company {n}")),
                CompanyId(uuid::Uuid::from_u128(n)),
            ) else {
                continue;
            };
            shelf.put((id, slug), (Some(listed.clone()), Some(listed)));
        }
        shelf
    }
}

#[cfg(test)]
mod tests;
