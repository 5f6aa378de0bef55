//! One person of the desk: letting them in, other roles, letting them go. A lead signs each with their own key.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    MemberId, Problems,
    policy::{Action, Role, Verdict, desks as may},
};
use watchpost_service::{Error, people::Person, roster::RosterChange};
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone,
    form_status, render, see_other,
};

use super::{role_choices, role_words, ticked};
use crate::{
    bar::Bar,
    member::{Member, Unlocked},
};

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    person: Person,
    /// A lead changes nothing while another change waits.
    may_sign: bool,
    waiting: bool,
    /// In how many cases who looks can open who reported, and this custodian cannot.
    to_hand_on: usize,
    roles: Field,
    reason: Field,
    status: StatusCode,
}

impl Page for PersonPage {
    fn title(&self) -> String {
        self.person.member.name.clone()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl PersonPage {
    fn words(&self) -> String {
        role_words(&self.layout, self.person.member.roles)
    }
}

async fn page<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    id: MemberId,
    problems: Problems,
    notice: Option<Notice>,
) -> Result<Response, Oops> {
    page_with(state, who, layout, id, &Fields::default(), problems, notice).await
}

async fn page_with<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    id: MemberId,
    typed: &Fields,
    problems: Problems,
    notice: Option<Notice>,
) -> Result<Response, Oops> {
    let session = &who.session;
    let people = state.platform().people(session).await?;
    let waiting = people.waiting.is_some();
    let mut all = people.people.into_iter();
    let person = all.find(|p| p.member.id == id).ok_or(Oops::NotFound)?;
    let t = layout.text;
    let chosen = person.member.roles.iter().map(Role::code);
    let form = layout.form_with(typed, &problems);
    let reason = form.line("reason", t.case_reason());
    let roles = form
        .checks("roles", t.people_roles(), role_choices(&layout))
        .values(chosen);
    let may = may::SignRoster::verdict(&session.actor(), &session.desk) == Verdict::Allow;
    let keeps = session.member.roles.has(Role::Custodian) && person.on_roster;
    let to_hand_on =
        match keeps && person.member.roles.has(Role::Custodian) && id != session.member.id {
            true => state.platform().to_hand_on(session, id).await?,
            false => 0,
        };
    let status = match notice {
        Some(_) => StatusCode::CONFLICT,
        None => form_status(&problems),
    };
    Ok(render(PersonPage {
        bar: Bar::of(&layout, session),
        errors: Errors::of(t, [&roles, &reason]),
        notice,
        may_sign: may && (person.member.active || person.on_roster),
        waiting,
        to_hand_on,
        person,
        roles,
        reason,
        status,
        layout,
    }))
}

/// The member of a path; what is no number of a member is not there.
fn member_id(text: &str) -> Result<MemberId, Oops> {
    Uuid::parse_str(text)
        .map(MemberId)
        .map_err(|_| Oops::NotFound)
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(path): Path<String>,
) -> Result<Response, Oops> {
    let id = member_id(&path)?;
    page(&state, &who, layout, id, Problems::default(), None).await
}

async fn change<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    change: RosterChange,
) -> Result<Response, Oops> {
    match state.platform().change_roster(&who.session, change).await {
        Ok(_) => Ok(see_other(&layout.to("/desk/people"))),
        Err(Error::Conflict) => {
            let t = layout.text;
            let notice = Notice::new(Tone::Bad, t.people_conflict(), t.people_conflict_why());
            let id = change.member();
            page(state, who, layout, id, Problems::default(), Some(notice)).await
        }
        Err(Error::Invalid(problems)) => {
            page(state, who, layout, change.member(), problems, None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Lets somebody in who has enrolled.
pub async fn admit<S: PlatformState>(
    State(state): State<S>,
    Unlocked(who): Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    _form: CheckedForm,
) -> Result<Response, Oops> {
    let id = member_id(&path)?;
    change(&state, &who, layout, RosterChange::Admit(id)).await
}

/// Gives somebody other roles.
pub async fn roles<S: PlatformState>(
    State(state): State<S>,
    Unlocked(who): Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = member_id(&path)?;
    let roles = RosterChange::Roles(id, ticked(&typed));
    change(&state, &who, layout, roles).await
}

/// Ends somebody's reading.
pub async fn remove<S: PlatformState>(
    State(state): State<S>,
    Unlocked(who): Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    _form: CheckedForm,
) -> Result<Response, Oops> {
    let id = member_id(&path)?;
    change(&state, &who, layout, RosterChange::Remove(id)).await
}

/// Gives a custodian the keys to who reported that they do not have yet.
pub async fn hand_on<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = member_id(&path)?;
    let reason = typed.text("reason");
    match { state.platform() }
        .hand_on(&who.working()?, id, reason)
        .await
    {
        Ok(_) => Ok(see_other(&layout.to(format!("/desk/people/{id}")))),
        Err(Error::Invalid(problems)) => {
            page_with(&state, &who.0, layout, id, &typed, problems, None).await
        }
        Err(error) => Err(error.into()),
    }
}
