//! One record: writing down what a source says, correcting it, taking it back.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    ClaimId, CompanyId, Problems,
    registry::{Claim, Entry, FactKind, Fate, Slug},
};
use watchpost_service::{
    Error, Platform,
    accounts::Session,
    registry::{CompanySeen, RecordSeen},
};
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Layout, Oops, Page, PlatformState, fact_words, form_status,
    render, see_other,
};

use super::{
    fields::{claim_fields, fact_fields},
    read::read_claim,
    slug,
};
use crate::{bar::Bar, member::Member};

#[derive(Template)]
#[template(path = "registry/record.html")]
struct RecordPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    company: String,
    back: String,
    /// Where the form goes, and how its button is called.
    path: String,
    title: String,
    /// What was recorded, where something is corrected.
    words: String,
    fields: Vec<Field>,
    /// Why it is taken back, and where that form goes.
    take_back: Option<(String, Field)>,
    once: String,
    status: StatusCode,
}

impl Page for RecordPage {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// Which of the forms of the page was sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    None,
    Says,
    TakesBack,
}

struct Outcome<'a>(Sent, &'a Fields, &'a Problems);

fn once(typed: &Fields) -> String {
    match typed.text("once") {
        "" => Uuid::new_v4().simple().to_string(),
        once => once.to_owned(),
    }
}

async fn company(platform: &Platform, session: &Session, at: &Slug) -> Result<CompanySeen, Oops> {
    platform.may_keep_registry(session)?;
    let days = (platform.today(), platform.today());
    Ok(platform.company(session, at, days).await?)
}

/// Companies as they are typed: by their addresses.
fn address(seen: &CompanySeen) -> impl Fn(CompanyId) -> String + '_ {
    |id| {
        seen.names
            .get(&id)
            .map_or_else(String::new, |named| named.slug.to_string())
    }
}

fn page<S: PlatformState>(
    (state, who, layout): (&S, &Member, Layout),
    seen: &CompanySeen,
    (kind, record): (FactKind, Option<&RecordSeen>),
    Outcome(sent, typed, problems): Outcome<'_>,
) -> RecordPage {
    let t = layout.text;
    let form = match sent {
        Sent::Says => layout.form_with(typed, problems),
        _ => layout.form(),
    };
    let back_form = match sent {
        Sent::TakesBack => layout.form_with(typed, problems),
        _ => layout.form(),
    };
    let claim = record.map(|record| &record.claim);
    let address = address(seen);
    let fact = claim.map(|claim| &claim.fact);
    let mut fields = fact_fields((&layout, &form), kind, fact, &address);
    fields.extend(claim_fields(
        (&layout, &form),
        (kind, claim),
        state.platform().today(),
    ));
    if record.is_some() {
        fields.push(
            form.area("why", t.registry_why(), 2)
                .hint(t.registry_why_hint()),
        );
    }
    let own = format!("/desk/companies/{}", seen.slug);
    let path = match record {
        Some(record) => format!("{own}/records/{}", record.record.id),
        None => format!("{own}/record/{}", kind.code()),
    };
    let take_back = record.map(|_| {
        let why = back_form
            .area("why", t.registry_why_back(), 2)
            .inside("back");
        (layout.to(format!("{path}/take-back")), why)
    });
    let name = |id: CompanyId| {
        seen.names
            .get(&id)
            .map_or_else(String::new, |n| n.name.clone())
    };
    let all = fields
        .iter()
        .chain(take_back.iter().map(|(_, field)| field));
    RecordPage {
        bar: Bar::of(&layout, &who.session),
        errors: Errors::of(t, all),
        company: seen.listed.name.clone(),
        back: layout.to(&own),
        title: match record {
            Some(_) => t.registry_correct(),
            None => t.registry_record(t.named("fact-kind", kind.code())),
        },
        words: fact.map_or_else(String::new, |fact| fact_words(&t, fact, &name)),
        fields,
        take_back,
        once: once(typed),
        status: form_status(problems),
        path: layout.to(path),
        layout,
    }
}

fn kind(code: &str) -> Result<FactKind, Oops> {
    FactKind::from_code(code).ok_or(Oops::NotFound)
}

pub async fn ask<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path((at, code)): Path<(String, String)>,
) -> Result<Response, Oops> {
    let seen = company(state.platform(), &who.session, &slug(&at)?).await?;
    let nothing = (Fields::default(), Problems::default());
    let outcome = Outcome(Sent::None, &nothing.0, &nothing.1);
    Ok(render(page(
        (&state, &who, layout),
        &seen,
        (kind(&code)?, None),
        outcome,
    )))
}

/// The claim that was typed; another company is named by its address.
fn typed_claim(platform: &Platform, typed: &Fields, kind: FactKind) -> Result<Claim, Problems> {
    let named = |text: &str| {
        let slug: Slug = text.parse().ok()?;
        platform.company_named(&slug)
    };
    read_claim(typed, kind, platform.today(), &named)
}

pub async fn take<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path((at, code)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (platform, at, kind) = (state.platform(), slug(&at)?, kind(&code)?);
    let seen = company(platform, &who.session, &at).await?;
    let done = match typed_claim(platform, &typed, kind) {
        Ok(claim) => {
            let entry = Entry::Claim(claim);
            platform
                .record_of_company(&who.session, &at, typed.text("once"), entry)
                .await
        }
        Err(problems) => Err(Error::Invalid(problems)),
    };
    match done {
        Ok(slug) => Ok(see_other(&layout.to(format!("/desk/companies/{slug}")))),
        Err(Error::Invalid(problems)) => {
            let outcome = Outcome(Sent::Says, &typed, &problems);
            Ok(render(page(
                (&state, &who, layout),
                &seen,
                (kind, None),
                outcome,
            )))
        }
        Err(error) => Err(error.into()),
    }
}

/// A record of a company that still stands.
fn standing<'a>(seen: &'a CompanySeen, id: &str) -> Result<&'a RecordSeen, Oops> {
    let id: ClaimId = id.parse().map_err(|_| Oops::NotFound)?;
    let found = seen.history.iter().find(|own| own.record.id == id);
    let found = found.filter(|own| own.fate == Fate::Stands && own.record.claim().is_some());
    found.ok_or(Oops::NotFound)
}

pub async fn look<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path((at, id)): Path<(String, String)>,
) -> Result<Response, Oops> {
    let seen = company(state.platform(), &who.session, &slug(&at)?).await?;
    let record = standing(&seen, &id)?;
    let kind = record.claim.fact.kind();
    let nothing = (Fields::default(), Problems::default());
    let outcome = Outcome(Sent::None, &nothing.0, &nothing.1);
    Ok(render(page(
        (&state, &who, layout),
        &seen,
        (kind, Some(record)),
        outcome,
    )))
}

pub async fn correct<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path((at, id)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    change((state, who, layout), (&at, &id), Sent::Says, typed).await
}

pub async fn take_back<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path((at, id)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    change((state, who, layout), (&at, &id), Sent::TakesBack, typed).await
}

async fn change<S: PlatformState>(
    (state, who, layout): (S, Member, Layout),
    (at, id): (&str, &str),
    sent: Sent,
    typed: Fields,
) -> Result<Response, Oops> {
    let (platform, at) = (state.platform(), slug(at)?);
    let of: ClaimId = id.parse().map_err(|_| Oops::NotFound)?;
    let seen = company(platform, &who.session, &at).await?;
    let own = seen.history.iter().find(|own| own.record.id == of);
    let record = own
        .filter(|own| own.record.claim().is_some())
        .ok_or(Oops::NotFound)?;
    let kind = record.claim.fact.kind();
    let why = typed.text("why").to_owned();
    let entry = match sent {
        Sent::TakesBack => Ok(Entry::TakenBack { of, why }),
        _ => typed_claim(platform, &typed, kind).map(|claim| Entry::Correction { of, why, claim }),
    };
    let done = match entry {
        Ok(entry) => {
            platform
                .record_of_company(&who.session, &at, typed.text("once"), entry)
                .await
        }
        Err(problems) => Err(Error::Invalid(problems)),
    };
    match done {
        Ok(slug) => Ok(see_other(&layout.to(format!("/desk/companies/{slug}")))),
        Err(Error::Invalid(problems)) => {
            let outcome = Outcome(sent, &typed, &problems);
            Ok(render(page(
                (&state, &who, layout),
                &seen,
                (kind, Some(record)),
                outcome,
            )))
        }
        Err(error) => Err(error.into()),
    }
}
