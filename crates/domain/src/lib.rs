//! The rules of Watchpost: types, states, commands and their decisions, and who may do what. No IO, no clock, no randomness.
//!
//! A change has one shape: a command decides over a value it was [`policy::Granted`], and the decision is a [`Fact`].
//! The edges seal, store and announce facts; they decide nothing.

pub mod calendar;
pub mod casefile;
pub mod cases;
pub mod commitments;
pub mod conduct;
pub mod countries;
pub mod day;
pub mod digits;
pub mod emergency;
pub mod fact;
pub mod ids;
pub mod intake;
pub mod monitoring;
pub mod network;
pub mod patterns;
pub mod policy;
pub mod policy_data;
pub mod problem;
pub mod procedure;
pub mod registry;
pub mod remedies;
pub mod retention;
pub mod rooms;
pub mod sealed;
pub mod statistics;
pub mod team;

pub use day::Day;
pub use fact::Fact;
pub use ids::*;
pub use policy::{Actor, Denied, Granted};
pub use policy_data::{PolicyData, PolicyVersion};
pub use problem::{FieldProblem, Problem, Problems};
