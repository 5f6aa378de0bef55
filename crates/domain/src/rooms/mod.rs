//! Rooms: what a case shares with one other organisation, such as the company that it is about. What goes in is chosen field by field and
//! looked at before; whoever is in sees that and nothing else, and nothing in it says who reported.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    CaseId, Day, DeskId, MemberId, PartId, Problem, Problems, RoomId, cases::Reference,
    network::DeskKind, problem::clean_text, procedure::Code,
};

mod promises;
mod telltale;

pub use promises::{Followed, PROMISES_MAX, ToldPromise, commitments};
pub use telltale::{Kind as TelltaleKind, Telltale, telltales};

/// Longest title of what is shared, and longest label of a field, in characters.
pub const TITLE_MAX: usize = 120;
/// Longest field of what is shared, in characters.
pub const FIELD_MAX: usize = 10_000;
/// Most fields of what is shared.
pub const FIELDS_MAX: usize = 60;

/// What is known of a room without any key, by who may ask for it. Which case and which organisation it joins is sealed in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    pub id: RoomId,
    /// What people call it. It is another than that of the case, and says nothing of it.
    pub reference: Reference,
    pub case: CaseId,
    /// For whom it was opened.
    pub party: DeskId,
    /// What that is.
    pub kind: DeskKind,
    /// Who of them stepped aside.
    pub recused: Vec<MemberId>,
    /// The commitments of the case that they were told of.
    pub promises: Vec<PartId>,
    /// What was shared is shown no longer: it was shut, or its time is over.
    pub shut: bool,
    /// Only because its case ended some time ago: if the case goes on, so does what was shared.
    pub lapsed: bool,
    /// Until and with which day the person allows that it is shown, where that ends by itself.
    pub until: Option<Day>,
    /// When its case ended, for as long as it did not go on: what was shared is shown for some days more.
    pub ended: Option<Day>,
    /// The Mondays of the weeks in which it was opened, and in which something last happened.
    pub week: Day,
    pub active_week: Day,
    /// Counts changes, so that two people's changes cannot overwrite each other.
    pub version: i64,
    /// Up to which change the organisation has seen.
    pub seen: i64,
}

/// So many days after its case ended a party is shown what was shared with it, to read how it ended and to keep what it needs.
pub const SHOWN_AFTER_END: i64 = 30;

/// Until and with which day a room is shown whose case ended.
pub fn shown_after(ended: Day) -> Day {
    ended.plus(SHOWN_AFTER_END)
}

impl Room {
    /// Whether something came that the organisation has not seen.
    pub fn is_new(&self) -> bool {
        !self.shut && self.seen < self.version
    }

    /// Whether nothing shows it again.
    pub fn is_shut_for_good(&self) -> bool {
        self.shut && !self.lapsed
    }
}

/// What a party was told in its room after what was shared: kept with the case as well, for whoever reported to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldMorePart {
    pub room: RoomId,
    /// The words, where it was words.
    #[serde(default)]
    pub text: String,
    /// What a file is called, where it was one.
    #[serde(default)]
    pub file: String,
    pub at: Timestamp,
}

/// What is told, chosen field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub title: String,
    pub fields: Vec<Field>,
    /// What the organisation is asked for.
    pub ask: String,
    /// Who reported, where they allow that it is said; else empty.
    #[serde(default)]
    pub who: String,
    pub language: String,
    #[serde(default)]
    pub answer_by: Option<Day>,
    /// What was promised to the people, as far as it concerns the organisation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<ToldPromise>,
}

/// One field of what is told: under the words of its question, or others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    pub key: String,
    pub label: String,
    pub text: String,
}

impl Snapshot {
    /// Takes what was typed, cleaned; fields without a text are left out.
    ///
    /// # Errors
    /// By field, what is wrong: the title, or everything, is missing; a text is too long; there are too many fields.
    pub fn take(typed: Snapshot, today: Day) -> Result<Snapshot, Problems> {
        let mut problems = Problems::default();
        let mut clean = |name: &str, raw: &str, longest: usize, needed: bool| {
            let text = clean_text(raw, longest).and_then(|text| match needed && text.is_empty() {
                true => Err(Problem::Required),
                false => Ok(text),
            });
            text.unwrap_or_else(|problem| {
                problems.add(name, problem);
                String::new()
            })
        };
        // What was promised can be told alone, where the rest was told before.
        let is_more = typed.promises.is_empty() || !typed.fields.is_empty();
        let title = clean("title", &typed.title, TITLE_MAX, is_more).replace('\n', " ");
        let ask = clean("ask", &typed.ask, FIELD_MAX, is_more);
        let who = clean("who", &typed.who, FIELD_MAX, false);
        let mut fields = Vec::new();
        if typed.fields.len() > FIELDS_MAX {
            return Err(Problems::one("which", Problem::TooMany { max: FIELDS_MAX }));
        }
        for field in &typed.fields {
            let text = clean(
                &format!("field-{}", field.key),
                &field.text,
                FIELD_MAX,
                false,
            );
            let label = clean(
                &format!("label-{}", field.key),
                &field.label,
                TITLE_MAX * 4,
                false,
            );
            if !text.is_empty() {
                fields.push(Field {
                    key: field.key.clone(),
                    label,
                    text,
                });
            }
        }
        let promises = promises::take(typed.promises, &mut problems);
        if typed.answer_by.is_some_and(|day| day < today) {
            problems.add("answer-by", Problem::NotAnOption);
        }
        problems.or(Snapshot {
            title,
            fields,
            ask,
            who,
            language: typed.language,
            answer_by: typed.answer_by,
            promises,
        })
    }

    /// Whether it only adds something promised to what was told before.
    pub fn is_more_only(&self) -> bool {
        self.title.is_empty()
    }

    /// All of its texts, with the name of the field each stands in.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = { self.fields.iter() }.map(|field| (field.key.as_str(), field.text.as_str()));
        [("title", self.title.as_str()), ("ask", self.ask.as_str())]
            .into_iter()
            .chain(fields)
            .chain(self.promises.iter().flat_map(ToldPromise::texts))
    }

    /// Which of these words stand in it: answers that are not to be told, such as the name of the company.
    pub fn echoes(&self, kept: &[String]) -> Vec<(&str, String)> {
        let mut found = Vec::new();
        for words in { kept.iter() }.filter(|words| words.chars().count() > 2) {
            let low = words.to_lowercase();
            let mut texts = self.texts();
            if let Some((key, _)) = texts.find(|(_, text)| text.to_lowercase().contains(&low)) {
                found.push((key, words.clone()));
            }
        }
        found
    }

    /// What in it may tell who reported: to be looked at before it goes.
    pub fn telltales(&self) -> Vec<(&str, Telltale)> {
        self.texts()
            .flat_map(|(key, text)| telltales(text).into_iter().map(move |found| (key, found)))
            .collect()
    }
}

/// Something that happened in a room. Both sides read its line; who of the other side it was, neither.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoomFact {
    pub room: RoomId,
    /// The version of the room that it was decided on.
    pub version: i64,
    pub act: RoomAct,
}

/// The acts in a room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoomAct {
    /// The desk shared something.
    Shared {
        part: PartId,
    },
    /// The desk wrote, or sent a file.
    DeskWrote {
        part: PartId,
    },
    DeskSentFile {
        file: PartId,
    },
    /// Somebody of the desk took a step of what was promised. What they wrote about it stays with the case.
    PromiseFollowed {
        commitment: PartId,
        step: Code,
        #[serde(default)]
        reached: Option<Code>,
    },
    /// The day of something promised comes near, or has passed.
    PromiseDue {
        commitment: PartId,
        over: bool,
    },
    /// The party says that something promised was done.
    PartyClaimed {
        commitment: PartId,
        part: PartId,
    },
    /// The party opened what was new.
    PartyOpened,
    PartyWrote {
        part: PartId,
    },
    PartySentFile {
        file: PartId,
    },
    PartyFilled {
        sheet: Code,
        part: PartId,
    },
    /// The party did what the procedure asked of it.
    PartyStepped {
        act: Code,
        part: PartId,
    },
    /// One of the party stepped aside, because of a conflict of interest. Why lies in the room.
    PartySteppedAside {
        who: MemberId,
        part: PartId,
    },
    /// The case ended: what was shared is shown for some days more.
    CaseEnded,
    /// The case was taken up again, and what was shared goes on.
    CaseWentOn,
    /// What was shared is shown no longer.
    Shut,
}

impl RoomAct {
    /// The stable code, also the end of its message key (`room-act-…`).
    pub fn code(&self) -> &'static str {
        match self {
            RoomAct::Shared { .. } => "shared",
            RoomAct::DeskWrote { .. } => "desk-wrote",
            RoomAct::DeskSentFile { .. } => "desk-sent-file",
            RoomAct::PromiseFollowed { .. } => "promise-followed",
            RoomAct::PromiseDue { over: false, .. } => "promise-due",
            RoomAct::PromiseDue { .. } => "promise-over",
            RoomAct::PartyClaimed { .. } => "party-claimed",
            RoomAct::PartyOpened => "party-opened",
            RoomAct::PartyWrote { .. } => "party-wrote",
            RoomAct::PartySentFile { .. } => "party-sent-file",
            RoomAct::PartyFilled { .. } => "party-filled",
            RoomAct::PartyStepped { .. } => "party-stepped",
            RoomAct::PartySteppedAside { .. } => "party-stepped-aside",
            RoomAct::CaseEnded => "case-ended",
            RoomAct::CaseWentOn => "case-went-on",
            RoomAct::Shut => "shut",
        }
    }

    /// Whether the desk did it.
    pub fn is_of_desk(&self) -> bool {
        matches!(
            self,
            RoomAct::Shared { .. }
                | RoomAct::DeskWrote { .. }
                | RoomAct::DeskSentFile { .. }
                | RoomAct::PromiseFollowed { .. }
                | RoomAct::PromiseDue { .. }
                | RoomAct::CaseEnded
                | RoomAct::CaseWentOn
                | RoomAct::Shut
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn typed() -> Snapshot {
        Snapshot {
            title: " Papers kept\n".into(),
            fields: vec![
                Field {
                    key: "what".into(),
                    label: "What happened".into(),
                    text: " Papers were kept. ".into(),
                },
                Field {
                    key: "where".into(),
                    label: "Where".into(),
                    text: "  ".into(),
                },
            ],
            ask: "Please answer.".into(),
            ..Snapshot::default()
        }
    }

    #[test]
    fn what_is_chosen_is_taken_clean_and_what_is_left_empty_is_left_out() {
        let taken = Snapshot::take(typed(), Day(10)).unwrap();
        assert_eq!(taken.title, "Papers kept");
        let texts: Vec<_> = taken.fields.iter().map(|f| f.text.as_str()).collect();
        assert_eq!(texts, ["Papers were kept."]);
    }

    #[test]
    fn what_is_not_to_be_told_is_found_however_it_is_written() {
        let told = Snapshot {
            ask: "What does KESTREL guarding say?".into(),
            ..typed()
        };
        let kept = [
            "Kestrel Guarding".to_owned(),
            "Nairobi".to_owned(),
            "a".to_owned(),
        ];
        assert_eq!(told.echoes(&kept), [("ask", "Kestrel Guarding".to_owned())]);
    }

    #[test]
    fn what_is_missing_or_past_is_named() {
        let bad = Snapshot {
            title: String::new(),
            ask: "a".repeat(FIELD_MAX + 1),
            answer_by: Some(Day(9)),
            ..typed()
        };
        let problems = Snapshot::take(bad, Day(10)).unwrap_err();
        let fields: Vec<_> = problems.0.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["title", "ask", "answer-by"]);
    }
}
