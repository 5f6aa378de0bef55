//! What the holder of a receipt does: write, send files, change what is allowed, stop contact, take the report back.

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use uuid::Uuid;
use watchpost_domain::{Day, Problem, Problems};
use watchpost_service::{Error, sheets::Typed};
use watchpost_web::{
    Fields, Layout, MultipartForm, Oops, Page, Part, PlatformState, SentForm, render, see_other,
    sheet_values,
};

use super::{
    Box, named,
    open::{self, Said},
};
use crate::{
    kept::{self, Over},
    refused,
};

/// A form of the box, read before anything else is asked: what was typed is shown again whatever is over by then.
pub(super) struct Act {
    pub layout: Layout,
    pub open: Box,
    pub typed: Fields,
}

/// The act, or the answer when there is none: the pages are over, or the form has been open too long.
pub(super) async fn act<S: PlatformState>(
    state: &S,
    layout: Layout,
    headers: &HeaderMap,
    form: SentForm,
) -> Result<Act, std::boxed::Box<Result<Response, Oops>>> {
    let answer = std::boxed::Box::new;
    let Some(open) = Box::find(state, headers) else {
        let over = kept::over(&layout, &form.fields, Over::Pages, form.good);
        return Err(answer(Ok(over)));
    };
    let act = Act {
        layout,
        open,
        typed: form.fields,
    };
    match form.good {
        true => Ok(act),
        false if act.typed.iter().next().is_none() => Err(answer(Err(Oops::ExpiredForm))),
        false => {
            let said = Said::refused(&act.layout, &act.typed, Oops::ExpiredForm);
            let page = open::page(state, act.layout, &act.open, said);
            Err(answer(page.await))
        }
    }
}

impl Act {
    /// What came of it: back to the box, or the box again with what is wrong.
    pub async fn after<S: PlatformState>(
        self,
        state: &S,
        field: &str,
        done: Result<(), Error>,
    ) -> Result<Response, Oops> {
        let said = match done {
            Ok(()) => {
                let back = see_other(&self.layout.to("/follow-up/open"));
                return Ok(self.open.keep_open(state, back));
            }
            Err(Error::Invalid(problems)) => Said::wrong(&self.typed, named(field, problems)),
            Err(error) => Said::refused(&self.layout, &self.typed, error.into()),
        };
        open::page(state, self.layout, &self.open, said).await
    }
}

macro_rules! acting {
    ($state:ident, $layout:ident, $headers:ident, $form:ident) => {
        match act(&$state, $layout, &$headers, $form).await {
            Ok(act) => act,
            Err(answer) => return *answer,
        }
    };
}

pub(super) use acting;

pub async fn write<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    form: SentForm,
) -> Result<Response, Oops> {
    let act = acting!(state, layout, headers, form);
    let (once, text) = (act.typed.text("once"), act.typed.text("text"));
    let done = state
        .platform()
        .write_as_reporter(&act.open.cookie, once, text, act.layout.lang())
        .await;
    act.after(&state, "text", done).await
}

/// What they do in the procedure, with what they have to say about it.
pub async fn step<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    form: SentForm,
) -> Result<Response, Oops> {
    let act = acting!(state, layout, headers, form);
    let typed = &act.typed;
    let reason = Some(typed.text("reason")).filter(|reason| !reason.is_empty());
    let (step, said) = (
        (typed.text("act"), reason),
        (typed.text("text"), act.layout.lang()),
    );
    let done = state
        .platform()
        .step_as_reporter(&act.open.cookie, typed.text("once"), step, said)
        .await;
    let field = match &done {
        Err(Error::Invalid(problems)) if problems.0.iter().any(|p| p.field == "reason") => "reason",
        _ => "text",
    };
    act.after(&state, field, done).await
}

/// Goes to a case that was opened for what they said, or back to the first.
pub async fn other<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    form: SentForm,
) -> Result<Response, Oops> {
    let act = acting!(state, layout, headers, form);
    let to = Some(act.typed.text("to")).filter(|to| !to.is_empty());
    let platform = state.platform();
    let cookie = platform.look_at_linked(&act.open.cookie, to).await?;
    let mut response = see_other(&act.layout.to("/follow-up/open"));
    watchpost_web::cookie::put(
        &mut response,
        &state,
        watchpost_web::cookie::RECEIPT,
        &cookie,
    );
    Ok(response)
}

/// A worksheet that they fill in.
pub async fn sheet<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    form: SentForm,
) -> Result<Response, Oops> {
    let act = acting!(state, layout, headers, form);
    let done = {
        let filling = Typed {
            sheet: act.typed.text("sheet"),
            once: act.typed.text("once"),
            values: sheet_values(&act.typed),
            language: act.layout.lang(),
        };
        let platform = state.platform();
        platform
            .fill_sheet_as_reporter(&act.open.cookie, filling)
            .await
    };
    let said = match done {
        Err(Error::Invalid(problems)) => Said::wrong(&act.typed, problems),
        done => return act.after(&state, "text", done).await,
    };
    open::page(&state, act.layout, &act.open, said).await
}

pub async fn add_files<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    open: Box,
    mut form: MultipartForm,
) -> Result<Response, Oops> {
    let platform = state.platform();
    let mut once = String::new();
    let mut refused = None;
    let mut done = Err(Error::Invalid(Problems::one("files", Problem::Required)));
    while let Some(part) = form.next().await? {
        let file = match part {
            Part::Field { name, value } => {
                if name == "once" {
                    once = value;
                }
                continue;
            }
            Part::File(file) if file.file_name.is_empty() => continue,
            Part::File(file) => file,
        };
        if once.is_empty() {
            once = Uuid::new_v4().simple().to_string();
        }
        let (name, kind) = (file.file_name.clone(), file.media_type().to_owned());
        done = platform
            .add_file_as_reporter(&open.holder, &once, &name, &kind, file.bytes())
            .await;
        if done.is_err() {
            refused = Some(name);
            break;
        }
    }
    // It may have lasted longer than the cookie that it began with.
    let open = Box {
        cookie: platform.cookie_of(&open.holder)?,
        holder: open.holder,
    };
    let none = Fields::default();
    let said = match (done, refused) {
        (Ok(()), _) => {
            let back = see_other(&layout.to("/follow-up/open"));
            return Ok(open.keep_open(&state, back));
        }
        (Err(Error::Invalid(problems)), _) => Said::wrong(&none, named("files", problems)),
        (Err(error), name) => {
            let oops = Oops::from(error);
            let notice = refused::of_file(&layout.text, &name.unwrap_or_default(), oops);
            Said::noticed(&none, notice, oops)
        }
    };
    open::page(&state, layout, &open, said).await
}

/// The day that was typed, where one was.
fn until(typed: &str) -> Result<Option<Day>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        day => { day.parse() }
            .map(|date| Some(Day::from_date(date)))
            .map_err(|_| Problem::NotADate),
    }
}

pub async fn consent<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    form: SentForm,
) -> Result<Response, Oops> {
    let act = acting!(state, layout, headers, form);
    let given: Vec<String> = act.typed.get_all("consent").map(str::to_owned).collect();
    let done = match until(act.typed.text("until")) {
        Ok(until) => {
            let said = (given.as_slice(), until);
            let lang = act.layout.lang();
            { state.platform() }
                .change_consent(&act.open.cookie, said, lang)
                .await
        }
        Err(problem) => Err(Error::Invalid(Problems::one("until", problem))),
    };
    act.after(&state, "consent", done).await
}

pub async fn contact<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    form: SentForm,
) -> Result<Response, Oops> {
    let act = acting!(state, layout, headers, form);
    let stop = act.typed.text("stop") == "yes";
    // Asked twice, it is so already: nothing is wrong.
    let done = match state.platform().stop_contact(&act.open.cookie, stop).await {
        Err(Error::Conflict) => Ok(()),
        done => done,
    };
    act.after(&state, "stop", done).await
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

    fn window(&self) -> String {
        self.layout.text.window_note()
    }
}

pub async fn ask_to_end<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    open: Box,
) -> Response {
    open.keep_open(&state, render(End { layout }))
}

pub async fn end<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    form: SentForm,
) -> Result<Response, Oops> {
    let act = acting!(state, layout, headers, form);
    let under_pressure = act.typed.text("pressure") == "yes";
    let done = match state
        .platform()
        .withdraw(&act.open.cookie, under_pressure)
        .await
    {
        Err(Error::Conflict) => Ok(()),
        done => done,
    };
    act.after(&state, "pressure", done).await
}
