//! The sample network as somebody sees it who starts the program for the first time: each page has something to show.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "shared with tests that are told by the environment where PostgreSQL runs"
)]

mod program;

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use program::{good, post, watchpost};
use serde_json::{Value, json};

/// A demo that runs, what it said, and its address.
struct Demo {
    child: Child,
    said: Vec<String>,
    address: String,
}

#[expect(
    clippy::zombie_processes,
    reason = "one that does not listen fails its test; `Demo::end` waits for the others"
)]
fn demo(data: &Path) -> Demo {
    let mut child = Command::new(env!("CARGO_BIN_EXE_watchpost"))
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        said.push(line.unwrap());
        if let Some((_, address)) = said.last().unwrap().split_once("http://") {
            let address = address.to_owned();
            return Demo {
                child,
                said,
                address,
            };
        }
    }
    panic!("it does not listen: {said:?}");
}

impl Demo {
    fn end(mut self) {
        let id = rustix::process::Pid::from_raw(self.child.id().cast_signed()).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
    }

    fn receipts(&self) -> Vec<String> {
        let lines = self.said.iter();
        let lines = lines.filter_map(|line| line.strip_prefix("receipt "));
        lines
            .map(|line| line.split("  (").next().unwrap().to_owned())
            .collect()
    }

    fn follow_up(&self, receipt: &str) -> Value {
        let body = json!({ "receipt": receipt }).to_string();
        let path = "/api/v1/follow-up";
        let (status, said) = post(
            &self.address,
            path,
            "application/json",
            "x",
            body.as_bytes(),
        )
        .unwrap();
        assert_eq!(status, 200);
        serde_json::from_slice(&said).unwrap()
    }
}

fn count(data: &Path, sql: &'static str) -> BTreeMap<String, i64> {
    let path = format!("sqlite:{}", data.join("watchpost.db").display());
    let read = async {
        let db = sqlx::SqlitePool::connect(&path).await.unwrap();
        let rows: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&db).await.unwrap();
        rows.into_iter().collect()
    };
    tokio::runtime::Runtime::new().unwrap().block_on(read)
}

#[test]
fn every_role_state_and_turn_of_a_case_is_there_and_receipts_open_them() {
    let folder = tempfile::tempdir().unwrap();
    let first = demo(folder.path());
    let receipts = first.receipts();
    assert_eq!(receipts.len(), 2, "{:?}", first.said);
    let seen: Vec<Value> = receipts.iter().map(|r| first.follow_up(r)).collect();
    for seen in &seen {
        let messages = seen["messages"].as_array().unwrap();
        assert!(messages.iter().any(|m| m["from"] != "you"), "{seen}");
    }
    let states = count(
        folder.path(),
        "select state, count(*) from case_file group by state",
    );
    let all = [
        "received",
        "safety-check",
        "eligibility",
        "info-requested",
        "company-notified",
        "board-referral",
        "concern",
        "closed",
    ];
    for state in all {
        assert!(states.contains_key(state), "{state} is not in {states:?}");
    }
    let turns = count(
        folder.path(),
        "select 'withdrawn', count(*) from case_file where withdrawn union all
         select 'stopped', count(*) from case_file where contact_stopped union all
         select 'merged', count(*) from case_file where merged_into is not null union all
         select 'narrowed', count(*) from case_file where access = 'named' union all
         select 'asked', count(*) from identity_ask union all
         select 'desks', count(*) from desk union all
         select 'rooms', count(*) from room union all
         select 'unpublished', count(*) from log_pending",
    );
    for turn in ["withdrawn", "stopped", "merged", "asked"] {
        assert_eq!(turns[turn], 1, "{turn}");
    }
    // One is read by the lead as well, and one can be opened by them in an emergency.
    assert_eq!(turns["narrowed"], 2);
    // One company was told of a case, and three pillars of a board of another.
    assert_eq!((turns["desks"], turns["rooms"]), (8, 4));
    assert_eq!(turns["unpublished"], 0);
    first.end();

    let data = folder.path().to_str().unwrap();
    let people = good(&watchpost(&["user", "list", "--data", data]));
    for role in [
        "intake",
        "case-officer",
        "supervisor",
        "custodian",
        "analyst",
        "auditor",
        "administrator",
    ] {
        assert!(people.contains(role), "{role}");
    }
    let whole = good(&watchpost(&["verify", "--deep", "--data", data]));
    assert!(whole.starts_with("whole: "), "{whole}");
    let again = demo(folder.path());
    assert_eq!(again.receipts(), receipts, "it is as it was left");
    again.end();
}

#[test]
fn what_was_interrupted_is_made_anew_and_what_is_real_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let whole = demo(folder.path());
    let receipts = whole.receipts();
    whole.end();
    // As if it had been killed before the end.
    std::fs::remove_file(folder.path().join("sample-network.json")).unwrap();
    std::fs::remove_file(folder.path().join("keys/rows")).unwrap();
    let anew = demo(folder.path());
    assert!(anew.said[0].contains("made anew"), "{:?}", anew.said);
    assert_ne!(anew.receipts(), receipts);
    anew.follow_up(&anew.receipts()[0]);
    anew.end();

    let real = tempfile::tempdir().unwrap();
    let data = real.path().to_str().unwrap();
    good(&watchpost(&["init", "--data", data]));
    let refused = watchpost(&["demo", "--data", data]);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        refused.status.code() == Some(1) && why.contains("no sample network"),
        "{why}"
    );
    good(&watchpost(&["verify", "--data", data]));
}
