//! A new receipt: "somebody has my code". The old one is good until the new one was typed back.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use watchpost_domain::Problems;
use watchpost_service::{Error, receipt::NewReceipt};
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Layout, Oops, Page, PlatformState, cookie, form_status,
    render, see_other,
};

use super::Box;

#[derive(Template)]
#[template(path = "followup/code.html")]
struct Code {
    layout: Layout,
    errors: Errors,
    words: Option<String>,
    digits: String,
    carried: String,
    typed: Field,
    status: StatusCode,
}

impl Page for Code {
    fn title(&self) -> String {
        self.layout.text.follow_code_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn page(layout: Layout, new: NewReceipt, problems: &Problems) -> Response {
    let t = layout.text;
    let ask = match new.words {
        Some(_) => t.receipt_type_word(new.part.0),
        None => t.receipt_type_group(new.part.1),
    };
    let typed = layout
        .form_with(&Fields::default(), problems)
        .line("typed", ask);
    render(Code {
        errors: Errors::of(t, [&typed]),
        words: new.words.map(|w| w.to_string()),
        digits: new.digits.to_string(),
        carried: new.carried,
        typed,
        status: form_status(problems),
        layout,
    })
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Box(cookie): Box,
) -> Result<Response, Oops> {
    match state.platform().new_receipt(&cookie, layout.lang()) {
        Ok(new) => Ok(page(layout, new, &Problems::default())),
        Err(Error::Conflict) => Ok(see_other(&layout.to("/follow-up"))),
        Err(error) => Err(error.into()),
    }
}

pub async fn take<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Box(value): Box,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let platform = state.platform();
    match platform
        .take_receipt(&value, typed.text("carried"), typed.text("typed"))
        .await
    {
        Ok(fresh) => {
            let mut response = see_other(&layout.to("/follow-up/open"));
            cookie::put(&mut response, &state, cookie::RECEIPT, &fresh);
            Ok(response)
        }
        // Mistyped: a new receipt is shown, since nobody has kept that one yet.
        Err(Error::Invalid(problems)) => {
            let new = platform.new_receipt(&value, layout.lang())?;
            Ok(page(layout, new, &problems))
        }
        Err(Error::Conflict) => Ok(see_other(&layout.to("/follow-up"))),
        Err(error) => Err(error.into()),
    }
}
