//! A case that is shared with a company: one room, with a file in it.

use watchpost_domain::{
    CaseId, Day, DeskId, PartId, RoomId,
    commitments::StepTyped,
    network::DeskKind,
    policy::{Role, Verdict, rooms as may},
    rooms::{Field, Room, Snapshot},
};
use watchpost_service::{Working, commitments::Which};

use super::{PICTURE, stands};
use crate::{Person, TestApp};

/// What is told of it.
pub fn snapshot() -> Snapshot {
    Snapshot {
        title: "Papers of workers".into(),
        fields: vec![Field {
            key: "what_happened".into(),
            label: "What happened".into(),
            text: "Papers of workers were kept.".into(),
        }],
        ask: "Please say what you know of it.".into(),
        language: "en".into(),
        ..Snapshot::default()
    }
}

/// Shares a case with the company of the application, once its reporter allows it.
pub async fn share(
    app: &TestApp,
    who: &Working<'_>,
    (case, receipt): (CaseId, &str),
) -> (RoomId, PartId) {
    let platform = &app.platform;
    let open = platform.open_follow_up(receipt).await.unwrap();
    let purposes = ["store".to_owned(), "send-to-company".to_owned()];
    let allowed = platform.change_consent(&open, (&purposes, None), "en");
    allowed.await.unwrap();
    let told = (Some(app.companies.0), snapshot());
    platform.draft_release(who, case, "", told).await.unwrap();
    let side = platform.told_side(who, case).await.unwrap();
    let (draft, _) = side.draft.unwrap();
    platform.release(who, case, draft).await.unwrap();
    let side = platform.told_side(who, case).await.unwrap();
    let room = side.rooms[0].room.id;
    let bytes = futures_util::stream::iter([Ok(axum::body::Bytes::from_static(PICTURE))]);
    let sent = platform.send_file_to_party(who, (case, room), "", ("a.png", "image/png"), bytes);
    sent.await.unwrap();
    let side = platform.told_side(who, case).await.unwrap();
    (room, side.rooms[0].files[0].id)
}

/// Promises something in a case that is shared, and tells the company of it; gives what was promised.
pub async fn promise(app: &TestApp, who: &Working<'_>, case: CaseId) -> PartId {
    let platform = &app.platform;
    let promised = StepTyped {
        step: "promised".into(),
        kind: "back-pay".into(),
        words: "Wages are paid.".into(),
        who: "The company".into(),
        due: Some(Day(30_000)),
        shows: "The list of the bank.".into(),
        ..StepTyped::default()
    };
    let made = platform.follow_commitment(who, case, ("", "en"), (Which::New, &promised));
    made.await.unwrap();
    let promises = platform.told_side(who, case).await.unwrap().promises;
    let own = promises[0].commitment;
    let more = Snapshot {
        promises,
        language: "en".into(),
        ..Snapshot::default()
    };
    let told = (Some(app.companies.0), more);
    platform.draft_release(who, case, "", told).await.unwrap();
    let side = platform.told_side(who, case).await.unwrap();
    let released = platform.release(who, case, side.draft.unwrap().0);
    released.await.unwrap();
    own
}

/// What the policy says of a member and a room of a company.
pub fn verdict(app: &TestApp, action: &str, who: &Person, shut: bool) -> Option<Verdict> {
    let (_, verdict) = may::ALL.iter().find(|(name, _)| *name == action)?;
    let day = watchpost_domain::Day(0);
    let room = Room {
        id: RoomId(uuid::Uuid::nil()),
        reference: watchpost_domain::cases::Reference::from_random([0; 8]),
        case: app.case,
        party: app.companies.0,
        kind: DeskKind::Company,
        recused: Vec::new(),
        promises: Vec::new(),
        until: None,
        ended: None,
        lapsed: false,
        shut,
        week: day,
        active_week: day,
        version: 1,
        seen: 0,
    };
    Some(verdict(&stands::actor(app, who), &room))
}

/// The lead who comes through a door: of the company where it is one of its rooms.
pub fn who<'a>(app: &'a TestApp, action: &str) -> &'a Person {
    let of_company = stands::is_of_rooms(action) || action == "desk.see-rooms";
    let people = match of_company {
        true => &app.company,
        false => &app.staff,
    };
    let mut all = people.iter();
    all.find(|p| p.role == Role::Supervisor).unwrap()
}

/// Whose organisation a member is of.
pub fn organisation(app: &TestApp, who: &Person) -> DeskId {
    let is_in = |people: &[Person]| people.iter().any(|p| p.member == who.member);
    match () {
        () if is_in(&app.strangers) => app.desks.1,
        () if is_in(&app.company) => app.companies.0,
        () if is_in(&app.competitors) => app.companies.1,
        () => app.desks.0,
    }
}
