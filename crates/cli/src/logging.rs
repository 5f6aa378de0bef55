//! What the process writes to stderr: structured lines without addresses, names or contents; and nothing of its memory.

use std::{
    panic,
    sync::atomic::{AtomicU64, Ordering},
};

use rustix::{
    mm::{MlockAllFlags, mlockall},
    process::{DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit},
};
use tracing_subscriber::filter::LevelFilter;

/// How often anything panicked since the start, wherever it was caught.
static PANICS: AtomicU64 = AtomicU64::new(0);

/// Starts the log, and keeps the process from writing its memory anywhere.
pub fn start() {
    tracing_subscriber::fmt()
        .json()
        .with_max_level(LevelFilter::INFO)
        .with_writer(std::io::stderr)
        .init();
    count_panics();
    // Neither a core file nor another process of the same user gets to see keys. A system that refuses is no reason to
    // stop: `watchpost doctor` says so.
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// What a panic says can quote what was typed: only where it happened is told, and it is counted.
pub fn count_panics() {
    panic::set_hook(Box::new(|what| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        let at = what.location().map(ToString::to_string);
        tracing::error!(at, "panic");
    }));
}

/// How often anything panicked since the start.
pub fn panics() -> u64 {
    PANICS.load(Ordering::Relaxed)
}

/// Keeps all memory, as it comes to be used, from being written to swap. Only where the system sets no bound: within one, the
/// program would end at the first page beyond it.
pub fn lock_memory() {
    if getrlimit(Resource::Memlock).current.is_none() {
        let all = MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
        let _ = mlockall(all);
    }
}

/// Whether it is so, as the kernel counts it.
pub fn memory_is_locked() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmLck:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    kib.is_some_and(|kib| kib != "0")
}
