//! Nothing that was typed is lost: whatever is over, old, gone or wrong by the time it arrives, it is shown again.

use crate::visitor::{between, token_of, world};
use axum::http::{StatusCode, header};

const WORDS: &str = "They took <my> papers at the quarry gate";
const SHOWN: &str = "They took &#60;my&#62; papers at the quarry gate";

#[tokio::test]
async fn an_answer_to_a_draft_that_is_over_is_shown_to_be_copied() {
    let world = world().await;
    let draft = world.begin().await;
    let token = token_of(&world.get("/report/2", &draft).await);
    let say = async |number: u8, fields: &[(&str, &str)]| {
        let fields = [&[("_token", token.as_str())], fields].concat();
        world
            .post(&format!("/report/{number}"), &draft, &fields)
            .await
    };
    let fresh = world.begin().await;
    world.0.clock.advance(24 * 3600 - 1);
    let discard = world.get("/report", &draft).await;
    world
        .post(
            "/report/discard",
            &draft,
            &[("_token", &token_of(&discard))],
        )
        .await;
    let over = say(2, &[("what_happened", WORDS), ("back", "1")]).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.text().contains(SHOWN) && over.text().contains("readonly"));
    assert!(over.text().contains("href=\"/report?over\""));
    assert_eq!(over.headers[header::CACHE_CONTROL], "no-store");
    // What was chosen is shown in words.
    let over = say(3, &[("kind", "force"), ("kind", "weapons")]).await;
    assert!(over.text().contains("Force or beating\nWeapons"));
    let over = say(4, &[("where", "the gate"), ("where.country", "KE")]).await;
    assert!(over.text().contains("the gate\nKenya"));
    // With nothing typed there is nothing to show.
    assert_eq!(say(2, &[("what_happened", " ")]).await.to(), "/report?over");
    // A browser that has lost its cookie, and a form that is too old: the same, and nothing is acted on.
    for cookie in ["", "__Host-page=xyz"] {
        let fields = [("_token", token.as_str()), ("what_happened", WORDS)];
        let lost = world.post("/report/2", cookie, &fields).await;
        assert_eq!(lost.status, StatusCode::FORBIDDEN);
        assert!(lost.text().contains(SHOWN));
    }
    world.0.clock.advance(2 * 3600);
    let old = world
        .post(
            "/report/2",
            &fresh,
            &[("_token", "x"), ("what_happened", WORDS)],
        )
        .await;
    assert!(
        old.text().contains(SHOWN),
        "a day later it is over by itself"
    );
}

#[tokio::test]
async fn an_old_form_shows_its_question_again_with_all_that_was_typed() {
    let world = world().await;
    let draft = world.begin().await;
    for token in ["", "AAAA"] {
        let fields = [("_token", token), ("what_happened", WORDS)];
        let again = world.post("/report/2", &draft, &fields).await;
        assert_eq!(again.status, StatusCode::FORBIDDEN);
        assert!(again.text().contains(SHOWN) && again.text().contains("What happened?"));
        let token = token_of(&again);
        let check = world.get("/report/check", &draft).await;
        assert!(!check.text().contains(SHOWN), "nothing was done with it");
        if token == "AAAA" {
            continue;
        }
        let fields = [("_token", token.as_str()), ("what_happened", "short")];
        let taken = world.post("/report/2", &draft, &fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "its token is new");
    }
    let cross = format!(
        "_token=x&what_happened={}",
        watchpost_web::query_part(WORDS)
    );
    let kind = "application/x-www-form-urlencoded";
    let headers = [("cookie", draft.as_str()), ("sec-fetch-site", "cross-site")];
    let other = world.0.post("/report/2", kind, &headers, cross).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    assert!(
        !other.text().contains(SHOWN),
        "another site's is not even read"
    );
}

#[tokio::test]
async fn while_the_database_is_gone_the_same_page_says_so_and_keeps_what_was_typed() {
    let world = world().await;
    let draft = world.begin().await;
    let token = token_of(&world.get("/report/2", &draft).await);
    let (_, pass) = world.sent_and_opened().await;
    let open = world.get("/follow-up/open", &pass).await;
    let pass_token = token_of(&open);
    let entry = token_of(&world.get("/follow-up", "").await);
    world.0.ground.db.close().await;

    let fields = [("_token", token.as_str()), ("what_happened", WORDS)];
    let later = world.post("/report/2?check", &draft, &fields).await;
    assert_eq!(later.status, StatusCode::SERVICE_UNAVAILABLE);
    let page = later.text();
    assert!(page.contains(SHOWN) && page.contains("What happened?"));
    assert!(
        page.contains("action=\"/report/2?check\"")
            && page.contains("What you typed is still here")
    );
    assert!(world.0.platform.ready().await.is_err());
    let fields = [
        ("_token", token.as_str()),
        ("kind", "force"),
        ("kind.skip", ""),
    ];
    let chosen = world.post("/report/3", &draft, &fields).await;
    assert!(chosen.text().contains("value=\"force\" checked"));
    let fields = [
        ("_token", token.as_str()),
        ("where", "the gate"),
        ("where.country", "KE"),
        ("where.district", "KE-30"),
    ];
    let place = world.post("/report/4", &draft, &fields).await;
    assert!(place.text().contains("value=\"KE-30\" selected"));
    // One that a desk wrote itself has no words now; what was typed has.
    let fields = [("_token", token.as_str()), ("own_1", WORDS)];
    let own = world.post("/report/9", &draft, &fields).await;
    assert!(own.text().contains(SHOWN) && own.text().contains("name=\"own_1\""));
    let nothing = world.post("/report/2", &draft, &[("_token", &token)]).await;
    assert_eq!(nothing.status, StatusCode::SERVICE_UNAVAILABLE);

    let once = "one form";
    let fields = [
        ("_token", pass_token.as_str()),
        ("once", once),
        ("text", WORDS),
    ];
    let message = world.post("/follow-up/message", &pass, &fields).await;
    assert_eq!(message.status, StatusCode::SERVICE_UNAVAILABLE);
    let page = message.text();
    assert!(page.contains(SHOWN) && page.contains("action=\"/follow-up/message\""));
    assert!(
        page.contains("name=\"once\" value=\"one form\""),
        "sent again, it is the same form"
    );
    assert_eq!(
        message.cookie().unwrap().split('.').next(),
        pass.split('.').next()
    );
    let fields = [("_token", pass_token.as_str()), ("consent", "court")];
    let consent = world.post("/follow-up/consent", &pass, &fields).await;
    assert_eq!(consent.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(consent.text().contains("value=\"court\" checked"));
    let fields = [("_token", entry.as_str()), ("receipt", "12345 nearly")];
    let receipt = world.post("/follow-up", "", &fields).await;
    assert_eq!(receipt.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(receipt.text().contains("12345 nearly"));
}

#[tokio::test]
async fn what_is_typed_behind_a_receipt_is_not_lost_when_the_pages_have_closed() {
    let world = world().await;
    let (_, pass) = world.sent_and_opened().await;
    let open = world.get("/follow-up/open", &pass).await;
    let (token, once) = (
        token_of(&open),
        between(&open, "name=\"once\" value=\"", "\""),
    );
    let write = async |token: &str| {
        let fields = [("_token", token), ("once", once.as_str()), ("text", WORDS)];
        world.post("/follow-up/message", &pass, &fields).await
    };
    let old = write("AAAA").await;
    assert_eq!(old.status, StatusCode::FORBIDDEN);
    assert!(old.text().contains(SHOWN) && old.text().contains("class=\"messages\""));
    world.0.clock.advance(31 * 60);
    let over = write(&token).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.text().contains(SHOWN) && over.text().contains("href=\"/follow-up?over=1\""));
    let fields = [("_token", token.as_str()), ("consent", "court")];
    let consent = world.post("/follow-up/consent", &pass, &fields).await;
    assert!(consent.text().contains("Use it in court"));
    let fields = [("_token", token.as_str()), ("stop", "yes")];
    let stop = world.post("/follow-up/contact", &pass, &fields).await;
    assert_eq!(stop.to(), "/follow-up?over=3", "nothing was typed");
}

/// Who is not safe, or takes the report back, after the pages have closed: they are told that it is not done, and come back to
/// it with the receipt, also when they mistype that first.
#[tokio::test]
async fn an_act_that_came_too_late_is_found_again_with_the_receipt() {
    let world = world().await;
    let (digits, pass) = world.sent_and_opened().await;
    let token = token_of(&world.get("/follow-up/open", &pass).await);
    world.0.clock.advance(31 * 60);
    for (act, field, value, number, place) in [
        (
            "contact",
            "stop",
            "yes",
            3,
            "/follow-up/open?at=3&lang=es#at-3",
        ),
        ("end", "pressure", "yes", 4, "/follow-up/end?lang=es"),
        (
            "message",
            "text",
            WORDS,
            1,
            "/follow-up/open?at=1&lang=es#at-1",
        ),
    ] {
        let path = format!("/follow-up/{act}?lang=es");
        let fields = [("_token", token.as_str()), (field, value)];
        let late = world.post(&path, &pass, &fields).await;
        let again = format!("/follow-up?over={number}&lang=es");
        match act {
            "message" => assert!(late.text().contains(&again.replace('&', "&#38;"))),
            _ => assert_eq!(late.to(), again),
        }
        let asked = world.get(&again, &pass).await;
        assert!(asked.text().contains("todavía no se ha hecho"), "{act}");
        let at = between(&asked, "name=\"at\" value=\"", "\"");
        let entry = token_of(&asked);
        let enter = async |receipt: &str| {
            let fields = [
                ("_token", entry.as_str()),
                ("at", &at),
                ("receipt", receipt),
            ];
            world.post("/follow-up?lang=es", &pass, &fields).await
        };
        let mistyped = enter("12345").await;
        assert_eq!(mistyped.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(between(&mistyped, "name=\"at\" value=\"", "\""), at);
        let opened = enter(&digits).await;
        assert_eq!(opened.to(), place);
        let fresh = opened.cookie().unwrap();
        let page = world.get(place.split('#').next().unwrap(), &fresh).await;
        let unfolded = format!("action=\"/follow-up/{act}?lang=es\"");
        assert!(page.text().contains(&unfolded), "{act}");
        assert_eq!(page.text().contains("id=\"at-3\" open"), act == "contact");
        if act == "contact" {
            assert!(
                page.text().contains("name=\"stop\" value=\"yes\""),
                "not done yet"
            );
        }
    }
    // No address that is given is led to.
    for at in ["0", "5", "-1", "//example.org", ""] {
        let entry = token_of(&world.get("/follow-up", "").await);
        let fields = [
            ("_token", entry.as_str()),
            ("at", at),
            ("receipt", digits.as_str()),
        ];
        let opened = world.post("/follow-up", "", &fields).await;
        assert_eq!(opened.to(), "/follow-up/open");
    }
}

#[tokio::test]
async fn the_pages_stay_open_while_they_are_used_and_forms_stay_good() {
    let world = world().await;
    let (_, mut pass) = world.sent_and_opened().await;
    let first = token_of(&world.get("/follow-up/open", &pass).await);
    for _ in 0..3 {
        world.0.clock.advance(20 * 60);
        let page = world.get("/follow-up/open", &pass).await;
        assert_eq!(page.status, StatusCode::OK);
        pass = page.cookie().unwrap();
    }
    let fields = [("_token", first.as_str()), ("once", "1"), ("text", WORDS)];
    let written = world.post("/follow-up/message", &pass, &fields).await;
    assert_eq!(
        written.to(),
        "/follow-up/open",
        "of an hour ago, in another window"
    );
}

#[tokio::test]
async fn the_way_back_is_always_open_and_keeps_what_cannot_be_taken() {
    let world = world().await;
    let draft = world.begin().await;
    let token = token_of(&world.get("/report/5", &draft).await);
    let say = async |number: u8, fields: &[(&str, &str)]| {
        let fields = [&[("_token", token.as_str())], fields].concat();
        world
            .post(&format!("/report/{number}"), &draft, &fields)
            .await
    };
    let bad = [
        ("when.words", "a Friday"),
        ("when.year", "20x6"),
        ("when.month", "٣"),
    ];
    let forward = say(5, &bad).await;
    assert_eq!(forward.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = say(5, &[&bad[..], &[("back", "1")]].concat()).await;
    assert_eq!(back.to(), "/report/4");
    let again = world.get("/report/5", &draft).await;
    let page = again.text();
    assert!(page.contains("a Friday") && page.contains("20x6") && page.contains("f-when-error"));
    let check = world.get("/report/check", &draft).await;
    assert!(check.text().contains("needs another look"));
    // Nothing is sent before it was looked at.
    for (number, key) in [(2, "what_happened"), (4, "where"), (18, "contact")] {
        let skipped = say(number, &[(&format!("{key}.skip"), "unknown")]).await;
        assert_eq!(skipped.status, StatusCode::SEE_OTHER, "{key}");
    }
    let mended = say(5, &[("when.words", "a Friday"), ("when.year", "٢٠٢٦")]).await;
    assert_eq!(mended.status, StatusCode::SEE_OTHER);
    let check = world.get("/report/check", &draft).await;
    assert!(!check.text().contains("needs another look"));
    assert!(check.text().contains("a Friday · 2026"));
    let long = "y".repeat(1_001);
    let words = say(5, &[("when.words", &long)]).await;
    assert!(
        words.text().contains("f-when.words-error"),
        "beside the field it was typed in"
    );
}

#[tokio::test]
async fn a_skipped_answer_that_was_typed_is_asked_about() {
    let world = world().await;
    let draft = world.begin().await;
    let token = token_of(&world.get("/report/2", &draft).await);
    let say = async |fields: &[(&str, &str)]| {
        let fields = [&[("_token", token.as_str())], fields].concat();
        world.post("/report/2", &draft, &fields).await
    };
    let check = async || world.get("/report/check", &draft).await;
    let both = [("what_happened", WORDS), ("what_happened.skip", "unknown")];
    let asked = say(&both).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text().contains(SHOWN) && asked.text().contains("name=\"sure\""));
    assert_eq!(
        say(&[("what_happened", WORDS), ("sure", "yes")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert!(check().await.text().contains(SHOWN));
    let sure = say(&[&both[..], &[("sure", "yes")]].concat()).await;
    assert_eq!(sure.status, StatusCode::SEE_OTHER);
    assert!(!check().await.text().contains(SHOWN));
}

/// "Go" on a phone and Enter press the first button of a form.
#[tokio::test]
async fn the_first_button_of_every_question_goes_on() {
    let world = world().await;
    let draft = world.begin().await;
    let mut seen = 0;
    for number in 1..=19 {
        let page = world.get(&format!("/report/{number}"), &draft).await;
        if page.status != StatusCode::OK {
            continue;
        }
        let form = between(&page, &format!("action=\"/report/{number}\""), "</form>");
        let (_, first) = form.split_once("<button").unwrap();
        assert!(first.starts_with(">Continue"), "{number}: {first}");
        seen += 1;
    }
    assert!(seen > 15);
}

/// What a browser keeps in its history.
#[tokio::test]
async fn no_window_is_called_what_somebody_does_in_it() {
    let telling = [
        "report",
        "receipt",
        "code",
        "complain",
        "problem",
        "signal",
        "rapport",
        "plainte",
        "reçu",
        "informe",
        "denunci",
        "código",
        "recibo",
        "queja",
        "بلاغ",
        "بلاغك",
        "رمز",
        "إيصال",
        "شكوى",
    ];
    let world = world().await;
    let draft = world.begin().await;
    let (_, pass) = world.sent_and_opened().await;
    let sent = world.begin().await;
    let mut paths: Vec<(String, &str)> = (1..=19)
        .map(|n| (format!("/report/{n}"), draft.as_str()))
        .collect();
    for path in [
        "/",
        "/about",
        "/notice",
        "/report",
        "/report?over",
        "/follow-up",
        "/follow-up?over",
    ] {
        paths.push((path.into(), ""));
    }
    for path in [
        "/report/check",
        "/report/receipt",
        "/report/send",
        "/report/sent",
        "/report/nowhere",
    ] {
        paths.push((path.into(), &sent));
    }
    for path in ["/follow-up/open", "/follow-up/end", "/follow-up/code"] {
        paths.push((path.into(), &pass));
    }
    let token = token_of(&world.get("/report/2", &sent).await);
    crate::visitor::up_to_the_receipt(&world, &sent, &token).await;
    let mut titles = 0;
    for round in 0..2 {
        for (path, cookie) in &paths {
            for lang in ["en", "fr", "es", "ar"] {
                let joint = if path.contains('?') { '&' } else { '?' };
                let page = world
                    .get(&format!("{path}{joint}lang={lang}"), cookie)
                    .await;
                if !page.text().contains("<title>") {
                    continue;
                }
                let title = between(&page, "<title>", "</title>").to_lowercase();
                let said = telling.iter().find(|word| title.contains(*word));
                assert!(said.is_none(), "{path} in {lang} is called {title}");
                titles += 1;
            }
        }
        if round == 0 {
            world
                .post("/report/send", &sent, &[("_token", &token)])
                .await;
        }
    }
    // And what is shown of something that is over.
    let fields = [("_token", token.as_str()), ("what_happened", WORDS)];
    let over = world.post("/report/2?lang=fr", &sent, &fields).await;
    let title = between(&over, "<title>", "</title>").to_lowercase();
    assert!(over.text().contains(SHOWN) && !telling.iter().any(|word| title.contains(word)));
    assert!(titles > 150, "{titles}");
}
