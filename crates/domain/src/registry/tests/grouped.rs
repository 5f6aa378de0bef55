//! Duplicates: merged, split, undone.

use std::collections::BTreeSet;

use super::*;

fn change(serial: i64, what: Regroup) -> Change {
    Change {
        serial,
        on: day("2024-08-01").plus(serial),
        by: MemberId(Uuid::nil()),
        why: "The same number in the register".to_owned(),
        what,
    }
}

/// The serials of the records of each company, by its number.
fn sorted(records: &[Record], changes: &[Change]) -> Vec<(u128, Vec<i64>)> {
    let companies = Grouping::at(changes, later()).companies(records);
    let number = |id: CompanyId| id.0.as_u128() - 1_000;
    let of = companies
        .into_iter()
        .map(|(id, own)| (number(id), own.iter().map(|r| r.serial).collect()));
    of.collect()
}

#[test]
fn a_merge_keeps_where_each_claim_is_from_and_can_be_undone() {
    let records = [
        says(1, claim(seat("KE"))),
        of(company(1), says(2, claim(seat("UG")))),
        of(company(2), says(3, claim(seat("TZ")))),
    ];
    let none = Grouping::default();
    let mut changes = vec![change(1, none.merge(company(1), company(0)).unwrap())];
    assert_eq!(sorted(&records, &changes), [(0, vec![1, 2]), (2, vec![3])]);
    assert_eq!(records[1].company, company(1));
    let grouping = Grouping::at(&changes, later());
    assert_eq!(grouping.now(company(1)), company(0));
    assert_eq!(
        grouping.merge(company(0), company(1)),
        Err(NotRegrouped::Same)
    );
    assert_eq!(
        grouping.merge(company(2), company(2)),
        Err(NotRegrouped::Same)
    );
    // Whoever is merged with what was merged away is merged with what it is now.
    let second = grouping.merge(company(2), company(1)).unwrap();
    assert_eq!(
        second,
        Regroup::Merge {
            from: company(2),
            into: company(0)
        }
    );
    changes.push(change(2, second));
    assert_eq!(sorted(&records, &changes), [(0, vec![1, 2, 3])]);
    assert_eq!(undo(1, &changes), Err(NotRegrouped::BuiltUpon(2)));
    changes.push(change(3, undo(2, &changes).unwrap()));
    changes.push(change(4, undo(1, &changes).unwrap()));
    assert_eq!(
        sorted(&records, &changes),
        [(0, vec![1]), (1, vec![2]), (2, vec![3])]
    );
    for gone in [1, 2, 3, 9] {
        assert_eq!(undo(gone, &changes), Err(NotRegrouped::NoSuchChange));
    }
    // As it was known before it was undone.
    let then = Grouping::at(&changes, day("2024-08-03"));
    assert_eq!(then.now(company(2)), company(0));
}

#[test]
fn a_split_takes_corrections_along_also_later_ones() {
    let mut records = vec![
        says(1, claim(name("شركة النسر"))),
        says(2, claim(name("Орёл"))),
        corrects(3, 2, claim(name("Орёл Охрана"))),
        says(4, claim(seat("KE"))),
    ];
    let none = Grouping::default();
    let split = |named: &[i64], new| {
        let named: BTreeSet<_> = named.iter().map(|n| id(*n)).collect();
        none.split((company(0), new), &named, &records)
    };
    let by_correction = split(&[3], company(5)).unwrap();
    assert_eq!(split(&[2, 3], company(5)), Ok(by_correction.clone()));
    for (named, new, why) in [
        (&[][..], company(5), NotRegrouped::NotItsRecords),
        (&[9][..], company(5), NotRegrouped::NotItsRecords),
        (&[2][..], company(0), NotRegrouped::NotNew),
        (&[1, 3, 4][..], company(5), NotRegrouped::NothingLeft),
    ] {
        assert_eq!(split(named, new), Err(why), "{named:?}");
    }
    let mut changes = vec![change(1, by_correction)];
    assert_eq!(
        sorted(&records, &changes),
        [(0, vec![1, 4]), (5, vec![2, 3])]
    );
    records.push(of(company(5), corrects(5, 3, claim(name("Орёл-Охрана")))));
    assert_eq!(
        sorted(&records, &changes),
        [(0, vec![1, 4]), (5, vec![2, 3, 5])]
    );
    let grouping = Grouping::at(&changes, later());
    let again = grouping.split((company(0), company(5)), &BTreeSet::from([id(1)]), &records);
    assert_eq!(again, Err(NotRegrouped::NotNew));
    changes.push(change(2, undo(1, &changes).unwrap()));
    assert_eq!(sorted(&records, &changes), [(0, vec![1, 2, 3, 4, 5])]);
}

#[test]
fn a_change_that_cannot_be_does_no_harm() {
    let circle = [
        change(
            1,
            Regroup::Merge {
                from: company(0),
                into: company(1),
            },
        ),
        change(
            2,
            Regroup::Merge {
                from: company(1),
                into: company(0),
            },
        ),
        change(
            3,
            Regroup::Merge {
                from: company(2),
                into: company(2),
            },
        ),
    ];
    let grouping = Grouping::at(&circle, later());
    assert_eq!(grouping.now(company(0)), company(1));
    assert_eq!(grouping.now(company(1)), company(1));
    assert_eq!(grouping.now(company(2)), company(2));
}

/// What somebody does to a grouping: merges two, splits one record off, or undoes a change.
fn some_acts() -> impl Strategy<Value = Vec<(u8, u128, u128, i64)>> {
    prop::collection::vec((0u8..3, 0u128..3, 0u128..3, 1i64..10), 0..8)
}

fn act(records: &[Record], changes: &[Change], act: (u8, u128, u128, i64)) -> Option<Regroup> {
    let grouping = Grouping::at(changes, later());
    let (sort, one, other, number) = act;
    match sort {
        0 => grouping.merge(company(one), company(other)).ok(),
        1 => {
            let new = company(100 + changes.len() as u128);
            grouping
                .split((company(one), new), &BTreeSet::from([id(number)]), records)
                .ok()
        }
        _ => undo(number, changes).ok(),
    }
}

proptest! {
    #[test]
    fn whatever_was_done_undoing_it_gives_back_exactly_what_was(records in some_records(), acts in some_acts(), last in (0u8..2, 0u128..3, 0u128..3, 1i64..10), about in 14_000i64..21_000) {
        let mut changes: Vec<Change> = Vec::new();
        for one in acts {
            changes.extend(act(&records, &changes, one).map(|what| change(changes.len() as i64 + 1, what)));
        }
        let before = Grouping::at(&changes, later());
        let (held_before, raw) = (before.companies(&records), records.clone());
        let Some(what) = act(&records, &changes, last) else { return Ok(()) };
        let serial = changes.len() as i64 + 1;
        changes.push(change(serial, what));
        prop_assert!(Grouping::at(&changes, later()) != before);
        changes.push(change(serial + 1, undo(serial, &changes).unwrap()));
        let after = Grouping::at(&changes, later());
        prop_assert_eq!(&after, &before);
        prop_assert_eq!(&raw, &records);
        let held_after = after.companies(&records);
        for (company, own) in &held_before {
            let known = |of: &Vec<&Record>| as_known(of.clone(), later(), Day(about)).matters().map(|(kind, m)| (kind, serials(m.ranked()))).collect::<Vec<_>>();
            prop_assert_eq!(known(own), known(&held_after[company]));
        }
        prop_assert_eq!(held_before.len(), held_after.len());
    }

    /// Nothing is lost, nothing stands twice, and of a chain of corrections nothing is torn off.
    #[test]
    fn every_record_is_of_one_company(records in some_records(), acts in some_acts()) {
        let mut changes: Vec<Change> = Vec::new();
        for one in acts {
            changes.extend(act(&records, &changes, one).map(|what| change(changes.len() as i64 + 1, what)));
        }
        let companies = Grouping::at(&changes, later()).companies(&records);
        let mut all: Vec<i64> = companies.values().flatten().map(|r| r.serial).collect();
        all.sort();
        prop_assert_eq!(all, records.iter().map(|r| r.serial).collect::<Vec<_>>());
        for own in companies.values() {
            for record in own {
                let earlier = record.of().filter(|of| records.iter().any(|r| r.id == *of && r.serial < record.serial));
                prop_assert!(earlier.is_none_or(|of| own.iter().any(|r| r.id == of)));
            }
        }
    }

    /// What stands of both is what stands of them together.
    #[test]
    fn what_is_merged_is_the_union(records in some_records()) {
        let merge = change(1, Regroup::Merge { from: company(1), into: company(0) });
        let standing = |of: Option<&Vec<&Record>>| -> BTreeSet<ClaimId> {
            let own = of.cloned().unwrap_or_default();
            Fates::at(own, later()).standing().map(|(record, _)| record.id).collect()
        };
        let apart = Grouping::default().companies(&records);
        let together = Grouping::at(&[merge], later()).companies(&records);
        let mut union = standing(apart.get(&company(0)));
        union.extend(standing(apart.get(&company(1))));
        prop_assert_eq!(standing(together.get(&company(0))), union);
        prop_assert_eq!(standing(together.get(&company(1))), BTreeSet::new());
        prop_assert_eq!(standing(together.get(&company(2))), standing(apart.get(&company(2))));
    }
}

#[test]
fn who_was_ever_joined_is_read_together() {
    let change = |serial, what| Change {
        serial,
        on: Day(0),
        by: MemberId(Uuid::nil()),
        why: String::new(),
        what,
    };
    let merge = |from, into| Regroup::Merge {
        from: company(from),
        into: company(into),
    };
    let changes = [
        change(1, merge(1, 2)),
        change(2, merge(3, 4)),
        change(3, merge(2, 3)),
    ];
    let all = Grouping::beside(&changes, company(4));
    assert_eq!(all, [1, 2, 3, 4].map(company).into());
    let two = Grouping::beside(&changes[..2], company(1));
    assert_eq!(two, [1, 2].map(company).into());
    assert_eq!(Grouping::beside(&changes, company(9)), [company(9)].into());
}
