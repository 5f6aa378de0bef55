//! The frame around every answer: headers that browsers protect people by, pages for what went wrong, and a
//! handler that panics takes nothing with it.

use std::panic::AssertUnwindSafe;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::drain::Rest;
use crate::{Door, Oops, Reading, Routes, WebState, again, assets};

/// What a browser may keep of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caching {
    /// Nothing.
    NoStore,
    /// For ever: the address changes with the content.
    Immutable,
    /// For this many seconds, by anybody: only what is public and the same for all.
    Public(u32),
}

impl Caching {
    fn value(self) -> HeaderValue {
        match self {
            Self::NoStore => HeaderValue::from_static("no-store"),
            Self::Immutable => HeaderValue::from_static("public, max-age=31536000, immutable"),
            Self::Public(seconds) => HeaderValue::try_from(format!("public, max-age={seconds}"))
                .expect("digits are plain"),
        }
    }
}

/// What a page may load. By itself it follows from the door; an answer with something that was uploaded
/// carries `Csp::Sandbox` among its extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Csp {
    /// Styles, pictures and forms of our own.
    Public,
    /// And scripts of our own, to shorten a path.
    Desk,
    /// Pictures and sounds of our own beside styles, and no script: what somebody sent is looked at here.
    Preview,
    /// Nothing at all, not even its own origin.
    Sandbox,
}

impl Csp {
    const fn value(self) -> &'static str {
        match self {
            Self::Public => {
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                 base-uri 'none'; frame-ancestors 'none'"
            }
            Self::Desk => {
                "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
                 connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            }
            Self::Preview => {
                "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; \
                 form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            }
            Self::Sandbox => "default-src 'none'; frame-ancestors 'none'; sandbox",
        }
    }
}

/// On every answer, whatever it is.
const ALWAYS: [(HeaderName, &str); 6] = [
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-embedder-policy"),
        "require-corp",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
         fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), \
         payment=(), picture-in-picture=(), publickey-credentials-get=(), \
         screen-wake-lock=(), sync-xhr=(), usb=(), web-share=(), xr-spatial-tracking=()",
    ),
];

/// The whole application: the routes, the stylesheet, a page for paths that are not there, the frame around all of it, and
/// around that what keeps a page that would answer a form until the browser asks for it.
pub fn app<S: WebState>(routes: Routes<S>, state: S) -> Router {
    let framed = routes
        .merge(assets::routes())
        .into_router()
        .fallback(async || Oops::NotFound)
        .layer(from_fn_with_state(state.clone(), frame::<S>))
        .with_state(state.clone());
    // Before any route is looked for: a page that was kept is not one that a route's other methods have a say in.
    Router::new()
        .fallback_service(framed)
        .layer(from_fn_with_state(state, again::around::<S>))
}

async fn frame<S: WebState>(State(state): State<S>, request: Request, next: Next) -> Response {
    let reading = Reading::of(request.uri(), request.headers());
    let for_programs = is_for_programs(request.uri().path());
    let (request, rest) = Rest::of(request);
    let caught = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = caught.unwrap_or_else(|_| {
        // What it said could quote what was typed.
        tracing::error!("a handler panicked");
        Oops::Internal(1).into_response()
    });
    if let Some(oops) = went_wrong(&response) {
        let allow = response.headers_mut().remove(header::ALLOW);
        response = oops.answer(reading, state.site(), for_programs);
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    protect(&mut response, state.secure_cookies());
    rest.drain().await;
    response
}

/// Whether programs ask here rather than people.
pub(crate) fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/")
}

/// What has no page of its own yet.
fn went_wrong(response: &Response) -> Option<Oops> {
    if let Some(oops) = response.extensions().get::<Oops>() {
        return Some(*oops);
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    let plain = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED if kind.is_none() => Some(Oops::Method),
        // An address or a query that the library could not read: it answers for itself, in English.
        StatusCode::BAD_REQUEST if plain => Some(Oops::BadRequest),
        _ => None,
    }
}

pub(crate) fn protect(response: &mut Response, secure: bool) {
    let extensions = response.extensions();
    let door = extensions.get::<Door>().copied();
    let csp = extensions.get::<Csp>().copied().unwrap_or(match door {
        Some(door) if door.is_desk() => Csp::Desk,
        _ => Csp::Public,
    });
    let caching = extensions.get::<Caching>().copied();
    let headers: &mut HeaderMap = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let csp = HeaderValue::from_static(csp.value());
    headers.insert(header::CONTENT_SECURITY_POLICY, csp);
    headers.insert(
        header::CACHE_CONTROL,
        caching.unwrap_or(Caching::NoStore).value(),
    );
    if secure {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    headers.remove(header::SERVER);
}
