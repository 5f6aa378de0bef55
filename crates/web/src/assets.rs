//! The stylesheet, at an address that changes with its content.

use std::sync::LazyLock;

use axum::Extension;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::{Caching, Door, Routes};

const CSS: &str = include_str!("../static/watchpost.css");

static ADDRESS: LazyLock<String> = LazyLock::new(|| {
    let hash = Sha256::digest(CSS);
    format!("/static/watchpost.css?v={}", HEXLOWER.encode(&hash[..6]))
});

/// The address of the stylesheet.
#[must_use]
pub fn stylesheet() -> &'static str {
    &ADDRESS
}

pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    Routes::new()
        .get("/static/watchpost.css", Door::Public, async || css())
        .get("/favicon.ico", Door::Public, async || no_icon())
}

fn css() -> Response {
    let content = [(CONTENT_TYPE, "text/css; charset=utf-8")];
    (Extension(Caching::Immutable), content, CSS).into_response()
}

/// Browsers ask for one unbidden; an empty answer that they keep saves them asking with every page.
fn no_icon() -> Response {
    (Extension(Caching::Public(86_400)), StatusCode::NO_CONTENT).into_response()
}
