//! Every key that somebody holds, tried on everything that is sealed: by cryptography alone, with the rows as they lie there and no
//! rule of ours in between. Then sealed things put in each other's place.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::SqlitePool;
use uuid::Uuid;
use watchpost_domain::{
    CaseId, ChannelId,
    policy::{Membership, Role},
    sealed::{Compartment as Place, PartKind},
};
use watchpost_service::{Drafting, Working};
use watchpost_vault::{Compartment, Header, Identity, MemberSecret, Receipt, open, open_key};

use crate::{
    people::open_database,
    world::{World, one_of_each, worlds, written},
};

type Sealed = (Uuid, Uuid, i64, i64, i64, Option<Vec<u8>>);
type Grant = (Uuid, Uuid, i64, i64, Vec<u8>);

/// All that lies sealed in the database, and what it takes to say where it belongs.
struct Disk {
    installation: Uuid,
    desk_keys: Vec<(Uuid, i64, Uuid, Vec<u8>)>,
    grants: Vec<Grant>,
    parts: Vec<Sealed>,
}

impl Disk {
    async fn of(db: &SqlitePool) -> Self {
        let (installation,): (Vec<u8>,) =
            sqlx::query_as("select value from installation where name = 'id'")
                .fetch_one(db)
                .await
                .unwrap();
        let desk_keys = sqlx::query_as("select desk_id, epoch, member_id, sealed from desk_key");
        let grants =
            sqlx::query_as("select id, case_id, compartment, epoch, sealed from case_grant");
        let parts =
            sqlx::query_as("select id, case_id, compartment, kind, epoch, sealed from part");
        Self {
            installation: Uuid::from_slice(&installation).unwrap(),
            desk_keys: desk_keys.fetch_all(db).await.unwrap(),
            grants: grants.fetch_all(db).await.unwrap(),
            parts: parts.fetch_all(db).await.unwrap(),
        }
    }

    fn header(
        &self,
        scope: Uuid,
        compartment: Compartment,
        epoch: i64,
        item: Uuid,
        kind: i64,
    ) -> Header {
        Header {
            installation: self.installation,
            scope,
            compartment,
            epoch: u32::try_from(epoch).unwrap(),
            item,
            version: 1,
            kind: u16::try_from(kind).unwrap(),
        }
    }

    /// Every key that can be had, beginning with these.
    fn keys(&self, first: Vec<Identity>) -> Vec<Identity> {
        let mut keys = first;
        let mut tried = 0;
        while tried < keys.len() {
            let key = keys[tried].clone();
            tried += 1;
            for (desk, epoch, member, sealed) in &self.desk_keys {
                let header = self.header(*desk, Compartment::DeskKey, *epoch, *member, 1);
                keys.extend(open_key(&key, &header, sealed).ok());
            }
            for (id, case, compartment, epoch, sealed) in &self.grants {
                let header = self.header(*case, Compartment::Grant, *epoch, *id, *compartment);
                keys.extend(open_key(&key, &header, sealed).ok());
            }
        }
        keys
    }

    /// What these keys open: compartment, kind and how many.
    fn opened(&self, keys: &[Identity]) -> BTreeMap<(String, String), usize> {
        let mut opened = BTreeMap::new();
        for (id, case, compartment, kind, epoch, sealed) in &self.parts {
            let Some(sealed) = sealed else { continue };
            let place = Compartment::from_code(u8::try_from(*compartment).unwrap()).unwrap();
            let header = self.header(*case, place, *epoch, *id, *kind);
            if keys.iter().any(|key| open(key, &header, sealed).is_ok()) {
                let names = (
                    Place::from_code(*compartment).unwrap().name().to_owned(),
                    format!("{:?}", PartKind::from_code(*kind).unwrap()),
                );
                *opened.entry(names).or_default() += 1;
            }
        }
        opened
    }
}

/// A desk with one person for each role, and a case in which everything there is was written.
async fn everybody(world: World) -> (World, CaseId, String, Vec<(Role, MemberSecret)>) {
    let people = one_of_each(&Role::ALL);
    let platform = &world.platform;
    let founded = platform.found_desk("All roles", &people).await.unwrap();
    let mut channel = platform.channel(world.channel).await.unwrap().unwrap();
    (channel.desk, channel.id) = (founded.desk, ChannelId(Uuid::new_v4()));
    platform.put_channel(&channel).await.unwrap();
    let world = World {
        channel: channel.id,
        ..world
    };
    let platform = &world.platform;
    let (cookie, receipt) = written(&world).await;
    let Drafting::Open(draft) = platform.draft(&cookie).await.unwrap() else {
        panic!("the draft is open")
    };
    platform.send_draft(&cookie).await.unwrap();
    let at = Role::ALL
        .iter()
        .position(|r| *r == Role::CaseOfficer)
        .unwrap();
    let officer = Working {
        member: Membership {
            member: founded.members[at],
            desk: founded.desk,
            roles: people[at].roles,
        },
        unlocked: &people[at].secret,
    };
    let case = draft.case;
    platform
        .write_to_reporter(&officer, case, "1", "hello", "en")
        .await
        .unwrap();
    platform
        .write_note(&officer, case, "2", "a note")
        .await
        .unwrap();
    platform
        .write_private_note(&officer, case, "3", "mine")
        .await
        .unwrap();
    let open = platform.open_follow_up(&receipt).await.unwrap();
    platform
        .write_as_reporter(&open, "4", "thank you", "en")
        .await
        .unwrap();
    let people = people
        .into_iter()
        .zip(Role::ALL)
        .map(|(p, role)| (role, p.secret));
    let people = people.collect();
    (world, case, receipt, people)
}

fn names(all: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    all.iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[tokio::test]
async fn each_key_opens_what_is_in_the_matrix_and_nothing_else() {
    let world = worlds().await.remove(0);
    let (world, _, receipt, people) = everybody(world).await;
    let db = open_database(&world).await;
    let disk = Disk::of(&db).await;
    let reporter_reads = names(&[
        ("identity", "Identity"),
        ("narrative", "Answers"),
        ("narrative", "Consent"),
        ("narrative", "History"),
        ("narrative", "Message"),
        ("original", "FileFacts"),
    ]);
    let custodian_reads = names(&[("identity", "Identity")]);
    let mut desk_reads = names(&[("team", "Note"), ("team", "History")]);
    desk_reads.extend(reporter_reads.iter().cloned());
    desk_reads.retain(|name| !custodian_reads.contains(name));
    let opens = |first: Vec<Identity>| disk.opened(&disk.keys(first));
    let seen = |first| opens(first).into_keys().collect::<BTreeSet<_>>();
    let mut tried = 0;
    for (role, secret) in &people {
        let mut expected = match role {
            Role::Intake | Role::CaseOfficer | Role::Supervisor => desk_reads.clone(),
            Role::Custodian => custodian_reads.clone(),
            Role::Analyst | Role::Auditor | Role::Administrator => BTreeSet::new(),
        };
        if *role == Role::CaseOfficer {
            // Sealed to its writer alone.
            expected.extend(names(&[("team", "PrivateNote")]));
        }
        assert_eq!(seen(vec![secret.identity.clone()]), expected, "{role:?}");
        tried += disk.parts.len();
    }
    let (wrapped,): (Vec<u8>,) = sqlx::query_as("select wrapped from reporter_key")
        .fetch_one(&db)
        .await
        .unwrap();
    let reporter = Receipt::parse(&receipt).unwrap().unwrap(&wrapped).unwrap();
    assert_eq!(seen(vec![reporter.clone()]), reporter_reads);
    // Those of another desk, all together, and a key of nobody.
    let strangers = world.people.iter().map(|(_, s)| s.identity.clone());
    assert!(seen(strangers.chain([Identity::generate()]).collect()).is_empty());
    // Everything is opened by somebody, so nothing was passed over.
    let all = people.iter().map(|(_, s)| s.identity.clone());
    let opened: usize = opens(all.chain([reporter]).collect()).values().sum();
    assert_eq!(opened, disk.parts.iter().filter(|p| p.5.is_some()).count());
    assert!(tried > 50);
}

#[tokio::test]
async fn sealed_things_in_each_others_place_open_nowhere() {
    let world = worlds().await.remove(0);
    let (world, case, receipt, people) = everybody(world).await;
    let (cookie, _) = written(&world).await;
    world.platform.send_draft(&cookie).await.unwrap();
    let db = open_database(&world).await;
    let disk = Disk::of(&db).await;
    let (_, officer) = people
        .iter()
        .find(|(r, _)| *r == Role::CaseOfficer)
        .unwrap();
    let keys = disk.keys(vec![officer.identity.clone()]);
    let before: usize = disk.opened(&keys).values().sum();
    // Each sealed part at the place of every other: of the same case, of another, of another kind.
    let mut swapped = 0;
    for one in 0..disk.parts.len() {
        for other in 0..disk.parts.len() {
            if one == other || disk.parts[one].5.is_none() || disk.parts[other].5.is_none() {
                continue;
            }
            let (id, scope, compartment, kind, epoch, _) = &disk.parts[one];
            let place = Compartment::from_code(u8::try_from(*compartment).unwrap()).unwrap();
            let header = disk.header(*scope, place, *epoch, *id, *kind);
            let bytes = disk.parts[other].5.as_ref().unwrap();
            assert!(keys.iter().all(|key| open(key, &header, bytes).is_err()));
            swapped += 1;
        }
    }
    assert!(swapped > 100 && before > 10);
    // The same through the program: two messages change places, and the case says that it is damaged, not something else.
    let message = PartKind::Message.code();
    let two: Vec<(Uuid, Vec<u8>)> =
        sqlx::query_as("select id, sealed from part where case_id = $1 and kind = $2")
            .bind(case.0)
            .bind(message)
            .fetch_all(&db)
            .await
            .unwrap();
    for (to, from) in [(0, 1), (1, 0)] {
        sqlx::query("update part set sealed = $1 where id = $2")
            .bind(&two[from].1)
            .bind(two[to].0)
            .execute(&db)
            .await
            .unwrap();
    }
    let open = world.platform.open_follow_up(&receipt).await.unwrap();
    assert!(world.platform.follow_up(&open).await.is_err());
}
