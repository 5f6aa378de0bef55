//! Which entries are one company: put together, put apart, and back as it was.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    ClaimId, Problems,
    registry::{Fate, Regroup, Slug},
};
use watchpost_service::{Error, registry::CompanySeen};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Oops, Page, PlatformState, form_status,
    render, see_other,
};

use super::{
    show::{change_words, said},
    slug,
};
use crate::{bar::Bar, member::Member};

#[derive(Template)]
#[template(path = "registry/group.html")]
struct GroupPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    company: String,
    own: String,
    merge: [Field; 2],
    split: [Field; 2],
    /// What can be undone: in words, its number, and why.
    undo: Vec<(String, i64, Field)>,
    once: String,
    status: StatusCode,
}

impl Page for GroupPage {
    fn title(&self) -> String {
        self.layout.text.registry_group()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl GroupPage {
    fn to(&self, act: &str) -> String {
        self.layout.to(format!("{}/{act}", self.own))
    }
}

/// The form that was sent, and what is wrong with it.
struct Outcome<'a>(&'a str, &'a Fields, &'a Problems);

fn page(layout: Layout, who: &Member, seen: &CompanySeen, outcome: Outcome<'_>) -> GroupPage {
    let t = layout.text;
    let Outcome(act, typed, problems) = outcome;
    let form = |own: &str| match act == own {
        true => layout.form_with(typed, problems),
        false => layout.form(),
    };
    let (merge, split) = (form("merge"), form("split"));
    let records = { seen.history.iter() }
        .filter(|own| own.record.claim().is_some() && own.fate == Fate::Stands);
    let records = records.map(|own| {
        let said = said(&layout, seen, own);
        Choice::new(said.id, said.words).hint(format!("{} · {}", said.publisher, said.about))
    });
    let undone: BTreeSet<i64> = { seen.changes.iter() }
        .filter_map(|change| match change.what {
            Regroup::Undo { of } => Some(of),
            _ => None,
        })
        .collect();
    let open = seen.changes.iter().filter(|change| {
        !matches!(change.what, Regroup::Undo { .. }) && !undone.contains(&change.serial)
    });
    let undo: Vec<(String, i64, Field)> = open
        .map(|change| {
            let number = change.serial.to_string();
            let form = match act == "undo" && typed.text("change") == number {
                true => layout.form_with(typed, problems),
                false => layout.form(),
            };
            let why = form
                .line("why", t.registry_why())
                .inside(&format!("undo-{number}"));
            (change_words(&layout, seen, change), change.serial, why)
        })
        .collect();
    let merge = [
        merge
            .line("into", t.registry_merge_into())
            .hint(t.registry_merge_into_hint())
            .inside("merge"),
        merge.line("why", t.registry_why()).inside("merge"),
    ];
    let split = [
        split
            .checks("records", t.registry_split_records(), records.collect())
            .inside("split"),
        split.line("why", t.registry_why()).inside("split"),
    ];
    let fields = merge
        .iter()
        .chain(&split)
        .chain(undo.iter().map(|(.., why)| why));
    GroupPage {
        bar: Bar::of(&layout, &who.session),
        errors: Errors::of(t, fields),
        company: seen.listed.name.clone(),
        own: format!("/desk/companies/{}", seen.slug),
        merge,
        split,
        undo,
        once: Uuid::new_v4().simple().to_string(),
        status: form_status(problems),
        layout,
    }
}

async fn seen<S: PlatformState>(state: &S, who: &Member, at: &Slug) -> Result<CompanySeen, Oops> {
    let platform = state.platform();
    platform.may_keep_registry(&who.session)?;
    let days = (platform.today(), platform.today());
    Ok(platform.company(&who.session, at, days).await?)
}

pub async fn ask<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(at): Path<String>,
) -> Result<Response, Oops> {
    let seen = seen(&state, &who, &slug(&at)?).await?;
    let outcome = Outcome("", &Fields::default(), &Problems::default());
    Ok(render(page(layout, &who, &seen, outcome)))
}

/// Leads to the company that came of it, or shows the form again with what is wrong.
async fn done<S: PlatformState>(
    (state, who, layout): (&S, &Member, Layout),
    (at, act, typed): (&Slug, &str, &Fields),
    done: Result<Slug, Error>,
) -> Result<Response, Oops> {
    match done {
        Ok(slug) => Ok(see_other(&layout.to(format!("/desk/companies/{slug}")))),
        Err(Error::Invalid(problems)) => {
            let seen = seen(state, who, at).await?;
            Ok(render(page(
                layout,
                who,
                &seen,
                Outcome(act, typed, &problems),
            )))
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn merge<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(at): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let at = slug(&at)?;
    // An address is pasted whole as well.
    let into = typed.text("into").trim().trim_end_matches('/');
    let into = into.rsplit('/').next().unwrap_or_default();
    let into = into.split(['?', '#']).next().unwrap_or_default();
    let (once, why) = (typed.text("once"), typed.text("why"));
    let merged = { state.platform() }
        .merge_companies(&who.session, once, (&at, into), why)
        .await;
    done((&state, &who, layout), (&at, "merge", &typed), merged).await
}

pub async fn split<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(at): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let at = slug(&at)?;
    let records: BTreeSet<ClaimId> = { typed.get_all("records") }
        .filter_map(|id| id.parse().ok())
        .collect();
    let (once, why) = (typed.text("once"), typed.text("why"));
    let split = { state.platform() }
        .split_company(&who.session, once, (&at, &records), why)
        .await;
    done((&state, &who, layout), (&at, "split", &typed), split).await
}

pub async fn undo<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(at): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let at = slug(&at)?;
    let change = typed.text("change").parse().unwrap_or_default();
    let (once, why) = (typed.text("once"), typed.text("why"));
    let undone = { state.platform() }
        .undo_grouping(&who.session, once, (&at, change), why)
        .await;
    done((&state, &who, layout), (&at, "undo", &typed), undone).await
}
