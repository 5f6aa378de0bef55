//! The desk at work over many cases, without the network between.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use uuid::Uuid;
use watchpost_domain::{
    ChannelId,
    cases::State,
    intake::{Channel, Fields, Promise, Questionnaire},
    policy::{Role, Roles},
};
use watchpost_service::{
    Clock, Keys, Platform,
    desks::NewMember,
    inbox::{Filter, Order},
};
use watchpost_store::Db;
use watchpost_vault::{Identity, MemberSecret, StreamSealer};

use crate::{mib, ms, percentile};

const CASES: usize = 10_000;
const TRIES: usize = 100;

/// Sealing in memory alone, in MB/s.
pub fn sealing() -> f64 {
    let (to, piece) = (Identity::generate().recipient(), crate::http::pieces());
    let header = watchpost_vault::Header {
        installation: Uuid::nil(),
        scope: Uuid::nil(),
        compartment: watchpost_vault::Compartment::Original,
        epoch: 1,
        item: Uuid::nil(),
        version: 1,
        kind: 1,
    };
    let mut sealer = StreamSealer::new(&to, &header);
    let begun = Instant::now();
    for _ in 0..256 {
        std::hint::black_box(sealer.push(&piece));
    }
    256.0 * piece.len() as f64 / begun.elapsed().as_secs_f64() / 1e6
}

async fn fill(platform: &Platform, channel: &str) {
    let mut tasks = tokio::task::JoinSet::new();
    for lane in 0..8 {
        let (platform, channel) = (platform.clone(), channel.to_owned());
        tasks.spawn(async move {
            for number in (lane..CASES).step_by(8) {
                let text = format!("{number} they took our papers at the gate. ").repeat(20);
                let said = [
                    ("what_happened", text.as_str()),
                    ("where", "the gate"),
                    ("when", "in March"),
                    ("contact", "none"),
                ];
                let said = said.map(|(k, v)| (k.to_owned(), v.to_owned()));
                let answers = Fields(said.into());
                let one = platform.begin_submission();
                platform
                    .submit(one, &channel, "en", &answers)
                    .await
                    .unwrap();
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
}

fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        << 10
}

pub fn measure() {
    let threads = tokio::runtime::Builder::new_multi_thread();
    let runtime = { threads }.enable_all().build().unwrap();
    runtime.block_on(work());
}

async fn work() {
    let folder = crate::program::folder();
    let db = Db::sqlite(&folder.path().join("watchpost.db"))
        .await
        .unwrap();
    let files = watchpost_files::Store::local(folder.path().join("objects")).unwrap();
    let now: Timestamp = "2026-03-04T10:00:00Z".parse().unwrap();
    let clock = Clock::standing(now);
    let keys = Keys::generate().with_cheap_passphrases();
    let platform = Platform::new(db, files, keys, clock, "bench/log")
        .await
        .unwrap();
    let roles = Roles::of([Role::CaseOfficer, Role::Supervisor]);
    let member = NewMember {
        name: "Noor".into(),
        roles,
        secret: MemberSecret::generate(),
    };
    let secret = member.secret.clone();
    let founded = platform.found_desk("D", &[member]).await.unwrap();
    let channel = Channel {
        id: ChannelId(Uuid::new_v4()),
        desk: founded.desk,
        languages: vec!["en".into()],
        names: Default::default(),
        readers: Default::default(),
        promise: Promise {
            acknowledge_within: 7,
            answer_within: 90,
        },
        open: true,
        questionnaire: Questionnaire::shipped(),
    };
    platform.put_channel(&channel).await.unwrap();
    let begun = Instant::now();
    fill(&platform, &channel.id.to_string()).await;
    println!(
        "| {CASES} reports straight into the service, 8 at once | {:.0}/s | |",
        CASES as f64 / begun.elapsed().as_secs_f64()
    );
    let (words, key) = ("words to sign in with", "words to unlock with");
    let given = platform
        .give_login(founded.members[0], secret, "noor", words, key)
        .await;
    let code = platform.code_now(&given.unwrap().1).unwrap();
    let mut cookie = platform
        .sign_in("noor", words, &code, None)
        .await
        .unwrap()
        .cookie;
    for what in ["unlock, first time", "unlock again"] {
        platform.forget_lists();
        let (before, begun) = (memory(), Instant::now());
        cookie = platform.unlock(&cookie, key).await.unwrap();
        println!(
            "| {what}, {CASES} cases | {}, memory +{} | |",
            ms(begun.elapsed()),
            mib(memory().saturating_sub(before))
        );
    }
    inbox(&platform, &cookie).await;
    cases(&platform, &cookie).await;
}

async fn inbox(platform: &Platform, cookie: &str) {
    let filters = [
        ("inbox page", Filter::default()),
        (
            "inbox filter",
            Filter {
                state: Some(State::Received),
                order: Order::NewestFirst,
                ..Filter::default()
            },
        ),
        (
            "inbox search",
            Filter {
                words: "9999 papers".into(),
                ..Filter::default()
            },
        ),
    ];
    for (what, filter) in filters {
        let mut times: Vec<Duration> = Vec::new();
        for _ in 0..TRIES {
            let begun = Instant::now();
            let session = platform.session(cookie).await.unwrap().unwrap();
            platform.inbox(&session, &filter, None, 25).await.unwrap();
            times.push(begun.elapsed());
        }
        println!(
            "| {what}, {CASES} cases | p95 {} | |",
            ms(percentile(&mut times, 95))
        );
    }
}

async fn cases(platform: &Platform, cookie: &str) {
    let session = platform.session(cookie).await.unwrap().unwrap();
    let page = platform
        .inbox(&session, &Filter::default(), None, TRIES)
        .await
        .unwrap();
    let who = session.working().unwrap();
    let (mut open, mut write) = (Vec::new(), Vec::new());
    for (number, row) in page.rows.iter().enumerate() {
        let begun = Instant::now();
        platform.read_case(&who, row.case.id).await.unwrap();
        open.push(begun.elapsed());
        let begun = Instant::now();
        let once = number.to_string();
        platform
            .write_to_reporter(&who, row.case.id, &once, "We have read it.", "en")
            .await
            .unwrap();
        write.push(begun.elapsed());
    }
    println!("| open a case | p95 {} | |", ms(percentile(&mut open, 95)));
    println!(
        "| post a message, durable | p95 {} | |",
        ms(percentile(&mut write, 95))
    );
}
