//! Strings that break other programs, in every field of every form that the desk has, and in a report: nothing fails, nothing becomes
//! markup or a header, and what is kept reads back as it was typed.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use watchpost_domain::{
    intake::{Answer as Said, Fields},
    policy::Role,
    problem::clean_text,
};
use watchpost_service::inbox::Filter;
use watchpost_testkit::{Answer, Person, TestApp};
use watchpost_web::Door;

/// What is tried, as it is typed. Markup, templates, statements, paths, formulas, headers, directions, things that only look empty.
const NAUGHTY: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><svg onload=alert(1)>",
    "' autofocus onfocus='alert(1)",
    "</textarea><img src=x onerror=alert(1)>",
    "</title><script src=//evil.example></script>",
    "<!-- --> <style>*{display:none}</style>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "&lt;b&gt; &amp;#60;script&amp;#62;",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "{{7*7}} {% raw %} ${7*7} <%= 7 %> #{7}",
    "'; drop table case_file; --",
    "1' or '1'='1",
    "$1 $2 ? :name %s %n %x",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/desk/cases?x=1&y=2#z",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+1\t@SUM(1)",
    "a\r\nSet-Cookie: session=evil",
    "a\nLocation: https://evil.example",
    "%0d%0aX: y %00 %3Cscript%3E",
    "\u{202e}drowssap\u{202c} \u{2066}x\u{2069}",
    "\u{feff}\u{200b}\u{200d}\u{2060}",
    "نص عربي مع English و 123",
    "Z\u{30c}\u{323}\u{31b}\u{489}\u{20dd}a\u{300}\u{301}\u{302}\u{303}\u{304}lgo",
    "👩‍👩‍👧‍👦🏳️‍🌈 𝓣𝓱𝓮 ﷽ ﷽ ﷽",
    "ﬃ ǅ ſ K Å ß İ ı",
    "undefined null NaN -0 1e309 0x0 true",
    "__proto__[x] constructor.prototype",
    "99999999999999999999999999999999",
    "2026-02-30 0000-00-00 -1",
    "\\u0000 \\x00 \\0 \\",
    "`id` $(id) | id; id && id",
    "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
];

/// Between several that are typed into one field, so that fewer forms have to be sent.
const BETWEEN: &str = " ~~ ";

/// Bytes that are no text at all, as a form would carry them.
const NO_TEXT: &[&str] = &[
    "%00",
    "a%00b",
    "%FF%FE",
    "%ED%A0%80",
    "%C0%AF",
    "%F5%80%80%80",
];

/// Ways out, and ways to lose the case: they take nothing that is typed.
const NOT_TYPED: [&str; 4] = [
    "/desk/lock",
    "/desk/sign-out",
    "/desk/cases/{id}/aside",
    "/desk/account/end",
];

fn escaped(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// A route of the case that is there.
fn at(app: &TestApp, path: &str) -> String {
    path.replace("{id}", &app.case.to_string())
        .replace("{member}", &app.staff[0].member.to_string())
        .replace("{channel}", &app.channel.0.simple().to_string())
        .replace("{question}", "company")
        .replace("{file}", "00000000000000000000000000000001")
}

fn desk_paths(app: &TestApp, method: Method) -> Vec<String> {
    let all = app.entries.iter().filter(|e| e.method == method);
    let desk = all.filter(|e| matches!(e.door, Door::Member(_)) && !NOT_TYPED.contains(&e.path));
    // `/desk` only leads on.
    let desk = desk.filter(|e| e.path != "/desk");
    desk.map(|e| at(app, e.path)).collect()
}

/// Whether a text would mean something to a browser if it were not escaped.
fn is_sharp(text: &str) -> bool {
    text.contains(['<', '>', '"', '\''])
}

fn harmless(answer: &Answer, typed: &str, path: &str) {
    for one in typed.split(BETWEEN) {
        harmless_one(answer, one, path);
    }
}

fn harmless_one(answer: &Answer, typed: &str, path: &str) {
    assert!(
        answer.status.as_u16() < 500,
        "{path}: {} by {typed:?}",
        answer.status
    );
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        assert!(!value.contains("evil"), "{path}: {name}: {value}");
    }
    if is_sharp(typed) {
        assert!(
            !answer.text().contains(typed),
            "{path} gives {typed:?} back as it is"
        );
    }
}

/// The names of all fields that the pages of a member show.
async fn fields(app: &TestApp, who: &Person) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in desk_paths(app, Method::GET) {
        let answer = app.send(&Method::GET, &path, Some(&who.sent()), None).await;
        let page = answer.text().into_owned();
        for piece in page.split(" name=\"").skip(1) {
            names.insert(piece.split('"').next().unwrap().to_owned());
        }
    }
    names.retain(|name| name != "_token" && name != "viewport");
    names
}

#[tokio::test]
async fn nothing_that_is_typed_at_the_desk_becomes_anything_but_text() {
    let app = TestApp::new().await;
    let lead = app
        .staff
        .iter()
        .find(|p| p.role == Role::Supervisor)
        .unwrap();
    let names = fields(&app, lead).await;
    assert!(names.len() > 30, "the forms were found: {names:?}");
    let (forms, pages) = (
        desk_paths(&app, Method::POST),
        desk_paths(&app, Method::GET),
    );
    assert!(forms.len() > 30 && pages.len() > 8);
    let mut shown = 0;
    let rounds: Vec<String> = NAUGHTY.chunks(3).map(|some| some.join(BETWEEN)).collect();
    for (number, typed) in rounds.iter().enumerate() {
        let value = escaped(typed);
        let all: Vec<String> = names
            .iter()
            .map(|name| match name.as_str() {
                "once" => format!("once={number}"),
                name => format!("{}={value}", escaped(name)),
            })
            .collect();
        for path in &forms {
            let form = format!("_token={}&{}", app.token(Some(&lead.cookie)), all.join("&"));
            let sent = lead.sent();
            let answer = app.send(&Method::POST, path, Some(&sent), Some(form)).await;
            harmless(&answer, typed, path);
        }
        for path in ["/desk/cases", "/follow-up", "/report"] {
            let asked = format!(
                "{path}?words={value}&state={value}&after={value}&channel={value}&lang={value}"
            );
            let page = app
                .send(&Method::GET, &asked, Some(&lead.sent()), None)
                .await;
            harmless(&page, typed, path);
        }
        let case = at(&app, "/desk/cases/{id}");
        let page = app
            .send(&Method::GET, &case, Some(&lead.sent()), None)
            .await;
        // The report, and a message, a note and a note of one's own for each.
        shown += usize::from(page.text().matches("class=\"said\"").count() >= 3 * (number + 1));
    }
    for path in &pages {
        let page = app.send(&Method::GET, path, Some(&lead.sent()), None).await;
        rounds.iter().for_each(|typed| harmless(&page, typed, path));
        let there = [StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::SEE_OTHER];
        assert!(there.contains(&page.status), "{path}: {}", page.status);
        let out = ["/desk/sign-in", "/desk/unlock"].contains(&page.to());
        assert!(!out, "{path}: still signed in");
    }
    assert_eq!(
        shown,
        rounds.len(),
        "each was kept as a message or note, and is shown"
    );
    for typed in NO_TEXT {
        for path in &forms {
            let token = app.token(Some(&lead.cookie));
            let form =
                format!("_token={token}&message={typed}&note={typed}&title={typed}&name={typed}");
            let answer = app
                .send(&Method::POST, path, Some(&lead.sent()), Some(form))
                .await;
            assert!(
                answer.status.is_client_error()
                    || answer.status.is_redirection()
                    || answer.status.is_success(),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_reported_reads_back_as_it_was_typed() {
    let app = TestApp::new().await;
    let lead = app
        .staff
        .iter()
        .find(|p| p.role == Role::Supervisor)
        .unwrap();
    let session = app.platform.session(&lead.cookie).await.unwrap().unwrap();
    let who = session.working().unwrap();
    let channel = app.channel.0.simple().to_string();
    for typed in NAUGHTY {
        let kept = clean_text(typed, 10_000).unwrap();
        if kept.is_empty() {
            continue;
        }
        let said = ["what_happened", "where", "when", "contact"];
        let said = said.map(|key| (key.to_owned(), (*typed).to_owned()));
        let submission = app.platform.begin_submission();
        let sent = app
            .platform
            .submit(submission, &channel, "en", &Fields(said.into()))
            .await
            .unwrap();
        let all = app
            .platform
            .inbox(&session, &Filter::default(), None, 100)
            .await
            .unwrap();
        let row = all
            .rows
            .iter()
            .find(|r| r.case.reference == sent.reference)
            .unwrap();
        let (_, seen) = app.platform.read_case(&who, row.case.id).await.unwrap();
        let answers = seen.answers.unwrap().answers;
        let told = answers.iter().find(|a| a.key == "what_happened").unwrap();
        assert_eq!(told.answer, Said::Text(kept));
        let path = format!("/desk/cases/{}", row.case.id);
        let page = app
            .send(&Method::GET, &path, Some(&lead.sent()), None)
            .await;
        harmless(&page, typed, &path);
        let digits = sent.digits();
        let open = app.platform.open_follow_up(&digits).await.unwrap();
        assert!(app.platform.follow_up(&open).await.unwrap().is_some());
    }
}
