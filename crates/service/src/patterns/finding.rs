//! Finding: groups of cases that share two of company, place and kind, near in time, among those that a member reads and has unlocked.

use std::collections::{BTreeSet, HashMap};

use watchpost_domain::{
    CaseId, Day, PatternId,
    cases::index::Entry,
    patterns::{self, Belongs, Group},
    policy::{authorize, desks as may},
};

use super::{
    compared::{Compared, counts},
    names::SaidNames,
    seen::{Coarse, Short, Why},
};
use crate::{
    Error, Platform,
    accounts::Session,
    worklist::{Line, Lines},
};

/// Where more cases are read than this, the page of a case does not count: looking at all of them takes longer than the page itself.
const COUNTED_MOST: usize = 20_000;
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

impl Compared {
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
        let (least, member) = (self.team()?.alike.score, session.member.id);
        // It only computes: nobody waits for it who writes.
        let compute = move || {
            let known = platform.shelf();
            let mut said = platform.lists.said();
            let names = said.entry(member).or_default();
            let compare = |names: &mut SaidNames, all: &[&str]| names.compare(&known, all, least);
            Compared::of(lines, names, compare, today)
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

    /// How many cases that a member reads are like one of them, and how many patterns it is in. None where they read very many.
    ///
    /// # Errors
    /// `Locked`.
    pub async fn count_alike(
        &self,
        session: &Session,
        case: CaseId,
    ) -> Result<Option<(usize, usize)>, Error> {
        let key = &session.working()?.unlocked.identity;
        // The page of a case waits for no long list.
        if self.shown_before(session).await > COUNTED_MOST {
            return Ok(None);
        }
        let (lines, _) = self.shown(session, Some(key), "").await?;
        if lines.all.len() > COUNTED_MOST {
            return Ok(None);
        }
        drop(lines);
        let days = i64::from(self.team()?.alike.days);
        let compared = self.compared(session).await?;
        let Some(own) = compared.point_of(case) else {
            return Ok(Some((0, 0)));
        };
        let entry = compared.entry(own);
        let linked = entry.into_iter().flat_map(|e| e.patterns(compared.today));
        let linked = linked.filter(|(_, line)| line.belongs != Belongs::Apart);
        Ok(Some((compared.alike(own, days).len(), linked.count())))
    }
}

/// Whether a case is linked in a pattern.
pub(super) fn is_linked(entry: &Entry, id: PatternId, today: Day) -> bool {
    { entry.patterns(today) }
        .any(|(other, line)| other == id && matches!(line.belongs, Belongs::Linked { .. }))
}
