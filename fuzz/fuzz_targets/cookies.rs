//! Heads of requests: cookies, tokens, the wished language.
#![no_main]

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use libfuzzer_sys::fuzz_target;
use watchpost_fuzz::State;
use watchpost_vault::Token;
use watchpost_web::{FormKey, Reading, WebState, cookie};

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = HeaderValue::from_bytes(bytes) else {
        return;
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, value.clone());
    headers.insert(header::ACCEPT_LANGUAGE, value);
    for secure in [false, true] {
        for name in [
            cookie::DRAFT,
            cookie::RECEIPT,
            cookie::SESSION,
            cookie::MARK,
        ] {
            if let Some(value) = cookie::read(&headers, secure, name) {
                let mut answer = axum::response::Response::default();
                // Whatever is read can be written.
                cookie::put(&mut answer, &State, name, &value);
                token(&value);
            }
        }
    }
    let uri = Uri::try_from(bytes).unwrap_or_default();
    let reading = Reading::of(&uri, &headers);
    let _ = reading.with_lang(uri.path());
    if let Ok(text) = std::str::from_utf8(bytes) {
        token(text);
    }
});

fn token(text: &str) {
    if let Some(token) = Token::parse(text) {
        assert!(Token::parse(&token.to_text()).is_some());
    }
    let key: &FormKey = State.form_key();
    let _ = key.accepts(text, Some(text), State.now());
}
