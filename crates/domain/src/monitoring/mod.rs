//! Monitoring: how it is found out whether companies keep to the Code, and what follows (domain dossier, 3.1 and 3.2).

mod answer;
pub mod assessment;
pub mod concern;
pub mod course;
mod finding;
mod flaw;
pub mod framework;
pub mod mission;
mod note;
mod proposal;
mod taken;
mod versions;

pub use answer::{Answer, NUMBER_MAX, Since, since};
pub use finding::{
    Bucket, Finding, Findings, FindingsOf, Origin, Strength, Word, on_law, on_paragraph,
};
pub use flaw::{Article, Flaw, Flawed, LIST_MAX, NAME_MAX, PEOPLE_MAX, TEXT_MAX};
pub use note::{Note, NoteKind, Reliability, standing};
pub use proposal::{Because, Proposal};
pub use taken::NotTaken;
pub use versions::{Version, Versions, Writes};
