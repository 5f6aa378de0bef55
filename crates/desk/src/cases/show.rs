//! A case: answers in the person's words, messages, notes, files, what may be done next, and the timeline.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use jiff::tz::TimeZone;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use uuid::Uuid;
use watchpost_domain::{
    Actor, CaseId, Fact, MemberId, Problems,
    cases::{
        Case, CaseAccess, EraseReason,
        content::{Author, MessagePart, NotePart},
    },
    fact::CaseAct,
    intake::{Answer, Channel},
    policy::{Action, Verdict, cases as may},
    procedure::Procedure,
    retention::Going,
};
use watchpost_service::{CaseSeen, people::Person, sheets::Stands};
use watchpost_web::{
    Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone, answer_words,
    form_status, question_words, render,
};

use super::{
    acts::NO_STEP,
    case_id,
    companies::Meant,
    identity::{self, Asks, Identity},
    sheets::Sheets,
    steps::{Of, Steps},
    timeline::{Timeline, going},
};
use crate::{
    bar::Bar,
    emergency::Alarms,
    member::Unlocked,
    patterns::alike_line,
    team::{Conflicted, Picker, second_line, tasks_line},
};

/// The forms of the page.
struct Forms {
    message: Field,
    note: Field,
    files: Field,
    assign: [Field; 2],
    title: Field,
    access: Field,
    aside: Field,
    give: [Field; 3],
    take: [Field; 2],
    merge: [Field; 2],
    erase: [Field; 2],
}

#[derive(Template)]
#[template(path = "cases/show.html")]
struct Show {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    case: Case,
    seen: CaseSeen,
    channel: Option<Channel>,
    names: BTreeMap<MemberId, String>,
    forms: Forms,
    once: String,
    today: watchpost_domain::Day,
    asks: Asks,
    identity: Identity,
    actor: Actor,
    timeline: Timeline,
    steps: Steps,
    sheets: Sheets,
    procedure: Arc<Procedure>,
    meant: Meant,
    letters: Picker,
    conflicted: Conflicted,
    alarms: Alarms,
    /// What is to be done, and who waits for a second person.
    tasks: String,
    second: Option<String>,
    /// How many other cases are like it.
    alike: Option<String>,
    status: StatusCode,
}

impl Page for Show {
    fn title(&self) -> String {
        self.case.reference.as_str().to_owned()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl Show {
    /// Whether the policy lets this member do it; what it does not is not offered.
    fn may(&self, name: &str) -> bool {
        let mut all = may::ALL.iter();
        let action = all.find(|(own, _)| *own == name);
        action.is_some_and(|(_, verdict)| verdict(&self.actor, &self.case) == Verdict::Allow)
    }

    fn state(&self) -> String {
        let lang = self.layout.text.lang().code();
        let state = self.procedure.state(&self.case.state);
        state.map_or_else(|| self.case.state.clone(), |s| s.name.text(lang).to_owned())
    }

    fn due(&self, day: &watchpost_domain::Day) -> String {
        self.layout.text.due(day.days_from(self.today))
    }

    fn answers(&self) -> Vec<(String, String)> {
        let Some(part) = &self.seen.answers else {
            return Vec::new();
        };
        part.answers
            .iter()
            .map(|a| {
                (
                    self.question(&a.key, &a.question),
                    self.words(&a.key, &a.answer),
                )
            })
            .collect()
    }

    fn question(&self, key: &str, own: &str) -> String {
        if own.is_empty() {
            question_words(&self.layout.text, key)
        } else {
            own.to_owned()
        }
    }

    fn words(&self, key: &str, answer: &Answer) -> String {
        let questions = self.channel.as_ref().map(|c| &c.questionnaire);
        let kind = questions.and_then(|q| q.question(key)).map(|q| &q.kind);
        answer_words(&self.layout.text, kind, answer)
    }

    fn name(&self, member: &MemberId) -> String {
        self.names
            .get(member)
            .cloned()
            .unwrap_or_else(|| self.layout.text.case_somebody())
    }

    fn from(&self, message: &MessagePart) -> String {
        match (message.from, &message.member) {
            (Author::Reporter, _) => self.layout.text.case_reporter(),
            (Author::Party, _) => self.layout.text.party_one(),
            (Author::Desk, Some(member)) => self.name(member),
            (Author::Desk, None) => self.layout.text.case_somebody(),
        }
    }

    fn assign_is_wrong(&self) -> bool {
        let mut all = self.forms.assign.iter().chain([&self.forms.title]);
        all.any(|field| field.problem().is_some())
    }

    fn note_by(&self, note: &NotePart) -> String {
        self.name(&note.member)
    }

    fn at(&self, at: &jiff::Timestamp) -> String {
        self.layout.text.timestamp(*at, &TimeZone::UTC)
    }

    fn size(&self, bytes: &u64) -> String {
        self.layout.text.bytes(*bytes)
    }

    /// Until when what is over is kept; what goes before, and whether that was announced.
    fn kept(&self) -> Option<String> {
        let (t, kept) = (self.layout.text, &self.case.kept);
        let until = t.date(kept.whole_until()?.date());
        let first = kept.next().filter(|(what, _)| *what == Going::Identity);
        let identity = first.map(|(what, day)| going(&t, what, kept.announced.unwrap_or(day)));
        Some(match identity {
            Some(identity) => format!("{until} · {identity}"),
            None => until,
        })
    }

    /// What is so beside the state.
    fn beside(&self) -> Vec<String> {
        let lang = self.layout.text.lang().code();
        let sides = self.case.place(&self.procedure).sides;
        let names = { sides.iter() }.filter_map(|code| self.procedure.side(code));
        names.map(|side| side.name.text(lang).to_owned()).collect()
    }

    /// The cases that were opened for this one, and the one that it comes from.
    fn linked(&self) -> Vec<(CaseId, String)> {
        let acts = self
            .seen
            .history
            .iter()
            .filter_map(|line| match &line.committed.fact {
                Fact::Case(fact) => Some(&fact.act),
                Fact::Desk(_) | Fact::Room(_) => None,
            });
        let linked = acts.filter_map(|act| match act {
            CaseAct::Linked { other, reference } => Some((*other, reference.to_string())),
            CaseAct::ReportReceived { follows, .. } => {
                let from = follows.as_ref()?;
                Some((from.case, from.reference.to_string()))
            }
            _ => None,
        });
        linked.collect()
    }

    /// Whether something about who may read was refused.
    fn access_is_wrong(&self) -> bool {
        let f = &self.forms;
        let all = f.give.iter().chain(&f.take).chain([&f.access, &f.aside]);
        all.into_iter().any(|field| field.problem().is_some())
    }

    fn erase_is_wrong(&self) -> bool {
        let mut all = self.forms.erase.iter();
        all.any(|field| field.problem().is_some())
    }

    fn merge_is_wrong(&self) -> bool {
        let mut all = self.forms.merge.iter();
        all.any(|field| field.problem().is_some())
    }

    fn is_named(&self) -> bool {
        self.case.access == CaseAccess::Named
    }

    fn consents(&self) -> String {
        let given: Vec<String> = self
            .seen
            .consent
            .given
            .keys()
            .map(|p| self.layout.text.named("consent", p))
            .collect();
        if given.is_empty() {
            self.layout.text.none()
        } else {
            self.layout.text.list(&given)
        }
    }
}

fn forms(
    layout: &Layout,
    typed: &Fields,
    problems: &Problems,
    people: &[Person],
    readers: &[MemberId],
) -> Forms {
    let t = layout.text;
    let form = layout.form_with(typed, problems);
    let choice = |p: &Person| Choice::new(p.member.id.to_string(), &p.member.name);
    let read = people.iter().filter(|p| readers.contains(&p.member.id));
    let named = read.map(choice).collect();
    let can_read = |p: &&Person| p.on_roster && p.member.active && p.member.roles.reads_desk();
    let people: Vec<Choice> = people.iter().filter(can_read).map(choice).collect();
    let ends = EraseReason::ALL
        .into_iter()
        .map(|r| Choice::new(r.code(), t.named("erase", r.code())))
        .collect();
    Forms {
        message: form
            .area("message", t.case_message(), 5)
            .hint(t.case_message_hint()),
        note: form.area("note", t.case_note(), 3).hint(t.case_note_hint()),
        files: form.files("files", t.follow_files_add(), true),
        title: form.line("title", t.inbox_title()),
        access: form.line("access", t.case_reason()),
        aside: form.line("aside", t.case_reason()),
        give: [
            form.select("to", t.case_give(), people.clone()),
            form.line("give", t.case_reason()),
            form.input("until", t.case_until(), "date").optional(),
        ],
        take: [
            form.select("from", t.case_take(), named),
            form.line("take", t.case_reason()),
        ],
        erase: [
            form.select("erase", t.case_erase_why(), ends),
            form.line("reference", t.case_erase_reference()),
        ],
        merge: [
            form.line("other", t.case_merge_other()),
            form.line("merge", t.case_reason()),
        ],
        assign: [
            form.select("member", t.case_assign(), people),
            form.line("assigned", t.case_reason()).optional(),
        ],
    }
}

/// What came of an act.
#[derive(Default)]
pub(crate) struct Outcome {
    pub typed: Fields,
    pub problems: Problems,
    /// Which act of the procedure it was.
    pub act: String,
    pub notice: Option<Notice>,
    /// It was refused as a whole, by what the notice says.
    pub refused: Option<StatusCode>,
    pub oops: Option<Oops>,
    pub identity: Vec<(String, String)>,
    /// The letter that is put before whoever writes.
    pub letter: String,
}

/// What was typed into which form, and what is wrong with it.
pub(super) struct Told<'a>(&'a Outcome);

impl Told<'_> {
    /// Whether it was the form of this act.
    pub(super) fn is(&self, act: &str) -> bool {
        self.0.act == act
    }

    /// The reason that was typed for a step of the procedure.
    pub(super) fn why(&self) -> Option<&str> {
        let act = self.0.act.as_str();
        let is_step = !["", NO_STEP, "beside"].contains(&act) && !act.starts_with("clock-");
        let why = Some(self.0.typed.text("why")).filter(|why| !why.is_empty());
        why.filter(|_| is_step)
    }

    /// For the form of one act.
    pub(super) fn asked(&self, act: &str) -> (Fields, Problems) {
        match self.is(act) {
            true => (self.0.typed.clone(), self.0.problems.clone()),
            false => (Fields::default(), Problems::default()),
        }
    }
}

pub(super) async fn page<S: PlatformState>(
    state: &S,
    layout: Layout,
    who: &Unlocked,
    id: CaseId,
    outcome: Outcome,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let (case, seen) = platform.read_case(&who.working()?, id).await?;
    let procedure = platform
        .procedure_of::<may::Read>(&who.working()?, id)
        .await?;
    let channel = match &seen.answers {
        Some(answers) => platform.channel(answers.channel).await?,
        None => None,
    };
    let people = platform.people(&who.0.session).await?;
    let names: BTreeMap<MemberId, String> = people
        .people
        .iter()
        .map(|p| (p.member.id, p.member.name.clone()))
        .collect();
    let t = layout.text;
    let mut forms = forms(
        &layout,
        &outcome.typed,
        &outcome.problems,
        &people.people,
        &case.readers,
    );
    let session = &who.0.session;
    let of = Of {
        case: &case,
        procedure: &procedure,
        roles: session.member.roles,
        stands: Stands::of(&case, &procedure, &seen),
        today: platform.today(),
        may: may::Step::verdict(&session.actor(), &case) == Verdict::Allow,
    };
    let steps = Steps::of(&layout, &of, &Told(&outcome));
    let sheets = Sheets::of(&layout, &of, &seen, &names);
    let report = (&case, &seen, channel.as_ref());
    let letters = Picker::of(platform, &layout, &procedure, report, &outcome).await?;
    forms.message = letters.put_into(forms.message);
    let told = (&outcome.typed, &outcome.problems, outcome.identity);
    let (asks, identity) =
        identity::part(platform, &layout, session, (&case, &seen), &names, told).await?;
    let more = { forms.give.iter() }
        .chain(&forms.take)
        .chain(&forms.merge)
        .chain(&forms.assign)
        .chain(&forms.erase);
    let all = [
        &forms.message,
        &forms.note,
        &forms.files,
        &forms.title,
        &forms.access,
        &forms.aside,
    ]
    .into_iter()
    .chain(more)
    .chain(asks.fields())
    .chain(steps.fields())
    .chain([identity.field()]);
    let status = match outcome.oops {
        Some(oops) => oops.status(),
        None => outcome
            .refused
            .unwrap_or_else(|| form_status(&outcome.problems)),
    };
    Ok(render(Show {
        errors: Errors::of(t, all),
        notice: outcome.notice.or_else(|| {
            let oops = outcome.oops?;
            Some(Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t)))
        }),
        bar: Bar::of(&layout, session),
        once: Uuid::new_v4().simple().to_string(),
        today: platform.today(),
        timeline: Timeline::of(&layout, (case.id, &procedure), &names, &seen),
        steps,
        sheets,
        procedure,
        asks,
        identity,
        actor: session.actor(),
        letters,
        conflicted: Conflicted::of(platform, &layout, &who.working()?, (case.id, &seen)).await?,
        alarms: Alarms::of(&layout, &seen.history, &names, platform.today()),
        tasks: tasks_line(&layout, &seen.history, platform.today()),
        second: second_line(platform, &layout, &seen.history)?,
        alike: match may::SeeAlike::verdict(&session.actor(), &case) {
            Verdict::Allow => Some(alike_line(platform, &layout, session, case.id).await?),
            _ => None,
        },
        meant: Meant::of(platform, &layout, session, &seen).await?,
        case,
        seen,
        channel,
        names,
        forms,
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
    let outcome = Outcome {
        letter: asked.get("letter").cloned().unwrap_or_default(),
        ..Outcome::default()
    };
    page(&state, layout, &who, case_id(&id)?, outcome).await
}
