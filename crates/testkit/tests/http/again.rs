//! Forms that are sent again, files that are refused, codes that are mistyped: each does what it must once, and says what is kept.

use crate::visitor::{between, token_of, world};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use futures_util::{FutureExt, StreamExt, stream::FuturesUnordered};
use watchpost_service::{Bounds, turns::Source};

const WORDS: &str = "They took my papers at the quarry gate";

#[tokio::test]
async fn a_file_that_is_refused_is_named_and_the_others_stay() {
    let world = world().await;
    let draft = world.begin().await;
    let number = 15;
    let path = format!("/report/{number}/files");
    let token = token_of(&world.get(&format!("/report/{number}"), &draft).await);
    world.0.platform.set_bounds(Bounds {
        file: 10,
        ..Bounds::default()
    });
    let fields = [("_token", token.as_str())];
    let files: [(&str, &[u8]); 2] = [("small.txt", b"small"), ("large.mp4", b"larger than ten")];
    let refused = world.upload(&path, &draft, &fields, &files).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let page = refused.text();
    assert!(page.contains("“large.mp4” is larger") && page.contains("are kept"));
    assert!(page.contains("small.txt"), "what came before it is there");

    let (_, pass) = world.sent_and_opened().await;
    let open = world.get("/follow-up/open", &pass).await;
    let (token, once) = (
        token_of(&open),
        between(&open, "name=\"once\" value=\"", "\""),
    );
    let fields = [("_token", token.as_str()), ("once", once.as_str())];
    let refused = world
        .upload("/follow-up/files", &pass, &fields, &files)
        .await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        refused.text().contains("“large.mp4” is larger") && refused.text().contains("small.txt")
    );
    // The same form once more: each file is there once.
    for _ in 0..2 {
        let again = world
            .upload("/follow-up/files", &pass, &fields, &files[..1])
            .await;
        assert_eq!(again.to(), "/follow-up/open");
    }
    let open = world.get("/follow-up/open", &pass).await;
    assert_eq!(open.text().matches("small.txt").count(), 1);
}

/// A file of no bytes was chosen all the same: it is said that it is empty, by its name, and what was there stays.
#[tokio::test]
async fn a_file_with_nothing_in_it_is_called_empty_and_not_missing() {
    let world = world().await;
    let draft = world.begin().await;
    let token = token_of(&world.get("/report/2", &draft).await);
    let fields = [("_token", token.as_str()), ("what_happened", WORDS)];
    world.post("/report/2", &draft, &fields).await;
    let fields = [("_token", token.as_str())];
    let files: [(&str, &[u8]); 2] = [("small.txt", b"small"), ("<gate>.jpg", b"")];
    for (lang, words) in [
        ("en", "“&#60;gate&#62;.jpg” is empty"),
        ("fr", "« &#60;gate&#62;.jpg » est vide"),
        ("es", "«&#60;gate&#62;.jpg» está vacío"),
        ("ar", "«&#60;gate&#62;.jpg» فارغ"),
    ] {
        let path = format!("/report/15/files?lang={lang}");
        let refused = world.upload(&path, &draft, &fields, &files).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Between languages, names stand between marks of direction.
        let page = refused.text().replace(['\u{2068}', '\u{2069}'], "");
        assert!(page.contains(words), "{lang}");
        assert!(page.contains("small.txt"), "what came before it is there");
    }
    let check = world.get("/report/check", &draft).await;
    assert!(check.text().contains(WORDS), "what was typed before stays");
    let none = world.upload("/report/15/files", &draft, &fields, &[("", b"")]);
    assert!(
        !none.await.text().contains("is empty"),
        "nothing was chosen"
    );

    let (_, pass) = world.sent_and_opened().await;
    let token = token_of(&world.get("/follow-up/open", &pass).await);
    let fields = [("_token", token.as_str())];
    let refused = world
        .upload("/follow-up/files", &pass, &fields, &files)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("is empty") && refused.text().contains("small.txt"));
}

#[tokio::test]
async fn forms_that_are_sent_again_do_no_more_than_once() {
    let world = world().await;
    let (_, pass) = world.sent_and_opened().await;
    let token = token_of(&world.get("/follow-up/open", &pass).await);
    world.0.platform.sequence().await.unwrap();
    for (path, field, value) in [
        ("/follow-up/consent", "consent", "statistics"),
        ("/follow-up/contact", "stop", "yes"),
        ("/follow-up/end", "pressure", "yes"),
    ] {
        for _ in 0..3 {
            let fields = [("_token", token.as_str()), (field, value)];
            let done = world.post(path, &pass, &fields).await;
            assert_eq!(done.to(), "/follow-up/open", "{path}");
        }
        assert_eq!(world.0.platform.sequence().await.unwrap(), 1, "{path}");
    }
    let open = world.get("/follow-up/open", &pass).await;
    let page = open.text();
    assert!(
        page.contains("You can still read here, write to us"),
        "and it is so"
    );
    let fields = [("_token", token.as_str()), ("once", "1"), ("text", WORDS)];
    let written = world.post("/follow-up/message", &pass, &fields).await;
    assert_eq!(written.to(), "/follow-up/open");
}

#[tokio::test]
async fn a_new_receipt_that_was_mistyped_is_shown_again() {
    let world = world().await;
    let (_, pass) = world.sent_and_opened().await;
    for (lang, words) in [
        ("en", "This is not the word shown"),
        ("ar", "هذه ليست الأرقام المعروضة"),
    ] {
        let page = world
            .get(&format!("/follow-up/code?lang={lang}"), &pass)
            .await;
        let digits = between(&page, "receipt-digits\" dir=\"ltr\" translate=\"no\">", "<");
        let carried = between(&page, "name=\"carried\" value=\"", "\"");
        let token = token_of(&page);
        let fields = [
            ("_token", token.as_str()),
            ("carried", &carried),
            ("typed", "nonsense"),
        ];
        let again = world
            .post(&format!("/follow-up/code?lang={lang}"), &pass, &fields)
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().contains(&digits), "the same one");
        assert!(again.text().contains(words), "{lang}");
        // Whoever types the digits back is not told of a word, in whatever script they wrote them.
        for digits in ["12", "١٢"] {
            let fields = [
                ("_token", token.as_str()),
                ("carried", &carried),
                ("typed", digits),
            ];
            let path = format!("/follow-up/code?lang={lang}");
            let again = world.post(&path, &pass, &fields).await;
            assert!(!again.text().contains("not the word") && !again.text().contains("الكلمة"));
        }
    }
}

/// A receipt of digits has no words: whatever is wrong with it is said of its groups, too, in each language.
#[tokio::test]
async fn what_is_wrong_with_a_receipt_is_said_of_its_digits_too() {
    let world = world().await;
    let unknown = watchpost_vault::Receipt::from_bytes([7; 12]).digits();
    let last = unknown.chars().next_back().unwrap();
    let mistyped = unknown.replace(last, if last == '1' { "2" } else { "1" });
    for (lang, group) in [
        ("en", "group of numbers"),
        ("fr", "groupe de chiffres"),
        ("es", "grupo de números"),
        ("ar", "مجموعة أرقام"),
    ] {
        for typed in [unknown.as_str(), &mistyped] {
            let path = format!("/follow-up?lang={lang}");
            let token = token_of(&world.get(&path, "").await);
            let fields = [("_token", token.as_str()), ("receipt", typed)];
            let wrong = world.post(&path, "", &fields).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{lang}");
            assert!(wrong.text().contains(group), "{lang}");
        }
    }
}

#[tokio::test]
async fn a_start_without_a_choice_or_without_a_channel_says_so() {
    let world = world().await;
    let token = token_of(&world.get("/report", "").await);
    for channel in ["", "nowhere", "00000000-0000-0000-0000-000000000009"] {
        let fields = [("_token", token.as_str()), ("channel", channel)];
        let wrong = world.post("/report", "", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{channel}");
    }
    let channels = world.0.platform.channels().await.unwrap();
    for mut channel in channels {
        channel.open = false;
        world.0.platform.put_channel(&channel).await.unwrap();
    }
    let closed = world.get("/report", "").await;
    assert!(
        closed
            .text()
            .contains("Nobody can take a report here just now")
    );
    assert!(!closed.text().contains("name=\"channel\""));
    let page = world
        .0
        .send(&Method::GET, "/api/v1/intake", None, None)
        .await;
    assert_eq!(page.text(), "{\"channels\":[]}");
}

#[tokio::test]
async fn what_a_desk_wrote_is_read_back_in_its_words() {
    use watchpost_domain::intake::{Keeping, OWN, Question, QuestionKind, Wording};
    let world = world().await;
    let mut channel = world.0.platform.channels().await.unwrap();
    channel.retain(|c| c.id == world.0.channel);
    let mut channel = channel.remove(0);
    let wording = |title: &str, options: &[&str]| Wording {
        title: title.into(),
        hint: String::new(),
        options: options.iter().map(|o| (*o).to_owned()).collect(),
    };
    channel.questionnaire.questions.insert(
        0,
        Question {
            key: "own_1".into(),
            kind: QuestionKind::One {
                vocabulary: OWN.into(),
                options: vec!["north gate".into(), "south gate".into()],
            },
            keeping: Keeping::Narrative,
            wording: [
                (
                    "en".into(),
                    wording("Which gate?", &["The north gate", "The south gate"]),
                ),
                (
                    "fr".into(),
                    wording("Quelle porte ?", &["La porte nord", "La porte sud"]),
                ),
            ]
            .into(),
            only_if: None,
        },
    );
    let told = channel
        .questionnaire
        .questions
        .iter_mut()
        .find(|q| q.key == "files");
    told.unwrap().wording = [("en".into(), wording("Anything to show?", &[]))].into();
    world.0.platform.put_channel(&channel).await.unwrap();
    let draft = world.begin().await;
    let token = token_of(&world.get("/report/1", &draft).await);
    let fields = [("_token", token.as_str()), ("own_1", "south gate")];
    world.post("/report/1", &draft, &fields).await;
    for (lang, words) in [("en", "The south gate"), ("fr", "La porte sud")] {
        let check = world
            .get(&format!("/report/check?lang={lang}"), &draft)
            .await;
        assert!(check.text().contains(words), "{lang}");
    }
    let files = world.get("/report/16", &draft).await;
    assert!(files.text().contains("Anything to show?"));
    assert!(
        files.text().contains("Only if you can send them safely"),
        "the shipped hint stays"
    );
}

/// What one sender has tried too often lately is not looked at; it stays on the page, and a program is told when to come again.
#[tokio::test]
async fn a_receipt_that_was_tried_too_often_stays_on_the_page() {
    let world = world().await;
    let (digits, _) = world.sent_and_opened().await;
    let token = token_of(&world.get("/follow-up", "").await);
    let ask = async |sender: u64, path: &str, kind: &str, body: String| {
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        let request = request.extension(Source(sender)).body(Body::from(body));
        world.0.ask(request.unwrap()).await
    };
    let page = async |sender, receipt: &str| {
        let form = format!("_token={token}&receipt={}", receipt.replace(' ', "+"));
        let kind = "application/x-www-form-urlencoded";
        ask(sender, "/follow-up", kind, form).await
    };
    let guess = watchpost_vault::Receipt::from_bytes([7; 12]).digits();
    let flood = || {
        let guess = |_| { &world.0.platform }.open_follow_up_from(Some(Source(1)), &guess);
        let mut flood: FuturesUnordered<_> = (0..1_000).map(guess).collect();
        while let Some(Some(_)) = flood.next().now_or_never() {}
    };
    let body = format!("{{\"receipt\": \"{digits}\"}}");
    let api = "/api/v1/follow-up";
    // Time goes on between the two: a slow machine lets one more through now and then.
    let too_often =
        |answer: &watchpost_testkit::Answer| answer.status == StatusCode::TOO_MANY_REQUESTS;
    let mut told = [None, None];
    for _ in 0..20 {
        flood();
        let later = page(1, &digits).await;
        flood();
        let said = ask(1, api, "application/json", body.clone()).await;
        told = [Some(later).filter(too_often), Some(said).filter(too_often)];
        if told.iter().all(Option::is_some) {
            break;
        }
    }
    let [Some(page_then), Some(later)] = told else {
        panic!("it was never too often")
    };
    assert!(page_then.text().contains(digits.as_str()), "it stays");
    assert!(later.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(page(2, &digits).await.to(), "/follow-up/open");
    let here = ask(2, api, "application/json", body).await;
    assert_eq!(here.status, StatusCode::OK);
}
