//! Errors for programs: problem details (RFC 9457), with the same words that pages have.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use watchpost_domain::Problems;

use crate::{Oops, Reading, problem_words};

/// What stands before the name of a kind of problem: stable, and no address that anybody is asked for.
pub const PROBLEM_TYPE: &str = "urn:watchpost:problem:";

/// A problem that belongs to fields of what was sent.
#[must_use]
pub fn field_problems(reading: &Reading, status: StatusCode, problems: &Problems) -> Response {
    let t = &reading.text;
    let errors: Vec<Value> = problems
        .0
        .iter()
        .map(|p| {
            // The name of the variant, and its values where it has some.
            let problem = serde_json::to_value(&p.problem).unwrap_or_default();
            let code = match &problem {
                Value::Object(fields) => fields.keys().next().cloned().unwrap_or_default(),
                other => other.as_str().unwrap_or_default().to_owned(),
            };
            json!({"field": p.field, "code": code, "message": problem_words(t, &p.problem)})
        })
        .collect();
    answer(
        status,
        json!({
            "type": format!("{PROBLEM_TYPE}invalid"),
            "title": t.problem_title(),
            "status": status.as_u16(),
            "errors": errors,
        }),
    )
}

impl Oops {
    /// As a program reads it.
    pub(crate) fn problem(self, reading: Reading) -> Response {
        let t = &reading.text;
        let status = self.status();
        answer(
            status,
            json!({
                "type": format!("{PROBLEM_TYPE}{}", self.code()),
                "title": self.title(t),
                "detail": self.advice(t),
                "status": status.as_u16(),
            }),
        )
    }
}

fn answer(status: StatusCode, body: Value) -> Response {
    let mut response = (status, body.to_string()).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
