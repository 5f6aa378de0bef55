//! What is found, by whom, and in which order.

use super::*;

fn listed(name: &str, other: &[&str], country: &str) -> Listed {
    let names = other.iter().chain([&name]).map(|name| (*name).to_owned());
    Listed {
        name: name.to_owned(),
        names: names.collect(),
        countries: [country.to_owned()].into(),
        numbers: [format!("PVT-{name}")].into(),
        ..Listed::default()
    }
}

fn shelf() -> Shelf {
    let mut shelf = Shelf::default();
    let all = [
        ("beta", "Beta Guards", "KE"),
        ("alpha", "Alpha Guards", "UG"),
        ("gamma", "Gamma Escort", "KE"),
    ];
    for ((slug, name, country), n) in all.into_iter().zip(1u128..) {
        let public = listed(name, &[], country);
        let all = listed(name, &["Zuberi Watchmen"][..usize::from(n == 3)], country);
        let id = CompanyId(uuid::Uuid::from_u128(n));
        shelf.put(
            (id, slug.parse().unwrap()),
            ((n != 2).then_some(public), Some(all)),
        );
    }
    shelf
}

fn slugs(lines: &Lines) -> Vec<&str> {
    lines.lines.iter().map(|line| line.slug.as_str()).collect()
}

#[test]
fn a_name_as_it_was_said_leads_to_those_that_may_be_meant() {
    let best = Shelf::invented().like("kivuri mulima sekuriti");
    assert_eq!(best[0].company, "Kivuli Mlima Security Services Ltd");
}

#[test]
fn everybody_finds_by_what_is_public_alone() {
    let shelf = shelf();
    let find = |words: &str, eyes| {
        let asked = Asked {
            words: words.to_owned(),
            ..Asked::default()
        };
        slugs(&shelf.list(&asked, eyes, None, 10)).join(" ")
    };
    assert_eq!(find("", Eyes::All), "alpha beta gamma");
    assert_eq!(find("", Eyes::Everybody), "beta gamma");
    assert_eq!(find("zuberi watchman", Eyes::All), "gamma");
    assert_eq!(find("zuberi watchman", Eyes::Everybody), "");
    assert_eq!(find("uberi wa", Eyes::Everybody), "");
    assert_eq!(
        find("alpha guards", Eyes::Everybody),
        "beta",
        "the word alike, not the one that is hidden"
    );
    assert_eq!(find("pvt alpha guards", Eyes::All), "alpha beta");
    assert_eq!(find("PVT-Gamma escort", Eyes::Everybody), "gamma");
    assert_eq!(find("scor", Eyes::Everybody), "gamma");
}

#[test]
fn pages_follow_each_other_and_filters_count() {
    let mut shelf = shelf();
    let ask = |shelf: &Shelf, after: Option<&str>, country: Option<&str>| {
        let asked = Asked {
            country: country.map(str::to_owned),
            ..Asked::default()
        };
        let after = after.map(|slug| slug.parse().unwrap());
        let lines = shelf.list(&asked, Eyes::All, after.as_ref(), 2);
        (
            slugs(&lines).join(" "),
            lines.total,
            lines.next.map(String::from),
        )
    };
    assert_eq!(
        ask(&shelf, None, None),
        ("alpha beta".into(), 3, Some("beta".into()))
    );
    assert_eq!(ask(&shelf, Some("beta"), None), ("gamma".into(), 3, None));
    assert_eq!(
        ask(&shelf, None, Some("KE")),
        ("beta gamma".into(), 2, None)
    );
    // One that was renamed stands elsewhere, and is found by what it is called now.
    let id = CompanyId(uuid::Uuid::from_u128(1));
    let renamed = listed("Zulu Post", &[], "UG");
    shelf.put((id, "beta".parse().unwrap()), (None, Some(renamed)));
    assert_eq!(ask(&shelf, None, None).0, "alpha gamma");
    assert!(shelf.like("Beta Guards").iter().all(|meant| meant.id != id));
    assert_eq!(shelf.like("Zulu Post")[0].id, id);
}
