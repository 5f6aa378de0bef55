//! Answers that get lost on the way: cut off at every kind of place, or before they begin. Whoever gets no answer sends again, and it is
//! one report, one message, with the same receipt; over the API and over the pages, on both databases.
#![allow(clippy::unwrap_used)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests are told by the environment where PostgreSQL runs; tables are counted by their names"
)]

mod program;

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use program::{Place, acknowledged, channel, connect, is_whole, key, post, read, report};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, SqlSafeStr};
use watchpost_domain::intake::Questionnaire;

/// Where an answer is cut: before its first byte, after it, in its head, at the end of the head, in its body, before its last byte.
fn cuts(answer: &[u8]) -> [usize; 6] {
    let head = answer.windows(4).position(|w| w == b"\r\n\r\n");
    let (head, all) = (head.unwrap_or_default(), answer.len());
    [0, 1, head / 2, head, head + (all - head) / 2, all - 1]
}

/// All kinds of places, and none of them.
const CUTS: std::ops::Range<usize> = 0..6;
const WHOLE: usize = 6;

/// A way to the server on which each answer breaks off at a place of this kind, once the server has given all of it.
struct Way {
    address: String,
    cut: Arc<AtomicUsize>,
}

impl Way {
    fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let cut = Arc::new(AtomicUsize::new(WHOLE));
        let way = Self {
            address,
            cut: Arc::clone(&cut),
        };
        let server = server.to_owned();
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let far = TcpStream::connect(&server).unwrap();
                let (mut asks, mut asked) = (near.try_clone().unwrap(), far.try_clone().unwrap());
                std::thread::spawn(move || std::io::copy(&mut asks, &mut asked));
                pass(near, far, cut.load(Ordering::SeqCst));
            }
        });
        way
    }

    fn cut(&self, at: usize) {
        self.cut.store(at, Ordering::SeqCst);
    }
}

/// Passes on an answer up to its cut.
fn pass(mut near: TcpStream, mut far: TcpStream, cut: usize) {
    let mut answer = Vec::new();
    let _ = far.read_to_end(&mut answer);
    let end = cuts(&answer).get(cut).copied().unwrap_or(answer.len());
    let _ = near.write_all(&answer[..end]);
    for stream in [near, far] {
        let _ = stream.shutdown(Shutdown::Both);
    }
}

/// How many rows a table has.
fn count(place: &Place, table: &str) -> i64 {
    let sql = || AssertSqlSafe(format!("select count(*) from {table}")).into_sql_str();
    let here = tokio::runtime::Runtime::new().unwrap();
    let (rows,): (i64,) = here.block_on(async {
        match &place.database {
            Some(url) => {
                let mut db = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::query_as(sql()).fetch_one(&mut db).await.unwrap()
            }
            None => {
                let file = place.folder.path().join("watchpost.db");
                let file = format!("sqlite:{}", file.display());
                let mut db = sqlx::SqliteConnection::connect(&file).await.unwrap();
                sqlx::query_as(sql()).fetch_one(&mut db).await.unwrap()
            }
        }
    });
    rows
}

/// How many cases come of something.
fn effects(place: &Place, act: impl FnOnce()) -> i64 {
    let before = count(place, "case_file");
    act();
    count(place, "case_file") - before
}

/// Sends a whole request and is gone before its answer.
fn send_and_leave(address: &str, channel: &str, number: u64) {
    let mut stream = connect(address).unwrap();
    let body = report(channel, number);
    let head = format!(
        "POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=edge\r\n\
        Idempotency-Key: {}\r\nContent-Length: {}\r\n\r\n",
        key(number),
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body).unwrap();
}

fn reports(place: &Place, way: &Way, server: &str) {
    let channel = channel(server);
    let whole = acknowledged(&way.address, &channel, 1).unwrap();
    assert!(is_whole(server, 1, &whole.0));
    let mut number = 10;
    for cut in CUTS {
        number += 1;
        let made = effects(place, || {
            way.cut(cut);
            assert_eq!(acknowledged(&way.address, &channel, number), None);
            let again = [0; 2].map(|_| acknowledged(server, &channel, number).unwrap());
            assert_eq!(again[0], again[1], "the same receipt");
            assert!(is_whole(server, number, &again[0].0), "cut {cut}");
        });
        assert_eq!(made, 1, "cut {cut}");
    }
    for _ in 0..4 {
        number += 1;
        let made = effects(place, || {
            send_and_leave(server, &channel, number);
            let again = [0; 2].map(|_| acknowledged(server, &channel, number).unwrap());
            assert_eq!(again[0], again[1]);
            assert!(is_whole(server, number, &again[0].0));
        });
        assert_eq!(made, 1, "gone before its answer");
    }
    // It is counted: what is sent again under another key is another report.
    let twice = effects(place, || {
        way.cut(0);
        assert_eq!(acknowledged(&way.address, &channel, 90), None);
        acknowledged(server, &channel, 91).unwrap();
    });
    assert_eq!(twice, 2);
}

fn messages(way: &Way, server: &str) {
    let (receipt, _) = acknowledged(server, &channel(server), 100).unwrap();
    let write = |address: &str, key: &str| {
        let body = json!({"receipt": receipt, "text": "one more thing"}).to_string();
        let path = "/api/v1/follow-up/messages";
        post(address, path, "application/json", key, body.as_bytes())
    };
    let written = || {
        let body = json!({"receipt": receipt}).to_string();
        let said = post(
            server,
            "/api/v1/follow-up",
            "application/json",
            "x",
            body.as_bytes(),
        );
        let said: Value = serde_json::from_slice(&said.unwrap().1).unwrap();
        said["messages"].as_array().unwrap().len()
    };
    way.cut(WHOLE);
    assert_eq!(write(&way.address, "the first of all").unwrap().0, 201);
    for (before, cut) in (1..).zip(CUTS) {
        assert_eq!(written(), before);
        let key = format!("a key of this message {before}");
        way.cut(cut);
        assert_eq!(write(&way.address, &key), None);
        assert_eq!(
            [write(server, &key), write(server, &key)].map(|a| a.unwrap().0),
            [201; 2]
        );
        assert_eq!(written(), before + 1, "cut {cut}");
    }
    let before = written();
    way.cut(0);
    assert_eq!(write(&way.address, "one key and no other"), None);
    write(server, "another key than before").unwrap();
    assert_eq!(written(), before + 2, "it is counted");
}

/// A browser without scripts.
struct Browser {
    cookie: String,
}

/// An answer of a page: its status, its head and its body.
type Page = (u16, String, String);

impl Browser {
    fn ask(&mut self, address: &str, path: &str, form: Option<&[(&str, &str)]>) -> Option<Page> {
        let fields = form.unwrap_or_default().iter();
        let body: Vec<String> = fields
            .map(|(name, value)| format!("{name}={}", watchpost_web::query_part(value)))
            .collect();
        let (body, method) = (body.join("&"), if form.is_some() { "POST" } else { "GET" });
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: example.org\r\nCookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
            Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.cookie,
            body.len()
        );
        let mut stream = connect(address)?;
        stream.write_all(head.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let length = head.to_ascii_lowercase();
        let length = length
            .split("content-length: ")
            .nth(1)?
            .lines()
            .next()?
            .parse();
        if length != Ok(body.len()) {
            return None;
        }
        for set in head.split("set-cookie: ").skip(1) {
            self.keep(set.split(';').next()?);
        }
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, head.to_owned(), body.to_owned()))
    }

    /// Keeps a cookie, in the place of one with its name.
    fn keep(&mut self, pair: &str) {
        let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
        let others = self.cookie.split("; ").filter(|old| !old.is_empty());
        let others = others.filter(|old| name(old) != name(pair));
        self.cookie = others.chain([pair]).collect::<Vec<_>>().join("; ");
    }

    fn send(&mut self, address: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        self.ask(address, path, Some(fields)).unwrap()
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap();
    rest.split(after).next().unwrap()
}

fn token_of(page: &Page) -> String {
    between(&page.2, "name=\"_token\" value=\"", "\"").to_owned()
}

/// Writes a report on the pages, up to the last "Send". Gives the form's token and the receipt.
fn written(browser: &mut Browser, server: &str) -> (String, String) {
    let start = browser.ask(server, "/report", None).unwrap();
    let (token, channel) = (token_of(&start), channel(server));
    browser.send(
        server,
        "/report",
        &[("_token", &token), ("channel", &channel)],
    );
    let token = token_of(&browser.ask(server, "/report/2", None).unwrap());
    let asked = Questionnaire::shipped().questions;
    for (n, question) in (1..).zip(&asked).filter(|(_, q)| q.required()) {
        let skip = format!("{}.skip", question.key);
        let fields = [("_token", token.as_str()), (&skip, "unknown")];
        let answer = browser.send(server, &format!("/report/{n}"), &fields);
        assert_eq!(answer.0, 303);
    }
    let page = browser.ask(server, "/report/receipt", None).unwrap();
    let words = between(&page.2, "receipt-words\" translate=\"no\">", "<");
    let right = words.split_whitespace().any(|word| {
        let fields = [("_token", token.as_str()), ("typed", word)];
        let answer = browser.send(server, "/report/receipt", &fields);
        answer.1.contains("location: /report/send")
    });
    assert!(right, "the word that was asked for was kept");
    let digits = between(
        &page.2,
        "receipt-digits\" dir=\"ltr\" translate=\"no\">",
        "<",
    );
    (token, digits.to_owned())
}

/// The last "Send" of the pages.
fn sends(place: &Place, way: &Way, server: &str) {
    for cut in CUTS.chain([WHOLE]) {
        let mut browser = Browser {
            cookie: String::new(),
        };
        let (token, receipt) = written(&mut browser, server);
        let form = [("_token", token.as_str())];
        let made = effects(place, || {
            way.cut(cut);
            let sent = browser.ask(&way.address, "/report/send", Some(&form));
            assert_eq!(sent.is_some(), cut == WHOLE, "cut {cut}");
            for _ in 0..2 {
                let again = browser.send(server, "/report/send", &form);
                assert!(again.1.contains("location: /report/sent"), "{}", again.1);
            }
        });
        assert_eq!(made, 1);
        let body = json!({"receipt": receipt}).to_string();
        let said = post(
            server,
            "/api/v1/follow-up",
            "application/json",
            "x",
            body.as_bytes(),
        );
        assert_eq!(said.unwrap().0, 200, "the receipt that was shown opens it");
    }
}

fn all(place: &Place) {
    let (mut child, server) = place.serve();
    assert!(read(&server, "/readyz").contains("ready"));
    let way = Way::to(&server);
    reports(place, &way, &server);
    messages(&way, &server);
    sends(place, &way, &server);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_lost_answer_loses_nothing_and_doubles_nothing() {
    all(&Place::new(None));
}

#[test]
fn and_on_postgresql() {
    let Ok(url) = std::env::var("WATCHPOST_TEST_POSTGRES") else {
        eprintln!("skipped: PostgreSQL (WATCHPOST_TEST_POSTGRES is not set)");
        return;
    };
    all(&Place::on_postgres(&url));
}
