//! What changed between two states of what is known.

use super::*;

fn told(before: &[Record], after: &[Record]) -> Vec<(Field, &'static str)> {
    let (before, after) = (known(before), known(after));
    let changed = changes(&before, &after);
    changed
        .iter()
        .map(|one| (one.field, one.how.code()))
        .collect()
}

#[test]
fn every_way_to_change_is_told() {
    let licence = Says::CompanyLicence;
    let one = all(vec![law("52"), licence(Answer::Yes)]);
    let with = |serial, own: Says| [&one[..], &[says(serial, claim(own))]].concat();
    let doubtful = Claim {
        confidence: Confidence::Doubtful,
        ..claim(law("54"))
    };
    let disputed = [&one[..], &[says(3, doubtful)]].concat();
    let law_changed = |how| vec![(Field::Law, how)];
    assert_eq!(told(&one, &one), []);
    assert_eq!(
        told(&one, &with(3, Says::Dogs(Answer::No))),
        [(Field::Dogs, "added")]
    );
    assert_eq!(told(&one, &one[1..]), law_changed("gone"));
    assert_eq!(told(&one, &with(3, law("54"))), law_changed("other-value"));
    assert_eq!(told(&one, &disputed), law_changed("disputed"));
    assert_eq!(told(&disputed, &one), law_changed("agreed"));
    assert_eq!(
        told(&one, &with(3, law("52"))),
        law_changed("other-sources")
    );
    let (before, after) = (known(&one), known(&disputed));
    let changed = changes(&before, &after);
    assert_eq!(changed[0].before.unwrap().record.serial, 1);
    assert_eq!(changed[0].after.unwrap().record.serial, 1);
}

proptest! {
    /// Nothing changes from a state to itself, and what is added one way is gone the other way.
    #[test]
    fn changes_turn_round(first in some_records(), second in some_records()) {
        let turned = |how| match how {
            "added" => "gone",
            "gone" => "added",
            "disputed" => "agreed",
            "agreed" => "disputed",
            same => same,
        };
        prop_assert!(told(&first, &first).is_empty());
        let (there, back) = (told(&first, &second), told(&second, &first));
        let back: Vec<_> = back.into_iter().map(|(field, how)| (field, turned(how))).collect();
        prop_assert_eq!(there, back);
    }
}
