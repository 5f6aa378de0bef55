//! What the holder of a receipt sees: where their report stands, what was said, the files, what they allowed.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    body::Body,
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    Day, PartId, Problems,
    casefile::TakenOutPart,
    cases::{
        clocks::Running,
        content::{Author, SheetPart},
    },
    procedure::{Exit, Sheet},
    retention::Going,
};
use watchpost_service::{FollowUp, LineSeen, MessageSeen, PartyTold};
use watchpost_text::Text;
use watchpost_web::{
    Choice, Errors, Field, Fields, Form, Layout, Notice, Oops, Page, PlatformState, SheetAnswer,
    Told, consent_choices, form_status, render, see_other, sheet_answers, sheet_fields,
    sheet_words,
};

use super::promised::Confirming;
use super::{Box, place, place_of};
use crate::{
    kept::{self, Over},
    refused,
};

/// What they can do where their report stands.
struct Step {
    act: String,
    name: String,
    fields: Vec<Field>,
    is_wrong: bool,
}

fn steps(layout: &Layout, seen: &FollowUp, said: &Said) -> Vec<Step> {
    let t = layout.text;
    let step = |exit: &Exit| {
        let is_it = layout.path == STEP && said.typed.text("act") == exit.act;
        let form = match is_it {
            true => layout.form_with(&said.typed, &said.problems),
            false => layout.form(),
        };
        let reason = |code: &String| {
            let reason = seen.procedure.reason(code);
            let name = reason.map_or(code.as_str(), |r| r.name.text(layout.lang()));
            Choice::new(code, name)
        };
        let mut fields = Vec::new();
        if exit.reasons.len() > 1 {
            let choices = exit.reasons.iter().map(reason).collect();
            fields.push(form.radios("reason", t.follow_step_how(), choices));
        }
        fields.push(form.area("text", t.follow_step_text(), 4));
        Step {
            act: exit.act.clone(),
            name: exit.name.text(layout.lang()).to_owned(),
            fields: fields.into_iter().map(|f| f.inside(&exit.act)).collect(),
            is_wrong: is_it && !said.problems.0.is_empty(),
        }
    };
    seen.steps().map(step).collect()
}

/// A worksheet that they can fill in.
struct Asked {
    code: String,
    name: String,
    help: String,
    fields: Vec<Field>,
    is_wrong: bool,
}

/// What somebody else was told.
struct ToldTo {
    /// Who, and when.
    to: String,
    told: Told,
    /// Since when it is shown no longer.
    ended: Option<String>,
    /// What they were told later: on which day, and the words.
    more: Vec<(String, String)>,
}

/// One that was filled in.
struct Filled {
    name: String,
    who: String,
    answers: Vec<SheetAnswer>,
}

fn asked(layout: &Layout, seen: &FollowUp, said: &Said) -> Vec<Asked> {
    let t = layout.text;
    let one = |sheet: &Sheet| {
        let is_it = layout.path == SHEET && said.typed.text("sheet") == sheet.code;
        let form = match is_it {
            true => layout.form_with(&said.typed, &said.problems),
            false => layout.form(),
        };
        Asked {
            code: sheet.code.clone(),
            name: sheet.name.text(layout.lang()).to_owned(),
            help: sheet.help.text(layout.lang()).to_owned(),
            fields: sheet_fields(&t, &form, sheet, None),
            is_wrong: is_it,
        }
    };
    seen.asked().map(one).collect()
}

#[derive(Template)]
#[template(path = "followup/open.html")]
pub(super) struct Open {
    layout: Layout,
    errors: Errors,
    notice: Option<Notice>,
    seen: FollowUp,
    message: Field,
    files: Field,
    consent: Field,
    consent_until: Field,
    steps: Vec<Step>,
    asked: Vec<Asked>,
    promised: Vec<Confirming>,
    /// The number of this form: sent twice, it writes one message.
    once: String,
    /// The place that is unfolded.
    at: Option<usize>,
    status: StatusCode,
}

impl Page for Open {
    fn title(&self) -> String {
        self.layout.text.follow_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl Open {
    fn is_at(&self, number: usize) -> bool {
        self.at == Some(number)
    }

    fn state(&self) -> String {
        self.seen.told(self.layout.lang()).to_owned()
    }

    /// By when something has to happen where it stands.
    fn clocks(&self) -> Vec<(String, String)> {
        let t = self.layout.text;
        let one = |clock: &Running| {
            let state = self.seen.procedure.state(&clock.code);
            let name = match state {
                Some(_) => t.follow_due(),
                None => t.named("clock", &clock.code),
            };
            (name, self.day(&clock.due))
        };
        self.seen.clocks.iter().map(one).collect()
    }

    /// Until when what is over is kept.
    fn kept(&self) -> Vec<(String, String)> {
        let (t, kept) = (self.layout.text, &self.seen.kept);
        let whole = { kept.whole_until() }.map(|day| (t.kept_until(), self.day(&day)));
        let identity = match kept.next() {
            Some((Going::Identity, day)) => Some(kept.announced.map_or(day, |told| told.max(day))),
            _ => None,
        };
        let identity = identity.map(|day| (t.kept_identity_until(), self.day(&day)));
        identity.into_iter().chain(whole).collect()
    }

    /// The day on which all of it goes, once that was announced.
    fn goes(&self) -> Option<String> {
        let kept = &self.seen.kept;
        let whole = kept.next().is_some_and(|(what, _)| what == Going::Whole);
        kept.announced.filter(|_| whole).map(|day| self.day(&day))
    }

    /// What was filled in before.
    fn filled(&self) -> Vec<Filled> {
        let t = self.layout.text;
        let one = |part: &SheetPart| {
            let sheet = self.seen.procedure.sheet(&part.sheet)?;
            let who = match part.member {
                Some(_) => t.follow_from_desk(),
                None => t.follow_from_you(),
            };
            let answers = sheet_answers(&t, &self.seen.procedure, part);
            let who = t.sheet_filled(who, self.day(&Day::of(part.at)));
            Some(Filled {
                name: sheet.name.text(self.layout.lang()).to_owned(),
                who,
                answers,
            })
        };
        self.seen.sheets.iter().rev().filter_map(one).collect()
    }

    /// Copies that were given out: when, to whom, for what.
    fn copies(&self) -> Vec<String> {
        let t = self.layout.text;
        let one = |went: &TakenOutPart| {
            let purpose = t.named("consent", went.purpose.code());
            t.takeout_line(t.date(Day::of(went.at).date()), purpose, went.to.as_str())
        };
        self.seen.copies.iter().map(one).collect()
    }

    /// What others were told: to whom and when, what, since when it is shown no longer, and what they were told later.
    fn told(&self) -> Vec<ToldTo> {
        let t = self.layout.text;
        let one = |party: &PartyTold| {
            let on = t.date(Day::of(party.told.at).date());
            let ended = { party.ended }.map(|day| t.follow_told_ended(t.date(day.date())));
            let more = party.more.iter().map(|more| {
                let words = match more.file.is_empty() {
                    true => more.text.clone(),
                    false => t.follow_told_file(more.file.as_str()),
                };
                (t.date(Day::of(more.at).date()), words)
            });
            ToldTo {
                to: t.follow_told_to(party.told.name.as_str(), on),
                told: Told::new(t, &self.seen.procedure, party.told.clone()),
                ended,
                more: more.collect(),
            }
        };
        self.seen.parties.iter().map(one).collect()
    }

    fn from(&self, message: &MessageSeen) -> String {
        match message.from {
            Author::Reporter => self.layout.text.follow_from_you(),
            Author::Desk | Author::Party => self.layout.text.follow_from_desk(),
        }
    }

    fn day(&self, day: &watchpost_domain::Day) -> String {
        self.layout.text.date(day.date())
    }

    fn line(&self, line: &LineSeen) -> String {
        self.layout.text.named("line", line.act)
    }

    fn size(&self, bytes: &u64) -> String {
        self.layout.text.bytes(*bytes)
    }
}

/// Until when what is allowed is allowed.
fn consent_until(t: &Text, form: &Form) -> Field {
    form.input("until", t.follow_consent_until(), "date")
        .hint(t.follow_consent_until_hint())
        .optional()
}

/// What a form of the page said, and what came of it.
#[derive(Default)]
pub(super) struct Said {
    pub(super) typed: Fields,
    pub(super) problems: Problems,
    notice: Option<(Notice, StatusCode)>,
    /// The place that they come to.
    at: Option<usize>,
}

impl Said {
    /// Something in it is wrong.
    pub(super) fn wrong(typed: &Fields, problems: Problems) -> Self {
        Self {
            typed: typed.clone(),
            problems,
            ..Self::default()
        }
    }

    /// It could not be done; what was typed is still there.
    pub(super) fn refused(layout: &Layout, typed: &Fields, oops: Oops) -> Self {
        Self::noticed(typed, refused::of_words(&layout.text, oops), oops)
    }

    /// The same in other words.
    pub(super) fn noticed(typed: &Fields, notice: Notice, oops: Oops) -> Self {
        Self {
            typed: typed.clone(),
            notice: Some((notice, oops.status())),
            ..Self::default()
        }
    }

    /// The number of this form; kept, so that a form that is sent again is the same.
    fn once(&self) -> String {
        match self.typed.text("once") {
            "" => Uuid::new_v4().simple().to_string(),
            again => again.to_owned(),
        }
    }
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    open: &Box,
    said: Said,
) -> Result<Response, Oops> {
    let seen = match state.platform().follow_up(&open.cookie).await {
        Ok(Some(seen)) => seen,
        // The receipt was changed meanwhile: this one opens nothing any more.
        Ok(None) => return Ok(kept::over(&layout, &said.typed, Over::Pages, true)),
        Err(error) => return later(state, layout, open, &said, error.into()),
    };
    let t = layout.text;
    let once = said.once();
    // What was typed into the form of a step stays there; where the step is not possible any more, it can be sent as a message.
    let is_there = seen.steps().any(|exit| exit.act == said.typed.text("act"));
    let form = match layout.path.as_str() {
        STEP if is_there => layout.form(),
        _ => layout.form_with(&said.typed, &said.problems),
    };
    let message = form.area("text", t.follow_write(), 5);
    let files = form.files("files", t.follow_files_add(), true);
    let choices = consent_choices(&t, &seen.consents);
    let consent = match layout.path.as_str() {
        // What was just chosen, even if it was nothing.
        CONSENT => form.checks("consent", t.follow_consent(), choices),
        _ => layout
            .form()
            .checks("consent", t.follow_consent(), choices)
            .values(seen.consents.keys()),
    };
    let consent_until = consent_until(&t, &form);
    let steps = steps(&layout, &seen, &said);
    let asked = asked(&layout, &seen, &said);
    let promised = Confirming::all(&layout, &seen, state.platform().today(), &said);
    let promised_fields = promised.iter().flat_map(|one| &one.fields);
    let step_fields = steps.iter().flat_map(|step| &step.fields);
    let asked_fields = asked.iter().flat_map(|sheet| &sheet.fields);
    let all = [&message, &files, &consent, &consent_until].into_iter();
    let errors = Errors::of(
        t,
        all.chain(step_fields)
            .chain(asked_fields)
            .chain(promised_fields),
    );
    let (notice, status) = match said.notice {
        Some((notice, status)) => (Some(notice), status),
        None => (None, form_status(&said.problems)),
    };
    let page = render(Open {
        errors,
        steps,
        asked,
        promised,
        notice,
        consent,
        consent_until,
        message,
        files,
        once,
        at: said.at.or_else(|| place_of(&layout.path)),
        status,
        seen,
        layout,
    });
    Ok(open.keep_open(state, page))
}

const CONSENT: &str = "/follow-up/consent";
const STEP: &str = "/follow-up/step";
const SHEET: &str = "/follow-up/sheet";
const MESSAGE: &str = "/follow-up/message";

#[derive(Template)]
#[template(path = "followup/later.html")]
struct Later {
    layout: Layout,
    notice: Notice,
    fields: Vec<Field>,
    once: String,
    status: StatusCode,
}

impl Page for Later {
    fn title(&self) -> String {
        self.layout.text.follow_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// The form alone, as it was filled in, while the rest of the page cannot be had: the same button sends it again.
fn later<S: PlatformState>(
    state: &S,
    layout: Layout,
    open: &Box,
    said: &Said,
    oops: Oops,
) -> Result<Response, Oops> {
    let t = layout.text;
    let form = layout.form_with(&said.typed, &Problems::default());
    let fields = match layout.path.as_str() {
        MESSAGE => vec![form.area("text", t.follow_write(), 8)],
        CONSENT => {
            let choices = consent_choices(&t, &BTreeMap::new());
            vec![
                form.checks("consent", t.follow_consent(), choices),
                consent_until(&t, &form),
            ]
        }
        // A step becomes a message when it can be sent: what was said is not lost.
        STEP => vec![form.area("text", t.follow_step_text(), 8)],
        SHEET => vec![
            form.area("text", t.follow_step_text(), 8)
                .value(sheet_words(&said.typed)),
        ],
        _ => return Err(oops),
    };
    let page = render(Later {
        notice: refused::of_words(&t, oops),
        fields,
        once: said.once(),
        status: oops.status(),
        layout,
    });
    Ok(open.keep_open(state, page))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    uri: Uri,
    open: Box,
) -> Result<Response, Oops> {
    let mut parts = uri.query().unwrap_or_default().split('&');
    let at = parts.find_map(|part| part.strip_prefix("at="));
    let said = Said {
        at: at.and_then(place),
        ..Said::default()
    };
    page(&state, layout, &open, said).await
}

/// A file, as an attachment that no page can run.
pub async fn file<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(id): Path<String>,
    open: Box,
) -> Result<Response, Oops> {
    let id = Uuid::parse_str(&id).map_err(|_| Oops::NotFound)?;
    let found = state.platform().file_for_reporter(&open.cookie, PartId(id));
    let Some(opened) = found.await? else {
        return Ok(see_other(&layout.to("/follow-up?over")));
    };
    let (name, bytes) = (opened.facts.name.clone(), opened.facts.bytes);
    let answer = watchpost_web::download(&name, bytes, Body::from_stream(opened.bytes()))?;
    Ok(open.keep_open(&state, answer))
}

/// The proof of one line, as a file to be kept.
pub async fn proof<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Path(number): Path<String>,
    open: Box,
) -> Result<Response, Oops> {
    let number = number.parse().map_err(|_| Oops::NotFound)?;
    let found = state.platform().proof_for_reporter(&open.cookie, number);
    let Some(proof) = found.await? else {
        return Ok(see_other(&layout.to("/follow-up?over")));
    };
    let name = format!("{number}.tlog-proof");
    let answer = watchpost_web::download(&name, proof.len() as u64, Body::from(proof))?;
    Ok(open.keep_open(&state, answer))
}
