//! A member's own login: what they change, and what it takes.

use watchpost_domain::{Problem, Problems};
use watchpost_service::Error;

use crate::people::seed_of;
use crate::signing_in::{KEY, PASS, at_work, session};
use crate::world::worlds;

const OTHER: &str = "another one of several words";

fn says<T>(done: Result<T, Error>, field: &str, problem: Problem) -> bool {
    matches!(done, Err(Error::Invalid(p)) if p == Problems::one(field, problem))
}

#[tokio::test]
async fn passphrases_change_for_who_knows_the_old_ones_and_stay_apart() {
    for world in worlds().await {
        let platform = &world.platform;
        let cookie = at_work(&world, 0).await;
        let change = |old, new| platform.change_passphrase(&cookie, old, new);
        assert!(says(change(KEY, OTHER).await, "old", Problem::WrongSecret));
        let short = change(PASS, "short").await;
        assert!(says(short, "new", Problem::TooShort { min: 12 }));
        assert!(says(change(PASS, KEY).await, "new", Problem::TheSame));

        let spare = platform
            .new_spare_codes(&session(platform, &cookie).await, PASS)
            .await
            .unwrap();
        let other = platform.sign_in("person0", PASS, &spare[0], None).await;
        let other = other.unwrap();
        assert_eq!(other.spares_left, Some(7));
        let renewed = change(PASS, OTHER).await.unwrap();
        let over = platform.session(&other.cookie).await.unwrap();
        assert!(over.is_none(), "other sessions end");
        assert!(platform.session(&cookie).await.unwrap().is_none());
        let cookie = renewed;
        assert!(platform.session(&cookie).await.unwrap().is_some());
        assert!(
            platform
                .sign_in("person0", PASS, &spare[1], None)
                .await
                .is_err()
        );
        platform
            .sign_in("person0", OTHER, &spare[1], None)
            .await
            .unwrap();

        let unlocking = |old, new| platform.change_unlocking(&cookie, old, new);
        assert!(says(unlocking(KEY, OTHER).await, "new", Problem::TheSame));
        // With a wrong old one nothing is told of the other passphrase.
        assert!(says(
            unlocking(PASS, OTHER).await,
            "old",
            Problem::WrongSecret
        ));
        let wrong = unlocking(OTHER, "a third one of words").await;
        assert!(says(wrong, "old", Problem::WrongSecret));
        let other = platform
            .sign_in("person0", OTHER, &spare[2], None)
            .await
            .unwrap();
        let renewed = unlocking(KEY, "a third one of words").await.unwrap();
        let over = platform.session(&other.cookie).await.unwrap();
        assert!(over.is_none(), "whoever knew the old one is out");
        let cookie = renewed;
        platform.lock(&cookie).await.unwrap();
        assert!(platform.unlock(&cookie, KEY).await.is_err());
        platform
            .unlock(&cookie, "a third one of words")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_printed_code_opens_once_when_the_passphrase_is_lost() {
    for world in worlds().await {
        let platform = &world.platform;
        let cookie = at_work(&world, 0).await;
        let me = session(platform, &cookie).await;
        let wrong = platform.new_recovery_code(&me, PASS).await;
        assert!(says(wrong, "unlocking", Problem::WrongSecret));
        let printed = platform.new_recovery_code(&me, KEY).await.unwrap();
        platform.lock(&cookie).await.unwrap();

        let recover = async |cookie: &str, code: &str, new| {
            platform.recover_unlocking(cookie, code, new).await
        };
        let none = recover(&cookie, "ABCD", OTHER).await;
        assert!(says(none, "code", Problem::WrongSecret));
        let same = recover(&cookie, &printed, PASS).await;
        assert!(says(same, "new", Problem::TheSame));
        let (next, cookie) = recover(&cookie, &printed, OTHER).await.unwrap();
        assert!(recover(&cookie, &printed, OTHER).await.is_err(), "used up");
        let cookie = platform.unlock(&cookie, OTHER).await.unwrap();
        assert!(session(platform, &cookie).await.is_unlocked());
        let again = recover(&cookie, &next.to_lowercase(), KEY).await;
        let (_, cookie) = again.unwrap();
        let cookie = platform.unlock(&cookie, KEY).await.unwrap();

        // Nobody opens another's keys with their own code.
        let another = at_work(&world, 1).await;
        let mine = session(platform, &another).await;
        let own = platform.new_recovery_code(&mine, KEY).await.unwrap();
        assert!(recover(&cookie, &own, OTHER).await.is_err());
    }
}

#[tokio::test]
async fn another_authenticator_takes_over_with_its_first_code() {
    for world in worlds().await {
        let platform = &world.platform;
        let (mine, theirs) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let (me, other) = (
            session(platform, &mine).await,
            session(platform, &theirs).await,
        );
        let wrong = platform.begin_authenticator(&me, KEY, "Site").await;
        assert!(says(wrong, "passphrase", Problem::WrongSecret));
        let new = platform
            .begin_authenticator(&me, PASS, "Site")
            .await
            .unwrap();
        let code = platform.code_now(&seed_of(&new.totp.typed)).unwrap();
        let stolen = platform.finish_authenticator(&other, &new.carried, &code);
        assert!(matches!(stolen.await, Err(Error::Conflict)));
        world.clock.advance(2 * 3600);
        let late = platform.code_now(&seed_of(&new.totp.typed)).unwrap();
        let late = platform
            .finish_authenticator(&me, &new.carried, &late)
            .await;
        assert!(matches!(late, Err(Error::Conflict)), "begun too long ago");
        let new = platform
            .begin_authenticator(&me, PASS, "Site")
            .await
            .unwrap();
        let code = platform.code_now(&seed_of(&new.totp.typed)).unwrap();
        let wrong = platform.finish_authenticator(&me, &new.carried, "000000");
        assert!(says(wrong.await, "code", Problem::WrongSecret));
        platform
            .finish_authenticator(&me, &new.carried, &code)
            .await
            .unwrap();
        let replay = platform.sign_in("person0", PASS, &code, None).await;
        assert!(replay.is_err(), "a code works once");
        world.clock.advance(60);
        let later = platform.code_now(&seed_of(&new.totp.typed)).unwrap();
        platform
            .sign_in("person0", PASS, &later, None)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_reset_login_signs_in_and_unlocks_nothing_new() {
    for world in worlds().await {
        let platform = &world.platform;
        let cookie = at_work(&world, 0).await;
        let me = session(platform, &cookie).await;
        let spare = platform.new_spare_codes(&me, PASS).await.unwrap();
        let none = platform.reset_login("nobody-here", "Site").await;
        assert!(says(none.map(drop), "login", Problem::NotAnOption));
        let new = platform.reset_login("person0", "Site").await.unwrap();
        assert!(platform.session(&cookie).await.unwrap().is_none());
        let code = platform.code_now(&seed_of(&new.totp.typed)).unwrap();
        for (words, code) in [(PASS, code.as_str()), (new.passphrase.as_str(), &spare[0])] {
            assert!(
                platform
                    .sign_in("person0", words, code, None)
                    .await
                    .is_err()
            );
        }
        let signed = platform.sign_in("person0", &new.passphrase, &code, None);
        let cookie = signed.await.unwrap().cookie;
        assert!(platform.unlock(&cookie, &new.passphrase).await.is_err());
        let cookie = platform.unlock(&cookie, KEY).await.unwrap();

        platform.disable_login("person0").await.unwrap();
        assert!(platform.session(&cookie).await.unwrap().is_none());
        world.clock.advance(60);
        let code = platform.code_now(&seed_of(&new.totp.typed)).unwrap();
        let closed = platform.sign_in("person0", &new.passphrase, &code, None);
        assert!(closed.await.is_err());
        let accounts = platform.accounts().await.unwrap();
        let mine = accounts
            .iter()
            .find(|a| a.login.as_deref() == Some("person0"));
        assert!(!mine.unwrap().member.active);
    }
}
