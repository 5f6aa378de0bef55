//! What was promised: followed one by one, seen by somebody else, confirmed by the person alone.

use watchpost_domain::{
    CaseId, Day, PartId,
    commitments::{Commitment, StepTyped},
};
use watchpost_service::{Error, Platform, Working, commitments::Which};

use crate::{signing_in::a_case_and_receipt, world::worlds};

fn typed(step: &str, reached: &str) -> StepTyped {
    StepTyped {
        step: step.into(),
        kind: "back-pay".into(),
        words: format!("canary-9120 {step}"),
        who: "The company".into(),
        due: Some(Day(30_000)),
        shows: "The list of the bank.".into(),
        reached: reached.into(),
        ..StepTyped::default()
    }
}

async fn follow(
    platform: &Platform,
    who: &Working<'_>,
    id: CaseId,
    (which, step): (Which, &StepTyped),
) -> Result<(), Error> {
    let once = uuid::Uuid::new_v4().simple().to_string();
    platform
        .follow_commitment(who, id, (&once, "en"), (which, step))
        .await
}

async fn all(platform: &Platform, who: &Working<'_>, id: CaseId) -> Vec<Commitment> {
    let (_, seen) = platform.read_case(who, id).await.unwrap();
    Commitment::all(&seen.commitments)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_promised_is_seen_by_somebody_else_and_confirmed_by_the_person() {
    for world in worlds().await {
        let platform = &world.platform;
        let [officer, boss, _] = world.staff();
        let (id, receipt) = a_case_and_receipt(&world).await;
        let promise = typed("promised", "");
        for _ in 0..2 {
            let made =
                platform.follow_commitment(&officer, id, ("1", "en"), (Which::New, &promise));
            made.await.unwrap();
        }
        let made = all(platform, &officer, id).await;
        assert_eq!(made.len(), 1, "sent twice, it was written once");
        let own = made[0].id;
        let of = Which::Of(own);
        let (claimed, seen) = (typed("claimed", ""), typed("seen", "partly"));
        let early = follow(platform, &boss, id, (of, &seen)).await;
        assert!(matches!(early, Err(Error::NotNow(_))), "{early:?}");
        follow(platform, &officer, id, (of, &claimed))
            .await
            .unwrap();
        let own_work = follow(platform, &officer, id, (of, &seen)).await;
        assert!(matches!(own_work, Err(Error::NeedsAnother)), "{own_work:?}");
        let confirmed = typed("confirmed", "yes");
        let not_theirs = follow(platform, &boss, id, (of, &confirmed)).await;
        assert!(matches!(not_theirs, Err(Error::NotNow(_))));
        follow(platform, &boss, id, (of, &seen)).await.unwrap();

        // The person reads all of it, with nobody named, and says what reached them.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(theirs.commitments[0].stands(), "seen");
        let acts: Vec<_> = theirs.lines.iter().map(|line| line.act).collect();
        let last = [
            "commitment-promised",
            "commitment-claimed",
            "commitment-seen",
        ];
        assert!(acts.ends_with(&last), "{acts:?}");
        let missing = PartId(uuid::Uuid::nil());
        let wrong = platform.confirm_commitment(&cookie, ("2", "en"), missing, &confirmed);
        assert!(matches!(wrong.await, Err(Error::NotNow(_))));
        for _ in 0..2 {
            let said = platform.confirm_commitment(&cookie, ("3", "en"), own, &confirmed);
            said.await.unwrap();
        }
        let now = all(platform, &officer, id).await;
        assert_eq!(now[0].steps.len(), 4);
        assert_eq!(
            (now[0].stands(), now[0].reached().unwrap().as_str()),
            ("confirmed", "yes")
        );
        let gone = follow(platform, &boss, id, (of, &typed("dropped", ""))).await;
        assert!(matches!(gone, Err(Error::NotNow(_))));
    }
}
