//! Opening a narrow case in an emergency: the asks that one was told of, what one can do about each, and asking oneself.

mod case;
mod page;

pub(crate) use case::Alarms;

use axum::{
    extract::{Query, State},
    response::Response,
};
use std::collections::HashMap;
use uuid::Uuid;
use watchpost_domain::EmergencyId;
use watchpost_service::Error;
use watchpost_web::{
    CheckedForm, Door, Fields, Layout, Notice, Oops, PlatformState, Routes, Tone, see_other,
};

use crate::{
    cases::placed,
    emergency::page::{Form, Said, page},
    member::Unlocked,
};

const PATH: &str = "/desk/emergency";

pub fn routes<S: PlatformState>() -> Routes<S> {
    const SEE: Door = Door::Member("desk.see-emergencies");
    Routes::new()
        .get(PATH, SEE, show::<S>)
        .post(PATH, Door::Member("desk.ask-emergency"), ask::<S>)
        .post("/desk/emergency/answer", SEE, answer::<S>)
        .post(
            "/desk/emergency/aside",
            Door::Member("desk.ask-emergency"),
            aside::<S>,
        )
}

async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let said = Said {
        case: asked.get("case").cloned().unwrap_or_default(),
        ..Said::default()
    };
    page(&state, layout, &who, said).await
}

/// What is wrong, on the page with all that was typed.
async fn refused<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    mut said: Said,
    error: Error,
) -> Result<Response, Oops> {
    let t = layout.text;
    match error {
        Error::Denied(denied) => return Err(Error::Denied(denied).into()),
        Error::Invalid(problems) => said.problems = problems,
        Error::Emergency(why) => {
            let title = t.emergency_refused();
            let why = t.named("emergency-no", why.code());
            said.notice = Some(Notice::new(Tone::Bad, title, why));
        }
        Error::NeedsAnother => {
            let title = t.emergency_refused();
            said.notice = Some(Notice::new(Tone::Bad, title, t.emergency_own()));
        }
        error => said.oops = Some(error.into()),
    }
    page(state, layout, who, said).await
}

/// The page after a form: as it is now, or with what is wrong and all that was typed.
async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    (form, typed): (Form, Fields),
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    let Err(error) = done else {
        return Ok(see_other(&layout.to(PATH)));
    };
    let said = Said {
        typed,
        form,
        ..Said::default()
    };
    refused(state, layout, who, said, error).await
}

/// Asks to open a case.
async fn ask<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let session = &who.0.session;
    let done = { state.platform() }
        .ask_emergency(
            session,
            typed.text("once"),
            typed.text("case"),
            typed.text("why"),
        )
        .await;
    let done = done.map_err(|error| placed(error, &[("reason", "why")]));
    after(&state, layout, &who, (Form::Ask, typed), done).await
}

/// Steps aside from a narrow case.
async fn aside<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let said = (typed.text("other"), typed.text("aside"));
    let done = { state.platform() }
        .step_aside_from_narrow(&who.0.session, typed.text("once"), said)
        .await;
    let done = done.map_err(|error| placed(error, &[("case", "other"), ("reason", "aside")]));
    after(&state, layout, &who, (Form::Aside, typed), done).await
}

/// Agrees, stops, opens, or says that it was seen.
async fn answer<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (platform, session) = (state.platform(), &who.0.session);
    let id = EmergencyId(Uuid::parse_str(typed.text("ask")).unwrap_or_default());
    let done = match typed.text("do") {
        "agree" => platform.agree_emergency(session, id).await,
        "stop" => {
            let done = platform
                .stop_emergency(session, id, typed.text("stop"))
                .await;
            done.map_err(|error| placed(error, &[("reason", "stop")]))
        }
        "open" => match platform.open_emergency(session, id).await {
            Ok(case) => return Ok(see_other(&layout.to(format!("/desk/cases/{case}")))),
            Err(error) => Err(error),
        },
        _ => platform.saw_emergency(session, id).await,
    };
    after(&state, layout, &who, (Form::Answer, typed), done).await
}
