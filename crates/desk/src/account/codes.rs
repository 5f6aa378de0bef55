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
    /// The spare codes, to be printed.
    fn spares(who: &Member, layout: Layout, codes: &[impl AsRef<str>]) -> Response {
        let t = layout.text;
        Self::page(who, layout, t.join_spares(), t.join_spares_what(), codes)
    }

    /// The printed recovery code.
    pub fn recovery(who: &Member, layout: Layout, code: &str) -> Response {
        let t = layout.text;
        let (title, lead) = (t.join_recovery(), t.join_recovery_what());
        Self::page(who, layout, title, lead, &[code])
    }

    fn page(
        who: &Member,
        layout: Layout,
        title: String,
        lead: String,
        codes: &[impl AsRef<str>],
    ) -> Response {
        render(Self {
            bar: Bar::of(&layout, &who.session),
            title,
            lead,
            codes: codes.iter().map(|c| c.as_ref().to_owned()).collect(),
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
        Ok(codes) => {
            let codes: Vec<&str> = codes.iter().map(|c| c.as_str()).collect();
            Ok(CodesPage::spares(&who, layout, &codes))
        }
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
