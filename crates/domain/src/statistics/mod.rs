//! Numbers for the public, made of cases and of nothing else. A case whose reporter allows it gives one coarse [`Record`]; records are
//! counted by figures that are policy data ([`Figures`]); what is few is held back, together with what would give it away
//! ([`suppress`]); and what was told once is never told again otherwise ([`publish`]).
//!
//! Why so: an official summary that contradicts itself helps nobody, and a number that is about one person can cost them their safety
//! (domain dossier, 10.1 need 9 and 10.3 rule 9). How it is explained to people stands in `docs/statistics.md`.

mod count;
mod csv;
mod dimension;
mod figures;
mod floor;
mod flow;
mod of_case;
mod promises;
mod publish;
mod quarter;
mod record;
mod suppress;
mod table;

pub use csv::safe_cell;
pub use dimension::{Basis, Dimension};
pub use figures::{DEFAULT, Fault, Figure, Figures, Share, What, Words};
pub use floor::{BadFloor, Floor};
pub use of_case::{Done, Means};
pub use promises::{Kept, PROMISES_COUNTED, Promised};
pub use publish::{Cell, Definition, Portion, Publication, Release, Told, publish};
pub use quarter::{NotAQuarter, Period, Quarter, Span};
pub use record::{FirstAnswer, RECORD_VERSION, Record, Track, may_be_counted};
pub use suppress::{suppress, suppress_overlapping};
pub use table::{Shown, Table};
