//! Entering a report that came by phone, by letter or in person: the same questions, typed by a member, with a receipt to be
//! read out or handed over.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use watchpost_domain::{Problems, intake::Entry};
use watchpost_service::Error;
use watchpost_text::Lang;
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Oops, Page, PlatformState, cookie,
    form_status, render, see_other,
};

use crate::{bar::Bar, member::Member};

#[derive(Template)]
#[template(path = "cases/enter.html")]
struct EnterPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    fields: Vec<Field>,
    status: StatusCode,
}

impl Page for EnterPage {
    fn title(&self) -> String {
        self.layout.text.enter_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

async fn page<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    typed: &Fields,
    problems: &Problems,
) -> Result<Response, Oops> {
    let t = layout.text;
    let channels = state.platform().entry_channels(&who.session).await?;
    let channels: Vec<Choice> = channels
        .iter()
        .map(|c| Choice::new(c.id.to_string(), c.name(layout.lang())))
        .collect();
    let ways = Entry::ALL.into_iter().filter(|e| *e != Entry::Web);
    let ways = ways.map(|e| Choice::new(e.code(), t.named("entry", e.code())));
    let languages = Lang::ALL.map(|l| Choice::new(l.code(), l.own_name()));
    let form = layout.form_with(typed, problems);
    let first = channels.first().map(|c| c.value.clone());
    let fields = vec![
        form.radios("channel", t.enter_channel(), channels)
            .values(first),
        form.radios("entry", t.enter_how(), ways.collect()),
        form.radios("language", t.enter_language(), languages.into())
            .hint(t.enter_language_hint())
            .value(layout.lang()),
    ];
    Ok(render(EnterPage {
        bar: Bar::of(&layout, &who.session),
        errors: Errors::of(t, &fields),
        fields,
        status: form_status(problems),
        layout,
    }))
}

pub async fn ask<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
) -> Result<Response, Oops> {
    let none = Problems::default();
    page(&state, &who, layout, &Fields::default(), &none).await
}

/// Leads to the questions; what is typed there belongs to this browser, as with everybody who reports.
pub async fn begin<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let way = Entry::ALL
        .into_iter()
        .find(|e| e.code() == typed.text("entry"));
    let language = Lang::from_code(typed.text("language")).unwrap_or(layout.text.lang());
    let begun = state
        .platform()
        .begin_entry(&who.session, typed.text("channel"), language.code(), way)
        .await;
    match begun {
        Ok(draft) => {
            let mut response = see_other(&format!("/report/1?lang={}", language.code()));
            cookie::put(&mut response, &state, cookie::DRAFT, &draft);
            Ok(response)
        }
        Err(Error::Invalid(problems)) => page(&state, &who, layout, &typed, &problems).await,
        Err(error) => Err(error.into()),
    }
}
