//! The child alone, for tests: `viewer-child PAGE SIDE`, or `viewer-child misbehave HOW`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [word, how, ..] if word == "misbehave" => watchpost_viewer::child::misbehave(how),
        _ => watchpost_viewer::child::run(&arguments),
    }
}
