//! A company as those see it who see all: what each source says, what contradicts it, what was ever recorded.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use watchpost_domain::{
    CompanyId, Day,
    registry::{Audience, Entry, FactKind, Fate, OddOwners, Regroup},
};
use watchpost_service::registry::{CompanySeen, Named, RecordSeen};
use watchpost_web::{
    Field, Layout, Oops, Page, PlatformState, asked_days, company_links, day_fields, day_words,
    fact_words, render, see_other, valid_words,
};

use super::slug;
use crate::{bar::Bar, member::Member};

/// A record in words.
pub(super) struct Said {
    pub id: String,
    pub words: String,
    pub valid: String,
    pub publisher: String,
    pub title: String,
    pub address: Option<String>,
    pub archive: Option<String>,
    pub about: String,
    /// It is not public.
    pub internal: bool,
    /// What was done with it, in the history.
    pub fate: String,
    pub stands: bool,
}

struct Facts {
    name: String,
    /// Where another is recorded.
    more: String,
    matters: Vec<(bool, Vec<Said>)>,
}

#[derive(Template)]
#[template(path = "registry/show.html")]
struct CompanyPage {
    layout: Layout,
    bar: Bar,
    name: String,
    own: String,
    /// The page that everybody sees, if there is one.
    public: Option<String>,
    known: String,
    facts: Vec<Facts>,
    /// What sources say that seldom is so.
    odd: Vec<String>,
    above: Vec<(String, String)>,
    below: Vec<(String, String)>,
    history: Vec<Said>,
    /// What was put together or apart: in words, why, when.
    changes: Vec<String>,
    fields: [Field; 2],
    may_keep: bool,
}

impl Page for CompanyPage {
    fn title(&self) -> String {
        self.name.clone()
    }
}

impl CompanyPage {
    fn own_path(&self) -> &str {
        &self.own
    }
}

pub(super) fn said(layout: &Layout, seen: &CompanySeen, own: &RecordSeen) -> Said {
    let t = layout.text;
    let name = |id: CompanyId| {
        seen.names
            .get(&id)
            .map_or_else(String::new, |n| n.name.clone())
    };
    let (claim, source) = (&own.claim, &own.claim.source);
    let by = own.by.clone().unwrap_or_else(|| t.registry_by_others());
    let about = [
        t.named("confidence", claim.confidence.code()),
        t.company_source_seen(day_words(&t, source.seen)),
        t.registry_recorded_by(by, day_words(&t, own.record.on)),
    ];
    let fate = match (&own.record.entry, own.fate) {
        (_, Fate::Corrected(_)) => t.registry_was_corrected(),
        (_, Fate::TakenBack(_)) => t.registry_was_taken_back(),
        (Entry::Correction { why, .. }, _) => t.registry_corrects(why.as_str()),
        (Entry::TakenBack { why, .. }, _) => t.registry_takes_back(why.as_str()),
        (Entry::Claim(_), Fate::Stands) => String::new(),
    };
    Said {
        id: own.record.id.to_string(),
        words: fact_words(&t, &claim.fact, &name),
        valid: match claim.fact.kind() {
            FactKind::Certificate => String::new(),
            _ => valid_words(&t, &claim.valid),
        },
        publisher: source.publisher.clone(),
        title: source.title.clone(),
        address: source.address.clone(),
        archive: source.archive.clone(),
        about: about.join(" · "),
        internal: claim.audience == Audience::Internal,
        stands: own.fate == Fate::Stands && own.record.claim().is_some(),
        fate,
    }
}

fn facts(layout: &Layout, seen: &CompanySeen) -> Vec<Facts> {
    let t = layout.text;
    let of = |kind: FactKind| {
        let own = seen.matters.iter().filter(|matter| matter.kind == kind);
        let own = own.map(|matter| {
            let all = matter.held.iter().map(|own| said(layout, seen, own));
            (matter.is_disputed, all.collect())
        });
        Facts {
            name: t.named("fact-kind", kind.code()),
            more: layout.to(format!(
                "/desk/companies/{}/record/{}",
                seen.slug,
                kind.code()
            )),
            matters: own.collect(),
        }
    };
    FactKind::ALL.into_iter().map(of).collect()
}

fn odd(layout: &Layout, seen: &CompanySeen) -> Vec<String> {
    let t = layout.text;
    let named =
        |standing: watchpost_domain::registry::Standing| t.named("standing", standing.code());
    let steps = seen.odd_steps.iter();
    let steps = steps.map(|step| t.registry_odd_step(named(step.from), named(step.to)));
    let owners = seen.odd_owners.iter().map(|odd| match odd {
        OddOwners::Circle(_) => t.registry_odd_circle(),
        OddOwners::MoreThanWhole { .. } => t.registry_odd_shares(),
    });
    steps.chain(owners).collect()
}

/// A change of grouping in words.
pub(super) fn change_words(
    layout: &Layout,
    seen: &CompanySeen,
    change: &watchpost_domain::registry::Change,
) -> String {
    let t = layout.text;
    let address = |id: &CompanyId| {
        let slug = seen.addresses.get(id);
        slug.map_or_else(String::new, ToString::to_string)
    };
    let when = day_words(&t, change.on);
    match &change.what {
        Regroup::Merge { from, into } => {
            let other = if *from == seen.id { into } else { from };
            t.registry_change_merge(address(other), when, change.why.as_str())
        }
        Regroup::Split { from, new, .. } => {
            let other = if *new == seen.id { from } else { new };
            t.registry_change_split(address(other), when, change.why.as_str())
        }
        Regroup::Undo { .. } => t.registry_change_undo(when, change.why.as_str()),
    }
}

fn page(
    layout: Layout,
    who: &Member,
    seen: &CompanySeen,
    (known_on, about): (Day, Day),
) -> CompanyPage {
    let t = layout.text;
    let links = |all: &[Named]| company_links(&layout, "/desk/companies", all);
    CompanyPage {
        bar: Bar::of(&layout, &who.session),
        name: seen.listed.name.clone(),
        own: format!("/desk/companies/{}", seen.slug),
        public: seen
            .is_public
            .then(|| layout.to(format!("/companies/{}", seen.slug))),
        known: t.company_as_known(day_words(&t, about), day_words(&t, known_on)),
        facts: facts(&layout, seen),
        odd: odd(&layout, seen),
        above: links(&seen.above),
        below: links(&seen.below),
        history: seen
            .history
            .iter()
            .map(|own| said(&layout, seen, own))
            .collect(),
        changes: seen
            .changes
            .iter()
            .map(|change| change_words(&layout, seen, change))
            .collect(),
        fields: day_fields(&layout, (known_on, about)),
        may_keep: seen.may_keep,
        layout,
    }
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(at): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let (platform, at) = (state.platform(), slug(&at)?);
    let days = asked_days(platform.today(), &query);
    let seen = platform.company(&who.session, &at, days).await?;
    if seen.slug != at {
        let asked = format!("about={}&known={}", days.1.date(), days.0.date());
        let to = format!("/desk/companies/{}?{asked}", seen.slug);
        return Ok(see_other(&layout.to(to)));
    }
    Ok(render(page(layout, &who, &seen, days)))
}
