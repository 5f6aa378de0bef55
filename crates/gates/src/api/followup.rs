//! Coming back with the receipt. It is sent with every request and kept nowhere.

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;
use watchpost_domain::{PartId, Problem, Problems, cases::content::Author};
use watchpost_service::{Error, followup::FollowUp};
use watchpost_web::{ApiBody, Oops, PlatformState, Reading, Sender, download, field_problems};

use super::{Refusal, json, object};

/// The receipt, as words or digits, with any spacing and case.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field below")]
pub struct WithReceipt {
    receipt: String,
}

/// A message to the desk.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what is read field by field below")]
pub struct MessageSent {
    receipt: String,
    text: String,
}

/// How a report stands.
#[derive(Serialize, ToSchema)]
pub struct Standing {
    reference: String,
    /// Stable.
    state: String,
    /// For people, in the language of the request.
    status_text: String,
    /// The next day by which the desk has promised something.
    next_date: Option<String>,
    messages: Vec<MessageSeen>,
    files: Vec<FileSeen>,
    /// The purposes that are allowed.
    consents: Vec<String>,
    contact_stopped: bool,
    withdrawn: bool,
    /// Proof that the report is in the public log, once it is.
    proof: Option<String>,
}

/// A message.
#[derive(Serialize, ToSchema)]
pub struct MessageSeen {
    /// `reporter` or `desk`.
    from: String,
    text: String,
    day: String,
}

/// A file.
#[derive(Serialize, ToSchema)]
pub struct FileSeen {
    id: String,
    name: String,
    bytes: u64,
    /// Of the bytes as they were sent, in hexadecimal.
    sha256: String,
    /// `reporter` or `desk`.
    from: String,
}

fn author(from: Author) -> String {
    match from {
        Author::Reporter => "reporter",
        Author::Desk | Author::Party => "desk",
    }
    .to_owned()
}

fn standing(seen: FollowUp, reading: &Reading) -> Standing {
    let told = seen.told(reading.text.lang().code()).to_owned();
    Standing {
        status_text: told,
        next_date: seen.next_date().map(|day| day.date().to_string()),
        reference: seen.reference.as_str().to_owned(),
        state: seen.state,
        messages: seen
            .messages
            .into_iter()
            .map(|m| MessageSeen {
                from: author(m.from),
                text: m.text,
                day: m.day.date().to_string(),
            })
            .collect(),
        files: seen
            .files
            .into_iter()
            .map(|f| FileSeen {
                id: f.id.to_string(),
                name: f.name,
                bytes: f.bytes,
                sha256: f.sha256,
                from: author(f.from),
            })
            .collect(),
        consents: seen.consents.into_keys().collect(),
        contact_stopped: seen.contact_stopped,
        withdrawn: seen.withdrawn,
        proof: seen.proof,
    }
}

fn fields(body: ApiBody) -> Result<Map<String, Value>, Oops> {
    let bytes: Bytes = match body {
        ApiBody::Json(bytes) => bytes,
        ApiBody::Multipart(_) => return Err(Oops::UnsupportedType),
    };
    object(&bytes)
}

fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, Refusal> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(Refusal::Fields(Problems::one(name, Problem::Required))),
    }
}

/// What a receipt opens. One that opens nothing is not found, whatever is wrong with it.
async fn open<S: PlatformState>(
    state: &S,
    Sender(source): Sender,
    receipt: &str,
) -> Result<String, Refusal> {
    let opened = state.platform().open_follow_up_from(source, receipt);
    Ok(opened.await?)
}

/// A receipt that opens nothing is an unknown one: not found, with what is known to be mistyped.
fn refused(refusal: Refusal, reading: &Reading) -> Response {
    match refusal {
        Refusal::Fields(problems) if problems.0.iter().any(|p| p.field == "receipt") => {
            field_problems(reading, StatusCode::NOT_FOUND, &problems)
        }
        refusal => refusal.answer(reading),
    }
}

async fn stands<S: PlatformState>(
    state: &S,
    sender: Sender,
    reading: &Reading,
    body: ApiBody,
) -> Result<Standing, Refusal> {
    let fields = fields(body)?;
    let cookie = open(state, sender, text(&fields, "receipt")?).await?;
    let seen = state.platform().follow_up(&cookie).await?;
    Ok(standing(seen.ok_or(Oops::NotFound)?, reading))
}

/// How a report stands: state, next date, messages, files, consents. Reading leaves no trace.
#[utoipa::path(post, path = "/api/v1/follow-up", request_body = WithReceipt, responses(
    (status = 200, description = "How it stands", body = Standing),
    (status = 404, description = "No report is known under this receipt", body = super::Problem, content_type = "application/problem+json"),
))]
pub async fn follow_up<S: PlatformState>(
    State(state): State<S>,
    sender: Sender,
    reading: Reading,
    body: ApiBody,
) -> Response {
    match stands(&state, sender, &reading, body).await {
        Ok(standing) => json(StatusCode::OK, &standing),
        Err(refusal) => refused(refusal, &reading),
    }
}

async fn write<S: PlatformState>(
    state: &S,
    sender: Sender,
    reading: &Reading,
    headers: &HeaderMap,
    body: ApiBody,
) -> Result<(), Refusal> {
    let fields = fields(body)?;
    let words = text(&fields, "text")?;
    let cookie = open(state, sender, text(&fields, "receipt")?).await?;
    let key = headers.get("idempotency-key").and_then(|k| k.to_str().ok());
    let once = key.map_or_else(|| Uuid::new_v4().simple().to_string(), str::to_owned);
    let language = reading.text.lang().code();
    let done = state
        .platform()
        .write_as_reporter(&cookie, &once, words, language)
        .await;
    // The service calls it by the name of the page's field.
    done.map_err(|error| match error {
        Error::Invalid(mut problems) => {
            problems.0.iter_mut().for_each(|p| p.field = "text".into());
            Refusal::Fields(problems)
        }
        error => error.into(),
    })
}

/// Writes to the desk. With an `Idempotency-Key`, a repetition writes nothing more.
#[utoipa::path(post, path = "/api/v1/follow-up/messages", request_body = MessageSent,
    params(("Idempotency-Key" = Option<String>, Header, description = "New for each message")),
    responses(
        (status = 201, description = "The message is kept"),
        (status = 404, description = "No report is known under this receipt", body = super::Problem, content_type = "application/problem+json"),
    ))]
pub async fn message<S: PlatformState>(
    State(state): State<S>,
    sender: Sender,
    reading: Reading,
    headers: HeaderMap,
    body: ApiBody,
) -> Response {
    match write(&state, sender, &reading, &headers, body).await {
        Ok(()) => json(StatusCode::CREATED, &Value::Object(Map::new())),
        Err(refusal) => refused(refusal, &reading),
    }
}

async fn bytes<S: PlatformState>(
    state: &S,
    sender: Sender,
    id: &str,
    body: ApiBody,
) -> Result<Response, Refusal> {
    let fields = fields(body)?;
    let cookie = open(state, sender, text(&fields, "receipt")?).await?;
    let id = Uuid::parse_str(id).map_err(|_| Oops::NotFound)?;
    let found = state
        .platform()
        .file_for_reporter(&cookie, PartId(id))
        .await?
        .ok_or(Oops::NotFound)?;
    let (name, length) = (found.facts.name.clone(), found.facts.bytes);
    Ok(download(&name, length, Body::from_stream(found.bytes()))?)
}

/// The bytes of a file.
#[utoipa::path(post, path = "/api/v1/follow-up/files/{id}", request_body = WithReceipt,
    params(("id" = String, Path, description = "As `/api/v1/follow-up` names it")),
    responses(
        (status = 200, description = "The bytes", content_type = "application/octet-stream"),
        (status = 404, description = "Not there", body = super::Problem, content_type = "application/problem+json"),
    ))]
pub async fn file<S: PlatformState>(
    State(state): State<S>,
    sender: Sender,
    reading: Reading,
    Path(id): Path<String>,
    body: ApiBody,
) -> Response {
    bytes(&state, sender, &id, body)
        .await
        .unwrap_or_else(|refusal| refused(refusal, &reading))
}
