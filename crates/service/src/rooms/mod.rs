//! Rooms: what a case shares with a party, such as a company, a mediator or a pillar of a board. A room has a key of its own, sealed to those
//! who read the case and to those of the party; nobody else opens it, and it opens nothing of the case. What the database alone tells of it is
//! that it is there.

use serde::Serialize;
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, DeskId, Fact, Granted, MemberId, PartId,
    cases::{
        Case,
        content::{ActedBy, Author, ConsentPart, MessagePart, ReleasePart, SheetPart},
    },
    commitments::Commitment,
    fact::{CaseAct, CaseFact},
    policy::Action,
    rooms::{Room, RoomAct, RoomFact},
    sealed::{Compartment, PartKind, SealedPart},
};
use watchpost_store::{
    Tx,
    rooms::{self as rows, Entrance, Mark, RoomEnds, RoomRecorded, RoomRow},
};

use crate::{
    CaseSeen, Error, FileSeen, Platform,
    proof::number,
    reading::CaseKeys,
    sealing::{Recipients, To},
};

mod desk;
mod keys;
mod listing;
mod party;
mod promises;
mod release;

pub use desk::{Party, ToldSide};
pub use listing::{Listed, Listing};
pub use party::PartySide;
pub use promises::Claim;

const TABLE: &str = "room";
const COLUMN: &str = "ends";

/// What is in a room, as either side sees it.
pub struct RoomSeen {
    pub room: Room,
    /// What the party is called here.
    pub party: String,
    /// What was shared, the oldest first.
    pub shared: Vec<ReleasePart>,
    pub said: Vec<MessagePart>,
    /// What was promised, as far as it was told here, and what became of it.
    pub promises: Vec<Commitment>,
    /// Worksheets that the party filled in.
    pub sheets: Vec<SheetPart>,
    pub files: Vec<FileSeen>,
    /// What happened, the oldest first.
    pub lines: Vec<RoomLine>,
}

/// A line of the history of a room.
pub struct RoomLine {
    pub number: i64,
    pub act: &'static str,
    pub by_desk: bool,
    pub day: Day,
}

impl RoomSeen {
    fn of(room: Room, seen: CaseSeen) -> Self {
        let lines = seen.history.iter().filter_map(|line| {
            let Fact::Room(fact) = &line.committed.fact else {
                return None;
            };
            Some(RoomLine {
                number: number(line)?,
                act: fact.act.code(),
                by_desk: fact.act.is_of_desk(),
                day: Day::of(line.committed.at),
            })
        });
        let promises = promises::of(&seen);
        let files = seen.files.into_iter().map(|(id, file)| FileSeen {
            id,
            name: file.name,
            bytes: file.bytes,
            sha256: file.sha256,
            from: file.from,
        });
        let lines = lines.collect();
        let shared: Vec<ReleasePart> = { seen.released.into_iter() }
            .map(|(_, part)| part)
            .collect();
        Self {
            room,
            party: shared.first().map_or(String::new(), |r| r.name.clone()),
            shared,
            said: seen.messages,
            sheets: seen.sheets,
            promises,
            files: files.collect(),
            lines,
        }
    }

    /// What it is about: the title of what was shared last.
    pub fn title(&self) -> &str {
        self.asked_last().map_or("", |r| r.snapshot.title.as_str())
    }

    /// By when an answer was asked for.
    pub fn answer_by(&self) -> Option<Day> {
        self.asked_last().and_then(|r| r.snapshot.answer_by)
    }

    /// What was shared last, but for what only added something that was promised.
    fn asked_last(&self) -> Option<&ReleasePart> {
        let mut shared = self.shared.iter();
        shared.rfind(|part| !part.snapshot.is_more_only())
    }
}

/// A room that somebody went into, with the keys that open it.
struct Inside {
    room: Room,
    keys: CaseKeys,
    parts: Vec<SealedPart>,
    /// A key that has to be made first, for what is written now.
    fresh: Option<rows::RoomKeyRow>,
}

impl Inside {
    /// What new parts are sealed to.
    fn to(&self) -> Result<To<'_>, Error> {
        let to = self.keys.recipients.get(&Compartment::Room);
        to.map(|(to, epoch)| (to, *epoch))
            .ok_or(Error::Internal(230))
    }
}

impl Platform {
    /// By what the rooms of a case are found.
    pub(crate) fn mark_of_case(&self, case: CaseId) -> Mark {
        self.keys.cookies.lookup(&format!("room of case\n{case}"))
    }

    fn mark_of_party(&self, party: DeskId) -> Mark {
        self.keys.cookies.lookup(&format!("room of party\n{party}"))
    }

    fn joining(&self, row: RoomRow) -> Result<Room, Error> {
        let opened = { &self.keys.columns }.open(TABLE, row.id.as_bytes(), COLUMN, &row.ends)?;
        let ends: RoomEnds = serde_json::from_slice(&opened).map_err(|_| Error::Internal(231))?;
        Ok(row.joining(ends, self.today())?)
    }

    /// The row of a room that begins.
    fn new_room(&self, room: &Room) -> Result<RoomRow, Error> {
        Ok(RoomRow {
            id: room.id.0,
            reference: room.reference.as_str().to_owned(),
            of_case: self.mark_of_case(room.case).to_vec(),
            of_party: self.mark_of_party(room.party).to_vec(),
            ends: self.sealed_ends(room, None)?,
            shut: false,
            week: room.week.0,
            active_week: room.active_week.0,
            // What it begins with is its first change.
            version: room.version + 1,
            seen: room.seen,
        })
    }

    /// What a room joins, sealed, once this member stepped aside as well.
    fn sealed_ends(&self, room: &Room, aside: Option<MemberId>) -> Result<Vec<u8>, Error> {
        let ends = RoomEnds {
            case: room.case,
            party: room.party,
            kind: room.kind,
            recused: room.recused.iter().copied().chain(aside).collect(),
            promises: room.promises.clone(),
            until: room.until,
            ended: room.ended,
        };
        let ends = serde_json::to_vec(&ends).map_err(|_| Error::Internal(232))?;
        Ok({ &self.keys.columns }.seal(TABLE, room.id.0.as_bytes(), COLUMN, &ends))
    }

    /// All rooms of a case.
    pub(crate) async fn rooms_of<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
    ) -> Result<Vec<Room>, Error> {
        let mark = self.mark_of_case(case.id);
        let rows = rows::of_case(tx, &self.keys.rows, case, &mark).await?;
        rows.into_iter().map(|row| self.joining(row)).collect()
    }

    /// What is in a room, opened.
    fn seen_in(&self, inside: &Inside) -> Result<RoomSeen, Error> {
        let seen = self.open_case(&inside.keys, &inside.parts)?;
        Ok(RoomSeen::of(inside.room.clone(), seen))
    }

    /// Seals something for a room.
    fn seal_for_room<T: Serialize>(
        &self,
        inside: &Inside,
        (part, kind): (PartId, PartKind),
        content: &T,
    ) -> Result<SealedPart, Error> {
        let place = (part, Compartment::Room, kind);
        self.seal_part(inside.to()?, CaseId(inside.room.id.0), place, content)
    }

    /// What is written for something that happened in a room: its line, which both sides read, and the commitment of that.
    fn record_room(
        &self,
        inside: &Inside,
        act: RoomAct,
        by: ActedBy,
        mut parts: Vec<SealedPart>,
    ) -> Result<RoomRecorded, Error> {
        let room = &inside.room;
        let fact = RoomFact {
            room: room.id,
            version: room.version,
            act,
        };
        let line = self.line(Fact::Room(fact.clone()), by, &parts)?;
        let id = (PartId(Uuid::new_v4()), PartKind::History);
        parts.push(self.seal_for_room(inside, id, &line.history)?);
        let by_desk = fact.act.is_of_desk();
        let fact_opens = fact.act == RoomAct::PartyOpened;
        let ends = match fact.act {
            RoomAct::PartySteppedAside { who, .. } => Some(self.sealed_ends(room, Some(who))?),
            // Until when it may be shown was said with what was shared last.
            RoomAct::Shared { .. } | RoomAct::CaseEnded | RoomAct::CaseWentOn => {
                Some(self.sealed_ends(room, None)?)
            }
            _ => None,
        };
        Ok(RoomRecorded {
            ends,
            shut: fact.act == RoomAct::Shut,
            fact,
            day: self.today(),
            begins: None,
            key: inside.fresh.clone(),
            parts,
            by_party: !by_desk,
            opened: fact_opens,
            news_for: by_desk.then_some(room.party),
            commitment: line.commitment,
        })
    }

    /// Writes the key that was made for what comes now.
    async fn keep_key(&self, tx: &mut Tx, inside: &mut Inside) -> Result<(), Error> {
        if let Some(row) = inside.fresh.take() {
            rows::add_key(tx, &self.keys.rows, row).await?;
        }
        Ok(())
    }

    async fn keep_room(&self, tx: &mut Tx, recorded: RoomRecorded) -> Result<(), Error> {
        Ok(rows::apply(tx, &self.keys.rows, recorded).await?)
    }

    /// A message, as it lies in a room.
    fn message(&self, from: Author, text: String, language: &str) -> MessagePart {
        MessagePart {
            from,
            member: None,
            text,
            language: language.to_owned(),
            at: self.now(),
        }
    }

    /// Lets rooms of a case end with what the person allows, where that ends sooner than it did. A room that ends later than it was told to
    /// is begun anew.
    pub(crate) async fn shorten_rooms<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        consent: &ConsentPart,
    ) -> Result<(), Error> {
        for mut room in self.rooms_of(tx, case).await? {
            let told = room
                .kind
                .told_for()
                .into_iter()
                .chain(room.kind.named_for());
            let ends = told.filter_map(|purpose| consent.given.get(purpose)?.until);
            let until = ends.chain(room.until).min();
            if room.is_shut_for_good() || until == room.until {
                continue;
            }
            room.until = until;
            let entrance = Entrance::of_case(case, &room)?;
            let ends = self.sealed_ends(&room, None)?;
            rows::set_ends(tx, &self.keys.rows, entrance, ends).await?;
        }
        Ok(())
    }

    /// Where an act ends the case or takes it up again, its rooms say so: what was shared is shown for some days more, or goes on.
    pub(crate) async fn end_rooms<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        act: &CaseAct,
    ) -> Result<(), Error> {
        let ended = match act {
            CaseAct::Stepped { ends: Some(_), .. } | CaseAct::MergedInto { .. } => {
                Some(self.today())
            }
            CaseAct::Stepped { ends: None, .. } if case.ended => None,
            _ => return Ok(()),
        };
        let said = match ended {
            Some(_) => RoomAct::CaseEnded,
            None => RoomAct::CaseWentOn,
        };
        for mut room in self.rooms_of(tx, case).await? {
            if room.is_shut_for_good() || room.ended.is_some() == ended.is_some() {
                continue;
            }
            room.ended = ended;
            let entrance = Entrance::of_case(case, &room)?;
            let inside = self.outside(tx, room, entrance).await?;
            let line = self.record_room(&inside, said.clone(), ActedBy::Desk, vec![])?;
            self.keep_room(tx, line).await?;
        }
        Ok(())
    }

    /// Shuts every room of a case whose party was told for one of these purposes, since who reported allows it no longer: in the
    /// transaction in which they say so, right after it, as they are told.
    pub(crate) async fn shut_all<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        case: &Granted<A>,
        (purposes, by, recipients): (&[String], ActedBy, &Recipients),
    ) -> Result<(), Error> {
        let mut version = case.version;
        let is_one = |purpose: &str| purposes.iter().any(|own| own == purpose);
        for room in self.rooms_of(tx, case).await? {
            let told = room
                .kind
                .told_for()
                .into_iter()
                .chain(room.kind.named_for());
            if room.is_shut_for_good() || !told.into_iter().any(is_one) {
                continue;
            }
            version += 1;
            let entrance = Entrance::of_case(case, &room)?;
            let inside = self.outside(tx, room, entrance).await?;
            let shut = self.record_room(&inside, RoomAct::Shut, ActedBy::Desk, vec![])?;
            let fact = Fact::Case(CaseFact {
                case: case.id,
                version,
                act: CaseAct::RoomShut {
                    room: inside.room.id,
                    why: None,
                },
            });
            let recorded = self.record(fact, by, vec![], recipients)?;
            self.apply(tx, recorded).await?;
            self.keep_room(tx, shut).await?;
        }
        Ok(())
    }
}
