//! Every key that somebody holds, tried on everything that is sealed: by cryptography alone, with the rows as they lie there and no
//! rule of ours in between. Then sealed things put in each other's place.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use watchpost_domain::{
    CaseId, ChannelId,
    policy::{Membership, Role},
    sealed::{Compartment as Place, PartKind},
};
use watchpost_service::{Drafting, Working};
use watchpost_vault::{
    Compartment, Header, Identity, MemberSecret, Receipt, open, open_key, seal_key,
};

use crate::world::{World, by_hand, one_of_each, worlds, written};

type Sealed = (Uuid, Uuid, i64, i64, i64, Option<Vec<u8>>);
type Grant = (Uuid, Uuid, i64, i64, Vec<u8>);

/// All that lies sealed in the database, and what it takes to say where it belongs.
pub struct Disk {
    installation: Uuid,
    desk_keys: Vec<(Uuid, i64, Uuid, Vec<u8>)>,
    grants: Vec<Grant>,
    parts: Vec<Sealed>,
}

impl Disk {
    pub async fn of(world: &World) -> Self {
        let (keys, grants, parts) = (
            "select desk_id, epoch, member_id, sealed from desk_key",
            "select id, case_id, compartment, epoch, sealed from case_grant",
            "select id, case_id, compartment, kind, epoch, sealed from part",
        );
        by_hand!(world, |db| {
            let id = sqlx::query_as("select value from installation where name = 'id'");
            let (installation,): (Vec<u8>,) = id.fetch_one(db).await.unwrap();
            Self {
                installation: Uuid::from_slice(&installation).unwrap(),
                desk_keys: sqlx::query_as(keys).fetch_all(db).await.unwrap(),
                grants: sqlx::query_as(grants).fetch_all(db).await.unwrap(),
                parts: sqlx::query_as(parts).fetch_all(db).await.unwrap(),
            }
        })
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
    pub fn keys(&self, first: Vec<Identity>) -> Vec<Identity> {
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
    pub fn opened(&self, keys: &[Identity]) -> BTreeMap<(String, String), usize> {
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
            kind: watchpost_domain::network::DeskKind::Desk,
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

/// What each role's key should open, and does not, or does and should not.
fn beyond(disk: &Disk, people: &[(Role, MemberSecret)]) -> Vec<String> {
    let mut found = Vec::new();
    for (role, secret) in people {
        let expected = may_open(*role);
        let opened = disk.opened(&disk.keys(vec![secret.identity.clone()]));
        let opened: BTreeSet<_> = opened.into_keys().collect();
        found.extend(opened.symmetric_difference(&expected).map(|(place, kind)| {
            let what = if expected.contains(&(place.clone(), kind.clone())) {
                "does not open"
            } else {
                "opens"
            };
            format!("{} {what} {kind} of {place}", role.code())
        }));
    }
    found
}

/// What a reporter's key opens.
fn reporter_opens() -> BTreeSet<(String, String)> {
    names(&[
        ("identity", "Identity"),
        ("narrative", "Answers"),
        ("narrative", "Consent"),
        ("narrative", "History"),
        ("narrative", "Message"),
        ("original", "FileFacts"),
    ])
}

/// What a role's key opens, when an officer has written everything there is.
fn may_open(role: Role) -> BTreeSet<(String, String)> {
    let identity = names(&[("identity", "Identity")]);
    let mut desk = names(&[("team", "Note"), ("team", "History")]);
    desk.extend(reporter_opens());
    desk.retain(|name| !identity.contains(name));
    match role {
        Role::Intake | Role::Supervisor => desk,
        Role::CaseOfficer => {
            // Sealed to its writer alone.
            desk.extend(names(&[("team", "PrivateNote")]));
            desk
        }
        Role::Custodian => identity,
        Role::Analyst | Role::Auditor | Role::Administrator | Role::Monitor => BTreeSet::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_key_opens_what_is_in_the_matrix_and_nothing_else() {
    for world in worlds().await {
        let (world, case, receipt, people) = everybody(world).await;
        let disk = Disk::of(&world).await;
        assert_eq!(beyond(&disk, &people), [] as [String; 0]);
        let opens = |first: Vec<Identity>| disk.opened(&disk.keys(first));
        let seen = |first| opens(first).into_keys().collect::<BTreeSet<_>>();
        let (wrapped,): (Vec<u8>,) = by_hand!(world, |db| {
            let key = sqlx::query_as("select wrapped from reporter_key");
            key.fetch_one(db).await.unwrap()
        });
        let reporter = Receipt::parse(&receipt).unwrap().unwrap(&wrapped).unwrap();
        assert_eq!(seen(vec![reporter.clone()]), reporter_opens());
        // Those of another desk, all together, and a key of nobody.
        let strangers = world.people.iter().map(|(_, s)| s.identity.clone());
        assert!(seen(strangers.chain([Identity::generate()]).collect()).is_empty());
        // Everything is opened by somebody, so nothing was passed over.
        let all = people.iter().map(|(_, s)| s.identity.clone());
        let opened: usize = opens(all.chain([reporter]).collect()).values().sum();
        assert_eq!(opened, disk.parts.iter().filter(|p| p.5.is_some()).count());
        assert!(people.len() * disk.parts.len() > 50);
        a_key_that_was_passed_on_is_named(&world, case, &people, &disk).await;
    }
}

/// An officer who writes to the database gives the narrative's key to somebody who sees numbers only: the matrix names them, and
/// `verify` the row.
async fn a_key_that_was_passed_on_is_named(
    world: &World,
    case: CaseId,
    people: &[(Role, MemberSecret)],
    disk: &Disk,
) {
    let of = |role: Role| {
        let mut all = people.iter();
        &all.find(|(r, _)| *r == role).unwrap().1.identity
    };
    let (officer, analyst) = (of(Role::CaseOfficer), of(Role::Analyst));
    let narrative = i64::from(Compartment::Narrative.code());
    let desk = disk.keys(vec![officer.clone()]);
    let mut grants = disk
        .grants
        .iter()
        .filter(|g| g.1 == case.0 && g.2 == narrative);
    let header =
        |id: Uuid, epoch: i64| disk.header(case.0, Compartment::Grant, epoch, id, narrative);
    let (from, key) = grants
        .find_map(|(id, _, _, epoch, sealed)| {
            let mut keys = desk.iter();
            let key = keys.find_map(|k| open_key(k, &header(*id, *epoch), sealed).ok())?;
            Some((*id, key))
        })
        .unwrap();
    let given = Uuid::new_v4();
    let sealed = seal_key(&analyst.recipient(), &header(given, 1), &key);
    let slip = "insert into case_grant (id, case_id, compartment, epoch, recipient, reader_kind, reader_id, reader_epoch, sealed, signature,
        given_by, expires, sum) select $1, case_id, compartment, epoch, recipient, reader_kind, reader_id, reader_epoch, $2, signature,
        given_by, expires, sum from case_grant where id = $3";
    by_hand!(world, |db| {
        let slip = sqlx::query(slip).bind(given).bind(&sealed).bind(from);
        assert_eq!(slip.execute(db).await.unwrap().rows_affected(), 1);
    });
    let found = beyond(&Disk::of(world).await, people);
    let kinds = ["Answers", "Consent", "History", "Message"];
    let expected = kinds.map(|kind| format!("analyst opens {kind} of narrative"));
    assert_eq!(found, expected);
    let damage = world
        .platform
        .verify(false, |_, _| ())
        .await
        .unwrap()
        .damage;
    assert!(
        damage.iter().any(|d| d.starts_with("table case_grant:")),
        "{damage:?}"
    );
}

/// How many sealed parts can be opened at the place of another, by whoever tries them with `opens`: the keys, the place where the
/// part lies now, the place that it came from, and its bytes.
fn moved(
    disk: &Disk,
    keys: &[Identity],
    opens: impl Fn(&Identity, &Header, &Header, &[u8]) -> bool,
) -> (usize, usize) {
    let place = |part: &Sealed| {
        let compartment = Compartment::from_code(u8::try_from(part.2).unwrap()).unwrap();
        disk.header(part.1, compartment, part.4, part.0, part.3)
    };
    let sealed: Vec<&Sealed> = disk.parts.iter().filter(|p| p.5.is_some()).collect();
    let (mut opened, mut tried) = (0, 0);
    for (one, to) in sealed.iter().enumerate() {
        for (_, from) in sealed.iter().enumerate().filter(|(other, _)| one != *other) {
            let bytes = from.5.as_ref().unwrap();
            let (here, there) = (place(to), place(from));
            opened += usize::from(keys.iter().any(|key| opens(key, &here, &there, bytes)));
            tried += 1;
        }
    }
    (opened, tried)
}

#[tokio::test(flavor = "multi_thread")]
async fn sealed_things_in_each_others_place_open_nowhere() {
    for world in worlds().await {
        let (world, case, receipt, people) = everybody(world).await;
        let (cookie, _) = written(&world).await;
        world.platform.send_draft(&cookie).await.unwrap();
        let disk = Disk::of(&world).await;
        let mut officers = people.iter().filter(|(r, _)| *r == Role::CaseOfficer);
        let (_, officer) = officers.next().unwrap();
        let keys = disk.keys(vec![officer.identity.clone()]);
        // Each sealed part at the place of every other: of the same case, of another, of another kind.
        let (opened, tried) = moved(&disk, &keys, |key, here, _, bytes| {
            open(key, here, bytes).is_ok()
        });
        assert_eq!(opened, 0);
        assert!(tried > 100);
        // A reader who believed what a part says of itself would open what was moved.
        let (opened, _) = moved(&disk, &keys, |key, _, there, bytes| {
            open(key, there, bytes).is_ok()
        });
        assert!(opened > tried / 4, "{opened} of {tried}");
        // The same through the program: two messages change places, and the case says that it is damaged, not something else.
        let message = PartKind::Message.code();
        let found = "select id, sealed from part where case_id = $1 and kind = $2";
        let change = "update part set sealed = $1 where id = $2";
        by_hand!(world, |db| {
            let found = sqlx::query_as(found).bind(case.0).bind(message);
            let two: Vec<(Uuid, Vec<u8>)> = found.fetch_all(db).await.unwrap();
            for (to, from) in [(0, 1), (1, 0)] {
                let change = sqlx::query(change).bind(&two[from].1).bind(two[to].0);
                change.execute(db).await.unwrap();
            }
        });
        let open = world.platform.open_follow_up(&receipt).await.unwrap();
        assert!(world.platform.follow_up(&open).await.is_err());
    }
}
