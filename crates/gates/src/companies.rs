//! What sources say of a company, for programs, and its status as a file that a buyer can keep and anybody can check.

use std::collections::HashMap;

use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use watchpost_domain::registry::Slug;
use watchpost_service::registry::PublicSeen;
use watchpost_web::{Door, Oops, PlatformState, Routes, asked_days};

use crate::data::document;

/// How long anybody may keep them without asking, in seconds: what is corrected is soon seen.
const KEPT: u32 = 60;

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/companies/{slug}/data.json", Door::Public, json::<S>)
        .get("/companies/{slug}/status.txt", Door::Public, status::<S>)
}

async fn seen<S: PlatformState>(
    state: &S,
    slug: &str,
    query: &HashMap<String, String>,
) -> Result<PublicSeen, Oops> {
    let slug: Slug = slug.parse().map_err(|_| Oops::NotFound)?;
    let days = asked_days(state.platform().today(), query);
    Ok(state.platform().public_company(&slug, days).await?)
}

/// All that everybody may see of it, on the days that the address asks for.
async fn json<S: PlatformState>(
    State(state): State<S>,
    Path(slug): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, Oops> {
    let seen = seen(&state, &slug, &query).await?;
    let bytes = serde_json::to_vec_pretty(&seen.company).map_err(|_| Oops::Internal(320))?;
    Ok(document(&headers, "application/json", (bytes, KEPT)))
}

/// Its status on a day, signed with the key of the public log.
async fn status<S: PlatformState>(
    State(state): State<S>,
    Path(slug): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, Oops> {
    let seen = seen(&state, &slug, &query).await?;
    let snapshot = seen.snapshot.ok_or(Oops::NotFound)?;
    let note = state.platform().sign_status(&snapshot).await?;
    let bytes = note.into_bytes();
    Ok(document(
        &headers,
        "text/plain; charset=utf-8",
        (bytes, KEPT),
    ))
}
