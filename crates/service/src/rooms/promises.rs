//! What was promised, on the side of a party: which promises it is told of, that it says that one was done, and that it hears what becomes of it.

use uuid::Uuid;
use watchpost_domain::{
    Denied, Fact, Granted, PartId, Problem, Problems, RoomId,
    cases::{
        self, Case,
        clocks::{Words, promise_of_clock},
        content::ActedBy,
        index::Change,
    },
    commitments::{By, Commitment, CommitmentPart, PartyWord, Promise, Step, StepTyped},
    fact::CaseAct,
    policy::{cases as may_case, rooms as may},
    rooms::{PROMISES_MAX, Room, RoomAct, Snapshot, ToldPromise, commitments},
    sealed::{Compartment, PartKind},
};
use watchpost_store::{Tx, rooms::Entrance};

use super::{RoomSeen, party::Entered};
use crate::{CaseSeen, Error, Platform, Working, casework::Held, proof::number};

/// That something promised was done, as a party says it.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    pub commitment: PartId,
    /// How many steps there were of it when the form was shown.
    pub after: Option<usize>,
    pub words: &'a str,
    /// Which files of the room show it.
    pub files: &'a [PartId],
    pub language: &'a str,
}

/// What was promised, as far as it is known in a room.
pub(super) fn of(seen: &CaseSeen) -> Vec<Commitment> {
    let told = { seen.released.iter() }.map(|(_, part)| (part.number, part.at, &part.snapshot));
    let lines = seen
        .history
        .iter()
        .filter_map(|line| match &line.committed.fact {
            Fact::Room(fact) => Some((number(line)?, line.committed.at, &fact.act)),
            _ => None,
        });
    commitments(told, lines, &seen.commitments)
}

/// What of a case a party can be told: what was promised and not given up.
pub(super) fn open(seen: &CaseSeen) -> Vec<ToldPromise> {
    let all = Commitment::all(&seen.commitments);
    all.iter().filter_map(ToldPromise::of).collect()
}

/// What was chosen to be told: of the case is its kind, its day and how it stands; of who chose it are the words.
pub(super) fn known(seen: &CaseSeen, typed: Snapshot) -> Result<Snapshot, Problems> {
    let wrong = || Problems::one("promise", Problem::NotAnOption);
    let all = open(seen);
    let own = |one: ToldPromise| {
        let found = { all.iter() }.find(|own| own.commitment == one.commitment);
        let found = found.cloned().ok_or_else(wrong)?;
        Ok(ToldPromise {
            what: one.what,
            who: one.who,
            shows: one.shows,
            ..found
        })
    };
    let promises = typed.promises.into_iter().map(own);
    Ok(Snapshot {
        promises: promises.collect::<Result<_, Problems>>()?,
        ..typed
    })
}

/// The same as it stands now; nothing where one was given up since it was written down.
pub(super) fn now(seen: &CaseSeen, drafted: &Snapshot) -> Option<Snapshot> {
    known(seen, drafted.clone()).ok()
}

/// Whether it can be the first that a party is told.
pub(super) fn begins(snapshot: Snapshot) -> Result<Snapshot, Problems> {
    let mut problems = Problems::default();
    for (field, text) in [("title", &snapshot.title), ("ask", &snapshot.ask)] {
        if text.is_empty() {
            problems.add(field, Problem::Required);
        }
    }
    problems.or(snapshot)
}

impl Platform {
    /// Says, as somebody of the party, that something promised was done. It lies in the room and with the case, where the desk and the person
    /// who reported read it; that somebody else saw it is not said by it. `once` is the form's own number: sent twice, it is written once.
    ///
    /// # Errors
    /// `Denied` when they may not, or were told of no such promise; `Invalid` what is wrong, by field; `Conflict` when something happened to
    /// it since the form was shown; `NotNow` when it was given up, or was said too often.
    pub async fn claim_in_room(
        &self,
        who: &Working<'_>,
        id: RoomId,
        once: &str,
        claim: &Claim<'_>,
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let mut entered = self.enter::<may::Write>(who, id).await?;
        let seen = self.seen_in(&entered.inside)?;
        let step = typed(claim, &seen)?;
        let said = serde_json::to_string(&(claim.commitment, &step, claim.files));
        let said = said.map_err(|_| Error::Internal(244))?;
        if !self
            .first_in(&mut entered, once, &format!("claim\n{said}"))
            .await?
        {
            return Ok(());
        }
        let (name, promise) = claimable(&seen, claim)?;
        let content = CommitmentPart {
            commitment: claim.commitment,
            step,
            party: Some(PartyWord {
                name,
                room: id,
                files: claim.files.to_vec(),
            }),
            language: claim.language.to_owned(),
            member: None,
            number: 0,
            at: self.now(),
        };
        self.keep_claim(entered, &content, promise).await
    }

    async fn keep_claim(
        &self,
        mut entered: Entered,
        content: &CommitmentPart,
        promise: Promise,
    ) -> Result<(), Error> {
        let (room, commitment) = (entered.inside.room.id, content.commitment);
        let here = PartId(Uuid::new_v4());
        let sealed = self.seal_for_room(&entered.inside, (here, PartKind::Commitment), content)?;
        let act = RoomAct::PartyClaimed {
            commitment,
            part: here,
        };
        let recorded = self.record_room(&entered.inside, act, entered.by, vec![sealed])?;
        self.keep_room(&mut entered.tx, recorded).await?;
        let part = PartId(Uuid::new_v4());
        let place = (part, Compartment::Narrative, PartKind::Commitment);
        let recipients = &entered.public.recipients;
        let to = recipients.get(&Compartment::Narrative);
        let (to, epoch) = to.ok_or(Error::Internal(245))?;
        let copy = self.seal_part((to, *epoch), entered.case.id, place, content)?;
        let act = CaseAct::CommitmentChanged {
            commitment,
            part,
            step: content.step.code().to_owned(),
            promise,
            reached: None,
            room: Some(room),
        };
        let fact = cases::record(&entered.case, act);
        let mut recorded = self.record(fact, ActedBy::Party, vec![copy], recipients)?;
        self.set_clocks(&mut entered.tx, &entered.case, &mut recorded, false)
            .await?;
        let from = (&entered.case, &entered.public);
        self.count(&mut entered.tx, from, ActedBy::Party, &mut recorded)
            .await?;
        recorded.index = self
            .seal_change(&mut entered.tx, &entered.case, Change::ReporterWrote)
            .await?;
        self.keep(entered.tx, recorded).await
    }

    /// Lets those who were told of a promise know that the desk took a step of it: which, and not what it wrote. Nothing goes out while
    /// nothing may.
    pub(crate) async fn follow_in_rooms(
        &self,
        held: &mut Held<may_case::TrackRemedy>,
        content: &CommitmentPart,
    ) -> Result<(), Error> {
        if !held.case.may_go_out() {
            return Ok(());
        }
        for room in self
            .rooms_told(&mut held.tx, &held.case, content.commitment)
            .await?
        {
            let from = (&held.case, &held.keys);
            let inside = self.inside_from_case(&mut held.tx, room, from).await?;
            let act = RoomAct::PromiseFollowed {
                commitment: content.commitment,
                step: content.step.code().to_owned(),
                reached: content.step.reached().cloned(),
            };
            let recorded = self.record_room(&inside, act, ActedBy::Desk, vec![])?;
            self.keep_room(&mut held.tx, recorded).await?;
        }
        Ok(())
    }

    /// Says in the rooms of a case that the day of something promised comes near, or has passed: to those who were told of it. Nobody's key is
    /// at hand, so nothing in a room is opened.
    pub(crate) async fn remind_in_rooms(
        &self,
        tx: &mut Tx,
        case: &Granted<may_case::Step>,
        words: &Words,
    ) -> Result<(), Error> {
        if !case.may_go_out() {
            return Ok(());
        }
        let near = words.reminders.iter().map(|code| (code, false));
        let past = words.over.iter().map(|code| (code, true));
        for (code, over) in near.chain(past) {
            let Some(commitment) = promise_of_clock(code) else {
                continue;
            };
            for room in self.rooms_told(tx, case, commitment).await? {
                let entrance = Entrance::of_case(case, &room)?;
                let inside = self.outside(tx, room, entrance).await?;
                let act = RoomAct::PromiseDue { commitment, over };
                let recorded = self.record_room(&inside, act, ActedBy::Installation, vec![])?;
                self.keep_room(tx, recorded).await?;
            }
        }
        Ok(())
    }

    /// The open rooms of a case that were told of a promise.
    async fn rooms_told<A: watchpost_domain::policy::Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        commitment: PartId,
    ) -> Result<Vec<Room>, Error> {
        let mut rooms = self.rooms_of(tx, case).await?;
        rooms.retain(|room| !room.shut && room.promises.contains(&commitment));
        Ok(rooms)
    }
}

/// What was typed, as a step.
fn typed(claim: &Claim<'_>, seen: &RoomSeen) -> Result<Step, Error> {
    let known = |file: &PartId| seen.files.iter().any(|own| own.id == *file);
    let mut problems = Problems::default();
    if claim.files.len() > PROMISES_MAX || !claim.files.iter().all(known) {
        problems.add("file", Problem::NotAnOption);
    }
    let typed = StepTyped {
        step: "claimed".into(),
        words: claim.words.to_owned(),
        ..StepTyped::default()
    };
    let step = typed.take(&Default::default(), &[]);
    let step = step.unwrap_or_else(|found| {
        problems.0.extend(found.0);
        let (how, file) = (String::new(), None);
        Step::Claimed { how, file }
    });
    problems.or(step).map_err(Error::Invalid)
}

/// What the party is called, and what the promise is, where it can say now that it was done.
fn claimable(seen: &RoomSeen, claim: &Claim<'_>) -> Result<(String, Promise), Error> {
    let one = { seen.promises.iter() }.find(|one| one.id == claim.commitment);
    let one = one.ok_or(Error::Denied(Denied::NotFound))?;
    if claim.after.is_some_and(|after| after != one.steps.len()) {
        return Err(Error::Conflict);
    }
    let may = one.may("claimed", By::Party);
    may.map_err(|_| Error::NotNow(Vec::new()))?;
    let promise = one.promise().ok_or(Error::Internal(246))?;
    Ok((seen.party.clone(), promise))
}
