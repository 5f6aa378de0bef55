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

/// Words of reports, a place, a way to reach somebody, the name of a file: they lie nowhere but sealed.
pub const CANARIES: [&str; 4] = [
    "canary-7361 they took our papers",
    "canary-7362 the quarry gate",
    "canary-7363@example.org",
    "canary-7364.jpg",
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
        "{}",
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
pub fn post(
    address: &str,
    path: &str,
    kind: &str,
    key: &str,
    body: &[u8],
) -> Option<(u16, Vec<u8>)> {
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

pub fn send(address: &str, channel: &str, number: u64) -> Option<String> {
    let kind = "multipart/form-data; boundary=edge";
    let key = format!("a key of its own {number}");
    let body = report(channel, number);
    let (status, said) = post(address, "/api/v1/reports", kind, &key, &body)?;
    let said: Value = serde_json::from_slice(&said).unwrap();
    (status == 201).then(|| said["receipt_digits"].as_str().unwrap().to_owned())
}

pub fn opens(address: &str, number: u64, receipt: &str) {
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
