//! What a party may be told: written down, looked at, and shared in its room.

use std::collections::BTreeSet;

use uuid::Uuid;
use watchpost_domain::{
    CaseId, DeskId, MemberId, PartId, Problem, RoomId,
    cases::{self, ActError, Reference, content::ActedBy, content::ReleasePart},
    fact::CaseAct,
    network::DeskKind,
    policy::cases as may,
    procedure::Need,
    rooms::{Room, RoomAct, Snapshot},
    sealed::{Compartment, PartKind},
    team::Guarded,
};

use super::{
    Inside,
    desk::{Party, waiting},
    promises,
};
use crate::{
    Error, Platform, Working, casework::Held, linked::random, reading::CaseKeys,
    sealing::Recipients,
};

impl Platform {
    /// Writes down what a party may be told, for somebody to look at. `once` is the form's own number: sent twice, it is written once.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` what is wrong, by field; `Needs` the consent without which a name cannot be written down.
    pub async fn draft_release(
        &self,
        who: &Working<'_>,
        id: CaseId,
        once: &str,
        (party, typed): (Option<DeskId>, Snapshot),
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let mut held = self.hold::<may::DraftRelease>(who, id).await?;
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let parties = self.parties_here(&mut held.tx).await?;
        let taken = Snapshot::take(typed, self.today());
        let party = parties.into_iter().find(|other| Some(other.id) == party);
        let seen = self
            .of_parties(&mut held.tx, &held.case, &held.keys)
            .await?;
        let taken = taken.and_then(|snapshot| promises::known(&seen, snapshot));
        let rooms = self.rooms_of(&mut held.tx, &held.case).await?;
        let is_told = |party: &Party| rooms.iter().any(|r| r.party == party.id && !r.shut);
        let fitting = taken.and_then(|snapshot| match &party {
            Some(party) if !is_told(party) => promises::begins(snapshot),
            _ => Ok(snapshot),
        });
        let fitting = fitting.and_then(|snapshot| match &party {
            Some(party) => cases::fits(party.kind, &procedure, &snapshot).map(|()| snapshot),
            None => Ok(snapshot),
        });
        let (party, snapshot) = match (party, fitting) {
            (Some(party), Ok(snapshot)) => (party, snapshot),
            (party, fitting) => {
                let mut problems = fitting.err().unwrap_or_default();
                if party.is_none() {
                    problems.add("party", Problem::Required);
                }
                return Err(Error::Invalid(problems));
            }
        };
        let mut missing = cases::not_allowed(party.kind, &snapshot, &seen.consent);
        // Whether they are told at all is asked when they are; a name is not even written down.
        missing.retain(|need| *need == named_of(party.kind));
        if !missing.is_empty() {
            return Err(ActError::Needs(missing).into());
        }
        let said = serde_json::to_string(&snapshot).map_err(|_| Error::Internal(236))?;
        let form = self.form(once, &format!("release draft\n{id}\n{}\n{said}", party.id));
        if !self.first_time_of(&mut held.tx, &form).await? {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let release = ReleasePart {
            party: party.id,
            kind: party.kind,
            name: party.name,
            room: None,
            snapshot,
            number: 0,
            member: None,
            at: self.now(),
        };
        let place = (part, Compartment::Team, PartKind::Release);
        let sealed = self.seal_in(&held, place, &release)?;
        let fact = cases::record(&held.case, CaseAct::ReleaseDrafted { part });
        self.done(held, fact, vec![sealed], None).await
    }

    /// Shares what was written down: in the room of that party, or in a new one. The person who reported reads it from then on, word for
    /// word.
    ///
    /// # Errors
    /// `Denied` when they may not, or nothing may go out; `Needs` the consent that is missing; `Conflict` when something else was written
    /// down meanwhile.
    pub async fn release(&self, who: &Working<'_>, id: CaseId, draft: PartId) -> Result<(), Error> {
        let mut held = self.hold::<may::Release>(who, id).await?;
        let seen = self
            .of_parties(&mut held.tx, &held.case, &held.keys)
            .await?;
        let drafted = match waiting(&seen) {
            Some((part, drafted)) if *part == draft => drafted,
            // The same form again: it was told, and is told once.
            None if seen.drafts.last().is_some_and(|(last, _)| *last == draft) => return Ok(()),
            _ => return Err(Error::Conflict),
        };
        // What was given up since is not told as if somebody still did it.
        let snapshot = promises::now(&seen, &drafted.snapshot).ok_or(Error::Conflict)?;
        let mut rooms = self.rooms_of(&mut held.tx, &held.case).await?;
        rooms.retain(|room| room.party == drafted.party);
        // Who stepped aside stays aside, also where a room was shut since and another begins.
        let aside = rooms.iter().flat_map(|room| room.recused.clone());
        let aside: BTreeSet<MemberId> = aside.collect();
        let open = rooms.into_iter().find(|room| !room.shut);
        let (mut inside, begins) = self.room_to_share(&mut held, open, drafted).await?;
        inside.room.recused = aside.into_iter().collect();
        // What was shared before lies there as well.
        let until = cases::consents::shown_until(drafted, &seen.consent);
        inside.room.until = inside.room.until.into_iter().chain(until).min();
        // Of what was promised they are told from then on what becomes of it.
        let new = { snapshot.promises.iter() }.map(|one| one.commitment);
        let known: BTreeSet<PartId> = inside.room.promises.drain(..).chain(new).collect();
        inside.room.promises = known.into_iter().collect();
        let release = ReleasePart {
            room: Some(inside.room.id),
            at: self.now(),
            snapshot,
            ..drafted.clone()
        };
        let told = PartId(Uuid::new_v4());
        let place = (inside.room.id, told);
        let fact = cases::release(&held.case, &release, &seen.consent, place)?;
        self.second_pair_of_eyes(&mut held, who, (Guarded::Release, &draft.to_string()))
            .await?;
        let place = (told, Compartment::Narrative, PartKind::Release);
        let copy = self.seal_in(&held, place, &release)?;
        let shared = PartId(Uuid::new_v4());
        let part = self.seal_for_room(&inside, (shared, PartKind::Release), &release)?;
        let act = RoomAct::Shared { part: shared };
        let mut recorded = self.record_room(&inside, act, ActedBy::Desk, vec![part])?;
        recorded.begins = match begins {
            true => Some(self.new_room(&inside.room)?),
            false => None,
        };
        self.keep_room(&mut held.tx, recorded).await?;
        let mut told = self.record_of(&held, fact, vec![copy])?;
        told.index = self.words_over(&mut held, Guarded::Release).await?;
        self.count_held(&mut held, &mut told).await?;
        self.keep(held.tx, told).await
    }

    /// The room that something is shared in; true where it begins with it.
    async fn room_to_share(
        &self,
        held: &mut Held<may::Release>,
        open: Option<Room>,
        drafted: &ReleasePart,
    ) -> Result<(Inside, bool), Error> {
        if let Some(room) = open {
            let from = (&held.case, &held.keys);
            let inside = self.inside_from_case(&mut held.tx, room, from).await?;
            return Ok((inside, false));
        }
        let room = Room {
            id: RoomId(Uuid::new_v4()),
            reference: Reference::from_random(random()),
            case: held.case.id,
            party: drafted.party,
            kind: drafted.kind,
            recused: Vec::new(),
            promises: Vec::new(),
            until: None,
            ended: held.case.ended.then(|| self.today()),
            lapsed: false,
            shut: false,
            week: self.today().monday(),
            active_week: self.today().monday(),
            version: 0,
            seen: 0,
        };
        let readers = self.readers(&mut held.tx, drafted.party).await?;
        let (row, key) = self.new_room_key(room.id, 1, &held.to(Compartment::Team)?, &readers);
        let mut keys = CaseKeys::default();
        let to = (key.recipient(), 1);
        keys.add((Compartment::Room, 1), key);
        keys.recipients = Recipients::from([(Compartment::Room, to)]);
        let inside = Inside {
            room,
            keys,
            parts: Vec::new(),
            fresh: Some(row),
        };
        Ok((inside, true))
    }
}

/// What has to be allowed before such an organisation is told who reported.
fn named_of(kind: DeskKind) -> Need {
    Need::Consent(kind.named_for().unwrap_or_default().to_owned())
}
