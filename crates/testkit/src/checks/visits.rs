//! Answers of every kind from every route: of nobody and of a member, good ones, refused ones, and those of paths that are not there.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use watchpost_domain::policy::Role;
use watchpost_web::{Door, RouteEntry};

use super::{
    Knock,
    filled::{self, Filled, Names},
    named,
};
use crate::{Answer, SIGN_IN, TestApp, UNLOCK, checks::PICTURE, reported};

/// One answer, and what was asked.
pub struct Visit {
    pub what: String,
    /// Whether a form was sent, and this is the very answer to it.
    pub posted: bool,
    /// The path of the route; empty where there is none.
    pub path: &'static str,
    pub answer: Answer,
}

/// What browsers offer, so that an answer that is pressed would show.
const OFFERS: &[(&str, &str)] = &[("accept-encoding", "gzip, br, zstd, deflate")];

/// Visits everything.
pub async fn all(app: &TestApp) -> Vec<Visit> {
    let mut visits = signing_in(app).await;
    let platform = &app.platform;
    app.platform.sequence().await.unwrap();
    let (draft, _) = platform.begin_draft(app.channel, "en").await.unwrap();
    let sent = reported(platform, app.channel, &[("a.png", PICTURE)]).await;
    let opened = platform.open_follow_up(&sent.receipt).await.unwrap();
    let seen = platform.follow_up(&opened).await.unwrap().unwrap();
    let lead = super::stands::session(app, app.staff(Role::Supervisor)).await;
    let shares = (sent.case, sent.receipt.as_str());
    let (room, room_file) = super::shared::share(app, &lead.working().unwrap(), shares).await;
    let names = Names {
        case: sent.case.to_string(),
        file: seen.files[0].id.0.to_string(),
        member: app.staff[0].member.to_string(),
        channel: app.channel.to_string(),
        invitation: "nobody-was-invited-by-this-link".into(),
        access: "named".into(),
        receipt: sent.receipt,
        receipt_file: seen.files[0].id.0.to_string(),
        room: room.0.to_string(),
        room_file: room_file.0.to_string(),
        company: app.registered.0.to_string(),
        record: app.registered.1.to_string(),
    };
    let mut routes = app.entries.clone();
    routes.sort_by_key(|route| filled::turn(route.path));
    for route in &routes {
        let value = match route.door {
            Door::Receipt => ("__Host-box", opened.as_str()),
            Door::Member(action) => (
                "__Host-session",
                super::shared::who(app, action).cookie.as_str(),
            ),
            _ => ("__Host-page", draft.as_str()),
        };
        let cookie = format!("{}={}", value.0, value.1);
        for cookie in [None, Some(cookie.as_str())] {
            for token in [app.token(cookie.map(|_| value.1)), String::new()] {
                let good = if token.is_empty() { "bad" } else { "good" };
                let who = if cookie.is_some() {
                    "somebody"
                } else {
                    "nobody"
                };
                let knock = Knock {
                    route,
                    names: &names,
                    cookie,
                    token: &token,
                    headers: OFFERS,
                };
                let what = format!("{} as {who}, {good}", named(route));
                let (led, answer) = knock.steps(app).await;
                let json = matches!(filled::of(route.path), Some(Filled::Json(_)));
                let posted = route.method == Method::POST && !json;
                let visit = |posted, answer| Visit {
                    what: what.clone(),
                    posted,
                    path: route.path,
                    answer,
                };
                visits.push(visit(posted && led.is_none(), answer));
                visits.extend(led.map(|led| visit(posted, led)));
            }
        }
        visits.push(by_another_method(app, route, &names).await);
    }
    for path in ["/static/watchpost.css", "/favicon.ico"] {
        visits.push(Visit {
            what: format!("GET {path}"),
            posted: false,
            path,
            answer: app.send(&Method::GET, path, None, None).await,
        });
    }
    visits.extend(strange(app).await);
    visits
}

async fn by_another_method(app: &TestApp, route: &RouteEntry, names: &Names) -> Visit {
    let request = Request::builder()
        .method(Method::DELETE)
        .uri(names.put_into(route.path))
        .header(header::ACCEPT_ENCODING, "gzip");
    Visit {
        what: format!("DELETE {}", route.path),
        posted: false,
        path: route.path,
        answer: app.ask(request.body(Body::empty()).unwrap()).await,
    }
}

/// Signing in and unlocking, as it should be: what sets cookies.
async fn signing_in(app: &TestApp) -> Vec<Visit> {
    app.clock.advance(60);
    let who = app.staff(Role::Intake);
    let code = app.code_of(who);
    let words = SIGN_IN.replace(' ', "+");
    let form = format!(
        "_token={}&name={}&passphrase={words}&code={code}",
        app.token(None),
        who.login
    );
    let path = "/desk/sign-in";
    let signed = app.send(&Method::POST, path, None, Some(form)).await;
    let cookie = signed.cookie().unwrap_or_default();
    let value = cookie.split_once('=').map_or("", |(_, value)| value);
    let words = UNLOCK.replace(' ', "+");
    let form = format!("_token={}&passphrase={words}", app.token(Some(value)));
    let path = "/desk/unlock";
    let unlocked = app
        .send(&Method::POST, path, Some(&cookie), Some(form))
        .await;
    let visit = |what: &str, path, answer| Visit {
        what: what.into(),
        posted: false,
        path,
        answer,
    };
    vec![
        visit("signing in", "/desk/sign-in", signed),
        visit("unlocking", "/desk/unlock", unlocked),
    ]
}

/// What browsers never send, and what goes wrong.
async fn strange(app: &TestApp) -> Vec<Visit> {
    let mut visits = Vec::new();
    for path in [
        "/nothing",
        "/desk/nothing",
        "/api/v1/nothing",
        "/static/nothing",
        "/%ff",
        "//evil.example/",
    ] {
        let answer = app.send(&Method::GET, path, None, None).await;
        visits.push((format!("GET {path}"), answer));
    }
    let cookie = app.staff(Role::Supervisor).sent();
    for (kind, size) in [
        ("application/x-www-form-urlencoded", 2 << 20),
        ("text/plain", 1),
        ("multipart/form-data", 1),
        ("multipart/form-data; boundary=a", 9),
        ("application/json", 2 << 20),
    ] {
        for path in [
            "/report",
            "/desk/people/invite",
            "/api/v1/reports",
            "/api/v1/follow-up",
        ] {
            let body = vec![b'='; size];
            let answer = app.post(path, kind, &[("cookie", &cookie)], body).await;
            visits.push((format!("{size} bytes of {kind} to {path}"), answer));
        }
    }
    let visit = |(what, answer)| Visit {
        what,
        posted: false,
        path: "",
        answer,
    };
    visits.into_iter().map(visit).collect()
}
