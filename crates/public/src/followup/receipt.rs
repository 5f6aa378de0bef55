//! A new receipt: "somebody has my code". The old one is good until the new one was typed back.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use watchpost_domain::{Problem, Problems};
use watchpost_service::{Error, receipt::NewReceipt};
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Layout, Oops, Page, PlatformState, cookie, form_status,
    render, see_other,
};

use super::Box;
use crate::report::is_digits;

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

    fn window(&self) -> String {
        self.layout.text.window_note()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn page(layout: Layout, new: NewReceipt, problems: &Problems, said: &str) -> Response {
    let t = layout.text;
    let ask = match new.words {
        Some(_) => t.receipt_type_word(new.part.0),
        None => t.receipt_type_group(new.part.1),
    };
    let mut problems = problems.clone();
    if new.words.is_none() || is_digits(said) {
        // A group of digits was asked for or typed, and no word.
        problems.0.iter_mut().for_each(|p| {
            if p.problem == Problem::WrongWord {
                p.problem = Problem::WrongGroup;
            }
        });
    }
    let problems = &problems;
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
    open: Box,
) -> Result<Response, Oops> {
    match state.platform().new_receipt(&open.cookie, layout.lang()) {
        Ok(new) => {
            let page = page(layout, new, &Problems::default(), "");
            Ok(open.keep_open(&state, page))
        }
        Err(Error::Conflict) => Ok(see_other(&layout.to("/follow-up?over"))),
        Err(error) => Err(error.into()),
    }
}

pub async fn take<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    open: Box,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let platform = state.platform();
    match platform
        .take_receipt(&open.cookie, typed.text("carried"), typed.text("typed"))
        .await
    {
        Ok(fresh) => {
            let mut response = see_other(&layout.to("/follow-up/open"));
            cookie::put(&mut response, &state, cookie::RECEIPT, &fresh);
            Ok(response)
        }
        // Mistyped: the same one is shown, since they may have written it down.
        Err(Error::Invalid(problems)) => {
            let new = platform.same_new_receipt(typed.text("carried"), layout.lang())?;
            Ok(open.keep_open(&state, page(layout, new, &problems, typed.text("typed"))))
        }
        Err(Error::Conflict) => Ok(see_other(&layout.to("/follow-up?over"))),
        Err(error) => Err(error.into()),
    }
}
