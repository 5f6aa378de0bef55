//! How a board votes: its seats are those of its rooms, by the signed rosters; its ballots are worksheets.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use watchpost_domain::{
    DeskId, Granted, MemberId,
    cases::{Case, content::SheetPart},
    network::Pillar,
    policy::Action,
    procedure::{
        Code, Vote,
        board::{Bench, Tally},
    },
};
use watchpost_store::{Tx, desks};

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
    /// Counts what was voted since the case came to where it stands; where no board has a place here, what was recorded.
    pub fn of(
        vote: &Vote,
        benches: Option<&[Bench]>,
        filled: &[SheetPart],
        since: Timestamp,
    ) -> Self {
        let tally = benches.map(|benches| vote.tally(benches, filled, since));
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
    /// The seats of a board that were told of a case, also in a room that was shut since: who is told no longer has not lost their vote, and
    /// nobody chooses who votes by shutting rooms. None where no board has a place here, or the case is before none.
    pub(crate) async fn benches<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
    ) -> Result<Option<Vec<Bench>>, Error> {
        let procedure = self.procedure(tx, case.procedure).await?;
        if procedure.vote_at(&case.state).is_none() {
            return Ok(None);
        }
        let all = desks::desks(tx).await?;
        if !all.iter().any(|desk| desk.kind.pillar().is_some()) {
            return Ok(None);
        }
        let mut told: BTreeMap<DeskId, (Pillar, BTreeSet<MemberId>)> = BTreeMap::new();
        for room in self.rooms_of(tx, case).await? {
            if let Some(pillar) = room.kind.pillar() {
                let bench = told.entry(room.party).or_insert((pillar, BTreeSet::new()));
                bench.1.extend(room.recused);
            }
        }
        let mut benches = Vec::new();
        for (party, (pillar, recused)) in told {
            let roster = self.newest_roster(tx, party).await?;
            let sits = roster.members.iter().filter(|member| member.reads_desk);
            let (aside, seats): (BTreeSet<_>, BTreeSet<_>) = sits
                .map(|member| MemberId(member.member))
                .partition(|member| recused.contains(member));
            benches.push(Bench {
                pillar,
                seats,
                aside: aside.len(),
            });
        }
        Ok(Some(benches))
    }
}
