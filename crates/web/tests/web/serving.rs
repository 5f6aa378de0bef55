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
    // What was said and not read may end the connection harder than with its end; what was answered stands all the same.
    let _ = tokio::time::timeout(Duration::from_secs(20), read)
        .await
        .expect("closed");
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

fn proxied() -> Limits {
    Limits {
        senders: Senders::Proxied,
        ..Limits::default()
    }
}

const ASK: &str = "GET /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn a_proxy_says_for_whom_it_speaks() {
    for line in [
        "PROXY TCP4 192.0.2.1 192.0.2.9 1 2\r\n",
        "PROXY TCP6 fc00:dead:beef:4dad::ffff:0:7 ::1 65535 80\r\n",
        "PROXY UNKNOWN\r\n",
    ] {
        let answer = said(&format!("{line}{ASK}"), proxied()).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{line}");
    }
    let long = format!("PROXY {}\r\n", "a".repeat(200));
    for line in ["", "PROXY TCP4 192.0.2 192.0.2.9 1 2\r\n", &long] {
        assert_eq!(said(&format!("{line}{ASK}"), proxied()).await, "", "{line}");
    }
}

/// A server with these limits, and what ends it.
async fn serving(limits: Limits) -> (std::net::SocketAddr, tokio::sync::oneshot::Sender<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    tokio::spawn(serve(listener, site(), limits, async {
        let _ = stopped.await;
    }));
    (address, stop)
}

async fn answered(address: std::net::SocketAddr, line: &str) -> (tokio::net::TcpStream, String) {
    let mut client = tokio::net::TcpStream::connect(address).await.unwrap();
    let ask = format!("{line}GET /form HTTP/1.1\r\nHost: a\r\n\r\n");
    client.write_all(ask.as_bytes()).await.unwrap();
    let mut begun = [0; 12];
    let read = client.read_exact(&mut begun).await;
    let begun = read.map_or(String::new(), |_| String::from_utf8_lossy(&begun).into());
    (client, begun)
}

#[tokio::test]
async fn one_sender_has_so_many_connections_and_others_have_theirs() {
    let limits = Limits {
        of_one: 2,
        ..proxied()
    };
    let (address, _stop) = serving(limits).await;
    let (flooder, other) = (
        "PROXY TCP4 192.0.2.1 192.0.2.9 1 2\r\n",
        "PROXY TCP4 192.0.2.2 192.0.2.9 1 2\r\n",
    );
    let (one, said) = answered(address, flooder).await;
    assert_eq!(said, "HTTP/1.1 200");
    let (_two, said) = answered(address, flooder).await;
    assert_eq!(said, "HTTP/1.1 200");
    assert_eq!(answered(address, flooder).await.1, "", "one too many");
    assert_eq!(answered(address, other).await.1, "HTTP/1.1 200");
    // One that ends makes room for another, as soon as the server has seen it end.
    drop(one);
    let mut again = String::new();
    for _ in 0..1_000 {
        (_, again) = answered(address, flooder).await;
        if !again.is_empty() {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(again, "HTTP/1.1 200");
}

#[tokio::test]
async fn who_takes_nothing_of_an_answer_is_shown_out() {
    let limits = Limits {
        connections: 1,
        reading: Duration::from_millis(50),
        ..Limits::default()
    };
    let (address, _stop) = serving(limits).await;
    let mut lazy = tokio::net::TcpStream::connect(address).await.unwrap();
    let ask = "GET /endless HTTP/1.1\r\nHost: a\r\n\r\n";
    lazy.write_all(ask.as_bytes()).await.unwrap();
    // There is room for one: the next is served once the first is gone.
    let next = tokio::time::timeout(Duration::from_secs(20), answered(address, "")).await;
    assert_eq!(next.expect("served").1, "HTTP/1.1 200");
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
