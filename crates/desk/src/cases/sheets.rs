//! Worksheets of a case: which are asked for, what was filled in, and the page on which one is filled in.

use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, Denied, MemberId, Problems,
    cases::{
        content::SheetPart,
        sheets::{asked_at, touched},
    },
    conduct::Conduct,
    policy::cases as may,
    procedure::{
        Code, HOLDER, Procedure, Sheet,
        sheet::{Answers, Said},
    },
};
use watchpost_service::{CaseSeen, Error, sheets::Typed};
use watchpost_text::Text;
use watchpost_web::{
    CheckedForm, Errors, Field, Fields, Find, Layout, Notice, Oops, Page, PlatformState,
    SheetAnswer, Tone, form_status, render, see_other, sheet_answers, sheet_fields_found,
    sheet_values,
};

use super::{case_id, doors, steps::Of, told::refused};
use crate::{bar::Bar, member::Unlocked};

/// A sheet that they can fill in here.
struct Asked {
    code: Code,
    name: String,
    /// When it was filled in last, and by whom.
    last: Option<String>,
}

/// A sheet that was filled in.
struct Filled {
    name: String,
    who: String,
    answers: Vec<SheetAnswer>,
}

/// The part of the page of a case.
#[derive(Template)]
#[template(path = "cases/sheets.html")]
pub(super) struct Sheets {
    layout: Layout,
    path: String,
    /// The paragraphs of the Code that the facts would touch, if they are true.
    touched: Vec<String>,
    asked: Vec<Asked>,
    /// What others fill in here, and who.
    others: Vec<(String, String)>,
    filled: Vec<Filled>,
}

impl HtmlSafe for Sheets {}

/// Who filled a sheet in, where nobody of the desk did: who reported, or a party as the procedure calls it.
pub(super) fn filled_by(t: &Text, procedure: &Procedure, by: &str) -> String {
    let actor = procedure.actor(by).filter(|actor| actor.roles.is_empty());
    match actor {
        _ if HOLDER.contains(&by) => t.case_reporter(),
        Some(actor) => actor.name.text(t.lang().code()).to_owned(),
        None => t.case_somebody(),
    }
}

impl Sheets {
    pub(super) fn of(
        layout: &Layout,
        of: &Of<'_>,
        seen: &CaseSeen,
        names: &BTreeMap<MemberId, String>,
    ) -> Self {
        let t = layout.text;
        let lang = t.lang().code();
        let mine = of.procedure.actors_of(of.roles);
        let who = |part: &SheetPart| {
            let name = part.member.and_then(|member| names.get(&member).cloned());
            let name = name.unwrap_or_else(|| filled_by(&t, of.procedure, &part.by));
            t.sheet_filled(name, t.date(Day::of(part.at).date()))
        };
        let (mut asked, mut others) = (Vec::new(), Vec::new());
        for sheet in asked_at(of.procedure, &of.case.state) {
            let name = sheet.name.text(lang).to_owned();
            let can = sheet.by.iter().any(|by| mine.contains(&by.as_str()));
            if !of.may || !can {
                others.push((name, super::steps::list(&t, of.procedure, &sheet.by)));
                continue;
            }
            let last = seen.sheets.iter().rfind(|part| part.sheet == sheet.code);
            asked.push(Asked {
                code: sheet.code.clone(),
                name,
                last: last.map(who),
            });
        }
        let filled = seen.sheets.iter().rev().filter_map(|part| {
            let sheet = of.procedure.sheet(&part.sheet)?;
            Some(Filled {
                name: sheet.name.text(lang).to_owned(),
                who: who(part),
                answers: sheet_answers(&t, of.procedure, part),
            })
        });
        Self {
            layout: layout.clone(),
            path: format!("/desk/cases/{}", of.case.id),
            touched: { touched(of.procedure, &seen.sheets).iter() }
                .filter_map(|code| Conduct::known()?.title(&code.parse().ok()?, lang))
                .collect(),
            asked,
            others,
            filled: filled.collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "cases/sheet.html")]
struct SheetPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    /// The address of the case, and what people call it.
    path: String,
    reference: String,
    name: String,
    help: String,
    shown: bool,
    code: Code,
    /// What is proposed beside it.
    doors: Option<doors::Panel>,
    /// By which versions of the policy data its words were proposed.
    from: Vec<String>,
    /// With which paragraphs of the Code are looked for.
    looking: Vec<Field>,
    fields: Vec<Field>,
    once: String,
    status: StatusCode,
}

impl Page for SheetPage {
    fn title(&self) -> String {
        self.name.clone()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// The buttons that save nothing: one proposes doors, the other looks for paragraphs of the Code.
const PROPOSE: &str = "propose";
const FIND: &str = "find";

/// What came of it.
#[derive(Default)]
struct Came {
    typed: Fields,
    problems: Problems,
    notice: Option<(Notice, StatusCode)>,
}

fn sheet_of<'a>(procedure: &'a Procedure, code: &str) -> Result<&'a Sheet, Oops> {
    procedure.sheet(code).ok_or(Oops::NotFound)
}

/// The paragraphs that another sheet of the case said are touched, where this one asks which.
fn touched_before(procedure: &Procedure, sheet: &Sheet, seen: &CaseSeen) -> Option<Answers> {
    let question = sheet.asks_paragraphs()?;
    let said = Said {
        chosen: touched(procedure, &seen.sheets).to_vec(),
        ..Said::default()
    };
    Some(Answers::from([(question.code.clone(), said)]))
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    (id, code): (CaseId, &str),
    said: Came,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let working = who.working()?;
    let procedure = platform.procedure_of::<may::Step>(&working, id).await?;
    let sheet = sheet_of(&procedure, code)?;
    let (case, seen) = platform.read_case(&working, id).await?;
    let t = layout.text;
    // The doors can be proposed anew with what is asked beside: that saves nothing.
    let proposes = said.typed.text("do") == PROPOSE;
    let is_fresh = said.typed.iter().next().is_none() || proposes;
    let form = match is_fresh {
        true => layout.form(),
        false => layout.form_with(&said.typed, &said.problems),
    };
    let chosen = || -> Vec<String> {
        let chosen = said.typed.get_all("q.open");
        chosen.map(str::to_owned).collect()
    };
    let chosen = proposes.then(chosen).filter(|chosen| !chosen.is_empty());
    let before = { seen.sheets.iter() }.rfind(|part| part.sheet == sheet.code && !proposes);
    let (mut doors, mut proposed, mut from) = (None, None, Vec::new());
    if sheet.doors {
        let report = seen.answers.as_ref();
        let of = doors::situation(report, &said.typed);
        let in_use = platform.remedies(of.country.as_deref()).await?;
        let (panel, answers) = doors::propose(&layout, (&in_use, sheet), report, (&of, chosen));
        let made_from = before.map_or(&in_use.versions, |part| &part.made_from);
        from = doors::from(&said.typed, is_fresh, made_from);
        (doors, proposed) = (Some(panel), Some(answers));
    }
    let last = before.map(|part| part.answers.clone()).or(proposed);
    let last = last.or_else(|| touched_before(procedure.as_ref(), sheet, &seen));
    let find = Find::of(&said.typed);
    let looking = match sheet.asks_paragraphs() {
        Some(_) => find.fields(&t, &form),
        None => Vec::new(),
    };
    let last = last.filter(|_| is_fresh);
    let fields = sheet_fields_found(&t, &form, sheet, last.as_ref(), &find);
    let (notice, status) = match said.notice {
        Some((notice, status)) => (Some(notice), status),
        None => (None, form_status(&said.problems)),
    };
    let once = match said.typed.text("once") {
        "" => Uuid::new_v4().simple().to_string(),
        again => again.to_owned(),
    };
    let lang = t.lang().code();
    Ok(render(SheetPage {
        errors: Errors::of(t, &fields),
        bar: Bar::of(&layout, &who.0.session),
        path: format!("/desk/cases/{id}"),
        reference: case.reference.as_str().to_owned(),
        name: sheet.name.text(lang).to_owned(),
        help: sheet.help.text(lang).to_owned(),
        shown: sheet.shown,
        code: sheet.code.clone(),
        notice,
        doors,
        from,
        looking,
        fields,
        once,
        status,
        layout,
    }))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path((id, sheet)): Path<(String, String)>,
) -> Result<Response, Oops> {
    page(
        &state,
        layout,
        &who,
        (case_id(&id)?, &sheet),
        Came::default(),
    )
    .await
}

/// Fills it in: back to the case, or the sheet again with what is wrong.
pub async fn fill<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path((id, code)): Path<(String, String)>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&id)?;
    if [PROPOSE, FIND].contains(&typed.text("do")) {
        let said = Came {
            typed,
            ..Came::default()
        };
        return page(&state, layout, &who, (id, &code), said).await;
    }
    let platform = state.platform();
    let done = {
        let filling = Typed {
            sheet: &code,
            once: typed.text("once"),
            values: sheet_values(&typed),
            language: layout.lang(),
        };
        platform.fill_sheet(&who.working()?, id, filling).await
    };
    let t = layout.text;
    let mut said = Came::default();
    match done {
        Ok(()) => return Ok(see_other(&layout.to(format!("/desk/cases/{id}#sheets")))),
        Err(Error::Denied(Denied::NotFound)) => return Err(Oops::NotFound),
        Err(Error::Invalid(problems)) => said.problems = problems,
        Err(Error::NeedsAnother) => {
            let words = Notice::new(Tone::Bad, t.sheet_not_own(), t.sheet_not_own_text());
            said.notice = Some((words, StatusCode::CONFLICT));
        }
        Err(error) => said.notice = Some(refused(&state, &layout, &who, id, error).await?),
    }
    said.typed = typed;
    page(&state, layout, &who, (id, &code), said).await
}
