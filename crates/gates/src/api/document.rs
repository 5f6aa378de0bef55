//! What the API says of itself: OpenAPI 3.1 made from the handlers, and a page of it for people.

use std::sync::LazyLock;

use askama::Template;
use axum::{http::StatusCode, response::Response};
use serde_json::Value;
use utoipa::OpenApi;
use watchpost_web::{Layout, Page, render};

use super::{followup, intake, json, reports};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Watchpost API",
        version = "1",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later"),
        description = "Reporting to those who hold private security companies to the International Code of Conduct."
    ),
    paths(
        intake::intake,
        reports::report,
        followup::follow_up,
        followup::message,
        followup::file
    ),
    components(schemas(super::Problem, super::FieldError))
)]
struct Document;

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(Document::openapi()).unwrap_or_default());

pub async fn openapi() -> Response {
    json(StatusCode::OK, &*DOCUMENT)
}

struct Call {
    method: String,
    path: String,
    does: String,
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    layout: Layout,
    calls: Vec<Call>,
}

impl Page for ApiPage {
    fn title(&self) -> String {
        self.layout.text.api_title()
    }
}

pub async fn page(layout: Layout) -> Response {
    let mut calls = Vec::new();
    for (path, methods) in DOCUMENT["paths"].as_object().into_iter().flatten() {
        for (method, call) in methods.as_object().into_iter().flatten() {
            calls.push(Call {
                method: method.to_uppercase(),
                path: path.clone(),
                does: call["summary"].as_str().unwrap_or_default().to_owned(),
            });
        }
    }
    render(ApiPage { layout, calls })
}
