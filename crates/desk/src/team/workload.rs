//! How much each of the desk has to do, and handing over what one of them has.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{CaseId, MemberId, Problems};
use watchpost_service::{
    Error,
    team::{Carried, Load},
};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone,
    form_status, render, see_other,
};

use crate::{bar::Bar, member::Unlocked};

struct Row {
    /// Whose page it leads to; none for what nobody carries.
    member: Option<MemberId>,
    name: String,
    load: Load,
}

#[derive(Template)]
#[template(path = "team/workload.html")]
struct Workload {
    layout: Layout,
    bar: Bar,
    rows: Vec<Row>,
}

impl Page for Workload {
    fn title(&self) -> String {
        self.layout.text.workload_title()
    }
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
) -> Result<Response, Oops> {
    let session = &who.0.session;
    let all = state.platform().workload(session).await?;
    let rows = all.into_iter().map(|(member, load)| match member {
        Some((id, name)) => Row {
            member: Some(id),
            name,
            load,
        },
        None => Row {
            member: None,
            name: layout.text.workload_nobody(),
            load,
        },
    });
    Ok(render(Workload {
        rows: rows.collect(),
        bar: Bar::of(&layout, session),
        layout,
    }))
}

/// A case of the member, and whether it is ticked.
struct Line {
    of: Carried,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "team/work.html")]
struct Work {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    path: String,
    name: String,
    load: Load,
    lines: Vec<Line>,
    all: usize,
    /// All of it is ticked.
    is_all: bool,
    /// Why no case could be taken.
    problem: Option<Field>,
    fields: [Field; 2],
    status: StatusCode,
}

impl Page for Work {
    fn title(&self) -> String {
        self.layout.text.work_title(self.name.as_str())
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// What came of handing over.
#[derive(Default)]
struct Said {
    typed: Fields,
    problems: Problems,
    oops: Option<Oops>,
    /// To whom it went.
    to: Option<MemberId>,
    done: Option<usize>,
}

fn member(text: &str) -> Option<MemberId> {
    Uuid::parse_str(text).ok().map(MemberId)
}

fn notice(layout: &Layout, said: &Said, unread: usize) -> Option<Notice> {
    let t = layout.text;
    if let Some(oops) = said.oops {
        return Some(Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t)));
    }
    let done = said.done?;
    let (tone, stays) = match unread {
        0 => (Tone::Good, String::new()),
        unread => (Tone::Careful, t.work_stays(unread)),
    };
    Some(Notice::new(tone, t.work_done(done), stays))
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    of: MemberId,
    said: Said,
) -> Result<Response, Oops> {
    let session = &who.0.session;
    let work = state.platform().work_of(session, of, said.to).await?;
    let t = layout.text;
    let form = layout.form_with(&said.typed, &said.problems);
    let others = { work.others.iter() }.map(|(id, name)| Choice::new(id.to_string(), name));
    let fields = [
        form.select("to", t.task_to(), others.collect()),
        form.line("note", t.work_note()).hint(t.work_note_hint()),
    ];
    // Its problem stands above the list, and is among those at the head of the page.
    let cases = form.checks("case", t.work_choose(), Vec::new());
    let problem = cases.problem().is_some().then_some(cases);
    let unread = work.cases.iter().filter(|line| line.unread).count();
    let line = |of: Carried| Line {
        is_ticked: said
            .typed
            .get_all("case")
            .any(|id| id == of.case.to_string()),
        of,
    };
    Ok(render(Work {
        errors: Errors::of(t, fields.iter().chain(&problem)),
        notice: notice(&layout, &said, unread),
        bar: Bar::of(&layout, session),
        path: format!("/desk/workload/{of}"),
        name: work.name,
        load: work.load,
        lines: work.cases.into_iter().map(line).collect(),
        all: work.all,
        is_all: said.typed.text("all") == "yes",
        status: match said.oops {
            Some(oops) => oops.status(),
            None => form_status(&said.problems),
        },
        problem,
        fields,
        layout,
    }))
}

pub async fn work<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(of): Path<String>,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let of = member(&of).ok_or(Oops::NotFound)?;
    let number = |name: &str| asked.get(name).and_then(|n| n.parse().ok());
    let said = Said {
        to: asked.get("to").and_then(|to| member(to)),
        done: number("done"),
        ..Said::default()
    };
    page(&state, layout, &who, of, said).await
}

/// Hands over all, or what was ticked; what stays is on the page again, and says why.
pub async fn hand_over<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(of): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let of = member(&of).ok_or(Oops::NotFound)?;
    let to = member(typed.text("to"));
    let ticked = typed
        .get_all("case")
        .filter_map(|id| Uuid::parse_str(id).ok());
    let ticked: Vec<CaseId> = ticked.map(CaseId).collect();
    let chosen = (typed.text("all") != "yes").then_some(ticked.as_slice());
    let done = { state.platform() }
        .hand_over(&who.0.session, (of, to), chosen, typed.text("note"))
        .await;
    let mut said = Said {
        typed,
        ..Said::default()
    };
    match (done, to) {
        (Ok(handed), Some(to)) => {
            let path = format!("/desk/workload/{of}?to={to}&done={}", handed.done);
            return Ok(see_other(&layout.to(path)));
        }
        (Err(Error::Denied(denied)), _) => return Err(Error::Denied(denied).into()),
        (Err(Error::Invalid(problems)), _) => said.problems = problems,
        (Err(error), _) => said.oops = Some(error.into()),
        (Ok(_), None) => return Err(Oops::BadRequest),
    }
    page(&state, layout, &who, of, said).await
}
