//! What is wrong with something a person typed: a field and a reason, worded by the edge in their language.

use serde::{Deserialize, Serialize};

/// Why one value cannot be taken. The page says what to do about it, beside the field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was given where an answer is needed.
    Required,
    /// Longer than `max` characters.
    TooLong { max: usize },
    /// Shorter than `min` characters.
    TooShort { min: usize },
    /// Not one of the choices that were offered.
    NotAnOption,
    /// No such day, or a day that cannot be.
    NotADate,
    /// Control characters, such as NUL, that no one types.
    BadCharacters,
    /// An answer to a question that this channel does not ask.
    UnknownQuestion,
    /// More entries than `max`.
    TooMany { max: usize },
    /// It depends on an answer that is asked for only later.
    NeedsEarlier,
    /// Not an address that mail can be sent to.
    NotAnAddress,
    /// Not an age recipient that something can be sealed to.
    NotARecipient,
    /// Two values that must be equal are not.
    NotTheSame,
    /// Two values that must differ are equal.
    TheSame,
    /// Already taken by another.
    Taken,
    /// The word typed back is not the one shown.
    WrongWord,
    /// The group of digits typed back is not the one shown.
    WrongGroup,
    /// "I don't know", or "I'd rather not say", and an answer as well: which of them counts is for the person to say.
    SkippedAndTyped,
    /// The code or passphrase was not right.
    WrongSecret,
    /// No word of a receipt is written like this one (counted from 1); a near word, if there is one.
    UnknownWord {
        position: usize,
        suggestion: Option<String>,
    },
    /// The last digit or word of a receipt does not fit the others: one was mistyped.
    ReceiptMistyped,
    /// Too few or too many words or digits for a receipt.
    ReceiptLength,
    /// A file has this name and nothing in it.
    EmptyFile { name: String },
    /// No report is known under this receipt.
    UnknownReceipt,
    /// Something in it was to be filled in, and was not.
    Unfilled { what: String },
    /// It is kept for a court or an authority.
    Kept,
    /// Somebody reads that case who does not read all of these.
    ReadByMore,
    /// A claim of a company says what cannot be.
    OfClaim(Box<crate::registry::Flaw>),
    /// Entries of the registry cannot be grouped so.
    NotGrouped(crate::registry::NotRegrouped),
    /// A name of the company has to be among what is moved.
    NoNameAmong,
}

/// One problem, and the field it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub problem: Problem,
}

/// All that is wrong with a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problems(pub Vec<FieldProblem>);

impl Problems {
    /// One problem with one field.
    pub fn one(field: impl Into<String>, problem: Problem) -> Self {
        Self(vec![FieldProblem {
            field: field.into(),
            problem,
        }])
    }

    pub fn add(&mut self, field: impl Into<String>, problem: Problem) {
        self.0.push(FieldProblem {
            field: field.into(),
            problem,
        });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok(value)` when nothing is wrong.
    pub fn or<T>(self, value: T) -> Result<T, Problems> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

/// Checks a text: line ends become `\n`, outer blanks go, control characters are refused, length is counted in characters.
pub fn clean_text(raw: &str, max: usize) -> Result<String, Problem> {
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err(Problem::BadCharacters);
    }
    if text.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cleaned_not_changed() {
        assert_eq!(clean_text("  a\r\nb\rc ", 9).as_deref(), Ok("a\nb\nc"));
        assert_eq!(clean_text("a\0b", 9), Err(Problem::BadCharacters));
        assert_eq!(clean_text("ééé", 3).as_deref(), Ok("ééé"));
        assert_eq!(clean_text("éééé", 3), Err(Problem::TooLong { max: 3 }));
    }
}
