//! The receipt, shown before the last "Send" and a part of it typed back; then the sending, which can be repeated.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use watchpost_domain::{Problem, Problems};
use watchpost_service::{Drafting, Error, turns::Costly};
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Layout, Oops, Page, PlatformState, Sender, cookie,
    form_status, render, see_other,
};

use super::Drafted;

#[derive(Template)]
#[template(path = "report/receipt.html")]
struct ReceiptPage {
    layout: Layout,
    errors: Errors,
    words: Option<String>,
    digits: String,
    /// A member of the desk types for somebody else.
    entered: bool,
    typed: Field,
    status: StatusCode,
}

impl Page for ReceiptPage {
    fn title(&self) -> String {
        self.layout.text.receipt_title()
    }

    fn window(&self) -> String {
        self.layout.text.window_note()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn page(layout: Layout, drafted: &Drafted, problems: &Problems) -> ReceiptPage {
    let t = layout.text;
    let words = drafted.draft.receipt_words().map(|w| w.to_string());
    let (word, group) = drafted.draft.part_to_type_back();
    let ask = match words {
        Some(_) => t.receipt_type_word(word),
        None => t.receipt_type_group(group),
    };
    // What was typed wrongly is not put back: it must be read off the receipt again.
    let form = layout.form_with(&Fields::default(), problems);
    let typed = form.line("typed", ask);
    ReceiptPage {
        errors: Errors::of(t, [&typed]),
        words,
        digits: drafted.draft.receipt_digits().to_string(),
        entered: drafted.draft.entered_by.is_some(),
        typed,
        status: form_status(problems),
        layout,
    }
}

pub async fn show(layout: Layout, drafted: Drafted) -> Response {
    if drafted
        .channel
        .questionnaire
        .unanswered(&drafted.draft.answers)
        .is_some()
    {
        return see_other(&layout.to("/report/check"));
    }
    render(page(layout, &drafted, &Problems::default()))
}

/// Whether a group of digits was typed back, and no word: of whatever script.
pub fn is_digits(typed: &str) -> bool {
    typed.chars().any(char::is_numeric)
}

pub async fn take<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    mut drafted: Drafted,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    if !drafted.draft.keeps_receipt(typed.text("typed")) {
        let problem = match typed.text("typed").trim() {
            "" => Problem::Required,
            digits if drafted.draft.receipt_words().is_none() || is_digits(digits) => {
                Problem::WrongGroup
            }
            _ => Problem::WrongWord,
        };
        return Ok(render(page(
            layout,
            &drafted,
            &Problems::one("typed", problem),
        )));
    }
    let (cookie, draft) = (drafted.cookie.clone(), &mut drafted.draft);
    state.platform().save_draft(&cookie, draft).await?;
    Ok(see_other(&layout.to("/report/send")))
}

#[derive(Template)]
#[template(path = "report/send.html")]
struct Send {
    layout: Layout,
    reader: String,
}

impl Page for Send {
    fn title(&self) -> String {
        self.layout.text.report_send_title()
    }

    fn window(&self) -> String {
        self.layout.text.window_last()
    }
}

pub async fn ask_to_send(layout: Layout, drafted: Drafted) -> Response {
    if !drafted.draft.receipt_kept {
        return see_other(&layout.to("/report/receipt"));
    }
    let reader = drafted.channel.name(layout.lang()).to_owned();
    render(Send { layout, reader })
}

/// Sends. A lost answer loses nothing: the same form sent again finds the report sent.
pub async fn send<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    Sender(source): Sender,
    _form: CheckedForm,
) -> Result<Response, Oops> {
    let Some(value) = cookie::read(&headers, state.secure_cookies(), cookie::DRAFT) else {
        return Ok(see_other(&layout.to("/report?over")));
    };
    let _turn = state.platform().turn(Costly::Report, source).await?;
    match state.platform().send_draft(&value).await {
        Ok(_) => Ok(see_other(&layout.to("/report/sent"))),
        Err(Error::Invalid(problems)) if problems.0.iter().any(|p| p.field == "receipt") => {
            Ok(see_other(&layout.to("/report/receipt")))
        }
        Err(Error::Invalid(_)) => Ok(see_other(&layout.to("/report/check"))),
        Err(Error::Conflict) => Ok(see_other(&layout.to("/report?over"))),
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "report/sent.html")]
struct Sent {
    layout: Layout,
    reference: String,
}

impl Page for Sent {
    fn title(&self) -> String {
        self.layout.text.report_sent_title()
    }

    fn window(&self) -> String {
        self.layout.text.window_done()
    }
}

pub async fn sent<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
) -> Result<Response, Oops> {
    let value = cookie::read(&headers, state.secure_cookies(), cookie::DRAFT);
    let drafting = match value {
        Some(value) => state.platform().draft(&value).await?,
        None => Drafting::None,
    };
    match drafting {
        Drafting::Sent(reference) => Ok(render(Sent {
            reference: reference.as_str().to_owned(),
            layout,
        })),
        Drafting::Open(_) => Ok(see_other(&layout.to("/report/check"))),
        Drafting::None => Ok(see_other(&layout.to("/report?over"))),
    }
}
