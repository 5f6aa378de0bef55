//! The page of emergencies.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{http::StatusCode, response::Response};
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;
use watchpost_domain::{
    CaseId, Day, MemberId, Problems,
    emergency::{Stands, Waits},
    procedure::Procedure,
};
use watchpost_service::{
    emergency::{Emergencies, EmergencySeen},
    steps::state_name,
};
use watchpost_text::Text;
use watchpost_web::{
    Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone, form_status, render,
};

use crate::{bar::Bar, member::Unlocked};

/// An ask, in words.
pub(super) struct Asked {
    id: String,
    title: String,
    /// Whose words, and what they said.
    words: Vec<(String, String)>,
    /// How it stands, line by line.
    stands: Vec<String>,
    is_new: bool,
    is_loud: bool,
    can_agree: bool,
    can_open: bool,
    stop: Option<Field>,
    /// The case, for whoever reads it with this.
    case: Option<CaseId>,
}

/// A narrow case that could be asked for.
pub(super) struct Row {
    reference: String,
    state: String,
    due: String,
    is_overdue: bool,
}

#[derive(Template)]
#[template(path = "emergency/show.html")]
struct EmergencyPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    asked: Vec<Asked>,
    narrow: Vec<Row>,
    /// The form of whoever may ask.
    ask: Option<[Field; 2]>,
    /// The form with which they step aside from one.
    aside: Option<[Field; 2]>,
    is_aside: bool,
    once: String,
    how: String,
    status: StatusCode,
}

impl Page for EmergencyPage {
    fn title(&self) -> String {
        self.layout.text.emergency_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// The forms of the page.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// That of an ask.
    #[default]
    Answer,
    /// The one that asks.
    Ask,
    /// The one with which a lead steps aside.
    Aside,
}

/// What came of an act.
#[derive(Default)]
pub(super) struct Said {
    pub typed: Fields,
    pub problems: Problems,
    pub notice: Option<Notice>,
    pub oops: Option<Oops>,
    /// Which form it was.
    pub form: Form,
    /// The case that was chosen from the list.
    pub case: String,
}

impl Said {
    /// A form of the page, with what was typed in it where it was that one.
    fn form(&self, layout: &Layout, which: Form) -> watchpost_web::Form {
        match self.form == which {
            true => layout.form_with(&self.typed, &self.problems),
            false => layout.form(),
        }
    }
}

/// How an ask is told: with the names of the desk.
pub(super) struct Telling<'a> {
    pub t: Text,
    pub names: &'a BTreeMap<MemberId, String>,
}

impl Telling<'_> {
    pub fn name(&self, member: MemberId) -> String {
        let known = self.names.get(&member).cloned();
        known.unwrap_or_else(|| self.t.case_somebody())
    }

    fn hour(&self, hour: i64) -> String {
        let at = Timestamp::from_second(hour.saturating_mul(3600)).unwrap_or_default();
        self.t.timestamp(at, &TimeZone::UTC)
    }

    fn day(&self, day: Day) -> String {
        self.t.date(day.date())
    }

    fn stands(&self, seen: &EmergencySeen, today: Day) -> Vec<String> {
        let (t, ask) = (self.t, &seen.ask);
        let agreed = ask.agreed.map(|who| t.second_agreed(self.name(who)));
        let now = match ask.stands {
            Stands::Waits if ask.until < today => t.emergency_over(),
            Stands::Waits => t.emergency_waits(self.hour(ask.opens), self.day(ask.until)),
            Stands::Opened if seen.is_read(today) => t.emergency_read(self.day(ask.until)),
            stands => t.named("emergency-stands", stands.code()),
        };
        agreed.into_iter().chain([now]).collect()
    }
}

/// How it goes, with the numbers of the installation.
fn how(t: Text, waits: &Waits) -> String {
    match waits.hours {
        0 => t.emergency_how_now(waits.days as usize),
        hours => t.emergency_how(waits.days as usize, hours as usize),
    }
}

fn asked(layout: &Layout, telling: &Telling<'_>, said: &Said, all: &Emergencies) -> Vec<Asked> {
    let t = layout.text;
    let one = |seen: &EmergencySeen| {
        let id = seen.ask.id.to_string();
        let form = match said.typed.text("ask") == id {
            true => said.form(layout, Form::Answer),
            false => layout.form(),
        };
        let words = seen.words.iter().map(|word| {
            let who = telling.name(word.by);
            let at = t.timestamp(word.at, &TimeZone::UTC);
            let whose = match word.stops {
                true => t.emergency_stopped_by(at, who),
                false => t.emergency_asked_by(at, who),
            };
            (whose, word.reason.clone())
        });
        let is_read = seen.is_mine && seen.is_read(all.today);
        Asked {
            title: t.emergency_asks(
                telling.name(seen.ask.by),
                seen.reference.as_str().to_owned(),
            ),
            words: words.collect(),
            stands: telling.stands(seen, all.today),
            is_new: seen.is_new,
            is_loud: seen.ask.is_open(all.today) || seen.is_read(all.today),
            can_agree: seen.can_agree,
            can_open: seen.can_open,
            stop: seen.can_stop.then(|| {
                form.line("stop", t.emergency_stop_why())
                    .inside(&id)
                    .optional()
            }),
            case: is_read.then_some(seen.ask.case),
            id,
        }
    };
    all.asks.iter().map(one).collect()
}

fn narrow(t: Text, all: &Emergencies, procedures: &BTreeMap<i64, Arc<Procedure>>) -> Vec<Row> {
    let lang = t.lang().code();
    let one = |case: &watchpost_service::emergency::Narrow| {
        let procedure = procedures.get(&case.procedure);
        let state = procedure.map(|p| state_name(p, &case.state, lang).to_owned());
        Row {
            reference: case.reference.as_str().to_owned(),
            state: state.unwrap_or_else(|| case.state.clone()),
            due: { case.due }
                .map(|day| t.due(day.days_from(all.today)))
                .unwrap_or_default(),
            is_overdue: case.due.is_some_and(|day| day < all.today),
        }
    };
    all.narrow.iter().map(one).collect()
}

pub(super) async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    mut said: Said,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let all = platform.emergencies(&who.0.session).await?;
    let procedures = platform.procedures().await?;
    let t = layout.text;
    let telling = Telling {
        t,
        names: &all.names,
    };
    let asked = asked(&layout, &telling, &said, &all);
    let form = said.form(&layout, Form::Ask);
    let case = { form.line("case", t.report_sent_reference()) }.value(&said.case);
    let why = form
        .area("why", t.emergency_why(), 3)
        .hint(t.emergency_why_hint());
    let ask = all.may_ask.then_some([case, why]);
    let form = said.form(&layout, Form::Aside);
    let aside = (!all.narrow.is_empty()).then(|| {
        [
            form.line("other", t.report_sent_reference()),
            form.line("aside", t.emergency_aside_why()),
        ]
    });
    let fields = { asked.iter() }.filter_map(|asked| asked.stop.as_ref());
    let forms = ask.iter().chain(&aside).flatten();
    let fields = forms.chain(fields);
    Ok(render(EmergencyPage {
        errors: Errors::of(t, fields),
        status: match (&said.notice, said.oops) {
            (_, Some(oops)) => oops.status(),
            (Some(_), None) => StatusCode::CONFLICT,
            (None, None) => form_status(&said.problems),
        },
        notice: said.notice.take().or_else(|| {
            let oops = said.oops?;
            Some(Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t)))
        }),
        bar: Bar::of(&layout, &who.0.session),
        narrow: narrow(t, &all, &procedures),
        how: how(t, &all.waits),
        once: Uuid::new_v4().simple().to_string(),
        asked,
        ask,
        aside,
        is_aside: said.form == Form::Aside,
        layout,
    }))
}
