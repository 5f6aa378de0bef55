//! Coming in by invitation: choose how to sign in and to unlock, set up an authenticator, print a sheet.
//!
//! Nothing is kept before the last step; what is needed in between travels in the page, sealed.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use watchpost_domain::{Problem, Problems};
use watchpost_service::{
    Error,
    accounts::{Enrolling, WaitingInvitation},
};
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Layout, Oops, Page, PlatformState, form_status, render,
};

use super::role_words;
use crate::qr;

#[derive(Template)]
#[template(path = "people/join.html")]
struct JoinPage {
    layout: Layout,
    errors: Errors,
    invitation: WaitingInvitation,
    action: String,
    fields: Vec<Field>,
    status: StatusCode,
}

impl Page for JoinPage {
    fn title(&self) -> String {
        self.layout.text.join_title(self.invitation.desk.as_str())
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl JoinPage {
    fn words(&self) -> String {
        role_words(&self.layout, self.invitation.roles)
    }
}

fn choosing(
    layout: Layout,
    secret: &str,
    invitation: WaitingInvitation,
    typed: &Fields,
    problems: Problems,
) -> Response {
    let t = layout.text;
    let form = layout.form_with(typed, &problems);
    let fields = vec![
        form.line("login", t.sign_name())
            .hint(t.join_name_hint())
            .autocomplete("username"),
        form.secret("passphrase", t.sign_passphrase())
            .hint(t.join_passphrase_hint())
            .autocomplete("new-password"),
        form.secret("passphrase_again", t.join_again())
            .autocomplete("new-password"),
        form.secret("unlocking", t.sign_unlocking())
            .hint(t.join_unlocking_hint()),
        form.secret("unlocking_again", t.join_again()),
    ];
    render(JoinPage {
        errors: Errors::of(t, &fields),
        action: layout.to(format!("/join/{secret}")),
        status: form_status(&problems),
        invitation,
        fields,
        layout,
    })
}

/// An invitation that is over, was taken back or never was: all look the same.
async fn invitation<S: PlatformState>(state: &S, secret: &str) -> Result<WaitingInvitation, Oops> {
    let found = state.platform().invitation(secret).await?;
    found.ok_or(Oops::NotFound)
}

pub async fn ask<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(secret): Path<String>,
) -> Result<Response, Oops> {
    let invitation = invitation(&state, &secret).await?;
    let none = Fields::default();
    Ok(choosing(
        layout,
        &secret,
        invitation,
        &none,
        Problems::default(),
    ))
}

/// What was typed twice must be the same twice.
fn twice(typed: &Fields) -> Problems {
    let mut problems = Problems::default();
    for field in ["passphrase", "unlocking"] {
        let again = format!("{field}_again");
        if typed.text(field) != typed.text(&again) {
            problems.add(again, Problem::NotTheSame);
        }
    }
    problems
}

pub async fn begin<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(secret): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let invitation = invitation(&state, &secret).await?;
    let problems = twice(&typed);
    if !problems.is_empty() {
        return Ok(choosing(layout, &secret, invitation, &typed, problems));
    }
    let begun = state
        .platform()
        .begin_enrolment(
            &secret,
            typed.text("login"),
            typed.text("passphrase"),
            typed.text("unlocking"),
            state.site(),
        )
        .await;
    match begun {
        Ok(page) => Ok(sheet(layout, &secret, page, Problems::default())),
        Err(Error::Invalid(problems)) => {
            Ok(choosing(layout, &secret, invitation, &typed, problems))
        }
        Err(Error::Conflict) => Err(Oops::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// The sheet to print, and the authenticator to set up.
#[derive(Template)]
#[template(path = "people/sheet.html")]
struct SheetPage {
    layout: Layout,
    errors: Errors,
    action: String,
    enrolling: Enrolling,
    drawn: String,
    code: Field,
    status: StatusCode,
}

impl Page for SheetPage {
    fn title(&self) -> String {
        self.layout.text.join_sheet()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn sheet(layout: Layout, secret: &str, enrolling: Enrolling, problems: Problems) -> Response {
    let t = layout.text;
    let code = layout
        .form_with(&Fields::default(), &problems)
        .line("code", t.join_code())
        .hint(t.join_code_hint())
        .autocomplete("one-time-code");
    render(SheetPage {
        errors: Errors::of(t, [&code]),
        action: layout.to(format!("/join/{secret}/code")),
        drawn: qr::svg(&enrolling.totp.address, &t.join_qr()).unwrap_or_default(),
        enrolling,
        code,
        status: form_status(&problems),
        layout,
    })
}

#[derive(Template)]
#[template(path = "people/joined.html")]
struct JoinedPage {
    layout: Layout,
    desk: String,
    fingerprint: String,
}

impl Page for JoinedPage {
    fn title(&self) -> String {
        self.layout.text.join_done()
    }
}

pub async fn finish<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(secret): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let carried = typed.text("carried");
    let platform = state.platform();
    match platform.finish_enrolment(carried, typed.text("code")).await {
        Ok(enrolled) => Ok(render(JoinedPage {
            desk: enrolled.desk,
            fingerprint: enrolled.fingerprint,
            layout,
        })),
        // Somebody was faster with the name: begin again with another.
        Err(Error::Invalid(problems)) if problems.0.iter().any(|p| p.field == "login") => {
            let invitation = invitation(&state, &secret).await?;
            Ok(choosing(layout, &secret, invitation, &typed, problems))
        }
        Err(Error::Invalid(problems)) => {
            let again = platform.resume_enrolment(carried, state.site());
            let again = again.map_err(|_| Oops::NotFound)?;
            Ok(sheet(layout, &secret, again, problems))
        }
        Err(Error::Conflict) => Err(Oops::NotFound),
        Err(error) => Err(error.into()),
    }
}
