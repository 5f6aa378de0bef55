//! What a case shares with a company: chosen, allowed, looked at, answered, ended; and what neither side ever learns.
#![expect(
    clippy::disallowed_methods,
    reason = "rows are read as somebody has them who took the disk"
)]

use sqlx::Row as _;
use watchpost_domain::{
    CaseId, Denied, DeskId, RoomId,
    cases::{CaseAccess, EraseReason, content::Author},
    network::DeskKind,
    policy::{Membership, Role},
    procedure::Need,
    rooms::{Field, Snapshot},
};
use watchpost_service::{Error, Working, proof, roster::RosterChange};
use watchpost_tlog::NoteVerifier;
use watchpost_vault::MemberSecret;

use crate::{
    signing_in::{a_case_and_receipt, session},
    world::{World, act, answered, by_hand, fill, one_of_each, photograph, values, worlds},
};

/// What is told, word for word.
const TOLD: &str = "canary-7354 Papers of workers were kept.";
const ANSWER: &str = "canary-7355 We gave them back.";

/// The people of a company: officer and lead.
pub struct Company {
    pub desk: DeskId,
    people: Vec<(Membership, MemberSecret)>,
}

impl Company {
    /// Officer, lead, and who runs their part of the system.
    pub fn staff(&self) -> [Working<'_>; 3] {
        [0, 1, 2].map(|i| Working {
            member: self.people[i].0,
            unlocked: &self.people[i].1,
        })
    }
}

pub async fn company(world: &World, name: &str) -> Company {
    party(world, DeskKind::Company, name).await
}

/// The people of a company, a mediator or a board.
pub async fn party(world: &World, kind: DeskKind, name: &str) -> Company {
    let members = one_of_each(&[Role::CaseOfficer, Role::Supervisor, Role::Administrator]);
    let founded = world.platform.found(kind, name, &members).await.unwrap();
    let people = members.iter().zip(&founded.members).map(|(m, id)| {
        let membership = Membership {
            member: *id,
            desk: founded.desk,
            kind,
            roles: m.roles,
        };
        (membership, m.secret.clone())
    });
    Company {
        desk: founded.desk,
        people: people.collect(),
    }
}

pub fn snapshot() -> Snapshot {
    Snapshot {
        title: "Papers of workers".into(),
        fields: vec![Field {
            key: "what_happened".into(),
            label: "What happened".into(),
            text: TOLD.into(),
        }],
        ask: "Please say what you know of it.".into(),
        language: "en".into(),
        ..Snapshot::default()
    }
}

/// What the person allows from now on.
pub async fn allow(world: &World, receipt: &str, purposes: &[&str]) {
    let cookie = world.platform.open_follow_up(receipt).await.unwrap();
    let purposes: Vec<String> = purposes.iter().map(|p| (*p).to_owned()).collect();
    let changed = world
        .platform
        .change_consent(&cookie, (&purposes, None), "en");
    changed.await.unwrap();
}

/// Writes down what is told, and shares it.
pub async fn share(world: &World, id: CaseId, party: DeskId) -> Result<(), Error> {
    let [officer, ..] = world.staff();
    let platform = &world.platform;
    platform
        .draft_release(&officer, id, "", (Some(party), snapshot()))
        .await?;
    let side = platform.told_side(&officer, id).await?;
    let (draft, _) = side.draft.expect("it was written down");
    platform.release(&officer, id, draft).await
}

/// A case whose reporter allows it is shared with a company, which answers: one of each row.
pub async fn shared(world: &World, id: CaseId) {
    let quarry = company(world, "Quarry Guards").await;
    let [it, ..] = quarry.staff();
    let [officer, ..] = world.staff();
    let platform = &world.platform;
    let draft = platform.draft_release(&officer, id, "", (Some(quarry.desk), snapshot()));
    draft.await.unwrap();
    let side = platform.told_side(&officer, id).await.unwrap();
    let refused = platform.release(&officer, id, side.draft.unwrap().0).await;
    assert!(matches!(refused, Err(Error::Needs(_))), "{refused:?}");
    // Nobody of this report allows it, so another is shared.
    let (other, receipt) = a_case_and_receipt(world).await;
    allow(world, &receipt, &["store", "send-to-company"]).await;
    share(world, other, quarry.desk).await.unwrap();
    let room = only_room(world, &quarry).await;
    let answer = platform.write_in_room(&it, room, "", (ANSWER, "en"));
    answer.await.unwrap();
    let file = ("paper.jpg", "image/jpeg");
    platform
        .send_file_in_room(&it, room, "", file, photograph())
        .await
        .unwrap();
}

pub async fn only_room(world: &World, company: &Company) -> RoomId {
    let [it, ..] = company.staff();
    let listing = world.platform.rooms(&it, None).await.unwrap();
    assert_eq!(listing.rooms.len(), 1);
    listing.rooms[0].room.id
}

/// A case that waits for what the company says.
pub async fn waiting(world: &World) -> (CaseId, String) {
    let (id, receipt) = a_case_and_receipt(world).await;
    allow(world, &receipt, &["store", "send-to-company"]).await;
    admitted(world, id).await;
    (id, receipt)
}

/// Carries a case on to where the company is asked.
async fn admitted(world: &World, id: CaseId) {
    let [officer, ..] = world.staff();
    let platform = &world.platform;
    platform
        .step(&officer, id, &act("acknowledge"))
        .await
        .unwrap();
    for (sheet, on) in [
        ("safety", "continue"),
        ("mandate", "complete"),
        ("eligibility", "admit-harm"),
    ] {
        fill(platform, &officer, id, sheet).await.unwrap();
        platform.step(&officer, id, &act(on)).await.unwrap();
    }
}

fn is_missing<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Denied(Denied::NotFound)))
}

pub fn is_refused<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Denied(Denied::Forbidden(_))))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_is_told_what_is_allowed_and_answers_and_everybody_has_proof() {
    for world in worlds().await {
        let platform = &world.platform;
        let quarry = company(&world, "Quarry Guards").await;
        let [it, chief, ..] = quarry.staff();
        let (id, receipt) = waiting(&world).await;
        let [officer, ..] = world.staff();
        share(&world, id, quarry.desk).await.unwrap();

        let listing = platform.rooms(&it, None).await.unwrap();
        assert_eq!(listing.rooms[0].title, "Papers of workers");
        let room = listing.rooms[0].room.id;
        let side = platform.room(&it, room).await.unwrap();
        assert_eq!(side.seen.shared[0].snapshot, snapshot());
        let steps: Vec<_> = side.steps.iter().map(|exit| exit.act.as_str()).collect();
        assert_eq!(steps, ["reply"]);

        // Words, a file, a worksheet, and what the procedure asks for.
        let file = ("paper.jpg", "image/jpeg");
        let sent = platform.send_file_in_room(&chief, room, "2", file, photograph());
        sent.await.unwrap();
        for _ in 0..2 {
            let replied = platform.step_in_room(&it, room, "1", ("reply", None), (ANSWER, "en"));
            replied.await.unwrap();
        }
        let now = platform.told_side(&officer, id).await.unwrap();
        assert_eq!(now.case.state, "route-choice");
        let seen = &now.rooms[0];
        assert_eq!(seen.said.len(), 1, "sent twice, it is there once");
        assert_eq!(
            (seen.said[0].from, &*seen.said[0].text),
            (Author::Party, ANSWER)
        );
        assert_eq!(seen.files[0].from, Author::Party);
        let acts: Vec<_> = seen.lines.iter().map(|line| line.act).collect();
        assert_eq!(
            acts,
            ["shared", "party-opened", "party-sent-file", "party-stepped"]
        );

        // The person reads word for word what was told, and of the company's answer that it came.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(theirs.parties[0].told.snapshot, snapshot());
        assert_eq!(theirs.parties[0].ended, None);

        // Both sides can prove it to anybody; nobody is named.
        platform.sequence().await.unwrap();
        let log = NoteVerifier::parse(&platform.log_key()).unwrap();
        let text = platform.proof_in_room(&it, room, 3).await.unwrap();
        let proven = proof::check(&text, &log).unwrap();
        assert!(proven.says(ANSWER.as_bytes()) && proven.by.is_none());
        let told = platform.proof_in_room(&it, room, 0).await.unwrap();
        let told = proof::check(&told, &log).unwrap();
        assert!(told.says(TOLD.as_bytes()) && told.act == "shared");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_reads_its_rooms_and_nothing_else_by_any_way() {
    for world in worlds().await {
        let platform = &world.platform;
        let [quarry, harbour] = [
            company(&world, "Quarry Guards").await,
            company(&world, "Harbour Guards").await,
        ];
        let [it, _, system] = quarry.staff();
        let [other, ..] = harbour.staff();
        let (id, receipt) = waiting(&world).await;
        share(&world, id, quarry.desk).await.unwrap();
        let room = only_room(&world, &quarry).await;
        let [officer, ..] = world.staff();

        let listing = platform.rooms(&other, None).await.unwrap();
        assert!(listing.rooms.is_empty());
        assert!(is_missing(platform.room(&other, room).await));
        assert!(
            is_missing(platform.rooms(&officer, None).await),
            "a desk has no rooms"
        );
        assert!(
            is_refused(platform.room(&system, room).await),
            "who runs the system"
        );
        assert!(is_refused(platform.rooms(&system, None).await));

        // Who writes without looking has opened nothing.
        let listing = async |who: &Working<'_>| platform.rooms(who, None).await.unwrap();
        let hasty = platform.write_in_room(&it, room, "", ("Hello.", "en"));
        hasty.await.unwrap();
        assert!(listing(&it).await.rooms[0].room.is_new());
        assert_eq!(platform.room(&it, room).await.unwrap().steps.len(), 1);
        assert!(!listing(&it).await.rooms[0].room.is_new());
        // Where two are told of one case, neither answers for the other.
        share(&world, id, harbour.desk).await.unwrap();
        for (who, room) in [(&it, room), (&other, only_room(&world, &harbour).await)] {
            assert!(platform.room(who, room).await.unwrap().steps.is_empty());
            let step = platform.step_in_room(who, room, "", ("reply", None), ("No.", "en"));
            assert!(matches!(step.await, Err(Error::NotNow(_))));
        }

        // Whatever a company asks for of the case, there is none.
        assert!(is_missing(platform.read_case(&it, id).await));
        assert!(is_missing(platform.told_side(&it, id).await));
        assert!(is_missing(platform.step(&it, id, &act("close")).await));
        let made_up = Working {
            member: Membership {
                desk: world.desk,
                ..it.member
            },
            unlocked: it.unlocked,
        };
        assert!(
            is_missing(platform.read_case(&made_up, id).await),
            "with a row of the desk"
        );
        // A step that is not asked of a company is none.
        let step = platform.step_in_room(&it, room, "", ("close", None), ("No.", "en"));
        assert!(matches!(step.await, Err(Error::NotNow(_))));
        let all = answered("mandate");
        let typed = watchpost_service::sheets::Typed {
            sheet: "mandate",
            once: "",
            values: values(&all),
            language: "en",
        };
        let filled = platform.fill_sheet_in_room(&it, room, typed).await;
        assert!(matches!(filled, Err(Error::NotNow(_))), "{filled:?}");
        // Who holds the receipt is in no room.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        assert!(platform.follow_up(&cookie).await.unwrap().is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_goes_out_that_is_not_allowed_and_what_is_taken_back_is_shown_no_longer() {
    for world in worlds().await {
        let platform = &world.platform;
        let quarry = company(&world, "Quarry Guards").await;
        let [it, ..] = quarry.staff();
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, boss, _] = world.staff();
        let refused = share(&world, id, quarry.desk).await;
        let only_the_company = [Need::Consent("send-to-company".into())];
        assert!(matches!(refused, Err(Error::Needs(n)) if n == only_the_company));
        let named = Snapshot {
            who: "Amina Example".into(),
            ..snapshot()
        };
        let with_name = (Some(quarry.desk), named);
        let refused = platform
            .draft_release(&officer, id, "", with_name.clone())
            .await;
        assert!(
            matches!(refused, Err(Error::Needs(n)) if n == [Need::Consent("name-to-company".into())])
        );

        allow(
            &world,
            &receipt,
            &["store", "send-to-company", "name-to-company"],
        )
        .await;
        let drafted = platform.draft_release(&officer, id, "", with_name).await;
        drafted.unwrap();
        let (draft, _) = platform
            .told_side(&officer, id)
            .await
            .unwrap()
            .draft
            .unwrap();
        platform.release(&boss, id, draft).await.unwrap();
        platform.release(&boss, id, draft).await.unwrap();
        let room = only_room(&world, &quarry).await;
        let side = platform.room(&it, room).await.unwrap();
        assert_eq!(side.seen.shared.len(), 1, "sent twice, it was told once");
        assert_eq!(side.seen.shared[0].snapshot.who, "Amina Example");

        // The name is taken back: the room is shut, in the same moment, and a new one holds what is still allowed.
        allow(&world, &receipt, &["store", "send-to-company"]).await;
        assert!(is_refused(platform.room(&it, room).await));
        let write = platform.write_in_room(&it, room, "", ("More.", "en"));
        assert!(is_refused(write.await));
        let listing = platform.rooms(&it, None).await.unwrap();
        assert!(listing.rooms[0].room.shut && listing.rooms[0].title.is_empty());
        let write = platform.write_to_party(&officer, (id, room), "", ("More.", "en", false));
        assert!(matches!(write.await, Err(Error::Conflict)));
        share(&world, id, quarry.desk).await.unwrap();
        let listing = platform.rooms(&it, None).await.unwrap();
        let open = listing.rooms.iter().find(|l| !l.room.shut).unwrap().room.id;
        assert!(open != room);

        admitted(&world, id).await;
        let seen = platform.room(&it, open).await.unwrap();
        assert_eq!(seen.steps.len(), 1);
        // Who is not safe is left alone: nothing goes out, and the company sees no difference.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        platform.stop_contact(&cookie, true).await.unwrap();
        let write = platform.write_to_party(&officer, (id, open), "", ("More.", "en", false));
        assert!(is_refused(write.await));
        let write = platform.write_in_room(&it, open, "", ("Still here.", "en"));
        write.await.unwrap();
        let seen = platform.room(&it, open).await.unwrap();
        assert_eq!(seen.steps.len(), 1, "nor does what is asked tell");
        platform.withdraw(&cookie, false).await.unwrap();
        assert!(is_refused(platform.room(&it, open).await));
        assert!(is_refused(share(&world, id, quarry.desk).await));
        // They see that it took effect.
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        let ended = theirs.parties.iter().filter(|c| c.ended.is_some());
        assert_eq!((theirs.parties.len(), ended.count()), (2, 2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_either_side_opens_nothing_that_comes_later() {
    for world in worlds().await {
        let platform = &world.platform;
        let quarry = company(&world, "Quarry Guards").await;
        let (id, _) = waiting(&world).await;
        share(&world, id, quarry.desk).await.unwrap();
        let room = only_room(&world, &quarry).await;
        let [officer, boss, _] = world.staff();
        let keys = async || -> i64 {
            by_hand!(world, |db| {
                let query = sqlx::query("select count(*) as n from room_key");
                query.fetch_one(db).await.unwrap().get::<i64, _>("n")
            })
        };
        assert_eq!(keys().await, 1);

        // The company's officer goes.
        let lead = lead_at_work(&world, &quarry).await;
        let lead = session(platform, &lead).await;
        let gone = RosterChange::Remove(quarry.people[0].0.member);
        assert!(platform.change_roster(&lead, gone).await.unwrap());
        let write = platform.write_to_party(&officer, (id, room), "", ("More.", "en", false));
        write.await.unwrap();
        assert_eq!(
            keys().await,
            2,
            "what comes is sealed to a key that the officer never had"
        );
        let lead = lead.working().unwrap();
        let side = platform.room(&lead, room).await.unwrap();
        assert_eq!(side.seen.said.len(), 1);

        // The desk narrows the case: its others open nothing new.
        let narrowed = platform.change_access(&boss, id, CaseAccess::Named, "few");
        narrowed.await.unwrap();
        let write = platform.write_in_room(&lead, room, "", (ANSWER, "en"));
        write.await.unwrap();
        assert_eq!(keys().await, 3);
        let seen = platform.told_side(&boss, id).await.unwrap();
        assert_eq!(seen.rooms[0].said.len(), 2);
        assert!(is_missing(platform.told_side(&officer, id).await));
    }
}

/// The cookie of the company's lead, signed in and unlocked.
pub async fn lead_at_work(world: &World, company: &Company) -> String {
    let (member, secret) = &company.people[1];
    crate::signing_in::signed_in(world, (member.member, secret.clone()), "their-lead").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_alone_does_not_say_what_company_a_case_is_about() {
    for world in worlds().await {
        let platform = &world.platform;
        let quarry = company(&world, "Quarry Guards").await;
        let [it, ..] = quarry.staff();
        let (id, _) = waiting(&world).await;
        share(&world, id, quarry.desk).await.unwrap();
        let room = only_room(&world, &quarry).await;
        let write = platform.write_in_room(&it, room, "", (ANSWER, "en"));
        write.await.unwrap();
        let mut columns: Vec<Vec<u8>> = Vec::new();
        for (table, binary) in [
            ("room", vec!["of_case", "of_party", "ends"]),
            ("room_key", vec!["to_case", "to_party"]),
            ("room_part", vec!["sealed"]),
        ] {
            for column in binary {
                let sql = format!("select {column} as c from {table}");
                let sql = sqlx::SqlSafeStr::into_sql_str(sqlx::AssertSqlSafe(sql));
                let all: Vec<Option<Vec<u8>>> = by_hand!(world, |db| {
                    let rows = sqlx::query(sql).fetch_all(db).await.unwrap();
                    rows.iter().map(|row| row.get("c")).collect()
                });
                columns.extend(all.into_iter().flatten());
            }
        }
        assert!(columns.len() > 6);
        let secret = [
            id.0.as_bytes().to_vec(),
            quarry.desk.0.as_bytes().to_vec(),
            id.to_string().into_bytes(),
            quarry.desk.to_string().into_bytes(),
            TOLD.as_bytes().to_vec(),
            ANSWER.as_bytes().to_vec(),
            b"Quarry".to_vec(),
        ];
        for column in &columns {
            for word in &secret {
                let found = column.windows(word.len()).any(|w| w == word);
                assert!(!found, "{} is there", String::from_utf8_lossy(word));
            }
        }
        // With the case, all of it goes.
        let [officer, boss, _] = world.staff();
        let file = ("paper.jpg", "image/jpeg");
        let sent = platform.send_file_to_party(&officer, (id, room), "", file, photograph());
        sent.await.unwrap();
        platform
            .close(&officer, id, "not-a-report", "It was a test.")
            .await
            .unwrap();
        let reference = platform.read_case(&boss, id).await.unwrap().0.reference;
        let why = Some(EraseReason::AskedFor);
        let erased = platform.erase(&boss, id, reference.as_str(), why);
        erased.await.unwrap();
        let listing = platform.rooms(&it, None).await.unwrap();
        assert!(listing.rooms.is_empty() && is_missing(platform.room(&it, room).await));
    }
}
