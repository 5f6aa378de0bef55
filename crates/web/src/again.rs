//! No page answers a form. A browser writes the form that it sent to the device, beside the page that answered it, so that it can send
//! it again; where it is led on to a page that it asks for with `GET`, it writes nothing. A form that is taken leads on by itself. What
//! answers any other form (what is wrong with it, that something is over, that nothing is there) is kept for a while, under a key that
//! only this browser gets, and the browser is led to it.
//!
//! Where it cannot be kept it is shown at once: what was typed is never lost.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use http_body::Body as _;
use tokio::time::timeout;
use watchpost_service::{KeptPage, Platform, turns::Source};

use crate::headers::{is_for_programs, protect};
use crate::{Oops, Reading, WebState, cookie, page::is_own, token::is_cross_site};

/// The largest page that is kept, in bytes; the service has a bound of its own.
const LARGEST: usize = 256 << 10;
/// How long a database may take to keep a page before it is shown at once.
const PATIENCE: Duration = Duration::from_secs(3);
/// What a page that is asked for is called in its address.
const NAME: &str = "again";

/// Around everything: keeps what answers a form, and shows what was kept.
pub(crate) async fn around<S: WebState>(
    State(state): State<S>,
    request: Request,
    next: Next,
) -> Response {
    let Some(keeper) = state.keeper() else {
        return next.run(request).await;
    };
    match *request.method() {
        Method::POST if is_form(&request) && !is_cross_site(request.headers(), &state) => {
            let sent = Sent::of(&request, &state);
            let response = next.run(request).await;
            sent.kept(keeper, &state, response).await
        }
        Method::GET | Method::HEAD if asked(request.uri()).is_some() => {
            shown(keeper, &state, request, next).await
        }
        _ => next.run(request).await,
    }
}

/// Whether a browser could have sent this from a page. What another site sent was not typed here; and that site could take the place of a key
/// that the browser has.
fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE);
    let kind = kind.map_or(&[][..], HeaderValue::as_bytes);
    let forms: [&[u8]; 2] = [b"application/x-www-form-urlencoded", b"multipart/form-data"];
    let form = forms.iter().any(|form| {
        let begins = kind.get(..form.len());
        begins.is_some_and(|begins| begins.eq_ignore_ascii_case(form))
    });
    form && !is_for_programs(request.uri().path())
}

/// What is remembered of a form until its answer is there.
struct Sent {
    path: String,
    query: String,
    key: Option<String>,
    source: Option<Source>,
}

impl Sent {
    fn of<S: WebState>(request: &Request, state: &S) -> Self {
        Self {
            path: request.uri().path().to_owned(),
            query: without(request.uri()),
            key: cookie::read(request.headers(), state.secure_cookies(), cookie::AGAIN),
            source: request.extensions().get::<Source>().copied(),
        }
    }

    /// Where the answer is a page: the way to it. Else the answer itself.
    async fn kept<S: WebState>(self, keeper: &Platform, state: &S, response: Response) -> Response {
        let known = response.body().size_hint().exact();
        let fits = known.is_some_and(|bytes| bytes <= LARGEST as u64);
        if !fits || !is_page(&response) || !is_own(&self.path) {
            return response;
        }
        let (parts, body) = response.into_parts();
        let Ok(bytes) = to_bytes(body, LARGEST).await else {
            return Oops::Internal(53).answer(Reading::default(), state.site(), false);
        };
        let secure = state.secure_cookies();
        // What takes a cookie away takes this key away as well: the page gets a fresh one.
        let gone = cookie::clears(&parts.headers, secure, cookie::AGAIN);
        let had = self.key.as_deref().filter(|_| !gone);
        let page = written(parts.status, &parts.headers, &bytes);
        let kept = match &page {
            Some(page) => {
                let keeping = keeper.keep_page(had, &self.path, page, self.source);
                timeout(PATIENCE, keeping).await.ok().and_then(Result::ok)
            }
            None => None,
        };
        let way = kept.as_ref().map(|kept| self.way(&kept.id));
        let (Some(kept), Some(Ok(way))) = (kept, way.map(HeaderValue::try_from)) else {
            return Response::from_parts(parts, Body::from(bytes));
        };
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        response.headers_mut().insert(LOCATION, way);
        for line in parts.headers.get_all(SET_COOKIE) {
            response.headers_mut().append(SET_COOKIE, line.clone());
        }
        if had != Some(kept.key.as_str()) {
            cookie::put(&mut response, state, cookie::AGAIN, &kept.key);
        }
        protect(&mut response, secure);
        response
    }

    /// The same address, with the page's number: if it is over, the ordinary page is there, where there is one.
    fn way(&self, id: &str) -> String {
        let joint = if self.query.is_empty() { "" } else { "&" };
        format!("{}?{}{joint}{NAME}={id}", self.path, self.query)
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    let html = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    html && !response.status().is_redirection()
}

fn written(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<KeptPage> {
    let own = [SET_COOKIE, CONTENT_LENGTH, DATE];
    let kept = headers.iter().filter(|(name, _)| !own.contains(name));
    let kept = kept.map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
    Some(KeptPage {
        status: status.as_u16(),
        headers: kept.collect::<Option<_>>()?,
        body: body.to_vec(),
    })
}

/// Which page an address asks for.
fn asked(uri: &Uri) -> Option<&str> {
    let pairs = uri.query()?.split('&');
    let mut named = pairs.filter_map(|pair| pair.strip_prefix(NAME)?.strip_prefix('='));
    named.next().filter(|_| !is_for_programs(uri.path()))
}

/// The query without the page that it asks for.
fn without(uri: &Uri) -> String {
    let pairs = uri.query().unwrap_or_default().split('&');
    let rest = pairs.filter(|pair| !(pair.is_empty() || pair.starts_with(&format!("{NAME}="))));
    rest.collect::<Vec<_>>().join("&")
}

/// The page that was kept, to the browser that has its key; to any other, and when it is over, what there is without it.
async fn shown<S: WebState>(
    keeper: &Platform,
    state: &S,
    mut request: Request,
    next: Next,
) -> Response {
    let uri = request.uri();
    let reading = Reading::of(uri, request.headers());
    let key = cookie::read(request.headers(), state.secure_cookies(), cookie::AGAIN);
    let framed = |oops: Oops| {
        let mut response = oops.answer(reading, state.site(), false);
        protect(&mut response, state.secure_cookies());
        response
    };
    if let (Some(key), Some(id)) = (key, asked(uri)) {
        match keeper.kept_page(&key, id, uri.path()).await {
            Ok(Some(page)) => {
                return answer(&page, request.method() == Method::HEAD)
                    .unwrap_or_else(|| framed(Oops::Internal(54)));
            }
            Ok(None) => {}
            Err(error) => return framed(error.into()),
        }
    }
    if let Some(plain) = plain(uri) {
        *request.uri_mut() = plain;
    }
    let response = next.run(request).await;
    match response.status() {
        // Only forms are sent there: nothing is to be seen.
        StatusCode::METHOD_NOT_ALLOWED => framed(Oops::Over),
        _ => response,
    }
}

/// The address without the page that it asks for, so that nothing further in has to know of it.
fn plain(uri: &Uri) -> Option<Uri> {
    let rest = without(uri);
    let joint = if rest.is_empty() { "" } else { "?" };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = format!("{}{joint}{rest}", uri.path()).parse().ok();
    Uri::from_parts(parts).ok()
}

fn answer(page: &KeptPage, only_head: bool) -> Option<Response> {
    let body = match only_head {
        true => Body::empty(),
        false => Body::from(page.body.clone()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(page.status).ok()?;
    for (name, value) in &page.headers {
        let name = HeaderName::try_from(name).ok()?;
        let value = HeaderValue::try_from(value).ok()?;
        response.headers_mut().append(name, value);
    }
    let length = HeaderValue::from(page.body.len());
    response.headers_mut().insert(CONTENT_LENGTH, length);
    Some(response)
}
