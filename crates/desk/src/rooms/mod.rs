//! The rooms of a party: what desks tell it, and what it answers.

mod acts;
mod list;
mod room;
mod view;

pub use view::View;

use watchpost_domain::RoomId;
use watchpost_web::{Door, Oops, PlatformState, Routes};

const READ: Door = Door::Member("room.read");
const WRITE: Door = Door::Member("room.write");

pub fn routes<S: PlatformState>() -> Routes<S> {
    Routes::new()
        .get(
            "/desk/rooms",
            Door::Member("desk.see-rooms"),
            list::show::<S>,
        )
        .get("/desk/rooms/{room}", READ, room::show::<S>)
        .get("/desk/rooms/{room}/file/{file}", READ, acts::file::<S>)
        .get("/desk/rooms/{room}/proof/{number}", READ, acts::proof::<S>)
        .post("/desk/rooms/{room}/message", WRITE, acts::message::<S>)
        .post("/desk/rooms/{room}/files", WRITE, acts::files::<S>)
        .post("/desk/rooms/{room}/claim", WRITE, acts::claim::<S>)
        .post("/desk/rooms/{room}/step", WRITE, acts::step::<S>)
        .post(
            "/desk/rooms/{room}/aside",
            Door::Member("room.step-aside"),
            acts::aside::<S>,
        )
        .post("/desk/rooms/{room}/sheet/{sheet}", WRITE, acts::fill::<S>)
}

/// The room of a path; what is no number of a room is not there.
pub fn room_id(text: &str) -> Result<RoomId, Oops> {
    uuid::Uuid::parse_str(text)
        .map(RoomId)
        .map_err(|_| Oops::NotFound)
}
