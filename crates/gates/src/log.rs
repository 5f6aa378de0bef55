//! The public log as other programs read it: C2SP checkpoint and tiles.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use watchpost_web::{Caching, Door, Oops, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/log/checkpoint", Door::Public, checkpoint::<S>)
        .get("/log/key", Door::Public, key::<S>)
        .get("/log/tile/{*path}", Door::Public, tile::<S>)
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

/// The key that checkpoints are signed with. Who checks the log should have it from elsewhere as well.
async fn key<S: PlatformState>(State(state): State<S>) -> Response {
    text(format!("{}\n", state.platform().log_key()))
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
