//! All of a case on one page, for paper.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use watchpost_domain::{
    Day, MemberId,
    casefile::{Entry, Item, Said},
};
use watchpost_service::casefile::{CaseOpened, Wording};
use watchpost_text::Text;
use watchpost_web::{Layout, Oops, Page, Pieces, PlatformState, Told, render};

use super::{
    super::{case_id, timeline},
    before,
    wording::{InWords, KINDS},
};
use crate::{bar::Bar, member::Unlocked};

#[derive(Template)]
#[template(path = "casefile/print.html")]
struct PrintPage {
    layout: Layout,
    bar: Bar,
    path: String,
    reference: String,
    state: String,
    consents: Vec<String>,
    pieces: Pieces,
    /// What companies were told, and when.
    shared: Vec<(String, Told)>,
    before: Vec<String>,
}

impl Page for PrintPage {
    fn title(&self) -> String {
        self.layout.text.print_title(self.reference.as_str())
    }
}

/// Who of the desk is called what.
type Names = BTreeMap<MemberId, String>;

fn pieces(t: Text, opened: &CaseOpened, names: &Names) -> Pieces {
    let entries = InWords(t).entries(opened, i64::MAX);
    let mut groups: Vec<(String, Vec<Entry>)> = Vec::new();
    for kind in KINDS {
        // Why something was decided stands among the notes, and of lines there are more than can go out.
        let all: Vec<Entry> = match kind {
            "why" => notes(&t, opened, names),
            "line" => lines(&t, opened, names),
            _ => { entries.iter().filter(|e| e.item.kind() == kind) }
                .cloned()
                .collect(),
        };
        let heading = match kind {
            "why" => t.case_notes(),
            kind => t.named("takeout-part", kind),
        };
        groups.push((heading, all));
    }
    Pieces::new(t, groups)
}

fn notes(t: &Text, opened: &CaseOpened, names: &Names) -> Vec<Entry> {
    let notes = opened.seen.notes.iter().map(|(id, note)| Entry {
        item: Item::Why(*id),
        title: { names.get(&note.member).cloned() }.unwrap_or_else(|| t.case_somebody()),
        said: vec![Said {
            label: String::new(),
            text: note.text.clone(),
        }],
        at: Some(note.at),
        file: None,
    });
    notes.collect()
}

fn lines(t: &Text, opened: &CaseOpened, names: &Names) -> Vec<Entry> {
    let lines = opened.seen.history.iter().zip(0..);
    let entry = |(line, at)| Entry {
        title: timeline::words(t, (names, &opened.procedure), &opened.seen.released, line),
        ..InWords(*t).line(opened, at, line)
    };
    lines.map(entry).collect()
}

/// The page.
pub async fn page<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
) -> Result<Response, Oops> {
    let id = case_id(&id)?;
    let opened = state.platform().print_case(&who.working()?, id).await?;
    let people = state.platform().people(&who.0.session).await?.people;
    let names = people.into_iter().map(|p| (p.member.id, p.member.name));
    let names: Names = names.collect();
    let t = layout.text;
    let stands = opened.procedure.state(&opened.case.state);
    let shared = opened.seen.released.iter().map(|(_, part)| {
        let on = t.date(Day::of(part.at).date());
        let heading = t.follow_told_to(part.name.as_str(), on);
        (heading, Told::new(t, &opened.procedure, part.clone()))
    });
    let consents = opened.seen.consent.given.keys();
    Ok(render(PrintPage {
        bar: Bar::of(&layout, &who.0.session),
        path: format!("/desk/cases/{id}"),
        reference: opened.case.reference.as_str().to_owned(),
        state: stands.map_or_else(
            || opened.case.state.clone(),
            |state| state.name.text(layout.lang()).to_owned(),
        ),
        consents: consents.map(|code| t.named("consent", code)).collect(),
        pieces: pieces(t, &opened, &names),
        shared: shared.collect(),
        before: before(&t, &opened),
        layout,
    }))
}
