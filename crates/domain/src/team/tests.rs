//! Lines of a history, for the tests of what is read from them.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    CaseId, Fact, MemberId,
    cases::content::{ActedBy, Committed, HistoryPart},
    fact::{CaseAct, CaseFact},
};

pub(crate) fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

/// A line of the history, in the second of its place.
pub(crate) fn line(at: i64, by: u128, act: CaseAct) -> HistoryPart {
    HistoryPart {
        salt: String::new(),
        committed: Committed {
            fact: Fact::Case(CaseFact {
                case: CaseId(Uuid::nil()),
                version: at,
                act,
            }),
            who: String::new(),
            at: Timestamp::from_second(at).unwrap(),
            parts: BTreeMap::new(),
            said: BTreeMap::new(),
        },
        by: ActedBy::Member(member(by)),
        by_salt: String::new(),
    }
}

pub(crate) fn stepped(from: &str, to: &str) -> CaseAct {
    CaseAct::Stepped {
        act: "go".into(),
        by: "desk".into(),
        from: from.into(),
        to: to.into(),
        came_from: None,
        ends: None,
        beside: vec![],
        why: None,
    }
}
