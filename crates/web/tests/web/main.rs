//! The frame from outside: another crate's templates, and requests as browsers and others send them.
#![allow(clippy::unwrap_used)]

mod forms;
mod pages;
mod serving;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use futures_util::StreamExt;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::Path;
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
    Page, Part, RouteEntry, Routes, Senders, WebState, app, render, serve,
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

async fn named(Path(name): Path<String>) -> String {
    name
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
        .get("/endless", Door::Public, async || {
            let piece = || Ok::<_, std::io::Error>(bytes::Bytes::from_static(&[0; 65_536]));
            Body::from_stream(futures_util::stream::repeat_with(piece))
        })
        .get("/named/{name}", Door::Public, named)
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
