//! What goes out, for what, to whom and without which words: chosen piece by piece.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Problems,
    casefile::{Entry, Purpose, Typed},
    rooms::{TelltaleKind, telltales},
};
use watchpost_service::{
    Error,
    casefile::{CaseOpened, Wording},
};
use watchpost_text::Text;
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState,
    form_status, render, see_other,
};

use super::{
    super::{acts::placed, case_id, told::refused},
    before,
    wording::{InWords, KINDS},
};
use crate::{bar::Bar, member::Unlocked};

/// How much of a piece is shown beside its tick, in characters.
const BEGINNING: usize = 140;
/// So many names are proposed.
const NAMES: usize = 100;

#[derive(Template)]
#[template(path = "casefile/choose.html")]
struct ChoosePage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    path: String,
    reference: String,
    allowed: String,
    is_written: bool,
    fields: Vec<Field>,
    before: Vec<String>,
    once: String,
    status: StatusCode,
}

impl Page for ChoosePage {
    fn title(&self) -> String {
        self.layout.text.takeout_open()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

#[derive(Default)]
struct Tried {
    typed: Fields,
    problems: Problems,
    notice: Option<(Notice, StatusCode)>,
}

/// The name of the field with the pieces of one kind.
fn field_of(kind: &str) -> String {
    format!("items-{kind}")
}

/// How a piece is told from others: what it is, and how it begins.
fn beginning(t: &Text, entry: &Entry) -> String {
    let said = { entry.said.iter() }
        .map(|said| said.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let mut begins: String = said.chars().take(BEGINNING).collect();
    if said.chars().nth(BEGINNING).is_some() {
        begins.push('…');
    }
    let day = entry
        .at
        .map(|at| t.date(watchpost_domain::Day::of(at).date()));
    let parts = [Some(entry.title.clone()), day, Some(begins)];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" – ")
}

/// Names that stand in what can go, each once.
fn names(entries: &[Entry]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for said in entries.iter().flat_map(|entry| &entry.said) {
        for found in telltales(&said.text) {
            let is_new = !names.contains(&found.words);
            if found.kind == TelltaleKind::Name && is_new && names.len() < NAMES {
                names.push(found.words);
            }
        }
    }
    names
}

fn fields(layout: &Layout, opened: &CaseOpened, tried: &Tried) -> Vec<Field> {
    let t = layout.text;
    let is_fresh = tried.typed.iter().next().is_none();
    let form = match is_fresh {
        true => layout.form(),
        false => layout.form_with(&tried.typed, &tried.problems),
    };
    let was = opened.prepared.as_ref().map(|(_, prepared, _)| prepared);
    let was = was.filter(|_| is_fresh);
    let entries = InWords(t).entries(opened, i64::MAX);
    let purposes = { Purpose::ALL.into_iter() }
        .map(|purpose| Choice::new(purpose.code(), t.named("consent", purpose.code())))
        .collect();
    let mut all = vec![
        form.radios("purpose", t.takeout_purpose(), purposes)
            .values(was.map(|was| was.purpose.code())),
        form.line("to", t.takeout_to())
            .hint(t.takeout_to_hint())
            .values(was.map(|was| was.to.clone())),
        form.area("recipient", t.takeout_recipient(), 2)
            .hint(t.takeout_recipient_hint())
            .values(was.map(|was| was.recipient.clone())),
    ];
    for kind in KINDS {
        let of_kind = entries.iter().filter(|entry| entry.item.kind() == kind);
        let choices: Vec<Choice> = of_kind
            .map(|entry| Choice::new(entry.item.to_string(), beginning(&t, entry)))
            .collect();
        if choices.is_empty() {
            continue;
        }
        let chosen = was.into_iter().flat_map(|was| &was.items);
        let field = form.checks(&field_of(kind), t.named("takeout-part", kind), choices);
        let field = field.optional();
        all.push(field.values(chosen.map(ToString::to_string)));
    }
    let names = names(&entries);
    let words = was.map(|was| was.words.clone()).unwrap_or_default();
    let (ticked, others): (Vec<String>, Vec<String>) =
        words.into_iter().partition(|word| names.contains(word));
    if !names.is_empty() {
        let choices = names.iter().map(|name| Choice::new(name, name)).collect();
        let field = form.checks("names", t.takeout_names(), choices);
        all.push(field.optional().values(ticked));
    }
    let words = form.area("words", t.takeout_words(), 4);
    let words = words.hint(t.takeout_words_hint()).optional();
    all.push(words.values(Some(others.join("\n")).filter(|words| !words.is_empty())));
    all
}

/// What the person allows of the purposes for which a copy can go.
fn allowed(t: &Text, opened: &CaseOpened) -> String {
    let allowed = { Purpose::ALL.into_iter() }
        .filter(|purpose| purpose.is_allowed(&opened.seen.consent, false))
        .map(|purpose| t.named("consent", purpose.code()));
    match allowed.collect::<Vec<_>>() {
        none if none.is_empty() => t.takeout_allowed_none(),
        some => t.takeout_allowed(t.list(&some)),
    }
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: CaseId,
    tried: Tried,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let opened = platform.case_to_take_out(&who.working()?, id).await?;
    let fields = fields(&layout, &opened, &tried);
    let t = layout.text;
    let (notice, status) = match tried.notice {
        Some((notice, status)) => (Some(notice), status),
        None => (None, form_status(&tried.problems)),
    };
    Ok(render(ChoosePage {
        errors: Errors::of(t, &fields),
        bar: Bar::of(&layout, &who.0.session),
        path: format!("/desk/cases/{id}"),
        reference: opened.case.reference.as_str().to_owned(),
        allowed: allowed(&t, &opened),
        is_written: opened.prepared.is_some(),
        before: before(&t, &opened),
        notice,
        fields,
        once: match tried.typed.text("once") {
            "" => Uuid::new_v4().simple().to_string(),
            again => again.to_owned(),
        },
        status,
        layout,
    }))
}

/// The page on which it is chosen.
pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
) -> Result<Response, Oops> {
    page(&state, layout, &who, case_id(&id)?, Tried::default()).await
}

/// Writes it down: then it is shown as whoever gets it will read it.
pub async fn prepare<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&id)?;
    let of_kind = |kind: &str| -> Vec<String> {
        let field = field_of(kind);
        typed.get_all(&field).map(str::to_owned).collect()
    };
    let items: Vec<String> = KINDS.iter().flat_map(|kind| of_kind(kind)).collect();
    let names: Vec<&str> = typed.get_all("names").collect();
    let words = format!("{}\n{}", names.join("\n"), typed.text("words"));
    let asked = Typed {
        to: typed.text("to"),
        recipient: typed.text("recipient"),
        purpose: typed.text("purpose"),
        items: &items,
        words: &words,
    };
    let done = { state.platform() }
        .prepare_take_out(&who.working()?, id, typed.text("once"), &asked)
        .await;
    // Where nothing was chosen, it is said beside what can always be: the history has a line from the first day on.
    let done = done.map_err(|error| placed(error, &[("items", "items-line")]));
    let mut tried = Tried::default();
    match done {
        Ok(()) => {
            return Ok(see_other(
                &layout.to(format!("/desk/cases/{id}/take-out/look")),
            ));
        }
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(Error::Invalid(problems)) => tried.problems = problems,
        Err(error) => tried.notice = Some(refused(&state, &layout, &who, id, error).await?),
    }
    tried.typed = typed;
    page(&state, layout, &who, id, tried).await
}
