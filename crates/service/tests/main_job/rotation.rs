//! Who may read no longer does not read what comes: a case gets new keys with the first act after somebody went.

use watchpost_domain::cases::CaseAccess;
use watchpost_service::roster::RosterChange;

use crate::signing_in::{at_work, session};
use crate::world::{World, agreed, by_hand, photograph, worlds, written};

type Grant = (i64, i64, String, Option<i64>);

async fn grants(world: &World, epoch: i64) -> Vec<Grant> {
    let all = "select compartment, epoch, reader_kind, reader_epoch from case_grant where epoch = $1 order by compartment, reader_kind";
    by_hand!(world, |db| {
        let all = sqlx::query_as(all).bind(epoch);
        all.fetch_all(db).await.unwrap()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_after_somebody_went_is_sealed_to_new_keys() {
    for world in worlds().await {
        let platform = &world.platform;
        let (draft, digits) = written(&world).await;
        let watchpost_service::Drafting::Open(open) = platform.draft(&draft).await.unwrap() else {
            panic!("the draft is open")
        };
        platform.send_draft(&draft).await.unwrap();
        let case = open.case;
        let (officer, lead) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let (gone, boss) = (
            session(platform, &officer).await,
            session(platform, &lead).await,
        );
        let who = boss.working().unwrap();
        platform
            .read_case(&gone.working().unwrap(), case)
            .await
            .unwrap();
        let removed = RosterChange::Remove(gone.member.id);
        assert!(platform.change_roster(&boss, removed).await.unwrap());

        // The reporter writes first: the new keys are made on their side.
        let cookie = platform.open_follow_up(&digits).await.unwrap();
        platform
            .write_as_reporter(&cookie, "1", "are you there", "en")
            .await
            .unwrap();
        let holder = platform.holder(&cookie).unwrap();
        platform
            .add_file_as_reporter(&holder, "1", "later.jpg", "image/jpeg", photograph())
            .await
            .unwrap();
        platform
            .write_note(&who, case, "2", "he is gone")
            .await
            .unwrap();
        platform
            .write_to_reporter(&who, case, "3", "we are", "en")
            .await
            .unwrap();
        let late = platform.read_case(&gone.working().unwrap(), case).await;
        assert!(late.is_err());

        // Both sides read what was before and what came after.
        let (_, seen) = platform.read_case(&who, case).await.unwrap();
        assert_eq!(
            (seen.messages.len(), seen.notes.len(), seen.files.len()),
            (2, 1, 2)
        );
        assert!(seen.answers.is_some());
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!((theirs.messages.len(), theirs.files.len()), (2, 2));
        for file in theirs.files {
            let found = platform.file_for_reporter(&cookie, file.id).await.unwrap();
            assert_eq!(found.unwrap().facts.bytes, file.bytes);
        }

        // Narrowed to one: new keys again, which the desk does not get.
        platform
            .change_access(&who, case, CaseAccess::Named, "staff are in it")
            .await
            .unwrap();
        platform
            .write_note(&who, case, "4", "between us")
            .await
            .unwrap();
        let (_, seen) = platform.read_case(&who, case).await.unwrap();
        assert_eq!(seen.notes.len(), 2);
        platform
            .write_as_reporter(&cookie, "5", "thank you", "en")
            .await
            .unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(theirs.messages.len(), 3);
        let second = grants(&world, 2).await;
        // Narrative, team, original: to the member's own name since it was narrowed, to the reporter where they read; the old
        // key of the desk opens none of them.
        assert!(second.iter().all(|g| g.2 != "desk"), "{second:?}");
        let third = grants(&world, 3).await;
        assert_eq!(
            third.iter().filter(|g| g.2 == "member").count(),
            3,
            "{third:?}"
        );
        assert_eq!(
            third.iter().filter(|g| g.2 == "reporter").count(),
            2,
            "{third:?}"
        );
        assert_eq!(third.len(), 5);
        assert!(grants(&world, 4).await.is_empty(), "made once");
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test]
async fn the_desks_new_key_opens_them_and_the_old_one_does_not() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = crate::signing_in::a_case(&world).await;
        let (officer, lead) = (at_work(&world, 0).await, at_work(&world, 1).await);
        let gone = session(platform, &officer).await;
        let boss = session(platform, &lead).await;
        let removed = RosterChange::Remove(gone.member.id);
        platform.change_roster(&boss, removed).await.unwrap();
        platform
            .write_note(&boss.working().unwrap(), case, "1", "now")
            .await
            .unwrap();
        let second = grants(&world, 2).await;
        let desk: Vec<&Grant> = second.iter().filter(|g| g.2 == "desk").collect();
        assert_eq!(desk.len(), 3, "{second:?}");
        assert!(
            desk.iter().all(|g| g.3 == Some(2)),
            "of the desk's new epoch"
        );
        let parts: (i64,) = by_hand!(world, |db| {
            let newest = sqlx::query_as("select max(epoch) from part");
            newest.fetch_one(db).await.unwrap()
        });
        assert_eq!(parts.0, 2);
    }
}

#[tokio::test]
async fn the_only_key_to_who_reported_is_not_thrown_away() {
    for world in worlds().await {
        let platform = &world.platform;
        let case = crate::signing_in::a_case(&world).await;
        let (lead, keeper) = (at_work(&world, 1).await, at_work(&world, 2).await);
        let boss = session(platform, &lead).await;
        let custodian = session(platform, &keeper).await;
        let (who, me) = (boss.working().unwrap(), custodian.working().unwrap());
        platform
            .change_access(&who, case, CaseAccess::Named, "few")
            .await
            .unwrap();
        let taken = platform
            .take_access(&who, case, custodian.member.id, "why")
            .await;
        assert!(matches!(taken, Err(watchpost_service::Error::Conflict)));
        let aside = platform.step_aside(&me, case, "my cousin").await;
        assert!(matches!(aside, Err(watchpost_service::Error::Conflict)));
        agreed(platform, &me, &who, case).await;
        platform
            .read_identity(&me, case, "they ask for a call")
            .await
            .unwrap();
    }
}

/// The desk takes a question away while somebody is at it.
#[tokio::test]
async fn an_answer_to_a_question_that_is_gone_is_not_lost() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, _) = written(&world).await;
        let watchpost_service::Drafting::Open(draft) = platform.draft(&cookie).await.unwrap()
        else {
            panic!("the draft is open")
        };
        let answered: Vec<String> = draft.answers.0.keys().cloned().collect();
        let optional = answered
            .iter()
            .find(|key| {
                !watchpost_domain::intake::question::REQUIRED.contains(&key.as_str())
                    && *key != "consent"
            })
            .unwrap();
        let mut channel = platform.channel(draft.channel).await.unwrap().unwrap();
        channel.questionnaire.remove(optional);
        for question in &mut channel.questionnaire.questions {
            question.only_if = question.only_if.take().filter(|c| c.question != *optional);
        }
        platform.put_channel(&channel).await.unwrap();
        platform.send_draft(&cookie).await.unwrap();
        let (lead, keeper) = (at_work(&world, 1).await, at_work(&world, 2).await);
        let (boss, custodian) = (
            session(platform, &lead).await,
            session(platform, &keeper).await,
        );
        let (_, seen) = platform
            .read_case(&boss.working().unwrap(), draft.case)
            .await
            .unwrap();
        let (lead, me) = (boss.working().unwrap(), custodian.working().unwrap());
        agreed(platform, &me, &lead, draft.case).await;
        let identity = platform
            .read_identity(&me, draft.case, "why")
            .await
            .unwrap();
        let mut kept = seen
            .answers
            .unwrap()
            .answers
            .into_iter()
            .chain(identity.answers);
        assert!(kept.any(|a| a.key == *optional), "{optional}");
    }
}
