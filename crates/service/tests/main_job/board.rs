//! A case before a board: briefs by pillar, who steps aside, and a decision that a vote has to carry. A mediator is told as a company is.

use watchpost_domain::{
    CaseId, RoomId,
    network::{DeskKind, Pillar},
    procedure::Need,
    rooms::{Field, Snapshot},
};
use watchpost_service::{Error, Platform, Working, sheets::Typed, steps::StepAsked};

use crate::{
    rooms::{Company, allow, is_refused, only_room, party, share, snapshot},
    signing_in::a_case_and_receipt,
    world::{World, act, by_hand, fill, values, worlds},
};

/// A case that its reporter lets the board know of, carried to the board.
async fn before_the_board(world: &World) -> (CaseId, String) {
    let (id, receipt) = a_case_and_receipt(world).await;
    allow(world, &receipt, &["store", "send-to-icoca"]).await;
    let [officer, boss, _] = world.staff();
    let platform = &world.platform;
    let on = async |step| platform.step(&officer, id, &act(step)).await.unwrap();
    on("acknowledge").await;
    for (sheet, step) in [
        ("safety", "continue"),
        ("mandate", "complete"),
        ("eligibility", "choose-other-door"),
    ] {
        fill(platform, &officer, id, sheet).await.unwrap();
        on(step).await;
    }
    let referred = platform.step(&boss, id, &act("refer-to-board")).await;
    referred.unwrap();
    (id, receipt)
}

/// The seats of a pillar.
async fn pillar(world: &World, pillar: Pillar) -> Company {
    party(world, DeskKind::Board(pillar), &format!("{pillar:?}")).await
}

async fn votes(
    platform: &Platform,
    who: &Working<'_>,
    room: RoomId,
    decision: &str,
) -> Result<(), Error> {
    let said = [
        ("q.decision".to_owned(), decision.to_owned()),
        (
            "q.reasons".to_owned(),
            "Because of what was told.".to_owned(),
        ),
    ];
    let typed = Typed {
        sheet: "ballot",
        once: &uuid::Uuid::new_v4().simple().to_string(),
        values: values(&said),
        language: "en",
    };
    platform.fill_sheet_in_room(who, room, typed).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_decides_by_a_vote_of_those_who_have_no_interest_in_it() {
    for world in worlds().await {
        let platform = &world.platform;
        let [officer, boss, _] = world.staff();
        let (id, _) = before_the_board(&world).await;
        let governments = pillar(&world, Pillar::Governments).await;
        let society = pillar(&world, Pillar::CivilSociety).await;
        let industry = pillar(&world, Pillar::Industry).await;

        // Where no board has a place here, what it decided is recorded; without that, nothing is done.
        let needed = |result: Result<(), Error>| match result {
            Err(Error::Needs(needs)) => needs,
            other => panic!("{other:?}"),
        };
        let missing = needed(platform.step(&boss, id, &act("suspend")).await);
        let found = |code: &str| Need::Found(code.into());
        assert_eq!(
            missing,
            [
                found("recusals-recorded"),
                found("decision-recorded"),
                found("board-vote")
            ]
        );

        // Industry is not told whom it is about, nor who reported to anybody of the board.
        let with_the_company = Snapshot {
            fields: vec![Field {
                key: "company".into(),
                label: "Company".into(),
                text: "Quarry Guards".into(),
            }],
            ..snapshot()
        };
        let named = Snapshot {
            who: "Amina Example".into(),
            ..snapshot()
        };
        for (to, told, wrong) in [
            (&industry, with_the_company.clone(), "field-company"),
            (&society, named, "who"),
        ] {
            let refused = platform
                .draft_release(&officer, id, "", (Some(to.desk), told))
                .await;
            let Err(Error::Invalid(problems)) = refused else {
                panic!("{refused:?}")
            };
            assert!(problems.0.iter().any(|problem| problem.field == wrong));
        }
        let whole = (Some(society.desk), with_the_company);
        platform
            .draft_release(&officer, id, "", whole)
            .await
            .unwrap();
        let (draft, _) = platform
            .told_side(&officer, id)
            .await
            .unwrap()
            .draft
            .unwrap();
        platform.release(&officer, id, draft).await.unwrap();
        for to in [&governments, &industry] {
            share(&world, id, to.desk).await.unwrap();
        }

        // One steps aside: nothing is shown to them any more, and what they say is not heard.
        let (gov, soc, ind) = (
            only_room(&world, &governments).await,
            only_room(&world, &society).await,
            only_room(&world, &industry).await,
        );
        let [interested, other, _] = industry.staff();
        let no_reason = platform
            .step_aside_in_room(&interested, ind, (" ", "en"))
            .await;
        assert!(matches!(no_reason, Err(Error::Invalid(_))));
        votes(platform, &interested, ind, "no-action")
            .await
            .unwrap();
        let aside =
            platform.step_aside_in_room(&interested, ind, ("canary-8811 It is my client.", "en"));
        aside.await.unwrap();
        assert!(is_refused(platform.room(&interested, ind).await));
        assert!(is_refused(
            votes(platform, &interested, ind, "no-action").await
        ));
        let listing = platform.rooms(&interested, None).await.unwrap();
        assert!(listing.rooms[0].title.is_empty());

        // The director records who stepped aside and why it is decided so; the vote alone carries it.
        fill(platform, &boss, id, "recusals").await.unwrap();
        fill(platform, &boss, id, "decision").await.unwrap();
        let [g, ..] = governments.staff();
        let [s, s2, _] = society.staff();
        votes(platform, &g, gov, "suspend").await.unwrap();
        votes(platform, &s, soc, "suspend").await.unwrap();
        votes(platform, &s2, soc, "no-action").await.unwrap();
        let missing = needed(platform.step(&boss, id, &act("suspend")).await);
        assert_eq!(missing, [found("board-vote")], "nobody of industry voted");
        votes(platform, &other, ind, "suspend").await.unwrap();
        // Rooms that are shut and begun anew change nothing of that: who stepped aside stays aside, and no seat is lost.
        for (room, to) in [(ind, &industry), (soc, &society)] {
            let shut = platform.shut_room(&officer, (id, room), "By mistake.");
            shut.await.unwrap();
            let (_, seen) = platform.read_case(&boss, id).await.unwrap();
            assert_eq!(seen.benches.unwrap().len(), 3);
            share(&world, id, to.desk).await.unwrap();
        }
        let rooms = platform.rooms(&interested, None).await.unwrap().rooms;
        let anew = rooms.iter().find(|listed| !listed.room.shut).unwrap();
        assert!(is_refused(platform.room(&interested, anew.room.id).await));
        let again = votes(platform, &interested, anew.room.id, "no-action").await;
        assert!(is_refused(again));
        let (_, seen) = platform.read_case(&boss, id).await.unwrap();
        let benches = seen.benches.unwrap();
        let seats: Vec<_> = benches.iter().map(|b| (b.seats.len(), b.aside)).collect();
        assert_eq!(seats.iter().map(|(seats, _)| seats).sum::<usize>(), 5);
        assert_eq!(seats.iter().map(|(_, aside)| aside).sum::<usize>(), 1);
        let terminate = StepAsked {
            reason: Some("company-left".into()),
            ..act("terminate")
        };
        let missing = needed(platform.step(&boss, id, &terminate).await);
        assert_eq!(missing, [found("board-vote")], "that was not voted for");
        // No seat carries it out: what is asked of them is their vote.
        assert!(platform.room(&g, gov).await.unwrap().steps.is_empty());
        platform.step(&boss, id, &act("suspend")).await.unwrap();

        // No row in the open says who has an interest in what.
        let all: Vec<(Vec<u8>,)> = by_hand!(world, |db| {
            let rows = sqlx::query_as("select ends from room").fetch_all(db).await;
            rows.unwrap()
        });
        let member = interested.member.member.0;
        for (ends,) in all {
            let has = |words: &[u8]| ends.windows(words.len()).any(|w| w == words);
            assert!(!has(member.as_bytes()) && !has(member.to_string().as_bytes()));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_shuts_the_rooms_of_that_purpose_alone() {
    for world in worlds().await {
        let platform = &world.platform;
        let mediator = party(&world, DeskKind::Mediator, "Talk It Over").await;
        let quarry = party(&world, DeskKind::Company, "Quarry Guards").await;
        let (id, receipt) = a_case_and_receipt(&world).await;
        allow(&world, &receipt, &["store", "send-to-company"]).await;
        let refused = share(&world, id, mediator.desk).await;
        let only_that = [Need::Consent("send-to-mediator".into())];
        assert!(matches!(refused, Err(Error::Needs(needs)) if needs == only_that));
        allow(
            &world,
            &receipt,
            &["store", "send-to-company", "send-to-mediator"],
        )
        .await;
        share(&world, id, mediator.desk).await.unwrap();
        share(&world, id, quarry.desk).await.unwrap();
        let (room, theirs) = (
            only_room(&world, &mediator).await,
            only_room(&world, &quarry).await,
        );
        let ([m, ..], [q, ..]) = (mediator.staff(), quarry.staff());
        platform.room(&m, room).await.unwrap();
        allow(&world, &receipt, &["store", "send-to-company"]).await;
        assert!(is_refused(platform.room(&m, room).await));
        platform.room(&q, theirs).await.unwrap();
        // The person sees which of both ended.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let seen = platform.follow_up(&cookie).await.unwrap().unwrap();
        let ended: Vec<_> = seen.parties.iter().filter(|p| p.ended.is_some()).collect();
        assert_eq!((seen.parties.len(), ended.len()), (2, 1));
        assert_eq!(ended[0].told.name, "Talk It Over");
    }
}
