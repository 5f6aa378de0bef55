//! The inbox, who reads a case, and many at once.

use watchpost_domain::{Denied, Problem, Problems, cases::CaseAccess};
use watchpost_service::{
    Error,
    inbox::{Assignee, Filter},
};

use crate::signing_in::{KEY, PASS, a_case, at_work, come_in, session};
use crate::world::{act, worlds};

#[tokio::test]
async fn the_inbox_shows_what_is_unlocked_and_finds_it() {
    for world in worlds().await {
        let platform = &world.platform;
        let mut cases = Vec::new();
        for _ in 0..40 {
            cases.push(a_case(&world).await);
        }
        let cookie = at_work(&world, 0).await;
        let officer = session(platform, &cookie).await;
        let all = platform
            .inbox(&officer, &Filter::default(), None, 25)
            .await
            .unwrap();
        assert_eq!((all.found, all.rows.len()), (40, 25));
        assert!(all.rows.iter().all(|r| {
            r.entry
                .as_ref()
                .is_some_and(|e| e.title().contains("canary-7351"))
        }));
        let rest = platform
            .inbox(&officer, &Filter::default(), all.next.as_deref(), 25)
            .await
            .unwrap();
        assert_eq!((rest.rows.len(), rest.next.is_none()), (15, true));
        let mut seen: Vec<_> = all
            .rows
            .iter()
            .chain(&rest.rows)
            .map(|r| r.case.id)
            .collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 40);

        let who = officer.working().unwrap();
        let me = officer.member.id;
        platform.assign(&who, cases[3], Some(me), "").await.unwrap();
        platform
            .retitle(&who, cases[3], "", "Papers taken at the gate")
            .await
            .unwrap();
        platform
            .step(&who, cases[4], &act("acknowledge"))
            .await
            .unwrap();
        let found = async |filter: Filter| -> Vec<_> {
            let inbox = platform.inbox(&officer, &filter, None, 50).await.unwrap();
            inbox.rows.iter().map(|r| r.case.id).collect()
        };
        let mine = Filter {
            assignee: Some(Assignee::Member(me)),
            ..Filter::default()
        };
        assert_eq!(found(mine).await, [cases[3]]);
        let words = Filter {
            words: "GATE papers".into(),
            ..Filter::default()
        };
        assert_eq!(
            found(words.clone()).await.len(),
            40,
            "the narrative says both words"
        );
        let titled = Filter {
            words: "papers taken at the gate".into(),
            ..Filter::default()
        };
        assert_eq!(found(titled).await, [cases[3]]);
        let state = Filter {
            state: Some("safety-check".into()),
            ..Filter::default()
        };
        assert_eq!(found(state).await, [cases[4]]);

        platform.lock(&cookie).await.unwrap();
        let locked = session(platform, &cookie).await;
        let bare = platform
            .inbox(&locked, &Filter::default(), None, 50)
            .await
            .unwrap();
        assert!(
            !bare.unlocked && bare.rows.len() == 40 && bare.rows.iter().all(|r| r.entry.is_none())
        );
        let nothing = platform.inbox(&locked, &words, None, 50).await.unwrap();
        assert_eq!(nothing.found, 0, "what is sealed cannot be searched");

        // Forgotten in memory and opened anew, now from folds, it says the same.
        world.clock.advance(60 * 60);
        platform.sweep_lists();
        let again = session(platform, &at_work(&world, 1).await).await;
        let inbox = platform
            .inbox(&again, &Filter::default(), None, 50)
            .await
            .unwrap();
        assert!(inbox.rows.iter().all(|r| r.entry.is_some()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn access_is_narrowed_given_taken_and_left() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let (officer, boss) = (
            session(platform, &at_work(&world, 0).await).await,
            session(platform, &at_work(&world, 1).await).await,
        );
        let (me, other) = (officer.working().unwrap(), boss.working().unwrap());
        platform
            .inbox(&officer, &Filter::default(), None, 5)
            .await
            .unwrap();
        platform
            .change_access(&me, case, CaseAccess::Named, "only I work on it")
            .await
            .unwrap();
        assert!(matches!(
            platform.read_case(&other, case).await,
            Err(Error::Denied(Denied::NotFound))
        ));
        assert_eq!(
            platform
                .inbox(&boss, &Filter::default(), None, 5)
                .await
                .unwrap()
                .found,
            0
        );
        let mine = platform
            .inbox(&officer, &Filter::default(), None, 5)
            .await
            .unwrap();
        assert!(
            mine.rows[0]
                .entry
                .as_ref()
                .is_some_and(|e| e.facets().is_some())
        );

        platform
            .give_access(&me, case, boss.member.id, "to look over it", None)
            .await
            .unwrap();
        platform.read_case(&other, case).await.unwrap();
        let theirs = platform
            .inbox(&boss, &Filter::default(), None, 5)
            .await
            .unwrap();
        assert!(
            theirs.rows[0]
                .entry
                .as_ref()
                .is_some_and(|e| e.facets().is_some())
        );
        platform
            .take_access(&other, case, officer.member.id, "a conflict")
            .await
            .unwrap();
        assert!(matches!(
            platform.read_case(&me, case).await,
            Err(Error::Denied(Denied::NotFound))
        ));
        let last = platform
            .take_access(&other, case, boss.member.id, "nobody")
            .await;
        assert!(
            matches!(last, Err(Error::Conflict)),
            "the last reader stays"
        );

        platform
            .change_access(&other, case, CaseAccess::Desk, "all work on it")
            .await
            .unwrap();
        platform.read_case(&me, case).await.unwrap();
        platform
            .step_aside(&me, case, "my cousin works there")
            .await
            .unwrap();
        assert!(matches!(
            platform.read_case(&me, case).await,
            Err(Error::Denied(Denied::NotFound))
        ));

        let second = a_case(&world).await;
        let (first, _) = platform.read_case(&other, case).await.unwrap();
        let first = first.reference.as_str();
        let unknown = |done: Result<(), Error>| {
            let named = Problems::one("other", Problem::NotAnOption);
            matches!(done, Err(Error::Invalid(problems)) if problems == named)
        };
        let denied = platform.merge(&me, second, first, "the same night").await;
        assert!(unknown(denied), "only who reads both");
        let none = platform.merge(&other, second, "WP-NONE", "the same night");
        assert!(unknown(none.await), "hidden and missing are the same");
        platform
            .merge(&other, second, &first.to_lowercase(), "the same night")
            .await
            .unwrap();
        let (merged, seen) = platform.read_case(&other, second).await.unwrap();
        assert_eq!(merged.merged_into, Some(case));
        assert!(seen.closed == 0 || seen.identity.is_none());

        platform
            .write_private_note(&other, case, "1", "ask Karim first")
            .await
            .unwrap();
        let (_, seen) = platform.read_case(&other, case).await.unwrap();
        assert_eq!(seen.own_notes[0].text, "ask Karim first");
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test]
async fn many_work_in_the_list_at_once_and_none_waits_for_ever() {
    for world in worlds().await {
        let platform = &world.platform;
        let cookie = at_work(&world, 0).await;
        let officer = session(platform, &cookie).await;
        let mut cases = Vec::new();
        for _ in 0..8 {
            cases.push(a_case(&world).await);
        }
        // Enough records that the list is folded again and again while cases are opened and assigned beside it.
        let work = (0..12).map(|turn| {
            let (platform, officer, cases) = (platform.clone(), &officer, &cases);
            async move {
                for case in cases {
                    let who = officer.working().unwrap();
                    let to = (turn % 2 == 0).then_some(officer.member.id);
                    match platform.assign(&who, *case, to, "").await {
                        Ok(()) | Err(Error::Conflict) => {}
                        Err(error) => panic!("{error}"),
                    }
                    platform.read_case(&who, *case).await.unwrap();
                    platform
                        .retitle(&who, *case, "", &format!("title {turn}"))
                        .await
                        .unwrap();
                    platform
                        .inbox(officer, &Filter::default(), None, 25)
                        .await
                        .unwrap();
                }
            }
        });
        futures_util::future::join_all(work).await;
        let inbox = platform
            .inbox(&officer, &Filter::default(), None, 25)
            .await
            .unwrap();
        assert!(inbox.rows.iter().all(|r| {
            r.entry
                .as_ref()
                .is_some_and(|e| e.title().starts_with("title"))
        }));
    }
}

#[tokio::test]
async fn a_long_list_is_folded_beside_those_who_read_it_and_loses_nothing() {
    for world in crate::world::worlds().await {
        let platform = &world.platform;
        for _ in 0..40 {
            crate::signing_in::a_case(&world).await;
        }
        let count = async || -> i64 {
            let all = "select count(*) from index_record";
            let (count,) = crate::world::by_hand!(world, |db| {
                let count = sqlx::query_as(all).fetch_one(db).await.unwrap();
                db.close().await;
                count
            });
            count
        };
        assert_eq!(count().await, 40);
        let cookie = crate::signing_in::at_work(&world, 0).await;
        let session = crate::signing_in::session(platform, &cookie).await;
        let all = watchpost_service::inbox::Filter::default();
        let titles = async || {
            let inbox = platform.inbox(&session, &all, None, 100).await.unwrap();
            let mut rows: Vec<String> = inbox
                .rows
                .iter()
                .map(|r| format!("{} {}", r.case.id, r.entry.as_ref().unwrap().title()))
                .collect();
            rows.sort();
            rows
        };
        let before = titles().await;
        assert_eq!(before.len(), 40);
        while count().await != 1 {
            tokio::task::yield_now().await;
        }
        assert_eq!(titles().await, before);
        crate::signing_in::a_case(&world).await;
        assert_eq!(titles().await.len(), 41);
        platform.forget_lists();
        assert_eq!(titles().await.len(), 41, "from the folded list alone");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_window_shows_nothing_and_takes_nothing_from_an_unlocked_one() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let (member, secret) = &world.people[1];
        let given = platform.give_login(member.member, secret.clone(), "person1", PASS, KEY);
        let (_, seed) = given.await.unwrap();
        let unlocked = come_in(&world, 1, &seed).await;
        world.clock.advance(60);
        let code = platform.code_now(&seed).unwrap();
        let locked = platform
            .sign_in("person1", PASS, &code, None)
            .await
            .unwrap();
        let all = Filter::default();
        let shown = async |cookie: &str| {
            let mine = session(platform, cookie).await;
            let inbox = platform.inbox(&mine, &all, None, 5).await.unwrap();
            let known = inbox.rows.iter().filter(|row| row.entry.is_some()).count();
            (inbox.found, known, inbox.choices.channels.len())
        };
        assert_eq!(shown(&unlocked).await, (1, 1, 1));
        // Something changes, and the locked window is the first to ask.
        let [officer, ..] = world.staff();
        platform.read_case(&officer, case).await.unwrap();
        a_case(&world).await;
        assert_eq!(shown(&locked.cookie).await, (2, 0, 0));
        assert_eq!(shown(&unlocked).await, (2, 2, 1));
    }
}
