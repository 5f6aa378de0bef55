//! Days on which what the program stands on gives way: the disk is full, the database is gone. Whoever writes is told to try later,
//! nothing that was acknowledged is lost, and it goes on by itself.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests are told by the environment where PostgreSQL runs; each has a schema of its own"
)]

mod program;

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use program::{Place, channel, good, make_schema, opens, post, send, watchpost};

/// The test runs itself again inside, where a small disk of its own is mounted.
const INSIDE: &str = "WATCHPOST_TEST_SMALL_DISK";

fn get(address: &str, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer)
}

/// Asks until it is so: readiness is found out anew every few seconds.
fn becomes(address: &str, status: u16) {
    for _ in 0..300 {
        if get(address, "/readyz").0 == status {
            return;
        }
        std::thread::park_timeout(Duration::from_millis(100));
    }
    panic!("/readyz never says {status}");
}

/// A report without a file; the status, and the receipt where there is one.
fn tell(address: &str, channel: &str, number: u64, words: &str) -> (u16, Option<String>) {
    let report = serde_json::json!({"channel": channel, "language": "en", "answers": {
        "what_happened": words, "where": "b", "when": "c", "contact": "d"}});
    let (key, body) = (format!("a key of its own {number}"), report.to_string());
    let answer = post(
        address,
        "/api/v1/reports",
        "application/json",
        &key,
        body.as_bytes(),
    );
    let (status, said) = answer.unwrap();
    let said: serde_json::Value = serde_json::from_slice(&said).unwrap();
    if status != 201 {
        assert!(!said["title"].as_str().unwrap().is_empty(), "{said}");
    }
    (status, said["receipt_digits"].as_str().map(str::to_owned))
}

fn still_there(address: &str, receipts: &[String]) {
    for receipt in receipts {
        let body = serde_json::json!({"receipt": receipt}).to_string();
        let path = "/api/v1/follow-up";
        let (status, _) = post(address, path, "application/json", "x", body.as_bytes()).unwrap();
        assert_eq!(status, 200);
    }
}

/// Makes the disk so full that only this much is left.
fn fill(disk: &Path, name: &str, leave: u64) {
    let about = rustix::fs::statvfs(disk).unwrap();
    let free = about.f_bavail * about.f_frsize;
    let ballast = vec![1_u8; usize::try_from(free - leave).unwrap()];
    std::fs::write(disk.join(name), ballast).unwrap();
}

fn on_a_small_disk(disk: &Path) {
    let place = Place::under(disk, None);
    let (mut child, address) = place.serve();
    let channel = channel(&address);
    becomes(&address, 200);
    // Below a GiB no file is taken, and text still is.
    assert_eq!(send(&address, &channel, 1), None);
    let (status, first) = tell(&address, &channel, 2, "before");
    assert_eq!(status, 201);
    let mut receipts = vec![first.unwrap()];
    fill(disk, "ballast", 70 << 20);
    let long = "what happened ".repeat(500);
    let refused = (3..).find(|number| match tell(&address, &channel, *number, &long) {
        (201, receipt) => {
            receipts.push(receipt.unwrap());
            false
        }
        (status, _) => {
            assert_eq!(
                status, 507,
                "kindly, and while there is room to end what was begun"
            );
            true
        }
    });
    assert!(receipts.len() > 5, "text was taken while there was room");
    becomes(&address, 503);
    still_there(&address, &receipts);
    fill(disk, "more", 0);
    // Nobody is lied to while it is full: reading works, and writing says when to come back.
    assert_eq!(get(&address, "/healthz").0, 200);
    assert_eq!(get(&address, "/report").0, 200);
    still_there(&address, &receipts);
    for name in ["ballast", "more"] {
        std::fs::remove_file(disk.join(name)).unwrap();
    }
    // The report that was refused is sent again under its key, and is one report.
    let again = refused.unwrap();
    let (status, receipt) = tell(&address, &channel, again, &long);
    assert_eq!(status, 201, "it goes on by itself");
    receipts.push(receipt.unwrap());
    becomes(&address, 200);
    still_there(&address, &receipts);
    child.kill().unwrap();
    child.wait().unwrap();
    let (mut child, address) = place.serve();
    still_there(&address, &receipts);
    child.kill().unwrap();
    child.wait().unwrap();
    let whole = good(&watchpost(
        &[&["verify", "--deep"], &*place.flags()].concat(),
    ));
    assert!(whole.starts_with("whole: "), "{whole}");
}

#[test]
fn a_full_disk_loses_nothing_and_says_so() {
    if let Ok(disk) = std::env::var(INSIDE) {
        return on_a_small_disk(Path::new(&disk));
    }
    let disk = tempfile::tempdir().unwrap();
    let inside = "mount -t tmpfs -o size=100m tmpfs \"$WATCHPOST_TEST_SMALL_DISK\" && exec \"$@\"";
    let own = std::env::current_exe().unwrap();
    let unshare = |more: &[&str]| {
        let mut run = Command::new("unshare");
        run.args(more).args(["--mount", "sh", "-c", inside, "-"]);
        run.env(INSIDE, disk.path());
        run
    };
    // As anybody, where the kernel lets everybody be root in a world of their own; else only as root.
    let ways: [&[&str]; 2] = [&["--user", "--map-root-user"], &[]];
    let can = |way: &&[&str]| {
        let tried = unshare(way).arg("true").stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success())
    };
    let Some(way) = ways.into_iter().find(can) else {
        program::skip("a full disk (no disk of its own can be mounted here)");
        return;
    };
    let done = unshare(way)
        .arg(own)
        .args([
            "--exact",
            "a_full_disk_loses_nothing_and_says_so",
            "--nocapture",
        ])
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
}

/// A way to the database that can be cut.
struct Way {
    address: String,
    cut: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Way {
    fn to(database: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (cut, open) = (Arc::new(AtomicBool::new(false)), Arc::default());
        let way = Self {
            address,
            cut: Arc::clone(&cut),
            open: Arc::clone(&open),
        };
        std::thread::spawn(move || {
            for near in listener.incoming() {
                let near = near.unwrap();
                if cut.load(Ordering::SeqCst) {
                    continue;
                }
                let far = TcpStream::connect(&database).unwrap();
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    std::thread::spawn(move || {
                        let _ = std::io::copy(&mut from, &mut to);
                        let _ = to.shutdown(std::net::Shutdown::Both);
                    });
                }
                open.lock().unwrap().extend([near, far]);
            }
        });
        way
    }

    fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
    }

    fn mend(&self) {
        self.cut.store(false, Ordering::SeqCst);
    }
}

#[test]
fn a_database_that_is_gone_comes_back_and_nothing_is_lost() {
    let Ok(url) = std::env::var("WATCHPOST_TEST_POSTGRES") else {
        program::skip("PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)");
        return;
    };
    let schema = format!("g{}", uuid::Uuid::new_v4().simple());
    make_schema(&url, &schema);
    let (scheme, rest) = url.split_once("://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let (who, host) = host
        .rsplit_once('@')
        .map_or((String::new(), host), |(who, host)| {
            (format!("{who}@"), host)
        });
    let way = Way::to(host.to_owned());
    let joint = if path.contains('?') { '&' } else { '?' };
    let through = format!(
        "{scheme}://{who}{}/{path}{joint}options=-csearch_path%3D{schema}",
        way.address
    );
    let place = Place::new(Some(through));
    let (mut child, address) = place.serve();
    let channel = channel(&address);
    becomes(&address, 200);
    let receipt = send(&address, &channel, 1).unwrap();
    way.cut();
    becomes(&address, 503);
    assert_eq!(get(&address, "/healthz").0, 200);
    let (status, page) = get(&address, "/report");
    assert!(status == 503 && page.to_lowercase().contains("retry-after"));
    assert_eq!(tell(&address, &channel, 2, "while it is gone").0, 503);
    assert_eq!(send(&address, &channel, 3), None);
    way.mend();
    becomes(&address, 200);
    let (status, late) = tell(&address, &channel, 2, "while it is gone");
    assert_eq!(status, 201, "the same words under the same key");
    let with_file = send(&address, &channel, 3).unwrap();
    opens(&address, 1, &receipt);
    opens(&address, 3, &with_file);
    still_there(&address, &[late.unwrap()]);
    child.kill().unwrap();
    child.wait().unwrap();
    let whole = good(&watchpost(
        &[&["verify", "--deep"], &*place.flags()].concat(),
    ));
    assert!(whole.starts_with("whole: "), "{whole}");
}
