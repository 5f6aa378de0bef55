//! What the holder of a receipt sees: where their report stands, what was said, the files, what they allowed.

use askama::Template;
use axum::{
    body::Body,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{PartId, Problems, cases::content::Author, intake::CONSENT_PURPOSES};
use watchpost_service::{FollowUp, MessageSeen};
use watchpost_web::{
    Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone, form_status,
    render, see_other,
};

use super::Box;

#[derive(Template)]
#[template(path = "followup/open.html")]
pub(super) struct Open {
    layout: Layout,
    errors: Errors,
    notice: Option<Notice>,
    seen: FollowUp,
    message: Field,
    files: Field,
    consent: Field,
    /// The number of this form: sent twice, it writes one message.
    once: String,
    status: StatusCode,
}

impl Page for Open {
    fn title(&self) -> String {
        self.layout.text.follow_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl Open {
    fn state(&self) -> String {
        self.layout
            .text
            .named("state-for-reporter", self.seen.state.code())
    }

    fn from(&self, message: &MessageSeen) -> String {
        match message.from {
            Author::Reporter => self.layout.text.follow_from_you(),
            Author::Desk => self.layout.text.follow_from_desk(),
        }
    }

    fn day(&self, day: &watchpost_domain::Day) -> String {
        self.layout.text.date(day.date())
    }

    fn size(&self, bytes: &u64) -> String {
        self.layout.text.bytes(*bytes)
    }
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    cookie: &str,
    typed: &Fields,
    problems: &Problems,
    oops: Option<Oops>,
) -> Result<Response, Oops> {
    let Some(seen) = state.platform().follow_up(cookie).await? else {
        return Ok(see_other(&layout.to("/follow-up")));
    };
    let t = layout.text;
    let form = layout.form_with(typed, problems);
    let purposes = CONSENT_PURPOSES.map(|p| Choice {
        value: p.to_owned(),
        label: t.named("consent", p),
        hint: Some(t.named("consent", &format!("{p}-explained"))),
    });
    let once = match typed.text("once") {
        "" => Uuid::new_v4().simple().to_string(),
        again => again.to_owned(),
    };
    let message = form.area("text", t.follow_write(), 5);
    let files = form.files("files", t.follow_files_add(), true);
    let consent = layout
        .form()
        .checks("consent", t.follow_consent(), purposes.into());
    let status = oops.map_or_else(|| form_status(problems), Oops::status);
    Ok(render(Open {
        errors: Errors::of(t, [&message, &files]),
        notice: oops.map(|o| Notice::new(Tone::Bad, o.title(&t), o.advice(&t))),
        consent: consent.values(seen.consents.clone()),
        message,
        files,
        once,
        status,
        seen,
        layout,
    }))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Box(cookie): Box,
) -> Result<Response, Oops> {
    page(
        &state,
        layout,
        &cookie,
        &Fields::default(),
        &Problems::default(),
        None,
    )
    .await
}

/// A file, as an attachment that no page can run.
pub async fn file<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(id): Path<String>,
    Box(cookie): Box,
) -> Result<Response, Oops> {
    let id = Uuid::parse_str(&id).map_err(|_| Oops::NotFound)?;
    let Some(opened) = state
        .platform()
        .file_for_reporter(&cookie, PartId(id))
        .await?
    else {
        return Ok(see_other(&layout.to("/follow-up")));
    };
    let (name, bytes) = (opened.facts.name.clone(), opened.facts.bytes);
    watchpost_web::download(&name, bytes, Body::from_stream(opened.bytes()))
}
