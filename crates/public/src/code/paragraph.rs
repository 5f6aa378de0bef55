//! One paragraph: what it asks for, whom it protects, how we know it, where others speak of the same, and in how many cases it was touched.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use watchpost_domain::{
    conduct::{Basis, Conduct, Crosswalk, Framework, Paragraph, Walk},
    statistics::{self, Dimension, Publication},
};
use watchpost_text::Text;
use watchpost_web::{Cell, Layout, Oops, Page, PlatformState, Table, render};

use super::conduct;

/// A paragraph beside this one.
struct Beside {
    number: u16,
    title: String,
}

/// Where a framework speaks of the same.
struct Other {
    name: String,
    says: Vec<Said>,
}

/// One thing that is said of where it speaks.
struct Said {
    /// Its numbers, which read from left to right in every language.
    at: String,
    words: String,
    /// How we know it.
    basis: String,
}

#[derive(Template)]
#[template(path = "code/paragraph.html")]
struct ParagraphPage {
    layout: Layout,
    address: &'static str,
    heading: String,
    section: String,
    summary: String,
    basis: String,
    letters: Vec<String>,
    affects: Vec<(&'static str, String)>,
    /// The code and the name of each subject.
    tags: Vec<(String, String)>,
    /// How it is cited, by edition.
    cited: Vec<String>,
    others: Vec<Other>,
    /// In how many cases it was touched, as it was told, the newest first.
    numbers: Option<Table>,
    before: Option<Beside>,
    after: Option<Beside>,
}

impl Page for ParagraphPage {
    fn title(&self) -> String {
        self.heading.clone()
    }

    /// What somebody read about is nobody's business who looks at their list of pages.
    fn window(&self) -> String {
        self.layout.text.window_note()
    }
}

/// Where a framework speaks of the same: its numbers together as far as they are known alike, then what it says.
fn other(t: Text, lang: &str, (framework, walks): (&Framework, Vec<&Walk>)) -> Other {
    let mut at: Vec<(Basis, Vec<&str>)> = Vec::new();
    for walk in walks.iter().filter(|walk| !walk.at.is_empty()) {
        if !at.iter().any(|(basis, _)| *basis == walk.basis) {
            at.push((walk.basis, Vec::new()));
        }
        let own = at.iter_mut().filter(|(basis, _)| *basis == walk.basis);
        for (_, all) in own {
            let new = walk.at.iter().map(String::as_str);
            let new: Vec<&str> = new.filter(|number| !all.contains(number)).collect();
            all.extend(new);
        }
    }
    let place = framework
        .place
        .as_ref()
        .map_or("", |place| place.text(lang));
    let said = |at: String, words: &str, basis: Basis| Said {
        at,
        words: words.to_owned(),
        basis: t.named("basis", basis.code()),
    };
    let at = at.into_iter();
    let at = at.map(|(basis, all)| said(all.join(", "), place, basis));
    let says = walks.iter().filter_map(|walk| {
        let says = walk.says.as_ref()?;
        Some(said(String::new(), says.text(lang), walk.basis))
    });
    Other {
        says: at.chain(says).collect(),
        name: framework.name.text(lang).to_owned(),
    }
}

/// The numbers that were told of a paragraph: each period with its count.
fn numbers(t: Text, told: &Publication, number: u16) -> Option<Table> {
    let ended = told
        .releases
        .iter()
        .filter(|release| release.of == statistics::Basis::Ended);
    let counted = ended.rev().flat_map(|release| {
        let tables = release.tables.iter().flat_map(|told| &told.cells);
        let own = tables.filter(move |cell| {
            let named = cell.of.get(&Dimension::Paragraph);
            let named = named.and_then(|code| code.trim_start_matches('0').parse::<u16>().ok());
            named == Some(number) && cell.of.len() == 1
        });
        own.filter_map(move |cell| Some((release.name.clone(), cell.count.count()?)))
    });
    let heads = vec![t.code_when(), t.statistics_cases()];
    let mut rows = counted.peekable();
    rows.peek()?;
    Some(rows.fold(
        Table::new(t, t.code_numbers(), heads),
        |table, (name, count)| {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            table.row(vec![Cell::new(name), Cell::number(t.number(count))])
        },
    ))
}

fn beside(conduct: &Conduct, number: u16, lang: &str) -> Option<Beside> {
    conduct.paragraph(number).map(|paragraph| Beside {
        number,
        title: paragraph.title.text(lang).to_owned(),
    })
}

fn page(
    layout: Layout,
    conduct: &'static Conduct,
    of: &Paragraph,
    told: &Publication,
) -> ParagraphPage {
    let (t, lang) = (layout.text, layout.lang());
    let section = { conduct.sections.iter() }.find(|section| section.code == of.section);
    let cited = conduct.editions.iter().rev().map(|edition| {
        let (name, code) = (edition.name.text(lang), &edition.code);
        t.code_cited(format!("{code}-{}", of.number), name)
    });
    let letters = of
        .letters
        .iter()
        .map(|own| format!("({}) {}", own.letter, own.title.text(lang)));
    let tags = of.tags.iter().filter_map(|code| conduct.tag(code));
    let others = Crosswalk::known().map_or(vec![], |walk| walk.of(of));
    ParagraphPage {
        address: &conduct.address,
        heading: format!("{} · {}", of.number, of.title.text(lang)),
        section: section.map_or(String::new(), |s| {
            format!("{} · {}", s.code, s.name.text(lang))
        }),
        summary: of.summary.text(lang).to_owned(),
        basis: t.named("basis", of.basis.code()),
        letters: letters.collect(),
        affects: { of.affects.iter() }
            .map(|who| (who.code(), t.named("affected", who.code())))
            .collect(),
        tags: tags
            .map(|tag| (tag.code.clone(), tag.name.text(lang).to_owned()))
            .collect(),
        cited: cited.collect(),
        others: others.into_iter().map(|one| other(t, lang, one)).collect(),
        numbers: numbers(t, told, of.number),
        before: of
            .number
            .checked_sub(1)
            .and_then(|number| beside(conduct, number, lang)),
        after: beside(conduct, of.number + 1, lang),
        layout,
    }
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(number): Path<String>,
) -> Result<Response, Oops> {
    let conduct = conduct()?;
    // One address for each: not `067`, and not `+67`.
    let known = { conduct.paragraphs.iter() }.find(|own| own.number.to_string() == number);
    let paragraph = known.ok_or(Oops::NotFound)?;
    let told = state.platform().statistics().await?;
    Ok(render(page(layout, conduct, paragraph, &told)))
}
