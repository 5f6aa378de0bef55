//! A desk changes its ways to report without code, and the next person is asked what it says now.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_testkit::{Person, TestApp};

async fn get(app: &TestApp, who: &Person, path: &str) -> String {
    let answer = app.send(&Method::GET, path, Some(&who.sent()), None).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text().into_owned()
}

#[tokio::test]
async fn a_desk_changes_what_it_asks() {
    let app = TestApp::new().await;
    let lead = app
        .staff
        .iter()
        .find(|p| p.role == Role::Supervisor)
        .unwrap();
    let stranger = app
        .strangers
        .iter()
        .find(|p| p.role == Role::Supervisor)
        .unwrap();
    let path = format!("/desk/channels/{}", app.channel.0.simple());
    assert!(get(&app, lead, "/desk/channels").await.contains(&path));
    assert!(!get(&app, stranger, "/desk/channels").await.contains(&path));
    let hidden = app
        .send(&Method::GET, &path, Some(&stranger.sent()), None)
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);

    // A question of the desk's own, in two languages, asked of guards only.
    let new = format!("{path}/questions/new");
    let missing = app
        .form(lead, &new, "version=1&kind=one&title_fr=Quel+poste")
        .await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        missing.text().contains("Quel poste"),
        "what was typed is kept"
    );
    let form = "version=1&kind=one&title_en=Which+shift%3F&options_en=Night%0ADay&title_fr=Quel+poste%3F\
        &options_fr=Nuit%0AJour&only_if=submitter";
    let which = app.form(lead, &new, form).await;
    assert_eq!(which.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        which.text().contains("name=\"any_of\""),
        "now its options can be chosen"
    );
    let made = app.form(lead, &new, &format!("{form}&any_of=guard")).await;
    assert_eq!(made.to(), path);
    let stale = app.form(lead, &new, &format!("{form}&any_of=guard")).await;
    assert_eq!(
        stale.status,
        StatusCode::CONFLICT,
        "typed over an older version"
    );

    // It cannot come before what it depends on; a required question cannot go.
    let channel = app.platform.channel(app.channel).await.unwrap().unwrap();
    assert_eq!(channel.questionnaire.version, 2);
    let own = channel.questionnaire.question("own_1").unwrap();
    assert_eq!(own.worded("fr").unwrap().options, ["Nuit", "Jour"]);
    assert_eq!(own.worded("ar").unwrap().title, "Which shift?");
    let gone = app
        .form(lead, &format!("{path}/questions/where/remove"), "version=2")
        .await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = app
        .form(
            lead,
            &format!("{path}/questions/submitter/remove"),
            "version=2",
        )
        .await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        gone.text()
            .contains("depends on a question that comes later")
    );
    let up = app
        .form(lead, &format!("{path}/order"), "version=2&earlier=own_1")
        .await;
    assert_eq!(up.to(), path);
    let gone = app
        .form(
            lead,
            &format!("{path}/questions/company/remove"),
            "version=3",
        )
        .await;
    assert_eq!(gone.to(), path);
    assert!(get(&app, lead, &path).await.contains("Not asked now"));
    let back = app
        .form(lead, &format!("{path}/add"), "version=4&question=company")
        .await;
    assert_eq!(back.to(), path);

    // Other words and fewer options for a shipped one.
    let form = "version=5&title_en=What+kind+of+thing%3F&offered=injury";
    let kind = get(&app, lead, &format!("{path}/questions/kind")).await;
    let first = kind.split("name=\"offered\" value=\"").nth(1).unwrap();
    let first = first.split('"').next().unwrap();
    let form = form.replace("injury", first);
    let changed = app
        .form(lead, &format!("{path}/questions/kind"), &form)
        .await;
    assert_eq!(changed.to(), path);
    let none = app
        .form(lead, &format!("{path}/questions/kind"), "version=6")
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Settings.
    let form = "version=6&languages=en&own=en&acknowledge_within=0&answer_within=x&kept_identity=0&kept_not_taken_up=6&kept_taken_up=36&name_en=The+desk&open=yes";
    let refused = app.form(lead, &path, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = "version=6&languages=en&own=fr&acknowledge_within=3&answer_within=30&kept_identity=6&kept_not_taken_up=6&kept_taken_up=36&name_en=The+desk&name_fr=Le+bureau&open=yes";
    assert_eq!(app.form(lead, &path, form).await.to(), path);
    let channel = app.platform.channel(app.channel).await.unwrap().unwrap();
    assert_eq!(channel.languages, ["fr", "en"]);
    assert_eq!(
        (channel.name("ar"), channel.promise.answer_within),
        ("Le bureau", 30)
    );
    let question = channel.questionnaire.question("kind").unwrap();
    assert_eq!(question.worded("en").unwrap().title, "What kind of thing?");

    // Closed, it is not offered any more.
    let form = form
        .replace("version=6", "version=7")
        .replace("&open=yes", "");
    assert_eq!(app.form(lead, &path, &form).await.to(), path);
    let open = app.platform.channels().await.unwrap();
    assert!(open.iter().all(|c| c.id != app.channel));
    let theirs = app
        .form(stranger, &path, &form.replace("version=7", "version=8"))
        .await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    // A new one begins closed.
    let added = app.form(lead, "/desk/channels", "").await;
    assert!(added.to().starts_with("/desk/channels/"));
    assert_eq!(app.platform.channels().await.unwrap().len(), open.len());
}
