//! The numbers of the desk, for those who read no case.

use askama::Template;
use axum::{extract::State, response::Response};
use watchpost_domain::cases::numbers::FEWEST;
use watchpost_service::{numbers::Numbers, procedures::ByVersion};
use watchpost_web::{Door, Layout, Oops, Page, PlatformState, Routes, render};

use crate::{bar::Bar, member::Member};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new().get("/desk/numbers", Door::Member("desk.see-numbers"), show::<S>)
}

/// One table: what is counted, and how many there are.
struct Table {
    title: String,
    rows: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "numbers.html")]
struct NumbersPage {
    layout: Layout,
    bar: Bar,
    few: String,
    tables: Vec<Table>,
}

impl Page for NumbersPage {
    fn title(&self) -> String {
        self.layout.text.numbers_title()
    }
}

fn tables(layout: &Layout, procedures: &ByVersion, numbers: Numbers) -> Vec<Table> {
    let t = layout.text;
    let count = |count: Option<u64>| match count.and_then(|n| i64::try_from(n).ok()) {
        Some(n) => t.number(n),
        None => t.numbers_few(),
    };
    let table = |title, rows| Table { title, rows };
    let states = numbers.states.into_iter();
    let weeks = numbers.weeks.into_iter().map(|(week, n)| {
        let name = week.map_or_else(|| t.numbers_before(), |week| t.week_of(week.date()));
        (name, count(n))
    });
    let clocks = numbers.clocks.into_iter();
    let (over, kept) = numbers.kept;
    vec![
        table(
            t.inbox_state(),
            states
                .map(|(s, n)| (name_of(procedures, &s, t.lang().code()), count(n)))
                .collect(),
        ),
        table(
            t.inbox_due(),
            clocks
                .map(|(c, n)| (t.named("numbers-clock", c.code()), count(n)))
                .collect(),
        ),
        table(t.numbers_weeks(), weeks.collect()),
        table(
            t.numbers_kept(t.counted_quarter(over.number(), over.year().to_string())),
            kept.into_iter()
                .map(|(k, n)| (t.named("counted-kept", k.code()), count(n)))
                .collect(),
        ),
    ]
}

/// A state as the newest procedure that has it calls it.
fn name_of(procedures: &ByVersion, state: &str, lang: &str) -> String {
    let mut newest = procedures.values().rev();
    let found = newest.find_map(|procedure| procedure.state(state));
    found.map_or_else(|| state.to_owned(), |s| s.name.text(lang).to_owned())
}

async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
) -> Result<Response, Oops> {
    let numbers = state.platform().numbers(&who.session).await?;
    let procedures = state.platform().procedures().await?;
    let fewest = i64::try_from(FEWEST).unwrap_or(i64::MAX);
    Ok(render(NumbersPage {
        bar: Bar::of(&layout, &who.session),
        few: layout.text.numbers_few_why(fewest),
        tables: tables(&layout, &procedures, numbers),
        layout,
    }))
}
