//! The desk's side of a room: what is shared is seen, written about, and ended.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::Stream;
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Denied, DeskId, Granted, PartId, Problem, Problems, RoomId,
    cases::{
        self, ActError, Case,
        content::{ActedBy, AnswersPart, Author, ConsentPart, NotePart, ReleasePart},
    },
    fact::CaseAct,
    network::{Desk, DeskKind},
    policy::{Action, cases as may},
    procedure::Procedure,
    rooms::{Room, RoomAct, Snapshot, ToldMorePart, ToldPromise, telltales},
    sealed::{Compartment, PartKind},
    team::Guarded,
};
use watchpost_store::{
    Tx, cases as case_rows, desks,
    rooms::{self as rows},
};

use super::{Inside, RoomSeen, promises};
use crate::{
    CaseSeen, Error, FileOpened, Platform, Working,
    casework::{Held, needed_text},
    reading::CaseKeys,
    storing::FileHome,
};

/// What a member sees of what a case shares.
pub struct ToldSide {
    pub case: Case,
    /// What the report says: from it fields are chosen.
    pub answers: Option<AnswersPart>,
    pub consent: ConsentPart,
    /// What was written down last and not shared yet.
    pub draft: Option<(PartId, ReleasePart)>,
    /// What was promised in the case and not given up: of it a party can be told.
    pub promises: Vec<ToldPromise>,
    pub rooms: Vec<RoomSeen>,
    /// The parties that have people here.
    pub parties: Vec<Party>,
    pub procedure: Arc<Procedure>,
}

/// An organisation that can be told of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub id: DeskId,
    pub kind: DeskKind,
    pub name: String,
}

impl ToldSide {
    /// Whether the person allows that such an organisation is told what happened.
    pub fn may_tell(&self, kind: DeskKind) -> bool {
        kind.told_for().is_some_and(|purpose| self.allows(purpose))
    }

    /// Whether they allow that it is told who they are.
    pub fn may_name(&self, kind: DeskKind) -> bool {
        kind.named_for().is_some_and(|purpose| self.allows(purpose))
    }

    fn allows(&self, purpose: &str) -> bool {
        self.case.may_go_out() && self.consent.given.contains_key(purpose)
    }
}

impl Platform {
    /// What a case shares with parties. That they opened it is in the history first.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn told_side(&self, who: &Working<'_>, id: CaseId) -> Result<ToldSide, Error> {
        self.shared_with::<may::Read>(who, id).await
    }

    /// The same, for whoever writes down what a party may be told.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn told_side_to_draft(
        &self,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<ToldSide, Error> {
        self.shared_with::<may::DraftRelease>(who, id).await
    }

    async fn shared_with<A: Action<On = Case>>(
        &self,
        who: &Working<'_>,
        id: CaseId,
    ) -> Result<ToldSide, Error> {
        let mut held = self.hold::<A>(who, id).await?;
        let seen = self
            .of_parties(&mut held.tx, &held.case, &held.keys)
            .await?;
        let mut rooms = Vec::new();
        for room in self.rooms_of(&mut held.tx, &held.case).await? {
            let from = (&held.case, &held.keys);
            let inside = self.inside_from_case(&mut held.tx, room, from).await?;
            rooms.push(self.seen_in(&inside)?);
        }
        rooms.sort_by_key(|room| room.lines.first().map(|line| line.day));
        let parties = self.parties_here(&mut held.tx).await?;
        let procedure = self.procedure(&mut held.tx, held.case.procedure).await?;
        let case = Case::clone(&held.case);
        let fact = cases::record(&held.case, CaseAct::Opened);
        self.done(held, fact, vec![], None).await?;
        Ok(ToldSide {
            case,
            draft: waiting(&seen).cloned(),
            promises: promises::open(&seen),
            answers: seen.answers,
            consent: seen.consent,
            rooms,
            parties,
            procedure,
        })
    }

    pub(super) async fn parties_here(&self, tx: &mut Tx) -> Result<Vec<Party>, Error> {
        let all = desks::desks(tx).await?.into_iter();
        let party = |desk: Desk| Party {
            id: desk.id,
            kind: desk.kind,
            name: desk.name,
        };
        Ok(all.filter(|desk| desk.kind.is_party()).map(party).collect())
    }

    /// Answers, consents, and what was written down for parties.
    pub(super) async fn of_parties<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        keys: &CaseKeys,
    ) -> Result<CaseSeen, Error> {
        let mut parts = case_rows::parts(tx, &self.keys.rows, case).await?;
        let kinds = [
            PartKind::Answers,
            PartKind::Consent,
            PartKind::Release,
            PartKind::Commitment,
            PartKind::History,
        ];
        parts.retain(|part| kinds.contains(&part.kind));
        self.open_case(keys, &parts)
    }

    /// Writes to a party in its room. `once` is the form's own number: sent twice, it is written once.
    ///
    /// # Errors
    /// `Denied` when they may not, or the room was shut; `Needs` the consent that is missing; `Invalid` what is wrong with the text, or that
    /// nobody `looked` at words in it that may show who reported; `NeedsDraft` where somebody else looks at what is told.
    pub async fn write_to_party(
        &self,
        who: &Working<'_>,
        (id, room): (CaseId, RoomId),
        once: &str,
        (text, language, looked): (&str, &str, bool),
    ) -> Result<(), Error> {
        let text = needed_text(text)?;
        let (mut held, inside) = self.hold_room::<may::Release>(who, id, room).await?;
        self.may_be_told(&mut held, who, &inside.room).await?;
        if !looked && !telltales(&text).is_empty() {
            return Err(Error::Invalid(Problems::one("looked", Problem::Required)));
        }
        let form = self.form(once, &format!("to party\n{}\n{text}", inside.room.id));
        if !self.first_time_of(&mut held.tx, &form).await? {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let message = self.message(Author::Desk, text, language);
        let sealed = self.seal_for_room(&inside, (part, PartKind::Message), &message)?;
        let act = RoomAct::DeskWrote { part };
        let recorded = self.record_room(&inside, act, ActedBy::Desk, vec![sealed])?;
        self.keep_room(&mut held.tx, recorded).await?;
        let more = ToldMorePart {
            room,
            text: message.text,
            file: String::new(),
            at: message.at,
        };
        self.told_more(held, more).await
    }

    /// Keeps with the case, for whoever reported, what a party was told just now.
    async fn told_more(&self, held: Held<may::Release>, more: ToldMorePart) -> Result<(), Error> {
        let (id, room) = (PartId(Uuid::new_v4()), more.room);
        let place = (id, Compartment::Narrative, PartKind::ToldMore);
        let sealed = self.seal_in(&held, place, &more)?;
        let part = Some(id);
        let fact = cases::record(&held.case, CaseAct::WroteToParty { room, part });
        self.done(held, fact, vec![sealed], None).await
    }

    /// Sends a file to a party. The same file sent with the same number of a form twice is kept once.
    ///
    /// # Errors
    /// As for a text; `TooLarge`, `NoSpace`.
    pub async fn send_file_to_party<S>(
        &self,
        who: &Working<'_>,
        (id, room): (CaseId, RoomId),
        once: &str,
        (name, media_type): (&str, &str),
        bytes: S,
    ) -> Result<(), Error>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
    {
        let (mut held, mut inside) = self.hold_room::<may::Release>(who, id, room).await?;
        self.may_be_told(&mut held, who, &inside.room).await?;
        self.room_for_a_file(&inside.parts)?;
        // What it is sealed to is there first, and no transaction waits for a slow connection.
        self.keep_key(&mut held.tx, &mut inside).await?;
        held.tx.commit().await?;
        let file = self.file_for(&inside, name, media_type, bytes).await?;
        let (mut held, now) = self.hold_room::<may::Release>(who, id, room).await?;
        self.may_be_told(&mut held, who, &now.room).await?;
        let said = format!("file to party\n{room}\n{}\n{}", file.name, file.sha256);
        let form = self.form(once, &said);
        if !self.first_time_of(&mut held.tx, &form).await? {
            drop(held);
            return self.delete_objects(&[file.key]).await;
        }
        let parts = self.seal_file(home(&inside)?, Author::Desk, &file)?;
        let act = RoomAct::DeskSentFile { file: file.id };
        let recorded = self.record_room(&now, act, ActedBy::Desk, parts.into())?;
        self.keep_room(&mut held.tx, recorded).await?;
        let more = ToldMorePart {
            room,
            text: String::new(),
            file: file.name,
            at: self.now(),
        };
        self.told_more(held, more).await
    }

    /// Opens a file of a room for a member of the desk. That the case was opened is in its history first.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such file.
    pub async fn room_file_for_desk(
        &self,
        who: &Working<'_>,
        (id, room): (CaseId, RoomId),
        file: PartId,
    ) -> Result<FileOpened, Error> {
        let (held, inside) = self.hold_room::<may::Read>(who, id, room).await?;
        let opened = self.open_file(&inside.keys, &inside.parts, file)?;
        let fact = cases::record(&held.case, CaseAct::FileOpened { file });
        self.done(held, fact, vec![], None).await?;
        Ok(opened)
    }

    /// Ends what a party is shown.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` without a reason; `Conflict` when it is so already.
    pub async fn shut_room(
        &self,
        who: &Working<'_>,
        (id, room): (CaseId, RoomId),
        reason: &str,
    ) -> Result<(), Error> {
        let (mut held, inside) = self.hold_room::<may::ShutRoom>(who, id, room).await?;
        let text = cases::needed("reason", reason, cases::REASON_MAX)?;
        let why = PartId(Uuid::new_v4());
        let fact = cases::shut_room(&held.case, room, why);
        let note = NotePart {
            member: who.member.member,
            text,
            at: self.now(),
        };
        let place = (why, Compartment::Team, PartKind::Note);
        let note = self.seal_in(&held, place, &note)?;
        let shut = self.record_room(&inside, RoomAct::Shut, ActedBy::Desk, vec![])?;
        self.keep_room(&mut held.tx, shut).await?;
        self.done(held, fact, vec![note], None).await
    }

    /// A case and one of its rooms; one that was shut is there to be read alone.
    async fn hold_room<A: Action<On = Case>>(
        &self,
        who: &Working<'_>,
        id: CaseId,
        room: RoomId,
    ) -> Result<(Held<A>, Inside), Error> {
        let mut held = self.hold::<A>(who, id).await?;
        rows::wait_for(&mut held.tx, room).await?;
        let rooms = self.rooms_of(&mut held.tx, &held.case).await?;
        let found = rooms.into_iter().find(|r| r.id == room);
        let found = found.ok_or(Error::Denied(Denied::NotFound))?;
        if found.shut && A::NAME != may::Read::NAME {
            return Err(Error::Conflict);
        }
        let from = (&held.case, &held.keys);
        let inside = self.inside_from_case(&mut held.tx, found, from).await?;
        Ok((held, inside))
    }

    /// Whether the person allows that the party of a room is told, and nobody else has to look at it before.
    async fn may_be_told(
        &self,
        held: &mut Held<may::Release>,
        who: &Working<'_>,
        room: &Room,
    ) -> Result<(), Error> {
        let seen = self
            .of_parties(&mut held.tx, &held.case, &held.keys)
            .await?;
        let missing = cases::not_allowed(room.kind, &Snapshot::default(), &seen.consent);
        if !missing.is_empty() {
            return Err(ActError::Needs(missing).into());
        }
        // What is written down is looked at; what is sent at once cannot be.
        let second = self.second_pair_of_eyes(held, who, (Guarded::Release, ""));
        second.await.map_err(|error| match error {
            Error::NeedsSecond(..) => Error::NeedsDraft,
            error => error,
        })
    }

    /// Seals a file for a room as it is read.
    pub(super) async fn file_for<S>(
        &self,
        inside: &Inside,
        name: &str,
        media_type: &str,
        bytes: S,
    ) -> Result<crate::StoredFile, Error>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
    {
        self.store_file(home(inside)?, name, media_type, bytes)
            .await
    }
}

/// Where the files of a room belong.
pub(super) fn home(inside: &Inside) -> Result<FileHome<'_>, Error> {
    Ok(FileHome {
        case: CaseId(inside.room.id.0),
        compartment: Compartment::Room,
        to: inside.to()?,
    })
}

/// What was written down last, unless it was shared since.
pub(super) fn waiting(seen: &CaseSeen) -> Option<&(PartId, ReleasePart)> {
    let last = seen.drafts.last()?;
    let shared = seen.released.last().map_or(0, |(_, part)| part.number);
    (last.1.number > shared).then_some(last)
}
