//! What the members of a desk may do, and what they cannot open.

use bytes::Bytes;
use uuid::Uuid;
use watchpost_domain::{
    Denied, DeskId, Fact, MemberId, Problem, Problems,
    intake::Answer,
    policy::{Membership, Role, Roles},
};
use watchpost_service::{Drafting, Error, Working, steps::StepAsked};
use watchpost_vault::MemberSecret;

use crate::world::{CANARY, FILE, FOUNDED, NAME, act, agreed, objects, worlds, written};

#[tokio::test]
async fn each_opens_what_is_theirs_and_nothing_else() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, _) = written(&world).await;
        let Drafting::Open(draft) = platform.draft(&cookie).await.unwrap() else {
            panic!("the draft is open")
        };
        platform.send_draft(&cookie).await.unwrap();

        let [officer, supervisor, custodian] = world.staff();
        for reader in [&officer, &supervisor] {
            let (_, seen) = platform.read_case(reader, draft.case).await.unwrap();
            let answers = seen.answers.unwrap();
            let said = answers
                .answers
                .iter()
                .find(|a| a.key == "what_happened")
                .unwrap();
            assert_eq!(said.answer, Answer::Text(CANARY.into()));
            assert!(
                answers
                    .answers
                    .iter()
                    .all(|a| a.key != "name" && a.key != "contact")
            );
            assert!(seen.identity.is_none());
            let refused = platform
                .read_identity(reader, draft.case, "to call them")
                .await;
            assert!(matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))));
        }
        let (_, seen) = platform.read_case(&custodian, draft.case).await.unwrap();
        assert!(
            seen.answers.is_none() && seen.identity.is_none(),
            "a custodian has no key to what was said"
        );
        let alone = platform
            .read_identity(&custodian, draft.case, "to call them")
            .await;
        assert!(
            matches!(alone, Err(Error::Conflict)),
            "a second person's word is missing"
        );
        let without = platform.ask_identity(&custodian, draft.case, " ").await;
        assert!(
            matches!(without, Err(Error::Invalid(p)) if p == Problems::one("reason", Problem::Required))
        );
        agreed(platform, &custodian, &officer, draft.case).await;
        let identity = platform
            .read_identity(&custodian, draft.case, "to call them")
            .await
            .unwrap();
        assert!(
            identity
                .answers
                .iter()
                .any(|a| a.answer == Answer::Text(NAME.into()))
        );
        // Every opening is a line that the team reads, and has its place in the log.
        let (_, seen) = platform.read_case(&officer, draft.case).await.unwrap();
        let acts: Vec<_> = seen
            .history
            .iter()
            .filter_map(|line| match &line.committed.fact {
                Fact::Case(fact) => Some(fact.act.code()),
                Fact::Desk(_) | Fact::Room(_) => None,
            })
            .collect();
        assert_eq!(acts.iter().filter(|a| **a == "opened").count(), 3);
        assert_eq!(acts.iter().filter(|a| **a == "identity-opened").count(), 1);
        assert_eq!(
            platform.sequence().await.unwrap() - FOUNDED,
            8,
            "the report, five openings, the ask and the answer"
        );
        // The right place with another's key, and another desk with its own: nothing.
        let stranger = MemberSecret::generate();
        let thief = Working {
            unlocked: &stranger,
            ..officer
        };
        assert!(platform.read_case(&thief, draft.case).await.is_err());
        let member = Membership {
            member: MemberId(Uuid::new_v4()),
            desk: DeskId(Uuid::new_v4()),
            kind: watchpost_domain::network::DeskKind::Desk,
            roles: Roles::of(Role::ALL),
        };
        let outsider = Working {
            member,
            unlocked: &stranger,
        };
        for case in [draft.case, watchpost_domain::CaseId(Uuid::new_v4())] {
            let hidden = platform.read_case(&outsider, case).await;
            assert!(matches!(hidden, Err(Error::Denied(Denied::NotFound))));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_answers_and_carries_the_case_to_its_end() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, receipt) = written(&world).await;
        let Drafting::Open(draft) = platform.draft(&cookie).await.unwrap() else {
            panic!("the draft is open")
        };
        platform.send_draft(&cookie).await.unwrap();
        let id = draft.case;
        let [officer, supervisor, custodian] = world.staff();
        let open = platform.open_follow_up(&receipt).await.unwrap();

        assert!(
            matches!(
                platform.step(&officer, id, &act("continue")).await,
                Err(Error::NotNow(_))
            ),
            "it was not acknowledged"
        );
        platform
            .step(&officer, id, &act("acknowledge"))
            .await
            .unwrap();
        for _ in 0..2 {
            platform
                .write_to_reporter(&officer, id, "form-1", "We have read it.", "en")
                .await
                .unwrap();
        }
        platform
            .write_note(&supervisor, id, "form-2", "look at the roster of the gate")
            .await
            .unwrap();
        assert!(matches!(
            platform.write_note(&officer, id, "form-3", " ").await,
            Err(Error::Invalid(_))
        ));
        let refused = platform
            .write_to_reporter(&custodian, id, "form-4", "Hello", "en")
            .await;
        assert!(
            matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))),
            "custodians keep identities; they do not converse"
        );

        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert_eq!(
            (seen.state.as_str(), seen.acknowledge_by),
            ("safety-check", None)
        );
        assert_eq!(
            seen.messages
                .iter()
                .map(|m| m.text.as_str())
                .collect::<Vec<_>>(),
            ["We have read it."],
            "and never the note"
        );

        platform.stop_contact(&open, true).await.unwrap();
        let refused = platform
            .write_to_reporter(&officer, id, "form-5", "Are you well?", "en")
            .await;
        assert!(
            matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))),
            "the person asked for no contact"
        );

        assert!(matches!(
            platform.close(&officer, id, "settled", "").await,
            Err(Error::Invalid(_))
        ));
        platform
            .close(&officer, id, "settled", "Both agreed.")
            .await
            .unwrap();
        assert!(matches!(
            platform.step(&officer, id, &act("continue")).await,
            Err(Error::NotNow(_))
        ));
        let reopen = StepAsked {
            why: "The agreement was broken.".into(),
            ..act("reopen")
        };
        platform.step(&supervisor, id, &reopen).await.unwrap();
        let (case, seen) = platform.read_case(&supervisor, id).await.unwrap();
        assert_eq!(
            (case.state.as_str(), case.answer_by, seen.notes.len()),
            ("eligibility", None, 3)
        );
        assert_eq!(
            seen.history.len(),
            7,
            "received, acknowledged, message, note, contact stopped, closed, reopened"
        );
        assert_eq!(platform.sequence().await.unwrap(), FOUNDED + 8);
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test]
async fn a_file_comes_back_byte_for_byte_or_not_at_all() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, receipt) = written(&world).await;
        let Drafting::Open(draft) = platform.draft(&cookie).await.unwrap() else {
            panic!("the draft is open")
        };
        let (id, file) = (draft.case, draft.files[0].id);
        platform.send_draft(&cookie).await.unwrap();
        let open = platform.open_follow_up(&receipt).await.unwrap();
        let [officer, _, custodian] = world.staff();

        let mine = platform
            .file_for_reporter(&open, file)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (mine.facts.name.as_str(), mine.facts.bytes),
            ("gate.jpg", FILE.len() as u64)
        );
        assert_eq!(whole(mine).await.unwrap(), FILE);
        let theirs = platform.file_for_member(&officer, id, file).await.unwrap();
        assert_eq!(whole(theirs).await.unwrap(), FILE);
        let (_, seen) = platform.read_case(&officer, id).await.unwrap();
        assert_eq!(
            seen.history.len(),
            2,
            "that a member opened it stands in the history; that the reporter did, nowhere"
        );
        assert!(matches!(
            platform.file_for_member(&custodian, id, file).await,
            Err(Error::Denied(Denied::NotFound))
        ));
        let other = watchpost_domain::PartId(Uuid::new_v4());
        assert!(matches!(
            platform.file_for_reporter(&open, other).await,
            Err(Error::Denied(Denied::NotFound))
        ));

        let object = objects(&world.folder.path().join("objects/evidence")).remove(0);
        let mut bytes = std::fs::read(&object).unwrap();
        let at = bytes.len() - 40;
        bytes[at] ^= 1;
        std::fs::write(&object, bytes).unwrap();
        let damaged = platform
            .file_for_reporter(&open, file)
            .await
            .unwrap()
            .unwrap();
        assert!(
            whole(damaged).await.is_err(),
            "one flipped bit, and it is not given"
        );
    }
}

async fn whole(file: watchpost_service::FileOpened) -> std::io::Result<Vec<u8>> {
    use futures_util::TryStreamExt;
    let pieces: Vec<Bytes> = file.bytes().try_collect().await?;
    Ok(pieces.concat())
}
