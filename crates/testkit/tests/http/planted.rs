//! Each check finds what it is for: faults are planted into an application, and exactly they are named.

use std::collections::HashMap;

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use watchpost_domain::CaseId;
use watchpost_testkit::{
    App, TestApp,
    checks::{cookies, csrf, headers, naughty, posted, visits, walk},
};
use watchpost_web::{CheckedForm, Door, Oops, PlatformState, Routes, cookie, see_other};

/// Asserts that each of these is named, and nothing else is.
fn exactly(found: &[String], planted: &[&str]) {
    for path in planted {
        assert!(
            found.iter().any(|f| f.contains(path)),
            "{path} was not found: {found:#?}"
        );
    }
    let others: Vec<&String> = found
        .iter()
        .filter(|f| !planted.iter().any(|path| f.contains(path)))
        .collect();
    assert!(others.is_empty(), "found what nobody planted: {others:#?}");
}

/// Whether the member behind a request reads this case.
async fn reads(app: &App, headers: &HeaderMap, id: &str) -> bool {
    let (platform, id) = (app.platform(), uuid::Uuid::parse_str(id).unwrap());
    let Some(value) = cookie::read(headers, true, cookie::SESSION) else {
        return false;
    };
    let Ok(Some(session)) = platform.session(&value).await else {
        return false;
    };
    let Ok(who) = session.working() else {
        return false;
    };
    platform.read_case(&who, CaseId(id)).await.is_ok()
}

/// Like a page of a case, but whoever may not know of it gets this.
fn instead(
    answer: fn(&str) -> Response,
) -> impl Clone
+ Send
+ Sync
+ 'static
+ Fn(
    State<App>,
    Path<String>,
    HeaderMap,
) -> std::pin::Pin<Box<dyn Future<Output = Response> + Send>> {
    move |State(app), Path(id), headers| {
        Box::pin(async move {
            if cookie::read(&headers, true, cookie::SESSION).is_none() {
                return see_other("/desk/sign-in");
            }
            match reads(&app, &headers, &id).await {
                true => StatusCode::OK.into_response(),
                false => answer(&id),
            }
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_finds_who_is_let_in_and_who_is_told() {
    const READ: Door = Door::Member("case.read");
    let forbidden = instead(|_| Oops::Forbidden.into_response());
    let worded = instead(|id| (StatusCode::NOT_FOUND, format!("no case {id}")).into_response());
    let right = instead(|_| Oops::NotFound.into_response());
    let anybody = async || StatusCode::OK;
    let more = Routes::<App>::new()
        .get("/desk/cases/{id}/right", READ, right)
        .get("/desk/cases/{id}/forbidden", READ, forbidden)
        .get("/desk/cases/{id}/worded", READ, worded)
        .get("/desk/cases/{id}/anybody", READ, anybody)
        .get("/desk/let-in", Door::Member("desk.see-audit"), anybody)
        .get("/desk/unheard-of", Door::Member("desk.unheard-of"), anybody)
        .get("/planted/page", Door::Public, anybody)
        .post("/planted/form", Door::Public, async |_: CheckedForm| {
            StatusCode::OK
        })
        .get("/planted/token", Door::Token("a-scope"), anybody);
    let (found, _) =
        walk::findings(&TestApp::only(more, &["/desk/cases/{id}", "/report"]).await).await;
    let planted = [
        "/desk/cases/{id}/forbidden: Administrator to Open: may not know of it, and gets 403",
        "/desk/cases/{id}/forbidden",
        "/desk/cases/{id}/worded",
        "/desk/cases/{id}/anybody",
        "/desk/let-in",
        "/desk/unheard-of: no policy",
        "/planted/page: no expectation",
        "/planted/form: no expectation",
        "/planted/token: no expectation",
    ];
    exactly(&found, &planted);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_over_forms_finds_one_that_needs_no_token() {
    let write = async |State(app): State<App>| {
        let channels = app.platform().channels().await.unwrap();
        app.platform()
            .begin_draft(channels[0].id, "en")
            .await
            .unwrap();
        Oops::ExpiredForm
    };
    let more = Routes::<App>::new()
        .post("/desk/open", Door::Member("desk.know"), async || {
            StatusCode::OK
        })
        .post("/planted/writes", Door::Public, write)
        .post("/planted/right", Door::Receipt, async |_: CheckedForm| {
            StatusCode::OK
        })
        .on(Method::PUT, "/planted/put", Door::Public, async || {
            StatusCode::OK
        })
        .post("/planted/closed", Door::Public, async || Oops::ExpiredForm);
    let (found, _) = csrf::findings(&TestApp::only(more, &["/desk/cases/{id}/note"]).await).await;
    let planted = [
        "/desk/open: from another origin: 200",
        "/desk/open",
        "/planted/writes: changed draft",
        "/planted/writes",
        "/planted/put: without a token",
        "/planted/put",
        "/planted/closed: with a good token",
    ];
    exactly(&found, &planted);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walks_over_answers_find_headers_and_cookies() {
    let pressed = async || ([(header::CONTENT_ENCODING, "gzip")], "text");
    let open = async || ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], "text");
    let long = async || {
        let mut response = "text".into_response();
        let line = HeaderValue::from_static("id=7; Max-Age=99999");
        response.headers_mut().insert(header::SET_COOKIE, line);
        response
    };
    // Too large to be kept.
    let large = async |_: CheckedForm| Html("a".repeat(300_000));
    let panics = async || -> StatusCode { panic!("a word that was typed") };
    let more = Routes::<App>::new()
        .get("/planted/pressed", Door::Public, pressed)
        .get("/planted/open", Door::Public, open)
        .get("/planted/cookie", Door::Public, long)
        .get("/planted/panics", Door::Public, panics)
        .post("/planted/form", Door::Public, large);
    let app = TestApp::only(more, &["/", "/desk/cases/{id}"]).await;
    let visits = visits::all(&app).await;
    assert!(visits.iter().any(|v| v.answer.status.as_u16() == 500));
    let found = headers::findings(&visits);
    exactly(
        &found,
        &[
            "/planted/pressed as nobody, good: content-encoding",
            "/planted/pressed",
            "/planted/open",
        ],
    );
    let (found, _) = cookies::findings(&visits);
    exactly(&found, &["/planted/cookie"]);
    let (found, _) = posted::findings(&visits);
    exactly(&found, &["/planted/form as nobody, good", "/planted/form"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_strings_find_a_page_that_says_them_as_they_are() {
    type Asked = Query<HashMap<String, String>>;
    let words = |asked: &HashMap<String, String>| asked.get("words").cloned().unwrap_or_default();
    let raw = async move |Query(asked): Asked| {
        Html(format!(
            "<!doctype html><html><p>{}</p></html>",
            words(&asked)
        ))
    };
    let title = async move |Query(asked): Asked| {
        Html(format!(
            "<!doctype html><html><p title=\"{}\">a</p></html>",
            words(&asked)
        ))
    };
    let away = async move |Query(asked): Asked| {
        let to = words(&asked).replace(|c: char| !c.is_ascii_graphic(), "");
        let link = to.replace(['"', '<', '>', '&'], "");
        (StatusCode::SEE_OTHER, [(header::LOCATION, link)])
    };
    let link = async move |Query(asked): Asked| {
        let to = words(&asked).replace(['"', '<', '>', '&'], "");
        Html(format!(
            "<!doctype html><html><a href=\"{to}\">a</a></html>"
        ))
    };
    let more = Routes::<App>::new()
        .get("/planted/raw", Door::Public, raw)
        .get("/planted/title", Door::Public, title)
        .get("/planted/away", Door::Public, away)
        .get("/planted/link", Door::Public, link);
    let (found, _) =
        naughty::findings(&TestApp::only(more, &["/", "/desk/cases/{id}"]).await).await;
    exactly(
        &found,
        &[
            "/planted/raw",
            "/planted/title",
            "/planted/away",
            "/planted/link",
        ],
    );
}
