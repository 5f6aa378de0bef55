//! Bars on stderr for what takes a while. Where nobody watches, nothing is drawn.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

fn bar(told: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template(told) {
        bar.set_style(style);
    }
    bar
}

/// For files that are read or written.
pub fn files() -> ProgressBar {
    bar("{bar:40} {pos} of {len} files, {eta} left")
}

/// For a backup that is read from its beginning to its end.
pub fn bytes() -> ProgressBar {
    bar("{bar:40} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left")
}

/// For the entries of a log.
pub fn entries() -> ProgressBar {
    bar("{bar:40} {pos} of {len} entries, {per_sec}, {eta} left")
}

/// For things that are made one after the other.
pub fn made(what: &str, all: u64) -> ProgressBar {
    let bar = bar("{bar:40} {pos} of {len} {msg}");
    bar.set_length(all);
    bar.set_message(what.to_owned());
    bar
}

/// For work whose end is not known.
pub fn working(what: &str) -> ProgressBar {
    let bar = bar("{spinner} {msg}");
    bar.set_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
