//! The frame from outside: another crate's templates, and requests as browsers and others send them.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use futures_util::StreamExt;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::ServiceExt;
use watchpost_domain::problem::{Problem, Problems};
use watchpost_text::Lang;
use watchpost_web::{
    CheckedForm, Choice, Door, Errors, Field, Form, FormKey, Layout, Limits, MultipartForm, Oops,
    Page, Part, RouteEntry, Routes, WebState, app, render, serve,
};

#[derive(Clone)]
struct State {
    key: std::sync::Arc<FormKey>,
    now: Timestamp,
    secure: bool,
}

impl WebState for State {
    fn form_key(&self) -> &FormKey {
        &self.key
    }
    fn secure_cookies(&self) -> bool {
        self.secure
    }
    fn now(&self) -> Timestamp {
        self.now
    }
    fn site(&self) -> &str {
        "Riverside"
    }
}

fn state() -> State {
    State {
        key: std::sync::Arc::new(FormKey::new([7; 32])),
        now: "2026-03-01T10:00:00Z".parse().unwrap(),
        secure: false,
    }
}

#[derive(Template)]
#[template(path = "place.html", config = "tests/outside/askama.toml")]
struct Place {
    layout: Layout,
    errors: Errors,
    fields: Vec<Field>,
}

impl Page for Place {
    fn title(&self) -> String {
        self.layout.text.nav_report()
    }
}

impl Place {
    fn new(layout: Layout, form: &Form) -> Self {
        let choices = || vec![Choice::new("a", "A"), Choice::new("b", "B")];
        let fields = vec![
            form.line("line", "L").hint("help"),
            form.area("area", "T", 5).optional(),
            form.radios("radio", "R", choices()),
            form.checks("check", "C", choices()),
            form.select("select", "S", choices()),
            form.date("date", "D", Default::default()),
            form.files("file", "F", true),
        ];
        Self {
            errors: Errors::of(layout.text, &fields),
            fields,
            layout,
        }
    }
}

async fn ask(layout: Layout) -> Response {
    let form = layout.form();
    render(Place::new(layout, &form))
}

async fn take(layout: Layout, CheckedForm(typed): CheckedForm) -> Response {
    let mut problems = Problems::default();
    for name in ["line", "radio", "date"] {
        problems.add(name, Problem::Required);
    }
    render(Place::new(
        layout.clone(),
        &layout.form_with(&typed, &problems),
    ))
}

async fn upload(mut form: MultipartForm) -> Result<String, Oops> {
    let mut seen = String::new();
    while let Some(part) = form.next().await? {
        match part {
            Part::Field { name, value } => seen += &format!("{name}={value};"),
            Part::File(mut file) => {
                let mut size = 0;
                while let Some(chunk) = file.chunk().await? {
                    size += chunk.len();
                }
                seen += &format!("{}:{}:{size};", file.name, file.file_name);
            }
        }
    }
    Ok(seen)
}

async fn panics() -> Response {
    panic!("planted")
}

fn routes() -> Routes<State> {
    Routes::new()
        .get("/form", Door::Public, ask)
        .post("/form", Door::Public, take)
        .post("/files", Door::Public, upload)
        .post("/desk", Door::Member("assign"), take)
        .get("/panics", Door::Public, panics)
        .get("/hidden", Door::Member("read"), async || {
            Err::<(), _>(Oops::from(watchpost_domain::Denied::NotFound))
        })
}

fn site() -> Router {
    app(routes(), state())
}

async fn send(request: Request<Body>) -> Response {
    site().oneshot(request).await.unwrap()
}

async fn get(path: &str) -> Response {
    send(Request::get(path).body(Body::empty()).unwrap()).await
}

async fn body(response: Response) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn post(path: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("host", "watch.example")
        .body(body.into())
        .unwrap()
}

fn token(bound: Option<&str>, age: SignedDuration) -> String {
    state().key.token(bound, state().now - age)
}

fn good() -> String {
    format!("_token={}", token(None, SignedDuration::ZERO))
}

#[tokio::test]
async fn every_answer_is_protected() {
    for path in [
        "/form",
        "/nowhere",
        "/hidden",
        "/panics",
        "/static/watchpost.css",
        "/favicon.ico",
        "/files",
    ] {
        let response = get(path).await;
        let headers = response.headers();
        for name in [
            "content-security-policy",
            "cross-origin-opener-policy",
            "cross-origin-embedder-policy",
            "cross-origin-resource-policy",
            "referrer-policy",
            "x-content-type-options",
            "permissions-policy",
            "cache-control",
        ] {
            assert_eq!(headers.get_all(name).iter().count(), 1, "{path} {name}");
        }
        let csp = headers["content-security-policy"].to_str().unwrap();
        assert!(
            csp.starts_with("default-src 'none'") && csp.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(!headers.contains_key("server") && !headers.contains_key("content-encoding"));
        assert!(!headers.contains_key("strict-transport-security"));
        let stored = headers["cache-control"] != "no-store";
        assert_eq!(
            stored,
            path.starts_with("/static") || path == "/favicon.ico",
            "{path}"
        );
    }
    let secure = app(
        routes(),
        State {
            secure: true,
            ..state()
        },
    );
    let request = Request::get("/form").body(Body::empty()).unwrap();
    let response = secure.oneshot(request).await.unwrap();
    assert!(response.headers().contains_key("strict-transport-security"));
}

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
        (format!("{}&line=%ff", good()), 400),
        (format!("{}&line=%4", good()), 400),
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
    assert_eq!(send(request).await.status(), StatusCode::BAD_REQUEST);
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

#[tokio::test]
async fn hidden_is_missing_byte_for_byte() {
    let (hidden, missing) = (get("/hidden").await, get("/nowhere").await);
    assert_eq!(hidden.status(), StatusCode::NOT_FOUND);
    assert_eq!(missing.status(), hidden.status());
    assert_eq!(missing.headers(), hidden.headers());
    let (hidden, missing) = (body(hidden).await, body(missing).await);
    assert!(hidden.contains("This page is not here"));
    assert_eq!(hidden, missing);
}

#[tokio::test]
async fn a_panic_is_one_page() {
    let response = get("/panics").await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let page = body(response).await;
    assert!(page.contains("<h1>") && !page.contains("planted"));
}

#[tokio::test]
async fn the_wrong_method_has_a_page() {
    let response = get("/files").await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(body(response).await.contains("<h1>"));
}

#[test]
fn routes_know_their_doors() {
    let routes = routes();
    assert_eq!(routes.entries().len(), 6);
    let desk = RouteEntry {
        method: Method::POST,
        path: "/desk",
        door: Door::Member("assign"),
    };
    assert!(routes.entries().contains(&desk));
}

/// Ids once, labels and descriptions that lead somewhere, one `h1`.
fn check_html(page: &str, lang: Lang) {
    let values = |name: &str| -> Vec<String> {
        let start = format!(" {name}=\"");
        let found = page.split(&start).skip(1);
        found
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let head = format!("<html lang=\"{}\" dir=\"{}\">", lang.code(), lang.dir());
    assert!(page.contains(&head), "{head}");
    assert_eq!(page.matches("<h1>").count(), 1);
    assert_eq!(page.matches("</h1>").count(), 1);
    let ids = values("id");
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id twice");
    let led = ["for", "aria-describedby", "aria-labelledby"]
        .iter()
        .flat_map(|n| values(n));
    for target in led {
        for id in target.split(' ') {
            assert!(ids.contains(&id.to_owned()), "{id} is nowhere");
        }
    }
    for link in values("href").iter().filter_map(|h| h.strip_prefix('#')) {
        assert!(ids.iter().any(|id| id == link), "#{link} is nowhere");
    }
    assert!(!page.contains("style=") && !page.contains("<script") && !page.contains("{{"));
    for input in page
        .split("<input ")
        .skip(1)
        .filter(|i| !i.starts_with("type=\"hidden\""))
    {
        let id = input
            .split("id=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        assert!(
            page.contains(&format!("<label for=\"{id}\"")),
            "{id} has no label"
        );
    }
}

#[tokio::test]
async fn pages_are_sound_in_every_language() {
    for lang in Lang::ALL {
        let path = format!("/form?lang={}", lang.code());
        check_html(&body(get(&path).await).await, lang);
        let typed = format!("{}&line=%3Cb%3E%22&radio=b", good());
        let page = body(send(post(&path, typed)).await).await;
        check_html(&page, lang);
        assert!(page.contains(r#"role="alert" tabindex="-1""#));
        assert!(
            page.contains("value=\"&#60;b&#62;&#34;\""),
            "escaped and kept"
        );
        assert!(page.contains(r#"value="b" checked"#));
        assert_eq!(page.matches("class=\"error\"").count(), 3);
        assert_eq!(page.matches(" aria-invalid=\"true\"").count(), 4);
        assert_eq!(page.matches(" aria-describedby=\"").count(), 3);
        assert!(page.contains(&format!("action=\"/form?lang={}\"", lang.code())));
    }
}

#[test]
fn the_stylesheet_is_small_and_knows_no_left_or_right() {
    let css = include_str!("../static/watchpost.css");
    assert!(css.len() < 20_000);
    for word in ["left", "right", "width:", "height:", "url(", "@import"] {
        let hits = css.split(word).count() - 1;
        let own = match word {
            "height:" => css.matches("line-height:").count(),
            _ => 0,
        };
        assert_eq!(hits, own, "{word}");
    }
}

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
