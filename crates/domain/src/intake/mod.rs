//! Reporting: channels, their questions, and what a report must hold.

use serde::{Deserialize, Serialize};

pub mod answer;
pub mod channel;
pub mod consent;
pub mod edit;
pub mod fields;
pub mod places;
pub mod question;
mod read;

pub use answer::{Answer, Answers, Precision};
pub use channel::{Channel, Promise};
pub use consent::CONSENT_PURPOSES;
pub use edit::OWN;
pub use fields::Fields;
pub use question::{
    Condition, Keeping, Question, QuestionKind, Questionnaire, QuestionnaireError, Wording,
};

/// How a report came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    Web,
    Phone,
    Letter,
    InPerson,
    Email,
    Partner,
}

impl Entry {
    pub const ALL: [Entry; 6] = [
        Entry::Web,
        Entry::Phone,
        Entry::Letter,
        Entry::InPerson,
        Entry::Email,
        Entry::Partner,
    ];

    /// The stable code, also the end of its message key (`entry-…`).
    pub fn code(self) -> &'static str {
        match self {
            Entry::Web => "web",
            Entry::Phone => "phone",
            Entry::Letter => "letter",
            Entry::InPerson => "in-person",
            Entry::Email => "email",
            Entry::Partner => "partner",
        }
    }
}
