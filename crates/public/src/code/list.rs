//! All paragraphs by section, or those that are looked for.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::Query, response::Response};
use watchpost_domain::conduct::{Affected, Conduct, Paragraph};
use watchpost_web::{Choice, Field, Layout, Oops, Page, render};

use super::conduct;

/// So many signs are looked for; what comes after them is left out.
const ASKED_MAX: usize = 200;

/// A paragraph in the list.
struct Row {
    number: u16,
    title: String,
    summary: String,
}

/// A section with those of its paragraphs that are found.
struct Section {
    name: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "code/list.html")]
struct CodePage {
    layout: Layout,
    address: &'static str,
    /// What is known of each edition, the newest first.
    editions: Vec<String>,
    fields: Vec<Field>,
    found: String,
    sections: Vec<Section>,
}

impl Page for CodePage {
    fn title(&self) -> String {
        self.layout.text.code_title()
    }

    fn window(&self) -> String {
        self.layout.text.window_note()
    }
}

/// What is looked for.
struct Asked {
    words: String,
    tag: String,
    affected: String,
}

impl Asked {
    fn is_any(&self) -> bool {
        [&self.words, &self.tag, &self.affected]
            .iter()
            .any(|asked| !asked.is_empty())
    }

    fn finds(&self, conduct: &Conduct, paragraph: &Paragraph, lang: &str) -> bool {
        let protects = |code: &str| paragraph.affects.iter().any(|who| who.code() == code);
        (self.words.is_empty() || conduct.is_found(paragraph, &self.words, lang))
            && (self.tag.is_empty() || paragraph.tags.contains(&self.tag))
            && (self.affected.is_empty() || protects(&self.affected))
    }

    fn fields(&self, layout: &Layout, conduct: &Conduct) -> Vec<Field> {
        let (t, lang, form) = (layout.text, layout.lang(), layout.form());
        let mut tags: Vec<Choice> = { conduct.tags.iter() }
            .map(|tag| Choice::new(&tag.code, tag.name.text(lang)))
            .collect();
        tags.sort_by_key(|choice| choice.label.to_lowercase());
        let affected = { Affected::ALL.iter() }
            .map(|who| Choice::new(who.code(), t.named("affected", who.code())))
            .collect();
        vec![
            { form.line("words", t.paragraphs_find()) }
                .value(&self.words)
                .optional(),
            form.select("tag", t.code_tag(), tags)
                .value(&self.tag)
                .optional(),
            { form.select("affected", t.code_affects(), affected) }
                .value(&self.affected)
                .optional(),
        ]
    }
}

pub async fn show(
    layout: Layout,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let conduct = conduct()?;
    let (t, lang) = (layout.text, layout.lang());
    let of = |name: &str| {
        let asked = asked.get(name).map_or("", |asked| asked.trim());
        asked.chars().take(ASKED_MAX).collect::<String>()
    };
    let asked = Asked {
        words: of("words"),
        tag: Some(of("tag"))
            .filter(|code| conduct.tag(code).is_some())
            .unwrap_or_default(),
        affected: of("affected"),
    };
    let row = |paragraph: &Paragraph| Row {
        number: paragraph.number,
        title: paragraph.title.text(lang).to_owned(),
        summary: paragraph.summary.text(lang).to_owned(),
    };
    let sections = conduct.sections.iter().map(|section| {
        let own = conduct.of_section(&section.code);
        let own = own.filter(|paragraph| asked.finds(conduct, paragraph, lang));
        Section {
            name: format!("{} · {}", section.code, section.name.text(lang)),
            rows: own.map(row).collect(),
        }
    });
    let sections: Vec<Section> = sections.filter(|s| !s.rows.is_empty()).collect();
    let editions = conduct.editions.iter().rev().map(|edition| {
        let known = t.named("basis", edition.basis.code());
        t.code_edition(known, edition.name.text(lang), t.date(edition.since.date()))
    });
    Ok(render(CodePage {
        address: &conduct.address,
        editions: editions.collect(),
        fields: asked.fields(&layout, conduct),
        found: match asked.is_any() {
            true => t.code_found(sections.iter().map(|s| s.rows.len()).sum::<usize>()),
            false => String::new(),
        },
        sections,
        layout,
    }))
}
