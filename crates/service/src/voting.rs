//! How a board votes: its seats are those of its rooms, by the signed rosters; its ballots are worksheets.

use std::collections::BTreeSet;

use jiff::Timestamp;
use watchpost_domain::{
    Granted, MemberId,
    cases::{Case, content::SheetPart},
    policy::Action,
    procedure::{
        Code, Vote,
        board::{Bench, Tally},
    },
};
use watchpost_store::Tx;

use crate::{Error, Platform};

/// How a vote stands.
#[derive(Debug, Clone)]
pub struct Voting {
    pub vote: Vote,
    /// None where no board has a place here.
    pub tally: Option<Tally>,
    passed: BTreeSet<Code>,
}

impl Voting {
    /// Counts what was voted, or recorded, since the case came to where it stands.
    pub fn of(vote: &Vote, benches: &[Bench], filled: &[SheetPart], since: Timestamp) -> Self {
        let tally = (!benches.is_empty()).then(|| vote.tally(benches, filled, since));
        let chosen = filled
            .iter()
            .filter_map(|part| part.answers.get(&vote.question));
        let acts: BTreeSet<Code> = chosen.flat_map(|said| said.chosen.clone()).collect();
        let passes = |act: &Code| match &tally {
            Some(tally) => vote.passes(tally, act),
            None => vote.is_recorded(filled, since, act),
        };
        Self {
            passed: acts.into_iter().filter(|act| passes(act)).collect(),
            vote: vote.clone(),
            tally,
        }
    }

    /// Whether it was decided that this act is done.
    pub fn passes(&self, act: &str) -> bool {
        self.passed.contains(act)
    }
}

impl Platform {
    /// The seats of a board that are told of a case in a room that is open. Where the case is not before a board, nobody asks for them.
    pub(crate) async fn benches<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
    ) -> Result<Vec<Bench>, Error> {
        let procedure = self.procedure(tx, case.procedure).await?;
        if procedure.vote_at(&case.state).is_none() {
            return Ok(Vec::new());
        }
        let mut benches = Vec::new();
        for room in self.rooms_of(tx, case).await? {
            let Some(pillar) = room.kind.pillar().filter(|_| !room.shut) else {
                continue;
            };
            let roster = self.newest_roster(tx, room.party).await?;
            let sits = roster.members.iter().filter(|member| member.reads_desk);
            let (aside, seats): (BTreeSet<_>, BTreeSet<_>) = sits
                .map(|member| MemberId(member.member))
                .partition(|member| room.recused.contains(member));
            benches.push(Bench {
                pillar,
                seats,
                aside: aside.len(),
            });
        }
        Ok(benches)
    }
}
