//! Versions of a country's profile: proposed by one person, looked at by another, and contested with a reason. A version is a set of claims,
//! and a review says which of them it looked at; what was recorded later is not reviewed by it, and that is said.
//!
//! A claim never changes. So what somebody else has looked at once need not be looked at again in the next version, unless it was contested.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Fates, Known, Record};
use crate::{
    ClaimId, Day, MemberId, Problem,
    problem::clean_text,
    registry::{self, TEXT_MAX},
    remedies::Review,
};

/// Something that was done with a country's profile, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Counts the acts of one country.
    pub serial: i64,
    pub on: Day,
    pub by: MemberId,
    pub what: Step,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// This is what is known of the country: the claims that stand.
    Proposed {
        version: u32,
        claims: BTreeSet<ClaimId>,
    },
    /// These claims of the version hold, as far as the reviewer can tell. Several can share the work.
    Reviewed {
        version: u32,
        looked_at: BTreeSet<ClaimId>,
    },
    /// Something in the version is wrong: these claims, or all of it where none is named. It is mended by a next version.
    Contested {
        version: u32,
        why: String,
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        claims: BTreeSet<ClaimId>,
    },
}

/// Why something is not done. What was recorded stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    #[error("nothing is claimed of the country")]
    NothingClaimed,
    #[error("nothing changed since the version before")]
    NothingNew,
    #[error("only the newest version can be reviewed or contested")]
    NotTheNewest,
    #[error("whoever proposed a version does not review it")]
    OwnVersion,
    #[error("who recorded a claim does not review it")]
    OwnClaims(BTreeSet<ClaimId>),
    #[error("a claim was named that is not of this version")]
    NotOfVersion,
    #[error("it has been contested; a next version has to be proposed")]
    IsContested,
    #[error("no claim was looked at")]
    NothingLookedAt,
    #[error("a reason is needed")]
    Reason(Problem),
}

impl NotDone {
    /// The stable code, also the end of its message key (`law-not-done-…`).
    pub fn code(&self) -> &'static str {
        match self {
            NotDone::NothingClaimed => "nothing-claimed",
            NotDone::NothingNew => "nothing-new",
            NotDone::NotTheNewest => "not-the-newest",
            NotDone::OwnVersion => "own-version",
            NotDone::OwnClaims(_) => "own-claims",
            NotDone::NotOfVersion => "not-of-version",
            NotDone::IsContested => "is-contested",
            NotDone::NothingLookedAt => "nothing-looked-at",
            NotDone::Reason(_) => "reason",
        }
    }
}

/// Who found something wrong, when, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    pub on: Day,
    pub by: MemberId,
    pub why: String,
    pub claims: BTreeSet<ClaimId>,
}

/// One version, with what was done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// From 1.
    pub number: u32,
    pub on: Day,
    pub by: MemberId,
    pub claims: BTreeSet<ClaimId>,
    /// Who looked at it.
    pub reviewers: BTreeSet<MemberId>,
    /// Of its claims, those that somebody looked at who did not record them, in this version or in one before.
    pub looked_at: BTreeSet<ClaimId>,
    pub contests: Vec<Contest>,
}

/// How far a version holds by what is known now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub status: Review,
    /// Of the claims that stand now, those that were not looked at: "reviewed but for so many".
    pub but_for: BTreeSet<ClaimId>,
    /// Of those, what was recorded after the version was proposed.
    pub newer: BTreeSet<ClaimId>,
    /// What was looked at and stands no more: it was corrected or taken back since.
    pub gone: BTreeSet<ClaimId>,
}

impl Version {
    /// A version is reviewed once others have looked at all of it, and contested as soon as anybody says so.
    pub fn status(&self) -> Review {
        let whole = !self.reviewers.is_empty() && self.claims.is_subset(&self.looked_at);
        match (self.contests.is_empty(), whole) {
            (false, _) => Review::Contested,
            (true, true) => Review::Reviewed,
            (true, false) => Review::Draft,
        }
    }

    /// What need not be looked at again in the next version.
    fn carried(&self, claims: &BTreeSet<ClaimId>) -> BTreeSet<ClaimId> {
        let is_contested = |id: &ClaimId| {
            let mut contests = self.contests.iter().map(|contest| &contest.claims);
            contests.any(|named| named.is_empty() || named.contains(id))
        };
        let own = self.looked_at.intersection(claims);
        own.filter(|id| !is_contested(id)).copied().collect()
    }

    /// How far it holds by what was known at the end of a day.
    pub fn standing<'a>(
        &self,
        records: impl IntoIterator<Item = &'a Record>,
        known_on: Day,
    ) -> Standing {
        let stands = standing(records, known_on);
        let but_for: BTreeSet<ClaimId> = stands.difference(&self.looked_at).copied().collect();
        Standing {
            status: self.status(),
            newer: but_for.difference(&self.claims).copied().collect(),
            but_for,
            gone: self.looked_at.difference(&stands).copied().collect(),
        }
    }

    /// What it says of a day.
    pub fn known<'a>(
        &self,
        records: impl IntoIterator<Item = &'a Record>,
        about: Day,
    ) -> Known<'a> {
        let own = records.into_iter().filter(|r| self.claims.contains(&r.id));
        let claims = own.filter_map(|record| Some((record, record.entry.claim()?)));
        registry::held(claims, about)
    }
}

/// The claims that stand.
fn standing<'a>(records: impl IntoIterator<Item = &'a Record>, known_on: Day) -> BTreeSet<ClaimId> {
    let fates = Fates::at(records, known_on);
    fates.standing().map(|(record, _)| record.id).collect()
}

/// All versions of a country's profile, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Versions(Vec<Version>);

impl Versions {
    /// What the acts of one country make. Records are all that there are of the same country. What never may have been done counts for
    /// nothing.
    pub fn of<'a>(acts: impl IntoIterator<Item = &'a Act>, records: &[Record]) -> Self {
        let mut acts: Vec<&Act> = acts.into_iter().collect();
        acts.sort_by_key(|act| act.serial);
        let mut versions = Self::default();
        for act in acts {
            if versions.counts(act, records) {
                versions.take(act);
            }
        }
        versions
    }

    /// Which claims stood when a version was proposed is not asked again: days do not tell what of one day came first.
    fn counts(&self, act: &Act, records: &[Record]) -> bool {
        let Step::Proposed { version, claims } = &act.what else {
            let records: Vec<&Record> = records.iter().collect();
            return self.may(&act.what, act.by, &records).is_ok();
        };
        let claimed = records
            .iter()
            .filter(|record| record.entry.claim().is_some());
        let claimed: BTreeSet<ClaimId> = claimed.map(|record| record.id).collect();
        *version == self.next() && !claims.is_empty() && claims.is_subset(&claimed)
    }

    /// The number of the next version.
    fn next(&self) -> u32 {
        let newest = self.newest();
        newest.map_or(1, |version| version.number.saturating_add(1))
    }

    pub fn all(&self) -> &[Version] {
        &self.0
    }

    pub fn newest(&self) -> Option<&Version> {
        self.0.last()
    }

    /// The newest that was reviewed and that nobody contests.
    pub fn reviewed(&self) -> Option<&Version> {
        let mut from_newest = self.0.iter().rev();
        from_newest.find(|version| version.status() == Review::Reviewed)
    }

    /// What somebody would propose now: all claims that stand.
    ///
    /// # Errors
    /// There are none, or nothing is new since the version before.
    pub fn propose<'a>(
        &self,
        records: impl IntoIterator<Item = &'a Record>,
        known_on: Day,
        by: MemberId,
    ) -> Result<Step, NotDone> {
        let claims = standing(records, known_on);
        if claims.is_empty() {
            return Err(NotDone::NothingClaimed);
        }
        // The same can be proposed by another, so that whoever proposed it before can look at what others recorded; or after it was contested:
        // whoever does so says that it holds, and it is looked at anew.
        let is_same = |version: &&Version| {
            let open = version.status() == Review::Draft && version.by != by;
            version.claims == claims && version.contests.is_empty() && !open
        };
        match self.newest().filter(is_same) {
            Some(_) => Err(NotDone::NothingNew),
            None => Ok(Step::Proposed {
                version: self.next(),
                claims,
            }),
        }
    }

    /// Whether somebody may do this. Records are all that are known of the country.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, step: &Step, by: MemberId, records: &[&Record]) -> Result<(), NotDone> {
        match step {
            Step::Proposed { .. } => {
                let proposed = self.propose(records.iter().copied(), Day(i64::MAX), by)?;
                match *step == proposed {
                    true => Ok(()),
                    false => Err(NotDone::NotTheNewest),
                }
            }
            Step::Reviewed { version, looked_at } => {
                let own = self.named(*version, looked_at)?;
                self::may_review(own, looked_at, by, records)
            }
            Step::Contested {
                version,
                why,
                claims,
            } => {
                self.named(*version, claims)?;
                match clean_text(why, TEXT_MAX) {
                    Ok(why) if why.is_empty() => Err(NotDone::Reason(Problem::Required)),
                    Ok(_) => Ok(()),
                    Err(problem) => Err(NotDone::Reason(problem)),
                }
            }
        }
    }

    /// The newest version, if it is this one and these claims are of it.
    fn named(&self, version: u32, claims: &BTreeSet<ClaimId>) -> Result<&Version, NotDone> {
        let newest = self.newest().filter(|own| own.number == version);
        let own = newest.ok_or(NotDone::NotTheNewest)?;
        match claims.is_subset(&own.claims) {
            true => Ok(own),
            false => Err(NotDone::NotOfVersion),
        }
    }

    fn take(&mut self, act: &Act) {
        if let Step::Proposed { version, claims } = &act.what {
            let before = self.newest();
            let looked_at = before.map(|version| version.carried(claims));
            self.0.push(Version {
                number: *version,
                on: act.on,
                by: act.by,
                claims: claims.clone(),
                reviewers: BTreeSet::new(),
                looked_at: looked_at.unwrap_or_default(),
                contests: Vec::new(),
            });
            return;
        }
        let Some(own) = self.0.last_mut() else {
            return;
        };
        match &act.what {
            Step::Proposed { .. } => {}
            Step::Reviewed { looked_at, .. } => {
                own.reviewers.insert(act.by);
                own.looked_at.extend(looked_at);
            }
            Step::Contested { why, claims, .. } => own.contests.push(Contest {
                on: act.on,
                by: act.by,
                why: why.clone(),
                claims: claims.clone(),
            }),
        }
    }
}

/// Nobody reviews what they proposed, or a claim that they recorded.
fn may_review(
    version: &Version,
    looked_at: &BTreeSet<ClaimId>,
    by: MemberId,
    records: &[&Record],
) -> Result<(), NotDone> {
    if version.by == by {
        return Err(NotDone::OwnVersion);
    }
    if !version.contests.is_empty() {
        return Err(NotDone::IsContested);
    }
    if looked_at.is_empty() {
        return Err(NotDone::NothingLookedAt);
    }
    let own = records.iter().filter(|record| record.by == by);
    let own = own.map(|record| record.id);
    let own: BTreeSet<ClaimId> = own.filter(|id| looked_at.contains(id)).collect();
    match own.is_empty() {
        true => Ok(()),
        false => Err(NotDone::OwnClaims(own)),
    }
}
