//! The list of what desks tell a party.

use uuid::Uuid;
use watchpost_domain::{
    Actor, Day, Denied, RoomId,
    policy::{authorize, desks as may_desk, rooms as may},
    rooms::Room,
};
use watchpost_store::{
    Tx, desks,
    rooms::{self as rows},
};

use crate::{Error, Platform, Working};

/// Rooms that a page of the list shows.
const PAGE: i64 = 50;

/// One line of a party's list.
pub struct Listed {
    pub room: Room,
    /// What it is about; empty where it was shut, or they stepped aside.
    pub title: String,
    pub answer_by: Option<Day>,
}

/// A page of the list.
pub struct Listing {
    pub rooms: Vec<Listed>,
    /// After which room the next page begins, and in which week something last happened there.
    pub next: Option<(Day, RoomId)>,
    pub today: Day,
}

impl Platform {
    /// The rooms of a party, some at a time: those after this one.
    ///
    /// # Errors
    /// `Denied` when they may not see them, or are of a desk.
    pub async fn rooms(
        &self,
        who: &Working<'_>,
        after: Option<(Day, RoomId)>,
    ) -> Result<Listing, Error> {
        let mut tx = self.db.read().await?;
        let party = desks::desk(&mut tx, who.member.desk).await?;
        let party = party.ok_or(Error::Denied(Denied::NotFound))?;
        let party = authorize::<may_desk::SeeRooms>(&Actor::Member(who.member), party)?;
        let mark = self.mark_of_party(party.id);
        let (week, after) = after.unwrap_or((Day(i64::MAX), RoomId(Uuid::nil())));
        let page = (week, after, PAGE + 1);
        let mut found = rows::of_party(&mut tx, &self.keys.rows, &party, &mark, page).await?;
        let more = found.len() > PAGE as usize;
        found.truncate(PAGE as usize);
        let mut rooms = Vec::new();
        for row in found {
            let room = self.joining(row)?;
            rooms.push(self.listed(&mut tx, who, room).await?);
        }
        let next = more.then(|| {
            let last = rooms.last();
            last.map(|l: &Listed| (l.room.active_week, l.room.id))
        });
        Ok(Listing {
            next: next.flatten(),
            rooms,
            today: self.today(),
        })
    }

    async fn listed(&self, tx: &mut Tx, who: &Working<'_>, room: Room) -> Result<Listed, Error> {
        let mut listed = Listed {
            room: room.clone(),
            title: String::new(),
            answer_by: None,
        };
        match authorize::<may::Read>(&Actor::Member(who.member), room) {
            Ok(room) => {
                let inside = self.go_in(tx, who, &room, None).await?;
                let seen = self.seen_in(&inside)?;
                listed.title = seen.title().to_owned();
                listed.answer_by = seen.answer_by();
                Ok(listed)
            }
            Err(Denied::Forbidden(_)) => Ok(listed),
            Err(other) => Err(other.into()),
        }
    }
}
