//! Open data: the numbers for the public, for programs and spreadsheets. The same bytes for everybody, so that anybody may keep them.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use watchpost_service::statistics as numbers;
use watchpost_text::Lang;
use watchpost_web::{Caching, Door, Oops, PlatformState, Reading, Routes};

/// How long anybody may keep them without asking: numbers that are new are a year late already.
const KEPT: u32 = 3_600;

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/data/statistics.csv", Door::Public, csv::<S>)
        .get("/data/statistics.json", Door::Public, json::<S>)
}

/// Rows for a spreadsheet, with the names of figures in the language that the address names: what a browser wishes changes nothing, so that
/// one address is one document.
async fn csv<S: PlatformState>(
    State(state): State<S>,
    reading: Reading,
    headers: HeaderMap,
) -> Result<Response, Oops> {
    let lang = if reading.chosen {
        reading.lang
    } else {
        Lang::En
    };
    let told = state.platform().statistics().await?;
    let bytes = numbers::csv(&told, lang.code())?;
    Ok(document(
        &headers,
        "text/csv; charset=utf-8; header=present",
        (bytes, KEPT),
    ))
}

/// All that was told, with definitions in all languages.
async fn json<S: PlatformState>(
    State(state): State<S>,
    headers: HeaderMap,
) -> Result<Response, Oops> {
    let told = state.platform().statistics().await?;
    let bytes = numbers::json(&told)?;
    Ok(document(&headers, "application/json", (bytes, KEPT)))
}

/// A document under a hash of what it says, which may be kept for so many seconds without asking; nothing but that for who has it already.
pub fn document(asked: &HeaderMap, kind: &'static str, (bytes, kept): (Vec<u8>, u32)) -> Response {
    let hash = Sha256::digest(&bytes);
    let hash: String = hash.iter().take(16).map(|b| format!("{b:02x}")).collect();
    let tag = format!("\"{hash}\"");
    let has = asked.get_all(header::IF_NONE_MATCH).iter().any(|known| {
        let known = known.to_str().unwrap_or_default();
        let mut known = known.split(',').map(str::trim);
        known.any(|known| known == "*" || known.trim_start_matches("W/") == tag)
    });
    let mut response = match has {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => (StatusCode::OK, bytes).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response.extensions_mut().insert(Caching::Public(kept));
    response
}
