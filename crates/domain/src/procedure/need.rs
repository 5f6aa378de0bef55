//! What must be so before an act.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Code, Procedure};
use crate::intake::consent::CONSENT_PURPOSES;

/// How the code of a consent begins; the purpose follows.
const CONSENT: &str = "consent-";

/// What must be so before an act: something that a sheet or a vote finds out, or what the program sees in the case by itself. Which act
/// needs which is the policy's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Need {
    /// The person allows that their report is used for this purpose.
    Consent(Code),
    /// The clock of the state reminded twice.
    RemindedTwice,
    /// Why, in words for the team.
    Reason,
    /// A sheet found it out, or a vote.
    Found(Code),
}

impl Need {
    /// The stable code.
    pub fn code(&self) -> Cow<'_, str> {
        match self {
            Need::Consent(purpose) => Cow::Owned(format!("{CONSENT}{purpose}")),
            Need::RemindedTwice => Cow::Borrowed("reminded-twice"),
            Need::Reason => Cow::Borrowed("reason"),
            Need::Found(code) => Cow::Borrowed(code),
        }
    }

    /// Whether the program sees what such a code means by itself, without a sheet.
    pub fn is_seen(code: &str) -> bool {
        !matches!(Need::from(code.to_owned()), Need::Found(_))
    }
}

impl From<String> for Need {
    fn from(code: String) -> Self {
        let purpose = code.strip_prefix(CONSENT);
        let purpose = CONSENT_PURPOSES.into_iter().find(|p| Some(*p) == purpose);
        match (purpose, code.as_str()) {
            (Some(purpose), _) => Need::Consent(purpose.to_owned()),
            (None, "reminded-twice") => Need::RemindedTwice,
            (None, "reason") => Need::Reason,
            (None, _) => Need::Found(code),
        }
    }
}

impl From<Need> for String {
    fn from(need: Need) -> Self {
        need.code().into_owned()
    }
}

impl Procedure {
    /// Whether a need lets something of the report go to somebody else.
    pub fn is_outward(&self, need: &Need) -> bool {
        match need {
            Need::Consent(_) => true,
            Need::RemindedTwice | Need::Reason => false,
            Need::Found(code) => self.finding(code).is_some_and(|(_, f)| f.outward),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_comes_back_as_what_it_was() {
        for purpose in CONSENT_PURPOSES {
            let need = Need::Consent(purpose.to_owned());
            assert_eq!(Need::from(String::from(need.clone())), need);
            assert!(Need::is_seen(&need.code()));
        }
        for need in [Need::RemindedTwice, Need::Reason] {
            assert_eq!(Need::from(String::from(need.clone())), need);
        }
        assert_eq!(
            Need::from("consent-to-sell".to_owned()),
            Need::Found("consent-to-sell".into())
        );
        assert!(!Need::is_seen("mandate"));
    }
}
