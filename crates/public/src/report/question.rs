//! One question on a page of its own. Going on and going back both keep what was typed.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use watchpost_domain::{
    Problem, Problems,
    intake::{Answer, Fields as Said, Question, QuestionKind, Questionnaire},
};
use watchpost_service::{Error, StoredFile};
use watchpost_web::{
    Errors, Field, Fields, Form, Layout, Notice, Oops, Page, PlatformState, SentForm, answer_words,
    render, see_other,
};

use super::{Drafted, Found, asked, numbered};
use crate::{
    kept::{self, Over},
    refused,
};

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
    /// Something was typed and skipped as well: skipping once more leaves out what was typed.
    sure: bool,
    then_check: bool,
    status: StatusCode,
}

impl Page for Asked {
    fn title(&self) -> String {
        match self.progress.as_str() {
            "" => self.layout.text.err_unavailable(),
            progress => progress.to_owned(),
        }
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
            sure: false,
            then_check,
            status: StatusCode::OK,
            layout,
        })
    }

    /// The same as it was left: what was typed and could not be taken is there again, and what is wrong with it.
    fn asking_again(&self, layout: Layout, number: usize, then_check: bool) -> Result<Asked, Oops> {
        let place = self.place(number).ok_or(Oops::NotFound)?;
        let Some(rough) = self.draft.rough.get(&place.question.key) else {
            let form = layout.form();
            return self.asking(layout, number, &form, None, then_check);
        };
        let typed: Fields = rough.iter().cloned().collect();
        let wrong = place.question.read(&said(&typed)).err();
        let form = layout.form_with(&typed, &wrong.unwrap_or_default());
        let country = typed.get(&format!("{}.country", place.question.key));
        self.asking(layout, number, &form, country, then_check)
    }
}

/// The page of a question while the database is gone: what was typed is in its fields, and the same buttons send it again. The
/// draft cannot be looked at, so the question is known by its fields alone. Nothing, when they tell none.
fn without_a_draft(
    layout: Layout,
    number: usize,
    typed: &Fields,
    then_check: bool,
    oops: Oops,
) -> Option<Asked> {
    let t = layout.text;
    let key = typed.iter().find_map(|(name, value)| {
        let key = name.split('.').next().unwrap_or_default();
        let button = ["back", "districts", "sure"].contains(&key) || name.ends_with(".skip");
        (!button && !value.is_empty()).then(|| key.to_owned())
    })?;
    let form = layout.form_with(typed, &Problems::default());
    let shipped = Questionnaire::shipped();
    let (fields, kind) = match shipped.question(&key) {
        Some(question) => {
            let country = typed.get(&format!("{key}.country"));
            let place = matches!(question.kind, QuestionKind::Where);
            let fields = asked::fields(&t, &form, question, None, country);
            (fields, if place { "where" } else { "" })
        }
        // One that the desk wrote itself: its words lie in the database, and what was typed does not.
        None => {
            let own = typed.iter().filter(|(name, _)| {
                let part = name.strip_prefix(key.as_str());
                part.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
            let mut fields: Vec<Field> = own
                .map(|(name, _)| form.area(name, t.kept_yours(), 8))
                .collect();
            if let Some(first) = fields.first_mut() {
                *first = first.clone().as_heading();
            }
            (fields, "")
        }
    };
    let page = Asked {
        errors: Errors::none(t),
        notice: None,
        number,
        progress: String::new(),
        kind,
        key,
        files: Vec::new(),
        fields,
        skipped: None,
        sure: false,
        then_check,
        status: StatusCode::OK,
        layout,
    };
    Some(page.refused(oops))
}

impl Asked {
    /// The same page, with another status.
    pub(super) fn set_status(&mut self, status: StatusCode) {
        self.status = status;
    }

    /// The same page, saying what went wrong, with everything still there.
    pub(super) fn refused(mut self, oops: Oops) -> Self {
        self.notice = Some(refused::of_words(&self.layout.text, oops));
        self.status = oops.status();
        self
    }

    /// The same page, saying which file was not taken.
    pub(super) fn refused_file(mut self, name: &str, oops: Oops) -> Self {
        self.notice = Some(refused::of_file(&self.layout.text, name, oops));
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
    Path(number): Path<String>,
    uri: Uri,
    drafted: Drafted,
) -> Result<Response, Oops> {
    let number = numbered(&number)?;
    Ok(render(drafted.asking_again(
        layout,
        number,
        wants_check(&uri),
    )?))
}

/// What is typed is read before anything else is asked: whatever is over or gone by then, it is shown again.
pub async fn take<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(number): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    form: SentForm,
) -> Result<Response, Oops> {
    let (number, then_check) = (numbered(&number)?, wants_check(&uri));
    let typed = &form.fields;
    match Drafted::find(&state, &headers).await {
        Ok(Found::Open(drafted)) => {
            let answering = Answering {
                number,
                then_check,
                drafted,
            };
            match form.good {
                true => answering.take(&state, layout, typed).await,
                false => {
                    let page = answering.again(layout, typed, &Problems::default())?;
                    Ok(render(page.refused(Oops::ExpiredForm)))
                }
            }
        }
        Ok(Found::Nothing | Found::Sent) => Ok(kept::over(&layout, typed, Over::Draft, form.good)),
        Err(error) => {
            let oops = Oops::from(error);
            match without_a_draft(layout, number, typed, then_check, oops) {
                Some(page) if oops == Oops::Unavailable => Ok(render(page)),
                _ => Err(oops),
            }
        }
    }
}

/// An answer on its way into a draft.
struct Answering {
    number: usize,
    then_check: bool,
    drafted: Drafted,
}

impl Answering {
    /// The page again, with what was typed.
    fn again(&self, layout: Layout, typed: &Fields, problems: &Problems) -> Result<Asked, Oops> {
        let place = self.drafted.place(self.number).ok_or(Oops::NotFound)?;
        let country = typed.get(&format!("{}.country", place.question.key));
        let form = layout.form_with(typed, problems);
        self.drafted
            .asking(layout, self.number, &form, country, self.then_check)
    }

    async fn take<S: PlatformState>(
        mut self,
        state: &S,
        layout: Layout,
        typed: &Fields,
    ) -> Result<Response, Oops> {
        let going_back = typed.get("back").is_some();
        let place = self.drafted.place(self.number).ok_or(Oops::NotFound)?;
        let (before, key) = (place.before, place.question.key.clone());
        if typed.get("districts").is_some() {
            return Ok(render(self.again(layout, typed, &Problems::default())?));
        }
        let skip = format!("{key}.skip");
        let read = match place.question.kind {
            QuestionKind::Files => Ok(None),
            // Asked which of the two counts, they skipped once more: what was typed is left out.
            _ if typed.get("sure").is_some() && typed.get(&skip).is_some() => {
                let only = typed.get_all(&skip).map(|v| (skip.clone(), v.to_owned()));
                place.question.read(&Said(only.collect()))
            }
            _ => place.question.read(&said(typed)),
        };
        let draft = &mut self.drafted.draft;
        match read {
            Ok(answer) => draft.answer(&key, answer),
            // Nothing typed yet, and the way is back: there is nothing to keep.
            Err(problems) if going_back && only_missing(&problems) => {}
            // The way back is always open: what cannot be taken is kept as it is, and asked about before sending.
            Err(_) if going_back && draft.keep_rough(&key, rough(&key, typed)) => {}
            Err(problems) => {
                let mut page = self.again(layout, typed, &problems)?;
                let both =
                    |p: &watchpost_domain::FieldProblem| p.problem == Problem::SkippedAndTyped;
                page.sure = problems.0.iter().any(both);
                page.status = StatusCode::UNPROCESSABLE_ENTITY;
                return Ok(render(page));
            }
        }
        draft.at = Some(key);
        let saved = state
            .platform()
            .save_draft(&self.drafted.cookie, draft)
            .await;
        match saved {
            Ok(()) => {}
            Err(error @ (Error::Conflict | Error::Unavailable | Error::NoSpace)) => {
                let page = self.again(layout, typed, &Problems::default())?;
                return Ok(render(page.refused(error.into())));
            }
            Err(error) => return Ok(Oops::from(error).into_response()),
        }
        let after = self.drafted.place(self.number).and_then(|p| p.after);
        let next = match (going_back, before, after) {
            (true, Some(before), _) => format!("/report/{before}"),
            (true, None, _) => "/report".to_owned(),
            (false, _, Some(after)) if !self.then_check => format!("/report/{after}"),
            _ => "/report/check".to_owned(),
        };
        Ok(see_other(&layout.to(&next)))
    }
}

/// The fields of this question, as they came.
fn rough(key: &str, typed: &Fields) -> Vec<(String, String)> {
    let own = |name: &str| {
        let part = name.strip_prefix(key);
        part.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') && rest != ".skip")
    };
    let fields = typed
        .iter()
        .filter(|(name, value)| own(name) && !value.is_empty());
    fields.map(|(n, v)| (n.to_owned(), v.to_owned())).collect()
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
