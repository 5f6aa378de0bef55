//! What was held when: two times, sources that disagree, corrections of corrections.

use super::*;

fn held_on(records: &[Record], known_on: Day, about: &str, kind: FactKind) -> Vec<Vec<i64>> {
    let known = as_known(records, known_on, day(about));
    known
        .of(kind)
        .map(|matter| serials(matter.ranked()))
        .collect()
}

#[test]
fn what_was_known_then_is_told_as_it_was_known_then() {
    // Recorded on 1 July 2024; corrected on the 2nd; the correction corrected on the 3rd; that taken back on the 4th; the taking back too.
    let records = [
        says(1, so(seat("KE"), ("2019", "on"), "2024-06-01")),
        corrects(2, 1, so(seat("UG"), ("2019", "on"), "2024-06-01")),
        corrects(3, 2, so(seat("TZ"), ("2019", "on"), "2024-06-01")),
        takes_back(4, 3),
        takes_back(5, 4),
    ];
    for (known_on, serial) in [
        ("2024-06-30", None),
        ("2024-07-01", Some(1)),
        ("2024-07-02", Some(2)),
        ("2024-07-03", Some(3)),
        // The correction of the correction was a mistake: the first correction stands again, and what it corrected does not.
        ("2024-07-04", Some(2)),
        ("2024-07-05", Some(3)),
    ] {
        let held = held_on(&records, day(known_on), "2022-01-01", FactKind::Seat);
        assert_eq!(held.concat(), Vec::from_iter(serial), "{known_on}");
    }
    let fates: Vec<Fate> = history(&records, FactKind::Seat)
        .iter()
        .map(|line| line.fate)
        .collect();
    let expected = [
        Fate::Corrected(id(2)),
        Fate::Corrected(id(3)),
        Fate::Stands,
        Fate::TakenBack(id(5)),
        Fate::Stands,
    ];
    assert_eq!(fates, expected);
    assert!(history(&records, FactKind::Name).is_empty());
}

#[test]
fn a_correction_that_is_taken_back_lets_stand_what_it_corrected() {
    let first = says(1, claim(seat("KE")));
    let records = [first, corrects(2, 1, claim(seat("UG"))), takes_back(3, 2)];
    let held = held_on(&records, later(), "2024-06-01", FactKind::Seat);
    assert_eq!(held, [[1]]);
}

#[test]
fn two_corrections_of_one_claim_stand_side_by_side() {
    let first = says(1, claim(seat("KE")));
    let records = [
        first,
        corrects(2, 1, claim(seat("UG"))),
        corrects(3, 1, claim(seat("TZ"))),
    ];
    let known = as_known(&records, later(), day("2024-06-01"));
    let matter = known.of(FactKind::Seat).next().unwrap();
    assert_eq!(serials(matter.ranked()), [3, 2]);
    assert!(matter.is_disputed());
    // One of them is taken back. The first was corrected all the same.
    let records = [&records[..], &[takes_back(4, 3)]].concat();
    assert_eq!(
        held_on(&records, later(), "2024-06-01", FactKind::Seat),
        [[2]]
    );
}

#[test]
fn a_record_that_is_about_a_later_one_or_itself_is_about_nothing() {
    let records = [
        corrects(1, 2, claim(seat("KE"))),
        corrects(2, 1, claim(seat("UG"))),
        corrects(3, 3, claim(seat("TZ"))),
        takes_back(4, 99),
    ];
    assert_eq!(
        held_on(&records, later(), "2024-06-01", FactKind::Seat),
        [[3, 2]]
    );
}

#[test]
fn sources_that_disagree_stand_side_by_side_and_ranked() {
    let with = |fact, confidence, seen| Claim {
        confidence,
        ..so(fact, ("2019", "on"), seen)
    };
    let records = [
        says(1, with(seat("KE"), Confidence::Reported, "2024-06-01")),
        says(2, with(seat("UG"), Confidence::Authoritative, "2020-01-01")),
        says(3, with(seat("KE"), Confidence::Reported, "2024-05-01")),
        says(4, with(seat("KE"), Confidence::Reported, "2024-06-01")),
        says(5, with(seat("TZ"), Confidence::Doubtful, "2024-06-20")),
    ];
    let known = as_known(&records, later(), day("2024-06-01"));
    let matter = known.of(FactKind::Seat).next().unwrap();
    assert_eq!(serials(matter.ranked()), [2, 4, 1, 3, 5]);
    assert_eq!(serials(matter.against()), [4, 1, 3, 5]);
    assert_eq!(known.disputes().count(), 1);
    assert_eq!(
        known.best(FactKind::Seat).map(|held| held.record.serial),
        Some(2)
    );
}

#[test]
fn what_came_later_ends_what_has_no_end_and_a_rumour_ends_nothing() {
    let status =
        |standing, from: &str, until: &str, seen: &str| so(status(standing), (from, until), seen);
    let member = status(Standing::CertifiedMember, "2016-05-01", "", "2016-06-01");
    let affiliate = status(Standing::Affiliate, "2020-03-01", "on", "2020-04-01");
    let doubtful = Claim {
        confidence: Confidence::Doubtful,
        ..affiliate.clone()
    };
    let still = status(Standing::CertifiedMember, "2016-05-01", "on", "2021-01-01");
    let ended = status(
        Standing::CertifiedMember,
        "2016-05-01",
        "2022-12-31",
        "2016-06-01",
    );
    let same_day = status(Standing::Withdrawn, "2020-03-01", "", "2020-02-01");
    let by_year = status(Standing::Affiliate, "2020", "on", "2020-04-01");
    for (first, second, about, held) in [
        (&member, &affiliate, "2018-01-01", vec![1]),
        (&member, &affiliate, "2020-02-29", vec![1]),
        (&member, &affiliate, "2020-03-01", vec![2]),
        (&member, &affiliate, "2025-01-01", vec![2]),
        (&member, &doubtful, "2025-01-01", vec![1, 2]),
        // A source of 2021 says that it still is one: that is a dispute, also later.
        (&still, &affiliate, "2020-06-01", vec![1, 2]),
        (&still, &affiliate, "2025-01-01", vec![1, 2]),
        // It was to end only in 2022.
        (&ended, &affiliate, "2021-01-01", vec![1, 2]),
        (&ended, &affiliate, "2023-01-01", vec![2]),
        // Both from the same day on: neither is later.
        (&affiliate, &same_day, "2025-01-01", vec![1, 2]),
        (&same_day, &affiliate, "2025-01-01", vec![1, 2]),
        // Some day in 2020: until it is over, both may be.
        (&member, &by_year, "2020-06-01", vec![1, 2]),
        (&member, &by_year, "2021-01-01", vec![2]),
    ] {
        let records = [says(1, first.clone()), says(2, second.clone())];
        let mut found = held_on(&records, later(), about, FactKind::Membership).concat();
        found.sort();
        assert_eq!(found, held, "{about} {:?} {:?}", first.valid, second.valid);
    }
}

#[test]
fn names_in_any_script_are_compared_as_people_read_them() {
    let named = |text: &str, kind, language: &str| {
        let language = (!language.is_empty()).then(|| language.to_owned());
        claim(Fact::Name(Name {
            text: text.to_owned(),
            kind,
            language,
            script: None,
        }))
    };
    let records = [
        says(1, named("شركة النسر الأزرق للحراسة", NameKind::Legal, "ar")),
        says(2, named("Голубой Орёл", NameKind::Legal, "ru")),
        says(3, named("ГОЛУБОЙ  ОРЁЛ", NameKind::Legal, "ru")),
        says(4, named("Голубой Орел", NameKind::Legal, "ru")),
        says(5, named("Blue Eagle", NameKind::Trading, "")),
        says(6, named("Ｂｌｕｅ Eagle", NameKind::Trading, "")),
        says(7, named("Red Eagle", NameKind::Trading, "")),
    ];
    let known = as_known(&records, later(), day("2024-06-01"));
    let mut matters: Vec<Vec<i64>> = known
        .of(FactKind::Name)
        .map(|m| serials(m.ranked()))
        .collect();
    matters.sort();
    assert_eq!(matters, [vec![1], vec![4, 3, 2], vec![6, 5], vec![7]]);
    // Another letter is another spelling, which somebody looks at.
    assert_eq!(known.disputes().count(), 1);
}

#[test]
fn what_one_source_does_not_say_contradicts_nothing() {
    let headcount = |least, most| {
        Fact::Headcount(Headcount {
            least,
            most,
            country: None,
        })
    };
    let own = |share: Option<u32>| {
        Fact::Owner(Stake {
            owner: Party::Organisation("Holding  AG".into()),
            share: share.map(Share),
            hold: Hold::Shares,
        })
    };
    let iso = |expires: Option<&str>, number: Option<&str>| {
        Fact::Certificate(Certificate {
            standard: "iso-18788".into(),
            body: "A Body".into(),
            number: number.map(str::to_owned),
            scope: "Guarding".into(),
            issued: dated("2020-02-29"),
            expires: expires.map(dated),
        })
    };
    for (a, b, agrees) in [
        (headcount(100, 500), headcount(500, 900), true),
        (headcount(100, 500), headcount(501, 900), false),
        (own(None), own(Some(5_100)), true),
        (own(Some(5_000)), own(Some(5_100)), false),
        (iso(None, None), iso(Some("2023-02-28"), None), true),
        (iso(Some("2023"), None), iso(Some("2023-02-28"), None), true),
        (
            iso(Some("2024"), None),
            iso(Some("2023-02-28"), None),
            false,
        ),
        (
            iso(Some("2024"), Some("1")),
            iso(Some("2023-02-28"), Some("2")),
            true,
        ),
        (
            Fact::Operates("KE".into()),
            Fact::Operates("UG".into()),
            true,
        ),
        (seat("KE"), seat("UG"), false),
    ] {
        assert_eq!(a.agrees(&b), agrees, "{a:?} {b:?}");
        assert_eq!(b.agrees(&a), agrees);
    }
}

#[test]
fn a_certificate_is_good_on_its_own_days() {
    let own = |until: Until| Claim {
        valid: Validity { from: None, until },
        ..claim(Fact::Certificate(Certificate {
            standard: "psc-1".into(),
            body: "A Body".into(),
            number: None,
            scope: "Guarding".into(),
            issued: dated("2020-02-29"),
            expires: Some(dated("2023-02-28")),
        }))
    };
    let ended = Until::On(dated("2021-12-31"));
    for (until, about, covers) in [
        (Until::GoesOn, "2020-02-28", Covers::No),
        (Until::GoesOn, "2020-02-29", Covers::Yes),
        (Until::NotSaid, "2023-02-28", Covers::Yes),
        (Until::GoesOn, "2023-03-01", Covers::No),
        (ended, "2021-12-31", Covers::Yes),
        (ended, "2022-01-01", Covers::No),
    ] {
        assert_eq!(own(until).covers(day(about)), covers, "{until:?} {about}");
    }
}

proptest! {
    /// Held to the plain way: a claim stands if nothing that counts took it back and nothing that counts corrected it.
    #[test]
    fn fates_are_as_the_rules_say(records in some_records()) {
        fn counts(record: &Record, all: &[Record]) -> bool {
            !is_taken_back(record, all) || is_corrected(record, all)
        }
        fn about<'a>(record: &Record, all: &'a [Record]) -> impl Iterator<Item = &'a Record> + use<'a> {
            let (id, serial) = (record.id, record.serial);
            all.iter().filter(move |other| other.of() == Some(id) && other.serial > serial)
        }
        fn is_taken_back(record: &Record, all: &[Record]) -> bool {
            about(record, all).any(|other| other.claim().is_none() && counts(other, all))
        }
        fn is_corrected(record: &Record, all: &[Record]) -> bool {
            about(record, all).any(|other| other.claim().is_some() && counts(other, all))
        }
        let fates = Fates::at(&records, later());
        for record in &records {
            let stands = !is_taken_back(record, &records) && !is_corrected(record, &records);
            prop_assert_eq!(fates.fate(record.id) == Fate::Stands, stands, "{}", record.serial);
        }
    }

    /// What is recorded later changes nothing of what was known before, and nothing that stands and covers is lost but by something later.
    #[test]
    fn the_past_stays_as_it_was_known(records in some_records(), cut in 0usize..10, about in 14_000i64..21_000) {
        let cut = cut.min(records.len());
        let then = day("2024-06-30").plus(cut as i64);
        let (all, before) = (as_known(&records, then, Day(about)), as_known(&records[..cut], then, Day(about)));
        prop_assert_eq!(&all, &before);
        for (_, matter) in all.matters() {
            let ranked: Vec<_> = matter.ranked().collect();
            prop_assert!(ranked.is_sorted_by(|a, b| a.claim.confidence >= b.claim.confidence));
            prop_assert!(ranked.iter().all(|held| held.covers != Covers::No && held.record.on <= then));
            prop_assert_eq!(matter.is_disputed(), ranked.iter().any(|held| !matter.best().claim.fact.agrees(&held.claim.fact)));
        }
        // The order in which records are handed in does not matter.
        let mut turned = records.clone();
        turned.reverse();
        prop_assert_eq!(as_known(&turned, then, Day(about)), all);
    }

    #[test]
    fn a_record_reads_back(records in some_records()) {
        let json = serde_json::to_string(&records).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Record>>(&json).unwrap(), records);
    }
}
