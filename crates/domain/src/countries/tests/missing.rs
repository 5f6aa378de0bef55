//! What is missing: of what we know, and of the law.

use super::*;

fn rules() -> GapRules {
    GapRules::shipped(&doors()).unwrap()
}

fn found(said: Vec<Says>, gap: &str) -> (Holds, Vec<i64>, Vec<Field>) {
    let (records, rules) = (all(said), rules());
    let known = known(&records);
    let gap = rules.gaps.iter().find(|own| own.code == gap).unwrap();
    let finding = gap.of(&known);
    let lacks = finding.lacks.iter().map(|lack| lack.field).collect();
    (finding.holds, serials(finding.claims), lacks)
}

#[test]
fn a_law_has_a_gap_only_where_a_source_says_so() {
    use Holds::{Disputed, No, NotKnown, Yes};
    let licence = Says::IndividualLicence;
    let guns = Says::WeaponsAllowed;
    let permit = |rule| Says::WeaponsPermit(rule);
    let police = || Rule::Is(Name("Police".into()));
    let (alone, weapons) = ("no-individual-licence", "weapons-without-permit");
    for (said, gap, holds, claims, lacks) in [
        (
            vec![],
            alone,
            NotKnown,
            vec![],
            vec![Field::IndividualLicence],
        ),
        (
            vec![not_found(Field::IndividualLicence)],
            alone,
            NotKnown,
            vec![],
            vec![Field::IndividualLicence],
        ),
        (vec![licence(Answer::No)], alone, Yes, vec![1], vec![]),
        (vec![licence(Answer::Partly)], alone, No, vec![1], vec![]),
        (
            vec![licence(Answer::No), licence(Answer::Yes)],
            alone,
            Disputed,
            vec![2, 1],
            vec![],
        ),
        // Both say that there is a licence of some sort, so this is not in dispute.
        (
            vec![licence(Answer::Partly), licence(Answer::Yes)],
            alone,
            No,
            vec![2, 1],
            vec![],
        ),
        (
            vec![guns(Allowed::Yes), permit(Rule::None)],
            weapons,
            Yes,
            vec![1, 2],
            vec![],
        ),
        (
            vec![guns(Allowed::Restricted), permit(police())],
            weapons,
            No,
            vec![1, 2],
            vec![],
        ),
        (
            vec![guns(Allowed::No)],
            weapons,
            No,
            vec![1],
            vec![Field::WeaponsPermit],
        ),
        (
            vec![guns(Allowed::Yes)],
            weapons,
            NotKnown,
            vec![1],
            vec![Field::WeaponsPermit],
        ),
        (
            vec![guns(Allowed::No), guns(Allowed::Yes), permit(Rule::None)],
            weapons,
            Disputed,
            vec![2, 1, 3],
            vec![],
        ),
    ] {
        let text = format!("{said:?}");
        assert_eq!(found(said, gap), (holds, claims, lacks), "{text}");
    }
}

#[test]
fn a_route_that_only_listens_is_no_complaint_route() {
    use Holds::{Disputed, No, NotKnown, Yes};
    let regulator = |is| kind("regulator", is);
    let tips = Says::RouteKind(OfRoute {
        route: RouteKey {
            door: "regulator".into(),
            nth: 2,
        },
        is: Kind::IntelligenceReport,
    });
    let gap = "no-answering-regulator";
    for (said, holds, lacks) in [
        (vec![], NotKnown, vec![Field::RouteKind]),
        (
            vec![kind("police", Kind::None)],
            NotKnown,
            vec![Field::RouteKind],
        ),
        (vec![regulator(Kind::None), tips.clone()], Yes, vec![]),
        (vec![regulator(Kind::FormalComplaint), tips], No, vec![]),
        (
            vec![regulator(Kind::NotKnown)],
            NotKnown,
            vec![Field::RouteKind],
        ),
        (
            vec![regulator(Kind::None), regulator(Kind::FormalComplaint)],
            Disputed,
            vec![],
        ),
    ] {
        let text = format!("{said:?}");
        let (is, _, found) = found(said, gap);
        assert_eq!((is, found), (holds, lacks), "{text}");
    }
}

#[test]
fn a_route_has_a_remedy_or_protects_only_if_somebody_says_so() {
    use Holds::{No, NotKnown, Yes};
    let formal = || kind("police", Kind::FormalComplaint);
    let remedy = |codes: &[&str]| {
        let codes = codes.iter().map(ToString::to_string).collect();
        Says::RouteRemedy(at("police", codes))
    };
    let protects = |is| Says::RouteProtection(at("police", is));
    let (with, without) = ("no-route-with-remedy", "no-protection");
    for (said, gap, holds, lacks) in [
        (vec![], with, NotKnown, vec![Field::RouteKind]),
        (vec![formal()], with, NotKnown, vec![Field::RouteRemedy]),
        (vec![formal(), remedy(&[])], with, Yes, vec![]),
        (vec![formal(), remedy(&["apology"])], with, No, vec![]),
        (
            vec![formal(), remedy(&[]), kind("court", Kind::FormalComplaint)],
            with,
            NotKnown,
            vec![Field::RouteRemedy],
        ),
        (
            vec![kind("police", Kind::None), kind("court", Kind::None)],
            with,
            Yes,
            vec![],
        ),
        (vec![formal(), protects(false)], without, Yes, vec![]),
        (vec![formal(), protects(true)], without, No, vec![]),
        (
            vec![formal()],
            without,
            NotKnown,
            vec![Field::RouteProtection],
        ),
    ] {
        let text = format!("{said:?}");
        let (is, _, found) = found(said, gap);
        assert_eq!((is, found), (holds, lacks), "{text}");
    }
}

#[test]
fn what_nobody_looked_for_is_not_what_was_not_found() {
    let records = all(vec![
        Says::CompanyLicence(Answer::No),
        not_found(Field::Training),
        kind("police", Kind::FormalComplaint),
        kind("court", Kind::None),
        not_found(Field::RouteCost),
    ]);
    let rules = rules();
    let known = known(&records);
    let gaps = Gaps::of(&known, &rules, day("2024-06-30"));
    let looked = |field: Field| {
        gaps.nobody_looked
            .iter()
            .filter(|lack| lack.field == field)
            .count()
    };
    // Where no licence is needed, nobody has to look what it costs.
    assert_eq!(
        (
            looked(Field::CompanyLicence),
            looked(Field::CompanyLicenceFee)
        ),
        (0, 0)
    );
    assert_eq!(
        (
            looked(Field::IndividualLicence),
            looked(Field::IndividualLicenceFee)
        ),
        (1, 1)
    );
    assert_eq!((looked(Field::Remark), looked(Field::RouteNote)), (0, 0));
    // Only a route that takes something has more to be known of.
    assert_eq!(
        (
            looked(Field::RouteWho),
            looked(Field::RouteCost),
            looked(Field::Training)
        ),
        (1, 0, 0)
    );
    let sought: Vec<(Field, i64)> = gaps
        .not_found
        .iter()
        .map(|(lack, held)| (lack.field, held.record.serial))
        .collect();
    assert_eq!(sought, [(Field::Training, 2), (Field::RouteCost, 5)]);
    assert_eq!(gaps.law.len(), rules.gaps.len());
}

#[test]
fn what_is_told_of_long_ago_is_old() {
    let count = |field: fn(Count) -> Says| {
        field(Count {
            least: 1,
            most: None,
        })
    };
    let records = [
        // Counted in 2020, and read in 2024: it is of 2020.
        says(1, so(count(Says::Companies), ("2020", ""), "2024-06-01")),
        says(2, so(Says::Dogs(Answer::No), ("", "on"), "2018-01-01")),
        says(3, so(Says::Union(Answer::No), ("2001", "on"), "2024-06-01")),
        says(
            4,
            so(Says::IdCard(Answer::No), ("2001", "2026"), "2010-06-01"),
        ),
    ];
    let rules = rules();
    let known = as_known(&records, later(), day("2024-06-01"));
    let old = |today: &str| {
        let gaps = Gaps::of(&known, &rules, day(today));
        gaps.old
            .iter()
            .map(|old| (old.field, old.years))
            .collect::<Vec<_>>()
    };
    assert_eq!(old("2023-01-01"), []);
    assert_eq!(old("2023-01-02"), [(Field::Dogs, 5)]);
    assert_eq!(old("2023-12-31"), [(Field::Dogs, 5)]);
    assert_eq!(old("2024-01-01"), [(Field::Dogs, 5), (Field::Companies, 3)]);
    // What its source says to have ended does not grow old.
    let later = [(Field::Dogs, 5), (Field::Union, 5), (Field::Companies, 3)];
    assert_eq!(old("2030-01-01"), later);
}

#[test]
fn the_shipped_rules_are_whole_and_a_draft() {
    let rules = GapRules::read(LAW_GAPS, &doors(), &["en", "fr", "es", "ar"]).unwrap();
    assert_eq!(rules.status, crate::remedies::Review::Draft);
    for gap in [
        "no-route-with-remedy",
        "no-individual-licence",
        "no-minimum-training",
        "weapons-without-permit",
        "no-protection",
    ] {
        assert!(rules.gaps.iter().any(|own| own.code == gap), "{gap}");
    }
    assert_eq!(
        (rules.years(Field::Companies), rules.years(Field::Law)),
        (3, 5)
    );
}

#[test]
fn every_fault_of_rules_is_told_with_its_line() {
    let with = |what: &str, by: &str| -> Vec<String> {
        assert!(LAW_GAPS.contains(what), "{what}");
        let text = LAW_GAPS.replacen(what, by, 1);
        let faults = GapRules::read(&text, &doors(), &[]).unwrap_err();
        faults.iter().map(|fault| fault.what.to_string()).collect()
    };
    for (what, by, fault) in [
        (
            "years = 5",
            "years = 0",
            "the number of `years` is from 1 up to 50",
        ),
        (
            "\"icoca-members\"]",
            "\"moon\"]",
            "there is no field `moon`",
        ),
        (
            "is = [\"no\"]",
            "is = [\"never\"]",
            "there is no value `never`",
        ),
        (
            "doors = [\"regulator\"]",
            "doors = [\"moon\"]",
            "there is no door `moon`",
        ),
        (
            "code = \"no-vetting\"",
            "code = \"no-union\"",
            "`no-union` stands here a second time",
        ),
        (
            "[{ field = \"vetting\", is = [\"none\"] }]",
            "[]",
            "`no-vetting` never stands open: a list of when it does is empty",
        ),
        (
            "{ field = \"vetting\", is = [\"none\"] }",
            "{ field = \"vetting\" }",
            "`when`: it is a `field` and what it `is`, or `no_route`",
        ),
        (
            "{ field = \"vetting\", is = [\"none\"] }",
            "{ field = \"law\", is = [\"none\"] }",
            "there is no value `none`",
        ),
        (
            "{ en = \"Nobody has to look at who is hired\", ",
            "{ ",
            "`no-vetting` is not told in `en`",
        ),
    ] {
        assert_eq!(with(what, by), [fault], "{by}");
    }
    assert_eq!(
        GapRules::read(LAW_GAPS, &doors(), &["sw"])
            .unwrap_err()
            .len(),
        1
    );
}

proptest! {
    /// Every gap that the law is said to have rests on claims, and what is not known says what is missing.
    #[test]
    fn a_gap_explains_itself(records in some_records()) {
        let rules = rules();
        let known = known(&records);
        let gaps = Gaps::of(&known, &rules, day("2024-06-30"));
        for finding in &gaps.law {
            match finding.holds {
                Holds::NotKnown => prop_assert!(!finding.lacks.is_empty()),
                Holds::Yes | Holds::Disputed => {
                    prop_assert!(!finding.claims.is_empty());
                    prop_assert!(finding.lacks.is_empty());
                }
                Holds::No => prop_assert!(!finding.claims.is_empty()),
            }
        }
        for lack in &gaps.nobody_looked {
            prop_assert!(lack.route.is_some() || cell(&known, lack.field).stands == Stands::Missing);
        }
    }
}
