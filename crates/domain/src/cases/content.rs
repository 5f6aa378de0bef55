//! What is inside the sealed parts of a case. Fields are only ever added, with a default: old parts stay readable.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ChannelId, Day, DeskId, MemberId, PartId, PolicyVersion, RoomId,
    casefile::{PreparedPart, TakenOutPart},
    commitments::CommitmentPart,
    fact::Fact,
    intake::{
        Answer, Entry,
        consent::{DataScope, Recipient},
    },
    network::DeskKind,
    procedure::{Code, sheet::Answers},
    rooms::{Snapshot, ToldMorePart},
};

/// The answers of a report (narrative compartment).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswersPart {
    pub channel: ChannelId,
    /// The language it was written in.
    pub language: String,
    pub entry: Entry,
    pub received: Timestamp,
    /// The version of the channel's questions, and the questions as they were put.
    pub questions_version: u32,
    pub answers: Vec<Answered>,
}

/// A question as it was put and the answer to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    pub key: String,
    pub question: String,
    pub answer: Answer,
}

/// Who reported and how to reach them (identity compartment).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct IdentityPart {
    pub answers: Vec<Answered>,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    Reporter,
    Desk,
    /// Somebody of the party, in its room.
    Party,
}

/// A message (narrative compartment).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagePart {
    pub from: Author,
    /// For messages of the desk: who wrote it. It is no part of what was said, so that this can be proven without it: it is read
    /// from the line of the history. Never shown to the reporter.
    #[serde(skip)]
    pub member: Option<MemberId>,
    pub text: String,
    pub language: String,
    pub at: Timestamp,
}

/// What is known of a file (original compartment).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePart {
    pub from: Author,
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
    /// SHA-256 of the bytes as they came, in hex.
    pub sha256: String,
    /// The part that holds the bytes.
    pub body: PartId,
    pub at: Timestamp,
}

/// A note of the desk (team compartment), or of one member alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotePart {
    pub member: MemberId,
    pub text: String,
    pub at: Timestamp,
}

/// A worksheet that was filled in (team compartment, or narrative where the person who reported reads it).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPart {
    pub sheet: Code,
    /// As whom it was filled in. Which member it was is read from the line of the history.
    pub by: Code,
    #[serde(skip)]
    pub member: Option<MemberId>,
    /// Its place among the lines of the history, read from there as well.
    #[serde(skip)]
    pub number: i64,
    pub answers: Answers,
    pub language: String,
    pub at: Timestamp,
    /// By which versions of the policy data it was proposed, where it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made_from: Vec<PolicyVersion>,
}

/// What a party may be told (team compartment), or was told (narrative compartment, and the room of that party).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleasePart {
    pub party: DeskId,
    /// What that party is, and its name here.
    #[serde(default)]
    pub kind: DeskKind,
    pub name: String,
    /// The room, once it was shared there.
    #[serde(default)]
    pub room: Option<RoomId>,
    pub snapshot: Snapshot,
    /// Its place among the lines of the history, and who wrote it down: read from there.
    #[serde(skip)]
    pub number: i64,
    #[serde(skip)]
    pub member: Option<MemberId>,
    pub at: Timestamp,
}

/// What may be done with a report: purpose, and for whom. What is not listed is not allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentPart {
    pub given: BTreeMap<String, ConsentGiven>,
    pub at: Option<Timestamp>,
}

/// One purpose that was agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentGiven {
    pub language: String,
    pub at: Timestamp,
    /// What of the report it reaches, and who gets it, as it was put to the person; empty in what was agreed to before these
    /// were kept.
    #[serde(default)]
    pub scope: Vec<DataScope>,
    #[serde(default)]
    pub recipient: Option<Recipient>,
    /// Until and with which day it holds; until it is taken back, where there is none.
    #[serde(default)]
    pub until: Option<Day>,
    /// How it was given, where it was not given here by the person: as a desk wrote it down.
    #[serde(default)]
    pub told: Option<ToldConsent>,
}

/// A consent that a desk wrote down for somebody who gave it otherwise (domain dossier, 4.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldConsent {
    pub form: ConsentForm,
    /// Who explained to them what it means, and in which language.
    pub explained: String,
    pub on: Day,
    /// To whom, by name, where it is for somebody in particular.
    #[serde(default)]
    pub to: String,
    /// The file of the case that shows it.
    #[serde(default)]
    pub evidence: Option<PartId>,
}

/// How somebody agrees who does not do it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentForm {
    Written,
    Thumbprint,
    Audio,
    Witnessed,
    /// Said by phone or in person, with nobody else there.
    Spoken,
}

impl ConsentForm {
    pub const ALL: [ConsentForm; 5] = [
        ConsentForm::Written,
        ConsentForm::Thumbprint,
        ConsentForm::Audio,
        ConsentForm::Witnessed,
        ConsentForm::Spoken,
    ];

    /// The stable code, also the end of its message key (`consent-form-…`).
    pub fn code(self) -> &'static str {
        match self {
            ConsentForm::Written => "written",
            ConsentForm::Thumbprint => "thumbprint",
            ConsentForm::Audio => "audio",
            ConsentForm::Witnessed => "witnessed",
            ConsentForm::Spoken => "spoken",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }
}

impl ConsentPart {
    /// What of it holds on a day: nothing whose time is over.
    #[must_use]
    pub fn in_force(mut self, today: Day) -> Self {
        self.given
            .retain(|_, given| given.until.is_none_or(|until| today <= until));
        self
    }
}

impl ConsentGiven {
    /// Agreed to now, with the reach that the pages show for this purpose.
    pub fn anew(purpose: &str, language: &str, at: Timestamp) -> Self {
        let reach = crate::intake::consent::reach(purpose);
        Self {
            language: language.to_owned(),
            at,
            scope: reach.map_or(vec![], |(scope, _)| scope.to_vec()),
            recipient: reach.map(|(_, recipient)| recipient),
            until: None,
            told: None,
        }
    }
}

/// One line of the history: the fact, and the opening of its commitment in the public log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryPart {
    /// 32 random bytes, in hex.
    pub salt: String,
    pub committed: Committed,
    pub by: ActedBy,
    /// 32 random bytes, in hex: with `by`, they open `committed.who`.
    pub by_salt: String,
}

/// What a commitment commits to. Its JSON, as `serde_json` writes it, is hashed with the salt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Committed {
    pub fact: Fact,
    /// A hash of who acted and of random bytes of its own, in hex: what was said can be shown without who wrote it.
    pub who: String,
    pub at: Timestamp,
    /// SHA-256 of every sealed part that came with it, in hex, by part. Bodies of files are bound by their facts.
    pub parts: BTreeMap<String, String>,
    /// A hash of what each of these parts says, in hex, by part. It covers random bytes that lie sealed in the part itself, so it
    /// tells nothing to those who cannot open that part.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub said: BTreeMap<String, String>,
}

/// Who acted, as the history keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActedBy {
    Reporter,
    Member(MemberId),
    Operator,
    Installation,
    /// Somebody of the desk, in a room where nobody is named.
    Desk,
    /// Somebody of a party, as the desk knows them.
    Party,
}

/// What a part of a case says, whichever it is: as a proof shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Content {
    File(FilePart),
    Message(MessagePart),
    Note(NotePart),
    Answers(AnswersPart),
    Sheet(SheetPart),
    Release(ReleasePart),
    Commitment(CommitmentPart),
    TakenOut(TakenOutPart),
    Prepared(PreparedPart),
    Consent(ConsentPart),
    ToldMore(ToldMorePart),
}

impl Content {
    /// The texts that a person wrote in it.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Content::Message(message) => vec![&message.text],
            Content::Note(note) => vec![&note.text],
            Content::Answers(part) => {
                let words = part.answers.iter().filter_map(|a| a.answer.words());
                words.collect()
            }
            Content::Sheet(part) => {
                let words = part.answers.values();
                let words = words.flat_map(|said| [&said.words, &said.why]);
                words
                    .filter(|w| !w.is_empty())
                    .map(String::as_str)
                    .collect()
            }
            Content::Commitment(part) => part.step.texts(),
            Content::Release(part) => part.snapshot.texts().map(|(_, text)| text).collect(),
            Content::Prepared(part) => vec![&part.to],
            Content::TakenOut(part) => vec![&part.to],
            Content::ToldMore(part) => vec![&part.text, &part.file],
            Content::File(_) | Content::Consent(_) => Vec::new(),
        }
    }
}
