//! What a party says and does in a room. Each act leads back there; what was refused is shown with all that was typed.

use axum::{
    body::Body,
    extract::{Path, State},
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{Denied, PartId, RoomId};
use watchpost_service::{Error, rooms::Claim, sheets::Typed};
use watchpost_web::{
    CheckedForm, Fields, Layout, MultipartForm, Notice, Oops, PlatformState, Tone, download,
    see_other, sheet_values,
};

use super::{
    room::{Outcome, page},
    room_id,
};
use crate::{
    cases::{SentFiles, placed},
    member::Unlocked,
};

/// Back to the room, or the room again with what is wrong. `form` says which it was.
async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: RoomId,
    (typed, form): (Fields, String),
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    let mut said = Outcome {
        typed,
        form,
        ..Outcome::default()
    };
    match done {
        Ok(()) => return Ok(see_other(&layout.to(format!("/desk/rooms/{id}")))),
        Err(Error::Invalid(problems)) => said.problems = problems,
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(error) => said.oops = Some(error.into()),
    }
    page(state, layout, who, id, said).await
}

/// Answers in words.
pub async fn message<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(room): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = room_id(&room)?;
    let words = (typed.text("message"), layout.lang());
    let done = { state.platform() }
        .write_in_room(&who.working()?, id, typed.text("once"), words)
        .await;
    let done = done.map_err(|error| placed(error, &[("text", "message")]));
    after(&state, layout, &who, id, (typed, "message".into()), done).await
}

/// Does what the procedure asks.
pub async fn step<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(room): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = room_id(&room)?;
    let act = typed.text("act").to_owned();
    let reason = typed.get("reason").filter(|code| !code.is_empty());
    let words = (typed.text("text"), layout.lang());
    let done = { state.platform() }
        .step_in_room(
            &who.working()?,
            id,
            typed.text("once"),
            (&act, reason),
            words,
        )
        .await;
    after(&state, layout, &who, id, (typed, act), done).await
}

/// Says that something promised was done.
pub async fn claim<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(room): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = room_id(&room)?;
    let part = |text: &str| PartId(Uuid::parse_str(text).unwrap_or_default());
    let files: Vec<PartId> = typed.get_all("file").map(part).collect();
    let claim = Claim {
        commitment: part(typed.text("commitment")),
        after: typed.text("after").parse().ok(),
        words: typed.text("words"),
        files: &files,
        language: layout.lang(),
    };
    let done = { state.platform() }
        .claim_in_room(&who.working()?, id, typed.text("once"), &claim)
        .await;
    let form = format!("claim {}", claim.commitment);
    let t = layout.text;
    let notice = match done {
        Err(Error::Conflict) => Notice::new(Tone::Bad, t.remedy_changed(), String::new()),
        Err(Error::NotNow(_)) => {
            let words = typed.text("words").to_owned();
            Notice::new(Tone::Bad, t.remedy_not_now(), words)
        }
        done => return after(&state, layout, &who, id, (typed, form), done).await,
    };
    let said = Outcome {
        typed,
        form,
        notice: Some(notice),
        ..Outcome::default()
    };
    page(&state, layout, &who, id, said).await
}

/// Steps aside: then the room is shown to them no longer.
pub async fn aside<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(room): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = room_id(&room)?;
    let words = (typed.text("reason"), layout.lang());
    let done = { state.platform() }
        .step_aside_in_room(&who.working()?, id, words)
        .await;
    match done {
        Ok(()) => Ok(see_other(&layout.to("/desk/rooms"))),
        refused => after(&state, layout, &who, id, (typed, "aside".into()), refused).await,
    }
}

/// Fills in a worksheet.
pub async fn fill<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path((room, sheet)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = room_id(&room)?;
    let done = {
        let filling = Typed {
            sheet: &sheet,
            once: typed.text("once"),
            values: sheet_values(&typed),
            language: layout.lang(),
        };
        let who = who.working()?;
        state.platform().fill_sheet_in_room(&who, id, filling).await
    };
    if let Err(Error::Denied(Denied::NotFound)) = done {
        return Err(Oops::NotFound);
    }
    after(&state, layout, &who, id, (typed, sheet), done).await
}

/// Sends files.
pub async fn files<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(room): Path<String>,
    form: MultipartForm,
) -> Result<Response, Oops> {
    let id = room_id(&room)?;
    let mut sent = SentFiles::of(form);
    let mut done = SentFiles::none();
    while let Some(file) = sent.next().await? {
        let (name, kind) = (file.file_name.clone(), file.media_type().to_owned());
        let working = who.working()?;
        done = state
            .platform()
            .send_file_in_room(&working, id, &sent.once, (&name, &kind), file.bytes())
            .await;
        if done.is_err() {
            break;
        }
    }
    let typed = (Fields::default(), "files".to_owned());
    after(&state, layout, &who, id, typed, done).await
}

/// A file, as it came.
pub async fn file<S: PlatformState>(
    State(state): State<S>,
    Path((room, file)): Path<(String, String)>,
    who: Unlocked,
) -> Result<Response, Oops> {
    let file = PartId(Uuid::parse_str(&file).map_err(|_| Oops::NotFound)?);
    let opened = { state.platform() }
        .room_file_for_party(&who.working()?, room_id(&room)?, file)
        .await?;
    let (name, bytes) = (opened.facts.name.clone(), opened.facts.bytes);
    download(&name, bytes, Body::from_stream(opened.bytes()))
}

/// The proof of one line, to be kept or handed to somebody who checks it.
pub async fn proof<S: PlatformState>(
    State(state): State<S>,
    Path((room, number)): Path<(String, String)>,
    who: Unlocked,
) -> Result<Response, Oops> {
    let number: i64 = number.parse().map_err(|_| Oops::NotFound)?;
    let proof = { state.platform() }
        .proof_in_room(&who.working()?, room_id(&room)?, number)
        .await?;
    let name = format!("watchpost-{number}.tlog-proof");
    download(&name, proof.len() as u64, Body::from(proof))
}
