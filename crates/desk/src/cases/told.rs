//! What a case shares with others: what waits to be looked at, what was told, what they answer.

use askama::{Template, filters::HtmlSafe};
use axum::{
    body::Body,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, Denied, DeskId, PartId, Problems, RoomId,
    network::DeskKind,
    policy::{Action, Verdict, cases as may},
    procedure::Procedure,
    rooms::{Telltale, telltales},
};
use watchpost_service::{
    Error,
    rooms::{RoomSeen, ToldSide},
};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Form, Layout, MultipartForm, Notice, Oops, Page,
    PlatformState, Told, Tone, answer_words, download, form_status, render, see_other,
};

use super::{acts::SentFiles, acts::placed, case_id, steps::notice, tell::asked};
use crate::{
    bar::Bar,
    member::Unlocked,
    rooms::{View, room_id},
};

/// What was written down and not told yet.
struct Draft {
    id: PartId,
    party: DeskId,
    name: String,
    told: Told,
    /// Words that may show who reported, and why.
    telltales: Vec<(String, String)>,
    may_release: bool,
}

struct Forms {
    message: Field,
    /// That they looked at words of it that may show who reported, where there are any.
    looked: Option<Field>,
    files: Field,
}

/// A room, as the desk sees it.
struct Room {
    id: RoomId,
    party: String,
    reference: String,
    shut: bool,
    view: View,
    forms: Option<Forms>,
    shutting: Option<Field>,
    lines: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "cases/told.html")]
struct ToldPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    path: String,
    reference: String,
    /// What the person allows.
    allowed: Vec<String>,
    draft: Option<Draft>,
    may_draft: bool,
    is_nobody: bool,
    rooms: Vec<Room>,
    once: String,
    status: StatusCode,
}

impl HtmlSafe for ToldPage {}

impl Page for ToldPage {
    fn title(&self) -> String {
        self.layout.text.shared_side()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// What came of an act, and in which room.
#[derive(Default)]
struct Said {
    typed: Fields,
    room: Option<RoomId>,
    problems: Problems,
    notice: Option<(Notice, StatusCode)>,
}

fn draft(layout: &Layout, side: &ToldSide, may_write: bool) -> Option<Draft> {
    let t = layout.text;
    let (id, part) = side.draft.as_ref()?;
    let kept = kept_from(layout, side, part.kind);
    let kept: Vec<String> = kept.into_iter().map(|(_, words)| words).collect();
    let telltales = { part.snapshot.telltales().into_iter() }
        .map(|(_, found)| (found.words, t.named("telltale", found.kind.code())));
    let echoes = { part.snapshot.echoes(&kept).into_iter() }
        .map(|(_, words)| (words, t.named("telltale", "kept")));
    Some(Draft {
        id: *id,
        party: part.party,
        name: part.name.clone(),
        telltales: echoes.chain(telltales).collect(),
        told: Told::new(t, &side.procedure, part.clone()),
        may_release: may_write && side.may_tell(part.kind),
    })
}

/// What such an organisation is not told of the answers: the question, and the words of the answer.
pub(super) fn kept_from(layout: &Layout, side: &ToldSide, kind: DeskKind) -> Vec<(String, String)> {
    let kept = side.procedure.kept_from(kind.pillar());
    let answers = side.answers.iter().flat_map(|part| &part.answers);
    answers
        .filter(|answer| kept.contains(&answer.key))
        .map(|answer| {
            let words = answer_words(&layout.text, None, &answer.answer);
            (asked(layout, answer), words)
        })
        .collect()
}

/// How a room is shown, and what of it is offered.
struct Showing<'a> {
    layout: &'a Layout,
    procedure: &'a Procedure,
    today: Day,
    path: &'a str,
    said: &'a Said,
    may_write: bool,
    may_shut: bool,
}

impl Showing<'_> {
    /// The words of what was typed that may show who reported, to be looked at before it is sent.
    fn looked(&self, form: &Form, room: RoomId) -> Option<Field> {
        let typed = self.said.typed.text("message");
        let found = match self.said.room == Some(room) {
            true => telltales(typed),
            false => Vec::new(),
        };
        if found.is_empty() {
            return None;
        }
        let t = self.layout.text;
        let why = |one: &Telltale| {
            let kind = t.named("telltale", one.kind.code());
            format!("“{}” – {kind}", one.words)
        };
        let words: Vec<String> = found.iter().map(why).collect();
        let looked = vec![Choice::new("yes", t.tell_looked()).hint(words.join("; "))];
        Some(form.checks("looked", t.tell_look(), looked))
    }

    fn room(&self, seen: RoomSeen, may_tell: bool) -> Room {
        let (layout, t) = (self.layout, self.layout.text);
        let id = seen.room.id;
        let form = match self.said.room == Some(id) {
            true => layout.form_with(&self.said.typed, &self.said.problems),
            false => layout.form(),
        };
        let inside = id.to_string();
        let lines = seen.lines.iter().rev().map(|line| {
            let who = match line.by_desk {
                true => t.room_of_desk(),
                false => seen.party.clone(),
            };
            let act = t.named("room-act", line.act);
            (format!("{who} – {act}"), t.date(line.day.date()))
        });
        Room {
            lines: lines.collect(),
            party: seen.party.clone(),
            reference: seen.room.reference.as_str().to_owned(),
            shut: seen.room.shut,
            forms: (self.may_write && may_tell && !seen.room.shut).then(|| Forms {
                message: form.area("message", t.room_words(), 3).inside(&inside),
                looked: self.looked(&form, id).map(|field| field.inside(&inside)),
                files: form
                    .files("files", t.follow_files_add(), true)
                    .inside(&inside),
            }),
            shutting: (self.may_shut && !seen.room.shut)
                .then(|| form.line("reason", t.case_reason()).inside(&inside)),
            view: View::of(
                (layout, 3),
                (self.procedure, self.today),
                format!("{}/told/{id}", self.path),
                seen,
            ),
            id,
        }
    }
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: CaseId,
    said: Said,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let working = who.working()?;
    let side = platform.told_side(&working, id).await?;
    let t = layout.text;
    let actor = who.0.session.actor();
    let can = |verdict: fn(&_, &_) -> Verdict| verdict(&actor, &side.case) == Verdict::Allow;
    let path = format!("/desk/cases/{id}");
    let showing = Showing {
        layout: &layout,
        procedure: &side.procedure,
        today: platform.today(),
        path: &path,
        said: &said,
        may_write: can(may::Release::verdict),
        may_shut: can(may::ShutRoom::verdict),
    };
    let (may_release, may_draft) = (showing.may_write, can(may::DraftRelease::verdict));
    let allowed = allowed(&layout, &side);
    let draft = draft(&layout, &side, may_release);
    let tell = |kind| {
        side.consent
            .given
            .keys()
            .any(|own| Some(own.as_str()) == kind)
    };
    let may_go_out = side.case.may_go_out();
    let rooms: Vec<Room> = { side.rooms.into_iter() }
        .map(|seen| {
            let may_tell = may_go_out && tell(seen.room.kind.told_for());
            showing.room(seen, may_tell)
        })
        .collect();
    let forms = rooms.iter().flat_map(|room| {
        let forms =
            { room.forms.iter() }.flat_map(|f| [&f.message, &f.files].into_iter().chain(&f.looked));
        forms.chain(&room.shutting)
    });
    let errors = Errors::of(t, forms);
    let (words, status) = match said.notice {
        Some((words, status)) => (Some(words), status),
        None => (None, form_status(&said.problems)),
    };
    Ok(render(ToldPage {
        bar: Bar::of(&layout, &who.0.session),
        errors,
        notice: words,
        reference: side.case.reference.as_str().to_owned(),
        allowed,
        draft,
        may_draft,
        is_nobody: side.parties.is_empty(),
        rooms,
        once: match said.typed.text("once") {
            "" => Uuid::new_v4().simple().to_string(),
            again => again.to_owned(),
        },
        status,
        path,
        layout,
    }))
}

/// Who can be told what, as the person allows it.
fn allowed(layout: &Layout, side: &ToldSide) -> Vec<String> {
    let t = layout.text;
    // The seats of a board are told for one purpose.
    let mut kinds: Vec<DeskKind> = Vec::new();
    for kind in DeskKind::ALL.into_iter().filter(|kind| kind.is_party()) {
        if !kinds.iter().any(|other| other.acts_as() == kind.acts_as()) {
            kinds.push(kind);
        }
    }
    let names = |may: &dyn Fn(DeskKind) -> bool| -> Vec<String> {
        let purposes = kinds.iter().filter(|kind| may(**kind));
        purposes
            .filter_map(|kind| side.procedure.actor(kind.acts_as().first()?))
            .map(|actor| actor.name.text(layout.lang()).to_owned())
            .collect()
    };
    let (told, named) = (
        names(&|kind| side.may_tell(kind)),
        names(&|kind| side.may_name(kind)),
    );
    if told.is_empty() {
        return vec![t.shared_may_not()];
    }
    let mut allowed = vec![t.shared_may(t.list(&told))];
    if !named.is_empty() {
        allowed.push(t.shared_may_named(t.list(&named)));
    }
    allowed
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
) -> Result<Response, Oops> {
    page(&state, layout, &who, case_id(&id)?, Said::default()).await
}

/// Back to the page, or the page again with what is wrong.
async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    (id, room): (CaseId, Option<RoomId>),
    typed: Fields,
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    let mut said = Said {
        typed,
        room,
        ..Said::default()
    };
    let t = layout.text;
    match done {
        Ok(()) => return Ok(see_other(&layout.to(format!("/desk/cases/{id}/told")))),
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(Error::Invalid(problems)) => said.problems = problems,
        Err(Error::NeedsDraft) => {
            let words = Notice::new(
                Tone::Careful,
                t.tell_draft_first(),
                t.tell_draft_first_text(),
            );
            said.notice = Some((words, StatusCode::CONFLICT));
        }
        Err(Error::Conflict) => {
            let words = Notice::new(Tone::Bad, t.tell_twice(), String::new());
            said.notice = Some((words, StatusCode::CONFLICT));
        }
        Err(error) => said.notice = Some(refused(state, &layout, who, id, error).await?),
    }
    page(state, layout, who, id, said).await
}

/// Why something was refused, in words: what is missing is named.
pub(super) async fn refused<S: PlatformState>(
    state: &S,
    layout: &Layout,
    who: &Unlocked,
    id: CaseId,
    error: Error,
) -> Result<(Notice, StatusCode), Oops> {
    let procedure = { state.platform() }
        .procedure_of::<may::Read>(&who.working()?, id)
        .await?;
    let words = notice(layout, &procedure, &error);
    let oops = Oops::from(error);
    let t = layout.text;
    let words = words.unwrap_or_else(|| Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t)));
    Ok((words, oops.status()))
}

/// Tells the company what was written down.
pub async fn release<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&id)?;
    let draft = PartId(Uuid::parse_str(typed.text("draft")).unwrap_or_default());
    let done = { state.platform() }
        .release(&who.working()?, id, draft)
        .await;
    after(&state, layout, &who, (id, None), typed, done).await
}

/// Writes to the company.
pub async fn message<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path((id, room)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (id, room) = (case_id(&id)?, room_id(&room)?);
    let looked = typed.text("looked") == "yes";
    let words = (typed.text("message"), layout.lang(), looked);
    let done = { state.platform() }
        .write_to_party(&who.working()?, (id, room), typed.text("once"), words)
        .await;
    let done = done.map_err(|error| placed(error, &[("text", "message")]));
    after(&state, layout, &who, (id, Some(room)), typed, done).await
}

/// Sends files to the company.
pub async fn files<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path((id, room)): Path<(String, String)>,
    form: MultipartForm,
) -> Result<Response, Oops> {
    let (id, room) = (case_id(&id)?, room_id(&room)?);
    let mut sent = SentFiles::of(form);
    let mut done = SentFiles::none();
    while let Some(file) = sent.next().await? {
        let (name, kind) = (file.file_name.clone(), file.media_type().to_owned());
        let working = who.working()?;
        let (at, about) = ((id, room), (&*name, &*kind));
        done = state
            .platform()
            .send_file_to_party(&working, at, &sent.once, about, file.bytes())
            .await;
        if done.is_err() {
            break;
        }
    }
    let typed = Fields::default();
    after(&state, layout, &who, (id, Some(room)), typed, done).await
}

/// Ends what the company is shown.
pub async fn shut<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path((id, room)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (id, room) = (case_id(&id)?, room_id(&room)?);
    let done = { state.platform() }
        .shut_room(&who.working()?, (id, room), typed.text("reason"))
        .await;
    after(&state, layout, &who, (id, Some(room)), typed, done).await
}

/// A file of a room, as it came.
pub async fn file<S: PlatformState>(
    State(state): State<S>,
    Path((id, room, file)): Path<(String, String, String)>,
    who: Unlocked,
) -> Result<Response, Oops> {
    let missing = || Oops::from(Error::Denied(Denied::NotFound));
    let file = PartId(Uuid::parse_str(&file).map_err(|_| missing())?);
    let opened = { state.platform() }
        .room_file_for_desk(&who.working()?, (case_id(&id)?, room_id(&room)?), file)
        .await?;
    let (name, bytes) = (opened.facts.name.clone(), opened.facts.bytes);
    download(&name, bytes, Body::from_stream(opened.bytes()))
}
