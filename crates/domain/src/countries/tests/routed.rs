//! The routes that doors are proposed from, as they are claimed.

use super::*;
use crate::remedies::{Cost, LegalProfile, Review};

fn profile(records: &[Record]) -> LegalProfile {
    let known = known(records);
    let head = Head {
        country: "KE".into(),
        version: 1,
        as_of: day("2024-06-01"),
        status: Review::Draft,
        note: words("{}"),
        not_known: not_known(&known, &doors()),
    };
    LegalProfile::of(&known, head)
}

#[test]
fn routes_are_made_of_what_is_believed_most() {
    let remembered = Claim {
        fact: LawFact {
            says: kind("regulator", Kind::FormalComplaint),
            basis: Basis::Unsure,
        },
        confidence: Confidence::Doubtful,
        ..claim(law("13"))
    };
    let records = [
        says(1, remembered),
        says(2, claim(Says::RouteCost(at("police", Cost::Free)))),
        says(3, claim(kind("regulator", Kind::None))),
    ];
    let profile = profile(&records);
    let doors: Vec<&str> = profile.routes.iter().map(|r| r.door.as_str()).collect();
    assert_eq!(doors, ["regulator", "police"]);
    assert_eq!(profile.has("regulator"), Some(false));
    assert_eq!(profile.routes[0].kind.basis, Basis::Seen);
    // Of the other only the cost is known, and not what it takes.
    let police = &profile.routes[1];
    assert_eq!(police.kind.is, Kind::NotKnown);
    assert_eq!(police.cost.as_ref().unwrap().is, Cost::Free);
    let unknown = [
        "labour-office",
        "human-rights-institution",
        "oecd-contact-point",
    ];
    assert!(
        unknown
            .iter()
            .all(|door| profile.not_known.iter().any(|own| own == door))
    );
    assert_eq!(profile.not_known.len(), unknown.len());
}

/// That a route was looked for and not found makes none, and is no reason to think that there is none.
#[test]
fn what_was_not_found_is_no_route() {
    let route = RouteKey {
        door: "regulator".into(),
        nth: 1,
    };
    let sought = Says::NotFound(NotFound {
        field: Field::RouteKind,
        route: Some(route),
    });
    let profile = profile(&all(vec![sought, not_found(Field::RouteKind)]));
    assert_eq!(profile.routes, []);
    assert_eq!(profile.has("regulator"), None);
}
