//! A second pair of eyes: asked for before something that is not done alone, and given or not by somebody else.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    MemberId, Problems,
    cases::{EraseReason, content::HistoryPart},
    policy::{Action, Verdict, cases as may},
    procedure::Procedure,
    team::{Guarded, Rules, SecondAsk, second_asks},
};
use watchpost_service::{Error, Platform, team::SecondSeen};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone,
    form_status, render, see_other,
};

use crate::{bar::Bar, cases::case_id, member::Unlocked};

/// Somebody's ask, as whoever looks sees it.
struct Asked {
    act: Guarded,
    thing: String,
    by: MemberId,
    /// Who, what exactly, and why.
    title: String,
    why: String,
    until: String,
    /// The second person, once there is one.
    agreed: Option<String>,
    /// The form of whoever may answer it.
    refusal: Option<Field>,
}

/// What can be asked for.
struct Ask {
    act: Guarded,
    name: String,
    /// What exactly, where it is not chosen.
    thing: Option<(String, String)>,
    fields: Vec<Field>,
    is_wrong: bool,
}

#[derive(Template)]
#[template(path = "team/second.html")]
struct SecondPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    path: String,
    reference: String,
    asked: Vec<Asked>,
    asks: Vec<Ask>,
    who: String,
    status: StatusCode,
}

impl Page for SecondPage {
    fn title(&self) -> String {
        self.layout.text.second_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// What came of an act.
#[derive(Default)]
struct Said {
    typed: Fields,
    problems: Problems,
    oops: Option<Oops>,
}

/// Where somebody else has to agree first: who could, in words.
pub(crate) fn needs_second(layout: &Layout, error: &Error) -> Option<Notice> {
    let Error::NeedsSecond(act, who) = error else {
        return None;
    };
    let t = layout.text;
    let body = match who.is_empty() {
        true => t.second_nobody(),
        false => t.second_who(t.list(who).as_str()),
    };
    let title = t.second_needed(t.named("guarded", act.code()).as_str());
    Some(Notice::new(Tone::Bad, title, body))
}

/// The line of the case's page; none where nothing needs a second person.
pub(crate) fn line(
    platform: &Platform,
    layout: &Layout,
    history: &[HistoryPart],
) -> Result<Option<String>, Oops> {
    if platform.team()?.second.acts.is_empty() {
        return Ok(None);
    }
    let asks = second_asks(history, platform.today());
    let waiting = asks.iter().filter(|ask| ask.agreed.is_none()).count();
    Ok(Some(layout.text.second_count(waiting)))
}

/// What exactly is asked for, in words.
fn thing(layout: &Layout, seen: &SecondSeen, procedure: &Procedure, ask: &SecondAsk) -> String {
    let t = layout.text;
    match ask.act {
        Guarded::Erase => t.named("erase", &ask.thing),
        Guarded::Close => {
            let reason = procedure.reason(&ask.thing);
            reason
                .map_or(ask.thing.as_str(), |r| r.name.text(layout.lang()))
                .to_owned()
        }
        Guarded::Release => {
            let same = seen
                .draft
                .as_ref()
                .filter(|(id, _)| id.to_string() == ask.thing);
            // What was asked about is no longer what waits.
            same.map_or_else(|| t.second_other_draft(), |(_, draft)| draft.name.clone())
        }
        Guarded::GiveOut => {
            let copy = seen.copy.as_ref();
            let same = copy.filter(|(id, _)| id.to_string() == ask.thing);
            same.map_or_else(|| t.second_other_copy(), |(_, copy)| copy.to.clone())
        }
    }
}

struct Showing<'a> {
    layout: &'a Layout,
    seen: &'a SecondSeen,
    procedure: &'a Procedure,
    rules: &'a Rules,
    said: &'a Said,
    me: MemberId,
    may_agree: bool,
}

impl Showing<'_> {
    fn name(&self, member: MemberId) -> String {
        let found = self.seen.names.get(&member).cloned();
        found.unwrap_or_else(|| self.layout.text.case_somebody())
    }

    fn asked(&self, ask: &SecondAsk) -> Asked {
        let t = self.layout.text;
        let inside = format!("{}-{}", ask.by, ask.act.code());
        let typed = &self.said.typed;
        let is_this = typed.text("by") == ask.by.to_string()
            && typed.text("act") == ask.act.code()
            && typed.text("thing") == ask.thing;
        let form = match is_this {
            true => self.layout.form_with(typed, &self.said.problems),
            false => self.layout.form(),
        };
        let answers = self.may_agree && ask.by != self.me && ask.agreed.is_none();
        let what = thing(self.layout, self.seen, self.procedure, ask);
        let act = t.named("guarded", ask.act.code());
        Asked {
            title: t.second_asks(act.as_str(), self.name(ask.by).as_str(), what.as_str()),
            act: ask.act,
            thing: ask.thing.clone(),
            by: ask.by,
            why: ask.why.clone(),
            until: t.second_until(t.date(ask.until.date()).as_str()),
            agreed: ask
                .agreed
                .map(|who| t.second_agreed(self.name(who).as_str())),
            refusal: answers.then(|| {
                form.line("refusal", t.second_refusal())
                    .inside(&inside)
                    .optional()
            }),
        }
    }

    /// The ways to ask: for what can be done now.
    fn asks(&self) -> Vec<Ask> {
        let (t, case) = (self.layout.text, &self.seen.case);
        let one = |act: &Guarded| {
            let is_this = self.said.typed.text("ask") == act.code();
            let form = match is_this {
                true => self.layout.form_with(&self.said.typed, &self.said.problems),
                false => self.layout.form(),
            };
            let select = |all| {
                form.select("thing", t.second_thing(), all)
                    .inside(act.code())
            };
            let (thing, choice) = match act {
                Guarded::Release => {
                    let (id, draft) = self.seen.draft.as_ref()?;
                    (Some((id.to_string(), draft.name.clone())), None)
                }
                Guarded::GiveOut => {
                    let (id, copy) = self.seen.copy.as_ref()?;
                    (Some((id.to_string(), copy.to.clone())), None)
                }
                Guarded::Close if case.ended => return None,
                Guarded::Close => {
                    let lang = self.layout.lang();
                    let all = { self.procedure.reasons.iter() }
                        .map(|r| Choice::new(&r.code, r.name.text(lang)));
                    (None, Some(select(all.collect())))
                }
                Guarded::Erase if !case.ended => return None,
                Guarded::Erase => {
                    let all = { EraseReason::ALL.iter() }
                        .map(|r| Choice::new(r.code(), t.named("erase", r.code())));
                    (None, Some(select(all.collect())))
                }
            };
            let why = form.line("why", t.second_why()).inside(act.code());
            Some(Ask {
                act: *act,
                name: t.named("guarded", act.code()),
                thing,
                fields: choice.into_iter().chain([why]).collect(),
                is_wrong: is_this,
            })
        };
        self.rules.second.acts.iter().filter_map(one).collect()
    }
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    path: &str,
    said: Said,
) -> Result<Response, Oops> {
    let (platform, working) = (state.platform(), who.working()?);
    let id = case_id(path)?;
    let seen = platform.second_of(&working, id).await?;
    let procedure = { platform }
        .procedure_of::<may::AskSecond>(&working, id)
        .await?;
    let rules = platform.team()?;
    let actor = who.0.session.actor();
    let showing = Showing {
        layout: &layout,
        seen: &seen,
        procedure: &procedure,
        rules: &rules,
        said: &said,
        me: working.member.member,
        may_agree: may::AgreeSecond::verdict(&actor, &seen.case) == Verdict::Allow,
    };
    let asked: Vec<Asked> = seen.asks.iter().map(|ask| showing.asked(ask)).collect();
    let asks = showing.asks();
    let fields = { asked.iter() }.filter_map(|asked| asked.refusal.as_ref());
    let fields = fields.chain(asks.iter().flat_map(|ask| &ask.fields));
    let t = layout.text;
    Ok(render(SecondPage {
        errors: Errors::of(t, fields),
        notice: { said.oops }.map(|oops| Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t))),
        bar: Bar::of(&layout, &who.0.session),
        path: format!("/desk/cases/{id}"),
        reference: seen.case.reference.as_str().to_owned(),
        who: match seen.who.is_empty() {
            true => t.second_nobody(),
            false => t.second_who(t.list(&seen.who).as_str()),
        },
        status: match said.oops {
            Some(oops) => oops.status(),
            None => form_status(&said.problems),
        },
        asked,
        asks,
        layout,
    }))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
) -> Result<Response, Oops> {
    page(&state, layout, &who, &id, Said::default()).await
}

async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    path: &str,
    typed: Fields,
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    let mut said = Said {
        typed,
        ..Said::default()
    };
    match done {
        Ok(()) => {
            let id = case_id(path)?;
            return Ok(see_other(&layout.to(format!("/desk/cases/{id}/second"))));
        }
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(Error::Invalid(problems)) => said.problems = problems,
        Err(error) => said.oops = Some(error.into()),
    }
    page(state, layout, who, path, said).await
}

/// Asks a second person.
pub async fn ask<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let done = match Guarded::from_code(typed.text("ask")) {
        Some(act) => {
            let asked = (act, typed.text("thing"), typed.text("why"));
            { state.platform() }
                .ask_second(&who.working()?, id, asked)
                .await
        }
        None => Err(Error::Conflict),
    };
    after(&state, layout, &who, &path, typed, done).await
}

/// The second person's word: yes, or no and why.
pub async fn answer<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&path)?;
    let by = MemberId(Uuid::parse_str(typed.text("by")).unwrap_or_default());
    let refusal = (typed.text("agree") != "yes").then(|| typed.text("refusal"));
    let act = Guarded::from_code(typed.text("act")).unwrap_or(Guarded::Close);
    let what = (act, typed.text("thing"), by);
    let done = { state.platform() }
        .answer_second(&who.working()?, id, what, refusal)
        .await;
    let done = done.map_err(|error| crate::cases::placed(error, &[("reason", "refusal")]));
    after(&state, layout, &who, &path, typed, done).await
}
