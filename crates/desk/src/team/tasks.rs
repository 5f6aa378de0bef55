//! What is to be done in a case, and what is usually done where it stands.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::{Timestamp, tz::TimeZone};
use std::collections::BTreeMap;
use uuid::Uuid;
use watchpost_domain::{
    Day, MemberId, Problems, TaskId,
    cases::content::HistoryPart,
    policy::cases as may,
    team::{Doing, Rules, Task},
};
use watchpost_service::{
    Error,
    steps::state_name,
    team::{NewTask, TasksSeen},
};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone,
    form_status, render, see_other,
};

use crate::{
    bar::Bar,
    cases::{case_id, day},
    member::Unlocked,
};

/// A task that is open, with the form that ends it or gives it on.
struct Open {
    id: TaskId,
    what: String,
    whom: String,
    /// Who is to do it does not read the case any more.
    is_left: bool,
    due: String,
    is_overdue: bool,
    word: Field,
    to: Field,
    is_wrong: bool,
}

/// A task that is over.
struct Ended {
    what: String,
    how: String,
    word: String,
}

/// Something that is usually done.
struct Listed {
    code: String,
    name: String,
    /// Who saw to it, and when.
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "team/tasks.html")]
struct TasksPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    path: String,
    reference: String,
    open: Vec<Open>,
    ended: Vec<Ended>,
    fields: [Field; 3],
    once: String,
    /// The state, what it is called, and what is usually done there.
    state: (String, String),
    list: Vec<Listed>,
    note: String,
    status: StatusCode,
}

impl Page for TasksPage {
    fn title(&self) -> String {
        self.layout.text.tasks_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// What came of an act.
#[derive(Default)]
struct Said {
    typed: Fields,
    problems: Problems,
    oops: Option<Oops>,
}

/// What there is to be done in a case, in words.
pub(crate) fn line(layout: &Layout, history: &[HistoryPart], today: Day) -> String {
    let (t, all) = (layout.text, watchpost_domain::team::tasks(history));
    let open = all.iter().filter(|task| task.is_open()).count();
    let late = all.iter().filter(|task| task.is_overdue(today)).count();
    let late = (late > 0).then(|| t.tasks_overdue_count(late));
    let said = [Some(t.tasks_count(open)), late].into_iter().flatten();
    said.collect::<Vec<_>>().join(" · ")
}

fn name(layout: &Layout, names: &BTreeMap<MemberId, String>, member: Option<MemberId>) -> String {
    let found = member.and_then(|member| names.get(&member).cloned());
    found.unwrap_or_else(|| layout.text.case_somebody())
}

fn on(layout: &Layout, at: Timestamp) -> String {
    layout.text.timestamp(at, &TimeZone::UTC)
}

/// The form of a task: what was typed into it just now, where it was this one.
fn open(layout: &Layout, seen: &TasksSeen, task: &Task, today: Day, said: &Said) -> Open {
    let t = layout.text;
    let inside = task.id.to_string();
    let is_this = said.typed.text("task") == inside;
    let form = match is_this {
        true => layout.form_with(&said.typed, &said.problems),
        false => layout.form(),
    };
    let others = { seen.readers.iter() }.filter(|(member, _)| *member != task.whom);
    let others = others.map(|(id, name)| Choice::new(id.to_string(), name));
    Open {
        id: task.id,
        what: task.what.clone(),
        whom: name(layout, &seen.names, Some(task.whom)),
        is_left: !seen.readers.iter().any(|(member, _)| *member == task.whom),
        due: t.due(task.by.days_from(today)),
        is_overdue: task.is_overdue(today),
        word: form.line("word", t.task_word()).inside(&inside).optional(),
        to: { form.select("to", t.task_to(), others.collect()) }
            .inside(&inside)
            .optional(),
        is_wrong: is_this,
    }
}

fn ended(layout: &Layout, seen: &TasksSeen, task: &Task) -> Option<Ended> {
    let t = layout.text;
    let (how, word) = match &task.doing {
        Doing::Open => return None,
        Doing::Done { by, at, word } => {
            let by = name(layout, &seen.names, *by);
            (t.task_done_by(on(layout, *at), by), word)
        }
        Doing::PutAside { by, at, word } => {
            let by = name(layout, &seen.names, *by);
            (t.task_aside_by(on(layout, *at), by), word)
        }
    };
    Some(Ended {
        what: task.what.clone(),
        how,
        word: word.clone(),
    })
}

fn list(layout: &Layout, seen: &TasksSeen, rules: &Rules) -> Vec<Listed> {
    let items = rules.of_state(&seen.case.state).map(|item| {
        let tick = seen.ticks.iter().find(|tick| tick.item == item.code);
        Listed {
            code: item.code.clone(),
            name: item.name.text(layout.lang()).to_owned(),
            done: tick.map(|tick| {
                let by = name(layout, &seen.names, tick.by);
                layout.text.task_done_by(on(layout, tick.at), by)
            }),
        }
    });
    items.collect()
}

/// The form of a new task.
fn new_task(layout: &Layout, seen: &TasksSeen, me: MemberId, said: &Said) -> [Field; 3] {
    let t = layout.text;
    let form = match said.typed.get("what").is_some() {
        true => layout.form_with(&said.typed, &said.problems),
        false => layout.form(),
    };
    let readers = { seen.readers.iter() }.map(|(id, name)| Choice::new(id.to_string(), name));
    [
        form.line("what", t.task_what()).hint(t.task_what_hint()),
        form.select("whom", t.task_whom(), readers.collect())
            .value(me.to_string()),
        form.input("by", t.task_by(), "date"),
    ]
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    path: &str,
    said: Said,
) -> Result<Response, Oops> {
    let (platform, working) = (state.platform(), who.working()?);
    let id = case_id(path)?;
    let seen = platform.tasks_of(&working, id).await?;
    let procedure = { platform }
        .procedure_of::<may::KeepTasks>(&working, id)
        .await?;
    let rules = platform.team()?;
    let today = platform.today();
    let all = seen.tasks.iter().filter(|task| task.is_open());
    let opened: Vec<Open> = all
        .map(|task| open(&layout, &seen, task, today, &said))
        .collect();
    let fields = new_task(&layout, &seen, working.member.member, &said);
    let lang = layout.lang();
    let forms = opened.iter().flat_map(|task| [&task.word, &task.to]);
    let t = layout.text;
    Ok(render(TasksPage {
        errors: Errors::of(t, fields.iter().chain(forms)),
        notice: { said.oops }.map(|oops| Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t))),
        bar: Bar::of(&layout, &who.0.session),
        path: format!("/desk/cases/{id}"),
        reference: seen.case.reference.as_str().to_owned(),
        ended: { seen.tasks.iter() }
            .filter_map(|task| ended(&layout, &seen, task))
            .collect(),
        list: list(&layout, &seen, &rules),
        note: rules.note.text(lang).to_owned(),
        state: (
            seen.case.state.clone(),
            state_name(&procedure, &seen.case.state, lang).to_owned(),
        ),
        once: match said.typed.text("once") {
            "" => Uuid::new_v4().simple().to_string(),
            again => again.to_owned(),
        },
        status: match said.oops {
            Some(oops) => oops.status(),
            None => form_status(&said.problems),
        },
        open: opened,
        fields,
        layout,
    }))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
) -> Result<Response, Oops> {
    page(&state, layout, &who, &id, Said::default()).await
}

/// What came of an act: back to the page, or the page again with what is wrong.
async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    path: &str,
    typed: Fields,
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    let mut said = Said {
        typed,
        ..Said::default()
    };
    match done {
        Ok(()) => {
            let id = case_id(path)?;
            return Ok(see_other(&layout.to(format!("/desk/cases/{id}/tasks"))));
        }
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(Error::Invalid(problems)) => said.problems = problems,
        Err(error) => said.oops = Some(error.into()),
    }
    page(state, layout, who, path, said).await
}

fn member(text: &str) -> Option<MemberId> {
    Uuid::parse_str(text).ok().map(MemberId)
}

/// Writes down something that is to be done.
pub async fn set<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let new = NewTask {
        what: typed.text("what"),
        whom: member(typed.text("whom")),
        by: day(typed.text("by")),
    };
    let (id, once) = (case_id(&path)?, typed.text("once"));
    let done = { state.platform() }
        .set_task(&who.working()?, id, once, new)
        .await;
    after(&state, layout, &who, &path, typed, done).await
}

/// Says that a task is done, that nobody needs to do it, or that it is somebody else's.
pub async fn change<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (platform, working, id) = (state.platform(), who.working()?, case_id(&path)?);
    let task = TaskId(Uuid::parse_str(typed.text("task")).unwrap_or_default());
    let done = match typed.text("do") {
        "give" => {
            let to = member(typed.text("to"));
            platform.give_task(&working, id, (task, to)).await
        }
        how => {
            let ended = (task, how == "done", typed.text("word"));
            platform.end_task(&working, id, ended).await
        }
    };
    after(&state, layout, &who, &path, typed, done).await
}

/// Ticks something that is usually done, or takes the tick away.
pub async fn tick<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (item, is_done) = match typed.get("undo") {
        Some(item) => (item, false),
        None => (typed.text("item"), true),
    };
    let ticked = (typed.text("state"), item, is_done);
    let done = { state.platform() }
        .tick(&who.working()?, case_id(&path)?, ticked)
        .await;
    let done = match done {
        // No form of ours offers it: the list was another when the page was made.
        Err(Error::Invalid(_)) => Err(Error::Conflict),
        done => done,
    };
    after(&state, layout, &who, &path, typed, done).await
}
