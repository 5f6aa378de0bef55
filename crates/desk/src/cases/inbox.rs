//! The inbox: before unlocking only states and clocks, then everything that the list knows.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use std::collections::HashMap;
use watchpost_domain::{
    cases::State as Stand,
    policy::{Action, Verdict, desks as may},
};
use watchpost_service::inbox::{Assignee, Due, Filter, Inbox, Order, Row};
use watchpost_web::{Choice, Field, Fields, Layout, Oops, Page, PlatformState, render};

use crate::{bar::Bar, member::Member};

const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "cases/inbox.html")]
struct InboxPage {
    layout: Layout,
    bar: Bar,
    inbox: Inbox,
    fields: Vec<Field>,
    may_enter: bool,
    /// The address of the next page.
    next: Option<String>,
}

impl Page for InboxPage {
    fn title(&self) -> String {
        self.layout.text.nav_cases()
    }
}

impl InboxPage {
    fn state(&self, row: &Row) -> String {
        self.layout.text.named("state", row.case.state.code())
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
        row.is_asked(self.inbox.today)
    }

    fn news(&self, row: &Row) -> usize {
        row.entry.as_ref().map_or(0, |e| e.new_messages())
    }
}

fn filter_of(asked: &HashMap<String, String>, me: watchpost_domain::MemberId) -> Filter {
    let get = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    Filter {
        state: Stand::from_code(get("state")),
        closed: get("state") == "all",
        due: match get("due") {
            "overdue" => Some(Due::Overdue),
            "soon" => Some(Due::Soon),
            _ => None,
        },
        assignee: match get("assignee") {
            "me" => Some(Assignee::Member(me)),
            "nobody" => Some(Assignee::Nobody),
            _ => None,
        },
        news: get("news") == "yes",
        asked: get("asked") == "yes",
        words: get("words").chars().take(200).collect(),
        order: match get("order") {
            "newest" => Order::NewestFirst,
            "oldest" => Order::OldestFirst,
            _ => Order::DueFirst,
        },
        ..Filter::default()
    }
}

fn fields(layout: &Layout, asked: &HashMap<String, String>) -> Vec<Field> {
    let t = layout.text;
    let typed: Fields = asked.clone().into_iter().collect();
    let form = layout.form_with(&typed, &watchpost_domain::Problems::default());
    let states = Stand::ALL.map(|s| Choice::new(s.code(), t.named("state", s.code())));
    let mut all_states = vec![Choice::new("all", t.inbox_all_states())];
    all_states.extend(states);
    vec![
        form.line("words", t.search_label()),
        form.select("state", t.inbox_state(), all_states),
        form.select(
            "due",
            t.inbox_due(),
            vec![
                Choice::new("overdue", t.inbox_overdue()),
                Choice::new("soon", t.inbox_soon()),
            ],
        ),
        form.select(
            "assignee",
            t.inbox_assignee(),
            vec![
                Choice::new("me", t.inbox_me()),
                Choice::new("nobody", t.inbox_nobody()),
            ],
        ),
        form.select(
            "order",
            t.sort_by(),
            vec![
                Choice::new("due", t.sort_due()),
                Choice::new("newest", t.sort_newest()),
                Choice::new("oldest", t.sort_oldest()),
            ],
        ),
    ]
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    member: Member,
    layout: Layout,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let session = &member.session;
    let filter = filter_of(&asked, session.member.id);
    let cursor = asked.get("after").map(String::as_str);
    let inbox = state
        .platform()
        .inbox(session, &filter, cursor, PAGE)
        .await?;
    let next = inbox.next.as_ref().map(|after| {
        let mut pairs: Vec<String> = asked
            .iter()
            .filter(|(name, value)| *name != "after" && !value.is_empty())
            .map(|(name, value)| format!("{name}={}", watchpost_web::query_part(value)))
            .collect();
        pairs.sort();
        pairs.push(format!("after={after}"));
        format!("/desk/cases?{}", pairs.join("&"))
    });
    Ok(render(InboxPage {
        bar: Bar::of(&layout, session),
        fields: fields(&layout, &asked),
        may_enter: may::EnterReport::verdict(&session.actor(), &session.desk) == Verdict::Allow,
        inbox,
        next,
        layout,
    }))
}
