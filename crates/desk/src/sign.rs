//! Signing in and out, unlocking and locking.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use watchpost_domain::{
    Problems,
    policy::{Action, Verdict, desks as may},
};
use watchpost_service::Error;
use watchpost_web::{
    CheckedForm, Door, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Routes,
    SampleLogin, Tone, cookie, render, see_other,
};

use crate::member::Member;

/// How long a browser is known, in seconds: a year.
const MARK_LIFE: u32 = 365 * 24 * 3600;
const KNOW: Door = Door::Member("desk.know");

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get("/desk", KNOW, home)
        .get("/desk/sign-in", Door::Public, ask::<S>)
        .post("/desk/sign-in", Door::Public, sign_in::<S>)
        .get("/desk/unlock", KNOW, ask_to_unlock::<S>)
        .post("/desk/unlock", KNOW, unlock::<S>)
        .post("/desk/lock", KNOW, lock::<S>)
        .post("/desk/sign-out", KNOW, sign_out::<S>)
}

/// The first room that a member may enter.
async fn home(member: Member, layout: Layout) -> Response {
    let session = &member.session;
    let (actor, desk) = (session.actor(), &session.desk);
    let first = match () {
        () if may::SeeInbox::verdict(&actor, desk) == Verdict::Allow => "/desk/cases",
        () if may::SeeRooms::verdict(&actor, desk) == Verdict::Allow => "/desk/rooms",
        () => "/desk/people",
    };
    see_other(&layout.to(first))
}

#[derive(Template)]
#[template(path = "sign.html")]
struct SignIn {
    layout: Layout,
    title: String,
    lead: String,
    action: &'static str,
    verb: String,
    errors: Errors,
    notice: Option<Notice>,
    /// The way in for those who lost their passphrase.
    lost: bool,
    fields: Vec<Field>,
    samples: Vec<SampleLogin>,
    status: StatusCode,
}

impl Page for SignIn {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

/// What a form that was refused says: beside the fields, or above them.
pub(crate) fn refusal(
    layout: &Layout,
    error: Error,
) -> Result<(Problems, Option<Notice>, StatusCode), Oops> {
    let t = layout.text;
    match error {
        Error::Invalid(problems) => Ok((problems, None, StatusCode::UNPROCESSABLE_ENTITY)),
        Error::TooOften => {
            let oops = Oops::TooOften;
            let notice = Notice::new(Tone::Bad, oops.title(&t), oops.advice(&t));
            Ok((Problems::default(), Some(notice), oops.status()))
        }
        error => Err(error.into()),
    }
}

fn signing<S: PlatformState>(
    state: &S,
    mut layout: Layout,
    typed: &Fields,
    (problems, notice, status): (Problems, Option<Notice>, StatusCode),
) -> Response {
    layout.leave = false;
    let t = layout.text;
    let form = layout.form_with(typed, &problems);
    let fields = vec![
        form.line("name", t.sign_name()).autocomplete("username"),
        form.secret("passphrase", t.sign_passphrase())
            .autocomplete("current-password"),
        form.line("code", t.sign_code())
            .hint(t.sign_code_hint())
            .autocomplete("one-time-code"),
    ];
    render(SignIn {
        title: t.nav_sign_in(),
        lead: t.sign_lead(),
        action: "/desk/sign-in",
        lost: false,
        verb: t.nav_sign_in(),
        errors: Errors::of(t, &fields),
        notice,
        fields,
        samples: state.sample_logins(),
        status,
        layout,
    })
}

async fn ask<S: PlatformState>(State(state): State<S>, layout: Layout) -> Response {
    signing(
        &state,
        layout,
        &Fields::default(),
        (Problems::default(), None, StatusCode::OK),
    )
}

async fn sign_in<S: PlatformState>(
    State(state): State<S>,
    layout: Layout,
    headers: HeaderMap,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let mark = cookie::read(&headers, state.secure_cookies(), cookie::MARK);
    let (name, passphrase, code) = (
        typed.text("name"),
        typed.text("passphrase"),
        typed.text("code"),
    );
    match state
        .platform()
        .sign_in(name, passphrase, code, mark.as_deref())
        .await
    {
        Ok(signed) => {
            let mut response = see_other(&layout.to("/desk/unlock"));
            cookie::put(&mut response, &state, cookie::SESSION, &signed.cookie);
            cookie::put_for(&mut response, &state, cookie::MARK, &signed.mark, MARK_LIFE);
            Ok(response)
        }
        Err(error) => {
            let refusal = refusal(&layout, error)?;
            Ok(signing(&state, layout, &typed, refusal))
        }
    }
}

fn unlocking<S: PlatformState>(
    state: &S,
    layout: Layout,
    (problems, notice, status): (Problems, Option<Notice>, StatusCode),
) -> Response {
    let t = layout.text;
    let form = layout.form_with(&Fields::default(), &problems);
    let fields = vec![form.secret("passphrase", t.sign_unlocking())];
    render(SignIn {
        title: t.sign_unlock_title(),
        lead: t.sign_unlock_lead(),
        action: "/desk/unlock",
        lost: true,
        verb: t.do_unlock(),
        errors: Errors::of(t, &fields),
        notice,
        fields,
        samples: state.sample_logins(),
        status,
        layout,
    })
}

async fn ask_to_unlock<S: PlatformState>(
    State(state): State<S>,
    member: Member,
    layout: Layout,
) -> Response {
    if member.session.is_unlocked() {
        return see_other(&layout.to("/desk"));
    }
    unlocking(&state, layout, (Problems::default(), None, StatusCode::OK))
}

async fn unlock<S: PlatformState>(
    State(state): State<S>,
    member: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    match state
        .platform()
        .unlock(&member.cookie, typed.text("passphrase"))
        .await
    {
        Ok(renewed) => {
            let mut response = see_other(&layout.to("/desk"));
            cookie::put(&mut response, &state, cookie::SESSION, &renewed);
            Ok(response)
        }
        Err(error) => {
            let refusal = refusal(&layout, error)?;
            Ok(unlocking(&state, layout, refusal))
        }
    }
}

async fn lock<S: PlatformState>(
    State(state): State<S>,
    member: Member,
    layout: Layout,
    _form: CheckedForm,
) -> Result<Response, Oops> {
    state.platform().lock(&member.cookie).await?;
    let mut response = see_other(&layout.to("/desk/unlock"));
    // What was shown while it was unlocked cannot be asked for any more.
    cookie::clear(&mut response, &state, cookie::AGAIN);
    Ok(response)
}

async fn sign_out<S: PlatformState>(
    State(state): State<S>,
    member: Member,
    layout: Layout,
    _form: CheckedForm,
) -> Result<Response, Oops> {
    state.platform().sign_out(&member.cookie).await?;
    let mut response = see_other(&layout.to("/desk/sign-in"));
    cookie::clear(&mut response, &state, cookie::SESSION);
    Ok(response)
}
