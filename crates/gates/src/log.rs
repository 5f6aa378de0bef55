//! The public log: a page about it for people, and checkpoint and tiles as other programs read them (C2SP).

use askama::Template;
use axum::{
    body::{Body, to_bytes},
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use watchpost_web::{Caching, Door, Layout, Oops, Page, PlatformState, Routes, render};

/// A checkpoint with many cosignatures is far smaller.
const NOTE_MAX: usize = 64 << 10;

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/log", Door::Public, about::<S>)
        .get("/log/checkpoint", Door::Public, checkpoint::<S>)
        .get("/log/cosigned", Door::Public, cosigned::<S>)
        .post("/log/cosignatures", Door::Public, cosignatures::<S>)
        .get("/log/key", Door::Public, key::<S>)
        .get("/log/follows", Door::Public, follows::<S>)
        .get("/log/tile/{*path}", Door::Public, tile::<S>)
}

#[derive(Template)]
#[template(path = "log.html")]
struct LogPage {
    layout: Layout,
    checkpoint: Option<String>,
    /// How many entries the checkpoint names.
    size: String,
    key: String,
    address: String,
    /// The last known checkpoint of the log before this one.
    follows: Option<String>,
}

impl Page for LogPage {
    fn title(&self) -> String {
        self.layout.text.nav_public_log()
    }
}

/// What the log is, how long it is, and how anybody checks it.
async fn about<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let checkpoint = platform.checkpoint().await?;
    let second = checkpoint.as_deref().and_then(|text| text.lines().nth(1));
    Ok(render(LogPage {
        size: second.unwrap_or_default().to_owned(),
        address: format!("{}/log", layout.site_address(&state, &headers)),
        key: platform.log_key(),
        follows: platform.log_follows().await?,
        checkpoint,
        layout,
    }))
}

fn text(words: String) -> Response {
    let mut response = words.into_response();
    response.extensions_mut().insert(Caching::NoStore);
    response
}

/// The newest checkpoint; before the first entry there is none.
async fn checkpoint<S: PlatformState>(State(state): State<S>) -> Result<Response, Oops> {
    state
        .platform()
        .checkpoint()
        .await?
        .map(text)
        .ok_or(Oops::NotFound)
}

/// The newest checkpoint that witnesses have cosigned, with what they said; without witnesses there is none.
async fn cosigned<S: PlatformState>(State(state): State<S>) -> Result<Response, Oops> {
    let cosigned = state.platform().cosigned().await?;
    cosigned.map(text).ok_or(Oops::NotFound)
}

/// Takes what a witness said under a checkpoint of ours: a note, as plain text. Nothing of anybody else is kept.
async fn cosignatures<S: PlatformState>(
    State(state): State<S>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Oops> {
    let kind = headers.get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain")) {
        return Err(Oops::UnsupportedType);
    }
    let note = to_bytes(body, NOTE_MAX).await.map_err(|_| Oops::TooLarge)?;
    let note = std::str::from_utf8(&note).map_err(|_| Oops::BadRequest)?;
    state.platform().take_cosignatures(note).await?;
    Ok(text(String::new()))
}

/// The key that checkpoints are signed with. Who checks the log should have it from elsewhere as well.
async fn key<S: PlatformState>(State(state): State<S>) -> Response {
    text(format!("{}\n", state.platform().log_key()))
}

/// The last known checkpoint of the log before this one, whose hash is the first entry; of most logs there is none.
async fn follows<S: PlatformState>(State(state): State<S>) -> Result<Response, Oops> {
    let follows = state.platform().log_follows().await?;
    follows.map(text).ok_or(Oops::NotFound)
}

/// A tile: it never changes once it is there.
async fn tile<S: PlatformState>(
    State(state): State<S>,
    Path(path): Path<String>,
) -> Result<Response, Oops> {
    let bytes = state
        .platform()
        .log_file(&format!("tile/{path}"))
        .await?
        .ok_or(Oops::NotFound)?;
    let mut response = (StatusCode::OK, bytes).into_response();
    let kind = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.extensions_mut().insert(Caching::Immutable);
    Ok(response)
}
