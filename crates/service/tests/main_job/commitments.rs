//! What was promised: followed one by one, seen by somebody else, confirmed by the person alone.

use watchpost_domain::{
    CaseId, Day, PartId, RoomId,
    commitments::{Commitment, StepTyped},
    rooms::{Snapshot, ToldPromise},
    statistics::Kept,
};
use watchpost_service::{
    Error, Platform, Working,
    commitments::Which,
    proof,
    rooms::{Claim, PartySide},
};
use watchpost_tlog::NoteVerifier;

use crate::{
    rooms::{Company, allow, company, is_refused, only_room, share},
    signing_in::a_case_and_receipt,
    world::{World, photograph, worlds},
};

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

/// What the company is told of a promise: fewer words than the desk wrote.
const IN_ITS_WORDS: &str = "Wages are paid.";

/// Writes down that a company is told of everything that was promised, and nothing else.
async fn told_more(
    world: &World,
    id: CaseId,
    party: &Company,
    change: impl Fn(&mut ToldPromise),
) -> Result<PartId, Error> {
    let [officer, ..] = world.staff();
    let platform = &world.platform;
    let side = platform.told_side(&officer, id).await?;
    let mut promises = side.promises;
    for one in &mut promises {
        one.what = IN_ITS_WORDS.into();
        change(one);
    }
    let more = Snapshot {
        promises,
        language: "en".into(),
        ..Snapshot::default()
    };
    let draft = platform.draft_release(&officer, id, "", (Some(party.desk), more));
    draft.await?;
    let side = platform.told_side(&officer, id).await?;
    Ok(side.draft.expect("it was written down").0)
}

/// A case whose company has a room, and one promise that it was told of there.
async fn told_a_promise(world: &World) -> (CaseId, String, Company, RoomId, PartId) {
    let platform = &world.platform;
    let quarry = company(world, "Quarry Guards").await;
    let (id, receipt) = a_case_and_receipt(world).await;
    let purposes = ["store", "send-to-company", "statistics"];
    allow(world, &receipt, &purposes).await;
    let [officer, ..] = world.staff();
    let promise = StepTyped {
        due: Some(platform.today().plus(20)),
        ..typed("promised", "")
    };
    follow(platform, &officer, id, (Which::New, &promise))
        .await
        .unwrap();
    // Alone it begins no room.
    let alone = told_more(world, id, &quarry, |_| {}).await;
    assert!(matches!(alone, Err(Error::Invalid(_))), "{alone:?}");
    share(world, id, quarry.desk).await.unwrap();
    let room = only_room(world, &quarry).await;
    let [it, ..] = quarry.staff();
    let none = platform.room(&it, room).await.unwrap();
    assert!(none.seen.promises.is_empty(), "nobody chose to tell it");
    let draft = told_more(world, id, &quarry, |_| {}).await.unwrap();
    platform.release(&officer, id, draft).await.unwrap();
    let own = all(platform, &officer, id).await[0].id;
    (id, receipt, quarry, room, own)
}

fn claim<'a>(commitment: PartId, words: &'a str, files: &'a [PartId]) -> Claim<'a> {
    Claim {
        commitment,
        after: None,
        words,
        files,
        language: "en",
    }
}

fn steps(side: &PartySide) -> Vec<&'static str> {
    let steps = { side.seen.promises.iter() }.flat_map(|one| &one.steps);
    steps.map(|part| part.step.code()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_says_in_its_room_what_was_done_and_somebody_else_sees_it() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt, quarry, room, own) = told_a_promise(&world).await;
        let ([it, ..], [officer, boss, _]) = (quarry.staff(), world.staff());
        let side = platform.room(&it, room).await.unwrap();
        let words = side.seen.promises[0].steps[0].step.texts();
        assert!(words.contains(&IN_ITS_WORDS), "{words:?}");
        assert_eq!(side.seen.title(), "Papers of workers");

        // What is wrong is said, and nothing is written.
        let stranger = PartId(uuid::Uuid::new_v4());
        let wrong = platform
            .claim_in_room(&it, room, "", &claim(own, " ", &[stranger]))
            .await;
        assert!(matches!(wrong, Err(Error::Invalid(p)) if p.0.len() == 2));
        let untold = platform
            .claim_in_room(&it, room, "", &claim(stranger, "Paid.", &[]))
            .await;
        assert!(matches!(untold, Err(Error::Denied(_))));

        let file = ("paid.jpg", "image/jpeg");
        let sent = platform.send_file_in_room(&it, room, "", file, photograph());
        sent.await.unwrap();
        let files = [platform.room(&it, room).await.unwrap().seen.files[0].id];
        let paid = claim(own, "canary-9121 We paid on Friday.", &files);
        for _ in 0..2 {
            platform.claim_in_room(&it, room, "7", &paid).await.unwrap();
        }
        assert_eq!(
            steps(&platform.room(&it, room).await.unwrap()),
            ["promised", "claimed"]
        );

        // The desk sees whose word it is, and that nobody looked; the person reads it; what they confirm, the company is not told.
        let now = all(platform, &officer, id).await;
        let said = &now[0].steps[1];
        assert_eq!((now[0].stands(), now[0].reached()), ("claimed", None));
        let word = said.party.as_ref().unwrap();
        assert_eq!((&*word.name, word.room), ("Quarry Guards", room));
        assert_eq!(word.files, files);
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(theirs.commitments[0].stands(), "claimed");
        assert_eq!(
            theirs.parties.len(),
            2,
            "they read word for word what was told"
        );

        // Who saw less than there is looks first, on both sides; what they wrote is not written.
        let stale = StepTyped {
            after: Some(1),
            ..typed("claimed", "")
        };
        let of = Which::Of(own);
        let late = follow(platform, &officer, id, (of, &stale)).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        follow(platform, &officer, id, (of, &typed("seen", "partly")))
            .await
            .unwrap();
        let stale = Claim {
            after: Some(2),
            ..claim(own, "More was paid.", &[])
        };
        let late = platform.claim_in_room(&it, room, "", &stale).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        let seen = platform.room(&it, room).await.unwrap();
        assert_eq!(steps(&seen), ["promised", "claimed", "seen"]);
        let confirmed = typed("confirmed", "no");
        let said = platform.confirm_commitment(&cookie, ("3", "en"), own, &confirmed);
        said.await.unwrap();
        let after = platform.room(&it, room).await.unwrap();
        assert_eq!(steps(&after), ["promised", "claimed", "seen"]);
        let acts = |side: &PartySide| -> Vec<&'static str> {
            let acts = side.seen.lines.iter().map(|line| line.act);
            acts.filter(|act| *act != "party-opened").collect()
        };
        assert_eq!(acts(&after), acts(&seen));
        let texts: Vec<_> = { after.seen.promises.iter() }
            .flat_map(|one| &one.steps)
            .flat_map(|part| part.step.texts())
            .collect();
        assert!(!texts.concat().contains("canary-9120"), "{texts:?}");

        // Both sides can prove it, and nobody is named.
        platform.sequence().await.unwrap();
        let log = NoteVerifier::parse(&platform.log_key()).unwrap();
        let line = { after.seen.lines.iter() }.find(|line| line.act == "party-claimed");
        let text = platform
            .proof_in_room(&it, room, line.unwrap().number)
            .await;
        let proven = proof::check(&text.unwrap(), &log).unwrap();
        assert!(proven.says(b"canary-9121 We paid on Friday.") && proven.by.is_none());

        // Given up, nothing more is said of it, and it is told to nobody anew.
        let gone = platform.told_side(&boss, id).await.unwrap();
        assert_eq!(gone.promises.len(), 1);
        let waits = told_more(&world, id, &quarry, |_| {}).await.unwrap();
        let dropped = typed("dropped", "");
        let dropped = follow(platform, &boss, id, (of, &dropped)).await;
        assert!(matches!(dropped, Err(Error::NotNow(_))), "the person spoke");
        platform.release(&officer, id, waits).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_go_out_of_a_promise_does_not_and_a_shut_room_says_nothing() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt, quarry, room, own) = told_a_promise(&world).await;
        let ([it, other, _], [officer, ..]) = (quarry.staff(), world.staff());
        let of = Which::Of(own);
        // Nothing goes out while who reported is not safe; what the company says is taken, so that it sees no difference.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        platform.stop_contact(&cookie, true).await.unwrap();
        follow(platform, &officer, id, (of, &typed("claimed", "")))
            .await
            .unwrap();
        assert_eq!(
            steps(&platform.room(&it, room).await.unwrap()),
            ["promised"]
        );
        let paid = claim(own, "Paid.", &[]);
        platform.claim_in_room(&it, room, "", &paid).await.unwrap();
        assert_eq!(all(platform, &officer, id).await[0].steps.len(), 3);
        platform.stop_contact(&cookie, false).await.unwrap();
        // Who stepped aside, and everybody once it is shut, says nothing.
        let aside = platform.step_aside_in_room(&other, room, ("A friend.", "en"));
        aside.await.unwrap();
        assert!(is_refused(
            platform.claim_in_room(&other, room, "", &paid).await
        ));
        let waits = told_more(&world, id, &quarry, |one| one.what = "Other words.".into());
        let waits = waits.await.unwrap();
        follow(platform, &officer, id, (of, &typed("dropped", "")))
            .await
            .unwrap();
        let given_up = platform.release(&officer, id, waits).await;
        assert!(matches!(given_up, Err(Error::Conflict)), "{given_up:?}");
        let over = platform
            .claim_in_room(&it, room, "", &claim(own, "Done.", &[]))
            .await;
        assert!(matches!(over, Err(Error::NotNow(_))));
        allow(&world, &receipt, &["store"]).await;
        assert!(is_refused(
            platform.claim_in_room(&it, room, "", &paid).await
        ));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_are_reminded_once_before_the_day_and_once_after_it() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt, quarry, room, own) = told_a_promise(&world).await;
        let ([it, ..], [officer, ..]) = (quarry.staff(), world.staff());
        platform.sweep_clocks().await.unwrap();
        let reminded = async || {
            let side = platform.room(&it, room).await.unwrap();
            let acts = side.seen.lines.iter().map(|line| line.act);
            let acts: Vec<_> = acts.filter(|act| act.starts_with("promise-")).collect();
            let (_, seen) = platform.read_case(&officer, id).await.unwrap();
            let said = seen
                .history
                .iter()
                .filter_map(|line| line.committed.fact.act());
            let said = said.filter(|act| act.code() == "clock-said");
            let said = said.filter(|act| serde_json::to_string(act).unwrap().contains("promise-"));
            (acts, said.count())
        };
        assert_eq!(reminded().await, (vec![], 0));
        let day = 24 * 3600;
        world.clock.advance(13 * day);
        for _ in 0..2 {
            platform.sweep_clocks().await.unwrap();
        }
        assert_eq!(reminded().await, (vec!["promise-due"], 1));
        // A jump over many days says it once.
        world.clock.advance(400 * day);
        for _ in 0..2 {
            platform.sweep_clocks().await.unwrap();
        }
        assert_eq!(reminded().await, (vec!["promise-due", "promise-over"], 2));
        // Said to be done, and looked at, it is quiet; what is counted of the case says how it was kept.
        platform
            .claim_in_room(&it, room, "", &claim(own, "Paid.", &[]))
            .await
            .unwrap();
        let seen = typed("seen", "yes");
        follow(platform, &officer, id, (Which::Of(own), &seen))
            .await
            .unwrap();
        let case = platform.read_case(&officer, id).await.unwrap().0;
        assert!(
            !case
                .clocks
                .iter()
                .any(|clock| clock.code.starts_with("promise-"))
        );
        let counted = crate::counted::records(&world).await;
        let kept: Vec<Kept> = counted[0].promised.iter().map(|one| one.kept()).collect();
        assert_eq!((counted.len(), kept), (1, vec![Kept::Late]));
        // Made anew of the opened case, it is the same.
        for more in [&["store"][..], &["store", "statistics"]] {
            allow(&world, &receipt, more).await;
        }
        let mut anew = crate::counted::records(&world).await;
        // What touches paragraphs is not the person's to read: the desk's next act says it again.
        anew.iter_mut()
            .for_each(|record| record.paragraphs_unseen = false);
        assert_eq!(anew, counted);
    }
}
