//! A small HTTP client over kept connections, with which clients cost the machine little.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    sync::{
        Barrier, Mutex,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Value, json};

pub struct Client(BufReader<TcpStream>);

/// How many reports somebody sends before somebody else comes: fewer than one sender may send at once.
const EACH: usize = 100;
/// The sender whose address all reports of a flood come from.
pub const FLOODER: Ipv4Addr = Ipv4Addr::new(127, 66, 66, 66);

impl Client {
    /// Somebody who was not there before: each has an address of their own, all of this machine.
    pub fn new(address: &str) -> Self {
        static PEOPLE: AtomicU32 = AtomicU32::new(0);
        let number = PEOPLE.fetch_add(1, Ordering::Relaxed);
        let [_, a, b, c] = (number + 2).to_be_bytes();
        Self::of(address, Ipv4Addr::new(127, a, b, c))
    }

    /// Somebody with this address.
    pub fn of(address: &str, from: Ipv4Addr) -> Self {
        let to: SocketAddr = address.parse().unwrap();
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None);
        let socket = socket.unwrap();
        socket.bind(&SocketAddr::from((from, 0)).into()).unwrap();
        socket.connect(&to.into()).unwrap();
        let stream = TcpStream::from(socket);
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    pub fn send(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let answer = self.ask(method, path, &format!("Content-Type: {kind}\r\n"), body);
        (answer.status, answer.body)
    }

    /// The same with further lines of a head, each with its end.
    pub fn ask(&mut self, method: &str, path: &str, lines: &str, body: &[u8]) -> Answer {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: bench\r\n{lines}Content-Length: {}\r\n\r\n",
            body.len()
        );
        let stream = self.0.get_mut();
        stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
        self.answer()
    }

    fn answer(&mut self) -> Answer {
        let (mut line, mut answer, mut length) = (String::new(), Answer::default(), 0);
        loop {
            line.clear();
            self.0.read_line(&mut line).unwrap();
            let (name, value) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            match name.to_ascii_lowercase().as_str() {
                "http/1.1" => answer.status = value[..3].parse().unwrap(),
                "content-length:" => length = value.parse().unwrap(),
                "location:" => answer.location = value.to_owned(),
                "set-cookie:" => answer.cookies.push(value.to_owned()),
                "" => break,
                _ => {}
            }
        }
        answer.body = vec![0; length];
        self.0.read_exact(&mut answer.body).unwrap();
        answer
    }
}

/// What came back.
#[derive(Default)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub cookies: Vec<String>,
    pub body: Vec<u8>,
}

pub fn channel(address: &str) -> String {
    let (_, body) = Client::new(address).send("GET", "/api/v1/intake", "text/plain", b"");
    let intake: Value = serde_json::from_slice(&body).unwrap();
    intake["channels"][0]["id"].as_str().unwrap().to_owned()
}

fn report(channel: &str, number: u64) -> Vec<u8> {
    let said = "They took our papers at the gate and would not give them back. ".repeat(20);
    json!({"channel": channel, "language": "en", "answers": {
        "what_happened": format!("{number} {said}"), "where": "the quarry gate", "when": "in March",
        "company": "A sample company", "contact": "do not contact"}})
    .to_string()
    .into_bytes()
}

/// Sends a report, under a key where there is one: its receipt, or the status of a refusal.
pub fn send(
    client: &mut Client,
    channel: &str,
    number: u64,
    key: Option<&str>,
) -> Result<String, u16> {
    let body = report(channel, number);
    let key = key.map_or(String::new(), |key| format!("Idempotency-Key: {key}\r\n"));
    let lines = format!("Content-Type: application/json\r\n{key}");
    let said = client.ask("POST", "/api/v1/reports", &lines, &body);
    match said.status {
        201 => {
            let said: Value = serde_json::from_slice(&said.body).unwrap();
            Ok(said["receipt_digits"].as_str().unwrap().to_owned())
        }
        status => Err(status),
    }
}

/// Reports from so many clients for so long, or until there are so many: how long it took, the time of each, the receipts.
pub fn report_for(
    address: &str,
    channel: &str,
    clients: usize,
    (long, many): (Duration, usize),
) -> (Duration, Vec<Duration>, Vec<String>) {
    let (done, number) = (Mutex::new((Vec::new(), Vec::new())), AtomicU64::new(0));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                let mut client = Client::new(address);
                let (mut times, mut receipts) = (Vec::new(), Vec::new());
                while begun.elapsed() < long && number.load(Ordering::Relaxed) < many as u64 {
                    if receipts.len() % EACH == EACH - 1 {
                        client = Client::new(address);
                    }
                    let at = Instant::now();
                    let number = number.fetch_add(1, Ordering::Relaxed);
                    receipts.push(send(&mut client, channel, number, None).unwrap());
                    times.push(at.elapsed());
                }
                let mut done = done.lock().unwrap();
                done.0.extend(times);
                done.1.extend(receipts);
            });
        }
    });
    let took = begun.elapsed();
    let (times, receipts) = done.into_inner().unwrap();
    (took, times, receipts)
}

/// One report from each of so many clients at the same moment, each sent twice at once under one key: the receipts, each
/// once.
pub fn burst(address: &str, channel: &str, clients: usize) -> Vec<String> {
    let (together, receipts) = (Barrier::new(clients * 2), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for number in 0..clients * 2 {
            let (together, receipts) = (&together, &receipts);
            scope.spawn(move || {
                let mut client = Client::new(address);
                let number = number as u64 / 2;
                let key = format!("one key for {clients} and {number}");
                together.wait();
                let receipt = send(&mut client, channel, number, Some(&key));
                receipts.lock().unwrap().extend(receipt.ok());
            });
        }
    });
    let mut receipts = receipts.into_inner().unwrap();
    receipts.sort_unstable();
    receipts.dedup();
    receipts
}

/// How many of these receipts open nothing.
pub fn lost(address: &str, receipts: &[String]) -> usize {
    let of_one = |some: &[String]| lost_of(&mut Client::new(address), some);
    receipts.chunks(EACH).map(of_one).sum()
}

fn lost_of(client: &mut Client, receipts: &[String]) -> usize {
    let mut opens = |receipt: &String| {
        let body = json!({"receipt": receipt}).to_string();
        let path = "/api/v1/follow-up";
        let (status, _) = client.send("POST", path, "application/json", body.as_bytes());
        status == 200
    };
    receipts.iter().filter(|r| !opens(r)).count()
}

/// Sends one report with a file of so many bytes.
pub fn upload(address: &str, channel: &str, size: usize) -> Duration {
    let report = String::from_utf8(report(channel, 0)).unwrap();
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"report\"\r\n\r\n{report}\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
    );
    let (tail, piece) = ("\r\n--edge--\r\n", pieces());
    let mut client = Client::new(address);
    let stream = client.0.get_mut();
    let begun = Instant::now();
    write!(stream, "POST /api/v1/reports HTTP/1.1\r\nHost: bench\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: {}\r\n\r\n{head}", head.len() + size + tail.len()).unwrap();
    for _ in 0..size / piece.len() {
        stream.write_all(&piece).unwrap();
    }
    stream.write_all(tail.as_bytes()).unwrap();
    assert_eq!(client.answer().status, 201);
    begun.elapsed()
}

/// A MiB that no disk can make smaller.
pub fn pieces() -> Vec<u8> {
    let mut at = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        at ^= at << 13;
        at ^= at >> 7;
        at ^= at << 17;
        at.to_le_bytes()
    };
    (0..1 << 17).flat_map(|_| next()).collect()
}

/// Reads a page again and again, and times each.
pub fn read_until(address: &str, stop: &AtomicBool) -> Vec<Duration> {
    let (mut client, mut times) = (Client::new(address), Vec::new());
    while !stop.load(Ordering::Relaxed) {
        let at = Instant::now();
        let (status, _) = client.send("GET", "/report", "text/plain", b"");
        assert_eq!(status, 200);
        times.push(at.elapsed());
        std::thread::sleep(Duration::from_millis(5));
    }
    times
}

/// Bytes of the front page and of the stylesheet it names.
pub fn weight(address: &str) -> usize {
    let mut client = Client::new(address);
    let (_, page) = client.send("GET", "/", "text/plain", b"");
    let text = String::from_utf8(page.clone()).unwrap();
    let sheet = text.split("rel=\"stylesheet\" href=\"").nth(1).unwrap();
    let sheet = sheet.split('"').next().unwrap().to_owned();
    let (_, sheet) = client.send("GET", &sheet, "text/plain", b"");
    page.len() + sheet.len()
}
