//! What is to be done by the member who looks, in all cases that they read.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use watchpost_domain::CaseId;
use watchpost_service::team::MyTask;
use watchpost_web::{Layout, Oops, Page, PlatformState, query_part, render};

use crate::{bar::Bar, member::Unlocked};

/// So many on a page.
const SHOWN: usize = 25;

struct Row {
    case: CaseId,
    reference: String,
    title: String,
    what: String,
    due: String,
    is_overdue: bool,
}

#[derive(Template)]
#[template(path = "team/mine.html")]
struct Mine {
    layout: Layout,
    bar: Bar,
    all: usize,
    overdue: usize,
    rows: Vec<Row>,
    next: Option<String>,
}

impl Page for Mine {
    fn title(&self) -> String {
        self.layout.text.tasks_mine()
    }
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let session = &who.0.session;
    let after = asked.get("after").map(String::as_str);
    let mine = state.platform().my_tasks(session, after, SHOWN).await?;
    let (t, today) = (layout.text, mine.today);
    let row = |task: MyTask| Row {
        is_overdue: task.is_overdue(today),
        due: t.due(task.line.by.days_from(today)),
        case: task.case,
        reference: task.reference.as_str().to_owned(),
        title: task.title,
        what: task.line.what,
    };
    let next = mine
        .next
        .map(|next| format!("/desk/tasks?after={}", query_part(&next)));
    Ok(render(Mine {
        bar: Bar::of(&layout, session),
        all: mine.all,
        overdue: mine.overdue,
        rows: mine.tasks.into_iter().map(row).collect(),
        next,
        layout,
    }))
}
