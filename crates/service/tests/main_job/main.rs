//! The main job, from the first answer to the proof in the log: on SQLite with a folder, and on PostgreSQL where one is given.
#![allow(clippy::unwrap_used)]

mod access;
mod at_once;
mod at_the_desk;
mod at_the_disk;
mod backups;
mod bounds;
mod conflicts;
mod counted;
mod erasing;
mod handover;
mod holding;
mod identity;
mod key_matrix;
mod keys;
mod leaving;
mod letters;
mod notices;
mod own_account;
mod people;
mod proofs;
mod put_back;
mod reporting;
mod rooms;
mod rotation;
mod row_sums;
mod second;
mod sheets;
mod signing_in;
mod statistics;
mod steps;
mod succession;
mod tasks;
mod worklist;
mod world;
