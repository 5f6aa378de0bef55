//! What happened. Rows, history, log entries and jobs are all derived from a fact; none of them can be forgotten, because the
//! places that derive them match on it without a catch-all.

mod code;
mod concerns;
mod desk;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use desk::{AccountPart, DeskFact, EmergencyStep, RegistryStep};

use crate::{
    CaseId, ChannelId, Day, DeskId, MemberId, PartId, RoomId,
    cases::{CaseAccess, Reference},
    commitments::Promise,
    emergency::EmergencyAct,
    intake::Entry,
    patterns::PatternAct,
    procedure::Code,
    retention::{Going, Retention},
    rooms::RoomFact,
    team::TeamAct,
};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    Case(CaseFact),
    Desk(DeskFact),
    Room(RoomFact),
}

impl Fact {
    /// What was done to a case, where it was.
    pub fn act(&self) -> Option<&CaseAct> {
        match self {
            Fact::Case(fact) => Some(&fact.act),
            Fact::Desk(_) | Fact::Room(_) => None,
        }
    }
}

/// Something that happened to a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseFact {
    pub case: CaseId,
    /// The version of the case that it was decided on; another change in between makes it a conflict.
    pub version: i64,
    pub act: CaseAct,
}

/// The acts on a case. Reasons and names stay inside: they are written to sealed history only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseAct {
    ReportReceived {
        reference: Reference,
        desk: DeskId,
        channel: ChannelId,
        entry: Entry,
        /// The version of the procedure that it follows, and where it begins there.
        procedure: i64,
        state: Code,
        acknowledge_by: Day,
        answer_by: Day,
        /// How long it is kept once it is over, as its channel says.
        #[serde(default)]
        kept: Retention,
        files: Vec<PartId>,
        /// The case that it comes from, where it comes from one.
        #[serde(default)]
        follows: Option<Follows>,
        /// Who may read it, where it was opened for several others.
        #[serde(default)]
        gathers: Option<Gathers>,
    },
    /// Another case was opened for something that was said in this one.
    Linked {
        other: CaseId,
        reference: Reference,
    },
    /// A member opened the case.
    Opened,
    /// A member asked a second person before the identity compartment is opened, and why.
    IdentityAsked {
        who: MemberId,
        reason: String,
        until: Day,
    },
    /// `who` agreed, as the second person, that `by` opens it.
    IdentityAgreed {
        who: MemberId,
        by: MemberId,
        until: Day,
    },
    /// A second person did not agree.
    IdentityRefused {
        by: MemberId,
        reason: String,
    },
    /// A member opened the identity compartment: with a second person, or alone and why.
    IdentityOpened {
        #[serde(default)]
        reason: String,
        #[serde(default)]
        with: Option<MemberId>,
    },
    /// The key to who reported was given to one more custodian.
    IdentityHanded {
        to: MemberId,
        #[serde(default)]
        reason: String,
    },
    FileOpened {
        file: PartId,
    },
    /// The case went on in its procedure. The reporter reads this line: why it was done is a note of the team.
    Stepped {
        act: Code,
        /// As whom it was done.
        by: Code,
        from: Code,
        to: Code,
        /// Where it can go back to from there.
        #[serde(default)]
        came_from: Option<Code>,
        /// How the case ended with it.
        #[serde(default)]
        ends: Option<Code>,
        /// What is so beside the state from then on, or no longer.
        #[serde(default)]
        beside: Vec<(Code, bool)>,
        #[serde(default)]
        why: Option<PartId>,
    },
    /// A worksheet was filled in.
    SheetFilled {
        sheet: Code,
        part: PartId,
        /// As whom.
        by: Code,
        /// The person who reported reads it.
        shown: bool,
        /// What is so beside the state from then on.
        #[serde(default)]
        begins: Vec<Code>,
        /// After how many days it is asked again.
        #[serde(default)]
        again: Option<u32>,
        /// The paragraphs of the Code that are touched from then on, where it asks which.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        touches: Option<BTreeSet<u16>>,
    },
    /// It was said that this goes on that day, because the case was kept as long as its channel said.
    GoingSaid {
        what: Going,
        on: Day,
    },
    /// Who reported has gone: kept as long as the channel said.
    IdentityGone,
    /// Clocks reminded, or ran out.
    ClockSaid {
        reminders: Vec<Code>,
        over: Vec<Code>,
    },
    /// A clock was given its whole time once more.
    ClockExtended {
        clock: Code,
        reason: String,
    },
    /// Something is so beside the state, or is so no longer.
    Beside {
        side: Code,
        is_so: bool,
        #[serde(default)]
        why: Option<PartId>,
    },
    Assigned {
        to: Option<MemberId>,
        #[serde(default)]
        reason: String,
    },
    Titled {
        title: String,
    },
    AccessGiven {
        to: MemberId,
        reason: String,
        until: Option<Day>,
    },
    AccessTaken {
        from: MemberId,
        reason: String,
    },
    /// The day until which a named member read is past.
    AccessEnded {
        from: MemberId,
        until: Day,
    },
    /// From "all who read the desk" to "those named", or back.
    AccessChanged {
        to: CaseAccess,
        reason: String,
    },
    SteppedAside {
        who: MemberId,
        reason: String,
    },
    MergedInto {
        other: CaseId,
        reason: String,
        /// The end of its procedure.
        to: Code,
    },
    /// Another case was found to be this one.
    MergedFrom {
        other: CaseId,
        reason: String,
    },
    /// What a party may be told was written down, for somebody to look at before it goes.
    ReleaseDrafted {
        part: PartId,
    },
    /// A party was told; what, is in the part that the person who reported reads too.
    Released {
        room: RoomId,
        part: PartId,
        /// Who reported was said with it.
        #[serde(default)]
        named: bool,
    },
    /// The desk wrote to a party, or sent it a file.
    WroteToParty {
        room: RoomId,
        /// What was written, for whoever reported.
        #[serde(default)]
        part: Option<PartId>,
    },
    /// The party opened what was new in its room.
    PartyOpened {
        room: RoomId,
    },
    /// The party wrote, or sent a file.
    PartyWrote {
        room: RoomId,
    },
    /// One of the party stepped aside.
    PartySteppedAside {
        room: RoomId,
    },
    /// What a party was told is shown to it no longer.
    RoomShut {
        room: RoomId,
        /// The note of the team that says why: the person who reported reads the line.
        #[serde(default)]
        why: Option<PartId>,
    },
    /// What is to go out was written down, for somebody to look at before it goes.
    TakeOutPrepared {
        part: PartId,
    },
    /// A copy of chosen pieces went out; to whom and for what, the person who reported reads too.
    TakenOut {
        part: PartId,
    },
    /// All of the case was opened on one page, for paper.
    Printed,
    /// Something was promised, or one more step of what was promised happened.
    CommitmentChanged {
        commitment: PartId,
        part: PartId,
        /// Which step: a code of `commitments::Step`.
        step: Code,
        /// What was promised, without its words; and how much of it reached the people, where the step says so.
        promise: Promise,
        #[serde(default)]
        reached: Option<Code>,
        /// The room in which a party said it.
        #[serde(default)]
        room: Option<RoomId>,
    },
    /// What members do among themselves.
    Team(TeamAct),
    /// A narrow case is asked for, or opened, in an emergency.
    Emergency(EmergencyAct),
    /// It was found to be one of several that show the same.
    Pattern(PatternAct),
    MessageSent {
        part: PartId,
    },
    NoteWritten {
        part: PartId,
    },
    PrivateNoteWritten {
        part: PartId,
    },
    FileAdded {
        file: PartId,
    },
    ReporterWrote {
        part: PartId,
    },
    ReporterSentFile {
        file: PartId,
    },
    ConsentChanged {
        given: Vec<String>,
        /// What was allowed before, and is no longer.
        #[serde(default)]
        taken_back: Vec<String>,
        /// What is so beside the state from then on, or no longer.
        #[serde(default)]
        beside: Vec<(Code, bool)>,
        /// Who reported is kept no longer: what was sealed of it is erased with this.
        #[serde(default)]
        forgets: bool,
    },
    ContactStopped,
    ContactAllowed,
    Withdrawn {
        under_pressure: bool,
    },
    ReceiptChanged,
}

/// Where a case comes from, and what holds there: whoever may not read that one, or was asked not to write, may not in this one either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follows {
    pub case: CaseId,
    pub reference: Reference,
    pub access: CaseAccess,
    pub recused: Vec<MemberId>,
    pub contact_stopped: bool,
}

/// What holds in a case that was opened for a pattern: whoever may not read one of its cases may not read this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathers {
    pub access: CaseAccess,
    pub recused: Vec<MemberId>,
}
