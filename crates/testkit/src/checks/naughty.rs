//! Strings that break other programs, in every field of every form that is found on the pages, in every address, in the API: nothing
//! fails, nothing becomes an element, an attribute, a header or a way elsewhere, and what is kept reads back as it was typed.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use watchpost_domain::{
    intake::Questionnaire,
    policy::{Role, Roles},
    problem::clean_text,
};
use watchpost_web::Door;

use super::{
    PICTURE, files_form,
    filled::Names,
    html::{Field, Form, Html},
    shared,
    stands::{self, session},
    strings::{BETWEEN, NO_TEXT, STRINGS},
};
use crate::{Answer, TestApp, reported};

/// Ways out, ways to lose the case, and the last send: they take nothing that is typed, or end what is tried.
const NOT_SENT: &[&str] = &[
    "/aside",
    "/take",
    "/merge",
    "/remove",
    "/desk/lock",
    "/desk/sign-out",
    "/desk/account/end",
    "/report/discard",
    "/report/send",
    "/follow-up/close",
    "/follow-up/end",
];

/// Headers that a string must not get into.
const OURS: &[&str] = &[
    "set-cookie",
    "location",
    "content-security-policy",
    "refresh",
    "link",
    "x-evil",
];

/// How much was tried.
#[derive(Debug, Default)]
pub struct Tried {
    pub forms: usize,
    pub fields: usize,
    pub sent: usize,
    /// How many strings were read back in a case as they were typed.
    pub shown: usize,
}

/// A page and who looks at it.
struct Place {
    path: String,
    cookie: String,
}

struct Trial<'a> {
    app: &'a TestApp,
    places: Vec<Place>,
    /// Forms by what they are sent to, with the cookie that they are sent with.
    forms: BTreeMap<String, (Form, String)>,
    kinds: BTreeSet<String>,
    case: String,
    found: BTreeSet<String>,
    tried: Tried,
}

/// Those that can be kept.
fn kept() -> Vec<&'static str> {
    let all = STRINGS.iter().copied();
    all.filter(|s| clean_text(&format!("a{s}a"), 10_000).is_ok())
        .collect()
}

/// All that is wrong, and how much was tried.
pub async fn findings(app: &TestApp) -> (Vec<String>, Tried) {
    let (places, case) = places(app).await;
    let mut trial = Trial {
        app,
        places,
        forms: BTreeMap::new(),
        kinds: BTreeSet::new(),
        case,
        found: BTreeSet::new(),
        tried: Tried::default(),
    };
    trial.learn().await;
    // Few rounds: each makes the case longer that all pages are made of.
    let joined: Vec<String> = kept().chunks(70).map(|some| some.join(BETWEEN)).collect();
    for (round, text) in joined.iter().enumerate() {
        trial
            .send_all(round, |_, field| field.is_typed().then(|| text.clone()))
            .await;
        trial.look(text).await;
        trial.shown(text).await;
    }
    let rounds = STRINGS.len().div_ceil(40);
    for round in 0..rounds {
        let one = |at: usize| STRINGS[(round * 40 + at) % STRINGS.len()].to_owned();
        trial.send_all(round, |at, _| Some(one(at))).await;
    }
    trial.look("plain").await;
    trial.no_text().await;
    let mut found = std::mem::take(&mut trial.found);
    found.extend(super::naughty_api::findings(app, &joined).await);
    (found.into_iter().collect(), trial.tried)
}

/// Every page, as those who see most, and a case that all of it happens in.
async fn places(app: &TestApp) -> (Vec<Place>, String) {
    let platform = &app.platform;
    let (draft, _) = platform.begin_draft(app.channel, "en").await.unwrap();
    let sent = reported(platform, app.channel, &[("a.png", PICTURE)]).await;
    let opened = platform.open_follow_up(&sent.receipt).await.unwrap();
    let seen = platform.follow_up(&opened).await.unwrap().unwrap();
    let lead = session(app, app.staff(Role::Supervisor)).await;
    let roles = Roles::of([Role::Intake]);
    let invited = platform.invite(&lead, "", "B", roles).await.unwrap();
    let shares = (sent.case, sent.receipt.as_str());
    let (room, room_file) = shared::share(app, &lead.working().unwrap(), shares).await;
    let names = Names {
        room: room.0.to_string(),
        room_file: room_file.0.to_string(),
        case: sent.case.to_string(),
        file: seen.files[0].id.0.to_string(),
        member: app.staff(Role::Analyst).member.to_string(),
        channel: app.channel.to_string(),
        invitation: invited.secret.to_string(),
        receipt_file: seen.files[0].id.0.to_string(),
        company: app.registered.0.to_string(),
        record: app.registered.1.to_string(),
        ..Names::default()
    };
    let mut places = Vec::new();
    for route in app.entries.iter().filter(|r| r.method == Method::GET) {
        let cookies = match route.door {
            Door::Receipt => vec![format!("__Host-box={opened}")],
            Door::Member(action) if stands::is_of_rooms(action) => {
                vec![shared::who(app, action).sent()]
            }
            Door::Member(_) => [Role::Supervisor, Role::Custodian]
                .map(|role| app.staff(role).sent())
                .into(),
            _ => vec![format!("__Host-page={draft}")],
        };
        let questions = match route.path {
            "/report/{number}" => Questionnaire::shipped().questions.len(),
            _ => 1,
        };
        let away = ["/leave", "/healthz", "/readyz", "/favicon.ico", "/desk"];
        for number in (1..=questions).filter(|_| !away.contains(&route.path)) {
            let path = route.path.replace("{number}", &number.to_string());
            let path = names.put_into(&path);
            places.extend(cookies.iter().map(|cookie| Place {
                path: path.clone(),
                cookie: cookie.clone(),
            }));
        }
    }
    (places, format!("/desk/cases/{}", sent.case))
}

impl Trial<'_> {
    fn find(&mut self, path: &str, what: impl std::fmt::Display) {
        self.found.insert(format!("{path}: {what}"));
    }

    async fn get(&self, path: &str, cookie: &str) -> Answer {
        if path.contains("/proof/") {
            // What was done is in the log, and can be proven.
            self.app.platform.sequence().await.unwrap();
        }
        self.app.send(&Method::GET, path, Some(cookie), None).await
    }

    /// What the pages consist of while nothing bad was typed: their forms, and their elements.
    async fn learn(&mut self) {
        self.see_places("", true).await;
        // What is looked for and not found has a page of its own.
        self.see_places("words that are nowhere", true).await;
        let long = "long ".repeat(5_000);
        // Each form is sent with and without its last button; only words that are taken are sent with both in both ways.
        let words = [
            ("plain words", &[0, 1][..]),
            ("", &[0]),
            (long.as_str(), &[1]),
        ];
        for (harmless, buttons) in words {
            for with_buttons in buttons {
                let text = harmless.to_owned();
                self.send_all(*with_buttons, |_, field| {
                    field.is_typed().then(|| text.clone())
                })
                .await;
                self.send_all(*with_buttons, |_, _| Some(text.clone()))
                    .await;
            }
            self.see_places("", true).await;
        }
        self.tried = Tried {
            forms: self.forms.len(),
            fields: self.forms.values().map(|(form, _)| form.fields.len()).sum(),
            ..Tried::default()
        };
    }

    /// Looks at every page, asked for with a string in the address as well.
    async fn look(&mut self, text: &str) {
        self.see_places(text, false).await;
    }

    async fn see_places(&mut self, asked: &str, learning: bool) {
        let value = watchpost_web::query_part(asked);
        let names = [
            "words", "state", "after", "channel", "lang", "order", "page", "to", "over",
        ];
        let query: Vec<String> = names.iter().map(|n| format!("{n}={value}")).collect();
        let query = match asked {
            "" => String::new(),
            _ => format!("?{}", query.join("&")),
        };
        for at in 0..self.places.len() {
            let (path, cookie) = (self.places[at].path.clone(), self.places[at].cookie.clone());
            let answer = self.get(&format!("{path}{query}"), &cookie).await;
            self.tried.sent += 1;
            let Some(page) = self.harmless(&path, &answer, learning) else {
                continue;
            };
            for form in page.forms().into_iter().filter(|_| learning) {
                let path = form.action.split('?').next().unwrap_or_default();
                if !NOT_SENT.iter().any(|end| path.ends_with(end)) {
                    let key = format!("{} {}", form.action, &cookie[..12]);
                    self.forms.entry(key).or_insert((form, cookie.clone()));
                }
            }
        }
    }

    /// What came back does no harm. Gives it as a page where it is one.
    fn harmless(&mut self, path: &str, answer: &Answer, learning: bool) -> Option<Html> {
        if answer.status.is_server_error() {
            self.find(path, answer.status);
        }
        for (name, value) in &answer.headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            if OURS.contains(&name.as_str()) && value.contains("evil") {
                self.find(path, format_args!("{name} is {value}"));
            }
        }
        let kind = answer.headers.get(header::CONTENT_TYPE);
        if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
            return None;
        }
        let page = match Html::read(&answer.text()) {
            Ok(page) => page,
            Err(wrong) => {
                self.find(path, format_args!("is no page of ours: {wrong:?}"));
                return None;
            }
        };
        if learning {
            self.kinds.extend(page.kinds());
        }
        let new: Vec<String> = page.kinds().difference(&self.kinds).cloned().collect();
        if !new.is_empty() {
            self.find(path, format_args!("has new elements: {new:?}"));
        }
        for away in page.leads_away() {
            self.find(path, format_args!("leads to {away:?}"));
        }
        Some(page)
    }

    /// Sends every form, each field with what `value` gives for it, or else with what it holds.
    async fn send_all(&mut self, round: usize, value: impl Fn(usize, &Field) -> Option<String>) {
        let learning = self.tried.forms == 0;
        let forms: Vec<(Form, String)> = self.forms.values().cloned().collect();
        for (place, (form, cookie)) in forms.iter().enumerate() {
            let (mut seen, mut typed) = (BTreeSet::new(), Vec::new());
            for (at, field) in form.fields.iter().enumerate() {
                let button = field.kind == "button" && (round + place).is_multiple_of(2);
                let first = seen.insert(field.name.clone()) || field.kind == "checkbox";
                if button || !first || field.kind == "file" || field.name == "_token" {
                    continue;
                }
                let own = if field.name == "once" {
                    Some(uuid::Uuid::new_v4().simple().to_string())
                } else {
                    value(place + at, field)
                };
                typed.push((field, own.unwrap_or_else(|| field.value.clone())));
            }
            let name = value(place, &form.fields[0]).unwrap_or_else(|| "plain.png".into());
            let answer = self.send(form, cookie, &typed, &name).await;
            self.tried.sent += 1;
            let page = self.harmless(&form.action, &answer, learning);
            let again = answer.status == StatusCode::UNPROCESSABLE_ENTITY && !learning;
            for (field, value) in typed.iter().filter(|(f, _)| again && f.is_typed()) {
                // Secrets are typed anew, and so are the words of a receipt.
                let hidden = field.kind == "password" || field.name == "typed" || value.is_empty();
                if !hidden && !page.as_ref().is_some_and(|p| p.says(value)) {
                    self.find(
                        &form.action,
                        format_args!("{} is not kept as it was typed", field.name),
                    );
                }
            }
        }
    }

    async fn send(
        &self,
        form: &Form,
        cookie: &str,
        typed: &[(&Field, String)],
        name: &str,
    ) -> Answer {
        let value = cookie.split_once('=').map(|(_, value)| value);
        let token = self.app.token(value);
        let (kind, body) = match form.has_files {
            true => files_form(&token, name, PICTURE),
            false => {
                let each = typed.iter().map(|(field, value)| {
                    let name = watchpost_web::query_part(&field.name);
                    format!("&{name}={}", watchpost_web::query_part(value))
                });
                let body = format!("_token={token}{}", each.collect::<String>());
                ("application/x-www-form-urlencoded".into(), body.into())
            }
        };
        let request = Request::post(&form.action)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, kind);
        self.app.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// What was written in the case can be read there, sign for sign.
    async fn shown(&mut self, text: &str) {
        let lead = self.app.staff(Role::Supervisor).sent();
        let answer = self.get(&self.case.clone(), &lead).await;
        let written = clean_text(text, 20_000).unwrap();
        match Html::read(&answer.text()) {
            Ok(page) if page.says(&written) => self.tried.shown += text.split(BETWEEN).count(),
            _ => self.find("the case", format_args!("does not say {written:?}")),
        }
    }

    /// Bytes that are no text are refused in the same words as everything else.
    async fn no_text(&mut self) {
        let forms: Vec<(Form, String)> = self.forms.values().cloned().collect();
        for (form, cookie) in forms.iter().filter(|(form, _)| !form.has_files) {
            let value = cookie.split_once('=').map(|(_, value)| value);
            for bytes in NO_TEXT {
                let each = form.fields.iter().filter(|f| f.name != "_token");
                let each = each.map(|f| format!("&{}={bytes}", watchpost_web::query_part(&f.name)));
                let body = format!(
                    "_token={}{}",
                    self.app.token(value),
                    each.collect::<String>()
                );
                let answer = self
                    .app
                    .send(&Method::POST, &form.action, Some(cookie), Some(body))
                    .await;
                self.tried.sent += 1;
                self.harmless(&form.action, &answer, false);
            }
        }
    }
}
