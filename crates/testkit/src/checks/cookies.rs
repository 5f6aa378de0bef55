//! Cookies: only for this very host over TLS, no script reads them, no other site sends them, none outlives the browser.

use std::collections::BTreeSet;

use axum::http::header;

use super::visits::Visit;

/// The names that there are.
const NAMES: &[&str] = &[
    "__Host-page",
    "__Host-box",
    "__Host-session",
    "__Host-mark",
    "__Host-again",
];

/// What is wrong with a line that sets a cookie.
pub fn wrong(line: &str) -> Vec<String> {
    let mut parts = line.split("; ");
    let (name, value) = parts
        .next()
        .and_then(|p| p.split_once('='))
        .unwrap_or_default();
    let flags: Vec<&str> = parts.collect();
    let mut wrong = Vec::new();
    if !NAMES.contains(&name) {
        wrong.push(format!("{name:?} is none of ours"));
    }
    for flag in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        if !flags.contains(&flag) {
            wrong.push(format!("{name} lacks {flag}"));
        }
    }
    let clears = value.is_empty() && flags.contains(&"Max-Age=0");
    // Only the mark of a browser that is known may outlive the browser.
    let lasts: &[&str] = match name {
        "__Host-mark" => &["domain", "partitioned"],
        _ => &["max-age", "expires", "domain", "partitioned"],
    };
    for flag in flags.iter().map(|f| f.to_ascii_lowercase()) {
        if lasts.iter().any(|l| flag.starts_with(l)) && !clears {
            wrong.push(format!("{name} has {flag}"));
        }
    }
    let plain = value
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if !plain || !(clears || (32..=1_024).contains(&value.len())) {
        wrong.push(format!("{name} has a strange value"));
    }
    wrong
}

/// What is wrong with any cookie of these answers, and the names of all that were set.
pub fn findings(visits: &[Visit]) -> (Vec<String>, BTreeSet<String>) {
    let (mut found, mut names) = (Vec::new(), BTreeSet::new());
    for visit in visits {
        for line in visit.answer.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap_or("?");
            names.extend(line.split_once('=').map(|(name, _)| name.to_owned()));
            found.extend(
                wrong(line)
                    .into_iter()
                    .map(|w| format!("{}: {w}", visit.what)),
            );
        }
    }
    (found, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_cookies_are_named() {
        let value = "0123456789abcdef0123456789abcdef";
        let good = format!("__Host-box={value}; Path=/; HttpOnly; SameSite=Strict; Secure");
        assert_eq!(wrong(&good), Vec::<String>::new());
        assert_eq!(
            wrong(
                &good
                    .replace(value, "")
                    .replace("Secure", "Secure; Max-Age=0")
            ),
            Vec::<String>::new()
        );
        for (from, to) in [
            ("__Host-box", "box"),
            ("; Secure", ""),
            ("; HttpOnly", ""),
            ("Strict", "Lax"),
            ("Path=/", "Path=/desk"),
            ("Secure", "Secure; Domain=example.org"),
            ("Secure", "Secure; Max-Age=600"),
            ("Secure", "Secure; Expires=Thu, 01 Jan 2099 00:00:00 GMT"),
            (value, "1"),
            (
                value,
                "somebody@example.org and more signs than it should have",
            ),
        ] {
            assert!(
                !wrong(&good.replace(from, to)).is_empty(),
                "{from} for {to}"
            );
        }
    }
}
