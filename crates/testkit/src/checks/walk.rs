//! Every route, as everybody, to a case in every way in which somebody can stand to it. What comes of it is what the policy says, and
//! what the policy hides cannot be told from what never was, byte for byte.

use axum::http::{Method, StatusCode};
use watchpost_domain::{
    network::DeskKind,
    policy::{Roles, Verdict},
};
use watchpost_web::{Door, RouteEntry};

use super::{
    Knock, action, came_through,
    filled::{self, Names},
    named, shared,
    stands::{self, Kind, Stand},
};
use crate::{Answer, Person, TestApp, checks::PICTURE, reported};

/// What a walk gathers.
struct Walk<'a> {
    app: &'a TestApp,
    found: Vec<String>,
    knocked: usize,
}

/// All that is wrong, and how often it was knocked.
pub async fn findings(app: &TestApp) -> (Vec<String>, usize) {
    let mut walk = Walk {
        app,
        found: without_expectation(app),
        knocked: 0,
    };
    walk.nobody().await;
    walk.receipts().await;
    walk.cases().await;
    walk.rooms().await;
    walk.desks().await;
    walk.found.sort();
    walk.found.dedup();
    (walk.found, walk.knocked)
}

/// Routes of which nobody has said who comes through them, or how their form is filled in.
fn without_expectation(app: &TestApp) -> Vec<String> {
    let mut found = Vec::new();
    for route in &app.entries {
        let known = match route.door {
            Door::Member(action) if !stands::is_known(action) => {
                found.push(format!("{}: no policy has {action}", named(route)));
                continue;
            }
            Door::Member(_) => true,
            Door::Public => filled::OPEN.contains(&route.path),
            Door::Receipt => filled::BEHIND_A_RECEIPT.contains(&route.path),
            Door::Token(_) | Door::Operator => false,
        };
        let written = route.method == Method::GET || filled::of(route.path).is_some();
        if !(written && (known || route.method != Method::GET)) {
            found.push(format!("{}: no expectation", named(route)));
        }
    }
    found
}

impl Walk<'_> {
    fn find(&mut self, route: &RouteEntry, what: impl std::fmt::Display) {
        self.found.push(format!("{}: {what}", named(route)));
    }

    async fn knock(&mut self, route: &RouteEntry, who: Option<&Person>, names: &Names) -> Answer {
        self.knocked += 1;
        let cookie = who.map(Person::sent);
        let token = self.app.token(who.map(|p| p.cookie.as_str()));
        let knock = Knock {
            route,
            names,
            cookie: cookie.as_deref(),
            token: &token,
            headers: &[],
        };
        knock.send(self.app).await
    }

    /// The routes of the desk whose action the policy knows, those that end something last.
    fn desk_routes(&self, of_cases: bool) -> Vec<(RouteEntry, &'static str)> {
        let all = self.app.entries.iter().filter_map(|route| {
            let action =
                action(route).filter(|a| stands::is_known(a) && !stands::is_of_rooms(a))?;
            (route.path.contains("{id}") == of_cases).then(|| (route.clone(), action))
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(route, _)| filled::turn(route.path));
        all
    }

    /// Nobody comes in without a session.
    async fn nobody(&mut self) {
        let names = self.names(Kind::Never, None);
        for of_cases in [true, false] {
            for (route, _) in self.desk_routes(of_cases) {
                let answer = self.knock(&route, None, &names).await;
                let led = answer.status == StatusCode::SEE_OTHER;
                if !(led && answer.to() == "/desk/sign-in") {
                    let status = answer.status;
                    self.find(&route, format_args!("nobody gets {status}"));
                }
            }
        }
    }

    fn names(&self, kind: Kind, stand: Option<&Stand>) -> Names {
        let none = uuid::Uuid::new_v4;
        let (id, file, room, room_file) = match stand {
            Some(stand) => (stand.id.0, stand.file, stand.room, stand.room_file),
            None => (none(), none(), none(), none()),
        };
        Names {
            case: id.to_string(),
            file: file.to_string(),
            member: self.app.staff[0].member.to_string(),
            channel: self.app.channel.to_string(),
            invitation: "nobody-was-invited-by-this-link".into(),
            access: match kind {
                Kind::Given | Kind::Others => "named".into(),
                _ => "desk".into(),
            },
            receipt: String::new(),
            receipt_file: String::new(),
            room: room.to_string(),
            room_file: room_file.to_string(),
            company: self.app.registered.0.to_string(),
            record: self.app.registered.1.to_string(),
        }
    }

    /// Every route of a case, as everybody, to a case in every way.
    async fn cases(&mut self) {
        let mut stands = Vec::new();
        for kind in Kind::ALL {
            stands.push(Stand::make(self.app, kind).await);
        }
        let app = self.app;
        // What happened is in the log, and can be proven.
        app.platform.sequence().await.unwrap();
        let never = self.names(Kind::Never, None);
        for (route, action) in self.desk_routes(true) {
            for who in app.staff.iter().chain(&app.strangers).chain(&app.company) {
                let missing = self.knock(&route, Some(who), &never).await;
                // Strangers to the desk are told apart by nothing: one of them knocks at everything.
                let stranger = who.member == app.strangers[0].member;
                let all = stranger || app.staff.iter().any(|p| p.member == who.member);
                let own = [Kind::Open, Kind::Foreign, Kind::Never];
                for stand in stands.iter().filter(|s| all || own.contains(&s.kind)) {
                    let Some(verdict) = stand.verdict(app, action, who) else {
                        self.find(&route, format_args!("{action} is not about a case"));
                        continue;
                    };
                    let ends = filled::turn(route.path) > 0 && verdict == Verdict::Allow;
                    let own = match ends {
                        true => Stand::make(app, stand.kind).await,
                        false => stand.clone(),
                    };
                    let names = self.names(stand.kind, Some(&own));
                    let answer = self.knock(&route, Some(who), &names).await;
                    // Who only keeps the key to who reported knows of the case, and has no key to its files and lines.
                    let sealed = ["{file}", "/proof/"]
                        .iter()
                        .any(|part| route.path.contains(part));
                    let keyless = sealed && stand.only_keeps(who);
                    let verdict = match verdict {
                        Verdict::Allow if keyless => Verdict::Hide,
                        verdict => verdict,
                    };
                    if let Some(wrong) = not_as(verdict, &answer, &missing) {
                        let (role, kind) = (who.role, stand.kind);
                        self.find(&route, format_args!("{role:?} to {kind:?}: {wrong}"));
                    }
                }
            }
            if route.path.contains("{file}") {
                self.files_of_others(&route, &stands).await;
            }
        }
    }

    /// A file of one case, asked for as one of another: it is not there.
    async fn files_of_others(&mut self, route: &RouteEntry, stands: &[Stand]) {
        let app = self.app;
        let (open, others) = stands.split_first().unwrap();
        for who in &app.staff {
            let missing = self.names(Kind::Open, None);
            let missing = Names {
                case: open.id.to_string(),
                ..missing
            };
            let missing = self.knock(route, Some(who), &missing).await;
            for other in others {
                let mut names = self.names(Kind::Open, Some(open));
                names.file = other.file.to_string();
                names.room_file = other.room_file.to_string();
                let answer = self.knock(route, Some(who), &names).await;
                if answer != missing {
                    let (role, kind) = (who.role, other.kind);
                    let what = format!("{role:?} is told of a file of {kind:?}");
                    self.find(route, what);
                }
            }
        }
    }

    /// Every other route of the desk: about one's own, about another's, and about what is not there.
    async fn desks(&mut self) {
        let app = self.app;
        let mut own = self.names(Kind::Never, None);
        own.member = app
            .staff(watchpost_domain::policy::Role::Analyst)
            .member
            .to_string();
        let others = Names {
            member: app.strangers[0].member.to_string(),
            channel: app.their_channel.to_string(),
            ..own.clone()
        };
        let nothing = Names {
            member: uuid::Uuid::new_v4().to_string(),
            channel: uuid::Uuid::new_v4().to_string(),
            ..own.clone()
        };
        for (route, action) in self.desk_routes(false) {
            // Who may comes last: what they do may be about the others.
            let mut people: Vec<&Person> = app.staff.iter().collect();
            let of = |who: &Person| {
                let kind = DeskKind::Desk;
                stands::of_desk(action, kind, Roles::of([who.role]))
            };
            people.sort_by_key(|who| of(who) == Some(Verdict::Allow));
            for who in people {
                let Some(verdict) = of(who) else {
                    self.find(&route, format_args!("{action} is about a case"));
                    break;
                };
                let role = who.role;
                if route.path.contains("{member}") || route.path.contains("{channel}") {
                    let missing = self.knock(&route, Some(who), &nothing).await;
                    let hidden = self.knock(&route, Some(who), &others).await;
                    let denied = match verdict {
                        Verdict::Allow => StatusCode::NOT_FOUND,
                        _ => StatusCode::FORBIDDEN,
                    };
                    if hidden != missing || hidden.status != denied {
                        let (hidden, missing) = (hidden.status, missing.status);
                        let what = format!("{role:?}, another desk's: {hidden}, none: {missing}");
                        self.find(&route, what);
                    }
                }
                let answer = self.knock(&route, Some(who), &own).await;
                // These two lead out, as they should.
                let out = ["/desk/lock", "/desk/sign-out"].contains(&route.path);
                let out = out && answer.status == StatusCode::SEE_OTHER;
                if let Some(wrong) = not_as(verdict, &answer, &answer).filter(|_| !out) {
                    self.find(&route, format_args!("{role:?}: {wrong}"));
                }
            }
        }
    }

    /// Every route of a room, as everybody: those whom it was opened for, those of another company, and desks.
    async fn rooms(&mut self) {
        let app = self.app;
        let (open, shut) = (
            Stand::make(app, Kind::Open).await,
            Stand::make(app, Kind::Withdrawn).await,
        );
        while app.platform.sequence().await.unwrap() > 0 {}
        let none = self.names(Kind::Never, None);
        let mut routes: Vec<(RouteEntry, &'static str)> = { app.entries.iter() }
            .filter_map(|route| Some((route.clone(), action(route)?)))
            .collect();
        routes.sort_by_key(|(route, _)| filled::turn(route.path));
        for (route, action) in routes {
            let people = app.company.iter().chain(&app.competitors).chain(&app.staff);
            for who in people {
                let role = who.role;
                if stands::is_of_rooms(action) {
                    let missing = self.knock(&route, Some(who), &none).await;
                    for (stand, is_shut) in [(&open, false), (&shut, true)] {
                        let verdict = shared::verdict(app, action, who, is_shut).unwrap();
                        let names = self.names(stand.kind, Some(stand));
                        let answer = self.knock(&route, Some(who), &names).await;
                        if let Some(wrong) = not_as(verdict, &answer, &missing) {
                            let kind = stand.kind;
                            self.find(&route, format_args!("{role:?} to {kind:?}: {wrong}"));
                        }
                    }
                } else if !stands::is_of_cases(action) && !route.path.contains('{') {
                    // What a desk has and a company has not is not there for a company; of what both have, each knows its own.
                    if !app.company.iter().any(|p| p.member == who.member) {
                        continue;
                    }
                    let verdict = stands::of_desk(action, DeskKind::Company, Roles::of([role]));
                    let out = ["/desk/lock", "/desk/sign-out"].contains(&route.path);
                    let Some(verdict) = verdict.filter(|_| !out) else {
                        continue;
                    };
                    let answer = self.knock(&route, Some(who), &none).await;
                    if let Some(wrong) = not_as(verdict, &answer, &answer) {
                        self.find(&route, format_args!("{role:?} of a company: {wrong}"));
                    }
                }
            }
        }
    }

    /// Behind a receipt is what belongs to it, and nothing of another.
    async fn receipts(&mut self) {
        let platform = &self.app.platform;
        let (mut boxes, mut files, mut receipts) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..2 {
            let sent = reported(platform, self.app.channel, &[("a.png", PICTURE)]).await;
            let open = platform.open_follow_up(&sent.receipt).await.unwrap();
            let seen = platform.follow_up(&open).await.unwrap().unwrap();
            files.push(seen.files[0].id.0.to_string());
            boxes.push(open);
            receipts.push(sent.receipt);
        }
        platform.sequence().await.unwrap();
        let none = uuid::Uuid::new_v4().to_string();
        let mut routes = self.app.entries.clone();
        routes.sort_by_key(|route| filled::turn(route.path));
        let known = |r: &RouteEntry| filled::of(r.path).is_some() || r.method == Method::GET;
        let api = "/api/v1/follow-up";
        routes.retain(|r| r.door == Door::Receipt && known(r) || r.path.starts_with(api));
        for route in &routes {
            let is_api = route.path.starts_with(api);
            let with = |file: &String| Names {
                receipt_file: file.clone(),
                receipt: receipts[0].clone(),
                ..Names::default()
            };
            if !is_api {
                for cookie in ["", "__Host-box=00ff"] {
                    let answer = self.with_box(route, cookie, &with(&files[0])).await;
                    // Whoever has a cookie of that name sees a page that says nothing of any case, and is led out or to where the
                    // receipt is asked for again.
                    let again = answer.to().starts_with("/follow-up?over");
                    let led = answer.status == StatusCode::SEE_OTHER
                        && (again || ["/follow-up", "/follow-up/open", "/"].contains(&answer.to()));
                    // What was typed is given back on a page that knows of no case.
                    let given_back = answer.status == StatusCode::GONE;
                    let says_nothing =
                        given_back || route.path == "/follow-up/end" && !cookie.is_empty();
                    if !(led || says_nothing) {
                        let status = answer.status;
                        self.find(route, format_args!("without a receipt: {status}"));
                    }
                }
            }
            let cookie = format!("__Host-box={}", boxes[0]);
            if route.path.contains("{id}") {
                let missing = self.with_box(route, &cookie, &with(&none)).await;
                let theirs = self.with_box(route, &cookie, &with(&files[1])).await;
                if theirs != missing || theirs.status != StatusCode::NOT_FOUND {
                    let (theirs, missing) = (theirs.status, missing.status);
                    self.find(route, format_args!("another's: {theirs}, none: {missing}"));
                }
            }
            let mine = self.with_box(route, &cookie, &with(&files[0])).await;
            if !came_through(&mine) || mine.to() == "/follow-up" && route.path != "/follow-up/code"
            {
                let status = mine.status;
                self.find(route, format_args!("with its receipt: {status}"));
            }
        }
    }

    async fn with_box(&mut self, route: &RouteEntry, cookie: &str, names: &Names) -> Answer {
        self.knocked += 1;
        let value = cookie.split_once('=').map(|(_, value)| value);
        let token = self.app.token(value);
        let knock = Knock {
            route,
            names,
            cookie: Some(cookie).filter(|c| !c.is_empty()),
            token: &token,
            headers: &[],
        };
        knock.send(self.app).await
    }
}

/// What is wrong with an answer, by what the policy says and by what is answered where there is nothing.
fn not_as(verdict: Verdict, answer: &Answer, missing: &Answer) -> Option<String> {
    let status = answer.status;
    match verdict {
        Verdict::Allow => (!came_through(answer)).then(|| format!("may, and gets {status}")),
        Verdict::Refuse => {
            (status != StatusCode::FORBIDDEN).then(|| format!("may not, and gets {status}"))
        }
        Verdict::Hide if status != StatusCode::NOT_FOUND => {
            Some(format!("may not know of it, and gets {status}"))
        }
        Verdict::Hide if answer != missing => {
            Some("hidden is not what missing is, byte for byte".into())
        }
        Verdict::Hide => None,
    }
}
