//! What is proposed to whom: situations by name. What holds of every one stands in `remedies_always.rs`.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use watchpost_domain::remedies::{
    Doors, Fear, Force, LegalProfile, Proposed, Situation, Standing, Stands, Why,
};

fn doors() -> Doors {
    Doors::shipped().unwrap()
}

fn profile(country: &str) -> LegalProfile {
    LegalProfile::shipped(country, &doors()).unwrap().unwrap()
}

fn codes(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|code| (*code).to_owned()).collect()
}

/// Somebody who is safe, about a guard of a security company that was never in.
fn calm(country: Option<&str>, harms: &[&str], wishes: &[&str]) -> Situation {
    Situation {
        standing: Standing::NotIn,
        force: Force::SecurityCompany,
        country: country.map(str::to_owned),
        harms: codes(harms),
        wishes: codes(wishes),
        fear: Fear::None,
        ..Situation::default()
    }
}

/// What is proposed, in a line each: the door, how it stands, and whether it was tried.
fn lines(all: &[Proposed]) -> Vec<String> {
    let tried = |p: &Proposed| if p.tried { ", tried" } else { "" };
    all.iter()
        .map(|p| format!("{}: {}{}", p.door.code, p.stands.code(), tried(p)))
        .collect()
}

fn find<'a>(all: &'a [Proposed<'a>], door: &str) -> &'a Proposed<'a> {
    let one = all.iter().find(|p| p.door.code == door);
    one.unwrap_or_else(|| panic!("{door} is not among {:?}", lines(all)))
}

fn has(proposed: &Proposed, why: &str) -> bool {
    proposed.why.iter().any(|w| w.code() == why)
}

#[test]
fn a_guard_of_a_member_in_kenya_who_was_not_paid() {
    let (doors, kenya) = (doors(), profile("KE"));
    let situation = Situation {
        standing: Standing::CertifiedMember,
        works_there: Some(true),
        ..calm(Some("KE"), &["pay-hours"], &["back-pay"])
    };
    let all = doors.propose(&situation, Some(&kenya));
    assert_eq!(
        lines(&all),
        [
            "company-mechanism: open",
            "labour-office: open",
            "union: open",
            "court: open",
            "legal-help: open",
            "association: open",
            "regulator: open",
            "human-rights-institution: open",
            "client: open",
            "oecd-contact-point: dead",
        ]
    );
    // It is about pay alone: not for the police.
    assert!(all.iter().all(|p| p.door.code != "police"));
    let office = find(&all, "labour-office");
    let harms = vec!["pay-hours".to_owned()];
    let wishes = vec!["back-pay".to_owned()];
    assert!(office.why.contains(&Why::Harm { harms }));
    assert!(office.why.contains(&Why::Gives { wishes }));
    assert_eq!(office.routes[0].body.as_ref().unwrap().is, "Labour officer");
    let standing = Standing::CertifiedMember;
    assert!(
        find(&all, "association")
            .why
            .contains(&Why::Standing { standing })
    );
    // What is only remembered says so.
    assert!(has(find(&all, "regulator"), "from-memory"));
    assert!(has(find(&all, "regulator"), "profile-not-reviewed"));
    assert!(!has(office, "from-memory"));
}

#[test]
fn a_villager_who_was_beaten_by_a_farm_guard_of_no_member() {
    let (doors, kenya) = (doors(), profile("KE"));
    let situation = Situation {
        works_there: Some(false),
        ..calm(Some("KE"), &["force"], &["compensation", "investigation"])
    };
    let all = doors.propose(&situation, Some(&kenya));
    // Out of scope is a redirect: the Association is not among them, and many others are.
    assert_eq!(
        lines(&all),
        [
            "company-mechanism: open",
            "regulator: open",
            "human-rights-institution: open",
            "client: open",
            "police: open",
            "court: open",
            "legal-help: open",
            "oecd-contact-point: dead",
        ]
    );
    let police = find(&all, "police");
    assert!(
        police.safety[0]
            .text("en")
            .contains("may work with the company")
    );
    assert!(
        police.routes[0]
            .note
            .as_ref()
            .unwrap()
            .text("en")
            .contains("nothing followed")
    );
    // With some fear, those who could tell the company come after those who need not.
    let afraid = Situation {
        fear: Fear::Some,
        ..situation
    };
    let all = doors.propose(&afraid, Some(&kenya));
    assert_eq!(all[0].door.code, "regulator");
    assert_eq!(find(&all, "company-mechanism").stands, Stands::Careful);
    assert_eq!(find(&all, "client").stands, Stands::Careful);
}

#[test]
fn somebody_in_britain_finds_an_authority_that_only_listens() {
    let (doors, britain) = (doors(), profile("GB"));
    let all = doors.propose(
        &calm(Some("GB"), &["force"], &["discipline"]),
        Some(&britain),
    );
    let authority = find(&all, "regulator");
    assert_eq!(authority.stands, Stands::TipOnly);
    assert!(!authority.stands.is_open());
    assert!(has(authority, "no-answer") && has(authority, "no-such-route"));
    assert!(!has(authority, "gives"), "a tip serves no wish");
    assert_eq!(authority.routes.len(), 2);
    let institution = find(&all, "human-rights-institution");
    assert_eq!(institution.stands, Stands::NotKnown);
    let country = "GB".to_owned();
    assert!(institution.why.contains(&Why::NotKnownHere { country }));
    assert_eq!(find(&all, "oecd-contact-point").stands, Stands::Open);
    // Those that give no answer come after all that do.
    let last_open = all.iter().rposition(|p| p.stands.is_open()).unwrap();
    let first_other = all.iter().position(|p| !p.stands.is_open()).unwrap();
    assert!(last_open < first_other);
}

#[test]
fn sexual_violence_by_a_guard_and_great_fear() {
    let (doors, kenya) = (doors(), profile("KE"));
    let situation = Situation {
        standing: Standing::CertifiedMember,
        fear: Fear::High,
        ..calm(
            Some("KE"),
            &["sexual-violence"],
            &["protection", "medical-care"],
        )
    };
    let all = doors.propose(&situation, Some(&kenya));
    assert_eq!(all[0].door.code, "legal-help");
    assert_eq!(all[0].stands, Stands::Open);
    let company = find(&all, "company-mechanism");
    assert_eq!(company.stands, Stands::NotFirst);
    let dangers = vec!["high-fear".to_owned(), "sexual-violence".to_owned()];
    assert!(company.why.contains(&Why::InDanger { dangers }));
    assert_eq!(company.safety.len(), 2);
    let live: Vec<&Proposed> = all.iter().filter(|p| p.stands.is_open()).collect();
    let last: Vec<&str> = live[live.len() - 2..]
        .iter()
        .map(|p| p.door.code.as_str())
        .collect();
    assert_eq!(last, ["client", "company-mechanism"]);
    let police = find(&all, "police");
    assert_eq!(police.stands, Stands::Careful);
    assert!(
        police
            .safety
            .iter()
            .any(|n| n.text("en").contains("a woman or a man"))
    );
}

#[test]
fn guards_of_the_site_itself() {
    let (doors, kenya) = (doors(), profile("KE"));
    let situation = Situation {
        force: Force::InHouse,
        ..calm(Some("KE"), &["force"], &[])
    };
    let all = doors.propose(&situation, Some(&kenya));
    let codes: Vec<&str> = all.iter().map(|p| p.door.code.as_str()).collect();
    assert!(!codes.contains(&"association") && !codes.contains(&"client"));
    for door in [
        "company-mechanism",
        "regulator",
        "court",
        "police",
        "legal-help",
    ] {
        assert!(find(&all, door).stands.is_open(), "{door}");
    }
}

#[test]
fn police_were_there_or_did_it() {
    let (doors, kenya) = (doors(), profile("KE"));
    let there = Situation {
        state_forces: true,
        ..calm(
            Some("KE"),
            &["force", "detention"],
            &["investigation", "discipline"],
        )
    };
    let did = Situation {
        force: Force::Public,
        ..there.clone()
    };
    for situation in [&there, &did] {
        let all = doors.propose(situation, Some(&kenya));
        let police = find(&all, "police");
        assert_eq!(police.stands, Stands::NotFirst);
        assert!(
            police
                .safety
                .iter()
                .any(|n| n.text("en").contains("oversees the police"))
        );
        assert_eq!(all[0].stands, Stands::Open);
        assert_eq!(find(&all, "human-rights-institution").stands, Stands::Open);
    }
    // The company is warned of where they were there, and is no door where they did it alone.
    let all = doors.propose(&there, Some(&kenya));
    assert_eq!(find(&all, "company-mechanism").stands, Stands::Careful);
    assert_eq!(find(&all, "regulator").stands, Stands::Careful);
    let all = doors.propose(&did, Some(&kenya));
    assert!(
        all.iter()
            .all(|p| !p.door.of_company && p.door.code != "association")
    );
}

#[test]
fn nothing_is_known() {
    let doors = doors();
    let all = doors.propose(&Situation::default(), None);
    assert_eq!(
        lines(&all),
        [
            "union: open",
            "legal-help: open",
            "association: open",
            "court: open",
            "client: careful",
            "police: careful",
            "company-mechanism: careful",
        ]
    );
    for proposed in &all {
        let country = None;
        assert!(proposed.why.contains(&Why::ProfileMissing { country }));
        assert!(proposed.routes.is_empty());
    }
    let association = find(&all, "association");
    assert!(has(association, "standing-to-check") && has(association, "force-to-check"));
    assert!(has(find(&all, "police"), "harm-to-check"));
}

#[test]
fn the_law_of_another_country_is_not_used() {
    let (doors, britain) = (doors(), profile("GB"));
    for country in [None, Some("KE"), Some("FR")] {
        let situation = calm(country, &["force"], &[]);
        let with = doors.propose(&situation, Some(&britain));
        assert_eq!(with, doors.propose(&situation, None));
        let country = situation.country.clone();
        assert!(with[0].why.contains(&Why::ProfileMissing { country }));
        assert!(with.iter().all(|p| !p.door.needs_profile));
    }
}

#[test]
fn a_door_that_there_is_not_is_shown_as_such() {
    let (doors, swiss) = (doors(), profile("CH"));
    let all = doors.propose(&calm(Some("CH"), &["force"], &["be-heard"]), Some(&swiss));
    let institution = find(&all, "human-rights-institution");
    assert_eq!(institution.stands, Stands::Dead);
    let country = "CH".to_owned();
    assert!(institution.why.contains(&Why::NoSuchRoute { country }));
    assert!(
        institution
            .door
            .if_none
            .as_ref()
            .unwrap()
            .text("fr")
            .contains("D’autres portes")
    );
    // In Kenya there is no contact point, but there may be one where the company has its seat.
    let kenya = profile("KE");
    let all = doors.propose(&calm(Some("KE"), &["force"], &[]), Some(&kenya));
    let point = find(&all, "oecd-contact-point");
    assert_eq!(point.stands, Stands::Dead);
    assert!(
        point
            .door
            .if_none
            .as_ref()
            .unwrap()
            .text("en")
            .contains("has its seat")
    );
}

#[test]
fn what_is_known_of_a_country_goes_before_what_is_generally_so() {
    let (doors, uganda) = (doors(), profile("UG"));
    let situation = calm(Some("UG"), &["force"], &["compensation", "apology"]);
    let all = doors.propose(&situation, Some(&uganda));
    let wishes = vec!["compensation".to_owned()];
    let institution = find(&all, "human-rights-institution");
    assert!(institution.why.contains(&Why::Gives { wishes }));
    // The police oversee the companies there, and whether they take complaints about them as such is not known.
    assert_eq!(find(&all, "regulator").stands, Stands::NotKnown);
    assert!(find(&all, "police").routes[0].note.is_some());
}

#[test]
fn who_was_a_member_that_day_is_in_scope_and_who_was_not_is_not() {
    let doors = doors();
    for standing in Standing::ALL {
        let situation = Situation {
            standing,
            ..calm(None, &["force"], &[])
        };
        let all = doors.propose(&situation, None);
        let open = all.iter().any(|p| p.door.code == "association");
        let expected = matches!(
            standing,
            Standing::TransitionalMember
                | Standing::CertifiedMember
                | Standing::Affiliate
                | Standing::Suspended
                | Standing::Unknown
        );
        assert_eq!(open, expected, "{}", standing.code());
    }
}

#[test]
fn a_door_that_was_tried_comes_last() {
    let (doors, kenya) = (doors(), profile("KE"));
    let situation = Situation {
        already_told: codes(&["company", "police", "human-rights-institution"]),
        ..calm(Some("KE"), &["force"], &["investigation"])
    };
    let all = doors.propose(&situation, Some(&kenya));
    let last: Vec<String> = lines(&all)[all.len() - 3..].to_vec();
    assert_eq!(
        last,
        [
            "company-mechanism: open, tried",
            "human-rights-institution: open, tried",
            "police: open, tried",
        ]
    );
    // Even if all others were, nobody in danger is sent to the company first.
    let others = doors.doors.iter().filter(|door| !door.of_company);
    for fear in [Fear::Some, Fear::High, Fear::NotSaid] {
        let situation = Situation {
            fear,
            already_told: others.clone().map(|door| door.code.clone()).collect(),
            ..situation.clone()
        };
        let all = doors.propose(&situation, Some(&kenya));
        assert!(
            !all[0].door.of_company && all[0].stands == Stands::Open,
            "{:?}",
            lines(&all)
        );
        assert_eq!(
            lines(&all)[1],
            format!(
                "company-mechanism: {}",
                find(&all, "company-mechanism").stands.code()
            )
        );
    }
}
