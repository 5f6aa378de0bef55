//! Downloads that nobody reads, over real connections: more of them than there are threads keep no report out.

use std::{net::SocketAddr, time::Duration};

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::oneshot,
    time::timeout,
};
use watchpost_testkit::{TestApp, everywhere, reported};
use watchpost_web::{Limits, serve};

/// Threads for work that blocks, and downloads.
const THREADS: usize = 4;
const DOWNLOADS: usize = 3 * THREADS;
/// More than the system keeps for a connection that is not read.
const LENGTH: usize = 12 << 20;
/// How long is waited for what must come; nothing is measured with it.
const PATIENCE: Duration = Duration::from_secs(100);

/// Asks for something, over a connection that takes little at a time.
async fn ask(address: SocketAddr, path: &str, body: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stream = socket.connect(address).await.unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// The first line of an answer; the rest stays where it is.
async fn begins(stream: &mut TcpStream) -> String {
    let mut line = [0; 12];
    let read = timeout(PATIENCE, stream.read_exact(&mut line));
    read.await.expect("it is answered").unwrap();
    String::from_utf8_lossy(&line).into_owned()
}

#[test]
fn downloads_that_nobody_reads_keep_no_report_out() {
    let mut here = tokio::runtime::Builder::new_multi_thread();
    here.worker_threads(2).max_blocking_threads(THREADS);
    let here = here.enable_all().build().unwrap();
    here.block_on(everywhere(
        downloads_that_nobody_reads_keep_no_report_out_on,
    ));
}

async fn downloads_that_nobody_reads_keep_no_report_out_on(app: TestApp) {
    let bytes: &'static [u8] = (0..LENGTH)
        .map(|n| (n % 251) as u8)
        .collect::<Vec<_>>()
        .leak();
    let sent = reported(&app.platform, app.channel, &[("long.mp4", bytes)]).await;
    let receipt = json!({"receipt": sent.receipt}).to_string();
    let kind = "application/json";
    let stands = app.post("/api/v1/follow-up", kind, &[], receipt.clone());
    let stands: Value = serde_json::from_str(&stands.await.text()).unwrap();
    let file = stands["files"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/follow-up/files/{file}");

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, app.router(), Limits::default(), async {
        let _ = stopped.await;
    }));
    let mut unread = Vec::new();
    for _ in 0..DOWNLOADS {
        let mut download = ask(address, &path, &receipt).await;
        assert_eq!(begins(&mut download).await, "HTTP/1.1 200");
        unread.push(download);
    }
    // A report, and whoever comes back to one: both need a thread.
    let report = json!({"channel": app.channel.to_string(), "language": "en", "answers": {
        "what_happened": "a", "where": "b", "when": "c", "contact": "d"}});
    let mut report = ask(address, "/api/v1/reports", &report.to_string()).await;
    assert_eq!(begins(&mut report).await, "HTTP/1.1 201");
    let mut back = ask(address, "/api/v1/follow-up", &receipt).await;
    assert_eq!(begins(&mut back).await, "HTTP/1.1 200");
    let page = app.send(&Method::GET, "/report", None, None).await;
    assert_eq!(page.status, StatusCode::OK);
    // What waited for its reader is whole once it is read.
    let mut whole = Vec::new();
    let read = timeout(PATIENCE, unread[0].read_to_end(&mut whole));
    read.await.expect("it ends").unwrap();
    assert!(whole.ends_with(bytes));
    drop(unread);
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
}
