//! Cookies: none before one is needed, none that a script can read, none that outlives the browser but the mark of a member's
//! own.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::WebState;

/// The draft of a visitor who is writing.
pub const DRAFT: &str = "page";
/// The box that a receipt has opened.
pub const RECEIPT: &str = "box";
/// The session of a member.
pub const SESSION: &str = "session";
/// The mark of a browser in which a member has signed in before. It outlives the browser, or else whoever guesses at an account
/// would keep its owner out each morning.
pub const MARK: &str = "mark";

/// The key to pages of forms that were not taken; see [`crate::app`].
pub const AGAIN: &str = "again";

/// The value of a cookie of this request. Only values that [`put`] could have written are seen.
#[must_use]
pub fn read(headers: &HeaderMap, secure: bool, name: &str) -> Option<String> {
    let full = full_name(secure, name);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == full && is_plain(value))
        .map(|(_, value)| value.to_owned())
}

/// Sets a cookie that goes with the browser's session. The value must be letters, digits, `-`, `_` or `.`.
///
/// # Panics
/// When the value has other signs: a fault of the program, since values are ours.
pub fn put<S: WebState>(response: &mut Response, state: &S, name: &str, value: &str) {
    assert!(is_plain(value), "a cookie's value is in a plain alphabet");
    append(response, state.secure_cookies(), name, value, "");
}

/// Sets a cookie that the browser keeps for so many seconds.
///
/// # Panics
/// When the value has other signs: a fault of the program, since values are ours.
pub fn put_for<S: WebState>(
    response: &mut Response,
    state: &S,
    name: &str,
    value: &str,
    seconds: u32,
) {
    assert!(is_plain(value), "a cookie's value is in a plain alphabet");
    let life = format!("; Max-Age={seconds}");
    append(response, state.secure_cookies(), name, value, &life);
}

/// Takes a cookie away, and with it the key to pages that were kept: who leaves, leaves nothing that can be asked for.
pub fn clear<S: WebState>(response: &mut Response, state: &S, name: &str) {
    append(response, state.secure_cookies(), name, "", "; Max-Age=0");
    if name != AGAIN && !clears(response.headers(), state.secure_cookies(), AGAIN) {
        clear(response, state, AGAIN);
    }
}

/// Whether an answer takes a cookie away.
pub(crate) fn clears(headers: &HeaderMap, secure: bool, name: &str) -> bool {
    let begins = format!("{}=;", full_name(secure, name));
    let mut lines = headers.get_all(SET_COOKIE).iter();
    lines.any(|line| line.as_bytes().starts_with(begins.as_bytes()))
}

fn append(response: &mut Response, secure: bool, name: &str, value: &str, more: &str) {
    let name = full_name(secure, name);
    let flag = if secure { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{flag}{more}");
    let line = HeaderValue::try_from(line).expect("made of plain signs");
    response.headers_mut().append(SET_COOKIE, line);
}

/// The prefix makes browsers refuse the cookie from anybody but this very host over TLS.
fn full_name(secure: bool, name: &str) -> String {
    if secure {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

fn is_plain(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 1_024
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}
