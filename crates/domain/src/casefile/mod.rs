//! The file of a case, as it goes out to somebody: chosen piece by piece, without the words that are left out, for a purpose that the
//! person who reported allows. Who reported is in none of it.

mod manifest;
mod redaction;

use std::{collections::BTreeSet, fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Granted, PartId, Problem, Problems,
    cases::{
        ActError,
        content::{ConsentPart, HistoryPart},
        record,
    },
    fact::{CaseAct, Fact},
    intake::consent::DataScope,
    policy::cases as may,
    problem::clean_text,
    procedure::Need,
};

pub use manifest::{Manifest, safe_names};
pub use redaction::{LINE_MAX, LINES_MAX, MARK, Redaction};

/// Longest name of whoever gets a copy, in characters.
pub const TO_MAX: usize = 200;
/// Longest age recipient: those for quantum computers are long.
pub const RECIPIENT_MAX: usize = 4_096;
/// Most pieces of one file.
pub const ITEMS_MAX: usize = 1_500;

/// What a copy goes out for. A company gets none: it has a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    SendToIcoca,
    SendToRegulator,
    ShareWithCso,
    Court,
}

impl Purpose {
    pub const ALL: [Purpose; 4] = [
        Purpose::SendToIcoca,
        Purpose::SendToRegulator,
        Purpose::ShareWithCso,
        Purpose::Court,
    ];

    /// The purpose that the person who reported allows, or does not.
    pub fn code(self) -> &'static str {
        match self {
            Purpose::SendToIcoca => "send-to-icoca",
            Purpose::SendToRegulator => "send-to-regulator",
            Purpose::ShareWithCso => "share-with-cso",
            Purpose::Court => "court",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }

    /// Their word for it, as something that is needed.
    pub fn need(self) -> Need {
        Need::Consent(self.code().to_owned())
    }

    /// Whether they allow it, and for all that goes: what was agreed to for what happened does not cover files.
    pub fn is_allowed(self, consent: &ConsentPart, with_files: bool) -> bool {
        let Some(given) = consent.given.get(self.code()) else {
            return false;
        };
        let covers = |scope| given.scope.is_empty() || given.scope.contains(&scope);
        covers(DataScope::Facts) && (!with_files || covers(DataScope::Evidence))
    }
}

/// A piece of a case that can go out. Its code stands in forms and in the file itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Item {
    /// One answer of the report, by its question.
    Answer(String),
    Message(PartId),
    File(PartId),
    Sheet(PartId),
    /// Something that was promised, with all that became of it.
    Promise(PartId),
    /// Why something was decided: a note of the team.
    Why(PartId),
    /// A line of the history, by its number.
    Line(i64),
    /// What only the person who reported gets, such as their name, and what they allowed. Nobody can choose it.
    Own(String),
}

impl Item {
    /// What kind of piece it is: a stable code, also the end of its message key (`takeout-part-…`).
    pub fn kind(&self) -> &'static str {
        match self {
            Item::Answer(_) => "answer",
            Item::Message(_) => "message",
            Item::File(_) => "file",
            Item::Sheet(_) => "sheet",
            Item::Promise(_) => "promise",
            Item::Why(_) => "why",
            Item::Line(_) => "line",
            Item::Own(_) => "own",
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind();
        match self {
            Item::Answer(key) | Item::Own(key) => write!(out, "{kind}.{key}"),
            Item::Message(id)
            | Item::File(id)
            | Item::Sheet(id)
            | Item::Promise(id)
            | Item::Why(id) => write!(out, "{kind}.{id}"),
            Item::Line(number) => write!(out, "{kind}.{number}"),
        }
    }
}

impl FromStr for Item {
    type Err = Problem;

    fn from_str(code: &str) -> Result<Self, Problem> {
        let (kind, which) = code.split_once('.').ok_or(Problem::NotAnOption)?;
        let id = || Uuid::parse_str(which).map(PartId);
        let id = || id().map_err(|_| Problem::NotAnOption);
        Ok(match kind {
            "answer" => Item::Answer(which.to_owned()),
            "message" => Item::Message(id()?),
            "file" => Item::File(id()?),
            "sheet" => Item::Sheet(id()?),
            "promise" => Item::Promise(id()?),
            "why" => Item::Why(id()?),
            "line" => Item::Line(which.parse().map_err(|_| Problem::NotAnOption)?),
            _ => return Err(Problem::NotAnOption),
        })
    }
}

impl TryFrom<String> for Item {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        code.parse().map_err(|_| code)
    }
}

impl From<Item> for String {
    fn from(item: Item) -> String {
        item.to_string()
    }
}

/// A piece in words, as it can be chosen and as it goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub item: Item,
    /// What it is: the question, who wrote, what was done.
    pub title: String,
    /// What it says, each under a label, which may be empty.
    pub said: Vec<Said>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// What is known of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileKnown>,
}

/// Some words of a piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    pub text: String,
}

/// What is known of a file that goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileKnown {
    pub media_type: String,
    pub bytes: u64,
    pub sha256: String,
    /// Where it lies, once it has a place.
    #[serde(default)]
    pub path: String,
}

impl Entry {
    /// All of its texts.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let said = { self.said.iter_mut() }.flat_map(|said| [&mut said.label, &mut said.text]);
        // What kind of file it is, its sender said.
        let kind = self.file.iter_mut().map(|file| &mut file.media_type);
        [&mut self.title].into_iter().chain(said).chain(kind)
    }

    /// The same without the words that are left out, and how often that was.
    fn without(mut self, redaction: &Redaction) -> (Self, usize) {
        let mut times = 0;
        for text in self.texts_mut() {
            let (left, here) = redaction.apply(text);
            *text = left;
            times += here;
        }
        if let Item::Answer(key) = &self.item
            && redaction.finds(key)
        {
            // The short form of a question is no word of the person; a desk may still have put a name into it.
            self.item = Item::Answer(redaction.apply(key).0);
        }
        (self, times)
    }
}

/// What goes out, in words; and by number what does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub reference: String,
    pub language: String,
    pub to: String,
    pub purpose: Purpose,
    pub entries: Vec<Entry>,
    /// How many pieces of the case are not in it.
    pub left_out: usize,
    /// In how many places words were left out.
    pub redacted: usize,
}

impl Account {
    /// What was chosen of all that could be, without the words that are left out.
    pub fn of(
        (reference, language): (&str, &str),
        prepared: &PreparedPart,
        all: Vec<Entry>,
        redaction: &Redaction,
    ) -> Self {
        let (mut entries, mut redacted) = (Vec::new(), 0);
        let offered = all.len();
        for entry in all {
            if prepared.items.contains(&entry.item) {
                let (entry, times) = entry.without(redaction);
                redacted += times;
                entries.push(entry);
            }
        }
        Self {
            reference: reference.to_owned(),
            language: language.to_owned(),
            to: prepared.to.clone(),
            purpose: prepared.purpose,
            left_out: offered - entries.len(),
            entries,
            redacted,
        }
    }

    /// Those of one kind.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Entry> {
        let kind = move |entry: &&Entry| entry.item.kind() == kind;
        self.entries.iter().filter(kind)
    }
}

/// What is to go out, as it was written down for somebody to look at (team compartment).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedPart {
    pub to: String,
    /// The age recipient to which it is sealed.
    pub recipient: String,
    pub purpose: Purpose,
    pub items: BTreeSet<Item>,
    /// What is left out, line by line.
    pub words: Vec<String>,
    pub at: Timestamp,
}

impl PreparedPart {
    /// Takes what was typed, cleaned. Whether the recipient is one, the edge knows.
    ///
    /// # Errors
    /// By field, what is missing or too long, or what nobody offered.
    pub fn take(typed: &Typed<'_>, at: Timestamp) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut clean = |field: &str, raw: &str, longest: usize| {
            let text = clean_text(raw, longest).and_then(|text| match text.is_empty() {
                true => Err(Problem::Required),
                false => Ok(text.replace('\n', " ")),
            });
            text.unwrap_or_else(|problem| {
                problems.add(field, problem);
                String::new()
            })
        };
        let to = clean("to", typed.to, TO_MAX);
        let recipient = clean("recipient", typed.recipient, RECIPIENT_MAX);
        let purpose = Purpose::from_code(typed.purpose);
        if purpose.is_none() {
            problems.add("purpose", Problem::Required);
        }
        let items: Result<BTreeSet<Item>, Problem> =
            typed.items.iter().map(|i| i.parse()).collect();
        let items = items.and_then(|items| match items.len() {
            0 => Err(Problem::Required),
            ITEMS_MAX.. => Err(Problem::TooMany { max: ITEMS_MAX }),
            _ => Ok(items),
        });
        let items = items.unwrap_or_else(|problem| {
            problems.add("items", problem);
            BTreeSet::new()
        });
        let words = Redaction::lines(typed.words).unwrap_or_else(|problem| {
            problems.add("words", problem);
            Vec::new()
        });
        problems.or(Self {
            to,
            recipient,
            purpose: purpose.unwrap_or(Purpose::Court),
            items,
            words,
            at,
        })
    }

    /// Whether files go with it.
    pub fn with_files(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::File(_)))
    }
}

/// What somebody typed who writes down what is to go out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typed<'a> {
    pub to: &'a str,
    pub recipient: &'a str,
    pub purpose: &'a str,
    pub items: &'a [String],
    pub words: &'a str,
}

/// What went out (narrative compartment): the person who reported reads to whom and for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOutPart {
    pub to: String,
    pub recipient: String,
    pub purpose: Purpose,
    /// SHA-256 of the list of all that is in it, in hex.
    pub manifest: String,
    /// What was chosen, word for word, lies with the team.
    pub prepared: PartId,
    pub pieces: usize,
    pub files: usize,
    pub left_out: usize,
    pub redacted: usize,
    pub at: Timestamp,
}

/// Whether a copy may go, before anything is made of it.
///
/// # Errors
/// `Needs` names the consent that is missing.
pub fn may_go(prepared: &PreparedPart, consent: &ConsentPart) -> Result<(), ActError> {
    let purpose = prepared.purpose;
    match purpose.is_allowed(consent, prepared.with_files()) {
        true => Ok(()),
        false => Err(ActError::Needs(vec![purpose.need()])),
    }
}

/// A copy goes out.
///
/// # Errors
/// `Needs` names the consent that is missing.
pub fn take_out(
    case: &Granted<may::TakeOut>,
    prepared: &PreparedPart,
    consent: &ConsentPart,
    part: PartId,
) -> Result<Fact, ActError> {
    may_go(prepared, consent)?;
    Ok(record(case, CaseAct::TakenOut { part }))
}

/// Whether a line of the history can go out: none that has to do with who reported, that is one member's own, or that tells of another
/// case.
pub fn can_go_out(line: &HistoryPart) -> bool {
    let Some(act) = line.committed.fact.act() else {
        return false;
    };
    !matches!(
        act,
        CaseAct::IdentityAsked { .. }
            | CaseAct::IdentityAgreed { .. }
            | CaseAct::IdentityRefused { .. }
            | CaseAct::IdentityOpened { .. }
            | CaseAct::IdentityHanded { .. }
            | CaseAct::PrivateNoteWritten { .. }
            | CaseAct::Team(_)
            | CaseAct::Pattern(_)
            | CaseAct::Linked { .. }
            | CaseAct::MergedInto { .. }
            | CaseAct::MergedFrom { .. }
            | CaseAct::ReportReceived {
                follows: Some(_),
                ..
            }
            | CaseAct::ReportReceived {
                gathers: Some(_),
                ..
            }
    )
}

/// Whether a JSON document says, in any of its texts, what is left out.
pub fn says(value: &serde_json::Value, redaction: &Redaction) -> bool {
    use serde_json::Value;
    match value {
        Value::String(text) => redaction.finds(text),
        Value::Array(all) => all.iter().any(|value| says(value, redaction)),
        Value::Object(all) => {
            { all.iter() }.any(|(key, value)| redaction.finds(key) || says(value, redaction))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests;
