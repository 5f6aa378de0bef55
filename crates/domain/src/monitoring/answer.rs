//! What is answered to an indicator, and how an answer stands to the one of the year before.

use serde::{Deserialize, Serialize};

use super::{
    flaw::{Check, Flaw, Flawed, TEXT_MAX},
    framework::{Asks, Better, Indicator},
};
use crate::{Day, remedies::Code};

/// The highest number that can be answered.
pub const NUMBER_MAX: u32 = 1_000_000_000;

/// An answer to an indicator (domain dossier, 3.1 and 4.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    Yes,
    Partly,
    No,
    /// It does not arise here. Why, says the note; to any kind of question.
    NotApplicable,
    Number(u32),
    Text(String),
    /// One of the choices of the indicator.
    Choice(Code),
    Date(Day),
}

impl Answer {
    /// The stable code, also the end of its message key (`answer-…`).
    pub fn code(&self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::Partly => "partly",
            Answer::No => "no",
            Answer::NotApplicable => "not-applicable",
            Answer::Number(_) => "number",
            Answer::Text(_) => "text",
            Answer::Choice(_) => "choice",
            Answer::Date(_) => "date",
        }
    }

    /// Whether it answers the kind of question that the indicator is.
    pub fn fits(&self, indicator: &Indicator) -> bool {
        match (self, indicator.asks) {
            (Answer::NotApplicable, _)
            | (Answer::Yes | Answer::Partly | Answer::No, Asks::YesNo)
            | (Answer::Number(_), Asks::Number)
            | (Answer::Text(_), Asks::Text)
            | (Answer::Date(_), Asks::Date) => true,
            (Answer::Choice(code), Asks::Choice) => {
                indicator.choices.iter().any(|choice| choice.code == *code)
            }
            _ => false,
        }
    }

    /// Whether it claims something that evidence could bear out: a no, or that it does not apply, claims nothing.
    pub fn claims(&self) -> bool {
        !matches!(self, Answer::No | Answer::NotApplicable)
    }

    /// Looks through an answer with its note.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self, note: &str, indicator: &Indicator, today: Day) -> Result<(), Vec<Flawed>> {
        let mut check = Check::default();
        check.is(self.fits(indicator), "answer", Flaw::NotSuchAnAnswer);
        check.words("note", note, TEXT_MAX);
        match self {
            Answer::Text(text) => check.text("answer", text, TEXT_MAX),
            Answer::Number(number) => {
                let most = NUMBER_MAX;
                check.is(*number <= most, "answer", Flaw::NotACount { most });
            }
            // What is to be done by a day that has not come is an intention.
            Answer::Date(day) => check.not_later("answer", *day, today),
            Answer::Partly | Answer::NotApplicable => {
                check.is(!note.trim().is_empty(), "note", Flaw::NeedsNote);
            }
            Answer::Yes | Answer::No | Answer::Choice(_) => {}
        }
        check.done()
    }
}

/// How an answer stands to the one of another year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Since {
    Same,
    Better,
    Worse,
    NewlyAnswered,
    /// It was answered then and is not now.
    NoLongerAnswered,
    /// It was answered neither then nor now.
    NotAnswered,
    /// Both are there, and nobody can say which is better: words, or a question that means something else by now.
    NotComparable,
}

impl Since {
    pub const ALL: [Since; 7] = [
        Since::Same,
        Since::Better,
        Since::Worse,
        Since::NewlyAnswered,
        Since::NoLongerAnswered,
        Since::NotAnswered,
        Since::NotComparable,
    ];

    /// The stable code, also the end of its message key (`since-…`).
    pub fn code(self) -> &'static str {
        match self {
            Since::Same => "same",
            Since::Better => "better",
            Since::Worse => "worse",
            Since::NewlyAnswered => "newly-answered",
            Since::NoLongerAnswered => "no-longer-answered",
            Since::NotAnswered => "not-answered",
            Since::NotComparable => "not-comparable",
        }
    }
}

/// How much an answer is worth where more is better; none where nothing is better than another.
fn worth(indicator: &Indicator, answer: &Answer) -> Option<i64> {
    let number = match answer {
        Answer::No => 0,
        Answer::Partly => 1,
        Answer::Yes => 2,
        Answer::Number(number) => i64::from(*number),
        Answer::Date(day) => day.0,
        Answer::Choice(code) => {
            let at = indicator.choices.iter().position(|own| own.code == *code)?;
            i64::try_from(at).ok()?
        }
        Answer::NotApplicable | Answer::Text(_) => return None,
    };
    match indicator.better? {
        Better::Yes | Better::More | Better::Later => Some(number),
        Better::No | Better::Less | Better::First => Some(-number),
    }
}

/// How an answer stands to the one before, both to the same question.
pub fn since(indicator: &Indicator, before: Option<&Answer>, now: Option<&Answer>) -> Since {
    let (before, now) = match (before, now) {
        (None, None) => return Since::NotAnswered,
        (None, Some(_)) => return Since::NewlyAnswered,
        (Some(_), None) => return Since::NoLongerAnswered,
        (Some(before), Some(now)) => (before, now),
    };
    if before == now {
        return Since::Same;
    }
    match (worth(indicator, before), worth(indicator, now)) {
        (Some(before), Some(now)) if now > before => Since::Better,
        (Some(before), Some(now)) if now < before => Since::Worse,
        _ => Since::NotComparable,
    }
}
