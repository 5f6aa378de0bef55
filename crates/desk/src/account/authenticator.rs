//! Another authenticator: drawn, then shown to work, then kept.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use watchpost_domain::Problems;
use watchpost_service::{Error, accounts::NewAuthenticator};
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Layout, Oops, Page, PlatformState, form_status, render,
    see_other,
};

use super::show::{Outcome, page};
use crate::{bar::Bar, member::Member, qr};

#[derive(Template)]
#[template(path = "account/authenticator.html")]
struct AuthenticatorPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    new: NewAuthenticator,
    drawn: String,
    code: Field,
    status: StatusCode,
}

impl Page for AuthenticatorPage {
    fn title(&self) -> String {
        self.layout.text.join_authenticator()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn drawn(who: &Member, layout: Layout, new: NewAuthenticator, problems: &Problems) -> Response {
    let t = layout.text;
    let code = layout
        .form_with(&Fields::default(), problems)
        .line("code", t.join_code())
        .hint(t.join_code_hint())
        .autocomplete("one-time-code");
    render(AuthenticatorPage {
        bar: Bar::of(&layout, &who.session),
        errors: Errors::of(t, [&code]),
        drawn: qr::svg(&new.totp.address, &t.join_qr()).unwrap_or_default(),
        new,
        code,
        status: form_status(problems),
        layout,
    })
}

pub async fn begin<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let begun = state
        .platform()
        .begin_authenticator(&who.session, typed.text("passphrase"), state.site())
        .await;
    match begun {
        Ok(new) => Ok(drawn(&who, layout, new, &Problems::default())),
        Err(error) => {
            let outcome = Outcome::refused(&layout, "authenticator", error)?;
            page(&state, &who, layout, outcome).await
        }
    }
}

pub async fn finish<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let carried = typed.text("carried");
    match platform
        .finish_authenticator(&who.session, carried, typed.text("code"))
        .await
    {
        Ok(()) => Ok(see_other(&layout.to("/desk/account"))),
        Err(Error::Invalid(problems)) => {
            let new = platform
                .resume_authenticator(&who.session, carried, state.site())
                .await?;
            Ok(drawn(&who, layout, new, &problems))
        }
        // The page was too old, or another's: begin again.
        Err(Error::Conflict) => Ok(see_other(&layout.to("/desk/account"))),
        Err(error) => Err(error.into()),
    }
}
