//! What of cases is compared, as numbers: the same for the same company, place or kind.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use watchpost_domain::{
    CaseId, Day, PatternId,
    cases::index::{Entry, Facets},
    patterns::{self, Alike, Belongs, PatternLine, Point, Shares},
};

use super::{
    names::{Meant, SaidNames, key},
    seen::{Called, Coarse, Short, Why},
};
use crate::worklist::{Line, Lines};

/// What of the cases that a member reads is compared.
pub(super) struct Compared {
    pub(super) lines: Arc<Lines>,
    /// Which line each point is of.
    pub(super) at: Vec<u32>,
    pub(super) points: Vec<Point>,
    pub(super) kinds: Vec<String>,
    pub(super) meant: Vec<Option<Meant>>,
    pub(super) called: Vec<String>,
    pub(super) uncompared: usize,
    pub(super) today: Day,
}

/// A place as it is compared: in lower case, without signs; nothing where neither a district nor words were said.
fn place(facets: &Facets) -> Option<String> {
    let country = facets.country.as_deref()?;
    let district = facets.district.as_deref().unwrap_or_default();
    let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let lower = facets
        .place
        .chars()
        .map(letters)
        .flat_map(char::to_lowercase);
    let lower: String = lower.collect();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let said = !district.is_empty() || !words.is_empty();
    said.then(|| format!("{country}\n{district}\n{}", words.join(" ")))
}

/// What a company is called: as it is registered, or as somebody wrote it.
fn called(names: &SaidNames, meant: Option<&Meant>, entry: &Entry) -> String {
    let Some(meant) = meant else {
        return String::new();
    };
    let name = names.called(meant.number);
    let said = entry.facets().and_then(|facets| facets.company.as_deref());
    let said = said.filter(|said| key(said) == name);
    said.unwrap_or(name).to_owned()
}

/// Whether a case counts: one that was taken back does not, nor one that is found to be another.
pub(super) fn counts(line: &Line) -> bool {
    !line.case.withdrawn && line.case.merged_into.is_none()
}

impl Compared {
    pub(super) fn of(
        lines: Arc<Lines>,
        names: &mut SaidNames,
        compare: impl FnOnce(&mut SaidNames, &[&str]) -> usize,
        today: Day,
    ) -> Self {
        let told = |line: &Line| {
            let entry = line.entry.clone().filter(|_| counts(line))?;
            // A case that speaks for others is not one of them.
            let carries = |line: &PatternLine| line.belongs == Belongs::Carries;
            let carries = entry.patterns(today).any(|(_, line)| carries(line));
            (entry.facets().is_some() && !carries).then_some(entry)
        };
        let entries: Vec<(u32, Arc<Entry>)> = (0u32..)
            .zip(&lines.all)
            .filter_map(|(at, line)| Some((at, told(line)?)))
            .collect();
        let facets = entries.iter().filter_map(|(_, entry)| entry.facets());
        let said = |f: &Facets| f.company.as_deref().map(key).filter(|key| !key.is_empty());
        let keys: Vec<Option<String>> = facets.clone().map(said).collect();
        let mut often: HashMap<&str, usize> = HashMap::new();
        for key in keys.iter().flatten() {
            *often.entry(key).or_default() += 1;
        }
        // What is said most often first: it makes the most groups.
        let mut all: Vec<(&str, usize)> = often.into_iter().collect();
        all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let all: Vec<&str> = all.into_iter().map(|(key, _)| key).collect();
        let uncompared = compare(names, &all);
        let by_key: HashMap<&str, Meant> = all.iter().map(|key| (*key, names.get(key))).collect();
        let meant: Vec<Option<Meant>> = { keys.iter() }
            .map(|key| by_key.get(key.as_deref()?).cloned())
            .collect();
        let (mut places, mut kinds): (HashMap<String, u32>, Vec<String>) = Default::default();
        let mut kind_of: HashMap<String, u32> = HashMap::new();
        let mut points = Vec::with_capacity(entries.len());
        for (facets, meant) in facets.zip(&meant) {
            let place = place(facets).map(|place| {
                let next = u32::try_from(places.len()).unwrap_or(u32::MAX);
                *places.entry(place).or_insert(next)
            });
            let of_kind = |kind: &String| match kind_of.get(kind) {
                Some(number) => *number,
                None => {
                    let number = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
                    kinds.push(kind.clone());
                    kind_of.insert(kind.clone(), number);
                    number
                }
            };
            points.push(Point {
                company: meant.as_ref().map(|meant| meant.number),
                place,
                kinds: facets.kinds.iter().map(of_kind).collect(),
                day: { facets.happened }
                    .unwrap_or_else(|| Day::of(facets.received))
                    .0,
            });
        }
        Self {
            at: entries.iter().map(|(at, _)| *at).collect(),
            called: { meant.iter().zip(&entries) }
                .map(|(meant, (_, entry))| called(names, meant.as_ref(), entry))
                .collect(),
            lines,
            points,
            kinds,
            meant,
            uncompared,
            today,
        }
    }

    pub(super) fn line(&self, point: u32) -> Option<&Line> {
        self.lines.all.get(*self.at.get(point as usize)? as usize)
    }

    pub(super) fn entry(&self, point: u32) -> Option<&Entry> {
        self.line(point)?.entry.as_deref()
    }

    pub(super) fn point_of(&self, case: CaseId) -> Option<u32> {
        let all = 0..u32::try_from(self.at.len()).unwrap_or(u32::MAX);
        let mut own = all.filter(|at| self.line(*at).is_some_and(|line| line.case.id == case));
        own.next()
    }

    /// What cases share, in what can be said of it; `of` are those that do.
    pub(super) fn why(&self, shares: &Shares, of: &[u32]) -> Why {
        let names = of.iter().filter_map(|at| {
            let at = *at as usize;
            let meant = self.meant.get(at)?.as_ref()?;
            Some((meant, self.called.get(at)?))
        });
        // The name that is the least sure says how sure all of it is.
        let company = shares.company.and_then(|_| {
            let (least, name) = names.min_by_key(|(meant, _)| meant.score)?;
            Some(Called {
                name: name.clone(),
                score: least.score,
                reason: least.reason,
            })
        });
        let facets = of.first().and_then(|at| self.entry(*at)?.facets());
        let place = { facets.filter(|_| shares.place.is_some()) }.map(|f| {
            let country = f.country.clone().unwrap_or_default();
            (country, f.district.clone(), f.place.clone())
        });
        let kinds = shares.kinds.iter();
        Why {
            company,
            place,
            kinds: kinds
                .filter_map(|k| self.kinds.get(*k as usize).cloned())
                .collect(),
        }
    }

    pub(super) fn short(&self, point: u32) -> Option<Short> {
        let line = self.line(point)?;
        Some(Short::of(line, line.entry.as_deref()?, self.today))
    }

    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// What can be said of some cases to others.
    pub(super) fn coarse(&self, cases: &BTreeSet<CaseId>) -> Option<Coarse> {
        let all = 0..u32::try_from(self.at.len()).unwrap_or(u32::MAX);
        // Who is not safe, or took it back, is not told of.
        let is_one = |at: &u32| {
            { self.line(*at) }.is_some_and(|l| {
                cases.contains(&l.case.id) && !l.case.withdrawn && !l.case.contact_stopped
            })
        };
        let own: Vec<u32> = all.filter(is_one).collect();
        let points = || own.iter().filter_map(|at| self.points.get(*at as usize));
        let places: BTreeSet<u32> = points().filter_map(|point| point.place).collect();
        let mut often: BTreeMap<u32, usize> = BTreeMap::new();
        for kind in points().flat_map(|p| p.kinds.iter().collect::<BTreeSet<_>>()) {
            *often.entry(*kind).or_default() += 1;
        }
        let kinds = often.iter().filter(|(_, times)| **times >= 2);
        let companies: BTreeSet<Option<u32>> = points().map(|p| p.company).collect();
        let facets = own.iter().filter_map(|at| self.entry(*at)?.facets());
        let countries: BTreeSet<String> = facets.filter_map(|f| f.country.clone()).collect();
        let year = |day: i64| Day(day).date().year();
        let (first, last) = (points().map(|p| p.day).min(), points().map(|p| p.day).max());
        Some(Coarse {
            cases: patterns::coarse(own.len()),
            places: (places.len() >= 2).then(|| patterns::coarse(places.len())),
            company: (companies.len() == 1)
                .then(|| self.called.get(*own.first()? as usize).cloned())
                .flatten()
                .filter(|name| !name.is_empty()),
            countries: countries.into_iter().collect(),
            kinds: kinds
                .filter_map(|(k, _)| self.kinds.get(*k as usize).cloned())
                .collect(),
            years: first
                .zip(last)
                .map(|(first, last)| (year(first), year(last))),
        })
    }

    /// Whether all of them have one mark that keeps them apart, and why.
    pub(super) fn apart(&self, cases: &[u32]) -> Option<String> {
        let marks = |at: &u32| {
            let all = self
                .entry(*at)
                .into_iter()
                .flat_map(|e| e.patterns(self.today));
            all.filter(|(_, line)| line.belongs == Belongs::Apart)
        };
        let mut first = marks(cases.first()?);
        let everywhere = |id: PatternId| cases.iter().all(|at| marks(at).any(|(m, _)| m == id));
        first.find_map(|(id, line)| everywhere(id).then(|| line.title.clone()))
    }

    /// Whether all of them are in one pattern already.
    pub(super) fn together(&self, cases: &[u32]) -> bool {
        let linked = |at: &u32| {
            let all = self
                .entry(*at)
                .into_iter()
                .flat_map(|e| e.patterns(self.today));
            all.filter(|(_, line)| line.belongs != Belongs::Apart)
                .map(|(id, _)| id)
        };
        let Some(first) = cases.first() else {
            return true;
        };
        linked(first).any(|id| cases.iter().all(|at| linked(at).any(|other| other == id)))
    }

    /// The cases like one, that it is not kept apart from.
    pub(super) fn alike(&self, point: u32, days: i64) -> Vec<Alike> {
        let mut all = patterns::alike(&self.points, point, days);
        all.retain(|alike| self.apart(&[point, alike.case]).is_none());
        all
    }
}

#[cfg(test)]
mod tests;
