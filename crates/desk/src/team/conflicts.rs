//! Conflicts of interest: declared on a page of one's own, seen by the leads, and said in a case that may touch one.

use askama::{Template, filters::HtmlSafe};
use axum::{extract::State, http::StatusCode, response::Response};
use uuid::Uuid;
use watchpost_domain::{CaseId, Problems, team::Conflict};
use watchpost_service::{CaseSeen, Error, Platform, Working, team::NewConflict};
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone,
    form_status, render, see_other,
};

use crate::{bar::Bar, cases::day, member::Unlocked};

/// A declaration, in words.
struct Line {
    id: Uuid,
    name: String,
    why: String,
    when: String,
}

fn line(layout: &Layout, conflict: Conflict) -> Line {
    let t = layout.text;
    let date = |day: watchpost_domain::Day| t.date(day.date());
    let when = [
        conflict
            .from
            .map(|day| t.conflict_since(date(day).as_str())),
        conflict.until.map(|day| t.second_until(date(day).as_str())),
    ];
    Line {
        id: conflict.id,
        name: conflict.name,
        why: conflict.why,
        when: when.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

#[derive(Template)]
#[template(path = "team/conflicts.html")]
struct Mine {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    lines: Vec<Line>,
    fields: [Field; 4],
    status: StatusCode,
}

impl Page for Mine {
    fn title(&self) -> String {
        self.layout.text.conflicts_mine()
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

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    said: Said,
) -> Result<Response, Oops> {
    let session = &who.0.session;
    let all = state.platform().my_conflicts(session).await?;
    let t = layout.text;
    let form = layout.form_with(&said.typed, &said.problems);
    let fields = [
        form.line("name", t.conflict_name()),
        form.line("why", t.conflict_why()),
        form.input("from", t.conflict_from(), "date").optional(),
        form.input("until", t.conflict_until(), "date").optional(),
    ];
    Ok(render(Mine {
        errors: Errors::of(t, &fields),
        notice: { said.oops }.map(|oops| Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t))),
        bar: Bar::of(&layout, session),
        lines: all.into_iter().map(|one| line(&layout, one)).collect(),
        status: match said.oops {
            Some(oops) => oops.status(),
            None => form_status(&said.problems),
        },
        fields,
        layout,
    }))
}

pub async fn mine<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
) -> Result<Response, Oops> {
    page(&state, layout, &who, Said::default()).await
}

async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    typed: Fields,
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    let mut said = Said {
        typed,
        ..Said::default()
    };
    match done {
        Ok(()) => return Ok(see_other(&layout.to("/desk/account/conflicts"))),
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(Error::Invalid(problems)) => said.problems = problems,
        Err(error) => said.oops = Some(error.into()),
    }
    page(state, layout, who, said).await
}

/// Declares a conflict of interest.
pub async fn declare<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let new = NewConflict {
        name: typed.text("name"),
        why: typed.text("why"),
        from: day(typed.text("from")),
        until: day(typed.text("until")),
    };
    let session = &who.0.session;
    let done = state.platform().declare_conflict(session, new).await;
    after(&state, layout, &who, typed, done).await
}

/// Takes a declaration back.
pub async fn end<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = Uuid::parse_str(typed.text("conflict")).unwrap_or_default();
    let done = state.platform().end_conflict(&who.0.session, id).await;
    after(&state, layout, &who, typed, done).await
}

#[derive(Template)]
#[template(path = "team/declared.html")]
struct Declared {
    layout: Layout,
    bar: Bar,
    people: Vec<(String, Vec<Line>)>,
}

impl Page for Declared {
    fn title(&self) -> String {
        self.layout.text.conflicts_title()
    }
}

/// What those of the desk declared, for its leads.
pub async fn declared<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
) -> Result<Response, Oops> {
    let session = &who.0.session;
    let all = state.platform().conflicts_of_desk(session).await?;
    let lines = |all: Vec<Conflict>| all.into_iter().map(|one| line(&layout, one)).collect();
    let people = all
        .into_iter()
        .map(|(name, all)| (name, lines(all)))
        .collect();
    Ok(render(Declared {
        bar: Bar::of(&layout, session),
        people,
        layout,
    }))
}

/// Said in a case that may touch what its reader declared, with the way out in one press.
#[derive(Template)]
#[template(path = "team/conflicted.html")]
pub(crate) struct Conflicted {
    layout: Layout,
    path: String,
    lines: Vec<Line>,
}

impl HtmlSafe for Conflicted {}

impl Conflicted {
    pub(crate) async fn of(
        platform: &Platform,
        layout: &Layout,
        who: &Working<'_>,
        (case, seen): (CaseId, &CaseSeen),
    ) -> Result<Self, Oops> {
        let all = platform.conflicts_in(who, seen).await?;
        Ok(Self {
            path: format!("/desk/cases/{case}"),
            lines: all.into_iter().map(|one| line(layout, one)).collect(),
            layout: layout.clone(),
        })
    }
}
