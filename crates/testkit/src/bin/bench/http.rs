//! A small HTTP client over kept connections, with which clients cost the machine little.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::{
        Barrier, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Value, json};

pub struct Client(BufReader<TcpStream>);

impl Client {
    pub fn new(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    pub fn send(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let stream = self.0.get_mut();
        stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
        self.answer()
    }

    fn answer(&mut self) -> (u16, Vec<u8>) {
        let (mut line, mut status, mut length) = (String::new(), 0, 0);
        loop {
            line.clear();
            self.0.read_line(&mut line).unwrap();
            let lower = line.trim().to_ascii_lowercase();
            if let Some(said) = lower.strip_prefix("http/1.1 ") {
                status = said[..3].parse().unwrap();
            } else if let Some(said) = lower.strip_prefix("content-length: ") {
                length = said.parse().unwrap();
            } else if lower.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        (status, body)
    }
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

fn send(client: &mut Client, channel: &str, number: u64) -> Option<String> {
    let body = report(channel, number);
    let (status, said) = client.send("POST", "/api/v1/reports", "application/json", &body);
    let said: Value = serde_json::from_slice(&said).unwrap();
    (status == 201).then(|| said["receipt_digits"].as_str().unwrap().to_owned())
}

/// Reports from so many clients for so long: how long it took, the time of each, the receipts.
pub fn report_for(
    address: &str,
    channel: &str,
    clients: usize,
    long: Duration,
) -> (Duration, Vec<Duration>, Vec<String>) {
    let (done, number) = (Mutex::new((Vec::new(), Vec::new())), AtomicU64::new(0));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                let mut client = Client::new(address);
                let (mut times, mut receipts) = (Vec::new(), Vec::new());
                while begun.elapsed() < long {
                    let at = Instant::now();
                    let number = number.fetch_add(1, Ordering::Relaxed);
                    receipts.push(send(&mut client, channel, number).unwrap());
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

/// One report from each of so many clients at the same moment.
pub fn burst(address: &str, channel: &str, clients: usize) -> Vec<String> {
    let (together, receipts) = (Barrier::new(clients), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for number in 0..clients {
            let (together, receipts) = (&together, &receipts);
            scope.spawn(move || {
                let mut client = Client::new(address);
                together.wait();
                let receipt = send(&mut client, channel, number as u64);
                receipts.lock().unwrap().extend(receipt);
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
    let mut client = Client::new(address);
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
    let (status, _) = client.answer();
    assert_eq!(status, 201);
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
