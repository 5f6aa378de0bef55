//! Pages: a template, what it is called, and the frame that all of them share.

use std::convert::Infallible;

use askama::Template;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HOST, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode, request::Parts};
use axum::response::{IntoResponse, Response};
use watchpost_domain::problem::Problems;
use watchpost_text::{Lang, Text};

use crate::field::Form;
use crate::form::Fields;
use crate::{Caching, Csp, Door, Oops, Reading, WebState, assets, token};

/// A page. Its template extends `base.html` and has a field `layout`.
pub trait Page: Template {
    /// What the page is called: its `h1`, unless the template says otherwise.
    fn title(&self) -> String;

    /// What the window is called, and the line in the browser's history. On public pages it says nothing that tells what somebody
    /// does here: where the title would, a page gives another.
    fn window(&self) -> String {
        self.title()
    }

    /// The status of the answer.
    fn status(&self) -> StatusCode {
        StatusCode::OK
    }

    /// What a browser may keep.
    fn caching(&self) -> Caching {
        Caching::NoStore
    }
}

/// A place to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// An own path, or a whole address.
    pub href: String,
    /// Its words.
    pub label: String,
    /// Whether it leads to where the reader is.
    pub current: bool,
}

impl Link {
    /// A link to an own path.
    #[must_use]
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
            current: false,
        }
    }
}

/// The language that whoever is signed in has chosen for good. Put among the request's extensions by what reads the session,
/// before the frame is made; a language in the address goes before it.
#[derive(Debug, Clone, Copy)]
pub struct OwnLanguage(pub Lang);

/// The frame of a page: language, menu, way out, form token. A handler takes it as an argument.
#[derive(Clone)]
pub struct Layout {
    /// What to say.
    pub text: Text,
    /// The language and whether it was chosen.
    pub reading: Reading,
    /// The name of the site.
    pub site: String,
    /// The main menu.
    pub nav: Vec<Link>,
    /// The path of the request.
    pub path: String,
    /// The door it came through.
    pub door: Door,
    /// Whether the page has a "Leave this page" control.
    pub leave: bool,
    /// The token for the forms of this page.
    pub token: String,
    query: String,
}

impl Layout {
    /// The frame of a page that belongs to no path: no menu, no token.
    #[must_use]
    pub fn bare(reading: Reading, site: &str) -> Self {
        Self {
            text: reading.text,
            reading,
            site: site.to_owned(),
            nav: Vec::new(),
            path: String::new(),
            door: Door::Public,
            leave: true,
            token: String::new(),
            query: String::new(),
        }
    }

    /// `lang="…"`.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.text.lang().code()
    }

    /// `dir="…"`.
    #[must_use]
    pub fn dir(&self) -> &'static str {
        self.text.dir()
    }

    /// An own path as a link or the target of a form, carrying the chosen language on.
    #[must_use]
    pub fn to(&self, path: impl AsRef<str>) -> String {
        self.reading.with_lang(path.as_ref())
    }

    /// The address of the stylesheet.
    #[must_use]
    pub fn stylesheet(&self) -> &'static str {
        assets::stylesheet()
    }

    /// This page in the other languages: code, name, link.
    #[must_use]
    pub fn languages(&self) -> Vec<(Lang, String)> {
        let rest: Vec<&str> = self
            .query
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
            .collect();
        let link = |lang: Lang| {
            let own = format!("lang={}", lang.code());
            let pairs: Vec<&str> = rest.iter().copied().chain([own.as_str()]).collect();
            (lang, format!("?{}", pairs.join("&")))
        };
        Lang::ALL.into_iter().map(link).collect()
    }

    /// Forms of this page are bound to a cookie that the same answer sets.
    #[must_use]
    pub fn bound_to<S: WebState>(mut self, state: &S, cookie_value: &str) -> Self {
        let lasting = token::lasting(cookie_value);
        self.token = state.form_key().token(Some(lasting), state.now());
        self
    }

    /// The address of the site as whoever asks has reached it: as its operator gave it, or as the browser says.
    #[must_use]
    pub fn site_address<S: WebState>(&self, state: &S, headers: &HeaderMap) -> String {
        if let Some(origin) = state.origin() {
            return origin.trim_end_matches('/').to_owned();
        }
        let scheme = if state.secure_cookies() {
            "https"
        } else {
            "http"
        };
        let host = headers.get(HOST).and_then(|h| h.to_str().ok());
        format!("{scheme}://{}", host.unwrap_or("localhost"))
    }

    /// Makes fields, empty.
    #[must_use]
    pub fn form(&self) -> Form {
        Form::new(self.text)
    }

    /// Makes fields with what was typed and what is wrong with it.
    #[must_use]
    pub fn form_with(&self, typed: &Fields, problems: &Problems) -> Form {
        Form::new(self.text).typed(typed).problems(problems)
    }
}

impl<S: WebState> FromRequestParts<S> for Layout {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let reading = Reading::of(&parts.uri, &parts.headers);
        let door = *parts.extensions.get::<Door>().unwrap_or(&Door::Public);
        let path = parts.uri.path().to_owned();
        let bound = token::binding(&parts.headers, state.secure_cookies(), door);
        let mut reading = reading;
        if let Some(OwnLanguage(lang)) = parts.extensions.get()
            && !reading.chosen
        {
            reading = Reading {
                text: Text::new(*lang),
                lang: *lang,
                chosen: false,
            };
        }
        let mut nav = state.nav(door, &reading.text);
        for link in &mut nav {
            link.current = link.href == path;
            link.href = reading.with_lang(&link.href);
        }
        Ok(Self {
            text: reading.text,
            reading,
            site: state.site().to_owned(),
            nav,
            path,
            door,
            leave: !door.is_desk(),
            token: state.form_key().token(bound.as_deref(), state.now()),
            query: parts.uri.query().unwrap_or_default().to_owned(),
        })
    }
}

/// The page as an answer.
pub fn render(page: impl Page) -> Response {
    let Ok(html) = page.render() else {
        tracing::error!("a page could not be written");
        return Oops::Internal(40).into_response();
    };
    let mut response = (page.status(), html).into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response.extensions_mut().insert(page.caching());
    response
}

/// The status of a page with a form: 422 when something in it cannot be taken.
#[must_use]
pub fn form_status(problems: &Problems) -> StatusCode {
    match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// After a form was taken: on to an own page, read with `GET`. There is no way to a foreign address.
pub fn see_other(own_path: &str) -> Response {
    let Some(value) = HeaderValue::try_from(own_path)
        .ok()
        .filter(|_| is_own(own_path))
    else {
        tracing::error!("a way on that is not ours");
        return Oops::Internal(41).into_response();
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(LOCATION, value);
    response
}

/// Whether a browser that is led to a path stays here.
pub(crate) fn is_own(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')
}

/// A file of somebody's as an answer: always an attachment, never run, never guessed at.
///
/// # Errors
/// None in practice: what cannot stand in a header is left out of the name.
pub fn download(name: &str, bytes: u64, body: Body) -> Result<Response, Oops> {
    let mut response = attachment(name, body)?;
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes));
    Ok(response)
}

/// The same for a file whose length is not known before it ends.
///
/// # Errors
/// None in practice: what cannot stand in a header is left out of the name.
pub fn attachment(name: &str, body: Body) -> Result<Response, Oops> {
    let named = format!("attachment; filename*=UTF-8''{}", query_part(name));
    let named = HeaderValue::try_from(named).map_err(|_| Oops::Internal(42))?;
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(CONTENT_DISPOSITION, named);
    response.extensions_mut().insert(Csp::Sandbox);
    Ok(response)
}

/// A text as it may stand in an address or a header: letters, digits, `.`, `-` and `_`, the rest in percent signs.
#[must_use]
pub fn query_part(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, b| {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => out.push(char::from(b)),
            _ => out.push_str(&format!("%{b:02X}")),
        }
        out
    })
}
