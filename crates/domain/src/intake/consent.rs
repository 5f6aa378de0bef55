//! What may be done with a report, one purpose by one: what of it each reaches, and who gets it (domain dossier, 4.6).

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::cases::content::{ConsentGiven, ConsentPart};

/// The purposes; the default of each is no.
pub const CONSENT_PURPOSES: [&str; 14] = [
    "store",
    "contact",
    "link",
    "send-to-company",
    "name-to-company",
    "send-to-mediator",
    "name-to-mediator",
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
    Mediator,
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
            Recipient::Mediator => "mediator",
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
        "link" => (&[Facts], Recipient::Desk),
        "send-to-company" => (&[Facts], Recipient::Company),
        "name-to-company" => (&[Identity, Facts], Recipient::Company),
        "send-to-mediator" => (&[Facts], Recipient::Mediator),
        "name-to-mediator" => (&[Identity, Facts], Recipient::Mediator),
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

/// Which of two things that were said about the same report holds: the later. Of what was said in one moment neither is the later;
/// then only what both allow is allowed, whichever is read first.
pub fn holds(one: ConsentPart, other: ConsentPart) -> ConsentPart {
    match one.at.cmp(&other.at) {
        Ordering::Less => other,
        Ordering::Greater => one,
        Ordering::Equal => {
            let mut given = one.given;
            given.retain(|purpose, agreed| match other.given.get(purpose) {
                Some(also) => {
                    if order(also) < order(agreed) {
                        *agreed = also.clone();
                    }
                    true
                }
                None => false,
            });
            ConsentPart { given, at: one.at }
        }
    }
}

/// An order of agreements to one purpose: the earlier first, then the one that reaches less.
fn order(agreed: &ConsentGiven) -> impl Ord {
    let scope: Vec<&str> = agreed.scope.iter().map(|scope| scope.code()).collect();
    let recipient = agreed.recipient.map(Recipient::code);
    (
        agreed.at,
        scope.len(),
        scope.concat(),
        recipient,
        agreed.language.clone(),
        // What ends sooner reaches less.
        agreed.until.is_none(),
        agreed.until,
        agreed.told.is_none(),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    /// Something that was said in one of few moments, about few purposes: ties are the rule.
    fn said() -> impl Strategy<Value = ConsentPart> {
        let at = || (0i64..3).prop_map(|s| Timestamp::from_second(s).unwrap());
        let language = prop::sample::select(vec!["en", "ar"]);
        let purpose = prop::sample::select(CONSENT_PURPOSES[..4].to_vec());
        let given = prop::collection::btree_map(purpose, (language, at()), 0..4);
        (given, prop::option::of(at())).prop_map(|(given, at)| ConsentPart {
            given: given
                .into_iter()
                .map(|(p, (language, at))| (p.to_owned(), ConsentGiven::anew(p, language, at)))
                .collect::<BTreeMap<_, _>>(),
            at,
        })
    }

    proptest! {
        /// Rows come back in no order of their own: what holds must not hang on it, and nothing may be allowed that what was
        /// said last does not allow.
        #[test]
        fn what_holds_hangs_on_no_order_and_a_no_wins(all in prop::collection::vec(said(), 1..5), turn in 0usize..5) {
            let held = |all: Vec<ConsentPart>| all.into_iter().reduce(holds).unwrap();
            let mut turned = all.clone();
            turned.rotate_left(turn % all.len());
            let first = held(all.clone());
            prop_assert_eq!(&held(turned.clone()), &first);
            turned.reverse();
            prop_assert_eq!(&held(turned), &first);
            let last = all.iter().map(|said| said.at).max().unwrap();
            prop_assert_eq!(first.at, last);
            for purpose in CONSENT_PURPOSES {
                let mut of_last = all.iter().filter(|said| said.at == last);
                let allowed = of_last.all(|said| said.given.contains_key(purpose));
                prop_assert_eq!(first.given.contains_key(purpose), allowed);
            }
        }
    }

    #[test]
    fn every_purpose_says_what_it_reaches_and_names_only_where_it_is_said() {
        for purpose in CONSENT_PURPOSES {
            let reached = reach(purpose).map_or(&[][..], |(scope, _)| scope);
            assert!(!reached.is_empty(), "{purpose}");
            let named = reached.contains(&DataScope::Identity);
            let says_so = [
                "store",
                "contact",
                "name-to-company",
                "name-to-mediator",
                "publish-named",
                "court",
            ]
            .contains(&purpose);
            assert_eq!(named, says_so, "{purpose}");
        }
        assert!(reach("sell").is_none() && !is_purpose("sell"));
    }
}
