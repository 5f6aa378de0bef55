//! The whole application in process, with two desks, their people signed in, and a case: for tests over all routes.
#![allow(clippy::unwrap_used)]

pub mod canary;
pub mod checks;
mod founded;
pub mod ground;

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use jiff::Timestamp;
use tower::ServiceExt;
use watchpost_domain::{
    CaseId, ChannelId, ClaimId, DeskId, MemberId, intake::Fields, policy::Role, registry::Slug,
};
use watchpost_service::{Clock, Keys, Platform};
use watchpost_viewer::Viewer;
use watchpost_web::{FormKey, PlatformState, RouteEntry, Routes, WebState};

use crate::{
    founded::{a_company, desk, registered},
    ground::Ground,
};

/// What everybody signs in with.
pub const SIGN_IN: &str = "words to sign in with";
/// What everybody unlocks with.
pub const UNLOCK: &str = "words to unlock with";

/// The state of the application under test.
#[derive(Clone)]
pub struct App(Arc<(Platform, FormKey)>);

impl WebState for App {
    fn form_key(&self) -> &FormKey {
        &self.0.1
    }
    fn secure_cookies(&self) -> bool {
        true
    }
    fn now(&self) -> Timestamp {
        self.0.0.now()
    }
    fn site(&self) -> &str {
        "A site"
    }
    fn keeper(&self) -> Option<&Platform> {
        Some(&self.0.0)
    }
}

impl PlatformState for App {
    fn platform(&self) -> &Platform {
        &self.0.0
    }
}

/// Every route that the program serves.
pub fn routes() -> Routes<App> {
    watchpost_public::routes()
        .merge(watchpost_desk::routes())
        .merge(watchpost_gates::routes())
}

/// A member who is signed in and has unlocked.
pub struct Person {
    pub role: Role,
    pub member: MemberId,
    /// The name to sign in with.
    pub login: String,
    /// The value of the session's cookie.
    pub cookie: String,
    /// What their authenticator holds.
    seed: Vec<u8>,
}

/// The application, and who is in it.
pub struct TestApp {
    pub platform: Platform,
    pub clock: Clock,
    pub entries: Vec<RouteEntry>,
    /// One for each role at the desk that the case belongs to.
    pub staff: Vec<Person>,
    /// The same at another desk.
    pub strangers: Vec<Person>,
    /// The people of a company, and of another.
    pub company: Vec<Person>,
    pub competitors: Vec<Person>,
    /// The two companies.
    pub companies: (DeskId, DeskId),
    pub case: CaseId,
    /// The channel that the case came through.
    pub channel: ChannelId,
    /// The channel of the other desk.
    pub their_channel: ChannelId,
    /// The desk that the case belongs to, and the other.
    pub desks: (DeskId, DeskId),
    /// A company of the registry, and a record of it.
    pub registered: (Slug, ClaimId),
    /// What it stands on.
    pub ground: Ground,
    router: Router,
    state: App,
}

/// An answer, read whole.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// Where it leads.
    pub fn to(&self) -> &str {
        let to = self.headers.get(header::LOCATION);
        to.map_or("", |v| v.to_str().unwrap())
    }

    /// What it says.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The lines that set cookies.
    pub fn set(&self) -> impl Iterator<Item = &str> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter();
        lines.map(|line| line.to_str().unwrap())
    }

    /// The cookie it sets, as a browser sends it back.
    pub fn cookie(&self) -> Option<String> {
        let set = self.headers.get(header::SET_COOKIE)?.to_str().unwrap();
        set.split(';').next().map(str::to_owned)
    }
}

impl Person {
    /// The cookie of the session, as a browser sends it.
    pub fn sent(&self) -> String {
        format!("__Host-session={}", self.cookie)
    }

    /// The same person with the cookie that an answer gave them.
    pub fn renewed(&self, by: &Answer) -> Self {
        let given = by.cookie().unwrap();
        Self {
            role: self.role,
            member: self.member,
            login: self.login.clone(),
            cookie: given.strip_prefix("__Host-session=").unwrap().to_owned(),
            seed: self.seed.clone(),
        }
    }
}

impl TestApp {
    /// A new one, on SQLite with its files in memory.
    pub async fn new() -> Self {
        Self::with(Routes::new()).await
    }

    /// One on each database there is, with the files on disk and in an S3: for what must hold on all of them.
    pub async fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for ground in Ground::all().await {
            all.push(Self::on(ground, Routes::new()).await);
        }
        all
    }

    /// A new one with more routes than it should have: what a check must find is planted this way.
    pub async fn with(more: Routes<App>) -> Self {
        Self::on(Ground::small().await, more).await
    }

    /// The same, walked over these alone and the routes named beside them: that nothing else is found is what the whole walks show.
    pub async fn only(more: Routes<App>, beside: &[&str]) -> Self {
        let planted: Vec<&str> = more.entries().iter().map(|route| route.path).collect();
        let mut app = Self::with(more).await;
        app.entries
            .retain(|route| planted.contains(&route.path) || beside.contains(&route.path));
        app
    }

    async fn on(ground: Ground, more: Routes<App>) -> Self {
        let clock = Clock::standing("2026-03-04T10:00:00Z".parse().unwrap());
        let keys = Keys::generate().with_cheap_passphrases();
        let (db, files) = (ground.db.clone(), ground.files.clone());
        let platform = Platform::new(db, files, keys, clock.clone(), "example.org/log")
            .await
            .unwrap();
        platform.set_viewer(Viewer::new(drawing_program(), &[]));
        let (staff, channel) = desk(&platform, "one").await;
        let (strangers, theirs) = desk(&platform, "two").await;
        let (company, guards) = a_company(&platform, "guards").await;
        let (competitors, others) = a_company(&platform, "others").await;
        let case = reported(&platform, channel.id, &[]).await.case;
        let keeper = staff.iter().find(|person| person.role == Role::Monitor);
        let registered = registered(&platform, keeper.unwrap()).await;
        let state = App(Arc::new((
            platform.clone(),
            FormKey::new(platform.form_key()),
        )));
        let routes = routes().merge(more);
        Self {
            entries: routes.entries().to_vec(),
            router: watchpost_web::app(routes, state.clone()),
            platform,
            clock,
            staff,
            strangers,
            company,
            competitors,
            companies: (guards, others),
            case,
            channel: channel.id,
            their_channel: theirs.id,
            desks: (channel.desk, theirs.desk),
            registered,
            ground,
            state,
        }
    }

    /// The application itself, to be served over real connections.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Sends a form of a page, as a person who is signed in.
    pub async fn form(&self, who: &Person, path: &str, form: &str) -> Answer {
        let form = format!("_token={}&{form}", self.token(Some(&who.cookie)));
        self.send(&Method::POST, path, Some(&who.sent()), Some(form))
            .await
    }

    /// The code that a person's authenticator shows now.
    pub fn code_of(&self, who: &Person) -> String {
        self.platform.code_now(&who.seed).unwrap()
    }

    /// The person with this role at the desk that the case belongs to.
    pub fn staff(&self, role: Role) -> &Person {
        let found = self.staff.iter().find(|p| p.role == role);
        found.unwrap()
    }

    /// A form token for whoever has this cookie.
    pub fn token(&self, cookie: Option<&str>) -> String {
        self.token_of(cookie, self.state.now())
    }

    /// A form token as it was given out at another moment.
    pub fn token_of(&self, cookie: Option<&str>, at: Timestamp) -> String {
        // Bound to what lasts of the cookie: what is renewed with each answer stands behind a dot.
        let lasting = cookie.and_then(|value| value.split('.').next());
        self.state.form_key().token(lasting, at)
    }

    /// Sends a request, with a cookie (`name=value`) where there is one, and a form where there is one.
    pub async fn send(
        &self,
        method: &Method,
        path: &str,
        cookie: Option<&str>,
        form: Option<String>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if form.is_some() {
            let kind = "application/x-www-form-urlencoded";
            request = request.header(header::CONTENT_TYPE, kind);
        }
        self.ask(
            request
                .body(form.map_or_else(Body::empty, Body::from))
                .unwrap(),
        )
        .await
    }

    /// Sends a body of any type, as programs do.
    pub async fn post(
        &self,
        path: &str,
        kind: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::post(path).header(header::CONTENT_TYPE, kind);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(body.into()).unwrap()).await
    }

    /// Sends any request at all, and follows to the page that was kept for it, as browsers do: what they see.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        self.steps(request).await.1
    }

    /// The same, and the answer that led to the page, where one did. What that one sets is among the page's cookies, but for the
    /// key to the page.
    pub async fn steps(&self, request: Request<Body>) -> (Option<Answer>, Answer) {
        let (path, sent) = (
            request.uri().path().to_owned(),
            cookies_of(request.headers()),
        );
        let led = self.one(request).await;
        if !led.to().starts_with(&path) || !led.to().contains("again=") {
            return (None, led);
        }
        let set: Vec<&str> = led.set().collect();
        let pairs = set.iter().filter_map(|line| line.split(';').next());
        let cookies: Vec<&str> = sent.iter().map(String::as_str).chain(pairs).collect();
        // Of two with one name the first is read: the newest comes first.
        let cookies: Vec<&str> = cookies.into_iter().rev().collect();
        let request = Request::get(led.to()).header(header::COOKIE, cookies.join("; "));
        let mut page = self.one(request.body(Body::empty()).unwrap()).await;
        for line in set.iter().filter(|line| !line.starts_with("__Host-again=")) {
            let line = line.parse().unwrap();
            page.headers.append(header::SET_COOKIE, line);
        }
        (Some(led), page)
    }

    /// Sends a request and follows nowhere.
    pub async fn one(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request);
        let (parts, body) = response.await.unwrap().into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, 8 << 20).await.unwrap().into(),
        }
    }
}

/// The cookies that a request brings.
fn cookies_of(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(header::COOKIE).iter();
    let lines = lines.map(|line| line.to_str().unwrap_or_default());
    lines
        .flat_map(|line| line.split("; "))
        .map(str::to_owned)
        .collect()
}

/// Runs a test on each database there is.
pub async fn everywhere<F: Future<Output = ()>>(test: impl Fn(TestApp) -> F) {
    for app in TestApp::all().await {
        test(app).await;
    }
}

/// The program of this package that draws; it lies beside the folder of the tests.
fn drawing_program() -> std::path::PathBuf {
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap();
    built.join("draw")
}

/// A report that was sent.
pub struct Reported {
    pub case: CaseId,
    /// The receipt, in digits.
    pub receipt: String,
}

/// Sends a report to a channel, with these files.
pub async fn reported(
    platform: &Platform,
    channel: ChannelId,
    files: &[(&str, &'static [u8])],
) -> Reported {
    reported_saying(platform, channel, &[], files).await
}

/// Sends one that says this as well.
pub async fn reported_saying(
    platform: &Platform,
    channel: ChannelId,
    more: &[(&str, &str)],
    files: &[(&str, &'static [u8])],
) -> Reported {
    let questions = platform.channel(channel).await.unwrap().unwrap();
    let (cookie, mut draft) = platform.begin_draft(channel, "en").await.unwrap();
    let said = [
        ("what_happened", "a thing"),
        ("where", "a place"),
        ("when", "a day"),
        ("contact", "none"),
    ];
    let said = said.iter().chain(more);
    let said = said.map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    let said = Fields(said.collect());
    draft.answers = questions.questionnaire.read(&said).unwrap();
    for (name, bytes) in files {
        let bytes = futures_util::stream::iter([Ok(axum::body::Bytes::from_static(bytes))]);
        let kind = "application/octet-stream";
        let added = platform.add_draft_file(&cookie, &mut draft, name, kind, bytes);
        added.await.unwrap();
    }
    let receipt = draft.receipt_digits().to_string();
    let group = draft.part_to_type_back().1 - 1;
    assert!(draft.keeps_receipt(receipt.split_whitespace().nth(group).unwrap()));
    platform.save_draft(&cookie, &mut draft).await.unwrap();
    platform.send_draft(&cookie).await.unwrap();
    Reported {
        case: draft.case,
        receipt,
    }
}
