//! An installation with a desk of three and a channel, and a report that is written up to its receipt.

#[path = "../../../../tests/skipped.rs"]
pub mod skipped;

use std::{collections::BTreeMap, path::Path};

use bytes::Bytes;
use futures_util::stream;
use sqlx::Executor;
use uuid::Uuid;
use watchpost_domain::{
    CaseId, ChannelId, DeskId,
    intake::{Channel, Fields, Promise, Questionnaire},
    network::DeskKind,
    policy::{Membership, Role, Roles},
};
use watchpost_service::{
    Clock, Error, Keys, Platform, Working, desks::NewMember, sheets::Typed, steps::StepAsked,
};
use watchpost_store::Db;
use watchpost_vault::MemberSecret;

/// Words that must be found nowhere but where they were sealed.
pub const CANARY: &str = "canary-7351 they took my papers at the quarry gate";
pub const NAME: &str = "canary-7352 Amina Example";
pub const FILE: &[u8] = b"canary-7353 the bytes of a photograph";

/// What the log holds of the desk itself: its founding, its roster with two marks, its channel.
pub const FOUNDED: usize = 5;

pub struct World {
    pub platform: Platform,
    pub folder: tempfile::TempDir,
    /// Where its rows are when they do not lie in the folder.
    pub postgres: Option<String>,
    pub clock: Clock,
    pub channel: ChannelId,
    pub desk: DeskId,
    /// Officer, supervisor, custodian: who they are, and their unlocked keys.
    pub people: Vec<(Membership, MemberSecret)>,
}

/// The database, as somebody who can write to it has it.
pub enum Rows {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

impl World {
    pub async fn rows(&self) -> Rows {
        match &self.postgres {
            Some(url) => Rows::Postgres(sqlx::PgPool::connect(url).await.unwrap()),
            None => {
                let path = self.folder.path().join("watchpost.db");
                let address = format!("sqlite:{}", path.display());
                Rows::Sqlite(sqlx::SqlitePool::connect(&address).await.unwrap())
            }
        }
    }
}

impl World {
    /// The rows themselves, where they lie in a file.
    pub async fn sqlite(&self) -> Option<sqlx::SqlitePool> {
        let there = self.folder.path().join("watchpost.db").exists();
        if there {
            Some(open_database(self).await)
        } else {
            None
        }
    }
}

/// The database of a world on SQLite, as somebody who can write to it has it.
pub async fn open_database(world: &World) -> sqlx::SqlitePool {
    let path = world.folder.path().join("watchpost.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    sqlx::SqlitePool::connect_with(options).await.unwrap()
}

/// The same statements by hand, whichever database it is: `by_hand!(world, |db| …)`.
macro_rules! by_hand {
    ($world:expr, |$db:ident| $body:expr) => {
        match $world.rows().await {
            $crate::world::Rows::Sqlite(pool) => {
                let $db = &pool;
                $body
            }
            $crate::world::Rows::Postgres(pool) => {
                let $db = &pool;
                $body
            }
        }
    };
}
pub(crate) use by_hand;

pub async fn worlds() -> Vec<World> {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&folder.path().join("watchpost.db"))
        .await
        .unwrap();
    let mut all = vec![world(db, None, folder).await];
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment where PostgreSQL runs"
    )]
    match std::env::var("WATCHPOST_TEST_POSTGRES") {
        Ok(url) => {
            let (db, own) = postgres(&url).await;
            all.push(world(db, Some(own), tempfile::tempdir().unwrap()).await);
        }
        Err(_) => skipped::skip("PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)"),
    }
    all
}

#[expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a schema of its own per test, with a random name"
)]
pub async fn postgres(url: &str) -> (Db, String) {
    use sqlx::{AssertSqlSafe, Connection, SqlSafeStr};
    let name = format!("s{}", Uuid::new_v4().simple());
    let mut admin = sqlx::PgConnection::connect(url).await.unwrap();
    admin
        .execute(AssertSqlSafe(format!("create schema {name}")).into_sql_str())
        .await
        .unwrap();
    let joint = if url.contains('?') { '&' } else { '?' };
    let own = format!("{url}{joint}options=-csearch_path%3D{name}");
    (Db::postgres(&own).await.unwrap(), own)
}

async fn world(db: Db, postgres: Option<String>, folder: tempfile::TempDir) -> World {
    let clock = Clock::standing("2026-03-04T10:00:00Z".parse().unwrap());
    let files = watchpost_files::Store::local(folder.path().join("objects")).unwrap();
    let keys = Keys::make(&folder.path().join("keys"))
        .unwrap()
        .with_cheap_passphrases();
    let platform = Platform::new(db, files, keys, clock.clone(), "example.org/log")
        .await
        .unwrap();
    let roles = [Role::CaseOfficer, Role::Supervisor, Role::Custodian];
    let members = one_of_each(&roles);
    let founded = platform.found_desk("A desk", &members).await.unwrap();
    let people = members
        .iter()
        .zip(&founded.members)
        .map(|(m, id)| {
            (
                Membership {
                    member: *id,
                    desk: founded.desk,
                    kind: DeskKind::Desk,
                    roles: m.roles,
                },
                m.secret.clone(),
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
        kept: Default::default(),
        open: true,
        questionnaire: Questionnaire::shipped(),
    };
    platform.put_channel(&channel).await.unwrap();
    World {
        platform,
        folder,
        postgres,
        clock,
        channel: channel.id,
        desk: founded.desk,
        people,
    }
}

/// One person for each role, named after it.
pub fn one_of_each(roles: &[Role]) -> Vec<NewMember> {
    let person = |role: &Role| NewMember {
        name: role.code().into(),
        roles: Roles::of([*role]),
        secret: MemberSecret::generate(),
    };
    roles.iter().map(person).collect()
}

pub fn photograph() -> impl futures_util::Stream<Item = std::io::Result<Bytes>> + Send + Unpin {
    stream::iter([
        Ok(Bytes::from_static(&FILE[..9])),
        Ok(Bytes::from_static(&FILE[9..])),
    ])
}

/// Begins and fills a draft, with a file, up to the receipt. Gives the cookie and the receipt's digits.
pub async fn written(world: &World) -> (String, String) {
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
    world
        .platform
        .save_draft(&cookie, &mut draft)
        .await
        .unwrap();
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
    world
        .platform
        .save_draft(&cookie, &mut draft)
        .await
        .unwrap();
    (cookie, digits)
}

/// A step that needs nothing.
pub fn act(act: &str) -> StepAsked {
    StepAsked {
        act: act.to_owned(),
        ..StepAsked::default()
    }
}

/// Answers to a worksheet with which the case can go on; of `way`, what is chosen is said as well.
pub fn answered(sheet: &str) -> Vec<(String, String)> {
    let (name, chosen) = sheet.split_once('=').unwrap_or((sheet, ""));
    let all: &[(&str, &str)] = match name {
        "safety" => &[
            ("life", "no"),
            ("child", "no"),
            ("sexual-violence", "no"),
            ("ongoing", "no"),
            ("perishing", "no"),
            ("retaliation", "none"),
            ("protect", "not-needed"),
        ],
        "mandate" => &[("speaks", "self"), ("mandate", "own")],
        "eligibility" => &[
            ("company-known", "yes"),
            ("company-known.why", "His uniform says so."),
            ("member-then", "yes"),
            ("member-then.why", "By the list of that year."),
            ("code-touched", "yes"),
            ("code-touched.why", "Paragraph 52."),
            ("paragraphs", "icoc-2021-52"),
            ("link-to-harm", "yes"),
            ("link-to-harm.why", "It was done to him."),
            ("facts-enough", "yes"),
            ("facts-enough.why", "All three."),
            ("not-vexatious", "yes"),
            ("not-vexatious.why", "Nothing speaks for that."),
            ("company-tried", "unsafe"),
            ("company-tried.why", "His chief reads it."),
        ],
        "way" => &[("way", "")],
        "agreement" => &[("terms", "They pay by May."), ("agrees", "yes")],
        "referral" => &[
            ("recipient", "The labour office"),
            ("what", "facts"),
            ("form", "audio"),
            ("given-on", "2026-11-02"),
        ],
        "retaliation" => &[("what", "They sent him home."), ("danger", "yes")],
        "done" => &[("kinds", "back-pay"), ("what", "They paid.")],
        "seen-done" => &[("reached", "yes"), ("how", "By the bank's paper.")],
        "asked" => &[("how", "call"), ("on", "2026-11-02")],
        "recusals" => &[("interest", "aside"), ("who", "One seat of industry.")],
        "decision" => &[("decision", "suspend"), ("reasons", "They refused to pay.")],
        _ => &[],
    };
    let one = |(question, said): &(&str, &str)| {
        let said = if said.is_empty() { chosen } else { said };
        (format!("q.{question}"), said.to_owned())
    };
    all.iter().map(one).collect()
}

/// All values of a field among these.
pub fn values(all: &[(String, String)]) -> impl Fn(&str) -> Vec<String> + '_ {
    |field| {
        let own = all.iter().filter(|(name, _)| name == field);
        own.map(|(_, value)| value.clone()).collect()
    }
}

/// Fills in a worksheet with [`answered`].
pub async fn fill(
    platform: &Platform,
    who: &Working<'_>,
    id: CaseId,
    sheet: &str,
) -> Result<(), Error> {
    let all = answered(sheet);
    let typed = Typed {
        sheet: sheet.split('=').next().unwrap(),
        once: &uuid::Uuid::new_v4().simple().to_string(),
        values: values(&all),
        language: "en",
    };
    platform.fill_sheet(who, id, typed).await
}

pub fn objects(folder: &Path) -> Vec<std::path::PathBuf> {
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

impl World {
    /// Officer, supervisor and custodian, with their keys unlocked.
    pub fn staff(&self) -> [Working<'_>; 3] {
        [0, 1, 2].map(|i| Working {
            member: self.people[i].0,
            unlocked: &self.people[i].1,
        })
    }
}

/// A custodian asks, and a second person agrees, that who reported is opened.
pub async fn agreed(
    platform: &Platform,
    custodian: &Working<'_>,
    second: &Working<'_>,
    case: CaseId,
) {
    platform
        .ask_identity(custodian, case, "to call them")
        .await
        .unwrap();
    platform
        .answer_ask(second, case, custodian.member.member, None)
        .await
        .unwrap();
}
