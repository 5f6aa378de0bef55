//! The accept loop: slow clients, and stopping.

use super::*;

/// What a client gets that says this much and then nothing more.
async fn said(start: &str, limits: Limits) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, site(), limits, async {
        let _ = stopped.await;
    }));
    let mut client = tokio::net::TcpStream::connect(address).await.unwrap();
    client.write_all(start.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = client.read_to_end(&mut answer);
    tokio::time::timeout(Duration::from_secs(20), read)
        .await
        .expect("closed")
        .unwrap();
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn who_trickles_is_shown_out() {
    let mut limits = Limits {
        headers: Duration::from_millis(50),
        ..Limits::default()
    };
    said("GET /form HTTP/1.1\r\nHost: a\r\nX-Slow: ", limits).await;
    limits.pace.window = Duration::from_millis(50);
    let head = "POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\
        Content-Type: application/x-www-form-urlencoded\r\n\r\n_tok";
    assert!(said(head, limits).await.starts_with("HTTP/1.1 408"));
}

#[tokio::test]
async fn serves_and_stops() {
    let answer = said(
        "GET /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        Limits::default(),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("Riverside"));
}

#[tokio::test]
async fn a_body_without_a_length_comes_in_pieces() {
    let form = format!("{}&line=in+pieces", good());
    let (one, two) = form.split_at(20);
    let chunk = |part: &str| format!("{:x}\r\n{part}\r\n", part.len());
    let head = "POST /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\
        Content-Type: application/x-www-form-urlencoded\r\n\r\n";
    let request = format!("{head}{}{}0\r\n\r\n", chunk(one), chunk(two));
    let answer = said(&request, Limits::default()).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("in pieces"));
    // One that never ends is refused at the same bound.
    let mut endless = format!("{head}{}", chunk(&good()));
    for _ in 0..20 {
        endless += &chunk(&format!("&a={}", "x".repeat(100_000)));
    }
    endless += "0\r\n\r\n";
    assert!(
        said(&endless, Limits::default())
            .await
            .starts_with("HTTP/1.1 413")
    );
}
