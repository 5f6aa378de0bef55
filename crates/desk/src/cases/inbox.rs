//! The inbox: before unlocking only states and clocks, then everything that the list knows.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use watchpost_domain::{
    MemberId, Problems,
    policy::{Action, Roles, Verdict, desks as may},
    procedure::Place,
};
use watchpost_service::{
    inbox::{Inbox, Row},
    many::Progress,
    procedures::ByVersion as Procedures,
    steps::state_name,
};
use watchpost_web::{
    Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, form_status, render,
};

use super::filter::{Asked, Names, address, fields};
use crate::{bar::Bar, member::Member};

const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "cases/inbox.html")]
struct InboxPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    inbox: Inbox,
    /// The filter; after the first few, those that are folded away.
    fields: Vec<Field>,
    folded: bool,
    may_enter: bool,
    /// Does the same to many cases.
    may_act: bool,
    /// Saved views: address and name.
    views: Vec<(String, String)>,
    can_keep: bool,
    /// The addresses of the forms, with what is shown.
    keep: String,
    many: String,
    /// When what is shown was read.
    as_of: Timestamp,
    running: Option<Progress>,
    /// Asks in emergencies that they have not said they saw.
    alarms: usize,
    /// They lead, and may ask so.
    may_ask: bool,
    acts: Acts,
    /// The address of the next page.
    next: Option<String>,
    procedures: Procedures,
    roles: Roles,
    status: StatusCode,
}

impl Page for InboxPage {
    fn title(&self) -> String {
        self.layout.text.nav_cases()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl InboxPage {
    /// What can be done with many at once: what leads on from where cases begin, and needs nothing.
    fn quick(&self) -> Vec<(String, String)> {
        let Some((_, procedure)) = self.procedures.last_key_value() else {
            return Vec::new();
        };
        let lang = self.layout.text.lang().code();
        let mine = procedure.actors_of(self.roles);
        let place = Place::sent(procedure);
        let exits = place.open_to(procedure, &mine);
        let quick = exits.filter(|e| e.needs.is_empty() && e.reasons.len() <= 1);
        quick
            .map(|e| (e.act.clone(), e.name.text(lang).to_owned()))
            .collect()
    }

    fn first(&self) -> &[Field] {
        &self.fields[..self.fields.len().min(3)]
    }

    fn more(&self) -> &[Field] {
        &self.fields[self.fields.len().min(3)..]
    }

    fn act_is_wrong(&self) -> bool {
        let mut fields = self.acts.all().into_iter();
        self.notice.is_some() || fields.any(|field| field.problem().is_some())
    }

    fn state(&self, row: &Row) -> String {
        let lang = self.layout.text.lang().code();
        match self.procedures.get(&row.case.procedure) {
            Some(procedure) => state_name(procedure, &row.case.state, lang).to_owned(),
            None => row.case.state.clone(),
        }
    }

    fn due(&self, row: &Row) -> String {
        row.due().map_or_else(String::new, |day| {
            self.layout.text.due(day.days_from(self.inbox.today))
        })
    }

    fn due_class(&self, row: &Row) -> &'static str {
        match row.due().map(|day| day.days_from(self.inbox.today)) {
            Some(days) if days < 0 => "overdue",
            Some(days) if days <= 7 => "soon",
            _ => "",
        }
    }

    fn week(&self, row: &Row) -> String {
        self.layout.text.date(row.case.week.date())
    }

    fn title_of<'a>(&self, row: &'a Row) -> &'a str {
        row.entry.as_ref().map_or("", |e| e.title())
    }

    /// Country, kinds, company as said and urgency, in one line.
    fn facets(&self, row: &Row) -> String {
        let t = self.layout.text;
        let Some(facets) = row.entry.as_ref().and_then(|e| e.facets()) else {
            return String::new();
        };
        let mut words: Vec<String> = facets.kinds.iter().map(|k| t.named("kind", k)).collect();
        words.extend(
            facets
                .country
                .as_deref()
                .map(|c| t.country(c).unwrap_or(c).to_owned()),
        );
        words.extend(facets.company.clone());
        words.extend(
            facets
                .urgency
                .iter()
                .filter(|u| *u != "none")
                .map(|u| t.named("urgency", u)),
        );
        words.join(" · ")
    }

    /// Whether a colleague waits for a second person's word.
    fn asked(&self, row: &Row) -> bool {
        self.inbox.unlocked && row.is_asked(self.inbox.today)
    }

    fn news(&self, row: &Row) -> usize {
        row.entry.as_ref().map_or(0, |e| e.new_messages())
    }
}

/// What came of a form of the page.
#[derive(Default)]
pub(super) struct Outcome {
    pub typed: Fields,
    pub problems: Problems,
    pub notice: Option<(Notice, StatusCode)>,
}

/// The forms beside the filter.
struct Acts {
    member: Field,
    reason: Field,
    explanation: Field,
    name: Field,
}

impl Acts {
    fn of(
        layout: &Layout,
        outcome: &Outcome,
        members: &BTreeMap<MemberId, String>,
        procedures: &Procedures,
    ) -> Self {
        let t = layout.text;
        let form = layout.form_with(&outcome.typed, &outcome.problems);
        let people = members.iter();
        let people = people.map(|(id, name)| Choice::new(id.to_string(), name));
        let newest = procedures.last_key_value().map(|(_, procedure)| procedure);
        let close = newest.and_then(|procedure| Some((procedure, procedure.close()?)));
        let reasons = close.into_iter().flat_map(|(procedure, close)| {
            let reasons = close.reasons.iter().filter_map(|r| procedure.reason(r));
            reasons.map(|r| Choice::new(&r.code, r.name.text(t.lang().code())))
        });
        Self {
            member: form.select("member", t.inbox_assignee(), people.collect()),
            reason: form.select("reason", t.case_close_reason(), reasons.collect()),
            explanation: form.area("explanation", t.case_close_explanation(), 2),
            name: form.line("name", t.inbox_view_name()).inside("view"),
        }
    }

    fn all(&self) -> [&Field; 4] {
        [&self.member, &self.reason, &self.explanation, &self.name]
    }
}

pub(super) async fn page<S: PlatformState>(
    state: &S,
    member: &Member,
    layout: Layout,
    asked: &Asked,
    outcome: Outcome,
) -> Result<Response, Oops> {
    let (session, platform, t) = (&member.session, state.platform(), layout.text);
    let as_of = platform.now();
    let filter = asked.filter(session.member.id);
    let cursor = Some(asked.get("after")).filter(|c| !c.is_empty());
    let inbox = platform.inbox(session, &filter, cursor, PAGE).await?;
    let kept = asked.kept();
    let next = inbox.next.as_ref().map(|after| {
        let mut pairs = kept.clone();
        pairs.insert("after".into(), after.clone());
        address("/desk/cases", &pairs)
    });
    let people = platform.people(session).await?.people;
    let members = people
        .into_iter()
        .filter(|p| p.on_roster && p.member.roles.reads_desk());
    let members = members.map(|p| (p.member.id, p.member.name)).collect();
    let channels = platform.channels().await?;
    let name = |c: &watchpost_domain::intake::Channel| c.name(t.lang().code()).to_owned();
    let channels = channels.iter().map(|c| (c.id, name(c))).collect();
    let names = Names {
        members: &members,
        channels: &channels,
    };
    let views = match session.working() {
        Ok(who) => platform.views(&who).await?,
        Err(_) => Vec::new(),
    };
    let running = platform.many_running(session.member.id);
    platform.many_told(session.member.id);
    let procedures = platform.procedures().await?;
    let acts = Acts::of(&layout, &outcome, &members, &procedures);
    let (notice, status) = match outcome.notice {
        Some((notice, status)) => (Some(notice), status),
        None => (None, form_status(&outcome.problems)),
    };
    let actor = session.actor();
    let may_enter = may::EnterReport::verdict(&actor, &session.desk) == Verdict::Allow;
    let may_ask = may::AskEmergency::verdict(&actor, &session.desk) == Verdict::Allow;
    let may_act = may::ActOnMany::verdict(&actor, &session.desk) == Verdict::Allow;
    Ok(render(InboxPage {
        bar: Bar::of(&layout, session),
        errors: Errors::of(t, acts.all()),
        notice,
        fields: fields(&layout, asked, &inbox.choices, &names, &procedures),
        procedures,
        roles: session.member.roles,
        folded: !asked.is_narrow(),
        may_enter,
        may_act,
        may_ask,
        alarms: platform.alarms(session).await?,
        views: views
            .into_iter()
            .map(|v| (address("/desk/cases", &v.asked), v.name))
            .collect(),
        can_keep: inbox.unlocked && !kept.is_empty(),
        keep: address("/desk/cases/views", &kept),
        many: address("/desk/cases/many", &kept),
        as_of,
        running,
        acts,
        inbox,
        next,
        status,
        layout,
    }))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    member: Member,
    layout: Layout,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    page(
        &state,
        &member,
        layout,
        &Asked::new(asked),
        Outcome::default(),
    )
    .await
}
