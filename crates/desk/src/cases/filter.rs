//! What is asked of the inbox: from the address to a filter, and back into the form.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;
use watchpost_domain::{ChannelId, MemberId};
use watchpost_service::{
    inbox::{Assignee, Choices, Due, Filter, Order},
    procedures::ByVersion as Procedures,
};
use watchpost_web::{Choice, Field, Fields, Layout, query_part};

/// What the address of the inbox says.
pub(super) struct Asked(HashMap<String, String>);

/// The names that a filter has in the address; a saved view keeps these and nothing else.
const NAMES: [&str; 10] = [
    "words", "state", "due", "assignee", "channel", "kind", "country", "urgency", "order", "news",
];

impl Asked {
    pub(super) fn new(query: HashMap<String, String>) -> Self {
        Self(query)
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// What of it is a filter.
    pub(super) fn kept(&self) -> BTreeMap<String, String> {
        let pairs = NAMES.iter().chain(&["asked"]);
        let pairs = pairs.filter(|name| !self.get(name).is_empty());
        pairs
            .map(|name| ((*name).to_owned(), self.get(name).to_owned()))
            .collect()
    }

    /// Whether something is asked that the folded part of the form asks.
    pub(super) fn is_narrow(&self) -> bool {
        NAMES[3..].iter().any(|name| !self.get(name).is_empty())
    }

    pub(super) fn filter(&self, me: MemberId) -> Filter {
        let some = |name: &str| Some(self.get(name).to_owned()).filter(|v| !v.is_empty());
        let id = |name: &str| Uuid::parse_str(self.get(name)).ok();
        Filter {
            state: some("state").filter(|state| state != "all"),
            closed: self.get("state") == "all",
            due: match self.get("due") {
                "overdue" => Some(Due::Overdue),
                "soon" => Some(Due::Soon),
                _ => None,
            },
            assignee: match self.get("assignee") {
                "me" => Some(Assignee::Member(me)),
                "nobody" => Some(Assignee::Nobody),
                _ => id("assignee").map(|id| Assignee::Member(MemberId(id))),
            },
            channel: id("channel").map(ChannelId),
            kind: some("kind"),
            country: some("country"),
            urgency: some("urgency"),
            news: self.get("news") == "yes",
            asked: self.get("asked") == "yes",
            until: None,
            words: self.get("words").chars().take(200).collect(),
            order: match self.get("order") {
                "newest" => Order::NewestFirst,
                "oldest" => Order::OldestFirst,
                _ => Order::DueFirst,
            },
        }
    }
}

/// The filter that an address asks for, and the address that asks for it.
#[doc(hidden)] // for the fuzz targets only
#[must_use]
pub fn filter_of(query: HashMap<String, String>, me: MemberId) -> (Filter, String) {
    let asked = Asked::new(query);
    (asked.filter(me), address("/desk", &asked.kept()))
}

/// An address of a page of the inbox, or of a form that is about what it shows.
pub(super) fn address(path: &str, pairs: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", query_part(value)))
        .collect();
    match pairs.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", pairs.join("&")),
    }
}

/// The names that choices are told by.
pub(super) struct Names<'a> {
    pub members: &'a BTreeMap<MemberId, String>,
    pub channels: &'a BTreeMap<ChannelId, String>,
}

/// The states of all procedures, as the newest of them calls each.
fn states(procedures: &Procedures, lang: &str) -> Vec<Choice> {
    let mut seen = BTreeSet::new();
    let all = procedures.values().rev().flat_map(|procedure| {
        let sent = { procedure.states.iter() }.filter(|s| s.code != procedure.start);
        sent.map(|state| (&state.code, state.name.text(lang)))
    });
    all.filter(|(code, _)| seen.insert((*code).clone()))
        .map(|(code, name)| Choice::new(code, name))
        .collect()
}

/// The form; what occurs nowhere is not offered.
pub(super) fn fields(
    layout: &Layout,
    asked: &Asked,
    found: &Choices,
    names: &Names,
    procedures: &Procedures,
) -> Vec<Field> {
    let t = layout.text;
    let typed: Fields = asked.kept().into_iter().collect();
    let form = layout.form_with(&typed, &watchpost_domain::Problems::default());
    let states = states(procedures, t.lang().code());
    let mut all_states = vec![Choice::new("all", t.inbox_all_states())];
    all_states.extend(states);
    let due = vec![
        Choice::new("overdue", t.inbox_overdue()),
        Choice::new("soon", t.inbox_soon()),
    ];
    let mut carried = vec![
        Choice::new("me", t.inbox_me()),
        Choice::new("nobody", t.inbox_nobody()),
    ];
    let person = |(id, name): (&MemberId, &String)| Choice::new(id.to_string(), name);
    carried.extend(names.members.iter().map(person));
    let order = vec![
        Choice::new("due", t.sort_due()),
        Choice::new("newest", t.sort_newest()),
        Choice::new("oldest", t.sort_oldest()),
    ];
    let mut fields = vec![
        form.line("words", t.search_label()),
        form.select("state", t.inbox_state(), all_states),
        form.select("due", t.inbox_due(), due),
        form.select("assignee", t.inbox_assignee(), carried),
    ];
    let words = |vocabulary: &'static str| {
        move |code: &String| Choice::new(code, t.named(vocabulary, code))
    };
    let kinds: Vec<Choice> = found.kinds.iter().map(words("kind")).collect();
    let urgencies: Vec<Choice> = found.urgencies.iter().map(words("urgency")).collect();
    let country = |code: &String| Choice::new(code, t.country(code).unwrap_or(code));
    let mut countries: Vec<Choice> = found.countries.iter().map(country).collect();
    countries.sort_by(|a, b| a.label.cmp(&b.label));
    let channel = |id: &ChannelId| {
        let name = names.channels.get(id).cloned();
        Choice::new(id.0.simple().to_string(), name.unwrap_or_default())
    };
    let channels: Vec<Choice> = found.channels.iter().map(channel).collect();
    for (name, label, choices) in [
        ("kind", t.inbox_kind(), kinds),
        ("country", t.inbox_country(), countries),
        ("urgency", t.inbox_urgency(), urgencies),
        ("channel", t.inbox_channel(), channels),
    ] {
        if choices.len() > 1 {
            fields.push(form.select(name, label, choices));
        }
    }
    let news = vec![Choice::new("yes", t.inbox_news())];
    fields.push(form.select("news", t.inbox_messages(), news));
    fields.push(form.select("order", t.sort_by(), order));
    fields
}
