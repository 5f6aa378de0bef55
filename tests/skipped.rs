//! A test that cannot be run here says so by name, to whoever reads along and to whoever counts: `cargo xtask test` names a file.

use std::{fs::OpenOptions, io::Write};

/// Says that this test, or a part of it, was not run, and what it would have needed.
#[expect(
    clippy::disallowed_methods,
    reason = "tests are told by the environment who counts them"
)]
pub fn skip(what: &str) {
    eprintln!("skipped: {what}");
    let Some(path) = std::env::var_os("WATCHPOST_SKIPPED") else {
        return;
    };
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    // One write for each line, so that two tests do not write into each other's.
    let line = format!("{test}: {what}\n");
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| file.write_all(line.as_bytes()))
        .expect("the file for what is skipped can be written");
}
