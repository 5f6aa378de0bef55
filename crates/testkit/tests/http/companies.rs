//! The registry as its users see it: written down at the desk, read by everybody, checked by a buyer.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{Answer, Person, TestApp, everywhere, reported_saying};
use watchpost_tlog::NoteVerifier;

/// When it was so and which source says it, as the form has it.
const SOURCE: &str = "goes_on=goes-on&source=List+of+members&publisher=The+Association&address=https%3A%2F%2Fexample.org%2Flist\
    &seen=2026-03-01&confidence=reported&audience=public";

async fn get(app: &TestApp, who: Option<&Person>, path: &str) -> (StatusCode, String) {
    let cookie = who.map(Person::sent);
    let answer = app.send(&Method::GET, path, cookie.as_deref(), None).await;
    let page = answer.text().replace(['\u{2068}', '\u{2069}'], "");
    (answer.status, page)
}

async fn page(app: &TestApp, who: Option<&Person>, path: &str) -> String {
    let (status, page) = get(app, who, path).await;
    assert_eq!(status, StatusCode::OK, "{path}");
    page
}

/// Sends a form that is taken, and gives where it leads.
async fn taken(app: &TestApp, who: &Person, path: &str, form: &str) -> String {
    let answer = app.form(who, path, form).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{path}: {}",
        answer.text()
    );
    answer.to().to_owned()
}

fn field(answer: &Answer) -> String {
    answer.text().replace(['\u{2068}', '\u{2069}'], "")
}

async fn a_company_is_written_down_and_read_on(app: TestApp) {
    let monitor = app.staff(Role::Monitor);
    let new = "/desk/companies/new";
    let form = format!(
        "once=1&name=Al+Nisr+%26+Sons&name_kind=legal&country=IQ&kind=security-company&{SOURCE}"
    );
    let own = taken(&app, monitor, new, &form).await;
    assert_eq!(own, "/desk/companies/al-nisr-and-sons");
    // Sent again it is the same, and what is called alike is asked about.
    assert_eq!(taken(&app, monitor, new, &form).await, own);
    let alike = app
        .form(monitor, new, &form.replace("once=1", "once=2"))
        .await;
    assert_eq!(alike.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        field(&alike).contains("These are called alike")
            && field(&alike).contains("value=\"List of members\"")
    );
    let status = format!("once=3&status=certified-member&{SOURCE}");
    taken(&app, monitor, &format!("{own}/record/membership"), &status).await;
    let public = page(&app, None, "/companies/al-nisr-and-sons").await;
    for said in [
        "Al Nisr &#38; Sons",
        "Certified member",
        "The Association says it",
        "Iraq",
        "https://example.org/list",
    ] {
        assert!(public.contains(said), "{said}: {public}");
    }
    // Found by everybody, however it is said, and by the status.
    for asked in [
        "words=alnisr+and+sons",
        "words=nisr",
        "standing=certified-member",
        "country=IQ",
    ] {
        let list = page(&app, None, &format!("/companies?{asked}")).await;
        assert!(
            list.contains("href=\"/companies/al-nisr-and-sons\""),
            "{asked}"
        );
    }
    let other = page(&app, None, "/companies?standing=affiliate").await;
    assert!(!other.contains("al-nisr-and-sons") && other.contains("No company was found"));
    // Before it was recorded, nothing was known.
    let before = page(&app, None, "/companies/al-nisr-and-sons?known=2026-03-03").await;
    assert!(before.contains("Nothing was known of this company then"));
    // What cannot be is said beside its field, and all that was typed stays.
    let wrong = status
        .replace("goes_on=goes-on", "goes_on=ended&from=2024&until=2023")
        .replace("once=3", "once=4");
    let wrong = app
        .form(monitor, &format!("{own}/record/membership"), &wrong)
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = field(&wrong);
    assert!(
        shown.contains("It ends before it begins") && shown.contains("value=\"2024\""),
        "{shown}"
    );
    // Its status is a file that anybody can check with the key of the log alone.
    let (_, signed) = get(&app, None, "/companies/al-nisr-and-sons/status.txt").await;
    let (_, key) = get(&app, None, "/log/key").await;
    let verifier = NoteVerifier::parse(key.trim()).unwrap();
    let opened = watchpost_tlog::open(&signed, std::slice::from_ref(&verifier)).unwrap();
    assert!(
        opened
            .text
            .starts_with("watchpost company status v1\n{\"as_of\":\"2026-03-04\"")
    );
    assert!(opened.text.contains("\"status\":\"certified-member\""));
    let forged = signed.replace("certified-member", "affiliate");
    assert!(watchpost_tlog::open(&forged, &[verifier]).is_err());
    let (status, data) = get(&app, None, "/companies/al-nisr-and-sons/data.json").await;
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(
        (
            status,
            &data["facts"]["seat"][0]["said"][0]["value"]["seat"]
        ),
        (StatusCode::OK, &"IQ".into())
    );
    // Who may not write sees no form, and who sees only what is public no desk.
    let officer = app.staff(Role::CaseOfficer);
    assert!(
        !page(&app, Some(officer), &own)
            .await
            .contains("/record/seat")
    );
    assert_eq!(
        get(&app, Some(officer), &format!("{own}/record/seat"))
            .await
            .0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        get(&app, Some(&app.company[0]), &own).await.0,
        StatusCode::NOT_FOUND
    );
    // What is wrong is taken back with a reason, and stays in the history.
    let seen = page(&app, Some(monitor), &own).await;
    let record = seen
        .split("/records/")
        .nth(1)
        .and_then(|rest| rest.split(['"', '?']).next());
    let record = format!("{own}/records/{}", record.unwrap());
    let unsaid = app
        .form(monitor, &format!("{record}/take-back"), "once=5&why=")
        .await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    taken(
        &app,
        monitor,
        &format!("{record}/take-back"),
        "once=6&why=It+was+read+wrongly",
    )
    .await;
    assert!(
        page(&app, Some(monitor), &own)
            .await
            .contains("takes back: It was read wrongly")
    );
}

#[tokio::test]
async fn a_company_is_written_down_and_read() {
    everywhere(a_company_is_written_down_and_read_on).await;
}

#[tokio::test]
async fn what_is_internal_is_on_no_public_page() {
    let app = TestApp::new().await;
    let monitor = app.staff(Role::Monitor);
    let internal = SOURCE
        .replace("audience=public", "audience=internal")
        .replace("List+of+members", "canary-8812+title");
    let own = format!("/desk/companies/{}", app.registered.0);
    let secret = format!("once=1&name=canary-8812+name&name_kind=as-written&{internal}");
    taken(&app, monitor, &format!("{own}/record/name"), &secret).await;
    let site = format!(
        "once=2&site=canary-8812+mine&country=KE&locality=canary-8812+town&shown=country&{SOURCE}"
    );
    taken(&app, monitor, &format!("{own}/record/site"), &site).await;
    let hidden = format!("once=3&name=canary-8812+firm&name_kind=legal&{internal}");
    let hidden = taken(&app, monitor, "/desk/companies/new", &hidden).await;
    assert!(
        page(&app, Some(monitor), &own)
            .await
            .contains("canary-8812 mine")
    );
    let public = format!("/companies/{}", app.registered.0);
    for path in [
        public.clone(),
        format!("{public}/data.json"),
        format!("{public}/status.txt"),
        "/companies".to_owned(),
        "/companies?words=canary-8812+firm".to_owned(),
        "/companies?words=canary-8812".to_owned(),
        hidden.replace("/desk", ""),
    ] {
        let (_, page) = get(&app, None, &path).await;
        // What was typed stands in the form and in the addresses of the other languages.
        let page = page
            .replace("value=\"canary-8812", "")
            .replace("words=canary-8812", "");
        assert!(!page.contains("canary-8812"), "{path}: {page}");
    }
    assert_eq!(
        get(&app, None, &hidden.replace("/desk", "")).await.0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn entries_are_put_together_and_apart_by_forms() {
    let app = TestApp::new().await;
    let monitor = app.staff(Role::Monitor);
    let new = "/desk/companies/new";
    let first = format!("once=1&name=Quarry+Guards&name_kind=legal&{SOURCE}");
    let first = taken(&app, monitor, new, &first).await;
    let second = format!("once=2&name=Umbra+Escort&name_kind=legal&{SOURCE}");
    let second = taken(&app, monitor, new, &second).await;
    let none = app
        .form(
            monitor,
            &format!("{second}/merge"),
            "once=3&into=nobody-here&why=a",
        )
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let address = "https%3A%2F%2Fwatch.example.org%2Fcompanies%2Fquarry-guards%3Flang%3Dfr";
    let merge = format!("once=4&into={address}&why=The+same+number");
    assert_eq!(
        taken(&app, monitor, &format!("{second}/merge"), &merge).await,
        first
    );
    // The old address leads on, for everybody.
    let old = app
        .send(&Method::GET, "/companies/umbra-escort", None, None)
        .await;
    assert_eq!(
        (old.status, old.to()),
        (
            StatusCode::SEE_OTHER,
            "/companies/quarry-guards?about=2026-03-04&known=2026-03-04"
        )
    );
    let found = page(&app, None, "/companies?words=umbra").await;
    assert!(found.contains("href=\"/companies/quarry-guards\""));
    let group = page(&app, Some(monitor), &format!("{first}/group")).await;
    assert!(
        group.contains("put together with umbra-escort. The same number"),
        "{group}"
    );
    let change = group
        .split("name=\"change\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let undo = format!("once=5&change={}&why=A+mistake", change.unwrap());
    taken(&app, monitor, &format!("{first}/undo"), &undo).await;
    let back = page(&app, None, "/companies/umbra-escort").await;
    assert!(back.contains("Umbra Escort"));
}

/// The same form ten times at once is one company, one record and one change.
async fn what_is_sent_ten_times_at_once_is_written_once_on(app: TestApp) {
    let monitor = app.staff(Role::Monitor);
    let (new, own) = ("/desk/companies/new", "/desk/companies/quarry-guards");
    let enter = format!("once=1&name=Quarry+Guards&name_kind=legal&{SOURCE}");
    let record = format!("once=2&country=KE&{SOURCE}");
    let other = format!("once=3&name=Umbra+Escort&name_kind=legal&{SOURCE}");
    taken(&app, monitor, new, &other).await;
    for (path, form) in [
        (new.to_owned(), enter),
        (format!("{own}/record/operates"), record),
        (
            format!("{own}/merge"),
            "once=4&into=umbra-escort&why=a".to_owned(),
        ),
    ] {
        let all = (0..10).map(|_| app.form(monitor, &path, &form));
        let answers = futures_util::future::join_all(all).await;
        for answer in answers {
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "{path}: {}",
                answer.text()
            );
        }
    }
    let list = page(&app, None, "/companies?words=quarry").await;
    assert!(list.contains("Companies found: 1"), "{list}");
    let whole = page(
        &app,
        Some(monitor),
        own.replace("quarry-guards", "umbra-escort").as_str(),
    )
    .await;
    assert_eq!(
        whole.matches("<li><span>").count(),
        3,
        "two names and a country: {whole}"
    );
    assert_eq!(whole.matches("put together with").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_ten_times_at_once_is_written_once() {
    everywhere(what_is_sent_ten_times_at_once_is_written_once_on).await;
}

/// Who works on a case sees which company may be meant, and what it was on the day that is told of: that decides what is in scope.
#[tokio::test]
async fn a_case_says_what_the_company_was_on_that_day() {
    let app = TestApp::new().await;
    let monitor = app.staff(Role::Monitor);
    let enter = format!("once=1&name=Quarry+Guards&name_kind=legal&{SOURCE}");
    let own = taken(&app, monitor, "/desk/companies/new", &enter).await;
    let member = SOURCE.replace(
        "goes_on=goes-on",
        "goes_on=ended&from=2024-01-01&until=2025-06-30",
    );
    let member = format!("once=2&status=certified-member&{member}");
    taken(&app, monitor, &format!("{own}/record/membership"), &member).await;
    let said = |day: &'static str| {
        [
            ("company", "the quary guards"),
            ("when.year", "2025"),
            ("when.month", "6"),
            ("when.day", day),
        ]
    };
    for (day, then) in [
        ("30", "On 30 June 2025: Certified member"),
        ("29", "On 29 June 2025: Certified member"),
    ] {
        let sent = reported_saying(&app.platform, app.channel, &said(day), &[]).await;
        let case = format!("/desk/cases/{}", sent.case);
        let seen = page(&app, Some(app.staff(Role::CaseOfficer)), &case).await;
        assert!(
            seen.contains(then) && seen.contains("/desk/companies/quarry-guards?about=2025-06-"),
            "{seen}"
        );
    }
    let later = [
        ("company", "quarry guards"),
        ("when.year", "2025"),
        ("when.month", "7"),
        ("when.day", "1"),
    ];
    let sent = reported_saying(&app.platform, app.channel, &later, &[]).await;
    let case = format!("/desk/cases/{}", sent.case);
    let seen = page(&app, Some(app.staff(Role::CaseOfficer)), &case).await;
    assert!(
        seen.contains("On 1 July 2025: Nobody here has seen a source"),
        "{seen}"
    );
}
