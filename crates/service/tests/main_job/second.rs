//! A second pair of eyes, at an installation that asks for one: without it nothing goes out, ends or is taken away.

use watchpost_domain::{
    CaseId, Denied, PartId, Problem,
    cases::{CaseAccess, EraseReason},
    rooms::{Field, Snapshot},
    team::Guarded,
};
use watchpost_service::{Error, Platform, Working};

use crate::{
    rooms::company,
    signing_in::{a_case, a_case_and_receipt},
    world::{World, act, photograph, worlds},
};

const DAY: i64 = 24 * 3600;
const RULES: &str = r#"name = "ours"
version = 1
status = "reviewed"
languages = ["en", "fr", "es", "ar"]
note = { en = "a", fr = "b", es = "c", ar = "d" }
second = { release = true, close = true, erase = true, give-out = true, days = 3 }
emergency = { wait-hours = 24, days = 7 }
alike = { days = 365, score = 82 }
"#;

pub async fn with_rules(world: &World) -> &Platform {
    let platform = &world.platform;
    platform.set_team(platform.read_team(RULES).await.unwrap().unwrap());
    platform
}

/// Who could be the second person, by what was refused.
fn missing<T>(result: Result<T, Error>, act: Guarded) -> Vec<String> {
    match result {
        Err(Error::NeedsSecond(needed, who)) if needed == act => who,
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("it was done alone"),
    }
}

fn conflict(result: Result<(), Error>) -> bool {
    matches!(result, Err(Error::Conflict))
}

async fn close(
    platform: &Platform,
    who: &Working<'_>,
    id: CaseId,
    reason: &str,
) -> Result<(), Error> {
    platform.close(who, id, reason, "nothing in it").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_ends_when_somebody_else_agreed_to_exactly_that() {
    for world in worlds().await {
        let platform = with_rules(&world).await;
        let id = a_case(&world).await;
        let [officer, supervisor, custodian] = world.staff();
        let me = officer.member.member;
        let who = missing(
            close(platform, &officer, id, "unfounded").await,
            Guarded::Close,
        );
        assert_eq!(who, ["supervisor"]);
        let what = (Guarded::Close, "unfounded", me);
        assert!(conflict(
            platform.answer_second(&supervisor, id, what, None).await
        ));
        let ask = (Guarded::Close, "unfounded", "nothing was found");
        platform.ask_second(&officer, id, ask).await.unwrap();
        assert!(conflict(platform.ask_second(&officer, id, ask).await));
        // Not by oneself, not by who carries no cases, and not in silence.
        let own = platform.answer_second(&officer, id, what, None).await;
        assert!(matches!(own, Err(Error::NeedsAnother)));
        let refused = platform.answer_second(&custodian, id, what, None).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))));
        let silent = platform
            .answer_second(&supervisor, id, what, Some(" "))
            .await;
        assert!(matches!(silent, Err(Error::Invalid(p)) if p.0[0].problem == Problem::Required));
        platform
            .answer_second(&supervisor, id, what, Some("ask her first"))
            .await
            .unwrap();
        missing(
            close(platform, &officer, id, "unfounded").await,
            Guarded::Close,
        );
        // Asked again, and agreed: to this and nothing else, for whoever asked, until its day.
        platform.ask_second(&officer, id, ask).await.unwrap();
        platform
            .answer_second(&supervisor, id, what, None)
            .await
            .unwrap();
        missing(
            close(platform, &officer, id, "no-contact").await,
            Guarded::Close,
        );
        missing(
            close(platform, &supervisor, id, "unfounded").await,
            Guarded::Close,
        );
        world.clock.advance(4 * DAY);
        missing(
            close(platform, &officer, id, "unfounded").await,
            Guarded::Close,
        );
        platform.ask_second(&officer, id, ask).await.unwrap();
        platform
            .answer_second(&supervisor, id, what, None)
            .await
            .unwrap();
        // It moved on meanwhile: nobody agreed that it ends from there.
        platform
            .step(&officer, id, &act("acknowledge"))
            .await
            .unwrap();
        missing(
            close(platform, &officer, id, "unfounded").await,
            Guarded::Close,
        );
        platform.ask_second(&officer, id, ask).await.unwrap();
        platform
            .answer_second(&supervisor, id, what, None)
            .await
            .unwrap();
        close(platform, &officer, id, "unfounded").await.unwrap();
        // Erasing is looked at as well: the reason that was agreed to, and once it is gone it is gone.
        let reference = platform.read_case(&officer, id).await.unwrap().0.reference;
        let erase = async |reason| {
            let gone = platform.erase(&supervisor, id, reference.as_str(), Some(reason));
            gone.await
        };
        let who = missing(erase(EraseReason::AskedFor).await, Guarded::Erase);
        assert_eq!(who, ["case-officer"]);
        let ask = (Guarded::Erase, "asked-for", "she asked for it");
        platform.ask_second(&supervisor, id, ask).await.unwrap();
        let what = (Guarded::Erase, "asked-for", supervisor.member.member);
        platform
            .answer_second(&officer, id, what, None)
            .await
            .unwrap();
        missing(erase(EraseReason::NotAReport).await, Guarded::Erase);
        erase(EraseReason::AskedFor).await.unwrap();
        crate::row_sums::hold(&world).await;
    }
}

fn snapshot(ask: &str) -> Snapshot {
    Snapshot {
        title: "Papers".into(),
        fields: vec![Field {
            key: "what_happened".into(),
            label: "What happened".into(),
            text: "Papers were kept.".into(),
        }],
        ask: ask.into(),
        language: "en".into(),
        ..Snapshot::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_is_told_what_somebody_else_looked_at_and_no_other_draft() {
    for world in worlds().await {
        let platform = with_rules(&world).await;
        let quarry = company(&world, "Quarry Guards").await;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let all = ["store".to_owned(), "send-to-company".to_owned()];
        platform
            .change_consent(&cookie, (&all, None), "en")
            .await
            .unwrap();
        let [officer, supervisor, _] = world.staff();
        let draft = async |ask: &str| -> PartId {
            let told = (Some(quarry.desk), snapshot(ask));
            platform
                .draft_release(&officer, id, "", told)
                .await
                .unwrap();
            let seen = platform.second_of(&officer, id).await.unwrap();
            seen.draft.unwrap().0
        };
        let first = draft("What do you know?").await;
        missing(
            platform.release(&officer, id, first).await,
            Guarded::Release,
        );
        let agree = async |draft: PartId| {
            let thing = draft.to_string();
            let ask = (Guarded::Release, thing.as_str(), "please read it");
            platform.ask_second(&officer, id, ask).await.unwrap();
            let what = (Guarded::Release, thing.as_str(), officer.member.member);
            platform
                .answer_second(&supervisor, id, what, None)
                .await
                .unwrap();
        };
        agree(first).await;
        // Written anew after somebody agreed: that one nobody looked at.
        let second = draft("Who was there that night?").await;
        assert!(conflict(platform.release(&officer, id, first).await));
        missing(
            platform.release(&officer, id, second).await,
            Guarded::Release,
        );
        agree(second).await;
        platform.release(&officer, id, second).await.unwrap();
        platform.release(&officer, id, second).await.unwrap();
        let side = platform.told_side(&officer, id).await.unwrap();
        assert_eq!(side.rooms.len(), 1);
        // What goes at once cannot be looked at: here nothing does.
        let at = (id, side.rooms[0].room.id);
        let wrote = platform.write_to_party(&officer, at, "", ("More.", "en", true));
        assert!(matches!(wrote.await, Err(Error::NeedsDraft)));
        let file = ("a.png", "image/png");
        let sent = platform.send_file_to_party(&officer, at, "", file, photograph());
        assert!(matches!(sent.await, Err(Error::NeedsDraft)));
        // What is missing otherwise is said first: nobody is asked to look at what cannot go.
        platform
            .change_consent(&cookie, (&all[..1], None), "en")
            .await
            .unwrap();
        let third = draft("And since?").await;
        let refused = platform.release(&officer, id, third).await;
        assert!(matches!(refused, Err(Error::Needs(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn whoever_narrows_a_case_to_themself_is_not_alone_with_it() {
    for world in worlds().await {
        let platform = with_rules(&world).await;
        let id = a_case(&world).await;
        let [officer, supervisor, _] = world.staff();
        platform
            .change_access(&officer, id, CaseAccess::Named, "few")
            .await
            .unwrap();
        let who = missing(
            close(platform, &officer, id, "unfounded").await,
            Guarded::Close,
        );
        assert!(who.is_empty(), "nobody else reads it: {who:?}");
        let lead = supervisor.member.member;
        platform
            .give_access(&officer, id, lead, "to look", None)
            .await
            .unwrap();
        let who = missing(
            close(platform, &officer, id, "unfounded").await,
            Guarded::Close,
        );
        assert_eq!(who, ["supervisor"]);
        // Who stepped aside cannot be asked; where nobody else could be, one goes on alone.
        platform.step_aside(&supervisor, id, "kin").await.unwrap();
        close(platform, &officer, id, "unfounded").await.unwrap();
    }
}

/// As it is shipped, nothing needs a second person.
#[tokio::test]
async fn an_installation_says_for_itself_what_is_not_done_alone() {
    for world in worlds().await {
        let id = a_case(&world).await;
        let [officer, ..] = world.staff();
        let needless = (Guarded::Close, "unfounded", "look");
        assert!(conflict(
            world.platform.ask_second(&officer, id, needless).await
        ));
        close(&world.platform, &officer, id, "unfounded")
            .await
            .unwrap();
    }
}
