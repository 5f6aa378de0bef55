//! The register of consents of a case: what the person allows, for what and whom, how they said so, until when, and what became of what they
//! took back.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, PartId, Problems,
    cases::{
        consents::ConsentTyped,
        content::{ConsentForm, ConsentGiven},
    },
    fact::CaseAct,
    intake::consent::CONSENT_PURPOSES,
    policy::{Action, Verdict, cases as may},
};
use watchpost_service::{CaseSeen, Error};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Oops, Page, PlatformState, form_status,
    render, see_other,
};

use super::{acts::day, case_id};
use crate::{bar::Bar, member::Unlocked};

/// A purpose, and what was said of it.
struct Purpose {
    name: String,
    allowed: bool,
    /// What is known of how it was given, line by line.
    how: Vec<String>,
    /// The file that shows it.
    evidence: Option<PartId>,
    /// Who was told for it, and since when they are shown it no longer.
    told: Vec<String>,
}

#[derive(Template)]
#[template(path = "cases/consents.html")]
struct ConsentsPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    path: String,
    reference: String,
    purposes: Vec<Purpose>,
    fields: Vec<Field>,
    back: Option<Field>,
    once: String,
    status: StatusCode,
}

impl Page for ConsentsPage {
    fn title(&self) -> String {
        self.layout.text.consents_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// What was sent, by which form, and what is wrong with it.
#[derive(Default)]
struct Said {
    typed: Fields,
    is_back: bool,
    problems: Problems,
}

fn purpose(layout: &Layout, seen: &CaseSeen, code: &str) -> Purpose {
    let t = layout.text;
    let given = seen.consent.given.get(code);
    let mut how = given.map_or(vec![], |given| how(layout, given));
    if given.is_none()
        && let Some(day) = ended(seen, code)
    {
        how.push(t.consents_ended(t.date(day.date())));
    }
    Purpose {
        name: t.named("consent", code),
        allowed: given.is_some(),
        how,
        evidence: given.and_then(|given| given.told.as_ref()?.evidence),
        told: told(layout, seen, code),
    }
}

/// Since when it is allowed, how it was said, who explained it, to whom it goes, and until when.
fn how(layout: &Layout, given: &ConsentGiven) -> Vec<String> {
    let t = layout.text;
    let mut lines = vec![t.consent_since(t.date(Day::of(given.at).date()))];
    match &given.told {
        None => lines.push(t.consents_here(given.language.as_str())),
        Some(told) => {
            let form = t.named("consent-form", told.form.code());
            lines.push(t.consents_told(form, t.date(told.on.date())));
            lines.push(t.consents_explained(told.explained.as_str()));
            if !told.to.is_empty() {
                lines.push(t.consents_to(told.to.as_str()));
            }
        }
    }
    lines.extend({ given.until }.map(|day| t.consents_until(t.date(day.date()))));
    lines
}

/// When something that was allowed ended: it was taken back, or its time was over.
fn ended(seen: &CaseSeen, code: &str) -> Option<Day> {
    let last = seen
        .agreed
        .iter()
        .rposition(|said| said.given.contains_key(code))?;
    let next = seen.agreed.get(last + 1).and_then(|said| said.at);
    next.map(Day::of).or(seen.agreed[last].given[code].until)
}

/// Who was told for a purpose.
fn told(layout: &Layout, seen: &CaseSeen, code: &str) -> Vec<String> {
    let t = layout.text;
    let shut = |room| {
        let lines = seen.history.iter();
        let mut shut = lines.filter(|line| {
            matches!(line.committed.fact.act(), Some(CaseAct::RoomShut { room: of, .. }) if Some(*of) == room)
        });
        shut.next()
            .map(|line| t.date(Day::of(line.committed.at).date()))
    };
    let own = seen.released.iter().filter(|(_, part)| {
        let named = part
            .kind
            .named_for()
            .filter(|_| !part.snapshot.who.is_empty());
        part.kind.told_for() == Some(code) || named == Some(code)
    });
    own.map(|(_, part)| {
        let on = t.date(Day::of(part.at).date());
        let over = || {
            let ended = ended(seen, code).filter(|_| !seen.consent.given.contains_key(code));
            ended.map(|day| t.date(day.date()))
        };
        match shut(part.room).or_else(over) {
            Some(day) => t.consents_shut(part.name.as_str(), on, day),
            None => t.consents_shown(part.name.as_str(), on),
        }
    })
    .collect()
}

fn fields(layout: &Layout, seen: &CaseSeen, said: &Said) -> Vec<Field> {
    let t = layout.text;
    let form = match said.is_back {
        true => layout.form(),
        false => layout.form_with(&said.typed, &said.problems),
    };
    let purposes = CONSENT_PURPOSES.map(|code| Choice::new(code, t.named("consent", code)));
    let forms = ConsentForm::ALL.map(|form| {
        let code = form.code();
        Choice::new(code, t.named("consent-form", code))
    });
    let mut all = vec![
        form.checks("purposes", t.consents_which(), purposes.into()),
        form.radios("form", t.consents_form(), forms.into()),
        form.line("explained", t.consents_who_explained()),
        form.input("on", t.consents_on(), "date"),
        form.line("to", t.consents_whom()).optional(),
        form.input("until", t.consents_until_when(), "date")
            .optional(),
    ];
    if !seen.files.is_empty() {
        let files = { seen.files.iter() }
            .map(|(id, file)| Choice::new(id.to_string(), file.name.as_str()))
            .collect();
        all.push(
            form.select("evidence", t.consents_evidence(), files)
                .optional(),
        );
    }
    all
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: CaseId,
    said: Said,
) -> Result<Response, Oops> {
    let (case, seen) = { state.platform() }.read_case(&who.working()?, id).await?;
    let t = layout.text;
    let verdict = may::RecordConsent::verdict(&who.0.session.actor(), &case);
    let may = verdict == Verdict::Allow;
    let given: Vec<Choice> = { seen.consent.given.keys() }
        .map(|code| Choice::new(code, t.named("consent", code)))
        .collect();
    let form = match said.is_back {
        true => layout.form_with(&said.typed, &said.problems),
        false => layout.form(),
    };
    let back = (may && !given.is_empty()).then(|| {
        let field = form.checks("back", t.consents_which_back(), given);
        field.inside("back")
    });
    let fields = match may {
        true => fields(&layout, &seen, &said),
        false => Vec::new(),
    };
    Ok(render(ConsentsPage {
        errors: Errors::of(t, fields.iter().chain(&back)),
        bar: Bar::of(&layout, &who.0.session),
        path: format!("/desk/cases/{id}"),
        reference: case.reference.as_str().to_owned(),
        purposes: { CONSENT_PURPOSES.iter() }
            .map(|code| purpose(&layout, &seen, code))
            .collect(),
        fields,
        back,
        once: match said.typed.text("once") {
            "" => Uuid::new_v4().simple().to_string(),
            again => again.to_owned(),
        },
        status: form_status(&said.problems),
        layout,
    }))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
) -> Result<Response, Oops> {
    page(&state, layout, &who, case_id(&id)?, Said::default()).await
}

/// What was typed of a consent that the desk was told.
fn typed_consent(typed: &Fields) -> Result<ConsentTyped, Problems> {
    let mut problems = Problems::default();
    let mut taken = |field: &str| match day(typed.text(field)) {
        Ok(day) => day,
        Err(problem) => {
            problems.add(field, problem);
            None
        }
    };
    let (on, until) = (taken("on"), taken("until"));
    problems.or(ConsentTyped {
        purposes: typed.get_all("purposes").map(str::to_owned).collect(),
        form: typed.text("form").to_owned(),
        explained: typed.text("explained").to_owned(),
        to: typed.text("to").to_owned(),
        evidence: Uuid::parse_str(typed.text("evidence")).ok().map(PartId),
        on,
        until,
    })
}

/// Writes down what the desk was told.
pub async fn record<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&id)?;
    let done = match typed_consent(&typed) {
        Ok(consent) => {
            let form = (typed.text("once"), layout.lang());
            let platform = state.platform();
            platform
                .record_consent(&who.working()?, id, form, &consent)
                .await
        }
        Err(problems) => Err(Error::Invalid(problems)),
    };
    after(&state, layout, &who, id, (typed, false), done).await
}

/// Writes down what is taken back.
pub async fn back<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&id)?;
    let purposes: Vec<String> = typed.get_all("back").map(str::to_owned).collect();
    let done = { state.platform() }
        .take_back_consent(&who.working()?, id, &purposes)
        .await;
    after(&state, layout, &who, id, (typed, true), done).await
}

async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: CaseId,
    (typed, is_back): (Fields, bool),
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    match done {
        Ok(()) => Ok(see_other(&layout.to(format!("/desk/cases/{id}/consents")))),
        Err(Error::Invalid(problems)) => {
            let said = Said {
                typed,
                is_back,
                problems,
            };
            page(state, layout, who, id, said).await
        }
        Err(error) => Err(error.into()),
    }
}
