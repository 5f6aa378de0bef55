//! Every form that changes something, with a token that is none, another's or old, or from another site: refused, and no row of the
//! database is another. With a good one it is taken, so that it was the token that was refused.

use axum::http::{Method, StatusCode, header::SET_COOKIE};
use watchpost_domain::{network::DeskKind, policy::Role};
use watchpost_web::{Door, FORM_LIFE_SECONDS, RouteEntry};

use super::{
    Knock,
    filled::{self, Names},
    named, shared,
};
use crate::{TestApp, checks::PICTURE, ground, reported};

/// What somebody holds who is lured to another site.
struct Holds {
    names: Names,
    draft: String,
    opened: String,
}

impl Holds {
    async fn of(app: &TestApp) -> Self {
        let platform = &app.platform;
        let (draft, _) = platform.begin_draft(app.channel, "en").await.unwrap();
        let sent = reported(platform, app.channel, &[("a.png", PICTURE)]).await;
        let opened = platform.open_follow_up(&sent.receipt).await.unwrap();
        let seen = platform.follow_up(&opened).await.unwrap().unwrap();
        let lead = super::stands::session(app, app.staff(Role::Supervisor)).await;
        let roles = watchpost_domain::policy::Roles::of([Role::Intake]);
        let at_work = lead.working().unwrap();
        let shares = (sent.case, sent.receipt.as_str());
        let (room, room_file) = shared::share(app, &at_work, shares).await;
        let invited = platform.invite(&lead, "", "B", roles).await.unwrap();
        let names = Names {
            case: sent.case.to_string(),
            room: room.0.to_string(),
            room_file: room_file.0.to_string(),
            file: seen.files[0].id.0.to_string(),
            member: app.staff(Role::Analyst).member.to_string(),
            channel: app.channel.to_string(),
            invitation: invited.secret.to_string(),
            access: "named".into(),
            receipt: sent.receipt,
            receipt_file: seen.files[0].id.0.to_string(),
            company: app.registered.0.to_string(),
            record: app.registered.1.to_string(),
        };
        Self {
            names,
            draft,
            opened,
        }
    }

    /// The cookie that forms of a door are bound to: its name, and its value.
    fn cookie(&self, app: &TestApp, door: Door) -> (&'static str, String) {
        match door {
            Door::Receipt => ("__Host-box", self.opened.clone()),
            Door::Member(action) => ("__Host-session", shared::who(app, action).cookie.clone()),
            _ => ("__Host-page", self.draft.clone()),
        }
    }
}

/// Something that a form must not come with.
struct Bad {
    what: &'static str,
    token: String,
    header: Option<(&'static str, &'static str)>,
}

/// Everything of that kind.
fn bad(app: &TestApp, value: &str) -> Vec<Bad> {
    let good = || app.token(Some(value));
    let now = app.platform.now();
    let old = now - jiff::SignedDuration::from_secs(FORM_LIFE_SECONDS + 1);
    let soon = now + jiff::SignedDuration::from_secs(3600);
    let tokens = [
        ("without a token", String::new()),
        ("with no token of ours", "AAAA".into()),
        ("with nobody's token", app.token(None)),
        ("with another's token", app.token(Some("0123456789abcdef"))),
        ("with an old token", app.token_of(Some(value), old)),
        ("with one from the future", app.token_of(Some(value), soon)),
    ];
    let sites = [
        ("from another site", ("sec-fetch-site", "cross-site")),
        ("from a site beside it", ("sec-fetch-site", "same-site")),
        ("from another origin", ("origin", "https://evil.example")),
        ("from another port", ("origin", "https://example.org:444")),
    ];
    let tokens = tokens.map(|(what, token)| Bad {
        what,
        token,
        header: None,
    });
    let sites = sites.map(|(what, header)| Bad {
        what,
        token: good(),
        header: Some(header),
    });
    tokens.into_iter().chain(sites).collect()
}

/// Whether programs use a route: no cookie counts for it, so it needs no token.
fn is_api(route: &RouteEntry) -> bool {
    route.path.starts_with("/api/") || route.path == "/log/cosignatures"
}

/// All that is wrong, and how many forms were sent.
pub async fn findings(app: &TestApp) -> (Vec<String>, usize) {
    let (mut found, mut sent) = (Vec::new(), 0);
    let holds = Holds::of(app).await;
    let mut routes: Vec<RouteEntry> = app.entries.clone();
    routes.retain(|route| route.method != Method::GET);
    routes.sort_by_key(|route| filled::turn(route.path));
    let mut before = app.ground.dump().await;
    for route in &routes {
        let (name, value) = holds.cookie(app, route.door);
        let cookie = format!("{name}={value}");
        let all = match is_api(route) {
            true => vec![],
            false => bad(app, &value),
        };
        for Bad {
            what,
            token,
            header,
        } in all
        {
            let headers: Vec<_> = header.into_iter().collect();
            let knock = Knock {
                route,
                names: &holds.names,
                cookie: Some(&cookie),
                token: &token,
                headers: &headers,
            };
            let answer = knock.send(app).await;
            sent += 1;
            if answer.status != StatusCode::FORBIDDEN {
                found.push(format!("{}: {what}: {}", named(route), answer.status));
            }
            if answer.headers.contains_key(SET_COOKIE) {
                found.push(format!("{}: {what}: sets a cookie", named(route)));
            }
        }
        if is_api(route) {
            sent += 1;
            if let Some(wrong) = as_a_form(app, route, &cookie).await {
                found.push(wrong);
            }
        }
        let after = app.ground.dump().await;
        let mut tables = ground::changed(&before, &after);
        // That something was refused, and within which hour, is said by the page that waits there.
        tables.retain(|table| table != "again");
        if !tables.is_empty() {
            found.push(format!("{}: changed {}", named(route), tables.join(", ")));
            before = after;
        }
    }
    for route in routes.iter().filter(|route| !is_api(route)) {
        let (name, value) = holds.cookie(app, route.door);
        let knock = Knock {
            route,
            names: &holds.names,
            cookie: Some(&format!("{name}={value}")),
            token: &app.token(Some(&value)),
            headers: &[
                ("sec-fetch-site", "same-origin"),
                ("origin", "https://example.org"),
            ],
        };
        let status = knock.send(app).await.status;
        let refused = [StatusCode::FORBIDDEN, StatusCode::UNSUPPORTED_MEDIA_TYPE];
        // It may change only what is its own to change; that the token was taken is enough here.
        if refused.contains(&status) && !may_not(route) {
            found.push(format!("{}: with a good token: {status}", named(route)));
        }
    }
    found.sort();
    (found, sent)
}

/// Whether the lead, who sends all these forms, is refused for another reason.
fn may_not(route: &RouteEntry) -> bool {
    let Some(action) = super::action(route) else {
        return false;
    };
    let roles = watchpost_domain::policy::Roles::of([Role::Supervisor]);
    let desk = super::stands::of_desk(action, DeskKind::Desk, roles);
    desk.is_some_and(|v| v != watchpost_domain::policy::Verdict::Allow)
        || action == "case.read-identity"
}

/// What a page of another site could send to a program's door: no form is taken there.
async fn as_a_form(app: &TestApp, route: &RouteEntry, cookie: &str) -> Option<String> {
    let kind = "application/x-www-form-urlencoded";
    let path = route
        .path
        .replace("{id}", "00000000000000000000000000000001");
    let headers = [("cookie", cookie), ("origin", "https://evil.example")];
    let answer = app.post(&path, kind, &headers, "a=b").await;
    let refused = answer.status == StatusCode::UNSUPPORTED_MEDIA_TYPE;
    (!refused).then(|| format!("{}: takes a form: {}", named(route), answer.status))
}
