//! Who will read it, what is sealed, what the limits are, what to do in danger; and the choice of a channel.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};
use uuid::Uuid;
use watchpost_domain::{ChannelId, Problem, Problems, intake::Channel};
use watchpost_service::{Drafting, Error, turns::Costly};
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Sender,
    Tone, cookie, form_status, render, see_other,
};

#[derive(Template)]
#[template(path = "report/start.html")]
struct Start {
    layout: Layout,
    errors: Errors,
    /// That a draft is over, when the visitor was led here because of it.
    over: Option<Notice>,
    going_on: bool,
    /// No channel is open, or none can take a report now.
    closed: bool,
    channel: Field,
    status: StatusCode,
}

impl Page for Start {
    fn title(&self) -> String {
        self.layout.text.report_start_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

fn start(
    layout: Layout,
    channels: &[Channel],
    problems: &Problems,
    over: bool,
    going_on: bool,
) -> Start {
    let t = layout.text;
    let form = layout.form_with(&Fields::default(), problems);
    let choices: Vec<Choice> = channels.iter().map(|c| choice(&layout, c)).collect();
    let mut channel = form.radios("channel", t.report_channel(), choices);
    if let [only] = channels {
        channel = channel.value(only.id.to_string());
    }
    Start {
        errors: Errors::of(t, [&channel]),
        over: over.then(|| Notice::new(Tone::Careful, t.report_over_title(), t.report_over())),
        going_on,
        closed: channels.is_empty(),
        channel,
        status: form_status(problems),
        layout,
    }
}

/// The channels that can be chosen now.
async fn offered<S: PlatformState>(state: &S) -> Result<Vec<Channel>, Oops> {
    let offered = state.platform().offered_channels().await?;
    Ok(offered.into_iter().map(|(channel, _)| channel).collect())
}

/// A channel in its own words: who reads it, in which languages it answers, and by when.
fn choice(layout: &Layout, channel: &Channel) -> Choice {
    let (t, lang) = (layout.text, layout.lang());
    let languages: Vec<String> = channel
        .languages
        .iter()
        .filter_map(|code| watchpost_text::Lang::from_code(code))
        .map(|l| l.own_name().to_owned())
        .collect();
    let promise = t.report_promise(
        channel.promise.acknowledge_within,
        channel.promise.answer_within,
    );
    let hint = [
        channel.readers(lang).to_owned(),
        t.report_languages(t.list(&languages)),
        promise,
        t.kept_before(
            channel.kept.identity,
            channel.kept.not_taken_up,
            channel.kept.taken_up,
        ),
    ];
    Choice {
        value: channel.id.to_string(),
        label: channel.name(lang).to_owned(),
        hint: Some(hint.join(" ")),
    }
}

/// Whether the browser has a draft that can be gone on with.
async fn is_going_on<S: PlatformState>(state: &S, headers: &HeaderMap) -> Result<bool, Oops> {
    match cookie::read(headers, state.secure_cookies(), cookie::DRAFT) {
        Some(value) => Ok(matches!(
            state.platform().draft(&value).await?,
            Drafting::Open(_)
        )),
        None => Ok(false),
    }
}

pub async fn ask<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Oops> {
    let channels = offered(&state).await?;
    let over = uri
        .query()
        .is_some_and(|q| q.split('&').any(|p| p == "over"));
    let going_on = is_going_on(&state, &headers).await?;
    Ok(render(start(
        layout,
        &channels,
        &Problems::default(),
        over,
        going_on,
    )))
}

pub async fn begin<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Sender(source): Sender,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let _turn = state.platform().turn(Costly::Draft, source).await?;
    let chosen = Uuid::parse_str(typed.text("channel")).ok().map(ChannelId);
    let begun = match chosen {
        Some(id) => state.platform().begin_draft(id, layout.lang()).await,
        None => Err(Error::Invalid(Problems::one("channel", Problem::Required))),
    };
    match begun {
        Ok((value, _)) => {
            let mut response = see_other(&layout.to("/report/1"));
            cookie::put(&mut response, &state, cookie::DRAFT, &value);
            Ok(response)
        }
        Err(Error::Invalid(problems)) => {
            let channels = offered(&state).await?;
            Ok(render(start(layout, &channels, &problems, false, false)))
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn discard<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    _form: CheckedForm,
) -> Result<Response, Oops> {
    if let Some(value) = cookie::read(&headers, state.secure_cookies(), cookie::DRAFT) {
        state.platform().discard_draft(&value).await?;
    }
    let mut response = see_other(&layout.to("/report"));
    cookie::clear(&mut response, &state, cookie::DRAFT);
    Ok(response)
}
