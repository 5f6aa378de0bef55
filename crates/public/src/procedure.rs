//! The procedure that reports follow, drawn and told from the policy data itself: states, what leads on and who can do it, clocks.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use watchpost_domain::procedure::{BACK, Clock, Code, Days, Exit, Procedure, State as Stand, Time};
use watchpost_text::Text;
use watchpost_web::{Door, Layout, Oops, Page, PlatformState, Routes, render};

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new().get("/procedure", Door::Public, show::<S>)
}

/// Sizes of the drawing: states stand one under the other, and arcs beside them lead on (at their end side) and back.
const BOX: [usize; 2] = [230, 34];
const STEP: usize = 62;
const SIDE: usize = 80;

/// A state in the drawing.
struct Node {
    name: String,
    y: usize,
    /// Where a case begins or ends.
    is_edge: bool,
}

/// What leads from one state to another.
struct Arc {
    path: String,
    back: bool,
}

/// A state in the table.
struct Row {
    code: Code,
    name: String,
    told: String,
    when: Vec<String>,
    exits: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "procedure.html")]
struct ProcedurePage {
    layout: Layout,
    note: String,
    version: String,
    height: usize,
    nodes: Vec<Node>,
    arcs: Vec<Arc>,
    rows: Vec<Row>,
    anywhere: Vec<(String, String, String)>,
    sides: Vec<[String; 4]>,
    /// What has to be found out: the sheet, who fills it in, and what it asks.
    sheets: Vec<(String, String, Vec<String>)>,
    ends: Vec<String>,
}

impl Page for ProcedurePage {
    fn title(&self) -> String {
        self.layout.text.procedure_title()
    }

    fn window(&self) -> String {
        self.layout.text.window_note()
    }
}

impl ProcedurePage {
    fn width(&self) -> usize {
        BOX[0] + 2 * SIDE
    }

    /// The middle, where names stand.
    fn middle(&self) -> usize {
        SIDE + BOX[0] / 2
    }
}

/// A time in words.
fn time(t: &Text, clock: &Clock) -> String {
    let words = match clock.time {
        Time::Days {
            days,
            of: Days::Working,
        } => t.procedure_working_days(days),
        Time::Days {
            days,
            of: Days::Calendar,
        } => t.procedure_days(days),
        Time::Hours { hours } => t.procedure_hours(hours),
    };
    let words = match (&clock.when, &clock.what) {
        (Some(_), _) => t.procedure_urgent(words.as_str()),
        (None, Some(what)) => t.procedure_for(words.as_str(), t.named("clock", what).as_str()),
        (None, None) => words,
    };
    match clock.extend {
        0 => words,
        _ => t.procedure_longer(words.as_str()),
    }
}

/// Who can do something, in words.
fn who(t: &Text, procedure: &Procedure, by: &[Code]) -> String {
    let lang = t.lang().code();
    let name = |code: &Code| procedure.actor(code).map(|a| a.name.text(lang).to_owned());
    t.list(&by.iter().filter_map(name).collect::<Vec<_>>())
}

/// An act, who can do it, and where it leads.
fn exit(t: &Text, procedure: &Procedure, exit: &Exit) -> (String, String, String) {
    let lang = t.lang().code();
    let to = match exit.to.as_deref() {
        Some(BACK) => t.procedure_back(),
        Some(to) => procedure
            .state(to)
            .map_or("", |s| s.name.text(lang))
            .to_owned(),
        None => t.procedure_gone(),
    };
    let by = who(t, procedure, &exit.by);
    (exit.name.text(lang).to_owned(), by, to)
}

fn row(t: &Text, procedure: &Procedure, state: &Stand) -> Row {
    let lang = t.lang().code();
    let why = state.no_clock.iter().map(|why| why.text(lang).to_owned());
    let clocks = state.clocks.iter().map(|clock| time(t, clock));
    Row {
        code: state.code.clone(),
        name: state.name.text(lang).to_owned(),
        told: state.told.text(lang).to_owned(),
        when: clocks.chain(why).collect(),
        exits: state.exits.iter().map(|e| exit(t, procedure, e)).collect(),
    }
}

/// Each pair of states that something leads between, once.
fn arcs(procedure: &Procedure) -> Vec<Arc> {
    let place: BTreeMap<&str, usize> = { procedure.states.iter().enumerate() }
        .map(|(at, state)| (state.code.as_str(), at))
        .collect();
    let mut pairs = BTreeSet::new();
    for (from, state) in procedure.states.iter().enumerate() {
        let next = state.exits.iter().filter_map(|exit| exit.to.as_deref());
        pairs.extend(next.filter_map(|to| Some((from, *place.get(to)?))));
    }
    let left_out = |(from, to): &(usize, usize)| from != to;
    pairs
        .into_iter()
        .filter(left_out)
        .map(|pair| arc(pair, procedure.states.len()))
        .collect()
}

/// Straight down to the next, beside the boxes to all others: the farther, the wider.
fn arc((from, to): (usize, usize), states: usize) -> Arc {
    let bottom = |at: usize| at * STEP + BOX[1];
    let middle = |at: usize| at * STEP + BOX[1] / 2;
    let x = SIDE + BOX[0] / 2;
    if to == from + 1 {
        let path = format!("M{x},{}V{}", bottom(from), to * STEP - 3);
        return Arc { path, back: false };
    }
    let back = to < from;
    // A curve comes three quarters of the way to where it is pulled.
    let wide = 24 + from.abs_diff(to) * (SIDE - 24) / states.max(1);
    // Where one leaves is a little below where others arrive.
    let (leave, arrive) = (middle(from) + 5, middle(to) - 5);
    let (edge, out, tip) = match back {
        true => (SIDE, SIDE - wide, SIDE - 3),
        false => (SIDE + BOX[0], SIDE + BOX[0] + wide, SIDE + BOX[0] + 3),
    };
    let path = format!("M{edge},{leave}C{out},{leave} {out},{arrive} {tip},{arrive}");
    Arc { path, back }
}

async fn show<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Response, Oops> {
    let all = state.platform().procedures().await?;
    let asked = asked.get("version").map(|version| version.parse::<i64>());
    let found = match asked {
        None => all.last_key_value(),
        Some(version) => all.get_key_value(&version.map_err(|_| Oops::NotFound)?),
    };
    let (version, procedure) = found.ok_or(Oops::NotFound)?;
    let t = layout.text;
    let lang = t.lang().code();
    let node = |(at, state): (usize, &Stand)| Node {
        name: state.name.text(lang).to_owned(),
        y: at * STEP,
        is_edge: state.code == procedure.start || state.code == procedure.end,
    };
    let side = |side: &watchpost_domain::procedure::Side| {
        let clocks = match side.pauses {
            true => t.procedure_stand(),
            false => t.procedure_run(),
        };
        let (begun, ended) = (&side.begun_by, &side.ended_by);
        let name = side.name.text(lang).to_owned();
        [
            name,
            who(&t, procedure, begun),
            who(&t, procedure, ended),
            clocks,
        ]
    };
    Ok(render(ProcedurePage {
        note: procedure.note.text(lang).to_owned(),
        version: t.procedure_version(version.to_string().as_str()),
        height: procedure.states.len() * STEP,
        nodes: procedure.states.iter().enumerate().map(node).collect(),
        arcs: arcs(procedure),
        rows: procedure
            .states
            .iter()
            .map(|s| row(&t, procedure, s))
            .collect(),
        anywhere: procedure
            .anywhere
            .iter()
            .map(|e| exit(&t, procedure, e))
            .collect(),
        sides: procedure.sides.iter().map(side).collect(),
        sheets: { procedure.sheets.iter() }
            .map(|sheet| {
                let asks = sheet.questions.iter().map(|q| q.name.text(lang).to_owned());
                let by = who(&t, procedure, &sheet.by);
                (sheet.name.text(lang).to_owned(), by, asks.collect())
            })
            .collect(),
        ends: { procedure.reasons.iter() }
            .map(|reason| reason.name.text(lang).to_owned())
            .collect(),
        layout,
    }))
}
