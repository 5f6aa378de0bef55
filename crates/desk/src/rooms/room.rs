//! A room as its party sees it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    PartId, Problems, RoomId,
    cases::content::Author,
    commitments::{By, Commitment},
    procedure::Code,
};
use watchpost_service::rooms::PartySide;
use watchpost_web::{
    Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Promised, Tone,
    form_status, render, sheet_fields,
};

use super::{View, room_id};
use crate::{bar::Bar, member::Unlocked};

/// A worksheet that they can fill in.
struct Asked {
    code: Code,
    name: String,
    help: String,
    fields: Vec<Field>,
    is_wrong: bool,
}

/// Something that the procedure asks of them.
struct Step {
    act: Code,
    name: String,
    fields: Vec<Field>,
    is_wrong: bool,
}

/// Something that was promised, with the form in which they say that it was done.
struct Claiming {
    id: PartId,
    promised: Promised,
    /// How many steps there are of it.
    after: usize,
    fields: Vec<Field>,
    is_wrong: bool,
}

#[derive(Template)]
#[template(path = "rooms/room.html")]
struct RoomPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    title: String,
    reference: String,
    path: String,
    view: View,
    message: Field,
    files: Field,
    aside: Field,
    sheets: Vec<Asked>,
    steps: Vec<Step>,
    promises: Vec<Claiming>,
    due: Option<String>,
    lines: Vec<(i64, String, String)>,
    once: String,
    status: StatusCode,
}

impl Page for RoomPage {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// What came of an act in the room, and which form it was: `message`, `files`, `claim` with the number of a promise, the code of an act, or
/// that of a worksheet.
#[derive(Default)]
pub struct Outcome {
    pub typed: Fields,
    pub form: String,
    pub problems: Problems,
    pub oops: Option<Oops>,
    /// What happened meanwhile, with what was typed where its form is there no longer.
    pub notice: Option<Notice>,
}

/// The page.
pub async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: RoomId,
    said: Outcome,
) -> Result<Response, Oops> {
    let side = state.platform().room(&who.working()?, id).await?;
    let t = layout.text;
    // What was typed in one form is shown in that form again, and in no other.
    let form = |name: &str| match said.form == name {
        true => layout.form_with(&said.typed, &said.problems),
        false => layout.form(),
    };
    let is = |name: &str| said.form == name;
    let message = form("message").area("message", t.room_words(), 4);
    let files = form("files").files("files", t.follow_files_add(), true);
    let aside = form("aside").line("reason", t.case_reason());
    let aside = aside.inside("aside");
    let sheets = side.asked().map(|sheet| Asked {
        fields: sheet_fields(&t, &form(&sheet.code), sheet, None),
        is_wrong: is(&sheet.code),
        code: sheet.code.clone(),
        name: sheet.name.text(layout.lang()).to_owned(),
        help: sheet.help.text(layout.lang()).to_owned(),
    });
    let sheets: Vec<Asked> = sheets.collect();
    let steps = steps(&layout, &side, form, is);
    let fields = claim_fields(&layout, &side, form);
    let all = { sheets.iter() }.flat_map(|sheet| &sheet.fields);
    let all = all.chain(steps.iter().flat_map(|step| &step.fields));
    let all = all.chain(fields.iter().flatten());
    let errors = Errors::of(t, all.chain([&message, &files, &aside]));
    let status = match (&said.oops, &said.notice) {
        (Some(oops), _) => oops.status(),
        (None, Some(_)) => StatusCode::CONFLICT,
        (None, None) => form_status(&said.problems),
    };
    let lines = side.seen.lines.iter().rev().map(|line| {
        let who = match line.by_desk {
            true => t.room_of_desk(),
            false => side.seen.party.clone(),
        };
        let act = t.named("room-act", line.act);
        let day = t.date(line.day.date());
        (line.number, format!("{who} – {act}"), day)
    });
    let lines = lines.collect();
    let by = side.seen.answer_by().filter(|_| !side.steps.is_empty());
    let due = by.map(|day| t.room_asked_by(t.date(day.date())));
    let title = side.seen.title().to_owned();
    let reference = side.seen.room.reference.as_str().to_owned();
    let path = format!("/desk/rooms/{id}");
    let (seen, procedure) = side.into_seen();
    let stand = { seen.promises.iter() }.map(|one| (one.id, one.steps.len()));
    let stand: Vec<(PartId, usize)> = stand.collect();
    let today = state.platform().today();
    let mut view = View::of((&layout, 2), (&procedure, today), path.clone(), seen);
    let promises = { view.take_promises().into_iter() }
        .zip(stand)
        .zip(fields)
        .map(|((promised, (id, after)), fields)| Claiming {
            is_wrong: said.form == format!("claim {id}"),
            id,
            promised,
            after,
            fields,
        });
    let promises = promises.collect();
    let oops = { said.oops }.map(|oops| Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t)));
    Ok(render(RoomPage {
        bar: Bar::of(&layout, &who.0.session),
        errors,
        notice: said.notice.or(oops),
        promises,
        title,
        reference,
        lines,
        due,
        message,
        files,
        aside,
        sheets,
        steps,
        once: match said.typed.text("once") {
            "" => Uuid::new_v4().simple().to_string(),
            again => again.to_owned(),
        },
        status,
        view,
        path,
        layout,
    }))
}

/// For each promise, the fields in which they say that it was done; none where they cannot.
fn claim_fields(
    layout: &Layout,
    side: &PartySide,
    form: impl Fn(&str) -> watchpost_web::Form,
) -> Vec<Vec<Field>> {
    let t = layout.text;
    let files = { side.seen.files.iter() }.filter(|file| file.from == Author::Party);
    let files: Vec<Choice> = files
        .map(|file| Choice::new(file.id.to_string(), file.name.as_str()))
        .collect();
    let of = |one: &Commitment| {
        if one.may("claimed", By::Party).is_err() {
            return Vec::new();
        }
        let form = form(&format!("claim {}", one.id));
        let words = form.area("words", t.room_claim_words(), 3);
        let shows = form.checks("file", t.room_claim_files(), files.clone());
        let shows = (!files.is_empty()).then(|| shows.optional());
        let inside = one.id.to_string();
        let fields = [Some(words), shows].into_iter().flatten();
        fields.map(|field| field.inside(&inside)).collect()
    };
    side.seen.promises.iter().map(of).collect()
}

fn steps(
    layout: &Layout,
    side: &PartySide,
    form: impl Fn(&str) -> watchpost_web::Form,
    is: impl Fn(&str) -> bool,
) -> Vec<Step> {
    let t = layout.text;
    let lang = layout.lang();
    let step = |exit: &watchpost_domain::procedure::Exit| {
        let form = form(&exit.act);
        let mut fields = vec![form.area("text", t.room_words(), 4).inside(&exit.act)];
        if exit.reasons.len() > 1 {
            let reasons = exit.reasons.iter().map(|code| {
                let name = side.procedure().reason(code);
                Choice::new(code, name.map_or(code.as_str(), |r| r.name.text(lang)))
            });
            let field = form.radios("reason", t.case_close_reason(), reasons.collect());
            fields.insert(0, field.inside(&exit.act));
        }
        Step {
            act: exit.act.clone(),
            name: exit.name.text(lang).to_owned(),
            fields,
            is_wrong: is(&exit.act),
        }
    };
    side.steps.iter().map(step).collect()
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(room): Path<String>,
) -> Result<Response, Oops> {
    let id = room_id(&room)?;
    page(&state, layout, &who, id, Outcome::default()).await
}
