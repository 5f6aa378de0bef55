//! What can be done with a case in its procedure: what leads on from where it stands, who else can do what, and what is so beside it.

use askama::{Template, filters::HtmlSafe};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use watchpost_domain::{
    Day,
    cases::{
        Case,
        clocks::{Running, can_extend},
    },
    policy::{Roles, cases as may},
    procedure::{BACK, Code, Exit, Names, Need, Procedure},
};
use watchpost_service::{Error, sheets::Stands, steps::StepAsked};
use watchpost_web::{
    CheckedForm, Choice, Field, Fields, Layout, Notice, Oops, PlatformState, Tone, need_words,
};

use super::{
    acts::after,
    case_id,
    show::{Outcome, Told},
    timeline::clock_name,
};
use crate::{member::Unlocked, team::needs_second};

/// An act with a form of its own: it needs something, or leaves a choice.
struct Open {
    act: Code,
    name: String,
    to: String,
    /// What is not so yet.
    missing: String,
    fields: Vec<Field>,
    wrong: bool,
    ends: bool,
}

/// What is so beside the state, or can be said to be.
struct Beside {
    code: Code,
    name: String,
    is_so: bool,
}

/// A clock of where the case stands.
struct Clock {
    code: Code,
    name: String,
    due: String,
    /// Where it can be given its time once more: why.
    longer: Option<Field>,
}

#[derive(Template)]
#[template(path = "cases/steps.html")]
pub(super) struct Steps {
    layout: Layout,
    path: String,
    /// Acts that need nothing: a button each.
    quick: Vec<(Code, String)>,
    why: Field,
    /// Why somebody asked for an act that is not possible any more: they may need it again.
    kept: Option<String>,
    open: Vec<Open>,
    /// What others can do from here, and who.
    others: Vec<(String, String)>,
    beside: Vec<Beside>,
    beside_why: Field,
    clocks: Vec<Clock>,
    waits: bool,
    /// How a vote stands, line by line.
    vote: Vec<String>,
}

impl HtmlSafe for Steps {}

/// What of a procedure is shown to whom.
pub(super) struct Of<'a> {
    pub case: &'a Case,
    pub procedure: &'a Procedure,
    pub roles: Roles,
    pub stands: Stands,
    pub today: Day,
    /// They may carry it on; if not, what leads on is shown to them all the same.
    pub may: bool,
}

pub(super) fn list(t: &watchpost_text::Text, procedure: &Procedure, actors: &[Code]) -> String {
    let lang = t.lang().code();
    let name = |by: &Code| procedure.actor(by).map(|a| a.name.text(lang).to_owned());
    t.list(&actors.iter().filter_map(name).collect::<Vec<_>>())
}

/// The name of the state that an act leads to.
fn leads_to(of: &Of<'_>, exit: &Exit, lang: &str) -> String {
    let to = match (exit.to.as_deref(), &of.case.from) {
        (Some(BACK), Some(from)) => from.as_str(),
        (Some(to), _) => to,
        (None, _) => "",
    };
    let state = of.procedure.state(to);
    state.map_or_else(String::new, |s| s.name.text(lang).to_owned())
}

impl Steps {
    pub(super) fn of(layout: &Layout, of: &Of<'_>, told: &Told<'_>) -> Self {
        let t = layout.text;
        let lang = t.lang().code();
        let place = of.case.place(of.procedure);
        let mine = of.procedure.actors_of(of.roles);
        let can = |exit: &Exit| of.may && exit.by.iter().any(|by| mine.contains(&by.as_str()));
        let (mut quick, mut open, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for exit in place.exits(of.procedure) {
            let name = exit.name.text(lang).to_owned();
            if !can(exit) {
                others.push((name, list(&t, of.procedure, &exit.by)));
            } else if exit.needs.is_empty() && exit.reasons.len() <= 1 {
                quick.push((exit.act.clone(), name));
            } else {
                open.push(form_of(layout, of, exit, told));
            }
        }
        // The buttons share one form.
        let pressed = quick.iter().find(|(act, _)| told.is(act));
        let asked = pressed.map_or_else(Default::default, |(act, _)| told.asked(act));
        let form = layout.form_with(&asked.0, &asked.1);
        // Where something is missing there is no form to keep it in.
        let keeps = |open: &Open| told.is(&open.act) && open.missing.is_empty();
        let is_there = pressed.is_some() || open.iter().any(keeps);
        let beside_asked = told.asked("beside");
        let beside_form = layout.form_with(&beside_asked.0, &beside_asked.1);
        let is_mine = |by: &[Code]| by.iter().any(|by| mine.contains(&by.as_str()));
        let sides = of.procedure.sides.iter().filter_map(|side| {
            let is_so = place.sides.contains(&side.code);
            let by = if is_so {
                &side.ended_by
            } else {
                &side.begun_by
            };
            // What a sheet begins is said there.
            let is_asked = !is_so && of.procedure.is_begun_by_sheet(&side.code);
            (of.may && is_mine(by) && !is_asked).then(|| Beside {
                code: side.code.clone(),
                name: side.name.text(lang).to_owned(),
                is_so,
            })
        });
        Self {
            path: format!("/desk/cases/{}", of.case.id),
            quick,
            kept: told.why().filter(|_| !is_there).map(str::to_owned),
            why: form.line("why", t.step_why()).optional(),
            open,
            others,
            beside: sides.collect(),
            beside_why: beside_form
                .line("why", t.step_why())
                .optional()
                .inside("beside"),
            clocks: clocks(layout, of, told),
            vote: super::voting::lines(layout, of.procedure, of.stands.voting.as_ref()),
            waits: place.is_paused(of.procedure),
            layout: layout.clone(),
        }
    }

    /// Fields that can be wrong.
    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        let open = self.open.iter().flat_map(|open| &open.fields);
        let longer = self.clocks.iter().flat_map(|clock| &clock.longer);
        open.chain(longer).chain([&self.why, &self.beside_why])
    }

    fn is_wrong(&self, field: &Field) -> bool {
        field.problem().is_some()
    }

    fn beside_is_wrong(&self) -> bool {
        self.beside_why.problem().is_some()
    }
}

fn form_of(layout: &Layout, of: &Of<'_>, exit: &Exit, told: &Told<'_>) -> Open {
    let t = layout.text;
    let lang = t.lang().code();
    let (typed, problems) = told.asked(&exit.act);
    let form = layout.form_with(&typed, &problems);
    let mut fields = Vec::new();
    if exit.reasons.len() > 1 {
        let reason = |code: &Code| {
            let name = of.procedure.reason(code).map(|r| &r.name);
            Choice::new(code, name.map_or(code.as_str(), |n: &Names| n.text(lang)))
        };
        let choices = exit.reasons.iter().map(reason).collect();
        fields.push(form.select("reason", t.case_close_reason(), choices));
    }
    let why = form.area("why", t.step_why(), 3);
    fields.push(match exit.needs.contains(&Need::Reason) {
        true => why,
        false => why.optional(),
    });
    let is_missing = |need: &&Need| match need {
        Need::Reason => false,
        need if of.procedure.is_outward(need) && !of.case.may_go_out() => true,
        need => !of.stands.holds(need, &exit.act),
    };
    let missing: Vec<String> = { exit.needs.iter().filter(is_missing) }
        .map(|need| need_words(&t, of.procedure, need))
        .collect();
    // What was refused is shown open, whatever was missing.
    let wrong = told.is(&exit.act);
    Open {
        act: exit.act.clone(),
        name: exit.name.text(lang).to_owned(),
        to: leads_to(of, exit, lang),
        missing: if missing.is_empty() {
            String::new()
        } else {
            t.list(&missing)
        },
        fields: fields.into_iter().map(|f| f.inside(&exit.act)).collect(),
        wrong,
        ends: exit.to.as_ref() == Some(&of.procedure.end),
    }
}

fn clocks(layout: &Layout, of: &Of<'_>, told: &Told<'_>) -> Vec<Clock> {
    let t = layout.text;
    let state = of.procedure.state(&of.case.state);
    let longer = |clock: &Running| {
        let can = state.is_some_and(|state| can_extend(state, clock));
        (of.may && can).then(|| {
            let (typed, problems) = told.asked(&format!("clock-{}", clock.code));
            let form = layout.form_with(&typed, &problems);
            form.line("why", t.case_reason()).inside(&clock.code)
        })
    };
    let one = |clock: &Running| Clock {
        code: clock.code.clone(),
        longer: longer(clock),
        name: clock_name(&t, of.procedure, &clock.code),
        due: match clock.left {
            Some(_) => t.clock_waits(),
            None => t.due(clock.due.days_from(of.today)),
        },
    };
    of.case.clocks.iter().map(one).collect()
}

/// What was refused, in words: what is allowed now and who may do it, or what is missing.
pub(super) fn notice(layout: &Layout, procedure: &Procedure, error: &Error) -> Option<Notice> {
    let t = layout.text;
    let lang = t.lang().code();
    let (title, body) = match error {
        Error::NotNow(allowed) => {
            let exits = { procedure.states.iter().flat_map(|s| &s.exits) };
            let all: Vec<&Exit> = exits.chain(&procedure.anywhere).collect();
            let name = |act: &Code| {
                let exit = all.iter().find(|exit| exit.act == *act);
                let name = exit.map(|exit| &exit.name);
                let name = name.or_else(|| procedure.sheet(act).map(|sheet| &sheet.name));
                name.map_or(act.as_str(), |name| name.text(lang)).to_owned()
            };
            let one = |(act, by): &(Code, Vec<Code>)| {
                format!("{} ({})", name(act), list(&t, procedure, by))
            };
            let words: Vec<String> = allowed.iter().map(one).collect();
            (t.step_not_now(), t.step_now(t.list(&words).as_str()))
        }
        Error::Needs(needs) => {
            let words = needs.iter().map(|need| need_words(&t, procedure, need));
            let words: Vec<String> = words.collect();
            (t.step_not_yet(), t.step_missing(t.list(&words).as_str()))
        }
        error => return needs_second(layout, error),
    };
    Some(Notice::new(Tone::Bad, title, body))
}

fn asked(typed: &Fields) -> StepAsked {
    let some = |name: &str| Some(typed.text(name).to_owned()).filter(|text| !text.is_empty());
    StepAsked {
        act: typed.text("act").to_owned(),
        reason: some("reason"),
        why: typed.text("why").to_owned(),
    }
}

/// Carries the case on.
pub async fn step<S: PlatformState>(
    State(state): State<S>,
    unlocked: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let platform = state.platform();
    let done = {
        let who = &unlocked.working()?;
        platform.step(who, id, &asked(&typed)).await
    };
    let act = typed.text("act").to_owned();
    answer(&state, layout, &unlocked, (id, act), typed, done).await
}

/// Says that something is so beside the state, or is so no longer.
pub async fn beside<S: PlatformState>(
    State(state): State<S>,
    unlocked: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let platform = state.platform();
    let (side, is_so) = match (typed.text("begin"), typed.text("end")) {
        ("", side) => (side, false),
        (side, _) => (side, true),
    };
    let done = {
        let who = &unlocked.working()?;
        platform
            .set_beside(who, id, (side, is_so), typed.text("why"))
            .await
    };
    answer(
        &state,
        layout,
        &unlocked,
        (id, "beside".into()),
        typed,
        done,
    )
    .await
}

/// Gives a clock its whole time once more.
pub async fn longer<S: PlatformState>(
    State(state): State<S>,
    unlocked: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let clock = typed.text("clock").to_owned();
    let done = {
        let who = &unlocked.working()?;
        let why = typed.text("why");
        state.platform().extend_clock(who, id, &clock, why).await
    };
    let form = (typed, format!("clock-{clock}"));
    after(&state, layout, &unlocked, id, form, done, Some("why")).await
}

async fn answer<S: PlatformState>(
    state: &S,
    layout: Layout,
    unlocked: &Unlocked,
    (id, act): (watchpost_domain::CaseId, Code),
    typed: Fields,
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    let Err(error @ (Error::NotNow(_) | Error::Needs(_))) = &done else {
        return after(state, layout, unlocked, id, (typed, act), done, None).await;
    };
    let platform = state.platform();
    let procedure = platform
        .procedure_of::<may::Read>(&unlocked.working()?, id)
        .await?;
    let outcome = Outcome {
        notice: notice(&layout, &procedure, error),
        // What is missing can be given in the form; what is over cannot.
        refused: Some(match error {
            Error::Needs(_) => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        }),
        typed,
        act,
        ..Outcome::default()
    };
    super::show::page(state, layout, unlocked, id, outcome).await
}
