//! What the holder of a receipt does: write, send files, change what is allowed, stop contact, take the report back.

use askama::Template;
use axum::{extract::State, response::Response};
use watchpost_domain::Problems;
use watchpost_service::Error;
use watchpost_web::{
    CheckedForm, Fields, Layout, MultipartForm, Oops, Page, PlatformState, render, see_other,
};

use super::{Box, named, open};

/// What came of an act: back to the box, or the box again with what is wrong.
async fn after<S: PlatformState>(
    state: &S,
    layout: Layout,
    cookie: &str,
    field: &str,
    typed: &Fields,
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    match done {
        Ok(()) => Ok(see_other(&layout.to("/follow-up/open"))),
        Err(Error::Invalid(problems)) => {
            open::page(state, layout, cookie, typed, &named(field, problems), None).await
        }
        Err(error) => {
            open::page(
                state,
                layout,
                cookie,
                typed,
                &Problems::default(),
                Some(error.into()),
            )
            .await
        }
    }
}

pub async fn write<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Box(cookie): Box,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let (once, text) = (typed.text("once"), typed.text("text"));
    let done = state
        .platform()
        .write_as_reporter(&cookie, once, text, layout.lang())
        .await;
    after(&state, layout, &cookie, "text", &typed, done).await
}

pub async fn add_files<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Box(cookie): Box,
    mut form: MultipartForm,
) -> Result<Response, Oops> {
    let mut done = Err(Error::Invalid(Problems::one(
        "files",
        watchpost_domain::Problem::Required,
    )));
    while let Some(file) = form.next_file().await? {
        let (name, kind) = (file.file_name.clone(), file.media_type().to_owned());
        done = state
            .platform()
            .add_file_as_reporter(&cookie, &name, &kind, file.bytes())
            .await;
        if done.is_err() {
            break;
        }
    }
    after(&state, layout, &cookie, "files", &Fields::default(), done).await
}

pub async fn consent<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Box(cookie): Box,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let given: Vec<String> = typed.get_all("consent").map(str::to_owned).collect();
    let done = state.platform().change_consent(&cookie, &given).await;
    after(&state, layout, &cookie, "consent", &typed, done).await
}

pub async fn contact<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Box(cookie): Box,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let stop = typed.text("stop") == "yes";
    // Asked twice, it is so already: nothing is wrong.
    let done = match state.platform().stop_contact(&cookie, stop).await {
        Err(Error::Conflict) => Ok(()),
        done => done,
    };
    after(&state, layout, &cookie, "stop", &typed, done).await
}

#[derive(Template)]
#[template(path = "followup/end.html")]
struct End {
    layout: Layout,
}

impl Page for End {
    fn title(&self) -> String {
        self.layout.text.follow_end_title()
    }
}

pub async fn ask_to_end(layout: Layout, _box: Box) -> Response {
    render(End { layout })
}

pub async fn end<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    Box(cookie): Box,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let under_pressure = typed.text("pressure") == "yes";
    let done = match state.platform().withdraw(&cookie, under_pressure).await {
        Err(Error::Conflict) => Ok(()),
        done => done,
    };
    after(&state, layout, &cookie, "pressure", &typed, done).await
}
