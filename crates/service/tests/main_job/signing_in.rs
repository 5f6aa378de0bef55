//! Signing in, unlocking, and when both end.

use watchpost_domain::{Problem, Problems};
use watchpost_service::{Drafting, Error, Platform, accounts::Session};

use crate::world::{World, open_database, worlds, written};

pub const PASS: &str = "correct horse battery";
pub const KEY: &str = "staple under the river";

/// A login for one of the world's people, signed in and unlocked. Gives the cookie.
pub async fn at_work(world: &World, person: usize) -> String {
    let (member, secret) = &world.people[person];
    let who = (member.member, secret.clone());
    signed_in(world, who, &format!("person{person}")).await
}

/// Signs somebody in for the first time, under this name, and unlocks.
pub async fn signed_in(
    world: &World,
    (member, secret): (watchpost_domain::MemberId, watchpost_vault::MemberSecret),
    name: &str,
) -> String {
    let platform = &world.platform;
    let given = platform.give_login(member, secret, name, PASS, KEY).await;
    let (_, seed) = given.unwrap();
    come_in_as(world, name, &seed).await
}

/// Signs in, and unlocks, whoever has a login with this seed.
pub async fn come_in(world: &World, person: usize, seed: &[u8]) -> String {
    come_in_as(world, &format!("person{person}"), seed).await
}

async fn come_in_as(world: &World, name: &str, seed: &[u8]) -> String {
    let code = world.platform.code_now(seed).unwrap();
    let signed = world
        .platform
        .sign_in(name, PASS, &code, None)
        .await
        .unwrap();
    world.platform.unlock(&signed.cookie, KEY).await.unwrap()
}

pub async fn session(platform: &Platform, cookie: &str) -> Session {
    platform.session(cookie).await.unwrap().unwrap()
}

pub async fn a_case(world: &World) -> watchpost_domain::CaseId {
    a_case_and_receipt(world).await.0
}

pub async fn a_case_and_receipt(world: &World) -> (watchpost_domain::CaseId, String) {
    let (cookie, receipt) = written(world).await;
    let Drafting::Open(draft) = world.platform.draft(&cookie).await.unwrap() else {
        panic!("the draft is open")
    };
    world.platform.send_draft(&cookie).await.unwrap();
    (draft.case, receipt)
}

pub fn is_wrong<T>(result: Result<T, Error>) -> bool {
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
        let by_spare = platform
            .sign_in("amina", PASS, &spare.to_lowercase(), None)
            .await
            .unwrap();
        assert_eq!(by_spare.spares_left, Some(7), "one of eight is used");
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
        world.clock.advance(60);
        let code = platform.code_now(&seed).unwrap();
        let by_stranger = platform.sign_in("amina", PASS, &code, None).await;
        assert!(matches!(by_stranger, Err(Error::TooOften)));
        let mark = Some(signed.mark.as_str());
        platform.sign_in("amina", PASS, &code, mark).await.unwrap();
        // Nobody guesses a spare code: with one, the owner comes in from any browser.
        let spare = &sheet.spare_codes[0];
        assert!(is_wrong(platform.sign_in("amina", KEY, spare, None).await));
        platform.sign_in("amina", PASS, spare, None).await.unwrap();
        // Whoever found one and guesses the passphrase is slowed all the same.
        let mut refused = 0;
        for _ in 0..25 {
            let guessed = platform
                .sign_in("amina", KEY, &sheet.spare_codes[1], None)
                .await;
            refused += usize::from(matches!(guessed, Err(Error::TooOften)));
        }
        assert!(refused > 0);
    }
}

/// What a name costs is the same whether somebody has it: until all three are right, nobody waits for who writes.
#[tokio::test]
async fn a_name_is_not_told_by_the_work_it_makes() {
    let world = worlds().await.remove(0);
    let platform = &world.platform;
    let (member, secret) = &world.people[0];
    let given = platform.give_login(member.member, secret.clone(), "amina", PASS, KEY);
    given.await.unwrap();
    let pool = open_database(&world).await;
    let writing = pool.begin_with("begin immediate").await.unwrap();
    for (name, passphrase) in [("nobody", PASS), ("amina", KEY), ("amina", PASS)] {
        let wrong = platform.sign_in(name, passphrase, "000000", None).await;
        assert!(is_wrong(wrong), "{name}");
    }
    drop(writing);
}

#[tokio::test]
async fn another_session_is_no_way_to_more_tries() {
    for world in worlds().await {
        let platform = &world.platform;
        let (member, secret) = &world.people[0];
        let given = platform.give_login(member.member, secret.clone(), "amina", PASS, KEY);
        let spares = given.await.unwrap().0.spare_codes;
        let mut refused = 0;
        for spare in &spares[..4] {
            let signed = platform.sign_in("amina", PASS, spare, None).await.unwrap();
            for _ in 0..5 {
                let tried = platform.unlock(&signed.cookie, PASS).await;
                refused += usize::from(matches!(tried, Err(Error::TooOften)));
            }
        }
        assert_eq!(refused, 10);
    }
}

#[tokio::test]
async fn unlocking_gives_another_cookie_and_the_old_one_opens_nothing() {
    for world in worlds().await {
        let platform = &world.platform;
        let (member, secret) = &world.people[0];
        let given = platform.give_login(member.member, secret.clone(), "amina", PASS, KEY);
        let (sheet, _) = given.await.unwrap();
        let spare = &sheet.spare_codes[0];
        let signed = platform.sign_in("amina", PASS, spare, None).await.unwrap();
        let before = session(platform, &signed.cookie).await;
        let cookie = platform.unlock(&signed.cookie, KEY).await.unwrap();
        assert!(platform.session(&signed.cookie).await.unwrap().is_none());
        assert!(matches!(
            platform.unlock(&signed.cookie, KEY).await,
            Err(Error::SignedOut)
        ));
        let after = session(platform, &cookie).await;
        assert!(after.is_unlocked() && after.id == before.id);
        // So does a change of what is asked for; the keys stay unlocked.
        let next = platform
            .change_passphrase(&cookie, PASS, "another one of several words")
            .await
            .unwrap();
        assert!(platform.session(&cookie).await.unwrap().is_none());
        assert!(session(platform, &next).await.is_unlocked());
    }
}

/// However busily it is used.
#[tokio::test]
async fn a_session_ends_after_a_day_and_what_is_unlocked_after_half_of_one() {
    for world in worlds().await {
        let platform = &world.platform;
        let mut cookie = at_work(&world, 0).await;
        let quarter = 15 * 60;
        for passed in (quarter..24 * 3600).step_by(usize::try_from(quarter).unwrap()) {
            world.clock.advance(quarter);
            let here = session(platform, &cookie).await;
            assert_eq!(here.is_unlocked(), passed % (12 * 3600) != 0, "{passed}");
            if !here.is_unlocked() {
                cookie = platform.unlock(&cookie, KEY).await.unwrap();
            }
        }
        world.clock.advance(quarter);
        assert!(platform.session(&cookie).await.unwrap().is_none());
    }
}

/// Or else what was used in a time that is yet to come would last until then.
#[tokio::test]
async fn a_clock_that_is_set_back_prolongs_nothing() {
    for world in worlds().await {
        let platform = &world.platform;
        let cookie = at_work(&world, 0).await;
        world.clock.advance(-60);
        assert!(session(platform, &cookie).await.is_unlocked(), "corrected");
        world.clock.advance(-24 * 3600);
        assert!(platform.session(&cookie).await.unwrap().is_none());
        platform.sweep_sessions().await.unwrap();
        world.clock.advance(24 * 3600 + 60);
        let swept = platform.session(&cookie).await.unwrap();
        assert!(swept.is_none(), "it does not come back");
    }
}

#[tokio::test]
async fn unlocking_ends_by_itself_and_with_the_session() {
    for world in worlds().await {
        let platform = &world.platform;
        let cookie = at_work(&world, 0).await;
        assert!(session(platform, &cookie).await.is_unlocked());
        assert!(
            is_wrong(platform.unlock(&cookie, PASS).await.map(drop)),
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
        let cookie = platform.unlock(&cookie, KEY).await.unwrap();
        platform.lock(&cookie).await.unwrap();
        assert!(matches!(
            session(platform, &cookie).await.working(),
            Err(Error::Locked)
        ));
        world.clock.advance(5 * 3600);
        assert!(platform.session(&cookie).await.unwrap().is_none());
    }
}
