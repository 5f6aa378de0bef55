//! What is held of a country: sources that disagree, two times, and what was looked for and not found.

use super::*;
use crate::registry::{Fate, Said, history};

#[test]
fn two_numbers_of_one_law_stand_side_by_side() {
    let records = all(vec![law(""), law("52"), law("54")]);
    let known = known(&records);
    let laws: Vec<&Matter> = known.of(Field::Law).collect();
    assert_eq!(laws.len(), 1);
    assert!(laws[0].is_disputed());
    // Who says no number contradicts nobody.
    assert_eq!(serials(laws[0].ranked()), [3, 2, 1]);
    assert_eq!(serials(laws[0].against()), [2]);
}

#[test]
fn what_is_the_same_in_other_words_is_no_dispute() {
    let count = |least, most| Says::Companies(Count { least, most });
    let training = |length| Says::Training(Rule::Is(length));
    let named = |title: &str, number: Option<&str>| {
        Says::Law(Law {
            role: LawRole::Main,
            title: title.into(),
            number: number.map(str::to_owned),
            year: None,
            address: None,
        })
    };
    let renewed = |json: &str| Says::CompanyLicenceRenewal(words(json));
    let body = |name: &str| Says::RouteBody(at("police", Name(name.into())));
    let months = |months| {
        Says::BuyerPenalty(Rule::Is(Penalty {
            prison_months: months,
            ..Penalty::default()
        }))
    };
    for (a, b, fits) in [
        (count(2_500, None), count(3_000, Some(3_000)), true),
        (count(2_500, Some(2_500)), count(3_000, None), false),
        (training(Length::Days(5)), training(Length::Hours(40)), true),
        (
            training(Length::Days(1)),
            training(Length::Hours(40)),
            false,
        ),
        (training(Length::Days(5)), training(Length::Days(6)), false),
        (training(Length::NotSaid), training(Length::Days(6)), true),
        (training(Length::NotSaid), Says::Training(Rule::None), false),
        (named("Ley 1", Some("7")), named("Law 1", Some("7")), true),
        (named("Ley 1", None), named("Law 1", Some("7")), false),
        (named("LEY  1", None), named("Ley 1", Some("7")), true),
        (
            renewed(r#"{"en":"Yearly"}"#),
            renewed(r#"{"fr":"Tous les ans"}"#),
            true,
        ),
        (
            renewed(r#"{"en":"Yearly"}"#),
            renewed(r#"{"en":"yearly "}"#),
            true,
        ),
        (
            renewed(r#"{"en":"Yearly"}"#),
            renewed(r#"{"en":"Never"}"#),
            false,
        ),
        (
            renewed(r#"{"en":"A","fr":"B"}"#),
            renewed(r#"{"en":"C","fr":"b"}"#),
            true,
        ),
        (body("The Police"), body("the police"), true),
        (
            kind("police", Kind::None),
            kind("police", Kind::FormalComplaint),
            false,
        ),
        (
            kind("police", Kind::NotKnown),
            kind("police", Kind::FormalComplaint),
            true,
        ),
        (months(Some(6)), months(Some(7)), false),
        (months(Some(6)), months(None), true),
    ] {
        let (a, b) = (claim(a).fact, claim(b).fact);
        assert_eq!(a.matter(), b.matter(), "{a:?} {b:?}");
        assert_eq!((a.fits(&b), b.fits(&a)), (fits, fits), "{a:?} {b:?}");
    }
}

#[test]
fn what_there_are_several_of_stands_beside_each_other() {
    let under = |title: &str| {
        Says::Law(Law {
            role: LawRole::UnderIt,
            title: title.into(),
            number: None,
            year: None,
            address: None,
        })
    };
    let second = RouteKey {
        door: "regulator".into(),
        nth: 2,
    };
    let tips = Says::RouteKind(OfRoute {
        route: second,
        is: Kind::IntelligenceReport,
    });
    let remark = |json: &str| {
        Says::Remark(Remark {
            about: Field::Law,
            words: words(json),
        })
    };
    let records = all(vec![
        under("Regulations"),
        under("Other regulations"),
        kind("regulator", Kind::None),
        tips,
        remark(r#"{"en":"One"}"#),
        remark(r#"{"en":"Two"}"#),
        Says::Reporting(Duty(words(r#"{"en":"Three"}"#))),
        Says::Reporting(Duty(words(r#"{"en":"Four"}"#))),
    ]);
    let known = known(&records);
    for field in [
        Field::Law,
        Field::RouteKind,
        Field::Remark,
        Field::Reporting,
    ] {
        assert_eq!(known.of(field).count(), 2, "{field}");
    }
    assert_eq!(known.disputes().count(), 0);
}

/// What one did not find, another may have found: that is neither a dispute nor a "no".
#[test]
fn what_was_not_found_is_no_value() {
    let records = all(vec![
        Says::Training(Rule::Is(Length::Hours(40))),
        not_found(Field::Training),
        not_found(Field::IdCard),
    ]);
    let known = known(&records);
    let training = cell(&known, Field::Training);
    assert_eq!(training.stands, Stands::Told);
    assert_eq!(serials(training.best()), [1]);
    assert_eq!(serials(training.sought), [2]);
    assert_eq!(cell(&known, Field::IdCard).stands, Stands::NotFound);
    assert_eq!(cell(&known, Field::Dogs).stands, Stands::Missing);
    assert_eq!(known.disputes().count(), 0);
}

#[test]
fn what_was_known_then_is_told_as_it_was_known_then() {
    let licence = Says::CompanyLicence;
    let records = [
        says(1, so(licence(Answer::No), ("2019", "on"), "2019-06-01")),
        // A law of 2023 asks for one; it was recorded in July 2024.
        says(
            2,
            so(licence(Answer::Yes), ("2023-05-01", "on"), "2024-06-01"),
        ),
        corrects(
            3,
            2,
            so(licence(Answer::Partly), ("2023-05-01", "on"), "2024-06-01"),
        ),
        takes_back(4, 3),
    ];
    let held = |known_on: &str, about: &str| {
        let known = as_known(&records, day(known_on), day(about));
        let best: Vec<i64> = serials(known.of(Field::CompanyLicence).map(Matter::best));
        best
    };
    for (known_on, about, serial) in [
        ("2024-06-30", "2024-06-30", vec![]),
        ("2024-07-01", "2024-06-30", vec![1]),
        ("2024-07-02", "2024-06-30", vec![2]),
        ("2024-07-02", "2022-06-30", vec![1]),
        ("2024-07-03", "2024-06-30", vec![3]),
        ("2024-07-04", "2024-06-30", vec![2]),
        ("2024-07-04", "2010-01-01", vec![]),
    ] {
        assert_eq!(held(known_on, about), serial, "{known_on} {about}");
    }
    let lines = history(&records, Field::CompanyLicence);
    let fates: Vec<Fate> = lines.iter().map(|line| line.fate).collect();
    let expected = [
        Fate::Stands,
        Fate::Stands,
        Fate::TakenBack(id(4)),
        Fate::Stands,
    ];
    assert_eq!(fates, expected);
    assert!(history(&records, Field::Law).is_empty());
}

#[test]
fn what_is_counted_again_takes_the_place_of_what_was_counted_before() {
    let count = |n| {
        Says::Personnel(Count {
            least: n,
            most: Some(n),
        })
    };
    let records = [
        says(1, so(count(500), ("2018", ""), "2020-01-01")),
        says(2, so(count(800), ("2023", ""), "2024-06-01")),
    ];
    let on = |about: &str| {
        let known = as_known(&records, later(), day(about));
        let told: Vec<i64> = known
            .of(Field::Personnel)
            .flat_map(|m| serials(m.ranked()))
            .collect();
        told
    };
    assert_eq!(on("2018-06-01"), [1]);
    assert_eq!(on("2024-06-01"), [2]);
}

#[test]
fn codes_come_back_and_are_the_keys_of_the_json() {
    let mut codes = std::collections::BTreeSet::new();
    for field in Field::ALL {
        assert_eq!(Field::from_code(field.code()), Some(*field));
        assert!(codes.insert(field.code()), "{field}");
        let json = serde_json::to_string(field).unwrap();
        assert_eq!(serde_json::from_str::<Field>(&json).unwrap(), *field);
    }
    assert!(serde_json::from_str::<Field>("\"moon\"").is_err());
    let sections: Vec<&str> = Section::ALL.iter().map(|section| section.code()).collect();
    assert_eq!(sections.len(), 15);
    for one in Answer::ALL {
        assert_eq!(Answer::from_code(one.code()), Some(*one));
    }
}

proptest! {
    /// What is written down comes back, under the code of its field.
    #[test]
    fn a_claim_is_read_back(claim in some_claim()) {
        let json = serde_json::to_value(&claim).unwrap();
        prop_assert_eq!(serde_json::from_value::<Claim>(json.clone()).unwrap(), claim.clone());
        let says = json["fact"]["says"].as_object().unwrap();
        let code = says.keys().next().unwrap();
        let is_value = claim.fact.says.is_value();
        prop_assert_eq!(is_value, code == claim.fact.says.field().code());
        prop_assert_eq!(!is_value, code == "not-found");
    }

    /// Facts agree or disagree whichever is asked, and each agrees with itself.
    #[test]
    fn fitting_is_mutual(a in some_says(), b in some_says()) {
        let (a, b) = (claim(a).fact, claim(b).fact);
        prop_assert!(a.fits(&a));
        prop_assert_eq!(a.fits(&b), b.fits(&a));
        prop_assert_eq!(a.kind(), a.matter().kind);
    }

    /// The order in which records are handed over does not matter.
    #[test]
    fn what_is_held_does_not_hang_on_the_order(records in some_records()) {
        let turned: Vec<Record> = records.iter().rev().cloned().collect();
        let told = |records: &[Record]| -> Vec<(Field, Vec<i64>)> {
            known(records).matters().map(|(field, m)| (field, serials(m.ranked()))).collect()
        };
        prop_assert_eq!(told(&records), told(&turned));
    }
}
