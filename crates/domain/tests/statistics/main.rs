//! Numbers for the public, attacked: by a reader who solves all that is published as a system of equations, by one who sets two
//! publications against one another, and by hand.
#![allow(clippy::unwrap_used)]

mod attacker;
mod document;
mod made;
mod publications;
mod sequences;
mod tables;
