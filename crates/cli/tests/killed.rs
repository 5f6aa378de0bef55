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

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver},
    },
    thread::JoinHandle,
    time::Duration,
};

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Executor, SqlSafeStr};
use watchpost_testkit::canary::holds;

const FILE: usize = 150_000;

/// Words of reports, a place, a way to reach somebody, the name of a file: they lie nowhere but sealed.
const CANARIES: [&str; 4] = [
    "canary-7361 they took our papers",
    "canary-7362 the quarry gate",
    "canary-7363@example.org",
    "canary-7364.jpg",
];

fn watchpost(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_watchpost"))
        .args(arguments)
        .env_remove("WATCHPOST_DATA")
        .output()
        .unwrap()
}

fn good(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

struct Place {
    folder: tempfile::TempDir,
    logs: tempfile::TempDir,
    database: Option<String>,
}

impl Place {
    fn new(database: Option<String>) -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
            logs: tempfile::tempdir().unwrap(),
            database,
        };
        let rest = [
            "--desk",
            "D",
            "--name",
            "N",
            "--login",
            "noor",
            "--base-url",
            "https://example.org",
        ];
        good(&watchpost(&[&["init"], &*place.flags(), &rest].concat()));
        place
    }

    /// Where the program writes what it says of itself, from every start.
    fn log(&self) -> std::fs::File {
        let path = self.logs.path().join("log");
        let file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(path);
        file.unwrap()
    }

    fn data(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }

    fn flags(&self) -> Vec<&str> {
        let mut flags = vec!["--data", self.data()];
        if let Some(url) = &self.database {
            flags.extend(["--database-url", url]);
        }
        flags
    }

    fn serve(&self) -> (Child, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_watchpost"))
            .args([&["serve", "--listen", "127.0.0.1:0"], &*self.flags()].concat())
            .stdout(Stdio::piped())
            .stderr(self.log())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.rsplit("http://").next().unwrap().trim().to_owned();
        (child, address)
    }
}

/// A request whose whole answer came; nothing when the connection broke.
fn post(address: &str, path: &str, kind: &str, key: &str, body: &[u8]) -> Option<(u16, Vec<u8>)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .ok()?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {kind}\r\nIdempotency-Key: {key}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let length = head.split("content-length: ").nth(1)?.lines().next()?;
    let length: usize = length.parse().ok()?;
    let content = answer.split_off(end + 4);
    let status: u16 = head.split(' ').nth(1)?.parse().ok()?;
    (content.len() == length).then_some((status, content))
}

/// The bytes of a file that only this number has.
fn file(number: u64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(FILE);
    let mut at = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    while bytes.len() < FILE {
        at ^= at << 13;
        at ^= at >> 7;
        at ^= at << 17;
        bytes.extend_from_slice(&at.to_le_bytes());
    }
    bytes
}

fn report(channel: &str, number: u64) -> Vec<u8> {
    let report = json!({"channel": channel, "language": "en", "answers": {
        "what_happened": format!("{} {number}", CANARIES[0]), "where": CANARIES[1], "when": "c", "contact": CANARIES[2]}});
    let mut body = format!("--edge\r\nContent-Disposition: form-data; name=\"report\"\r\n\r\n{report}\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n", CANARIES[3]).into_bytes();
    body.extend(file(number));
    body.extend(b"\r\n--edge--\r\n");
    body
}

fn channel(address: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET /api/v1/intake HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let body = answer.split("\r\n\r\n").nth(1).unwrap();
    let intake: Value = serde_json::from_str(body).unwrap();
    intake["channels"][0]["id"].as_str().unwrap().to_owned()
}

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

fn send(address: &str, channel: &str, number: u64) -> Option<String> {
    let kind = "multipart/form-data; boundary=edge";
    let key = format!("a key of its own {number}");
    let body = report(channel, number);
    let (status, said) = post(address, "/api/v1/reports", kind, &key, &body)?;
    let said: Value = serde_json::from_slice(&said).unwrap();
    (status == 201).then(|| said["receipt_digits"].as_str().unwrap().to_owned())
}

fn opens(address: &str, number: u64, receipt: &str) {
    let receipt = json!({"receipt": receipt}).to_string();
    let (status, said) = post(
        address,
        "/api/v1/follow-up",
        "application/json",
        "none",
        receipt.as_bytes(),
    )
    .unwrap();
    assert_eq!(status, 200, "report {number} is lost");
    let said: Value = serde_json::from_slice(&said).unwrap();
    let id = said["files"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/follow-up/files/{id}");
    let (status, bytes) = post(
        address,
        &path,
        "application/json",
        "none",
        receipt.as_bytes(),
    )
    .unwrap();
    assert_eq!(status, 200);
    assert!(
        bytes == file(number),
        "the file of report {number} is not what was sent"
    );
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

fn copy_keys(from: &Path, to: &Path) {
    std::fs::create_dir(to.join("keys")).unwrap();
    for entry in std::fs::read_dir(from.join("keys")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join("keys").join(entry.file_name())).unwrap();
    }
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    drill(&Place::new(None), times(14));
}

#[test]
fn and_on_postgresql() {
    let Ok(url) = std::env::var("WATCHPOST_TEST_POSTGRES") else {
        eprintln!("skipped: PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)");
        return;
    };
    let schema = format!("k{}", uuid::Uuid::new_v4().simple());
    let joint = if url.contains('?') { '&' } else { '?' };
    let own = format!("{url}{joint}options=-csearch_path%3D{schema}");
    make_schema(&url, &schema);
    drill(&Place::new(Some(own)), times(6));
}

fn make_schema(url: &str, name: &str) {
    let make = async {
        let mut admin = sqlx::PgConnection::connect(url).await?;
        let sql = AssertSqlSafe(format!("create schema {name}")).into_sql_str();
        admin.execute(sql).await.map(drop)
    };
    let here = tokio::runtime::Runtime::new().unwrap();
    here.block_on(make).unwrap();
}
