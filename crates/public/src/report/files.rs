//! Files of a report: sealed as they come. A refusal is kind, and loses nothing that was added or typed before.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{PartId, Problem, Problems, intake::QuestionKind};
use watchpost_service::Error;
use watchpost_web::{
    CheckedForm, Fields, Layout, MultipartForm, Oops, PlatformState, render, see_other,
};

use super::{Drafted, numbered};

/// The number must be that of the question for files.
fn is_files(drafted: &Drafted, number: usize) -> Result<(), Oops> {
    let place = drafted.place(number).ok_or(Oops::NotFound)?;
    match place.question.kind {
        QuestionKind::Files => Ok(()),
        _ => Err(Oops::NotFound),
    }
}

pub async fn add<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(number): Path<String>,
    mut drafted: Drafted,
    mut form: MultipartForm,
) -> Result<Response, Oops> {
    let number = numbered(&number)?;
    is_files(&drafted, number)?;
    let mut added = 0;
    let mut failed = None;
    while let Some(file) = form.next_file().await? {
        let (name, kind) = (file.file_name.clone(), file.media_type().to_owned());
        let (cookie, draft) = (drafted.cookie.clone(), &mut drafted.draft);
        match state
            .platform()
            .add_draft_file(&cookie, draft, &name, &kind, file.bytes())
            .await
        {
            Ok(()) => added += 1,
            Err(error) => {
                failed = Some((name, error));
                break;
            }
        }
    }
    let problems = match failed {
        None if added > 0 => return Ok(see_other(&layout.to(format!("/report/{number}")))),
        None => Problems::one("files", Problem::Required),
        Some((_, Error::Invalid(problems))) => problems,
        Some((name, error)) => {
            let form = layout.form();
            let page = drafted.asking(layout, number, &form, None, false)?;
            return Ok(render(page.refused_file(&name, error.into())));
        }
    };
    let form = layout.form_with(&Fields::default(), &problems);
    let mut page = drafted.asking(layout, number, &form, None, false)?;
    page.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(render(page))
}

pub async fn remove<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(number): Path<String>,
    mut drafted: Drafted,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let number = numbered(&number)?;
    is_files(&drafted, number)?;
    let file = Uuid::parse_str(typed.text("file")).map_err(|_| Oops::NotFound)?;
    let (cookie, draft) = (drafted.cookie.clone(), &mut drafted.draft);
    state
        .platform()
        .remove_draft_file(&cookie, draft, PartId(file))
        .await?;
    Ok(see_other(&layout.to(format!("/report/{number}"))))
}
