//! How long it takes where a desk has very many cases.
#![allow(clippy::unwrap_used)]
use jiff::Timestamp;
use uuid::Uuid;
use watchpost_domain::{
    ChannelId,
    cases::{CaseAccess, Reference, index::Change},
};
use watchpost_store::worklist::Listed;

use super::*;

/// A desk's lines: every fortieth case is of one company, and so on.
fn lines(count: u32) -> Lines {
    let at = Timestamp::from_second(1_700_000_000).unwrap();
    let line = |n: u32| {
        let facets = Facets {
            title: format!("case {n}"),
            channel: ChannelId(Uuid::nil()),
            language: "en".into(),
            kinds: vec![format!("kind {}", n % 7), format!("kind {}", n % 11)],
            country: Some("KE".into()),
            company: Some(format!("Company {} of {}", n % 400, n % 3)),
            urgency: vec![],
            extract: String::new(),
            received: at,
            district: Some(format!("KE-{}", n % 40)),
            place: format!("Gate {}", n % 90),
            happened: Some(Day(i64::from(n % 300))),
            may_link: None,
        };
        let mut entry = Entry::default();
        entry.take(at, Change::Listed(Box::new(facets)));
        let case = Listed {
            id: CaseId(Uuid::from_u128(u128::from(n))),
            reference: Reference::from_random([7; 8]),
            procedure: 1,
            state: "received".into(),
            ended: false,
            access: CaseAccess::Desk,
            week: Day(0),
            active_week: Day(0),
            due: None,
            contact_stopped: false,
            withdrawn: false,
            merged_into: None,
            version: 1,
            asked_until: None,
        };
        Line {
            case,
            entry: Some(Arc::new(entry)),
        }
    };
    Lines {
        all: (0..count).map(line).collect(),
        values: Default::default(),
    }
}

/// How long it takes is measured elsewhere; that it ends is what this shows.
#[test]
fn a_hundred_thousand_cases_are_looked_at_once() {
    for count in [10_000, 100_000] {
        let all = Arc::new(lines(count));
        let mut names = SaidNames::default();
        // Names are compared within a bound of their own.
        let compared = Compared::of(all, &mut names, |_, _| 0, Day(0));
        let groups = patterns::groups(&compared.points, 365);
        let alike = compared.alike(0, 365);
        assert_eq!(compared.points.len(), count as usize);
        assert!(!groups.is_empty() && !alike.is_empty());
    }
}
