//! What lists show of a company, and until when it is good.

use super::*;

#[test]
fn a_list_shows_what_is_believed_and_finds_by_all_that_it_was_called() {
    let named = |text: &str, kind: NameKind| {
        claim(Fact::Name(Name {
            text: text.to_owned(),
            kind,
            language: None,
            script: None,
        }))
    };
    let internal = |claim: Claim| Claim {
        audience: Audience::Internal,
        ..claim
    };
    let records = [
        says(1, named("Kivuli Guards", NameKind::AsWritten)),
        says(2, named("Kivuli Mlima Ltd", NameKind::Legal)),
        says(3, internal(named("KML", NameKind::Abbreviation))),
        says(4, claim(seat("KE"))),
        says(5, claim(Fact::Operates("UG".to_owned()))),
        says(
            6,
            so(
                status(Standing::CertifiedMember),
                ("2020", "on"),
                "2024-06-01",
            ),
        ),
        says(7, internal(claim(Fact::Operates("SO".to_owned())))),
        says(8, so(name("Umbra Ltd"), ("2001", "2010"), "2024-06-01")),
    ];
    let listing = Listing::of(&records, later());
    let (public, all) = (listing.public.unwrap(), listing.all.unwrap());
    assert_eq!(public.name, "Kivuli Mlima Ltd");
    let names: Vec<&str> = public.names.iter().map(String::as_str).collect();
    assert_eq!(names, ["Kivuli Guards", "Kivuli Mlima Ltd", "Umbra Ltd"]);
    assert!(all.names.contains("KML"));
    assert_eq!(public.countries, ["KE", "UG"].map(str::to_owned).into());
    assert!(all.countries.contains("SO"));
    assert_eq!(public.seat.as_deref(), Some("KE"));
    assert_eq!(public.standing, Standing::CertifiedMember);
    assert_eq!(public.since, Some(dated("2020")));
    // A name that it no longer has still names it where there is no other.
    let gone = Listing::of(&records[7..], later());
    assert_eq!(gone.all.unwrap().name, "Umbra Ltd");
    // Nothing that is internal makes a company public.
    let hidden = Listing::of([&records[2], &records[3]], later());
    assert_eq!(
        (hidden.public, hidden.all.unwrap().name),
        (None, "KML".to_owned())
    );
    assert_eq!(
        Listing::of([], later()),
        Listing {
            public: None,
            all: None,
            until: None
        }
    );
}

#[test]
fn a_certificate_that_runs_out_is_listed_until_its_day() {
    let own = Certificate {
        standard: "iso-18788".to_owned(),
        body: "A body".to_owned(),
        number: None,
        scope: "All".to_owned(),
        issued: dated("2024-01-01"),
        expires: Some(dated("2027-01-01")),
    };
    let records = [
        says(1, claim(name("Alpha"))),
        says(2, claim(Fact::Certificate(own))),
    ];
    let today = day("2026-12-31");
    let listing = Listing::of(&records, today);
    assert_eq!(listing.until, Some(day("2027-01-01")));
    let good = |on: &str| {
        !Listing::of(&records, day(on))
            .all
            .unwrap()
            .standards
            .is_empty()
    };
    assert!(good("2027-01-01") && !good("2027-01-02"));
}

proptest! {
    /// Lists are made anew on the day that is told, and on no other.
    #[test]
    fn nothing_changes_before_its_day(records in some_records(), from in 15_000i64..21_000, days in 0i64..2_000) {
        // What is known grows with the days too: all was recorded before.
        let records: Vec<Record> = records.into_iter().map(|record| Record { on: Day(0), ..record }).collect();
        let now = Listing::of(&records, Day(from));
        let until = now.until.map_or(i64::MAX, |day| day.0);
        prop_assert!(until > from);
        let then = Listing::of(&records, Day((from + days).min(until - 1)));
        prop_assert_eq!((now.public, now.all), (then.public, then.all));
    }
}
