//! What holds of every situation: there is always somewhere to go, and nobody in danger is sent to the company first.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use watchpost_domain::{
    intake::question::{KINDS, OUTCOMES},
    remedies::{Doors, Fear, Force, LegalProfile, Situation, Standing, Stands},
};

const TOLD: [&str; 7] = [
    "company",
    "police",
    "regulator",
    "court",
    "union",
    "media",
    "nobody",
];

fn doors() -> Doors {
    Doors::shipped().unwrap()
}

fn profile(country: &str) -> LegalProfile {
    LegalProfile::shipped(country, &doors()).unwrap().unwrap()
}

fn some_of(all: &'static [&'static str]) -> impl Strategy<Value = BTreeSet<String>> {
    let most = all.len();
    let some = proptest::sample::subsequence(all, 0..=most);
    some.prop_map(|codes| codes.into_iter().map(str::to_owned).collect())
}

fn situations() -> impl Strategy<Value = Situation> {
    let told: Vec<&'static str> = { TOLD.into_iter() }
        .chain([
            "legal-help",
            "association",
            "labour-office",
            "client",
            "moon",
        ])
        .collect();
    let most = told.len();
    (
        proptest::sample::select(&Standing::ALL[..]),
        proptest::sample::select(&Force::ALL[..]),
        proptest::sample::select(vec![
            None,
            Some("KE"),
            Some("GB"),
            Some("CH"),
            Some("UG"),
            Some("IQ"),
            Some("FR"),
        ]),
        (some_of(KINDS), some_of(OUTCOMES)),
        proptest::sample::select(&Fear::ALL[..]),
        any::<(bool, bool)>(),
        any::<Option<bool>>(),
        proptest::sample::subsequence(told, 0..=most),
    )
        .prop_map(
            |(
                standing,
                force,
                country,
                (harms, wishes),
                fear,
                (state_forces, is_minor),
                works_there,
                told,
            )| Situation {
                standing,
                force,
                country: country.map(str::to_owned),
                harms,
                wishes,
                fear,
                state_forces,
                is_minor,
                works_there,
                already_told: told.into_iter().map(str::to_owned).collect(),
            },
        )
}

proptest! {
    #[test]
    fn there_is_always_somewhere_to_go(situation in situations(), law in 0..6) {
        let doors = doors();
        // Mostly that of the country, sometimes none, sometimes another's.
        let own = situation.country.as_ref().and_then(|c| LegalProfile::shipped(c, &doors));
        let profile = match law {
            0 => None,
            1 => Some(profile("ZA")),
            _ => own.transpose().unwrap(),
        };
        let all = doors.propose(&situation, profile.as_ref());

        // A door that is not the company itself stands open, and what comes first can be gone to.
        prop_assert!(all.iter().any(|p| p.stands.is_open() && !p.door.of_company));
        prop_assert!(matches!(all[0].stands, Stands::Open | Stands::Careful));
        // Nobody who is not safe is sent to the company first, and it is never without a warning.
        let unsafe_there = !doors.dangers_of(&situation).is_empty();
        if unsafe_there {
            prop_assert!(!all[0].door.of_company);
            for company in all.iter().filter(|p| p.door.of_company) {
                prop_assert!(company.stands != Stands::Open && !company.safety.is_empty());
            }
        }
        for proposed in &all {
            prop_assert!(!proposed.why.is_empty());
            // Each says how it stands, and nothing is called open that a country has not.
            let says = |why: &str| proposed.why.iter().any(|w| w.code() == why);
            prop_assert_eq!(says("tried"), proposed.tried);
            prop_assert_eq!(says("no-answer"), proposed.stands == Stands::TipOnly);
            prop_assert_eq!(says("not-known-here"), proposed.stands == Stands::NotKnown);
            prop_assert!(proposed.stands != Stands::Dead || says("no-such-route"));
            prop_assert!(proposed.stands.is_open() || !says("gives"));
            prop_assert!(!proposed.stands.is_open() || !proposed.door.needs_profile || says("named-here"));
            prop_assert!(!matches!(proposed.stands, Stands::Careful | Stands::NotFirst) || says("in-danger"));
        }
        // No door twice, and without the country's law none that depends on it.
        let codes: BTreeSet<&str> = all.iter().map(|p| p.door.code.as_str()).collect();
        prop_assert_eq!(codes.len(), all.len());
        let same = profile.as_ref().is_some_and(|p| situation.country.as_ref() == Some(&p.country));
        prop_assert_eq!(all[0].why.iter().any(|w| w.code() == "profile-missing"), !same);
        prop_assert!(same || all.iter().all(|p| !p.door.needs_profile));
        // Tried ones come last; only one of them goes before what nobody in danger should see first.
        let untried = all.iter().rposition(|p| !p.tried);
        let early = all.iter().take(untried.unwrap_or(0)).filter(|p| p.tried).count();
        prop_assert!(early <= 1);
        // The same situation gives the same doors.
        prop_assert_eq!(&all, &doors.propose(&situation, profile.as_ref()));
    }

    #[test]
    fn whatever_is_written_never_panics(text in "[a-z\\[\\]=\", \n{}-]{0,200}") {
        let _ = Doors::read(&text, &["en"]);
        let _ = LegalProfile::read(&text, &doors());
    }
}
