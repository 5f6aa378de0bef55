//! Whether the process is up, and whether it can do its work.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use watchpost_web::{Caching, Door, PlatformState, Routes};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/healthz", Door::Public, up)
        .get("/readyz", Door::Public, ready::<S>)
}

fn said(status: StatusCode, word: &'static str) -> Response {
    let mut response = (status, word).into_response();
    response.extensions_mut().insert(Caching::NoStore);
    response
}

async fn up() -> Response {
    said(StatusCode::OK, "ok\n")
}

/// Red while database or files cannot be used; which of them is in the log, not here.
async fn ready<S: PlatformState>(State(state): State<S>) -> Response {
    match state.platform().ready().await {
        Ok(()) => said(StatusCode::OK, "ready\n"),
        Err(_) => said(StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
