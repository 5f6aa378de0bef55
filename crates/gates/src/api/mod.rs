//! API v1: reporting and coming back, for programs. Described by itself at `/api/v1/openapi.json`.

mod document;
mod followup;
mod intake;
mod reports;

#[doc(hidden)]
pub use reports::is_report;

use axum::{
    body::Bytes,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use watchpost_domain::Problems;
use watchpost_service::Error;
use watchpost_web::{Caching, Door, Oops, PlatformState, Reading, Routes, field_problems};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/api", Door::Public, document::page)
        .get("/api/v1/openapi.json", Door::Public, document::openapi)
        .get("/api/v1/intake", Door::Public, intake::intake::<S>)
        .post("/api/v1/reports", Door::Public, reports::report::<S>)
        .post("/api/v1/follow-up", Door::Public, followup::follow_up::<S>)
        .post(
            "/api/v1/follow-up/messages",
            Door::Public,
            followup::message::<S>,
        )
        .post(
            "/api/v1/follow-up/files/{id}",
            Door::Public,
            followup::file::<S>,
        )
}

/// Problem details (RFC 9457).
#[derive(Serialize, ToSchema)]
struct Problem {
    /// Stable: `urn:watchpost:problem:…`.
    r#type: String,
    /// For people, in the language of the request.
    title: String,
    status: u16,
    /// What to do.
    detail: Option<String>,
    /// What is wrong, field by field.
    errors: Option<Vec<FieldError>>,
}

/// What is wrong with one field.
#[derive(Serialize, ToSchema)]
struct FieldError {
    /// `answers.where`, for example.
    field: String,
    /// Stable: `required`, `not_an_option`, …
    code: String,
    /// For people, in the language of the request.
    message: String,
}

/// A refusal: of fields, or of the whole.
enum Refusal {
    Fields(Problems),
    Whole(Oops),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(problems) => Self::Fields(problems),
            error => Self::Whole(error.into()),
        }
    }
}

impl From<Oops> for Refusal {
    fn from(oops: Oops) -> Self {
        Self::Whole(oops)
    }
}

impl Refusal {
    fn answer(self, reading: &Reading) -> Response {
        match self {
            Self::Fields(problems) => {
                field_problems(reading, StatusCode::UNPROCESSABLE_ENTITY, &problems)
            }
            Self::Whole(oops) => oops.into_response(),
        }
    }
}

/// An answer that nobody keeps.
fn json(status: StatusCode, body: &impl Serialize) -> Response {
    let Ok(text) = serde_json::to_vec(body) else {
        return Oops::Internal(300).into_response();
    };
    let mut response = (status, text).into_response();
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.extensions_mut().insert(Caching::NoStore);
    response
}

/// A JSON object; anything else, or one nested beyond reason, is a bad request.
fn object(bytes: &Bytes) -> Result<serde_json::Map<String, Value>, Oops> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Oops::BadRequest),
    }
}
