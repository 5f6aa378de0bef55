//! Cases that are alike: found in memory among those that a member reads and has unlocked, put together with consent, and carried to one
//! case of oversight. Nothing of it lies in the open (decision 25).

mod carrying;
mod compared;
mod finding;
mod linking;
mod names;
mod seen;

pub use carrying::Carry;
pub use finding::{AlikeTo, FoundFilter, FoundGroup, FoundPage};
pub use linking::{Hindrance, Linked, Linking};
pub(crate) use names::SaidNames;
pub use seen::{AlikeSide, Called, Coarse, PatternSeen, Short, Why};
