//! Going through a procedure: pure steps from one place to the next.

use std::collections::BTreeSet;

use super::{BACK, Code, Effect, Exit, Need, Procedure};

/// Where a case stands in its procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub state: Code,
    /// Where it came from, for as long as it can go back there.
    pub from: Option<Code>,
    /// What is so beside it.
    pub sides: BTreeSet<Code>,
}

/// What a step led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// The case stands there now.
    At(Place),
    /// Nothing is kept.
    Gone,
}

/// Why a step cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not from here, or not by them. These acts are allowed now, each with who may do it.
    #[error("not from here")]
    NotNow { allowed: Vec<(Code, Vec<Code>)> },
    /// Something must be so before.
    #[error("something is missing")]
    Needs(Vec<Need>),
    #[error("it is so already")]
    Already,
}

impl Place {
    /// Where every case begins.
    pub fn start(procedure: &Procedure) -> Self {
        Self::at_first(procedure.start.clone())
    }

    /// Where a case is when it has been sent.
    pub fn sent(procedure: &Procedure) -> Self {
        Self::at_first(procedure.first().to_owned())
    }

    fn at_first(state: Code) -> Self {
        Self {
            state,
            from: None,
            sides: BTreeSet::new(),
        }
    }

    /// Whether clocks stand still.
    pub fn is_paused(&self, procedure: &Procedure) -> bool {
        let sides = self.sides.iter().filter_map(|code| procedure.side(code));
        sides.into_iter().any(|side| side.pauses)
    }

    /// All that leads on from here, whoever can do it.
    pub fn exits<'a>(&self, procedure: &'a Procedure) -> Vec<&'a Exit> {
        match procedure.state(&self.state) {
            Some(state) => procedure.exits(state).collect(),
            None => Vec::new(),
        }
    }

    /// What one of these actors can do from here.
    pub fn open_to<'a>(
        &self,
        procedure: &'a Procedure,
        by: &[&str],
    ) -> impl Iterator<Item = &'a Exit> + use<'a> {
        let is_one = |exit: &&Exit| exit.by.iter().any(|who| by.contains(&who.as_str()));
        let these: Vec<&Exit> = self.exits(procedure).into_iter().filter(is_one).collect();
        these.into_iter()
    }

    /// Does an act as one of these actors, where `holds` says what is so already.
    ///
    /// # Errors
    /// `NotNow` when the state or the actor does not allow it; `Needs` names what is missing.
    pub fn act(
        &self,
        procedure: &Procedure,
        (act, by): (&str, &[&str]),
        holds: impl Fn(&Need) -> bool,
    ) -> Result<Done, Refused> {
        let Some(exit) = self.open_to(procedure, by).find(|exit| exit.act == act) else {
            let exits = self.exits(procedure);
            let allowed = exits.iter().map(|e| (e.act.clone(), e.by.clone()));
            return Err(Refused::NotNow {
                allowed: allowed.collect(),
            });
        };
        let missing: Vec<Need> = { exit.needs.iter() }
            .filter(|need| !holds(need))
            .cloned()
            .collect();
        if !missing.is_empty() {
            return Err(Refused::Needs(missing));
        }
        let Some(to) = &exit.to else {
            return Ok(Done::Gone);
        };
        let mut place = match (to.as_str(), &self.from) {
            (BACK, Some(from)) => self.at(from.clone(), None),
            // Where it came from is not known, such as after a change of the policy: it begins anew.
            (BACK, None) => self.at(procedure.first().to_owned(), None),
            (to, from) if to == self.state => self.at(to.to_owned(), from.clone()),
            (to, _) => self.at(to.to_owned(), Some(self.state.clone())),
        };
        place.sides.extend(exit.begins.iter().cloned());
        place.sides.retain(|side| !exit.stops.contains(side));
        Ok(Done::At(place))
    }

    fn at(&self, state: Code, from: Option<Code>) -> Self {
        Self {
            state,
            from,
            sides: self.sides.clone(),
        }
    }

    /// Begins a side-state. The state stays what it was, so that ending it restores all.
    ///
    /// # Errors
    /// `NotNow` when they may not; `Already`.
    pub fn begin(
        &self,
        procedure: &Procedure,
        (side, by): (&str, &str),
    ) -> Result<(Self, Vec<Effect>), Refused> {
        let may = |codes: &[Code]| codes.iter().any(|who| who == by);
        let Some(found) = procedure.side(side).filter(|s| may(&s.begun_by)) else {
            let all = procedure.sides.iter();
            let allowed = all.map(|s| (s.code.clone(), s.begun_by.clone()));
            return Err(Refused::NotNow {
                allowed: allowed.collect(),
            });
        };
        let mut place = self.clone();
        if !place.sides.insert(found.code.clone()) {
            return Err(Refused::Already);
        }
        Ok((place, found.effects.clone()))
    }

    /// Ends a side-state.
    ///
    /// # Errors
    /// `NotNow` when it is not so, or they may not.
    pub fn end(&self, procedure: &Procedure, (side, by): (&str, &str)) -> Result<Self, Refused> {
        let may = |codes: &[Code]| codes.iter().any(|who| who == by);
        let found = procedure.side(side).filter(|s| may(&s.ended_by));
        let mut place = self.clone();
        if found.is_some_and(|found| place.sides.remove(&found.code)) {
            return Ok(place);
        }
        let so = { procedure.sides.iter() }.filter(|s| self.sides.contains(&s.code));
        let allowed = so.map(|s| (s.code.clone(), s.ended_by.clone()));
        Err(Refused::NotNow {
            allowed: allowed.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn shipped() -> Procedure {
        Procedure::shipped().unwrap()
    }

    /// All steps that a place allows, whatever they need.
    fn steps(procedure: &Procedure, place: &Place) -> Vec<(String, String)> {
        let state = procedure.state(&place.state).unwrap();
        let exits = procedure.exits(state);
        let all = exits.flat_map(|e| e.by.iter().map(|by| (e.act.clone(), by.clone())));
        all.collect()
    }

    proptest! {
        #[test]
        fn wherever_one_goes_there_is_a_way_on_and_the_end_is_left_by_reopening_alone(
            picks in prop::collection::vec(any::<prop::sample::Index>(), 1..60)
        ) {
            let procedure = shipped();
            let mut place = Place::start(&procedure);
            for pick in picks {
                let all = steps(&procedure, &place);
                prop_assert!(!all.is_empty(), "{} is a dead end", place.state);
                let (act, by) = pick.get(&all);
                let ended = place.state == procedure.end;
                match place.act(&procedure, (act, &[by]), |_| true).unwrap() {
                    Done::At(next) => {
                        prop_assert!(procedure.state(&next.state).is_some());
                        prop_assert_eq!(ended, act == "reopen");
                        place = next;
                    }
                    Done::Gone => {
                        prop_assert_eq!(&place.state, &procedure.start);
                        break;
                    }
                }
            }
        }

        #[test]
        fn a_side_state_changes_nothing_else_and_gives_all_back(
            picks in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
            side in any::<prop::sample::Index>(),
        ) {
            let procedure = shipped();
            let mut place = Place::start(&procedure);
            for pick in picks {
                let all = steps(&procedure, &place);
                let (act, by) = pick.get(&all);
                match place.act(&procedure, (act, &[by]), |_| true).unwrap() {
                    Done::At(next) => place = next,
                    Done::Gone => break,
                }
            }
            let side = side.get(&procedure.sides);
            place.sides.clear();
            let (beside, _) = place.begin(&procedure, (&side.code, &side.begun_by[0])).unwrap();
            prop_assert_eq!(&beside.state, &place.state);
            prop_assert_eq!(beside.is_paused(&procedure), side.pauses);
            let begun_again = beside.begin(&procedure, (&side.code, &side.begun_by[0]));
            prop_assert_eq!(begun_again, Err(Refused::Already));
            let back = beside.end(&procedure, (&side.code, &side.ended_by[0])).unwrap();
            prop_assert_eq!(back, place);
        }
    }

    #[test]
    fn what_is_refused_names_what_is_allowed_and_what_is_missing() {
        let procedure = shipped();
        let start = Place::start(&procedure);
        let Ok(Done::At(received)) = start.act(&procedure, ("submit", &["reporter"]), |_| true)
        else {
            panic!("it is sent");
        };
        let by_company = received.act(&procedure, ("acknowledge", &["company"]), |_| true);
        let Err(Refused::NotNow { allowed }) = by_company else {
            panic!("a company acknowledges nothing");
        };
        assert!(allowed.contains(&("acknowledge".into(), vec!["desk".into()])));
        let closing = received.act(&procedure, ("close", &["officer"]), |_| false);
        assert_eq!(closing, Err(Refused::Needs(vec![Need::Reason])));
    }

    #[test]
    fn a_question_leads_back_to_where_it_was_asked() {
        let procedure = shipped();
        for from in ["representation-check", "eligibility"] {
            let place = Place {
                state: from.into(),
                from: None,
                sides: BTreeSet::new(),
            };
            let asked = place.act(&procedure, ("ask-more", &["desk"]), |_| true);
            let Ok(Done::At(asked)) = asked else {
                panic!("it can be asked");
            };
            let answered = asked.act(&procedure, ("supply", &["reporter"]), |_| true);
            assert!(matches!(answered, Ok(Done::At(back)) if back.state == from));
        }
    }
}
