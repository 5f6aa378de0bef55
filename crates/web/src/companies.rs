//! Lists of companies, and the form that looks for them: the same for everybody and at the desk.

use std::collections::HashMap;

use askama::Template;
use askama::filters::HtmlSafe;
use watchpost_domain::{
    intake::places::is_country,
    registry::{CompanyKind, List, Slug, Standing, Terms},
};
use watchpost_service::registry::{Asked, Line, Lines};

use crate::{Choice, Field, Layout, country_words, dated_words, query_part};

/// So many signs are looked for; what comes after them is left out.
const ASKED_MAX: usize = 160;

/// A company in the list.
struct Row {
    path: String,
    name: String,
    /// By which of its names it was found.
    found_as: String,
    standing: String,
    where_to: String,
    /// It is not public.
    remark: String,
}

/// A page of a list of companies, with the form above it.
#[derive(Template)]
#[template(path = "parts/companies.html")]
pub struct CompanyList {
    layout: Layout,
    path: &'static str,
    words: Field,
    /// What else can be asked for.
    fields: Vec<Field>,
    /// Something of that is asked for.
    narrowed: bool,
    found: String,
    rows: Vec<Row>,
    /// Each status with how many there are, and where they are listed.
    standings: Vec<(String, String)>,
    next: Option<String>,
}

impl HtmlSafe for CompanyList {}

impl CompanyList {
    /// What was found under a path, such as `/companies`. Each company's page lies below it.
    #[must_use]
    pub fn new(layout: &Layout, path: &'static str, asked: &Asked, found: Lines) -> Self {
        let t = layout.text;
        let number = |count: usize| t.number(i64::try_from(count).unwrap_or(i64::MAX));
        let standings = found.standings.iter().map(|(standing, count)| {
            let name = t.named("standing", standing.code());
            let to = layout.to(address(path, asked, Some(*standing), None));
            (t.companies_counted(number(*count), name), to)
        });
        let next = |slug: Slug| layout.to(address(path, asked, asked.standing, Some(&slug)));
        Self {
            path,
            found: t.companies_found(number(found.total)),
            words: { layout.form().line("words", t.companies_find()) }
                .hint(t.companies_find_hint())
                .value(&asked.words)
                .optional(),
            fields: fields(layout, asked),
            narrowed: asked.narrows(),
            standings: standings.collect(),
            next: found.next.map(next),
            rows: { found.lines.into_iter() }
                .map(|line| row(layout, path, line))
                .collect(),
            layout: layout.clone(),
        }
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// What an address asks for.
#[must_use]
pub fn asked_companies(query: &HashMap<String, String>) -> Asked {
    let of = |name: &str| {
        let asked = query.get(name).map_or("", |asked| asked.trim());
        asked.chars().take(ASKED_MAX).collect::<String>()
    };
    let standard = |code: &String| {
        Terms::known().is_some_and(|terms| terms.term(List::Standards, code).is_some())
    };
    Asked {
        words: of("words"),
        country: Some(of("country")).filter(|code| is_country(code)),
        standing: Standing::from_code(&of("standing")),
        kind: CompanyKind::from_code(&of("kind")),
        standard: Some(of("standard")).filter(standard),
    }
}

fn fields(layout: &Layout, asked: &Asked) -> Vec<Field> {
    let (t, form) = (layout.text, layout.form());
    let countries = t.countries().into_iter();
    let countries = countries.map(|(code, name)| Choice::new(code, name));
    let standings = Standing::ALL.into_iter();
    let standings = standings.map(|s| Choice::new(s.code(), t.named("standing", s.code())));
    let kinds = CompanyKind::ALL.into_iter();
    let kinds = kinds.map(|k| Choice::new(k.code(), t.named("company-kind", k.code())));
    let standards = Terms::known().map_or(&[][..], |terms| terms.list(List::Standards));
    let standards = standards.iter();
    let standards = standards.map(|s| Choice::new(&s.code, s.name.text(layout.lang())));
    let of = |said: Option<&str>| said.unwrap_or_default().to_owned();
    vec![
        form.select("country", t.companies_country(), countries.collect())
            .value(of(asked.country.as_deref()))
            .optional(),
        form.select("standing", t.companies_standing(), standings.collect())
            .value(of(asked.standing.map(Standing::code)))
            .optional(),
        form.select("kind", t.companies_kind(), kinds.collect())
            .value(of(asked.kind.map(CompanyKind::code)))
            .optional(),
        form.select("standard", t.companies_standard(), standards.collect())
            .value(of(asked.standard.as_deref()))
            .optional(),
    ]
}

/// The address of the same list, of another status or from another company on.
fn address(path: &str, asked: &Asked, standing: Option<Standing>, after: Option<&Slug>) -> String {
    let pairs = [
        (
            "words",
            Some(asked.words.as_str()).filter(|words| !words.is_empty()),
        ),
        ("country", asked.country.as_deref()),
        ("standing", standing.map(Standing::code)),
        ("kind", asked.kind.map(CompanyKind::code)),
        ("standard", asked.standard.as_deref()),
        ("after", after.map(Slug::as_str)),
    ];
    let given = pairs.into_iter();
    let given = given.filter_map(|(name, value)| Some(format!("{name}={}", query_part(value?))));
    format!("{path}?{}", given.collect::<Vec<_>>().join("&"))
}

fn row(layout: &Layout, path: &str, line: Line) -> Row {
    let t = layout.text;
    let listed = &line.listed;
    let countries: Vec<String> = listed
        .countries
        .iter()
        .map(|c| country_words(&t, c))
        .collect();
    let standing = t.named("standing", listed.standing.code());
    let since = listed
        .since
        .map(|since| t.claim_from(dated_words(&t, since)));
    let standing: Vec<String> = std::iter::once(standing).chain(since).collect();
    Row {
        path: layout.to(format!("{path}/{}", line.slug)),
        name: listed.name.clone(),
        found_as: line
            .found_as
            .map_or_else(String::new, |name| t.companies_found_as(name)),
        standing: match listed.standing {
            Standing::Unknown => String::new(),
            _ => standing.join(" · "),
        },
        where_to: t.list(&countries),
        remark: match line.is_public {
            true => String::new(),
            false => t.companies_only_desk(),
        },
    }
}
