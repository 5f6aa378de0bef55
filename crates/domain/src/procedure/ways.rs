//! Whether a procedure leads somewhere from everywhere, and asks for what it needs.

use std::{collections::BTreeSet, ops::Range};

use super::{
    BACK, Code, Effect, Procedure, State,
    read::{Reading, What},
};

impl Procedure {
    /// Whether what an act needs is asked for where it is done: there, or, where it does not have to be new, anywhere before.
    pub(super) fn asked(&self, places: &[(Code, Range<usize>)], reading: &mut Reading<'_>) {
        for (state, (_, at)) in self.states.iter().zip(places) {
            for need in self.exits(state).flat_map(|exit| &exit.needs) {
                let Some((sheet, finding)) = self.finding(&need.code()) else {
                    continue;
                };
                if sheet.anew && !sheet.is_asked_at(&state.code) {
                    let (of, finding) = (state.code.clone(), finding.code.clone());
                    reading.fault(at, What::NotAsked { of, finding });
                }
            }
        }
    }

    /// Whether those who vote are asked where an act needs it, and can vote for that act.
    pub(super) fn voted(&self, places: &[(Code, Range<usize>)], reading: &mut Reading<'_>) {
        for (state, (_, at)) in self.states.iter().zip(places) {
            for exit in self.exits(state) {
                for vote in exit.needs.iter().filter_map(|need| self.vote(&need.code())) {
                    let Some(sheet) = self.sheet(&vote.sheet) else {
                        continue;
                    };
                    if !sheet.is_asked_at(&state.code) {
                        let (of, finding) = (state.code.clone(), vote.code.clone());
                        reading.fault(at, What::NotAsked { of, finding });
                    }
                    let choices = sheet.question(&vote.question).map(|q| q.asks.choices());
                    if !choices.is_some_and(|all| all.iter().any(|c| c.code == exit.act)) {
                        let (kind, code) = ("answer", exit.act.clone());
                        reading.fault(at, What::Unknown { kind, code });
                    }
                }
            }
        }
    }

    /// What stops contact or takes the report back is kept in places of its own: an act or a sheet that began it would begin nothing.
    pub(super) fn only_by_people(
        &self,
        places: &[(Code, Range<usize>)],
        reading: &mut Reading<'_>,
    ) {
        let is_own = |code: &&Code| {
            let side = self.side(code);
            side.is_some_and(|side| {
                { side.effects.iter() }
                    .any(|effect| matches!(effect, Effect::StopContact | Effect::TakenBack))
            })
        };
        let first = places.first().map_or(0..0, |(_, at)| at.clone());
        let by_sheet = self.sheets.iter().flat_map(|sheet| &sheet.begins);
        for code in by_sheet.filter(is_own) {
            reading.fault(&first, What::OnlyByPeople(code.clone()));
        }
        for (state, (_, at)) in self.states.iter().zip(places) {
            let begins = self
                .exits(state)
                .flat_map(|e| e.begins.iter().chain(&e.stops));
            for code in begins.filter(is_own) {
                reading.fault(at, What::OnlyByPeople(code.clone()));
            }
        }
    }

    /// Whether every state is reached, and leads on to the end by ways of its own.
    pub(super) fn ways(&self, places: &[(Code, Range<usize>)], reading: &mut Reading<'_>) {
        // Going back is going to wherever one came from.
        let next = |state: &State| -> BTreeSet<Code> {
            let own = state.exits.iter().filter_map(|e| e.to.clone());
            let came = |of: &&State| of.exits.iter().any(|e| e.to.as_ref() == Some(&state.code));
            own.flat_map(|to| match to.as_str() {
                BACK => { self.states.iter().filter(came) }
                    .map(|s| s.code.clone())
                    .collect(),
                _ => vec![to],
            })
            .collect()
        };
        let all: Vec<(&State, BTreeSet<Code>)> = self.states.iter().map(|s| (s, next(s))).collect();
        let mut reached: BTreeSet<&str> = BTreeSet::from([self.start.as_str(), self.end.as_str()]);
        let mut ends: BTreeSet<&str> = BTreeSet::from([self.end.as_str()]);
        // As many rounds as there are states are enough for both.
        for _ in &all {
            for (state, next) in &all {
                if reached.contains(state.code.as_str()) {
                    reached.extend(next.iter().map(String::as_str));
                }
                if next.iter().any(|to| ends.contains(to.as_str())) {
                    ends.insert(&state.code);
                }
            }
        }
        for (code, at) in places {
            if !ends.contains(code.as_str()) {
                reading.fault(at, What::DeadEnd(code.clone()));
            }
            if !reached.contains(code.as_str()) {
                reading.fault(at, What::NotReached(code.clone()));
            }
        }
    }
}
