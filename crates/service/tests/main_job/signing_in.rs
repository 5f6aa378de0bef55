//! Signing in, unlocking, and when both end.

use watchpost_domain::{Problem, Problems};
use watchpost_service::{Drafting, Error, Platform, accounts::Session};

use crate::world::{World, worlds, written};

pub const PASS: &str = "correct horse battery";
pub const KEY: &str = "staple under the river";

/// A login for one of the world's people, signed in and unlocked. Gives the cookie.
pub async fn at_work(world: &World, person: usize) -> String {
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

pub async fn session(platform: &Platform, cookie: &str) -> Session {
    platform.session(cookie).await.unwrap().unwrap()
}

pub async fn a_case(world: &World) -> watchpost_domain::CaseId {
    let (cookie, _) = written(world).await;
    let Drafting::Open(draft) = world.platform.draft(&cookie).await.unwrap() else {
        panic!("the draft is open")
    };
    world.platform.send_draft(&cookie).await.unwrap();
    draft.case
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
