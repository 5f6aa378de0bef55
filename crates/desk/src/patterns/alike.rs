//! The cases like one: put together with it, kept apart, taken out, looked at, and carried to one case of oversight.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, PatternId, Problems,
    policy::{Action, Verdict, cases as may},
};
use watchpost_service::{
    Error, Platform,
    accounts::Session,
    patterns::{AlikeSide, Carry, Hindrance, Linked, Linking, PatternSeen},
};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone,
    form_status, render, see_other,
};

use super::words::{coarse, why};
use crate::{bar::Bar, cases::case_id, member::Unlocked};

/// A case like the one that is looked at.
struct Other {
    id: CaseId,
    reference: String,
    title: String,
    why: Vec<String>,
    days: String,
    allowed: bool,
    ticked: bool,
}

/// A pattern, and the forms for what can be done with it here.
struct Pattern {
    id: PatternId,
    title: String,
    state: String,
    cases: Vec<(CaseId, String, String)>,
    carried_by: Vec<(CaseId, String)>,
    is_carrier: bool,
    can_keep: bool,
    /// Why the case is taken out.
    out: Option<Field>,
    /// What a new case says, and the reference of one that is there.
    carry: Option<[Field; 2]>,
    is_wrong: bool,
}

#[derive(Template)]
#[template(path = "patterns/alike.html")]
struct AlikePage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    /// What keeps cases from being put together, each with whether the person can be asked.
    hindered: Vec<(CaseId, String, String, bool)>,
    path: String,
    reference: String,
    allowed: bool,
    /// It speaks for others: nobody is asked whether it may be put beside them.
    is_carrier: bool,
    patterns: Vec<Pattern>,
    others: Vec<Other>,
    found: String,
    uncompared: Option<String>,
    /// What is wrong with the choice of cases.
    choice: Option<String>,
    fields: Vec<Field>,
    may_link: bool,
    may_unlink: bool,
    once: String,
    status: StatusCode,
}

impl Page for AlikePage {
    fn title(&self) -> String {
        self.layout.text.alike_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// The line of the case's page.
pub(crate) async fn line(
    platform: &Platform,
    layout: &Layout,
    session: &Session,
    id: CaseId,
) -> Result<String, Oops> {
    let Some((found, patterns)) = platform.count_alike(session, id).await? else {
        return Ok(String::new());
    };
    let t = layout.text;
    let patterns = (patterns > 0).then(|| t.alike_in(patterns.to_string()));
    let said = [Some(t.alike_count(found.to_string())), patterns];
    Ok(said.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// What came of an act.
#[derive(Default)]
struct Said {
    typed: Fields,
    problems: Problems,
    hindered: Vec<(CaseId, String, Hindrance)>,
    oops: Option<Oops>,
}

impl Said {
    /// Whether it was a form of this pattern.
    fn is_of(&self, pattern: PatternId) -> bool {
        self.typed.text("pattern") == pattern.to_string()
    }

    fn status(&self) -> StatusCode {
        match (self.oops, self.hindered.is_empty()) {
            (Some(oops), _) => oops.status(),
            (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
            (None, true) => form_status(&self.problems),
        }
    }
}

fn pattern(
    layout: &Layout,
    seen: &PatternSeen,
    (may_link, may_unlink, said): (bool, bool, &Said),
) -> Pattern {
    let t = layout.text;
    let is_this = said.is_of(seen.id);
    let form = match is_this {
        true => layout.form_with(&said.typed, &said.problems),
        false => layout.form(),
    };
    let inside = seen.id.to_string();
    let by = seen.by.as_ref().map(|name| t.pattern_by(name.as_str()));
    let kept = match &seen.kept {
        Some(name) => t.pattern_kept(name.as_str()),
        None => t.pattern_open(),
    };
    let state = [by, (!seen.cases.is_empty()).then_some(kept)];
    let carry = seen
        .coarse
        .as_ref()
        .filter(|_| may_link && !seen.is_carrier);
    Pattern {
        id: seen.id,
        title: seen.title.clone(),
        state: state.into_iter().flatten().collect::<Vec<_>>().join(" "),
        cases: { seen.cases.iter() }
            .map(|case| (case.id, case.reference.to_string(), case.title.clone()))
            .collect(),
        carried_by: { seen.carried_by.iter() }
            .map(|case| (case.id, case.reference.to_string()))
            .collect(),
        is_carrier: seen.is_carrier,
        can_keep: seen.can_keep && may_unlink,
        out: may_unlink.then(|| form.line("why", t.pattern_out_why()).inside(&inside)),
        carry: carry.map(|said| {
            let words = form.area("text", t.pattern_carry_words(), 8);
            [
                words
                    .hint(t.pattern_carry_hint())
                    .inside(&inside)
                    .value(coarse(layout, &seen.title, said)),
                form.line("reference", t.pattern_carry_reference())
                    .inside(&inside)
                    .optional(),
            ]
        }),
        is_wrong: is_this,
    }
}

/// The form that puts together or keeps apart.
fn fields(layout: &Layout, side: &AlikeSide, said: &Said) -> Vec<Field> {
    let t = layout.text;
    let form = match said.typed.get("pattern").is_some() {
        true => layout.form(),
        false => layout.form_with(&said.typed, &said.problems),
    };
    let there = side.patterns.iter().filter(|seen| !seen.is_carrier);
    let there: Vec<Choice> = there
        .map(|seen| Choice::new(seen.id.to_string(), &seen.title))
        .collect();
    let mut all = vec![
        form.line("title", t.alike_name()).hint(t.alike_name_hint()),
        form.area("why", t.alike_why(), 3).hint(t.alike_why_hint()),
    ];
    if !there.is_empty() {
        all.push(form.select("into", t.alike_into(), there).optional());
    }
    all
}

fn others(layout: &Layout, side: &AlikeSide, said: &Said) -> Vec<Other> {
    let t = layout.text;
    let ticked: Vec<&str> = said.typed.get_all("case").collect();
    { side.others.iter() }
        .map(|one| {
            let id = one.case.id.to_string();
            Other {
                ticked: ticked.contains(&id.as_str()),
                id: one.case.id,
                reference: one.case.reference.to_string(),
                title: one.case.title.clone(),
                why: why(layout, &one.why),
                days: t.alike_days(one.days.to_string()),
                allowed: one.case.allowed,
            }
        })
        .collect()
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    path: &str,
    said: Said,
) -> Result<Response, Oops> {
    let session = &who.0.session;
    let side = { state.platform() }
        .alike_to(session, case_id(path)?)
        .await?;
    let (t, actor) = (layout.text, session.actor());
    let may_link = may::Link::verdict(&actor, &side.case) == Verdict::Allow;
    let may_unlink = may::Unlink::verdict(&actor, &side.case) == Verdict::Allow;
    let may = (may_link, may_unlink, &said);
    let patterns: Vec<Pattern> = { side.patterns.iter() }
        .map(|seen| pattern(&layout, seen, may))
        .collect();
    let fields = match may_unlink && !side.others.is_empty() {
        true => fields(&layout, &side, &said),
        false => Vec::new(),
    };
    let own = { patterns.iter() }.flat_map(|p| p.out.iter().chain(p.carry.iter().flatten()));
    let left = Some(side.uncompared).filter(|left| *left > 0);
    let choice = said.problems.0.iter().find(|wrong| wrong.field == "case");
    let hindered = said.hindered.iter().map(|(id, reference, why)| {
        let words = t.named("hindrance", why.code());
        (*id, reference.clone(), words, *why == Hindrance::Consent)
    });
    Ok(render(AlikePage {
        errors: Errors::of(t, fields.iter().chain(own)),
        notice: { said.oops }.map(|oops| Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t))),
        hindered: hindered.collect(),
        bar: Bar::of(&layout, session),
        path: format!("/desk/cases/{}", side.case.id),
        reference: side.case.reference.as_str().to_owned(),
        allowed: side.allowed,
        is_carrier: patterns.iter().any(|pattern| pattern.is_carrier),
        others: others(&layout, &side, &said),
        found: t.alike_count(side.found.to_string()),
        uncompared: left.map(|left| t.patterns_uncompared(left.to_string())),
        choice: choice.map(|wrong| watchpost_web::problem_words(&t, &wrong.problem)),
        patterns,
        fields,
        may_link,
        may_unlink,
        once: match said.typed.text("once") {
            "" => Uuid::new_v4().simple().to_string(),
            again => again.to_owned(),
        },
        status: said.status(),
        layout,
    }))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
) -> Result<Response, Oops> {
    page(&state, layout, &who, &path, Said::default()).await
}

async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    (path, typed): (&str, Fields),
    done: Result<CaseId, Error>,
) -> Result<Response, Oops> {
    let mut said = Said {
        typed,
        ..Said::default()
    };
    match done {
        Ok(to) => return Ok(see_other(&layout.to(format!("/desk/cases/{to}/alike")))),
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(Error::Invalid(problems)) => said.problems = problems,
        Err(error) => said.oops = Some(error.into()),
    }
    page(state, layout, who, path, said).await
}

fn pattern_id(text: &str) -> Option<PatternId> {
    Uuid::parse_str(text).ok().map(PatternId)
}

/// The cases that were ticked. What is no number of a case is one that is not there.
fn ticked(typed: &Fields) -> Vec<CaseId> {
    let all = typed.get_all("case");
    all.map(|id| CaseId(Uuid::parse_str(id).unwrap_or_default()))
        .collect()
}

fn linking<'a>(typed: &'a Fields, cases: &'a [CaseId]) -> Linking<'a> {
    Linking {
        once: typed.text("once"),
        into: pattern_id(typed.text("into")),
        cases,
        title: typed.text("title"),
        why: typed.text("why"),
    }
}

/// Puts cases together.
pub async fn link<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (id, cases) = (case_id(&path)?, ticked(&typed));
    let done = { state.platform() }
        .link_cases(&who.working()?, id, linking(&typed, &cases))
        .await;
    if let Ok(Linked::Hindered(by)) = done {
        let by = by
            .into_iter()
            .map(|(id, reference, why)| (id, reference.to_string(), why));
        let said = Said {
            hindered: by.collect(),
            typed,
            ..Said::default()
        };
        return page(&state, layout, &who, &path, said).await;
    }
    let done = done.map(|_| id);
    after(&state, layout, &who, (&path, typed), done).await
}

/// Says that cases are not the same matter.
pub async fn apart<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (id, cases) = (case_id(&path)?, ticked(&typed));
    let done = { state.platform() }
        .keep_apart(&who.working()?, id, linking(&typed, &cases))
        .await;
    after(&state, layout, &who, (&path, typed), done.map(|()| id)).await
}

/// Takes the case out of a pattern.
pub async fn out<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let pattern = pattern_id(typed.text("pattern")).unwrap_or(PatternId(Uuid::nil()));
    let done = { state.platform() }
        .unlink_case(&who.working()?, id, (pattern, typed.text("why")))
        .await;
    after(&state, layout, &who, (&path, typed), done.map(|()| id)).await
}

/// Somebody else than who linked it looked at the pattern, and keeps it.
pub async fn keep<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let pattern = pattern_id(typed.text("pattern")).unwrap_or(PatternId(Uuid::nil()));
    let done = { state.platform() }
        .keep_pattern(&who.0.session, id, pattern)
        .await;
    after(&state, layout, &who, (&path, typed), done.map(|()| id)).await
}

/// Opens one case for the pattern, or lets one that is there carry it.
pub async fn carry<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let is_there = typed.text("do") == "there";
    let asked = Carry {
        once: typed.text("once"),
        pattern: pattern_id(typed.text("pattern")).unwrap_or(PatternId(Uuid::nil())),
        reference: is_there.then(|| typed.text("reference")),
        text: typed.text("text"),
        language: layout.lang(),
    };
    let done = { state.platform() }
        .carry_pattern(&who.0.session, id, asked)
        .await;
    after(&state, layout, &who, (&path, typed), done).await
}
