//! Codes to print: shown once, on the page that answers.

use askama::Template;
use axum::{extract::State, response::Response};
use watchpost_service::Error;
use watchpost_web::{CheckedForm, Layout, Oops, Page, PlatformState, render};

use super::show::{Outcome, page};
use crate::{bar::Bar, member::Member};

#[derive(Template)]
#[template(path = "account/codes.html")]
pub(super) struct CodesPage {
    layout: Layout,
    bar: Bar,
    title: String,
    lead: String,
    codes: Vec<String>,
}

impl Page for CodesPage {
    fn title(&self) -> String {
        self.title.clone()
    }
}

impl CodesPage {
    /// The printed recovery code.
    pub fn recovery(who: &Member, layout: Layout, code: &str) -> Response {
        render(Self {
            bar: Bar::of(&layout, &who.session),
            title: layout.text.join_recovery(),
            lead: layout.text.join_recovery_what(),
            codes: vec![code.to_owned()],
            layout,
        })
    }
}

pub async fn spares<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let made = state
        .platform()
        .new_spare_codes(&who.session, typed.text("passphrase"))
        .await;
    match made {
        Ok(codes) => Ok(render(CodesPage {
            bar: Bar::of(&layout, &who.session),
            title: layout.text.join_spares(),
            lead: layout.text.join_spares_what(),
            codes: codes.iter().map(|c| c.to_string()).collect(),
            layout,
        })),
        Err(error) => refused(&state, &who, layout, "spares", error).await,
    }
}

pub async fn recovery<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let made = state
        .platform()
        .new_recovery_code(&who.session, typed.text("unlocking"))
        .await;
    match made {
        Ok(code) => Ok(CodesPage::recovery(&who, layout, &code)),
        Err(error) => refused(&state, &who, layout, "recovery", error).await,
    }
}

async fn refused<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    form: &'static str,
    error: Error,
) -> Result<Response, Oops> {
    let outcome = Outcome::refused(&layout, form, error)?;
    page(state, who, layout, outcome).await
}
