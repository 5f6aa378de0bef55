//! The program itself, killed while reports with files come in: whatever it acknowledged is there afterwards, byte for byte,
//! and the log is whole. Then a backup of it, restored elsewhere.
//!
//! `WATCHPOST_KILLS=200 cargo test --release -p watchpost --test killed` is the long form.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests are told by the environment where PostgreSQL runs and how often to kill; each has a schema of its own"
)]

mod program;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver},
    },
    thread::JoinHandle,
};

use program::{CANARIES, Place, channel, copy_keys, good, make_schema, opens, send, watchpost};
use sqlx::{AssertSqlSafe, Connection, SqlSafeStr};
use watchpost_testkit::canary::holds;

/// What was acknowledged: number and receipt.
type Acknowledged = (u64, String);

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
                    if let Some(receipt) = send(&address, &channel, number) {
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

    /// Stops them, and gives what else was acknowledged.
    fn stop(self) -> impl Iterator<Item = Acknowledged> {
        self.stop.store(true, Ordering::Relaxed);
        self.threads.into_iter().for_each(|t| t.join().unwrap());
        self.answered.into_iter()
    }
}

/// Kills a server so many times. Gives what it acknowledged.
fn kill(place: &Place, times: u64) -> Vec<Acknowledged> {
    let mut all = Vec::new();
    for round in 0..times {
        let (mut child, address) = place.serve();
        let clients = Clients::start(&address, &channel(&address), round * 10_000);
        // As soon as so many have their answer; the others are somewhere in the middle.
        let some = clients.answered.iter().take(1 + round as usize % 7);
        let mut fresh: Vec<Acknowledged> = some.collect();
        child.kill().unwrap();
        child.wait().unwrap();
        fresh.extend(clients.stop());
        let (mut child, address) = place.serve();
        for (number, receipt) in &fresh {
            opens(&address, *number, receipt);
        }
        all.append(&mut fresh);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    all
}

fn times(without: u64) -> u64 {
    std::env::var("WATCHPOST_KILLS").map_or(without, |n| n.parse().unwrap())
}

fn drill(place: &Place, kills: u64) {
    let acknowledged = kill(place, kills);
    assert!(!acknowledged.is_empty(), "something came in between");
    let (mut child, address) = place.serve();
    for (number, receipt) in &acknowledged {
        opens(&address, *number, receipt);
    }
    // SIGTERM: open requests end, the log takes in what waits.
    let id = rustix::process::Pid::from_raw(child.id().cast_signed()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    assert!(child.wait().unwrap().success());
    let whole = good(&watchpost(
        &[&["verify", "--deep"], &*place.flags()].concat(),
    ));
    assert!(whole.starts_with("whole: "), "{whole}");

    let backup = place.folder.path().join("night");
    let backup = backup.to_str().unwrap();
    good(&watchpost(&[&["backup", backup], &*place.flags()].concat()));
    nothing_readable(place, &acknowledged);
    let elsewhere = Place {
        folder: tempfile::tempdir().unwrap(),
        logs: tempfile::tempdir().unwrap(),
        database: None,
    };
    copy_keys(place.folder.path(), elsewhere.folder.path());
    good(&watchpost(
        &[&["restore", backup], &*elsewhere.flags()].concat(),
    ));
    let whole = good(&watchpost(
        &[&["verify", "--deep"], &*elsewhere.flags()].concat(),
    ));
    assert!(whole.starts_with("whole: "), "{whole}");
    let (mut child, address) = elsewhere.serve();
    for (number, receipt) in &acknowledged {
        opens(&address, *number, receipt);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let again = watchpost(&[&["restore", backup], &*elsewhere.flags()].concat());
    assert_eq!(again.status.code(), Some(1));
}

/// Searches everything that the program left: its folder, its backup, its log, the rows of its database.
fn nothing_readable(place: &Place, acknowledged: &[Acknowledged]) {
    let mut left = Vec::new();
    gather(place.folder.path(), &mut left);
    gather(place.logs.path(), &mut left);
    let mut all: Vec<(String, Vec<u8>)> = left
        .into_iter()
        .filter(|path| !path.components().any(|c| c.as_os_str() == "keys"))
        .map(|path| (path.display().to_string(), std::fs::read(path).unwrap()))
        .collect();
    assert!(
        all.iter().any(|(name, _)| name.ends_with("night")),
        "the backup is searched"
    );
    if let Some(url) = &place.database {
        let rows = dump(url);
        assert!(rows.len() > 10_000, "the dump holds the reports");
        all.push(("the database".into(), rows));
    }
    let receipts = acknowledged
        .iter()
        .take(3)
        .map(|(_, receipt)| receipt.as_str());
    for word in CANARIES
        .into_iter()
        .chain(["they took our"])
        .chain(receipts)
    {
        for (name, bytes) in &all {
            assert!(!holds(bytes, word), "{word} lies in {name}");
        }
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

/// Every row of every table, as PostgreSQL writes it.
fn dump(url: &str) -> Vec<u8> {
    let read = async {
        let mut db = sqlx::PgConnection::connect(url).await?;
        let tables = "select tablename::text from pg_tables where schemaname = current_schema()";
        let tables: Vec<(String,)> = sqlx::query_as(tables).fetch_all(&mut db).await?;
        let mut all = String::new();
        for (table,) in tables {
            let sql = format!("select coalesce(string_agg(t::text, ' '), '') from {table} t");
            let sql = AssertSqlSafe(sql).into_sql_str();
            let (rows,): (String,) = sqlx::query_as(sql).fetch_one(&mut db).await?;
            all.push_str(&rows);
        }
        Ok::<_, sqlx::Error>(all.into_bytes())
    };
    let here = tokio::runtime::Runtime::new().unwrap();
    here.block_on(read).unwrap()
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    drill(&Place::new(None), times(14));
}

#[test]
fn and_on_postgresql() {
    let Ok(url) = std::env::var("WATCHPOST_TEST_POSTGRES") else {
        program::skip("PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)");
        return;
    };
    let schema = format!("k{}", uuid::Uuid::new_v4().simple());
    let joint = if url.contains('?') { '&' } else { '?' };
    let own = format!("{url}{joint}options=-csearch_path%3D{schema}");
    make_schema(&url, &schema);
    drill(&Place::new(Some(own)), times(6));
}
