//! What may be done in a room by the organisation that it was opened for.

use super::{Action, Actor, Verdict};
use crate::rooms::Room;

/// Those of the organisation who have its key know of the room; its others may not; the rest learn nothing. Of a room that was shut, or
/// that they stepped aside from, they know that it was there, and no more.
fn invited(actor: &Actor, room: &Room, open: bool) -> Verdict {
    let is_in = |member| !room.shut && !room.recused.contains(member);
    match actor {
        Actor::Member(m) if m.desk != room.party => Verdict::Hide,
        Actor::Member(m) if m.roles.reads_desk() && (open || is_in(&m.member)) => Verdict::Allow,
        Actor::Member(_) => Verdict::Refuse,
        _ => Verdict::Hide,
    }
}

macro_rules! room_actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $when_shut:literal;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;
            impl Action for $name {
                type On = Room;
                const NAME: &'static str = $text;
                fn verdict(actor: &Actor, room: &Room) -> Verdict { invited(actor, room, $when_shut) }
            }
        )*

        /// Every action in a room, by name: what the printed matrix walks.
        pub const ALL: &[(&str, fn(&Actor, &Room) -> Verdict)] = &[$(($text, $name::verdict)),*];
    };
}

room_actions! {
    /// Know that there is one, and whether it is open.
    Know = "room.know", true;
    /// Read what was shared, and what was said.
    Read = "room.read", false;
    /// Answer, in words, with a worksheet, a file, or a step that the procedure asks of them.
    Write = "room.write", false;
    /// Step aside because of a conflict of interest: nothing in it is shown to them from then on.
    StepAside = "room.step-aside", false;
}
