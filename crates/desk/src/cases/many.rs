//! The same act on many cases, and saved views: forms of the inbox.

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;
use watchpost_domain::{CaseId, MemberId, Problem, Problems};
use watchpost_service::{Error, many::Many, steps::StepAsked, views::View};
use watchpost_web::{CheckedForm, Fields, Layout, Notice, Oops, PlatformState, Tone, see_other};

use super::{
    filter::{Asked, address},
    inbox::{Outcome, page},
};
use crate::member::Unlocked;

fn refused(title: String, advice: String) -> (Notice, StatusCode) {
    let notice = Notice::new(Tone::Bad, title, advice);
    (notice, StatusCode::UNPROCESSABLE_ENTITY)
}

/// What the pressed button asks for.
fn act(typed: &Fields) -> Result<Many, Problems> {
    let wrong = |field: &str| Problems::one(field, Problem::Required);
    let reason = typed.text("explanation").to_owned();
    match typed.text("do") {
        "assign" => {
            let to = Uuid::parse_str(typed.text("member")).map_err(|_| wrong("member"))?;
            Ok(Many::Assign(Some(MemberId(to)), reason))
        }
        "close" => {
            let end = Some(typed.text("reason")).filter(|end| !end.is_empty());
            let end = end.ok_or_else(|| wrong("reason"))?;
            Ok(Many::Close(end.to_owned(), reason))
        }
        "" => Err(wrong("member")),
        act => Ok(Many::Step(StepAsked {
            act: act.to_owned(),
            why: reason,
            ..StepAsked::default()
        })),
    }
}

/// Does the same to those that were ticked, or to all that the filter finds.
pub async fn act_on<S: PlatformState>(
    State(state): State<S>,
    Unlocked(member): Unlocked,
    layout: Layout,
    Query(asked): Query<HashMap<String, String>>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let asked = Asked::new(asked);
    let (platform, t) = (state.platform(), layout.text);
    let ticked = typed
        .get_all("case")
        .filter_map(|id| Uuid::parse_str(id).ok());
    let ticked: Vec<CaseId> = ticked.map(CaseId).collect();
    let back = layout.to(address("/desk/cases", &asked.kept()));
    let mut outcome = Outcome::default();
    let done = match act(&typed) {
        Err(problems) => Err(Error::Invalid(problems)),
        Ok(act) if typed.text("all") == "yes" => {
            let mut filter = asked.filter(member.session.member.id);
            // What came after the page was shown was seen by nobody: it is not discarded with the rest.
            filter.until = Some(typed.text("as_of").parse().unwrap_or(Timestamp::MIN));
            platform.act_on_all(&member.cookie, &filter, act).await
        }
        Ok(_) if ticked.is_empty() => {
            outcome.notice = Some(refused(t.many_none_ticked(), t.many_lead()));
            Ok(())
        }
        Ok(act) => platform.act_on_ticked(&member.cookie, &ticked, &act).await,
    };
    match done {
        Ok(()) if outcome.notice.is_none() => return Ok(see_other(&back)),
        Ok(()) => {}
        Err(Error::Invalid(problems)) => outcome.problems = problems,
        Err(Error::Conflict) => {
            outcome.notice = Some(refused(t.many_still_running(), t.many_wait()));
        }
        Err(error) => return Err(error.into()),
    }
    outcome.typed = typed;
    page(&state, &member, layout, &asked, outcome).await
}

/// Keeps what is shown under a name.
pub async fn keep_view<S: PlatformState>(
    State(state): State<S>,
    Unlocked(member): Unlocked,
    layout: Layout,
    Query(asked): Query<HashMap<String, String>>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let asked = Asked::new(asked);
    let view = View {
        name: typed.text("name").to_owned(),
        asked: asked.kept(),
    };
    let back = layout.to(address("/desk/cases", &view.asked));
    match state.platform().keep_view(&member.session, view).await {
        Ok(()) => Ok(see_other(&back)),
        Err(Error::Invalid(problems)) => {
            let outcome = Outcome {
                typed,
                problems,
                notice: None,
            };
            page(&state, &member, layout, &asked, outcome).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Forgets a saved view.
pub async fn drop_view<S: PlatformState>(
    State(state): State<S>,
    Unlocked(member): Unlocked,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let platform = state.platform();
    platform
        .drop_view(&member.session, typed.text("view"))
        .await?;
    Ok(see_other(&layout.to("/desk/cases")))
}
