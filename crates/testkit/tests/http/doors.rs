//! Out of scope is a redirect: the doors that stand open are proposed to who works on the case, put into words, and read by the person,
//! who chooses with their receipt.

use axum::http::{Method, StatusCode};
use watchpost_domain::policy::Role;
use watchpost_service::sheets::Typed;
use watchpost_testkit::{TestApp, everywhere, reported_saying};

#[tokio::test(flavor = "multi_thread")]
async fn other_doors_are_proposed_put_into_words_and_chosen() {
    everywhere(other_doors_are_proposed_put_into_words_and_chosen_on).await;
}

const TESTS: [&str; 7] = [
    "company-known",
    "member-then",
    "code-touched",
    "link-to-harm",
    "facts-enough",
    "not-vexatious",
    "company-tried",
];

async fn other_doors_are_proposed_put_into_words_and_chosen_on(app: TestApp) {
    let lead = app.staff(Role::Supervisor);
    let said = [
        ("kind", "pay-hours"),
        ("wished", "back-pay"),
        ("submitter", "guard"),
    ];
    let sent = reported_saying(&app.platform, app.channel, &said, &[]).await;
    let case = format!("/desk/cases/{}", sent.case);
    let done = async |path: &str, body: &str| {
        let answer = app.form(lead, &format!("{case}/{path}"), body).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path} {body}: {}",
            answer.text()
        );
    };
    done("step", "act=acknowledge").await;
    let safe = "q.life=no&q.child=no&q.sexual-violence=no&q.ongoing=yes&q.perishing=no&q.retaliation=none&q.protect=not-needed";
    done("sheet/safety", safe).await;
    done("step", "act=continue").await;
    done("sheet/mandate", "q.speaks=self&q.mandate=own").await;
    done("step", "act=complete").await;
    let tests: Vec<String> = TESTS
        .iter()
        .map(|test| {
            let said = if *test == "member-then" { "no" } else { "yes" };
            format!("q.{test}={said}&q.{test}.why=looked")
        })
        .collect();
    let none = app
        .form(lead, &format!("{case}/sheet/eligibility"), &tests.join("&"))
        .await;
    assert_eq!(
        none.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it touches the Code, and no paragraph is named"
    );
    let looked = format!(
        "{}&q.paragraphs=icoc-2021-52&do=find&find=firearms&edition=icoc-2010",
        tests.join("&")
    );
    let looked = app
        .form(lead, &format!("{case}/sheet/eligibility"), &looked)
        .await;
    assert_eq!(looked.status, StatusCode::OK, "it saves nothing");
    let looked = looked.text().into_owned();
    let ticked = "value=\"icoc-2021-52\" checked";
    assert!(looked.contains(ticked), "what is ticked stays ticked");
    assert!(looked.contains("value=\"icoc-2010-31\"") && !looked.contains("icoc-2010-52"));
    assert!(looked.contains("looked</textarea>"), "and what was typed");
    let tests = format!("{}&q.paragraphs=icoc-2021-52", tests.join("&"));
    done("sheet/eligibility", &tests).await;
    // It is no member: neither way of ours is open, and it is not simply refused.
    for act in ["admit-harm", "admit-evidence", "redirect"] {
        let refused = app
            .form(lead, &format!("{case}/step"), &format!("act={act}"))
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
    }

    let page = app
        .send(&Method::GET, &case, Some(&lead.sent()), None)
        .await;
    assert!(page.text().contains("<li>52 Terms of work</li>"));

    // What the report says is known already; what is asked beside changes what is proposed, and saves nothing.
    let doors = format!("{case}/sheet/doors");
    let page = app
        .send(&Method::GET, &doors, Some(&lead.sent()), None)
        .await;
    let first = page.text().into_owned();
    assert!(
        first.contains("The labour office") || first.contains("labour"),
        "{first}"
    );
    assert!(first.contains("nothing is known here of the law of the country"));
    let kenya = "do=propose&standing=not-in&force=security-company&country=KE";
    let proposed = app.form(lead, &doors, kenya).await;
    assert_eq!(proposed.status, StatusCode::OK);
    let proposed = proposed.text().into_owned();
    assert!(proposed.contains("named in the profile of the country (Kenya)"));
    for from in ["doors 1", "profile-KE 1"] {
        let kept = format!("<input type=\"hidden\" name=\"from\" value=\"{from}\">");
        assert!(proposed.contains(&kept), "{from}");
    }
    assert!(proposed.contains("(came with the program)"));
    assert!(
        proposed.contains("Kenya National Commission on Human Rights"),
        "in the words for the person"
    );
    assert!(proposed.contains("can give what they wish for (The pay that is owed)"));
    let only = app
        .form(lead, &doors, &format!("{kenya}&q.open=labour-office"))
        .await;
    let only = only.text().into_owned();
    assert!(
        only.contains("Labour officer")
            && !only.contains("Kenya National Commission on Human Rights")
    );
    let empty = app.form(lead, &doors, "q.open=labour-office").await;
    assert_eq!(
        empty.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing is shown without words"
    );
    done(
        "sheet/doors",
        "q.open=labour-office&q.open=union&from=doors+1&from=profile-KE+1&from=doors+9&q.notes=The+labour+office,+free%0AThe+labour+officer+in+Nakuru.",
    )
    .await;

    // The person reads it, in the list that was looked at; then the case can go there.
    let open = app.platform.open_follow_up(&sent.receipt).await.unwrap();
    let cookie = format!("__Host-box={open}");
    let page = app
        .send(&Method::GET, "/follow-up/open", Some(&cookie), None)
        .await;
    let page = page.text().into_owned();
    assert!(page.contains(
        "<details><summary>The labour office, free</summary>The labour officer in Nakuru.</details>"
    ));
    assert!(page.contains("Doors, number 1, in use since "));
    assert!(page.contains("What is known of this country: Kenya, number 1, "));
    done("step", "act=redirect").await;
    let typed = Typed {
        sheet: "elsewhere",
        once: "1",
        values: |field: &str| match field {
            "q.outcome" => vec!["taken-up".to_owned()],
            _ => vec![],
        },
        language: "en",
    };
    app.platform
        .fill_sheet_as_reporter(&open, typed)
        .await
        .unwrap();
    let page = app
        .send(&Method::GET, &case, Some(&lead.sent()), None)
        .await;
    assert!(page.text().contains("They took it up"));
}
