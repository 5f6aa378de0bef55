//! A report entered by the desk, two cases that are one, and who may read: over the pages.

use axum::http::{Method, StatusCode};
use watchpost_domain::{intake::Entry, policy::Role};
use watchpost_testkit::{Person, TestApp, everywhere};

async fn get(app: &TestApp, cookie: &str, path: &str) -> String {
    let answer = app.send(&Method::GET, path, Some(cookie), None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text().into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_becomes_a_case_and_its_caller_gets_the_code() {
    everywhere(a_call_becomes_a_case_and_its_caller_gets_the_code_on).await;
}

async fn a_call_becomes_a_case_and_its_caller_gets_the_code_on(app: TestApp) {
    let intake = app.staff(Role::Intake);
    let page = get(&app, &intake.sent(), "/desk/enter").await;
    assert!(page.contains("value=\"phone\"") && !page.contains("value=\"web\""));
    let none = app.form(intake, "/desk/enter", "language=fr").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let theirs = app.platform.channels().await.unwrap();
    let theirs = theirs.iter().find(|c| c.id != app.channel).unwrap();
    let form = format!("channel={}&entry=phone&language=en", theirs.id);
    let refused = app.form(intake, "/desk/enter", &form).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another desk's"
    );

    let form = format!("channel={}&entry=phone&language=en", app.channel);
    let begun = app.form(intake, "/desk/enter", &form).await;
    assert_eq!(begun.to(), "/report/1?lang=en");
    let cookie = begun.cookie().unwrap();
    let draft = cookie.split_once('=').unwrap().1.to_owned();
    let watchpost_service::Drafting::Open(mut open) = app.platform.draft(&draft).await.unwrap()
    else {
        panic!("the draft is open")
    };
    let said = ["what_happened", "where", "when", "contact"]
        .map(|k| (k.to_owned(), "said on the phone".to_owned()));
    let channel = app.platform.channel(app.channel).await.unwrap().unwrap();
    open.answers = channel
        .questionnaire
        .read(&watchpost_domain::intake::Fields(said.into()))
        .unwrap();
    app.platform.save_draft(&draft, &mut open).await.unwrap();
    let receipt = get(&app, &cookie, "/report/receipt").await;
    assert!(receipt.contains("Read the code to them"));
    let digits = open.receipt_digits();
    let group = open.part_to_type_back().1 - 1;
    assert!(open.keeps_receipt(digits.split_whitespace().nth(group).unwrap()));
    app.platform.save_draft(&draft, &mut open).await.unwrap();
    app.platform.send_draft(&draft).await.unwrap();

    let session = app.platform.session(&intake.cookie).await.unwrap().unwrap();
    let (_, seen) = app
        .platform
        .read_case(&session.working().unwrap(), open.case)
        .await
        .unwrap();
    assert_eq!(seen.answers.unwrap().entry, Entry::Phone);
    let page = get(&app, &intake.sent(), &format!("/desk/cases/{}", open.case)).await;
    assert!(
        page.contains("intake of one – sent the report"),
        "who typed it is told"
    );
    app.platform.open_follow_up(&digits).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_says_who_reads_and_joins_two_cases() {
    everywhere(a_lead_says_who_reads_and_joins_two_cases_on).await;
}

async fn a_lead_says_who_reads_and_joins_two_cases_on(app: TestApp) {
    let lead = app.staff(Role::Supervisor);
    let officer = app.staff(Role::CaseOfficer);
    let case = format!("/desk/cases/{}", app.case);
    let narrowed = app
        .form(
            lead,
            &format!("{case}/access"),
            "to=named&access=it+is+about+staff",
        )
        .await;
    assert_eq!(narrowed.to(), case);
    let hidden = app
        .send(&Method::GET, &case, Some(&officer.sent()), None)
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let give = format!("{case}/give");
    let refused = app
        .form(lead, &give, &format!("to={}&give=", officer.member))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let day = app
        .form(
            lead,
            &give,
            &format!("to={}&give=help&until=soon", officer.member),
        )
        .await;
    assert!(
        day.text().contains("value=\"help\"") && day.status == StatusCode::UNPROCESSABLE_ENTITY
    );
    let given = app
        .form(
            lead,
            &give,
            &format!("to={}&give=help&until=2026-04-01", officer.member),
        )
        .await;
    assert_eq!(given.to(), case);
    get(&app, &officer.sent(), &case).await;
    let taken = app
        .form(
            lead,
            &format!("{case}/take"),
            &format!("from={}&take=done", officer.member),
        )
        .await;
    assert_eq!(taken.to(), case);
    let hidden = app
        .send(&Method::GET, &case, Some(&officer.sent()), None)
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);

    let unknown = app
        .form(
            lead,
            &format!("{case}/merge"),
            "other=WP-NONE&merge=the+same",
        )
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text().contains("value=\"WP-NONE\""));
    let itself = app.platform.session(&lead.cookie).await.unwrap().unwrap();
    let (own, _) = app
        .platform
        .read_case(&itself.working().unwrap(), app.case)
        .await
        .unwrap();
    let form = format!("other={}&merge=the+same", own.reference.as_str());
    let refused = app.form(lead, &format!("{case}/merge"), &form).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
}

/// A report with files over the API; gives its case as the desk sees it, with the files' paths.
async fn with_files(
    app: &TestApp,
    officer: &Person,
    files: &[(&str, &[u8])],
) -> (String, Vec<String>) {
    let report = serde_json::json!({"channel": app.channel.to_string(), "language": "en", "answers": {
        "what_happened": "with files", "where": "b", "when": "c", "contact": "d"}});
    let mut body =
        format!("--edge\r\nContent-Disposition: form-data; name=\"report\"\r\n\r\n{report}\r\n")
            .into_bytes();
    for (name, bytes) in files {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--edge--\r\n");
    let sent = app
        .post(
            "/api/v1/reports",
            "multipart/form-data; boundary=edge",
            &[],
            body,
        )
        .await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let inbox = get(app, &officer.sent(), "/desk/cases?words=files").await;
    let case = inbox.split("href=\"/desk/cases/").nth(1).unwrap();
    let case = format!("/desk/cases/{}", case.split('"').next().unwrap());
    let page = get(app, &officer.sent(), &case).await;
    let links = page
        .split("href=\"")
        .filter_map(|part| part.split('"').next());
    let looks: Vec<String> = links
        .filter(|l| l.ends_with("/look"))
        .map(str::to_owned)
        .collect();
    (case, looks)
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_looked_at_where_they_can_do_nothing() {
    everywhere(files_are_looked_at_where_they_can_do_nothing_on).await;
}

async fn files_are_looked_at_where_they_can_do_nothing_on(app: TestApp) {
    let officer = app.staff(Role::CaseOfficer);
    let photo = include_bytes!("../../../cli/src/demo/files/photo.jpg").as_slice();
    let letter = include_bytes!("../../../cli/src/demo/files/letter.pdf").as_slice();
    let files = [
        ("evil.html", b"<script>alert(1)</script> a text".as_slice()),
        ("photo.jpg", photo),
        ("letter.pdf", letter),
        ("broken.jpg", b"\xff\xd8\xff\xe0 no picture"),
        ("broken.pdf", b"%PDF-1.7\n\xe2\xe3\xcf"),
        ("program.exe", b"MZ\x90\0\x03"),
    ];
    let (_, looks) = with_files(&app, officer, &files).await;
    assert_eq!(looks.len(), files.len());
    let (mut texts, mut drawn, mut none) = (0, 0, 0);
    for look in looks {
        let ask = async |path: &str| {
            let sent = officer.sent();
            app.send(&Method::GET, path, Some(&sent), None).await
        };
        let answer = ask(&look).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(!policy.contains("script-src") && policy.contains("media-src 'self'"));
        let shown = answer.text().into_owned();
        assert!(!shown.contains("<script>"), "escaped");
        let bytes = ask(&look.replace("/look", "/bytes")).await;
        if shown.contains("<img class=\"sheet\"") {
            drawn += 1;
            assert_eq!(bytes.headers["content-type"], "image/jpeg");
            let policy = bytes.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("sandbox"));
            assert!(bytes.body.starts_with(b"\xff\xd8\xff") && bytes.body != photo);
            let close = ask(&look.replace("/look", "/bytes?close")).await;
            assert!(close.body.len() > bytes.body.len());
            let beyond = ask(&look.replace("/look", "/bytes?page=2")).await;
            assert_eq!(beyond.status, StatusCode::NOT_FOUND);
        } else {
            assert_eq!(bytes.status, StatusCode::NOT_FOUND);
            texts += usize::from(shown.contains("&#60;script&#62;"));
            none += usize::from(shown.contains("where it can do no harm"));
        }
    }
    assert_eq!((texts, drawn, none), (1, 2, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_or_too_many_is_said_beside_its_field_and_kept() {
    everywhere(what_is_too_long_or_too_many_is_said_beside_its_field_and_kept_on).await;
}

async fn what_is_too_long_or_too_many_is_said_beside_its_field_and_kept_on(app: TestApp) {
    let officer = app.staff(Role::CaseOfficer);
    let case = format!("/desk/cases/{}", app.case);
    for (act, field, most) in [
        ("message", "message", 20_000),
        ("note", "note", 20_000),
        ("title", "title", 120),
        ("aside", "aside", 2_000),
    ] {
        let text = "x".repeat(most + 1);
        let form = format!("once=1&{field}={text}");
        let refused = app.form(officer, &format!("{case}/{act}"), &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        assert!(
            refused.text().contains(&text),
            "{act}: what was typed stays"
        );
        assert!(refused.text().contains("aria-invalid"), "{act}");
    }
    for number in 0..30 {
        let form = format!("name=view+{number}");
        let kept = app.form(officer, "/desk/cases/views?words=a", &form).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
    }
    let more = app
        .form(officer, "/desk/cases/views?words=a", "name=one+more")
        .await;
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
    let same = app
        .form(officer, "/desk/cases/views?words=b", "name=view+3")
        .await;
    assert_eq!(
        same.status,
        StatusCode::SEE_OTHER,
        "the same name again is no more"
    );
    let page = get(&app, &officer.sent(), "/desk/cases").await;
    assert_eq!(page.matches("name=\"view\"").count(), 30);
}
