//! Coming back with the receipt: status, messages, files, consent, and the way to end it.

mod acts;
mod copy;
mod open;
mod promised;
mod receipt;

use askama::Template;
use axum::{
    extract::{FromRequestParts, State},
    http::{HeaderMap, StatusCode, Uri, request::Parts},
    response::Response,
};
use watchpost_domain::{Problem, Problems};
use watchpost_service::{Error, Holder};
use watchpost_web::{
    CheckedForm, Door, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Reading,
    Routes, Sender, SentForm, Tone, cookie, form_status, render, see_other,
};

use crate::refused;

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/follow-up", Door::Public, ask)
        .post("/follow-up", Door::Public, enter::<S>)
        .get("/follow-up/open", Door::Receipt, open::show::<S>)
        .get("/follow-up/file/{id}", Door::Receipt, open::file::<S>)
        .get("/follow-up/copy", Door::Receipt, copy::take::<S>)
        .get("/follow-up/proof/{number}", Door::Receipt, open::proof::<S>)
        .post("/follow-up/message", Door::Receipt, acts::write::<S>)
        .post("/follow-up/step", Door::Receipt, acts::step::<S>)
        .post("/follow-up/other", Door::Receipt, acts::other::<S>)
        .post("/follow-up/sheet", Door::Receipt, acts::sheet::<S>)
        .post("/follow-up/promised", Door::Receipt, promised::confirm::<S>)
        .post("/follow-up/files", Door::Receipt, acts::add_files::<S>)
        .post("/follow-up/consent", Door::Receipt, acts::consent::<S>)
        .post("/follow-up/contact", Door::Receipt, acts::contact::<S>)
        .get("/follow-up/end", Door::Receipt, acts::ask_to_end::<S>)
        .post("/follow-up/end", Door::Receipt, acts::end::<S>)
        .get("/follow-up/code", Door::Receipt, receipt::show::<S>)
        .post("/follow-up/code", Door::Receipt, receipt::take::<S>)
        .post("/follow-up/close", Door::Receipt, close::<S>)
}

/// Where the acts of these pages are, for who must give the receipt again before they can do one. The address names a place by its
/// number: it stays in the history of a browser, and must not tell what somebody does.
const PLACES: [(&str, &str); 4] = [
    ("/follow-up/message", "/follow-up/open?at=1#at-1"),
    ("/follow-up/consent", "/follow-up/open?at=2#at-2"),
    ("/follow-up/contact", "/follow-up/open?at=3#at-3"),
    ("/follow-up/end", "/follow-up/end"),
];

/// The number of the place where an act is.
fn place_of(act: &str) -> Option<usize> {
    let at = PLACES.iter().position(|(path, _)| *path == act)?;
    Some(at + 1)
}

/// A number that was sent, if a place has it.
fn place(number: &str) -> Option<usize> {
    let number = number.parse().ok()?;
    (1..=PLACES.len()).contains(&number).then_some(number)
}

/// Where the receipt is asked for again, by who wanted to do this.
pub(crate) fn again(act: &str) -> String {
    match place_of(act) {
        Some(number) => format!("/follow-up?over={number}"),
        None => "/follow-up?over".into(),
    }
}

/// An opened box: its cookie, and whoever holds it. Without one, the visitor is led to where the receipt is asked for.
pub(crate) struct Box {
    pub cookie: String,
    pub holder: Holder,
}

impl Box {
    /// That of this browser, if it is open still.
    pub(crate) fn find<S: PlatformState>(state: &S, headers: &HeaderMap) -> Option<Self> {
        let cookie = cookie::read(headers, state.secure_cookies(), cookie::RECEIPT)?;
        let holder = state.platform().holder(&cookie)?;
        Some(Self { cookie, holder })
    }

    /// The answer, with the box open for another while.
    pub(crate) fn keep_open<S: PlatformState>(
        &self,
        state: &S,
        mut response: Response,
    ) -> Response {
        // A form that was refused prolongs nothing.
        if response.status() == StatusCode::FORBIDDEN {
            return response;
        }
        if let Ok(fresh) = state.platform().cookie_of(&self.holder) {
            cookie::put(&mut response, state, cookie::RECEIPT, &fresh);
        }
        response
    }
}

impl<S: PlatformState> FromRequestParts<S> for Box {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let reading = Reading::of(&parts.uri, &parts.headers);
        let had = cookie::read(&parts.headers, state.secure_cookies(), cookie::RECEIPT);
        let way = match had {
            Some(_) => "/follow-up?over",
            None => "/follow-up",
        };
        Self::find(state, &parts.headers).ok_or_else(|| see_other(&reading.with_lang(way)))
    }
}

#[derive(Template)]
#[template(path = "followup/enter.html")]
struct Enter {
    layout: Layout,
    errors: Errors,
    notice: Option<Notice>,
    receipt: Field,
    /// The place that one comes to with the receipt.
    at: Option<usize>,
    status: StatusCode,
}

impl Page for Enter {
    fn title(&self) -> String {
        self.layout.text.follow_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn entering(layout: Layout, typed: &Fields, problems: &Problems) -> Enter {
    let t = layout.text;
    let form = layout.form_with(typed, problems);
    let receipt = form
        .area("receipt", t.follow_receipt(), 3)
        .hint(t.follow_receipt_hint());
    Enter {
        errors: Errors::of(t, [&receipt]),
        notice: None,
        receipt,
        at: place(typed.text("at")),
        status: form_status(problems),
        layout,
    }
}

/// The same page with what was typed, saying why it was not looked at.
fn entering_later(layout: Layout, typed: &Fields, oops: Oops) -> Response {
    let notice = refused::of_words(&layout.text, oops);
    let mut page = entering(layout, typed, &Problems::default());
    page.notice = Some(notice);
    page.status = oops.status();
    render(page)
}

async fn ask(layout: Layout, uri: Uri) -> Response {
    let t = layout.text;
    let mut page = entering(layout, &Fields::default(), &Problems::default());
    let mut parts = uri.query().unwrap_or_default().split('&');
    if let Some(number) = parts.find_map(|part| part.strip_prefix("over")) {
        page.at = place(number.trim_start_matches('='));
        let mut why = t.follow_over();
        if page.at.is_some() {
            why = format!("{why} {}", t.follow_over_act());
        }
        page.notice = Some(Notice::new(Tone::Careful, t.follow_over_title(), why));
    }
    render(page)
}

async fn enter<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Sender(source): Sender,
    form: SentForm,
) -> Result<Response, Oops> {
    let typed = form.fields;
    if !form.good {
        return match typed.text("receipt") {
            "" => Err(Oops::ExpiredForm),
            _ => Ok(entering_later(layout, &typed, Oops::ExpiredForm)),
        };
    }
    let platform = state.platform();
    let opened = platform.open_follow_up_from(source, typed.text("receipt"));
    match opened.await {
        Ok(value) => {
            let at = place(typed.text("at"));
            let to = at.map_or("/follow-up/open", |number| PLACES[number - 1].1);
            let mut response = see_other(&layout.to(to));
            cookie::put(&mut response, &state, cookie::RECEIPT, &value);
            Ok(response)
        }
        Err(Error::Invalid(problems)) => Ok(render(entering(layout, &typed, &problems))),
        Err(error @ (Error::Unavailable | Error::TooOften)) => {
            Ok(entering_later(layout, &typed, error.into()))
        }
        Err(error) => Err(error.into()),
    }
}

async fn close<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    _form: CheckedForm,
) -> Response {
    let mut response = see_other(&layout.to("/"));
    cookie::clear(&mut response, &state, cookie::RECEIPT);
    response
}

/// Problems of a form that is only one field, whatever the service calls it.
pub(crate) fn named(field: &str, problems: Problems) -> Problems {
    let first = problems
        .0
        .into_iter()
        .next()
        .map_or(Problem::Required, |p| p.problem);
    Problems::one(field, first)
}
