//! Reporting: one question a page, checked, with a receipt before the last "Send".

mod asked;
mod check;
mod files;
mod question;
mod receipt;
mod start;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
    response::{IntoResponse, Response},
};
use watchpost_domain::{Denied, intake::Channel};
use watchpost_service::{Draft, Drafting, Error};
use watchpost_web::{Door, Oops, PlatformState, Reading, Routes, cookie, see_other};

pub(crate) use receipt::is_digits;

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/report", Door::Public, start::ask::<S>)
        .post("/report", Door::Public, start::begin::<S>)
        .post("/report/discard", Door::Public, start::discard::<S>)
        .get("/report/check", Door::Public, check::show)
        .get("/report/receipt", Door::Public, receipt::show)
        .post("/report/receipt", Door::Public, receipt::take::<S>)
        .get("/report/send", Door::Public, receipt::ask_to_send)
        .post("/report/send", Door::Public, receipt::send::<S>)
        .get("/report/sent", Door::Public, receipt::sent::<S>)
        .get("/report/{number}", Door::Public, question::ask)
        .post("/report/{number}", Door::Public, question::take::<S>)
        .post("/report/{number}/files", Door::Public, files::add::<S>)
        .post("/report/{number}/remove", Door::Public, files::remove::<S>)
}

/// An open draft of this browser, with the channel it goes to. Without one, the visitor is led to where they can go on.
pub(crate) struct Drafted {
    pub cookie: String,
    pub draft: Box<Draft>,
    pub channel: Channel,
}

/// What a browser has.
pub(crate) enum Found {
    Open(Drafted),
    Sent,
    Nothing,
}

impl Drafted {
    /// Looks for it. Pages on which people type do so themselves, after they have read what was typed.
    pub(crate) async fn find<S: PlatformState>(
        state: &S,
        headers: &HeaderMap,
    ) -> Result<Found, Error> {
        let Some(cookie) = cookie::read(headers, state.secure_cookies(), cookie::DRAFT) else {
            return Ok(Found::Nothing);
        };
        let draft = match state.platform().draft(&cookie).await? {
            Drafting::None => return Ok(Found::Nothing),
            Drafting::Sent(_) => return Ok(Found::Sent),
            Drafting::Open(draft) => draft,
        };
        let channel = state.platform().channel(draft.channel).await?;
        Ok(Found::Open(Self {
            cookie,
            draft,
            channel: channel.ok_or(Error::Denied(Denied::NotFound))?,
        }))
    }
}

impl<S: PlatformState> FromRequestParts<S> for Drafted {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let reading = Reading::of(&parts.uri, &parts.headers);
        let elsewhere = |path: &str| see_other(&reading.with_lang(path));
        match Self::find(state, &parts.headers).await {
            Ok(Found::Open(drafted)) => Ok(drafted),
            Ok(Found::Sent) => Err(elsewhere("/report/sent")),
            Ok(Found::Nothing) => Err(elsewhere("/report?over")),
            Err(error) => Err(Oops::from(error).into_response()),
        }
    }
}

/// The number of a question, as it stands in an address.
pub(crate) fn numbered(number: &str) -> Result<usize, Oops> {
    number.parse().map_err(|_| Oops::NotFound)
}
