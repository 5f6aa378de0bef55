//! A company: what sources say of it, as it was known on one day about another.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use watchpost_domain::{
    Day,
    registry::{Covers, FactKind, PublicClaim, PublicMatter, PublicValue, Slug},
};
use watchpost_service::registry::{Named, PublicSeen};
use watchpost_text::Text;
use watchpost_web::{
    Cell, Field, Layout, Notice, Oops, Page, PlatformState, Table, Tone, asked_days, company_links,
    dated_words, day_fields, day_words, membership_words, public_words, render, see_other,
    valid_words,
};

/// A claim, with who says it.
pub(super) struct Said {
    pub words: String,
    pub valid: String,
    /// Where its page is, if it has one of ours.
    pub path: Option<String>,
    /// Whether it leads to another site.
    pub away: Option<String>,
    pub publisher: String,
    pub title: String,
    pub address: Option<String>,
    pub archive: Option<String>,
    pub about: String,
}

/// What is said of one matter: what is believed most, and what contradicts it.
struct Matter {
    is_disputed: bool,
    said: Vec<Said>,
}

struct Facts {
    name: String,
    matters: Vec<Matter>,
}

#[derive(Template)]
#[template(path = "companies/show.html")]
struct CompanyPage {
    layout: Layout,
    name: String,
    notice: Option<Notice>,
    standing: String,
    standing_since: String,
    says: String,
    remark: String,
    is_disputed: bool,
    known: String,
    fields: [Field; 2],
    path: String,
    first: String,
    facts: Vec<Facts>,
    history: Option<Table>,
    above: Vec<(String, String)>,
    below: Vec<(String, String)>,
    json: String,
    snapshot: Option<String>,
    cited: String,
}

impl Page for CompanyPage {
    fn title(&self) -> String {
        self.name.clone()
    }

    fn window(&self) -> String {
        self.layout.text.window_note()
    }
}

fn said(layout: &Layout, claim: &PublicClaim, names: &BTreeMap<Slug, String>) -> Said {
    let t = layout.text;
    let name = |slug: &Slug| names.get(slug).cloned().unwrap_or_else(|| slug.to_string());
    let source = &claim.source;
    let covers = match claim.covers {
        Covers::Yes => None,
        other => Some(t.named("covers", other.code())),
    };
    let about = [
        Some(t.named("confidence", claim.confidence.code())),
        covers,
        Some(t.company_source_seen(day_words(&t, source.seen))),
        Some(t.company_recorded(day_words(&t, claim.recorded))),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let own_dates = matches!(claim.value, PublicValue::Certificate(_));
    Said {
        words: public_words(&t, &claim.value, &name),
        valid: match own_dates {
            true => String::new(),
            false => valid_words(&t, &claim.valid),
        },
        path: claim
            .value
            .named()
            .map(|slug| layout.to(format!("/companies/{slug}"))),
        away: match &claim.value {
            PublicValue::Website(address) => Some(address.clone()),
            _ => None,
        },
        publisher: source.publisher.clone(),
        title: source.title.clone().unwrap_or_default(),
        address: source.address.clone(),
        archive: source.archive.clone(),
        about: about.join(" · "),
    }
}

fn facts(layout: &Layout, seen: &PublicSeen) -> Vec<Facts> {
    let matter = |matter: &PublicMatter| Matter {
        is_disputed: matter.is_disputed,
        said: { matter.said.iter() }
            .map(|claim| said(layout, claim, &seen.names))
            .collect(),
    };
    let kinds = FactKind::ALL.into_iter();
    let of = |kind: FactKind| {
        let matters = seen.company.facts.get(&kind)?;
        Some(Facts {
            name: layout.text.named("fact-kind", kind.code()),
            matters: matters.iter().map(matter).collect(),
        })
    };
    kinds.filter_map(of).collect()
}

/// What it was in the Association, through time.
fn history(t: Text, seen: &PublicSeen) -> Option<Table> {
    let heads = vec![
        t.company_history_what(),
        t.company_history_when(),
        t.company_history_who(),
    ];
    let rows = seen.statuses.iter().filter_map(|claim| {
        let PublicValue::Membership(own) = &claim.value else {
            return None;
        };
        let seen_on = t.company_source_seen(day_words(&t, claim.source.seen));
        let when = Some(valid_words(&t, &claim.valid)).filter(|when| !when.is_empty());
        Some(vec![
            Cell::new(membership_words(&t, own)),
            Cell::new(when.unwrap_or_else(|| seen_on.clone())),
            Cell::new(format!("{}, {seen_on}", claim.source.publisher)),
        ])
    });
    let mut rows = rows.peekable();
    rows.peek()?;
    let table = Table::new(t, t.company_history(), heads);
    Some(rows.fold(table, Table::row))
}

fn notice(t: Text, seen: &PublicSeen) -> Option<Notice> {
    seen.company.facts.is_empty().then(|| {
        let first = t.company_day_first(day_words(&t, seen.first));
        Notice::new(Tone::Careful, t.company_nothing_then(), first)
    })
}

fn page(
    layout: Layout,
    seen: &PublicSeen,
    (known_on, about): (Day, Day),
    site: &str,
) -> CompanyPage {
    let t = layout.text;
    let status = seen.company.facts.get(&FactKind::Membership);
    let status = status.and_then(|matters| matters.first());
    let best = status.and_then(|matter| matter.said.first());
    let standing = best.and_then(|claim| match &claim.value {
        PublicValue::Membership(own) => Some(membership_words(&t, own)),
        _ => None,
    });
    let since = best.and_then(|claim| claim.valid.from);
    let days = format!("about={}&known={}", about.date(), known_on.date());
    let path = format!("/companies/{}", seen.slug);
    let links = |all: &[Named]| company_links(&layout, "/companies", all);
    let (known_words, about_words) = (day_words(&t, known_on), day_words(&t, about));
    let address = format!("{site}{path}?{days}");
    CompanyPage {
        notice: notice(t, seen),
        standing: standing.unwrap_or_default(),
        standing_since: since.map_or(String::new(), |since| {
            t.company_since(dated_words(&t, since))
        }),
        says: best.map_or(String::new(), |claim| {
            t.company_says(claim.source.publisher.as_str())
        }),
        remark: match best.map(|claim| claim.covers) {
            Some(Covers::Still) => t.company_still(),
            Some(Covers::Perhaps) => t.company_perhaps(),
            _ => String::new(),
        },
        is_disputed: status.is_some_and(|matter| matter.is_disputed),
        known: t.company_as_known(about_words.as_str(), known_words.as_str()),
        fields: day_fields(&layout, (known_on, about)),
        first: t.company_day_first(day_words(&t, seen.first)),
        facts: facts(&layout, seen),
        history: history(t, seen),
        above: links(&seen.above),
        below: links(&seen.below),
        json: layout.to(format!("{path}/data.json?{days}")),
        snapshot: { seen.snapshot.as_ref() }
            .map(|_| layout.to(format!("{path}/status.txt?{days}"))),
        cited: t.company_cited(
            about_words,
            address,
            known_words,
            seen.listed.name.as_str(),
            layout.site.as_str(),
        ),
        name: seen.listed.name.clone(),
        path,
        layout,
    }
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    Path(slug): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let slug: Slug = slug.parse().map_err(|_| Oops::NotFound)?;
    let days = asked_days(state.platform().today(), &query);
    let seen = state.platform().public_company(&slug, days).await?;
    if seen.slug != slug {
        let asked = format!("about={}&known={}", days.1.date(), days.0.date());
        let to = format!("/companies/{}?{asked}", seen.slug);
        return Ok(see_other(&layout.to(to)));
    }
    let site = layout.site_address(&state, &headers);
    Ok(render(page(layout, &seen, days, &site)))
}
