//! The headers that browsers protect people by, on every answer of every status.

use axum::http::{HeaderMap, StatusCode, header};

use super::visits::Visit;

/// What anybody may keep: it is public, and the same for all.
const KEPT: &[&str] = &[
    "/static/watchpost.css",
    "/favicon.ico",
    "/log/tile/{*path}",
    "/data/statistics.csv",
    "/data/statistics.json",
    "/companies/{slug}/data.json",
    "/companies/{slug}/status.txt",
];
/// What may have a hash of what it says: it is the same for all, so that nobody is known again by it.
const TAGGED: &[&str] = &[
    "/data/statistics.csv",
    "/data/statistics.json",
    "/companies/{slug}/data.json",
    "/companies/{slug}/status.txt",
];

/// Headers with the one value that they have everywhere.
const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// What must not be there: who we are, what could be guessed from sizes, what would let others in.
const NEVER: &[&str] = &[
    "server",
    "x-powered-by",
    "via",
    "content-encoding",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "etag",
    "last-modified",
    "refresh",
];

/// What pages may not do in a browser.
const DENIED: &[&str] = &[
    "camera=()",
    "microphone=()",
    "geolocation=()",
    "usb=()",
    "payment=()",
];

/// What is wrong with the headers of an answer.
pub fn wrong(headers: &HeaderMap, path: &str, status: StatusCode) -> Vec<String> {
    let text = |name: &str| headers.get(name).map_or("", |v| v.to_str().unwrap_or("?"));
    let mut wrong = Vec::new();
    for (name, value) in ALWAYS {
        if text(name) != *value {
            wrong.push(format!("{name} is {:?}", text(name)));
        }
    }
    let may = |name: &str| name == "etag" && TAGGED.contains(&path);
    for name in { NEVER.iter() }.filter(|name| headers.contains_key(**name) && !may(name)) {
        wrong.push(format!("{name} is there"));
    }
    for name in headers
        .keys()
        .filter(|name| headers.get_all(*name).iter().count() > 1)
    {
        if name != header::SET_COOKIE {
            wrong.push(format!("{name} is there twice"));
        }
    }
    let policy = text("content-security-policy");
    let needed = match policy.contains("sandbox") {
        true => vec!["default-src 'none'", "frame-ancestors 'none'"],
        false => vec![
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ],
    };
    for part in needed {
        if !policy.split("; ").any(|p| p == part) {
            wrong.push(format!("content-security-policy lacks {part}"));
        }
    }
    for part in ["unsafe", "*", "http:", "https:", "data:", "blob:", "nonce"] {
        if policy.contains(part) {
            wrong.push(format!("content-security-policy has {part}"));
        }
    }
    for part in DENIED {
        if !text("permissions-policy").split(", ").any(|p| p == *part) {
            wrong.push(format!("permissions-policy lacks {part}"));
        }
    }
    if !text("strict-transport-security").starts_with("max-age=31536000") {
        wrong.push("strict-transport-security is not there".into());
    }
    let kept = KEPT.contains(&path) && status.is_success();
    if !kept && text("cache-control") != "no-store" {
        wrong.push(format!("cache-control is {:?}", text("cache-control")));
    }
    let kind = text("content-type");
    let empty = [StatusCode::NO_CONTENT, StatusCode::SEE_OTHER].contains(&status);
    if !empty && kind.is_empty() {
        wrong.push("content-type is not there".into());
    }
    if kind.starts_with("text/") && !kind.contains("charset=utf-8") {
        wrong.push(format!("content-type is {kind:?}"));
    }
    wrong
}

/// What is wrong on any of these answers.
pub fn findings(visits: &[Visit]) -> Vec<String> {
    let each = visits.iter().flat_map(|visit| {
        let wrong = wrong(&visit.answer.headers, visit.path, visit.answer.status);
        wrong
            .into_iter()
            .map(move |w| format!("{}: {w}", visit.what))
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_without_headers_is_named_for_each() {
        let found = wrong(&HeaderMap::new(), "/", StatusCode::OK);
        for name in [
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-embedder-policy",
            "cross-origin-resource-policy",
            "frame-ancestors",
            "default-src",
            "base-uri",
            "form-action",
            "permissions-policy",
            "strict-transport-security",
            "cache-control",
            "content-type",
        ] {
            assert!(
                found.iter().any(|line| line.contains(name)),
                "{name}: {found:?}"
            );
        }
    }

    #[test]
    fn what_should_not_be_there_is_named() {
        let mut headers = HeaderMap::new();
        for name in NEVER {
            headers.insert(*name, "x".parse().unwrap());
        }
        let policy = "default-src 'none'; script-src * 'unsafe-inline' data: https:";
        headers.insert("content-security-policy", policy.parse().unwrap());
        headers.insert("cache-control", "public, max-age=60".parse().unwrap());
        headers.append("referrer-policy", "no-referrer".parse().unwrap());
        headers.append("referrer-policy", "unsafe-url".parse().unwrap());
        let found = wrong(&headers, "/", StatusCode::OK).join("\n");
        for name in NEVER
            .iter()
            .chain(&["has unsafe", "has *", "has data:", "has https:", "twice"])
        {
            assert!(found.contains(name), "{name}: {found}");
        }
        assert!(found.contains("cache-control is \"public"));
    }
}
