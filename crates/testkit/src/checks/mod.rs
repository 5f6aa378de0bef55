//! The walks over all routes, as functions that give what they found: nothing where all is well. Each is also let loose on an
//! application into which its fault was planted, and must name it (`tests/planted.rs`).

pub mod cookies;
pub mod csrf;
pub mod filled;
pub mod headers;
pub mod html;
pub mod naughty;
mod naughty_api;
pub mod posted;
pub mod shared;
pub mod stands;
pub mod strings;
pub mod visits;
pub mod walk;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use watchpost_web::{Door, RouteEntry};

use crate::{Answer, TestApp};
use filled::{Filled, Names};

/// The edge between the parts of a form with files.
const EDGE: &str = "an-edge-that-is-in-no-file";

/// A picture of one pixel: it can be sent, drawn and downloaded.
pub const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9c, 0x63, 0x60, 0x60, 0x60, 0xf8, 0x0f, 0, 0x01, 0x04, 0x01, 0, 0x5f, 0xe5, 0xc3, 0x4b,
    0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// A request to a route, filled in so that nobody is refused for what they typed before they are refused for who they are.
pub struct Knock<'a> {
    pub route: &'a RouteEntry,
    pub names: &'a Names,
    /// The whole cookie, as a browser sends it.
    pub cookie: Option<&'a str>,
    pub token: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
}

impl Knock<'_> {
    /// Sends it.
    pub async fn send(&self, app: &TestApp) -> Answer {
        app.ask(self.request()).await
    }

    /// Sends it. Gives what led to the page as well, where anything did.
    pub async fn steps(&self, app: &TestApp) -> (Option<Answer>, Answer) {
        app.steps(self.request()).await
    }

    fn request(&self) -> Request<Body> {
        let mut request = Request::builder()
            .method(&self.route.method)
            .uri(self.names.put_into(self.route.path))
            .header(header::HOST, "example.org");
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if self.route.method == Method::GET {
            return request.body(Body::empty()).unwrap();
        }
        let (kind, body) = match filled::of(self.route.path) {
            Some(Filled::Files) => files_form(self.token, "a.png", PICTURE),
            Some(Filled::Json(text)) => {
                ("application/json".into(), self.names.put_into(text).into())
            }
            Some(Filled::Form(text)) => encoded(self.token, &self.names.put_into(text)),
            None => encoded(self.token, ""),
        };
        let request = request.header(header::CONTENT_TYPE, kind);
        request.body(Body::from(body)).unwrap()
    }
}

fn encoded(token: &str, fields: &str) -> (String, Vec<u8>) {
    let kind = "application/x-www-form-urlencoded".to_owned();
    (kind, format!("_token={token}&{fields}").into_bytes())
}

/// A form with one file, the token first.
pub fn files_form(token: &str, name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    let name: String = name
        .replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    let mut body = format!(
        "--{EDGE}\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n{token}\r\n--{EDGE}\r\n\
        Content-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
        Content-Type: image/png\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={EDGE}"), body)
}

/// The name of a route in what is found.
pub fn named(route: &RouteEntry) -> String {
    format!("{} {}", route.method, route.path)
}

/// The action that a route of the desk asks for.
pub fn action(route: &RouteEntry) -> Option<&'static str> {
    match route.door {
        Door::Member(action) => Some(action),
        _ => None,
    }
}

/// Whether a member came through the door, whatever came of what they typed.
pub fn came_through(answer: &Answer) -> bool {
    let turned_away = ["/desk/sign-in", "/desk/unlock"].contains(&answer.to());
    let status = answer.status;
    !turned_away
        && !status.is_server_error()
        && ![
            StatusCode::UNAUTHORIZED,
            StatusCode::FORBIDDEN,
            StatusCode::NOT_FOUND,
            StatusCode::METHOD_NOT_ALLOWED,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ]
        .contains(&status)
}
