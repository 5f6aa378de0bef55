//! How a board decides, and what of a case its seats may be told. Both are the policy's: how many seats have to vote, how many have to
//! agree, and what a pillar with an interest in the matter does not get to read (domain dossier, 2.2, 3.4).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Code, Names, Procedure, sheet::Choice};
use crate::{MemberId, cases::content::SheetPart, network::Pillar};

/// A vote that an act needs: it holds for the act that was voted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    pub code: Code,
    pub name: Names,
    /// The sheet that is the ballot, and its question whose answers are acts.
    pub sheet: Code,
    pub question: Code,
    /// The answer of who takes part and is for none of the acts.
    pub abstain: Option<Code>,
    /// Of all seats without a conflict of interest, at least so many in a hundred have to vote.
    pub quorum: u32,
    /// Of those who vote and do not abstain, more than so many in a hundred have to be for it.
    pub more_than: u32,
    /// At least one seat of every pillar that was told of the case has to vote.
    pub each_pillar: bool,
    /// Where no board has a place here: the sheet that says, in a question of the same name, what it decided.
    pub otherwise: Option<Code>,
}

/// What a pillar of a board is not told: the answers to these questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    pub pillar: Pillar,
    pub without: Vec<Code>,
}

/// How commitments are followed: of which kinds a remedy can be, and how much of it can reach the people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tracker {
    pub kinds: Vec<Choice>,
    pub reached: Vec<Choice>,
    /// Which of these say that all of it did, and that a part did.
    pub all: Vec<Code>,
    pub part: Vec<Code>,
    /// So many days before its day it is said that a promise comes due.
    pub remind: u32,
}

impl Tracker {
    /// Whether this says that all of it reached the people.
    pub fn is_all(&self, reached: &Code) -> bool {
        self.all.contains(reached)
    }

    /// Whether this says that a part of it did.
    pub fn is_part(&self, reached: &Code) -> bool {
        self.part.contains(reached)
    }
}

/// The seats of one pillar that were told of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bench {
    pub pillar: Pillar,
    /// Who sits there and did not step aside.
    pub seats: BTreeSet<MemberId>,
    /// How many stepped aside.
    pub aside: usize,
}

/// How a vote stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub seats: usize,
    pub aside: usize,
    pub cast: usize,
    /// How many voted for what, abstentions too.
    pub choices: BTreeMap<Code, usize>,
    /// Of these pillars nobody voted yet.
    pub silent: BTreeSet<Pillar>,
}

impl Vote {
    /// Counts: of each seat the last ballot since the case came before the board, and none of who stepped aside or has no seat.
    pub fn tally(&self, benches: &[Bench], filled: &[SheetPart], since: Timestamp) -> Tally {
        let mut ballots: BTreeMap<MemberId, (&SheetPart, Pillar)> = BTreeMap::new();
        let own = filled
            .iter()
            .filter(|p| p.sheet == self.sheet && p.at >= since);
        for part in own {
            let Some(member) = part.member else { continue };
            let bench = benches.iter().find(|bench| bench.seats.contains(&member));
            let Some(bench) = bench else { continue };
            let later = ballots
                .get(&member)
                .is_none_or(|(b, _)| (b.at, b.number) < (part.at, part.number));
            if later {
                ballots.insert(member, (part, bench.pillar));
            }
        }
        let mut choices = BTreeMap::new();
        // A pillar that stepped aside whole keeps nobody from deciding.
        let seated = benches.iter().filter(|bench| !bench.seats.is_empty());
        let mut silent: BTreeSet<Pillar> = seated.map(|bench| bench.pillar).collect();
        for (part, pillar) in ballots.values() {
            silent.remove(pillar);
            let chosen = part
                .answers
                .get(&self.question)
                .and_then(|said| said.chosen.first());
            *choices
                .entry(chosen.cloned().unwrap_or_default())
                .or_default() += 1;
        }
        Tally {
            seats: benches.iter().map(|bench| bench.seats.len()).sum(),
            aside: benches.iter().map(|bench| bench.aside).sum(),
            cast: ballots.len(),
            choices,
            silent,
        }
    }

    /// Whether enough seats voted.
    pub fn is_quorate(&self, tally: &Tally) -> bool {
        let enough = tally.cast * 100 >= tally.seats * self.quorum as usize;
        tally.cast > 0 && enough && (!self.each_pillar || tally.silent.is_empty())
    }

    /// Whether it was voted that this act is done.
    pub fn passes(&self, tally: &Tally, act: &str) -> bool {
        let votes = |code: &str| tally.choices.get(code).copied().unwrap_or_default();
        let abstained = self.abstain.as_deref().map_or(0, votes);
        let counted = tally.cast - abstained;
        self.is_quorate(tally) && votes(act) * 100 > counted * self.more_than as usize
    }
}

impl Vote {
    /// Whether it was recorded that a board decided on this act, since the case came before it.
    pub fn is_recorded(&self, filled: &[SheetPart], since: Timestamp, act: &str) -> bool {
        let own = { filled.iter() }.filter(|p| Some(&p.sheet) == self.otherwise.as_ref());
        let last = own
            .max_by_key(|part| part.number)
            .filter(|part| part.at >= since);
        let said = last.and_then(|part| part.answers.get(&self.question));
        said.is_some_and(|said| said.chosen.iter().any(|code| code == act))
    }
}

impl Procedure {
    pub fn vote(&self, code: &str) -> Option<&Vote> {
        self.votes.iter().find(|vote| vote.code == code)
    }

    /// The vote that something which can be done in a state needs.
    pub fn vote_at(&self, state: &str) -> Option<&Vote> {
        let state = self.state(state)?;
        let mut needs = self.exits(state).flat_map(|exit| &exit.needs);
        needs.find_map(|need| self.vote(&need.code()))
    }

    /// The questions whose answers are not told to an organisation of this pillar.
    pub fn kept_from(&self, pillar: Option<Pillar>) -> &[Code] {
        let brief = self
            .briefs
            .iter()
            .find(|brief| Some(brief.pillar) == pillar);
        brief.map_or(&[], |brief| &brief.without)
    }
}

#[cfg(test)]
mod tests;
