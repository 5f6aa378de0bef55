//! Draws the shipped procedure, and keeps the drawing in `docs/procedure.md`: it is made of the same data that cases are to follow.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use watchpost_domain::procedure::{
    BACK, Clock, Days, Exit, Names, Procedure, Sheet, State, Time, sheet::Asks,
};

const HEAD: &str = "\
# How a complaint goes

<!-- Made of crates/domain/src/vocabulary/procedure.toml by `WATCHPOST_BLESS=1 cargo test -p watchpost-domain --test procedure`. -->

NOTE Whoever runs Watchpost can write another: `watchpost procedure show > ours.toml`, change it, and
`watchpost procedure check ours.toml` says whether it is whole: every state has a clock or says why it has none, every way leads to
the end, the end is left by reopening alone, and everything has a name in each language, those of the pages among them.

`watchpost procedure use ours.toml` puts it to use: cases that come in from then on follow it, and those that are there keep
the one under which they came. The board, the mediator and the company have no room of their own here yet: what they did is written down
for them by those who are named beside them.

";

fn en(names: &Names) -> &str {
    names.text("en")
}

fn id(code: &str) -> String {
    code.replace('-', "_")
}

fn diagram(procedure: &Procedure) -> String {
    let mut out = "```mermaid\nstateDiagram-v2\n".to_owned();
    for state in &procedure.states {
        writeln!(
            out,
            "  state \"{}\" as {}",
            en(&state.name),
            id(&state.code)
        )
        .unwrap();
    }
    writeln!(out, "  [*] --> {}", id(&procedure.start)).unwrap();
    for state in &procedure.states {
        for exit in state.exits.iter() {
            let to = match exit.to.as_deref() {
                Some(BACK) => continue,
                Some(to) => id(to),
                None => "[*]".to_owned(),
            };
            let (from, act) = (id(&state.code), en(&exit.name).replace(':', " –"));
            writeln!(out, "  {from} --> {to}: {act}").unwrap();
        }
    }
    out + "```\n"
}

fn clock(clock: &Clock) -> String {
    let time = match clock.time {
        Time::Days {
            days,
            of: Days::Working,
        } => format!("{days} working days"),
        Time::Days {
            days,
            of: Days::Calendar,
        } => format!("{days} days"),
        Time::Hours { hours } => format!("{hours} hours"),
    };
    let mut all = vec![match (&clock.when, &clock.what) {
        (Some(_), _) => format!("{time} when it is urgent"),
        (None, Some(what)) => format!("{time} for the {what}"),
        (None, None) => time,
    }];
    if !clock.reminders.is_empty() {
        let days: Vec<String> = clock.reminders.iter().map(ToString::to_string).collect();
        all.push(format!("reminders after {} days", days.join(" and ")));
    }
    if clock.extend > 0 {
        all.push("can be extended once".to_owned());
        assert_eq!(clock.extend, 1, "the words say once");
    }
    all.join(", ")
}

fn exits<'a>(procedure: &Procedure, all: impl Iterator<Item = &'a Exit>) -> String {
    let one = |exit: &Exit| {
        let who = exit
            .by
            .iter()
            .map(|by| en(&procedure.actor(by).unwrap().name));
        let to = match exit.to.as_deref() {
            Some(BACK) => "back to where it was asked".to_owned(),
            Some(to) => en(&procedure.state(to).unwrap().name).to_owned(),
            None => "nothing is kept".to_owned(),
        };
        let needs: Vec<String> = { exit.needs.iter() }
            .map(|need| format!("`{}`", need.code()))
            .collect();
        let needs = match needs.is_empty() {
            true => String::new(),
            false => format!(" (needs {})", needs.join(", ")),
        };
        let who: Vec<&str> = who.collect();
        format!("{} → {to}: {}{needs}", en(&exit.name), who.join(", "))
    };
    all.map(one).collect::<Vec<_>>().join("<br>")
}

fn by_when(state: &State) -> String {
    match &state.no_clock {
        Some(why) => format!("none: {}", en(why)),
        None => state
            .clocks
            .iter()
            .map(clock)
            .collect::<Vec<_>>()
            .join("; "),
    }
}

fn document() -> String {
    let procedure = Procedure::shipped().unwrap();
    let mut out = HEAD.replace("NOTE", en(&procedure.note));
    out += &diagram(&procedure);
    out += "\n| who acts | members with one of these roles |\n|---|---|\n";
    for actor in &procedure.actors {
        let roles: Vec<&str> = actor.roles.iter().map(|role| role.code()).collect();
        writeln!(out, "| {} | {} |", en(&actor.name), roles.join(", ")).unwrap();
    }
    out += "\n| state | by when | what leads on, and who can do it |\n|---|---|---|\n";
    for state in &procedure.states {
        let on = exits(&procedure, state.exits.iter());
        writeln!(out, "| {} | {} | {on} |", en(&state.name), by_when(state)).unwrap();
    }
    let anywhere = exits(&procedure, procedure.anywhere.iter());
    writeln!(
        out,
        "| any of these but the first and the last | | {anywhere} |"
    )
    .unwrap();
    out += "\n## Beside the state, at any time\n\n| what | begun by | ended by | clocks |\n|---|---|---|---|\n";
    for side in &procedure.sides {
        let who = |all: &[String]| {
            let names = all.iter().map(|by| en(&procedure.actor(by).unwrap().name));
            names.collect::<Vec<_>>().join(", ")
        };
        let mut clocks = if side.pauses { "stand still" } else { "run on" }.to_owned();
        if let Some(state) = side.opens.as_ref().and_then(|code| procedure.state(code)) {
            write!(
                clocks,
                "; an urgent case of its own begins at “{}”",
                en(&state.name)
            )
            .unwrap();
        }
        let (begun, ended) = (who(&side.begun_by), who(&side.ended_by));
        writeln!(out, "| {} | {begun} | {ended} | {clocks} |", en(&side.name)).unwrap();
    }
    out += "\n## What has to be found out\n\nEach is a worksheet; what it finds is what an act can need. Sheets for the person who reported stand on their page.\n\n";
    out += "| worksheet | who | where | asks | finds |\n|---|---|---|---|---|\n";
    for sheet in &procedure.sheets {
        out += &sheet_row(&procedure, sheet);
    }
    out
}

fn sheet_row(procedure: &Procedure, sheet: &Sheet) -> String {
    let who = { sheet.by.iter() }.map(|by| en(&procedure.actor(by).unwrap().name));
    let at = { sheet.at.iter() }.map(|state| en(&procedure.state(state).unwrap().name));
    let at: Vec<&str> = at.collect();
    let at = match at.is_empty() {
        true => "anywhere".to_owned(),
        false => at.join(", "),
    };
    let asks = sheet.questions.iter().map(|question| {
        let choices: Vec<&str> = { question.asks.choices().iter() }
            .map(|choice| en(&choice.name))
            .collect();
        // Of the Code there are too many to be listed here; what each is about stands in `vocabulary/code.toml`.
        match choices.is_empty() || matches!(question.asks, Asks::Paragraphs(_)) {
            true => en(&question.name).to_owned(),
            false => format!("{} ({})", en(&question.name), choices.join(" / ")),
        }
    });
    let finds = sheet
        .finds
        .iter()
        .map(|finding| format!("`{}`", finding.code));
    let mut finds: Vec<String> = finds.collect();
    if sheet.anew {
        finds.push("anew each time".to_owned());
    }
    if !sheet.not_by.is_empty() {
        finds.push(format!(
            "not by who filled in `{}`",
            sheet.not_by.join("`, `")
        ));
    }
    let again = sheet.again.iter().map(|again| again.days.to_string());
    let again: Vec<String> = again.collect();
    if !again.is_empty() {
        finds.push(format!("asked again after {} days", again.join(", ")));
    }
    format!(
        "| {} | {} | {at} | {} | {} |\n",
        en(&sheet.name),
        who.collect::<Vec<_>>().join(", "),
        asks.collect::<Vec<_>>().join("<br>"),
        finds.join("<br>"),
    )
}

#[test]
fn the_document_is_drawn_from_the_data() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/procedure.md");
    let drawn = document();
    #[expect(
        clippy::disallowed_methods,
        reason = "whoever changed the procedure says in the environment that they meant it"
    )]
    if std::env::var("WATCHPOST_BLESS").is_ok_and(|said| said == "1") {
        std::fs::write(path, &drawn).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap_or_default() == drawn,
        "the procedure changed; if you meant it, run this again with WATCHPOST_BLESS=1, read what became of docs/procedure.md, and commit it"
    );
    // Each state is a box, and each way that is known beforehand an arrow.
    let procedure = Procedure::shipped().unwrap();
    let ways = procedure.states.iter().flat_map(|s| &s.exits);
    let known = ways.filter(|e| e.to.as_deref() != Some(BACK)).count();
    assert_eq!(drawn.matches(" --> ").count(), known + 1);
    assert_eq!(drawn.matches("  state \"").count(), procedure.states.len());
}
