//! Everybody of the desk on one page, with invitations and a change that waits for another signature.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    InvitationId, MemberId, Problems,
    network::Member as Colleague,
    policy::{Action, Roles, Verdict, desks as may},
};
use watchpost_service::{Error, people::People, roster::RosterChange};
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
#[template(path = "people/list.html")]
struct ListPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    people: People,
    me: MemberId,
    may_invite: bool,
    may_sign: bool,
    name: Field,
    roles: Field,
    once: String,
    /// The link of an invitation that was just made.
    link: Option<String>,
    status: StatusCode,
}

impl Page for ListPage {
    fn title(&self) -> String {
        self.layout.text.people_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl ListPage {
    fn words(&self, roles: &Roles) -> String {
        role_words(&self.layout, *roles)
    }

    fn name_of(&self, id: MemberId) -> &str {
        let found = self.people.people.iter().find(|p| p.member.id == id);
        found.map_or("", |p| p.member.name.as_str())
    }

    fn stands(&self, member: &Colleague, on_roster: bool) -> String {
        let t = self.layout.text;
        match (member.active, on_roster) {
            (false, true) => t.people_closed(),
            (false, false) => t.people_left(),
            (true, true) => t.people_reads(),
            (true, false) => t.people_waits(),
        }
    }

    /// What waits for another lead, in words.
    fn change(&self) -> String {
        let Some(waiting) = &self.people.waiting else {
            return String::new();
        };
        let t = self.layout.text;
        let name = self.name_of(waiting.change.member());
        match waiting.change {
            RosterChange::Admit(_) => t.people_change_admit(name),
            RosterChange::Roles(_, roles) => t.people_change_roles(name, self.words(&roles)),
            RosterChange::Remove(_) => t.people_change_remove(name),
        }
    }

    fn signed_by_me(&self) -> bool {
        let signed = self.people.waiting.as_ref();
        signed.is_some_and(|w| w.signed_by.contains(&self.me))
    }

    fn signers(&self) -> String {
        let signed = self.people.waiting.iter().flat_map(|w| &w.signed_by);
        let names: Vec<String> = signed.map(|id| self.name_of(*id).to_owned()).collect();
        self.layout.text.list(&names)
    }
}

#[derive(Default)]
struct Outcome {
    typed: Fields,
    problems: Problems,
    notice: Option<Notice>,
    link: Option<String>,
    status: Option<StatusCode>,
}

async fn page<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    outcome: Outcome,
) -> Result<Response, Oops> {
    let session = &who.session;
    let people = state.platform().people(session).await?;
    let t = layout.text;
    let form = layout.form_with(&outcome.typed, &outcome.problems);
    let name = form.line("name", t.people_name());
    let roles = form.checks("roles", t.people_roles(), role_choices(&layout));
    let (actor, desk) = (session.actor(), &session.desk);
    Ok(render(ListPage {
        bar: Bar::of(&layout, session),
        errors: Errors::of(t, [&name, &roles]),
        notice: outcome.notice,
        me: session.member.id,
        may_invite: may::Invite::verdict(&actor, desk) == Verdict::Allow,
        may_sign: may::SignRoster::verdict(&actor, desk) == Verdict::Allow,
        people,
        name,
        roles,
        once: Uuid::new_v4().simple().to_string(),
        link: outcome.link,
        status: outcome
            .status
            .unwrap_or_else(|| form_status(&outcome.problems)),
        layout,
    }))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
) -> Result<Response, Oops> {
    page(&state, &who, layout, Outcome::default()).await
}

/// Invites somebody. The link is shown once, on the page that answers.
pub async fn invite<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    headers: HeaderMap,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (once, name) = (typed.text("once"), typed.text("name"));
    let done = state
        .platform()
        .invite(&who.session, once, name, ticked(&typed))
        .await;
    let outcome = match done {
        Ok(invited) => Outcome {
            link: Some(format!(
                "{}/join/{}",
                layout.site_address(&state, &headers),
                *invited.secret
            )),
            ..Outcome::default()
        },
        Err(Error::Invalid(problems)) => Outcome {
            typed,
            problems,
            ..Outcome::default()
        },
        Err(error) => return after(&state, &who, layout, Err(error)).await,
    };
    page(&state, &who, layout, outcome).await
}

/// After a change: back to the list, or, where it does not fit, the list with why.
async fn after<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    match done {
        Ok(()) => Ok(see_other(&layout.to("/desk/people"))),
        Err(Error::Conflict) => {
            let t = layout.text;
            let notice = Notice::new(Tone::Bad, t.people_conflict(), t.people_conflict_why());
            let outcome = Outcome {
                notice: Some(notice),
                status: Some(StatusCode::CONFLICT),
                ..Outcome::default()
            };
            page(state, who, layout, outcome).await
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn take_back<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = Uuid::parse_str(typed.text("invitation")).unwrap_or_default();
    let done = state
        .platform()
        .take_back_invitation(&who.session, InvitationId(id))
        .await;
    after(&state, &who, layout, done).await
}

/// Signs the change that another lead has proposed.
pub async fn sign<S: PlatformState>(
    State(state): State<S>,
    Unlocked(who): Unlocked,
    layout: Layout,
    _form: CheckedForm,
) -> Result<Response, Oops> {
    let done = state.platform().sign_waiting_roster(&who.session).await;
    after(&state, &who, layout, done.map(drop)).await
}

/// Drops the change that waits.
pub async fn drop_waiting<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    _form: CheckedForm,
) -> Result<Response, Oops> {
    let done = state.platform().drop_waiting_roster(&who.session).await;
    after(&state, &who, layout, done).await
}
