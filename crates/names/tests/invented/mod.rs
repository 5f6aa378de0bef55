//! Invented companies, and their names as people might say them: what the tests of recall and the bench measure with.
//!
//! Everything follows from a seed. To keep the measurement honest, what disturbs a name here knows nothing of the tables of the matching:
//! romanisation, spelling by ear, short forms and habits are written out here again, from how people of each language write. Arabic
//! words are made with their vowels, which are dropped when written in Arabic and heard when written in Latin letters.

// The bench and each test use a part of it.
#![allow(dead_code)]

pub mod measure;
pub mod rng;
pub mod romanise;
pub mod said;
pub mod words;

use std::collections::HashSet;

use rng::Rng;

/// The languages of names. English is what companies everywhere add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tongue {
    Arabic,
    Russian,
    French,
    Spanish,
    Swahili,
    English,
}

pub const TONGUES: [Tongue; 6] = [
    Tongue::Arabic,
    Tongue::Russian,
    Tongue::French,
    Tongue::Spanish,
    Tongue::Swahili,
    Tongue::English,
];

/// What a word does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A word of a dictionary.
    Common,
    /// A name that nobody else has.
    Coined,
    Place,
    Trade,
    Legal,
}

/// A word of a name. Arabic ones are kept with their vowels (see [`romanise`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    pub role: Role,
}

/// A company, with the words of its registered name.
#[derive(Debug, Clone)]
pub struct Company {
    pub tongue: Tongue,
    pub parts: Vec<Part>,
    /// The registered name, then five aliases.
    pub names: Vec<String>,
    /// Whether no name of it is in Latin letters, where its own are others.
    pub only_own_script: bool,
}

impl Company {
    /// The words that tell it apart, as one text.
    pub fn own(&self) -> String {
        let own = self
            .parts
            .iter()
            .filter(|part| part.role != Role::Trade && part.role != Role::Legal);
        own.map(|part| part.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// So many companies, no two with the same own words; languages take turns.
pub fn companies(seed: u64, count: usize) -> Vec<Company> {
    others(seed, count, &mut HashSet::new())
}

/// More of them, with other own words than those in `taken`.
pub fn others(seed: u64, count: usize, taken: &mut HashSet<String>) -> Vec<Company> {
    let mut rng = Rng::new(seed);
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        let tongue = TONGUES[made.len() % TONGUES.len()];
        let company = company(&mut rng, tongue);
        if taken.insert(company.own()) {
            made.push(company);
        }
    }
    made
}

fn company(rng: &mut Rng, tongue: Tongue) -> Company {
    let own = words::own(rng, tongue);
    let former = words::own(rng, tongue);
    let trade = words::trade(rng, tongue);
    let legal = words::legal(rng, tongue);
    let foreign = matches!(tongue, Tongue::Arabic | Tongue::Russian);
    let only_own_script = foreign && rng.chance(60);
    let arrange =
        |own: &[Part], trade: &[Part], legal: &[Part]| words::arrange(tongue, own, trade, legal);
    let parts = arrange(&own, &trade, &legal);
    let written = |parts: &[Part]| words::written(tongue, parts);
    let mut names = vec![
        written(&parts),
        written(&arrange(&own, &trade, &[])),
        written(&arrange(&own, &[], &legal)),
        words::acronym(tongue, &parts),
        written(&arrange(&former, &words::trade(rng, tongue), &[])),
    ];
    names.push(match foreign && !only_own_script {
        true => {
            let latin = said::romanised(rng, tongue, &own);
            format!("{latin} Security Services")
        }
        false => written(&arrange(&own, &words::trade(rng, tongue), &legal)),
    });
    Company {
        tongue,
        parts,
        names,
        only_own_script,
    }
}
