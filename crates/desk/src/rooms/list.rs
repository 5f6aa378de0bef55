//! The list of what desks tell a party.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use watchpost_domain::{Day, RoomId};
use watchpost_service::rooms::Listed;
use watchpost_web::{Layout, Oops, Page, PlatformState, render};

use super::room_id;
use crate::{bar::Bar, member::Unlocked};

/// One line.
struct Row {
    id: RoomId,
    reference: String,
    title: String,
    /// Why it cannot be opened.
    closed: Option<String>,
    is_new: bool,
    by: Option<String>,
}

#[derive(Template)]
#[template(path = "rooms/list.html")]
struct List {
    layout: Layout,
    bar: Bar,
    rows: Vec<Row>,
    /// The address of the next page.
    next: Option<String>,
}

impl Page for List {
    fn title(&self) -> String {
        self.layout.text.rooms_title()
    }
}

pub async fn show<S: PlatformState>(
    State(state): State<S>,
    who: Unlocked,
    layout: Layout,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Oops> {
    let after = { asked.get("after") }.map(|id| room_id(id)).transpose()?;
    let week = asked.get("week").and_then(|week| week.parse().ok());
    let after = week.map(Day).zip(after);
    let listing = state.platform().rooms(&who.working()?, after).await?;
    let t = layout.text;
    let me = who.0.session.member.id;
    let closed = |listed: &Listed| match (listed.room.shut, listed.room.recused.contains(&me)) {
        (true, _) => Some(t.rooms_closed()),
        (false, true) => Some(t.rooms_aside()),
        (false, false) => None,
    };
    let row = |listed: Listed| Row {
        closed: closed(&listed),
        id: listed.room.id,
        reference: listed.room.reference.as_str().to_owned(),
        is_new: listed.room.is_new(),
        title: listed.title,
        by: listed
            .answer_by
            .map(|day| t.room_answer_by(t.date(day.date()))),
    };
    Ok(render(List {
        bar: Bar::of(&layout, &who.0.session),
        rows: listing.rooms.into_iter().map(row).collect(),
        next: { listing.next }
            .map(|(week, room)| format!("/desk/rooms?after={room}&week={}", week.0)),
        layout,
    }))
}
