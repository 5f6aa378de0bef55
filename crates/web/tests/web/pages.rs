//! What pages look like from outside: headers, errors, every language, the stylesheet.

use super::*;

#[tokio::test]
async fn every_answer_is_protected() {
    for path in [
        "/form",
        "/nowhere",
        "/hidden",
        "/panics",
        "/static/watchpost.css",
        "/favicon.ico",
        "/files",
    ] {
        let response = get(path).await;
        let headers = response.headers();
        for name in [
            "content-security-policy",
            "cross-origin-opener-policy",
            "cross-origin-embedder-policy",
            "cross-origin-resource-policy",
            "referrer-policy",
            "x-content-type-options",
            "permissions-policy",
            "cache-control",
        ] {
            assert_eq!(headers.get_all(name).iter().count(), 1, "{path} {name}");
        }
        let csp = headers["content-security-policy"].to_str().unwrap();
        assert!(
            csp.starts_with("default-src 'none'") && csp.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(!headers.contains_key("server") && !headers.contains_key("content-encoding"));
        assert!(!headers.contains_key("strict-transport-security"));
        let stored = headers["cache-control"] != "no-store";
        assert_eq!(
            stored,
            path.starts_with("/static") || path == "/favicon.ico",
            "{path}"
        );
    }
    let secure = app(
        routes(),
        State {
            secure: true,
            ..state()
        },
    );
    let request = Request::get("/form").body(Body::empty()).unwrap();
    let response = secure.oneshot(request).await.unwrap();
    assert!(response.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn hidden_is_missing_byte_for_byte() {
    let (hidden, missing) = (get("/hidden").await, get("/nowhere").await);
    assert_eq!(hidden.status(), StatusCode::NOT_FOUND);
    assert_eq!(missing.status(), hidden.status());
    assert_eq!(missing.headers(), hidden.headers());
    let (hidden, missing) = (body(hidden).await, body(missing).await);
    assert!(hidden.contains("This page is not here"));
    assert_eq!(hidden, missing);
}

#[tokio::test]
async fn a_panic_is_one_page() {
    let response = get("/panics").await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let page = body(response).await;
    assert!(page.contains("<h1>") && !page.contains("planted"));
}

#[tokio::test]
async fn the_wrong_method_has_a_page() {
    let response = get("/files").await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(body(response).await.contains("<h1>"));
}

#[tokio::test]
async fn an_address_that_is_no_text_has_a_page_in_the_readers_language() {
    for lang in Lang::ALL {
        let response = get(&format!("/named/%ff?lang={}", lang.code())).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let page = body(response).await;
        assert!(page.contains(&format!("<html lang=\"{}\"", lang.code())));
    }
}

#[test]
fn routes_know_their_doors() {
    let routes = routes();
    assert_eq!(routes.entries().len(), 8);
    let desk = RouteEntry {
        method: Method::POST,
        path: "/desk",
        door: Door::Member("assign"),
    };
    assert!(routes.entries().contains(&desk));
}

/// Ids once, labels and descriptions that lead somewhere, one `h1`.
fn check_html(page: &str, lang: Lang) {
    let values = |name: &str| -> Vec<String> {
        let start = format!(" {name}=\"");
        let found = page.split(&start).skip(1);
        found
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let head = format!("<html lang=\"{}\" dir=\"{}\">", lang.code(), lang.dir());
    assert!(page.contains(&head), "{head}");
    assert_eq!(page.matches("<h1>").count(), 1);
    assert_eq!(page.matches("</h1>").count(), 1);
    let ids = values("id");
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id twice");
    let led = ["for", "aria-describedby", "aria-labelledby"]
        .iter()
        .flat_map(|n| values(n));
    for target in led {
        for id in target.split(' ') {
            assert!(ids.contains(&id.to_owned()), "{id} is nowhere");
        }
    }
    for link in values("href").iter().filter_map(|h| h.strip_prefix('#')) {
        assert!(ids.iter().any(|id| id == link), "#{link} is nowhere");
    }
    assert!(!page.contains("style=") && !page.contains("<script") && !page.contains("{{"));
    for input in page
        .split("<input ")
        .skip(1)
        .filter(|i| !i.starts_with("type=\"hidden\""))
    {
        let id = input
            .split("id=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        assert!(
            page.contains(&format!("<label for=\"{id}\"")),
            "{id} has no label"
        );
    }
}

#[tokio::test]
async fn pages_are_sound_in_every_language() {
    for lang in Lang::ALL {
        let path = format!("/form?lang={}", lang.code());
        check_html(&body(get(&path).await).await, lang);
        let typed = format!("{}&line=%3Cb%3E%22&radio=b", good());
        let page = body(send(post(&path, typed)).await).await;
        check_html(&page, lang);
        assert!(page.contains(r#"role="alert" tabindex="-1""#));
        assert!(
            page.contains("value=\"&#60;b&#62;&#34;\""),
            "escaped and kept"
        );
        assert!(page.contains(r#"value="b" checked"#));
        assert_eq!(page.matches("class=\"error\"").count(), 3);
        assert_eq!(page.matches(" aria-invalid=\"true\"").count(), 4);
        assert_eq!(page.matches(" aria-describedby=\"").count(), 3);
        assert!(page.contains(&format!("action=\"/form?lang={}\"", lang.code())));
    }
}

#[test]
fn the_stylesheet_is_small_and_knows_no_left_or_right() {
    let css = include_str!("../../static/watchpost.css");
    assert!(css.len() < 20_000);
    for word in ["left", "right", "width:", "height:", "url(", "@import"] {
        let hits = css.split(word).count() - 1;
        let own = match word {
            "height:" => css.matches("line-height:").count(),
            _ => 0,
        };
        assert_eq!(hits, own, "{word}");
    }
}
