//! In whatever order devices come, nothing that they bring is lost.

use proptest::prelude::*;

use super::{super::*, *};

/// What devices wrote, each on its own, and what each is given now and then by another.
fn some_devices() -> impl Strategy<Value = Vec<FieldSheet>> {
    let step = (
        0usize..3,
        0usize..3,
        0usize..4,
        any::<bool>(),
        prop::bool::weighted(0.8),
    );
    prop::collection::vec(step, 1..25).prop_map(|steps| {
        let codes = ["held-register", "guards-recognisable", "dogs-under-control"];
        let mut devices = vec![FieldSheet::default(); 3];
        for (n, (here, there, what, yes, writes)) in (1u128..).zip(steps) {
            if !writes {
                let other = devices[there].clone();
                devices[here] = devices[here].clone().merge(other);
                continue;
            }
            let answer = if yes { Answer::Yes } else { Answer::No };
            let (of, note) = match codes.get(what) {
                Some(code) => (noted(1, code), observation(answer, Strength::Seen)),
                None => (Noted::Debrief, FieldNote::Debrief(format!("{n}"))),
            };
            write(&mut devices[here], n, 1 + here as u128, of, note);
        }
        devices
    })
}

/// What a mission holds once devices came in an order, the last one after the team was back.
fn brought(devices: &[FieldSheet], order: &[usize], twice: bool) -> FieldSheet {
    let mut going = Going::in_field();
    for (n, at) in order.iter().enumerate() {
        if n == 2 {
            going.step(&[], 1, FROM + 5, "return").unwrap();
        }
        for _ in 0..=usize::from(twice) {
            let asked = Asked::Note(devices[*at].clone());
            going.take(&[], 1 + *at as u128, FROM + 5, asked).unwrap();
        }
    }
    going.now().sheet()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// In whatever order devices come, how often they come, and whether in the field or later: the sheet is the same, and all is in it.
    #[test]
    fn nothing_that_a_device_brings_is_lost(
        devices in some_devices(), order in Just([0usize, 1, 2]).prop_shuffle(), twice: bool,
    ) {
        let found = brought(&devices, &order, twice);
        prop_assert_eq!(&found, &brought(&devices, &[0, 1, 2], false));
        for version in devices.iter().flat_map(FieldSheet::all) {
            prop_assert!(found.all().any(|own| own == version));
        }
        // What nobody settled suggests nothing.
        let mut going = Going::in_field();
        going.take(&[], 1, FROM + 5, Asked::Note(found.clone())).unwrap();
        let suggested = going.now().suggested(visit(1));
        for of in found.conflicts().keys() {
            if let Noted::Observation(_, code) = of {
                prop_assert!(!suggested.contains_key(code));
            }
        }
        prop_assert_eq!(going.now().holds(Need::NoConflicts, Day(FROM)), found.conflicts().is_empty());
        let text = serde_json::to_string(&going.entries).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Entry>>(&text).unwrap(), going.entries);
    }
}
