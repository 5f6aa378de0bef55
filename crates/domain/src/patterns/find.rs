//! Which cases are alike. No names and no words here, only numbers that stand for them: whoever asks has made the same number of the same
//! company, place or kind.

use std::collections::{BTreeSet, HashMap};

use crate::Day;

/// What of a case is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Point {
    pub company: Option<u32>,
    pub place: Option<u32>,
    pub kinds: Vec<u32>,
    /// When it happened, or came where that is not known.
    pub day: i64,
}

/// What cases have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shares {
    pub company: Option<u32>,
    pub place: Option<u32>,
    pub kinds: BTreeSet<u32>,
}

impl Shares {
    /// How many things they are: kinds count once.
    pub fn count(&self) -> usize {
        let all = [
            self.company.is_some(),
            self.place.is_some(),
            !self.kinds.is_empty(),
        ];
        all.into_iter().filter(|is| *is).count()
    }

    fn with(&mut self, other: &Shares) {
        self.company = self.company.or(other.company);
        self.place = self.place.or(other.place);
        self.kinds.extend(&other.kinds);
    }
}

/// Cases that share two things at least, near in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where they stand among the points; sorted.
    pub cases: Vec<u32>,
    pub shares: Shares,
    /// From when until when.
    pub from: Day,
    pub until: Day,
}

impl Group {
    /// The more cases share the more, the stronger.
    pub fn strength(&self) -> usize {
        self.cases.len() * self.shares.count()
    }
}

/// A case like another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    pub case: u32,
    pub shares: Shares,
    /// How many days lie between them.
    pub days: i64,
}

/// A pair of things that a case has, as a place to gather those that have both.
type Pair = (Option<u32>, Option<u32>, Option<u32>);

fn pairs(point: &Point) -> impl Iterator<Item = Pair> + '_ {
    let (company, place) = (point.company, point.place);
    let with_kinds = point.kinds.iter().flat_map(move |kind| {
        let by_company = company.map(|company| (Some(company), None, Some(*kind)));
        let by_place = place.map(|place| (None, Some(place), Some(*kind)));
        by_company.into_iter().chain(by_place)
    });
    let both = company.zip(place);
    with_kinds.chain(both.map(|(company, place)| (Some(company), Some(place), None)))
}

/// The groups of two and more that share two of company, place and kind, where no gap between one and the next in time is longer than so many
/// days; the strongest first. Each case is looked at once for every pair of things that it has: twice as many cases take twice as long.
pub fn groups(points: &[Point], days: i64) -> Vec<Group> {
    let mut gathered: HashMap<Pair, Vec<u32>> = HashMap::new();
    for (at, point) in (0u32..).zip(points) {
        for pair in pairs(point) {
            let of_pair = gathered.entry(pair).or_default();
            // The same kind said twice.
            if of_pair.last() != Some(&at) {
                of_pair.push(at);
            }
        }
    }
    let day = |at: &u32| points.get(*at as usize).map_or(0, |point| point.day);
    let mut found: HashMap<Vec<u32>, Shares> = HashMap::new();
    for ((company, place, kind), mut cases) in gathered {
        if cases.len() < 2 {
            continue;
        }
        let shares = Shares {
            company,
            place,
            kinds: kind.into_iter().collect(),
        };
        cases.sort_unstable_by_key(|at| (day(at), *at));
        for run in cases.chunk_by(|one, next| day(next).saturating_sub(day(one)) <= days) {
            if run.len() >= 2 {
                let mut run = run.to_vec();
                run.sort_unstable();
                found.entry(run).or_default().with(&shares);
            }
        }
    }
    let group = |(cases, shares): (Vec<u32>, Shares)| {
        let from = cases.iter().map(day).min().unwrap_or_default();
        let until = cases.iter().map(day).max().unwrap_or_default();
        Group {
            cases,
            shares,
            from: Day(from),
            until: Day(until),
        }
    };
    let mut all: Vec<Group> = found.into_iter().map(group).collect();
    // The newest of those that are as strong, and then in an order that stays.
    all.sort_by(|a, b| {
        let key = |g: &Group| (g.strength(), g.until.0);
        key(b).cmp(&key(a)).then_with(|| a.cases.cmp(&b.cases))
    });
    all
}

/// The cases like one of them, those that share most first, then the nearest in time.
pub fn alike(points: &[Point], of: u32, days: i64) -> Vec<Alike> {
    let Some(own) = points.get(of as usize) else {
        return Vec::new();
    };
    let same = |one: Option<u32>, other: Option<u32>| one.filter(|_| one == other);
    let others = (0u32..).zip(points).filter(|(at, _)| *at != of);
    let found = others.filter_map(|(case, point)| {
        let days_between = point.day.saturating_sub(own.day).saturating_abs();
        if days_between > days {
            return None;
        }
        let kinds = point.kinds.iter().filter(|kind| own.kinds.contains(kind));
        let shares = Shares {
            company: same(own.company, point.company),
            place: same(own.place, point.place),
            kinds: kinds.copied().collect(),
        };
        (shares.count() >= 2).then_some(Alike {
            case,
            shares,
            days: days_between,
        })
    });
    let mut all: Vec<Alike> = found.collect();
    all.sort_by_key(|alike| {
        let weight = (alike.shares.count(), alike.shares.kinds.len());
        (std::cmp::Reverse(weight), alike.days, alike.case)
    });
    all
}
