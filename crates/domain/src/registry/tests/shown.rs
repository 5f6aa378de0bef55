//! What goes out, and what never does.

use super::*;

fn own() -> Company {
    Company {
        id: company(0),
        slug: "blue-eagle".parse().unwrap(),
    }
}

fn view(records: &[Record]) -> Option<PublicCompany> {
    let page = |id: CompanyId| (id == company(1)).then(|| "holding".parse().unwrap());
    public_view(&own(), records, later(), day("2024-06-01"), &page)
}

fn json(records: &[Record]) -> String {
    serde_json::to_string(&view(records).unwrap()).unwrap()
}

fn site(shown: Precision) -> Claim {
    let place = Place {
        country: "KE".into(),
        district: Some("KE-30".into()),
        locality: Some("Nairobi West".into()),
        point: Some(Point {
            north: -1_292_066,
            east: 36_821_945,
        }),
    };
    let mut site = claim(Fact::Site(Site {
        name: "Gate 4 of the mine".into(),
        place,
        shown,
    }));
    site.source.title = "Guards at Gate 4".into();
    site.source.address = Some("https://example.org/gate-4".into());
    site.source.archive = Some("https://archive.example/gate-4".into());
    site
}

#[test]
fn a_site_goes_out_as_exactly_as_was_said() {
    let parts = [
        "\"KE\"",
        "KE-30",
        "Nairobi West",
        "Gate 4 of the mine",
        "36821945",
        "gate-4",
        "Guards at",
    ];
    for (shown, out) in [
        (Precision::Nothing, 0),
        (Precision::Country, 1),
        (Precision::District, 2),
        (Precision::Locality, 3),
        (Precision::Whole, parts.len()),
    ] {
        let told = json(&[says(1, claim(name("Blue Eagle"))), says(2, site(shown))]);
        for (at, part) in parts.iter().enumerate() {
            assert_eq!(told.contains(part), at < out, "{shown:?} {part} {told}");
        }
        assert!(!told.contains(&MemberId(Uuid::from_u128(7)).to_string()));
    }
}

#[test]
fn the_order_of_sites_tells_nothing_of_their_names() {
    let named = |serial, country: &str, text: &str| {
        let mut own = site(Precision::Country);
        if let Fact::Site(site) = &mut own.fact {
            site.name = text.to_owned();
            site.place.country = country.to_owned();
        }
        says(serial, own)
    };
    let countries = |records: &[Record]| -> Vec<String> {
        let shown = view(records).unwrap();
        let of = shown.facts[&FactKind::Site].iter();
        let country = of.map(|matter| match &matter.said[0].value {
            PublicValue::Site { place, .. } => place.country.clone(),
            other => panic!("{other:?}"),
        });
        country.collect()
    };
    let own = says(1, claim(name("Blue Eagle")));
    let records = [
        own,
        named(2, "UG", "Z"),
        named(3, "KE", "M"),
        named(4, "UG", "A"),
    ];
    assert_eq!(countries(&records), ["UG", "KE", "UG"]);
}

#[test]
fn clients_and_owners_go_out_as_was_said_and_as_far_as_they_have_a_page() {
    let client = |party: Party, shown| {
        let country = Some("CD".into());
        claim(Fact::Client(Client {
            party,
            subcontract: false,
            country,
            shown,
        }))
    };
    let mine = || Party::Organisation("The Mine".into());
    let named = says(1, claim(name("Blue Eagle")));
    for (shown, is_named, is_placed) in [
        (Precision::Nothing, false, false),
        (Precision::Country, false, true),
        (Precision::Whole, true, true),
    ] {
        let told = json(&[named.clone(), says(2, client(mine(), shown))]);
        assert_eq!(
            (told.contains("The Mine"), told.contains("\"CD\"")),
            (is_named, is_placed),
            "{told}"
        );
    }
    let owned = |n| {
        claim(Fact::Owner(Stake {
            owner: Party::Company(company(n)),
            share: None,
            hold: Hold::Controls,
        }))
    };
    let told = json(&[named.clone(), says(2, owned(1))]);
    assert!(told.contains("\"holding\"") && told.contains("A page of Register"));
    let mut hidden = owned(2);
    hidden.source.title = "Who owns Blue Eagle".into();
    let told = json(&[named.clone(), says(2, hidden)]);
    assert!(told.contains("not-shown") && !told.contains("Who owns"));
    assert!(!told.contains(&company(2).to_string()) && !told.contains(&company(2).0.to_string()));
    let told = json(&[
        named,
        says(2, client(Party::Company(company(2)), Precision::Whole)),
    ]);
    assert!(!told.contains(&company(2).0.to_string()));
}

#[test]
fn what_is_internal_neither_shows_nor_ends_anything_but_a_mistake() {
    let internal = |claim: Claim| Claim {
        audience: Audience::Internal,
        ..claim
    };
    let named = says(1, claim(name("Blue Eagle")));
    assert_eq!(view(&[says(1, internal(claim(name("Blue Eagle"))))]), None);
    assert_eq!(view(&[]), None);
    let member = says(
        2,
        so(
            status(Standing::CertifiedMember),
            ("2016-01-01", ""),
            "2017-01-01",
        ),
    );
    let left = so(
        status(Standing::Withdrawn),
        ("2020-01-01", "on"),
        "2020-02-01",
    );
    let records = [
        named.clone(),
        member.clone(),
        says(3, internal(left.clone())),
    ];
    let shown = view(&records).unwrap();
    let statuses = &shown.facts[&FactKind::Membership];
    assert_eq!(
        (
            statuses.len(),
            statuses[0].said.len(),
            statuses[0].is_disputed
        ),
        (1, 1, false)
    );
    let open = [named.clone(), member.clone(), says(3, left)];
    assert_ne!(view(&open), view(&records));
    // A correction that nobody may read takes the mistake away all the same.
    let corrected = [
        named,
        member,
        corrects(3, 2, internal(claim(status(Standing::Affiliate)))),
    ];
    assert!(
        !view(&corrected)
            .unwrap()
            .facts
            .contains_key(&FactKind::Membership)
    );
}

fn snapshot(records: &[Record]) -> Option<StatusSnapshot> {
    StatusSnapshot::of(&own(), records, later(), day("2024-06-01"))
}

#[test]
fn what_is_signed_is_the_same_bytes_for_everybody() {
    let named = |text: &str, kind| {
        claim(Fact::Name(Name {
            text: text.into(),
            kind,
            language: None,
            script: None,
        }))
    };
    let mut records = vec![
        says(1, named("شركة النسر", NameKind::Trading)),
        // Written with a mark of its own by one source.
        says(2, named("Голубой Оре\u{308}л", NameKind::Legal)),
        says(3, named("Old Eagle", NameKind::Former)),
        says(
            4,
            so(status(Standing::Affiliate), ("2020-02", "on"), "2024-05-01"),
        ),
        says(
            5,
            so(
                status(Standing::Affiliate),
                ("2020-02-29", "on"),
                "2024-04-01",
            ),
        ),
        says(
            6,
            Claim {
                audience: Audience::Internal,
                ..so(status(Standing::Suspended), ("2021", "on"), "2024-06-01")
            },
        ),
    ];
    let bytes = snapshot(&records).unwrap().canonical().unwrap();
    let expected = concat!(
        r#"{"as_of":"2024-06-01","disputed":false,"known_on":"2030-01-01","names":["Голубой Орёл","شركة النسر"],"reason":null,"since":"2020-02","#,
        r#""slug":"blue-eagle","sources":[{"address":"https://example.org/page","archive":null,"publisher":"Register","seen":"2024-04-01","title":"A page of Register"},"#,
        r#"{"address":"https://example.org/page","archive":null,"publisher":"Register","seen":"2024-05-01","title":"A page of Register"}],"status":"affiliate","version":1}"#
    );
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), expected);
    // Keys stand in order at every depth: what reads and sorts them writes the same.
    let sorted: std::collections::BTreeMap<String, serde_json::Value> =
        serde_json::from_slice(&bytes).unwrap();
    assert_eq!(serde_json::to_vec(&sorted).unwrap(), bytes);
    records.reverse();
    assert_eq!(snapshot(&records).unwrap().canonical().unwrap(), bytes);
}

#[test]
fn nothing_is_signed_without_a_source_or_a_name() {
    let named = says(1, claim(name("Blue Eagle")));
    let member = says(2, claim(status(Standing::Affiliate)));
    // Of two that agree, the one that says since when.
    let since = says(
        4,
        Claim {
            source: source("Register", "2020-01-01"),
            ..so(status(Standing::Affiliate), ("2019", "on"), "2020-01-01")
        },
    );
    let both = snapshot(&[named.clone(), member.clone(), since]).unwrap();
    assert_eq!((both.since, both.sources.len()), (Some(dated("2019")), 2));
    assert_eq!(snapshot(std::slice::from_ref(&named)), None);
    assert_eq!(snapshot(std::slice::from_ref(&member)), None);
    let other = says(
        3,
        Claim {
            confidence: Confidence::Authoritative,
            ..claim(status(Standing::NotIn))
        },
    );
    let own = snapshot(&[named, member, other]).unwrap();
    assert_eq!(
        (own.status, own.disputed, own.sources.len(), own.since),
        ("not-in", true, 1, None)
    );
}

proptest! {
    /// Whatever is recorded: what is internal is in nothing that goes out.
    #[test]
    fn nothing_internal_goes_out(records in some_records(), about in 14_000i64..21_000) {
        let mut records = records;
        for record in &mut records {
            if let Entry::Claim(claim) | Entry::Correction { claim, .. } = &mut record.entry
                && claim.audience == Audience::Internal {
                    claim.source.publisher = "Whoever reported".into();
                    claim.source.title = "A case".into();
            }
        }
        let view = public_view(&own(), &records, later(), Day(about), &|_| None);
        let signed = StatusSnapshot::of(&own(), &records, later(), Day(about));
        for told in [serde_json::to_string(&view).unwrap(), serde_json::to_string(&signed).unwrap()] {
            prop_assert!(!told.contains("Whoever reported") && !told.contains("A case"));
        }
        prop_assert!(signed.is_none_or(|own| !own.sources.is_empty() && !own.names.is_empty()));
    }
}

/// What was made internal does harm when it is read: who asks for the day before does not read it either.
#[test]
fn what_was_made_internal_is_shown_of_no_day() {
    let internal = Claim {
        audience: Audience::Internal,
        ..claim(seat("UG"))
    };
    let records = [
        says(1, claim(name("Alpha"))),
        says(2, claim(seat("KE"))),
        corrects(3, 2, internal),
        says(4, claim(Fact::Operates("TZ".to_owned()))),
        takes_back(5, 4),
    ];
    let own = Company {
        id: company(0),
        slug: Slug::of("alpha").unwrap(),
    };
    let seen = |known: i64| {
        let known = day("2024-06-30").plus(known);
        let seen = public_view(&own, &records, known, later(), &|_| None).unwrap();
        let kinds: Vec<FactKind> = seen.facts.into_keys().collect();
        let listed = Listed::public(&records, (known, later())).unwrap();
        assert_eq!(listed.seat, None);
        assert!(
            public_records(&records, known)
                .iter()
                .all(|r| r.serial != 2)
        );
        kinds
    };
    assert_eq!(seen(2), [FactKind::Name]);
    // What was only wrong is part of what was known.
    assert_eq!(seen(4), [FactKind::Name, FactKind::Operates]);
    assert_eq!(seen(9), [FactKind::Name]);
}
