//! Writing down what a party may be told: whom first, then answer by answer, in words that do not show who reported.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, DeskId, PartId, Problem, Problems,
    cases::content::{Answered, ReleasePart},
    intake::Answer,
    network::DeskKind,
    rooms::{Field as Told, Snapshot},
};
use watchpost_service::{
    Error,
    rooms::{Party, ToldSide},
};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState,
    answer_words, form_status, question_words, render, see_other,
};

use super::{
    acts::day,
    case_id, telling_promises,
    told::{kept_from, refused},
};
use crate::{bar::Bar, member::Unlocked};

#[derive(Template)]
#[template(path = "cases/tell.html")]
struct TellPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    path: String,
    reference: String,
    /// Who can be told, and what each is; empty once one was chosen.
    parties: Vec<(DeskId, String, String)>,
    /// Which promise they came to tell of, as the links to who can be told carry it on.
    promise: String,
    to: Option<Party>,
    /// The questions whose answers it is not told.
    kept: String,
    fields: Vec<Field>,
    once: String,
    status: StatusCode,
}

impl Page for TellPage {
    fn title(&self) -> String {
        self.layout.text.tell_open()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

#[derive(Default)]
struct Said {
    typed: Fields,
    problems: Problems,
    notice: Option<(Notice, StatusCode)>,
}

/// What was answered: what somebody would rather not say is told to nobody, and some of it not to everybody.
fn answered(side: &ToldSide, kind: DeskKind) -> Vec<&Answered> {
    let all = side.answers.iter().flat_map(|part| &part.answers);
    let kept = side.procedure.kept_from(kind.pillar());
    all.filter(|a| !matches!(a.answer, Answer::Unknown | Answer::RatherNot))
        .filter(|a| !kept.contains(&a.key))
        .collect()
}

/// What a question is called.
pub(super) fn asked(layout: &Layout, answer: &Answered) -> String {
    match answer.question.is_empty() {
        true => question_words(&layout.text, &answer.key),
        false => answer.question.clone(),
    }
}

fn fields(
    layout: &Layout,
    side: &ToldSide,
    (to, promise): (&Party, Option<PartId>),
    said: &Said,
) -> Vec<Field> {
    let t = layout.text;
    let is_fresh = said.typed.iter().next().is_none();
    let form = match is_fresh {
        true => layout.form(),
        false => layout.form_with(&said.typed, &said.problems),
    };
    let before = side.draft.as_ref().map(|(_, draft)| draft);
    let before = before.filter(|draft| is_fresh && draft.party == to.id);
    let answers = answered(side, to.kind);
    let which = { answers.iter() }
        .map(|a| Choice::new(&a.key, asked(layout, a)))
        .collect();
    let of = |get: &dyn Fn(&ReleasePart) -> String| before.map(get).unwrap_or_default();
    // Where they were told before, something promised can be told alone.
    let is_open = { side.rooms.iter() }.any(|r| r.room.party == to.id && !r.room.shut);
    let needed = |field: Field| match is_open && !side.promises.is_empty() {
        true => field.optional(),
        false => field,
    };
    let title = form.line("title", t.tell_line());
    let mut all = vec![
        needed(title).value(of(&|d| d.snapshot.title.clone())),
        form.checks("which", t.tell_which(), which)
            .optional()
            .values(before.into_iter().flat_map(|d| {
                let fields = d.snapshot.fields.iter();
                fields.map(|field| field.key.clone()).collect::<Vec<_>>()
            })),
    ];
    for answer in answers {
        let drafted = before.and_then(|d| {
            let mut fields = d.snapshot.fields.iter();
            fields.find(|field| field.key == answer.key)
        });
        let words = match drafted {
            Some(field) => field.text.clone(),
            None if is_fresh => answer_words(&t, None, &answer.answer),
            None => String::new(),
        };
        let label = t.tell_words(asked(layout, answer));
        let field = form.area(&format!("field-{}", answer.key), label, 3);
        all.push(field.optional().value(words));
    }
    if to.kind.follows_promises() {
        let chosen = (&form, is_fresh, promise);
        all.extend(telling_promises::fields(layout, side, before, chosen));
    }
    let ask = form.area("ask", t.tell_ask(), 3);
    all.push(needed(ask).value(of(&|d| d.snapshot.ask.clone())));
    if side.may_name(to.kind) {
        let who = form.line("who", t.tell_who()).optional();
        all.push(who.value(of(&|d| d.snapshot.who.clone())));
    }
    let by = form.input("answer-by", t.tell_by(), "date").optional();
    let own = side.case.due.filter(|day| *day > side.case.week);
    let by_then =
        of(&|d| { d.snapshot.answer_by }.map_or(String::new(), |day| day.date().to_string()));
    let by_then = match (by_then.is_empty(), own) {
        (true, Some(day)) if is_fresh => day.date().to_string(),
        _ => by_then,
    };
    all.push(by.value(by_then));
    all
}

async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    (id, to, promise): (CaseId, Option<DeskId>, Option<PartId>),
    said: Said,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let side = platform.told_side_to_draft(&who.working()?, id).await?;
    let t = layout.text;
    let to = side
        .parties
        .iter()
        .find(|party| Some(party.id) == to)
        .cloned();
    let fields = { to.iter() }
        .flat_map(|to| fields(&layout, &side, (to, promise), &said))
        .collect::<Vec<_>>();
    let kept = to.as_ref().map(|to| kept_from(&layout, &side, to.kind));
    let kept: Vec<String> = { kept.into_iter().flatten() }
        .map(|(question, _)| question)
        .collect();
    let parties = side.parties.iter().filter(|_| to.is_none());
    let parties = parties.map(|p| (p.id, p.name.clone(), t.named("desk-kind", p.kind.code())));
    let (notice, status) = match said.notice {
        Some((notice, status)) => (Some(notice), status),
        None => (None, form_status(&said.problems)),
    };
    Ok(render(TellPage {
        errors: Errors::of(layout.text, &fields),
        bar: Bar::of(&layout, &who.0.session),
        path: format!("/desk/cases/{id}"),
        reference: side.case.reference.as_str().to_owned(),
        notice,
        parties: parties.collect(),
        promise: promise.map_or_else(String::new, |id| format!("&promise={id}")),
        kept: match kept.is_empty() {
            true => String::new(),
            false => t.room_kept(t.list(&kept)),
        },
        to,
        fields,
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
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let to = asked.get("to").and_then(|id| Uuid::parse_str(id).ok());
    let promise = { asked.get("promise") }.and_then(|id| Uuid::parse_str(id).ok());
    let at = (case_id(&id)?, to.map(DeskId), promise.map(PartId));
    page(&state, layout, &who, at, Said::default()).await
}

/// What was typed, as what a company is told.
fn typed_snapshot(
    layout: &Layout,
    side: &ToldSide,
    (kind, typed): (DeskKind, &Fields),
) -> Result<Snapshot, Problem> {
    let answers = answered(side, kind);
    let chosen = |answer: &&Answered| typed.get_all("which").any(|key| key == answer.key);
    let fields = answers.into_iter().filter(chosen).map(|answer| Told {
        key: answer.key.clone(),
        label: asked(layout, answer),
        text: typed.text(&format!("field-{}", answer.key)).to_owned(),
    });
    Ok(Snapshot {
        title: typed.text("title").to_owned(),
        fields: fields.collect(),
        ask: typed.text("ask").to_owned(),
        who: typed.text("who").to_owned(),
        language: layout.lang().to_owned(),
        answer_by: day(typed.text("answer-by"))?,
        promises: match kind.follows_promises() {
            true => telling_promises::typed(side, typed),
            false => Vec::new(),
        },
    })
}

/// Writes it down: then it is shown as the company will see it.
pub async fn write<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = case_id(&id)?;
    let platform = state.platform();
    let side = platform.told_side_to_draft(&who.working()?, id).await?;
    let party = Uuid::parse_str(typed.text("party")).ok().map(DeskId);
    let to = side.parties.iter().find(|other| Some(other.id) == party);
    let kind = to.map_or(DeskKind::Company, |to| to.kind);
    let done = match typed_snapshot(&layout, &side, (kind, &typed)) {
        Ok(snapshot) => {
            let told = (party, snapshot);
            platform
                .draft_release(&who.working()?, id, typed.text("once"), told)
                .await
        }
        Err(problem) => Err(Error::Invalid(Problems::one("answer-by", problem))),
    };
    let mut said = Said::default();
    match done {
        Ok(()) => return Ok(see_other(&layout.to(format!("/desk/cases/{id}/told")))),
        Err(Error::Denied(denied)) => return Err(Error::Denied(denied).into()),
        Err(Error::Invalid(problems)) => said.problems = problems,
        Err(error) => said.notice = Some(refused(&state, &layout, &who, id, error).await?),
    }
    said.typed = typed;
    page(&state, layout, &who, (id, party, None), said).await
}
