//! What of a case is taken away as it is: a file, and the proof of a line.

use axum::{
    body::Body,
    extract::{Path, State},
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::PartId;
use watchpost_web::{Oops, PlatformState};

use super::case_id;
use crate::member::Unlocked;

/// A file, as it was sent.
pub async fn file<S: PlatformState>(
    State(state): State<S>,
    Path((id, file)): Path<(String, String)>,
    who: Unlocked,
) -> Result<Response, Oops> {
    let file = Uuid::parse_str(&file).map_err(|_| Oops::NotFound)?;
    let opened = state
        .platform()
        .file_for_member(&who.working()?, case_id(&id)?, PartId(file))
        .await?;
    let (name, bytes) = (opened.facts.name.clone(), opened.facts.bytes);
    watchpost_web::download(&name, bytes, Body::from_stream(opened.bytes()))
}

/// The proof of one line of the history, to be kept or handed to somebody who checks it.
pub async fn proof<S: PlatformState>(
    State(state): State<S>,
    Path((id, number)): Path<(String, String)>,
    who: Unlocked,
) -> Result<Response, Oops> {
    let number = number.parse().map_err(|_| Oops::NotFound)?;
    let (platform, who) = (state.platform(), who.working()?);
    let proof = platform
        .proof_for_member(&who, case_id(&id)?, number)
        .await?;
    let name = format!("watchpost-{number}.tlog-proof");
    watchpost_web::download(&name, proof.len() as u64, Body::from(proof))
}
