//! What is refused when it is entered, and where.

use super::*;
use crate::Problem;

const TODAY: &str = "2024-07-01";

fn flaws(claim: &Claim) -> Vec<(&'static str, Flaw)> {
    let checked = check(claim, company(0), Terms::known().unwrap(), day(TODAY));
    let flaws = checked.err().unwrap_or_default();
    flaws
        .into_iter()
        .map(|flawed| (flawed.field, flawed.flaw))
        .collect()
}

fn certificate(issued: &str, expires: &str) -> Fact {
    Fact::Certificate(Certificate {
        standard: "psc-1".into(),
        body: "A Body".into(),
        number: None,
        scope: "Guarding".into(),
        issued: dated(issued),
        expires: (!expires.is_empty()).then(|| dated(expires)),
    })
}

fn identifier(scheme: &str, country: Option<&str>, value: &str) -> Fact {
    Fact::Identifier(Identifier {
        scheme: scheme.into(),
        country: country.map(Into::into),
        value: value.into(),
    })
}

fn headcount(least: u32, most: u32) -> Fact {
    Fact::Headcount(Headcount {
        least,
        most,
        country: None,
    })
}

fn weapons(bearing: Bearing, class: &str) -> Fact {
    Fact::Weapons(Weapons {
        bearing,
        classes: [class.to_owned()].into(),
        country: None,
    })
}

fn owner(owner: Party, share: u32) -> Fact {
    Fact::Owner(Stake {
        owner,
        share: Some(Share(share)),
        hold: Hold::Shares,
    })
}

fn site(country: &str, district: &str, north: i32) -> Fact {
    let point = Some(Point { north, east: 0 });
    let place = Place {
        country: country.into(),
        district: Some(district.into()),
        locality: None,
        point,
    };
    Fact::Site(Site {
        name: "Gate 4".into(),
        place,
        shown: Precision::Nothing,
    })
}

#[test]
fn what_is_right_is_taken() {
    for fact in [
        name("شركة النسر الأزرق للحراسة"),
        name("Голубой Орёл"),
        Fact::Kind(CompanyKind::StateOwned),
        identifier(LEI, None, "506700GE1G29325QX363"),
        identifier("Registrar of Companies", Some("KE"), "C.12/345"),
        certificate("2020-02-29", "2020-02-29"),
        certificate("2020", "2020-01"),
        certificate("2024-07-01", "2099"),
        headcount(0, 0),
        headcount(HEADCOUNT_MAX, HEADCOUNT_MAX),
        weapons(Bearing::Armed, "handguns"),
        owner(Party::People, 10_000),
        owner(Party::Company(company(1)), 1),
        site("KE", "KE-30", 90_000_000),
        status(Standing::NotIn),
        Fact::Website("https://النسر.example/ar".into()),
        Fact::Service("guarding".into()),
    ] {
        assert_eq!(flaws(&claim(fact.clone())), [], "{fact:?}");
    }
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    let required = || Flaw::Plain(Problem::Required);
    let membership = |standing, reason: &str| {
        Fact::Membership(Membership {
            standing,
            reason: Some(reason.into()),
        })
    };
    let tongue = |language: &str, script: &str| {
        Fact::Name(Name {
            text: "Alpha".into(),
            kind: NameKind::Trading,
            language: Some(language.into()),
            script: Some(script.into()),
        })
    };
    let client = |shown| {
        Fact::Client(Client {
            party: Party::Company(company(0)),
            subcontract: true,
            country: None,
            shown,
        })
    };
    for (fact, wrong) in [
        (name(" "), vec![("name", required())]),
        (
            name(&"é".repeat(NAME_MAX + 1)),
            vec![("name", Flaw::Plain(Problem::TooLong { max: NAME_MAX }))],
        ),
        (
            name("Al\0pha"),
            vec![("name", Flaw::Plain(Problem::BadCharacters))],
        ),
        (
            name("Alpha\nBeta"),
            vec![("name", Flaw::Plain(Problem::BadCharacters))],
        ),
        (
            tongue("Arabic", "arab"),
            vec![("language", Flaw::NotATongue), ("script", Flaw::NotATongue)],
        ),
        (tongue("ar-EG", "Arab"), vec![]),
        (seat("ke"), vec![("country", Flaw::NotACountry)]),
        (
            Fact::Operates("ZZ".into()),
            vec![("country", Flaw::NotACountry)],
        ),
        (
            identifier(LEI, None, "506700ge1g29325qx363"),
            vec![("value", Flaw::LeiSigns)],
        ),
        (
            identifier(LEI, None, "506700GE1G29325QX364"),
            vec![("value", Flaw::LeiCheck)],
        ),
        (
            identifier("", Some("UK"), "1"),
            vec![("scheme", required()), ("country", Flaw::NotACountry)],
        ),
        (
            certificate("2023-03-01", "2023-02-28"),
            vec![("expires", Flaw::EndsBefore)],
        ),
        (
            certificate("2023", "2022"),
            vec![("expires", Flaw::EndsBefore)],
        ),
        (
            certificate("2024-07-02", ""),
            vec![("issued", Flaw::InTheFuture)],
        ),
        (certificate("1599", ""), vec![("issued", Flaw::TooLongAgo)]),
        (headcount(5, 4), vec![("most", Flaw::LeastAboveMost)]),
        (
            headcount(1, HEADCOUNT_MAX + 1),
            vec![(
                "least",
                Flaw::TooManyPeople {
                    most: HEADCOUNT_MAX,
                },
            )],
        ),
        (
            weapons(Bearing::None, "handguns"),
            vec![("classes", Flaw::UnarmedWithWeapons)],
        ),
        (
            weapons(Bearing::Armed, "swords"),
            vec![("classes", Flaw::UnknownTerm)],
        ),
        (
            owner(Party::Company(company(0)), 100),
            vec![("owner", Flaw::Itself)],
        ),
        (
            owner(Party::State("XX".into()), 0),
            vec![("owner", Flaw::NotACountry), ("share", Flaw::NotAShare)],
        ),
        (
            owner(Party::People, 10_001),
            vec![("share", Flaw::NotAShare)],
        ),
        (
            site("KE", "UG-101", 90_000_001),
            vec![("district", Flaw::NotADistrict), ("point", Flaw::NotAPoint)],
        ),
        (
            client(Precision::District),
            vec![
                ("client", Flaw::Itself),
                ("shown", Flaw::Plain(Problem::NotAnOption)),
            ],
        ),
        (
            status(Standing::Unknown),
            vec![("status", Flaw::NotAStatus)],
        ),
        (
            membership(Standing::Affiliate, "other"),
            vec![("reason", Flaw::ReasonWithout)],
        ),
        (
            membership(Standing::Terminated, "boredom"),
            vec![("reason", Flaw::UnknownTerm)],
        ),
        (membership(Standing::Suspended, "bad-faith"), vec![]),
        (
            Fact::Website("ftp://example.org".into()),
            vec![("website", Flaw::NotAPage)],
        ),
        (
            Fact::Service("flying".into()),
            vec![("service", Flaw::UnknownTerm)],
        ),
    ] {
        assert_eq!(flaws(&claim(fact.clone())), wrong, "{fact:?}");
    }
}

#[test]
fn dates_and_sources_are_looked_at_with_every_fact() {
    for (from, until, wrong) in [
        ("2024-07-02", "on", vec![("from", Flaw::InTheFuture)]),
        ("2024", "on", vec![]),
        (
            "2020-03-01",
            "2020-02-29",
            vec![("until", Flaw::EndsBefore)],
        ),
        ("2020-03", "2020", vec![]),
        ("", "2099-12-31", vec![]),
        (
            "1066",
            "1099",
            vec![("from", Flaw::TooLongAgo), ("until", Flaw::TooLongAgo)],
        ),
    ] {
        assert_eq!(
            flaws(&so(seat("KE"), (from, until), "2024-06-01")),
            wrong,
            "{from} {until}"
        );
    }
    let mut own = claim(seat("KE"));
    own.source = Source {
        title: String::new(),
        publisher: " ".into(),
        address: Some("example.org".into()),
        archive: Some("javascript:alert(1)".into()),
        seen: day("2024-07-02"),
    };
    let required = || Flaw::Plain(Problem::Required);
    let wrong = vec![
        ("source", required()),
        ("publisher", required()),
        ("address", Flaw::NotAPage),
        ("archive", Flaw::NotAPage),
        ("seen", Flaw::InTheFuture),
    ];
    assert_eq!(flaws(&own), wrong);
}

#[test]
fn only_addresses_of_pages_are_addresses() {
    for page in [
        "https://example.org",
        "HTTP://example.org:8080/a?b=c#d",
        "https://a-b.example.org/%D8%A7",
        "https://пример.example/",
    ] {
        assert!(is_page(page), "{page}");
    }
    for none in [
        "",
        "https://",
        "https:///a",
        "https://example",
        "//example.org",
        "https://user:word@example.org",
        "https://example.org:0",
        "https://example.org:x",
        "https://exa mple.org",
        "https://example.org/a b",
        "https://example..org",
        "https://example.org/<a>",
        "data:text/html,a",
        "javascript://example.org/%0aalert(1)",
        "https://example.org\\a",
    ] {
        assert!(!is_page(none), "{none}");
    }
}

#[test]
fn a_correction_is_of_something_that_stands_and_of_its_kind() {
    let terms = Terms::known().unwrap();
    let first = says(1, claim(seat("KE")));
    let second = corrects(2, 1, claim(seat("UG")));
    let back = takes_back(3, 2);
    let checked = |record: &Record, before: &[&Record]| {
        let flaws = check_record(record, before, terms, day(TODAY))
            .err()
            .unwrap_or_default();
        flaws
            .into_iter()
            .map(|flawed| (flawed.field, flawed.flaw))
            .collect::<Vec<_>>()
    };
    assert_eq!(checked(&second, &[&first]), []);
    assert_eq!(checked(&second, &[]), [("of", Flaw::NotItsRecord)]);
    assert_eq!(
        checked(&corrects(4, 1, claim(seat("TZ"))), &[&first, &second]),
        [("of", Flaw::NoLongerStands)]
    );
    assert_eq!(
        checked(&corrects(4, 1, claim(name("A"))), &[&first]),
        [("fact", Flaw::AnotherKind)]
    );
    assert_eq!(
        checked(
            &corrects(4, 3, claim(seat("TZ"))),
            &[&first, &second, &back]
        ),
        [("fact", Flaw::AnotherKind)]
    );
    // That something was taken back can be taken back.
    assert_eq!(checked(&takes_back(4, 3), &[&first, &second, &back]), []);
    let mute = record(
        4,
        Entry::TakenBack {
            of: id(1),
            why: "\n".into(),
        },
    );
    assert_eq!(
        checked(&mute, &[&first]),
        [("why", Flaw::Plain(Problem::Required))]
    );
    assert_eq!(
        checked(&corrects(4, 1, claim(seat("zz"))), &[&first]),
        [("country", Flaw::NotACountry)]
    );
}

#[test]
fn codes_are_told_apart() {
    let codes = [
        FactKind::ALL.map(FactKind::code).to_vec(),
        NameKind::ALL.map(NameKind::code).to_vec(),
        Confidence::ALL.map(Confidence::code).to_vec(),
        Bearing::ALL.map(Bearing::code).to_vec(),
        Hold::ALL.map(Hold::code).to_vec(),
        Precision::ALL.map(Precision::code).to_vec(),
    ];
    for codes in codes {
        let set: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(set.len(), codes.len());
    }
    for kind in FactKind::ALL {
        assert_eq!(FactKind::from_code(kind.code()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
    }
    for confidence in Confidence::ALL {
        assert_eq!(Confidence::from_code(confidence.code()), Some(confidence));
    }
    for (text, found) in [
        ("armed", Bearing::from_code("armed").is_some()),
        ("x", Bearing::from_code("x").is_some()),
    ] {
        assert_eq!(found, text == "armed");
    }
}
