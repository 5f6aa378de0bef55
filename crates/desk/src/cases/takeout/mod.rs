//! Giving out a copy: what goes is chosen piece by piece, looked at as whoever gets it will read it, and given out sealed to them.

mod choose;
mod print;
mod wording;

use askama::Template;
use axum::{
    body::Body,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{CaseId, Day, PartId, casefile::Account};
use watchpost_service::{
    Error,
    casefile::{CaseOpened, Looked},
};
use watchpost_text::Text;
use watchpost_web::{
    CheckedForm, Layout, Notice, Oops, Page, Pieces, PlatformState, Tone, attachment, render,
};

use super::{case_id, told::refused};
use crate::{bar::Bar, member::Unlocked};
pub(super) use choose::{prepare, show};
pub(super) use print::page as print;
use wording::{InWords, counts, pieces};

#[derive(Template)]
#[template(path = "casefile/look.html")]
struct LookPage {
    layout: Layout,
    bar: Bar,
    notice: Option<Notice>,
    path: String,
    reference: String,
    waiting: Option<Waiting>,
    /// Copies that went out, the newest first.
    before: Vec<String>,
    status: StatusCode,
}

/// What is written down and has not gone.
struct Waiting {
    id: PartId,
    for_whom: String,
    telltales: Vec<(String, String)>,
    counts: Vec<String>,
    has_files: bool,
    pieces: Pieces,
}

impl Page for LookPage {
    fn title(&self) -> String {
        self.layout.text.takeout_look()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn waiting(t: Text, looked: Looked) -> Waiting {
    let Looked { id, account, .. } = looked;
    let purpose = t.named("consent", account.purpose.code());
    Waiting {
        id,
        for_whom: t.takeout_look_text(purpose, account.to.as_str()),
        telltales: telltales(&t, &account),
        counts: counts(&t, &account, None),
        has_files: account.of_kind("file").next().is_some(),
        pieces: pieces(t, &account),
    }
}

/// So many words are shown to be looked at.
const TELLTALES: usize = 200;

/// What in it may show who reported, each once.
fn telltales(t: &Text, account: &Account) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let kinds = ["answer", "message", "sheet", "why"];
    let entries = kinds.iter().flat_map(|kind| account.of_kind(kind));
    for said in entries.flat_map(|entry| &entry.said) {
        for found in watchpost_domain::rooms::telltales(&said.text) {
            let one = (found.words, t.named("telltale", found.kind.code()));
            if all.len() < TELLTALES && !all.contains(&one) {
                all.push(one);
            }
        }
    }
    all
}

/// Copies that went out: when, to whom, for what.
fn before(t: &Text, opened: &CaseOpened) -> Vec<String> {
    let went = opened.seen.taken_out.iter().rev().map(|(_, went)| {
        let purpose = t.named("consent", went.purpose.code());
        t.takeout_line(t.date(Day::of(went.at).date()), purpose, went.to.as_str())
    });
    went.collect()
}

async fn look_page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: CaseId,
    said: Option<(Notice, StatusCode)>,
) -> Result<Response, Oops> {
    let t = layout.text;
    let (opened, looked) = { state.platform() }
        .look_at_take_out(&who.working()?, id, &InWords(t))
        .await?;
    let (notice, status) = match said {
        Some((notice, status)) => (Some(notice), status),
        None => (None, StatusCode::OK),
    };
    Ok(render(LookPage {
        bar: Bar::of(&layout, &who.0.session),
        path: format!("/desk/cases/{id}"),
        reference: opened.case.reference.as_str().to_owned(),
        before: before(&t, &opened),
        waiting: looked.map(|looked| waiting(t, looked)),
        notice,
        status,
        layout,
    }))
}

/// What was written down, as whoever gets it will read it.
pub(super) async fn look<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
) -> Result<Response, Oops> {
    look_page(&state, layout, &who, case_id(&id)?, None).await
}

/// Gives it out: the answer is the sealed copy, or the page with what is in the way.
pub(super) async fn give<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&id)?;
    let wanted = PartId(Uuid::parse_str(typed.text("prepared")).unwrap_or_default());
    let done = { state.platform() }
        .give_out(&who.working()?, id, wanted, &InWords(layout.text))
        .await;
    let said = match done {
        Ok(copy) => {
            let name = copy.name.clone();
            return attachment(&name, Body::from_stream(copy.bytes()));
        }
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(Error::Conflict) => {
            let changed = layout.text.takeout_changed();
            let words = Notice::new(Tone::Bad, changed, String::new());
            (words, StatusCode::CONFLICT)
        }
        Err(error) => refused(&state, &layout, &who, id, error).await?,
    };
    look_page(&state, layout, &who, id, Some(said)).await
}
