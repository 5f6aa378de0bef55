//! What the process writes to stderr: structured lines without addresses, names or contents; and nothing of its memory.

use std::panic;

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use tracing_subscriber::filter::LevelFilter;

/// Starts the log, and keeps the process from writing its memory anywhere.
pub fn start() {
    tracing_subscriber::fmt()
        .json()
        .with_max_level(LevelFilter::INFO)
        .with_writer(std::io::stderr)
        .init();
    // What a panic says can quote what was typed: only where it happened is told.
    panic::set_hook(Box::new(|what| {
        let at = what.location().map(ToString::to_string);
        tracing::error!(at, "panic");
    }));
    // Neither a core file nor another process of the same user gets to see keys. A system that refuses is no reason to
    // stop: `watchpost doctor` says so.
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}
