//! What a desk was told is allowed: how, by whom explained, until when; and what is kept no longer once keeping is taken back.

use watchpost_domain::{
    CaseId, Day, cases::consents::ConsentTyped, cases::content::ConsentForm, procedure::Need,
    sealed::Compartment,
};
use watchpost_service::{Error, Platform};

use crate::{
    rooms::{allow, company, is_refused, only_room, share},
    signing_in::a_case_and_receipt,
    world::{World, agreed, by_hand, worlds},
};

fn told(platform: &Platform, purposes: &[&str], until: Option<Day>) -> ConsentTyped {
    ConsentTyped {
        purposes: purposes.iter().map(|p| (*p).to_owned()).collect(),
        form: "thumbprint".into(),
        explained: "Amina, in Swahili".into(),
        on: Some(platform.today()),
        until,
        ..ConsentTyped::default()
    }
}

async fn allows(world: &World, id: CaseId) -> Vec<String> {
    let [officer, ..] = world.staff();
    let (_, seen) = world.platform.read_case(&officer, id).await.unwrap();
    seen.consent.given.keys().cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_desk_was_told_holds_until_its_day_and_is_read_by_the_person() {
    for world in worlds().await {
        let platform = &world.platform;
        let [officer, ..] = world.staff();
        let quarry = company(&world, "Quarry Guards").await;
        let (id, receipt) = a_case_and_receipt(&world).await;
        allow(&world, &receipt, &["store"]).await;
        let nothing = ConsentTyped::default();
        let refused = platform
            .record_consent(&officer, id, ("1", "en"), &nothing)
            .await;
        let Err(Error::Invalid(problems)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(problems.0.len(), 4, "{problems:?}");
        let today = platform.today();
        let consent = told(platform, &["send-to-company"], Some(Day(today.0 + 10)));
        for _ in 0..2 {
            let recorded = platform
                .record_consent(&officer, id, ("2", "en"), &consent)
                .await;
            recorded.unwrap();
        }
        let (_, seen) = platform.read_case(&officer, id).await.unwrap();
        assert_eq!(seen.agreed.len(), 2, "sent twice, it was written once");
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        let how = theirs.consents["send-to-company"].told.as_ref().unwrap();
        assert_eq!((how.form, how.on), (ConsentForm::Thumbprint, today));
        share(&world, id, quarry.desk).await.unwrap();
        let room = only_room(&world, &quarry).await;
        let [it, ..] = quarry.staff();
        platform.room(&it, room).await.unwrap();

        // Its time is over: nothing more goes out, and what was told is shown no longer, with nobody doing anything.
        world.clock.advance(11 * 86_400);
        assert_eq!(allows(&world, id).await, ["store"]);
        assert!(is_refused(platform.room(&it, room).await));
        let missing = [Need::Consent("send-to-company".into())];
        let refused = share(&world, id, quarry.desk).await;
        assert!(matches!(refused, Err(Error::Needs(needs)) if needs == missing));

        // The person reads since when it is shown no longer.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(theirs.parties[0].ended, Some(Day(today.0 + 11)));

        // Told anew it goes on in a new room; taken back by phone it is shut.
        let again = told(platform, &["send-to-company"], None);
        let recorded = platform
            .record_consent(&officer, id, ("3", "en"), &again)
            .await;
        recorded.unwrap();
        share(&world, id, quarry.desk).await.unwrap();
        let rooms = platform.rooms(&it, None).await.unwrap().rooms;
        let open = rooms
            .iter()
            .find(|listed| !listed.room.shut)
            .unwrap()
            .room
            .id;
        // An end that comes later ends the room that is there as well.
        let day = Day(platform.today().0 + 5);
        let sooner = told(platform, &["send-to-company"], Some(day));
        let recorded = platform
            .record_consent(&officer, id, ("4", "en"), &sooner)
            .await;
        recorded.unwrap();
        platform.room(&it, open).await.unwrap();
        world.clock.advance(6 * 86_400);
        assert!(is_refused(platform.room(&it, open).await));
        let anew = told(platform, &["send-to-company"], None);
        let recorded = platform
            .record_consent(&officer, id, ("5", "en"), &anew)
            .await;
        recorded.unwrap();
        share(&world, id, quarry.desk).await.unwrap();
        let rooms = platform.rooms(&it, None).await.unwrap().rooms;
        let open = rooms
            .iter()
            .find(|listed| !listed.room.shut)
            .unwrap()
            .room
            .id;
        let back = ["send-to-company".to_owned()];
        platform
            .take_back_consent(&officer, id, &back)
            .await
            .unwrap();
        assert!(is_refused(platform.room(&it, open).await));
        let twice = platform.take_back_consent(&officer, id, &back).await;
        assert!(matches!(twice, Err(Error::Invalid(_))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_person_sets_an_end_that_ends_what_was_told_already() {
    for world in worlds().await {
        let platform = &world.platform;
        let quarry = company(&world, "Quarry Guards").await;
        let [it, ..] = quarry.staff();
        let (id, receipt) = a_case_and_receipt(&world).await;
        allow(&world, &receipt, &["store", "send-to-company"]).await;
        share(&world, id, quarry.desk).await.unwrap();
        let room = only_room(&world, &quarry).await;
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let today = platform.today();
        let all = ["store".to_owned(), "send-to-company".to_owned()];
        let past = (&all[..], Some(today.plus(-1)));
        let refused = platform.change_consent(&cookie, past, "en").await;
        assert!(matches!(refused, Err(Error::Invalid(p)) if p.0[0].field == "until"));
        let soon = (&all[..], Some(today.plus(5)));
        platform.change_consent(&cookie, soon, "en").await.unwrap();
        // What is ticked without an end keeps the end that it has.
        let same = (&all[..], None);
        platform.change_consent(&cookie, same, "en").await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(
            theirs.consents["send-to-company"].until,
            Some(today.plus(5))
        );
        assert_eq!(theirs.consents["store"].until, Some(today.plus(5)));
        world.clock.advance(5 * 86_400);
        platform.room(&it, room).await.unwrap();
        world.clock.advance(86_400);
        assert!(is_refused(platform.room(&it, room).await));
        assert!(allows(&world, id).await.is_empty());
        let missing = [Need::Consent("send-to-company".into())];
        let refused = share(&world, id, quarry.desk).await;
        assert!(matches!(refused, Err(Error::Needs(needs)) if needs == missing));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_back_that_it_is_kept_is_known_to_nobody_any_more() {
    for world in worlds().await {
        let platform = &world.platform;
        let [officer, boss, custodian] = world.staff();
        let count = async |id: CaseId| -> (i64, i64) {
            let code = Compartment::Identity.code();
            by_hand!(world, |db| {
                let sql =
                    "select (select count(*) from part where case_id = $1 and compartment = $2),
                    (select count(*) from case_grant where case_id = $1 and compartment = $2)";
                let query = sqlx::query_as(sql).bind(id.0).bind(code);
                query.fetch_one(db).await.unwrap()
            })
        };
        let (id, receipt) = a_case_and_receipt(&world).await;
        allow(&world, &receipt, &["store", "contact"]).await;
        let (parts, grants) = count(id).await;
        assert!(parts > 0 && grants > 0);
        agreed(platform, &custodian, &officer, id).await;
        platform.read_identity(&custodian, id, "").await.unwrap();

        // While a court waits for it nothing is erased.
        let hold = platform.set_beside(&officer, id, ("legal-hold", true), "A court asked.");
        hold.await.unwrap();
        allow(&world, &receipt, &["contact"]).await;
        assert_eq!(count(id).await, (parts, grants));
        allow(&world, &receipt, &["store", "contact"]).await;
        let released = platform.set_beside(&boss, id, ("legal-hold", false), "It is over.");
        released.await.unwrap();

        // A desk that writes it down erases nothing.
        let back = ["store".to_owned()];
        platform
            .take_back_consent(&officer, id, &back)
            .await
            .unwrap();
        assert_eq!(count(id).await, (parts, grants));
        allow(&world, &receipt, &["store", "contact"]).await;
        allow(&world, &receipt, &["contact"]).await;
        assert_eq!(count(id).await, (0, 0));
        let gone = platform.read_identity(&custodian, id, "").await;
        assert!(gone.is_err());
        // The rest of the case is as it was, and says so.
        let (case, seen) = platform.read_case(&officer, id).await.unwrap();
        assert!(case.sides.contains("consent-withdrawn") && seen.answers.is_some());
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        assert!(platform.follow_up(&cookie).await.unwrap().is_some());
        allow(&world, &receipt, &["store"]).await;
        let (case, _) = platform.read_case(&officer, id).await.unwrap();
        assert!(!case.sides.contains("consent-withdrawn"));
    }
}
