//! What somebody sees or does who has the disk: nothing to read, and nothing to change unseen.

use uuid::Uuid;
use watchpost_domain::{DeskId, policy::Role};
use watchpost_service::Error;
use watchpost_vault::Identity;

use crate::{
    key_matrix::Disk,
    world::{CANARY, FOUNDED, by_hand, objects, one_of_each, worlds, written},
};

#[tokio::test]
async fn a_slipped_in_reader_stops_the_sealing() {
    for world in worlds().await {
        let (cookie, _) = written(&world).await;
        let (signed,): (String,) = by_hand!(world, |db| {
            let kept = sqlx::query_as("select signed from roster");
            kept.fetch_one(db).await.unwrap()
        });
        let put = async |signed: &str| {
            by_hand!(world, |db| {
                let changed = sqlx::query("update roster set signed = $1").bind(signed);
                changed.execute(db).await.unwrap();
                db.close().await;
            });
        };
        let mut roster: serde_json::Value = serde_json::from_str(&signed).unwrap();
        roster["roster"]["desk_recipient"] = Identity::generate().recipient().to_string().into();
        put(&roster.to_string()).await;
        assert!(matches!(
            world.platform.send_draft(&cookie).await,
            Err(Error::Unavailable)
        ));
        // Its channel is not offered, and closes no other.
        let offered = world.platform.offered_channels().await.unwrap();
        assert!(offered.is_empty() && !world.platform.channels().await.unwrap().is_empty());
        put(&signed).await;
        assert!(
            world.platform.send_draft(&cookie).await.is_ok(),
            "and the draft was not lost by it"
        );
        assert!(world.desk != DeskId(Uuid::nil()));
    }
}

/// Whoever writes to the database, and leads another desk besides, writes their own keys in as readers: as somebody's key, as
/// holders of the desk's key, as readers of a case. By cryptography they open nothing of what comes, and each row is named or does
/// nothing.
#[tokio::test(flavor = "multi_thread")]
async fn readers_who_were_written_in_open_nothing() {
    for world in worlds().await {
        let platform = &world.platform;
        let (earlier, _) = written(&world).await;
        platform.send_draft(&earlier).await.unwrap();
        let thieves = one_of_each(&[Role::CaseOfficer, Role::Supervisor, Role::Custodian]);
        let theirs = platform.found_desk("Another desk", &thieves).await.unwrap();
        let thief = &thieves[0].secret.identity;
        let (own, victim) = (theirs.members[0].0, world.people[0].0.member.0);
        let holds = "insert into desk_key (desk_id, epoch, member_id, sealed, sum) select desk_id, epoch, $1, sealed, sum from desk_key where member_id = $2";
        let reads = "update case_grant set reader_kind = 'member', reader_id = $1, recipient = $2 where reader_kind = 'desk'";
        by_hand!(world, |db| {
            let holds = sqlx::query(holds).bind(own).bind(victim);
            assert_eq!(holds.execute(db).await.unwrap().rows_affected(), 1);
            let reads = sqlx::query(reads)
                .bind(own)
                .bind(thief.recipient().to_string());
            assert!(reads.execute(db).await.unwrap().rows_affected() > 2);
            let is = sqlx::query("update member set recipient = $1 where id = $2");
            let is = is.bind(thief.recipient().to_string()).bind(victim);
            assert_eq!(is.execute(db).await.unwrap().rows_affected(), 1);
        });
        let (later, _) = written(&world).await;
        // It is sealed to those on the signed roster, or not at all.
        let sent = platform.send_draft(&later).await;
        assert!(matches!(sent, Ok(_) | Err(Error::Unavailable)));
        let disk = Disk::of(&world).await;
        let keys = disk.keys(thieves.iter().map(|t| t.secret.identity.clone()).collect());
        assert!(disk.opened(&keys).is_empty());
        let damage = platform.verify(false, |_, _| ()).await.unwrap().damage;
        assert!(
            damage.iter().any(|d| d.starts_with("table case_grant:")),
            "{damage:?}"
        );
        // The same search finds what those open who should.
        let officer = vec![world.people[0].1.identity.clone()];
        assert!(disk.opened(&disk.keys(officer)).len() > 3);
    }
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
    for world in worlds().await {
        assert_eq!(world.platform.sequence().await.unwrap(), FOUNDED);
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
            8
        );
        let entries = mirror.join("tile/entries/000.p/8");
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

#[tokio::test]
async fn an_object_that_belongs_to_nothing_goes_after_a_day_and_no_other() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, receipt) = written(&world).await;
        let (waiting, _) = written(&world).await;
        platform.send_draft(&cookie).await.unwrap();
        platform.sequence().await.unwrap();
        let before = objects(world.folder.path());
        let files = watchpost_files::Store::local(world.folder.path().join("objects")).unwrap();
        let key = watchpost_files::Key::parse("evidence/of-nobody").unwrap();
        files.put_bytes(&key, "left".into()).await.unwrap();
        assert_eq!(platform.sweep_orphans().await.unwrap(), 0, "not at once");
        world.clock.advance(23 * 3600);
        assert_eq!(platform.sweep_orphans().await.unwrap(), 0);
        assert!(files.exists(&key).await.unwrap());
        world.clock.advance(3600);
        assert_eq!(platform.sweep_orphans().await.unwrap(), 1);
        assert!(!files.exists(&key).await.unwrap());
        // One that gets its row in between is somebody's.
        files.put_bytes(&key, "left".into()).await.unwrap();
        assert_eq!(platform.sweep_orphans().await.unwrap(), 0);
        files.delete(&key).await.unwrap();
        world.clock.advance(48 * 3600);
        assert_eq!(platform.sweep_orphans().await.unwrap(), 0);
        let gone: Vec<_> = before.into_iter().filter(|path| !path.exists()).collect();
        assert!(gone.is_empty(), "{gone:?}");
        let open = platform.open_follow_up(&receipt).await.unwrap();
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert_eq!(seen.files.len(), 1);
        assert!(!waiting.is_empty());
    }
}
