//! Which doors are proposed to somebody, in which order, and why. The reasons are codes with what they are about, so that a page says
//! them in the person's language; nothing is hidden behind a score.

use std::{cmp::Reverse, collections::BTreeSet};

use serde::Serialize;

use super::{
    Code, Danger, Door, Doors, Force, Kind, LegalProfile, Makes, Review, Route, Situation,
    Standing, Words, profile::Basis,
};

/// How a door stands for this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stands {
    Open,
    /// Open, with a warning.
    Careful,
    /// Open, with a warning, and never the first to go to.
    NotFirst,
    /// It takes what somebody tells, and does not answer.
    TipOnly,
    /// Nobody here knows whether there is one in this country, or what it takes.
    NotKnown,
    /// There is no such route in this country.
    Dead,
}

impl Stands {
    pub const ALL: [Stands; 6] = [
        Stands::Open,
        Stands::Careful,
        Stands::NotFirst,
        Stands::TipOnly,
        Stands::NotKnown,
        Stands::Dead,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Stands::Open => "open",
            Stands::Careful => "careful",
            Stands::NotFirst => "not-first",
            Stands::TipOnly => "tip-only",
            Stands::NotKnown => "not-known",
            Stands::Dead => "dead",
        }
    }

    /// Whether somebody can bring a complaint there and be answered.
    pub fn is_open(self) -> bool {
        matches!(self, Stands::Open | Stands::Careful | Stands::NotFirst)
    }
}

/// Why a door is proposed, or why as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Why {
    /// It stands open to everybody, whatever happened.
    ForEverybody,
    /// The company was such on the day of the incident.
    Standing { standing: Standing },
    /// What the company was on that day has to be looked up first.
    StandingToCheck,
    /// Those who did it are such a force.
    Force { force: Force },
    /// Whose people did it has to be found out first.
    ForceToCheck,
    /// It deals with what happened.
    Harm { harms: Vec<Code> },
    /// Nobody has said yet what happened.
    HarmToCheck,
    /// Only for those who work, or worked, there.
    ForWorkers,
    /// It can give what the person wishes.
    Gives { wishes: Vec<Code> },
    /// The profile of the country names it.
    NamedHere { country: String },
    /// Nothing is known here of the law of the country, or the country is not known.
    ProfileMissing { country: Option<String> },
    /// The profile of the country has not been reviewed, or is contested.
    ProfileNotReviewed { country: String, status: Review },
    /// What is said of it in this country was remembered, and not read at a source.
    FromMemory,
    /// It takes what it is told as information, and does not answer.
    NoAnswer,
    /// There is no such complaint route in this country.
    NoSuchRoute { country: String },
    /// Whether there is one in this country, or what it takes, is not known here.
    NotKnownHere { country: String },
    /// The person is in such dangers there.
    InDanger { dangers: Vec<Code> },
    /// The person has been there.
    Tried,
}

impl Why {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Why::ForEverybody => "for-everybody",
            Why::Standing { .. } => "standing",
            Why::StandingToCheck => "standing-to-check",
            Why::Force { .. } => "force",
            Why::ForceToCheck => "force-to-check",
            Why::Harm { .. } => "harm",
            Why::HarmToCheck => "harm-to-check",
            Why::ForWorkers => "for-workers",
            Why::Gives { .. } => "gives",
            Why::NamedHere { .. } => "named-here",
            Why::ProfileMissing { .. } => "profile-missing",
            Why::ProfileNotReviewed { .. } => "profile-not-reviewed",
            Why::FromMemory => "from-memory",
            Why::NoAnswer => "no-answer",
            Why::NoSuchRoute { .. } => "no-such-route",
            Why::NotKnownHere { .. } => "not-known-here",
            Why::InDanger { .. } => "in-danger",
            Why::Tried => "tried",
        }
    }
}

/// A door as it is put to the person, who chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed<'a> {
    pub door: &'a Door,
    pub stands: Stands,
    /// The person has been there: it comes last.
    pub tried: bool,
    /// At least one.
    pub why: Vec<Why>,
    /// What to know before, for safety: first what is so for everybody, then what is so for this person.
    pub safety: Vec<&'a Words>,
    /// What is known of it in the country.
    pub routes: Vec<&'a Route>,
}

impl Proposed<'_> {
    /// Whether it may be the first that somebody sees: where there is danger, this is never the company.
    fn may_be_first(&self) -> bool {
        match self.stands {
            Stands::Open => true,
            Stands::Careful => !self.door.of_company,
            _ => false,
        }
    }

    /// How many of the person's wishes it can serve.
    fn serves(&self) -> usize {
        let wishes = self.why.iter().map(|why| match why {
            Why::Gives { wishes } => wishes.len(),
            _ => 0,
        });
        wishes.sum()
    }
}

impl Door {
    fn is_tried(&self, situation: &Situation) -> bool {
        let told = &situation.already_told;
        told.contains(&self.code) || self.told.iter().any(|answer| told.contains(answer))
    }

    /// What about the situation opens it.
    fn opened_by(&self, situation: &Situation) -> Vec<Why> {
        let mut why = Vec::new();
        if self.open_when.is_always() && !self.for_workers && !self.needs_profile {
            why.push(Why::ForEverybody);
        }
        if self.open_when.standings.is_some() {
            why.push(match situation.standing {
                Standing::Unknown => Why::StandingToCheck,
                standing => Why::Standing { standing },
            });
        }
        if self.open_when.forces.is_some() {
            why.push(match situation.force {
                Force::Unknown => Why::ForceToCheck,
                force => Why::Force { force },
            });
        }
        if let Some(harms) = &self.open_when.harms {
            let dealt = |harm: &&Code| harms.contains(harm);
            let harms: Vec<Code> = situation.harms.iter().filter(dealt).cloned().collect();
            why.push(match harms.is_empty() {
                true => Why::HarmToCheck,
                false => Why::Harm { harms },
            });
        }
        if self.for_workers {
            why.push(Why::ForWorkers);
        }
        why
    }

    /// Which of the person's wishes it can serve: what is known of it in the country goes before what is generally so.
    fn gives(&self, situation: &Situation, routes: &[&Route]) -> Vec<Code> {
        let known = routes.iter().filter_map(|route| route.remedy.as_ref());
        let known: BTreeSet<&Code> = known.flat_map(|claim| &claim.is).collect();
        let can = |wish: &&Code| match known.is_empty() {
            true => self.gives.contains(wish),
            false => known.contains(wish),
        };
        situation.wishes.iter().filter(can).cloned().collect()
    }

    /// How it stands by the country's law alone, and why; none where it cannot be proposed without that law.
    fn by_law(
        &self,
        routes: &[&Route],
        profile: Option<&LegalProfile>,
    ) -> Option<(Stands, Vec<Why>)> {
        let Some(profile) = profile else {
            return (!self.needs_profile).then_some((Stands::Open, Vec::new()));
        };
        let has = |kind: Kind| routes.iter().any(|route| route.kind.is == kind);
        let country = profile.country.clone();
        let mut why = Vec::new();
        let stands = if has(Kind::FormalComplaint) {
            why.push(Why::NamedHere {
                country: country.clone(),
            });
            Stands::Open
        } else if has(Kind::IntelligenceReport) {
            why.push(Why::NoAnswer);
            Stands::TipOnly
        } else if has(Kind::NotKnown) || routes.is_empty() {
            match self.needs_profile {
                true => {
                    why.push(Why::NotKnownHere {
                        country: country.clone(),
                    });
                    Stands::NotKnown
                }
                false => Stands::Open,
            }
        } else {
            Stands::Dead
        };
        if has(Kind::None) {
            why.push(Why::NoSuchRoute {
                country: country.clone(),
            });
        }
        if routes.iter().any(|route| route.kind.basis != Basis::Seen) {
            why.push(Why::FromMemory);
        }
        if !routes.is_empty() && profile.status != Review::Reviewed {
            let status = profile.status;
            why.push(Why::ProfileNotReviewed { country, status });
        }
        Some((stands, why))
    }
}

impl Doors {
    /// Every door that stands open to somebody, in the order in which they are best looked at, with the reasons; after them those that
    /// only listen, those of which nothing is known, those that there are not in this country, and those that were tried. There is
    /// always one that is not the company itself, and whoever is in danger is not sent to the company first.
    ///
    /// A profile of another country than that of the situation is not used.
    pub fn propose<'a>(
        &'a self,
        situation: &Situation,
        profile: Option<&'a LegalProfile>,
    ) -> Vec<Proposed<'a>> {
        let profile = profile.filter(|p| situation.country.as_ref() == Some(&p.country));
        let dangers = self.dangers_of(situation);
        let one = |door: &'a Door| proposed(door, situation, profile, &dangers);
        let mut all: Vec<Proposed<'a>> = self.doors.iter().filter_map(one).collect();
        // The order of the file decides where nothing else does: the sort keeps it.
        all.sort_by_key(|p| {
            let company = p.door.of_company && !p.may_be_first();
            (p.tried, p.stands, company, Reverse(p.serves()))
        });
        // If only doors are left that nobody in danger should see first, one that was tried comes before them.
        if let Some(at) = all.iter().position(Proposed::may_be_first) {
            all[..=at].rotate_right(1);
        }
        all
    }
}

fn proposed<'a>(
    door: &'a Door,
    situation: &Situation,
    profile: Option<&'a LegalProfile>,
    dangers: &[&Danger],
) -> Option<Proposed<'a>> {
    let closed = door.for_workers && situation.works_there == Some(false);
    if closed || !situation.opens(&door.open_when) {
        return None;
    }
    let routes: Vec<&Route> = profile.map_or(vec![], |p| p.routes(&door.code).collect());
    let (law, by_law) = door.by_law(&routes, profile)?;
    let mut why = door.opened_by(situation);
    let wishes = door.gives(situation, &routes);
    if law.is_open() && !wishes.is_empty() {
        why.push(Why::Gives { wishes });
    }
    why.extend(by_law);
    if profile.is_none() {
        let country = situation.country.clone();
        why.push(Why::ProfileMissing { country });
    }
    let is_in = |code: &Code| dangers.iter().any(|danger| danger.code == *code);
    let safety = door.safety.iter().filter(|safety| is_in(&safety.danger));
    let safety: Vec<_> = safety.collect();
    if !safety.is_empty() {
        let dangers = safety.iter().map(|s| s.danger.clone()).collect();
        why.push(Why::InDanger { dangers });
    }
    let tried = door.is_tried(situation);
    if tried {
        why.push(Why::Tried);
    }
    let stands = match (law, safety.iter().map(|s| s.makes).max()) {
        (Stands::Open, Some(Makes::Careful)) => Stands::Careful,
        (Stands::Open, Some(Makes::NotFirst)) => Stands::NotFirst,
        (law, _) => law,
    };
    let mut notes: Vec<&Words> = door.beware.iter().collect();
    for safety in safety {
        // Two dangers can have the same warning: it is said once.
        if !notes.contains(&&safety.note) {
            notes.push(&safety.note);
        }
    }
    Some(Proposed {
        door,
        stands,
        tried,
        why,
        safety: notes,
        routes,
    })
}
