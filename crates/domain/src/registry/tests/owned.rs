//! Owners through time: chains, circles, sums.

use super::*;

fn own(owner: Party, share: Option<u32>, hold: Hold) -> Fact {
    Fact::Owner(Stake {
        owner,
        share: share.map(Share),
        hold,
    })
}

fn controls(n: u128) -> Fact {
    own(Party::Company(company(n)), None, Hold::Controls)
}

fn shares(n: u128, share: u32) -> Fact {
    own(Party::Company(company(n)), Some(share), Hold::Shares)
}

/// Each a company and what is said of its owner, always so.
fn said(all: Vec<(u128, Fact)>) -> Vec<Record> {
    let numbered = (1..).zip(all);
    let made = numbered.map(|(serial, (n, fact))| Record {
        on: day("2024-07-01"),
        ..of(company(n), says(serial, claim(fact)))
    });
    made.collect()
}

fn owners<'a>(records: &'a [Record], about: &str) -> Owners<'a> {
    Owners::on(records, &Grouping::default(), later(), day(about))
}

#[test]
fn a_chain_leads_to_the_top_or_says_why_it_ends() {
    let people = own(Party::People, Some(10_000), Hold::Shares);
    let outside = Party::Organisation("Holding AG".into());
    let records = said(vec![
        (1, controls(2)),
        (1, shares(9, 2_000)),
        (2, shares(3, 5_001)),
        (2, shares(9, 4_999)),
        (4, shares(3, 5_000)),
        (5, people),
        (6, own(outside.clone(), None, Hold::BranchOf)),
        (7, controls(1)),
        (7, controls(2)),
        (
            8,
            own(Party::State("RU".into()), Some(10_000), Hold::Shares),
        ),
    ]);
    let owners = owners(&records, "2024-06-01");
    for (n, length, top) in [
        (1, 2, Top::NoneKnown(company(3))),
        (3, 0, Top::NoneKnown(company(3))),
        (4, 0, Top::Spread(company(4))),
        (5, 1, Top::Outside(Party::People)),
        (6, 1, Top::Outside(outside)),
        (
            7,
            0,
            Top::Several(
                company(7),
                vec![Party::Company(company(1)), Party::Company(company(2))],
            ),
        ),
        (8, 1, Top::Outside(Party::State("RU".into()))),
    ] {
        let chain = owners.chain(company(n));
        assert_eq!((chain.owned.len(), chain.top), (length, top), "{n}");
    }
    assert_eq!(owners.above(company(1)), [2, 3, 9].map(company).into());
    assert_eq!(owners.below(company(9)), [1, 2, 7].map(company).into());
    assert_eq!(owners.odd(), []);
}

#[test]
fn circles_are_found_with_their_members() {
    let records = said(vec![
        (1, controls(2)),
        (2, controls(3)),
        (3, controls(1)),
        // It hangs on the circle, and is not of it.
        (4, controls(1)),
        (5, controls(5)),
        (6, shares(7, 100)),
        (7, shares(6, 100)),
        (3, shares(8, 100)),
    ]);
    let owners = owners(&records, "2024-06-01");
    let circles: Vec<OddOwners> = [vec![1, 2, 3], vec![5], vec![6, 7]]
        .map(|members| OddOwners::Circle(members.into_iter().map(company).collect()))
        .into();
    assert_eq!(owners.odd(), circles);
    assert_eq!(
        owners.chain(company(4)).top,
        Top::Circle([1, 2, 3].map(company).into())
    );
    assert!(owners.above(company(1)).contains(&company(1)));
    assert!(!owners.above(company(4)).contains(&company(4)));
    // Before it is entered: whether it would close one.
    let chain = said(vec![(1, controls(2)), (2, controls(3)), (2, controls(9))]);
    let owners = super::owned::owners(&chain, "2024-06-01");
    assert_eq!(
        owners.would_close(company(3), company(1)),
        Some([1, 2, 3].map(company).into())
    );
    assert_eq!(owners.would_close(company(1), company(3)), None);
    assert_eq!(
        owners.would_close(company(4), company(4)),
        Some([4].map(company).into())
    );
}

#[test]
fn owners_change_and_more_than_the_whole_is_told() {
    let until = |n, (from, until): (&str, &str)| so(shares(n, 6_000), (from, until), "2024-06-01");
    let records: Vec<Record> = (1..)
        .zip([
            until(2, ("2010", "2015-06-30")),
            until(3, ("2015-07-01", "on")),
            until(4, ("2018-02", "on")),
        ])
        .map(|(serial, claim)| of(company(1), says(serial, claim)))
        .collect();
    let top = |about| owners(&records, about).chain(company(1)).top;
    assert_eq!(top("2012-01-01"), Top::NoneKnown(company(2)));
    assert_eq!(top("2015-06-30"), Top::NoneKnown(company(2)));
    assert_eq!(top("2015-07-01"), Top::NoneKnown(company(3)));
    assert_eq!(top("2009-12-31"), Top::NoneKnown(company(1)));
    assert_eq!(owners(&records, "2017-01-01").odd(), []);
    let more = OddOwners::MoreThanWhole {
        company: company(1),
        sum: Share(12_000),
    };
    assert_eq!(owners(&records, "2019-01-01").odd(), [more]);
}

#[test]
fn an_owner_that_was_merged_is_one_owner() {
    let records = said(vec![(1, shares(2, 6_000)), (1, shares(3, 6_000))]);
    let change = Change {
        serial: 1,
        on: day("2024-07-05"),
        by: MemberId(Uuid::nil()),
        why: "The same number in the register".into(),
        what: Regroup::Merge {
            from: company(3),
            into: company(2),
        },
    };
    let grouping = Grouping::at(&[change], later());
    let owners = Owners::on(&records, &grouping, later(), day("2024-06-01"));
    assert_eq!(owners.of(company(1)).len(), 1);
    assert!(!owners.of(company(1))[0].is_disputed);
    assert_eq!(owners.odd(), []);
    assert_eq!(owners.chain(company(1)).top, Top::NoneKnown(company(2)));
}

#[test]
fn no_chain_is_too_long() {
    let records = said((0..20_000).map(|n| (n, controls(n + 1))).collect());
    let owners = owners(&records, "2024-06-01");
    assert_eq!(owners.above(company(0)).len(), 20_000);
    assert_eq!(owners.odd(), []);
    let closed = said((0..5_000).map(|n| (n, controls((n + 1) % 5_000))).collect());
    let odd = super::owned::owners(&closed, "2024-06-01").odd();
    assert!(matches!(&odd[..], [OddOwners::Circle(all)] if all.len() == 5_000));
}

proptest! {
    /// Held to the plain way: two are in one circle if each is above the other.
    #[test]
    fn circles_are_who_is_above_each_other(links in prop::collection::vec((0u128..8, 0u128..8), 0..14)) {
        let records = said(links.iter().map(|(n, m)| (*n, shares(*m, 1))).collect());
        let owners = owners(&records, "2024-06-01");
        let circles = owners.odd();
        for n in 0..8 {
            let above = owners.above(company(n));
            let mutual: Vec<CompanyId> = (0..8).map(company)
                .filter(|m| above.contains(m) && owners.above(*m).contains(&company(n))).collect();
            let own = circles.iter().find(|c| matches!(c, OddOwners::Circle(all) if all.contains(&company(n))));
            match mutual.is_empty() {
                true => prop_assert_eq!(own, None),
                false => prop_assert_eq!(own, Some(&OddOwners::Circle(mutual))),
            }
            let _ = owners.chain(company(n));
            for m in 0..8 {
                let closes = n == m || owners.above(company(m)).contains(&company(n));
                prop_assert_eq!(owners.would_close(company(n), company(m)).is_some(), closes);
            }
        }
    }
}
