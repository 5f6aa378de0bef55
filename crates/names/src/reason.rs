//! Why a registered name was taken for the one that was said.

use std::fmt;

/// What the difference between the two names is; where there are several, the one that says most to whoever decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// None but case, accents and punctuation.
    Same,
    /// The legal form: Ltd, GmbH, ООО, ش.م.م.
    SameWithoutLegalForm,
    /// The order of the words.
    WordOrder,
    /// Spaces: Black Rock, Blackrock.
    JoinedWords,
    /// The words of the trade: Guards for Security, or one left out, or said in another language.
    TradeWords,
    /// The script that they are written in.
    OtherScript,
    /// Initials or shortened words stand for whole ones.
    Abbreviation,
    /// One has words that the other lacks.
    PartOfName,
    /// Letters.
    Spelling,
}

impl Reason {
    /// All of them, for whoever has words for each.
    pub const ALL: [Reason; 9] = [
        Reason::Same,
        Reason::SameWithoutLegalForm,
        Reason::WordOrder,
        Reason::JoinedWords,
        Reason::TradeWords,
        Reason::OtherScript,
        Reason::Abbreviation,
        Reason::PartOfName,
        Reason::Spelling,
    ];

    /// The stable code, for message keys and for what is kept.
    pub fn code(self) -> &'static str {
        match self {
            Reason::Same => "same",
            Reason::SameWithoutLegalForm => "same-without-legal-form",
            Reason::WordOrder => "word-order",
            Reason::JoinedWords => "joined-words",
            Reason::TradeWords => "trade-words",
            Reason::OtherScript => "other-script",
            Reason::Abbreviation => "abbreviation",
            Reason::PartOfName => "part-of-name",
            Reason::Spelling => "spelling",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
