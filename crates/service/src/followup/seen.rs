//! What whoever reported sees of their report.

use std::{collections::BTreeMap, sync::Arc};

use watchpost_domain::{
    CaseId, Day, PartId,
    casefile::TakenOutPart,
    cases::{
        Reference,
        clocks::Running,
        content::{Author, ConsentGiven, HistoryPart, ReleasePart, SheetPart},
        sheets,
    },
    commitments::Commitment,
    fact::CaseAct,
    procedure::{Code, Exit, HOLDER, Place, Procedure, Sheet},
    retention::Kept,
    rooms::{Room, ToldMorePart},
};

/// What the person who reported sees.
pub struct FollowUp {
    pub reference: Reference,
    pub state: Code,
    /// What it means for them, and what they can do there, by language.
    pub procedure: Arc<Procedure>,
    pub place: Place,
    pub acknowledge_by: Option<Day>,
    pub answer_by: Option<Day>,
    /// The clocks of where it stands that run.
    pub clocks: Vec<Running>,
    /// By when something next has to happen; none while clocks stand still.
    pub due: Option<Day>,
    pub today: Day,
    /// How long it is kept once it is over.
    pub kept: Kept,
    pub contact_stopped: bool,
    pub withdrawn: bool,
    pub messages: Vec<MessageSeen>,
    pub files: Vec<FileSeen>,
    /// What is allowed, and since when.
    pub consents: BTreeMap<String, ConsentGiven>,
    /// Cases that were opened for something they said in this one, and the one that this one was opened for.
    pub linked: Vec<(CaseId, Reference)>,
    pub follows: Option<Reference>,
    /// It is put beside others like it.
    pub beside_others: bool,
    /// What others were told, word for word; the oldest first.
    pub parties: Vec<PartyTold>,
    /// What was promised, and what became of it.
    pub commitments: Vec<Commitment>,
    /// Copies of chosen parts that were given out; the oldest first.
    pub copies: Vec<TakenOutPart>,
    /// What was filled in for them to read, and by them; the oldest first.
    pub sheets: Vec<SheetPart>,
    /// A stand-alone proof that the report is in the public log, once it is.
    pub proof: Option<String>,
    /// What can be proven, the oldest first.
    pub lines: Vec<LineSeen>,
}

/// What a party was told.
pub struct PartyTold {
    pub told: ReleasePart,
    /// What they were told after it, the oldest first.
    pub more: Vec<ToldMorePart>,
    /// Since when it is shown to them no longer.
    pub ended: Option<Day>,
}

impl PartyTold {
    /// What each was told; what came later stands with the last that was shared in its room.
    pub(super) fn all(
        released: Vec<(PartId, ReleasePart)>,
        (history, more): (&[HistoryPart], &[ToldMorePart]),
        rooms: &[Room],
    ) -> Vec<Self> {
        let last = |told: &ReleasePart| {
            let same = { released.iter() }.filter(|(_, other)| other.room == told.room);
            same.map(|(_, other)| other.number).max() == Some(told.number)
        };
        let of = |told: &ReleasePart| {
            let later = more.iter().filter(|more| Some(more.room) == told.room);
            let mut party = Self::of(told.clone(), history, rooms);
            party.more.extend(later.filter(|_| last(told)).cloned());
            party
        };
        released.iter().map(|(_, told)| of(told)).collect()
    }

    fn of(told: ReleasePart, history: &[HistoryPart], rooms: &[Room]) -> Self {
        let shut = |line: &&HistoryPart| match line.committed.fact.act() {
            Some(CaseAct::RoomShut { room, .. }) => told.room == Some(*room),
            _ => false,
        };
        let ended = { history.iter().find(shut) }.map(|line| Day::of(line.committed.at));
        // Or its time was over.
        let own = rooms.iter().find(|room| Some(room.id) == told.room);
        let over = own.filter(|room| room.shut).and_then(|room| room.until);
        let ended = ended.or(over.map(|until| Day(until.0 + 1)));
        Self {
            more: Vec::new(),
            told,
            ended,
        }
    }
}

/// A line of the history that the reporter is shown.
pub struct LineSeen {
    pub number: i64,
    /// The stable code of what was done.
    pub act: &'static str,
    pub day: Day,
}

impl FollowUp {
    /// What they are told of where their report stands, in a language.
    pub fn told(&self, language: &str) -> &str {
        let state = self.procedure.state(&self.state);
        state.map_or("", |state| state.told.text(language))
    }

    /// What they can do there, beside writing.
    pub fn steps(&self) -> impl Iterator<Item = &Exit> {
        let steps = self.place.open_to(&self.procedure, HOLDER);
        steps.filter(|exit| exit.unasked.is_none())
    }

    /// The worksheets that they can fill in there.
    pub fn asked(&self) -> impl Iterator<Item = &Sheet> {
        let is_theirs = |sheet: &&Sheet| sheet.by.iter().any(|by| HOLDER.contains(&by.as_str()));
        let theirs: Vec<&Sheet> = sheets::asked_at(&self.procedure, &self.state)
            .filter(is_theirs)
            .collect();
        // What is asked for just here comes first.
        let (here, anywhere): (Vec<&Sheet>, Vec<&Sheet>) =
            theirs.into_iter().partition(|sheet| !sheet.at.is_empty());
        here.into_iter().chain(anywhere)
    }

    /// The next day by which something is promised; none when the case is at its end.
    pub fn next_date(&self) -> Option<Day> {
        self.due
    }
}

pub struct MessageSeen {
    pub from: Author,
    pub text: String,
    pub day: Day,
}

pub struct FileSeen {
    pub id: PartId,
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    pub from: Author,
}
