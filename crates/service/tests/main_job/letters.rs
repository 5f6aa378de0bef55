//! Letters: filled in for a case in the language of the report, and never sent with something left open.

use watchpost_domain::{Problem, policy::cases as may};
use watchpost_service::{Error, team::read_letters};

use crate::{signing_in::a_case, world::worlds};

const DAY: i64 = 24 * 3600;

fn left_open(result: Result<(), Error>) -> String {
    match result {
        Err(Error::Invalid(mut problems)) => match problems.0.remove(0).problem {
            Problem::Unfilled { what } => what,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_filled_in_and_goes_when_somebody_sends_it() {
    for world in worlds().await {
        let platform = &world.platform;
        let id = a_case(&world).await;
        let [officer, ..] = world.staff();
        let (case, _) = platform.read_case(&officer, id).await.unwrap();
        let procedure = platform
            .procedure_of::<may::Read>(&officer, id)
            .await
            .unwrap();
        let channel = platform.channel(world.channel).await.unwrap();
        let letters = platform.letters().unwrap();
        let draft = async |code: &str, language: &str| {
            let case = platform.read_case(&officer, id).await.unwrap().0;
            let letter = letters.letter(code).unwrap();
            let to = (language, channel.as_ref());
            platform
                .draft_letter(letter, &case, &procedure, to)
                .await
                .unwrap()
        };
        let mut texts = Vec::new();
        for (language, day) in [
            ("en", "2 June 2026"),
            ("fr", "2 juin 2026"),
            ("es", "2 de junio de 2026"),
            ("ar", "2 حزيران/يونيو 2026"),
        ] {
            let drafted = draft("acknowledge", language).await;
            assert_eq!(drafted.language, language);
            assert!(drafted.text.contains(case.reference.as_str()));
            assert!(drafted.text.contains(day), "{}", drafted.text);
            // By the name of the way to report, or, where it has none in that language, of the desk.
            let from = if language == "en" {
                "The union's desk"
            } else {
                "A desk"
            };
            assert!(drafted.text.ends_with(from), "{}", drafted.text);
            texts.push(drafted.text);
        }
        // Nothing was sent by that. Sent by somebody, it is a message like any other.
        let (_, seen) = platform.read_case(&officer, id).await.unwrap();
        assert!(seen.messages.is_empty());
        let send = async |once: &str, text: String| {
            let sent = platform.write_to_reporter(&officer, id, once, &text, "fr");
            sent.await
        };
        send("a", texts[1].clone()).await.unwrap();
        let (_, seen) = platform.read_case(&officer, id).await.unwrap();
        assert_eq!(
            (
                seen.messages[0].text.as_str(),
                seen.messages[0].language.as_str()
            ),
            (texts[1].as_str(), "fr")
        );
        // A gap that nobody filled is named, and nothing is sent.
        let question = draft("question", "en").await.text;
        assert_eq!(
            left_open(send("b", question.clone()).await),
            "[… one question, in plain words]"
        );
        let half = question.replace("[… one question, in plain words]", "When was it?");
        assert_eq!(
            left_open(send("b", half.clone()).await),
            "[… what the answer is needed for]"
        );
        let whole = half.replace(
            "[… what the answer is needed for]",
            "To look at the right roster.",
        );
        send("b", whole).await.unwrap();
        // A promise that is past is no promise: the day stays open.
        world.clock.advance(91 * DAY);
        let late = draft("acknowledge", "en").await.text;
        assert_eq!(left_open(send("c", late).await), "{due}");
        let (_, seen) = platform.read_case(&officer, id).await.unwrap();
        assert_eq!(seen.messages.len(), 2);
    }
}

#[tokio::test]
async fn an_installation_has_its_own_letters() {
    for world in worlds().await {
        let platform = &world.platform;
        platform.set_letters(read_letters(OWN).unwrap());
        let letters = platform.letters().unwrap();
        assert!(letters.letter("acknowledge").is_none() && letters.letter("ours").is_some());
        let faults = read_letters(&OWN.replace("{desk}", "{boss}")).unwrap_err();
        assert_eq!(
            faults[0].to_string(),
            "line 10: `ours` has in `ar` the blank `{boss}`, which nobody fills in"
        );
    }
}

const OWN: &str = r#"name = "ours"
version = 1
status = "reviewed"
languages = ["en", "fr", "es", "ar"]
note = { en = "a", fr = "b", es = "c", ar = "d" }

[[letter]]
code = "ours"
name = { en = "a", fr = "b", es = "c", ar = "d" }
text = { en = "a", fr = "b", es = "c", ar = "d {desk}" }
"#;
