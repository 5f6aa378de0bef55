//! What the person who reports does, and what comes of it.

use bytes::Bytes;
use futures_util::stream;
use watchpost_domain::{Problem, Problems};
use watchpost_service::{Drafting, Error};

use crate::world::{FOUNDED, objects, worlds, written};

#[tokio::test]
async fn a_report_becomes_a_case_that_both_sides_can_prove() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, receipt) = written(&world).await;
        let reference = platform.send_draft(&cookie).await.unwrap();
        // A lost answer loses nothing: sending again gives the same, and makes one report.
        assert_eq!(platform.send_draft(&cookie).await.unwrap(), reference);
        assert!(
            matches!(platform.draft(&cookie).await.unwrap(), Drafting::Sent(r) if r == reference)
        );

        let open = platform
            .open_follow_up(&receipt.replace(' ', ""))
            .await
            .unwrap();
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert_eq!(
            (seen.reference.clone(), seen.state, seen.files.len()),
            (reference, "received".to_owned(), 1)
        );
        assert!(seen.consents.keys().eq(["store"]));
        assert_eq!(seen.acknowledge_by.unwrap().days_from(seen.today), 7);
        assert!(seen.proof.is_none(), "it still waits for the log");

        world.clock.advance(60);
        for _ in 0..2 {
            platform
                .write_as_reporter(&open, "form-1", "Is anybody there?", "en")
                .await
                .unwrap();
        }
        platform
            .change_consent(&open, (&["statistics".to_owned()], None), "en")
            .await
            .unwrap();
        platform.stop_contact(&open, true).await.unwrap();
        assert!(matches!(
            platform.stop_contact(&open, true).await,
            Err(Error::Conflict)
        ));
        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        assert_eq!(
            seen.messages.len(),
            1,
            "the same form sent twice writes one message"
        );
        assert!(seen.contact_stopped && seen.consents.keys().eq(["statistics"]));

        assert_eq!(
            platform.sequence().await.unwrap() - FOUNDED,
            4,
            "the report, the message, the consent, the stop"
        );
        assert_eq!(platform.sequence().await.unwrap(), 0);
        let proof = platform
            .follow_up(&open)
            .await
            .unwrap()
            .unwrap()
            .proof
            .unwrap();
        assert!(watchpost_tlog::LogProof::parse(&proof).is_ok());

        // The cookie of the follow-up pages ends by itself.
        world.clock.advance(31 * 60);
        assert!(platform.follow_up(&open).await.unwrap().is_none());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_send_at_once_makes_one_report() {
    for world in worlds().await {
        let (cookie, receipt) = written(&world).await;
        let sends = (0..8).map(|_| {
            let (platform, cookie) = (world.platform.clone(), cookie.clone());
            tokio::spawn(async move { platform.send_draft(&cookie).await })
        });
        let mut references = Vec::new();
        for send in sends.collect::<Vec<_>>() {
            references.push(send.await.unwrap().unwrap());
        }
        references.dedup();
        assert_eq!(references.len(), 1, "every answer is the same");
        assert!(world.platform.open_follow_up(&receipt).await.is_ok());

        // Many take in the log at once; every commitment has one place, and the log is whole.
        let rounds = (0..4).map(|_| {
            let platform = world.platform.clone();
            tokio::spawn(async move { platform.sequence().await })
        });
        let mut taken = 0;
        for round in rounds.collect::<Vec<_>>() {
            taken += round.await.unwrap().unwrap();
        }
        assert_eq!(taken, FOUNDED + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_receipt_is_the_only_one() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, old) = written(&world).await;
        platform.send_draft(&cookie).await.unwrap();
        let open = platform.open_follow_up(&old).await.unwrap();
        let new = platform.new_receipt(&open, "fr").unwrap();
        assert!(
            new.words.is_some() && platform.open_follow_up(&old).await.is_ok(),
            "the old one is good until the new one is taken"
        );
        let group = new
            .digits
            .split_whitespace()
            .nth(new.part.1 - 1)
            .unwrap()
            .to_owned();

        assert!(matches!(
            platform.take_receipt(&open, &new.carried, "xxxxx").await,
            Err(Error::Invalid(_))
        ));
        let (other, receipt) = written(&world).await;
        platform.send_draft(&other).await.unwrap();
        let foreign = platform.open_follow_up(&receipt).await.unwrap();
        assert!(
            matches!(
                platform.take_receipt(&foreign, &new.carried, &group).await,
                Err(Error::Conflict)
            ),
            "it is for another receipt"
        );

        let opened = platform
            .take_receipt(&open, &new.carried, &group)
            .await
            .unwrap();
        platform
            .take_receipt(&open, &new.carried, &group)
            .await
            .unwrap();
        assert!(platform.follow_up(&opened).await.unwrap().is_some());
        assert!(platform.follow_up(&open).await.unwrap().is_none());
        let dead = platform.open_follow_up(&old).await;
        assert!(
            matches!(dead, Err(Error::Invalid(p)) if p == Problems::one("receipt", Problem::UnknownReceipt))
        );
        let again = platform
            .open_follow_up(new.words.as_ref().unwrap())
            .await
            .unwrap();
        assert_eq!(
            platform
                .follow_up(&again)
                .await
                .unwrap()
                .unwrap()
                .files
                .len(),
            1
        );
        crate::row_sums::hold(&world).await;
    }
}

#[tokio::test]
async fn bad_receipts_and_unfinished_drafts_are_named() {
    for world in worlds().await {
        let platform = &world.platform;
        let (cookie, receipt) = written(&world).await;
        let unknown = watchpost_vault::Receipt::from_bytes([7; 12])
            .digits()
            .to_string();
        let mut typo = receipt.replace(' ', "").into_bytes();
        typo[3] = if typo[3] == b'9' { b'0' } else { typo[3] + 1 };
        for (typed, problem) in [
            ("", Problem::Required),
            (unknown.as_str(), Problem::UnknownReceipt),
            // Not sent yet: there is nothing behind it.
            (receipt.as_str(), Problem::UnknownReceipt),
            (
                std::str::from_utf8(&typo).unwrap(),
                Problem::ReceiptMistyped,
            ),
            ("12345", Problem::ReceiptLength),
        ] {
            match platform.open_follow_up(typed).await {
                Err(Error::Invalid(problems)) => {
                    assert_eq!(problems, Problems::one("receipt", problem))
                }
                _ => panic!("{problem:?} was not found"),
            }
        }
        assert!(platform.follow_up("00").await.unwrap().is_none());

        let (empty, mut draft) = platform.begin_draft(world.channel, "en").await.unwrap();
        assert!(
            matches!(platform.send_draft(&empty).await, Err(Error::Invalid(p)) if p == Problems::one("receipt", Problem::Required))
        );
        let group = draft
            .receipt_digits()
            .split_whitespace()
            .nth(draft.part_to_type_back().1 - 1)
            .unwrap()
            .to_owned();
        assert!(draft.keeps_receipt(&group));
        platform.save_draft(&empty, &mut draft).await.unwrap();
        assert!(
            matches!(platform.send_draft(&empty).await, Err(Error::Invalid(p)) if p == Problems::one("what_happened", Problem::Required))
        );
        let nothing = stream::iter(Vec::<std::io::Result<Bytes>>::new());
        assert!(matches!(
            platform
                .add_draft_file(&empty, &mut draft, "a", "", nothing)
                .await,
            Err(Error::Invalid(_))
        ));
        let cut = stream::iter([
            Ok(Bytes::from_static(b"half")),
            Err(std::io::Error::other("the line went dead")),
        ]);
        assert!(
            platform
                .add_draft_file(&empty, &mut draft, "a", "", cut)
                .await
                .is_err()
                && draft.files.is_empty()
        );

        // Two windows of the same draft: the second to save loses nothing of the first.
        let Drafting::Open(mut one) = platform.draft(&empty).await.unwrap() else {
            panic!("the draft is open")
        };
        let Drafting::Open(mut two) = platform.draft(&empty).await.unwrap() else {
            panic!("the draft is open")
        };
        one.at = Some("where".into());
        platform.save_draft(&empty, &mut one).await.unwrap();
        assert!(matches!(
            platform.save_draft(&empty, &mut two).await,
            Err(Error::Conflict)
        ));
        let late = platform
            .add_draft_file(&empty, &mut two, "late.jpg", "", crate::world::photograph())
            .await;
        assert!(matches!(late, Err(Error::Conflict)) && two.files.is_empty());
        assert_eq!(
            objects(&world.folder.path().join("objects")).len(),
            1,
            "only the file of the first draft"
        );
        platform.save_draft(&empty, &mut one).await.unwrap();

        // A day later both are gone, with the file.
        world.clock.advance(25 * 3600);
        assert!(matches!(
            platform.draft(&cookie).await.unwrap(),
            Drafting::None
        ));
        assert_eq!(platform.sweep_drafts().await.unwrap(), 2);
        assert!(objects(&world.folder.path().join("objects")).is_empty());
    }
}
