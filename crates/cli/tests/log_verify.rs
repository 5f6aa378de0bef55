//! `watchpost log verify` as an outsider runs it: a whole log, a changed one, a rewritten one, wrong words.
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    process::{Command, Output},
};

use watchpost_tlog::{
    Checkpoint, NoteSigner, Tiles, append, append_entries, leaf_hash, sign_checkpoint,
};

fn signer() -> NoteSigner {
    NoteSigner::from_seed("example.org/log", &[5; 32]).unwrap()
}

/// Writes a log of these entries.
fn write_log(folder: &Path, entries: &[&[u8]]) {
    let leaves: Vec<_> = entries.iter().map(|e| leaf_hash(e)).collect();
    let appended = append(0, &Tiles::new(), &leaves).unwrap();
    let bundles = append_entries(0, None, entries).unwrap();
    let tiles = appended
        .tiles
        .into_iter()
        .map(|(id, bytes)| (id.path(), bytes));
    let bundles = bundles.into_iter().map(|(id, bytes)| (id.path(), bytes));
    for (path, bytes) in tiles.chain(bundles) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let checkpoint = Checkpoint::new("example.org/log", appended.size, appended.root);
    fs::write(
        folder.join("checkpoint"),
        sign_checkpoint(&checkpoint, &signer()).unwrap(),
    )
    .unwrap();
}

fn verify(folder: &Path, more: &[&str]) -> Output {
    verify_at(folder.to_str().unwrap(), more)
}

fn verify_at(place: &str, more: &[&str]) -> Output {
    let key = signer().vkey();
    Command::new(env!("CARGO_BIN_EXE_watchpost"))
        .args(["log", "verify", place, "--key", &key])
        .args(more)
        .output()
        .unwrap()
}

fn said(output: &Output) -> (Option<i32>, String) {
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn a_whole_log_is_whole_and_a_changed_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    write_log(folder.path(), &[b"one", b"two", b"three"]);
    let whole = verify(folder.path(), &[]);
    assert_eq!(whole.status.code(), Some(0), "{whole:?}");
    assert!(String::from_utf8_lossy(&whole.stdout).starts_with("whole: 3 entries"));

    let entries = folder.path().join("tile/entries/000.p/3");
    fs::write(&entries, b"\0\x03one\0\x03tvo\0\x05three").unwrap();
    let (status, text) = said(&verify(folder.path(), &[]));
    assert_eq!(status, Some(1));
    assert!(text.contains("tile/"), "{text}");
}

#[test]
fn a_rewritten_past_is_found_by_a_checkpoint_that_was_kept() {
    let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write_log(before.path(), &[b"one", b"two"]);
    write_log(after.path(), &[b"one", b"TWO", b"three"]);
    let kept = before.path().join("checkpoint");
    assert_eq!(
        verify(after.path(), &[]).status.code(),
        Some(0),
        "by itself it is a log like any other"
    );
    let (status, text) = said(&verify(after.path(), &["--since", kept.to_str().unwrap()]));
    assert_eq!(status, Some(1));
    assert!(text.contains("older checkpoint"), "{text}");
}

/// A log that ended is named by the one that follows it; a copy of its last checkpoint is recognised, and no other is.
#[test]
fn a_log_that_follows_another_names_it() {
    let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write_log(before.path(), &[b"one", b"two"]);
    let old = NoteSigner::from_seed("example.org/old", &[5; 32]).unwrap();
    let ended = |root| {
        let checkpoint = Checkpoint::new("example.org/old", 2, root);
        sign_checkpoint(&checkpoint, &old).unwrap()
    };
    let (last, other) = (ended([1; 32]), ended([2; 32]));
    let first = watchpost_service::succession::first_entry(&last);
    write_log(after.path(), &[&first, b"two"]);
    let kept = before.path().join("kept");
    let since = ["--since", kept.to_str().unwrap()];
    fs::write(&kept, &last).unwrap();
    let (status, text) = said(&verify(after.path(), &since));
    assert!(
        status == Some(1) && text.contains("not a checkpoint of this log"),
        "{text}"
    );
    fs::write(after.path().join("follows"), &last).unwrap();
    let named = verify(after.path(), &since);
    assert_eq!(named.status.code(), Some(0), "{named:?}");
    let told = String::from_utf8_lossy(&named.stdout).into_owned();
    assert!(
        told.contains("follows example.org/old, which had at least 2"),
        "{told}"
    );
    fs::write(&kept, &other).unwrap();
    assert_eq!(said(&verify(after.path(), &since)).0, Some(1));
    fs::write(after.path().join("follows"), &other).unwrap();
    let (status, text) = said(&verify(after.path(), &[]));
    assert!(
        status == Some(1) && text.contains("names another checkpoint"),
        "{text}"
    );
}

/// Without a key from elsewhere, the one that lies beside the log is taken, and the person is told what that shows.
#[test]
fn the_key_beside_the_log_is_taken_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    write_log(folder.path(), &[b"one", b"two"]);
    let plain = |place: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_watchpost"))
            .args(["log", "verify", place])
            .output();
        run.unwrap()
    };
    let place = folder.path().to_str().unwrap();
    let (status, text) = said(&plain(place));
    assert!(
        status == Some(1) && text.contains("there is no key at"),
        "{text}"
    );
    fs::write(folder.path().join("key"), format!("{}\n", signer().vkey())).unwrap();
    for place in [place, &serve(folder.path())] {
        let whole = plain(place);
        assert!(String::from_utf8_lossy(&whole.stdout).starts_with("whole: 2 entries"));
        let (status, text) = said(&whole);
        assert_eq!(status, Some(0));
        assert!(
            text.contains("came from the place that is being checked")
                && text.contains(&signer().vkey()),
            "{text}"
        );
    }
    assert!(!said(&verify(folder.path(), &[])).1.contains("came from"));
    let other = NoteSigner::from_seed("example.org/log", &[6; 32]).unwrap();
    fs::write(folder.path().join("key"), other.vkey()).unwrap();
    assert_eq!(plain(place).status.code(), Some(1));
    fs::write(folder.path().join("key"), "no key").unwrap();
    assert!(said(&plain(place)).1.contains("gives as its key is none"));
}

#[test]
fn wrong_words_are_answered_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (status, text) = said(&verify(folder.path(), &[]));
    assert!(status == Some(1) && text.contains("checkpoint"), "{text}");
    let usage = Command::new(env!("CARGO_BIN_EXE_watchpost"))
        .args(["log", "verify"])
        .output()
        .unwrap();
    assert_eq!(usage.status.code(), Some(2));
    let key = Command::new(env!("CARGO_BIN_EXE_watchpost"))
        .args(["log", "verify", "x", "--key", "y"])
        .output()
        .unwrap();
    assert!(
        said(&key)
            .1
            .contains("--key is not the public key of a log")
    );
}

/// Gives the files of a folder to whoever asks, as any web server does. Gives its address.
fn serve(folder: &Path) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/log", listener.local_addr().unwrap());
    let folder = folder.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = [0; 2_000];
            let read = stream.read(&mut asked).unwrap();
            let asked = String::from_utf8_lossy(&asked[..read]).into_owned();
            let path = asked
                .split(' ')
                .nth(1)
                .unwrap()
                .trim_start_matches("/log/")
                .to_owned();
            let (status, bytes) = match fs::read(folder.join(path)) {
                Ok(bytes) => ("200 OK", bytes),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let length = bytes.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            stream
                .write_all(&[head.as_bytes(), &bytes].concat())
                .unwrap();
        }
    });
    address
}

#[test]
fn a_log_is_checked_at_its_address() {
    let folder = tempfile::tempdir().unwrap();
    let entries: Vec<Vec<u8>> = (0..300).map(|n: u32| n.to_be_bytes().to_vec()).collect();
    let entries: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
    write_log(folder.path(), &entries);
    let address = serve(folder.path());
    let whole = verify_at(&address, &[]);
    assert_eq!(whole.status.code(), Some(0), "{whole:?}");
    assert!(String::from_utf8_lossy(&whole.stdout).starts_with("whole: 300 entries"));
    let tile = folder.path().join("tile/0/000");
    let mut bytes = fs::read(&tile).unwrap();
    bytes[7] ^= 1;
    fs::write(&tile, bytes).unwrap();
    let (status, text) = said(&verify_at(&address, &[]));
    assert_eq!(status, Some(1));
    assert!(text.contains("/log/tile/"), "{text}");
    let (status, text) = said(&verify_at("http://127.0.0.1:9/log", &[]));
    assert!(
        status == Some(1) && text.contains("cannot be read"),
        "{text}"
    );
}

#[test]
fn a_file_larger_than_any_of_a_log_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    write_log(folder.path(), &[b"one", b"two"]);
    assert_eq!(verify(folder.path(), &[]).status.code(), Some(0));
    let entries = folder.path().join("tile/entries/000.p/2");
    let file = fs::OpenOptions::new().write(true).open(entries).unwrap();
    file.set_len((16 << 20) + 1).unwrap();
    let (status, why) = said(&verify(folder.path(), &[]));
    assert_eq!(status, Some(1));
    assert!(why.contains("larger than any"), "{why}");
}
