//! What of a country goes out.

use super::*;

#[test]
fn only_public_claims_go_out_and_nobody_is_named() {
    let internal = |own| Claim {
        audience: Audience::Internal,
        ..claim(own)
    };
    let records = [
        says(1, claim(law("52"))),
        says(2, internal(law("54"))),
        says(3, internal(Says::Dogs(Answer::No))),
        says(4, claim(not_found(Field::Training))),
        says(5, claim(Says::IdCard(Answer::No))),
        corrects(6, 5, internal(Says::IdCard(Answer::Yes))),
    ];
    let about = day("2024-06-01");
    let shown = public_country("KE", &records, later(), about).unwrap();
    let fields: Vec<Field> = shown.facts.keys().copied().collect();
    // What was corrected is wrong, also where the correction is not shown.
    assert_eq!(fields, [Field::Law, Field::Training]);
    let law = &shown.facts[&Field::Law][0];
    assert!(!law.is_disputed);
    assert_eq!(law.said.len(), 1);
    assert_eq!(
        law.said[0].source.address.as_deref(),
        Some("https://example.org/page")
    );
    let json = serde_json::to_string(&shown).unwrap();
    for kept in [
        member(1).0.to_string(),
        id(1).0.to_string(),
        "54".to_owned(),
        "serial".to_owned(),
    ] {
        assert!(!json.contains(&kept), "{kept}");
    }
    assert!(
        json.contains("\"not-found\":{\"field\":\"training\"}"),
        "{json}"
    );
    assert_eq!(public_country("KE", &records[1..3], later(), about), None);
}

#[test]
fn how_far_it_was_looked_at_is_told_without_who_did() {
    let mut records = all(vec![law("52")]);
    let acts = [
        Act {
            serial: 1,
            on: day("2024-08-01"),
            by: member(1),
            what: Versions::default()
                .propose(&records, later(), member(1))
                .unwrap(),
        },
        Act {
            serial: 2,
            on: day("2024-08-02"),
            by: member(2),
            what: Step::Reviewed {
                version: 1,
                looked_at: [id(1)].into(),
            },
        },
    ];
    records.push(says(2, claim(Says::Dogs(Answer::No))));
    records.push(says(
        3,
        Claim {
            audience: Audience::Internal,
            ..claim(Says::IdCard(Answer::No))
        },
    ));
    let versions = Versions::of(&acts, &records);
    let standing = versions.newest().unwrap().standing(&records, later());
    assert_eq!(standing.but_for.len(), 2);
    let shown = PublicReview::of(&standing, &records);
    assert_eq!(
        serde_json::to_string(&shown).unwrap(),
        r#"{"status":"reviewed","but_for":1}"#
    );
}

proptest! {
    /// What is shown was public, and what is internal changes nothing of it but by a correction.
    #[test]
    fn what_is_internal_does_not_show(records in some_records()) {
        let about = day("2024-06-01");
        let shown = public_country("KE", &records, later(), about);
        let is_internal = |record: &Record| match &record.entry {
            Entry::Claim(claim) => claim.audience == Audience::Internal,
            _ => false,
        };
        // Something may be about an internal claim: it stays, and is then about nothing.
        let public: Vec<Record> = records.iter().filter(|r| !is_internal(r)).cloned().collect();
        let json = |shown: &Option<PublicCountry>| serde_json::to_string(shown).unwrap();
        let count = |text: &str| text.matches("\"covers\"").count();
        prop_assert_eq!(count(&json(&shown)), count(&json(&public_country("KE", &public, later(), about))));
    }
}
