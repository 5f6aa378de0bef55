//! Who reported: a custodian asks, a second person agrees or not, and then it is opened.

use askama::{Template, filters::HtmlSafe};
use axum::{
    extract::{Path, State},
    response::Response,
};
use std::collections::BTreeMap;
use watchpost_domain::{
    CaseId, Fact, MemberId, Problems,
    cases::{Case, ask_of, content::Answered},
    fact::CaseAct,
    policy::{Action, Verdict, cases as may},
};
use watchpost_service::{CaseSeen, Error, Platform, accounts::Session};
use watchpost_web::{
    CheckedForm, Field, Fields, Layout, Oops, PlatformState, answer_words, question_words,
};

use super::{
    acts::named,
    case_id,
    show::{Outcome, page},
};
use crate::member::Unlocked;

/// Somebody who waits for a second person's word.
pub(super) struct Asked {
    by: MemberId,
    name: String,
    reason: String,
    /// Why not; only the one that was sent says what is wrong with it.
    refusal: Field,
}

/// What a custodian can do now.
enum Way {
    /// They are none.
    Closed,
    Ask,
    /// They asked, and have no answer yet.
    Waits(String),
    /// Somebody agreed, and until when.
    Agreed(String, String),
    /// Nobody else reads the case.
    Alone,
}

/// Colleagues who wait for this member's word.
#[derive(Template)]
#[template(path = "cases/asks.html")]
pub(super) struct Asks {
    layout: Layout,
    path: String,
    asks: Vec<Asked>,
}

impl HtmlSafe for Asks {}
impl HtmlSafe for Identity {}

/// The part of a case's page that is about who reported.
#[derive(Template)]
#[template(path = "cases/identity.html")]
pub(super) struct Identity {
    layout: Layout,
    path: String,
    way: Way,
    reason: Field,
    /// What was opened.
    opened: Vec<(String, String)>,
}

impl Identity {
    pub(super) fn field(&self) -> &Field {
        &self.reason
    }
}

impl Asks {
    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.asks.iter().map(|asked| &asked.refusal)
    }
}

/// What is shown of who reported, to this member, at this moment.
pub(super) async fn part(
    platform: &Platform,
    layout: &Layout,
    session: &Session,
    (case, seen): (&Case, &CaseSeen),
    names: &BTreeMap<MemberId, String>,
    (typed, problems, opened): (&Fields, &Problems, Vec<(String, String)>),
) -> Result<(Asks, Identity), Error> {
    let (t, me, today) = (layout.text, session.member.id, platform.today());
    let actor = session.actor();
    let name = |id: &MemberId| names.get(id).cloned().unwrap_or_else(|| t.case_somebody());
    let (none, empty) = (Problems::default(), Fields::default());
    let refusal = |by: &MemberId| {
        let sent = typed.text("by") == by.to_string();
        let form = match sent {
            true => layout.form_with(typed, problems),
            false => layout.form_with(&empty, &none),
        };
        let field = form.line("refusal", t.case_identity_refuse_why());
        field.inside(&by.to_string())
    };
    let mut asks = Vec::new();
    if may::AgreeIdentity::verdict(&actor, case) == Verdict::Allow {
        let waiting = case.asks.iter();
        let waiting = waiting.filter(|a| a.agreed.is_none() && a.by != me && a.until >= today);
        asks.extend(waiting.map(|ask| Asked {
            by: ask.by,
            name: name(&ask.by),
            reason: reason_of(seen, ask.by),
            refusal: refusal(&ask.by),
        }));
    }
    let way = if may::ReadIdentity::verdict(&actor, case) != Verdict::Allow {
        Way::Closed
    } else {
        match ask_of(case, me, today) {
            Some(ask) => {
                let until = t.date(ask.until.date());
                match ask.agreed {
                    Some(second) => Way::Agreed(name(&second), until),
                    None => Way::Waits(until),
                }
            }
            None if platform.has_second(case, me).await? => Way::Ask,
            None => Way::Alone,
        }
    };
    let form = layout.form_with(typed, problems);
    let path = format!("/desk/cases/{}/identity", case.id);
    let asks = Asks {
        layout: layout.clone(),
        path: path.clone(),
        asks,
    };
    let identity = Identity {
        layout: layout.clone(),
        path,
        way,
        reason: form.line("identity", t.case_reason()),
        opened,
    };
    Ok((asks, identity))
}

/// Why somebody asked, from the history; the last time counts.
fn reason_of(seen: &CaseSeen, by: MemberId) -> String {
    let reasons = seen.history.iter().rev();
    let mut reasons = reasons.filter_map(|line| match &line.committed.fact {
        Fact::Case(fact) => match &fact.act {
            CaseAct::IdentityAsked { who, reason, .. } if *who == by => Some(reason.clone()),
            _ => None,
        },
        Fact::Desk(_) | Fact::Room(_) => None,
    });
    reasons.next().unwrap_or_default()
}

/// Opens who reported.
pub async fn open<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id: CaseId = case_id(&path)?;
    let mut outcome = Outcome::default();
    let platform = state.platform();
    match platform
        .read_identity(&who.working()?, id, typed.text("identity"))
        .await
    {
        Ok(part) => {
            let line = |a: &Answered| {
                let asked = match a.question.as_str() {
                    "" => question_words(&layout.text, &a.key),
                    own => own.to_owned(),
                };
                (asked, answer_words(&layout.text, None, &a.answer))
            };
            outcome.identity = part.answers.iter().map(line).collect();
        }
        Err(Error::Invalid(problems)) => {
            outcome.problems = named("identity", problems);
            outcome.typed = typed;
        }
        Err(Error::Conflict) => outcome.oops = Some(Oops::Conflict),
        Err(error) => return Err(error.into()),
    }
    page(&state, layout, &who, id, outcome).await
}
