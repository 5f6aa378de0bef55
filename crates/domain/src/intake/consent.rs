//! What may be done with a report, one purpose by one: what of it each reaches, and who gets it (domain dossier, 4.6).

use serde::{Deserialize, Serialize};

/// The purposes; the default of each is no.
pub const CONSENT_PURPOSES: [&str; 10] = [
    "store",
    "contact",
    "send-to-company",
    "send-to-icoca",
    "send-to-regulator",
    "share-with-cso",
    "publish-deidentified",
    "publish-named",
    "statistics",
    "court",
];

/// A part of what is known from a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataScope {
    /// Who the person is and how to reach them.
    Identity,
    /// What happened.
    Facts,
    /// Files.
    Evidence,
    /// That there was one, as one in a number.
    Statistics,
}

impl DataScope {
    /// The stable code, also the end of its message key (`data-scope-…`).
    pub fn code(self) -> &'static str {
        match self {
            DataScope::Identity => "identity",
            DataScope::Facts => "facts",
            DataScope::Evidence => "evidence",
            DataScope::Statistics => "statistics",
        }
    }
}

/// Who gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipient {
    Desk,
    Company,
    Association,
    Authorities,
    Organisations,
    Public,
    Court,
}

impl Recipient {
    /// The stable code, also the end of its message key (`recipient-…`).
    pub fn code(self) -> &'static str {
        match self {
            Recipient::Desk => "desk",
            Recipient::Company => "company",
            Recipient::Association => "association",
            Recipient::Authorities => "authorities",
            Recipient::Organisations => "organisations",
            Recipient::Public => "public",
            Recipient::Court => "court",
        }
    }
}

/// What a purpose reaches, and who gets it; nothing for a word that is no purpose.
pub fn reach(purpose: &str) -> Option<(&'static [DataScope], Recipient)> {
    use DataScope::{Evidence, Facts, Identity, Statistics};
    Some(match purpose {
        "store" => (&[Identity, Facts, Evidence], Recipient::Desk),
        "contact" => (&[Identity], Recipient::Desk),
        "send-to-company" => (&[Facts], Recipient::Company),
        "send-to-icoca" => (&[Facts, Evidence], Recipient::Association),
        "send-to-regulator" => (&[Facts, Evidence], Recipient::Authorities),
        "share-with-cso" => (&[Facts, Evidence], Recipient::Organisations),
        "publish-deidentified" => (&[Facts], Recipient::Public),
        "publish-named" => (&[Identity, Facts], Recipient::Public),
        "statistics" => (&[Statistics], Recipient::Public),
        "court" => (&[Identity, Facts, Evidence], Recipient::Court),
        _ => return None,
    })
}

/// Whether a purpose is one that we know.
pub fn is_purpose(code: &str) -> bool {
    CONSENT_PURPOSES.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_says_what_it_reaches_and_names_only_where_it_is_said() {
        for purpose in CONSENT_PURPOSES {
            let reached = reach(purpose).map_or(&[][..], |(scope, _)| scope);
            assert!(!reached.is_empty(), "{purpose}");
            let named = reached.contains(&DataScope::Identity);
            let says_so = ["store", "contact", "publish-named", "court"].contains(&purpose);
            assert_eq!(named, says_so, "{purpose}");
        }
        assert!(reach("sell").is_none() && !is_purpose("sell"));
    }
}
