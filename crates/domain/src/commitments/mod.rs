//! What was promised to the people who were harmed, one thing by one, and what became of it: said to be done, seen by somebody else, confirmed
//! by them (domain dossier, 3.2 and 3.4; UN Guiding Principle 25).

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Day, MemberId, PartId, Problem, Problems, RoomId,
    problem::clean_text,
    procedure::{Code, Tracker},
};

/// Longest text of a commitment, in characters.
pub const WORDS_MAX: usize = 5_000;
/// Longest name of who does it, in characters.
pub const WHO_MAX: usize = 200;
/// Most steps of a commitment.
pub const STEPS_MAX: usize = 100;
/// Most times a party says of one commitment that it is done: it must keep nobody else from going on with it.
pub const PARTY_CLAIMS_MAX: usize = 20;
/// Most commitments of a case: one noisy case must not make its page unreadable.
pub const COMMITMENTS_MAX: usize = 100;

/// One step of one commitment, as it lies sealed where who reported reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentPart {
    /// The part with which it was promised.
    pub commitment: PartId,
    pub step: Step,
    /// Whose word it is, where a party said it in its room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyWord>,
    pub language: String,
    /// Who of the desk it was, and its place among the lines of the history: read from there.
    #[serde(skip)]
    pub member: Option<MemberId>,
    #[serde(skip)]
    pub number: i64,
    pub at: Timestamp,
}

/// That a party said it in its room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyWord {
    /// What it is called here.
    pub name: String,
    pub room: RoomId,
    /// The files of the room that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<PartId>,
}

/// What is known of a commitment without its words: what it is counted under, and its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub kind: Code,
    pub due: Day,
}

/// What happens to a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    Promised {
        kind: Code,
        what: String,
        /// Who does it, as people know them.
        who: String,
        due: Day,
        /// What will show that it was done.
        shows: String,
    },
    /// It is said to be done.
    Claimed {
        how: String,
        #[serde(default)]
        file: Option<PartId>,
    },
    /// Somebody else looked: how much of it reached the people.
    Seen {
        reached: Code,
        how: String,
        #[serde(default)]
        file: Option<PartId>,
    },
    /// The person says how much of it reached them.
    Confirmed { reached: Code, words: String },
    /// It will not be done, or was a mistake.
    Dropped { why: String },
}

impl Step {
    /// The stable code, also the end of its message keys (`commitment-…`).
    pub fn code(&self) -> &'static str {
        match self {
            Step::Promised { .. } => "promised",
            Step::Claimed { .. } => "claimed",
            Step::Seen { .. } => "seen",
            Step::Confirmed { .. } => "confirmed",
            Step::Dropped { .. } => "dropped",
        }
    }

    /// The texts that a person wrote in it.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Step::Promised {
                what, who, shows, ..
            } => vec![what, who, shows],
            Step::Claimed { how, .. } | Step::Seen { how, .. } => vec![how],
            Step::Confirmed { words, .. } => vec![words],
            Step::Dropped { why } => vec![why],
        }
    }

    /// How much of it reached the people, where the step says so.
    pub fn reached(&self) -> Option<&Code> {
        match self {
            Step::Seen { reached, .. } | Step::Confirmed { reached, .. } => Some(reached),
            _ => None,
        }
    }

    /// All codes, in the order in which they come.
    pub const CODES: [&str; 5] = ["promised", "claimed", "seen", "confirmed", "dropped"];
}

/// A step as it is typed; what a step does not ask for is empty.
#[derive(Debug, Clone, Default)]
pub struct StepTyped {
    pub step: String,
    pub kind: String,
    pub words: String,
    pub who: String,
    pub due: Option<Day>,
    pub shows: String,
    pub reached: String,
    pub file: Option<PartId>,
    /// How many steps there were of it when the form was shown; where that is not known, nothing is held against it.
    pub after: Option<usize>,
}

impl StepTyped {
    /// Takes what was typed. `files` are those of the case, one of which can show it.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn take(&self, tracker: &Tracker, files: &[PartId]) -> Result<Step, Problems> {
        let mut problems = Problems::default();
        let mut clean = |field: &str, raw: &str, longest: usize| {
            let text = clean_text(raw, longest);
            let text = text.and_then(|text| match text.is_empty() {
                true => Err(Problem::Required),
                false => Ok(text),
            });
            text.unwrap_or_else(|problem| {
                problems.add(field, problem);
                String::new()
            })
        };
        let words = clean("words", &self.words, WORDS_MAX);
        let is_promise = self.step == "promised";
        let (who, shows) = match is_promise {
            true => (
                clean("who", &self.who, WHO_MAX),
                clean("shows", &self.shows, WORDS_MAX),
            ),
            false => Default::default(),
        };
        let is_one = |all: &BTreeSet<&str>, said: &str| match all.contains(said) {
            true => Ok(said.to_owned()),
            false => Err(Problem::Required),
        };
        let kinds = tracker
            .kinds
            .iter()
            .map(|choice| choice.code.as_str())
            .collect();
        let reached = tracker
            .reached
            .iter()
            .map(|choice| choice.code.as_str())
            .collect();
        if is_promise && self.due.is_none() {
            problems.add("due", Problem::Required);
        }
        if self.file.is_some_and(|file| !files.contains(&file)) {
            problems.add("file", Problem::NotAnOption);
        }
        let mut chosen = |field: &str, all, said: &str| {
            is_one(all, said).unwrap_or_else(|problem| {
                problems.add(field, problem);
                String::new()
            })
        };
        let file = self.file;
        let step = match self.step.as_str() {
            "promised" => Step::Promised {
                kind: chosen("kind", &kinds, &self.kind),
                what: words,
                who,
                due: self.due.unwrap_or(Day(0)),
                shows,
            },
            "claimed" => Step::Claimed { how: words, file },
            "seen" => Step::Seen {
                reached: chosen("reached", &reached, &self.reached),
                how: words,
                file,
            },
            "confirmed" => Step::Confirmed {
                reached: chosen("reached", &reached, &self.reached),
                words,
            },
            "dropped" => Step::Dropped { why: words },
            _ => return Err(Problems::one("step", Problem::NotAnOption)),
        };
        problems.or(step)
    }
}

/// A commitment with all that happened to it, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    pub id: PartId,
    pub steps: Vec<CommitmentPart>,
}

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Member(MemberId),
    /// Who reported, or speaks for them.
    Person,
    /// Somebody of a party, in its room.
    Party,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("not after what happened to it")]
    NotNow,
    /// Nobody looks over what they said themselves.
    #[error("somebody else has to")]
    NotYourOwn,
}

impl Commitment {
    /// The commitments of a case, by the order in which they were promised.
    pub fn all(parts: &[CommitmentPart]) -> Vec<Commitment> {
        let mut all: Vec<Commitment> = Vec::new();
        let mut parts: Vec<&CommitmentPart> = parts.iter().collect();
        parts.sort_by_key(|part| part.number);
        for part in parts {
            match all.iter_mut().find(|own| own.id == part.commitment) {
                Some(own) => own.steps.push(part.clone()),
                None if matches!(part.step, Step::Promised { .. }) => all.push(Commitment {
                    id: part.commitment,
                    steps: vec![part.clone()],
                }),
                None => {}
            }
        }
        all
    }

    /// Where it stands: the code of its last step. What was given up stays so: a party that was not told may still write of it.
    pub fn stands(&self) -> &'static str {
        let mut codes = self.steps.iter().map(|part| part.step.code());
        let is_over = codes.any(|code| code == "dropped");
        let last = self.steps.last().map_or("", |part| part.step.code());
        if is_over { "dropped" } else { last }
    }

    /// What is known of it without its words.
    pub fn promise(&self) -> Option<Promise> {
        self.steps.iter().find_map(|part| match &part.step {
            Step::Promised { kind, due, .. } => Some(Promise {
                kind: kind.clone(),
                due: *due,
            }),
            _ => None,
        })
    }

    /// By when it was promised.
    pub fn due(&self) -> Option<Day> {
        self.promise().map(|promise| promise.due)
    }

    /// Its day is past, and nobody has said that it is done.
    pub fn is_overdue(&self, today: Day) -> bool {
        let is_over = |part: &CommitmentPart| ["claimed", "dropped"].contains(&part.step.code());
        !self.steps.iter().any(is_over) && self.due().is_some_and(|due| due < today)
    }

    /// What can be done with it now, by whom it may be done.
    ///
    /// # Errors
    /// `NotNow`; `NotYourOwn` where they said themselves that it is done.
    pub fn may(&self, step: &str, by: By) -> Result<(), Refused> {
        let stands = self.stands();
        let of_desk = { self.steps.iter() }.filter(|part| part.party.is_none());
        if of_desk.count() >= STEPS_MAX {
            return Err(Refused::NotNow);
        }
        let is_claim = |part: &&CommitmentPart| part.step.code() == "claimed";
        // What a party says beside does not make the word of somebody of the desk that of another.
        let claims = || self.steps.iter().filter(is_claim);
        let claimed = claims().rfind(|part| part.party.is_none());
        let of_party = claims().filter(|part| part.party.is_some()).count();
        match (step, by) {
            // Only people concerned know whether it reached them, and they can say so at any time.
            ("confirmed", By::Person) if stands != "dropped" => Ok(()),
            // Also after they said that nothing reached them: it can still be done.
            ("claimed", By::Member(_)) if stands != "dropped" => Ok(()),
            ("claimed", By::Party) if stands != "dropped" && of_party < PARTY_CLAIMS_MAX => Ok(()),
            ("seen", By::Member(member)) if ["claimed", "seen"].contains(&stands) => {
                match claimed.is_some_and(|part| part.member == Some(member)) {
                    true => Err(Refused::NotYourOwn),
                    false => Ok(()),
                }
            }
            ("dropped", By::Member(_)) if !["dropped", "confirmed"].contains(&stands) => Ok(()),
            _ => Err(Refused::NotNow),
        }
    }

    /// How much of it reached the people: as they say, else as it was seen.
    pub fn reached(&self) -> Option<&Code> {
        let last = |code: &str| self.steps.iter().rfind(|part| part.step.code() == code);
        let part = last("confirmed").or_else(|| last("seen"))?;
        part.step.reached()
    }
}

/// How commitments were kept: by where they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    pub promised: usize,
    pub overdue: usize,
    pub claimed: usize,
    pub seen: usize,
    pub confirmed: usize,
    pub dropped: usize,
}

impl Kept {
    pub fn of(all: &[Commitment], today: Day) -> Self {
        let stand = |code: &str| all.iter().filter(|one| one.stands() == code).count();
        Self {
            promised: all.len(),
            overdue: all.iter().filter(|one| one.is_overdue(today)).count(),
            claimed: stand("claimed"),
            seen: stand("seen"),
            confirmed: stand("confirmed"),
            dropped: stand("dropped"),
        }
    }
}

#[cfg(test)]
mod tests;
