//! Records of cases that never were.

use std::collections::BTreeSet;

use proptest::prelude::*;
use watchpost_domain::statistics::{
    Figures, FirstAnswer, Promised, Quarter, RECORD_VERSION, Record, Track,
};

pub fn quarter(text: &str) -> Quarter {
    text.parse().unwrap()
}

/// The shipped figures with something in them written otherwise.
pub fn figures(changes: &[(&str, &str)]) -> Figures {
    let mut text = watchpost_domain::statistics::DEFAULT.to_owned();
    for (what, by) in changes {
        assert!(text.contains(what), "{what}");
        text = text.replacen(what, by, 1);
    }
    Figures::read(&text, &[]).unwrap()
}

/// A case that came in a quarter, and ended in another if it did.
pub fn record(received: &str, ended: Option<&str>, country: &str) -> Record {
    Record {
        version: RECORD_VERSION,
        received: quarter(received),
        ended: ended.map(quarter),
        country: Some(country.to_owned()),
        kinds: BTreeSet::from(["force".to_owned()]),
        paragraphs: BTreeSet::from([30]),
        paragraphs_unseen: false,
        track: Track::Harm,
        routes: BTreeSet::new(),
        first_answer: FirstAnswer::WithinAWeek,
        outcome: ended.map(|_| "settled".to_owned()),
        remedy_confirmed: false,
        promised: Vec::new(),
    }
}

fn some(of: &'static [&'static str], most: usize) -> impl Strategy<Value = BTreeSet<String>> {
    let code = prop::sample::select(of).prop_map(str::to_owned);
    prop::collection::btree_set(code, 0..=most)
}

/// Things promised for a quarter after receipt: kind, and how it was kept.
fn promised(received: Quarter, all: &[(i32, usize, usize)]) -> Vec<Promised> {
    let one = |(nth, (later, kind, kept)): (usize, &(i32, usize, usize))| {
        let kind = ["back-pay", "back-pay", "apology", "protection"][*kind];
        let due = received.plus(*later);
        let how = [
            "",
            r#","said":true"#,
            r#","said":true,"seen":"all""#,
            r#","said":true,"seen":"all""#,
            r#","said":true,"seen":"part""#,
            r#","said":true,"confirmed":"all""#,
            r#","said":true,"confirmed":"all""#,
            r#","said":true,"late":true,"confirmed":"all""#,
            r#","dropped":true"#,
        ][*kept];
        let text = format!(r#"{{"n":{nth},"kind":"{kind}","due":"{due}"{how}}}"#);
        serde_json::from_str(&text).unwrap()
    };
    all.iter().enumerate().map(one).collect()
}

/// Any record whose case came in one of the first quarters from the beginning of 2026: some values are frequent, some rare.
pub fn any_case(quarters: i32) -> impl Strategy<Value = Record> {
    let country =
        prop::sample::select(&["KE", "KE", "KE", "KE", "KE", "CO", "CO", "IQ", "TD", ""][..]);
    let kinds = some(&["force", "pay-hours", "harassment", "detention"], 3);
    let paragraphs =
        prop::collection::btree_set(prop::sample::select(&[30u16, 30, 38, 67][..]), 0..=2);
    let routes = some(
        &["route-mediation", "route-referral", "route-good-offices"],
        2,
    );
    let outcome =
        prop::sample::select(&["settled", "settled", "settled", "no-contact", "unfounded"][..]);
    let band = prop::sample::select(&[0usize, 0, 0, 0, 1, 1, 2, 3][..]);
    let times = (0..quarters, prop::option::of(0i32..4));
    (
        times,
        country,
        kinds,
        paragraphs,
        routes,
        outcome,
        band,
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.2),
        prop::collection::vec((0i32..4, 0usize..4, 0usize..9), 0..3),
    )
        .prop_map(
            |(
                (came, ended),
                country,
                kinds,
                paragraphs,
                routes,
                outcome,
                band,
                harm,
                remedy_confirmed,
                due,
            )| {
                let received = quarter("2026-Q1").plus(came);
                Record {
                    version: RECORD_VERSION,
                    received,
                    ended: ended.map(|later| received.plus(later)),
                    country: Some(country.to_owned()).filter(|c| !c.is_empty()),
                    kinds,
                    paragraphs,
                    paragraphs_unseen: false,
                    track: if harm {
                        Track::Harm
                    } else {
                        Track::EvidenceOnly
                    },
                    routes,
                    first_answer: FirstAnswer::ALL[band],
                    outcome: ended.map(|_| outcome.to_owned()),
                    remedy_confirmed: remedy_confirmed && ended.is_some(),
                    promised: promised(received, &due),
                }
            },
        )
}

/// So many of them.
pub fn many(quarters: i32, most: usize) -> impl Strategy<Value = Vec<Record>> {
    prop_oneof![
        prop::collection::vec(any_case(quarters), 0..12),
        prop::collection::vec(any_case(quarters), 0..most)
    ]
}
