//! The party's side of a room: what was shared, and what it answers, does, sends and fills in. Nothing here opens the case: what a party
//! says is sealed to those who read it.

use bytes::Bytes;
use futures_util::Stream;
use uuid::Uuid;
use watchpost_domain::{
    Actor, Denied, Fact, Granted, PartId, Problem, Problems, RoomId,
    cases::{
        self, Step,
        content::{ActedBy, Author, SheetPart},
        index::Change,
        sheets,
    },
    fact::{CaseAct, CaseFact},
    network::DeskKind,
    policy::{Action, Membership, authorize, cases as may_case, rooms as may},
    procedure::{Code, Exit, Need, Procedure, Sheet, sheet::Answers},
    rooms::{Room, RoomAct},
    sealed::{Compartment, PartKind},
};
use watchpost_store::{
    Recorded, Tx, cases as case_rows,
    rooms::{self as rows, Entrance},
};

use super::{Inside, RoomSeen, desk::home};
use crate::{
    Error, FileOpened, Platform, Working,
    casework::needed_text,
    reading::CaseKeys,
    sheets::{Typed, compartment, sheet_of},
};

/// Most parts of a room, each with its line: one noisy party must not make it unreadable.
const PARTS_MAX: usize = 2_000;

/// A room as its party sees it.
pub struct PartySide {
    pub seen: RoomSeen,
    procedure: std::sync::Arc<Procedure>,
    state: Code,
    /// What the procedure asks of the party now.
    pub steps: Vec<Exit>,
}

impl PartySide {
    /// The worksheets that the party can fill in now.
    pub fn asked(&self) -> impl Iterator<Item = &Sheet> {
        let actors = self.seen.room.kind.acts_as();
        let is_theirs = |sheet: &&Sheet| sheet.by.iter().any(|by| actors.contains(&by.as_str()));
        sheets::asked_at(&self.procedure, &self.state).filter(is_theirs)
    }

    /// What is in the room, and the procedure that its case follows.
    pub fn into_seen(self) -> (RoomSeen, std::sync::Arc<Procedure>) {
        (self.seen, self.procedure)
    }

    pub fn procedure(&self) -> &Procedure {
        &self.procedure
    }
}

/// A room that somebody of the party went into to write, with the case that it is of.
pub(super) struct Entered {
    pub(super) inside: Inside,
    pub(super) case: Granted<may_case::ActFromRoom>,
    /// The public halves of the case's keys: they open nothing.
    pub(super) public: CaseKeys,
    /// Of all rooms of the case with such a party, this alone is open: what the procedure asks of "the company" is asked here.
    is_only: bool,
    pub(super) tx: Tx,
    pub(super) by: ActedBy,
}

impl Platform {
    pub(super) async fn go_in(
        &self,
        tx: &mut Tx,
        who: &Working<'_>,
        room: &Granted<may::Read>,
        team: Option<&CaseKeys>,
    ) -> Result<Inside, Error> {
        let (entrance, room) = (Entrance::of_party(room), Room::clone(room));
        let Membership { desk, member, .. } = who.member;
        let keys = self
            .desk_keys(tx, desk, member, &who.unlocked.identity)
            .await?;
        let team = team.and_then(|keys| keys.recipients.get(&Compartment::Team).cloned());
        self.inside_from_party(tx, room, entrance, (&keys, team))
            .await
    }

    /// What is in a room, for somebody of the party. That they opened what was new is told to the desk before it is given.
    ///
    /// # Errors
    /// `Denied` when they may not know of it; refused when it was shut.
    pub async fn room(&self, who: &Working<'_>, id: RoomId) -> Result<PartySide, Error> {
        let mut entered = self.enter::<may::Read>(who, id).await?;
        let seen = self.seen_in(&entered.inside)?;
        let procedure = self
            .procedure(&mut entered.tx, entered.case.procedure)
            .await?;
        let steps = asked_of(&entered, &procedure, &seen.sheets);
        let side = PartySide {
            seen,
            state: entered.case.state.clone(),
            procedure,
            steps,
        };
        self.opened_if_new(entered).await?;
        Ok(side)
    }

    /// Whatever shows something new says that it was opened.
    async fn opened_if_new(&self, entered: Entered) -> Result<(), Error> {
        if !entered.inside.room.is_new() {
            return Ok(());
        }
        let Entered {
            inside,
            case,
            public,
            mut tx,
            by,
            ..
        } = entered;
        let opened = self.record_room(&inside, RoomAct::PartyOpened, by, vec![])?;
        self.keep_room(&mut tx, opened).await?;
        let room = inside.room.id;
        let fact = cases::record(&case, CaseAct::PartyOpened { room });
        let recorded = self.record(fact, ActedBy::Party, vec![], &public.recipients)?;
        self.keep(tx, recorded).await
    }

    /// Answers in words. `once` is the form's own number: sent twice, it is written once.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` what is wrong with the text.
    pub async fn write_in_room(
        &self,
        who: &Working<'_>,
        id: RoomId,
        once: &str,
        (text, language): (&str, &str),
    ) -> Result<(), Error> {
        let text = needed_text(text)?;
        self.room_for_texts()?;
        let mut entered = self.enter::<may::Write>(who, id).await?;
        if !self
            .first_in(&mut entered, once, &format!("words\n{text}"))
            .await?
        {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let message = self.message(Author::Party, text, language);
        let sealed = self.seal_for_room(&entered.inside, (part, PartKind::Message), &message)?;
        let act = RoomAct::PartyWrote { part };
        let recorded = self.record_room(&entered.inside, act, entered.by, vec![sealed])?;
        self.keep_room(&mut entered.tx, recorded).await?;
        let wrote = self.company_wrote(&mut entered).await?;
        self.keep(entered.tx, wrote).await
    }

    /// Does what the procedure asks of them where the case stands, such as that it replies or refuses, and says what about it.
    ///
    /// # Errors
    /// As for words; `NotNow` when nothing such is asked any more.
    pub async fn step_in_room(
        &self,
        who: &Working<'_>,
        id: RoomId,
        once: &str,
        (act, reason): (&str, Option<&str>),
        (text, language): (&str, &str),
    ) -> Result<(), Error> {
        let text = needed_text(text)?;
        self.room_for_texts()?;
        let mut entered = self.enter::<may::Write>(who, id).await?;
        let said = format!("step\n{act}\n{text}");
        if !self.first_in(&mut entered, once, &said).await? {
            return Ok(());
        }
        let procedure = self
            .procedure(&mut entered.tx, entered.case.procedure)
            .await?;
        let filled = self.seen_in(&entered.inside)?.sheets;
        let found = sheets::found(&procedure, &filled, 0);
        let holds = |need: &Need| matches!(need, Need::Found(code) if found.contains(code));
        let asked = asked_of(&entered, &procedure, &filled);
        let is_asked = asked.iter().any(|exit| exit.act == act);
        if !is_asked {
            return Err(Error::NotNow(Vec::new()));
        }
        let step = Step {
            act: act.to_owned(),
            reason: reason.map(str::to_owned),
            ..Step::default()
        };
        let actors = entered.inside.room.kind.acts_as();
        let fact = cases::step(&entered.case, &procedure, actors, step, holds)?;
        let part = PartId(Uuid::new_v4());
        let message = self.message(Author::Party, text, language);
        let sealed = self.seal_for_room(&entered.inside, (part, PartKind::Message), &message)?;
        let act = RoomAct::PartyStepped {
            act: act.to_owned(),
            part,
        };
        let recorded = self.record_room(&entered.inside, act, entered.by, vec![sealed])?;
        self.keep_room(&mut entered.tx, recorded).await?;
        let wrote = self.company_wrote(&mut entered).await?;
        self.apply(&mut entered.tx, wrote).await?;
        let mut stepped = self.record(
            after(fact)?,
            ActedBy::Party,
            vec![],
            &entered.public.recipients,
        )?;
        self.set_clocks(&mut entered.tx, &entered.case, &mut stepped, false)
            .await?;
        let from = (&entered.case, &entered.public);
        self.count(&mut entered.tx, from, ActedBy::Party, &mut stepped)
            .await?;
        self.end_rooms(&mut entered.tx, &entered.case, &stepped.fact.act)
            .await?;
        self.keep(entered.tx, stepped).await
    }

    /// Fills in a worksheet that the procedure asks of them. It lies in the room, and with those of the case.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such sheet; `Invalid` what is wrong, by field; `NotNow` when it is not asked for.
    pub async fn fill_sheet_in_room<F: Fn(&str) -> Vec<String>>(
        &self,
        who: &Working<'_>,
        id: RoomId,
        typed: Typed<'_, F>,
    ) -> Result<(), Error> {
        self.room_for_texts()?;
        let mut entered = self.enter::<may::Write>(who, id).await?;
        let procedure = self
            .procedure(&mut entered.tx, entered.case.procedure)
            .await?;
        let sheet = sheet_of(&procedure, typed.sheet)?;
        let answers = sheet.take(&typed.values).map_err(Error::Invalid)?;
        let said = serde_json::to_string(&answers).map_err(|_| Error::Internal(237))?;
        let said = format!("sheet\n{}\n{said}", typed.sheet);
        if !self.first_in(&mut entered, typed.once, &said).await? {
            return Ok(());
        }
        let part = PartId(Uuid::new_v4());
        let (fact, by) = sheets::fill(
            &entered.case,
            &procedure,
            sheet,
            (entered.inside.room.kind.acts_as(), None),
            &[],
            (part, &answers),
        )?;
        self.keep_sheet(entered, fact, (sheet, part), (by, answers, typed.language))
            .await
    }

    async fn keep_sheet(
        &self,
        mut entered: Entered,
        fact: Fact,
        (sheet, part): (&Sheet, PartId),
        (by, answers, language): (Code, Answers, &str),
    ) -> Result<(), Error> {
        let filled: SheetPart = self.filled(sheet, by, answers, language);
        let here = PartId(Uuid::new_v4());
        let sealed = self.seal_for_room(&entered.inside, (here, PartKind::Sheet), &filled)?;
        let act = RoomAct::PartyFilled {
            sheet: sheet.code.clone(),
            part: here,
        };
        let recorded = self.record_room(&entered.inside, act, entered.by, vec![sealed])?;
        self.keep_room(&mut entered.tx, recorded).await?;
        // A seat of a board answers for its vote: the desk sees whose it is.
        let by = match entered.inside.room.kind {
            DeskKind::Board(_) => entered.by,
            DeskKind::Desk | DeskKind::Company | DeskKind::Mediator => ActedBy::Party,
        };
        let home = compartment(sheet);
        let recipients = &entered.public.recipients;
        let (to, epoch) = recipients.get(&home).ok_or(Error::Internal(238))?;
        let place = (part, home, PartKind::Sheet);
        let copy = self.seal_part((to, *epoch), entered.case.id, place, &filled)?;
        let mut recorded = self.record(fact, by, vec![copy], recipients)?;
        self.set_clocks(&mut entered.tx, &entered.case, &mut recorded, false)
            .await?;
        let from = (&entered.case, &entered.public);
        self.count(&mut entered.tx, from, by, &mut recorded).await?;
        recorded.index = self
            .seal_change(&mut entered.tx, &entered.case, Change::ReporterWrote)
            .await?;
        self.keep(entered.tx, recorded).await
    }

    /// Sends a file to the desk. The same file sent with the same number of a form twice is kept once.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid`, `TooLarge`, `NoSpace` say what is wrong with the file.
    pub async fn send_file_in_room<S>(
        &self,
        who: &Working<'_>,
        id: RoomId,
        once: &str,
        (name, media_type): (&str, &str),
        bytes: S,
    ) -> Result<(), Error>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send + Unpin,
    {
        let mut entered = self.enter::<may::Write>(who, id).await?;
        self.room_for_a_file(&entered.inside.parts)?;
        // What it is sealed to is there first, and no transaction waits for a slow connection.
        self.keep_key(&mut entered.tx, &mut entered.inside).await?;
        entered.tx.commit().await?;
        let before = entered.inside;
        let file = self.file_for(&before, name, media_type, bytes).await?;
        let mut entered = self.enter::<may::Write>(who, id).await?;
        let said = format!("file\n{}\n{}", file.name, file.sha256);
        if !self.first_in(&mut entered, once, &said).await? {
            drop(entered);
            return self.delete_objects(&[file.key]).await;
        }
        let parts = self.seal_file(home(&before)?, Author::Party, &file)?;
        let act = RoomAct::PartySentFile { file: file.id };
        let recorded = self.record_room(&entered.inside, act, entered.by, parts.into())?;
        self.keep_room(&mut entered.tx, recorded).await?;
        let wrote = self.company_wrote(&mut entered).await?;
        self.keep(entered.tx, wrote).await
    }

    /// Steps aside, because of a conflict of interest: nothing in the room is shown to them from then on, and no vote of theirs counts. Why
    /// lies in the room, where the others of the party and the desk read it.
    ///
    /// # Errors
    /// `Denied` when they may not, or did so already; `Invalid` without a reason.
    pub async fn step_aside_in_room(
        &self,
        who: &Working<'_>,
        id: RoomId,
        (reason, language): (&str, &str),
    ) -> Result<(), Error> {
        let text = cases::needed("reason", reason, cases::REASON_MAX)?;
        let mut entered = self.enter::<may::StepAside>(who, id).await?;
        let part = PartId(Uuid::new_v4());
        let message = self.message(Author::Party, text, language);
        let sealed = self.seal_for_room(&entered.inside, (part, PartKind::Message), &message)?;
        let member = who.member.member;
        let act = RoomAct::PartySteppedAside { who: member, part };
        let recorded = self.record_room(&entered.inside, act, entered.by, vec![sealed])?;
        self.keep_room(&mut entered.tx, recorded).await?;
        let room = entered.inside.room.id;
        let fact = cases::record(&entered.case, CaseAct::PartySteppedAside { room });
        let recipients = &entered.public.recipients;
        let mut recorded = self.record(fact, ActedBy::Party, vec![], recipients)?;
        recorded.index = self
            .seal_change(&mut entered.tx, &entered.case, Change::ReporterWrote)
            .await?;
        self.keep(entered.tx, recorded).await
    }

    /// Opens a file of a room for somebody of the party.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such file.
    pub async fn room_file_for_party(
        &self,
        who: &Working<'_>,
        id: RoomId,
        file: PartId,
    ) -> Result<FileOpened, Error> {
        let entered = self.enter::<may::Read>(who, id).await?;
        let inside = &entered.inside;
        let opened = self.open_file(&inside.keys, &inside.parts, file)?;
        self.opened_if_new(entered).await?;
        Ok(opened)
    }

    /// The proof of one line of a room, for somebody of the party: it does not say who of either side it was.
    ///
    /// # Errors
    /// `Denied` when they may not, or there is no such line; `Unavailable` while it has no place in the log.
    pub async fn proof_in_room(
        &self,
        who: &Working<'_>,
        id: RoomId,
        line: i64,
    ) -> Result<String, Error> {
        let mut entered = self.enter::<may::Read>(who, id).await?;
        let inside = &entered.inside;
        let proof = self.proof_of(&mut entered.tx, &inside.keys, &inside.parts, line, false);
        let proof = proof.await?;
        self.opened_if_new(entered).await?;
        proof.ok_or(Error::Unavailable)
    }

    /// Goes into a room, and holds it and its case. The case is held first, as everywhere.
    pub(super) async fn enter<A: Action<On = Room>>(
        &self,
        who: &Working<'_>,
        id: RoomId,
    ) -> Result<Entered, Error> {
        let actor = Actor::Member(who.member);
        let missing = || Error::Denied(Denied::NotFound);
        let mut tx = self.db.begin().await?;
        let row = rows::find(&mut tx, &self.keys.rows, id).await?;
        let of = self.joining(row.ok_or_else(missing)?)?.case;
        let inner = Actor::Room(of);
        let case =
            case_rows::hold::<may_case::ActFromRoom>(&mut tx, &inner, of, self.today()).await?;
        rows::wait_for(&mut tx, id).await?;
        let row = rows::find(&mut tx, &self.keys.rows, id).await?;
        let room = self.joining(row.ok_or_else(missing)?)?;
        let room = authorize::<A>(&actor, room)?.into_inner();
        let room = authorize::<may::Read>(&actor, room)?;
        let grants = case_rows::grants(&mut tx, &self.keys.rows, &case).await?;
        let mut public = self.public_keys(&mut tx, &case).await?;
        self.renew_keys(&mut tx, &case, &grants, &mut public, |_| false)
            .await?;
        let open = self.rooms_of(&mut tx, &case).await?.into_iter();
        let kind = room.kind;
        let alike = |other: &Room| !other.shut && other.kind.acts_as() == kind.acts_as();
        let is_only = open.filter(alike).count() == 1;
        let inside = self.go_in(&mut tx, who, &room, Some(&public)).await?;
        if A::NAME == may::Write::NAME && inside.parts.len() > PARTS_MAX {
            let full = Problem::TooMany { max: PARTS_MAX };
            return Err(Error::Invalid(Problems::one("text", full)));
        }
        Ok(Entered {
            is_only,
            inside,
            case,
            public,
            tx,
            by: ActedBy::Member(who.member.member),
        })
    }

    /// Whether this form was not taken before.
    pub(super) async fn first_in(
        &self,
        entered: &mut Entered,
        once: &str,
        said: &str,
    ) -> Result<bool, Error> {
        let form = self.form(once, &format!("room\n{}\n{said}", entered.inside.room.id));
        self.first_time_of(&mut entered.tx, &form).await
    }

    /// What tells the desk that there is something new.
    async fn company_wrote(&self, entered: &mut Entered) -> Result<Recorded, Error> {
        let room = entered.inside.room.id;
        let fact = cases::record(&entered.case, CaseAct::PartyWrote { room });
        let recipients = &entered.public.recipients;
        let mut recorded = self.record(fact, ActedBy::Party, vec![], recipients)?;
        recorded.index = self
            .seal_change(&mut entered.tx, &entered.case, Change::ReporterWrote)
            .await?;
        Ok(recorded)
    }
}

/// What the procedure asks of the party. Where two such are told of one case, it is asked of neither here: the desk says whose word it was.
fn asked_of(entered: &Entered, procedure: &Procedure, filled: &[SheetPart]) -> Vec<Exit> {
    let found = sheets::found(procedure, filled, 0);
    let place = entered.case.place(procedure);
    let steps = place.open_to(procedure, entered.inside.room.kind.acts_as());
    // What a vote decides is carried out by the desk once it was voted: no single seat does it.
    let voted = |exit: &Exit| { exit.needs.iter() }.any(|n| procedure.vote(&n.code()).is_some());
    let steps = steps.filter(|exit| exit.unasked.is_none() && entered.is_only && !voted(exit));
    // What has to be so before is seen here as far as sheets of the room find it out; the rest is for the desk.
    let is_seen = |need: &Need| matches!(need, Need::Found(code) if found.contains(code));
    steps
        .filter(|exit| exit.needs.iter().all(is_seen))
        .cloned()
        .collect()
}

/// The same fact, right after another of its case.
fn after(fact: Fact) -> Result<Fact, Error> {
    match fact {
        Fact::Case(fact) => Ok(Fact::Case(CaseFact {
            version: fact.version + 1,
            ..fact
        })),
        Fact::Desk(_) | Fact::Room(_) => Err(Error::Internal(239)),
    }
}
