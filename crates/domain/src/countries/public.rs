//! What of a country goes out: its public claims, each with who says it, and nothing of who recorded or reviewed it. What is internal neither
//! shows nor ends anything; only a correction is heeded whoever may read it, since what it corrected is wrong.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Claim, Fates, Field, Held, Known, Record, Says, Standing};
use crate::{
    Day,
    registry::{self, Audience, Confidence, Country, Covers, Source, Validity},
    remedies::{Basis, Review},
};

/// A country as everybody may see it, as it was known on one day about another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicCountry {
    pub country: Country,
    pub known_on: Day,
    pub about: Day,
    /// By field; of each matter what is believed most comes first, and what contradicts it after it.
    pub facts: BTreeMap<Field, Vec<PublicMatter>>,
}

/// What sources say of one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicMatter {
    pub is_disputed: bool,
    pub said: Vec<PublicClaim>,
}

/// What a source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicClaim {
    pub says: Says,
    pub basis: Basis,
    pub source: Source,
    pub confidence: Confidence,
    pub valid: Validity,
    /// How surely the source means the day.
    pub covers: Covers,
    pub recorded: Day,
}

/// How far the profile of a country was looked at, without who did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PublicReview {
    pub status: Review,
    /// How many public claims stand that nobody else has looked at.
    pub but_for: usize,
}

/// What everybody may see of a country, or nothing where nothing is public of it.
pub fn public_country<'a>(
    country: &str,
    records: impl IntoIterator<Item = &'a Record>,
    known_on: Day,
    about: Day,
) -> Option<PublicCountry> {
    let known = public_known(records, known_on, about);
    let mut facts: BTreeMap<Field, Vec<PublicMatter>> = BTreeMap::new();
    for (field, matter) in known.matters() {
        facts.entry(field).or_default().push(PublicMatter {
            is_disputed: matter.is_disputed(),
            said: matter.ranked().map(shown).collect(),
        });
    }
    (!facts.is_empty()).then(|| PublicCountry {
        country: country.to_owned(),
        known_on,
        about,
        facts,
    })
}

/// What was held of public claims alone: countries are compared by it where everybody sees that.
pub fn public_known<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    known_on: Day,
    about: Day,
) -> Known<'a> {
    let fates = Fates::at(records, known_on);
    let public = |(_, claim): &(&Record, &Claim)| claim.audience == Audience::Public;
    registry::held(fates.standing().filter(public), about)
}

fn shown(held: Held<'_>) -> PublicClaim {
    let claim = held.claim;
    PublicClaim {
        says: claim.fact.says.clone(),
        basis: claim.fact.basis,
        source: claim.source.clone(),
        confidence: claim.confidence,
        valid: claim.valid,
        covers: held.covers,
        recorded: held.record.on,
    }
}

impl PublicReview {
    /// `records` are those of which the standing is.
    pub fn of<'a>(standing: &Standing, records: impl IntoIterator<Item = &'a Record>) -> Self {
        let is_public = |record: &&Record| {
            let claim = record.entry.claim();
            claim.is_some_and(|claim| claim.audience == Audience::Public)
                && standing.but_for.contains(&record.id)
        };
        Self {
            status: standing.status,
            but_for: records.into_iter().filter(is_public).count(),
        }
    }
}
