//! The whole program over HTTP, in process, on both databases. One program of tests: twenty would be linked twenty times.
#![allow(clippy::unwrap_used)]

mod again;
mod api;
mod calendar;
mod casework;
mod channels;
mod code;
mod companies;
mod cookies;
mod copies;
mod doors;
mod downloads;
mod emergency;
mod erasing;
mod kept;
mod lists;
mod many;
mod naughty;
mod people;
mod planted;
mod promises;
mod refused;
mod repeats;
mod reporting;
mod router_walk;
mod sessions;
mod statistics;
mod steps;
mod team;
mod visitor;
