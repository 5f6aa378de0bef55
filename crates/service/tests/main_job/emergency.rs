//! A narrow case is opened in an emergency: never quietly, not alone at once, and not by who should not.

mod keys;

use keys::laid;
use watchpost_domain::{
    CaseId, Denied, EmergencyId,
    cases::{CaseAccess, CaseAccess::Named, EraseReason},
    emergency::{Refusal, Stands},
    policy::{Role, Roles},
};
use watchpost_service::{
    Error, Platform, Working, accounts::Session, emergency::EmergencySeen, inbox::Filter,
    roster::RosterChange,
};

use crate::{
    conflicts::declare,
    signing_in::{KEY, PASS, a_case, a_case_and_receipt, come_in, session},
    world::{World, act, by_hand, fill, worlds},
};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
const WHY: &str = "She writes that two men wait at her door, and the officer is away.";

/// Officer, lead and custodian, each with a way to come in again when time went by.
struct Desk<'a> {
    world: &'a World,
    seeds: Vec<Vec<u8>>,
}

impl<'a> Desk<'a> {
    async fn of(world: &'a World) -> Self {
        let mut seeds = Vec::new();
        for (at, (member, secret)) in world.people.iter().enumerate() {
            let name = format!("person{at}");
            let given = world
                .platform
                .give_login(member.member, secret.clone(), &name, PASS, KEY);
            seeds.push(given.await.unwrap().1.to_vec());
        }
        Self { world, seeds }
    }

    /// Everybody, signed in and unlocked now.
    async fn sessions(&self) -> [Session; 3] {
        // A code is good once.
        self.world.clock.advance(60);
        let mut all = Vec::new();
        for (at, seed) in self.seeds.iter().enumerate() {
            let cookie = come_in(self.world, at, seed).await;
            all.push(session(&self.world.platform, &cookie).await);
        }
        all.try_into().unwrap_or_else(|_| panic!("three"))
    }
}

async fn reference(platform: &Platform, who: &Working<'_>, case: CaseId) -> String {
    let (case, _) = platform.read_case(who, case).await.unwrap();
    case.reference.as_str().to_owned()
}

/// A case that only the officer reads, by its reference.
async fn narrow(world: &World) -> (CaseId, String) {
    let platform = &world.platform;
    let case = a_case(world).await;
    let [officer, ..] = world.staff();
    platform
        .change_access(&officer, case, Named, "few")
        .await
        .unwrap();
    (case, reference(platform, &officer, case).await)
}

async fn only(platform: &Platform, who: &Session) -> EmergencySeen {
    let mut all = platform.emergencies(who).await.unwrap().asks;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn why<T>(done: Result<T, Error>) -> Refusal {
    match done {
        Err(Error::Emergency(why)) => why,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was done"),
    }
}

fn is_forbidden<T>(done: Result<T, Error>) -> bool {
    matches!(done, Err(Error::Denied(Denied::Forbidden(_))))
}

async fn is_hidden(platform: &Platform, who: &Working<'_>, case: CaseId) -> bool {
    let read = platform.read_case(who, case).await;
    matches!(read, Err(Error::Denied(Denied::NotFound)))
}

async fn acts(platform: &Platform, who: &Working<'_>, case: CaseId) -> Vec<&'static str> {
    let (_, seen) = platform.read_case(who, case).await.unwrap();
    let acts = seen
        .history
        .iter()
        .filter_map(|line| line.committed.fact.act());
    acts.map(|act| act.code())
        .filter(|code| code.starts_with("emergency"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_opens_when_a_second_agrees_and_ends_by_itself() {
    for world in worlds().await {
        let (platform, desk) = (&world.platform, Desk::of(&world).await);
        let [officer, boss, _] = world.staff();
        let (case, receipt) = a_case_and_receipt(&world).await;
        platform
            .change_access(&officer, case, Named, "few")
            .await
            .unwrap();
        // The keys of what comes now are made by who reported: laid by as well.
        let open = platform.open_follow_up(&receipt).await.unwrap();
        let wrote = platform.write_as_reporter(&open, "1", "they wait at my door", "en");
        wrote.await.unwrap();
        let reference = reference(platform, &officer, case).await;
        assert!(is_hidden(platform, &boss, case).await);
        let [reader, lead, keeper] = desk.sessions().await;
        let shown = platform.emergencies(&lead).await.unwrap();
        assert_eq!(shown.narrow.len(), 1);
        assert!(shown.may_ask && shown.narrow[0].reference.as_str() == reference);
        assert!(!platform.emergencies(&reader).await.unwrap().may_ask);

        // Who does not lead asks for nothing; who leads says why, in a sentence, for a case that is there.
        let by_reader = platform.ask_emergency(&reader, "1", &reference, WHY).await;
        assert!(is_forbidden(by_reader));
        for (name, reason) in [(reference.as_str(), "urgent"), ("NONE", WHY), ("", "")] {
            let wrong = platform.ask_emergency(&lead, "1", name, reason).await;
            assert!(matches!(wrong, Err(Error::Invalid(_))), "{name} {reason}");
        }
        for _ in 0..2 {
            let asked = platform.ask_emergency(&lead, "1", &reference, WHY).await;
            asked.unwrap();
        }
        let again = platform.ask_emergency(&lead, "2", &reference, WHY).await;
        assert_eq!(why(again), Refusal::Waits);
        // All whom it concerns know, before anything opens.
        assert_eq!(acts(platform, &officer, case).await, ["emergency-asked"]);
        for (who, alarms) in [(&reader, 1), (&lead, 0), (&keeper, 1)] {
            assert_eq!(platform.alarms(who).await.unwrap(), alarms);
            let seen = only(platform, who).await;
            assert_eq!((seen.words.len(), seen.words[0].reason.as_str()), (1, WHY));
            assert_eq!(seen.is_new, alarms == 1);
        }
        let audit = platform.audit(&lead, None).await.unwrap();
        let line = serde_json::to_string(&audit.lines[0].fact).unwrap();
        assert!(line.contains("emergency") && line.contains(&reference));
        assert!(!line.contains("door"), "why is not in the open");

        let id = only(platform, &lead).await.ask.id;
        assert_eq!(
            why(platform.open_emergency(&lead, id).await),
            Refusal::Early
        );
        let own = platform.agree_emergency(&lead, id).await;
        assert!(matches!(own, Err(Error::NeedsAnother)));
        let by_keeper = platform.agree_emergency(&keeper, id).await;
        assert!(is_forbidden(by_keeper), "who carries no cases");
        assert!(is_hidden(platform, &boss, case).await);
        platform.saw_emergency(&keeper, id).await.unwrap();
        assert_eq!(platform.alarms(&keeper).await.unwrap(), 0);
        platform.agree_emergency(&reader, id).await.unwrap();
        assert_eq!(
            why(platform.agree_emergency(&reader, id).await),
            Refusal::Agreed
        );
        assert_eq!(platform.alarms(&keeper).await.unwrap(), 1, "it rings again");
        let by_reader = platform.open_emergency(&reader, id).await;
        assert!(is_forbidden(by_reader), "who leads nothing");
        assert_eq!(platform.open_emergency(&lead, id).await.unwrap(), case);
        assert_eq!(
            why(platform.open_emergency(&lead, id).await),
            Refusal::Opened
        );
        assert_eq!(platform.alarms(&reader).await.unwrap(), 1);

        let (_, seen) = platform.read_case(&boss, case).await.unwrap();
        assert!(seen.answers.is_some());
        assert_eq!(seen.messages[0].text, "they wait at my door");
        let all = ["emergency-asked", "emergency-agreed", "emergency-opened"];
        assert_eq!(acts(platform, &boss, case).await, all);
        let inbox = platform
            .inbox(&lead, &Filter::default(), None, 5)
            .await
            .unwrap();
        assert_eq!(inbox.found, 1);
        assert!(
            inbox.rows[0]
                .entry
                .as_ref()
                .unwrap()
                .title()
                .contains("canary-7351")
        );
        platform
            .write_note(&boss, case, "1", "I called her")
            .await
            .unwrap();
        crate::row_sums::hold(&world).await;

        world.clock.advance(8 * DAY);
        assert!(is_hidden(platform, &boss, case).await);
        assert_eq!(platform.sweep_access().await.unwrap(), 1);
        platform
            .write_note(&officer, case, "2", "alone again")
            .await
            .unwrap();
        // It can be asked for anew, with what was written since.
        let [_, lead, _] = desk.sessions().await;
        platform
            .ask_emergency(&lead, "3", &reference, WHY)
            .await
            .unwrap();
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_agrees_and_it_opens_after_its_wait_unless_it_is_stopped() {
    for world in worlds().await {
        let (platform, desk) = (&world.platform, Desk::of(&world).await);
        let [officer, boss, _] = world.staff();
        let (case, reference) = narrow(&world).await;
        let [_, lead, _] = desk.sessions().await;
        platform
            .ask_emergency(&lead, "1", &reference, WHY)
            .await
            .unwrap();
        let id = only(platform, &lead).await.ask.id;
        world.clock.advance(23 * HOUR);
        let [reader, lead, _] = desk.sessions().await;
        assert_eq!(
            why(platform.open_emergency(&lead, id).await),
            Refusal::Early
        );
        let silent = platform.stop_emergency(&reader, id, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))));
        // A clock that goes back opens nothing sooner.
        world.clock.advance(-30 * HOUR);
        assert_eq!(
            why(platform.open_emergency(&lead, id).await),
            Refusal::Early
        );
        world.clock.advance(33 * HOUR);
        let [reader, lead, _] = desk.sessions().await;
        assert_eq!(platform.open_emergency(&lead, id).await.unwrap(), case);
        platform.read_case(&boss, case).await.unwrap();
        let seen = only(platform, &reader).await;
        assert_eq!((seen.ask.stands, seen.ask.agreed), (Stands::Opened, None));
        let late = platform.stop_emergency(&reader, id, "I am here").await;
        assert_eq!(why(late), Refusal::Opened);

        // Another: stopped by its reader, also after somebody agreed; and one that nobody opened in time.
        let (case, reference) = narrow(&world).await;
        platform
            .ask_emergency(&lead, "2", &reference, WHY)
            .await
            .unwrap();
        let id = platform.emergencies(&lead).await.unwrap().asks[0].ask.id;
        platform.agree_emergency(&reader, id).await.unwrap();
        platform
            .stop_emergency(&reader, id, "I am here now")
            .await
            .unwrap();
        assert_eq!(
            why(platform.open_emergency(&lead, id).await),
            Refusal::Stopped
        );
        assert_eq!(
            why(platform.agree_emergency(&reader, id).await),
            Refusal::Stopped
        );
        let told = platform.emergencies(&lead).await.unwrap();
        let told = told.asks.iter().find(|seen| seen.ask.id == id).unwrap();
        assert!(told.is_new && told.words[1].stops);
        assert_eq!(told.words[1].reason, "I am here now");
        assert!(is_hidden(platform, &boss, case).await);
        platform
            .ask_emergency(&lead, "3", &reference, WHY)
            .await
            .unwrap();
        world.clock.advance(9 * DAY);
        let [reader, lead, _] = desk.sessions().await;
        let asks = platform.emergencies(&lead).await.unwrap().asks;
        let waits = |seen: &&EmergencySeen| seen.ask.stands == Stands::Waits;
        let id = asks.iter().find(waits).unwrap().ask.id;
        for done in [
            platform.open_emergency(&lead, id).await.map(|_| ()),
            platform.agree_emergency(&reader, id).await,
        ] {
            assert_eq!(why(done), Refusal::Over);
        }
        assert!(is_hidden(platform, &boss, case).await);
        let codes = acts(platform, &officer, case).await;
        assert_eq!(codes.last(), Some(&"emergency-asked"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_declared_what_fits_is_not_let_in_and_their_word_does_not_count() {
    for world in worlds().await {
        let (platform, desk) = (&world.platform, Desk::of(&world).await);
        let [officer, boss, _] = world.staff();
        let (case, reference) = narrow(&world).await;
        let [reader, lead, _] = desk.sessions().await;
        declare(platform, &reader, "quarry gate", "my brother").await;
        platform
            .ask_emergency(&lead, "1", &reference, WHY)
            .await
            .unwrap();
        let id = only(platform, &lead).await.ask.id;
        platform.agree_emergency(&reader, id).await.unwrap();
        assert_eq!(
            why(platform.open_emergency(&lead, id).await),
            Refusal::Early
        );
        declare(platform, &lead, "quarry gate", "I worked there").await;
        world.clock.advance(25 * HOUR);
        let [_, lead, _] = desk.sessions().await;
        assert_eq!(
            why(platform.open_emergency(&lead, id).await),
            Refusal::Barred
        );
        assert_eq!(
            why(platform.open_emergency(&lead, id).await),
            Refusal::Barred
        );
        assert!(is_hidden(platform, &boss, case).await);
        let all = ["emergency-asked", "emergency-agreed", "emergency-barred"];
        assert_eq!(acts(platform, &officer, case).await, all);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_meanwhile_is_said() {
    for world in worlds().await {
        let (platform, desk) = (&world.platform, Desk::of(&world).await);
        let [officer, boss, _] = world.staff();
        let [reader, lead, _] = desk.sessions().await;
        // Opened to all, and narrowed again: what waited is over.
        let (case, reference) = narrow(&world).await;
        platform
            .ask_emergency(&lead, "1", &reference, WHY)
            .await
            .unwrap();
        let id = only(platform, &lead).await.ask.id;
        let to_all = platform.change_access(&officer, case, CaseAccess::Desk, "all");
        to_all.await.unwrap();
        assert_eq!(laid(&world).await, 0);
        assert_eq!(
            why(platform.agree_emergency(&reader, id).await),
            Refusal::Stopped
        );
        let ask = platform.ask_emergency(&lead, "2", &reference, WHY).await;
        assert_eq!(why(ask), Refusal::Reads);
        let few = platform.change_access(&officer, case, Named, "few").await;
        few.unwrap();
        assert_eq!(
            why(platform.open_emergency(&lead, id).await),
            Refusal::Stopped
        );
        assert!(laid(&world).await >= 3);
        // Joined with another.
        platform
            .ask_emergency(&lead, "3", &reference, WHY)
            .await
            .unwrap();
        let asks = platform.emergencies(&lead).await.unwrap().asks;
        let id = asks
            .iter()
            .find(|a| a.ask.stands == Stands::Waits)
            .unwrap()
            .ask
            .id;
        platform.agree_emergency(&reader, id).await.unwrap();
        let (_, other) = narrow(&world).await;
        platform
            .merge(&officer, case, &other, "the same")
            .await
            .unwrap();
        // Whoever reported still writes there.
        platform.open_emergency(&lead, id).await.unwrap();
        let ask = platform.ask_emergency(&lead, "4", &reference, WHY).await;
        assert_eq!(why(ask), Refusal::Reads);
        // Let in for some days, a lead lets nobody in, and does not stay.
        let stay = platform
            .change_access(&boss, case, CaseAccess::Desk, "x")
            .await;
        assert!(
            matches!(stay, Err(Error::Denied(Denied::Forbidden(_)))),
            "{stay:?}"
        );
        // Erased, with all that was laid by and asked.
        let (case, reference) = narrow(&world).await;
        platform
            .ask_emergency(&lead, "5", &reference, WHY)
            .await
            .unwrap();
        let asks = platform.emergencies(&lead).await.unwrap().asks;
        let id = asks
            .iter()
            .find(|a| a.reference.as_str() == reference)
            .unwrap()
            .ask
            .id;
        platform.agree_emergency(&reader, id).await.unwrap();
        platform.open_emergency(&lead, id).await.unwrap();
        let before = laid(&world).await;
        // Let in for some days, nobody takes a case away; who reads the desk does.
        let early = platform.erase(&boss, case, &reference, Some(EraseReason::AskedFor));
        assert!(matches!(
            early.await,
            Err(Error::Denied(Denied::Forbidden(_)))
        ));
        let all = platform.change_access(&officer, case, CaseAccess::Desk, "all");
        all.await.unwrap();
        platform
            .step(&officer, case, &act("acknowledge"))
            .await
            .unwrap();
        platform
            .close(&officer, case, "unfounded", "nothing")
            .await
            .unwrap();
        let erased = platform.erase(&boss, case, &reference, Some(EraseReason::AskedFor));
        erased.await.unwrap();
        assert!(laid(&world).await < before);
        assert_eq!(why(platform.open_emergency(&lead, id).await), Refusal::Gone);
        let asks = platform.emergencies(&lead).await.unwrap().asks;
        assert!(asks.iter().all(|a| a.ask.id != id));
        assert_eq!(
            why(platform.agree_emergency(&reader, EmergencyId(id.0)).await),
            Refusal::Gone
        );
        crate::row_sums::hold(&world).await;
    }
}
