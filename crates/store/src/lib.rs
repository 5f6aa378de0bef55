//! The tables: one SQL text for SQLite and PostgreSQL, one module per aggregate. It keeps sealed things and cannot open them.
//!
//! Nothing that protects somebody is returned without a proof of permission ([`watchpost_domain::Granted`]), and every change
//! of a case comes as a [`Recorded`] fact, which writes rows and the commitment for the public log in one transaction.

#[macro_use]
mod on;
pub mod accounts;
mod adding;
pub mod again;
pub mod apply;
pub mod audit;
pub mod cases;
pub mod channels;
pub mod conflicts;
pub mod copy;
pub mod db;
pub mod desks;
pub mod drafts;
pub mod emergency;
pub mod error;
pub mod feeds;
pub mod log;
pub mod notices;
pub mod numbers;
pub mod policy_data;
pub mod registry;
pub mod rooms;
mod rows;
pub mod rowsum;
pub mod settings;
mod standing;
pub mod statistics;
pub mod worklist;

pub use apply::{Recorded, ReporterKey, apply, apply_reports};
pub use audit::{DeskRecorded, apply_desk};
pub use db::{Db, Tx};
pub use error::Error;

/// Every statement of the crate, so that a test can prepare each on both databases.
pub fn statements() -> Vec<&'static str> {
    [
        accounts::STATEMENTS,
        again::STATEMENTS,
        apply::STATEMENTS,
        audit::STATEMENTS,
        cases::STATEMENTS,
        channels::STATEMENTS,
        copy::STATEMENTS,
        desks::STATEMENTS,
        drafts::STATEMENTS,
        emergency::STATEMENTS,
        conflicts::STATEMENTS,
        feeds::STATEMENTS,
        log::STATEMENTS,
        notices::STATEMENTS,
        numbers::STATEMENTS,
        policy_data::STATEMENTS,
        registry::STATEMENTS,
        rooms::STATEMENTS,
        rowsum::CHANGING,
        rowsum::STATEMENTS,
        settings::STATEMENTS,
        standing::STATEMENTS,
        statistics::STATEMENTS,
        worklist::STATEMENTS,
    ]
    .concat()
}
