//! Finding: groups of cases that share two of company, place and kind, near in time, among those that a member reads and has unlocked.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, PoisonError},
};

use watchpost_domain::{
    CaseId, Day, PatternId,
    cases::index::{Entry, Facets},
    patterns::{self, Alike, Belongs, Group, Point, Shares},
    policy::{authorize, desks as may},
};

use super::{
    names::{Meant, SaidNames, key},
    seen::{Called, Coarse, Short, Why},
};
use crate::{
    Error, Platform,
    accounts::Session,
    worklist::{Line, Lines},
};

/// So many cases of a group are named.
const NAMED: usize = 12;

/// What of what is found is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundFilter {
    /// Words of the company's name.
    pub company: String,
    pub kind: Option<String>,
    pub country: Option<String>,
    pub from: Option<Day>,
    pub until: Option<Day>,
    /// Those that somebody kept apart, and no others.
    pub apart: bool,
}

/// Cases that are alike, and that nobody put together or kept apart.
pub struct FoundGroup {
    /// The newest of them: where they can be put together.
    pub first: CaseId,
    pub count: usize,
    /// How many of them may be put beside others.
    pub allowed: usize,
    pub why: Why,
    pub from: Day,
    pub until: Day,
    /// Some of them, the newest first.
    pub cases: Vec<Short>,
    /// Why they are kept apart.
    pub apart: Option<String>,
}

/// A page of what was found, the strongest first.
pub struct FoundPage {
    pub groups: Vec<FoundGroup>,
    pub found: usize,
    /// Where the next page begins.
    pub next: Option<usize>,
    /// The patterns that stand, with how many cases of each this member reads.
    pub patterns: Vec<(PatternId, CaseId, String, usize)>,
    /// Names that were not compared with others yet.
    pub uncompared: usize,
    /// What occurs, to choose from.
    pub kinds: BTreeSet<String>,
    pub countries: BTreeSet<String>,
}

/// A case like another.
pub struct AlikeTo {
    pub case: Short,
    pub why: Why,
    pub days: i64,
}

/// What of the cases that a member reads is compared.
pub(super) struct Compared {
    lines: Arc<Lines>,
    /// Which line each point is of.
    at: Vec<u32>,
    points: Vec<Point>,
    kinds: Vec<String>,
    meant: Vec<Option<Meant>>,
    called: Vec<String>,
    pub uncompared: usize,
    today: Day,
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

/// Whether a case counts: one that was taken back does not, nor one that is found to be another.
pub(super) fn counts(line: &Line) -> bool {
    !line.case.withdrawn && line.case.merged_into.is_none()
}

impl Compared {
    fn of(
        lines: Arc<Lines>,
        names: &mut SaidNames,
        compare: impl FnOnce(&mut SaidNames, &[&str]) -> usize,
        today: Day,
    ) -> Self {
        let told = |line: &Line| {
            let entry = line.entry.clone().filter(|_| counts(line))?;
            entry.facets().is_some().then_some(entry)
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
            at: entries.into_iter().map(|(at, _)| at).collect(),
            called: { meant.iter() }
                .map(|meant| {
                    meant
                        .as_ref()
                        .map_or("", |m| names.called(m.number))
                        .to_owned()
                })
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

    fn entry(&self, point: u32) -> Option<&Entry> {
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
        let is_one = |at: &u32| { self.line(*at) }.is_some_and(|l| cases.contains(&l.case.id));
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
    fn apart(&self, cases: &[u32]) -> Option<String> {
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
    fn together(&self, cases: &[u32]) -> bool {
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

    fn passes(&self, group: &Group, filter: &FoundFilter) -> bool {
        let why = self.why(&group.shares, &group.cases);
        let in_country = |country: &String| {
            let mut facets = group
                .cases
                .iter()
                .filter_map(|at| self.entry(*at)?.facets());
            facets.any(|facets| facets.country.as_ref() == Some(country))
        };
        let words = filter.company.to_lowercase();
        let is_named = |words: &str| {
            let name = why.company.as_ref().map(|c| c.name.to_lowercase());
            name.is_some_and(|name| words.split_whitespace().all(|word| name.contains(word)))
        };
        (words.trim().is_empty() || is_named(&words))
            && { filter.kind.as_ref() }.is_none_or(|kind| why.kinds.contains(kind))
            && filter.country.as_ref().is_none_or(in_country)
            && filter.from.is_none_or(|from| group.until >= from)
            && filter.until.is_none_or(|until| group.from <= until)
            && !self.together(&group.cases)
            && self.apart(&group.cases).is_some() == filter.apart
    }

    fn group(&self, group: &Group) -> Option<FoundGroup> {
        let mut newest: Vec<u32> = group.cases.clone();
        newest.sort_by_key(|at| std::cmp::Reverse(self.points.get(*at as usize).map(|p| p.day)));
        let may =
            |at: &&u32| { self.entry(**at) }.is_some_and(|e| e.may_link(self.today).is_some());
        Some(FoundGroup {
            first: self.line(*newest.first()?)?.case.id,
            count: newest.len(),
            allowed: newest.iter().filter(may).count(),
            why: self.why(&group.shares, &newest),
            from: group.from,
            until: group.until,
            apart: self.apart(&group.cases),
            cases: newest
                .iter()
                .take(NAMED)
                .filter_map(|at| self.short(*at))
                .collect(),
        })
    }

    /// The cases like one, that it is not kept apart from.
    pub(super) fn alike(&self, point: u32, days: i64) -> Vec<Alike> {
        let mut all = patterns::alike(&self.points, point, days);
        all.retain(|alike| self.apart(&[point, alike.case]).is_none());
        all
    }
}

/// The patterns among lines, with the cases of each.
pub(super) fn standing(lines: &Lines, today: Day) -> HashMap<PatternId, Vec<(&Line, &Entry)>> {
    let mut all: HashMap<PatternId, Vec<(&Line, &Entry)>> = HashMap::new();
    for line in lines.all.iter().filter(|line| counts(line)) {
        let Some(entry) = line.entry.as_deref() else {
            continue;
        };
        for (id, said) in entry.patterns(today) {
            if said.belongs != Belongs::Apart {
                all.entry(id).or_default().push((line, entry));
            }
        }
    }
    all
}

/// What a pattern is called, by those of its cases that are read.
pub(super) fn title(id: PatternId, cases: &[(&Line, &Entry)], today: Day) -> String {
    let mut lines = cases.iter().flat_map(|(_, entry)| entry.patterns(today));
    let own = lines.find(|(other, line)| *other == id && line.belongs != Belongs::Carries);
    own.map_or_else(String::new, |(_, line)| line.title.clone())
}

impl Platform {
    /// All that is compared of the cases that a member reads and has unlocked.
    pub(super) async fn compared(&self, session: &Session) -> Result<Compared, Error> {
        let key = &session.working()?.unlocked.identity;
        let (lines, _) = self.shown(session, Some(key), "").await?;
        let (platform, today) = (self.clone(), self.today());
        let least = self.team()?.alike.score;
        // It only computes: nobody waits for it who writes.
        let compute = move || {
            let known = platform.companies.read();
            let known = known.unwrap_or_else(PoisonError::into_inner);
            let mut names = platform.lists.said();
            let compare =
                |names: &mut SaidNames, all: &[&str]| names.compare(known.as_ref(), all, least);
            Compared::of(lines, &mut names, compare, today)
        };
        let compared = tokio::task::spawn_blocking(compute).await;
        compared.map_err(|_| Error::Internal(270))
    }

    /// A page of what was found, `limit` groups after the first `after`.
    ///
    /// # Errors
    /// `Denied` when they may not; `Locked`.
    pub async fn find_patterns(
        &self,
        session: &Session,
        filter: &FoundFilter,
        (after, limit): (usize, usize),
    ) -> Result<FoundPage, Error> {
        authorize::<may::SeePatterns>(&session.actor(), session.desk.clone())?;
        let days = i64::from(self.team()?.alike.days);
        let (compared, filter) = (self.compared(session).await?, filter.clone());
        let find = move || {
            let groups = patterns::groups(&compared.points, days);
            let passes = groups
                .iter()
                .filter(|group| compared.passes(group, &filter));
            let passes: Vec<&Group> = passes.collect();
            let shown = passes.iter().skip(after).take(limit);
            let (lines, today) = (&compared.lines, compared.today);
            let mut patterns: Vec<(PatternId, CaseId, String, usize)> = standing(lines, today)
                .into_iter()
                .filter_map(|(id, cases)| {
                    let linked = cases
                        .iter()
                        .filter(|(_, entry)| is_linked(entry, id, today));
                    let count = linked.count();
                    let first = cases.first()?.0.case.id;
                    Some((id, first, title(id, &cases, today), count))
                })
                .collect();
            patterns.sort_by(|a, b| b.3.cmp(&a.3).then_with(|| (&a.2, a.0).cmp(&(&b.2, b.0))));
            FoundPage {
                groups: shown.filter_map(|group| compared.group(group)).collect(),
                found: passes.len(),
                next: (passes.len() > after.saturating_add(limit)).then(|| after + limit),
                patterns,
                uncompared: compared.uncompared,
                kinds: compared.lines.values.kinds.keys().cloned().collect(),
                countries: compared.lines.values.countries.keys().cloned().collect(),
            }
        };
        let found = tokio::task::spawn_blocking(find).await;
        found.map_err(|_| Error::Internal(271))
    }

    /// What can be said of some cases to others.
    pub(super) async fn coarse_of(
        &self,
        session: &Session,
        cases: &BTreeSet<CaseId>,
    ) -> Result<Coarse, Error> {
        let compared = self.compared(session).await?;
        compared.coarse(cases).ok_or(Error::Conflict)
    }

    /// How many cases that a member reads are like one of them, and how many patterns it is in.
    ///
    /// # Errors
    /// `Locked`.
    pub async fn count_alike(
        &self,
        session: &Session,
        case: CaseId,
    ) -> Result<(usize, usize), Error> {
        let days = i64::from(self.team()?.alike.days);
        let compared = self.compared(session).await?;
        let Some(own) = compared.point_of(case) else {
            return Ok((0, 0));
        };
        let entry = compared.entry(own);
        let linked = entry.into_iter().flat_map(|e| e.patterns(compared.today));
        let linked = linked.filter(|(_, line)| line.belongs != Belongs::Apart);
        Ok((compared.alike(own, days).len(), linked.count()))
    }
}

/// Whether a case is linked in a pattern.
pub(super) fn is_linked(entry: &Entry, id: PatternId, today: Day) -> bool {
    { entry.patterns(today) }
        .any(|(other, line)| other == id && matches!(line.belongs, Belongs::Linked { .. }))
}
