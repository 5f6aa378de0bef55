//! The program under measurement, in a process of its own.
#![expect(
    clippy::disallowed_types,
    reason = "a schema of its own per run, with a random name"
)]

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, Connection, Executor, SqlSafeStr};

/// Where a place that is kept has what `init` printed.
const SHEET: &str = "sheet";

/// A folder on the disk that is measured: not one in memory.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(std::env::var("WATCHPOST_BENCH_DIR").unwrap_or_else(|_| "target".into()))
        .unwrap()
}

pub struct Place {
    folder: tempfile::TempDir,
    database: Option<String>,
    /// What `init` printed.
    sheet: String,
}

fn watchpost() -> Command {
    Command::new(
        std::env::var("WATCHPOST_BIN").unwrap_or_else(|_| "target/release/watchpost".into()),
    )
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    let mut cp = Command::new("cp");
    let done = cp.arg("-a").arg(from.join(".")).arg(to).status();
    assert!(done.unwrap().success());
    // What is measured next does not wait for the disk to take the copy.
    assert!(Command::new("sync").status().unwrap().success());
}

impl Place {
    /// A place like one that was kept.
    pub fn like(kept: &Path) -> Self {
        let folder = folder();
        copy(kept, folder.path());
        Self {
            sheet: std::fs::read_to_string(folder.path().join(SHEET)).unwrap(),
            folder,
            database: None,
        }
    }

    /// Keeps a copy of it, with its sheet, to begin from the next time.
    pub fn keep(&self, at: &Path) {
        std::fs::create_dir_all(at).unwrap();
        copy(self.folder.path(), at);
        std::fs::write(at.join(SHEET), &self.sheet).unwrap();
    }

    pub fn new(database: Option<String>) -> Self {
        let mut place = Self {
            folder: folder(),
            database,
            sheet: String::new(),
        };
        let made = watchpost()
            .arg("init")
            .args(place.flags())
            .args(["--desk", "D", "--name", "N", "--login", "noor"])
            .args(["--base-url", "https://example.org"])
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        place.sheet = String::from_utf8(made.stdout).unwrap();
        place
    }

    /// What stands on the sheet beside these words.
    pub fn on_sheet(&self, words: &str) -> &str {
        let line = self.sheet.lines().find(|l| l.starts_with(words));
        line.unwrap()[words.len()..].trim()
    }

    /// Bytes on the disk.
    pub fn size(&self) -> u64 {
        let mut du = Command::new("du");
        let said = du.arg("-sB1").arg(self.folder.path()).output();
        let said = said.unwrap().stdout;
        let said = String::from_utf8(said).unwrap();
        said.split_whitespace().next().unwrap().parse().unwrap()
    }

    fn flags(&self) -> Vec<&str> {
        let mut flags = vec!["--data", self.folder.path().to_str().unwrap()];
        if let Some(url) = &self.database {
            flags.extend(["--database-url", url]);
        }
        flags
    }

    pub fn serve(&self) -> Program {
        let begun = Instant::now();
        let mut child = watchpost()
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(self.flags())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Program {
            child,
            starting: begun.elapsed(),
            address: line.rsplit("http://").next().unwrap().trim().to_owned(),
        }
    }
}

pub struct Program {
    child: Child,
    pub starting: Duration,
    pub address: String,
}

impl Program {
    /// Bytes of memory, as the kernel counts them: `VmRSS` now, `VmHWM` at most.
    pub fn memory(&self, what: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|l| l.starts_with(what)).unwrap();
        let kib = line.split_whitespace().nth(1).unwrap();
        kib.parse::<u64>().unwrap() << 10
    }

    /// Asks it to end, and waits.
    pub fn terminate(mut self) -> Duration {
        let begun = Instant::now();
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(asked.success() && self.child.wait().unwrap().success());
        begun.elapsed()
    }
}

/// Writes so many bytes to the same disk and waits until they are durable.
pub fn plain_write(size: usize) -> Duration {
    let (folder, piece) = (folder(), crate::http::pieces());
    let begun = Instant::now();
    let mut file = std::fs::File::create(folder.path().join("plain")).unwrap();
    for _ in 0..size / piece.len() {
        file.write_all(&piece).unwrap();
    }
    file.sync_all().unwrap();
    begun.elapsed()
}

/// An address of the same database with a schema of its own.
pub fn schema(url: &str) -> String {
    let name = format!("b{}", uuid::Uuid::new_v4().simple());
    let make = async {
        let mut admin = sqlx::PgConnection::connect(url).await?;
        let sql = AssertSqlSafe(format!("create schema {name}")).into_sql_str();
        admin.execute(sql).await.map(drop)
    };
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(make)
        .unwrap();
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options=-csearch_path%3D{name}")
}
