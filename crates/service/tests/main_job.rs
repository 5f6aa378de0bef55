//! The main job, from the first answer to the proof in the log: on SQLite with a folder, and on PostgreSQL where one is given.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, path::Path};

use bytes::Bytes;
use futures_util::stream;
use sqlx::Executor;
use uuid::Uuid;
use watchpost_domain::{
    ChannelId, Denied, DeskId, MemberId, Problem, Problems,
    cases::{CloseReason, State},
    intake::{Answer, Channel, Fields, Promise, Questionnaire},
    policy::{Membership, Role, Roles},
};
use watchpost_service::{Clock, Drafting, Error, Keys, Platform, Working, desks::NewMember};
use watchpost_store::Db;
use watchpost_vault::{Identity, MemberSecret};

/// Words that must be found nowhere but where they were sealed.
const CANARY: &str = "canary-7351 they took my papers at the quarry gate";
const NAME: &str = "canary-7352 Amina Example";
const FILE: &[u8] = b"canary-7353 the bytes of a photograph";

struct World {
    platform: Platform,
    folder: tempfile::TempDir,
    clock: Clock,
    channel: ChannelId,
    desk: DeskId,
    /// Officer, supervisor, custodian: who they are, and their unlocked keys.
    people: Vec<(Membership, Identity)>,
}

async fn worlds() -> Vec<World> {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&folder.path().join("watchpost.db"))
        .await
        .unwrap();
    let mut all = vec![world(db, folder).await];
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where PostgreSQL runs"
    )]
    match std::env::var("WATCHPOST_TEST_POSTGRES") {
        Ok(url) => all.push(world(postgres(&url).await, tempfile::tempdir().unwrap()).await),
        Err(_) => eprintln!("skipped: PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)"),
    }
    all
}

#[expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a schema of its own per test, with a random name"
)]
async fn postgres(url: &str) -> Db {
    use sqlx::{AssertSqlSafe, Connection, SqlSafeStr};
    let name = format!("s{}", Uuid::new_v4().simple());
    let mut admin = sqlx::PgConnection::connect(url).await.unwrap();
    admin
        .execute(AssertSqlSafe(format!("create schema {name}")).into_sql_str())
        .await
        .unwrap();
    let joint = if url.contains('?') { '&' } else { '?' };
    Db::postgres(&format!("{url}{joint}options=-csearch_path%3D{name}"))
        .await
        .unwrap()
}

async fn world(db: Db, folder: tempfile::TempDir) -> World {
    let clock = Clock::standing("2026-03-04T10:00:00Z".parse().unwrap());
    let files = watchpost_files::Store::local(folder.path().join("objects")).unwrap();
    let keys = Keys::in_folder(&folder.path().join("keys")).unwrap();
    let platform = Platform::new(db, files, keys, clock.clone(), "example.org/log")
        .await
        .unwrap();
    let roles = [Role::CaseOfficer, Role::Supervisor, Role::Custodian];
    let members: Vec<NewMember> = roles
        .into_iter()
        .map(|role| NewMember {
            name: role.code().into(),
            roles: Roles::of([role]),
            secret: MemberSecret::generate(),
        })
        .collect();
    let founded = platform.found_desk("A desk", &members).await.unwrap();
    let people = members
        .iter()
        .zip(&founded.members)
        .map(|(m, id)| {
            (
                Membership {
                    member: *id,
                    desk: founded.desk,
                    roles: m.roles,
                },
                m.secret.identity.clone(),
            )
        })
        .collect();
    let channel = Channel {
        id: ChannelId(Uuid::new_v4()),
        desk: founded.desk,
        languages: vec!["en".into()],
        names: BTreeMap::from([("en".into(), "The union's desk".into())]),
        readers: BTreeMap::new(),
        promise: Promise {
            acknowledge_within: 7,
            answer_within: 90,
        },
        open: true,
        questionnaire: Questionnaire::shipped(),
    };
    platform.put_channel(&channel).await.unwrap();
    World {
        platform,
        folder,
        clock,
        channel: channel.id,
        desk: founded.desk,
        people,
    }
}

fn photograph() -> impl futures_util::Stream<Item = std::io::Result<Bytes>> + Send + Unpin {
    stream::iter([
        Ok(Bytes::from_static(&FILE[..9])),
        Ok(Bytes::from_static(&FILE[9..])),
    ])
}

/// Begins and fills a draft, with a file, up to the receipt. Gives the cookie and the receipt's digits.
async fn written(world: &World) -> (String, String) {
    let (cookie, mut draft) = world
        .platform
        .begin_draft(world.channel, "en")
        .await
        .unwrap();
    let channel = world
        .platform
        .channel(world.channel)
        .await
        .unwrap()
        .unwrap();
    let said: Vec<(String, String)> = [
        ("what_happened", CANARY),
        ("where", "the quarry"),
        ("when.skip", "unknown"),
        ("identity_mode", "named"),
        ("name", NAME),
        ("contact", "do not contact"),
        ("consent", "store"),
    ]
    .map(|(k, v)| (k.to_owned(), v.to_owned()))
    .into();
    draft.answers = channel.questionnaire.read(&Fields(said)).unwrap();
    world.platform.save_draft(&cookie, &draft).await.unwrap();
    world
        .platform
        .add_draft_file(&cookie, &mut draft, "gate.jpg", "image/jpeg", photograph())
        .await
        .unwrap();

    let digits = draft.receipt_digits().to_string();
    let group = digits
        .split_whitespace()
        .nth(draft.part_to_type_back().1 - 1)
        .unwrap()
        .to_owned();
    assert!(!draft.keeps_receipt("00000") || group == "00000");
    assert!(draft.keeps_receipt(&group));
    world.platform.save_draft(&cookie, &draft).await.unwrap();
    (cookie, digits)
}

#[tokio::test]
async fn a_report_becomes_a_case_that_both_sides_can_prove() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, receipt) = written(&world).await;
        let reference = platform.send_draft(&cookie).await.unwrap();
        // A lost answer loses nothing: sending again gives the same, and makes one report.
        assert_eq!(platform.send_draft(&cookie).await.unwrap(), reference);
        assert!(
            matches!(platform.draft(&cookie).await.unwrap(), Drafting::Sent(r) if r == reference)
        );

        let open = platform
            .open_follow_up(&receipt.replace(' ', ""))
            .await
            .unwrap();
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert_eq!(
            (seen.reference.clone(), seen.state, seen.files.len()),
            (reference, State::Received, 1)
        );
        assert_eq!(seen.consents, ["store"]);
        assert_eq!(seen.acknowledge_by.unwrap().days_from(seen.today), 7);
        assert!(seen.proof.is_none(), "it still waits for the log");

        world.clock.advance(60);
        for _ in 0..2 {
            platform
                .write_as_reporter(&open, "form-1", "Is anybody there?", "en")
                .await
                .unwrap();
        }
        platform
            .change_consent(&open, &["statistics".to_owned()])
            .await
            .unwrap();
        platform.stop_contact(&open, true).await.unwrap();
        assert!(matches!(
            platform.stop_contact(&open, true).await,
            Err(Error::Conflict)
        ));
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert_eq!(
            seen.messages.len(),
            1,
            "the same form sent twice writes one message"
        );
        assert!(seen.contact_stopped && seen.consents == ["statistics"]);

        assert_eq!(
            platform.sequence().await.unwrap(),
            4,
            "the report, the message, the consent, the stop"
        );
        assert_eq!(platform.sequence().await.unwrap(), 0);
        let proof = platform
            .follow_up(&open)
            .await
            .unwrap()
            .unwrap()
            .proof
            .unwrap();
        assert!(watchpost_tlog::LogProof::parse(&proof).is_ok());

        // The cookie of the follow-up pages ends by itself.
        world.clock.advance(31 * 60);
        assert!(platform.follow_up(&open).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn each_opens_what_is_theirs_and_nothing_else() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, _) = written(&world).await;
        let Drafting::Open(draft) = platform.draft(&cookie).await.unwrap() else {
            panic!("the draft is open")
        };
        platform.send_draft(&cookie).await.unwrap();

        for ((member, key), reads) in world.people.iter().zip([true, true, true]) {
            let (case, seen) = platform.read_case(*member, key, draft.case).await.unwrap();
            assert!(reads && case.id == draft.case);
            let custodian = member.roles.has(Role::Custodian);
            assert_eq!(
                seen.identity.is_some(),
                custodian,
                "only the custodian opens who it was"
            );
            assert_eq!(
                seen.answers.is_some(),
                !custodian,
                "and the custodian not what was said"
            );
            if let Some(answers) = seen.answers {
                let said = answers
                    .answers
                    .iter()
                    .find(|a| a.key == "what_happened")
                    .unwrap();
                assert_eq!(said.answer, Answer::Text(CANARY.into()));
                assert!(
                    answers
                        .answers
                        .iter()
                        .all(|a| a.key != "name" && a.key != "contact")
                );
            }
        }
        // The right place with another's key, and another desk with its own: nothing.
        let (officer, _) = world.people[0];
        let stranger = Identity::generate();
        assert!(
            platform
                .read_case(officer, &stranger, draft.case)
                .await
                .is_err()
        );
        let outsider = Membership {
            member: MemberId(Uuid::new_v4()),
            desk: DeskId(Uuid::new_v4()),
            roles: Roles::of(Role::ALL),
        };
        let missing = watchpost_domain::CaseId(Uuid::new_v4());
        for case in [draft.case, missing] {
            assert!(matches!(
                platform.read_case(outsider, &stranger, case).await,
                Err(Error::Denied(Denied::NotFound))
            ));
        }
    }
}

#[tokio::test]
async fn the_desk_answers_and_carries_the_case_to_its_end() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, receipt) = written(&world).await;
        let Drafting::Open(draft) = platform.draft(&cookie).await.unwrap() else {
            panic!("the draft is open")
        };
        platform.send_draft(&cookie).await.unwrap();
        let id = draft.case;
        let [officer, supervisor, custodian] = [0, 1, 2].map(|i| Working {
            member: world.people[i].0,
            unlocked: &world.people[i].1,
        });
        let open = platform.open_follow_up(&receipt).await.unwrap();

        assert!(
            matches!(
                platform.move_on(&officer, id, State::InReview).await,
                Err(Error::Conflict)
            ),
            "it was not acknowledged"
        );
        platform
            .move_on(&officer, id, State::Acknowledged)
            .await
            .unwrap();
        for _ in 0..2 {
            platform
                .write_to_reporter(&officer, id, "form-1", "We have read it.", "en")
                .await
                .unwrap();
        }
        platform
            .write_note(&supervisor, id, "form-2", "look at the roster of the gate")
            .await
            .unwrap();
        assert!(matches!(
            platform.write_note(&officer, id, "form-3", " ").await,
            Err(Error::Invalid(_))
        ));
        let refused = platform
            .write_to_reporter(&custodian, id, "form-4", "Hello", "en")
            .await;
        assert!(
            matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))),
            "custodians keep identities; they do not converse"
        );

        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert_eq!(
            (seen.state, seen.acknowledge_by),
            (State::Acknowledged, None)
        );
        assert_eq!(
            seen.messages
                .iter()
                .map(|m| m.text.as_str())
                .collect::<Vec<_>>(),
            ["We have read it."],
            "and never the note"
        );

        platform.stop_contact(&open, true).await.unwrap();
        let refused = platform
            .write_to_reporter(&officer, id, "form-5", "Are you well?", "en")
            .await;
        assert!(
            matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))),
            "the person asked for no contact"
        );

        assert!(matches!(
            platform.close(&officer, id, CloseReason::Settled, "").await,
            Err(Error::Invalid(_))
        ));
        platform
            .close(&officer, id, CloseReason::Settled, "Both agreed.")
            .await
            .unwrap();
        assert!(matches!(
            platform.move_on(&officer, id, State::InReview).await,
            Err(Error::Denied(_))
        ));
        platform
            .reopen(&supervisor, id, "The agreement was broken.")
            .await
            .unwrap();
        let (case, seen) = platform
            .read_case(supervisor.member, supervisor.unlocked, id)
            .await
            .unwrap();
        assert_eq!(
            (case.state, case.answer_by, seen.notes.len()),
            (State::InReview, None, 1)
        );
        assert_eq!(
            seen.history.len(),
            7,
            "received, moved on, message, note, contact stopped, closed, reopened"
        );
        assert_eq!(platform.sequence().await.unwrap(), 7);
    }
}

#[tokio::test]
async fn a_file_comes_back_byte_for_byte_or_not_at_all() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, receipt) = written(&world).await;
        let Drafting::Open(draft) = platform.draft(&cookie).await.unwrap() else {
            panic!("the draft is open")
        };
        let (id, file) = (draft.case, draft.files[0].id);
        platform.send_draft(&cookie).await.unwrap();
        let open = platform.open_follow_up(&receipt).await.unwrap();
        let [officer, _, custodian] = [0, 1, 2].map(|i| Working {
            member: world.people[i].0,
            unlocked: &world.people[i].1,
        });

        let mine = platform
            .file_for_reporter(&open, file)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (mine.facts.name.as_str(), mine.facts.bytes),
            ("gate.jpg", FILE.len() as u64)
        );
        assert_eq!(whole(mine).await.unwrap(), FILE);
        let theirs = platform.file_for_member(&officer, id, file).await.unwrap();
        assert_eq!(whole(theirs).await.unwrap(), FILE);
        let (_, seen) = platform
            .read_case(officer.member, officer.unlocked, id)
            .await
            .unwrap();
        assert_eq!(
            seen.history.len(),
            2,
            "that a member opened it stands in the history; that the reporter did, nowhere"
        );
        assert!(matches!(
            platform.file_for_member(&custodian, id, file).await,
            Err(Error::Denied(Denied::NotFound))
        ));
        let other = watchpost_domain::PartId(Uuid::new_v4());
        assert!(matches!(
            platform.file_for_reporter(&open, other).await,
            Err(Error::Denied(Denied::NotFound))
        ));

        let object = objects(&world.folder.path().join("objects/evidence")).remove(0);
        let mut bytes = std::fs::read(&object).unwrap();
        let at = bytes.len() - 40;
        bytes[at] ^= 1;
        std::fs::write(&object, bytes).unwrap();
        let damaged = platform
            .file_for_reporter(&open, file)
            .await
            .unwrap()
            .unwrap();
        assert!(
            whole(damaged).await.is_err(),
            "one flipped bit, and it is not given"
        );
    }
}

#[tokio::test]
async fn a_changed_receipt_is_the_only_one() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, old) = written(&world).await;
        platform.send_draft(&cookie).await.unwrap();
        let open = platform.open_follow_up(&old).await.unwrap();
        let new = platform.new_receipt(&open, "fr").unwrap();
        assert!(
            new.words.is_some() && platform.open_follow_up(&old).await.is_ok(),
            "the old one is good until the new one is taken"
        );
        let group = new
            .digits
            .split_whitespace()
            .nth(new.part.1 - 1)
            .unwrap()
            .to_owned();

        assert!(matches!(
            platform.take_receipt(&open, &new.carried, "xxxxx").await,
            Err(Error::Invalid(_))
        ));
        let (other, receipt) = written(&world).await;
        platform.send_draft(&other).await.unwrap();
        let foreign = platform.open_follow_up(&receipt).await.unwrap();
        assert!(
            matches!(
                platform.take_receipt(&foreign, &new.carried, &group).await,
                Err(Error::Conflict)
            ),
            "it is for another receipt"
        );

        let opened = platform
            .take_receipt(&open, &new.carried, &group)
            .await
            .unwrap();
        platform
            .take_receipt(&open, &new.carried, &group)
            .await
            .unwrap();
        assert!(platform.follow_up(&opened).await.unwrap().is_some());
        assert!(platform.follow_up(&open).await.unwrap().is_none());
        let dead = platform.open_follow_up(&old).await;
        assert!(
            matches!(dead, Err(Error::Invalid(p)) if p == Problems::one("receipt", Problem::UnknownReceipt))
        );
        let again = platform
            .open_follow_up(new.words.as_ref().unwrap())
            .await
            .unwrap();
        assert_eq!(
            platform
                .follow_up(&again)
                .await
                .unwrap()
                .unwrap()
                .files
                .len(),
            1
        );
    }
}

async fn whole(file: watchpost_service::FileOpened) -> std::io::Result<Vec<u8>> {
    use futures_util::TryStreamExt;
    let pieces: Vec<Bytes> = file.bytes().try_collect().await?;
    Ok(pieces.concat())
}

#[tokio::test]
async fn bad_receipts_and_unfinished_drafts_are_named() {
    let world = worlds().await.remove(0);
    let platform = &world.platform;
    let (cookie, receipt) = written(&world).await;
    let unknown = watchpost_vault::Receipt::from_bytes([7; 12])
        .digits()
        .to_string();
    let mut typo = receipt.replace(' ', "").into_bytes();
    typo[3] = if typo[3] == b'9' { b'0' } else { typo[3] + 1 };
    for (typed, problem) in [
        ("", Problem::Required),
        (unknown.as_str(), Problem::UnknownReceipt),
        // Not sent yet: there is nothing behind it.
        (receipt.as_str(), Problem::UnknownReceipt),
        (
            std::str::from_utf8(&typo).unwrap(),
            Problem::ReceiptMistyped,
        ),
        ("12345", Problem::ReceiptLength),
    ] {
        match platform.open_follow_up(typed).await {
            Err(Error::Invalid(problems)) => {
                assert_eq!(problems, Problems::one("receipt", problem))
            }
            _ => panic!("{problem:?} was not found"),
        }
    }
    assert!(platform.follow_up("00").await.unwrap().is_none());

    let (empty, mut draft) = platform.begin_draft(world.channel, "en").await.unwrap();
    assert!(
        matches!(platform.send_draft(&empty).await, Err(Error::Invalid(p)) if p == Problems::one("receipt", Problem::Required))
    );
    let group = draft
        .receipt_digits()
        .split_whitespace()
        .nth(draft.part_to_type_back().1 - 1)
        .unwrap()
        .to_owned();
    assert!(draft.keeps_receipt(&group));
    platform.save_draft(&empty, &draft).await.unwrap();
    assert!(
        matches!(platform.send_draft(&empty).await, Err(Error::Invalid(p)) if p == Problems::one("what_happened", Problem::Required))
    );
    let nothing = stream::iter(Vec::<std::io::Result<Bytes>>::new());
    assert!(matches!(
        platform
            .add_draft_file(&empty, &mut draft, "a", "", nothing)
            .await,
        Err(Error::Invalid(_))
    ));
    let cut = stream::iter([
        Ok(Bytes::from_static(b"half")),
        Err(std::io::Error::other("the line went dead")),
    ]);
    assert!(
        platform
            .add_draft_file(&empty, &mut draft, "a", "", cut)
            .await
            .is_err()
            && draft.files.is_empty()
    );

    // A day later both are gone, with the file.
    world.clock.advance(25 * 3600);
    assert!(matches!(
        platform.draft(&cookie).await.unwrap(),
        Drafting::None
    ));
    assert_eq!(platform.sweep_drafts().await.unwrap(), 2);
    assert!(objects(&world.folder.path().join("objects")).is_empty());
}

#[tokio::test]
async fn a_slipped_in_reader_stops_the_sealing() {
    let world = worlds().await.remove(0);
    let (cookie, _) = written(&world).await;
    let path = world.folder.path().join("watchpost.db");
    let pool =
        sqlx::SqlitePool::connect_with(sqlx::sqlite::SqliteConnectOptions::new().filename(&path))
            .await
            .unwrap();
    let (signed,): (String,) = sqlx::query_as("select signed from roster")
        .fetch_one(&pool)
        .await
        .unwrap();
    let mut roster: serde_json::Value = serde_json::from_str(&signed).unwrap();
    roster["roster"]["desk_recipient"] = Identity::generate().recipient().to_string().into();
    sqlx::query("update roster set signed = $1")
        .bind(roster.to_string())
        .execute(&pool)
        .await
        .unwrap();

    assert!(matches!(
        world.platform.send_draft(&cookie).await,
        Err(Error::Unavailable)
    ));
    sqlx::query("update roster set signed = $1")
        .bind(signed)
        .execute(&pool)
        .await
        .unwrap();
    assert!(
        world.platform.send_draft(&cookie).await.is_ok(),
        "and the draft was not lost by it"
    );
    assert!(world.desk != DeskId(Uuid::nil()));
}

#[tokio::test]
async fn nothing_readable_lies_on_the_disk() {
    let world = worlds().await.remove(0);
    let (cookie, receipt) = written(&world).await;
    let searched = |what: &str| {
        let mut hits = Vec::new();
        for path in objects(world.folder.path()) {
            let bytes = std::fs::read(&path).unwrap();
            if encodings(what)
                .iter()
                .any(|needle| bytes.windows(needle.len()).any(|w| w == needle))
            {
                hits.push(path);
            }
        }
        hits
    };
    let quiet = |when: &str| {
        for canary in [
            "canary-7351",
            "canary-7352",
            "canary-7353",
            "gate.jpg",
            "image/jpeg",
            &receipt,
            &receipt.replace(' ', ""),
            &cookie,
        ] {
            assert!(
                searched(canary).is_empty(),
                "{when}: {canary} lies in {:?}",
                searched(canary)
            );
        }
    };
    quiet("while it is written");
    world.platform.send_draft(&cookie).await.unwrap();
    let open = world.platform.open_follow_up(&receipt).await.unwrap();
    world
        .platform
        .write_as_reporter(&open, "1", CANARY, "en")
        .await
        .unwrap();
    world.platform.sequence().await.unwrap();
    quiet("when it is sent");
    // The search itself works: what is planted is found, in each encoding.
    for (i, needle) in encodings("canary-7351").into_iter().enumerate() {
        let planted = world.folder.path().join(format!("planted-{i}"));
        std::fs::write(&planted, [b"..", needle.as_slice(), b".."].concat()).unwrap();
        assert_eq!(searched("canary-7351"), vec![planted.clone()]);
        std::fs::remove_file(planted).unwrap();
    }
}

#[tokio::test]
async fn an_outsider_checks_the_log_and_names_what_was_changed() {
    let world = worlds().await.remove(0);
    for _ in 0..3 {
        let (cookie, _) = written(&world).await;
        world.platform.send_draft(&cookie).await.unwrap();
        assert_eq!(world.platform.sequence().await.unwrap(), 1);
    }
    let log = watchpost_tlog::NoteVerifier::parse(&world.platform.log_key()).unwrap();
    let mirror = world.folder.path().join("objects/log");
    let check = || {
        watchpost_tlog::audit(
            &mut Mirror(mirror.clone()),
            &watchpost_tlog::Audit {
                log: &log,
                older: None,
            },
            |_| {},
        )
    };
    assert_eq!(
        check()
            .unwrap_or_else(|_| panic!("the log is whole"))
            .checkpoint
            .size,
        3
    );
    let entries = mirror.join("tile/entries/000.p/3");
    let mut bytes = std::fs::read(&entries).unwrap();
    bytes[10] ^= 1;
    std::fs::write(&entries, bytes).unwrap();
    match check() {
        Err(watchpost_tlog::AuditError::Damaged(damage)) => {
            assert!(damage.path.contains("tile/"), "{}", damage.path)
        }
        _ => panic!("the changed entry was not found"),
    }
}

struct Mirror(std::path::PathBuf);

impl watchpost_tlog::Source for Mirror {
    type Error = std::io::Error;
    fn fetch(&mut self, path: &str) -> Result<Option<Vec<u8>>, std::io::Error> {
        match std::fs::read(self.0.join(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }
}

/// A text as it might lie somewhere: UTF-8, UTF-16, hex, percent, JSON numbers.
fn encodings(text: &str) -> Vec<Vec<u8>> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex: String = text.bytes().map(|b| format!("{b:02x}")).collect();
    let percent: String = text.bytes().map(|b| format!("%{b:02X}")).collect();
    let numbers: Vec<String> = text.bytes().map(|b| b.to_string()).collect();
    vec![
        text.into(),
        utf16,
        hex.into(),
        percent.into(),
        numbers.join(",").into(),
    ]
}

fn objects(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(objects(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found.retain(|path| !path.components().any(|c| c.as_os_str() == "keys"));
    found
}
