//! The account on one page, and the changes that lead back to it.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use jiff::tz::TimeZone;
use uuid::Uuid;
use watchpost_domain::{
    Problem, Problems, SessionId,
    policy::{Action, Verdict, desks as may},
};
use watchpost_service::{
    Error,
    accounts::{OwnAccount, SessionSeen},
    notices::MailWish,
};
use watchpost_text::Lang;
use watchpost_web::{
    CheckedForm, Choice, Errors, Field, Fields, Layout, Notice, Oops, Page, PlatformState, Tone,
    cookie, form_status, render, see_other,
};

use crate::{bar::Bar, member::Member, people::role_words, sign::refusal};

#[derive(Template)]
#[template(path = "account/show.html")]
struct AccountPage {
    layout: Layout,
    bar: Bar,
    errors: Errors,
    notice: Option<Notice>,
    name: String,
    roles: String,
    fingerprint: String,
    account: OwnAccount,
    sessions: Vec<SessionSeen>,
    this: SessionId,
    language: Field,
    sections: Vec<Section>,
    mail: Option<Section>,
    may_declare: bool,
    /// Whether the own calendar has an address, and the one that was just made.
    has_feed: bool,
    feed: Option<String>,
    status: StatusCode,
}

/// A form that is folded away until it is wanted, or was refused.
struct Section {
    action: &'static str,
    title: String,
    lead: String,
    verb: String,
    fields: Vec<Field>,
}

impl Section {
    fn is_wrong(&self) -> bool {
        self.fields.iter().any(|field| field.problem().is_some())
    }
}

impl Page for AccountPage {
    fn title(&self) -> String {
        self.layout.text.account_title()
    }

    fn status(&self) -> StatusCode {
        self.status
    }
}

impl AccountPage {
    fn at(&self, at: &jiff::Timestamp) -> String {
        self.layout.text.timestamp(*at, &TimeZone::UTC)
    }
}

/// What was refused, and by which form.
#[derive(Default)]
pub(super) struct Outcome {
    /// The form that was sent; the others stay empty.
    pub form: &'static str,
    /// What was typed into it, unless it is secret.
    pub typed: Fields,
    pub problems: Problems,
    pub notice: Option<Notice>,
    pub status: Option<StatusCode>,
    /// The address of a calendar that was just made: said once.
    pub feed: Option<String>,
}

impl Outcome {
    /// What a form gets back that was refused.
    pub fn refused(layout: &Layout, form: &'static str, error: Error) -> Result<Self, Oops> {
        let (problems, notice, status) = refusal(layout, error)?;
        Ok(Self {
            form,
            problems,
            notice,
            status: Some(status),
            ..Self::default()
        })
    }
}

/// Mail, where it is set up.
fn mail(layout: &Layout, outcome: &Outcome, wish: Option<&MailWish>) -> Section {
    let t = layout.text;
    let (none, empty) = (Problems::default(), Fields::default());
    let form = match outcome.form {
        "mail" => layout.form_with(&outcome.typed, &outcome.problems),
        _ => layout.form_with(&empty, &none),
    };
    Section {
        action: "mail",
        title: t.mail_title(),
        lead: t.mail_lead(),
        verb: t.do_save(),
        fields: super::mail::fields(layout, &form, wish),
    }
}

fn sections(layout: &Layout, outcome: &Outcome) -> Vec<Section> {
    let t = layout.text;
    // Each form has its own problems; secrets are typed anew.
    let secret = |form: &str, name: &str, label: String| {
        let none = Problems::default();
        let problems = if form == outcome.form {
            &outcome.problems
        } else {
            &none
        };
        layout
            .form_with(&Fields::default(), problems)
            .secret(name, label)
            .inside(form)
    };
    vec![
        Section {
            action: "passphrase",
            title: t.account_passphrase(),
            lead: t.account_passphrase_what(),
            verb: t.do_save(),
            fields: vec![
                secret("passphrase", "old", t.account_old()).autocomplete("current-password"),
                secret("passphrase", "new", t.account_new())
                    .hint(t.join_passphrase_hint())
                    .autocomplete("new-password"),
                secret("passphrase", "again", t.join_again()).autocomplete("new-password"),
            ],
        },
        Section {
            action: "unlocking",
            title: t.account_unlocking(),
            lead: t.account_unlocking_what(),
            verb: t.do_save(),
            fields: vec![
                secret("unlocking", "old", t.account_old()),
                secret("unlocking", "new", t.account_new()).hint(t.join_unlocking_hint()),
                secret("unlocking", "again", t.join_again()),
            ],
        },
        Section {
            action: "recovery",
            title: t.account_recovery(),
            lead: t.account_recovery_what(),
            verb: t.account_make(),
            fields: vec![secret("recovery", "unlocking", t.sign_unlocking())],
        },
        Section {
            action: "spares",
            title: t.account_spares(),
            lead: t.account_spares_what(),
            verb: t.account_make(),
            fields: vec![
                secret("spares", "passphrase", t.sign_passphrase())
                    .autocomplete("current-password"),
            ],
        },
        Section {
            action: "authenticator",
            title: t.account_authenticator(),
            lead: t.account_authenticator_what(),
            verb: t.do_continue(),
            fields: vec![
                secret("authenticator", "passphrase", t.sign_passphrase())
                    .autocomplete("current-password"),
            ],
        },
    ]
}

pub(super) async fn page<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    outcome: Outcome,
) -> Result<Response, Oops> {
    let session = &who.session;
    let platform = state.platform();
    let t = layout.text;
    let mut languages: Vec<Choice> = vec![Choice::new("", t.account_language_browser())];
    languages.extend(Lang::ALL.map(|l| Choice::new(l.code(), l.own_name())));
    let language = layout
        .form()
        .radios("language", t.nav_language(), languages)
        .value(&session.language);
    let sections = sections(&layout, &outcome);
    let mail = match platform.mails() {
        true => {
            let wish = platform.mail_wish(session).await?;
            Some(mail(&layout, &outcome, wish.as_ref()))
        }
        false => None,
    };
    Ok(render(AccountPage {
        bar: Bar::of(&layout, session),
        errors: Errors::of(t, sections.iter().chain(&mail).flat_map(|s| &s.fields)),
        notice: outcome.notice,
        name: session.member.name.clone(),
        roles: role_words(&layout, session.member.roles),
        fingerprint: session.fingerprint.clone(),
        account: platform.own_account(session).await?,
        sessions: platform.sessions(session).await?,
        this: session.id,
        language,
        sections,
        mail,
        may_declare: may::DeclareConflict::verdict(&session.actor(), &session.desk)
            == Verdict::Allow,
        has_feed: platform.has_feed(session).await?,
        feed: outcome.feed,
        status: outcome
            .status
            .unwrap_or_else(|| form_status(&outcome.problems)),
        layout,
    }))
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
) -> Result<Response, Oops> {
    page(&state, &who, layout, Outcome::default()).await
}

/// Keeps the language that all pages speak to this member.
pub async fn language<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let chosen = Lang::from_code(typed.text("language")).map_or("", Lang::code);
    state
        .platform()
        .choose_language(&who.session, chosen)
        .await?;
    // A language in the address would go before the one that was just chosen.
    drop(layout);
    Ok(see_other("/desk/account"))
}

/// A new address for the own calendar, or the end of it.
pub async fn calendar<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    headers: HeaderMap,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let platform = state.platform();
    if typed.text("end") == "yes" {
        platform.end_feed(&who.session).await?;
        return Ok(see_other(&layout.to("/desk/account")));
    }
    let address = platform.new_feed(&who.session).await?;
    let site = layout.site_address(&state, &headers);
    let outcome = Outcome {
        feed: Some(format!("{site}/calendar/{}.ics", *address)),
        ..Outcome::default()
    };
    page(&state, &who, layout, outcome).await
}

/// Ends one of the own sessions; with the one that asks, this is signing out.
pub async fn end<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let id = Uuid::parse_str(typed.text("session")).unwrap_or_default();
    state
        .platform()
        .end_session(&who.session, SessionId(id))
        .await?;
    Ok(see_other(&layout.to("/desk/account")))
}

/// The old one and the new one, which must be the same twice.
fn old_and_new(typed: &Fields) -> Result<(&str, &str), Error> {
    match typed.text("new") == typed.text("again") {
        true => Ok((typed.text("old"), typed.text("new"))),
        false => Err(Error::Invalid(Problems::one("again", Problem::NotTheSame))),
    }
}

pub(super) async fn after<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    (form, typed): (&'static str, Fields),
    done: Result<(), Error>,
) -> Result<Response, Oops> {
    let outcome = match done {
        Ok(()) => Outcome {
            notice: Some(Notice::new(Tone::Good, layout.text.saved(), "")),
            ..Outcome::default()
        },
        Err(error) => Outcome {
            typed,
            ..Outcome::refused(&layout, form, error)?
        },
    };
    page(state, who, layout, outcome).await
}

/// The same after a change that gave the session another cookie.
async fn renewed<S: PlatformState>(
    state: &S,
    who: &Member,
    layout: Layout,
    form: &'static str,
    done: Result<String, Error>,
) -> Result<Response, Oops> {
    let form = (form, Fields::default());
    match done {
        Ok(renewed) => {
            let layout = layout.bound_to(state, &renewed);
            let mut response = after(state, who, layout, form, Ok(())).await?;
            cookie::put(&mut response, state, cookie::SESSION, &renewed);
            Ok(response)
        }
        Err(error) => after(state, who, layout, form, Err(error)).await,
    }
}

pub async fn passphrase<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let done = async {
        let (old, new) = old_and_new(&typed)?;
        let platform = state.platform();
        platform.change_passphrase(&who.cookie, old, new).await
    };
    renewed(&state, &who, layout, "passphrase", done.await).await
}

pub async fn unlocking<S: PlatformState>(
    State(state): State<S>,
    who: Member,
    layout: Layout,
    CheckedForm(typed): CheckedForm,
) -> Result<Response, Oops> {
    let done = async {
        let (old, new) = old_and_new(&typed)?;
        let platform = state.platform();
        platform.change_unlocking(&who.cookie, old, new).await
    };
    renewed(&state, &who, layout, "unlocking", done.await).await
}
