//! The public log after a loss, as an operator mends it: what is missing is fetched from a copy, or a new log follows the old one.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "shared with tests that are told by the environment where PostgreSQL runs"
)]

mod program;

use std::{
    path::{Path, PathBuf},
    process::Output,
};

use program::{Place, channel, copy_keys, good, send, watchpost};

/// Sends a report, and ends the server as an operator does: what waits goes into the log.
fn one_more(place: &Place, number: u64) {
    let (mut child, address) = place.serve();
    send(&address, &channel(&address), number).unwrap();
    let id = rustix::process::Pid::from_raw(child.id().cast_signed()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    assert!(child.wait().unwrap().success());
}

/// An installation that lost what came after its backup.
fn restored(lost: &Place, backup: &str) -> Place {
    let place = Place {
        folder: tempfile::tempdir().unwrap(),
        logs: tempfile::tempdir().unwrap(),
        database: None,
    };
    copy_keys(lost.folder.path(), place.folder.path());
    good(&watchpost(&["restore", backup, "--data", place.data()]));
    place
}

fn log_of(place: &Place) -> PathBuf {
    place.folder.path().join("objects/log")
}

fn go_on(place: &Place, more: &[&str]) -> Output {
    let flags = ["log", "continue", "--data", place.data()];
    watchpost(&[&flags, more].concat())
}

fn refused(output: &Output, why: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.code() == Some(1) && said.contains(why),
        "{said}"
    );
}

fn is_whole(log: &Path, key: &str, more: &[&str]) -> String {
    let folder = log.to_str().unwrap();
    good(&watchpost(
        &[&["log", "verify", folder, "--key", key], more].concat(),
    ))
}

#[test]
fn a_log_goes_on_from_a_copy_or_is_followed_by_another() {
    let lost = Place::new(None);
    one_more(&lost, 1);
    let backup = lost.folder.path().join("night");
    let backup = backup.to_str().unwrap();
    good(&watchpost(&["backup", backup, "--data", lost.data()]));
    one_more(&lost, 2);
    let copy = log_of(&lost);
    let newest = copy.join("checkpoint");
    let (copy, newest) = (copy.to_str().unwrap(), newest.to_str().unwrap());

    let first = restored(&lost, backup);
    refused(
        &go_on(&first, &["--checkpoint", newest]),
        "names other entries than were restored",
    );
    let said = good(&go_on(&first, &["--from", copy]));
    assert!(
        said.contains("came after the backup") && said.contains("The log goes on."),
        "{said}"
    );
    assert!(good(&go_on(&first, &["--never-published"])).contains("goes on already"));
    one_more(&first, 3);
    let whole = good(&watchpost(&["verify", "--deep", "--data", first.data()]));
    assert!(whole.starts_with("whole: "), "{whole}");

    let second = restored(&lost, backup);
    let name = second.folder.path().join("keys/log-name");
    let older = std::fs::read_to_string(&name).unwrap();
    std::fs::write(second.folder.path().join("no"), "no checkpoint").unwrap();
    let no = second.folder.path().join("no");
    refused(
        &go_on(
            &second,
            &["--new-log", "--checkpoint", no.to_str().unwrap()],
        ),
        "is not a checkpoint of the old log",
    );
    assert_eq!(
        std::fs::read_to_string(&name).unwrap(),
        older,
        "nothing was begun"
    );
    let said = good(&go_on(&second, &["--new-log", "--checkpoint", newest]));
    let key = said.lines().last().unwrap().to_owned();
    assert!(key.starts_with("example.org/log/2+"), "{said}");
    one_more(&second, 4);
    let whole = good(&watchpost(&["verify", "--deep", "--data", second.data()]));
    assert!(whole.starts_with("whole: "), "{whole}");
    let told = is_whole(&log_of(&second).join("2"), &key, &["--since", newest]);
    assert!(told.contains("follows example.org/log,"), "{told}");
}
