//! One question on a page of its own. Going on and going back both keep what was typed.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::Response,
};
use watchpost_domain::{
    Problem, Problems,
    intake::{Answer, Fields as Said, Question, QuestionKind},
};
use watchpost_service::{Error, StoredFile};
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Form, Layout, Notice, Oops, Page, PlatformState, Tone,
    answer_words, render, see_other,
};

use super::{Drafted, asked};

#[derive(Template)]
#[template(path = "report/question.html")]
pub(super) struct Asked {
    layout: Layout,
    errors: Errors,
    notice: Option<Notice>,
    number: usize,
    /// "Question 4 of 19".
    progress: String,
    fields: Vec<Field>,
    key: String,
    kind: &'static str,
    files: Vec<StoredFile>,
    /// What was answered, when it was "I don't know" or "I'd rather not say".
    skipped: Option<String>,
    then_check: bool,
    status: StatusCode,
}

impl Page for Asked {
    fn title(&self) -> String {
        self.progress.clone()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl Asked {
    fn is_files(&self) -> bool {
        self.kind == "files"
    }

    fn size(&self, file: &StoredFile) -> String {
        self.layout.text.bytes(file.bytes)
    }
}

/// Where questions stand: the one at a number, and the numbers before and after it.
pub(super) struct Place<'a> {
    pub question: &'a Question,
    position: usize,
    of: usize,
    before: Option<usize>,
    after: Option<usize>,
}

impl Drafted {
    /// The question at a number, counted from 1 over all questions, so that addresses stay when others are skipped.
    pub(super) fn place(&self, number: usize) -> Option<Place<'_>> {
        let all = &self.channel.questionnaire.questions;
        let question = all.get(number.checked_sub(1)?)?;
        let asked: Vec<usize> = (1..=all.len())
            .filter(|n| all[n - 1].asked(&self.draft.answers))
            .collect();
        let position = asked.iter().position(|n| *n == number)?;
        Some(Place {
            question,
            position: position + 1,
            of: asked.len(),
            before: position.checked_sub(1).map(|p| asked[p]),
            after: asked.get(position + 1).copied(),
        })
    }

    /// The page of a question, as it was answered or as it was just typed.
    pub(super) fn asking(
        &self,
        layout: Layout,
        number: usize,
        form: &Form,
        country: Option<&str>,
        then_check: bool,
    ) -> Result<Asked, Oops> {
        let place = self.place(number).ok_or(Oops::NotFound)?;
        let t = layout.text;
        let question = place.question;
        let answer = self.draft.answers.get(&question.key);
        let fields = asked::fields(&t, form, question, answer, country);
        let skipped = answer
            .filter(|a| matches!(a, Answer::Unknown | Answer::RatherNot))
            .map(|a| t.report_skipped(answer_words(&t, None, a)));
        Ok(Asked {
            errors: Errors::of(t, &fields),
            notice: None,
            number,
            progress: t.report_progress(place.position, place.of),
            kind: match question.kind {
                QuestionKind::Files => "files",
                QuestionKind::Where => "where",
                _ => "",
            },
            key: question.key.clone(),
            files: self.draft.files.clone(),
            fields,
            skipped,
            then_check,
            status: StatusCode::OK,
            layout,
        })
    }
}

impl Asked {
    /// The same page, with another status.
    pub(super) fn set_status(&mut self, status: StatusCode) {
        self.status = status;
    }

    /// The same page, saying what went wrong, with everything still there.
    pub(super) fn refused(mut self, oops: Oops) -> Self {
        let t = self.layout.text;
        self.notice = Some(Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t)));
        self.status = oops.status();
        self
    }
}

fn wants_check(uri: &Uri) -> bool {
    uri.query()
        .is_some_and(|q| q.split('&').any(|p| p == "check"))
}

pub async fn ask(
    layout: Layout,
    Path(number): Path<usize>,
    uri: Uri,
    drafted: Drafted,
) -> Result<Response, Oops> {
    let form = layout.form();
    Ok(render(drafted.asking(
        layout,
        number,
        &form,
        None,
        wants_check(&uri),
    )?))
}

pub async fn take<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(number): Path<usize>,
    uri: Uri,
    mut drafted: Drafted,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let then_check = wants_check(&uri);
    let going_back = typed.get("back").is_some();
    let place = drafted.place(number).ok_or(Oops::NotFound)?;
    let (before, key) = (place.before, place.question.key.clone());
    let again = |drafted: &Drafted, layout: Layout, typed: &Fields, problems: &Problems| {
        let form = layout.form_with(typed, problems);
        let country = typed.get(&format!("{key}.country")).map(str::to_owned);
        drafted.asking(layout, number, &form, country.as_deref(), then_check)
    };
    if typed.get("districts").is_some() {
        return Ok(render(again(
            &drafted,
            layout,
            &typed,
            &Problems::default(),
        )?));
    }
    let read = match place.question.kind {
        QuestionKind::Files => Ok(None),
        _ => place.question.read(&said(&typed)),
    };
    match read {
        Ok(answer) => drafted.draft.answers.set(&key, answer),
        // Nothing typed yet, and the way is back: there is nothing to keep.
        Err(problems) if going_back && only_missing(&problems) => {}
        Err(problems) => {
            let mut page = again(&drafted, layout, &typed, &problems)?;
            page.status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(render(page));
        }
    }
    drafted.draft.at = Some(key.clone());
    let after = drafted.place(number).and_then(|p| p.after);
    match state
        .platform()
        .save_draft(&drafted.cookie, &mut drafted.draft)
        .await
    {
        Ok(()) => {}
        Err(error @ (Error::Conflict | Error::Unavailable | Error::NoSpace)) => {
            let page = again(&drafted, layout, &typed, &Problems::default())?;
            return Ok(render(page.refused(error.into())));
        }
        Err(error) => return Err(error.into()),
    }
    let next = match (going_back, before, after) {
        (true, Some(before), _) => format!("/report/{before}"),
        (true, None, _) => "/report".to_owned(),
        (false, _, Some(after)) if !then_check => format!("/report/{after}"),
        _ => "/report/check".to_owned(),
    };
    Ok(see_other(&layout.to(&next)))
}

fn only_missing(problems: &Problems) -> bool {
    problems.0.iter().all(|p| p.problem == Problem::Required)
}

/// What was typed, as the questions read it.
fn said(typed: &Fields) -> Said {
    Said(
        typed
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    )
}
