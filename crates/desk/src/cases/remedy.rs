//! What was promised in a case, one thing by one, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, MemberId, PartId, Problems, RoomId,
    cases::content::ReleasePart,
    commitments::{By, Commitment, Kept, StepTyped},
    policy::{Action, Verdict, cases as may},
};
use watchpost_service::{CaseSeen, Error, commitments::Which};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState,
    Promised, Reader, Tone, form_status, render, see_other,
};

use super::{acts::day, case_id, told::refused};
use crate::{bar::Bar, member::Unlocked};

/// A step that can be taken now, as a form.
struct Form {
    step: &'static str,
    name: String,
    fields: Vec<Field>,
    is_wrong: bool,
}

struct One {
    id: PartId,
    promised: Promised,
    forms: Vec<Form>,
    /// How many steps there are of it.
    after: usize,
    /// Who was told of it, and where somebody can be.
    told: String,
    tell: Option<String>,
}

#[derive(Template)]
#[template(path = "cases/remedy.html")]
struct RemedyPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    path: String,
    reference: String,
    counts: Vec<String>,
    all: Vec<One>,
    fresh: Option<Form>,
    once: String,
    status: StatusCode,
}

impl Page for RemedyPage {
    fn title(&self) -> String {
        self.layout.text.remedy_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// Names of members, and where files of rooms lie.
struct AtDesk<'a> {
    layout: &'a Layout,
    id: CaseId,
    names: &'a BTreeMap<MemberId, String>,
}

impl Reader for AtDesk<'_> {
    fn name(&self, member: MemberId) -> Option<String> {
        self.names.get(&member).cloned()
    }

    fn file(&self, room: RoomId, file: PartId) -> Option<(String, String)> {
        let path = format!("/desk/cases/{}/told/{room}/file/{file}", self.id);
        Some((self.layout.text.remedy_file(), path))
    }
}

/// Who was told of a commitment.
fn told(layout: &Layout, seen: &CaseSeen, one: &Commitment) -> String {
    let is_in = |part: &ReleasePart| {
        let mut promises = part.snapshot.promises.iter();
        promises.any(|told| told.commitment == one.id)
    };
    let told = { seen.released.iter() }.filter(|(_, part)| is_in(part));
    let names: BTreeSet<String> = told.map(|(_, part)| part.name.clone()).collect();
    match names.is_empty() {
        true => String::new(),
        false => { layout.text }.remedy_told(layout.text.list(&Vec::from_iter(names))),
    }
}

/// What was sent, and what is wrong with it.
#[derive(Default)]
struct Said {
    typed: Fields,
    problems: Problems,
    notice: Option<(Notice, StatusCode)>,
}

/// How forms of this page are made.
struct Making<'a> {
    layout: &'a Layout,
    seen: &'a CaseSeen,
    kinds: Vec<Choice>,
    reached: Vec<Choice>,
    said: &'a Said,
}

impl Making<'_> {
    /// The form of a step: of a commitment, or of a new one.
    fn form(&self, of: Option<PartId>, step: &'static str) -> Form {
        let typed = &self.said.typed;
        let own = of.map_or_else(String::new, |id| id.to_string());
        let is_it = typed.text("step") == step && typed.text("commitment") == own;
        self.form_of(of, step, is_it)
    }

    fn form_of(&self, of: Option<PartId>, step: &'static str, is_it: bool) -> Form {
        let t = self.layout.text;
        let inside = format!(
            "{}-{step}",
            of.map_or_else(String::new, |id| id.to_string())
        );
        let typed = &self.said.typed;
        let form = match is_it {
            true => self.layout.form_with(typed, &self.said.problems),
            false => self.layout.form(),
        };
        let words = form.area("words", t.named("commitment-words", step), 3);
        let mut fields = Vec::new();
        if step == "promised" {
            fields.push(form.select("kind", t.remedy_kind(), self.kinds.clone()));
        }
        if step == "seen" {
            fields.push(form.radios("reached", t.remedy_reached(), self.reached.clone()));
        }
        fields.push(words);
        if step == "promised" {
            fields.push(form.line("who", t.remedy_who()));
            fields.push(form.input("due", t.remedy_due(), "date"));
            fields.push(form.area("shows", t.remedy_shows(), 2));
        }
        if ["claimed", "seen"].contains(&step) && !self.seen.files.is_empty() {
            let files = { self.seen.files.iter() }
                .map(|(id, file)| Choice::new(id.to_string(), file.name.as_str()));
            let file = form.select("file", t.remedy_file(), files.collect());
            fields.push(file.optional());
        }
        Form {
            step,
            name: t.named("commitment-do", step),
            fields: fields.into_iter().map(|f| f.inside(&inside)).collect(),
            is_wrong: is_it,
        }
    }
}

fn counts(layout: &Layout, all: &[Commitment], today: Day) -> Vec<String> {
    let t = layout.text;
    let kept = Kept::of(all, today);
    let mut lines = vec![t.remedy_count(kept.promised.to_string(), kept.confirmed.to_string())];
    if kept.overdue > 0 {
        lines.push(t.remedy_overdue(kept.overdue.to_string()));
    }
    lines
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: CaseId,
    said: Said,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let working = who.working()?;
    let procedure = platform.procedure_of::<may::Read>(&working, id).await?;
    let (case, seen) = platform.read_case(&working, id).await?;
    let people = platform.people(&who.0.session).await?.people;
    let names: BTreeMap<MemberId, String> = { people.into_iter() }
        .map(|p| (p.member.id, p.member.name))
        .collect();
    let lang = layout.lang();
    let choices = |all: &[watchpost_domain::procedure::sheet::Choice]| {
        let one = all.iter().map(|c| Choice::new(&c.code, c.name.text(lang)));
        one.collect::<Vec<_>>()
    };
    let making = Making {
        layout: &layout,
        seen: &seen,
        kinds: choices(&procedure.tracker.kinds),
        reached: choices(&procedure.tracker.reached),
        said: &said,
    };
    let may = may::TrackRemedy::verdict(&who.0.session.actor(), &case) == Verdict::Allow;
    let me = By::Member(who.0.session.member.id);
    let all = Commitment::all(&seen.commitments);
    let counts = counts(&layout, &all, platform.today());
    let reader = AtDesk {
        layout: &layout,
        id,
        names: &names,
    };
    let may_tell = may::DraftRelease::verdict(&who.0.session.actor(), &case) == Verdict::Allow;
    let all: Vec<One> = { all.iter() }
        .map(|one| One {
            id: one.id,
            promised: Promised::new(layout.text, &procedure, one, platform.today(), &reader),
            after: one.steps.len(),
            told: told(&layout, &seen, one),
            tell: (may_tell && one.stands() != "dropped")
                .then(|| format!("/desk/cases/{id}/told/tell?promise={}", one.id)),
            forms: ["claimed", "seen", "dropped"]
                .into_iter()
                .filter(|step| may && one.may(step, me).is_ok())
                .map(|step| making.form(Some(one.id), step))
                .collect(),
        })
        .collect();
    // What was typed into a form that is there no longer is kept in the one that always is.
    let mut forms = all.iter().flat_map(|one: &One| &one.forms);
    let is_lost = said.typed.iter().next().is_some() && !forms.any(|form| form.is_wrong);
    let fresh = may.then(|| making.form_of(None, "promised", is_lost));
    let fields = all.iter().flat_map(|one| &one.forms);
    let fields = fields.chain(&fresh).flat_map(|form| &form.fields);
    let errors = Errors::of(layout.text, fields);
    let (notice, status) = match said.notice {
        Some((notice, status)) => (Some(notice), status),
        None => (None, form_status(&said.problems)),
    };
    Ok(render(RemedyPage {
        bar: Bar::of(&layout, &who.0.session),
        errors,
        notice,
        path: format!("/desk/cases/{id}"),
        reference: case.reference.as_str().to_owned(),
        counts,
        all,
        fresh,
        once: match said.typed.text("once") {
            "" => Uuid::new_v4().simple().to_string(),
            again => again.to_owned(),
        },
        status,
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

/// Writes down a promise, or one more step of one.
pub async fn follow<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&id)?;
    let which = match Uuid::parse_str(typed.text("commitment")) {
        Ok(one) => Which::Of(PartId(one)),
        Err(_) => Which::New,
    };
    let text = |name: &str| typed.text(name).to_owned();
    let step = day(typed.text("due")).map(|due| StepTyped {
        step: text("step"),
        kind: text("kind"),
        words: text("words"),
        who: text("who"),
        shows: text("shows"),
        reached: text("reached"),
        file: Uuid::parse_str(typed.text("file")).ok().map(PartId),
        due,
        after: typed.text("after").parse().ok(),
    });
    let done = match step {
        Ok(step) => {
            let form = (typed.text("once"), layout.lang());
            let platform = state.platform();
            let working = who.working()?;
            platform
                .follow_commitment(&working, id, form, (which, &step))
                .await
        }
        Err(problem) => Err(Error::Invalid(Problems::one("due", problem))),
    };
    let mut said = Said::default();
    match done {
        Ok(()) => return Ok(see_other(&layout.to(format!("/desk/cases/{id}/remedy")))),
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(Error::Invalid(problems)) => said.problems = problems,
        // What happened meanwhile is seen on the page; what was typed is given back below it.
        Err(Error::NotNow(_)) => {
            let t = layout.text;
            let notice = Notice::new(
                Tone::Bad,
                t.remedy_not_now(),
                typed.text("words").to_owned(),
            );
            said.notice = Some((notice, StatusCode::CONFLICT));
        }
        // They look at it first; what was typed is still in its form.
        Err(Error::Conflict) => {
            let notice = Notice::new(Tone::Bad, layout.text.remedy_changed(), String::new());
            said.notice = Some((notice, StatusCode::CONFLICT));
        }
        Err(error) => said.notice = Some(refused(&state, &layout, &who, id, error).await?),
    }
    said.typed = typed;
    page(&state, layout, &who, id, said).await
}
