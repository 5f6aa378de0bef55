//! Coming back with the receipt: status, messages, files, consent, and the way to end it.

mod acts;
mod open;
mod receipt;

use askama::Template;
use axum::{
    extract::{FromRequestParts, State},
    http::{StatusCode, request::Parts},
    response::Response,
};
use watchpost_domain::{Problem, Problems};
use watchpost_service::Error;
use watchpost_web::{
    CheckedForm, Door, Errors, Field, Fields, Layout, Oops, Page, PlatformState, Reading, Routes,
    cookie, form_status, render, see_other,
};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/follow-up", Door::Public, ask)
        .post("/follow-up", Door::Public, enter::<S>)
        .get("/follow-up/open", Door::Receipt, open::show::<S>)
        .get("/follow-up/file/{id}", Door::Receipt, open::file::<S>)
        .post("/follow-up/message", Door::Receipt, acts::write::<S>)
        .post("/follow-up/files", Door::Receipt, acts::add_files::<S>)
        .post("/follow-up/consent", Door::Receipt, acts::consent::<S>)
        .post("/follow-up/contact", Door::Receipt, acts::contact::<S>)
        .get("/follow-up/end", Door::Receipt, acts::ask_to_end)
        .post("/follow-up/end", Door::Receipt, acts::end::<S>)
        .get("/follow-up/code", Door::Receipt, receipt::show::<S>)
        .post("/follow-up/code", Door::Receipt, receipt::take::<S>)
        .post("/follow-up/close", Door::Receipt, close::<S>)
}

/// The cookie of an opened box. Without one, the visitor is led to where the receipt is asked for.
pub(crate) struct Box(pub String);

impl<S: PlatformState> FromRequestParts<S> for Box {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let reading = Reading::of(&parts.uri, &parts.headers);
        cookie::read(&parts.headers, state.secure_cookies(), cookie::RECEIPT)
            .map(Box)
            .ok_or_else(|| see_other(&reading.with_lang("/follow-up")))
    }
}

#[derive(Template)]
#[template(path = "followup/enter.html")]
struct Enter {
    layout: Layout,
    errors: Errors,
    receipt: Field,
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
        receipt,
        status: form_status(problems),
        layout,
    }
}

async fn ask(layout: Layout) -> Response {
    render(entering(layout, &Fields::default(), &Problems::default()))
}

async fn enter<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    match state.platform().open_follow_up(typed.text("receipt")).await {
        Ok(value) => {
            let mut response = see_other(&layout.to("/follow-up/open"));
            cookie::put(&mut response, &state, cookie::RECEIPT, &value);
            Ok(response)
        }
        Err(Error::Invalid(problems)) => Ok(render(entering(layout, &typed, &problems))),
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
