//! Reporting: one question a page, checked, with a receipt before the last "Send".

mod asked;
mod check;
mod files;
mod question;
mod receipt;
mod start;

use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use watchpost_domain::intake::Channel;
use watchpost_service::{Draft, Drafting};
use watchpost_web::{Door, Oops, PlatformState, Reading, Routes, cookie, see_other};

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

impl<S: PlatformState> FromRequestParts<S> for Drafted {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let reading = Reading::of(&parts.uri, &parts.headers);
        let elsewhere = |path: &str| see_other(&reading.with_lang(path));
        let Some(cookie) = cookie::read(&parts.headers, state.secure_cookies(), cookie::DRAFT)
        else {
            return Err(elsewhere("/report?over"));
        };
        let failed = |error| Oops::from(error).into_response();
        match state.platform().draft(&cookie).await.map_err(failed)? {
            Drafting::None => Err(elsewhere("/report?over")),
            Drafting::Sent(_) => Err(elsewhere("/report/sent")),
            Drafting::Open(draft) => {
                let channel = state
                    .platform()
                    .channel(draft.channel)
                    .await
                    .map_err(failed)?;
                let channel = channel.ok_or_else(|| Oops::NotFound.into_response())?;
                Ok(Self {
                    cookie,
                    draft,
                    channel,
                })
            }
        }
    }
}
