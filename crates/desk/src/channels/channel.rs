//! A channel: its names, its readers in plain words, its promise, and its questions in order.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{
    Problems,
    calendar::Calendar,
    intake::{Channel, Question},
    retention::Retention,
};
use watchpost_service::Error;
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone,
    form_status, problem_words, render, see_other,
};

use super::{days, languages, months, own, said, title};
use crate::{bar::Bar, member::Member};

#[derive(Template)]
#[template(path = "channels/list.html")]
struct ListPage {
    layout: Layout,
    bar: Bar,
    channels: Vec<Channel>,
    once: String,
    country: Field,
    errors: Errors,
    status: StatusCode,
}

impl Page for ListPage {
    fn title(&self) -> String {
        self.layout.text.channels_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl ListPage {
    fn name<'a>(&self, channel: &'a Channel) -> &'a str {
        channel.name(self.layout.lang())
    }

    fn stands(&self, channel: &Channel) -> String {
        let t = self.layout.text;
        if channel.open {
            t.channels_open()
        } else {
            t.channels_closed()
        }
    }
}

pub async fn list<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
) -> Result<Response, Oops> {
    list_with(&state, &who, layout, &Problems::default()).await
}

async fn list_with<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    problems: &Problems,
) -> Result<Response, Oops> {
    let t = layout.text;
    let typed: Fields = [("country".to_owned(), who.session.desk.country.clone())]
        .into_iter()
        .collect();
    let form = layout.form_with(&typed, problems);
    let known: Vec<&str> = Calendar::countries().collect();
    let countries = t.countries().into_iter();
    let countries = countries
        .filter(|(code, _)| known.contains(code))
        .map(|(code, name)| Choice::new(code, name));
    let country = form.select("country", t.desk_country(), countries.collect());
    let country = country.hint(t.desk_country_hint()).optional();
    Ok(render(ListPage {
        bar: Bar::of(&layout, &who.session),
        channels: state.platform().own_channels(&who.session).await?,
        once: Uuid::new_v4().simple().to_string(),
        errors: Errors::of(t, [&country]),
        status: form_status(problems),
        country,
        layout,
    }))
}

/// Says where the desk works.
pub async fn set_country<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let country = typed.text("country");
    match state.platform().set_country(&who.session, country).await {
        Ok(()) => Ok(see_other(&layout.to("/desk/channels"))),
        Err(Error::Invalid(problems)) => list_with(&state, &who, layout, &problems).await,
        Err(error) => Err(error.into()),
    }
}

pub async fn add<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    // The language of whoever makes it comes first: it is the channel's own.
    let mut codes: Vec<String> = languages().map(|(_, code)| code.to_owned()).collect();
    codes.sort_by_key(|code| code != layout.lang());
    let once = typed.text("once");
    let added = state.platform().add_channel(&who.session, once, codes);
    let id = added.await?;
    Ok(see_other(
        &layout.to(format!("/desk/channels/{}", id.0.simple())),
    ))
}

#[derive(Template)]
#[template(path = "channels/show.html")]
struct ChannelPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    channel: Channel,
    fields: Vec<Field>,
    left_out: Vec<Question>,
    status: StatusCode,
}

impl Page for ChannelPage {
    fn title(&self) -> String {
        self.channel.name(self.layout.lang()).to_owned()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl ChannelPage {
    fn question(&self, question: &Question) -> String {
        title(&self.layout.text, question)
    }

    fn about(&self, question: &Question) -> String {
        let t = self.layout.text;
        let mut about = Vec::new();
        if question.required() {
            about.push(t.channels_required());
        }
        if question.only_if.is_some() {
            about.push(t.channels_conditional());
        }
        about.join(" · ")
    }
}

fn fields(layout: &Layout, channel: &Channel, typed: &Fields, problems: &Problems) -> Vec<Field> {
    let t = layout.text;
    let form = layout.form_with(typed, problems);
    let open = vec![Choice::new("yes", t.channels_open_what())];
    let offered = languages()
        .map(|(l, code)| Choice::new(code, l.own_name()))
        .collect();
    let own = languages().map(|(l, code)| Choice::new(code, l.own_name()));
    let mut all = vec![
        form.checks("open", t.inbox_state(), open)
            .values(channel.open.then_some("yes")),
        form.checks("languages", t.channels_languages(), offered)
            .values(channel.languages.clone()),
        form.radios("own", t.channels_own_language(), own.collect())
            .values(channel.languages.first().cloned()),
        form.input("acknowledge_within", t.channels_acknowledge(), "number")
            .value(channel.promise.acknowledge_within.to_string()),
        form.input("answer_within", t.channels_answer(), "number")
            .hint(t.channels_days_hint())
            .value(channel.promise.answer_within.to_string()),
        form.input("kept_identity", t.channels_kept_identity(), "number")
            .value(channel.kept.identity.to_string()),
        form.input("kept_not_taken_up", t.channels_kept_early(), "number")
            .value(channel.kept.not_taken_up.to_string()),
        form.input("kept_taken_up", t.channels_kept_late(), "number")
            .hint(t.channels_kept_hint())
            .value(channel.kept.taken_up.to_string()),
    ];
    for (lang, code) in languages() {
        let text = |texts: &std::collections::BTreeMap<String, String>| {
            texts.get(code).cloned().unwrap_or_default()
        };
        all.push(
            form.line(&format!("name_{code}"), t.channels_name(lang.own_name()))
                .value(text(&channel.names)),
        );
        all.push(
            form.area(
                &format!("readers_{code}"),
                t.channels_readers(lang.own_name()),
                3,
            )
            .hint(t.channels_readers_hint())
            .optional()
            .value(text(&channel.readers)),
        );
    }
    all
}

#[derive(Default)]
struct Outcome {
    typed: Fields,
    problems: Problems,
    notice: Option<Notice>,
    status: Option<StatusCode>,
}

fn page(who: &Member, layout: Layout, channel: Channel, outcome: Outcome) -> Response {
    let t = layout.text;
    let fields = fields(&layout, &channel, &outcome.typed, &outcome.problems);
    // What is wrong with a question stands above all, by its title.
    let of_question = outcome.problems.0.iter().find_map(|p| {
        let question = channel.questionnaire.question(&p.field)?;
        let words = problem_words(&t, &p.problem);
        Some(Notice::new(Tone::Bad, title(&t, question), words))
    });
    render(ChannelPage {
        bar: Bar::of(&layout, &who.session),
        errors: Errors::of(t, &fields),
        notice: outcome.notice.or(of_question),
        left_out: channel.questionnaire.left_out(),
        fields,
        status: outcome
            .status
            .unwrap_or_else(|| form_status(&outcome.problems)),
        channel,
        layout,
    })
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(path): Path<String>,
) -> Result<Response, Oops> {
    let channel = own(&state, &who.session, &path).await?;
    Ok(page(&who, layout, channel, Outcome::default()))
}

/// After a change: the channel again, with what was refused and all that was typed.
pub(super) async fn after<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    path: &str,
    typed: Fields,
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    let t = layout.text;
    let outcome = match done {
        Ok(()) => return Ok(see_other(&layout.to(format!("/desk/channels/{path}")))),
        Err(Error::Invalid(problems)) => Outcome {
            typed,
            problems,
            ..Outcome::default()
        },
        Err(Error::Conflict) => Outcome {
            typed,
            notice: Some(Notice::new(
                Tone::Bad,
                t.channels_conflict(),
                t.channels_conflict_what(),
            )),
            status: Some(StatusCode::CONFLICT),
            ..Outcome::default()
        },
        Err(error) => return Err(error.into()),
    };
    let channel = own(state, &who.session, path).await?;
    Ok(page(who, layout, channel, outcome))
}

/// What the form says of a channel.
fn read(channel: &mut Channel, typed: &Fields) -> Problems {
    let mut problems = Problems::default();
    channel.open = typed.text("open") == "yes";
    let first = typed.text("own");
    let mut offered: Vec<String> = languages()
        .map(|(_, code)| code.to_owned())
        .filter(|code| code == first || typed.get_all("languages").any(|l| l == code))
        .collect();
    offered.sort_by_key(|code| code != first);
    channel.languages = offered;
    channel.promise.acknowledge_within = days(typed, "acknowledge_within", &mut problems);
    channel.promise.answer_within = days(typed, "answer_within", &mut problems);
    channel.kept = Retention {
        identity: months(typed, "kept_identity", &mut problems),
        not_taken_up: months(typed, "kept_not_taken_up", &mut problems),
        taken_up: months(typed, "kept_taken_up", &mut problems),
    };
    for (_, code) in languages() {
        let name = said(typed, &format!("name_{code}"), 200, &mut problems);
        let readers = said(typed, &format!("readers_{code}"), 2_000, &mut problems);
        for (texts, text) in [
            (&mut channel.names, name.replace('\n', " ")),
            (&mut channel.readers, readers),
        ] {
            if text.is_empty() {
                texts.remove(code);
            } else {
                texts.insert(code.to_owned(), text);
            }
        }
    }
    problems
}

/// Changes a channel as somebody saw it, over the version that their page showed.
pub(super) async fn change<S: PlatformState>(
    state: &S,
    who: &Member,
    mut channel: Channel,
    typed: &Fields,
    edit: impl FnOnce(&mut Channel) -> Result<(), Error>,
) -> Result<(), Error> {
    channel.questionnaire.version = typed.text("version").parse().map_err(|_| Error::Conflict)?;
    edit(&mut channel)?;
    state.platform().change_channel(&who.session, channel).await
}

pub async fn save<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let channel = own(&state, &who.session, &path).await?;
    let done = change(&state, &who, channel, &typed, |channel| {
        let problems = read(channel, &typed);
        problems.or(()).map_err(Error::Invalid)
    });
    let done = done.await;
    after(&state, &who, layout, &path, typed, done).await
}

/// Moves a question one place.
pub async fn order<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let channel = own(&state, &who.session, &path).await?;
    let done = change(&state, &who, channel, &typed, |channel| {
        match typed.get("earlier") {
            Some(key) => channel.questionnaire.shift(key, true),
            None => channel.questionnaire.shift(typed.text("later"), false),
        }
        Ok(())
    });
    let done = done.await;
    after(&state, &who, layout, &path, Fields::default(), done).await
}

/// Asks a shipped question that was left out.
pub async fn put_back<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    Path(path): Path<String>,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let channel = own(&state, &who.session, &path).await?;
    let done = change(&state, &who, channel, &typed, |channel| {
        let mut left_out = channel.questionnaire.left_out().into_iter();
        let question = left_out.find(|q| q.key == typed.text("question"));
        channel.questionnaire.put(question.ok_or(Error::Conflict)?);
        Ok(())
    });
    let done = done.await;
    after(&state, &who, layout, &path, Fields::default(), done).await
}
