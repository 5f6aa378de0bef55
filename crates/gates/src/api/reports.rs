//! A report in one request: JSON, or a form with it and with files, sealed as they come.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use watchpost_domain::{Problem, Problems, intake::Fields};
use watchpost_service::{
    intake::{Submission, Submitted},
    turns::{Costly, Source},
};
use watchpost_text::Lang;
use watchpost_web::{ApiBody, Oops, Part, PlatformState, Reading, Sender};

use super::{Refusal, json, object};

/// Levels of an answer: the answer itself, and its parts.
const PARTS: [&str; 7] = [
    "words",
    "year",
    "month",
    "day",
    "precision",
    "country",
    "district",
];

/// A report.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field below")]
pub struct Report {
    /// The id of an open channel.
    channel: String,
    /// `en`, `fr`, `es` or `ar`.
    language: String,
    /// By the key of the question: a text, a list of options, or parts such as `{"year": "2026", "month": "3"}`,
    /// `{"words": "the gate", "country": "KE"}` or `{"skip": "unknown"}`.
    answers: BTreeMap<String, Value>,
}

/// The same with files.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read part by part below")]
pub struct ReportWithFiles {
    /// The report as JSON.
    report: Report,
    #[schema(format = Binary)]
    file: Vec<String>,
}

/// Said once, and never again.
#[derive(Serialize, ToSchema)]
pub struct Receipt {
    reference: String,
    /// Nine words.
    receipt: String,
    /// The same as 30 digits.
    receipt_digits: String,
}

struct Read {
    channel: String,
    language: String,
    answers: Fields,
}

/// One answer as flat fields.
fn flatten(key: &str, value: &Value, into: &mut Fields, problems: &mut Problems) {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let mut wrong = |field: String| problems.add(field, Problem::NotAnOption);
    match value {
        Value::Null => {}
        Value::Array(all) => {
            for one in all {
                match scalar(one) {
                    Some(text) => into.0.push((key.to_owned(), text)),
                    None => wrong(format!("answers.{key}")),
                }
            }
        }
        Value::Object(parts) => {
            for (part, value) in parts {
                let known = PARTS.contains(&part.as_str()) || part == "skip";
                match scalar(value).filter(|_| known) {
                    Some(text) => into.0.push((format!("{key}.{part}"), text)),
                    None => wrong(format!("answers.{key}.{part}")),
                }
            }
        }
        value => match scalar(value) {
            Some(text) => into.0.push((key.to_owned(), text)),
            None => wrong(format!("answers.{key}")),
        },
    }
}

fn read(bytes: &Bytes, reading: &Reading) -> Result<Read, Refusal> {
    let document = object(bytes)?;
    let mut problems = Problems::default();
    let mut read = Read {
        channel: String::new(),
        language: reading.text.lang().code().to_owned(),
        answers: Fields::default(),
    };
    for (key, value) in &document {
        match (key.as_str(), value) {
            ("channel", Value::String(id)) => read.channel.clone_from(id),
            ("language", Value::String(code)) if Lang::from_code(code).is_some() => {
                read.language.clone_from(code);
            }
            ("answers", Value::Object(answers)) => {
                for (key, value) in answers {
                    // A dot would make a part of another answer of it.
                    if key.contains('.') {
                        problems.add(format!("answers.{key}"), Problem::UnknownQuestion);
                    } else {
                        flatten(key, value, &mut read.answers, &mut problems);
                    }
                }
            }
            ("channel" | "language" | "answers", _) => problems.add(key, Problem::NotAnOption),
            _ => problems.add(key, Problem::UnknownQuestion),
        }
    }
    if read.channel.is_empty() && problems.is_empty() {
        problems.add("channel", Problem::Required);
    }
    problems.or(read).map_err(Refusal::Fields)
}

/// Whether these bytes are a report, whatever questions it answers.
#[doc(hidden)] // for the fuzz targets only
#[must_use]
pub fn is_report(bytes: &Bytes, reading: &Reading) -> bool {
    read(bytes, reading).is_ok()
}

/// The report and its files, in whatever order they come.
async fn take<S: PlatformState>(
    state: &S,
    body: ApiBody,
    submission: &mut Submission,
) -> Result<Bytes, Refusal> {
    let mut form = match body {
        ApiBody::Json(bytes) => return Ok(bytes),
        ApiBody::Multipart(form) => form,
    };
    let mut report = None;
    while let Some(part) = form.next().await? {
        match part {
            Part::Field { name, value } if name == "report" && report.is_none() => {
                report = Some(Bytes::from(value));
            }
            Part::File(mut file) if file.name == "report" && report.is_none() => {
                let mut bytes = Vec::new();
                while let Some(chunk) = file.chunk().await? {
                    bytes.extend_from_slice(&chunk);
                    if bytes.len() > watchpost_web::MAX_FORM_BYTES {
                        return Err(Oops::TooLarge.into());
                    }
                }
                report = Some(bytes.into());
            }
            Part::File(file) if file.name == "file" => {
                let (name, kind) = (file.file_name.clone(), file.media_type().to_owned());
                state
                    .platform()
                    .add_submitted_file(submission, &name, &kind, file.bytes())
                    .await?;
            }
            Part::Field { name, .. } => return Err(unknown(name)),
            Part::File(file) => return Err(unknown(file.name.clone())),
        }
    }
    report.ok_or_else(|| Refusal::Fields(Problems::one("report", Problem::Required)))
}

fn unknown(part: String) -> Refusal {
    Refusal::Fields(Problems::one(part, Problem::UnknownQuestion))
}

/// The service names questions; here they are fields of a document.
fn placed(refusal: Refusal) -> Refusal {
    let Refusal::Fields(mut problems) = refusal else {
        return refusal;
    };
    for problem in &mut problems.0 {
        let own = [
            "channel",
            "language",
            "answers",
            "report",
            "files",
            "Idempotency-Key",
        ];
        if !own.contains(&problem.field.as_str()) && !problem.field.starts_with("answers.") {
            problem.field = format!("answers.{}", problem.field);
        }
    }
    Refusal::Fields(problems)
}

async fn send<S: PlatformState>(
    state: &S,
    reading: &Reading,
    headers: &HeaderMap,
    source: Option<Source>,
    body: ApiBody,
) -> Result<Submitted, Refusal> {
    let platform = state.platform();
    let mut submission = platform.begin_submission();
    let read = match take(state, body, &mut submission).await {
        Ok(bytes) => {
            prepare(state, headers, &mut submission, &bytes).and_then(|()| read(&bytes, reading))
        }
        Err(refusal) => Err(refusal),
    };
    let turn = match read {
        Ok(read) => match platform.turn(Costly::Report, source).await {
            Ok(turn) => Ok((turn, read)),
            Err(error) => Err(error.into()),
        },
        Err(refusal) => Err(refusal),
    };
    match turn {
        Ok((_turn, read)) => Ok(platform
            .submit(submission, &read.channel, &read.language, &read.answers)
            .await
            .map_err(Refusal::from)
            .map_err(placed)?),
        Err(refusal) => {
            platform.drop_submission(submission).await?;
            Err(refusal)
        }
    }
}

fn prepare<S: PlatformState>(
    state: &S,
    headers: &HeaderMap,
    submission: &mut Submission,
    content: &Bytes,
) -> Result<(), Refusal> {
    let Some(key) = headers.get("idempotency-key") else {
        return Ok(());
    };
    let key = key.to_str().map_err(|_| Oops::BadRequest)?;
    Ok(state.platform().make_repeatable(submission, key, content)?)
}

/// Sends a report. With an `Idempotency-Key` (16 to 200 characters nobody can guess) the same request gets the same answer for
/// 24 hours; without one, the receipt is said this once.
#[utoipa::path(post, path = "/api/v1/reports",
    params(("Idempotency-Key" = Option<String>, Header, description = "A secret of the sender, new for each report")),
    request_body(content((Report = "application/json"), (ReportWithFiles = "multipart/form-data"))),
    responses(
        (status = 201, description = "The report is kept", body = Receipt),
        (status = 409, description = "The key was used with another report", body = super::Problem, content_type = "application/problem+json"),
        (status = 422, description = "What is wrong, field by field", body = super::Problem, content_type = "application/problem+json"),
    ))]
pub async fn report<S: PlatformState>(
    State(state): State<S>,
    reading: Reading,
    headers: HeaderMap,
    Sender(source): Sender,
    body: ApiBody,
) -> Response {
    match send(&state, &reading, &headers, source, body).await {
        Ok(sent) => json(
            StatusCode::CREATED,
            &Receipt {
                reference: sent.reference.as_str().to_owned(),
                receipt: sent.words().to_string(),
                receipt_digits: sent.digits().to_string(),
            },
        ),
        Err(refusal) => refusal.answer(&reading),
    }
}
