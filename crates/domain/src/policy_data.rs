//! Rules that an installation can have of its own. Each is a text that is read whole or not at all; what was put to use once is a version
//! that never changes, so that what was done by it can always be told.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::Day;

/// What there are rules of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyData {
    /// What cases follow.
    Procedure,
    /// Who else can help.
    Doors,
    /// What is so in one country, by its code (ISO 3166-1).
    Profile(String),
    /// What is counted for the public.
    Figures,
}

const PROFILE: &str = "profile-";

impl PolicyData {
    /// The stable code.
    pub fn code(&self) -> String {
        match self {
            PolicyData::Procedure => "procedure".to_owned(),
            PolicyData::Doors => "doors".to_owned(),
            PolicyData::Profile(country) => format!("{PROFILE}{country}"),
            PolicyData::Figures => "figures".to_owned(),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "procedure" => PolicyData::Procedure,
            "doors" => PolicyData::Doors,
            "figures" => PolicyData::Figures,
            _ => PolicyData::Profile(
                { code.strip_prefix(PROFILE) }
                    .filter(|country| {
                        country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase())
                    })?
                    .to_owned(),
            ),
        })
    }

    /// The code of the fact that another version was put to use.
    pub fn used(&self) -> &'static str {
        match self {
            PolicyData::Procedure => "procedure-used",
            PolicyData::Doors => "doors-used",
            PolicyData::Profile(_) => "profile-used",
            PolicyData::Figures => "figures-used",
        }
    }
}

impl Serialize for PolicyData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.code())
    }
}

impl<'de> Deserialize<'de> for PolicyData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| D::Error::custom("no policy data of this name"))
    }
}

/// A version that was put to use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVersion {
    pub data: PolicyData,
    /// From 1, as they were put to use.
    pub number: i64,
    /// The day on which it was put to use.
    pub since: Day,
    /// It came with the program: it is ours, and nobody else's.
    pub shipped: bool,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn codes_come_back() {
        let all = [
            PolicyData::Procedure,
            PolicyData::Doors,
            PolicyData::Profile("KE".into()),
            PolicyData::Figures,
        ];
        for data in all {
            assert_eq!(PolicyData::from_code(&data.code()), Some(data.clone()));
            let written = serde_json::to_string(&data).unwrap();
            assert_eq!(serde_json::from_str::<PolicyData>(&written).unwrap(), data);
        }
        for wrong in ["", "profile-", "profile-ke", "profile-KEN", "letters"] {
            assert_eq!(PolicyData::from_code(wrong), None, "{wrong}");
        }
    }
}
