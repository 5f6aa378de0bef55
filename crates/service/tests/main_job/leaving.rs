//! What goes with somebody who leaves, or whose roles read nothing any more; and what must not.

use watchpost_domain::{
    Denied,
    cases::CaseAccess,
    policy::{Role, Roles},
};
use watchpost_service::{Error, roster::RosterChange, views::View};

use crate::{
    signing_in::{a_case, at_work, session},
    world::{World, open_database, worlds},
};

/// How many rows of these tables speak of a member.
async fn left(world: &World, person: usize) -> i64 {
    let pool = open_database(world).await;
    let id = world.people[person].0.member.0;
    let sql = "select (select count(*) from case_grant where reader_id = $1)
        + (select count(*) from saved_view where member_id = $1) + (select count(*) from mail_wish where member_id = $1)
        + (select count(*) from declared_conflict where member_id = $1 or reader_id = $1)
        + (select count(*) from spare_code where member_id = $1) + (select count(*) from identity_ask where member_id = $1)
        + (select count(*) from session where member_id = $1) + (select count(*) from index_record where audience_id = $1)";
    let (n,): (i64,) = sqlx::query_as(sql).bind(id).fetch_one(&pool).await.unwrap();
    n
}

#[tokio::test(flavor = "multi_thread")]
async fn the_only_keeper_of_who_reported_stays_until_it_is_handed_on() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let [officer, _, keeper] = [0, 1, 2].map(|n| world.people[n].0.member);
        let boss = session(platform, &at_work(&world, 1).await).await;
        let both = Roles::of([Role::CaseOfficer, Role::Custodian]);
        let second = RosterChange::Roles(officer, both);
        platform.change_roster(&boss, second).await.unwrap();
        // Somebody else is a custodian, who has no key to this case.
        let (gone, other) = (
            RosterChange::Remove(keeper),
            RosterChange::Roles(keeper, Roles::of([Role::Analyst])),
        );
        for change in [gone, other] {
            let refused = platform.change_roster(&boss, change).await;
            assert!(matches!(refused, Err(Error::Conflict)), "{change:?}");
        }
        let first = session(platform, &at_work(&world, 2).await).await;
        platform
            .hand_on(&first.working().unwrap(), officer, "leaves soon")
            .await
            .unwrap();
        assert!(platform.change_roster(&boss, other).await.unwrap());
        // A former custodian does not learn that the case exists.
        let first = world.staff();
        let mut former = first[2].member;
        former.roles = Roles::of([Role::Analyst]);
        let former = watchpost_service::Working {
            member: former,
            unlocked: first[2].unlocked,
        };
        let hidden = platform.read_case(&former, case).await;
        assert!(matches!(hidden, Err(Error::Denied(Denied::NotFound))));
        let again = platform.change_roster(
            &boss,
            RosterChange::Roles(officer, Roles::of([Role::CaseOfficer])),
        );
        assert!(
            matches!(again.await, Err(Error::Conflict)),
            "the last custodian"
        );
        assert!(platform.change_roster(&boss, gone).await.unwrap());
        crate::row_sums::hold(&world).await;
    }
}

/// Who does not come back cannot hand on, and must not stay on the roster for it: the operator has closed their account.
#[tokio::test]
async fn a_keeper_who_vanished_can_be_removed_once_the_operator_closed_them_out() {
    let world = worlds().await.swap_remove(0);
    let platform = &world.platform;
    a_case(&world).await;
    let [officer, _, keeper] = [0, 1, 2].map(|n| world.people[n].0.member);
    let boss = session(platform, &at_work(&world, 1).await).await;
    at_work(&world, 2).await;
    let both = Roles::of([Role::CaseOfficer, Role::Custodian]);
    let second = RosterChange::Roles(officer, both);
    platform.change_roster(&boss, second).await.unwrap();
    let gone = RosterChange::Remove(keeper);
    assert!(matches!(
        platform.change_roster(&boss, gone).await,
        Err(Error::Conflict)
    ));
    platform.disable_login("person2").await.unwrap();
    assert!(platform.change_roster(&boss, gone).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_kept_of_who_was_removed_or_reads_nothing_any_more() {
    for change in [RosterChange::Remove, |member| {
        RosterChange::Roles(member, Roles::of([Role::Analyst]))
    }] {
        let world = worlds().await.swap_remove(0);
        let platform = &world.platform;
        let [officer, supervisor, _] = world.staff();
        let (mine, boss) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let me = session(platform, &mine).await;
        let boss = session(platform, &boss).await;
        let case = a_case(&world).await;
        platform
            .change_access(&supervisor, case, CaseAccess::Named, "few")
            .await
            .unwrap();
        platform
            .give_access(&supervisor, case, officer.member.member, "carries it", None)
            .await
            .unwrap();
        platform.read_case(&officer, case).await.unwrap();
        let view = View {
            name: "mine".into(),
            asked: std::collections::BTreeMap::from([("state".into(), "received".into())]),
        };
        platform.keep_view(&me, view).await.unwrap();
        let change = change(officer.member.member);
        assert!(platform.change_roster(&boss, change).await.unwrap());
        let late = platform.read_case(&officer, case).await;
        assert!(matches!(late, Err(Error::Denied(_))));
        let kept = left(&world, 0).await;
        match change {
            RosterChange::Remove(_) => assert_eq!(kept, 0),
            // The account stays: its session, eight spare codes, and the views, which nobody else can read.
            _ => assert_eq!(kept, 10),
        }
        // And what is written now is sealed to keys that they never had.
        let epoch = async || -> (i64,) {
            let pool = open_database(&world).await;
            let sql = "select max(epoch) from case_grant where compartment <> 1";
            sqlx::query_as(sql).fetch_one(&pool).await.unwrap()
        };
        let before = epoch().await.0;
        platform
            .write_note(&supervisor, case, "1", "now")
            .await
            .unwrap();
        assert!(epoch().await.0 > before);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test]
async fn numbers_are_shown_to_those_who_read_nothing_and_small_ones_to_nobody() {
    let world = worlds().await.swap_remove(0);
    let platform = &world.platform;
    let boss = session(platform, &at_work(&world, 1).await).await;
    for _ in 0..5 {
        a_case(&world).await;
    }
    let numbers = platform.numbers(&boss).await.unwrap();
    assert_eq!(numbers.states[0].1, Some(5));
    assert_eq!(numbers.states[1].1, Some(0));
    assert_eq!(numbers.weeks[0].1, Some(5));
    world.clock.advance(10 * 24 * 3600);
    a_case(&world).await;
    let numbers = platform.numbers(&boss).await.unwrap();
    let overdue = numbers.clocks[0].1;
    assert_eq!((numbers.states[0].1, overdue), (Some(6), None));
    let told = numbers
        .weeks
        .iter()
        .filter(|(_, n)| n.is_some_and(|n| n > 0));
    assert_eq!(told.count(), 0, "one of them would tell the other");
    let officer = session(platform, &at_work(&world, 0).await).await;
    let refused = platform.numbers(&officer).await;
    assert!(matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))));
}
