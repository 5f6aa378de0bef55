//! An installation whose rows lie in PostgreSQL and whose files lie in S3: made, used, backed up, and restored into others.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests are told by the environment where PostgreSQL and S3 run"
)]

mod program;

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use program::{channel, copy_keys, good, make_schema, opens, send, watchpost};

/// Where an installation lies: its own folder for the keys, a schema of its own, a prefix of its own in the bucket.
struct Elsewhere {
    folder: tempfile::TempDir,
    database: String,
    evidence: String,
}

impl Elsewhere {
    fn new(postgres: &str, s3: &str) -> Self {
        let name = format!("e{}", uuid::Uuid::new_v4().simple());
        make_schema(postgres, &name);
        let joint = if postgres.contains('?') { '&' } else { '?' };
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        std::fs::write(&secret, "secret\n").unwrap();
        let owner = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&secret, owner).unwrap();
        Self {
            folder,
            database: format!("{postgres}{joint}options=-csearch_path%3D{name}"),
            evidence: format!("s3://watchpost-test/{name}?endpoint={s3}&region=us-east-1"),
        }
    }

    fn line<'a>(&'a self, words: &[&'a str]) -> Vec<String> {
        let data = self.folder.path();
        let secret = data.join("secret");
        let flags = [
            "--data",
            data.to_str().unwrap(),
            "--database-url",
            &self.database,
            "--evidence-url",
            &self.evidence,
            "--s3-access-key",
            "id",
            "--s3-secret-key-file",
            secret.to_str().unwrap(),
        ];
        let all = words.iter().chain(&flags);
        all.map(|word| (*word).to_owned()).collect()
    }

    fn run(&self, words: &[&str]) -> String {
        let line = self.line(words);
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        good(&watchpost(&line))
    }

    fn serve(&self) -> (Child, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_watchpost"))
            .args(self.line(&["serve", "--listen", "127.0.0.1:0"]))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut said).unwrap();
        let address = said.rsplit("http://").next().unwrap().trim().to_owned();
        (child, address)
    }
}

fn end(mut child: Child) {
    let id = rustix::process::Pid::from_raw(child.id().cast_signed()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    assert!(child.wait().unwrap().success());
}

/// Nothing but the keys lies on the machine itself.
fn only_keys_lie_here(folder: &Path) {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["keys", "night", "secret"]);
}

#[test]
fn an_installation_in_postgresql_and_s3_is_backed_up_and_restored_into_others() {
    let (Ok(postgres), Ok(s3)) = (
        std::env::var("WATCHPOST_TEST_POSTGRES"),
        std::env::var("WATCHPOST_TEST_S3_ENDPOINT"),
    ) else {
        program::skip("PostgreSQL with S3 (WATCHPOST_TEST_POSTGRES, WATCHPOST_TEST_S3_ENDPOINT)");
        return;
    };
    let first = Elsewhere::new(&postgres, &s3);
    first.run(&["init", "--base-url", "https://example.org"]);
    let (child, address) = first.serve();
    let receipt = send(&address, &channel(&address), 1).unwrap();
    opens(&address, 1, &receipt);
    end(child);
    let night = first.folder.path().join("night");
    let night = night.to_str().unwrap();
    let told = first.run(&["backup", night]);
    assert!(told.contains(" files, "), "{told}");
    only_keys_lie_here(first.folder.path());
    let told = first.run(&["verify", "--deep"]);
    assert!(told.starts_with("whole: "), "{told}");
    let told = first.run(&["doctor"]);
    assert!(told.contains("files can be read and written"), "{told}");
    let again = first.line(&["init"]);
    std::fs::rename(
        first.folder.path().join("keys"),
        first.folder.path().join("away"),
    )
    .unwrap();
    let again: Vec<&str> = again.iter().map(String::as_str).collect();
    let refused = watchpost(&again);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("holds an installation already"));
    std::fs::rename(
        first.folder.path().join("away"),
        first.folder.path().join("keys"),
    )
    .unwrap();

    let second = Elsewhere::new(&postgres, &s3);
    copy_keys(first.folder.path(), second.folder.path());
    let told = second.run(&["restore", night]);
    assert!(told.starts_with("restored: "), "{told}");
    let (child, address) = second.serve();
    opens(&address, 1, &receipt);
    end(child);
    let told = second.run(&["verify", "--deep"]);
    assert!(told.starts_with("whole: "), "{told}");
}
