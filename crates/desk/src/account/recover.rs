//! The way in for a member who lost the unlocking passphrase: the printed code, once.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use watchpost_domain::{Problem, Problems};
use watchpost_service::Error;
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, cookie, render,
};

use super::codes::CodesPage;
use crate::{member::Member, sign::refusal};

#[derive(Template)]
#[template(path = "account/recover.html")]
struct RecoverPage {
    layout: Layout,
    errors: Errors,
    notice: Option<Notice>,
    fields: Vec<Field>,
    status: StatusCode,
}

impl Page for RecoverPage {
    fn title(&self) -> String {
        self.layout.text.recover_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn asking(
    layout: Layout,
    typed: &Fields,
    (problems, notice, status): (Problems, Option<Notice>, StatusCode),
) -> Response {
    let t = layout.text;
    let form = layout.form_with(typed, &problems);
    let fields = vec![
        form.line("code", t.recover_code())
            .hint(t.recover_code_hint())
            .autocomplete("off"),
        form.secret("new", t.account_new())
            .hint(t.join_unlocking_hint()),
        form.secret("again", t.join_again()),
    ];
    render(RecoverPage {
        errors: Errors::of(t, &fields),
        notice,
        fields,
        status,
        layout,
    })
}

pub async fn ask(_who: Member, layout: Layout) -> Response {
    let fresh = (Problems::default(), None, StatusCode::OK);
    asking(layout, &Fields::default(), fresh)
}

pub async fn recover<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let done = if typed.text("new") == typed.text("again") {
        let (code, new) = (typed.text("code"), typed.text("new"));
        state
            .platform()
            .recover_unlocking(&who.cookie, code, new)
            .await
    } else {
        Err(Error::Invalid(Problems::one("again", Problem::NotTheSame)))
    };
    match done {
        Ok((next, renewed)) => {
            let layout = layout.bound_to(&state, &renewed);
            let mut response = CodesPage::recovery(&who, layout, &next);
            cookie::put(&mut response, &state, cookie::SESSION, &renewed);
            Ok(response)
        }
        Err(error) => {
            let refusal = refusal(&layout, error)?;
            Ok(asking(layout, &typed, refusal))
        }
    }
}
