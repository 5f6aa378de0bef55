//! Monitoring: how it is found out whether companies keep to the Code, and what follows (domain dossier, 3.1 and 3.2).
//!
//! - [`framework`]: what is asked, as versioned data: indicators in a tree, each bound to paragraphs of the Code and to laws.
//! - [`assessment`]: what a company says of itself each year.
//! - [`Note`]: what somebody reads or is told without going there.
//! - [`mission`]: going there, with a plan, a checklist, talks and a report that the company can reply to.
//! - [`Finding`]: what is said of a company from all that, and what bears it out: alleged, observed or found.
//! - [`concern`]: what follows, up to the board, and what a company is to put right.
//! - [`certification`]: whether its certificate is taken and kept up.
//!
//! Steps and deadlines are data ([`course`]), and so is what can be asked. Whether something is late, missing, overdue or lapsed is no state:
//! it follows from days. What was written never changes; what several people write at once stands side by side ([`Versions`]).
//!
//! Nothing here is the Association's word, and nothing changes the registry: a [`Proposal`] waits for somebody who gives a source. No name of a
//! person is kept, and no way leads from here to a case.

mod answer;
pub mod assessment;
pub mod certification;
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
