//! The numbers of the desk, for those who read no case.

use askama::Template;
use axum::{extract::State, response::Response};
use watchpost_domain::cases::numbers::FEWEST;
use watchpost_service::{numbers::Numbers, procedures::ByVersion, statistics};
use watchpost_web::{Counted, Door, Layout, Oops, Page, PlatformState, Routes, download, render};

use crate::{bar::Bar, member::Member};

pub fn routes<S: PlatformState>() -> Routes<S> {
    let see = Door::Member("desk.see-numbers");
    Routes::new()
        .get("/desk/numbers", see, show::<S>)
        .get("/desk/numbers.csv", see, csv::<S>)
        .get("/desk/numbers.json", see, json::<S>)
}

/// So many tables of times are shown: a year of quarters, of what came, ended, and was due.
const SECTIONS: usize = 12;

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
    counted: Counted,
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
    let told = state.platform().desk_statistics(&who.session).await?;
    let procedures = state.platform().procedures().await?;
    let fewest = i64::try_from(FEWEST).unwrap_or(i64::MAX);
    Ok(render(NumbersPage {
        bar: Bar::of(&layout, &who.session),
        few: layout.text.numbers_few_why(fewest),
        tables: tables(&layout, &procedures, numbers),
        counted: Counted::new(
            layout.text,
            &told,
            procedures.values().rev().map(|p| &**p).collect(),
        )
        .newest(SECTIONS),
        layout,
    }))
}

/// What was told of the desk's own cases, for a spreadsheet.
async fn csv<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
) -> Result<Response, Oops> {
    let told = state.platform().desk_statistics(&who.session).await?;
    let bytes = statistics::csv(&told, layout.lang())?;
    download("numbers.csv", bytes.len() as u64, bytes.into())
}

/// The same for programs, with all definitions.
async fn json<S: PlatformState>(State(state): State<S>, who: Member) -> Result<Response, Oops> {
    let told = state.platform().desk_statistics(&who.session).await?;
    let bytes = statistics::json(&told)?;
    download("numbers.json", bytes.len() as u64, bytes.into())
}
