//! A case is erased: nothing of it is left but what says nothing.

use watchpost_domain::{
    CaseId, Denied, Problem, Problems,
    cases::{CaseAccess, EraseReason},
    fact::{DeskFact, Fact},
    policy::{Role, Roles},
};
use watchpost_service::{Error, inbox::Filter, roster::RosterChange};

use crate::{
    signing_in::{a_case, a_case_and_receipt, at_work, session},
    world::{World, by_hand, objects, worlds, written},
};

const WHY: Option<EraseReason> = Some(EraseReason::AskedFor);

async fn closed(world: &World, case: CaseId) -> String {
    let [_, boss, _] = world.staff();
    let (seen, _) = world.platform.read_case(&boss, case).await.unwrap();
    let done = world
        .platform
        .close(&boss, case, "unfounded", "nothing in it");
    done.await.unwrap();
    seen.reference.as_str().to_owned()
}

/// How many rows of any table name the case.
async fn rows_of(world: &World, case: CaseId) -> i64 {
    let found: (i64,) = by_hand!(world, |db| {
        let sql = "select (select count(*) from case_file where id = $1) + (select count(*) from part where case_id = $1)
            + (select count(*) from case_grant where case_id = $1) + (select count(*) from reporter_key where case_id = $1)
            + (select count(*) from case_recusal where case_id = $1) + (select count(*) from identity_ask where case_id = $1)
            + (select count(*) from case_file where merged_into = $1)";
        let query = sqlx::query_as(sql).bind(case.0);
        query.fetch_one(db).await.unwrap()
    });
    found.0
}

/// Records that were not folded.
async fn records(world: &World) -> i64 {
    let found: (i64,) = by_hand!(world, |db| {
        let query = sqlx::query_as("select count(*) from index_record where level = 0");
        query.fetch_one(db).await.unwrap()
    });
    found.0
}

/// The lists of these members are asked for until all of it is folded, and the marks are gone: each clears their own.
async fn until_folded(world: &World, cookies: &[&String]) {
    for _ in 0..5_000 {
        for cookie in cookies {
            let mine = session(&world.platform, cookie).await;
            let all = Filter::default();
            world.platform.inbox(&mine, &all, None, 5).await.unwrap();
        }
        if records(world).await == 0 {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("{} records are left", records(world).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_erased_is_nowhere_and_the_log_is_whole() {
    for world in worlds().await {
        let platform = &world.platform;
        let (case, receipt) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        let early = platform.erase(&boss, case, "WP-NONE", WHY).await;
        assert!(matches!(early, Err(Error::Denied(Denied::Forbidden(_)))));
        let reference = closed(&world, case).await;
        platform.sequence().await.unwrap();
        let before = platform.log_at_hand().await.unwrap();

        let not_mine = platform.erase(&officer, case, &reference, WHY).await;
        assert!(matches!(not_mine, Err(Error::Denied(Denied::Forbidden(_)))));
        let other = platform.erase(&boss, case, "WP-2222-2222", WHY).await;
        let wrong = Problems::one("reference", Problem::NotAnOption);
        assert!(matches!(other, Err(Error::Invalid(p)) if p == wrong));
        let no_reason = platform.erase(&boss, case, &reference, None).await;
        assert!(matches!(no_reason, Err(Error::Invalid(_))));
        assert!(!objects(&world.folder.path().join("objects/evidence")).is_empty());

        platform
            .erase(&boss, case, &reference.to_lowercase(), WHY)
            .await
            .unwrap();
        assert_eq!(rows_of(&world, case).await, 0);
        let left = objects(&world.folder.path().join("objects/evidence"));
        assert!(left.is_empty(), "{left:?}");
        let unknown = platform.open_follow_up(&receipt).await;
        let (_, unsent) = written(&world).await;
        let never = platform.open_follow_up(&unsent);
        assert_eq!(
            format!("{unknown:?}"),
            format!("{:?}", never.await),
            "as one that never was"
        );
        for who in [&officer, &boss] {
            let read = platform.read_case(who, case).await;
            assert!(matches!(read, Err(Error::Denied(Denied::NotFound))));
        }
        platform.sequence().await.unwrap();
        let after = platform.log_at_hand().await.unwrap();
        assert!(after.size > before.size);
        let found = platform.verify(true, |_, _| ()).await.unwrap();
        assert_eq!(found.damage, Vec::<String>::new());

        // Who did it and why stands in the audit, with no word of the case.
        let lead = at_work(&world, 1).await;
        let roles = Roles::of([Role::Supervisor, Role::Auditor]);
        let both = RosterChange::Roles(boss.member.member, roles);
        let mine = session(platform, &lead).await;
        platform.change_roster(&mine, both).await.unwrap();
        let mine = session(platform, &lead).await;
        let audit = platform.audit(&mine, None).await.unwrap();
        let lines = audit.lines.iter().filter(|line| {
            matches!(&line.fact, Fact::Desk(DeskFact::CaseErased { reference: of, reason, .. })
                if of.as_str() == reference && *reason == EraseReason::AskedFor)
        });
        assert_eq!(lines.count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn work_lists_forget_it_in_records_and_in_folds() {
    for world in worlds().await {
        let platform = &world.platform;
        let mut cases = Vec::new();
        // Enough that they are folded, and some more that are not.
        for _ in 0..34 {
            cases.push(a_case(&world).await);
        }
        let lead = at_work(&world, 1).await;
        let officer = at_work(&world, 0).await;
        until_folded(&world, &[&lead]).await;
        let [_, boss, _] = world.staff();
        let narrowed = cases[0];
        platform
            .change_access(&boss, narrowed, CaseAccess::Named, "few")
            .await
            .unwrap();
        let erased = [cases[0], cases[1], a_case(&world).await];
        for case in erased {
            let reference = closed(&world, case).await;
            platform.erase(&boss, case, &reference, WHY).await.unwrap();
        }
        // Another starts afresh, as after a restart, and reads the rest.
        platform.forget_lists();
        let mine = session(platform, &officer).await;
        let all = Filter {
            closed: true,
            ..Filter::default()
        };
        let inbox = platform.inbox(&mine, &all, None, 50).await.unwrap();
        assert_eq!(inbox.found, cases.len() - 2);
        assert!(inbox.rows.iter().all(|row| row.entry.is_some()));
        // The desk's list is folds without them; each one's own list says nothing once they looked.
        until_folded(&world, &[&officer, &lead]).await;
        let whole = platform.inbox(&mine, &all, None, 50).await.unwrap();
        assert_eq!(whole.found, cases.len() - 2);
        assert!(whole.rows.iter().all(|row| row.entry.is_some()));
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_was_joined_with_it_points_nowhere() {
    for world in worlds().await {
        let platform = &world.platform;
        let (first, second) = (a_case(&world).await, a_case(&world).await);
        let [_, boss, _] = world.staff();
        let (target, _) = platform.read_case(&boss, second).await.unwrap();
        platform
            .merge(&boss, first, target.reference.as_str(), "the same")
            .await
            .unwrap();
        let reference = closed(&world, second).await;
        platform
            .erase(&boss, second, &reference, WHY)
            .await
            .unwrap();
        assert_eq!(rows_of(&world, second).await, 0);
        let (left, _) = platform.read_case(&boss, first).await.unwrap();
        assert_eq!(left.merged_into, None);
        crate::row_sums::hold(&world).await;
    }
}

/// What a court or an authority wants is kept, whoever asks for the contrary, until who may end that has ended it; both are in its history.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_for_a_court_is_not_erased() {
    for world in worlds().await {
        let platform = &world.platform;
        let [officer, boss, _] = world.staff();
        let case = a_case(&world).await;
        let reference = closed(&world, case).await;
        let hold = ("legal-hold", true);
        let unsaid = platform.set_beside(&officer, case, hold, "").await;
        let missing = Problems::one("why", Problem::Required);
        assert!(matches!(unsaid, Err(Error::Invalid(p)) if p == missing));
        let why = "The court asked for it.";
        platform
            .set_beside(&officer, case, hold, why)
            .await
            .unwrap();
        let kept = Problems::one("reason", Problem::Kept);
        let refused = platform.erase(&boss, case, &reference, WHY).await;
        assert!(matches!(refused, Err(Error::Invalid(p)) if p == kept));
        let over = ("legal-hold", false);
        let not_theirs = platform.set_beside(&officer, case, over, why).await;
        assert!(
            matches!(not_theirs, Err(Error::NotNow(_))),
            "{not_theirs:?}"
        );
        platform
            .set_beside(&boss, case, over, "Judged.")
            .await
            .unwrap();
        platform.erase(&boss, case, &reference, WHY).await.unwrap();
    }
}
