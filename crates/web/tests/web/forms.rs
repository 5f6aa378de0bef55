//! Forms as browsers and others send them: tokens, limits, files in pieces.

use super::*;

#[tokio::test]
async fn forms_without_our_token_are_refused() {
    assert_eq!(send(post("/form", good())).await.status(), StatusCode::OK);
    let old = token(None, SignedDuration::from_hours(25));
    let others = FormKey::new([8; 32]).token(None, state().now);
    let future = token(None, SignedDuration::from_hours(-1));
    let bound = token(Some("abc"), SignedDuration::ZERO);
    for bad in [String::new(), "x".into(), old, others, future, bound] {
        let response = send(post("/form", format!("_token={bad}"))).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{bad}");
    }
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "same-origin", 200),
        ("origin", "https://evil.example", 403),
        ("origin", "https://watch.example", 200),
        ("origin", "null", 200),
    ] {
        let mut request = post("/form", good());
        request.headers_mut().insert(name, value.parse().unwrap());
        assert_eq!(send(request).await.status(), status, "{name}: {value}");
    }
}

#[tokio::test]
async fn a_token_belongs_to_its_cookie() {
    for (cookie, token_for, status) in [
        (Some("session=abc"), Some("abc"), 200),
        (Some("session=abd"), Some("abc"), 403),
        (Some("session=abc"), None, 403),
        (None, Some("abc"), 403),
        (Some("page=abc"), Some("abc"), 403),
    ] {
        let mut request = post(
            "/desk",
            format!("_token={}", token(token_for, SignedDuration::ZERO)),
        );
        if let Some(cookie) = cookie {
            request
                .headers_mut()
                .insert("cookie", cookie.parse().unwrap());
        }
        assert_eq!(
            send(request).await.status(),
            status,
            "{cookie:?} {token_for:?}"
        );
    }
}

#[tokio::test]
async fn forms_have_limits() {
    for (content, status) in [
        (format!("{}&%ff=a", good()), 400),
        (format!("{}&%4=a", good()), 400),
        (format!("{}&{}=1", good(), "n".repeat(101)), 400),
        (format!("{}{}", good(), "&a=1".repeat(2_000)), 400),
        (format!("{}&line={}", good(), "a".repeat(1024 * 1024)), 413),
        (format!("{}&line=%C3%A9+b", good()), 200),
    ] {
        assert_eq!(send(post("/form", content)).await.status(), status);
    }
    let mut request = post("/form", good());
    request
        .headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    assert_eq!(
        send(request).await.status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
}

#[tokio::test]
async fn what_is_no_text_is_marked_and_the_rest_stays() {
    for (typed, shown) in [
        ("a%ffb%fe", "a\u{fffd}b\u{fffd}"),
        ("a%ED%A0%80z", "a\u{fffd}"),
        ("caf%C3", "caf\u{fffd}"),
        ("100%", "100\u{fffd}"),
        ("%4x", "\u{fffd}4x"),
    ] {
        let page = send(post("/form", format!("{}&line={typed}&area=whole", good()))).await;
        assert_eq!(page.status(), StatusCode::OK);
        let page = body(page).await;
        assert!(page.contains(shown) && page.contains("whole"), "{typed}");
        // At the desk it is refused: a passphrase is exact.
        let strict = post(
            "/desk",
            format!("_token={}&line={typed}", token(None, SignedDuration::ZERO)),
        );
        assert_eq!(
            send(strict).await.status(),
            StatusCode::BAD_REQUEST,
            "{typed}"
        );
    }
}

/// A body in pieces that nobody has asked for yet, and how many were taken.
fn unread(path: &str, pieces: usize, expect: bool) -> (Request<Body>, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let count = taken.clone();
    let piece = vec![b'x'; 1 << 20];
    let pieces = futures_util::stream::iter(0..pieces).map(move |_| {
        count.fetch_add(1, Relaxed);
        Ok::<_, std::io::Error>(piece.clone())
    });
    let mut request = post(path, Body::from_stream(pieces));
    if expect {
        request
            .headers_mut()
            .insert("expect", "100-continue".parse().unwrap());
    }
    (request, taken)
}

#[tokio::test]
async fn what_is_refused_is_taken_in_so_that_the_page_is_seen() {
    // After the first MiB, or before anything was read: the rest is taken, up to a bound.
    for (path, pieces, least, most, status) in [
        ("/form", 20, 20, 20, 413),
        ("/nowhere", 20, 20, 20, 404),
        ("/form", 200, 64, 70, 413),
    ] {
        let (request, taken) = unread(path, pieces, false);
        assert_eq!(send(request).await.status(), status, "{path}");
        let taken = taken.load(Relaxed);
        assert!((least..=most).contains(&taken), "{path}: {taken}");
    }
    // Who waits for a word is told before anything is sent.
    let (request, taken) = unread("/nowhere", 20, true);
    assert_eq!(send(request).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(taken.load(Relaxed), 0);
}

fn multipart(parts: &[(&str, &str)]) -> Request<Body> {
    let mut content = String::new();
    for (head, value) in parts {
        content += &format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
    }
    content += "--B--\r\n";
    let mut request = post("/files", content);
    let kind = "multipart/form-data; boundary=B".parse().unwrap();
    request.headers_mut().insert("content-type", kind);
    request
}

#[tokio::test]
async fn files_come_in_order_and_after_the_token() {
    let token = token(None, SignedDuration::ZERO);
    let first = ("name=\"_token\"", token.as_str());
    let file = ("name=\"file\"; filename=\"a.txt\"", "12345");
    let response = send(multipart(&[first, ("name=\"a\"", "b"), file])).await;
    assert_eq!(body(response).await, "a=b;file:a.txt:5;");
    for bad in [
        vec![file, first],
        vec![file],
        vec![("name=\"a\"", "b"), first],
    ] {
        assert_eq!(send(multipart(&bad)).await.status(), StatusCode::FORBIDDEN);
    }
}

/// A multipart request whose body comes in these pieces, all of them at once; and how many were taken.
fn in_pieces(pieces: Vec<Vec<u8>>) -> (Request<Body>, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let count = taken.clone();
    let pieces = futures_util::stream::iter(pieces).map(move |piece| {
        count.fetch_add(1, Relaxed);
        Ok::<_, std::io::Error>(piece)
    });
    let mut request = multipart(&[]);
    *request.body_mut() = Body::from_stream(pieces);
    (request, taken)
}

#[tokio::test]
async fn a_head_without_an_end_is_not_kept() {
    let head = b"--B\r\nContent-Disposition: form-data; name=\"_token\"; x=\"".to_vec();
    let mut pieces = vec![head];
    pieces.extend((0..1_000).map(|_| vec![b'x'; 16 * 1024]));
    let (request, taken) = in_pieces(pieces);
    // Without the frame, which takes in and throws away what nobody wants.
    let bare = routes().into_router().with_state(state());
    let refused = bare.oneshot(request).await.unwrap();
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert!(
        taken.load(Relaxed) < 10,
        "16 MB were offered, and {} pieces taken",
        taken.load(Relaxed)
    );

    // A large file, on the other hand, comes through, however its pieces fall.
    let token = token(None, SignedDuration::ZERO);
    let mut whole =
        format!("--B\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n{token}\r\n")
            .into_bytes();
    for name in ["a", "b"] {
        whole.extend(
            format!(
                "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
            )
            .bytes(),
        );
        whole.extend(vec![b'y'; 1_000_000]);
        whole.extend(b"\r\n");
    }
    whole.extend(b"--B--\r\n");
    for size in [777, 64 * 1024, 400_000] {
        let (request, _) = in_pieces(whole.chunks(size).map(<[u8]>::to_vec).collect());
        assert_eq!(
            body(send(request).await).await,
            "file:a:1000000;file:b:1000000;",
            "in pieces of {size}"
        );
    }
}
