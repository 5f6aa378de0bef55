//! The registry of companies: what sources say of them, through time. Everybody sees what is public; the desks of the installation keep it
//! together.

mod entering;
mod grouping;
mod listing;
mod seen;
mod shelf;
mod stored;
mod writing;

pub use entering::{Entered, invented};
pub use seen::{
    CompanySeen, Line as RecordSeen, MatterSeen, Named, PublicSeen, STATUS_FILE, StandingOn,
};
pub use shelf::{Asked, Eyes, Likely, Line, Lines, MayBe};

pub(crate) use shelf::Shelf;
