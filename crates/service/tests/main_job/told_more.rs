//! What a party is told after what was shared: looked at before it goes, and read by whoever reported.

use watchpost_domain::{Problem, Problems};
use watchpost_service::Error;

use crate::{
    rooms::{company, only_room, share, waiting},
    world::{photograph, worlds},
};

#[tokio::test(flavor = "multi_thread")]
async fn what_a_company_is_told_later_is_read_by_the_person_and_looked_at_before() {
    for world in worlds().await {
        let platform = &world.platform;
        let quarry = company(&world, "Quarry Guards").await;
        let (id, receipt) = waiting(&world).await;
        share(&world, id, quarry.desk).await.unwrap();
        let room = only_room(&world, &quarry).await;
        let [officer, ..] = world.staff();
        // A weekday may show who reported.
        let words = "Who was on duty on Monday?";
        let unseen = platform.write_to_party(&officer, (id, room), "1", (words, "en", false));
        let missing = Problems::one("looked", Problem::Required);
        assert!(matches!(unseen.await, Err(Error::Invalid(p)) if p == missing));
        for _ in 0..2 {
            let wrote = platform.write_to_party(&officer, (id, room), "1", (words, "en", true));
            wrote.await.unwrap();
        }
        let file = ("plan.jpg", "image/jpeg");
        let sent = platform.send_file_to_party(&officer, (id, room), "2", file, photograph());
        sent.await.unwrap();
        share(&world, id, quarry.desk).await.unwrap();

        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        let told: Vec<usize> = theirs
            .parties
            .iter()
            .map(|party| party.more.len())
            .collect();
        assert_eq!(told, [0, 2], "it stands with what was shared last, once");
        let more = &theirs.parties[1].more;
        assert_eq!((more[0].text.as_str(), more[0].file.as_str()), (words, ""));
        assert_eq!(
            (more[1].text.as_str(), more[1].file.as_str()),
            ("", "plan.jpg")
        );
        let acts: Vec<&str> = theirs.lines.iter().map(|line| line.act).collect();
        assert_eq!(
            acts.iter().filter(|act| **act == "wrote-to-party").count(),
            2
        );
    }
}
