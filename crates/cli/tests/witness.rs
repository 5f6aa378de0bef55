//! A witness watches a running log, and says so under its checkpoints; it never cosigns two histories.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "shared with tests that are told by the environment where PostgreSQL runs"
)]

mod program;

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::Output,
};

use program::{Place, good, watchpost};
use watchpost_tlog::{
    Checkpoint, EMPTY_ROOT, NoteSigner, Tiles, WitnessSigner, append, append_entries, leaf_hash,
    sign_checkpoint,
};

/// What a page of the running program says, if it is there.
fn get(address: &str, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    head.contains(" 200 ").then(|| body.to_owned())
}

/// Asks until there is an answer: the log takes in what waits twice a second.
fn until<T>(ask: impl Fn() -> Option<T>) -> T {
    loop {
        if let Some(found) = ask() {
            return found;
        }
    }
}

/// Writes a log of these entries.
fn write_log(folder: &Path, signer: &NoteSigner, entries: &[Vec<u8>]) {
    let leaves: Vec<_> = entries.iter().map(|e| leaf_hash(e)).collect();
    let appended = append(0, &Tiles::new(), &leaves).unwrap();
    let entries: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
    let bundles = append_entries(0, None, &entries).unwrap();
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
    let checkpoint = Checkpoint::new(signer.name(), appended.size, appended.root);
    let signed = sign_checkpoint(&checkpoint, signer).unwrap();
    fs::write(folder.join("checkpoint"), signed).unwrap();
}

fn failed(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_witness_cosigns_what_it_saw_and_no_other_history() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (state, key_file) = (file("seen"), file("witness.key"));
    let witness = WitnessSigner::from_seed("witness.example.net", &[9; 32]).unwrap();
    let secret = format!("witness.example.net\n{}\n", "09".repeat(32));
    fs::write(&key_file, secret).unwrap();

    let place = Place::new(None);
    let (mut child, said) = place.serve_with(&["--witness", &witness.vkey()], 1);
    let address = said[0].clone();
    let channel = program::channel(&address);
    program::send(&address, &channel, 1).unwrap();
    let log = format!("http://{address}/log");
    let key = until(|| {
        let key = get(&address, "/log/key")?;
        get(&address, "/log/checkpoint").map(|_| key)
    });
    let key = key.trim().to_owned();
    let flags = ["--key", &key, "--state", &state, "--witness-key", &key_file];
    let watch = || watchpost(&[&["log", "witness", &log], &flags[..]].concat());
    let verify = || {
        let vkey = witness.vkey();
        watchpost(&["log", "verify", &log, "--key", &key, "--witness", &vkey])
    };
    assert!(failed(&verify()).contains("no witness has cosigned"));
    assert!(good(&watch()).contains("cosigned: "));
    let kept = fs::read_to_string(&state).unwrap();
    let told = good(&verify());
    assert!(
        told.contains("witness.example.net saw its first "),
        "{told}"
    );
    // More comes, and the witness goes on from what it saw.
    program::send(&address, &channel, 2).unwrap();
    until(|| get(&address, "/log/checkpoint").filter(|now| *now != kept));
    good(&watch());
    assert_ne!(fs::read_to_string(&state).unwrap(), kept);
    // Nobody else's words are taken.
    let other = WitnessSigner::from_seed("other.example.net", &[8; 32]).unwrap();
    let checkpoint = get(&address, "/log/checkpoint").unwrap();
    let theirs = watchpost_tlog::cosign(&checkpoint, &other, 1).unwrap();
    for note in [theirs.as_str(), checkpoint.as_str(), "nothing"] {
        let path = "/log/cosignatures";
        let (status, _) = program::post(&address, path, "text/plain", "", note.as_bytes()).unwrap();
        assert!((400..500).contains(&status), "{status}");
    }
    child.kill().unwrap();
    child.wait().unwrap();

    // Whoever has the log's key signs another history of the same length: the witness does not.
    let seed: [u8; 32] = fs::read(place.folder.path().join("keys/log"))
        .unwrap()
        .try_into()
        .unwrap();
    let origin = checkpoint.lines().next().unwrap();
    let forger = NoteSigner::from_seed(origin, &seed).unwrap();
    let forged = tempfile::tempdir().unwrap();
    let entries: Vec<Vec<u8>> = (0..40u8).map(|n| vec![n; 32]).collect();
    write_log(forged.path(), &forger, &entries);
    let forged = forged.path().to_str().unwrap();
    let before = fs::read_to_string(&state).unwrap();
    let refused = watchpost(&[&["log", "witness", forged], &flags[..]].concat());
    assert!(failed(&refused).contains("not cosigned"));
    assert_eq!(fs::read_to_string(&state).unwrap(), before);
    // Nor a shorter one.
    let short = sign_checkpoint(&Checkpoint::new(origin, 0, EMPTY_ROOT), &forger).unwrap();
    fs::write(format!("{forged}/checkpoint"), short).unwrap();
    let refused = watchpost(&[&["log", "witness", forged], &flags[..]].concat());
    assert!(failed(&refused).contains("not cosigned"));
}

/// The key is made once, and shown; it is never made again in its place.
#[test]
fn the_key_of_a_witness_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (state, key_file) = (file("seen"), file("witness.key"));
    let signer = NoteSigner::from_seed("example.org/log", &[3; 32]).unwrap();
    let log = tempfile::tempdir().unwrap();
    write_log(log.path(), &signer, &[vec![1; 32]]);
    let key = signer.vkey();
    let watch = |name: &[&str]| {
        let log = log.path().to_str().unwrap();
        let flags = ["--key", &key, "--state", &state, "--witness-key", &key_file];
        watchpost(&[&["log", "witness", log], &flags[..], name].concat())
    };
    assert!(failed(&watch(&[])).contains("--name"));
    let made = good(&watch(&["--name", "witness.example.net"]));
    assert!(made.contains("witness.example.net+"), "{made}");
    let kept = fs::read(&key_file).unwrap();
    let again = good(&watch(&["--name", "another.example.net"]));
    assert!(!again.contains("another") && fs::read(&key_file).unwrap() == kept);
    assert!(again.contains("— witness.example.net "), "{again}");
}
