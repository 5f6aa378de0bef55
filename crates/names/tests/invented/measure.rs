//! Asking an index for disturbed names, and counting what it found.

use std::collections::{BTreeMap, HashSet};

use watchpost_names::{CompanyKey, DOUBTFUL, Index, SURE};

use super::{
    Company, Tongue, companies, others,
    rng::Rng,
    said::{Kind, kinds, said},
};

/// An index of them; a company's key is its place.
pub fn index(companies: &[Company]) -> Index {
    let keyed = (0u32..).zip(companies);
    Index::build(keyed.map(|(key, company)| (CompanyKey(key), &company.names)))
}

/// A name as said, whose it is, and what became of it.
pub struct Asked {
    pub text: String,
    pub company: usize,
    pub tongue: Tongue,
    pub kind: Kind,
}

/// Names of these companies as people say them, every kind in turn.
pub fn asked(seed: u64, companies: &[Company], count: usize) -> Vec<Asked> {
    let mut rng = Rng::new(seed);
    let one = |number: usize| {
        let company = rng.below(companies.len());
        let of = &companies[company];
        let kinds = kinds(of);
        let kind = kinds[number % kinds.len()];
        Asked {
            text: said(&mut rng, of, kind),
            company,
            tongue: of.tongue,
            kind,
        }
    };
    (0..count).map(one).collect()
}

/// How many were asked for, and how many were found first, and among the first five.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found {
    pub asked: usize,
    pub first: usize,
    pub five: usize,
    pub doubtful: usize,
}

impl Found {
    pub fn at_five(self) -> f64 {
        self.five as f64 / self.asked.max(1) as f64
    }

    pub fn at_one(self) -> f64 {
        self.first as f64 / self.asked.max(1) as f64
    }
}

pub type Recall = BTreeMap<(Tongue, Kind), Found>;

/// Asks for all; names that were not found are handed to `missed`.
pub fn recall(index: &Index, asked: &[Asked], mut missed: impl FnMut(&Asked)) -> Recall {
    let mut recall = Recall::new();
    for one in asked {
        let matches = index.find(&one.text, 5);
        let right = CompanyKey(one.company as u32);
        let place = matches.iter().position(|found| found.company == right);
        let found = recall.entry((one.tongue, one.kind)).or_default();
        found.asked += 1;
        found.first += usize::from(place == Some(0));
        found.five += usize::from(place.is_some());
        found.doubtful += usize::from(place.is_some_and(|at| matches[at].score < DOUBTFUL));
        if place.is_none() {
            missed(one);
        }
    }
    recall
}

/// Of one language, all kinds together.
pub fn of(recall: &Recall, tongue: Tongue) -> Found {
    let mut sum = Found::default();
    for (_, found) in recall.iter().filter(|((of, _), _)| *of == tongue) {
        sum.asked += found.asked;
        sum.first += found.first;
        sum.five += found.five;
        sum.doubtful += found.doubtful;
    }
    sum
}

/// Of one language, each kind of disturbance counting as much, however often it was asked for.
pub fn mean_of_kinds(recall: &Recall, tongue: Tongue) -> f64 {
    let kinds = recall.iter().filter(|((of, _), _)| *of == tongue);
    let shares: Vec<f64> = kinds.map(|(_, found)| found.at_five()).collect();
    shares.iter().sum::<f64>() / shares.len().max(1) as f64
}

/// What the best score is where the company is not in the index: how many were asked for, at or above the two thresholds.
pub struct Absent {
    pub asked: usize,
    pub sure: usize,
    pub above_doubtful: usize,
}

/// Asks for names of companies that are not among these.
pub fn absent(index: &Index, present: &[Company], seed: u64, count: usize) -> Absent {
    let mut taken: HashSet<String> = present.iter().map(Company::own).collect();
    let strangers = others(seed, count, &mut taken);
    let mut absent = Absent {
        asked: count,
        sure: 0,
        above_doubtful: 0,
    };
    for one in asked(seed, &strangers, count) {
        let best = index
            .find(&one.text, 1)
            .first()
            .map_or(0, |found| found.score);
        absent.sure += usize::from(best >= SURE);
        absent.above_doubtful += usize::from(best >= DOUBTFUL);
    }
    absent
}

/// The companies and the index of a measurement.
pub fn prepared(count: usize) -> (Vec<Company>, Index) {
    let companies = companies(1, count);
    let index = index(&companies);
    (companies, index)
}
