//! The program itself, killed at any moment while reports with files come in: whatever it acknowledged is there afterwards, byte for
//! byte, and the log is the one that it was. Then a backup of it, restored elsewhere. Twenty kills here, over both databases;
//! `WATCHPOST_KILLS=200 cargo test --release -p watchpost --test killed` is the long form. The moments follow from a seed that is
//! printed, and can be given as `WATCHPOST_SEED`.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests are told by the environment where PostgreSQL runs and how often to kill; each has a schema of its own"
)]

mod program;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use program::{
    CANARIES, Place, acknowledged, channel, copy_keys, good, is_whole, opens, read, send, watchpost,
};
use sqlx::Connection;
use watchpost_testkit::{canary, ground};

/// What was acknowledged: number, and the receipt in digits and in words.
type Acknowledged = (u64, (String, String));

/// Moments that follow from a seed.
struct Random(u64);

impl Random {
    fn new() -> Self {
        let given = std::env::var("WATCHPOST_SEED").map(|seed| seed.parse().unwrap());
        let seed = given.unwrap_or_else(|_| uuid::Uuid::new_v4().as_u64_pair().0);
        eprintln!("killed at the moments of WATCHPOST_SEED={seed}");
        Self(seed | 1)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// Three clients that send one report after the other.
struct Clients {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
    answered: Receiver<Acknowledged>,
}

impl Clients {
    fn start(address: &str, channel: &str, from: u64) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (tell, answered) = mpsc::channel();
        let threads = (0..3).map(|client| {
            let (stop, tell) = (Arc::clone(&stop), tell.clone());
            let (address, channel) = (address.to_owned(), channel.to_owned());
            std::thread::spawn(move || {
                let mine = from + client * 1_000..from + client * 1_000 + 1_000;
                for number in mine.take_while(|_| !stop.load(Ordering::Relaxed)) {
                    if let Some(receipt) = acknowledged(&address, &channel, number) {
                        tell.send((number, receipt)).unwrap();
                    }
                }
            })
        });
        Self {
            threads: threads.collect(),
            stop,
            answered,
        }
    }

    /// What is answered until so many have their answer and so much time has gone by after it.
    fn until(&self, some: u64, then: Duration) -> Vec<Acknowledged> {
        let mut all: Vec<Acknowledged> = self.answered.iter().take(some as usize).collect();
        let end = Instant::now() + then;
        let left = || end.saturating_duration_since(Instant::now());
        while let Ok(one) = self.answered.recv_timeout(left()) {
            all.push(one);
        }
        all
    }

    /// Stops them, and gives what else was acknowledged.
    fn stop(self) -> impl Iterator<Item = Acknowledged> {
        self.stop.store(true, Ordering::Relaxed);
        self.threads.into_iter().for_each(|t| t.join().unwrap());
        self.answered.into_iter()
    }
}

/// Kills a server so many times. Gives what it acknowledged, and the checkpoints that the log had in between.
fn kill(place: &Place, times: u64) -> (Vec<Acknowledged>, Vec<String>) {
    let (mut all, mut checkpoints) = (Vec::new(), Vec::new());
    let mut random = Random::new();
    for round in 0..times {
        let (mut child, address) = place.serve();
        let clients = Clients::start(&address, &channel(&address), round * 10_000);
        let then = Duration::from_millis(random.below(500));
        let mut fresh = clients.until(random.below(5), then);
        child.kill().unwrap();
        child.wait().unwrap();
        fresh.extend(clients.stop());
        let (mut child, address) = place.serve();
        for (number, receipt) in &fresh {
            opens(&address, *number, &receipt.0);
        }
        all.append(&mut fresh);
        checkpoints.extend(std::fs::read_to_string(log_of(place).join("checkpoint")));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    (all, checkpoints)
}

fn log_of(place: &Place) -> PathBuf {
    place.folder.path().join("objects/log")
}

fn times(without: u64) -> u64 {
    std::env::var("WATCHPOST_KILLS").map_or(without, |n| n.parse().unwrap())
}

/// The numbers of those that do not open any more.
fn lost(address: &str, all: &[Acknowledged]) -> Vec<u64> {
    let gone = all
        .iter()
        .filter(|(n, receipt)| !is_whole(address, *n, &receipt.0));
    gone.map(|(number, _)| *number).collect()
}

fn stop(mut child: std::process::Child) {
    let id = rustix::process::Pid::from_raw(child.id().cast_signed()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    assert!(child.wait().unwrap().success());
}

fn is_sound(place: &Place) {
    let whole = good(&watchpost(
        &[&["verify", "--deep"], &*place.flags()].concat(),
    ));
    assert!(whole.starts_with("whole: "), "{whole}");
}

fn drill(place: &Place, kills: u64) {
    let (all, checkpoints) = kill(place, kills);
    assert!(!all.is_empty(), "something came in between");
    let figures = ["--metrics-listen", "127.0.0.1:0"];
    let (child, said) = place.serve_with(&figures, 2);
    let (metrics, address) = (read(&said[0], "/metrics"), said[1].as_str());
    assert!(metrics.contains("watchpost_"), "{metrics}");
    assert_eq!(lost(address, &all), [] as [u64; 0]);
    let key = read(address, "/log/key");
    // SIGTERM: open requests end, the log takes in what waits.
    stop(child);
    is_sound(place);
    each_checkpoint_holds(place, key.trim(), &checkpoints);

    let backup = place.folder.path().join("night");
    let backup = backup.to_str().unwrap();
    good(&watchpost(&[&["backup", backup], &*place.flags()].concat()));
    nothing_readable(place, &all, metrics);
    let elsewhere = Place {
        folder: tempfile::tempdir().unwrap(),
        logs: tempfile::tempdir().unwrap(),
        database: None,
    };
    copy_keys(place.folder.path(), elsewhere.folder.path());
    good(&watchpost(
        &[&["restore", backup], &*elsewhere.flags()].concat(),
    ));
    is_sound(&elsewhere);
    let (mut child, address) = elsewhere.serve();
    assert_eq!(lost(&address, &all), [] as [u64; 0]);
    child.kill().unwrap();
    child.wait().unwrap();
    let again = watchpost(&[&["restore", backup], &*elsewhere.flags()].concat());
    assert_eq!(again.status.code(), Some(1));
    what_is_lost_is_named(place, all);
}

/// The log is the same that it was after each kill, only longer.
fn each_checkpoint_holds(place: &Place, key: &str, checkpoints: &[String]) {
    assert!(!checkpoints.is_empty(), "the log was written in between");
    let kept = tempfile::tempdir().unwrap();
    let file = kept.path().join("checkpoint");
    let (log, file) = (log_of(place), file.to_str().unwrap().to_owned());
    let verify = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let flags = ["log", "verify", log.to_str().unwrap(), "--key", key];
        watchpost(&[&flags, &["--since", file.as_str()][..]].concat())
    };
    for checkpoint in checkpoints {
        good(&verify(checkpoint));
    }
    // One that this log never had is named.
    let other = checkpoints[0].replacen('\n', "\n1", 1);
    assert_eq!(verify(&other).status.code(), Some(1));
}

/// An object and the key of a reporter are taken away: exactly their two reports are lost, and `verify` says so.
fn what_is_lost_is_named(place: &Place, mut all: Vec<Acknowledged>) {
    let (child, address) = place.serve();
    let to = channel(&address);
    let objects = || {
        let mut found = Vec::new();
        gather(&place.folder.path().join("objects/evidence"), &mut found);
        found
    };
    // Beyond the numbers of any round.
    let (one, other) = (u64::MAX - 2, u64::MAX - 1);
    let before = objects();
    let first = send(&address, &to, one).unwrap();
    let object = objects().into_iter().find(|o| !before.contains(o)).unwrap();
    let before = reporter_keys(place);
    let second = send(&address, &to, other).unwrap();
    let keys = reporter_keys(place);
    let key = keys.into_iter().find(|k| !before.contains(k)).unwrap();
    all.extend([
        (one, (first, String::new())),
        (other, (second, String::new())),
    ]);
    assert_eq!(lost(&address, &all), [] as [u64; 0]);
    stop(child);
    std::fs::remove_file(object).unwrap();
    drop_reporter_key(place, &key);
    let (child, address) = place.serve();
    assert_eq!(lost(&address, &all), [one, other]);
    stop(child);
    let found = watchpost(&[&["verify", "--deep"], &*place.flags()].concat());
    assert_eq!(found.status.code(), Some(1), "{found:?}");
}

/// Searches everything that the program left: its folder, its backup, its log, its figures, the rows of its database.
fn nothing_readable(place: &Place, all: &[Acknowledged], metrics: String) {
    let mut left = Vec::new();
    gather(place.folder.path(), &mut left);
    gather(place.logs.path(), &mut left);
    let mut heap: Vec<(String, Vec<u8>)> = left
        .into_iter()
        .filter(|path| !path.components().any(|c| c.as_os_str() == "keys"))
        .map(|path| (path.display().to_string(), std::fs::read(path).unwrap()))
        .collect();
    assert!(
        heap.iter().any(|(name, _)| name.ends_with("night")),
        "the backup is searched"
    );
    let rows = here(async {
        match &place.database {
            Some(url) => ground::dump_postgres(url).await,
            None => ground::dump_sqlite(&database_file(place)).await,
        }
    });
    let rows: Vec<String> = rows.into_values().flatten().collect();
    assert!(rows.len() > 20, "the dump holds the reports");
    heap.push(("the database".into(), rows.join("\n").into_bytes()));
    heap.push(("the figures".into(), metrics.into_bytes()));
    let mut words: Vec<String> = CANARIES.map(str::to_owned).into();
    words.push("they took our".into());
    for (_, (digits, spoken)) in all.iter().take(3) {
        words.extend([
            digits.clone(),
            digits.replace(' ', ""),
            digits.replace(' ', "-"),
        ]);
        words.extend([
            spoken.clone(),
            spoken.replace(' ', "-"),
            spoken.replace(' ', ""),
        ]);
        let two = spoken.split(' ').take(2).collect::<Vec<_>>();
        words.push(two.join(" "));
    }
    assert_eq!(canary::find(&heap, &words), [] as [String; 0]);
    // And it would have been found, wherever it lay.
    for (at, word) in words.iter().enumerate() {
        let planted = canary::planted(word);
        let (how, bytes) = &planted[at % planted.len()];
        let place = at % heap.len();
        let clean = heap[place].1.len();
        heap[place].1.extend_from_slice(bytes);
        let found = canary::find(&heap[place..=place], std::slice::from_ref(word));
        assert!(!found.is_empty(), "{word} {how}");
        heap[place].1.truncate(clean);
    }
}

fn gather(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => gather(&path, into),
            false => into.push(path),
        }
    }
}

fn here<T>(task: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(task)
}

fn database_file(place: &Place) -> PathBuf {
    place.folder.path().join("watchpost.db")
}

/// What every reporter's key is found by.
fn reporter_keys(place: &Place) -> Vec<Vec<u8>> {
    let sql = "select lookup from reporter_key";
    let rows: Vec<(Vec<u8>,)> = here(async {
        match &place.database {
            Some(url) => {
                let mut db = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::query_as(sql).fetch_all(&mut db).await.unwrap()
            }
            None => {
                let file = format!("sqlite:{}", database_file(place).display());
                let mut db = sqlx::SqliteConnection::connect(&file).await.unwrap();
                sqlx::query_as(sql).fetch_all(&mut db).await.unwrap()
            }
        }
    });
    rows.into_iter().map(|(key,)| key).collect()
}

fn drop_reporter_key(place: &Place, key: &[u8]) {
    let sql = "delete from reporter_key where lookup = $1";
    here(async {
        match &place.database {
            Some(url) => {
                let mut db = sqlx::PgConnection::connect(url).await.unwrap();
                let gone = sqlx::query(sql).bind(key).execute(&mut db).await;
                assert_eq!(gone.unwrap().rows_affected(), 1);
            }
            None => {
                let file = format!("sqlite:{}", database_file(place).display());
                let mut db = sqlx::SqliteConnection::connect(&file).await.unwrap();
                let gone = sqlx::query(sql).bind(key).execute(&mut db).await;
                assert_eq!(gone.unwrap().rows_affected(), 1);
            }
        }
    });
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let alone = std::env::var("WATCHPOST_TEST_POSTGRES").is_err();
    drill(&Place::new(None), times(if alone { 20 } else { 12 }));
}

#[test]
fn and_on_postgresql() {
    let Ok(url) = std::env::var("WATCHPOST_TEST_POSTGRES") else {
        program::skip("PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)");
        return;
    };
    drill(&Place::on_postgres(&url), times(8));
}
