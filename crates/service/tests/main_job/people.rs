//! Signing in and unlocking, coming in by invitation, the roster, the inbox, and who reads a case.

use watchpost_domain::{
    Denied, Problem, Problems,
    cases::{CaseAccess, State},
    policy::{Role, Roles},
};
use watchpost_service::{
    Drafting, Error, Platform,
    accounts::Session,
    inbox::{Assignee, Filter},
    people::RosterChange,
};

use crate::world::{World, worlds, written};

const PASS: &str = "correct horse battery";
const KEY: &str = "staple under the river";

/// A login for one of the world's people, signed in and unlocked. Gives the cookie.
async fn at_work(world: &World, person: usize) -> String {
    let (member, secret) = &world.people[person];
    let name = format!("person{person}");
    let given = world
        .platform
        .give_login(member.member, secret.clone(), &name, PASS, KEY)
        .await;
    let (_, seed) = given.unwrap();
    let code = world.platform.code_now(&seed).unwrap();
    let signed = world
        .platform
        .sign_in(&name, PASS, &code, None)
        .await
        .unwrap();
    world.platform.unlock(&signed.cookie, KEY).await.unwrap();
    signed.cookie
}

async fn session(platform: &Platform, cookie: &str) -> Session {
    platform.session(cookie).await.unwrap().unwrap()
}

async fn a_case(world: &World) -> watchpost_domain::CaseId {
    let (cookie, _) = written(world).await;
    let Drafting::Open(draft) = world.platform.draft(&cookie).await.unwrap() else {
        panic!("the draft is open")
    };
    world.platform.send_draft(&cookie).await.unwrap();
    draft.case
}

fn is_wrong<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Invalid(p)) if p == Problems::one("passphrase", Problem::WrongSecret))
}

#[tokio::test]
async fn signing_in_needs_all_three_and_a_code_works_once() {
    for world in worlds().await {
        let platform = &world.platform;
        let (member, secret) = &world.people[0];
        let (sheet, seed) = platform
            .give_login(member.member, secret.clone(), "Amina", PASS, KEY)
            .await
            .unwrap();
        let code = platform.code_now(&seed).unwrap();
        assert!(is_wrong(
            platform.sign_in("nobody", PASS, &code, None).await
        ));
        assert!(is_wrong(platform.sign_in("amina", KEY, &code, None).await));
        assert!(is_wrong(
            platform.sign_in("amina", PASS, "000000", None).await
        ));
        let signed = platform.sign_in("AMINA", PASS, &code, None).await.unwrap();
        assert!(
            is_wrong(platform.sign_in("amina", PASS, &code, None).await),
            "a code works once"
        );
        let spare = &sheet.spare_codes[0];
        platform
            .sign_in("amina", PASS, &spare.to_lowercase(), None)
            .await
            .unwrap();
        assert!(is_wrong(platform.sign_in("amina", PASS, spare, None).await));

        let here = session(platform, &signed.cookie).await;
        assert_eq!(platform.sessions(&here).await.unwrap().len(), 2);
        platform.sign_out(&signed.cookie).await.unwrap();
        assert!(platform.session(&signed.cookie).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn who_guesses_is_slowed_and_the_owner_is_not_kept_away() {
    for world in worlds().await {
        let platform = &world.platform;
        let (member, secret) = &world.people[0];
        let (sheet, seed) = platform
            .give_login(member.member, secret.clone(), "amina", PASS, KEY)
            .await
            .unwrap();
        let code = platform.code_now(&seed).unwrap();
        let signed = platform.sign_in("amina", PASS, &code, None).await.unwrap();
        let mut refused = 0;
        for _ in 0..15 {
            if let Err(Error::TooOften) = platform
                .sign_in("amina", "a wrong passphrase", "1", None)
                .await
            {
                refused += 1;
            }
        }
        assert!(refused > 0);
        let by_stranger = platform
            .sign_in("amina", PASS, &sheet.spare_codes[0], None)
            .await;
        assert!(matches!(by_stranger, Err(Error::TooOften)));
        let mark = Some(signed.mark.as_str());
        platform
            .sign_in("amina", PASS, &sheet.spare_codes[1], mark)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn unlocking_ends_by_itself_and_with_the_session() {
    for world in worlds().await {
        let platform = &world.platform;
        let cookie = at_work(&world, 0).await;
        assert!(session(platform, &cookie).await.is_unlocked());
        assert!(
            is_wrong(platform.unlock(&cookie, PASS).await),
            "the two passphrases are two"
        );
        world.clock.advance(29 * 60);
        assert!(
            session(platform, &cookie).await.is_unlocked(),
            "used in time"
        );
        world.clock.advance(29 * 60);
        assert!(session(platform, &cookie).await.is_unlocked(), "and again");
        world.clock.advance(31 * 60);
        assert!(!session(platform, &cookie).await.is_unlocked());
        assert!(
            !session(platform, &cookie).await.is_unlocked(),
            "using it does not unlock it"
        );
        platform.sweep_sessions().await.unwrap();
        platform.unlock(&cookie, KEY).await.unwrap();
        platform.lock(&cookie).await.unwrap();
        assert!(matches!(
            session(platform, &cookie).await.working(),
            Err(Error::Locked)
        ));
        world.clock.advance(5 * 3600);
        assert!(platform.session(&cookie).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_invited_officer_reads_once_a_lead_has_signed_and_no_longer_once_removed() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = a_case(&world).await;
        let lead = at_work(&world, 1).await;
        let boss = session(platform, &lead).await;
        let roles = Roles::of([Role::CaseOfficer]);
        let invited = platform
            .invite(&boss, "Benoît Example", roles)
            .await
            .unwrap();
        let seen = platform.invitation(&invited.secret).await.unwrap().unwrap();
        assert_eq!(seen.name, "Benoît Example");

        let same = platform
            .begin_enrolment(&invited.secret, "benoit", PASS, PASS, "Site")
            .await;
        assert!(
            matches!(same, Err(Error::Invalid(p)) if p == Problems::one("unlocking", Problem::TheSame))
        );
        let page = platform
            .begin_enrolment(&invited.secret, "benoit", PASS, KEY, "Site")
            .await
            .unwrap();
        let again = platform.resume_enrolment(&page.carried, "Site").unwrap();
        assert_eq!(*again.recovery, *page.recovery);
        let seed = seed_of(&page.totp.typed);
        let code = platform.code_now(&seed).unwrap();
        assert!(
            platform
                .finish_enrolment(&page.carried, "000000")
                .await
                .is_err()
        );
        let member = platform
            .finish_enrolment(&page.carried, &code)
            .await
            .unwrap()
            .member;
        assert!(
            matches!(
                platform.finish_enrolment(&page.carried, &code).await,
                Err(Error::Conflict)
            ),
            "a link works once"
        );
        assert!(
            platform
                .invitation(&invited.secret)
                .await
                .unwrap()
                .is_none()
        );

        let spare = &page.spare_codes[0];
        let cookie = platform
            .sign_in("benoit", PASS, spare, None)
            .await
            .unwrap()
            .cookie;
        platform.unlock(&cookie, KEY).await.unwrap();
        let new = session(platform, &cookie).await;
        let early = platform.read_case(&new.working().unwrap(), case).await;
        assert!(
            matches!(early, Err(Error::Denied(Denied::NotFound))),
            "not on the roster yet"
        );

        assert!(
            platform
                .change_roster(&boss, RosterChange::Admit(member))
                .await
                .unwrap()
        );
        platform
            .read_case(&new.working().unwrap(), case)
            .await
            .unwrap();
        let people = platform.people(&boss).await.unwrap();
        assert!(
            people
                .people
                .iter()
                .any(|p| p.member.id == member && p.on_roster && !p.lead)
        );

        assert!(
            platform
                .change_roster(&boss, RosterChange::Remove(member))
                .await
                .unwrap()
        );
        assert!(
            platform.session(&cookie).await.unwrap().is_none(),
            "sessions end"
        );
        let late = platform.read_case(&new.working().unwrap(), case).await;
        assert!(matches!(late, Err(Error::Denied(_))));
        // What comes now is sealed to a key they never had; those who stay read both.
        let later = a_case(&world).await;
        for id in [case, later] {
            platform
                .read_case(&boss.working().unwrap(), id)
                .await
                .unwrap();
        }
        let facts: Vec<String> = platform
            .audit(&boss)
            .await
            .unwrap()
            .iter()
            .map(|line| serde_json::to_string(&line.fact).unwrap())
            .collect();
        assert_eq!(
            facts.len(),
            5,
            "invited, taken, signed, removed, signed: {facts:?}"
        );
    }
}

#[tokio::test]
async fn two_leads_sign_together() {
    for world in worlds().await {
        let platform = &world.platform;
        let lead = at_work(&world, 1).await;
        let boss = session(platform, &lead).await;
        let officer = world.people[0].0.member;
        let roles = Roles::of([Role::Supervisor]);
        assert!(
            platform
                .change_roster(&boss, RosterChange::Roles(officer, roles))
                .await
                .unwrap()
        );

        let second = session(platform, &at_work(&world, 0).await).await;
        assert!(second.member.roles.has(Role::Supervisor));
        let custodian = world.people[2].0.member;
        let change = RosterChange::Remove(custodian);
        assert!(
            !platform.change_roster(&boss, change).await.unwrap(),
            "one is not enough"
        );
        assert!(matches!(
            platform.sign_waiting_roster(&boss).await,
            Err(Error::Conflict)
        ));
        let waiting = platform.people(&second).await.unwrap().waiting.unwrap();
        assert_eq!((waiting.change, waiting.needed), (change, 2));
        assert!(platform.sign_waiting_roster(&second).await.unwrap());
        let people = platform.people(&second).await.unwrap();
        assert!(people.waiting.is_none());
        assert!(
            people
                .people
                .iter()
                .all(|p| p.member.id != custodian || !p.on_roster)
        );
        a_case(&world).await;
    }
}

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
        platform.assign(&who, cases[3], Some(me)).await.unwrap();
        platform
            .retitle(&who, cases[3], "Papers taken at the gate")
            .await
            .unwrap();
        platform
            .move_on(&who, cases[4], State::Acknowledged)
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
            state: Some(State::Acknowledged),
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

#[tokio::test]
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
        let denied = platform.merge(&me, second, case, "the same night").await;
        assert!(
            matches!(denied, Err(Error::Denied(Denied::NotFound))),
            "only who reads both"
        );
        platform
            .merge(&other, second, case, "the same night")
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
    }
}

/// The bytes of a seed typed in base32.
fn seed_of(typed: &str) -> Vec<u8> {
    let bits: String = typed
        .chars()
        .map(|c| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap())
        .map(|n| format!("{n:05b}"))
        .collect();
    (0..bits.len() / 8)
        .map(|i| u8::from_str_radix(&bits[8 * i..8 * i + 8], 2).unwrap())
        .collect()
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
                    match platform.assign(&who, *case, to).await {
                        Ok(()) | Err(Error::Conflict) => {}
                        Err(error) => panic!("{error}"),
                    }
                    platform.read_case(&who, *case).await.unwrap();
                    platform
                        .retitle(&who, *case, &format!("title {turn}"))
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
