//! Who reads a case by name, until when, and what becomes of it; rows that somebody slipped in open nothing.

use watchpost_domain::{
    CaseId, Denied, MemberId, Problem, Problems,
    cases::{CaseAccess, CaseAccess::Named, content::ActedBy},
    fact::{CaseAct, Fact},
    policy::{Role, Roles},
};
use watchpost_service::{
    Error, Platform, Working, inbox::Filter, roster::RosterChange, steps::StepAsked,
};

use crate::{
    signing_in::{KEY, PASS, a_case, a_case_and_receipt, at_work, come_in, session},
    world::{World, act, by_hand, worlds},
};

const DAY: i64 = 24 * 60 * 60;

fn is_hidden<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Denied(Denied::NotFound)))
}

/// The codes of what happened, oldest first, with who did it and why.
async fn history(
    platform: &Platform,
    who: &Working<'_>,
    case: CaseId,
) -> Vec<(&'static str, ActedBy, String)> {
    let (_, seen) = platform.read_case(who, case).await.unwrap();
    let line = |part: &watchpost_domain::cases::content::HistoryPart| match &part.committed.fact {
        Fact::Case(fact) => {
            let reason = fact.act.reason().unwrap_or_default().to_owned();
            (fact.act.code(), part.by, reason)
        }
        Fact::Desk(_) | Fact::Room(_) => unreachable!(),
    };
    seen.history.iter().map(line).collect()
}

async fn grants_of(world: &World, member: MemberId) -> i64 {
    let found: (i64,) = by_hand!(world, |db| {
        let sql = "select count(*) from case_grant where reader_id = $1";
        let query = sqlx::query_as(sql).bind(member.0);
        query.fetch_one(db).await.unwrap()
    });
    found.0
}

#[tokio::test(flavor = "multi_thread")]
async fn access_that_is_over_counts_as_none_and_is_swept_with_a_line() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let [officer, boss, _] = world.staff();
        let until = platform.today().plus(1);
        platform
            .change_access(&officer, case, Named, "few")
            .await
            .unwrap();
        platform
            .give_access(&officer, case, boss.member.member, "a look", Some(until))
            .await
            .unwrap();
        platform.read_case(&boss, case).await.unwrap();

        // Whose reading ends is no reason to let the last go who reads for good.
        let aside = platform.step_aside(&officer, case, "my cousin").await;
        assert!(matches!(aside, Err(Error::Conflict)));
        // Nor do they say who reads.
        let taken = platform
            .take_access(&boss, case, officer.member.member, "why")
            .await;
        assert!(matches!(taken, Err(Error::Denied(Denied::Forbidden(_)))));
        let secret = boss.unlocked.clone();
        let given = platform.give_login(boss.member.member, secret, "person1", PASS, KEY);
        let (_, seed) = given.await.unwrap();
        let lead = session(platform, &come_in(&world, 1, &seed).await).await;
        let gone = RosterChange::Remove(officer.member.member);
        let refused = platform.change_roster(&lead, gone).await;
        assert!(matches!(refused, Err(Error::Conflict)));
        // On its last day it holds.
        world.clock.advance(DAY);
        assert_eq!(platform.sweep_access().await.unwrap(), 0);
        platform.read_case(&boss, case).await.unwrap();

        world.clock.advance(DAY);
        let lead = session(platform, &come_in(&world, 1, &seed).await).await;
        let shown = platform.inbox(&lead, &Filter::default(), None, 5).await;
        assert_eq!(shown.unwrap().found, 0);
        assert!(is_hidden(platform.read_case(&boss, case).await));
        assert!(grants_of(&world, boss.member.member).await > 0);
        assert_eq!(platform.sweep_access().await.unwrap(), 1);
        assert_eq!(platform.sweep_access().await.unwrap(), 0);
        assert_eq!(grants_of(&world, boss.member.member).await, 0);
        let lines = history(platform, &officer, case).await;
        let ended = lines.last().unwrap();
        assert_eq!(
            (ended.0, &ended.1),
            ("access-ended", &ActedBy::Installation)
        );
        // What is written from now on is sealed to keys that they never had.
        platform
            .write_note(&officer, case, "1", "alone again")
            .await
            .unwrap();
        let newest: (i64,) = by_hand!(world, |db| {
            let newest = sqlx::query_as("select max(epoch) from part");
            newest.fetch_one(db).await.unwrap()
        });
        assert!(newest.0 >= 2);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_narrows_a_case_reads_it_for_good() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let [officer, boss, _] = world.staff();
        let until = platform.today().plus(1);
        let me = officer.member.member;
        platform
            .give_access(&boss, case, me, "helps", Some(until))
            .await
            .unwrap();
        platform
            .change_access(&officer, case, Named, "few")
            .await
            .unwrap();
        world.clock.advance(2 * DAY);
        platform.read_case(&officer, case).await.unwrap();
        // What is swept is what is over, and nothing else that they hold.
        assert_eq!(platform.sweep_access().await.unwrap(), 1);
        platform.read_case(&officer, case).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_reads_cases_is_let_in_and_a_custodian_lists_what_they_keep() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let [officer, _, keeper] = world.staff();
        let let_in = platform
            .give_access(&officer, case, keeper.member.member, "why", None)
            .await;
        let not_one = Problems::one("member", Problem::NotAnOption);
        assert!(matches!(let_in, Err(Error::Invalid(p)) if p == not_one));
        // Somebody who read it by name and has another role now.
        let lead = session(platform, &at_work(&world, 1).await).await;
        let both = Roles::of([Role::Custodian, Role::CaseOfficer]);
        let reads = RosterChange::Roles(keeper.member.member, both);
        platform.change_roster(&lead, reads).await.unwrap();
        platform
            .give_access(&officer, case, keeper.member.member, "helps", None)
            .await
            .unwrap();
        let mut analyst = keeper.member;
        analyst.roles = Roles::of([Role::Analyst]);
        let analyst = Working {
            member: analyst,
            unlocked: keeper.unlocked,
        };
        assert!(is_hidden(platform.read_case(&analyst, case).await));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_swept_of_a_custodian_is_their_reading_and_not_their_key_to_who_reported() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let [officer, _, keeper] = world.staff();
        let kept = grants_of(&world, keeper.member.member).await;
        assert!(kept > 0);
        let lead = session(platform, &at_work(&world, 1).await).await;
        let both = Roles::of([Role::Custodian, Role::CaseOfficer]);
        let reads = RosterChange::Roles(keeper.member.member, both);
        platform.change_roster(&lead, reads).await.unwrap();
        let until = platform.today().plus(1);
        platform
            .give_access(&officer, case, keeper.member.member, "helps", Some(until))
            .await
            .unwrap();
        assert!(grants_of(&world, keeper.member.member).await > kept);
        world.clock.advance(2 * DAY);
        assert_eq!(platform.sweep_access().await.unwrap(), 1);
        assert_eq!(grants_of(&world, keeper.member.member).await, kept);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_is_not_as_it_was_written_stops_the_act() {
    for change in [
        "update case_grant set expires = null where reader_id is not null",
        "update case_grant set reader_kind = 'desk', reader_id = null, reader_epoch = 1 where reader_kind = 'member' and compartment = 2",
        "update part set kind = 2 where kind = 1",
        "update desk_key set epoch = epoch + 1",
    ] {
        for world in worlds().await {
            let platform = &world.platform;
            let case = a_case(&world).await;
            let [officer, boss, _] = world.staff();
            let until = platform.today().plus(1);
            platform
                .give_access(&officer, case, boss.member.member, "a look", Some(until))
                .await
                .unwrap();
            platform.read_case(&officer, case).await.unwrap();
            let changed = by_hand!(world, |db| {
                let done = sqlx::query(change).execute(db).await;
                done.unwrap().rows_affected()
            });
            assert!(changed > 0, "{change}");
            let read = platform.read_case(&officer, case).await;
            assert!(matches!(read, Err(Error::Unavailable)), "{change}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_case_is_answered_both_say_it_and_a_mistake_is_undone() {
    for world in worlds().await {
        let platform = &world.platform;
        let ((first, receipt), second) = (a_case_and_receipt(&world).await, a_case(&world).await);
        let [officer, boss, _] = world.staff();
        let (other, _) = platform.read_case(&officer, second).await.unwrap();
        platform
            .merge(&officer, first, other.reference.as_str(), "the same night")
            .await
            .unwrap();
        let lines = history(platform, &officer, second).await;
        let joined = lines.iter().find(|line| line.0 == "merged-from").unwrap();
        assert_eq!(joined.2, "the same night");

        // Who reported the first one writes, is listed, and is answered there.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        platform
            .write_as_reporter(&cookie, "1", "is anybody there?", "en")
            .await
            .unwrap();
        let mine = session(platform, &at_work(&world, 0).await).await;
        let news = Filter {
            news: true,
            ..Filter::default()
        };
        for filter in [&news, &Filter::default()] {
            let inbox = platform.inbox(&mine, filter, None, 5).await.unwrap();
            assert!(inbox.rows.iter().any(|row| row.case.id == first));
        }
        platform
            .write_to_reporter(&officer, first, "2", "yes", "en")
            .await
            .unwrap();
        let inbox = platform.inbox(&mine, &Filter::default(), None, 5).await;
        let inbox = inbox.unwrap();
        assert!(inbox.rows.iter().all(|row| row.case.id != first), "seen");
        // It is carried forward in the other one, until it is taken up again.
        let moved = platform.step(&officer, first, &act("protect")).await;
        let reopen = (
            "reopen".to_owned(),
            ["reporter", "representative", "officer"],
        );
        let reopen = (reopen.0, reopen.1.map(str::to_owned).to_vec());
        assert!(matches!(moved, Err(Error::NotNow(allowed)) if allowed == [reopen]));
        platform.step(&boss, first, &act("reopen")).await.unwrap();
        let (case, _) = platform.read_case(&officer, first).await.unwrap();
        assert_eq!(
            (case.state.as_str(), case.merged_into),
            ("eligibility", None)
        );
        crate::row_sums::hold(&world).await;
    }
}

/// Both directions at once: each waits for the other, none for ever, and one of them finds that it is closed.
#[tokio::test(flavor = "multi_thread")]
async fn two_who_merge_crosswise_do_not_lock_each_other_out() {
    for world in worlds().await {
        let platform = &world.platform;
        let (first, second) = (a_case(&world).await, a_case(&world).await);
        let [officer, boss, _] = world.staff();
        let (one, _) = platform.read_case(&officer, first).await.unwrap();
        let (two, _) = platform.read_case(&officer, second).await.unwrap();
        let (a, b) = tokio::join!(
            platform.merge(&officer, first, two.reference.as_str(), "same"),
            platform.merge(&boss, second, one.reference.as_str(), "same")
        );
        assert!(a.is_ok() || b.is_ok(), "{a:?} {b:?}");
        assert!(!matches!(a, Err(Error::Unavailable)), "{a:?}");
        assert!(!matches!(b, Err(Error::Unavailable)), "{b:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reasons_stand_in_the_history_and_not_before_the_reporter() {
    for world in worlds().await {
        let platform = &world.platform;
        let (case, receipt) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        let to = Some(boss.member.member);
        platform
            .assign(&officer, case, to, "she knows the region")
            .await
            .unwrap();
        let why = "canary-7360 the guard is her neighbour";
        let asked = StepAsked {
            why: why.to_owned(),
            ..act("acknowledge")
        };
        platform.step(&officer, case, &asked).await.unwrap();
        let lines = history(platform, &officer, case).await;
        assert!(lines.iter().any(|l| l.2 == "she knows the region"));
        let (_, seen) = platform.read_case(&boss, case).await.unwrap();
        let named = seen.history.iter().find_map(|l| match &l.committed.fact {
            Fact::Case(fact) => match fact.act {
                CaseAct::Stepped { why, .. } => why,
                _ => None,
            },
            Fact::Desk(_) | Fact::Room(_) => None,
        });
        let note = seen.notes.iter().find(|(id, _)| Some(*id) == named);
        assert_eq!(note.unwrap().1.text, why);
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert!(theirs.messages.is_empty());
        let opened = CaseAccess::Desk;
        let same = platform.change_access(&officer, case, opened, "x").await;
        assert!(matches!(same, Err(Error::Conflict)));
    }
}

/// Whoever changes the reason of a grant, or who it is for, in the database breaks its signature also where they know the key of the sums.
#[tokio::test(flavor = "multi_thread")]
async fn a_grant_names_the_line_with_which_it_was_given() {
    for world in worlds().await {
        let platform = &world.platform;
        let (case, other) = (a_case(&world).await, a_case(&world).await);
        let [officer, boss, _] = world.staff();
        for id in [case, other] {
            platform
                .give_access(&officer, id, boss.member.member, "a look", None)
                .await
                .unwrap();
        }
        let named: Vec<(Option<Vec<u8>>,)> = by_hand!(world, |db| {
            let sql = "select distinct because from case_grant where given_by is not null";
            sqlx::query_as(sql).fetch_all(db).await.unwrap()
        });
        assert_eq!(named.len(), 2, "each names its own line");
        assert!(
            named
                .iter()
                .all(|(b,)| b.as_ref().is_some_and(|b| b.len() == 32))
        );
    }
}
