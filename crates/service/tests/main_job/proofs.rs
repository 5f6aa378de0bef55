//! Both sides can prove what was said: each line that they see opens its entry in the log, to anybody, and says nothing else.

use watchpost_domain::cases::content::{ActedBy, Content};
use watchpost_service::{
    Error,
    proof::{NotProven, Proven, check},
};
use watchpost_tlog::NoteVerifier;

use crate::{
    signing_in::a_case_and_receipt,
    world::{CANARY, FILE, NAME, World, worlds},
};

fn checked(world: &World, proof: &str) -> Result<Proven, NotProven> {
    let key = NoteVerifier::parse(&world.platform.log_key()).unwrap();
    check(proof, &key)
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_prove_what_was_said() {
    for world in worlds().await {
        let platform = &world.platform;
        let (case, receipt) = a_case_and_receipt(&world).await;
        let [officer, _, custodian] = world.staff();
        platform
            .write_to_reporter(&officer, case, "1", "We have read it.", "en")
            .await
            .unwrap();
        let open = platform.open_follow_up(&receipt).await.unwrap();
        platform
            .write_as_reporter(&open, "2", "I am still afraid.", "en")
            .await
            .unwrap();
        platform
            .write_note(&officer, case, "3", "look at the gate")
            .await
            .unwrap();
        let early = platform.proof_for_reporter(&open, 0).await;
        assert!(matches!(early, Err(Error::Unavailable)), "it still waits");
        platform.sequence().await.unwrap();

        let seen = platform.follow_up(&open).await.unwrap().unwrap();
        let acts: Vec<_> = seen.lines.iter().map(|l| (l.number, l.act)).collect();
        assert_eq!(
            acts,
            [
                (0, "report-received"),
                (1, "message-sent"),
                (2, "reporter-wrote")
            ],
            "and never the note"
        );
        let mine = async |line| {
            let proof = platform.proof_for_reporter(&open, line).await;
            proof.unwrap().unwrap()
        };
        let report = checked(&world, &mine(0).await).unwrap();
        assert!(report.says(CANARY.as_bytes()) && report.says(FILE));
        assert!(!report.says(b"another text") && !report.says(&FILE[1..]));
        assert_eq!(report.by, Some(ActedBy::Reporter));
        assert!(
            !mine(0).await.contains(NAME) && !format!("{:?}", report.said).contains(NAME),
            "who reported is in no proof"
        );
        let answer = checked(&world, &mine(1).await).unwrap();
        assert!(answer.says(b"We have read it.\n") && answer.by.is_none());
        let text = extra(&mine(1).await);
        assert!(!text.contains(&officer.member.member.to_string()), "{text}");
        assert!(
            checked(&world, &mine(2).await)
                .unwrap()
                .says(b"I am still afraid.")
        );
        let none = platform.proof_for_reporter(&open, 3).await;
        assert!(
            matches!(none, Err(Error::Denied(_))),
            "the note is the desk's"
        );

        let theirs = platform.proof_for_member(&officer, case, 3).await.unwrap();
        let note = checked(&world, &theirs).unwrap();
        assert!(note.says(b"look at the gate"));
        assert_eq!(note.by, Some(ActedBy::Member(officer.member.member)));
        let theirs = platform.proof_for_member(&officer, case, 0).await.unwrap();
        let report = checked(&world, &theirs).unwrap();
        assert!(
            matches!(report.said[..], [_, _, _]),
            "answers, consent, file"
        );
        assert!(!extra(&theirs).contains(NAME));
        let (_, read) = platform.read_case(&officer, case).await.unwrap();
        let wrote: Vec<_> = read.messages.iter().filter_map(|m| m.member).collect();
        assert_eq!(
            wrote,
            [officer.member.member],
            "the desk's, and not the reporter's"
        );
        let others = platform.proof_for_member(&custodian, case, 0).await;
        assert!(matches!(others, Err(Error::Denied(_))));
    }
}

/// What stands in the opening, in clear.
fn extra(proof: &str) -> String {
    let proof = watchpost_tlog::LogProof::parse(proof).unwrap();
    String::from_utf8(proof.extra.unwrap()).unwrap()
}

#[tokio::test]
async fn a_proof_in_which_anything_was_changed_proves_nothing() {
    let world = worlds().await.swap_remove(0);
    let platform = &world.platform;
    let (_, receipt) = a_case_and_receipt(&world).await;
    platform.sequence().await.unwrap();
    let open = platform.open_follow_up(&receipt).await.unwrap();
    let proof = platform
        .proof_for_reporter(&open, 0)
        .await
        .unwrap()
        .unwrap();
    let changed = |from: &str, to: &str| {
        let text = extra(&proof);
        assert!(text.contains(from), "{from} is in {text}");
        let mut other = watchpost_tlog::LogProof::parse(&proof).unwrap();
        other.extra = Some(text.replacen(from, to, 1).into_bytes());
        checked(&world, &other.format().unwrap()).err().unwrap()
    };
    assert!(matches!(
        changed("quarry gate", "quarry gaze"),
        NotProven::Said
    ));
    assert!(matches!(
        changed("\"who\":\"reporter\"", "\"who\":\"operator\""),
        NotProven::Who
    ));
    assert!(matches!(
        changed("2026-03-04", "2026-03-05"),
        NotProven::Log(_)
    ));
    assert!(matches!(changed("gate.jpg", "gaze.jpg"), NotProven::Said));
    assert!(matches!(
        changed("watchpost/v1/opening", "x"),
        NotProven::Closed
    ));
    // One bit, anywhere: no change passes, and none says other words.
    let whole = checked(&world, &proof).unwrap();
    for at in (0..proof.len()).step_by(7) {
        let mut bytes = proof.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        // Signatures of others under a checkpoint are not ours to judge.
        if let Ok(proven) = checked(&world, &text) {
            assert_eq!(proven.said, whole.said, "at {at}");
        }
    }
    assert!(matches!(whole.said[..], [_, _, _]));
    assert!(whole.said.iter().any(|c| matches!(c, Content::File(_))));
}
