//! The program as a process of its own, with reports sent to it over the network.
#![allow(dead_code, unused_imports, reason = "each test uses its part")]

#[path = "../../../../tests/skipped.rs"]
mod skipped;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use serde_json::{Value, json};
pub use skipped::skip;
use sqlx::{AssertSqlSafe, Connection, Executor, SqlSafeStr};

pub const FILE: usize = 150_000;

/// Words of reports, a place, a way to reach somebody, the name of a file, what a browser says of itself, the key of a request, the
/// address that it comes from: they lie nowhere but sealed, and the last three lie nowhere at all.
pub const CANARIES: [&str; 7] = [
    "canary-7361 they took our papers",
    "canary-7362 the quarry gate",
    "canary-7363@example.org",
    "canary-7364.jpg",
    "canary-7365 a browser",
    "canary-7366 a key of its own",
    "127.0.0.7",
];

pub fn watchpost(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_watchpost"))
        .args(arguments)
        .env_remove("WATCHPOST_DATA")
        .output()
        .unwrap()
}

pub fn good(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub struct Place {
    pub folder: tempfile::TempDir,
    pub logs: tempfile::TempDir,
    pub database: Option<String>,
}

impl Place {
    pub fn new(database: Option<String>) -> Self {
        Self::under(&std::env::temp_dir(), database)
    }

    /// With a schema of its own in this PostgreSQL.
    pub fn on_postgres(url: &str) -> Self {
        let schema = format!("k{}", uuid::Uuid::new_v4().simple());
        let joint = if url.contains('?') { '&' } else { '?' };
        let own = format!("{url}{joint}options=-csearch_path%3D{schema}");
        make_schema(url, &schema);
        Self::new(Some(own))
    }

    /// Made in a folder of its own under this one.
    pub fn under(folder: &Path, database: Option<String>) -> Self {
        let place = Self {
            folder: tempfile::tempdir_in(folder).unwrap(),
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
    pub fn log(&self) -> std::fs::File {
        let path = self.logs.path().join("log");
        let file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(path);
        file.unwrap()
    }

    pub fn data(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }

    pub fn flags(&self) -> Vec<&str> {
        let mut flags = vec!["--data", self.data()];
        if let Some(url) = &self.database {
            flags.extend(["--database-url", url]);
        }
        flags
    }

    pub fn serve(&self) -> (Child, String) {
        let (child, said) = self.serve_with(&[], 1);
        (child, said[0].clone())
    }

    /// Serves with more flags. Gives the addresses that it names, in as many lines.
    pub fn serve_with(&self, more: &[&str], lines: usize) -> (Child, Vec<String>) {
        let flags = ["serve", "--listen", "127.0.0.1:0"];
        let mut child = Command::new(env!("CARGO_BIN_EXE_watchpost"))
            .args([&flags, more, &*self.flags()].concat())
            .stdout(Stdio::piped())
            .stderr(self.log())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        let said = said.take(lines).map(Result::unwrap).map(|line| {
            let address = line.rsplit("http://").next().unwrap();
            address.split('/').next().unwrap().trim().to_owned()
        });
        (child, said.collect())
    }
}

/// A connection from an address that nobody else has here.
pub fn connect(address: &str) -> Option<TcpStream> {
    let mut here = tokio::runtime::Builder::new_current_thread();
    let here = here.enable_io().build().ok()?;
    let stream = here.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().ok()?;
        let own = format!("{}:0", CANARIES[6]).parse().ok()?;
        socket.bind(own).ok()?;
        let stream = socket.connect(address.parse().ok()?).await.ok()?;
        stream.into_std().ok()
    })?;
    stream.set_nonblocking(false).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .ok()?;
    Some(stream)
}

/// What an address says, without its head.
pub fn read(address: &str, path: &str) -> String {
    let mut stream = connect(address).unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// A request whose whole answer came; nothing when the connection broke.
pub fn post(
    address: &str,
    path: &str,
    kind: &str,
    key: &str,
    body: &[u8],
) -> Option<(u16, Vec<u8>)> {
    let mut stream = connect(address)?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {kind}\r\nIdempotency-Key: {key}\r\nUser-Agent: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        CANARIES[4],
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
pub fn file(number: u64) -> Vec<u8> {
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

pub fn report(channel: &str, number: u64) -> Vec<u8> {
    let report = json!({"channel": channel, "language": "en", "answers": {
        "what_happened": format!("{} {number}", CANARIES[0]), "where": CANARIES[1], "when": "c", "contact": CANARIES[2]}});
    let mut body = format!("--edge\r\nContent-Disposition: form-data; name=\"report\"\r\n\r\n{report}\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n", CANARIES[3]).into_bytes();
    body.extend(file(number));
    body.extend(b"\r\n--edge--\r\n");
    body
}

pub fn channel(address: &str) -> String {
    let intake: Value = serde_json::from_str(&read(address, "/api/v1/intake")).unwrap();
    intake["channels"][0]["id"].as_str().unwrap().to_owned()
}

/// The key that a report of this number is sent under.
pub fn key(number: u64) -> String {
    format!("{} {number}", CANARIES[5])
}

/// Sends a report; its receipt in digits, once it is acknowledged.
pub fn send(address: &str, channel: &str, number: u64) -> Option<String> {
    Some(acknowledged(address, channel, number)?.0)
}

/// Sends a report; its receipt in digits and in words.
pub fn acknowledged(address: &str, channel: &str, number: u64) -> Option<(String, String)> {
    let kind = "multipart/form-data; boundary=edge";
    let body = report(channel, number);
    let (status, said) = post(address, "/api/v1/reports", kind, &key(number), &body)?;
    let said: Value = serde_json::from_slice(&said).unwrap();
    let text = |name: &str| said[name].as_str().unwrap().to_owned();
    (status == 201).then(|| (text("receipt_digits"), text("receipt")))
}

/// Whether a report can be opened with its receipt, and its file is what was sent.
pub fn is_whole(address: &str, number: u64, receipt: &str) -> bool {
    let receipt = json!({"receipt": receipt}).to_string();
    let ask = |path: &str| {
        let (kind, body) = ("application/json", receipt.as_bytes());
        loop {
            match post(address, path, kind, "none", body).unwrap_or_default() {
                // One sender opens so many receipts in a second: it comes again.
                (429, _) => {}
                answer => return answer,
            }
        }
    };
    let (200, said) = ask("/api/v1/follow-up") else {
        return false;
    };
    let said: Value = serde_json::from_slice(&said).unwrap();
    let Some(id) = said["files"][0]["id"].as_str() else {
        return false;
    };
    ask(&format!("/api/v1/follow-up/files/{id}")) == (200, file(number))
}

pub fn opens(address: &str, number: u64, receipt: &str) {
    assert!(
        is_whole(address, number, receipt),
        "report {number} is lost"
    );
}

pub fn copy_keys(from: &Path, to: &Path) {
    let mut folder = std::fs::DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(to.join("keys")).unwrap();
    for entry in std::fs::read_dir(from.join("keys")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join("keys").join(entry.file_name())).unwrap();
    }
}

pub fn make_schema(url: &str, name: &str) {
    let make = async {
        let mut admin = sqlx::PgConnection::connect(url).await?;
        let sql = AssertSqlSafe(format!("create schema {name}")).into_sql_str();
        admin.execute(sql).await.map(drop)
    };
    let here = tokio::runtime::Runtime::new().unwrap();
    here.block_on(make).unwrap();
}
